"""Draws rows of a CSV file with one of the peers: a split into 80% and 20% that keeps the shares of `bought`, and a
sample of 10,000. Prints the seconds of the two draws, without the reading, and the rows of each part.

    python sample.py polars|polars-rows|duckdb|pandas FILE

Each makes tables of the rows drawn, with all columns, but for polars-rows, which draws row numbers alone, as Limn does.
"""

import sys
import time


def polars(path: str):
    import polars as pl

    table = pl.read_csv(path, infer_schema_length=10_000)

    def draw():
        place = pl.int_range(pl.len()).shuffle(seed=1).over("bought")
        is_first = table.select(place < (pl.len() * 0.8).round().over("bought")).to_series()
        return table.filter(is_first), table.filter(~is_first), table.sample(10_000, seed=2)

    return draw


def polars_rows(path: str):
    import polars as pl

    table = pl.read_csv(path, columns=["bought"])

    def draw():
        place = pl.int_range(pl.len()).shuffle(seed=1).over("bought")
        is_first = table.select(place < (pl.len() * 0.8).round().over("bought")).to_series()
        return is_first.arg_true(), (~is_first).arg_true(), pl.int_range(len(table), eager=True).sample(10_000, seed=2)

    return draw


def duckdb(path: str):
    import duckdb

    connection = duckdb.connect()
    connection.execute("create table t as select * from read_csv(?, sample_size = -1)", [path])

    def draw():
        connection.execute("select setseed(0.5)")
        connection.execute(
            "create table parts as select * exclude (place), row_number() over (partition by bought order by place)"
            " <= round(0.8 * count(*) over (partition by bought)) as is_first from (select *, random() as place from t)"
        )
        connection.execute("create table train as select * exclude (is_first) from parts where is_first")
        connection.execute("create table test as select * exclude (is_first) from parts where not is_first")
        connection.execute("create table few as select * from t using sample reservoir(10000 rows) repeatable (2)")
        return tuple(range(connection.execute(f"select count(*) from {n}").fetchone()[0]) for n in ("train", "test", "few"))

    return draw


def pandas(path: str):
    import pandas

    table = pandas.read_csv(path)

    def draw():
        train = table.groupby("bought").sample(frac=0.8, random_state=1)
        return train, table.drop(train.index), table.sample(10_000, random_state=2)

    return draw


PEERS = {"polars": polars, "polars-rows": polars_rows, "duckdb": duckdb, "pandas": pandas}
draw = PEERS[sys.argv[1]](sys.argv[2])
start = time.perf_counter()
parts = draw()
print(time.perf_counter() - start, *map(len, parts))
