"""Seals whose words all fit, places to sign, and what a copier makes of a paper."""

import re

import pytest

from simulations.drawing import Sheet, draw
from simulations.drawing.marks import bars, code, copied, seal, signed


def _rim(svg):
    return "".join(re.findall(r'<text y="[^"]+" transform="rotate[^>]+>(.)</text>', svg))


def _below(svg):
    return "".join(re.findall(r'<text y="[^"]+" font-size="[^>]+>([^<]+)</text>', svg))


@pytest.mark.parametrize(
    ("words", "rim", "below"),
    [
        ("云桥街道受理专用章", "云桥街道受理专用章", ""),
        ("江澜区中心医院（虚构）收费章", "江澜区中心医院", "（虚构）收费章"),
        ("（虚构）", "（虚构）", ""),
        ("", "", ""),
        (
            "虹汀区梧桐湾街道社区事务受理服务中心综合业务专用章",
            "虹汀区梧桐湾街道社区事务受理服务中心综合业务专用章",
            "",
        ),
    ],
)
def test_a_seal_bears_all_its_words(words, rim, below):
    svg = seal(100, 100, words)
    assert (_rim(svg), _below(svg)) == (rim, below)


def test_the_words_of_a_seal_never_close_the_circle():
    turns = [float(turn) for turn in re.findall(r"rotate\(([-.0-9]+)\)\">", seal(0, 0, "长" * 60))]
    assert turns[-1] - turns[0] < 270


def test_an_unsigned_place_keeps_its_line():
    signature, empty = signed(80, 400, "委托人", "阮知夏", 400), signed(80, 400, "委托人", "", 400)
    line = '<path d="M162 408H480" stroke="#9aa7b6"/>'
    assert (line in signature, line in empty) == (True, True)
    assert ("阮知夏" in signature, empty.count("<path"), empty.count("<text")) == (True, 1, 1)


def test_a_hand_is_always_the_same():
    assert signed(80, 400, "委托人", "阮知夏", 400) == signed(80, 400, "委托人", "阮知夏", 400)


def test_a_copy_has_no_colour_and_says_that_it_is_one():
    svg = copied('<path fill="#b3261e" stroke="#ffffff"/>', 800, 1100)
    assert '<path fill="#4a4a4a" stroke="#efefef"/>' in svg
    assert svg.count("复印件") == 1


@pytest.mark.parametrize(
    ("kind", "original", "marks"), [("notice", True, 0), ("notice", False, 2), ("phone_photo", False, 0)]
)
def test_pictures_on_a_phone_are_no_copies(kind, original, marks):
    assert draw(Sheet(kind, "通知", original=original)).count("复印件") == marks


def test_words_that_look_like_a_colour_stay_as_they_are():
    assert 'value="#b3261e"'.replace('"', "&quot;") in draw(
        Sheet("notice", "通知", (("", 'value="#b3261e"'),), original=False)
    )


@pytest.mark.parametrize("drawn", [lambda words: bars(0, 0, 300, 50, words), lambda words: code(0, 0, 300, words)])
def test_codes_differ_by_their_words_and_never_by_chance(drawn):
    assert drawn("随申码") == drawn("随申码")
    assert drawn("随申码") != drawn("医保码")
