"""Writes Tests/LearningTests/Fixtures/calibration.json: curves of probabilities by scikit-learn and scipy. See README.md."""

import json
import pathlib

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax
from sklearn.calibration import _SigmoidCalibration
from sklearn.isotonic import IsotonicRegression

FIXTURES = pathlib.Path(__file__).parents[2] / "Tests" / "LearningTests" / "Fixtures"


def temperature(probabilities, truth, weights):
    """The divisor of the log-probabilities under which the truth is most likely."""
    logs = np.log(probabilities)

    def loss(log_divisor):
        likelihood = log_softmax(logs / np.exp(log_divisor), axis=1)
        return -(likelihood[np.arange(len(truth)), truth] * weights).sum()

    return float(np.exp(minimize_scalar(loss, bounds=(-5, 5), method="bounded", options={"xatol": 1e-10}).x))


def case(seed):
    random = np.random.default_rng(seed)
    rows, classes = int(random.integers(40, 120)), int(random.integers(2, 5))
    truth = np.concatenate([np.arange(classes).repeat(4), random.integers(0, classes, rows - 4 * classes)])
    scores = random.normal(size=(rows, classes)) * 1.5
    scores[np.arange(rows), truth] += random.uniform(0.5, 3)
    scores = scores.round(1)  # so that some rows tie
    probabilities = np.exp(log_softmax(scores, axis=1))
    weights = random.integers(1, 4, rows).astype(float) if seed % 2 else np.ones(rows)
    columns = [1] if classes == 2 else range(classes)
    curves = []
    for code in columns:
        share = probabilities[:, code]
        hit = (truth == code).astype(float)
        logit = np.log(share) - np.log1p(-share)
        sigmoid = _SigmoidCalibration().fit(logit, hit, weights)
        isotonic = IsotonicRegression(out_of_bounds="clip", y_min=0, y_max=1).fit(share, hit, weights)
        probes = np.linspace(0, 1, 21)
        curves.append(
            {
                "sigmoid": sigmoid.predict(logit).tolist(),
                "isotonic": isotonic.predict(share).tolist(),
                "probes": isotonic.predict(probes).tolist(),
            }
        )
    return {
        "truth": truth.tolist(),
        "probabilities": probabilities.tolist(),
        "weights": weights.tolist() if seed % 2 else None,
        "curves": curves,
        "temperature": temperature(probabilities, truth, weights),
    }


if __name__ == "__main__":
    text = json.dumps({"cases": [case(seed) for seed in range(12)]}, separators=(",", ":"))
    (FIXTURES / "calibration.json").write_text(text + "\n")
