"""Writes Tests/LearningTests/Fixtures/decisions.json: conformal sets by MAPIE, fairness by Fairlearn. See README.md."""

import json
import math
import pathlib
import warnings

import numpy as np
from fairlearn import metrics
from mapie.classification import SplitConformalClassifier
from mapie.regression import SplitConformalRegressor
from sklearn.base import BaseEstimator, ClassifierMixin, RegressorMixin

FIXTURES = pathlib.Path(__file__).parents[2] / "Tests" / "LearningTests" / "Fixtures"


class Said(ClassifierMixin, BaseEstimator):
    """Gives the probabilities that it is shown."""

    def fit(self, x, y=None):
        self.classes_ = np.arange(x.shape[1])
        return self

    def predict_proba(self, x):
        return x

    def predict(self, x):
        return x.argmax(axis=1)

    def __sklearn_is_fitted__(self):
        return True


class Number(RegressorMixin, BaseEstimator):
    """Gives the number that it is shown."""

    def fit(self, x, y=None):
        return self

    def predict(self, x):
        return x[:, 0]

    def __sklearn_is_fitted__(self):
        return True


def said(rng, rows, known):
    truth = rng.integers(0, known, rows)
    raw = np.exp(rng.normal(size=(rows, known)) + 1.2 * np.eye(known)[truth])
    steps = np.round(1000 * raw / raw.sum(axis=1, keepdims=True))
    steps[:, 0] += 1000 - steps.sum(axis=1)
    return truth, np.abs(steps) / 1000


def sets(rng):
    """Not of 99 rows at 0.55: MAPIE takes the 56th score there, as 0.55 · 100 is a little more than 55 in binary fractions."""
    cases = []
    for rows, known, level in [
        (19, 2, 0.9), (40, 2, 0.8), (98, 2, 0.55), (60, 3, 0.9), (120, 3, 0.95), (57, 4, 0.7), (33, 5, 0.5), (80, 3, 0.6),
    ]:
        truth, shares = said(rng, rows, known)
        other, judged = said(rng, 40, known)
        model = Said().fit(shares)
        mapie = SplitConformalClassifier(model, confidence_level=level, conformity_score="lac", prefit=True)
        mapie.conformalize(shares, truth)
        _, found = mapie.predict_set(judged)
        cases.append({
            "level": level, "classes": known, "truth": truth.tolist(), "probabilities": shares.ravel().tolist(),
            "judgedTruth": other.tolist(), "judged": judged.ravel().tolist(),
            "sets": [np.flatnonzero(row).tolist() for row in found[:, :, 0]],
        })
    return cases


def intervals(rng):
    cases = []
    for rows, level in [(19, 0.9), (50, 0.8), (98, 0.55), (140, 0.95), (31, 0.5), (75, 0.6)]:
        predicted, other = (np.round(rng.normal(size=count) * 4, 3) for count in (rows, 30))
        truth, judged = (np.round(x + rng.standard_t(4, len(x)), 3) for x in (predicted, other))
        model = Number().fit(predicted[:, None])
        mapie = SplitConformalRegressor(model, confidence_level=level, conformity_score="absolute", prefit=True)
        mapie.conformalize(predicted[:, None], truth)
        _, found = mapie.predict_interval(other[:, None])
        cases.append({
            "level": level, "truth": truth.tolist(), "predicted": predicted.tolist(), "judgedTruth": judged.tolist(),
            "judged": other.tolist(), "low": found[:, 0, 0].tolist(), "high": found[:, 1, 0].tolist(),
        })
    return cases


def fairness(rng):
    cases = []
    for number in range(60):
        rows = int(rng.integers(20, 90))
        groups = rng.integers(0, int(rng.integers(2, 5)), rows)
        truth = (rng.uniform(size=rows) < 0.3 + 0.1 * groups).astype(int)
        predicted = (rng.uniform(size=rows) < (0.0 if number == 0 else 0.2) + 0.4 * truth * (number > 0)).astype(int)
        # Every group has rows of both classes: without, Fairlearn takes a rate for 0, and Limn leaves the group out of it.
        for group in np.unique(groups):
            members = np.flatnonzero(groups == group)
            if len(members) > 1:
                truth[members[:2]] = [0, 1]
            else:
                groups[members] = (group + 1) % (groups.max() + 1)
        expected = {
            name: score(truth, predicted, sensitive_features=groups)
            for name, score in {
                "demographic_parity_difference": metrics.demographic_parity_difference,
                "demographic_parity_ratio": metrics.demographic_parity_ratio,
                "equalized_odds_difference": metrics.equalized_odds_difference,
                "equalized_odds_ratio": metrics.equalized_odds_ratio,
            }.items()
        }
        cases.append({
            "truth": truth.tolist(), "predicted": predicted.tolist(), "groups": groups.tolist(),
            "expected": {name: None if math.isnan(value) else float(value) for name, value in expected.items()},
        })
    return cases


def main():
    rng = np.random.default_rng(41)
    content = {"sets": sets(rng), "intervals": intervals(rng), "fairness": fairness(rng)}
    (FIXTURES / "decisions.json").write_text(json.dumps(content, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        main()
