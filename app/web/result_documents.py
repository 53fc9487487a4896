"""Documents of a version: the notice, the request, the scores, certificates."""

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from app.services.access import Action
from app.services.results.documents import document as make
from app.web.doors import door
from app.web.downloads import attachment

pages = Blueprint("result_documents", __name__, url_prefix="/results")

NAMES = {"notice": "公示稿", "request": "上报请示", "scores": "成绩单", "certificates": "证书"}


@pages.get("/<int:competition_id>/<contest_id>/versions/<int:version>/documents/<name>")
@door(Action.READ_RESULTS)
def document(competition_id: int, contest_id: str, version: int, name: str) -> ResponseReturnValue:
    """Download a document of a version."""
    mimetype, file = make(competition_id, contest_id, version, name)
    stem, _, ending = name.partition(".")
    return attachment(Response(file, mimetype=mimetype), f"{NAMES[stem]} 第{version}版.{ending}")
