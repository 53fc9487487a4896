"""What a run says: the figures against the ceilings, the targets with their verdicts, and the record kept of it."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict

from bench.course import Findings
from bench.figures import Target, Window, calmest, is_disturbed, percentile, ratio, spread

BASE = "bare Flask"


def targets(findings: Findings) -> list[Target]:
    """Return the numbered targets with what this run measured for them."""
    best = {phase: calmest(windows) for phase, windows in findings.windows.items()}
    base, save = best[BASE], best["save"]
    void = base.void or save.void
    found = [
        Target("1", "save: CPU / bare Flask's", ratio(save.cpu, base.cpu), 0.8, at_most=True, void=void),
        Target(
            "1", "save: rate / bare Flask's", ratio(save.per_second, base.per_second), 1.0, at_most=False, void=void
        ),
        Target("1", "save: CPU, ms", save.cpu, 0.25, at_most=True, void=save.void),
        Target("2", "save: p99 at 32 connections, ms", save.p99, 50, at_most=True, void=save.void),
    ]
    return [*found, *_slow_disk(best), *_bytes(findings), *_pages(best), *_acts(findings, best)]


def table(findings: Findings) -> str:
    """Return the run as Markdown tables: the phases, the database's own commits, the targets."""
    best = {phase: calmest(windows) for phase, windows in findings.windows.items()}
    base = best[BASE]
    lines = [
        "| | requests/s | p50 ms | p99 ms | CPU ms | CPU / bare | rate / bare | spread | others |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
        *(_phase_line(phase, window, base, findings) for phase, window in best.items()),
        "",
        "| durable rows | rows/s | CPU ms a row |",
        "|---|--:|--:|",
        *(f"| {c.rows_a_commit} a commit | {c.rows_per_second:,.0f} | {c.cpu:.4f} |" for c in findings.commits),
        "",
        "| target | | measured | wanted | |",
        "|---|---|--:|--:|---|",
        *map(_target_line, targets(findings)),
        "",
        *_other_figures(findings),
    ]
    return "\n".join(lines)


def record(findings: Findings, conditions: Mapping[str, object]) -> dict[str, object]:
    """Return what is kept of a run, every window of it."""
    return {
        "conditions": conditions,
        "fdatasync_ms": {"p50": percentile(findings.syncs, 0.5), "p99": percentile(findings.syncs, 0.99)},
        "commits": [asdict(commits) for commits in findings.commits],
        "windows": {phase: [asdict(window) for window in windows] for phase, windows in findings.windows.items()},
        "grading_cpu_ms": findings.grading_cpu,
        "peak_kib": findings.peaks,
        "bytes": asdict(findings.volume) if findings.volume else None,
        "engine": asdict(findings.engine) if findings.engine else None,
        "targets": [asdict(target) | {"verdict": target.verdict.value} for target in targets(findings)],
    }


def _slow_disk(best: Mapping[str, Window]) -> Iterator[Target]:
    if "save, slow disk" in best:
        grouped, single = best["save, slow disk"], best["one by one, slow disk"]
        times = ratio(grouped.per_second, single.per_second)
        void = grouped.void or single.void
        yield Target("2", "save, 5 ms sync: rate / one by one's", times, 5, at_most=False, void=void)


def _bytes(findings: Findings) -> Iterator[Target]:
    if findings.volume:
        yield Target("3", "save: bytes down", findings.volume.save, 150, at_most=True)
        yield Target("4", "sitting of 50 beside its paper, kB", findings.volume.sitting / 1000, 15, at_most=True)
        first_visit = findings.volume.first_visit / 1000
        yield Target("4", "static files but the font, first visit, kB", first_visit, 150, at_most=True)


def _pages(best: Mapping[str, Window]) -> Iterator[Target]:
    for phase, limit in (("open 80 items", 3), ("sign-in", 5)):
        yield Target("5", f"{phase}: CPU, ms", best[phase].cpu, limit, at_most=True, void=best[phase].void)


def _acts(findings: Findings, best: Mapping[str, Window]) -> Iterator[Target]:
    """Yield the targets of the mock window."""
    if "act" in best:
        yield Target("W", "act: CPU, ms", best["act"].cpu, 1, at_most=True, void=best["act"].void)
        yield Target("W", "act: p99 at 32 connections, ms", best["act"].p99, 50, at_most=True, void=best["act"].void)
    if findings.engine:
        yield Target("W", "largest view of a model run, kB", findings.engine.largest_view / 1000, 4, at_most=True)
        yield Target("W", "case of 300 acts rebuilt: CPU, ms", findings.engine.rebuild_ms, 20, at_most=True)
        proven = f"{findings.engine.scenarios} scenarios proven, s"
        yield Target("W", proven, findings.engine.proof_seconds, 60, at_most=True)


def _phase_line(phase: str, window: Window, base: Window, findings: Findings) -> str:
    notes = " void" if window.void else " disturbed" if is_disturbed(window) else ""
    return (
        f"| {phase} | {window.per_second:,.0f} | {window.p50:.1f} | {window.p99:.1f} | {window.cpu:.3f} "
        f"| {ratio(window.cpu, base.cpu):.2f} | {ratio(window.per_second, base.per_second):.2f} "
        f"| {spread(findings.windows[phase]):.0%} | {window.others_share:.2f}{notes} |"
    )


def _target_line(target: Target) -> str:
    wanted = f"{'≤' if target.at_most else '≥'} {target.limit:g}"
    return f"| {target.number} | {target.text} | {target.measured:.2f} | {wanted} | {target.verdict} |"


def _other_figures(findings: Findings) -> Iterator[str]:
    p50, p99 = (percentile(findings.syncs, share) for share in (0.50, 0.99))
    yield f"fdatasync of 4 KiB: p50 {p50:.2f} ms, p99 {p99:.2f} ms."
    yield "Peak memory: " + ", ".join(f"{name} {kib / 1024:.0f} MiB" for name, kib in findings.peaks.items()) + "."
    yield f"Grading after a hand-in: {min(findings.grading_cpu):.1f} CPU ms a sitting."
    if findings.engine:
        yield f"The engine by itself: {findings.engine.act_ms:.2f} CPU ms an act with its view."
    if findings.volume:
        v = findings.volume
        yield (
            f"Bytes: save {v.save} ({v.save_body} of body); paper {v.paper:,} ({v.paper_plain:,} plain); "
            f"sitting of 50: pages {v.pages:,}, journal {v.journal:,}, heartbeats of an hour {v.heartbeats:,}."
        )
    if "save, slow disk" not in findings.windows:
        yield "Slow disk: not measured, there is no C compiler here."
