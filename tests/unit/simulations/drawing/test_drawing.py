"""Papers as SVG: well formed, deterministic, watermarked, readable aloud, and harmless whatever is written on them."""

from xml.etree import ElementTree as ET

import pytest

from simulations.drawing import KINDS, Portrait, Sheet, avatar_svg, draw
from simulations.drawing.strokes import NOTICE, tilt, width, wrapped

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '</text><script>alert("x")</script>&<b>'
FACE = Portrait("989901199806050018", "female", 28)


def _sheet(kind, **changes):
    content = {
        "title": "授权委托书",
        "lines": (("姓名", "阮知夏"), ("有效期限", "2023.05.20—2043.05.20"), ("", "说明文字")),
        "signatures": (("委托人", "阮知夏"), ("受托人", "")),
        "seals": ("云桥街道受理专用章",),
        "dated": "2026-09-14",
    }
    return Sheet(kind, **{**content, **changes})


def _words(svg):
    return [element.text for element in ET.fromstring(svg).iter(f"{SVG}text")]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_well_formed_and_says_what_is_on_it(kind):
    root = ET.fromstring(draw(_sheet(kind, portrait=FACE)))
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text == "授权委托书"
    assert (
        "委托人：阮知夏；受托人：空白，没有签名；盖章：云桥街道受理专用章；日期：2026-09-14"
        in root.find(f"{SVG}desc").text
    )


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_bears_the_watermark_and_the_notice(kind):
    words = _words(draw(_sheet(kind)))
    assert words.count("模拟") >= 4
    assert words.count(NOTICE) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_written_stays_text(kind):
    svg = draw(
        _sheet(kind, title=HOSTILE, lines=((HOSTILE, HOSTILE),), signatures=((HOSTILE, HOSTILE),), seals=(HOSTILE,))
    )
    tags = {element.tag.removeprefix(SVG) for element in ET.fromstring(svg).iter()}
    assert tags <= {"svg", "title", "desc", "rect", "text", "path", "g", "circle", "ellipse"}


@pytest.mark.parametrize("kind", KINDS)
def test_a_strict_policy_lets_it_through(kind):
    svg = draw(_sheet(kind, portrait=FACE))
    names = {name for element in ET.fromstring(svg).iter() for name in element.attrib}
    assert names & {"style", "class", "onload", "href"} == set()


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_sheet_is_drawn_alike(kind):
    assert draw(_sheet(kind, portrait=FACE)) == draw(_sheet(kind, portrait=FACE))


@pytest.mark.parametrize("kind", KINDS)
def test_a_full_paper_is_small(kind):
    lines = tuple((f"第{n}项说明", "江澜区云桥街道望潮路十八弄六号四百零二室" * 2) for n in range(12))
    assert len(draw(_sheet(kind, lines=lines, portrait=FACE)).encode()) < 20_000


def test_a_copy_says_that_it_is_one():
    assert _words(draw(_sheet("certificate", original=False))).count("复印件") == 1
    assert _words(draw(_sheet("certificate"))).count("复印件") == 0


def test_only_who_signed_stands_on_the_line():
    signed = _words(draw(_sheet("letter_of_authority")))
    unsigned = _words(draw(_sheet("letter_of_authority", signatures=(("委托人", ""), ("受托人", "")))))
    assert signed.count("阮知夏") == 1
    assert unsigned.count("阮知夏") == 0


def test_a_card_of_two_sides_tells_its_term_on_the_back():
    front, back = (_words(draw(_sheet("id_card", side=side, sides=2))) for side in (1, 2))
    assert ("阮知夏" in front, "2023.05.20—2043.05.20" in front) == (True, False)
    assert ("阮知夏" in back, "2023.05.20—2043.05.20" in back) == (False, True)


def test_a_crowded_card_keeps_within_its_border():
    svg = draw(
        _sheet("residence_permit", lines=tuple((f"栏目{n}", "江澜区云桥街道望潮路18弄6号402室") for n in range(9)))
    )
    assert max(float(element.get("y")) for element in ET.fromstring(svg).iter(f"{SVG}text")) <= 540


def test_an_odd_household_page_draws_its_last_cell():
    assert "说明文字" in _words(draw(_sheet("household_book")))


def test_an_even_household_page_ends_with_a_whole_row():
    assert _words(draw(_sheet("household_book", lines=(("户主", "阮知夏"), ("户别", "家庭户"))))).count("家庭户") == 1


def test_pages_of_two_are_numbered():
    assert "第 2 面 / 共 2 面" in _words(draw(_sheet("application_form", side=2, sides=2)))
    assert "第 2 面，共 2 面" in draw(_sheet("application_form", side=2, sides=2))


def test_dates_are_written_out_and_other_words_kept():
    assert "2026 年 9 月 14 日" in _words(draw(_sheet("notice")))
    assert "九月中旬" in _words(draw(_sheet("notice", dated="九月中旬")))


def test_papers_without_date_or_signature_say_neither():
    for kind in ("note", "phone_photo", "notice"):
        assert "日期" not in draw(_sheet(kind, signatures=(), dated="", seals=()))


def test_long_titles_are_set_smaller():
    sizes = [
        float(next(one for one in ET.fromstring(draw(_sheet("pledge", title=title))).iter(f"{SVG}text")
                   if one.text == title).get("font-size"))
        for title in ("承诺书", "亲属关系证明事项告知承诺书（适用于租住）")
    ]  # fmt: skip
    assert sizes == [38, 28]


@pytest.mark.parametrize(
    ("words", "ems", "lines"), [("", 4, [""]), ("一二三四五", 2, ["一二", "三四", "五"]), ("abcd", 1.2, ["ab", "cd"])]
)
def test_text_wraps_at_its_room(words, ems, lines):
    assert wrapped(words, ems) == lines


def test_latin_letters_are_narrow():
    assert (width("ab"), width("一二")) == (1.12, 2)


def test_a_tilt_is_small_and_always_the_same():
    assert tilt("阮知夏", 5) == tilt("阮知夏", 5)
    assert abs(tilt("阮知夏", 5)) <= 5


@pytest.mark.parametrize("mood", ["calm", "anxious", "upset"])
def test_an_avatar_says_its_mood(mood):
    title = ET.fromstring(avatar_svg(Portrait("seed", "male", 70, mood))).find(f"{SVG}title").text
    said = {"calm": "神情平静", "anxious": "神情着急", "upset": "神情不满"}[mood]
    assert title == f"男士，约 70 岁，{said}"


def test_faces_differ_by_person_and_not_by_paper():
    people = [Portrait(f"seed{n}", sex, age) for n in range(12) for sex in ("male", "female") for age in (20, 58, 70)]
    faces = {avatar_svg(person) for person in people}
    assert len(faces) > 24
    assert avatar_svg(people[0]) == avatar_svg(people[0])
