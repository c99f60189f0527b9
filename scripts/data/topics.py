"""A made-up collection of machine-learning projects: a title, a description and a topic each.

Nobody wrote these texts: they are put together from lists of phrases by a fixed stream of random numbers. Some words belong
to several topics, some descriptions are short, and a few rows carry a wrong topic, so that a model has something to do.
"""

import datetime

COUNTS = {"natural-language-processing": 300, "computer-vision": 280, "other": 110, "mlops": 70}

WHAT = {
    "natural-language-processing": [
        "sentiment of film reviews", "named entities in court records", "summaries of long articles",
        "translation between dialects", "question answering over manuals", "topics of parliamentary debates",
        "spelling correction for search", "intent of support tickets", "toxic comments in forums",
        "speech transcripts of meetings", "keyphrases of abstracts", "paraphrases of headlines",
        "language models for poetry", "document similarity in archives", "dialogue for booking tables",
    ],
    "computer-vision": [
        "cells under the microscope", "road signs at night", "faces in old photographs", "cracks in concrete",
        "crops from satellite images", "hand-written digits", "depth from a single camera", "birds at a feeder",
        "colour for black-and-white film", "poses of dancers", "number plates in the rain", "tumours in X-rays",
        "clouds over the sea", "textures of fabric", "moving objects in video",
    ],
    "mlops": [
        "a registry for trained models", "drift of features in production", "pipelines that run every night",
        "canary releases of models", "experiment tracking for small teams", "a feature store on one machine",
        "tests for training data", "containers for serving", "monitoring of latency and cost",
        "reproducible environments", "continuous training on new data",
    ],
    "other": [
        "prices of used bicycles", "bookings of a small hotel", "energy use of schools", "paths for a warehouse robot",
        "recommendations for a library", "games played by reinforcement learning", "graphs of trade routes",
        "time series of river levels", "audio of whales", "fraud in card payments", "molecules and their solubility",
        "a course on linear algebra",
    ],
}

HOW = {
    "natural-language-processing": [
        "a transformer with attention", "word vectors and a linear model", "a fine-tuned language model",
        "byte-pair tokens", "a recurrent network over sentences", "tf-idf and nearest neighbours",
    ],
    "computer-vision": [
        "a convolutional network", "data augmentation and transfer learning", "a detector of bounding boxes",
        "segmentation masks", "a generative adversarial network", "a vision transformer",
    ],
    "mlops": [
        "a workflow engine and containers", "alerts on data quality", "a model card and a registry",
        "blue-green deployment", "versioned data and code", "dashboards and logs",
    ],
    "other": [
        "gradient boosting", "a recommender of matrix factors", "a policy trained in simulation",
        "a graph neural network", "a forecast with seasons", "clustering and a map",
    ],
}

ANYWHERE = [
    "a neural network", "transfer learning", "an interactive demo", "a small web app", "a tutorial with code",
    "open data", "a comparison of baselines", "embeddings", "a notebook for beginners", "attention",
]

OPENINGS = ["Finding", "Learning", "A study of", "Notes on", "Towards", "Understanding", "A toolkit for", "Exploring"]

CLOSINGS = [
    "The code and the data are open.", "It runs on a laptop.", "Results are compared with a simple baseline.",
    "Written for a reading group.", "The model is small enough for a phone.", "With exercises.",
    "We report what did not work, too.", "Part of a series.",
]


class Stream:
    """SplitMix64 (Steele, Lea and Flood, 2014): the same numbers with every version of Python."""

    def __init__(self, seed: int):
        self.state = seed

    def next(self, below: int) -> int:
        mask = (1 << 64) - 1
        self.state = (self.state + 0x9E3779B97F4A7C15) & mask
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
        return (z ^ (z >> 31)) % below

    def choice(self, values: list):
        return values[self.next(len(values))]


def project(draw: Stream, topic: str) -> tuple[str, str]:
    """A title and a description."""
    names = list(COUNTS)
    about = topic if draw.next(100) >= 6 else draw.choice(names)  # six in a hundred speak of another topic
    what = draw.choice(WHAT[about])
    how = draw.choice(HOW[topic] if draw.next(100) < 75 else ANYWHERE)
    style = draw.next(4)
    if style == 0:
        title = what[0].upper() + what[1:]
    elif style == 1:
        title = f"{draw.choice(OPENINGS)} {what}"
    elif style == 2:
        title = f"{draw.choice(OPENINGS)} {what} with {how}"
    else:
        kind = draw.choice(ANYWHERE).removeprefix("an ").removeprefix("a ")
        title = f"{kind.capitalize()}: {what} with {how}"
    sentences = []
    if draw.next(100) < 80:
        other = draw.choice(HOW[topic] + ANYWHERE)
        sentences.append(f"We look at {what} by means of {other}.")
    if draw.next(100) < 40:
        sentences.append(f"Includes {draw.choice(ANYWHERE)}.")
    if draw.next(100) < 60 or not sentences:
        sentences.append(draw.choice(CLOSINGS))
    return title, " ".join(sentences)


def quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in ',"') else text


def topics() -> tuple[list[str], list[list[str]]]:
    """Header and rows, the topics mixed; the dates rise."""
    draw = Stream(2026)
    names = [name for name, count in COUNTS.items() for _ in range(count)]
    for last in range(len(names) - 1, 0, -1):
        other = draw.next(last + 1)
        names[last], names[other] = names[other], names[last]
    day = datetime.date(2023, 1, 2)
    rows = []
    for number, topic in enumerate(names):
        day += datetime.timedelta(days=draw.next(3))
        title, description = project(draw, topic)
        shown = topic if draw.next(100) >= 3 else draw.choice(list(COUNTS))  # three in a hundred are labelled at random
        rows.append([str(number + 1), day.isoformat(), quoted(title), quoted(description), shown])
    return ["id", "created_on", "title", "description", "tag"], rows
