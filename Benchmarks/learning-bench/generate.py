"""Writes rows to learn from and as many again to predict: two 64-bit integers (rows, features), the features one after another, the classes."""

import sys

import numpy as np

FEATURES = 22


def main() -> None:
    rows, path = 2 * int(sys.argv[1]), sys.argv[2]
    rng = np.random.default_rng(7)
    x = rng.normal(size=(FEATURES, rows))
    x[16:20] = rng.integers(0, 12, size=(4, rows))
    x[20:] = rng.integers(0, 2, size=(2, rows))
    score = (
        1.2 * np.sin(1.5 * x[0]) * x[1]
        + 0.8 * (x[2] > 0.3) * x[3]
        + 0.5 * np.abs(x[4])
        - 0.4 * x[5]
        + 0.6 * (x[16] > 6) * (2 * x[20] - 1)
        + 0.3 * x[6] * x[7]
    )
    y = rng.random(rows) < 1 / (1 + np.exp(-1.3 * (score - 0.4)))
    with open(path, "wb") as file:
        np.array([rows, FEATURES], dtype="<i8").tofile(file)
        x.astype("<f8").tofile(file)
        y.astype("<f8").tofile(file)


if __name__ == "__main__":
    main()
