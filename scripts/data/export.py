#!/usr/bin/env python3
"""Write the data files of the example notebooks again, byte for byte.

    python3 -m venv .venv
    .venv/bin/pip install -r scripts/data/requirements.txt
    .venv/bin/python scripts/data/export.py            # writes notebooks/data
    .venv/bin/python scripts/data/export.py --check    # compares, writes nothing

Sources and licences are in notebooks/data/README.md.
"""

import argparse
import sys
from importlib import resources
from pathlib import Path

import numpy as np
from sklearn.datasets import load_breast_cancer, load_diabetes, load_digits, load_wine
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold, StratifiedKFold, cross_val_score, learning_curve
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from topics import topics

DATA = Path(__file__).resolve().parents[2] / "notebooks" / "data"

# The wines as Forina and others (1986) name them, in the order of the class numbers.
WINES = ["Barolo", "Grignolino", "Barbera"]


def penguins() -> bytes:
    """The file of the package as it is."""
    return resources.files("palmerpenguins").joinpath("data", "penguins.csv").read_bytes()


def number(value: float) -> str:
    """The shortest text that reads back as the value, whole numbers without a point."""
    value = float(value)
    return str(int(value)) if value.is_integer() else repr(value)


def csv(header: list[str], rows: list[list[str]]) -> bytes:
    lines = [",".join(header), *(",".join(row) for row in rows)]
    return ("\n".join(lines) + "\n").encode("utf-8")


def diabetes() -> bytes:
    """The measurements in their own units; scikit-learn scales them unless it is told not to."""
    bunch = load_diabetes(scaled=False)
    header = [*bunch.feature_names, "progression"]
    return csv(header, [[*map(number, row), number(y)] for row, y in zip(bunch.data, bunch.target)])


def wine() -> bytes:
    """The name of the wine first, then its thirteen measurements."""
    bunch = load_wine()
    header = ["wine", *bunch.feature_names]
    return csv(header, [[WINES[y], *map(number, row)] for row, y in zip(bunch.data, bunch.target)])


def breast_cancer() -> bytes:
    """The diagnosis first, then its thirty measurements, with underscores in their names."""
    bunch = load_breast_cancer()
    header = ["diagnosis", *(name.replace(" ", "_") for name in bunch.feature_names)]
    return csv(
        header, [[str(bunch.target_names[y]), *map(number, row)] for row, y in zip(bunch.data, bunch.target)]
    )


def digits() -> bytes:
    """The digit first, then its 64 pixels, line by line."""
    bunch = load_digits()
    header = ["digit", *(f"p{line}{column}" for line in range(8) for column in range(8))]
    return csv(header, [[str(y), *map(number, row)] for row, y in zip(bunch.data, bunch.target)])


def nile() -> bytes:
    """The file of the package as it is, but for its line ends."""
    return resources.files("statsmodels.datasets").joinpath("nile", "nile.csv").read_bytes().replace(b"\r\n", b"\n")


def learning() -> bytes:
    """Accuracy of a logistic regression on more and more of the wines, in each of five folds."""
    bunch = load_wine()
    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000))
    folds = StratifiedKFold(5, shuffle=True, random_state=0)
    sizes, train, test = learning_curve(
        model, bunch.data, bunch.target, cv=folds, train_sizes=[10, 20, 40, 70, 100, 140], shuffle=True, random_state=0
    )
    rows = [
        [str(size), str(fold + 1), part, f"{scores[place][fold]:.4f}"]
        for part, scores in (("training", train), ("validation", test))
        for place, size in enumerate(sizes)
        for fold in range(5)
    ]
    return csv(["rows", "fold", "part", "accuracy"], rows)


def trials() -> bytes:
    """A random search over boosted trees on the diabetes data: five-fold root mean squared error of each trial."""
    bunch = load_diabetes()
    draw = np.random.default_rng(0)
    folds = KFold(5, shuffle=True, random_state=0)
    rows = []
    for trial in range(40):
        rate = round(float(10 ** draw.uniform(-2, -0.3)), 4)
        depth = int(draw.integers(1, 7))
        share = round(float(draw.uniform(0.4, 1)), 2)
        trees = int(draw.integers(2, 31)) * 10
        model = GradientBoostingRegressor(
            learning_rate=rate, max_depth=depth, subsample=share, n_estimators=trees, random_state=trial
        )
        scores = cross_val_score(model, bunch.data, bunch.target, cv=folds, scoring="neg_root_mean_squared_error")
        rows.append([str(trial + 1), number(rate), str(depth), number(share), str(trees), f"{-scores.mean():.2f}"])
    return csv(["trial", "learning_rate", "max_depth", "subsample", "trees", "rmse"], rows)


FILES = {
    "breast-cancer.csv": breast_cancer,
    "diabetes.csv": diabetes,
    "digits.csv": digits,
    "learning.csv": learning,
    "nile.csv": nile,
    "penguins.csv": penguins,
    "topics.csv": lambda: csv(*topics()),
    "trials.csv": trials,
    "wine.csv": wine,
}


def main() -> int:
    parser = argparse.ArgumentParser(description="Export the data of the example notebooks.")
    parser.add_argument("--check", action="store_true", help="compare with the files that are there; write nothing")
    arguments = parser.parse_args()

    differ = []
    for name, export in FILES.items():
        path, content = DATA / name, export()
        if arguments.check:
            if not path.is_file() or path.read_bytes() != content:
                differ.append(name)
        else:
            path.write_bytes(content)
        print(f"{name}: {len(content.splitlines()) - 1} rows, {len(content)} bytes")
    if differ:
        print(f"differ from the export: {', '.join(differ)}", file=sys.stderr)
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
