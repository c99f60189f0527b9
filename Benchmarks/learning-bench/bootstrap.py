#!/usr/bin/env python3
"""Times intervals by bootstrap: 1,000 resamples of accuracy, F1, ROC AUC and log loss on 200,000 predictions.

    Benchmarks/learning-bench/bootstrap.py [--limn BINARY] [--rows N] [-n REPETITIONS] [--peer]

Ours is what `confidence 95%` adds to the seconds of an `evaluate` cell. `--peer` times NumPy doing the same with rows sorted once
and drawn by multinomial counts, and scikit-learn's functions on the rows drawn, both for a few resamples and scaled up; it
needs NumPy and scikit-learn.
"""

import argparse
import json
import random
import subprocess
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOK = """
```load training from "training.csv"
column label category
target label
```

```load judged from "judged.csv"
column label category
```

```featurize features from training
standardize numeric
```

```train model from features
model logistic
```

```evaluate plain from model
on judged
metrics accuracy, f1, roc_auc, log_loss
```

```evaluate timed from model
on judged
metrics accuracy, f1, roc_auc, log_loss
confidence 95% bootstrap: 1000
```
"""


def write(path, rows, seed):
    source = random.Random(seed)
    with open(path, "w", encoding="utf-8") as file:
        file.write("score,label\n")
        for _ in range(rows):
            label = source.random() < 0.4
            file.write(f"{source.gauss(0.8 if label else -0.8, 1):.6f},{'yes' if label else 'no'}\n")


def ours(limn, folder):
    """Seconds of both cells."""
    done = subprocess.run(
        [limn, "render", "--no-cache", "--jobs", "1", "--format", "json", "bootstrap.md"],
        cwd=folder, capture_output=True, text=True, check=False)
    seconds = {}
    for line in done.stdout.splitlines():
        event = json.loads(line)
        if event["type"] == "cell" and event["verb"] == "evaluate":
            seconds[event["name"]] = event["seconds"]
    if len(seconds) != 2:
        raise SystemExit(done.stderr or "limn did not evaluate")
    return seconds["timed"] - seconds["plain"]


def peers(rows):
    import numpy as np
    from sklearn import metrics

    rng = np.random.default_rng(1)
    truth = (rng.uniform(size=rows) < 0.4).astype(int)
    probability = 1 / (1 + np.exp(-(rng.normal(size=rows) + 1.6 * truth - 0.8)))
    order = np.argsort(-probability)
    sorted_truth, loss = truth[order], -np.log(np.where(truth == 1, probability, 1 - probability))
    hit, taken = (probability > 0.5) == truth, probability > 0.5

    def presorted():
        counts = rng.multinomial(rows, np.full(rows, 1 / rows))
        weights = counts[order]
        positive = np.cumsum(weights * sorted_truth)
        np.sum(weights * (1 - sorted_truth) * positive) / positive[-1] / (rows - positive[-1])
        np.sum(counts * hit) / rows
        2 * np.sum(counts * (taken & (truth == 1))) / (np.sum(counts * taken) + np.sum(counts * truth))
        np.sum(counts * loss) / rows

    def plain():
        drawn = rng.integers(0, rows, rows)
        y, p = truth[drawn], probability[drawn]
        metrics.accuracy_score(y, p > 0.5)
        metrics.f1_score(y, p > 0.5)
        metrics.roc_auc_score(y, p)
        metrics.log_loss(y, p)

    for name, work, resamples in [("NumPy, sorted once", presorted, 50), ("scikit-learn", plain, 5)]:
        work()
        start = time.perf_counter()
        for _ in range(resamples):
            work()
        print(f"{name:20} {(time.perf_counter() - start) / resamples * 1000:8.2f} s, scaled from {resamples} resamples")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--limn", default=str(ROOT / ".build/release/limn"))
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("-n", "--repetitions", type=int, default=5)
    parser.add_argument("--peer", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder, "training.csv"), 5_000, 1)
        write(Path(folder, "judged.csv"), options.rows, 2)
        Path(folder, "bootstrap.md").write_text(NOTEBOOK, encoding="utf-8")
        seconds = sorted(ours(str(Path(options.limn).resolve()), folder) for _ in range(options.repetitions))
    print(f"{'limn':20} {seconds[len(seconds) // 2]:8.2f} s, the middle of {len(seconds)}")
    if options.peer:
        peers(options.rows)


if __name__ == "__main__":
    main()
