"""Answers to refusals, and pages for what the framework itself refuses."""

import logging
from collections.abc import Callable, Mapping
from http import HTTPStatus

from flask import Flask, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from app.services.refused import Refused
from app.services.words import worded
from app.write_gate import GateBusy

logger = logging.getLogger(__name__)

HTTP_WORDS: Mapping[int, tuple[str, str]] = {
    400: ("请求不完整", "请返回上一页重试。"),
    404: ("没有这个页面", "地址可能写错了，或页面已经移走。"),
    405: ("不能这样打开", "请从页面上的按钮进入。"),
    413: ("内容太大", "请缩小后再试。"),
    500: ("系统出错了", "已记入日志；已保存的内容不受影响，请稍后重试或找监考员。"),
}


def init_errors(app: Flask) -> None:
    """Answer refusals and errors with a page, or with JSON where JSON was asked for."""
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(GateBusy, _busy)
    app.register_error_handler(HTTPException, _http)


def back_with(refused: Refused, url: str) -> ResponseReturnValue:
    """Go back to a page with the refusal as a message on it."""
    _, title, message = worded(refused)
    flash(f"{title}。{message}", "error")
    return redirect(url, code=303)


def act_and_return(act: Callable[[], str], url: str) -> ResponseReturnValue:
    """Do something and go back to a page, with what `act` returned or the refusal as a message on it."""
    try:
        flash(act(), "ok")
    except Refused as refused:
        return back_with(refused, url)
    return redirect(url, code=303)


def _refused(refused: Refused) -> ResponseReturnValue:
    status, title, message = worded(refused)
    if _wants_json():
        return jsonify(code=refused.code, **refused.facts), status
    if refused.code == "sign_in_needed" and request.method == "GET":
        return redirect(url_for("auth.login", next=request.full_path.rstrip("?")), code=303)
    return _page(status, title, message)


def _stale_form(problem: CSRFError) -> ResponseReturnValue:
    if _wants_json():
        return jsonify(code="csrf", reason=problem.description), 400
    return _page(400, "页面放得太久了", "请返回上一页，刷新后再提交。")


def _busy(_problem: GateBusy) -> ResponseReturnValue:
    return _refused(Refused("busy"))


def _http(problem: HTTPException) -> ResponseReturnValue:
    status = problem.code or 500
    if status < HTTPStatus.BAD_REQUEST:
        return problem.get_response()
    if _wants_json():
        return jsonify(code="http", status=status), status
    return _page(status, *HTTP_WORDS.get(status, HTTP_WORDS[_family(status)]))


def _family(status: int) -> int:
    server = status >= HTTPStatus.INTERNAL_SERVER_ERROR
    return (HTTPStatus.INTERNAL_SERVER_ERROR if server else HTTPStatus.BAD_REQUEST).value


def _page(status: int, title: str, message: str) -> ResponseReturnValue:
    return render_template("error.html", title=title, message=message, status=status), status


def _wants_json() -> bool:
    accepted = request.accept_mimetypes
    return accepted.best_match(["text/html", "application/json"]) == "application/json" and (
        accepted["application/json"] > accepted["text/html"]
    )
