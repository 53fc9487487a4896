"""Forms and JSON of the console's measures, read strictly."""

from collections.abc import Mapping
from typing import Any

from wtforms import IntegerField, StringField
from wtforms.validators import DataRequired, Length, NumberRange

from app.services.measures import Ask
from app.services.refused import Refused
from app.services.second_person import Second
from app.web.forms import ChineseForm
from proctor.measures import Measure

LONGEST = 500
LONGEST_NAME = 200


class Postpone(ChineseForm):
    """How long a start is put off, and why."""

    minutes = IntegerField("推迟（分钟）", validators=[DataRequired("请填写分钟数"), NumberRange(1, 1440)])
    words = StringField("原因", validators=[DataRequired("请写明原因"), Length(max=200)])


def read_ask(posted: object) -> Ask:
    """Return the measure asked for; refuses with `bad_request` naming the field what no console sends."""
    given = _object(posted)
    measure = given.get("measure")
    if measure not in {one.value for one in Measure}:
        raise Refused("bad_request", field="measure")
    sittings = given.get("sittings")
    if not isinstance(sittings, list) or not all(isinstance(one, str) for one in sittings):
        raise Refused("bad_request", field="sittings")
    return Ask(
        Measure(measure),
        tuple(sittings),
        text_of(given, "reason"),
        text_of(given, "words"),
        number_of(given, "milliseconds") or 0,
        text_of(given, "text"),
        number_of(given, "seat"),
    )


def read_second(posted: object, address: str) -> Second | None:
    """Return the second person who signed, or None if nobody did."""
    given = _object(posted)
    username = text_of(given, "second_username")
    return Second(username, text_of(given, "second_password"), address) if username else None


def text_of(given: Mapping[str, Any], field: str) -> str:
    """Return a text, empty if there is none; refuses with `bad_request` anything else."""
    value = given.get(field, "")
    if not isinstance(value, str) or len(value) > LONGEST:
        raise Refused("bad_request", field=field)
    return value


def number_of(given: Mapping[str, Any], field: str) -> int | None:
    """Return a whole number, or None if there is none; refuses with `bad_request` anything else."""
    value = given.get(field)
    if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
        raise Refused("bad_request", field=field)
    return value


def _object(posted: object) -> Mapping[str, Any]:
    if not isinstance(posted, dict):
        raise Refused("bad_request", field="json")
    return posted
