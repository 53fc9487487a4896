"""Doors: every view says who may use it, and a view that doesn't is closed."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from flask import Blueprint, Flask, current_app, request
from flask.typing import ResponseReturnValue
from flask_login import UserMixin, current_user

from app.queries.people import find_contestant, find_staff
from app.services.access import Action, Actor, Role, require
from app.services.refused import Refused
from app.web.idle import lock_if_idle

Arguments = ParamSpec("Arguments")
Returned = TypeVar("Returned", bound=ResponseReturnValue)
View = Callable[Arguments, Returned]


class SignedIn(UserMixin):
    """What Flask-Login keeps: an actor, loaded anew with every request."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor

    def get_id(self) -> str:
        """Return the id kept in the session cookie."""
        kind = "contestant" if self.actor.role is Role.CONTESTANT else "staff"
        return f"{kind}:{self.actor.id}:{self.actor.epoch}"


def public(view: View[Arguments, Returned]) -> View[Arguments, Returned]:
    """Open a view to everyone."""
    view.door = None  # type: ignore[attr-defined]  # a mark on the function is how check() finds it
    return view


def door(action: Action) -> Callable[[View[Arguments, Returned]], View[Arguments, Returned]]:
    """Open a view to whoever may do `action`."""

    def mark(view: View[Arguments, Returned]) -> View[Arguments, Returned]:
        view.door = action  # type: ignore[attr-defined]  # see public()
        return view

    return mark


def actor() -> Actor:
    """Return who is signed in; refuse with `sign_in_needed` if nobody is."""
    if not current_user.is_authenticated:
        raise Refused("sign_in_needed")
    found: Actor = current_user.actor
    return found


def load_signed_in(session_id: str) -> SignedIn | None:
    """Return the person a session cookie names, or None if they have signed out or may no longer sign in."""
    kind, _, number = session_id.partition(":")
    person, _, epoch = number.partition(":")
    if not person.isdecimal():
        return None
    found = _contestant(int(person)) if kind == "contestant" else _staff(int(person))
    return SignedIn(found) if found and str(found.epoch) == epoch else None


def _contestant(contestant_id: int) -> Actor | None:
    row = find_contestant(contestant_id)
    if row is None:
        return None
    key, epoch = f"contestant:{row.admission_number}", row.session_epoch
    return Actor(key, row.id, row.name, Role.CONTESTANT, row.competition_id, epoch)


def _staff(account_id: int) -> Actor | None:
    row = find_staff(account_id)
    if row is None:
        return None
    role, epoch = Role(row.role), row.session_epoch
    return Actor(f"staff:{row.username}", row.id, row.name, role, None, epoch, row.district, row.unit)


def check() -> ResponseReturnValue | None:
    """Before each request: refuse a view that states no door, and anyone its door isn't for; lock who was idle."""
    if request.endpoint is None or request.endpoint == "static":
        return None
    view = current_app.view_functions[request.endpoint]
    if not hasattr(view, "door"):
        raise Refused("forbidden", action=request.endpoint)
    if view.door is None:
        return None
    require(actor(), view.door)
    return lock_if_idle(actor())


def init_doors(app: Flask, pages: list[Blueprint]) -> None:
    """Register the pages and put the check before every one of them."""
    app.before_request(check)
    for blueprint in pages:
        app.register_blueprint(blueprint)
