"""What an act is given and gives back, and the reading of its arguments."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from simulations.casework import Case, CasePaper
from simulations.catalogue import Catalogue, Material, Service
from simulations.people import Person
from simulations.state import Application, Said, State

LONGEST = 400


class Blocked(Exception):
    """What the real system would not let a clerk do; `text` is its Chinese message."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code
        self.text = text


@dataclass(frozen=True)
class Moved:
    """The state an act made, what it was about, and what came of it."""

    state: State
    target: str = ""
    outcome: str = ""


@dataclass(frozen=True)
class Move:
    """One act to carry out."""

    case: Case
    catalogue: Catalogue
    state: State
    act: Mapping[str, object]
    at: int
    seq: int

    @cached_property
    def target(self) -> str:
        """What the act names, for the record of one that was refused."""
        return "/".join(str(value)[:40] for key, value in sorted(self.act.items()) if key not in ("do", "case"))

    def text(self, key: str) -> str:
        """Return a text argument; blocked if it is not given."""
        value = self.act.get(key)
        if not isinstance(value, str) or len(value) > LONGEST:
            raise Blocked("malformed", "操作缺少内容，请重试")
        return value

    def person(self, key: str = "person") -> Person:
        """Return the person an act names."""
        found = next((one for role, one in self.case.people.items() if role == self.text(key)), None)
        if found is None:
            raise Blocked("no_person", "没有这个人")
        return found

    def paper(self) -> CasePaper:
        """Return the paper an act names, which must still be in the tray."""
        found = self.case.paper(self.text("paper"))
        if found is None or found.id in self.state.gone:
            raise Blocked("no_paper", "托盘里没有这份材料")
        return found

    def application(self) -> Application:
        """Return the application an act names."""
        found = self.state.applications.get(self.text("application"))
        if found is None:
            raise Blocked("no_application", "请先选择事项")
        return found

    def service(self, application: Application) -> Service:
        """Return the service of an application."""
        return self.catalogue.services[application.service]

    def material(self, application: Application) -> Material:
        """Return the material an act names, of the application's service."""
        wanted = self.text("material")
        found = next((one for one in self.service(application).materials if one.id == wanted), None)
        if found is None:
            raise Blocked("no_material", "材料清单里没有这一项")
        return found

    def side(self) -> int:
        """Return which side is meant; the first if the act does not say."""
        side = self.act.get("side", 1)
        if side not in (1, 2) or isinstance(side, bool):
            raise Blocked("no_side", "没有这一面")
        return int(side)

    def with_application(self, application: Application) -> State:
        """Return the state with an application changed."""
        return replace(self.state, applications={**self.state.applications, application.service: application})


def say(state: State, who: str, text: str) -> State:
    """Return the state with a line more in the conversation."""
    return replace(state, talk=(*state.talk, Said(who, text)))


def learn(state: State, *tokens: str) -> State:
    """Return the state with tokens known."""
    return replace(state, known=state.known | set(tokens))


def facts(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the tokens of facts."""
    return tuple(f"fact:{name}" for name in names)
