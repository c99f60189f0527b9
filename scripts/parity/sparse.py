"""Cases about features of which most numbers are zero: steps behind texts for steps.py, and models and singular vectors for
Tests/LearningTests/Fixtures/sparse.json. See README.md."""

import numpy as np
import scipy.sparse
from sklearn import feature_selection, preprocessing
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import CountVectorizer, HashingVectorizer, TfidfVectorizer
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.pipeline import make_pipeline
from sklearn.utils import murmurhash3_32


def untied(vectorizer, texts, near):
    """A number of terms, not far from `near`, at which the last kept and the first left out occur differently often."""
    totals = np.sort(np.asarray(vectorizer.fit_transform(texts).sum(axis=0)).ravel())[::-1]
    return min((k for k in range(1, len(totals)) if totals[k - 1] != totals[k]), key=lambda k: abs(k - near))


class Chain:
    """A vectorizer of one column and transformers behind it; the column's name stands before each term."""

    def __init__(self, vectorizer, *transformers):
        self.pipeline = make_pipeline(vectorizer, *transformers)

    def fit(self, x, y=None):
        self.pipeline.fit(x[:, 0], y)
        return self

    def get_feature_names_out(self, names):
        vectorizer, *others = [step for _, step in self.pipeline.steps]
        if isinstance(vectorizer, HashingVectorizer):
            result = np.array([f"{names[0]}_hash{index}" for index in range(vectorizer.n_features)], dtype=object)
        else:
            result = np.array([f"{names[0]}_{term}" for term in vectorizer.get_feature_names_out()], dtype=object)
        for other in others:
            result = other.get_feature_names_out(result)
        return result

    def transform(self, x):
        result = self.pipeline.transform(x[:, 0])
        return result.toarray() if scipy.sparse.issparse(result) else result


class SparkHashes:
    """Spark's `HashingTF` over the words of scikit-learn's analyzer: counts by murmur3 with seed 42."""

    def __init__(self, size):
        self.size = size
        self.analyze = CountVectorizer().build_analyzer()

    def fit(self, x):
        return self

    def get_feature_names_out(self, names):
        return [f"{names[0]}_hash{index}" for index in range(self.size)]

    def transform(self, x):
        result = np.zeros((len(x), self.size))
        for row, text in enumerate(x[:, 0]):
            for term in self.analyze(text):
                result[row, murmurhash3_32(term, seed=42) % self.size] += 1
        return result


def chain_cases(case, pool):
    prose = pool["prose"].values

    def run(name, steps, *parts, **more):
        case(name, [(step, ["prose"], options) for step, options in steps], ["prose"], Chain(*parts), **more)

    words, pairs = {"ngram_range": (1, 2)}, {"ngrams": {"range": [1, 2]}}
    letters = {"analyzer": "char_wb", "ngram_range": (3, 5)}
    three_to_five = {"analyzer": "char_wb", "ngrams": {"range": [3, 5]}}
    run("tfidf of words and pairs", [("tfidf", pairs)], TfidfVectorizer(**words))
    run("tfidf of characters", [("tfidf", three_to_five)], TfidfVectorizer(**letters))
    for near in [5, 40]:
        limit = untied(CountVectorizer(**words), prose, near)
        run(f"tfidf of the {limit} most frequent", [("tfidf", {**pairs, "max_features": limit})], TfidfVectorizer(max_features=limit, **words))
        limit = untied(CountVectorizer(**letters), prose, near)
        run(
            f"tfidf of the {limit} most frequent runs",
            [("tfidf", {**three_to_five, "max_features": limit, "sublinear": True})],
            TfidfVectorizer(max_features=limit, sublinear_tf=True, **letters),
        )
    run("count, binary", [("count", {"binary": True})], CountVectorizer(binary=True))
    run("tfidf, binary, l1", [("tfidf", {"binary": True, "norm": "l1", "min_df": 2})], TfidfVectorizer(binary=True, norm="l1", min_df=2))
    run("tfidf, no norm", [("tfidf", {"norm": "none", "max_df": {"share": 0.5}})], TfidfVectorizer(norm=None, max_df=0.5))
    run("count, then maxabs", [("count", {}), ("maxabs", {})], CountVectorizer(), preprocessing.MaxAbsScaler())
    scaler = preprocessing.StandardScaler(with_mean=False)
    run("count, then standardize", [("count", {}), ("standardize", {"with_mean": False})], CountVectorizer(), scaler)
    for norm in ["l1", "l2", "max"]:
        run(f"count, then normalize {norm}", [("count", {}), ("normalize", {"rows": norm})], CountVectorizer(), preprocessing.Normalizer(norm))
    for by, score in [("chi2", feature_selection.chi2), ("anova", feature_selection.f_classif)]:
        for count in [3, 8]:
            run(
                f"tfidf, then select {count} by {by}",
                [("tfidf", {}), ("select", {"k": count, "by": by})],
                TfidfVectorizer(),
                feature_selection.SelectKBest(score, k=count),
                target="three",
            )
    run(
        "tfidf, then select by regression",
        [("tfidf", {}), ("select", {"k": 4})],
        TfidfVectorizer(),
        feature_selection.SelectKBest(feature_selection.f_regression, k=4),
        target="number",
    )
    hashed = HashingVectorizer(n_features=64, norm=None)
    run("hash_text, then drop_constant", [("hash_text", {"into": 64, "norm": "none"}), ("drop_constant", {})], hashed, feature_selection.VarianceThreshold())
    run(
        "tfidf, then svd",
        [("tfidf", {}), ("svd", {"components": 4})],
        TfidfVectorizer(),
        TruncatedSVD(4, algorithm="arpack", random_state=0),
        tolerance=1e-10,
    )
    case("hash_text as Spark", [("hash_text", ["prose"], {"into": 16, "norm": "none", "rule": "spark"})], ["prose"], SparkHashes(16))


def wide(rows=300, columns=1700, kept=9):
    """A matrix that another language can make too: multiples and remainders of small whole numbers."""
    result = np.zeros((rows, columns))
    for row in range(rows):
        for place in range(kept):
            column = (row * 7919 + place * 10473 + row * place * 31 + (row % 7) * 5) % columns
            result[row, column] += 1 + (row + 3 * place) % 5
    return result


def documents(count):
    rng = np.random.default_rng(23)
    words = [f"w{index}" for index in range(120)]
    shares = 1 / np.arange(2, 122)
    result, labels = [], []
    for _ in range(count):
        label = int(rng.integers(0, 3))
        own = shares * np.where(np.arange(120) % 3 == label, 2.5, 1)
        result.append(" ".join(rng.choice(words, rng.integers(4, 16), p=own / own.sum())))
        labels.append(label if rng.uniform() > 0.1 else int(rng.integers(0, 3)))
    return result, np.array(labels)


def sparse_cases():
    texts, labels = documents(240)
    features = TfidfVectorizer().fit_transform(texts)
    exact = {"solver": "lbfgs", "tol": 1e-10, "max_iter": 100_000}
    three = LogisticRegression(**exact).fit(features, labels)
    two = LogisticRegression(C=4.0, **exact).fit(features, labels == 1)
    weighted = LogisticRegression(class_weight="balanced", fit_intercept=False, **exact).fit(features, labels == 1)
    number = np.round(np.asarray(features.sum(axis=1)).ravel() * 10 + labels, 3)
    ridge = Ridge(alpha=0.7, solver="cholesky").fit(features.toarray(), number)
    matrix = wide()
    svd = TruncatedSVD(12, algorithm="arpack", random_state=0, tol=0).fit(matrix)
    return {
        "texts": texts,
        "labels": labels,
        "number": number,
        "two": {"coefficients": two.coef_, "intercepts": two.intercept_},
        "three": {"coefficients": three.coef_, "intercepts": three.intercept_},
        "weighted": {"coefficients": weighted.coef_, "intercepts": np.zeros(1)},
        "ridge": {"coefficients": [ridge.coef_], "intercepts": [ridge.intercept_]},
        "wide": {"values": svd.singular_values_, "first": svd.transform(matrix)[:40]},
    }
