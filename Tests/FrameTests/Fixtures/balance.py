#!/usr/bin/env python3
"""Writes balance.txt: classes, points, and what imbalanced-learn makes of them. Run in this folder with
imbalanced-learn 0.14.2, scikit-learn 1.9.1 and numpy 2.4.6.

A line is `classes : x … : y … : kept`, with the rows that stay without Tomek links, and then
`: row neighbors / row neighbors …` with the five nearest rows of its class of each row that SMOTE starts from.
Points are standardized by scikit-learn beforehand, since imbalanced-learn measures distances as they stand. No two
classes are equally rare: imbalanced-learn spares one of them, and Limn both.
"""
import numpy as np
from imblearn.over_sampling import SMOTE
from imblearn.under_sampling import TomekLinks
from sklearn.preprocessing import StandardScaler

generator = np.random.default_rng(20261123)

with open("balance.txt", "w") as out:
    for _ in range(24):
        sizes = [int(generator.integers(20, 60)), int(generator.integers(8, 18))]
        if generator.random() < 0.4:
            sizes.append(sizes[1] + int(generator.integers(1, 5)))
        classes = np.repeat(np.arange(len(sizes)), sizes)
        raw = generator.normal(size=(len(classes), 2)) * [1, 40] + classes[:, None] * [0.7, 9]
        points = StandardScaler().fit_transform(raw)
        tomek = TomekLinks(sampling_strategy="not minority")
        tomek.fit_resample(points, classes)
        smote = SMOTE(random_state=0, k_neighbors=5)
        smote.fit_resample(points, classes)
        rarest = int(np.argmin(np.bincount(classes)))
        members = np.flatnonzero(classes == rarest)
        smote.nn_k_.fit(points[members])
        near = smote.nn_k_.kneighbors(points[members], return_distance=False)[:, 1:]
        pairs = [f"{members[i]} " + " ".join(str(members[j]) for j in row) for i, row in enumerate(near)]
        parts = [classes, raw[:, 0], raw[:, 1], np.sort(tomek.sample_indices_)]
        out.write(" : ".join(" ".join(repr(v.item()) for v in part) for part in parts))
        out.write(" : " + " / ".join(pairs) + "\n")
