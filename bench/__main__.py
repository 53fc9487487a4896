"""python -m bench: one run, its table on the screen and its record in bench/results."""

import argparse
import json
import tempfile
import time
from pathlib import Path

from bench.combining import check_package, combine
from bench.course import Plan, run
from bench.machine import conditions
from bench.report import record, table

RESULTS = Path(__file__).parent / "results"


def main() -> None:
    """Measure, print, and keep the record."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--seconds", type=float, default=2.5, help="length of a window of saves")
    parser.add_argument("--repeats", type=int, default=3, help="how often each phase is measured")
    parser.add_argument("--contestants", type=int, default=300)
    parser.add_argument("--results", type=Path, default=RESULTS, help="folder for the record")
    asked = parser.parse_args()
    found = conditions()
    with tempfile.TemporaryDirectory(prefix="kaochang-bench-") as folder:
        findings = run(Plan(asked.seconds, asked.repeats, asked.contestants), Path(folder))
        made = {"combine_10000_s": combine(), "verify_1000_s": check_package(Path(folder))}
    text = json.dumps({**record(findings, found), "results": made}, ensure_ascii=False, indent=1) + "\n"
    asked.results.mkdir(parents=True, exist_ok=True)
    for name in (time.strftime("%Y-%m-%d"), "latest"):
        (asked.results / f"{name}.json").write_text(text, encoding="utf-8")
    print(", ".join(f"{name} {value}" for name, value in found.items()))
    print()
    print(table(findings))
    print(f"combine, rank and allot 10,000 with 7 ballots each: {made['combine_10000_s']:.2f} s (wanted: 2)")
    print(f"verify a package of 1,000: {made['verify_1000_s']:.1f} s (wanted: 60)")


if __name__ == "__main__":
    main()
