"""Fixtures of pruners: the decisions of Optuna over studies that are replayed report by report."""

import math

import numpy as np
import optuna
from optuna.pruners import (
    HyperbandPruner, MedianPruner, PatientPruner, PercentilePruner, SuccessiveHalvingPruner, ThresholdPruner,
    WilcoxonPruner,
)

STUDY = "replayed"

PRUNERS = {
    "median": lambda: MedianPruner(),
    "median late": lambda: MedianPruner(n_startup_trials=3, n_warmup_steps=3, interval_steps=3, n_min_trials=4),
    "percentile 25": lambda: PercentilePruner(25.0, n_startup_trials=2),
    "halving": lambda: SuccessiveHalvingPruner(),
    "halving 2": lambda: SuccessiveHalvingPruner(min_resource=2, reduction_factor=2, min_early_stopping_rate=1),
    "halving bootstrap": lambda: SuccessiveHalvingPruner(min_resource=1, reduction_factor=3, bootstrap_count=2),
    "hyperband": lambda: HyperbandPruner(),
    "hyperband 1 to 27": lambda: HyperbandPruner(min_resource=1, max_resource=27, reduction_factor=3),
    "wilcoxon": lambda: WilcoxonPruner(),
    "wilcoxon 0.3": lambda: WilcoxonPruner(p_threshold=0.3, n_startup_steps=4),
    "threshold": lambda: ThresholdPruner(lower=0.2, upper=1.1, n_warmup_steps=1, interval_steps=2),
    "patient": lambda: PatientPruner(None, patience=2),
    "patient median": lambda: PatientPruner(MedianPruner(n_startup_trials=2), patience=1, min_delta=0.05),
}


def curve(rng, length, direction):
    """What a trial would report: it gets better, with noise, and sometimes is no number."""
    level = rng.uniform(0, 1)
    values = level + 0.5 / np.sqrt(np.arange(1, length + 1)) + rng.normal(0, 0.12, length)
    if direction == "maximize":
        values = 1 - values
    values = np.round(values, 2)
    if rng.uniform() < 0.08:
        values[rng.integers(length)] = math.nan
    return [float(value) for value in values]


def replays():
    cases = []
    for name, make in PRUNERS.items():
        for direction in ["minimize", "maximize"]:
            rng = np.random.default_rng(sum(name.encode()) + len(direction))
            study = optuna.create_study(direction=direction, pruner=make(), study_name=STUDY)
            length = 12 if "wilcoxon" in name else 20
            trials = []
            for _ in range(40):
                reported = curve(rng, length, direction)
                trial = study.ask()
                pruned = None
                for step, value in enumerate(reported, 1):
                    trial.report(value, step)
                    if trial.should_prune():
                        pruned = step
                        break
                if pruned is None:
                    last = reported[-1] if not math.isnan(reported[-1]) else 2.0
                    study.tell(trial, last)
                else:
                    study.tell(trial, state=optuna.trial.TrialState.PRUNED)
                trials.append({"reported": reported, "pruned": pruned})
            cases.append({"name": name, "direction": direction, "study": STUDY, "trials": trials})
    return cases
