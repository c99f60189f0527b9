"""Makes features with one of the peers, once, and prints the seconds of that alone, its processor seconds, rows, features and
numbers that are kept.

    python features.py WORK polars|scikit-learn FILE

The file has been read, and the process is warm, when the clock starts; the features are complete when it stops. WORK is

    columns   impute the mean of 12 numbers, standardize them, one-hot 4 categories
    hashing   the same, and 2 columns hashed into 1024 features each
    words     tf-idf of words and pairs of words, 20,000 of them
    letters   tf-idf of runs of 3 to 5 characters within words, 20,000 of them
"""

import sys
import time

NUMBERS = ["x1", "x2", "x3", "x4", "x5", "x6", "x7", "x8", "n1", "n2", "n3", "n4"]
CATEGORIES = ["source", "plan", "country", "city"]
HASHED = ["user", "reference"]


def polars(work: str, path: str):
    import polars as pl

    frame = pl.read_csv(path, infer_schema_length=10_000, columns=NUMBERS + CATEGORIES + HASHED)

    def fit():
        columns = [pl.col(name).fill_null(pl.col(name).mean()) for name in NUMBERS]
        scaled = [(column - column.mean()) / column.std(ddof=0) for column in columns]
        hashed = [pl.col(name).hash(seed=0).mod(1024).cast(pl.UInt16) for name in HASHED] if work == "hashing" else []
        numbers = frame.select(scaled + hashed)
        indicators = frame.select(CATEGORIES).to_dummies()
        result = pl.concat([numbers, indicators], how="horizontal")
        return result.height, result.width, result.height * result.width

    return fit


def scikit_learn(work: str, path: str):
    import pandas
    from sklearn.compose import ColumnTransformer
    from sklearn.feature_extraction import FeatureHasher
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.impute import SimpleImputer
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, StandardScaler

    frame = pandas.read_csv(path)
    if work in ("columns", "hashing"):
        frame[HASHED] = frame[HASHED].astype(str)
        dense = work == "columns"
        steps = [
            ("numbers", make_pipeline(SimpleImputer(), StandardScaler()), NUMBERS),
            ("categories", OneHotEncoder(handle_unknown="ignore", sparse_output=not dense), CATEGORIES),
        ]
        for name in [] if dense else HASHED:
            levels = FunctionTransformer(lambda column, name=name: [[f"{name}={value}"] for value in column.iloc[:, 0]])
            steps.append((name, make_pipeline(levels, FeatureHasher(1024, input_type="string")), [name]))
        transformer, source = ColumnTransformer(steps, sparse_threshold=0 if dense else 1), frame
    else:
        options = {"ngram_range": (1, 2)} if work == "words" else {"analyzer": "char_wb", "ngram_range": (3, 5)}
        transformer, source = TfidfVectorizer(max_features=20_000, **options), frame["text"]

    def fit():
        result = transformer.fit_transform(source)
        return *result.shape, result.nnz if hasattr(result, "nnz") else result.size

    return fit


peers = {"polars": polars, "scikit-learn": scikit_learn}
fit = peers[sys.argv[2]](sys.argv[1], sys.argv[3])
start, cpu = time.perf_counter(), time.process_time()
rows, columns, kept = fit()
print(f"{time.perf_counter() - start} {time.process_time() - cpu} {rows} {columns} {kept}")
