"""Writes a CSV file of made-up events, the same for the same number of rows: 20 columns of identifiers, times, numbers
of many shapes, counts, categories and free text, with gaps in five of them, quoted commas and line breaks, and a target.

    python generate.py ROWS FILE

Rows come in blocks, each from a seed of its own, so a shorter file is the beginning of a longer one.
"""

import sys

import numpy as np

SEED = 41
BLOCK = 50_000
COLUMNS = "user,time,x1,x2,x3,x4,x5,x6,x7,x8,n1,n2,n3,n4,source,plan,country,city,reference,bought"
SOURCES = ["web", "phone", "tablet", "partner", "mail"]
PLANS = ["none", "small", "medium", "large", "family", "firm"]
COUNTRIES = "AT BE CH DE DK ES FI FR GB IE IT NL NO PL PT SE".split()
CITIES = ["Oslo", '"Paris, France"', "Zürich", '"Saint ""Jo"""', "Łódź", '"Bath, ""Somerset"""', "Porto", "Graz"]


def with_gaps(values: list, gaps: np.ndarray) -> list:
    return ["" if gap else value for value, gap in zip(values, gaps)]


def decimals(values: np.ndarray) -> list:
    return ["%.6g" % value for value in values]


def block(number: int) -> list:
    g = np.random.default_rng([SEED, number])
    x1 = g.normal(size=BLOCK)
    floats = [
        x1,
        x1 / 4 + g.normal(size=BLOCK),
        g.exponential(size=BLOCK),
        g.normal(60, 12, BLOCK),
        g.lognormal(1.5, 1.0, BLOCK),
        g.random(BLOCK),
        g.standard_t(3, BLOCK),
        g.gamma(2.5, 2.0, BLOCK),
    ]
    whole = [g.integers(16, 95, BLOCK), g.poisson(2.5, BLOCK), g.integers(0, 250_000, BLOCK), g.integers(-99, 100, BLOCK)]
    picks = [
        [names[i] for i in g.choice(len(names), BLOCK, p=np.arange(len(names), 0, -1) / sum(range(len(names) + 1)))]
        for names in (SOURCES, PLANS, COUNTRIES, CITIES)
    ]
    user = ["c%07d" % u for u in g.integers(0, 3_000_000, BLOCK)]
    seconds = g.integers(0, 366 * 86_400, BLOCK).astype("timedelta64[s]")
    time = (np.datetime64("2024-01-01T00:00:00") + seconds).astype(str).tolist()
    kinds = g.random(BLOCK)
    reference = [
        '"%010x\nsecond line"' % r if k < 0.004 else '"%010x, note %d"' % (r, r % 89) if k < 0.02 else "%010x" % r
        for r, k in zip(g.integers(0, 1 << 40, BLOCK).tolist(), kinds)
    ]
    chance = 1 / (1 + np.exp(-(1.2 * np.sin(2 * x1) + 0.5 * floats[1] + 0.03 * (floats[3] - 60) - 0.3)))
    bought = (g.random(BLOCK) < chance).astype(int).tolist()
    gaps = g.random((5, BLOCK)) < 0.03
    texts = [decimals(f) for f in floats]
    counts = [w.tolist() for w in whole]
    for place, gap in zip((1, 4, 6), gaps):
        texts[place] = with_gaps(texts[place], gap)
    counts[1] = with_gaps(counts[1], gaps[3])
    picks[2] = with_gaps(picks[2], gaps[4])
    return list(zip(user, time, *texts, *counts, *picks, reference, bought))


def write(rows: int, path: str) -> None:
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(COLUMNS + "\n")
        for number in range((rows + BLOCK - 1) // BLOCK):
            wanted = min(BLOCK, rows - number * BLOCK)
            file.writelines(",".join(map(str, row)) + "\n" for row in block(number)[:wanted])


if __name__ == "__main__":
    write(int(sys.argv[1]), sys.argv[2])
