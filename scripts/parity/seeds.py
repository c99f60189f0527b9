"""What models that draw by chance reach over thirty seeds, for Tests/LearningTests/Fixtures/model-seeds.json: random numbers
differ, so the tests compare the spread of the scores on rows held out, every third of the tables of models.py."""

import numpy as np
from sklearn.cluster import KMeans
from sklearn.ensemble import BaggingClassifier, BaggingRegressor
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsRegressor
from sklearn.neural_network import MLPClassifier, MLPRegressor

from models import CLASSES, NUMBERS, Cases

SEEDS = 30


def held_out(cases, table, make):
    x, y = cases.features(table, True)
    held = np.arange(len(y)) % 3 == 0
    return [make(seed).fit(x[~held], y[~held]).score(x[held], y[held]) for seed in range(SEEDS)]


def seed_cases():
    cases = Cases()
    found = []
    for table in CLASSES + ["diabetes"]:
        kind = MLPClassifier if table in CLASSES else MLPRegressor
        options = {"hidden_layer_sizes": [12], "learning_rate_init": 0.01, "max_iter": 60, "batch_size": 32}
        if table == "wine":
            options["activation"] = "tanh"
        scores = held_out(cases, table, lambda seed: kind(random_state=seed, **options))
        found.append({"table": table, "estimator": "mlp", "member": None, "options": options, "scores": scores})
    for table in CLASSES + ["diabetes"]:
        options = {"n_estimators": 7, "max_samples": 0.3}
        if table in CLASSES:
            member, make = "naive_bayes", lambda seed: BaggingClassifier(GaussianNB(), random_state=seed, **options)
        else:
            member, make = "knn", lambda seed: BaggingRegressor(KNeighborsRegressor(), random_state=seed, **options)
        found.append({"table": table, "estimator": "ensemble", "member": member, "options": {"kind": "bagging", **options}, "scores": held_out(cases, table, make)})
    for table in CLASSES + ["diabetes"]:
        x, _ = cases.features(table, True)
        for start in ["k-means++", "random"]:
            # Inertia, as a share of what one cluster leaves.
            whole = ((x - x.mean(axis=0)) ** 2).sum()
            scores = [1 - KMeans(6, init=start, n_init=1, random_state=seed).fit(x).inertia_ / whole for seed in range(SEEDS)]
            found.append({"table": table, "estimator": "kmeans", "member": None, "options": {"n_clusters": 6, "init": start, "n_init": 1}, "scores": scores})
    return [{**case, "scores": [float(f"{score:.6g}") for score in case["scores"]]} for case in found]
