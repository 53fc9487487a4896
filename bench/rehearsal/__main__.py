"""python -m bench.rehearsal: plays a session with faults on a database of its own and prints what was lost."""

import argparse
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.machine import conditions
from bench.rehearsal.checking import Checked, check
from bench.rehearsal.course import Course, rehearse

MOST_CONTESTANTS = 1_000
MOST_MINUTES = 10.0


def main() -> int:
    """Rehearse, check, print; 1 if anything was lost."""
    parser = argparse.ArgumentParser(prog="python -m bench.rehearsal", description=__doc__)
    parser.add_argument("--contestants", type=int, default=300)
    parser.add_argument("--minutes", type=float, default=3.0)
    parser.add_argument("--seed", type=int, default=20261125)
    asked = parser.parse_args()
    people, minutes = min(asked.contestants, MOST_CONTESTANTS), min(asked.minutes, MOST_MINUTES)
    print(", ".join(f"{name} {value}" for name, value in conditions().items()))
    print(f"演练：{people} 名模拟选手，{minutes:g} 分钟，本机回环，单独的数据库。请稍候……")
    with tempfile.TemporaryDirectory(prefix="kaochang-rehearsal-") as folder:
        config, course = rehearse(Path(folder), people, minutes, asked.seed)
        checked = check(config, course.contestants)
    _print(course, checked)
    return 0 if _nothing_lost(checked) else 1


def _nothing_lost(checked: Checked) -> bool:
    return not (checked.lost or checked.changed or checked.unclosed or checked.doubled) and checked.chain is None


def _print(course: Course, checked: Checked) -> None:
    print("\n经过")
    for second, words in course.events:
        print(f"  {second:6.1f} 秒  {words}")
    saves = sorted(latency * 1000 for person in course.contestants for latency in person.latencies)
    delays = _delays(course)
    print("\n结果")
    for words, value in (
        ("得到确认的作答", f"{checked.acknowledged} 条"),
        ("其中丢失", f"{checked.lost} 条"),
        ("与最后确认不同的答案", f"{checked.changed} 个"),
        ("没有收卷", f"{checked.unclosed} 人"),
        ("重复收卷", f"{checked.doubled} 人"),
        ("留待处理的作答", f"{checked.held} 条"),
        ("观察到的断线", f"{checked.silences} 次"),
        ("审计链", "完好" if checked.chain is None else f"第 {checked.chain} 条断开"),
        ("请求失败后重试", f"{sum(person.failures for person in course.contestants)} 次"),
        ("应答用时", _spread(saves, "毫秒")),
        ("监考页得知作答", _spread(delays, "秒")),
        (
            "监考页轮询",
            f"{course.proctor.looks} 次，其中无变化 {course.proctor.unchanged} 次，失败 {course.proctor.failed} 次",
        ),
        ("服务器 CPU", f"{100 * course.cpu_seconds / course.wall_seconds:.0f}% 的一个核"),
        ("服务器内存峰值", f"{course.peak_kib / 1024:.0f} MB"),
    ):
        print(f"  {words}　{value}")
    print("\n没有丢失。" if _nothing_lost(checked) else "\n有丢失，见上。")


def _delays(course: Course) -> list[float]:
    """Return how long after each acknowledgement that raised a count the console first showed it, in seconds."""
    found = []
    for person in course.contestants:
        seen = course.proctor.seen.get(person.sitting, {})
        items: set[str] = set()
        for one in sorted(person.history, key=lambda one: one.seq):
            raised = one.item not in items
            items.add(one.item)
            moments = [at for answered, at in seen.items() if answered >= len(items)]
            if raised and moments:
                found.append(max(0.0, min(moments) - one.at))
    return sorted(found)


def _spread(values: Sequence[float], unit: str) -> str:
    if not values:
        return "没有测到"
    p99 = values[min(len(values) - 1, int(0.99 * len(values)))]
    return f"中位 {statistics.median(values):.2f}，99% 以内 {p99:.2f}，最长 {values[-1]:.2f} {unit}"


if __name__ == "__main__":
    sys.exit(main())
