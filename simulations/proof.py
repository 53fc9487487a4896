"""prove: a scenario is proven when the model clerk earns full marks and every trap costs what it is said to cost."""

import random
import statistics
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from question_bank.authoring import Steps
from question_bank.digest import digest
from simulations.casework import Case, Setting, Unfilled, draw_case, filled, words_of
from simulations.catalogue import DECISIONS, FLAWS, Catalogue
from simulations.clerk import Plan, acts_of, dumb_plan, model_plan, trapped_plan
from simulations.expressions import EvaluationFault
from simulations.marking import RunScore, mark
from simulations.reviews.scenarios import drawn_mistakes
from simulations.ruling import WEIGHING, ApplicationRuling, NoSituation, Ruling, rule
from simulations.scenario import ExpectedApplication, Scenario
from simulations.state import State
from simulations.window import Act, play

DRAWS = 50
MUST_DIFFER = 20
MOST_SPREAD = Fraction(15, 100)
FULL = Fraction(100)
DUMB = ("accept", "refuse", "random")
MOST_DUMB = 50


@dataclass(frozen=True)
class Complaint:
    """Why a scenario is not proven, in Chinese, and where in it."""

    code: str
    message: str
    at: Steps = ()


@dataclass(frozen=True)
class Proof:
    """What was found over all drawn cases; the scenario is proven if there is no complaint.

    `model` is the model clerk's lowest score, `losses` each trap's smallest loss, `dumb` the mean of each dumb clerk;
    `decision` names what is right, for the means over the decisions.
    """

    scenario: str
    decision: str
    cases: int
    acts: int
    model: Fraction
    losses: Mapping[str, Fraction]
    dumb: Mapping[str, Fraction]
    complaints: tuple[Complaint, ...]

    @property
    def holds(self) -> bool:
        """Whether the scenario may be used in a sitting."""
        return not self.complaints


def prove(scenario: Scenario, catalogue: Catalogue, setting: Setting, draws: int = DRAWS) -> Proof:
    """Return the proof of a scenario over `draws` cases drawn with seeds 0, 1, 2, ..."""
    return _Prover(scenario, catalogue, setting).prove(draws)


def dumb_means(proofs: Mapping[str, Proof]) -> dict[str, Fraction]:
    """Return each dumb clerk's mean: first over the scenarios of one right decision, then over the decisions."""
    by_decision: dict[str, list[Proof]] = {}
    for proof in proofs.values():
        by_decision.setdefault(proof.decision, []).append(proof)
    means = {}
    for name in DUMB:
        each = [_mean([proof.dumb[name] for proof in group]) for group in by_decision.values()]
        means[name] = _mean(each)
    return means


def _mean(values: list[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values) if values else Fraction(0)


@dataclass
class _Tally:
    """What is gathered over the draws."""

    seen: set[str] = field(default_factory=set)
    shapes: set[tuple[object, ...]] = field(default_factory=set)
    acts: list[int] = field(default_factory=list)
    model: list[Fraction] = field(default_factory=list)
    losses: dict[str, list[Fraction]] = field(default_factory=dict)
    dumb: dict[str, list[Fraction]] = field(default_factory=dict)
    complaints: dict[tuple[str, Steps], Complaint] = field(default_factory=dict)


class _Prover:
    def __init__(self, scenario: Scenario, catalogue: Catalogue, setting: Setting) -> None:
        self._scenario = scenario
        self._catalogue = catalogue
        self._setting = setting
        self._tally = _Tally()
        self._decision = ""

    def prove(self, draws: int) -> Proof:
        tally = self._tally
        for seed in range(draws):
            self._one(seed)
        if tally.acts:
            self._compare(draws)
        return Proof(
            self._scenario.id,
            self._decision,
            len(tally.seen),
            int(statistics.median(tally.acts or [0])),
            min(tally.model, default=Fraction(0)),
            {name: min(losses) for name, losses in tally.losses.items()},
            {name: _mean(tally.dumb.get(name, [])) for name in DUMB},
            tuple(tally.complaints.values()),
        )

    def _one(self, seed: int) -> None:
        rng = random.Random(seed)  # noqa: S311  # reproducible draws
        try:
            case = draw_case(self._scenario, rng, self._setting, self._catalogue)
            if wrong := next(drawn_mistakes(self._scenario, case, self._catalogue), None):
                self._complain(Complaint(wrong.code, f"种子 {seed}：{wrong.message}", wrong.at))
                return
            ruling = rule(case, self._catalogue)
        except (Unfilled, NoSituation, EvaluationFault) as problem:
            said = f"种子 {seed} 抽出的案例裁定不了（{problem}）；请收窄 draw，或补全事项的情形"
            self._complain(Complaint("no-ruling", said, ("draw",)))
            return
        self._decision = "+".join(one.decision for one in ruling.applications) or "none"
        self._tally.seen.add(digest(case.model_copy(update={"serial": 0})))
        for complaint in _disagreements(self._scenario, case, ruling, self._catalogue):
            self._complain(complaint)
        self._model(case, ruling)
        for trap in self._scenario.traps:
            _, score = self._run(case, ruling, trapped_plan(ruling, trap.falls))
            self._tally.losses.setdefault(trap.id, []).append(FULL - score.score)
        for name in DUMB:
            decision = rng.choice(sorted(DECISIONS)) if name == "random" else name
            _, score = self._run(case, ruling, dumb_plan(ruling, decision))
            self._tally.dumb.setdefault(name, []).append(score.score)

    def _model(self, case: Case, ruling: Ruling) -> None:
        acts = acts_of(case, self._catalogue, ruling, model_plan(ruling))
        state = self._play(case, acts)
        score = mark(case, self._catalogue, ruling, state)
        self._tally.acts.append(len(acts))
        self._tally.model.append(score.score)
        shape = tuple(sorted((one.id, one.points) for one in score.checkpoints))
        self._tally.shapes.add((self._decision, shape))
        for event in state.events:
            if event.code:
                said = f"按规则办理时，系统拒绝了第 {event.seq} 步 {event.do}（{event.target}）：{event.code}"
                self._complain(Complaint("model-refused", said))
        for one in ruling.applications:
            held = state.applications.get(one.service)
            unseen = sorted(one.evidence - (held.known if held else frozenset()))
            if unseen:
                names = "、".join(token.removeprefix("fact:") for token in unseen)
                said = f"裁定用到的“{names}”在作出决定前无从得知；请让某个回答、材料、证照或核查 shows 它"
                self._complain(Complaint("never-shown", said))
        lost = [one for one in score.checkpoints if not one.met]
        if lost and state.phase == "closed":
            said = f"按规则办理得不到满分：{'；'.join(one.text for one in lost[:3])}"
            self._complain(Complaint("model-score", said))

    def _run(self, case: Case, ruling: Ruling, plan: Plan) -> tuple[State, RunScore]:
        state = self._play(case, acts_of(case, self._catalogue, ruling, plan))
        return state, mark(case, self._catalogue, ruling, state)

    def _play(self, case: Case, acts: list[Act]) -> State:
        return play(case, self._catalogue, ((seq, act, seq * 1_000) for seq, act in enumerate(acts, 1)))

    def _compare(self, draws: int) -> None:
        tally = self._tally
        if len(tally.seen) < min(MUST_DIFFER, draws):
            said = f"抽 {draws} 次只有 {len(tally.seen)} 种不同的案例，至少要 {MUST_DIFFER} 种；请放宽 draw 和人物"
            self._complain(Complaint("too-alike", said, ("draw",)))
        if len(tally.shapes) > 1:
            self._complain(
                Complaint("unequal", "抽出的案例正确决定或评分要点的分值不一样；应拆成不同的情景", ("draw",))
            )
        median = statistics.median(tally.acts)
        if any(abs(acts - median) > median * MOST_SPREAD for acts in tally.acts):
            said = f"抽出的案例办理步数相差太大（中位数 {median:g}，{min(tally.acts)}—{max(tally.acts)}）"
            self._complain(Complaint("unequal-work", said, ("draw",)))
        for index, trap in enumerate(self._scenario.traps):
            least = min(tally.losses[trap.id])
            if least < trap.costs:
                said = f"中“{trap.name}”的人最少只失 {float(least):.1f} 分，不到所写的 {trap.costs} 分"
                self._complain(Complaint("cheap-trap", said, ("traps", index, "costs")))

    def _complain(self, complaint: Complaint) -> None:
        self._tally.complaints.setdefault((complaint.code, complaint.at), complaint)


def _disagreements(scenario: Scenario, case: Case, ruling: Ruling, catalogue: Catalogue) -> Iterator[Complaint]:
    """Yield where the author's expectation and the rules part."""
    words = words_of(case, catalogue)
    derived = {one.service: one for one in ruling.applications}
    for index, stated in enumerate(scenario.expect):
        expected = filled(stated.model_dump(mode="json"), words)
        yield from _differences(expected, derived[stated.service], stated, index)


def _differences(
    expected: Mapping[str, object], derived: ApplicationRuling, stated: ExpectedApplication, index: int
) -> Iterator[Complaint]:
    gaps = derived.gaps if derived.decision in WEIGHING else {}
    rules: dict[str, object] = {
        "situation": derived.situation,
        "decision": derived.decision,
        "verdicts": {name: one.verdict for name, one in derived.verdicts.items()},
        "gaps": {name: set(flaws) for name, flaws in gaps.items()},
        "reasons": set(derived.reasons),
        "destination": derived.destination,
        "documents": set(derived.documents),
    }
    author: dict[str, object] = {
        **expected,
        "gaps": {name: _flaw_set(flaws) for name, flaws in stated_gaps(expected).items()},
        "reasons": set(stated.reasons),
        "documents": set(stated.documents),
    }
    for key, right in rules.items():
        if author[key] != right:
            said = f"与规则不符：作者写的是 {_words(author[key])}，规则得出的是 {_words(right)}"
            yield Complaint("expectation", said, ("expect", index, key))


def stated_gaps(expected: Mapping[str, object]) -> Mapping[str, object]:
    """Return the gaps an author stated, by material."""
    gaps = expected["gaps"]
    return gaps if isinstance(gaps, Mapping) else {}


def _flaw_set(flaws: object) -> set[str]:
    return {flaws} if isinstance(flaws, str) else set(flaws)  # type: ignore[call-overload]  # a list of flaws


def _words(value: object) -> str:
    if isinstance(value, set):
        return "、".join(sorted(FLAWS.get(str(one), str(one)) for one in value)) or "（无）"
    if isinstance(value, Mapping):
        return "，".join(f"{name}: {_words(one)}" for name, one in sorted(value.items())) or "（无）"
    return DECISIONS.get(str(value), str(value)) or "（无）"
