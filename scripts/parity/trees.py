"""Writes the fixtures of trees and explanations: what scikit-learn, XGBoost and shap answer on scikit-learn's bundled data."""

import warnings

import numpy as np
import shap
import xgboost
from sklearn import datasets
from sklearn.ensemble import ExtraTreesClassifier, IsolationForest, RandomForestClassifier, RandomForestRegressor
from sklearn.inspection import partial_dependence, permutation_importance
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.metrics import accuracy_score, r2_score, roc_auc_score
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

from generate import write

SEEDS = 30


def bundled():
    """Features and targets of five data sets, cut so that they stay small, values in single precision."""
    cancer = datasets.load_breast_cancer()
    diabetes = datasets.load_diabetes(scaled=False)
    digits = datasets.load_digits()
    iris, wine = datasets.load_iris(), datasets.load_wine()
    sets = {
        "iris": (iris.data, iris.target, True),
        "wine": (wine.data, wine.target, True),
        "breast_cancer": (cancer.data[:320, :12], cancer.target[:320], True),
        "digits": (digits.data[:260], digits.target[:260], True),
        "diabetes": (diabetes.data[:260], diabetes.target[:260], False),
    }
    return {name: (np.round(x, 5), y, classes) for name, (x, y, classes) in sets.items()}


def fitted(classes, options, seed, x, y, weights=None):
    kind = DecisionTreeClassifier if classes else DecisionTreeRegressor
    return kind(random_state=seed, **options).fit(x, y, sample_weight=weights)


def said(tree, classes, x):
    return tree.predict_proba(x) if classes else tree.predict(x)


def tree_cases(sets):
    """A case is stable where twelve seeds, which break ties differently, give the same predictions."""
    grid = [
        {"max_depth": 2},
        {"max_depth": 3},
        {"max_depth": 4, "min_samples_leaf": 7},
        {"max_depth": 5, "min_samples_split": 30},
        {"max_leaf_nodes": 6},
        {"max_leaf_nodes": 10, "min_samples_leaf": 5},
        {"min_impurity_decrease": 0.02},
        {"max_depth": 6, "ccp_alpha": 0.015},
        {"min_samples_leaf": 15},
        {"max_depth": 3, "criterion": "entropy"},
        {"max_leaf_nodes": 5, "criterion": "entropy"},
        {"max_depth": 3, "weighted": True},
        {"max_depth": 4, "min_weight_fraction_leaf": 0.04, "weighted": True},
        {"max_depth": 3, "missing": True},
        {"max_depth": 4, "min_samples_leaf": 6, "missing": True},
    ]
    cases = []
    for name, (x, y, classes) in sets.items():
        for options in grid:
            options = dict(options)
            if not classes and options.get("criterion"):
                continue
            weighted, missing = options.pop("weighted", False), options.pop("missing", False)
            if not classes and "min_impurity_decrease" in options:
                options["min_impurity_decrease"] = 60
            if not classes and "ccp_alpha" in options:
                options["ccp_alpha"] = 40
            weights = (np.arange(len(y)) % 4).astype(float) / 2 if weighted else None
            rows = np.array(x, dtype=float)
            if missing:
                rows[np.arange(len(y)) % 5 == 0, 0] = np.nan
                rows[np.arange(len(y)) % 7 == 3, 2] = np.nan
            trees = [fitted(classes, options, seed, rows, y, weights) for seed in range(12)]
            answers = [said(tree, classes, rows) for tree in trees]
            stable = all(np.allclose(answers[0], other, atol=1e-12) for other in answers)
            case = {
                "name": f"{name} {options}{' weighted' if weighted else ''}{' missing' if missing else ''}",
                "data": name,
                "options": options,
                "weighted": weighted,
                "missing": missing,
                "stable": stable,
                "rootDecrease": decrease(trees[0]),
            }
            if stable:
                case["leaves"] = int(trees[0].get_n_leaves())
                case["depth"] = int(trees[0].get_depth())
                case["importance"] = np.round(trees[0].feature_importances_, 12)
                # Every fifth row, all of its numbers.
                case["predictions"] = np.round(answers[0][::5], 12).ravel()
                same = [tree.feature_importances_ for tree in trees]
                if not all(np.allclose(same[0], other, atol=1e-9) for other in same):
                    del case["importance"]
            cases.append(case)
    return cases


def decrease(tree):
    """The impurity of the root, less that of its children."""
    t = tree.tree_
    if t.node_count == 1:
        return 0.0
    left, right = t.children_left[0], t.children_right[0]
    n = t.weighted_n_node_samples
    return t.impurity[0] - (n[left] * t.impurity[left] + n[right] * t.impurity[right]) / n[0]


def forest_scores(sets):
    """Scores of forests on rows they have not seen, over thirty seeds."""
    entries = []
    for name, (x, y, classes) in sets.items():
        train, test = np.arange(len(y)) % 3 != 0, np.arange(len(y)) % 3 == 0
        score = accuracy_score if classes else r2_score
        forest = RandomForestClassifier if classes else RandomForestRegressor
        kinds = {"random_forest": forest}
        if classes:
            kinds["extra_trees"] = ExtraTreesClassifier
        for kind, model in kinds.items():
            scores = [
                score(y[test], model(n_estimators=40, random_state=seed).fit(x[train], y[train]).predict(x[test]))
                for seed in range(SEEDS)
            ]
            entries.append({"data": name, "kind": kind, "mean": np.mean(scores), "deviation": np.std(scores, ddof=1)})
    return entries


def isolation(sets):
    """Mean scores over thirty seeds, row by row, and how well the rare class stands out."""
    x, y, _ = sets["breast_cancer"]
    # Benign rows, and a few malignant ones.
    rows = np.concatenate([np.flatnonzero(y == 1), np.flatnonzero(y == 0)[:15]])
    strange = y[rows] == 0
    runs = [-IsolationForest(random_state=seed).fit(x[rows]).score_samples(x[rows]) for seed in range(SEEDS)]
    areas = [roc_auc_score(strange, run) for run in runs]
    flagged = [(IsolationForest(random_state=seed).fit(x[rows]).predict(x[rows]) < 0).sum() for seed in range(SEEDS)]
    return {
        "data": "breast_cancer",
        "rows": rows,
        "strange": [bool(value) for value in strange],
        "scores": np.round(np.mean(runs, axis=0), 6),
        "deviations": np.round(np.std(runs, axis=0, ddof=1), 6),
        "area": np.mean(areas),
        "areaDeviation": np.std(areas, ddof=1),
        "flagged": np.mean(flagged),
        "flaggedDeviation": np.std(flagged, ddof=1),
    }


def explanations(sets):
    """Shapley values of shap, for models that are the same in both: trees without ties, boosted trees and linear models."""
    cases = []

    def add(name, data, kind, options, base, values, code=None):
        cases.append(
            {"name": name, "data": data, "kind": kind, "options": options, "class": code, "base": float(base),
             "values": np.round(np.asarray(values, dtype=float), 10).ravel()}
        )

    for name, (x, y, classes) in sets.items():
        some = x[::40]
        for options in [{"max_depth": 4, "min_samples_leaf": 7}, {"max_leaf_nodes": 6}]:
            trees = [fitted(classes, options, seed, x, y) for seed in range(12)]
            explainer = [shap.TreeExplainer(tree, feature_perturbation="tree_path_dependent") for tree in trees]
            found = [np.asarray(one.shap_values(some)) for one in explainer]
            if not all(np.allclose(found[0], other, atol=1e-9) for other in found):
                continue
            if classes:
                for code in range(found[0].shape[2]):
                    add(f"tree {name} {options}", name, "decision_tree", options, explainer[0].expected_value[code],
                        found[0][:, :, code], code)
            else:
                add(f"tree {name} {options}", name, "decision_tree", options,
                    np.ravel(explainer[0].expected_value)[0], found[0])
        count = len(set(y.tolist())) if classes else 0
        parameters = {"max_depth": 3, "tree_method": "hist", "seed": 0, "base_score": 0.5, "eta": 0.3}
        if count == 2:
            parameters["objective"] = "binary:logistic"
        elif count > 2:
            parameters |= {"objective": "multi:softprob", "num_class": count}
        else:
            parameters |= {"objective": "reg:squarederror", "base_score": float(np.float32(np.mean(y)))}
        booster = xgboost.train(parameters, xgboost.DMatrix(x, y), 8)
        found = booster.predict(xgboost.DMatrix(some), pred_contribs=True)
        options = {"max_depth": 3, "n_estimators": 8}
        if found.ndim == 3:
            for code in [0, count - 1]:
                add(f"boosting {name}", name, "gradient_boosting", options, found[0, code, -1], found[:, code, :-1], code)
        else:
            add(f"boosting {name}", name, "gradient_boosting", options, found[0, -1], found[:, :-1],
                1 if count == 2 else None)
    x, y, _ = sets["diabetes"]
    linear = LinearRegression().fit(x, y)
    explainer = shap.LinearExplainer(linear, shap.maskers.Independent(x, max_samples=len(x)))
    add("linear diabetes", "diabetes", "linear", {}, explainer.expected_value, explainer.shap_values(x[::40]))
    x, y, _ = sets["breast_cancer"]
    scaled = (x - x.mean(axis=0)) / x.std(axis=0)
    logistic = LogisticRegression(tol=1e-12, max_iter=10000, solver="newton-cholesky").fit(scaled, y)
    explainer = shap.LinearExplainer(logistic, shap.maskers.Independent(scaled, max_samples=len(x)))
    add("logistic breast_cancer", "breast_cancer", "logistic", {}, explainer.expected_value,
        explainer.shap_values(scaled[::40]), 1)
    return cases


def dependence(sets):
    """Partial dependence and permutation importance of a tree without ties."""
    found = []
    for name in ["breast_cancer", "diabetes"]:
        x, y, classes = sets[name]
        for options in [{"max_depth": 4, "min_samples_leaf": 7}, {"max_leaf_nodes": 6}, {"max_depth": 3}, {"max_depth": 2}]:
            trees = [fitted(classes, options, seed, x, y) for seed in range(12)]
            splits = {tuple(zip(t.tree_.feature.tolist(), t.tree_.threshold.tolist())) for t in trees}
            if len(splits) == 1:
                break
        else:
            raise SystemExit(f"{name}: no tree without ties")
        tree = trees[0]
        curves = []
        for feature in range(4):
            answer = partial_dependence(tree, x, [feature], method="brute", grid_resolution=20, kind="average")
            curves.append({"feature": feature, "grid": answer["grid_values"][0], "average": answer["average"][0]})
        permuted = permutation_importance(tree, x, y, n_repeats=SEEDS, random_state=0)
        found.append(
            {"data": name, "options": options, "curves": curves, "importance": permuted.importances_mean,
             "deviation": permuted.importances_std}
        )
    return found


def objectives(sets):
    """Boosting with other objectives, constraints, policies and rows to watch."""
    x, y, _ = sets["diabetes"]
    train, test = np.arange(len(y)) % 4 != 0, np.arange(len(y)) % 4 == 0
    targets = {
        "squarederror": ("reg:squarederror", y), "absoluteerror": ("reg:absoluteerror", y),
        "pseudohuber": ("reg:pseudohubererror", y), "logistic": ("reg:logistic", y / 400),
        "poisson": ("count:poisson", np.floor(y / 40)), "gamma": ("reg:gamma", y), "tweedie": ("reg:tweedie", np.floor(y / 90)),
    }
    cases = []
    for name, (objective, target) in targets.items():
        base = np.median(target[train]) if name == "absoluteerror" else np.mean(target[train])
        parameters = {"objective": objective, "base_score": float(np.float32(base)), "max_depth": 3, "eta": 0.3,
                      "tree_method": "hist"}
        if name == "poisson":
            parameters["max_delta_step"] = 0.7
        booster = xgboost.train(parameters, xgboost.DMatrix(x[train], target[train]), 12)
        cases.append({"name": name, "objective": name, "options": {"max_depth": 3, "n_estimators": 12},
                      "scale": {"logistic": 400, "poisson": 40, "tweedie": 90}.get(name, 1),
                      "predictions": booster.predict(xgboost.DMatrix(x[test]))})
    extras = {
        "lossguide": {"grow_policy": "lossguide", "max_leaves": 6, "max_depth": 0},
        "leaves": {"max_leaves": 5}, "step": {"max_delta_step": 3.0},
        "bynode": {"colsample_bynode": 1.0, "gamma": 50.0},
    }
    for name, extra in extras.items():
        parameters = {"objective": "reg:squarederror", "base_score": float(np.float32(np.mean(y[train]))), "eta": 0.3,
                      "tree_method": "hist", **extra}
        booster = xgboost.train(parameters, xgboost.DMatrix(x[train], y[train]), 10)
        cases.append({"name": name, "objective": "squarederror", "options": {"n_estimators": 10, **extra}, "scale": 1,
                      "predictions": booster.predict(xgboost.DMatrix(x[test]))})
    parameters = {"objective": "reg:squarederror", "base_score": float(np.float32(np.mean(y[train]))), "eta": 0.3,
                  "tree_method": "hist", "max_depth": 4, "monotone_constraints": "(0,0,1,1,0,0,-1,0,0,0)"}
    booster = xgboost.train(parameters, xgboost.DMatrix(x[train], y[train]), 15)
    cases.append({"name": "monotone", "objective": "squarederror", "options": {"n_estimators": 15, "max_depth": 4},
                  "scale": 1, "increasing": ["x2", "x3"], "decreasing": ["x6"],
                  "predictions": booster.predict(xgboost.DMatrix(x[test]))})
    watched = []
    for name in ["diabetes", "breast_cancer", "digits"]:
        x, y, classes = sets[name]
        count = len(set(y.tolist())) if classes else 0
        parameters = {"base_score": 0.5, "eta": 0.3, "tree_method": "hist", "max_depth": 3}
        if count == 2:
            parameters |= {"objective": "binary:logistic", "eval_metric": "logloss"}
        elif count:
            parameters |= {"objective": "multi:softprob", "num_class": count, "eval_metric": "mlogloss"}
        else:
            parameters |= {"objective": "reg:squarederror", "base_score": float(np.float32(np.mean(y[train_rows(y)])))}
        rows = train_rows(y)
        history = {}
        watch = [(xgboost.DMatrix(x[rows], y[rows]), "train"), (xgboost.DMatrix(x[~rows], y[~rows]), "watched")]
        booster = xgboost.train(parameters, watch[0][0], 60, evals=watch, evals_result=history,
                                early_stopping_rounds=8, verbose_eval=False)
        metric = next(iter(history["train"]))
        watched.append({"data": name, "best": booster.best_iteration + 1, "training": history["train"][metric],
                        "validation": history["watched"][metric],
                        "predictions": booster.predict(watch[1][0], iteration_range=(0, booster.best_iteration + 1))[::6]})
    return {"cases": cases, "watched": watched}


def train_rows(y):
    return np.arange(len(y)) % 4 != 0


def main():
    warnings.filterwarnings("ignore")
    sets = bundled()
    write("bundled", {name: {"x": x, "y": y, "classes": classes} for name, (x, y, classes) in sets.items()})
    write("trees", {"cases": tree_cases(sets), "forests": forest_scores(sets), "isolation": isolation(sets)})
    write("explanations", {"shapley": explanations(sets), "dependence": dependence(sets)})
    write("objectives", objectives(sets))


if __name__ == "__main__":
    main()
