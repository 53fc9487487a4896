"""What this process remembers of runs, so that an act is folded once; the journal stays what is true."""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from typing import Any

import orjson

from app.journal.posts import PostedEntry
from app.journal.reading import JournalReader, Resumed
from app.scoring.runs import go_on
from simulations.window import view

MOST_KEPT = 512
ACT = "act"

Views = dict[str, Any]


class RunKeeper:
    """Gives the views of a sitting's cases, as of the last stored entry.

    What was folded before is kept with the seq it reaches to and the newest decision it takes in; with every question
    the journal is asked what came since, by whatever process.
    """

    def __init__(self, reader: JournalReader, most: int = MOST_KEPT) -> None:
        self._reader = reader
        self._most = most
        self._kept: OrderedDict[str, Resumed] = OrderedDict()
        self._lock = threading.Lock()

    def opened(self, sitting_id: str, resumed: Resumed) -> Views:
        """Return every case's view from the first line of its conversation on, and remember what they are of."""
        self._keep(sitting_id, resumed)
        return {case: _view(resumed, case) for case in resumed.runs.states}

    def after(self, sitting_id: str, entries: Sequence[PostedEntry]) -> Views | None:
        """Return the views of the cases that `entries`, which are stored, act on; None of a quiz.

        A conversation is told from where it stood at some moment before them; from its start if none is known.
        """
        kept = self._recall(sitting_id)
        now = self._up_to_date(sitting_id, kept)
        if now is None:
            return None
        before = kept if kept and kept.decision == now.decision and kept.last_seq < entries[0].seq else None
        return {case: _view(now, case, before) for case in _named(entries) if case in now.runs.states}

    def current(self, sitting_id: str) -> Resumed | None:
        """Return the sitting as of its last stored entry; None of a quiz."""
        return self._up_to_date(sitting_id, self._recall(sitting_id))

    def _up_to_date(self, sitting_id: str, kept: Resumed | None) -> Resumed | None:
        lines, decision = self._reader.tail(sitting_id, kept.last_seq) if kept else ([], (0, 0))
        if kept is None or kept.decision != decision or (lines and lines[0].arrived_at <= decision[1]):
            now = self._reader.resumed(sitting_id)
        elif lines:
            now = kept._replace(runs=go_on(kept.desk, kept.runs, lines), last_seq=lines[-1].seq)
        else:
            return kept
        if now is not None:
            self._keep(sitting_id, now)
        return now

    def _recall(self, sitting_id: str) -> Resumed | None:
        with self._lock:
            return self._kept.get(sitting_id)

    def _keep(self, sitting_id: str, resumed: Resumed) -> None:
        """Remember the newer: of two requests at once, the one that saw less may come last."""
        with self._lock:
            kept = self._kept.pop(sitting_id, resumed)
            reach = max(kept, resumed, key=lambda one: (one.decision, one.last_seq))
            self._kept[sitting_id] = reach
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)


def _view(now: Resumed, case: str, before: Resumed | None = None) -> dict[str, Any]:
    told = len(before.runs.states[case].talk) if before else 0
    return view(now.desk.cases[case], now.desk.catalogue, now.runs.states[case], told)


def _named(entries: Sequence[PostedEntry]) -> list[str]:
    """Return the cases that acts among `entries` name, each once."""
    named = [orjson.loads(entry.body).get("case") for entry in entries if entry.kind == ACT]
    return list(dict.fromkeys(case for case in named if isinstance(case, str)))
