"""The cases that swift test reads again on every push: those that Limn and at least two peers read as they were made."""

import datetime
import json
import struct
from pathlib import Path

from cases import Case
from compare import truth

LARGEST = 500
WANTED = 340


def write(path: Path, agreed: list[Case], found: set[str]) -> int:
    """One JSON object a line. Values are texts, and exact: doubles as the hexadecimal digits of their bits, dates as ISO
    8601, moments as microseconds since 1970. `found`: nothing but the missing markers need be told."""
    chosen = [case for case in agreed if case.encoding == "utf-8" and not case.packing and len(case.content) <= LARGEST]
    lines = [line(case, case.name in found) for case in chosen[:WANTED]]
    path.write_text("".join(json.dumps(item, ensure_ascii=False, separators=(",", ":")) + "\n" for item in lines), encoding="utf-8")
    return len(lines)


def line(case: Case, is_found: bool) -> dict:
    types = [column.type for column in case.columns]
    texts, typed = truth(case, ["text"] * len(types)), truth(case, types)
    differing = [i for i, kind in enumerate(types) if kind != "text"]
    return {
        "name": case.name, "content": case.content.decode(), "delimiter": case.delimiter, "header": case.header,
        "missing": case.missing, "columns": [column.name for column in case.columns], "types": types, "texts": texts,
        "typed": {case.columns[i].name: [written(row[i]) for row in typed] for i in differing}, "found": is_found,
    }


def written(value) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return struct.pack(">d", value).hex()
    if isinstance(value, datetime.datetime):
        return str((value - datetime.datetime(1970, 1, 1)) // datetime.timedelta(microseconds=1))
    return value.isoformat() if isinstance(value, datetime.date) else str(value)
