"""Fixtures of outcomes: how good the best of so many trials is that Optuna finds, over seeds."""

import math

import numpy as np
import optuna
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import StratifiedKFold, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

SEEDS = 30
MARKS = [25, 50, 100]
GRID = 21


def branin(x, y):
    """On [-5, 10] x [0, 15]; least 0.397887."""
    a = y - 5.1 / (4 * math.pi**2) * x * x + 5 / math.pi * x - 6
    return a * a + 10 * (1 - 1 / (8 * math.pi)) * math.cos(x) + 10


ALPHA = [1.0, 1.2, 3.0, 3.2]
A = [[10, 3, 17, 3.5, 1.7, 8], [0.05, 10, 17, 0.1, 8, 14], [3, 3.5, 1.7, 10, 17, 8], [17, 8, 0.05, 10, 0.1, 14]]
P = [[1312, 1696, 5569, 124, 8283, 5886], [2329, 4135, 8307, 3736, 1004, 9991],
     [2348, 1451, 3522, 2883, 3047, 6650], [4047, 8828, 8732, 5743, 1091, 381]]


def hartmann(x):
    """On the unit cube of six dimensions; least -3.32237."""
    return -sum(
        ALPHA[i] * math.exp(-sum(A[i][j] * (x[j] - P[i][j] * 1e-4) ** 2 for j in range(6))) for i in range(4)
    )


def surface():
    """The error of a support vector machine on a grid: kernel, C, gamma; between its points by straight lines."""
    data, target = load_breast_cancer(return_X_y=True)
    folds = StratifiedKFold(5, shuffle=True, random_state=0)
    tables = []
    for kernel in ["rbf", "poly", "sigmoid"]:
        rows = []
        for c in np.linspace(-3, 3, GRID):
            row = []
            for gamma in np.linspace(-5, 1, GRID):
                model = make_pipeline(StandardScaler(), SVC(kernel=kernel, C=10**c, gamma=10**gamma, max_iter=2000))
                row.append(1 - float(cross_val_score(model, data, target, cv=folds, scoring="balanced_accuracy").mean()))
            rows.append(row)
        tables.append(rows)
    return tables


def interpolated(table, c, gamma):
    x = (math.log10(c) + 3) / 6 * (GRID - 1)
    y = (math.log10(gamma) + 5) / 6 * (GRID - 1)
    i, j = min(max(int(x), 0), GRID - 2), min(max(int(y), 0), GRID - 2)
    u, v = x - i, y - j
    return ((1 - u) * (1 - v) * table[i][j] + u * (1 - v) * table[i + 1][j] + (1 - u) * v * table[i][j + 1]
            + u * v * table[i + 1][j + 1])


def regret():
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    tables = [[[round(v, 6) for v in row] for row in rows] for rows in surface()]
    names = ["rbf", "poly", "sigmoid"]

    def tuned(trial):
        kernel = trial.suggest_categorical("kernel", names)
        c = trial.suggest_float("C", 1e-3, 1e3, log=True)
        gamma = trial.suggest_float("gamma", 1e-5, 10, log=True)
        return interpolated(tables[names.index(kernel)], c, gamma)

    objectives = {
        "branin": lambda t: branin(t.suggest_float("x", -5, 10), t.suggest_float("y", 0, 15)),
        "hartmann": lambda t: hartmann([t.suggest_float(f"x{i}", 0, 1) for i in range(6)]),
        "tuned": tuned,
    }
    samplers = {
        "tpe": lambda seed: optuna.samplers.TPESampler(seed=seed),
        "random": lambda seed: optuna.samplers.RandomSampler(seed=seed),
        "cmaes": lambda seed: optuna.samplers.CmaEsSampler(seed=seed),
    }
    curves = []
    for objective, function in objectives.items():
        for sampler, make in samplers.items():
            if sampler == "cmaes" and objective == "tuned":
                continue
            best = []
            for seed in range(SEEDS):
                study = optuna.create_study(sampler=make(seed))
                study.optimize(function, n_trials=MARKS[-1])
                values = np.minimum.accumulate([t.value for t in study.trials])
                best.append([float(values[mark - 1]) for mark in MARKS])
            curves.append({"objective": objective, "sampler": sampler, "marks": MARKS, "best": best})
            print(objective, sampler, np.median(np.array(best), axis=0))
    return {"surface": tables, "curves": curves}
