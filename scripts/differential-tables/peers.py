"""DuckDB, polars and pandas as readers of a case: each told the dialect and the types, or left to find them out."""

import math
import warnings

import duckdb
import pandas
import polars

from cases import Case

warnings.filterwarnings("ignore")
connection = duckdb.connect()
connection.execute("set threads = 1")
connection.execute("set preserve_insertion_order = true")

DUCKDB_TYPES = {"integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE", "datetime": "TIMESTAMP", "text": "VARCHAR"}
POLARS_TYPES = {
    "integer": polars.Int64, "number": polars.Float64, "boolean": polars.Boolean, "date": polars.Date,
    "datetime": polars.Datetime("us"), "text": polars.String,
}

PANDAS_TYPES = {"integer": "Int64", "number": "float64", "boolean": "boolean"}


def literal(value) -> str:
    return "'" + str(value).replace("'", "''") + "'"


def plain(value):
    """A value of any reader as None, int, float, bool, str, date or datetime."""
    if value is None or value is pandas.NA or value is pandas.NaT:
        return None
    if isinstance(value, float) and math.isnan(value):
        return None
    if isinstance(value, pandas.Timestamp):
        return value.to_pydatetime()
    return value.item() if hasattr(value, "item") else value


def read_duckdb(case: Case, path, types: list[str] | None):
    """The rows; types: of each column, or nothing told at all."""
    options = []
    if types is not None:
        names = ", ".join(f"{literal(f'c{i}')}: {literal(DUCKDB_TYPES[t])}" for i, t in enumerate(types))
        options += [
            "auto_detect = false", f"columns = {{{names}}}", f"delim = {literal(case.delimiter)}", "quote = '\"'", "escape = '\"'",
            f"header = {str(case.header).lower()}", f"nullstr = [{', '.join(map(literal, sorted({*case.markers, ''})))}]",
        ]
    else:
        options += ["sample_size = -1", f"nullstr = [{', '.join(map(literal, sorted({*case.markers, ''})))}]"]
    if case.encoding != "utf-8":
        options.append(f"encoding = {literal(case.encoding)}")
    answer = connection.execute(f"select * from read_csv({literal(path)}, {', '.join(options)})")
    found, names = [str(d[1]) for d in answer.description], [d[0] for d in answer.description]
    return [[plain(v) for v in row] for row in answer.fetchall()], found, names


def read_polars(case: Case, path, types: list[str] | None):
    if case.encoding != "utf-8":
        raise ValueError("polars reads UTF-8")
    schema = {"infer_schema": False} if types and set(types) == {"text"} else {}
    if types and not schema:
        schema = {"schema_overrides": [POLARS_TYPES[t] for t in types]}
    if types is None:
        schema = {"infer_schema_length": None, "try_parse_dates": True}
    frame = polars.read_csv(
        path, separator=case.delimiter, has_header=case.header, null_values=case.markers, quote_char='"', **schema
    )
    return [[plain(v) for v in row] for row in frame.rows()], [str(t) for t in frame.dtypes]


def read_pandas(case: Case, path, types: list[str] | None):
    kinds = None
    if types is not None:
        # Dates are read as texts and converted by pandas.to_datetime.
        names = [column.name for column in case.columns] if case.header else range(len(types))
        kinds = {name: PANDAS_TYPES.get(kind, str) for name, kind in zip(names, types)}
    frame = pandas.read_csv(
        path, sep=case.delimiter, header=0 if case.header else None, dtype=kinds, keep_default_na=False,
        na_values=sorted({*case.markers, ""}), encoding=case.encoding, float_precision="round_trip", index_col=False,
    )
    if types is None:
        return rows_of(frame), [str(t) for t in frame.dtypes]
    for place, kind in enumerate(types):
        if kind in ("date", "datetime"):
            times = pandas.to_datetime(frame.iloc[:, place].astype(str).where(frame.iloc[:, place].notna()), format="ISO8601")
            frame.isetitem(place, times.dt.date if kind == "date" else times)
    return rows_of(frame), None


def rows_of(frame) -> list:
    columns = [[plain(v) for v in frame.iloc[:, place].astype(object)] for place in range(frame.shape[1])]
    return [list(row) for row in zip(*columns)]


READERS = {"duckdb": read_duckdb, "polars": read_polars, "pandas": read_pandas}
