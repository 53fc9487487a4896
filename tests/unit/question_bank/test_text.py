import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.text import blank_count, image_names, render, render_inline

IMAGES = {"流程.png": "data:image/png;base64,AA=="}


def blank(number: int) -> str:
    return f'<span class="blank" data-blank="{number}">{number}</span>'


def test_emphasis_becomes_html() -> None:
    assert render("下列做法**不正确**的是：") == "<p>下列做法<strong>不正确</strong>的是：</p>"


def test_columns_are_aligned_without_inline_style() -> None:
    head = '<thead>\n<tr>\n<th align="left">材料</th>\n<th align="right">份数</th>\n</tr>\n</thead>'
    body = '<tbody>\n<tr>\n<td align="left">身份证</td>\n<td align="right">1</td>\n</tr>\n</tbody>'
    assert render("| 材料 | 份数 |\n|:--|--:|\n| 身份证 | 1 |") == f"<table>\n{head}\n{body}\n</table>"


def test_blanks_are_numbered_in_order() -> None:
    assert render("宗旨是____、透明、______。") == f"<p>宗旨是{blank(1)}、透明、{blank(2)}。</p>"


def test_three_underscores_are_no_blank() -> None:
    assert (render("甲___乙"), blank_count("甲___乙")) == ("<p>甲___乙</p>", 0)


def test_blanks_are_counted_by_run() -> None:
    assert blank_count("____和________，**____**") == 3


def test_known_image_is_put_inside() -> None:
    assert render("![说明](流程.png)", IMAGES) == '<p><img src="data:image/png;base64,AA==" alt="说明"></p>'


@pytest.mark.parametrize(
    "source",
    [
        "![图](别的.png)",
        "![图](http://example.org/流程.png)",
        "![图](//example.org/流程.png)",
        "![图](../流程.png)",
        "![图](data:image/png;base64,AA==)",
        '<img alt="图" src="别的.png">',
    ],
)
def test_any_other_image_is_dropped(source: str) -> None:
    assert render(source, IMAGES) == "<p></p>"


def test_blank_in_an_alternative_text_stays_text() -> None:
    assert render("![第____步](流程.png)____", IMAGES) == (
        f'<p><img src="data:image/png;base64,AA==" alt="第____步">{blank(1)}</p>'
    )


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("收<script>alert(1)</script>件", "<p>收件</p>"),
        ("[点这里](javascript:alert(1))", "<p>点这里</p>"),
        ('<em onclick="x()">收</em>', "<p><em>收</em></p>"),
        ("<span class='blank' data-blank='9'>收</span>", "<p><span>收</span></p>"),
        ("<iframe src='http://example.org'></iframe>收", "<p>收</p>"),
        ("\ufdd0收", "<p>收</p>"),
    ],
)
def test_what_could_act_or_deceive_is_removed(source: str, html: str) -> None:
    assert render(source).strip() == html


PIECES = st.sampled_from([
    "<", ">", '"', "'", "=", "img", "src", "alt", "onerror", "http://e.org", "____", "流程.png", "![", "](", ")", " ",
    "<script>", "&lt;", "|", "\n", "style", "javascript:",
])  # fmt: skip


@given(st.lists(PIECES, max_size=25).map("".join))
def test_no_mixture_of_pieces_asks_another_host_or_acts(source: str) -> None:
    tags = re.findall(r'<[a-z][^<>"]*(?:"[^"]*"[^<>"]*)*>', render(source, IMAGES))
    attributes = {(name, value) for tag in tags for name, value in re.findall(r'([a-z-]+)="([^"]*)"', tag)}
    assert {name for name, _ in attributes} <= {"src", "alt", "class", "data-blank", "align", "title", "lang"}
    assert {value for name, value in attributes if name == "src"} <= set(IMAGES.values())


def test_one_line_loses_its_paragraph() -> None:
    assert render_inline("先**收件**") == "先<strong>收件</strong>"


def test_two_paragraphs_keep_theirs() -> None:
    assert render_inline("甲\n\n乙") == "<p>甲</p>\n<p>乙</p>"


def test_image_names_are_listed_as_written() -> None:
    assert image_names("![甲](流程.png) 与 ![乙]( b.jpg '题')") == ["流程.png", "b.jpg"]
