"""Doubles read and printed: random bits, and decimals of a few digits, compared bit by bit."""

import json
import random
import struct
import subprocess
from pathlib import Path

import limn
from compare import Ledger

SUBJECT = "doubles printed and read"


def finite(r: random.Random) -> float:
    while True:
        value = struct.unpack("<d", struct.pack("<Q", r.getrandbits(64)))[0]
        if value - value == 0:
            return value


def run(binary: Path, folder: Path, seed: int, count: int, ledger: Ledger) -> None:
    """Python prints, Limn reads and prints, Python reads; then Limn reads what it has printed."""
    r = random.Random(seed)
    anything = [finite(r) for _ in range(count // 2)]
    short = [float(f"{r.randrange(-(10**9), 10**9)}e{r.randrange(-12, 6)}") for _ in range(count // 2)]
    texts = [list(map(repr, anything)), list(map(repr, short))]
    for printer in ("Python", "Limn"):
        rows = "".join(f"{a},{b}\n" for a, b in zip(*texts))
        (folder / "doubles.csv").write_text("a,b\n" + rows)
        (folder / "tables.md").write_text(limn.cell("d", "doubles.csv", ["column a number", "column b number"]))
        run = subprocess.run([binary, "dump", "tables", "tables.md"], cwd=folder, capture_output=True, check=True)
        # Numbers as the text that they stand as.
        table = json.loads(run.stdout, parse_float=str, parse_int=str)
        texts = [list(column) for column in zip(*table["rows"])]
        for values, printed in zip((anything, short), texts):
            wrong = [(v, t) for v, t in zip(values, printed) if struct.pack("<d", v) != struct.pack("<d", float(t))]
            ledger.add(SUBJECT, f"printed by {printer}", "equal", len(printed) - len(wrong))
            if wrong or len(printed) != len(values):
                ledger.fault(SUBJECT, f"printed by {printer}", "doubles", wrong[:5])
