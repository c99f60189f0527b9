"""Writes a CSV file of made-up short documents, the same for the same number: an id, a text of words that are as unevenly
frequent as those of a language, and one of five labels that shares some of them.

    python documents.py DOCUMENTS FILE

Documents come in blocks, each from a seed of its own, so a shorter file is the beginning of a longer one.
"""

import sys

import numpy as np

SEED = 43
BLOCK = 10_000
WORDS = 32_000
LABELS = ["harbour", "kitchen", "orchard", "station", "theatre"]
STARTS = "b br ch d dr f g gr h k kl l m n p pl r s sch st t tr v w z".split()
VOWELS = "a e i o u ai ea ei ie oo ou y".split()
ENDS = ["", "", "", "l", "m", "n", "nd", "ng", "r", "rt", "s", "st", "t", "x"]


def vocabulary() -> np.ndarray:
    g = np.random.default_rng([SEED, 0])
    words = {}
    while len(words) < WORDS:
        syllables = g.choice([1, 2, 2, 2, 3])
        words["".join(g.choice(STARTS) + g.choice(VOWELS) + g.choice(ENDS) for _ in range(syllables))] = None
    return np.array(list(words))


def frequencies() -> np.ndarray:
    """The summed shares of all words, a row a label: Zipf's law, with some words more frequent in the documents of a label."""
    shares = []
    for label in range(len(LABELS)):
        g = np.random.default_rng([SEED, 1, label])
        share = 1 / np.arange(2, WORDS + 2) ** 1.03
        share[g.choice(np.arange(200, WORDS), 1_200, replace=False)] *= 5
        shares.append(np.cumsum(share / share.sum()))
    return np.array(shares)


def block(number: int, words: np.ndarray, shares: np.ndarray) -> list:
    g = np.random.default_rng([SEED, 2, number])
    labels = g.integers(0, len(LABELS), BLOCK)
    lengths = g.integers(10, 65, BLOCK)
    stray = g.random(BLOCK) < 0.05
    rows = []
    for label, length, strays in zip(labels, lengths, stray):
        text = words[np.minimum(np.searchsorted(shares[label], g.random(length)), WORDS - 1)].tolist()
        cut = int(g.integers(3, length - 3))
        sentence = " ".join(text[:cut]).capitalize() + g.choice([". ", ", ", "; "]) + " ".join(text[cut:]).capitalize() + "."
        rows.append((sentence, LABELS[int(g.integers(0, len(LABELS)))] if strays else LABELS[label]))
    return rows


def write(documents: int, path: str) -> None:
    words, shares = vocabulary(), frequencies()
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write("number,text,label\n")
        for start in range(0, documents, BLOCK):
            for offset, (text, label) in enumerate(block(start // BLOCK, words, shares)[: documents - start]):
                file.write(f'{start + offset},"{text}",{label}\n')


if __name__ == "__main__":
    write(int(sys.argv[1]), sys.argv[2])
