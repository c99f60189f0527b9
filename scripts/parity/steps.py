"""The cases of Tests/LearningTests/Fixtures/steps.json: what scikit-learn answers for each feature step. See README.md."""

import datetime
import warnings

import numpy as np
from sklearn import feature_selection, preprocessing
from sklearn.decomposition import PCA, TruncatedSVD
from sklearn.feature_extraction import FeatureHasher
from sklearn.feature_extraction.text import CountVectorizer, HashingVectorizer, TfidfVectorizer
from sklearn.impute import KNNImputer, MissingIndicator
from sklearn.metrics import mutual_info_score
from sklearn.utils import murmurhash3_32

from sparse import chain_cases

ROWS = 32
LATER = 6


class Column:
    """A column of the training table and of the table that the recipe is applied to afterwards."""

    def __init__(self, kind, values, later):
        self.kind = kind
        self.values = values
        self.later = later


def numbers():
    rng = np.random.default_rng(11)
    normal = np.round(rng.normal(size=ROWS) * 12 + 40, 2)
    skewed = np.round(rng.exponential(size=ROWS) * 30, 1)
    mixed = np.round(rng.normal(size=ROWS) ** 3, 3)
    holes = normal.copy()
    holes[[3, 17, 20]] = np.nan
    later = np.array([-1000.0, 20.5, np.nan, 41.0, 1000.0, 0.0])
    gappy = np.round(normal * 0.7 + rng.normal(size=ROWS) * 5, 3)
    gappy[[1, 3, 8, 21, 30]] = np.nan
    positive = np.array([0.5, 20.5, 39.9, 41.0, 1000.0, 3.0])
    return {
        "normal": Column("number", normal, later),
        "skewed": Column("number", skewed, np.abs(later)),
        "positive": Column("number", np.round(skewed + 0.5, 1), positive),
        "mixed": Column("number", mixed, np.array([-10.0, -0.5, 0.0, 0.5, np.nan, 10.0])),
        "negative": Column("number", -skewed - 1, -positive),
        "holes": Column("number", holes, later),
        "gappy": Column("number", gappy, np.array([np.nan, np.nan, np.nan, 3.3, 30.1, np.nan])),
        "constant": Column("number", np.full(ROWS, 0.1), positive),
        "whole": Column("number", np.round(skewed), positive),
    }


def number_cases(case):
    scalers = [
        ("robust", preprocessing.RobustScaler()),
        ("maxabs", preprocessing.MaxAbsScaler()),
        ("yeo_johnson", preprocessing.PowerTransformer()),
    ]
    for step, transformer in scalers:
        for column in ["normal", "skewed", "mixed", "negative", "holes", "constant"]:
            # SciPy finds the power of greatest likelihood to about 1e-8.
            case(f"{step} {column}", [(step, [column], {})], [column], transformer, tolerance=1e-6 if step == "yeo_johnson" else 1e-12)
    for step, function, column in [
        ("log", np.log, "positive"),
        ("log1p", np.log1p, "skewed"),
        ("sqrt", np.sqrt, "skewed"),
    ]:
        case(step, [(step, [column], {})], [column], preprocessing.FunctionTransformer(function))
    columns = ["holes", "gappy", "skewed"]
    for neighbors in [1, 3, 50]:
        options = {"with": "knn", "n_neighbors": neighbors}
        case(f"impute knn {neighbors}", [("impute", columns, options)], columns, KNNImputer(n_neighbors=neighbors))
    for norm in ["l1", "l2", "max"]:
        columns = ["positive", "negative", "constant"]
        case(f"normalize {norm}", [("normalize", columns, {"rows": norm})], columns, preprocessing.Normalizer(norm))
    case("clip values", [("clip", ["normal"], {"low": 30, "high": 45.5})], ["normal"], Clip(lambda x: (30, 45.5)))
    case("clip low", [("clip", ["holes"], {"low": 30})], ["holes"], Clip(lambda x: (30, np.inf)))
    case(
        "clip quantiles",
        [("clip", ["holes"], {"low": {"share": 0.05}, "high": {"share": 0.9}})],
        ["holes"],
        Clip(lambda x: np.nanquantile(x, [0.05, 0.9])),
    )
    for features in ["missing-only", "all"]:
        indicator = MissingIndicator(features=features, error_on_new=False)
        steps = [("indicate_missing", ["holes", "normal"], {"features": features.replace("-", "_")})]
        case(f"indicate_missing {features}", steps, ["holes", "normal"], indicator, tail=True)


def combination_cases(case, pool):
    columns = ["normal", "skewed", "mixed"]
    for degree in [2, 3]:
        for only in [False, True]:
            case(
                f"polynomial {degree} {'only' if only else 'all'}",
                [("polynomial", columns, {"degree": degree, "interactions": "only" if only else "all"})],
                columns,
                Products(degree, only),
            )
    case("cyclic", [("cyclic", ["whole"], {"period": 24})], ["whole"], Cyclic([1], 24, ["sin", "cos"]))
    fourier = Cyclic([1, 2, 3, 4], 365.25, [f"{wave}{k}" for k in range(1, 5) for wave in ["sin", "cos"]])
    case("fourier", [("fourier", ["skewed"], {"period": 365.25, "harmonics": 4})], ["skewed"], fourier)
    case("embed_position", [("embed_position", ["whole"], {"dimensions": 6})], ["whole"], Position(6))
    for column, unit in [("day", "D"), ("moment", "us")]:
        parts = ["year", "quarter", "month", "day", "weekday", "day_of_year"] + ["hour", "minute", "second"] * (unit == "us")
        case(f"date_parts {unit}", [("date_parts", [column], {"parts": parts})], [column], Parts(unit, parts))


def texts(pool):
    rng = np.random.default_rng(15)
    words = ["the", "Cat", "cats", "sat", "on", "MAT", "a", "I", "naïve", "Äpfel", "x2", "don't", "well-known", "日本", "_id", "½"]
    values = [" ".join(rng.choice(words, rng.integers(0, 9))) for _ in range(ROWS)]
    values[3] = "  tabs\tand\nlines,  twice  twice."
    later = ["the cat sat", "nothing known here", "", "THE  CAT! the cat?", "äpfel naïve", "日本 日本"]
    pool["prose"] = Column("text", np.array(values, dtype=object), np.array(later, dtype=object))


def text_cases(case):
    def run(name, step, vectorizer, options):
        case(name, [(step, ["prose"], options)], ["prose"], Text(vectorizer))

    for low, high in [(1, 1), (1, 2), (2, 3)]:
        grams = {"ngrams": {"range": [low, high]}, "min_df": 3}
        run(f"count {low} {high}", "count", CountVectorizer(ngram_range=(low, high), min_df=3), grams)
    run(
        "count characters",
        "count",
        CountVectorizer(analyzer="char_wb", ngram_range=(2, 4), min_df=9),
        {"analyzer": "char_wb", "ngrams": {"range": [2, 4]}, "min_df": 9},
    )
    run(
        "count without stop words",
        "count",
        CountVectorizer(stop_words=["the", "on"], ngram_range=(1, 2), min_df=0.1, max_df=0.3),
        {
            "stop_words": ["the", "on"],
            "ngrams": {"range": [1, 2]},
            "min_df": {"share": 0.1},
            "max_df": {"share": 0.3},
        },
    )
    run("tfidf", "tfidf", TfidfVectorizer(), {})
    run("tfidf sublinear", "tfidf", TfidfVectorizer(sublinear_tf=True, max_df=15), {"sublinear": True, "max_df": 15})
    run("hash_text", "hash_text", HashingVectorizer(n_features=16), {"into": 16})
    run("hash_text l1", "hash_text", HashingVectorizer(n_features=5, norm="l1", ngram_range=(1, 2)), {"into": 5, "norm": "l1", "ngrams": {"range": [1, 2]}})
    run(
        "hash_text characters",
        "hash_text",
        HashingVectorizer(n_features=8, norm=None, analyzer="char_wb", ngram_range=(3, 5)),
        {"into": 8, "norm": "none", "analyzer": "char_wb", "ngrams": {"range": [3, 5]}},
    )


class Text:
    """A vectorizer of one column; the column's name stands before each term, as terms may be called like columns."""

    def __init__(self, vectorizer):
        self.vectorizer = vectorizer

    def fit(self, x):
        self.vectorizer.fit(x[:, 0])
        return self

    def get_feature_names_out(self, names):
        if isinstance(self.vectorizer, HashingVectorizer):
            return [f"{names[0]}_hash{index}" for index in range(self.vectorizer.n_features)]
        return [f"{names[0]}_{term}" for term in self.vectorizer.get_feature_names_out()]

    def transform(self, x):
        return self.vectorizer.transform(x[:, 0]).toarray()


def times(pool):
    rng = np.random.default_rng(13)
    days = rng.integers(-20_000, 30_000, ROWS).astype(float)
    days[4] = np.nan
    moments = rng.integers(-1_500_000_000, 2_500_000_000, ROWS) * 1_000_000.0
    pool["day"] = Column("date", days, np.array([0, -1, 11016, np.nan, 19782, 20088], dtype=float))
    later = np.array([0, -1, np.nan, 951782400000000, 1709209825999999, -1000000], dtype=float)
    pool["moment"] = Column("datetime", moments, later)


def selection_cases(case, pool):
    rng = np.random.default_rng(14)
    first = rng.normal(size=ROWS)
    for index in range(6):
        noise = rng.normal(size=ROWS) * [0.1, 0.9, 0.3, 2.0, 0.05, 1.2][index]
        values = np.round(first * (index % 3) + noise + 10, 3)
        pool[f"f{index}"] = Column("number", values, np.round(rng.normal(size=LATER) + 10, 3))
    columns = [f"f{index}" for index in range(6)]
    # Exact in binary: scikit-learn's scores of other constants are rounding errors.
    pool["steady"] = Column("number", np.full(ROWS, 2.0), np.arange(LATER) + 1.0)
    wide = columns + ["steady"]
    for count in [1, 3, 6]:
        for target in ["number", "two", "three"]:
            score = feature_selection.f_regression if target == "number" else feature_selection.f_classif
            case(
                f"select {count} anova {target}",
                [("select", wide, {"k": count, "by": "anova"})],
                wide,
                feature_selection.SelectKBest(score, k=count),
                target=target,
            )
        case(
            f"select {count} chi2",
            [("select", columns, {"k": count, "by": "chi2"})],
            columns,
            feature_selection.SelectKBest(feature_selection.chi2, k=count),
            target="three",
        )
    case(
        "select by mutual information",
        [("select", columns, {"k": 2, "by": "mutual_information"})],
        columns,
        feature_selection.SelectKBest(lambda x, y: np.array([mutual_information(column, y) for column in x.T]), k=2),
        target="three",
    )
    case("drop_constant", [("drop_constant", ["f0", "constant", "f1"], {})], ["f0", "constant", "f1"], feature_selection.VarianceThreshold())
    for above in [0.5, 0.9, 0.99]:
        case(f"drop_correlated {above}", [("drop_correlated", columns, {"above": above})], columns, Uncorrelated(above))
    for components in [1, 3, 6]:
        case(f"pca {components}", [("pca", columns, {"components": components})], columns, PCA(components), tolerance=1e-10)
        svd = TruncatedSVD(min(components, 5), algorithm="arpack", random_state=0)
        case(f"svd {components}", [("svd", columns, {"components": min(components, 5)})], columns, svd, tolerance=1e-10)
    for share in [0.5, 0.9, 0.99]:
        case(f"pca {share}", [("pca", columns, {"components": {"share": share}})], columns, PCA(share), tolerance=1e-10)


def mutual_information(values, target):
    if len(np.unique(values)) > 32:
        values = np.searchsorted(np.quantile(values, np.arange(10) / 10), values, side="right")
    return mutual_info_score(values, target)


class Uncorrelated:
    def __init__(self, above):
        self.above = above

    def fit(self, x):
        correlation = np.abs(np.corrcoef(x.T))
        self.kept = []
        for index in range(x.shape[1]):
            if all(correlation[index, other] <= self.above for other in self.kept):
                self.kept.append(index)
        return self

    def get_feature_names_out(self, names):
        return [names[index] for index in self.kept]

    def transform(self, x):
        return x[:, self.kept]


class Products:
    """The columns themselves stand first, and scikit-learn's other products behind them; missing values pass through."""

    def __init__(self, degree, only):
        self.transformer = preprocessing.PolynomialFeatures(degree, interaction_only=only, include_bias=False)

    def fit(self, x):
        self.transformer.fit(np.zeros((1, x.shape[1])))
        return self

    def get_feature_names_out(self, names):
        return self.transformer.get_feature_names_out(names)

    def transform(self, x):
        powers = self.transformer.powers_
        return np.column_stack([np.prod(np.where(power > 0, x, 1) ** power, axis=1) for power in powers])


class Cyclic:
    def __init__(self, harmonics, period, names):
        self.harmonics = harmonics
        self.period = period
        self.names = names

    def fit(self, x):
        return self

    def get_feature_names_out(self, names):
        return [f"{names[0]}_{name}" for name in self.names]

    def transform(self, x):
        angles = [2 * np.pi * harmonic * x[:, 0] / self.period for harmonic in self.harmonics]
        return np.column_stack([wave(angle) for angle in angles for wave in [np.sin, np.cos]])


class Position:
    def __init__(self, dimensions):
        self.dimensions = dimensions

    def fit(self, x):
        return self

    def get_feature_names_out(self, names):
        return [f"{names[0]}_position{index}" for index in range(self.dimensions)]

    def transform(self, x):
        units = [10000 ** (2 * index / self.dimensions) for index in range(self.dimensions // 2)]
        return np.column_stack([wave(x[:, 0] / unit) for unit in units for wave in [np.sin, np.cos]])


class Parts:
    def __init__(self, unit, parts):
        self.unit = unit
        self.parts = parts

    def fit(self, x):
        return self

    def get_feature_names_out(self, names):
        return [f"{names[0]}_{part}" for part in self.parts]

    def transform(self, x):
        return np.array([self.row(value) for value in x[:, 0]])

    def row(self, value):
        if np.isnan(value):
            return [np.nan] * len(self.parts)
        unit = datetime.timedelta(days=1) if self.unit == "D" else datetime.timedelta(microseconds=1)
        time = datetime.datetime(1970, 1, 1) + int(value) * unit
        known = {
            "quarter": (time.month + 2) // 3,
            "weekday": time.isoweekday(),
            "day_of_year": time.timetuple().tm_yday,
        }
        return [float(known[part] if part in known else getattr(time, part)) for part in self.parts]


def categories(pool):
    rng = np.random.default_rng(12)
    weights = [0.4, 0.25, 0.2, 0.1, 0.05]
    city = rng.choice(["Bern", "Genf", "Zug", "Äsch", "Visp"], ROWS, p=weights).astype(object)
    grade = rng.choice(["low", "mid", "high"], ROWS).astype(object)
    holes = city.copy()
    holes[[2, 9, 30]] = None
    pool["city"] = Column("category", city, np.array(["Bern", "Chur", "Äsch", "Zug", "", "Genf"], dtype=object))
    pool["grade"] = Column("category", grade, np.array(["mid", "low", "high", "high", "odd", "low"], dtype=object))
    pool["gaps"] = Column("category", holes, np.array(["Bern", "Chur", None, "Zug", "Genf", "Genf"], dtype=object))
    signal = (city == "Bern") * 1.0 + (grade == "high") * 0.8 + rng.normal(size=ROWS) * 0.6
    later = np.zeros(LATER)
    pool["number"] = Column("number", np.round(signal * 10 + 50, 2), later)
    two = np.where(signal > 0.7, "yes", "no").astype(object)
    three = np.where(signal > 1.1, "up", np.where(signal > 0.2, "flat", "down")).astype(object)
    pool["two"] = Column("category", two, np.full(LATER, "no", dtype=object))
    pool["three"] = Column("category", three, np.full(LATER, "flat", dtype=object))


def category_cases(case, pool):
    ordered = preprocessing.OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=np.nan)
    case("ordinal", [("ordinal", ["city"], {"unknown": "ignore"})], ["city"], ordered)
    own = preprocessing.OrdinalEncoder(
        categories=[["low", "mid", "high"]], handle_unknown="use_encoded_value", unknown_value=-1
    )
    options = {"order": ["low", "mid", "high"], "unknown": "own"}
    case("ordinal in order", [("ordinal", ["grade"], options)], ["grade"], own)
    case("frequency", [("frequency", ["city"], {})], ["city"], Frequency())
    case("lump", [("lump", ["city"], {"below": {"share": 0.15}, "into": "übrige"}), ("one_hot", ["city"], {})], ["city"], Lump(0.15))
    for drop in [None, "first"]:
        encoder = preprocessing.OneHotEncoder(
            min_frequency=0.15, handle_unknown="infrequent_if_exist", sparse_output=False, drop=drop
        )
        options = {"min_share": {"share": 0.15}, "unknown": "own", "drop": drop or "none"}
        case(f"one_hot of rare levels, drop {drop}", [("one_hot", ["city"], options)], ["city"], encoder)
    edges = preprocessing.FunctionTransformer(lambda x: np.digitize(x, [20.5, 41, 60]))
    case("bucket by edges", [("bucket", ["positive"], {"edges": [20.5, 41, 60]})], ["positive"], edges)
    for size in [1, 7, 32]:
        columns = ["city", "grade"]
        case(f"hash {size}", [("hash", columns, {"into": size})], columns, Hash(size, columns))
    spark = HashSpark(16, ["city"])
    case("hash as Spark", [("hash", ["city"], {"into": 16, "rule": "spark"})], ["city"], spark)
    for target in ["number", "two", "three"]:
        for folds, smooth in [(5, "auto"), (3, 2.5), (2, 0.0)]:
            columns = ["city", "gaps", "grade"]
            encoder = preprocessing.TargetEncoder(cv=folds, smooth=smooth, shuffle=False)
            x = np.column_stack([pool[column].values for column in columns])
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                training = columnwise(encoder.fit_transform(x, pool[target].values))
            case(
                f"target_encode {target} {folds} {smooth}",
                [("target_encode", columns, {"folds": folds, "smooth": smooth, "shuffle": False})],
                columns,
                encoder,
                target=target,
                training=training,
            )


class Frequency:
    def fit(self, x):
        levels, counts = np.unique(x[:, 0].astype(str), return_counts=True)
        self.shares = dict(zip(levels, counts / counts.sum()))
        return self

    def transform(self, x):
        return np.array([[self.shares.get(value, 0.0)] for value in x[:, 0]])


class Lump:
    """scikit-learn's one-hot encoder gathers rare levels too, but calls their feature by another name."""

    def __init__(self, below):
        self.encoder = preprocessing.OneHotEncoder(
            min_frequency=below, handle_unknown="infrequent_if_exist", sparse_output=False
        )

    def fit(self, x):
        self.encoder.fit(x)
        return self

    def get_feature_names_out(self, names):
        return [name.replace("infrequent_sklearn", "übrige") for name in self.encoder.get_feature_names_out(names)]

    def transform(self, x):
        return self.encoder.transform(x)


class Hash:
    def __init__(self, size, columns):
        self.columns = columns
        self.hasher = FeatureHasher(size, input_type="dict")

    def fit(self, x):
        return self

    def get_feature_names_out(self, names):
        return [f"hash{index}" for index in range(self.hasher.n_features)]

    def transform(self, x):
        return self.hasher.transform([dict(zip(self.columns, row)) for row in x]).toarray()


class HashSpark(Hash):
    def transform(self, x):
        result = np.zeros((len(x), self.hasher.n_features))
        for row, values in enumerate(x):
            for name, value in zip(self.columns, values):
                result[row, murmurhash3_32(f"{name}={value}", seed=42) % self.hasher.n_features] += 1
        return result


class Clip:
    def __init__(self, bounds):
        self.bounds = bounds

    def fit(self, x):
        self.low, self.high = self.bounds(x)
        return self

    def transform(self, x):
        return np.clip(x, self.low, self.high)


def step_cases():
    pool = numbers()
    cases = []

    def case(name, steps, columns, transformer, tail=False, tolerance=1e-12, target=None, training=None):
        """`tail`: the transformer's features stand behind the columns themselves."""
        kept = [pool[column] for column in columns]
        x = matrix(kept, lambda column: column.values)
        later = matrix(kept, lambda column: column.later)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            fit = transformer.fit(x) if target is None else transformer.fit(x, pool[target].values)
            names = named(fit, columns)
            cases.append(
                {
                    "name": name,
                    "steps": [{"step": step, "columns": picked, "options": options} for step, picked, options in steps],
                    "columns": columns + ([] if target is None else [target]),
                    "target": target,
                    "names": (columns if tail else []) + list(names),
                    "training": training,
                    "fitted": columnwise(fit.transform(x)),
                    "applied": columnwise(fit.transform(later)),
                    "tolerance": tolerance,
                }
            )

    number_cases(case)
    categories(pool)
    category_cases(case, pool)
    times(pool)
    combination_cases(case, pool)
    selection_cases(case, pool)
    texts(pool)
    text_cases(case)
    chain_cases(case, pool)
    columns = {name: {"kind": it.kind, "values": it.values, "later": it.later} for name, it in pool.items()}
    return {"columns": columns, "cases": cases}


def matrix(columns, values):
    kind = object if any(column.kind in ["category", "text"] for column in columns) else float
    return np.column_stack([np.asarray(values(column), dtype=kind) for column in columns])


def named(transformer, columns):
    return transformer.get_feature_names_out(columns) if hasattr(transformer, "get_feature_names_out") and not isinstance(
        transformer, preprocessing.FunctionTransformer
    ) else columns


def columnwise(values):
    return [list(map(float, column)) for column in np.asarray(values, dtype=float).T]
