"""Values and tables held against each other, and what became of each comparison."""

import datetime
import struct
from collections import Counter, defaultdict

from cases import Case, Written

# Why a reader may find something else, and be no proof of a fault. docs/csv.md explains each of them.
DOCUMENTED = {
    "spaces": "spaces around an unquoted field: it is missing in Limn where nothing or a marker stands between them",
    "quoted empty": 'an empty text in quotes, "", which the peer does not tell from a missing value',
    "blank lines": "lines without a byte, of which the peer makes rows",
    "line breaks": "the peer reads no files whose lines end in CR, or whose quoted fields break their lines in another way",
    "encoding": "the peer reads UTF-8 alone, or UTF-16 only as it writes it itself",
    "peer alone": "the peer alone: Limn and the others agree with how the file was made",
}


class Ledger:
    """Counts of what was compared, by subject and peer, with the first examples of what nothing explains."""

    def __init__(self):
        self.counts = defaultdict(Counter)
        self.unexplained = []

    def add(self, subject: str, peer: str, outcome: str, count: int = 1) -> None:
        self.counts[subject, peer][outcome] += count

    def fault(self, subject: str, peer: str, name: str, detail) -> None:
        self.add(subject, peer, "UNEXPLAINED")
        self.unexplained.append(f"{subject}, {peer}, {name}: {detail}")

    def print(self) -> None:
        subject = None
        for (about, peer), outcomes in self.counts.items():
            if about != subject:
                subject = about
                print(f"\n{subject}")
            print("  " + f"{peer:18}" + "  ".join(f"{count:,} {outcome}" for outcome, count in outcomes.most_common()))
        for line in self.unexplained[:40]:
            print(f"UNEXPLAINED {line}"[:600])
        print(f"\n{len(self.unexplained)} unexplained")


def exact(value):
    """A value so that two are equal only where they are the same: doubles by their bits."""
    if isinstance(value, float):
        return "double", struct.pack("<d", value)
    if isinstance(value, datetime.datetime):
        return "moment", value.replace(tzinfo=None).isoformat()
    if isinstance(value, datetime.date):
        return "date", value.isoformat()
    return type(value).__name__, value


def meant(cell: Written, kind: str):
    """The value that a field of a column of that type means; as a text, its characters as they stand."""
    if cell.value is None:
        return None
    if kind == "text":
        return cell.value if cell.quoted else cell.text
    text = cell.value.strip()
    if kind == "integer":
        return int(text)
    if kind == "number":
        return float(text)
    if kind == "boolean":
        return text.lower() in ("true", "yes")
    if kind == "date":
        return datetime.date.fromisoformat(text)
    return datetime.datetime.fromisoformat(text)


def of_limn(value, kind: str):
    """A value of `limn dump tables`."""
    if value is None:
        return None
    if kind == "number":
        return float(value)
    if kind == "date":
        return datetime.date.fromisoformat(value)
    if kind == "datetime":
        return datetime.datetime.fromisoformat(value)
    return value


def limn_rows(table: dict) -> list[list]:
    return [[of_limn(v, k) for v, k in zip(row, table["types"])] for row in table["rows"]]


def truth(case: Case, types: list[str]) -> list[list]:
    return [[meant(c.cells[row], kind) for c, kind in zip(case.columns, types)] for row in range(case.rows)]


def same(a: list[list], b: list[list]) -> bool:
    return len(a) == len(b) and all(list(map(exact, x)) == list(map(exact, y)) for x, y in zip(a, b))


def cell_reason(cell: Written) -> str | None:
    """Why a peer may read the cell in another way."""
    if not cell.quoted and cell.text != cell.text.strip():
        return "spaces"
    if cell.text == '""':
        return "quoted empty"
    return None


def file_reason(case: Case, peer: str) -> str | None:
    """Why a peer may read the whole file in another way, or not at all."""
    if case.encoding != "utf-8" and peer != "pandas":
        return "encoding"
    if "blank lines" in case.traits and (peer != "pandas" or "CR" in case.traits):
        return "blank lines"
    if "CR" in case.traits and peer != "pandas":
        return "line breaks"
    ends = {"LF": "\n", "CRLF": "\r\n", "CR": "\r"}
    end = next(ends[trait] for trait in case.traits if trait in ends)
    broken = [c.value for column in case.columns for c in column.cells if c.quoted and c.value]
    if peer == "duckdb" and any("\n" in v.replace(end, "") or "\r" in v.replace(end, "") for v in broken):
        return "line breaks"
    return None


def against_peers(ledger: Ledger, subject: str, case: Case, ours: list[list], answers: dict, told: dict) -> None:
    """Our rows and those of each peer (an exception where it refused), in the columns that it was told the type of."""
    agreeing = {peer for peer, rows in answers.items() if fits(case, ours, rows, told[peer])}
    for peer, rows in answers.items():
        alone = "peer alone" if len(agreeing - {peer}) >= 2 else None
        whole = file_reason(case, peer) or alone
        if isinstance(rows, Exception) or not has_shape(case, ours, rows):
            kind = "tables refused" if isinstance(rows, Exception) else "tables of other rows"
            if whole:
                ledger.add(subject, peer, f"{kind}: {whole}")
            else:
                ledger.fault(subject, peer, case.name, f"{kind}: {str(rows)[:200]!r}")
            continue
        for index, (a, b) in enumerate(zip(ours, rows)):
            for column in told[peer]:
                cell = case.columns[column].cells[index]
                if exact(a[column]) == exact(b[column]):
                    ledger.add(subject, peer, "equal")
                elif reason := cell_reason(cell) or whole:
                    ledger.add(subject, peer, f"cells: {reason}")
                else:
                    ledger.fault(subject, peer, case.name, f"{cell.text!r}: {b[column]!r}, Limn has {a[column]!r}")


def has_shape(case: Case, ours: list[list], rows: list[list]) -> bool:
    return len(rows) == len(ours) and all(len(row) == len(case.columns) for row in rows)


def fits(case: Case, ours: list[list], rows, columns: list[int]) -> bool:
    """Whether all values are the same but for those with a reason of their own."""
    return not isinstance(rows, Exception) and has_shape(case, ours, rows) and all(
        exact(a[column]) == exact(b[column]) or cell_reason(case.columns[column].cells[index])
        for index, (a, b) in enumerate(zip(ours, rows))
        for column in columns
    )
