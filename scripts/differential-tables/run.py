"""Reads random tables with Limn, DuckDB, polars and pandas, compares every value, and prints what became of each."""

import argparse
import sys
import tempfile
from pathlib import Path

import cases
import delimited
import doubles
import fixture
import objects
from compare import Ledger

FIXTURE = Path(__file__).resolve().parents[2] / "Tests" / "FrameTests" / "Fixtures" / "differential.jsonl"


def main() -> None:
    parser = argparse.ArgumentParser(prog="scripts/differential", description=__doc__)
    parser.add_argument("--limn", type=Path, required=True, metavar="BINARY", help="the binary to test")
    parser.add_argument("--cases", type=int, default=3000, metavar="N", help="delimited files (default 3000)")
    parser.add_argument("--objects", type=int, default=500, metavar="N", help="JSON files, and as many databases (default 500)")
    parser.add_argument("--doubles", type=int, default=1_000_000, metavar="N", help="numbers printed and read (default 1000000)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="what they are made from (default 1)")
    parser.add_argument("--write-fixture", action="store_true", help=f"write {FIXTURE.name} of the tests")
    arguments = parser.parse_args()
    ledger = Ledger()
    binary = arguments.limn.resolve()
    with tempfile.TemporaryDirectory() as scratch:
        made = [cases.case(arguments.seed, index) for index in range(arguments.cases)]
        agreed, found = delimited.run(binary, Path(scratch), made, ledger)
        objects.json_lines(binary, Path(scratch), arguments.seed, arguments.objects, ledger)
        objects.databases(binary, Path(scratch), arguments.seed, arguments.objects, ledger)
        doubles.run(binary, Path(scratch), arguments.seed, arguments.doubles, ledger)
    print(
        f"{len(made):,} delimited files (of them {sum(case.packing == '.gz' for case in made)} gzip, "
        f"{sum(case.packing == '.zst' for case in made)} zstd), {arguments.objects} JSON files and "
        f"{arguments.objects} SQLite databases, from seed {arguments.seed}"
    )
    ledger.print()
    if arguments.write_fixture:
        print(f"{fixture.write(FIXTURE, agreed, found)} cases written to {FIXTURE.name}")
    sys.exit(1 if ledger.unexplained else 0)


if __name__ == "__main__":
    main()
