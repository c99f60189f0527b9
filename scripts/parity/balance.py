"""Writes Tests/FrameTests/Fixtures/balance.jsonl: what imbalanced-learn makes of classes of different sizes. See README.md.

Points are standardized by scikit-learn beforehand, since imbalanced-learn measures distances as they stand. No two classes are
equally rare: imbalanced-learn spares one of them, and Limn both.
"""

import json
import pathlib

import numpy as np
from imblearn.over_sampling import SMOTE, SMOTENC, RandomOverSampler
from imblearn.under_sampling import RandomUnderSampler, TomekLinks
from sklearn.preprocessing import StandardScaler

TARGET = pathlib.Path(__file__).parents[2] / "Tests/FrameTests/Fixtures/balance.jsonl"
NEIGHBORS = 5
SEEDS = 200


def table(rng, most=3):
    """Classes with fewer and fewer rows, two columns in units far apart, and a column of categories."""
    sizes = [int(rng.integers(20, 60)), int(rng.integers(8, 18))]
    if most > 2 and rng.random() < 0.4:
        sizes.append(sizes[1] + int(rng.integers(1, 5)))
    classes = np.repeat(np.arange(len(sizes)), sizes)
    raw = np.round(rng.normal(size=(len(classes), 2)) * [1, 40] + classes[:, None] * [0.7, 9], 6)
    colours = rng.integers(0, 3, len(classes))
    return classes, raw, colours


def neighbors(sampler, points, members):
    """The nearest rows of its class of each row that the sampler starts from, as it has found them."""
    near = sampler.nn_k_.kneighbors(points, return_distance=False)[:, 1:]
    return {int(members[i]): sorted(int(members[j]) for j in row) for i, row in enumerate(near)}


def nominal(sampler, points, colours, members):
    """The points of a class as SMOTENC measures them."""
    codes = np.eye(3)[colours[members]] * sampler.median_std_[1] / np.sqrt(2)
    return np.hstack([points[members], codes])


def counts(sampler, classes):
    _, kept = sampler.fit_resample(np.arange(len(classes))[:, None], classes)
    return np.bincount(kept, minlength=int(classes.max()) + 1).tolist()


def geometry(rng):
    classes, raw, _ = table(rng)
    points = StandardScaler().fit_transform(raw)
    tomek = TomekLinks(sampling_strategy="not minority")
    tomek.fit_resample(points, classes)
    rarest = int(np.argmin(np.bincount(classes)))
    members = np.flatnonzero(classes == rarest)
    smote = SMOTE(random_state=0, k_neighbors=NEIGHBORS, sampling_strategy="minority")
    smote.fit_resample(points, classes)
    return {
        "classes": classes.tolist(), "x": raw[:, 0].tolist(), "y": raw[:, 1].tolist(),
        "kept": np.sort(tomek.sample_indices_).tolist(),
        "neighbors": neighbors(smote, points[members], members),
        "oversampled": counts(RandomOverSampler(random_state=0), classes),
        "undersampled": counts(RandomUnderSampler(random_state=0), classes),
    }


def distribution(rng):
    """Means, spreads and shares of the new rows over many seeds, with categories beside the numbers."""
    classes, raw, colours = table(rng, most=2)
    scaler = StandardScaler().fit(raw)
    points = scaler.transform(raw)
    members = np.flatnonzero(classes == 1)
    rows = np.column_stack([points, colours])
    new, near = [], {}
    for seed in range(SEEDS):
        sampler = SMOTENC(categorical_features=[2], random_state=seed, k_neighbors=NEIGHBORS)
        made, _ = sampler.fit_resample(rows, classes)
        new.append(made[len(classes):])
        if seed == 0:
            near = neighbors(sampler, nominal(sampler, points, colours, members), members)
    new = np.concatenate(new)
    numbers = scaler.inverse_transform(new[:, :2])
    return {
        "classes": classes.tolist(), "x": raw[:, 0].tolist(), "y": raw[:, 1].tolist(),
        "colours": colours.tolist(), "neighbors": near, "rows": len(new),
        "means": numbers.mean(axis=0).tolist(), "deviations": numbers.std(axis=0).tolist(),
        "shares": [float(np.mean(new[:, 2] == code)) for code in range(3)],
    }


def main():
    rng = np.random.default_rng(20261123)
    with TARGET.open("w") as out:
        for case in [geometry(rng) for _ in range(24)] + [distribution(rng) for _ in range(6)]:
            out.write(json.dumps(case, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
