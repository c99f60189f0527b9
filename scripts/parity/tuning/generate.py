"""Writes the fixtures of tuning: what Optuna, SciPy and cmaes answer. See README.md."""

import json
import math
import pathlib

import numpy as np

from definitions import definitions, groups
from regret import regret
from replays import replays

FIXTURES = pathlib.Path(__file__).parents[3] / "Tests" / "LearningTests" / "Fixtures"


def plain(value):
    """JSON values; what is no finite number as a text."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, (np.floating, float)):
        return None if math.isnan(value) else float(value)
    if isinstance(value, np.integer):
        return int(value)
    return value


def write(name, value):
    text = json.dumps(plain(value), separators=(",", ":"))
    (FIXTURES / f"{name}.json").write_text(text.replace('},{"', '},\n{"') + "\n")


if __name__ == "__main__":
    write("tuning-definitions", definitions())
    write("tuning-groups", groups())
    write("tuning-pruners", replays())
    write("tuning-regret", regret())
