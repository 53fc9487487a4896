"""Papers as SVG: well formed, deterministic, watermarked, readable aloud, and harmless whatever is written on them."""

from typing import get_args
from xml.etree import ElementTree as ET

import pytest

from simulations.drawing import CARDS, KINDS, Portrait, Sheet, draw
from simulations.drawing.marks import NOTICE
from simulations.scenario import PaperKind

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '</text><script>alert("x")</script>&<b>'
FACE = Portrait("989901199806050018", "female", 28)
CONTENT = {
    "title": "授权委托书",
    "lines": (("姓名", "阮知夏"), ("有效期限", "2023.05.20—2043.05.20"), ("", "说明文字")),
    "signatures": (("委托人", "阮知夏"), ("受托人", "")),
    "seals": ("云桥街道受理专用章",),
    "dated": "2026-09-14",
}


def _sheet(kind, **changes):
    return Sheet(kind, **{**CONTENT, **changes})


def _words(svg):
    return [element.text for element in ET.fromstring(svg).iter(f"{SVG}text")]


def test_there_is_a_look_for_every_kind_of_paper():
    assert sorted(KINDS) == sorted(get_args(PaperKind))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_well_formed_and_says_what_is_on_it(kind):
    root = ET.fromstring(draw(_sheet(kind, portrait=FACE)))
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text == "授权委托书"
    assert root.find(f"{SVG}desc").text == (
        "姓名：阮知夏；有效期限：2023.05.20—2043.05.20；说明文字；委托人：阮知夏；受托人：空白，没有签名；"
        "盖章：云桥街道受理专用章；日期：2026-09-14"
    )


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_said_is_drawn(kind):
    drawn = "".join(_words(draw(_sheet(kind))))
    assert [words for words in ("阮知夏", "2023.05.20—2043.05.20", "说明文字") if words not in drawn] == []


@pytest.mark.parametrize("kind", sorted(KINDS.keys() - CARDS))
def test_hands_and_dates_are_drawn_on_all_but_cards(kind):
    drawn = "".join(_words(draw(_sheet(kind, lines=()))))
    assert [words for words in ("委托人", "阮知夏", "受托人", "2026 年 9 月 14 日") if words not in drawn] == []


@pytest.mark.parametrize("kind", sorted(KINDS.keys() - {"bank_card"}))
def test_a_seal_is_drawn_on_all_that_bear_one(kind):
    rim = "".join(_words(draw(_sheet(kind, lines=(), signatures=(), dated=""))))
    assert "云桥街道受理专用章" in rim


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_bears_the_watermark_and_the_notice(kind):
    words = _words(draw(_sheet(kind)))
    assert words.count("模拟") >= 12
    assert words.count(NOTICE) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_written_stays_text(kind):
    svg = draw(
        _sheet(
            kind,
            title=HOSTILE,
            lines=((HOSTILE, HOSTILE),),
            signatures=((HOSTILE, HOSTILE),),
            seals=(HOSTILE,),
            dated=HOSTILE,
            number=HOSTILE,
            original=False,
        )
    )
    tags = {element.tag.removeprefix(SVG) for element in ET.fromstring(svg).iter()}
    assert tags <= {"svg", "title", "desc", "rect", "text", "path", "g", "circle", "ellipse"}


@pytest.mark.parametrize("kind", KINDS)
def test_a_strict_policy_lets_it_through(kind):
    svg = draw(_sheet(kind, portrait=FACE))
    names = {name for element in ET.fromstring(svg).iter() for name in element.attrib}
    assert names & {"style", "class", "id", "onload", "href"} == set()


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_sheet_is_drawn_alike(kind):
    assert draw(_sheet(kind, portrait=FACE)) == draw(_sheet(kind, portrait=FACE))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("original", [True, False])
def test_a_full_paper_is_small(kind, original):
    lines = tuple((f"第{n}项说明", "江澜区云桥街道望潮路十八弄六号四百零二室") for n in range(8))
    assert len(draw(_sheet(kind, lines=lines, portrait=FACE, original=original)).encode()) < 12_000


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("count", [0, 1, 9, 30])
def test_nothing_is_written_beyond_the_edge(kind, count):
    held = {"bank_card": 4, **dict.fromkeys(CARDS - {"bank_card"}, 9)}.get(kind, count)
    words = tuple((f"栏目{n}", "江澜区云桥街道望潮路18弄6号402室") for n in range(min(count, held)))
    root = ET.fromstring(draw(_sheet(kind, lines=words, portrait=FACE)))
    _, _, wide, high = (float(part) for part in root.get("viewBox").split())
    places = [(float(one.get("x", 0)), float(one.get("y", 0))) for one in root.iter(f"{SVG}text")]
    assert [place for place in places if place[0] > wide or place[1] > high] == []


@pytest.mark.parametrize("kind", KINDS)
def test_sides_and_numbers_are_told_at_the_foot(kind):
    words = _words(draw(_sheet(kind, side=2, sides=2, number="2026-0012")))
    assert [words.count("第 2 面　共 2 面"), words.count("编号 2026-0012")] == [1, 1]


@pytest.mark.parametrize(
    ("kind", "size"),
    [
        ("id_card", "0 0 860 540"),
        ("pledge", "0 0 800 1100"),
        ("household_book", "0 0 860 600"),
        ("note", "0 0 800 620"),
    ],
)
def test_papers_have_the_size_of_their_kind(kind, size):
    assert ET.fromstring(draw(Sheet(kind, "名称", CONTENT["lines"]))).get("viewBox") == size
