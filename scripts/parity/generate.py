"""Writes the fixtures of Tests/LearningTests: what scikit-learn and XGBoost answer on small data. See README.md."""

import json
import math
import pathlib
import warnings

import numpy as np
import xgboost
from sklearn import metrics
from sklearn.linear_model import LinearRegression, LogisticRegression, Ridge
from sklearn.preprocessing import KBinsDiscretizer, MinMaxScaler, OneHotEncoder, StandardScaler
from sklearn.utils.class_weight import compute_sample_weight

from models import model_cases
from seeds import seed_cases
from sparse import sparse_cases
from steps import step_cases

FIXTURES = pathlib.Path(__file__).parents[2] / "Tests" / "LearningTests" / "Fixtures"


def plain(value):
    """JSON values, NaN as null, numbers with all their digits."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, (np.floating, float)):
        return None if math.isnan(value) else ("inf" if math.isinf(value) else float(value))
    if isinstance(value, np.integer):
        return int(value)
    return value


def write(name, value):
    FIXTURES.mkdir(parents=True, exist_ok=True)
    text = json.dumps(plain(value), separators=(",", ":"))
    (FIXTURES / f"{name}.json").write_text(text.replace('},{"name"', '},\n{"name"') + "\n")


def classification_case(name, truth, probabilities, known):
    """`truth`: codes; `known`: the number of classes of the model."""
    truth = np.asarray(truth)
    probabilities = np.asarray(probabilities, dtype=float)
    predicted = probabilities.argmax(axis=1)
    expected = {
        "accuracy": metrics.accuracy_score(truth, predicted),
        "balanced_accuracy": metrics.balanced_accuracy_score(truth, predicted),
        "log_loss": metrics.log_loss(truth, probabilities, labels=list(range(known))),
    }
    for label, score in [
        ("precision", metrics.precision_score),
        ("recall", metrics.recall_score),
        ("f1", metrics.f1_score),
    ]:
        macro = score(truth, predicted, average="macro", zero_division=0)
        expected[label] = (
            score(truth, predicted, average="binary", pos_label=1, zero_division=0) if known == 2 else macro
        )
        expected[f"{label}_macro"] = macro
        expected[f"{label}_weighted"] = score(truth, predicted, average="weighted", zero_division=0)
    case = {"name": name, "classes": known, "truth": truth, "probabilities": probabilities, "expected": expected}
    if len(set(truth.tolist())) == known:
        if known == 2:
            expected["roc_auc"] = metrics.roc_auc_score(truth, probabilities[:, 1])
            fpr, tpr, thresholds = metrics.roc_curve(truth, probabilities[:, 1])
            case["roc"] = {"fpr": fpr, "tpr": tpr, "thresholds": thresholds}
        else:
            expected["roc_auc"] = metrics.roc_auc_score(truth, probabilities, multi_class="ovr", average="macro")
    else:
        expected["roc_auc"] = None
    case["confusion"] = metrics.confusion_matrix(truth, predicted, labels=list(range(known)))
    return case


def classification_cases():
    rng = np.random.default_rng(1)
    cases = []
    for index, (rows, known) in enumerate([(40, 2), (61, 2), (50, 3), (80, 4), (30, 5), (7, 2)]):
        truth = rng.integers(0, known, rows)
        truth[:known] = np.arange(known)
        raw = rng.normal(size=(rows, known)) + 1.5 * np.eye(known)[truth]
        shares = np.exp(raw)
        shares /= shares.sum(axis=1, keepdims=True)
        cases.append(classification_case(f"random {index}", truth, shares, known))
    quarters = rng.integers(0, 5, 60) / 4
    cases.append(
        classification_case("ties", rng.integers(0, 2, 60), np.column_stack([1 - quarters, quarters]), 2)
    )
    cases.append(classification_case("certain and wrong", [0, 1, 1, 0], [[1, 0], [0, 1], [1, 0], [0, 1]], 2))
    cases.append(classification_case("constant", [0, 1, 1, 0, 1], [[0.4, 0.6]] * 5, 2))
    cases.append(classification_case("never predicted", [0, 1, 2, 2, 1], [[0.6, 0.3, 0.1]] * 5, 3))
    cases.append(
        classification_case("one class missing", [0, 0, 2, 2], [[0.6, 0.3, 0.1], [0.2, 0.3, 0.5]] * 2, 3)
    )
    cases.append(classification_case("perfect", [0, 1, 2], np.eye(3) * 0.7 + 0.1, 3))
    return cases


def regression_case(name, truth, predicted):
    truth, predicted = np.asarray(truth, dtype=float), np.asarray(predicted, dtype=float)
    return {
        "name": name,
        "truth": truth,
        "predicted": predicted,
        "expected": {
            "r2": metrics.r2_score(truth, predicted),
            "mae": metrics.mean_absolute_error(truth, predicted),
            "rmse": metrics.root_mean_squared_error(truth, predicted),
        },
    }


def regression_cases():
    rng = np.random.default_rng(2)
    cases = []
    for index, (rows, shift, scale) in enumerate([(50, 0, 1), (33, 1e6, 10), (120, -5, 1e-3)]):
        truth = rng.normal(size=rows) * scale + shift
        cases.append(regression_case(f"random {index}", truth, truth + rng.normal(size=rows) * scale * 0.3))
    cases.append(regression_case("constant target", [3, 3, 3], [3, 3, 4]))
    cases.append(regression_case("constant and exact", [3, 3, 3], [3, 3, 3]))
    cases.append(regression_case("worse than the mean", [1, 2, 3], [3, 2, 1]))
    cases.append(regression_case("one row", [1], [2]))
    return cases


def logistic_case(name, x, y, weights=None, c=1.0, intercept=True):
    model = LogisticRegression(C=c, tol=1e-10, max_iter=100_000, fit_intercept=intercept, solver="newton-cg")
    model.fit(x, y, sample_weight=weights)
    return {
        "name": name,
        "x": x,
        "y": y,
        "weights": weights,
        "strength": c,
        "fitIntercept": intercept,
        "coefficients": model.coef_,
        "intercepts": np.broadcast_to(model.intercept_, (model.coef_.shape[0],)),
        "probabilities": model.predict_proba(x[:5]),
    }


def logistic_cases():
    rng = np.random.default_rng(3)

    def blobs(rows, columns, known, spread=1.0):
        y = rng.integers(0, known, rows)
        y[:known] = np.arange(known)
        centres = rng.normal(size=(known, columns)) * spread
        return np.round(centres[y] + rng.normal(size=(rows, columns)), 3), y

    x, y = blobs(120, 4, 2)
    a, b = blobs(90, 3, 3)
    cases = [
        logistic_case("binary", x, y),
        logistic_case("binary, weak penalty", x, y, c=100.0),
        logistic_case("binary, strong penalty", x, y, c=0.01),
        logistic_case("binary, no intercept", x, y, intercept=False),
        logistic_case("binary, weighted", x, y, weights=np.round(rng.uniform(0, 3, len(y)), 2)),
        logistic_case("binary, balanced", x[y * 3 <= np.arange(len(y)) % 4], y[y * 3 <= np.arange(len(y)) % 4]),
        logistic_case("three classes", a, b),
        logistic_case("three classes, no intercept", a, b, c=10.0, intercept=False),
        logistic_case("three classes, balanced", a, b, weights=compute_sample_weight("balanced", b)),
        logistic_case("units far apart", np.round(x[:60] * [1, 1000, 0.01, 1] + [0, 5000, 0, 0], 5), y[:60]),
        logistic_case("separable", np.array([[-2.0], [-1.5], [-1.0], [1.0], [1.5], [2.0]]), np.array([0, 0, 0, 1, 1, 1])),
    ]
    one_hot = np.zeros((40, 5))
    one_hot[np.arange(40), rng.integers(0, 5, 40)] = 1
    cases.append(logistic_case("one-hot columns", one_hot, (rng.uniform(size=40) < 0.4).astype(int)))
    return cases


def linear_case(name, model, x, y, weights=None):
    model.fit(x, y, sample_weight=weights)
    return {
        "name": name,
        "estimator": "ridge" if isinstance(model, Ridge) else "linear",
        "alpha": getattr(model, "alpha", None),
        "fitIntercept": model.fit_intercept,
        "x": x,
        "y": y,
        "weights": weights,
        "coefficients": model.coef_,
        "intercept": float(model.intercept_),
    }


def linear_cases():
    rng = np.random.default_rng(4)
    x = np.round(rng.normal(size=(60, 5)) * [1, 10, 100, 0.1, 1] + [0, 5, -20, 3, 0], 4)
    y = np.round(x @ [1, -0.5, 0.02, 8, 0] + 12 + rng.normal(size=60), 4)
    weights = np.round(rng.uniform(0.1, 2, 60), 2)
    dependent = np.column_stack([x[:, :3], x[:, 0] + 2 * x[:, 1], np.full(60, 7.0)])
    wide = np.round(rng.normal(size=(6, 10)), 3)
    cases = [
        linear_case("least squares", LinearRegression(), x, y),
        linear_case("no intercept", LinearRegression(fit_intercept=False), x, y),
        linear_case("weighted", LinearRegression(), x, y, weights),
        linear_case("dependent columns", LinearRegression(), dependent, y),
        linear_case("more columns than rows", LinearRegression(), wide, y[:6]),
        linear_case("ridge", Ridge(alpha=1.0, solver="cholesky"), x, y),
        linear_case("ridge, strong", Ridge(alpha=50.0, solver="cholesky"), x, y),
        linear_case("ridge, no intercept", Ridge(alpha=2.0, fit_intercept=False, solver="cholesky"), x, y),
        linear_case("ridge, weighted", Ridge(alpha=0.5, solver="cholesky"), x, y, weights),
        linear_case("ridge, dependent columns", Ridge(alpha=1.0, solver="svd"), dependent, y),
        linear_case("ridge, more columns than rows", Ridge(alpha=0.1, solver="svd"), wide, y[:6]),
    ]
    return cases


def recipe_cases():
    rng = np.random.default_rng(5)
    numbers = np.round(rng.normal(size=40) * 12 + 40, 2)
    skewed = np.round(rng.exponential(size=40) * 30)
    holes = numbers.copy()
    holes[[3, 17, 20]] = np.nan
    later = np.array([-1000.0, 20.5, 39.9, 41.0, 1000.0])
    columns = {
        "numbers": numbers,
        "skewed": skewed,
        "holes": holes,
        "constant": np.full(40, 0.1),
        "far": numbers * 1e-4 + 1e6,
        "few": np.round(rng.integers(0, 3, 40).astype(float)),
    }
    cases = []

    def case(name, step, column, transformer, options=None):
        values = columns[column].reshape(-1, 1)
        transformer.fit(values)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            cases.append(
                {
                    "name": f"{name} {column}",
                    "step": step,
                    "options": options or {},
                    "values": columns[column],
                    "later": later,
                    "fitted": transformer.transform(values)[:, 0],
                    "applied": transformer.transform(later.reshape(-1, 1))[:, 0],
                    # MinMaxScaler computes x * scale + offset, which loses digits far from zero.
                    "tolerance": 1e-6 if (step, column) == ("minmax", "far") else 1e-10,
                }
            )

    for column in ["numbers", "skewed", "holes", "constant", "far"]:
        case("standardize", "standardize", column, StandardScaler())
        case("minmax", "minmax", column, MinMaxScaler())
    for column in ["numbers", "skewed", "few"]:
        for bins in [2, 5, 7]:
            for strategy in ["quantile", "uniform"]:
                quantile = {"quantile_method": "linear"} if strategy == "quantile" else {}
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    case(
                        f"bucket {bins} {strategy}",
                        "bucket",
                        column,
                        KBinsDiscretizer(bins, encode="ordinal", strategy=strategy, subsample=None, **quantile),
                        {"bins": bins, "by": strategy},
                    )
    return cases


def one_hot_cases():
    training = ["b", "a", "é", "Z", "a", None, "b", "zz"]
    later = ["a", "unknown", None, "é"]
    cases = []
    for drop in [None, "first"]:
        encoder = OneHotEncoder(handle_unknown="ignore", sparse_output=False, drop=drop)
        encoder.fit([[value] for value in training if value is not None])
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            rows = [encoder.transform([[value if value is not None else "?"]])[0] for value in later]
        names = [f"city_{level}" for level in encoder.categories_[0][0 if drop is None else 1 :]]
        cases.append(
            {"name": f"drop {drop or 'none'}", "training": training, "later": later, "names": names, "rows": rows}
        )
    return cases


def boosting_cases():
    rng = np.random.default_rng(6)
    x = np.round(rng.normal(size=(150, 4)), 3)
    x[rng.uniform(size=x.shape) < 0.05] = np.nan
    signal = np.nan_to_num(x[:, 0]) + np.nan_to_num(x[:, 1]) * np.nan_to_num(x[:, 2])
    noise = rng.normal(size=150) * 0.5
    later = np.round(rng.normal(size=(30, 4)), 3)
    later[0, 1] = np.nan
    binary = (signal + noise > 0).astype(int)
    three = np.digitize(signal + noise, [-0.6, 0.6])
    number = np.round(100 + 10 * signal + noise, 3)
    weights = np.round(rng.uniform(0.2, 2, 150), 2)
    cases = []

    def case(name, y, objective, options, weights=None, **extra):
        parameters = {
            "objective": objective,
            "tree_method": "hist",
            "verbosity": 0,
            "base_score": 0.5,
            **{key: value for key, value in options.items() if key != "n_estimators"},
            **extra,
        }
        training = xgboost.DMatrix(x, label=y, weight=weights)
        model = xgboost.train(parameters, training, num_boost_round=options.get("n_estimators", 100))
        gain = model.get_score(importance_type="gain")
        gains = np.array([gain.get(f"f{index}", 0.0) for index in range(4)])
        cases.append(
            {
                "name": name,
                "y": y,
                "weights": weights,
                "options": options,
                "predictions": model.predict(xgboost.DMatrix(later)).astype(float),
                "importance": gains / gains.sum(),
            }
        )

    case("binary", binary, "binary:logistic", {"n_estimators": 20, "max_depth": 3})
    case(
        "binary, regularised",
        binary,
        "binary:logistic",
        {"n_estimators": 15, "learning_rate": 0.1, "reg_lambda": 3.0, "reg_alpha": 0.1, "gamma": 0.2, "min_child_weight": 2.0},
    )
    case("binary, weighted", binary, "binary:logistic", {"n_estimators": 10}, weights)
    case("three classes", three, "multi:softprob", {"n_estimators": 10, "max_depth": 4}, num_class=3)
    case("number", number, "reg:squarederror", {"n_estimators": 25}, base_score=float(np.float32(number.mean())))
    return {"x": x, "later": later, "cases": cases}


def main():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        write("metrics", {"classification": classification_cases(), "regression": regression_cases()})
    write("logistic", logistic_cases())
    write("linear", linear_cases())
    write("recipes", {"columns": recipe_cases(), "oneHot": one_hot_cases()})
    write("steps", step_cases())
    write("sparse", sparse_cases())
    write("boosting", boosting_cases())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        write("models", model_cases())
        write("model-seeds", seed_cases())


if __name__ == "__main__":
    main()
