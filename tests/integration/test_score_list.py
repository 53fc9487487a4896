"""The organizer's score list and its file."""

from io import BytesIO
from urllib.parse import unquote

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import event

from app.database import db
from app.services.grading import grade_due
from app.services.scores import list_scores
from config import Config
from tests.conftest import Act
from tests.factories.cast import CODES, Rounds
from tests.factories.exam_client import ExamClient, wsgi_wire
from tests.factories.stored import execute, rows

DANGEROUS = ("=1+1", "+86", "-2", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")')


@pytest.mark.parametrize("name", DANGEROUS)
def test_file_keeps_a_name_like_a_formula_as_text(
    sitting: ExamClient, organizer: ExamClient, rounds: Rounds, config: Config, name: str
):
    sitting.submit()
    execute(config, "UPDATE contestants SET name = :name, unit = :name WHERE admission_number = '20260001'", name=name)
    reply = organizer.get(f"/organizer/rounds/{rounds.personal}/scores.xlsx")
    sheet = load_workbook(BytesIO(reply.body)).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells if cell.value == f"'{name}"] == [f"'{name}"] * 2


def test_file_has_a_chinese_name_and_is_audited(organizer: ExamClient, rounds: Rounds, config: Config):
    reply = organizer.get(f"/organizer/rounds/{rounds.personal}/scores.xlsx")
    disposition = reply.headers["Content-Disposition"]
    assert unquote(disposition) == "attachment; filename*=UTF-8''个人时段赛成绩.xlsx"
    assert rows(config, "SELECT actor FROM audit_entries WHERE action = 'scores.export'") == [("staff:organizer1",)]


def test_list_costs_as_many_queries_for_three_as_for_one(app: Flask, rounds: Rounds, act: Act):
    counted = []
    for number, code in CODES.items():
        client = ExamClient(wsgi_wire(app), f"browser-of-{number}")
        client.sign_in(number, code)
        client.start(rounds.personal).submit()
        act(grade_due)
        counted.append(_queries(app, act, rounds.personal))
    assert counted == [counted[0]] * 3


def _queries(app: Flask, act: Act, round_id: int) -> int:
    seen: list[str] = []

    def note(*arguments: object) -> None:
        seen.append(str(arguments[2]))

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    act(list_scores, round_id=round_id)
    event.remove(engine, "before_cursor_execute", note)
    return len(seen)
