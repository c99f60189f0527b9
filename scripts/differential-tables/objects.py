"""Files of JSON objects, one a line or all in one list, and tables of SQLite databases."""

import json
import random
import sqlite3
from pathlib import Path

import limn
import peers
from compare import Ledger, exact, limn_rows

WORDS = ["red", "Łódź", "日本", "two\nlines", "say \"hi\"", "007", "12", "true", "", "NA", "null", "🙂", "\u2028", "a,b", "\\", "\t", "e\u0301", "\u0000"]
KEYS = ["id", "name", "größe", "a b", "x.y", "数", "select", "A", "a", "\"q\"", "🙂"]


def value(r: random.Random, kind: str):
    if kind == "integer":
        return r.choice([r.randrange(-99, 99), 2**53 + 1, -(2**63), 2**63 - 1, r.getrandbits(50)])
    if kind == "number":
        return r.choice([r.random(), r.uniform(-1e9, 1e9), 5e-324, 1.7976931348623157e308, -0.0, 0.1, 1e22, 1.5])
    if kind == "boolean":
        return r.random() < 0.5
    if kind == "list":
        return [r.randrange(9) for _ in range(r.randrange(3))]
    if kind == "object":
        return {"x": r.randrange(100), "y": r.choice(["p", "q"])}
    return r.choice(WORDS)


def made(seed: int, index: int, kinds: list[str]) -> tuple[list[str], list[str], list[dict]]:
    """Keys, their kinds, and objects, in which keys are missing or null here and there."""
    r = random.Random(seed * 7_000_003 + index)
    keys = r.sample(KEYS, r.randrange(1, 7))
    kind = [r.choice(kinds) for _ in keys]
    rows = []
    for _ in range(r.randrange(1, 25)):
        pairs = [(key, value(r, k)) for key, k in zip(keys, kind) if r.random() > 0.15]
        rows.append({key: None if not isinstance(v, dict) and r.random() < 0.1 else v for key, v in pairs})
    rows[0] = {key: value(r, k) for key, k in zip(keys, kind)}
    return keys, kind, rows


def flat(row: dict, prefix: str = "") -> dict:
    """Keys of objects within objects behind those of the outer ones; lists as JSON, as they stand."""
    found = {}
    for key, item in row.items():
        if isinstance(item, dict):
            found |= flat(item, f"{prefix}{key}.")
        else:
            found[prefix + key] = json.dumps(item) if isinstance(item, list) else item
    return found


def json_lines(binary: Path, folder: Path, seed: int, count: int, ledger: Ledger) -> None:
    subject = "JSON"
    cells, all_rows = [], {}
    for index in range(count):
        keys, kinds, rows = made(seed, index, ["integer", "number", "boolean", "text", "text", "list", "object"])
        r = random.Random(index)
        is_list = r.random() < 0.3
        escaped = r.random() < 0.5
        lines = [json.dumps(row, ensure_ascii=escaped) for row in rows]
        text = "[" + ",\n ".join(lines) + "]" if is_list else "\n".join(lines) + "\n"
        name = f"j{index:04}"
        (folder / f"{name}.{'json' if is_list else 'jsonl'}").write_text(text, encoding="utf-8")
        cells.append(limn.cell(name, f"{name}.{'json' if is_list else 'jsonl'}", []))
        all_rows[name] = (kinds, rows, folder / f"{name}.{'json' if is_list else 'jsonl'}", is_list)
    found = limn.read(binary, folder, cells)
    for name, (kinds, rows, path, is_list) in all_rows.items():
        expected = [flat(row) for row in rows]
        hold(ledger, subject, "as made", name, found[name], expected)
        for peer, read in {"duckdb": duckdb_rows, "polars": polars_rows, "pandas": pandas_rows}.items():
            if "list" in kinds or "object" in kinds:
                # Each has a shape of its own for these.
                ledger.add(subject, peer, "tables with lists or objects: not asked")
                continue
            keys = [key.lower() for key in rows[0]]
            if peer == "duckdb" and len(set(keys)) < len(keys):
                ledger.add(subject, peer, "tables with keys that differ in case alone: not asked")
                continue
            try:
                theirs = read(path, is_list)
            except BaseException as error:
                ledger.add(subject, peer, f"tables refused: {type(error).__name__}")
                continue
            against(ledger, subject, peer, name, found[name], theirs)


def hold(ledger: Ledger, subject: str, peer: str, name: str, table: dict, expected: list[dict]) -> None:
    """Whether Limn gives just these values; keys stand in the order of their first appearance."""
    columns = list(dict.fromkeys(key for row in expected for key in row))
    if table["type"] == "failure":
        ledger.fault(subject, peer, name, table["message"])
        return
    rows = limn_rows(table)
    same = table["columns"] == columns and table["read"] == len(expected) == len(rows) and all(
        exact(a) == exact(float(b) if kind == "number" and b is not None else b)
        for row, wanted in zip(rows, expected)
        for a, b, kind in zip(row, (wanted.get(c) for c in columns), table["types"])
    )
    if same:
        ledger.add(subject, peer, "equal", len(rows) * len(columns))
    else:
        ledger.fault(subject, peer, name, f"{expected[:3]}, Limn has {table}"[:500])


def against(ledger: Ledger, subject: str, peer: str, name: str, table: dict, theirs: list[dict]) -> None:
    if table["type"] == "failure" or len(theirs) != len(table["rows"]):
        ledger.fault(subject, peer, name, f"{len(theirs)} rows, Limn has {table}"[:300])
        return
    for mine, row in zip(limn_rows(table), theirs):
        for column, kind, a in zip(table["columns"], table["types"], mine):
            b = peers.plain(row.get(column))
            if exact(a) == exact(b) or isinstance(a, (int, float)) and not isinstance(b, str) and b is not None and a == b:
                ledger.add(subject, peer, "equal")
            elif kind in ("integer", "number") and isinstance(b, (int, float)) or isinstance(b, float):
                ledger.add(subject, peer, "cells: a number rounded by the peer")
            elif hasattr(b, "isoformat") or isinstance(b, dict):
                ledger.add(subject, peer, "cells: the peer takes it for another type")
            else:
                ledger.fault(subject, peer, name, f"{column}: {b!r}, Limn has {a!r}")


def duckdb_rows(path: Path, is_list: bool) -> list[dict]:
    answer = peers.connection.execute(
        f"select * from read_json({peers.literal(path)}, format = '{'array' if is_list else 'newline_delimited'}', sample_size = -1)"
    )
    names = [d[0] for d in answer.description]
    return [dict(zip(names, row)) for row in answer.fetchall()]


def polars_rows(path: Path, is_list: bool) -> list[dict]:
    read = peers.polars.read_json if is_list else peers.polars.read_ndjson
    return read(path, infer_schema_length=None).rows(named=True)


def pandas_rows(path: Path, is_list: bool) -> list[dict]:
    frame = peers.pandas.read_json(path, lines=not is_list, dtype=False, convert_dates=False, precise_float=True)
    return frame.astype(object).to_dict("records")


def databases(binary: Path, folder: Path, seed: int, count: int, ledger: Ledger) -> None:
    """Tables as Python's sqlite3 and pandas read them."""
    subject = "SQLite"
    cells, all_rows = [], {}
    for index in range(count):
        keys, kinds, rows = made(seed + 1, index, ["integer", "number", "text"])
        keys, kinds = zip(*[(k, kind) for k, kind in zip(keys, kinds) if k.lower() not in {x.lower() for x in keys[: keys.index(k)]}])
        name = f"s{index:04}"
        path = folder / f"{name}.sqlite"
        with sqlite3.connect(path) as database:
            types = {"integer": "INTEGER", "number": "REAL", "text": "TEXT"}
            quoted = [f'"{key.replace(chr(34), chr(34) * 2)}"' for key in keys]
            database.execute(f"create table t ({', '.join(f'{q} {types[k]}' for q, k in zip(quoted, kinds))})")
            values = [[row.get(key) for key in keys] for row in rows]
            database.executemany(f"insert into t values ({', '.join('?' * len(keys))})", values)
        database.close()
        cells.append(limn.cell(name, path.name, ["table t"] if index % 2 else ['query "SELECT * FROM t"']))
        all_rows[name] = path
    found = limn.read(binary, folder, cells)
    for name, path in all_rows.items():
        with sqlite3.connect(path) as database:
            answer = database.execute("select * from t")
            names = [d[0] for d in answer.description]
            rows = [dict(zip(names, row)) for row in answer.fetchall()]
        database.close()
        hold(ledger, subject, "sqlite3", name, found[name], rows)
