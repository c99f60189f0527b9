"""Cases of the models that scikit-learn fits without chance, on its bundled data sets, for Tests/LearningTests/Fixtures/models.json.

A case names a data set, what is predicted, whether features are standardized first, the estimator with its options as a notebook
writes them, and what scikit-learn answers for some of the rows."""

import numpy as np
from sklearn import datasets
from sklearn.linear_model import ElasticNet, Lasso, LinearRegression, LogisticRegression, Ridge
from sklearn.naive_bayes import BernoulliNB, ComplementNB, GaussianNB, MultinomialNB
from sklearn.cluster import KMeans
from sklearn.ensemble import StackingClassifier, StackingRegressor, VotingClassifier, VotingRegressor
from sklearn.mixture import GaussianMixture
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor
from sklearn.svm import LinearSVC, LinearSVR
from sklearn.utils.class_weight import compute_sample_weight

SHOWN = 20


def short(values):
    """Numbers with ten digits, whole ones without a point."""
    numbers = [float(f"{value:.10g}") for value in np.asarray(values, dtype=float).ravel()]
    return [int(number) if number.is_integer() else number for number in numbers]


def tables():
    """Features by name, and the target: a class code or a number a row. Of digits every fifth, of breast_cancer every second."""
    digits = datasets.load_digits()
    cancer = datasets.load_breast_cancer()
    diabetes = datasets.load_diabetes(scaled=False)
    linnerud = datasets.load_linnerud()
    iris, wine = datasets.load_iris(), datasets.load_wine()
    return {
        "iris": (iris.data, iris.target),
        "wine": (wine.data, wine.target),
        "breast_cancer": (cancer.data[::2], cancer.target[::2]),
        "digits": (digits.data[::5], digits.target[::5]),
        "diabetes": (diabetes.data, diabetes.target),
        "linnerud": (linnerud.data, linnerud.target[:, 0]),
        "iris_two": (iris.data[50:], iris.target[50:] - 1),
        # A feature told from the others.
        "iris_width": (np.delete(iris.data, 3, axis=1), iris.data[:, 3]),
        "wine_alcohol": (wine.data[:, 1:], wine.data[:, 0]),
        "cancer_radius": (cancer.data[::2, 4:30], cancer.data[::2, 0]),
    }


def weights(count):
    """Weights from 0.5 to 2, by the number of the row alone."""
    return 0.5 + np.arange(count) % 4 / 2


class Cases:
    def __init__(self):
        self.tables = tables()
        self.cases = []

    def features(self, table, standardized):
        x, y = self.tables[table]
        if standardized:
            deviation = x.std(axis=0)
            x = (x - x.mean(axis=0)) / np.where(deviation > 0, deviation, 1)
        return x, y

    def add(self, table, estimator, model, options=None, *, standardized=True, weigh=None, rows=None, tolerance=1e-6, members=()):
        """`members`: the kinds that an ensemble is made of. `weigh`: None, "balanced" or "rows". `rows`: tells which rows may be shown."""
        x, y = self.features(table, standardized)
        sample = {"balanced": lambda: compute_sample_weight("balanced", y), "rows": lambda: weights(len(y))}
        chosen = {} if weigh is None else {"sample_weight": sample[weigh]()}
        model.fit(x, y, **chosen)
        shown = np.linspace(0, len(y) - 1, min(SHOWN, len(y))).astype(int)
        if rows is not None:
            shown = shown[rows(x, y)[shown]]
        if hasattr(model, "predict_proba"):
            wanted = model.predict_proba(x[shown])
        elif hasattr(model, "decision_function"):
            wanted = model.decision_function(x[shown])
        else:
            wanted = model.predict(x[shown])
        self.cases.append(
            {
                "name": f"{estimator} {options or ''} of {table}{' weighted by ' + weigh if weigh else ''}",
                "table": table,
                "estimator": estimator,
                "options": options or {},
                "standardized": standardized,
                "weigh": weigh,
                "rows": shown,
                "wanted": short(wanted),
                "tolerance": tolerance,
                "members": list(members),
            }
        )


CLASSES = ["iris", "wine", "breast_cancer", "digits"]
NUMBERS = ["diabetes", "linnerud", "iris_width", "wine_alcohol", "cancer_radius"]


def penalised(cases):
    exact = {"tol": 1e-14, "max_iter": 10_000_000}
    for table in NUMBERS:
        alphas = [0.1, 2.0] if table in ("diabetes", "linnerud") else [0.01]
        for alpha in alphas:
            cases.add(table, "lasso", Lasso(alpha, **exact), {"alpha": alpha})
            cases.add(table, "elastic_net", ElasticNet(alpha, l1_ratio=0.3, **exact), {"alpha": alpha, "l1_ratio": 0.3})
    cases.add("diabetes", "lasso", Lasso(0.5, **exact), {"alpha": 0.5}, weigh="rows")
    cases.add("diabetes", "lasso", Lasso(0.5, **exact), {"alpha": 0.5}, standardized=False)
    cases.add("diabetes", "lasso", Lasso(0.5, positive=True, **exact), {"alpha": 0.5, "positive": True})
    cases.add("diabetes", "elastic_net", ElasticNet(0.5, fit_intercept=False, **exact), {"alpha": 0.5, "fit_intercept": False})


def naive_bayes(cases):
    for table in CLASSES:
        cases.add(table, "naive_bayes", GaussianNB())
        cases.add(table, "naive_bayes", GaussianNB(var_smoothing=1e-3), {"var_smoothing": 1e-3}, weigh="balanced")
        for kind, model in [("multinomial", MultinomialNB), ("complement", ComplementNB), ("bernoulli", BernoulliNB)]:
            cases.add(table, "naive_bayes", model(), {"kind": kind}, standardized=kind == "bernoulli")
    cases.add("digits", "naive_bayes", MultinomialNB(alpha=0.1, fit_prior=False), {"kind": "multinomial", "alpha": 0.1, "fit_prior": False}, standardized=False)
    cases.add("digits", "naive_bayes", ComplementNB(norm=True), {"kind": "complement", "norm": True}, standardized=False, weigh="rows")
    cases.add("digits", "naive_bayes", BernoulliNB(binarize=7.0), {"kind": "bernoulli", "binarize": 7}, standardized=False, weigh="rows")


def machines(cases):
    """liblinear at its optimum; a constant that is penalised like a coefficient."""
    exact = {"tol": 1e-11, "max_iter": 5_000_000, "random_state": 0}
    for table in CLASSES:
        cases.add(table, "svm", LinearSVC(dual=False, **exact))
        cases.add(table, "svm", LinearSVC(C=0.05, loss="hinge", **exact), {"C": 0.05, "loss": "hinge"}, weigh="balanced")
    cases.add("breast_cancer", "svm", LinearSVC(C=10, dual=False, fit_intercept=False, **exact), {"C": 10, "fit_intercept": False})
    for table in NUMBERS:
        if table != "cancer_radius":
            cases.add(table, "svm", LinearSVR(C=0.5, **exact), {"C": 0.5})
        squared = LinearSVR(C=2, loss="squared_epsilon_insensitive", epsilon=0.1, dual=False, **exact)
        cases.add(table, "svm", squared, {"C": 2, "loss": "squared_epsilon_insensitive", "epsilon": 0.1}, weigh="rows")


def logistic(cases):
    exact = {"solver": "saga", "tol": 1e-13, "max_iter": 2_000_000, "random_state": 0}
    newton = {"solver": "newton-cg", "tol": 1e-12, "max_iter": 100_000}
    for table in CLASSES:
        if table != "digits":
            cases.add(table, "logistic", LogisticRegression(penalty="l1", C=0.2, **exact), {"penalty": "l1", "C": 0.2})
            mixed = LogisticRegression(penalty="elasticnet", l1_ratio=0.4, C=0.5, **exact)
            cases.add(table, "logistic", mixed, {"penalty": "elasticnet", "l1_ratio": 0.4, "C": 0.5}, weigh="balanced")
        cases.add(table, "logistic", LogisticRegression(**newton), weigh="rows")
    exact["tol"] = 1e-9
    cases.add("digits", "logistic", LogisticRegression(penalty="l1", C=0.05, **exact), {"penalty": "l1", "C": 0.05})
    cases.add("iris_two", "logistic", LogisticRegression(penalty=None, **newton), {"penalty": "none"})
    free = LogisticRegression(penalty="l1", C=3, fit_intercept=False, **exact)
    cases.add("iris_two", "logistic", free, {"penalty": "l1", "C": 3, "fit_intercept": False})


def neighbours(cases):
    for table in CLASSES + NUMBERS:
        kind = KNeighborsClassifier if table in CLASSES else KNeighborsRegressor
        for options in [{}, {"n_neighbors": 4, "weights": "distance"}, {"n_neighbors": 7, "p": 1}]:
            model = kind(algorithm="brute", **options)

            def untied(x, y):
                """Rows whose last neighbour and the next one are not equally near: which of those is asked is our own choice."""
                reach = model.kneighbors(x, model.n_neighbors + 1)[0]
                return reach[:, -1] - reach[:, -2] > 1e-9

            # Of two rows at no distance scikit-learn may compute a little one.
            tolerance = 1e-6 if "weights" not in options else 1e-5
            cases.add(table, "knn", model, options, rows=untied, tolerance=tolerance)


def ensembles(cases):
    optimum = {"solver": "newton-cg", "tol": 1e-12, "max_iter": 100_000}
    classifiers = [("a", LogisticRegression(**optimum)), ("b", GaussianNB()), ("c", KNeighborsClassifier(algorithm="brute"))]
    names = ["logistic", "naive_bayes", "knn"]
    for table in CLASSES:
        soft = VotingClassifier(classifiers, voting="soft", weights=[2, 1, 0])
        cases.add(table, "ensemble", soft, {"voting": "soft", "weights": [2, 1, 0]}, members=names)
        if table == "digits":
            continue
        # Neighbours that are equally near would be chosen otherwise: only models without such choices are stacked.
        stacked = StackingClassifier(classifiers[:2], final_estimator=LogisticRegression(**optimum))
        cases.add(table, "ensemble", stacked, {"kind": "stacking"}, members=names[:2])
    regressors = [("a", Ridge()), ("b", LinearRegression())]
    for table in NUMBERS:
        cases.add(table, "ensemble", VotingRegressor(regressors, weights=[1, 3]), {"weights": [1, 3]}, members=["ridge", "linear"])
        stacked = StackingRegressor(regressors, final_estimator=Ridge(), cv=3, passthrough=True)
        cases.add(table, "ensemble", stacked, {"kind": "stacking", "folds": 3, "passthrough": True}, members=["ridge", "linear"])


def clusters(cases):
    """The best of many runs: on these data the optimum that every search should find."""
    found = []
    for table, counts in [("iris", [2, 3]), ("wine", [3]), ("breast_cancer", [2]), ("diabetes", [2])]:
        x, _ = cases.features(table, True)
        for count in counts:
            means = KMeans(count, n_init=60, tol=0, max_iter=10_000, random_state=0).fit(x)
            sizes = np.sort(np.bincount(means.labels_, minlength=count))
            found.append({"table": table, "count": count, "inertia": means.inertia_, "sizes": sizes})
    mixtures = []
    for table, count in [("iris", 2), ("iris", 3), ("wine", 3), ("diabetes", 1)]:
        x, _ = cases.features(table, True)
        for shape in ["full", "tied", "diag", "spherical"]:
            # From the best clusters of k-means, so that both searches begin at the same place.
            labels = KMeans(count, n_init=60, tol=0, random_state=0).fit_predict(x)
            mixture = GaussianMixture(count, covariance_type=shape, tol=1e-12, max_iter=100_000)
            mixture._initialize_parameters = lambda data, random_state, m=mixture: m._initialize(data, np.eye(count)[labels])
            mixture.fit(x)
            mixtures.append({"table": table, "count": count, "shape": shape, "likelihood": mixture.score(x), "bic": mixture.bic(x), "aic": mixture.aic(x)})
    return {"means": found, "mixtures": mixtures}


def model_cases():
    cases = Cases()
    penalised(cases)
    naive_bayes(cases)
    machines(cases)
    logistic(cases)
    neighbours(cases)
    ensembles(cases)
    return {
        "tables": {name: {"width": x.shape[1], "x": short(x), "y": short(y)} for name, (x, y) in cases.tables.items() if name in CLASSES or name in ("diabetes", "linnerud")},
        "cases": cases.cases,
        "clusters": clusters(cases),
    }
