"""A roster imported: previewed, confirmed exactly as previewed, compared when it comes again."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from openpyxl import Workbook

from app.database import transaction
from app.services.access import Role
from app.services.competitions import add_account
from config import Config
from tests.factories.cast import MINUTE, PASSWORD, FakeTime
from tests.factories.exam_client import ExamClient, Reply, wsgi_wire
from tests.factories.stored import execute, rows

HEADINGS = ("姓名", "准考证号", "区", "单位", "类别", "从事年限", "座位", "身份证号", "手机号码")
FRONT = "综合窗口一线"
CAST = [(f"选手0{n}", f"2026000{n}", "黄浦", "虚构街道中心", FRONT, "3", "", "", "") for n in (1, 2, 3)]
NEW = ("新人甲", "20260101", "黄浦区", "虚构街道中心", FRONT, "2", "B01", "319901199001010014", "10000000001")
BOUNDARY = "----roster"
DIGEST = re.compile(r'name="seen"[^>]*value="([0-9a-f]{64})"')


def csv(*people: tuple[str, ...], encoding: str = "utf-8-sig") -> bytes:
    return "\r\n".join(",".join(cells) for cells in (HEADINGS, *people)).encode(encoding)


def xlsx(*people: tuple[str, ...]) -> bytes:
    book, file = Workbook(), BytesIO()
    for cells in (HEADINGS, *people):
        book.worksheets[0].append(cells)
    book.save(file)
    return file.getvalue()


def upload(client: ExamClient, file: bytes, name: str = "roster.csv", competition: int = 1) -> Reply:
    token = client.csrf("/organizer/people/import")
    fields = {"csrf_token": token, "competition": str(competition)}
    parts = [f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in fields.items()]
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    body = "".join(parts).encode() + head.encode() + file + f"\r\n--{BOUNDARY}--\r\n".encode()
    return client.send(
        "POST", "/organizer/people/import", body, Content_Type=f"multipart/form-data; boundary={BOUNDARY}"
    )


def preview(client: ExamClient, file: bytes, name: str = "roster.csv") -> tuple[str, str]:
    """Upload a file; return the address of its preview and the page."""
    where = upload(client, file, name).headers["Location"]
    return where, client.get(where).text


def confirm(client: ExamClient, where: str, page: str, *remove: int) -> Reply:
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]
    fields = [("csrf_token", token), ("seen", DIGEST.search(page)[1]), *(("remove", str(one)) for one in remove)]
    body = "&".join(f"{name}={value}" for name, value in fields).encode()
    return client.send("POST", where, body, Content_Type="application/x-www-form-urlencoded")


def imported(client: ExamClient, *people: tuple[str, ...]) -> str:
    """Import people and return the page that says so."""
    where, page = preview(client, csv(*people))
    return client.get(confirm(client, where, page).headers["Location"]).text


def tally(page: str) -> list[int]:
    """Return how many are new, changed, unchanged, missing and wrong."""
    return [int(number) for number in re.findall(r'<li[^>]*><b class="num">(\d+)</b>', page)]


def roster(config: Config) -> list[tuple[object, ...]]:
    query = "SELECT name, admission_number, district, unit, category, years, seat FROM contestants"
    return rows(config, f"{query} WHERE competition_id = 1 ORDER BY admission_number")


def kept(config: Config) -> list[Path]:
    folder = config.instance / "uploads"
    return list(folder.iterdir()) if folder.exists() else []


@pytest.mark.parametrize(
    ("file", "name"),
    [
        (csv(NEW), "名单.csv"),
        (csv(NEW, encoding="gbk"), "名单.csv"),
        (csv(NEW, encoding="utf-8"), "名单.CSV"),
        (xlsx(NEW), "名单.xlsx"),
    ],
    ids=["bom", "gbk", "utf-8", "xlsx"],
)
def test_preview_shows_what_would_be_and_writes_nothing(organizer: ExamClient, config: Config, file: bytes, name: str):
    before = roster(config)
    _, page = preview(organizer, file, name)
    assert tally(page) == [1, 0, 0, 3, 0]
    assert "319***********0014" in page
    assert "319901199001010014" not in page
    assert roster(config) == before


def test_confirming_writes_it_and_deletes_the_file(organizer: ExamClient, config: Config):
    page = imported(organizer, NEW)
    assert "新增 1 人，修改 0 人，移除 0 人" in page
    assert roster(config)[3] == ("新人甲", "20260101", "黄浦", "虚构街道中心", FRONT, 2, "B01")
    assert rows(config, "SELECT id_number, phone FROM personal_details") == [("319901199001010014", "10000000001")]
    assert kept(config) == []


def test_import_is_on_record_without_anything_personal(organizer: ExamClient, config: Config):
    imported(organizer, NEW)
    [(actor, payload)] = rows(config, "SELECT actor, payload FROM audit_entries WHERE action = 'roster.import'")
    assert (actor, re.sub(r'"[0-9a-f]{64}"', "…", payload)) == (
        "staff:organizer1",
        '{"added":1,"changed":0,"competition":1,"file":…,"preview":…,"removed":0}',
    )


def test_the_same_file_again_changes_nothing(organizer: ExamClient):
    imported(organizer, NEW)
    _, page = preview(organizer, csv(NEW))
    assert tally(page) == [0, 0, 1, 3, 0]


def test_changes_are_shown_field_by_field_and_made(organizer: ExamClient, config: Config):
    imported(organizer, NEW)
    later = ("新人乙", "2026-0101", "浦东新区", "虚构街道中心", "后台、管理", "2", "", "", "10000000002")
    where, page = preview(organizer, csv(later))
    shown = re.findall(r'<td class="nb">([^<]+)</td><td><del>([^<]+)</del></td><td><ins>([^<]+)</ins></td>', page)
    assert shown == [
        ("姓名", "新人甲", "新人乙"),
        ("区", "黄浦", "浦东"),
        ("类别", FRONT, "后台、管理"),
        ("手机号码", "100****0001", "100****0002"),
    ]
    confirm(organizer, where, page)
    assert roster(config)[3] == ("新人乙", "20260101", "浦东", "虚构街道中心", "后台、管理", 2, "B01")
    assert rows(config, "SELECT id_number, phone FROM personal_details") == [("319901199001010014", "10000000002")]


def test_every_problem_is_shown_with_its_place_and_nothing_can_be_confirmed(organizer: ExamClient, config: Config):
    wrong = ("", "20260102", "黄埔", "虚构街道中心", "窗口", "一年", "", "", "")
    before = roster(config)
    where, page = preview(organizer, csv(NEW, wrong))
    assert tally(page)[4] == 4
    assert re.findall(r'<td class="r">(\d)</td><td class="nb">(\w)　(\w+)</td>', page) == [
        ("3", "A", "姓名"),
        ("3", "C", "区"),
        ("3", "E", "类别"),
        ("3", "F", "从事年限"),
    ]
    assert "确认导入" not in page
    assert "有 4 个问题没有改好" in organizer.get(confirm(organizer, where, page).headers["Location"]).text
    assert roster(config) == before


def test_number_of_another_competition_is_a_problem(organizer: ExamClient):
    _, page = preview(organizer, csv(("甲", "20269999", *NEW[2:])))
    assert "这个号码已在另一个竞赛里使用" in page
    assert "确认导入" not in page


def test_those_missing_are_kept_unless_ticked(organizer: ExamClient, config: Config):
    second = ("新人乙", "20260102", *NEW[2:7], "", "")
    imported(organizer, NEW, second)
    [(gone,)] = rows(config, "SELECT id FROM contestants WHERE admission_number = '20260101'")
    where, page = preview(organizer, csv(second))
    assert re.findall(r'name="remove" value="(\d+)" aria-label="移除 (\w+)"( disabled)?', page)[3:] == [
        (str(gone), "新人甲", "")
    ]
    confirm(organizer, where, page, gone)
    assert [row[1] for row in roster(config)] == ["20260001", "20260002", "20260003", "20260102"]
    assert rows(config, "SELECT * FROM personal_details") == []


def test_who_has_a_paper_cannot_be_removed(organizer: ExamClient, config: Config):
    where, page = preview(organizer, csv(NEW))
    assert page.count("已有试卷，保留") == 3
    refused = organizer.get(confirm(organizer, where, page, 1).headers["Location"]).text
    assert "有人不能移除" in refused
    assert len(roster(config)) == 3


def test_too_many_of_a_district_are_refused_counting_those_who_stay(organizer: ExamClient, config: Config):
    imported(organizer, *CAST, NEW)
    fifth = ("新人戊", "20260105", *NEW[2:7], "", "")
    where, page = preview(organizer, csv(fifth))
    assert "黄浦 5 人，名额 4" in page
    assert "超过名额。黄浦多 1 人" in organizer.get(confirm(organizer, where, page).headers["Location"]).text
    [(leaving,)] = rows(config, "SELECT id FROM contestants WHERE admission_number = '20260101'")
    confirm(organizer, where, organizer.get(where).text, leaving)
    assert [row[1] for row in roster(config)] == ["20260001", "20260002", "20260003", "20260105"]


def test_what_changed_since_the_preview_is_looked_at_again(organizer: ExamClient, config: Config):
    where, page = preview(organizer, csv(*CAST))
    execute(config, "UPDATE contestants SET name = '改名' WHERE admission_number = '20260002'")
    back = organizer.get(confirm(organizer, where, page).headers["Location"]).text
    assert "预览之后名单又有改动" in back
    assert [row[0] for row in roster(config)] == ["选手01", "改名", "选手03"]
    assert "<del>改名</del>" in back


def test_nothing_is_written_when_a_part_of_it_fails(
    organizer: ExamClient, config: Config, app: Flask, monkeypatch: pytest.MonkeyPatch
):
    where, page = preview(organizer, csv(*CAST, NEW))
    before = roster(config)

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("app.services.roster.importing.audit.record", fail)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    assert confirm(organizer, where, page).status == 500
    assert roster(config) == before
    assert len(kept(config)) == 1


def test_preview_is_its_uploaders_alone_and_for_an_hour(app: Flask, organizer: ExamClient, clock: FakeTime):
    where, _ = preview(organizer, csv(NEW))
    with app.app_context(), transaction() as session:
        add_account(session, username="organizer2", name="另一位", role=Role.ORGANIZER, password=PASSWORD)
    other = ExamClient(wsgi_wire(app))
    other.sign_in_staff("organizer2", PASSWORD)
    assert other.get(where).status == 404
    clock.move(60 * MINUTE)
    assert organizer.get(where).status == 200
    clock.move(1)
    assert organizer.get(where).status == 404


def test_file_given_up_is_deleted(organizer: ExamClient, config: Config):
    where, page = preview(organizer, csv(NEW))
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]
    organizer.post_form(f"{where}/discard", {"csrf_token": token})
    assert kept(config) == []
    assert organizer.get(where).status == 404


@pytest.mark.parametrize(
    ("file", "name", "words"),
    [
        (b"x", "roster.xls", "文件类型不对"),
        (b"x" * (2 * 1024 * 1024 + 1), "roster.csv", "名单文件不超过 2 MB"),
    ],
)
def test_files_that_are_not_taken(organizer: ExamClient, config: Config, file: bytes, name: str, words: str):
    assert words in upload(organizer, file, name).text
    assert kept(config) == []


def test_no_competition_and_a_cleared_one_take_no_roster(organizer: ExamClient, config: Config):
    assert "没有这个竞赛" in upload(organizer, csv(NEW), competition=99).text
    execute(config, "UPDATE competitions SET purged_at = 1 WHERE id = 1")
    assert "这个竞赛的名单不再改动" in upload(organizer, csv(NEW)).text


@pytest.mark.parametrize("role", ["proctor", "administrator", "auditor", "team_leader"])
def test_only_organizers_import(staff: Callable[[str], ExamClient], role: str):
    assert staff(role).get("/organizer/people/import").status == 403


def test_newcomers_get_a_code_on_their_ticket_and_not_before(organizer: ExamClient, app: Flask, config: Config):
    imported(organizer, NEW)
    assert rows(config, "SELECT code_mac FROM contestants WHERE admission_number = '20260101'") == [("",)]
    page = organizer.get("/organizer/people?competition=1").text
    assert '有 <b class="num">1</b> 人还没有入场码' in page
    assert "登录信息不正确" in ExamClient(wsgi_wire(app)).sign_in("20260101", "AAAA2222").text
    made = organizer.post_form(
        "/organizer/competitions/1/tickets", {"csrf_token": organizer.csrf("/organizer/people?competition=1")}
    )
    assert (made.status, made.body[:5]) == (200, b"%PDF-")
    assert "还没有入场码" not in organizer.get("/organizer/people?competition=1").text
    [(payload,)] = rows(config, "SELECT payload FROM audit_entries WHERE action = 'tickets.new'")
    assert payload == '{"competition":1,"tickets":1}'
    assert rows(config, "SELECT COUNT(*) FROM contestants WHERE code_mac = ''") == [(0,)]
