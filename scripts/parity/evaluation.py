"""Writes evaluation.json and intervals.json into Tests/LearningTests/Fixtures: intervals and tests by SciPy. See README.md."""

import json
import pathlib
import warnings

import numpy as np
from scipy import stats
from sklearn import metrics

FIXTURES = pathlib.Path(__file__).parents[2] / "Tests" / "LearningTests" / "Fixtures"
RESAMPLES = 20_000


def intervals(rng):
    """Percentile and BCa intervals of scores that are skewed enough to tell the two apart."""
    cases = []
    for rows, shift in [(40, 1.0), (120, 0.7), (300, 2.0)]:
        truth = (rng.uniform(size=rows) < 0.3).astype(int)
        truth[:2] = [0, 1]
        score = 1 / (1 + np.exp(-(rng.normal(size=rows) + shift * (2 * truth - 1))))
        probability = np.round(score, 3)
        statistics = {
            "accuracy": lambda y, p: np.mean((p > 0.5) == y),
            "f1": lambda y, p: 2 * np.sum((p > 0.5) & (y == 1)) / (np.sum(p > 0.5) + np.sum(y)),
            "roc_auc": lambda y, p: (np.sum(stats.rankdata(p)[y == 1]) - np.sum(y) * (np.sum(y) + 1) / 2)
            / (np.sum(y) * np.sum(1 - y)),
            "log_loss": lambda y, p: np.mean(-np.log(np.where(y == 1, p, 1 - p))),
        }
        expected = {}
        for name, statistic in statistics.items():
            for method in ["percentile", "BCa"]:
                found = stats.bootstrap(
                    (truth, probability), statistic, paired=True, vectorized=False, method=method,
                    n_resamples=RESAMPLES, random_state=1).confidence_interval
                expected[f"{name} {method.lower()}"] = [found.low, found.high]
        cases.append({"truth": truth.tolist(), "probability": probability.tolist(), "expected": expected})
    return cases


def bounds(data, statistic, resamples, **options):
    """By both methods."""
    found = {}
    for method in ["percentile", "BCa"]:
        interval = stats.bootstrap(
            data, statistic, method=method, n_resamples=resamples, random_state=1, **options).confidence_interval
        found[method.lower()] = [interval.low, interval.high]
    return found


def rankings(rng):
    """Whole queries are drawn: the statistic is the mean of what each of them scores."""
    cases = []
    for queries in [25, 80]:
        sizes = rng.integers(2, 9, queries)
        relevance = [rng.integers(0, 4, size) for size in sizes]
        score = [np.round(0.5 * r + rng.normal(size=len(r)), 3) for r in relevance]
        gains = [metrics.ndcg_score([r], [s]) if r.any() else 0.0 for r, s in zip(relevance, score)]
        first = [
            max((1 / np.sum(s >= s[row]) for row in np.flatnonzero(r)), default=0.0) for r, s in zip(relevance, score)]
        cases.append({
            "queries": np.repeat(np.arange(queries), sizes).tolist(),
            "truth": np.concatenate(relevance).tolist(), "score": np.concatenate(score).tolist(),
            "expected": {
                "ndcg": bounds((gains,), np.mean, RESAMPLES, vectorized=False),
                "mrr": bounds((first,), np.mean, RESAMPLES, vectorized=False),
            },
        })
    return cases


def clusters(rng):
    truth = rng.integers(0, 3, 150)
    found = np.where(rng.uniform(size=150) < 0.7, truth, rng.integers(0, 4, 150))
    scores = {
        "adjusted_rand": metrics.adjusted_rand_score,
        "v_measure": metrics.v_measure_score,
        "adjusted_mutual_info": metrics.adjusted_mutual_info_score,
    }
    return {
        "truth": truth.tolist(), "clusters": found.tolist(),
        "expected": {
            name: bounds((truth, found), score, 3000, paired=True, vectorized=False) for name, score in scores.items()},
    }


def pairs(rng):
    truth = rng.integers(0, 3, 140)
    raw = np.exp(rng.normal(size=(140, 3)) + np.eye(3)[truth])
    shares = raw / raw.sum(axis=1, keepdims=True)

    def area(average):
        return lambda rows: metrics.roc_auc_score(
            truth[rows.astype(int)], shares[rows.astype(int)], multi_class="ovo", average=average)

    return {
        "truth": truth.tolist(), "probabilities": shares.ravel().tolist(),
        "expected": {
            "roc_auc_ovo": bounds((np.arange(140),), area("macro"), 3000, vectorized=False),
            "roc_auc_ovo_weighted": bounds((np.arange(140),), area("weighted"), 3000, vectorized=False),
        },
    }


def delong(rng):
    """The components of all pairs, written out."""
    cases = []
    for rows in [12, 40, 90]:
        truth = rng.integers(0, 2, rows)
        truth[:4] = [0, 1, 0, 1]
        first = np.round(rng.uniform(size=rows) * 0.6 + truth * 0.3, 2)
        second = np.round(rng.uniform(size=rows) * 0.7 + truth * 0.2, 2)
        components = []
        for score in (first, second):
            above = score[truth == 1][:, None] - score[truth == 0][None, :]
            won = (above > 0) + 0.5 * (above == 0)
            components.append((won.mean(axis=1), won.mean(axis=0)))
        positive = components[0][0] - components[1][0]
        negative = components[0][1] - components[1][1]
        error = np.sqrt(np.var(positive, ddof=1) / len(positive) + np.var(negative, ddof=1) / len(negative))
        difference = positive.mean()
        cases.append({
            "truth": truth.tolist(), "first": first.tolist(), "second": second.tolist(),
            "difference": difference, "error": error, "p": 2 * stats.norm.sf(abs(difference / error)),
        })
    return cases


def main():
    rng = np.random.default_rng(31)
    shares = [1e-12, 1e-6, 0.001, 0.025, 0.07, 0.3, 0.5, 0.6, 0.92, 0.975, 0.9999, 1 - 1e-9]
    chances = np.round(rng.uniform(size=15) ** 2, 4)
    content = {
        "normal": [[share, stats.norm.ppf(share)] for share in shares],
        "student": [
            [t, degrees, stats.t.sf(t, degrees)]
            for t in [-3.0, -0.5, 0.0, 0.3, 1.7, 4.0, 12.0] for degrees in [1, 2.5, 9, 40, 1000]
        ],
        "coin": [
            [least, trials, stats.binomtest(least, trials).pvalue]
            for least, trials in [(0, 1), (0, 6), (2, 9), (4, 8), (30, 80), (450, 1000)]
        ],
        "chances": chances.tolist(),
        "adjusted": stats.false_discovery_control(chances).tolist(),
        "delong": delong(rng),
        "intervals": intervals(rng),
    }
    (FIXTURES / "evaluation.json").write_text(json.dumps(content, separators=(",", ":")) + "\n")
    rng = np.random.default_rng(37)
    content = {"rankings": rankings(rng), "clusters": clusters(rng), "pairs": pairs(rng)}
    (FIXTURES / "intervals.json").write_text(json.dumps(content, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        main()
