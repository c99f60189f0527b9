"""Writes Tests/LearningTests/Fixtures/labels.json and rankings.json: several labels a row, and rows of queries. See README.md."""

import json
import pathlib

import numpy as np
import xgboost
from sklearn.datasets import make_multilabel_classification
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier

FIXTURES = pathlib.Path(__file__).parents[2] / "Tests" / "LearningTests" / "Fixtures"


def rounded(values, digits=12):
    return np.round(np.asarray(values, dtype=float), digits).tolist()


def labels():
    features, truth = make_multilabel_classification(
        n_samples=150, n_features=6, n_classes=4, n_labels=2, random_state=3)
    rng = np.random.default_rng(5)
    cases = []
    weighted = np.round(rng.uniform(0.2, 3, len(features)), 2)
    # scikit-learn 1.7 weighs classes by the weights of their rows where both are given; here rows are counted.
    for balanced, weights in [(False, None), (True, None), (False, weighted)]:
        model = LogisticRegression(
            C=0.5, solver="newton-cholesky", tol=1e-12, max_iter=1000,
            class_weight="balanced" if balanced else None)
        fitted = [model.__class__(**model.get_params()).fit(features, truth[:, label], sample_weight=weights)
                  for label in range(4)]
        whole = OneVsRestClassifier(model)
        if weights is None:
            whole.fit(features, truth)
            fitted = whole.estimators_
            probabilities, decided = whole.predict_proba(features), whole.predict(features)
        else:
            # OneVsRestClassifier passes no weights on without metadata routing: the same, label by label.
            probabilities = np.column_stack([each.predict_proba(features)[:, 1] for each in fitted])
            decided = (probabilities > 0.5).astype(int)
        cases.append({
            "balanced": balanced, "weights": None if weights is None else weights.tolist(),
            "coefficients": [rounded(each.coef_[0]) for each in fitted],
            "intercepts": [rounded(each.intercept_)[0] for each in fitted],
            "probabilities": rounded(probabilities.ravel()), "decided": decided.ravel().tolist(),
        })
    content = {"features": features.astype(int).tolist(), "truth": truth.ravel().tolist(), "cases": cases}
    (FIXTURES / "labels.json").write_text(json.dumps(content, separators=(",", ":")) + "\n")


def rankings():
    rng = np.random.default_rng(8)
    queries, rows = [], []
    for query in range(24):
        for _ in range(int(rng.integers(1, 14))):
            values = np.round(rng.normal(size=4), 3)
            raw = 1.2 * values[0] - 0.7 * values[1] + 0.4 * rng.normal() + 1
            rows.append((query, values, int(np.clip(np.round(raw), 0, 4))))
    # Rows of a query are not adjacent: XGBoost gets them sorted, stably, by the first row of each query.
    order = rng.permutation(len(rows))
    rows = [rows[place] for place in order]
    queries = [row[0] for row in rows]
    features = np.array([row[1] for row in rows])
    relevance = np.array([row[2] for row in rows])
    first = {query: queries.index(query) for query in queries}
    sorted_rows = sorted(range(len(rows)), key=lambda row: first[queries[row]])
    sizes = [queries.count(query) for query in sorted(first, key=first.get)]
    cases = []
    for objective in ["rank_ndcg", "rank_pairwise", "rank_map"]:
        truth = (relevance > 1).astype(int) if objective == "rank_map" else relevance
        matrix = xgboost.DMatrix(features[sorted_rows].astype(np.float32), label=truth[sorted_rows], nthread=1)
        matrix.set_group(sizes)
        booster = xgboost.train(
            {"objective": objective.replace("_", ":"), "max_depth": 3, "eta": 0.2, "tree_method": "hist",
             "nthread": 1, "seed": 0, "seed_per_iteration": 1, "base_score": 0.5}, matrix, 12)
        said = booster.predict(xgboost.DMatrix(features.astype(np.float32)))
        cases.append({"objective": objective, "truth": truth.tolist(), "predictions": rounded(said, 9)})
    content = {"queries": queries, "features": features.tolist(), "cases": cases}
    (FIXTURES / "rankings.json").write_text(json.dumps(content, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    labels()
    rankings()
