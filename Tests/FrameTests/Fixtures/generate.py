#!/usr/bin/env python3
"""Writes the fixtures of FrameTests. Python >= 3.11, numpy and scikit-learn 1.9.1; run in this folder.

  numbers.txt    text and the bits of Python's float(text): ties, neighbours of ties, denormals, limits
  quoting.txt    files written by Python's csv module, and their cells: hexadecimal, `-` for an empty text
  summaries.txt  numbers and numpy's quantiles, mean and standard deviation of them
  strata.txt     class sizes, and how scikit-learn's StratifiedShuffleSplit shares them out
  draws.txt      rows drawn by an independent implementation of Sampling.take and RandomStream
"""
import csv, io, random, struct
from fractions import Fraction

import numpy as np
from sklearn.model_selection import StratifiedShuffleSplit

random.seed(20261123)


def bits(x):
    return struct.unpack("<Q", struct.pack("<d", x))[0]


def double(b):
    return struct.unpack("<d", struct.pack("<Q", b))[0]


def exact_decimal(fraction):
    """The finite decimal text of a fraction whose denominator is a power of two."""
    shift = fraction.denominator.bit_length() - 1
    digits = str(fraction.numerator * 5**shift)
    return f"{digits}e-{shift}" if shift else digits


def numbers():
    texts = ["0", "-0", "0.0", "-0.0e5", "1e22", "1e23", "9007199254740993", "9007199254740992.5", "1e-400",
             "2.2250738585072011e-308", "2.2250738585072014e-308", "4.9406564584124654e-324", "2.4703282292062327e-324",
             "2.4703282292062328e-324", "1.7976931348623157e308", "179769313486231570000e289", "0." + "0" * 400 + "1e400",
             "123456789012345678901234567890", "8.5", "1" + "0" * 300, ".5", "5.", "5.e3", "0e99999", "1e-99999"]
    for _ in range(450):  # half way between two doubles, and just beside
        low = double(random.getrandbits(62))
        if not (1e-60 < low < 1e60):
            low = random.random() * 10.0 ** random.randint(-30, 30)
        half = (Fraction(low) + Fraction(double(bits(low) + 1))) / 2
        tie = exact_decimal(half)
        texts += [tie]
        mantissa, _, exponent = tie.partition("e")
        texts += [f"{mantissa}1e{int(exponent or 0) - 1}", f"{str(int(mantissa) - 1)}9e{int(exponent or 0) - 1}"]
    for _ in range(300):  # near ties of at most 19 digits
        low = (1 << 53) + random.getrandbits(52)
        texts.append(str(2 * low + 1) + f"e{random.randint(-25, 3)}")
        texts.append(str(10 * (2 * low + 1) + random.randint(-1, 1)) + f"e{random.randint(-30, 3)}")
    while len(texts) < 2000:
        kind = random.randint(0, 3)
        if kind == 0:
            texts.append(repr(double(random.getrandbits(64) & ~(1 << 62))))
        elif kind == 1:
            texts.append(repr(random.gauss(0, 1)))
        elif kind == 2:
            texts.append(f"{random.randint(0, 10**random.randint(1, 25))}e{random.randint(-330, 280)}")
        else:
            texts.append(f"{random.uniform(-1e4, 1e4):.{random.randint(0, 12)}f}")
    with open("numbers.txt", "w") as out:
        for text in texts:
            value = float(text)
            if "n" in text or value in (float("inf"), float("-inf")):
                continue
            out.write(f"{text} {bits(value):016x}\n")


def quoting():
    def coded(text):
        return text.encode().hex() or "-"

    pieces = ["a", "bc", '"', '""', ",", ";", "\n", "\r\n", "\r", " ", "é", "漢", "\t", "'", "x y", ""]
    with open("quoting.txt", "w") as out:
        for _ in range(120):
            width, height = random.randint(2, 5), random.randint(1, 6)
            rows = [["".join(random.choice(pieces) for _ in range(random.randint(0, 4))) for _ in range(width)]
                    for _ in range(height)]
            delimiter = random.choice(",;\t|")
            quoting = random.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC])
            ending = random.choice(["\n", "\r\n", "\r"])
            text = io.StringIO(newline="")
            csv.writer(text, delimiter=delimiter, quoting=quoting, lineterminator=ending).writerows(rows)
            # The module leaves a line break bare that is not its own line terminator.
            if list(csv.reader(io.StringIO(text.getvalue(), newline=""), delimiter=delimiter)) != rows:
                continue
            cells = "/".join(",".join(coded(cell) for cell in row) for row in rows)
            out.write(f"{ord(delimiter)} {coded(text.getvalue())} {cells}\n")


def summaries():
    with open("summaries.txt", "w") as out:
        for count in [1, 2, 3, 4, 5, 10, 33, 60]:
            values = np.round(np.random.default_rng(count).normal(100, 30, count), 3)
            facts = [*np.quantile(values, [0, 0.25, 0.5, 0.75, 1]), values.mean(),
                     values.std(ddof=1) if count > 1 else float("nan")]
            out.write(" ".join(repr(float(v)) for v in values) + " : " + " ".join(repr(float(v)) for v in facts) + "\n")


def strata():
    """Only cases without tied remainders, which scikit-learn breaks at random."""
    def has_tie(sizes, wanted):
        remainders = sorted(Fraction(s * wanted, sum(sizes)) % 1 for s in sizes)
        return any(a == b and a != 0 for a, b in zip(remainders, remainders[1:]))

    written = 0
    with open("strata.txt", "w") as out:
        while written < 60:
            sizes = [random.randint(2, 200) for _ in range(random.randint(2, 7))]
            total = sum(sizes)
            train = random.randint(len(sizes), total - len(sizes))
            labels = np.repeat(np.arange(len(sizes)), sizes)
            split = StratifiedShuffleSplit(1, train_size=train, test_size=total - train, random_state=0)
            first, second = next(split.split(labels.reshape(-1, 1), labels))
            if has_tie(sizes, train):
                continue
            counts = [np.bincount(labels[part], minlength=len(sizes)) for part in (first, second)]
            out.write(" : ".join(" ".join(map(str, row)) for row in [sizes, *counts]) + "\n")
            written += 1


MASK = (1 << 64) - 1
GAMMA = 0x9E3779B97F4A7C15


def mixed(z):
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def draws():
    with open("draws.txt", "w") as out:
        for rows, count, seed in [(100, 5, 42), (7, 7, 0), (1000, 20, 2**64 - 1), (31, 11, 123456789)]:
            key, counter = mixed(mixed((seed + GAMMA) & MASK) ^ mixed(0)), 0
            order = list(range(rows))
            for last in range(rows - 1, 0, -1):
                while True:
                    counter += 1
                    product = mixed((key + counter * GAMMA) & MASK) * (last + 1)
                    if product & MASK >= (1 << 64) % (last + 1):
                        break
                order[last], order[product >> 64] = order[product >> 64], order[last]
            out.write(f"{rows} {count} {seed} " + " ".join(map(str, sorted(order[rows - count:]))) + "\n")


numbers(), quoting(), summaries(), strata(), draws()
