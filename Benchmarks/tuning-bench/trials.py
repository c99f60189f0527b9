"""100 trials of Optuna's TPE on a trivial objective, kept in SQLite. Prints seconds and processor seconds of the trials."""

import sys
import time

import optuna

optuna.logging.set_verbosity(optuna.logging.ERROR)


def objective(trial):
    x = trial.suggest_float("C", 1e-3, 1e3, log=True)
    y = trial.suggest_float("tol", 1e-6, 1e-1, log=True)
    return (x - 1) ** 2 + y


start, cpu = time.perf_counter(), time.process_time()
study = optuna.create_study(storage=f"sqlite:///{sys.argv[1]}", sampler=optuna.samplers.TPESampler(seed=0))
study.optimize(objective, n_trials=100)
print(time.perf_counter() - start, time.process_time() - cpu)
