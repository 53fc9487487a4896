"""Props: a PDF of papers, lines and points; the same content gives the same bytes, and nothing prints as a gap."""

from dataclasses import replace

import pytest

from simulations import props
from simulations.drawing import KINDS, Portrait, Sheet, draw
from simulations.props import Marked, NoGlyph, NotPrinted, Prop, PropsContent, make_props

FACE = Portrait("seed", "female", 40)
NOTE = Prop(draw(Sheet("note", "便条", (("内容", "社保卡遗失"),))), 168, card=False, note="便条（原件）")
CARD = Prop(draw(Sheet("id_card", "居民身份证", portrait=FACE)), 85.6, card=True, note="居民身份证（原件）")
CONTENT = PropsContent(
    title="代办缺签名",
    papers=(NOTE, CARD),
    role=(("你是", "阮知夏，女，40 岁"),),
    opening="您好，我替哥哥来办补贴。",
    answers=(("他是怎么离职的？", "厂里裁员。"),),
    silent=("离职原因",),
    mood="平静",
    right=("补贴申领：一次性告知补正",),
    records=("结婚证：未归集",),
    improper=(("结婚证带了吗？", "能调取，不应索要"),),
    points=(Marked("身份", "10.0", (("核验身份", "6.0"), ("人证比对", "4.0"))),),
    traps=("没看出缺签名（至少失 5 分）",),
)
BARE = PropsContent("引导", (), (), "您好。", (), (), "着急", (), (), (), (), ())


@pytest.mark.parametrize(
    "content", [CONTENT, BARE, replace(CONTENT, papers=(NOTE,)), replace(CONTENT, papers=(CARD, CARD))]
)
def test_content_prints_as_pdf(content):
    assert make_props(content)[:5] == b"%PDF-"


def test_the_same_content_gives_the_same_bytes():
    assert make_props(CONTENT) == make_props(CONTENT)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_paper_prints(kind):
    hands = (("本人", "阮知夏"), ("委托人", ""))
    sheet = Sheet(
        kind, "证明复印件", (("姓名", "阮知夏"),), hands, ("专用章（虚构）",), "2026-09-14", FACE, number="0012"
    )
    copy = replace(sheet, original=False, side=2, sides=2)
    papers = tuple(Prop(draw(one), 100, card=False, note="证明") for one in (sheet, copy))
    assert make_props(replace(BARE, papers=papers))[:5] == b"%PDF-"


def test_words_are_never_read_as_instructions():
    hostile = '#pagebreak() #read("/etc/passwd") $x$ ] \\'
    assert make_props(replace(CONTENT, opening=hostile, title=hostile, right=(hostile,)))[:5] == b"%PDF-"


def test_a_character_the_font_lacks_is_named():
    with pytest.raises(NoGlyph) as refused:
        make_props(replace(CONTENT, opening="我叫𬱖，她叫𠀀。"))
    assert refused.value.characters == "𠀀𬱖"


def test_a_warning_of_the_typesetter_stops_the_print(monkeypatch):
    monkeypatch.setattr(props.typst, "compile_with_warnings", lambda *_, **__: (b"%PDF-", ["a font is missing"]))
    with pytest.raises(NotPrinted):
        make_props(CONTENT)
