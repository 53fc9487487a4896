"""The preview: what a contestant sees above the line, the rest below it."""

from datetime import date

import pytest

from question_bank.kinds import KINDS
from question_bank.model import Bank, Source, Topic
from question_bank.preview import preview
from tests.factories.items import make_item

BANK = Bank(
    topics={"services/residence": Topic(id="services/residence", name="居住证业务")},
    sources={
        "residence-permit-663": Source(
            id="residence-permit-663", title="居住证暂行条例", issuer="国务院", year=2015, reliability="核"
        )
    },
)
LINE = "以下选手看不到"


def test_preview_shows_the_whole_item() -> None:
    item = make_item(valid={"from": date(2016, 1, 1), "to": date(2030, 1, 1)})
    assert preview(item, BANK) == (
        "【单项选择题】res-001\n\n窗口应当怎样做：\n\nA. 先收件\nB. 再核实\nC. 后归档\nD. 不受理\n\n"
        f"{'─' * 30} {LINE}\n\n"
        "答案：B. 再核实\n\n解析：依据条文。\n\n依据：《居住证暂行条例》第十条（国务院，2015）\n\n"
        "专题：居住证业务；预计答对率 0.65；适用 2016-01-01 至 2030-01-01"
    )


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        ("multiple_choice", "答案：A. 先收件；C. 后归档"),
        ("true_false", "答案：false. 错误"),
        ("fill_in", "答案：便捷；亲和"),
        ("numeric", "答案：12"),
        ("working_days", "答案：2024-09-23"),
        ("ordering", "答案：B. 再核实；A. 先收件；D. 不受理；C. 后归档"),
        ("matching", "答案：1. 收件凭证 → a. 证明收到材料；2. 受理通知书 → b. 证明已经受理"),
        ("case", "（1）答案：B. 再核实"),
    ],
)
def test_the_key_stands_below_the_line_and_nowhere_above_it(kind: str, key: str) -> None:
    shown, hidden = preview(make_item(kind=kind), BANK).split(LINE)
    assert (key in shown, key in hidden) == (False, True)


@pytest.mark.parametrize("kind", list(KINDS))
def test_no_explanation_stands_above_the_line(kind: str) -> None:
    item = make_item(kind=kind, explain="只给命题人看")
    assert "只给命题人看" not in preview(item, BANK).split(LINE)[0]


def test_a_part_is_explained_below_its_key() -> None:
    part = {"id": "a", "kind": "true_false", "stem": "小题：", "answer": True, "explain": "小题的解析。"}
    other = {**part, "id": "b", "explain": ""}
    hidden = preview(make_item(kind="case", parts=[part, other]), BANK).split(LINE)[1]
    assert hidden.strip().split("\n\n")[:3] == ["（1）答案：true. 正确", "（1）小题的解析。", "（2）答案：true. 正确"]


def test_a_calendar_is_shown_day_by_day() -> None:
    shown = preview(make_item(kind="working_days"), BANK).split(LINE)[0]
    assert "2024-09-15 班\n2024-09-16 上班\n" in shown
    assert "2024-09-19 丰收节\n" in shown


def test_a_unit_is_shown() -> None:
    assert "单位：个月" in preview(make_item(kind="numeric"), BANK).split(LINE)[0]
