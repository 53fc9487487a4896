"""The PC's self-test, open to everyone on the network before the day: it tells rooms and seats and nothing else."""

import secrets

from flask import Blueprint, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from app.queries.self_tests import rooms_with_seats
from app.runtime import runtime
from app.services.self_tests import keep_report
from app.web.doors import public

pages = Blueprint("selftest", __name__, url_prefix="/selftest")

BLOCK_BYTES = 200_000
BLOCK = secrets.token_hex(BLOCK_BYTES // 2)  # of a type that nothing compresses on its way


@pages.get("")
@public
def page() -> ResponseReturnValue:
    """Show the page a PC is tested with."""
    return render_template("selftest.html", rooms=rooms_with_seats())


@pages.get("/ping")
@public
def ping() -> ResponseReturnValue:
    """Answer at once with the exam clock."""
    return jsonify(now=runtime().clock.now())


@pages.get("/block")
@public
def block() -> ResponseReturnValue:
    """Send 200 kB, so that the line's rate can be measured."""
    return BLOCK, {"Content-Type": "application/octet-stream"}


@pages.post("")
@public
def report() -> ResponseReturnValue:
    """Keep a report."""
    passed = keep_report(body=request.get_data(), address=request.remote_addr or "")
    return jsonify(passed=passed)
