"""What stands on which side, what is said of it, and what a paper calls itself."""

import pytest

from simulations.drawing.sheet import Sheet, card_side, page

LINES = (("姓名", "阮知夏"), ("住址", "云桥街道"), ("有效期限", "2043.05.20"))


def test_a_card_of_one_side_bears_all():
    assert card_side(Sheet("id_card", "居民身份证", LINES)).lines == LINES


@pytest.mark.parametrize(("side", "lines", "seals"), [(1, LINES[:2], ("章",)), (2, LINES[2:], ())])
def test_the_back_of_a_card_says_until_when(side, lines, seals):
    shown = card_side(Sheet("id_card", "居民身份证", LINES, seals=("章",), side=side, sides=2))
    assert (shown.lines, shown.seals) == (lines, seals)


def test_a_paper_of_one_page_bears_all():
    sheet = Sheet("contract", "合同", LINES, (("甲方", ""),), ("章",), "2026-09-14")
    assert page(sheet) == sheet


def test_what_closes_a_paper_is_on_its_last_page():
    first, last = (
        page(Sheet("contract", "合同", LINES, (("甲方", ""),), ("章",), "2026-09-14", side=side, sides=2))
        for side in (1, 2)
    )
    assert (first.lines, first.signatures, first.seals, first.dated) == (LINES[:2], (), (), "")
    assert (last.lines, last.signatures, last.seals, last.dated) == (LINES[2:], (("甲方", ""),), ("章",), "2026-09-14")


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("授权委托书", "授权委托书"),
        ("户口簿复印件", "户口簿"),
        ("丈夫的居民身份证", "居民身份证"),
        ("居民身份证（已过期）", "居民身份证"),
        ("出生医学证明照片（上传）", "出生医学证明"),
        ("结婚证（电子证照）", "结婚证"),
        ("解除合同通知的照片", "解除合同通知"),
        ("一张门诊挂号票据", "门诊挂号票据"),
        ("告知承诺书（适用于租住）", "告知承诺书（适用于租住）"),
        ("照片", "照片"),
    ],
)
def test_a_paper_does_not_say_how_it_came_here(title, heading):
    assert Sheet("note", title).heading == heading


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"original": False}, "姓名：阮知夏；这是复印件"),
        ({"original": False, "kind": "phone_photo"}, "姓名：阮知夏；这是手机上的影像"),
        ({"sides": 2, "side": 2}, "姓名：阮知夏；第 2 面，共 2 面"),
        ({"number": "0012"}, "编号：0012；姓名：阮知夏"),
        ({"lines": (("委托期限", ""),)}, "委托期限：空白"),
        ({"lines": (("委托期限", "　　年　　月"),)}, "委托期限：　　年　　月"),
    ],
)
def test_all_that_can_be_seen_is_said(changes, said):
    assert Sheet(**{"kind": "note", "title": "便条", "lines": (("姓名", "阮知夏"),), **changes}).spoken == said
