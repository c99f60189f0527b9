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

from sklearn.datasets import load_diabetes, load_wine

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


FILES = {"diabetes.csv": diabetes, "penguins.csv": penguins, "wine.csv": wine}


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
