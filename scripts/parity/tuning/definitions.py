"""Fixtures of definitions: what Optuna, SciPy and cmaes answer for given trials, without their random numbers. See README.md."""

import math
import warnings

import cmaes
import numpy as np
import optuna
from optuna._hypervolume import compute_hypervolume
from optuna.distributions import CategoricalDistribution, FloatDistribution, IntDistribution
from optuna.importance import PedAnovaImportanceEvaluator
from optuna.samplers._tpe.parzen_estimator import _ParzenEstimator, _ParzenEstimatorParameters
from optuna.samplers._tpe.sampler import _split_trials, default_weights
from optuna.samplers.nsgaii._elite_population_selection_strategy import NSGAIIElitePopulationSelectionStrategy
from optuna.samplers._tpe import _truncnorm
from optuna.search_space.group_decomposed import _GroupDecomposedSearchSpace
from optuna.trial import TrialState, create_trial
from scipy.stats import qmc, wilcoxon

warnings.filterwarnings("ignore")
optuna.logging.set_verbosity(optuna.logging.ERROR)


def domain(distribution):
    """As the tests read it."""
    if isinstance(distribution, CategoricalDistribution):
        return {"kind": "choices", "count": len(distribution.choices)}
    kind = "number" if isinstance(distribution, FloatDistribution) else "integer"
    return {"kind": kind, "low": distribution.low, "high": distribution.high, "log": distribution.log,
            "step": distribution.step}


DOMAINS = {
    "plain": FloatDistribution(-10, 10),
    "log": FloatDistribution(1e-4, 10, log=True),
    "stepped": FloatDistribution(0, 2, step=0.25),
    "whole": IntDistribution(1, 20),
    "whole_step": IntDistribution(0, 100, step=5),
    "whole_log": IntDistribution(1, 1000, log=True),
    "choice": CategoricalDistribution(["a", "b", "c", "d"]),
}


def drawn(distribution, rng):
    if isinstance(distribution, CategoricalDistribution):
        return int(rng.integers(len(distribution.choices)))
    if isinstance(distribution, IntDistribution):
        count = (distribution.high - distribution.low) // distribution.step
        if distribution.log:
            return int(round(math.exp(rng.uniform(math.log(distribution.low), math.log(distribution.high)))))
        return int(distribution.low + distribution.step * rng.integers(count + 1))
    if distribution.step is not None:
        count = round((distribution.high - distribution.low) / distribution.step)
        return float(distribution.low + distribution.step * rng.integers(count + 1))
    if distribution.log:
        return float(math.exp(rng.uniform(math.log(distribution.low), math.log(distribution.high))))
    return float(rng.uniform(distribution.low, distribution.high))


def densities(rng):
    """Mixtures over one parameter, and over several together, at points."""
    parameters = _ParzenEstimatorParameters(1.0, True, False, default_weights, True)
    spaces = [[name] for name in DOMAINS] + [["plain", "log"], ["plain", "choice", "whole"], list(DOMAINS)]
    cases = []
    for names in spaces:
        for count in [0, 1, 2, 4, 12, 40]:
            space = {name: DOMAINS[name] for name in names}
            continuous = [name for name in names if name in ("plain", "log")]
            # Equal values stand in an order of their own where NumPy sorts many of them.
            if count > 12 and len(continuous) < len([n for n in names if n != "choice"]):
                continue
            observations = {name: np.array([drawn(DOMAINS[name], rng) for _ in range(count)], dtype=float)
                            for name in names}
            points = {name: np.array([drawn(DOMAINS[name], rng) for _ in range(4)], dtype=float) for name in names}
            estimator = _ParzenEstimator(observations, space, parameters)
            cases.append({
                "domains": [domain(space[name]) for name in names],
                "observations": [observations[name] for name in names],
                "points": [[points[name][i] for name in names] for i in range(4)],
                "logDensities": estimator.log_pdf(points),
            })
    return cases


def normals(rng):
    cases = []
    for _ in range(60):
        a = rng.uniform(-30, 10)
        b = a + rng.exponential(4) + 1e-3
        q = rng.uniform()
        cases.append({
            "a": a, "b": b, "q": q,
            "logMass": float(_truncnorm._log_gauss_mass(np.array([a]), np.array([b]))[0]),
            "quantile": float(_truncnorm.ppf(np.array([q]), np.array([a]), np.array([b]))[0]),
        })
    return cases


def random_trials(rng, count, objectives, constrained, pruned):
    trials = []
    for number in range(count):
        kind = rng.uniform()
        violation = float(rng.choice([0, 0, 1.5, 0.25])) if constrained else 0.0
        steps = {int(step): float(rng.integers(0, 8)) for step in range(1, int(rng.integers(1, 6)))}
        if pruned and kind < 0.35:
            trial = create_trial(state=TrialState.PRUNED, params={}, distributions={}, intermediate_values=steps,
                                 value=None)
            state = "pruned"
            values = []
        else:
            values = [float(rng.integers(0, 12)) / 4 + 0.5 for _ in range(objectives)]
            trial = create_trial(state=TrialState.COMPLETE, params={}, distributions={}, values=values,
                                 intermediate_values=steps)
            state = "complete"
        trial.number = number
        if constrained:
            trial.system_attrs["constraints"] = [violation]
        trials.append((trial, {"state": state, "objectives": values, "violation": violation,
                               "steps": [[k, v] for k, v in steps.items()]}))
    return trials


def splits(rng):
    cases = []
    for objectives in [1, 1, 2, 3]:
        for count in [3, 9, 11, 30, 60]:
            for constrained, pruned in [(False, False), (False, True), (True, True)]:
                if objectives > 1 and pruned and not constrained:
                    pruned = False
                if objectives > 1:
                    pruned = False
                directions = [str(rng.choice(["minimize", "maximize"])) for _ in range(objectives)]
                study = optuna.create_study(directions=directions)
                trials = random_trials(rng, count, objectives, constrained, pruned)
                good = min(math.ceil(0.1 * count), 25) if objectives == 1 else math.ceil(0.3 * count)
                below, _ = _split_trials(study, [trial for trial, _ in trials], good)
                cases.append({"directions": directions, "trials": [plain for _, plain in trials], "good": good,
                              "below": [trial.number for trial in below]})
    return cases


def fronts(rng):
    cases = []
    for objectives in [2, 3, 4]:
        for count in [1, 6, 25]:
            directions = [str(rng.choice(["minimize", "maximize"])) for _ in range(objectives)]
            study = optuna.create_study(directions=directions)
            trials = random_trials(rng, count, objectives, False, False)
            for trial, _ in trials:
                study.add_trial(trial)
            elite = NSGAIIElitePopulationSelectionStrategy(population_size=8)(study, list(study.trials))
            losses = np.array([trial.values for trial, _ in trials])
            losses *= [-1 if d == "maximize" else 1 for d in directions]
            reference = losses.max(axis=0) + 0.5
            cases.append({
                "directions": directions, "trials": [plain for _, plain in trials],
                "front": sorted(trial.number for trial in study.best_trials),
                "reference": reference, "hypervolume": compute_hypervolume(losses, reference),
                "elite": sorted(round(sum(trial.values), 6) for trial in elite),
            })
    return cases


def importances(rng):
    cases = []
    for index in range(8):
        count = [12, 30, 60, 120][index % 4]
        objectives = 2 if index >= 6 else 1
        directions = ["maximize" if index % 2 else "minimize"] * objectives
        study = optuna.create_study(directions=directions)
        rows = []
        for _ in range(count):
            chosen = {name: drawn(distribution, rng) for name, distribution in DOMAINS.items()}
            if index % 3 == 2 and chosen["choice"] > 1:
                del chosen["log"]  # a parameter that only some trials have
            value = (chosen["plain"] - 3) ** 2 + 4 * chosen["choice"] + chosen["whole"] / 5
            value += 3 * abs(math.log(chosen.get("log", 1))) + rng.normal()
            values = [value] if objectives == 1 else [value, chosen["whole"] + rng.normal()]
            external = {name: (DOMAINS[name].choices[v] if name == "choice" else v) for name, v in chosen.items()}
            study.add_trial(create_trial(params=external, distributions={n: DOMAINS[n] for n in chosen},
                                         values=values))
            rows.append({"values": [chosen.get(name) for name in DOMAINS], "objectives": values})
        found = PedAnovaImportanceEvaluator().evaluate(study)
        cases.append({"directions": directions, "domains": [domain(d) for d in DOMAINS.values()], "trials": rows,
                      "divergences": [found.get(name, 0) for name in DOMAINS]})
    return cases


def signed_ranks(rng):
    cases = []
    for count in [2, 3, 5, 8, 13, 14, 30, 50, 51, 80]:
        for kind in ["plain", "ties", "zeros"]:
            values = rng.normal(0.2, 1, count)
            if kind != "plain":
                values = np.round(values * 2) / 2
            if kind == "ties":
                values[values == 0] = 0.5
            cases.append({"differences": values,
                          "p": float(wilcoxon(values, alternative="greater", zero_method="zsplit").pvalue)})
    return cases


def sobol():
    return [{"dimensions": d, "points": qmc.Sobol(d, scramble=False).random(64)[[0, 1, 2, 3, 7, 30, 63]]}
            for d in [1, 2, 6, 21, 64]]


def adaptations(rng):
    cases = []
    for dimensions in [2, 3, 7]:
        search = cmaes.CMA(mean=np.full(dimensions, 0.5), sigma=1 / 6, seed=1)
        generations = []
        for _ in range(12):
            solutions = [(search.mean + search._sigma * rng.normal(0, 1, dimensions), float(rng.normal()))
                         for _ in range(search.population_size)]
            generations.append([{"point": list(map(float, x)), "loss": y} for x, y in solutions])
            search.tell(list(solutions))
        B, D = search._eigen_decomposition()
        cases.append({"dimensions": dimensions, "generations": generations, "mean": search.mean,
                      "sigma": float(search._sigma), "covariance": search._C.ravel()})
    return cases


def groups():
    """The groups of parameters that TPE draws together, after each trial of spaces whose parameters depend on choices."""
    rng = np.random.default_rng(19)
    cases = []
    for parameters in [4, 6, 9]:
        names = [f"p{index}" for index in range(parameters)]
        patterns = [sorted(rng.choice(parameters, int(rng.integers(1, parameters + 1)), replace=False).tolist())
                    for _ in range(4)]
        search_space = _GroupDecomposedSearchSpace(include_pruned=True)
        study = optuna.create_study()
        trials, found = [], []
        for number in range(12):
            own = patterns[int(rng.integers(len(patterns)))]
            state = str(rng.choice(["complete", "pruned", "failed"], p=[0.7, 0.2, 0.1]))
            study.add_trial(create_trial(
                state={"complete": TrialState.COMPLETE, "pruned": TrialState.PRUNED, "failed": TrialState.FAIL}[state],
                values=[float(number)] if state == "complete" else None,
                params={names[index]: float(rng.uniform()) for index in own},
                distributions={names[index]: FloatDistribution(0, 1) for index in own}))
            trials.append({"state": state, "parameters": own})
            found.append(sorted(sorted(int(name[1:]) for name in space)
                                for space in search_space.calculate(study).search_spaces))
        cases.append({"parameters": parameters, "trials": trials, "groups": found})
    return cases


def definitions():
    rng = np.random.default_rng(20261123)
    return {
        "normals": normals(rng), "densities": densities(rng), "splits": splits(rng), "fronts": fronts(rng),
        "importances": importances(rng), "signedRanks": signed_ranks(rng), "sobol": sobol(),
        "adaptations": adaptations(rng),
    }
