"""What is peculiar to each family of papers."""

from xml.etree import ElementTree as ET

import pytest

from simulations.drawing import Portrait, Sheet, draw

SVG = "{http://www.w3.org/2000/svg}"
FACE = Portrait("989901199806050018", "male", 40)


def _words(*parts, **more):
    return [one.text for one in ET.fromstring(draw(Sheet(*parts, **more))).iter(f"{SVG}text")]


def test_the_number_of_an_identity_card_stands_along_its_foot():
    words = _words(
        "id_card", "居民身份证", (("姓名", "阮知夏"), ("公民身份号码", "989901199806050018")), portrait=FACE
    )
    assert words[:4] == ["姓名", "阮知夏", "公民身份号码", "989901199806050018"]


def test_the_back_of_an_identity_card_bears_its_name_and_term():
    words = _words("id_card", "居民身份证", (("姓名", "阮知夏"), ("有效期限", "长期")), side=2, sides=2)
    assert words[:4] == ["居民身份证", "（模拟）", "有效期限", "长期"]


@pytest.mark.parametrize("kind", ["residence_permit", "ss_card"])
def test_a_back_without_words_bears_small_print(kind):
    told, silent = (
        draw(Sheet(kind, "证", lines, side=2, sides=2)) for lines in ((("签注有效期", "至 2026-10-04"),), ())
    )
    assert silent.count('stroke-linecap="round"') == told.count('stroke-linecap="round"') + 1


@pytest.mark.parametrize(("title", "cracks"), [("社会保障卡", 0), ("损坏的社会保障卡", 1), ("破损的社会保障卡", 1)])
def test_a_broken_card_shows_its_crack(title, cracks):
    assert draw(Sheet("ss_card", title)).count('stroke="#4b5560"') == cracks


@pytest.mark.parametrize(
    ("number", "written"), [("0000005184762028865", "0000 0051 8476 2028 865"), ("尾号 8865", "尾号 8865")]
)
def test_the_number_of_a_bank_card_is_set_in_fours(number, written):
    assert written in _words("bank_card", "银行卡", (("户名", "阮知夏"), ("卡号", number)))


@pytest.mark.parametrize(
    ("title", "letter"),
    [
        ("离职证明", True),
        ("出生医学证明", False),
        ("结婚证", False),
        ("营业执照", False),
        ("就读证明复印件", True),
        ("备案证明（电子证照）", False),
    ],
)
def test_what_certifies_in_a_sentence_looks_like_a_letter(title, letter):
    root = ET.fromstring(draw(Sheet("certificate", title, (("兹证明", "阮知夏在读"),))))
    assert root.get("viewBox") == ("0 0 800 1100" if letter else "0 0 860 600")


@pytest.mark.parametrize(("title", "tint"), [("离婚证", "#a12a35"), ("残疾人证", "#2b7550"), ("毕业证书", "#9a762a")])
def test_booklets_have_the_colour_of_their_kind(title, tint):
    assert f'stroke="{tint}" stroke-width="6"' in draw(Sheet("certificate", title))


def test_what_the_store_gave_says_so_beside_its_name():
    words = _words("certificate", "结婚证（电子证照）", (("持证人", "阮知夏"),), portrait=FACE)
    assert words[:2] == ["结婚证", "电子证照"]


def test_a_letter_of_authority_leaves_an_empty_term_open():
    lines = (("委托人", "阮知夏"), ("受托人", "江予白"), ("委托事项", "代领社保卡"), ("委托期限", ""))
    words = _words("letter_of_authority", "授权委托书", lines)
    asked = words.index("二、委托期限：")
    assert words[asked - 2 : asked] == ["一、委托事项：", "代领社保卡"]
    assert words[asked + 1] == "　　受托人在上述范围内所办的事，委托人均予承认。"
    assert draw(Sheet("letter_of_authority", "授权委托书", lines)).count('H716" stroke') == 4


def test_a_contract_numbers_its_clauses_after_its_parties():
    lines = (
        ("出租人（甲方）", "尹初晓"),
        ("月租金", "3900 元"),
        ("", "不得转租"),
        *((f"约定{n}", "略") for n in range(9)),
    )
    words = _words("contract", "房屋租赁合同", lines)
    assert words[1:5] == ["出租人（甲方）：", "尹初晓", "第一条　月租金：3900 元", "第二条　不得转租"]
    assert "第11条　约定8：略" in words


def test_a_notice_addresses_and_then_speaks():
    lines = (("致", "贺云舟"), ("内容", "解除合同"), ("兹证明", "情况属实"), ("解除日期", "2026-09-04"))
    assert _words("notice", "通知书", lines)[1:6] == [
        "贺云舟：",
        "　　解除合同",
        "　　兹证明情况属实",
        "解除日期：",
        "2026-09-04",
    ]


@pytest.mark.parametrize(
    ("dated", "written"), [("2026-09-04", "2026 年 9 月 4 日"), ("九月中旬", "九月中旬"), ("2026-九-4", "2026-九-4")]
)
def test_dates_are_written_out_and_other_words_kept(dated, written):
    assert written in _words("notice", "通知书", dated=dated)


def test_the_first_page_of_a_form_is_not_signed():
    first, last = (
        _words(
            "application_form",
            "申请表",
            (("申请人", "阮知夏"), ("意见", "同意")),
            (("申请人", ""),),
            side=side,
            sides=2,
        )
        for side in (1, 2)
    )
    assert ("申请人：" in first, "申请人：" in last) == (False, True)


def test_an_empty_answer_of_a_form_stays_empty():
    assert draw(Sheet("application_form", "申请表", (("申请人", ""),))).count("skewX") == 0


@pytest.mark.parametrize(
    ("lines", "cells"),
    [
        ((), 16),
        ((("户主", "阮知夏"),), 16),
        ((("户主", "阮知夏"), ("户别", "家庭户")), 16),
        ((("户主", "阮知夏"), ("住址", "江澜区云桥街道望潮路十八弄六号四百零二室后门")), 14),
        ((("住址", "江澜区云桥街道望潮路十八弄六号四百零二室之后再走一百米左转再右转"),), 14),
        ((("户主", "阮知夏"), ("住址", "江澜区云桥街道望潮路十八弄六号四百零二室之后再走一百米左转再右转")), 14),
    ],
)
def test_a_household_page_is_ruled_to_its_end(lines, cells):
    assert draw(Sheet("household_book", "居民户口簿", lines)).count('stroke="#7c5a34"/>') == cells


def test_a_receipt_has_a_code_or_a_hand():
    signed, coded = (_words("receipt", "收条", (), hands) for hands in ((("收款人", "冷秉文"),), ()))
    assert ("收款人：" in signed, "收款人：" in coded) == (True, False)
    code, none = (
        draw(Sheet("receipt", "收条", (), hands)).count('fill-opacity="0.8"') for hands in ((), (("收款人", ""),))
    )
    assert (code, none) == (1, 0)


@pytest.mark.parametrize(
    ("title", "by_hand"), [("手写的遗失说明", True), ("爸爸写的字条", True), ("出院小结", False), ("工资条", False)]
)
def test_only_what_was_written_by_hand_looks_so(title, by_hand):
    assert ("skewX" in draw(Sheet("note", title, (("内容", "社保卡遗失"),)))) == by_hand


def test_a_slip_without_labels_is_told_as_it_is():
    assert "社保卡遗失" in _words("note", "出院小结", (("", "社保卡遗失"),))


def test_the_shortest_notes_bear_no_heading():
    assert _words("note", "抄着卡号的纸条", (("卡号", "0000"),))[0] == "卡号：0000"


@pytest.mark.parametrize(("words", "people"), [("两人合影", 2), ("三口之家合影", 3), ("兄妹四人合影", 4)])
@pytest.mark.parametrize("kind", ["note", "phone_photo"])
def test_a_picture_shows_as_many_as_it_says(kind, words, people):
    svg = draw(Sheet(kind, "结婚照", (("画面", words),)))
    assert svg.count('fill="#5d6b7a"') == people
    assert words in svg


def test_a_talk_has_two_sides():
    svg = draw(Sheet("phone_photo", "聊天记录截图", (("丈夫", "帮我查一下"), ("妻子", "好"), ("丈夫", "谢谢"))))
    assert (svg.count('fill="#93a7c4"'), svg.count('fill="#8fb0a0"')) == (2, 1)


def test_a_talk_nobody_took_part_in_is_an_empty_screen():
    assert draw(Sheet("phone_photo", "聊天记录截图")).count('r="24"') == 0


def test_a_message_has_no_name():
    words = _words("phone_photo", "到账短信的照片", (("画面", "一条银行到账短信"),))
    assert ("一条银行到账短信" in words, "画面" in words) == (True, False)


def test_a_code_on_a_phone_means_nothing():
    svg = draw(Sheet("phone_photo", "随申码截图", (("画面", "颜女士的随申码"),)))
    assert svg.count('fill-rule="evenodd"') == 1


def test_a_page_of_a_program_is_no_paper():
    page, paper = (draw(Sheet("phone_photo", title, (("到站", "岚州市"),))) for title in ("车票订单截图", "车票照片"))
    assert ("#8d765d" in page, "#8d765d" in paper) == (False, True)
