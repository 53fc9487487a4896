"""A desk to act at: a drawn case of the trial content, and short ways to do things there."""

import random
from functools import lru_cache
from pathlib import Path

from simulations.casework import draw_case
from simulations.clerk import acts_of, model_plan
from simulations.loader import load_content
from simulations.marking import mark
from simulations.ruling import rule
from simulations.view import view
from simulations.window import advance, start

TRIAL = Path(__file__).parents[1] / "bank" / "window"
NOON = 1_000_000


@lru_cache(maxsize=1)
def trial_content():
    """Return the trial content, read once."""
    return load_content(TRIAL)


def trial_case(name, seed=3, **changes):
    """Return a drawn case of a trial scenario, questions and papers as they are written, with fields changed."""
    content = trial_content()
    scenario = content.scenarios[name]
    case = draw_case(scenario, random.Random(seed), content.setting(), content.newest())
    written = {
        "asks": tuple(next(one for one in case.asks if one.id == ask.id) for ask in scenario.asks),
        "papers": tuple(case.paper(paper.id) for paper in scenario.brought),
    }
    return case.model_copy(update={**written, **changes})


class Desk:
    """One case being worked on."""

    def __init__(self, name="trial-accept", *, case=None, catalogue=None):
        self.case = case or trial_case(name)
        self.catalogue = catalogue or trial_content().newest()
        self.state = start(self.case)
        self.seq = 0

    def do(self, act, **facts):
        """Do one act; return the code of the system's refusal, or None."""
        self.seq += 1
        body = {"do": act, **facts}
        self.state = advance(self.case, self.catalogue, self.state, body, NOON + self.seq * 1_000, self.seq)
        return self.state.refusal[1] if self.state.refusal else None

    def open(self):
        """Call until the resident is there; return the desk."""
        while self.state.phase != "open":
            self.do("call")
        return self

    def chosen(self, service="TS-01", situation="local"):
        """Open the case and choose the service and its situation; return the desk."""
        self.open()
        self.do("choose", service=service)
        self.do("situation", application=service, situation=situation)
        return self

    def decided(self, decision, service="TS-01", situation="local"):
        """Choose and decide; return the desk."""
        self.chosen(service, situation)
        self.do("decide", application=service, decision=decision)
        return self

    def model(self, *, skip=()):
        """Handle the whole case as the model clerk does, but for acts whose name is skipped; return the desk."""
        ruling = rule(self.case, self.catalogue)
        for act in acts_of(self.case, self.catalogue, ruling, model_plan(ruling)):
            if act["do"] not in skip:
                self.do(**{"act": act["do"], **{key: value for key, value in act.items() if key != "do"}})
        return self

    @property
    def score(self):
        """What the run is worth so far."""
        return mark(self.case, self.catalogue, rule(self.case, self.catalogue), self.state)

    @property
    def seen(self):
        """What the clerk sees."""
        return view(self.case, self.catalogue, self.state)

    def earned(self, checkpoint):
        """Return the share of a checkpoint's points that was earned."""
        found = next(one for one in self.score.checkpoints if one.id == checkpoint)
        return found.earned / found.points
