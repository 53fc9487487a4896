"""Results: from locked ballots to a final version that anyone can recompute, and what may not happen on the way."""

import json
import zipfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask

from app.database import db, transaction
from app.factory import create_app
from app.models import ImportedScore
from app.queries.results import find_version, list_objections, list_versions
from app.scoring.package import MANIFEST, RESULT, as_json, sha256
from app.scoring.verify import main
from app.services import audit
from app.services.judging import ballots, locks
from app.services.refused import Refused
from app.services.results import imports, objections, qualification, ties, versions
from app.services.results.board import board, settings_used
from app.services.results.documents import DOCUMENTS, document, notice_of
from app.services.results.explaining import explain
from app.services.results.objections import NewObjection
from app.services.results.packages import write_result_package
from app.services.results.public import notices, public_notice
from app.services.results.trying import Trial, try_out
from app.services.results.versions import Which
from app.services.retention import clear, set_retention
from app.services.second_person import Second
from config import Config
from tests.factories.cast import FakeTime
from tests.factories.judging import FULL, JudgedCast, judged_cast

HOME = "127.0.0.1"
DAY = 24 * 3_600_000


@pytest.fixture
def app_(config: Config, clock: FakeTime) -> Flask:
    return create_app(config, clock.exam_clock())


@pytest.fixture
def cast(app_: Flask) -> Iterator[JudgedCast]:
    with judged_cast(app_) as made:
        made.finish_judging()
        made.qualify()
        yield made


def refused(code: str):
    return pytest.raises(Refused, match=f"^{code}$")


def compute(cast: JudgedCast, words: str = "") -> Which:
    number = versions.compute_version(
        actor=cast.actor("organizer1"), competition_id=cast.competition_id, contest_id="individual", words=words
    )
    return Which(cast.competition_id, "individual", number)


def review(cast: JudgedCast, which: Which) -> None:
    for name in ("checker1", "auditor1"):
        versions.review(actor=cast.actor(name), which=which)


def publish(cast: JudgedCast, which: Which) -> date:
    review(cast, which)
    return versions.publish(actor=cast.actor("organizer1"), which=which)


def second(cast: JudgedCast, username: str) -> Second:
    return Second(username, cast.passwords[username], HOME)


def result(cast: JudgedCast) -> versions.Draft:
    return versions.draft(cast.competition_id, "individual")


def overwrite(entrant: str, round_id: str, score: str) -> None:
    """Change an imported score behind the program's back, to make a tie."""
    with transaction() as session:
        for row in session.query(ImportedScore).filter_by(entrant=entrant, round=round_id):
            row.score = score


def test_version_is_reviewed_by_two_others_published_and_made_final(cast: JudgedCast, clock: FakeTime):
    organizer, which = cast.actor("organizer1"), compute(cast)
    with refused("same_as_before"):
        compute(cast)
    with refused("wrong_step"):
        versions.publish(actor=organizer, which=which)
    with refused("forbidden"):
        versions.review(actor=organizer, which=which)
    assert versions.review(actor=cast.actor("checker1"), which=which) == 1
    with refused("reviewed_already"):
        versions.review(actor=cast.actor("checker1"), which=which)
    assert versions.review(actor=cast.actor("auditor1"), which=which) == 2
    ends = versions.publish(actor=organizer, which=which)
    assert ends == date(2026, 11, 25)
    with refused("still_public"):
        versions.finish(actor=organizer, which=which)
    clock.move(4 * DAY)
    versions.finish(actor=organizer, which=which)
    with refused("wrong_step"):
        versions.withdraw(actor=organizer, which=which, words="后悔")
    with refused("wrong_step"):
        versions.note_approval(actor=organizer, which=which, step="approved", words="批〔2026〕1号")
    for step in ("reported", "approved", "commended"):
        versions.note_approval(actor=organizer, which=which, step=step, words="〔2026〕1号")
    assert list_versions(cast.competition_id, "individual")[0].state == "final"
    assert audit.verify() is None


def test_score_regraded_between_review_and_publication_stops_it(cast: JudgedCast):
    which = compute(cast)
    review(cast, which)
    overwrite("20250001", "quiz", "61")
    with refused("inputs_changed"):
        versions.publish(actor=cast.actor("organizer1"), which=which)
    publish(cast, compute(cast, "更正"))


def test_front_line_keeps_four_fifths_of_the_awards(cast: JudgedCast):
    found = result(cast).result
    awards = [found.place(entrant).composite.entrant.category for entrant in found.allotment.awards]
    assert (awards.count("front-line"), awards.count("back-office")) == (9, 2)


def test_missing_score_open_objection_and_open_checks_keep_a_version_from_review(app_: Flask):
    with judged_cast(app_) as cast:
        kinds = {one.kind for one in result(cast).gathered.hindrances}
        assert (result(cast).result.status, kinds) == ("INCOMPLETE", {"unlocked", "unchecked"})
        with refused("not_reviewable"):
            versions.review(actor=cast.actor("checker1"), which=compute(cast))
        cast.finish_judging()
        cast.qualify()
        which = compute(cast)
        panel = cast.panel("presentation")
        new = NewObjection(cast.competition_id, "individual", "presentation", panel.appearances[0].entrant, "少算一项")
        number = objections.file_objection(actor=cast.actor("organizer1"), new=new)
        assert [one.kind for one in result(cast).gathered.hindrances] == ["objection"]
        review(cast, which)
        with refused("objections_open"):
            versions.publish(actor=cast.actor("organizer1"), which=which)
        objections.take_objection(actor=cast.actor("arbiter1"), objection_id=number)
        objections.answer_objection(actor=cast.actor("arbiter1"), objection_id=number, upheld=False, answer="核对无误")
        versions.publish(actor=cast.actor("organizer1"), which=which)


def test_upheld_objection_leads_to_a_second_version_that_says_what_changed(cast: JudgedCast):
    publish(cast, compute(cast))
    last = min(result(cast).result.standings["综合窗口一线"], key=lambda row: row.composite.exact)
    leader = cast.actor("leader1")
    own = next(row for row in result(cast).result.composites.values() if row.entrant.district == leader.district)
    new = NewObjection(cast.competition_id, "individual", "", own.entrant.id, "评分表抄错")
    number = objections.file_objection(actor=leader, new=new)
    with refused("no_entrant"):
        other = next(row for row in result(cast).result.composites.values() if row.entrant.district != leader.district)
        objections.file_objection(
            actor=leader, new=NewObjection(cast.competition_id, "individual", "", other.entrant.id, "别区的人")
        )
    arbiter = cast.actor("arbiter1")
    with refused("not_yours"):
        objections.answer_objection(actor=arbiter, objection_id=number, upheld=True, answer="成立")
    objections.take_objection(actor=arbiter, objection_id=number)
    with refused("objection_taken"):
        objections.take_objection(actor=cast.actor("arbiter2"), objection_id=number)
    objections.answer_objection(actor=arbiter, objection_id=number, upheld=True, answer="成立，更正评分表")
    one = next(row for row in cast.panel().appearances if row.entrant == last.id)
    for ballot in cast.panel().ballots_of(one.id).values():
        ballots.correct_ballot(
            actor=cast.actor("chiefjudge1"),
            ballot_id=ballot.id,
            marks={key: Decimal(mark) + 2 for key, mark in FULL.items()},
            words="评分表抄错",
            second=second(cast, "checker1"),
        )
    assert "unlocked" in {row.kind for row in result(cast).gathered.hindrances}
    locks.lock_panel(actor=cast.actor("chiefjudge1"), panel_id=cast.panel().head.id)
    which = compute(cast, "更正评分表")
    publish(cast, which)
    states = [row.state for row in list_versions(cast.competition_id, "individual")]
    assert (which.version, states) == (2, ["published", "withdrawn"])
    changed = versions.compare(cast.competition_id, "individual", 1, 2)
    assert {row.id: row.why for row in changed}[last.id] == ("本人成绩更正：实操比武",)
    assert all(row.why == ("其他人的变动",) for row in changed if row.id != last.id)
    overwrite(last.id, "quiz", "61")
    third = compute(cast)
    overwrite(last.id, "quiz", "62")
    compute(cast)
    with refused("overtaken"):
        versions.review(actor=cast.actor("checker2"), which=third)


def test_tie_on_the_last_line_waits_for_two_people_and_a_decision_can_be_taken_back(cast: JudgedCast):
    back = [row.id for row in result(cast).result.standings["后台、管理"]]
    for round_id in ("quiz", "simulation"):
        for entrant in back[1:3]:
            overwrite(entrant, round_id, "50")
    panel, judges = cast.panel("presentation"), {}
    for entrant in back[1:3]:
        one = next(row for row in panel.appearances if row.entrant == entrant)
        for ballot in panel.ballots_of(one.id).values():
            judges[ballot.id] = one
            ballots.correct_ballot(
                actor=cast.actor("chiefjudge1"),
                ballot_id=ballot.id,
                marks={"content": Decimal(20), "expression": Decimal(15), "form": Decimal(10), "timing": Decimal(5)},
                words="并列",
                second=second(cast, "checker1"),
            )
    locks.lock_panel(actor=cast.actor("chiefjudge1"), panel_id=panel.head.id)
    found = result(cast).result
    assert (found.status, [set(one.entrants) for one in found.allotment.contested]) == ("CONTESTED", [set(back[1:3])])
    organizer = cast.actor("organizer1")

    def decide(**changes: object) -> None:
        facts = {"entrants": back[1:3], "basis": "lot", "order": back[1:3], "words": "公证抽签", **changes}
        ties.decide_tie(
            actor=organizer, competition_id=cast.competition_id, contest_id="individual",
            second=second(cast, "auditor1"), **facts,
        )  # fmt: skip

    for code, change in (
        ("bad_order", {"order": back[1:2]}),
        ("unknown_basis", {"basis": "favour"}),
        ("empty_reason", {"words": ""}),
        ("not_contested", {"entrants": back[:2], "order": back[:2]}),
    ):
        with refused(code):
            decide(**change)
    decide()
    settled = result(cast).result
    assert (settled.status, settled.award(back[1]) != "", settled.award(back[2])) == ("SETTLED", True, "")
    [row] = board(cast.competition_id, "individual").decisions
    ties.withdraw_decision(actor=organizer, decision_id=row.id, words="抽签有误", second=second(cast, "auditor1"))
    assert result(cast).result.status == "CONTESTED"
    with refused("no_decision"):
        ties.withdraw_decision(actor=organizer, decision_id=row.id, words="再撤", second=second(cast, "auditor1"))


def test_veto_takes_someone_out_of_the_ranking_and_absence_is_listed_apart(cast: JudgedCast):
    organizer = cast.actor("organizer1")

    def check(**changes: object) -> None:
        facts = {"entrant": "20250001", "item": "law", "fits": False, "words": "处分期内", **changes}
        qualification.check_qualification(actor=organizer, competition_id=cast.competition_id, **facts)

    for code, change in (
        ("no_line", {"item": "luck"}),
        ("no_entrant", {"entrant": "x"}),
        ("empty_reason", {"words": ""}),
    ):
        with refused(code):
            check(**change)
    check()
    found = result(cast).result
    assert (found.place("20250001"), found.composites["20250001"].entrant.ineligible) == (None, "不符合：无违法违纪")
    check(fits=True, words="")
    assert result(cast).result.place("20250001") is not None

    def absent(round_id: str = "quiz", entrant: str = "20250002") -> None:
        qualification.note_absence(
            actor=organizer, competition_id=cast.competition_id, contest_id="individual", round_id=round_id,
            entrant=entrant, words="未到",
        )  # fmt: skip

    absent()
    assert [one.entrant.id for one in result(cast).result.unranked] == ["20250002"]
    for code, facts in (
        ("absent_already", {}),
        ("no_round_of_contest", {"round_id": "x"}),
        ("no_entrant", {"entrant": "x"}),
    ):
        with refused(code):
            absent(**facts)


def test_imported_table_is_taken_whole_or_not_at_all(cast: JudgedCast):
    def bring(text: str, round_id: str = "service-level") -> int:
        return imports.import_table(
            actor=cast.actor("organizer1"),
            competition_id=cast.competition_id,
            contest_id="collective",
            round_id=round_id,
            evidence=imports.Evidence("能级.csv", sha256(text.encode()), text.encode()),
        )

    with pytest.raises(Refused) as wrong:
        bring("编号,分数,签字人\nU001,101,甲\nU099,90,乙\nU002,90.12345,丙\n")
    assert wrong.value.facts["lines"].count("第") == 3
    with refused("bad_table"):
        bring("编号,分数\nU001,90\n")
    with refused("no_round_of_contest"):
        bring("编号,分数,签字人\nU001,90,甲\n", "report")
    assert bring("编号,分数,签字人,办件量\nU001,90.1234,甲,1200\nU002,88,乙,900\n") == 2
    kept = {row.entrant: row for row in board(cast.competition_id, "collective").imports}
    assert (kept["U001"].score, kept["U001"].version, json.loads(kept["U001"].evidence)["indicators"]) == (
        "90.1234", 2, {"办件量": "1200"}
    )  # fmt: skip


def test_trial_shows_who_would_move_and_keeps_nothing(cast: JudgedCast):
    weights = {"quiz": 50, "simulation": 10, "practice": 40, "presentation": 40}
    tried = try_out(cast.competition_id, "individual", Trial(weights, trim=False, correct=True))
    assert tried.shifts != ()
    assert set(tried.coefficients.values()) == {1}
    assert result(cast).versions == []
    with refused("bad_weights"):
        try_out(cast.competition_id, "individual", Trial({"quiz": 31}))


def test_objection_comes_in_time_and_is_decided_by_someone_without_a_part(cast: JudgedCast, clock: FakeTime):
    entrant = cast.panel().appearances[0].entrant
    organizer = cast.actor("organizer1")

    def file(**changes: str) -> int:
        facts = {"contest": "individual", "round": "practice", "entrant": entrant, "words": "漏分", **changes}
        return objections.file_objection(actor=organizer, new=NewObjection(cast.competition_id, **facts))

    for code, change in (
        ("not_objectionable", {"round": ""}),
        ("no_round_of_contest", {"round": "x"}),
        ("not_objectionable", {"round": "quiz"}),
        ("no_entrant", {"entrant": "x"}),
        ("empty_reason", {"words": " "}),
    ):
        with refused(code):
            file(**change)
    number = file()
    with transaction() as session:
        row = result(cast).result.composites[entrant]
        home = {"d": row.entrant.district, "i": cast.actor("arbiter1").id}
        session.execute(db.text("UPDATE accounts SET district = :d WHERE id = :i"), home)
    with refused("conflicted"):
        objections.take_objection(actor=cast.actor("arbiter1"), objection_id=number)
    clock.move(2 * 3_600_000 + 1)
    with refused("objection_late"):
        file()
    assert [one.id for one in list_objections(cast.competition_id, open_only=True)] == [number]


def test_why_anyone_is_where_goes_down_to_ballots_and_files(cast: JudgedCast):
    found = board(cast.competition_id, "individual")
    one = found.draft.result.composites[cast.panel().appearances[0].entrant]
    parts = {part.rule.id: part for part in explain(cast.competition_id, found.contest, one)}
    assert (parts["quiz"].imported[2], parts["practice"].panel[0]) == ("演示单位", cast.panel().head.id)
    assert sum(part.adds for part in parts.values()) == pytest.approx(one.rounded, abs=Decimal("0.02"))
    assert len(settings_used(found)) == 20


def test_notice_names_winners_by_district_without_numbers_or_marks(cast: JudgedCast):
    which = compute(cast)
    publish(cast, which)
    published, notice = public_notice(cast.competition_id, "individual")
    assert ([one.row.version for one in notices()], published.contest) == ([1], "个人")
    assert [len(grade.winners) for grade in notice.lists["综合窗口一线"]] == [7, 2]
    districts = [unit[:3] for _, unit in notice.lists["综合窗口一线"][0].winners]
    assert districts == sorted(districts)
    assert (notice.marks, [str(day) for day in notice.days]) == ({}, ["2026-11-23", "2026-11-24", "2026-11-25"])
    assert "2025000" not in str(notice.lists)
    with refused("no_version"):
        public_notice(cast.competition_id, "collective")


def test_every_document_comes_out_and_certificates_only_in_the_end(cast: JudgedCast, clock: FakeTime):
    which = compute(cast)
    publish(cast, which)
    kinds = {"pdf": b"%PDF-", "docx": b"PK"}
    for name in DOCUMENTS:
        if name != "certificates.pdf":
            _, file = document(cast.competition_id, "individual", 1, name)
            assert file.startswith(kinds[name.rpartition(".")[2]])
    with refused("not_final"):
        document(cast.competition_id, "individual", 1, "certificates.pdf")
    with refused("no_page"):
        document(cast.competition_id, "individual", 1, "secrets.pdf")
    clock.move(4 * DAY)
    versions.finish(actor=cast.actor("organizer1"), which=which)
    with refused("not_final"):
        document(cast.competition_id, "individual", 1, "certificates.pdf")
    for step in ("reported", "approved"):
        versions.note_approval(actor=cast.actor("organizer1"), which=which, step=step, words="〔2026〕1号")
    assert document(cast.competition_id, "individual", 1, "certificates.pdf")[1].startswith(b"%PDF-")


def test_wording_in_the_instance_folder_replaces_the_shipped_one(cast: JudgedCast, config: Config):
    which = compute(cast)
    folder = config.instance / "documents"
    folder.mkdir(parents=True)
    (folder / "notice.txt").write_text(
        "title: ${competition}公告\nintro: ${counts}，${misspelt}\nsigner: 某委\n", encoding="utf-8"
    )
    row, content = find_version(which.competition_id, which.contest, which.version)
    words = notice_of(row, content).words
    assert words["title"].endswith("演示：评审与成绩公告")
    assert (words["intro"], words["signer"]) == ("11名个人，${misspelt}", "某委")


def packed(cast: JudgedCast, folder: Path) -> Path:
    which = compute(cast)
    publish(cast, which)
    path = folder / "result.zip"
    write_result_package(competition_id=cast.competition_id, contest_id="individual", version=which.version, path=path)
    return path


def test_package_recomputes_exactly_and_names_only_winners(
    cast: JudgedCast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    path = packed(cast, tmp_path)
    assert main([str(path)]) == 0
    assert "recomputes exactly" in capsys.readouterr().out
    with zipfile.ZipFile(path) as archive:
        content = json.loads(archive.read(RESULT))
        awarded = {row["id"] for rows in content["result"]["lists"].values() for row in rows if row["award"]}
    assert all((one["id"] in awarded) == ("*" not in one["name"]) for one in content["entrants"])
    assert len(awarded) < len(content["entrants"])


def test_every_file_changed_by_a_byte_is_found_by_name(
    cast: JudgedCast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    path = packed(cast, tmp_path)
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    for name, content in files.items():
        if name == MANIFEST:
            continue
        place = len(content) // 2
        changed = content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
        write(tmp_path / "changed.zip", files | {name: changed})
        assert main([str(tmp_path / "changed.zip")]) == 1
        assert name in capsys.readouterr().err


def test_change_with_a_fitting_manifest_is_found_where_it_was_made(
    cast: JudgedCast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    path = packed(cast, tmp_path)
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}

    def told(name: str, change: object) -> str:
        value = json.loads(files[name])
        change(value)
        forged = files | {name: as_json(value)}
        manifest = json.loads(forged[MANIFEST])
        manifest["files"][name] = sha256(forged[name])
        write(tmp_path / "forged.zip", forged | {MANIFEST: as_json(manifest)})
        assert main([str(tmp_path / "forged.zip")]) == 1
        return capsys.readouterr().err

    panel = next(name for name in files if name.startswith("panels/"))
    lists = json.loads(files[RESULT])["result"]["lists"]
    name = next(iter(lists))
    first = lists[name][0]["id"]
    assert "lock" in told(panel, lambda value: value["listing"][0]["ballots"][0]["marks"].update(handling="1"))
    assert "drawn order" in told(panel, lambda value: value["draw"]["drawn"].reverse())
    assert "in quiz" in told("imports.json", lambda value: value[0].update(score="1"))
    assert "absences" in told("absences.json", lambda value: value.append({"round": "quiz", "entrant": first}))
    assert f"{first} on {name}" in told(RESULT, lambda value: value["result"]["lists"][name][0].update(award=""))
    assert "digest of the result" in told(RESULT, lambda value: value.update(competition="另一个"))
    assert "in practice" in told(RESULT, lambda value: value["entrants"][0]["scores"].update(practice="99"))
    assert "entry 3" in told("chain.json", lambda value: value[2].update(digest="0" * 64))
    assert "not as a package" in told(RESULT, lambda value: value.pop("entrants"))


def test_cleared_personal_details_leave_the_result_verifiable(cast: JudgedCast, tmp_path: Path, clock: FakeTime):
    publish(cast, compute(cast))
    organizer, until = cast.actor("organizer1"), clock.now + 1
    set_retention(actor=organizer, competition_id=cast.competition_id, until=until)
    clock.move(1)
    clear(by=organizer.key, second="staff:auditor1", competition_id=cast.competition_id)
    _, content = find_version(cast.competition_id, "individual", 1)
    assert {one["name"] for one in content["entrants"] if not result_award(content, one["id"])} <= {
        f"{name}**" for name in "陆翟殷姚袁吴龚韩窦鲁徐季张曹牛芦顾沈倪胡何林侯傅柏程石杜郝孟"
    }
    path = tmp_path / "p.zip"
    write_result_package(competition_id=cast.competition_id, contest_id="individual", version=1, path=path)
    assert main([str(path)]) == 0


def result_award(content: dict, entrant: str) -> str:
    """Return an entrant's award in a version's content."""
    return next(
        (row["award"] for rows in content["result"]["lists"].values() for row in rows if row["id"] == entrant), ""
    )


def test_package_is_refused_once_ballots_have_changed(cast: JudgedCast, tmp_path: Path):
    compute(cast)
    one = cast.panel().appearances[0]
    ballot = next(iter(cast.panel().ballots_of(one.id).values()))
    ballots.correct_ballot(
        actor=cast.actor("chiefjudge1"),
        ballot_id=ballot.id,
        marks={key: Decimal(mark) for key, mark in FULL.items()},
        words="更正",
        second=second(cast, "checker1"),
    )
    with refused("inputs_changed"):
        write_result_package(
            competition_id=cast.competition_id, contest_id="individual", version=1, path=tmp_path / "x"
        )


def test_commands_write_the_package_and_the_site(cast: JudgedCast, app_: Flask, tmp_path: Path):
    publish(cast, compute(cast))
    runner: CliRunner = app_.test_cli_runner()
    path, folder = tmp_path / "p.zip", tmp_path / "site"
    done = runner.invoke(args=["results", "package", str(cast.competition_id), "individual", str(path)])
    assert (done.exit_code, main([str(path)])) == (0, 0)
    with app_.test_request_context():
        assert runner.invoke(args=["results", "export-site", str(folder)]).exit_code == 0
    assert sorted(one.name for one in folder.iterdir()) == [
        "1-individual.html",
        "index.html",
        "kaochang.css",
        "results.css",
    ]
    page = (folder / "1-individual.html").read_text(encoding="utf-8")
    assert "拟获奖名单公示" in page
    assert "2025000" not in page
    file = tmp_path / "archive.zip"
    done = runner.invoke(args=["results", "archive", str(cast.competition_id), "individual", str(file)])
    assert (done.exit_code, "没有批复文号" in done.output, "没有锁定" in done.output) == (0, True, False)
    with zipfile.ZipFile(file) as archive:
        names = archive.namelist()
    assert (names[0], names[1], names[-1], len(names)) == ("00 卷内目录.pdf", "01 秩序册.pdf", "结果包.zip", 9)
    missing = runner.invoke(args=["results", "package", "99", "individual", str(path)])
    assert (missing.exit_code, "没有这一版成绩" in missing.output) == (1, True)


def write(path: Path, files: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
