"""A peer's fit and prediction, or its prediction of one row at a time: what `measure` prints, of `peer.py WORK KIND FILE`."""

import json
import sys
import time

import numpy as np


def rows(path):
    with open(path, "rb") as file:
        count, features = np.fromfile(file, "<i8", 2)
        x = np.ascontiguousarray(np.fromfile(file, "<f8", count * features).reshape(features, count).T)
        y = np.fromfile(file, "<f8", count).astype(int)
    half = count // 2
    return x[:half], y[:half], x[half:], y[half:]


def fitted(kind, x, y):
    """A function that predicts probabilities."""
    if kind == "gradient_boosting":
        import xgboost

        booster = xgboost.train({"objective": "binary:logistic", "tree_method": "hist"}, xgboost.DMatrix(x, y), 100)
        return lambda rows: booster.predict(xgboost.DMatrix(rows))
    if kind == "lightgbm":
        import lightgbm

        booster = lightgbm.train({"objective": "binary", "verbose": -1}, lightgbm.Dataset(x, y), 100)
        return lambda rows: booster.predict(rows)
    from sklearn.ensemble import ExtraTreesClassifier, RandomForestClassifier
    from sklearn.linear_model import LogisticRegression
    from sklearn.tree import DecisionTreeClassifier

    kinds = {
        "random_forest": lambda: RandomForestClassifier(n_jobs=-1, random_state=0),
        "extra_trees": lambda: ExtraTreesClassifier(n_jobs=-1, random_state=0),
        "decision_tree": lambda: DecisionTreeClassifier(random_state=0),
        "logistic": lambda: LogisticRegression(),
    }
    model = kinds[kind]().fit(x, y)
    return lambda rows: model.predict_proba(rows)[:, 1]


def timed(work):
    clock, cpu = time.perf_counter(), time.process_time()
    result = work()
    return result, time.perf_counter() - clock, time.process_time() - cpu


def main() -> None:
    work, kind, path = sys.argv[1:4]
    x, y, later, truth = rows(path)
    predict, seconds, cpu = timed(lambda: fitted(kind, x, y))
    if work == "fit":
        said, predict_seconds, predict_cpu = timed(lambda: predict(later))
        answer = {
            "seconds": seconds, "cpu": cpu, "predict_seconds": predict_seconds, "predict_cpu": predict_cpu,
            "accuracy": float(((said > 0.5) == truth).mean()),
        }
    else:
        times = sorted(timed(lambda row=row: predict(later[row : row + 1]))[1] * 1e6 for row in range(400))
        answer = {"median_us": times[200], "mean_us": sum(times) / 400}
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
