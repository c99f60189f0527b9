"""Makes rows of 32 numbers and a class, or fits a logistic regression with scikit-learn, once, and prints the seconds of that
alone, its processor seconds, and the accuracy on the rows.

    python linear.py make ROWS FILE
    python linear.py fit numbers|documents SOLVER FILE

The numbers are standardized, some of them go together, and the classes overlap. The file has been read, and the process is
warm, when the clock starts. Of documents, tf-idf of 20,000 words is made first.
"""

import sys
import time
import warnings

import numpy as np

SEED = 47
FEATURES = 32


def make(rows: int, path: str) -> None:
    g = np.random.default_rng(SEED)
    slopes = g.normal(size=FEATURES) * 0.22
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(",".join(f"x{index + 1}" for index in range(FEATURES)) + ",y\n")
        for start in range(0, rows, 10_000):
            count = min(10_000, rows - start)
            x = g.normal(size=(count, FEATURES))
            x[:, 1::4] = 0.8 * x[:, ::4] + 0.6 * x[:, 1::4]
            y = g.random(count) < 1 / (1 + np.exp(-(x @ slopes)))
            for row, label in zip(x, y):
                file.write(",".join("%.6g" % value for value in row) + (",b\n" if label else ",a\n"))


def read(kind: str, path: str):
    import pandas

    frame = pandas.read_csv(path)
    if kind == "numbers":
        return frame.drop(columns="y").to_numpy(), (frame["y"] == "b").to_numpy().astype(int)
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(max_features=20_000).fit_transform(frame["text"]), frame["label"].to_numpy()


def fit(kind: str, solver: str, path: str) -> None:
    from sklearn.linear_model import LogisticRegression
    from sklearn.multiclass import OneVsRestClassifier

    x, y = read(kind, path)
    model = LogisticRegression(solver=solver, max_iter=1000)
    if solver == "liblinear" and kind == "documents":
        model = OneVsRestClassifier(model)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        start, cpu = time.perf_counter(), time.process_time()
        model.fit(x, y)
        seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    print(seconds, cpu, model.score(x, y))


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(int(sys.argv[2]), sys.argv[3])
    else:
        fit(*sys.argv[2:5])
