"""Text that wraps as Chinese is set, headings that fit, and angles that never change."""

import pytest

from simulations.drawing.strokes import centred, paragraph, printed, text, tilt, width, wrapped


@pytest.mark.parametrize(
    ("words", "ems", "lines"),
    [
        ("", 4, [""]),
        ("一二三四五", 2, ["一二", "三四", "五"]),
        ("一二三，四五", 3, ["一二", "三，四", "五"]),
        ("听涛路79弄1号403室", 6, ["听涛路79弄1", "号403室"]),
        ("中心医院（虚构）收费", 6, ["中心医院", "（虚构）收费"]),
        ("abcd", 1.2, ["ab", "cd"]),
        ("至2026-09-15止", 6, ["至", "2026-09-15", "止"]),
    ],
)
def test_text_wraps_at_its_room(words, ems, lines):
    assert wrapped(words, ems) == lines


def test_latin_letters_are_narrow():
    assert (width("ab"), width("一二")) == (1.12, 2)


def test_a_paragraph_ends_below_its_last_line():
    elements, end = paragraph(10, 100, "一二三四五", 20, 40)
    assert [element.count("<text") for element in elements] == [1, 1, 1]
    assert end == 196


@pytest.mark.parametrize(
    ("words", "attributes"),
    [
        ("承诺书", 'font-size="40" text-anchor="middle" font-weight="700" letter-spacing="8.8"'),
        ("亲属关系证明事项告知承诺书适用", 'font-size="26.7" text-anchor="middle" font-weight="700"'),
    ],
)
def test_short_headings_are_spread_and_long_ones_smaller(words, attributes):
    assert f" {attributes}>" in centred(400, 100, words, 40, 400)


def test_only_what_differs_is_written():
    assert text(1, 2, "字", 20) == '<text x="1" y="2" font-size="20">字</text>'
    assert text(1, 2, "<&", 20, family="F", fill="#fff000") == (
        '<text x="1" y="2" font-size="20" fill="#fff000" font-family="F">&lt;&amp;</text>'
    )


def test_small_print_ends_short():
    assert 'd="M10 20H110M10 42H72"' in printed(10, 20, 100, 2)


def test_a_tilt_is_small_and_always_the_same():
    assert tilt("阮知夏", 5) == tilt("阮知夏", 5)
    assert abs(tilt("阮知夏", 5)) <= 5
