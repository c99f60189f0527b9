"""Delimited files: told their dialect and types, and left to find them out."""

import csv
import gzip
import re
from pathlib import Path

import limn
import peers
from cases import Case, Column
from compare import Ledger, against_peers, fits, limn_rows, same, truth

TEXTS, TYPED, DELIMITER, HEADER, TYPES, ROWS = (
    "all columns texts", "types told", "delimiter found", "header found", "types found", "ragged rows reported",
)


def packed(content: bytes, packing: str) -> bytes:
    if packing == ".gz":
        return gzip.compress(content, mtime=0)
    if packing == ".zst":
        import zstandard

        return zstandard.compress(content)
    return content


def run(binary: Path, folder: Path, made: list[Case], ledger: Ledger) -> tuple[list[Case], set[str]]:
    """Compares all; gives the cases that Limn and at least two peers read as made, and which Limn so reads untold."""
    cells = []
    for case in made:
        (folder / case.path).write_bytes(packed(case.content, case.packing))
        types = [column.type for column in case.columns]
        cells.append(limn.cell(f"{case.name}_texts", case.path, limn.dialect(case) + limn.columns(case, ["text"] * len(types))))
        cells.append(limn.cell(f"{case.name}_typed", case.path, limn.dialect(case) + limn.columns(case, types)))
        cells.append(limn.cell(f"{case.name}_found", case.path, limn.markers(case)))
    found = limn.read(binary, folder, cells)
    agreed, untold = [], set()
    for case in made:
        ours = {mode: found[f"{case.name}_{mode}"] for mode in ("texts", "typed", "found")}
        if case.ragged:
            ragged(case, ours["texts"], ledger)
        elif told(case, ours, folder / case.path, ledger):
            agreed.append(case)
        if not case.ragged and found_out(case, ours["found"], folder / case.path, ledger):
            untold.add(case.name)
    return agreed, untold


def ragged(case: Case, ours: dict, ledger: Ledger) -> None:
    """No row is lost in silence: all that do not fit are counted in the message."""
    counts = re.search(r"; ([\d,]+) rows are so in all", ours.get("message", ""))
    reported = int(counts[1].replace(",", "")) if counts else int("the first line has" in ours.get("message", ""))
    if ours["type"] == "failure" and reported == case.ragged:
        ledger.add(ROWS, "as made", "equal")
    else:
        ledger.fault(ROWS, "as made", case.name, f"{case.ragged} rows do not fit, Limn: {ours}"[:300])


def told(case: Case, ours: dict, path: Path, ledger: Ledger) -> bool:
    """Whether Limn reads the case as it was made, and at least two peers do."""
    types = [column.type for column in case.columns]
    confirmed = True
    for subject, table, wanted in ((TEXTS, ours["texts"], ["text"] * len(types)), (TYPED, ours["typed"], types)):
        if not as_made(subject, case, table, wanted, ledger):
            confirmed = False
            continue
        rows, answers, told = limn_rows(table), {}, {}
        for peer, read in peers.READERS.items():
            told[peer] = [i for i, column in enumerate(case.columns) if wanted[i] == "text" or can_hold(peer, column)]
            asked = [kind if i in told[peer] else "text" for i, kind in enumerate(wanted)]
            try:
                answers[peer] = read(case, path, asked)[0]
            except BaseException as error:  # Some peers panic.
                answers[peer] = error
        against_peers(ledger, subject, case, rows, answers, told)
        confirmed = confirmed and sum(fits(case, rows, answers[peer], told[peer]) for peer in answers) >= 2
    return confirmed


def as_made(subject: str, case: Case, table: dict, types: list[str], ledger: Ledger) -> bool:
    """Whether Limn gives what the file was made to mean; nothing but that will do."""
    names = [column.name for column in case.columns]
    if table["type"] == "failure":
        ledger.fault(subject, "as made", case.name, table["message"])
    elif table["columns"] != names or table["read"] != case.rows or not same(limn_rows(table), truth(case, types)):
        ledger.fault(subject, "as made", case.name, table)
    else:
        ledger.add(subject, "as made", "equal", case.rows * len(names))
        return True
    return False


def can_hold(peer: str, column: Column) -> bool:
    """Whether the peer reads such values as the type: no spaces around them, and polars and pandas know no yes and no."""
    if any(not cell.quoted and cell.text != cell.text.strip() for cell in column.cells):
        return False
    words = {cell.value.lower() for cell in column.cells if cell.value is not None}
    return not (column.type == "boolean" and peer != "duckdb" and words & {"yes", "no"})


def found_out(case: Case, ours: dict, path: Path, ledger: Ledger) -> bool:
    """Each program is told the missing markers alone. Counts how often it finds what the file was made with; whether
    Limn finds all of it."""
    width = len(case.columns)
    try:
        duck, duck_types, _ = peers.read_duckdb(case, path, None)
    except BaseException:
        duck, duck_types = [], []
    rights = {
        "limn": ours["type"] == "table" and len(ours["columns"]) == width,
        "duckdb": len(duck_types) == width,
        "pandas": sniffed(case) == case.delimiter,
    }
    if width > 1:
        count(ledger, DELIMITER, case, rights)
    if not rights["limn"]:
        return False
    duck_header = len(duck) == case.rows if rights["duckdb"] else None
    header = {"limn": ours["read"] == case.rows, "duckdb": duck_header}
    count(ledger, HEADER, case, header)
    if not header["limn"]:
        return False
    types_found(case, ours, path, duck_types if duck_header else None, ledger)
    types = [column.type for column in case.columns]
    return [kind_of(kind) for kind in ours["types"]] == types and same(limn_rows(ours), truth(case, types))


def count(ledger: Ledger, subject: str, case: Case, rights: dict) -> None:
    for peer, right in rights.items():
        if right is not None:
            ledger.add(subject, peer, "as made" if right else "otherwise")
    others = [right for peer, right in rights.items() if peer != "limn" and right is not None]
    if not rights["limn"] and others and all(others):
        if not case.header and only_texts(case):
            ledger.add(subject, "limn", "otherwise: no header, and texts alone in the first line")
            return
        ledger.fault(subject, "limn", case.name, f"the others find it: {case.content[:200]!r}")


def only_texts(case: Case) -> bool:
    """Nothing in the first row says that it is no header."""
    return all(column.type == "text" or column.cells[0].value is None for column in case.columns)


def sniffed(case: Case) -> str | None:
    """What pandas finds with sep=None: the guess of Python's csv module."""
    try:
        return csv.Sniffer().sniff(case.content.decode(case.encoding)).delimiter
    except (csv.Error, UnicodeError):
        return None


CLASSES = {
    "bigint": "integer", "double": "number", "boolean": "boolean", "date": "date", "timestamp": "datetime", "varchar": "text",
    "int64": "integer", "float64": "number", "string": "text", "bool": "boolean", "object": "text", "str": "text", "category": "text",
}


def kind_of(name: str) -> str:
    name = name.lower().split("(")[0]
    return "datetime" if name.startswith(("datetime", "timestamp")) else CLASSES.get(name, name)


def types_found(case: Case, ours: dict, path: Path, duck_types, ledger: Ledger) -> None:
    """The types that each finds; polars and pandas are told the dialect."""
    found = {"duckdb": duck_types}
    for peer in ("polars", "pandas"):
        try:
            found[peer] = peers.READERS[peer](case, path, None)[1]
        except BaseException:
            found[peer] = None
    for place, column in enumerate(case.columns):
        mine = kind_of(ours["types"][place])
        theirs = {peer: kind_of(types[place]) for peer, types in found.items() if types and len(types) == len(case.columns)}
        if theirs.get("pandas") in ("text", "boolean") and column.type not in ("text", "integer", "number"):
            # It looks for no dates, and has no missing truth values.
            del theirs["pandas"]
        if theirs.get("pandas") == "number" and any(cell.value is None for cell in column.cells):
            del theirs["pandas"]
        if len(theirs) < 2 or len(set(theirs.values())) > 1:
            ledger.add(TYPES, "peers that agree", "they do not, or one answers alone")
        elif mine == next(iter(theirs.values())):
            ledger.add(TYPES, "peers that agree", "equal")
        elif reason := type_reason(column, mine, next(iter(theirs.values()))):
            ledger.add(TYPES, "peers that agree", f"columns: {reason}")
        else:
            ledger.fault(TYPES, "peers that agree", case.name, f"{[c.text for c in column.cells]}: {theirs}, Limn has {mine}")


def type_reason(column: Column, mine: str, theirs: str) -> str | None:
    values = [cell.value for cell in column.cells if cell.value is not None]
    if not values:
        return "no value at all"
    if any(not cell.quoted and cell.text != cell.text.strip() for cell in column.cells):
        return "spaces"
    if mine == "text" and theirs in ("integer", "number"):
        return "digits that a number would lose"
    if mine == "boolean" and theirs == "text" and {v.lower() for v in values} <= {"yes", "no"}:
        return "yes and no"
    return None
