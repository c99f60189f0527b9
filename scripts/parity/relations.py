"""Writes Tests/FrameTests/Fixtures/relations.jsonl: what polars answers for joins, groups and orders of random tables."""

import json
import pathlib
import random

import polars as pl

TARGET = pathlib.Path(__file__).parents[2] / "Tests/FrameTests/Fixtures/relations.jsonl"
CASES = 120
FIGURES = {
    "count": lambda x: x.count(),
    "count_distinct": lambda x: x.drop_nulls().n_unique(),
    "sum": lambda x: x.sum(),
    "mean": lambda x: x.mean(),
    "median": lambda x: x.median(),
    "quantile": lambda x: x.quantile(0.9, "linear"),
    "min": lambda x: x.min(),
    "max": lambda x: x.max(),
    "std": lambda x: x.std(),
    "var": lambda x: x.var(),
    "first": lambda x: x.first(),
    "last": lambda x: x.last(),
}


def table(rng, rows, missing):
    """Keys with ties, neighbours beyond 2^53 and texts that differ in their bytes alone; values with halves."""
    integers = [1, 2, 3, -7, 2**53, 2**53 + 1, -(2**63), 2**63 - 1]
    texts = ["a", "b", "A", "", "é", "e\u0301", "Zürich", "a "]

    def column(draw):
        return [None if rng.random() < missing else draw() for _ in range(rows)]

    return pl.DataFrame(
        {
            "k": column(lambda: rng.choice(integers)),
            "t": column(lambda: rng.choice(texts)),
            "d": column(lambda: rng.randrange(15000, 15004)),
            "x": column(lambda: rng.randrange(-40, 40) / 8),
            "row": list(range(rows)),
        },
        schema={"k": pl.Int64, "t": pl.String, "d": pl.Int32, "x": pl.Float64, "row": pl.Int32},
    )


def pairs(frame):
    right = frame["row_right"].to_list() if "row_right" in frame.columns else [None] * frame.height
    return [[-1 if a is None else a, -1 if b is None else b] for a, b in zip(frame["row"].to_list(), right)]


def joins(left, right, keys):
    answers = {}
    for how in ["inner", "left"]:
        answers[how] = pairs(left.join(right, on=keys, how=how, maintain_order="left_right"))
    # Other engines order rows without a left one in ways of their own.
    for how in ["right", "full"]:
        answers[how] = sorted(pairs(left.join(right, on=keys, how=how)))
    for how in ["semi", "anti"]:
        answers[how] = [[row, -1] for row in left.join(right, on=keys, how=how, maintain_order="left")["row"].to_list()]
    return answers


def groups(left, keys):
    figures = [figure(pl.col("x")).alias(name) for name, figure in FIGURES.items()]
    found = left.group_by(keys, maintain_order=True).agg(pl.col("row").first().alias("start"), pl.len().alias("n"), *figures)
    return {name: found[name].to_list() for name in ["start", "n", *FIGURES]}


def orders(rng, left, keys):
    # polars turns a column without values around when it stands alone; equal rows keep their order here.
    is_bare = len(keys) == 1 and left[keys[0]].null_count() == left.height
    descending = [rng.random() < 0.5 and not is_bare for _ in keys]
    found = left.sort(keys, descending=descending, nulls_last=True, maintain_order=True)
    return {"descending": descending, "rows": found["row"].to_list()}


def main():
    rng = random.Random(20131)
    lines = []
    for _ in range(CASES):
        missing = rng.choice([0, 0.2, 1 if rng.random() < 0.1 else 0.5])
        left = table(rng, rng.choice([0, 1, 5, 30, 60]), missing)
        right = table(rng, rng.choice([0, 1, 4, 12]), missing)
        keys = rng.choice([["k"], ["t"], ["d"], ["x"], ["k", "t"], ["t", "d"], ["k", "t", "d"]])
        case = {
            "keys": keys,
            "left": {name: left[name].to_list() for name in "ktdx"},
            "right": {name: right[name].to_list() for name in "ktdx"},
            "joins": joins(left, right, keys),
            "groups": groups(left, keys),
            "order": orders(rng, left, keys),
        }
        lines.append(json.dumps(case, ensure_ascii=False))
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
