"""Writes Tests/LearningTests/Fixtures/scores.json: what scikit-learn says of random predictions. See README.md."""

import json
import math
import pathlib
import warnings

import numpy as np
from sklearn import metrics

FIXTURES = pathlib.Path(__file__).parents[2] / "Tests" / "LearningTests" / "Fixtures"
CASES = 200


def number(value):
    """A number with all its digits; None where it is not finite."""
    value = float(value)
    return value if math.isfinite(value) else None


def tried(compute):
    """The value; None where scikit-learn has none."""
    try:
        return number(compute())
    except ValueError:
        return None


def confusion_scores(truth, predicted, known, weights):
    kinds = {"sample_weight": weights, "zero_division": 0}
    families = {
        "precision": lambda average: metrics.precision_score(truth, predicted, average=average, **kinds),
        "recall": lambda average: metrics.recall_score(truth, predicted, average=average, **kinds),
        "f1": lambda average: metrics.f1_score(truth, predicted, average=average, **kinds),
        "f2": lambda average: metrics.fbeta_score(truth, predicted, beta=2, average=average, **kinds),
        "f05": lambda average: metrics.fbeta_score(truth, predicted, beta=0.5, average=average, **kinds),
        "jaccard": lambda average: metrics.jaccard_score(truth, predicted, average=average, **kinds),
    }
    scores = {}
    for name, score in families.items():
        scores[name] = score("binary" if known == 2 else "macro")
        scores[f"{name}_macro"] = score("macro")
        scores[f"{name}_weighted"] = score("weighted")
    scores["f1_micro"] = families["f1"]("micro")
    scores["jaccard_micro"] = families["jaccard"]("micro")
    one = {"sample_weight": weights}
    scores["accuracy"] = metrics.accuracy_score(truth, predicted, **one)
    scores["zero_one_loss"] = metrics.zero_one_loss(truth, predicted, **one)
    scores["balanced_accuracy"] = metrics.balanced_accuracy_score(truth, predicted, **one)
    scores["matthews_corrcoef"] = metrics.matthews_corrcoef(truth, predicted, **one)
    scores["cohen_kappa"] = metrics.cohen_kappa_score(truth, predicted, **one)
    scores["cohen_kappa_linear"] = metrics.cohen_kappa_score(truth, predicted, weights="linear", **one)
    scores["cohen_kappa_quadratic"] = metrics.cohen_kappa_score(truth, predicted, weights="quadratic", **one)
    if known == 2:
        plus, minus = metrics.class_likelihood_ratios(truth, predicted, **one, replace_undefined_by=np.nan)
        scores["positive_likelihood_ratio"], scores["negative_likelihood_ratio"] = plus, minus
        scores["specificity"] = metrics.recall_score(truth, predicted, pos_label=0, **kinds)
        scores["npv"] = metrics.precision_score(truth, predicted, pos_label=0, **kinds)
    return scores


def calibration(truth, probabilities, known, weights):
    """Ten intervals of one width, written out: scikit-learn has neither error."""
    weights = np.ones(len(truth)) if weights is None else np.asarray(weights)
    if known == 2:
        claimed, hit = probabilities[:, 1], (truth == 1).astype(float)
    else:
        claimed, hit = probabilities.max(axis=1), (probabilities.argmax(axis=1) == truth).astype(float)
    bins = np.minimum((claimed * 10).astype(int), 9)
    distances, sizes = [], []
    for index in range(10):
        inside = bins == index
        if weights[inside].sum() > 0:
            mean = lambda values: np.average(values[inside], weights=weights[inside])
            distances.append(abs(mean(claimed) - mean(hit)))
            sizes.append(weights[inside].sum())
    return {"ece": np.average(distances, weights=sizes), "mce": max(distances)}


def probability_scores(truth, probabilities, known, weights):
    labels = list(range(known))
    one = {"sample_weight": weights}
    binary = known == 2
    shown = probabilities[:, 1] if binary else probabilities
    hot = np.eye(known)[truth]
    complete = len(set(truth.tolist())) == known
    scores = {
        "log_loss": metrics.log_loss(truth, probabilities, labels=labels, **one),
        "brier": metrics.brier_score_loss(truth, shown, labels=labels, **({"pos_label": 1} if binary else {}), **one),
        "d2_log_loss": tried(lambda: metrics.d2_log_loss_score(truth, probabilities, labels=labels, **one)),
        "coverage_error": metrics.coverage_error(hot, probabilities, **one),
        "label_ranking_average_precision": metrics.label_ranking_average_precision_score(hot, probabilities, **one),
        "label_ranking_loss": metrics.label_ranking_loss(hot, probabilities, **one),
    }
    shares = np.average(hot, axis=0, weights=weights)
    null = metrics.brier_score_loss(
        truth, shares[1] * np.ones(len(truth)) if binary else np.tile(shares, (len(truth), 1)), labels=labels,
        **({"pos_label": 1} if binary else {}), **one)
    scores["d2_brier"] = 1 - scores["brier"] / null if null > 0 else None
    if known > 5:
        for k, name in [(2, "top_k_accuracy"), (3, "top_3_accuracy"), (5, "top_5_accuracy")]:
            scores[name] = metrics.top_k_accuracy_score(truth, probabilities, k=k, labels=labels, **one)
    elif known > 2:
        scores["top_k_accuracy"] = metrics.top_k_accuracy_score(truth, probabilities, k=2, labels=labels, **one)
    if not complete:
        for name in ["roc_auc", "roc_auc_weighted", "gini", "average_precision", "average_precision_weighted"]:
            scores[name] = None
        return scores
    target = truth if binary else hot
    auc = lambda average: metrics.roc_auc_score(target, shown, average=average, **one)
    precision = lambda average: metrics.average_precision_score(target, shown, average=average, **one)
    scores["roc_auc"], scores["roc_auc_weighted"] = auc("macro"), auc("weighted")
    scores["gini"] = 2 * scores["roc_auc"] - 1
    scores["average_precision"], scores["average_precision_weighted"] = precision("macro"), precision("weighted")
    if binary:
        low, high, _ = metrics.roc_curve(truth, shown, drop_intermediate=False, **one)
        scores["ks"] = np.max(np.abs(high - low))
    elif weights is None:
        scores["roc_auc_ovo"] = metrics.roc_auc_score(truth, probabilities, multi_class="ovo")
        scores["roc_auc_ovo_weighted"] = metrics.roc_auc_score(
            truth, probabilities, multi_class="ovo", average="weighted")
    return scores


def classification(rng, index):
    known = [2, 2, 3, 4, 6][index % 5]
    rows = int(rng.integers(max(known, 4), 26))
    truth = rng.integers(0, known, rows)
    if index % 10 != 9:
        truth[:known] = np.arange(known)
    weights = np.round(rng.uniform(0.1, 3, rows), 2) if index % 2 else None
    raw = np.exp(rng.normal(size=(rows, known)) + rng.choice([0, 1, 3]) * np.eye(known)[truth])
    if index % 4 == 0:
        raw = np.round(raw, 0) + 1
    probabilities = np.round(raw / raw.sum(axis=1, keepdims=True), 3)
    probabilities[:, 0] += 1 - probabilities.sum(axis=1)
    probabilities = np.round(np.abs(probabilities), 3)
    predicted = probabilities.argmax(axis=1)
    expected = {
        **confusion_scores(truth, predicted, known, weights),
        **probability_scores(truth, probabilities, known, weights),
        **calibration(truth, probabilities, known, weights),
    }
    return {
        "classes": known, "truth": truth.tolist(), "probabilities": probabilities.ravel().tolist(),
        "weights": None if weights is None else weights.tolist(),
        "expected": {name: None if value is None else number(value) for name, value in expected.items()},
    }


def hinge(rng, index):
    known = [2, 3, 5][index % 3]
    rows = int(rng.integers(6, 25))
    truth = rng.integers(0, known, rows)
    truth[:known] = np.arange(known)
    decision = np.round(rng.normal(size=(rows, known)) + 2 * np.eye(known)[truth], 3)
    weights = np.round(rng.uniform(0.1, 3, rows), 2) if index % 2 else None
    if known == 2:
        decision[:, 0] = -decision[:, 1]
    shown = decision[:, 1] if known == 2 else decision
    value = metrics.hinge_loss(truth, shown, labels=list(range(known)), sample_weight=weights)
    return {
        "classes": known, "truth": truth.tolist(), "scores": decision.ravel().tolist(),
        "weights": None if weights is None else weights.tolist(), "expected": {"hinge_loss": number(value)},
    }


def regression(rng, index):
    rows = int(rng.integers(2, 24))
    positive = index % 2 == 0
    scale, shift = [(1, 0), (100, 5), (1.5, 6), (5, -40)][index // 2 % 4]
    truth = rng.gamma(2, size=rows) * scale if positive else rng.normal(size=rows) * scale + shift
    predicted = truth * rng.uniform(0.5, 1.5, rows) if positive else truth + rng.normal(size=rows) * scale / 2
    if index % 20 == 4:
        truth[0] = 0
    truth, predicted = np.round(truth, 6), np.round(predicted, 6) + (1e-3 if positive else 0)
    weights = np.round(rng.uniform(0.1, 3, rows), 2) if index % 3 == 1 else None
    one = {"sample_weight": weights}
    expected = {
        "r2": tried(lambda: metrics.r2_score(truth, predicted, **one)),
        "mae": metrics.mean_absolute_error(truth, predicted, **one),
        "mse": metrics.mean_squared_error(truth, predicted, **one),
        "rmse": metrics.root_mean_squared_error(truth, predicted, **one),
        "max_error": metrics.max_error(truth, predicted),
        "median_absolute_error": metrics.median_absolute_error(truth, predicted, **one),
        "mape": metrics.mean_absolute_percentage_error(truth, predicted, **one),
        "smape": np.average(2 * abs(truth - predicted) / (abs(truth) + abs(predicted)), weights=weights),
        "mean_error": np.average(predicted - truth, weights=weights),
        "explained_variance": metrics.explained_variance_score(truth, predicted, **one),
        "msle": tried(lambda: metrics.mean_squared_log_error(truth, predicted, **one)),
        "rmsle": tried(lambda: metrics.root_mean_squared_log_error(truth, predicted, **one)),
        "pinball_10": metrics.mean_pinball_loss(truth, predicted, alpha=0.1, **one),
        "pinball_50": metrics.mean_pinball_loss(truth, predicted, alpha=0.5, **one),
        "pinball_90": metrics.mean_pinball_loss(truth, predicted, alpha=0.9, **one),
        "d2_absolute_error": metrics.d2_absolute_error_score(truth, predicted, **one),
        "d2_pinball_10": metrics.d2_pinball_score(truth, predicted, alpha=0.1, **one),
        "d2_pinball_90": metrics.d2_pinball_score(truth, predicted, alpha=0.9, **one),
        "mean_poisson_deviance": tried(lambda: metrics.mean_poisson_deviance(truth, predicted, **one)),
        "mean_gamma_deviance": tried(lambda: metrics.mean_gamma_deviance(truth, predicted, **one)),
        "mean_tweedie_deviance": tried(lambda: metrics.mean_tweedie_deviance(truth, predicted, power=1.5, **one)),
        "d2_poisson": tried(lambda: metrics.d2_tweedie_score(truth, predicted, power=1, **one)),
        "d2_gamma": tried(lambda: metrics.d2_tweedie_score(truth, predicted, power=2, **one)),
        "d2_tweedie": tried(lambda: metrics.d2_tweedie_score(truth, predicted, power=1.5, **one)),
    }
    if weights is None:
        features = int(rng.integers(0, 4))
        expected["adjusted_r2"] = (
            1 - (1 - expected["r2"]) * (rows - 1) / (rows - features - 1) if rows - features - 1 > 0 else None)
    else:
        features = None
    return {
        "truth": truth.tolist(), "predicted": predicted.tolist(), "features": features,
        "weights": None if weights is None else weights.tolist(),
        "expected": {name: None if value is None else number(value) for name, value in expected.items()},
    }


def ranking(rng, index):
    queries = int(rng.integers(1, 5))
    codes, relevance, scores, values = [], [], [], {"ndcg": [], "ndcg_5": [], "ndcg_10": [], "dcg": [], "map": [], "mrr": []}
    for query in range(queries):
        rows = int(rng.integers(2, 12))
        own = rng.integers(0, 4, rows).astype(float)
        score = np.round(rng.normal(size=rows) + own * 0.3, 0 if index % 3 == 0 else 4)
        values["ndcg"].append(metrics.ndcg_score([own], [score]))
        values["ndcg_5"].append(metrics.ndcg_score([own], [score], k=5))
        values["ndcg_10"].append(metrics.ndcg_score([own], [score], k=10))
        values["dcg"].append(metrics.dcg_score([own], [score]))
        relevant = own > 0
        if relevant.any():
            # Of rows alone, without its step at each threshold: scikit-learn's average precision is the same sum.
            values["map"].append(metrics.average_precision_score(relevant, score))
        values["mrr"].append(max((1 / np.sum(score >= score[row]) for row in np.flatnonzero(relevant)), default=0))
        codes += [query] * rows
        relevance += own.tolist()
        scores += score.tolist()
    expected = {name: number(np.mean(each)) if each else None for name, each in values.items()}
    return {"queries": codes, "truth": relevance, "predicted": scores, "expected": expected}


def multilabel(rng, index):
    labels = [2, 3, 4, 7][index % 4]
    rows = int(rng.integers(6, 26))
    truth = (rng.uniform(size=(rows, labels)) < 0.4).astype(int)
    if index % 5 != 4:
        truth[0], truth[1] = 1, 0
    probabilities = rng.uniform(size=(rows, labels)) * 0.8 + 0.2 * truth
    probabilities = np.round(probabilities, 1 if index % 3 == 0 else 3)
    predicted = (probabilities > 0.5).astype(int)
    weights = np.round(rng.uniform(0.1, 3, rows), 2) if index % 2 else None
    one = {"sample_weight": weights}
    kinds = {**one, "zero_division": 0}
    families = {
        "precision": metrics.precision_score, "recall": metrics.recall_score, "f1": metrics.f1_score,
        "jaccard": metrics.jaccard_score,
    }
    expected = {
        f"{name}_{average}": score(truth, predicted, average=average, **kinds)
        for name, score in families.items() for average in ["macro", "micro", "samples", "weighted"]
    }
    for beta, name in [(2, "f2"), (0.5, "f05")]:
        for average in ["macro", "weighted"]:
            expected[f"{name}_{average}"] = metrics.fbeta_score(
                truth, predicted, beta=beta, average=average, **kinds)
    expected["subset_accuracy"] = metrics.accuracy_score(truth, predicted, **one)
    expected["hamming_loss"] = metrics.hamming_loss(truth, predicted, **one)
    expected["coverage_error"] = metrics.coverage_error(truth, probabilities, **one)
    expected["label_ranking_average_precision"] = metrics.label_ranking_average_precision_score(
        truth, probabilities, **one)
    expected["label_ranking_loss"] = metrics.label_ranking_loss(truth, probabilities, **one)
    each = range(labels)
    expected["log_loss"] = np.mean(
        [metrics.log_loss(truth[:, label], probabilities[:, label], labels=[0, 1], **one) for label in each])
    expected["brier"] = np.mean([
        metrics.brier_score_loss(truth[:, label], probabilities[:, label], labels=[0, 1], pos_label=1, **one)
        for label in each])
    complete = all(0 < truth[:, label].sum() < rows for label in each)
    for name, score in [("roc_auc", metrics.roc_auc_score), ("average_precision", metrics.average_precision_score)]:
        for average in ["macro", "weighted", "micro"]:
            known = name if average == "macro" else f"{name}_{average}"
            if complete:
                expected[known] = score(truth, probabilities, average=average, **one)
            elif average == "macro" and name == "roc_auc":
                expected[known] = None
    return {
        "labels": labels, "truth": truth.ravel().tolist(), "probabilities": probabilities.ravel().tolist(),
        "weights": None if weights is None else weights.tolist(),
        "expected": {name: None if value is None else number(value) for name, value in expected.items()},
    }


def clustering(rng, index):
    rows = int(rng.integers(8, 40))
    classes, clusters = int(rng.integers(1, 5)), int(rng.integers(2, 5))
    truth = rng.integers(0, classes, rows)
    codes = np.where(rng.uniform(size=rows) < 0.5, truth % clusters, rng.integers(0, clusters, rows))
    codes[:2] = [0, 1]
    points = np.round(rng.normal(size=(rows, 3)) + 2 * codes[:, None] * (index % 2), 3)
    expected = {
        "adjusted_rand": metrics.adjusted_rand_score(truth, codes),
        "rand": metrics.rand_score(truth, codes),
        "fowlkes_mallows": metrics.fowlkes_mallows_score(truth, codes),
        "mutual_info": metrics.mutual_info_score(truth, codes),
        "normalized_mutual_info": metrics.normalized_mutual_info_score(truth, codes),
        "adjusted_mutual_info": metrics.adjusted_mutual_info_score(truth, codes),
        "homogeneity": metrics.homogeneity_score(truth, codes),
        "completeness": metrics.completeness_score(truth, codes),
        "v_measure": metrics.v_measure_score(truth, codes),
        "silhouette": metrics.silhouette_score(points, codes),
        "davies_bouldin": metrics.davies_bouldin_score(points, codes),
        "calinski_harabasz": metrics.calinski_harabasz_score(points, codes),
    }
    return {
        "truth": truth.tolist(), "clusters": codes.tolist(), "points": points.tolist(),
        "expected": {name: number(value) for name, value in expected.items()},
    }


def write(name, make, count, seed):
    rng = np.random.default_rng(seed)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        cases = [make(rng, index) for index in range(count)]
    names = list(dict.fromkeys(name for case in cases for name in case["expected"]))
    for case in cases:
        # "" where the case has no such score at all, null where scikit-learn calls it undefined.
        case["expected"] = [case["expected"].get(name, "") for name in names]
    text = json.dumps({"names": names, "cases": cases}, separators=(",", ":")).replace('},{"', '},\n{"')
    (FIXTURES / f"scores-{name}.json").write_text(text + "\n")


if __name__ == "__main__":
    write("classification", classification, CASES, 21)
    write("hinge", hinge, 30, 22)
    write("regression", regression, CASES, 23)
    write("ranking", ranking, 60, 24)
    write("clustering", clustering, 60, 25)
    write("multilabel", multilabel, CASES, 26)
