"""Reads a CSV file with one of the peers, once, and prints the seconds of the call and the rows and columns that came.

    python peer.py polars|duckdb|pyarrow|pandas FILE

Each may use all cores. DuckDB and pandas infer the types from the whole file, pyarrow from its first block, and polars
from ten thousand rows, since its search for times over the whole file takes more than a minute.
"""

import sys
import time


def polars(path: str):
    import polars

    return lambda: polars.read_csv(path, infer_schema_length=10_000, try_parse_dates=True).shape


def duckdb(path: str):
    import duckdb

    connection = duckdb.connect()

    def read():
        connection.execute("create table t as select * from read_csv(?, sample_size = -1)", [path])
        rows = connection.execute("select count(*) from t").fetchone()[0]
        return rows, len(connection.execute("describe t").fetchall())

    return read


def pyarrow(path: str):
    from pyarrow import csv

    options = csv.ParseOptions(newlines_in_values=True)
    return lambda: csv.read_csv(path, parse_options=options).shape


def pandas(path: str):
    import pandas

    return lambda: pandas.read_csv(path).shape


read = {"polars": polars, "duckdb": duckdb, "pyarrow": pyarrow, "pandas": pandas}[sys.argv[1]](sys.argv[2])
start = time.perf_counter()
rows, columns = read()
print(f"{time.perf_counter() - start} {rows} {columns}")
