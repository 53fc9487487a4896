"""The pictures of a simulation sitting: what its clerk has earned so far, drawn by the address it is asked for at."""

import hashlib
from collections.abc import Callable, Mapping

from app.journal.reading import Resumed
from simulations.picture import face_svg, licence_svg, paper_svg

# The page shows them as images, which run nothing; nobody else's page may embed them. They are asked for anew each
# time, and not sent again if they are as before.
SVG = [
    ("Content-Type", "image/svg+xml; charset=utf-8"),
    ("Cache-Control", "private, no-cache"),
    ("Content-Security-Policy", "default-src 'none'; sandbox"),
    ("X-Content-Type-Options", "nosniff"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
]


def picture(resumed: Resumed, what: str, named: str, side: str) -> bytes | None:
    """Return the SVG of `named` (`<case>/<paper>`, `<case>/<licence>/<person>`, `<case>/<person>`).

    None if there is no such thing, or it was not earned: nobody can tell which.
    """
    case, *rest = named.split("/")
    if case not in resumed.runs.states or len(rest) != PARTS[what]:
        return None
    svg = DRAWN[what](resumed, case, rest, int(side) if side in ("1", "2") else 1)
    return svg.encode() if svg is not None else None


def tag_of(svg: bytes) -> str:
    """Return the entity tag of a picture."""
    return f'"{hashlib.sha256(svg).hexdigest()[:32]}"'


def _paper(resumed: Resumed, case: str, rest: list[str], side: int) -> str | None:
    return paper_svg(resumed.desk.cases[case], resumed.runs.states[case], rest[0], side)


def _licence(resumed: Resumed, case: str, rest: list[str], _side: int) -> str | None:
    licence, person = rest
    desk = resumed.desk
    return licence_svg(desk.cases[case], desk.catalogue, resumed.runs.states[case], licence, person)


def _face(resumed: Resumed, case: str, rest: list[str], _side: int) -> str | None:
    return face_svg(resumed.desk.cases[case], resumed.runs.states[case], rest[0])


PARTS: Mapping[str, int] = {"papers": 1, "licences": 2, "faces": 1}
DRAWN: Mapping[str, Callable[[Resumed, str, list[str], int], str | None]] = {
    "papers": _paper,
    "licences": _licence,
    "faces": _face,
}
