"""Uploaded files, read whole and named by what is in them."""

import hashlib
from pathlib import PurePath

from flask import request

from app.services.refused import Refused
from app.services.results.imports import Evidence

LONGEST_NAME = 120


def read_evidence(field: str) -> Evidence:
    """Return the file posted under `field`. Refuses with `no_evidence` where there is none or it is empty."""
    posted = request.files.get(field)
    content = posted.read() if posted else b""
    if posted is None or not content:
        raise Refused("no_evidence")
    name = PurePath((posted.filename or "").replace("\\", "/")).name[:LONGEST_NAME]
    return Evidence(name, hashlib.sha256(content).hexdigest(), content)
