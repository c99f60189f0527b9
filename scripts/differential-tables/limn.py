"""Limn as a reader of many files: notebooks of `load` cells, run by `limn dump tables`."""

import json
import subprocess
from pathlib import Path

CELLS = 300


def quoted(text: str) -> str:
    escapes = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}
    return '"' + "".join(escapes.get(c, c) for c in text) + '"'


def cell(name: str, path: str, clauses: list[str]) -> str:
    return "\n".join([f"```load {name} from {quoted(path)}", *clauses, "```", ""])


def dialect(case) -> list[str]:
    clauses = [f"delimiter {quoted(case.delimiter)}", f"header {'yes' if case.header else 'no'}"]
    return clauses + markers(case)


def markers(case) -> list[str]:
    clauses = [] if case.missing is None else ["missing " + ", ".join(map(quoted, case.missing))]
    return clauses + ([] if case.encoding == "utf-8" else [f"encoding {case.encoding}"])


def columns(case, types: list[str]) -> list[str]:
    return [f"column `{column.name}` {kind}" for column, kind in zip(case.columns, types)]


def read(binary: Path, folder: Path, cells: list[str]) -> dict:
    """What Limn finds, by the names of the cells: `table` or `failure` objects."""
    found = {}
    for start in range(0, len(cells), CELLS):
        (folder / "tables.md").write_text("\n".join(cells[start : start + CELLS]), encoding="utf-8")
        run = subprocess.run([binary, "dump", "tables", "tables.md"], cwd=folder, capture_output=True)
        if run.returncode not in (0, 3):
            raise SystemExit(f"limn ended with status {run.returncode}\n{run.stderr.decode()[-3000:]}")
        for line in run.stdout.decode().splitlines():
            item = json.loads(line)
            found[item["name"]] = item
    return found
