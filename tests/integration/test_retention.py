"""Clearing personal details after their date: what goes, what stays, and that results hold."""

import pytest
from click.testing import CliRunner
from flask import Flask

from app.cli.people import purge as purge_command
from app.database import db, transaction
from app.models import Contestant, Final, PersonalDetails, Score
from app.services import audit, retention
from app.services.access import Role
from app.services.competitions import add_account
from app.services.grading import GRADERS, grade_due
from app.services.refused import Refused
from app.services.second_person import Second
from app.services.session_seals import find_seal, seal_session
from config import Config
from tests.conftest import Act
from tests.factories.cast import MINUTE, PASSWORD, STAFF, START, FakeTime, Rounds, staff_actor
from tests.factories.exam_client import ExamClient, some_response, wsgi_wire
from tests.factories.stored import execute, rows
from tests.factories.venue import seat_everyone

ORGANIZER = staff_actor("organizer")
CHIEF = staff_actor("chief_proctor")
COMPETITION = 1
DAY = 24 * 60 * MINUTE
UNTIL = START + 30 * DAY
SECOND = Second("organizer2", PASSWORD, "127.0.0.1")


@pytest.fixture(autouse=True)
def second_organizer(app: Flask) -> None:
    with app.app_context(), transaction() as session:
        add_account(session, username="organizer2", name="另一位", role=Role.ORGANIZER, password=PASSWORD)
        for person in session.query(Contestant).filter_by(competition_id=COMPETITION):
            person.district, person.years = "江澜区", 5
            number = f"31990119900101001{person.id}"
            session.add(PersonalDetails(contestant_id=person.id, id_number=number, phone="00000000001"))


@pytest.fixture
def due(act: Act, clock: FakeTime) -> None:
    act(retention.set_retention, actor=ORGANIZER, competition_id=COMPETITION, until=UNTIL)
    clock.move_to(UNTIL)


def purge(act: Act, second: Second = SECOND) -> int:
    return act(retention.purge, actor=ORGANIZER, competition_id=COMPETITION, second=second)


def people(config: Config) -> list[tuple[object, ...]]:
    query = "SELECT admission_number, name, unit, district, category, seat, years, code_mac FROM contestants"
    return rows(config, f"{query} WHERE competition_id = 1 ORDER BY id")


def recomputed(act: Act) -> list[bool]:
    """Tell of each score whether grading again gives the same total from the same inputs."""

    def compare() -> list[bool]:
        pairs = db.session.query(Score, Final.last_seq).join(Final, Final.id == Score.final_id).all()
        again = [(score, GRADERS["quiz"](score.sitting_id, last_seq)) for score, last_seq in pairs]
        return [(one.total, one.inputs) == (score.total, score.inputs) for score, one in again]

    return act(compare)


@pytest.mark.usefixtures("due")
def test_what_identifies_people_goes_and_the_rest_stays(act: Act, config: Config):
    assert purge(act) == 3
    assert people(config) == [
        (number, f"选手{number[-4:]}", "", "江澜区", "综合窗口一线", f"A{number[-2:]}", None, "")
        for number in ("20260001", "20260002", "20260003")
    ]
    assert rows(config, "SELECT * FROM personal_details") == []


@pytest.mark.usefixtures("due")
def test_nothing_of_it_is_left_in_the_files_of_the_database(act: Act, config: Config):
    purge(act)
    left = [path.name for path in config.instance.glob("exam.db*") if b"3199011990010100" in path.read_bytes()]
    assert left == []


def test_scores_seals_and_the_audit_chain_hold(
    app: Flask, sitting: ExamClient, contestant: ExamClient, rounds: Rounds, clock: FakeTime, act: Act
):
    sitting.save(*(sitting.answer(seq, some_response(one), seq - 1) for seq, one in enumerate(sitting.items, 1)))
    sitting.submit()
    venue = seat_everyone(app, rounds)
    clock.move(10 * MINUTE)
    contestant.start(rounds.shared)
    contestant.submit()
    act(grade_due)
    clock.move(60 * MINUTE)
    signed = Second(STAFF["auditor"], PASSWORD, "127.0.0.1")
    act(seal_session, actor=CHIEF, session_id=venue.session, second=signed)
    act(retention.set_retention, actor=ORGANIZER, competition_id=COMPETITION, until=UNTIL)
    clock.move_to(UNTIL)
    purge(act)
    assert recomputed(act) == [True, True]
    assert act(find_seal, actor=CHIEF, session_id=venue.session).intact
    assert act(audit.verify) is None


@pytest.mark.usefixtures("due")
def test_it_is_on_record_who_cleared_with_whom_and_nothing_personal(act: Act, config: Config):
    purge(act)
    query = (
        "SELECT actor, payload FROM audit_entries WHERE action IN ('people.purge', 'people.retention') ORDER BY seq"
    )
    assert rows(config, query) == [
        ("staff:organizer1", f'{{"competition":1,"until":{UNTIL}}}'),
        ("staff:organizer1", '{"competition":1,"contestants":3,"second":"staff:organizer2"}'),
    ]


@pytest.mark.usefixtures("due")
def test_those_cleared_can_no_longer_sign_in(app: Flask, contestant: ExamClient, act: Act):
    purge(act)
    assert contestant.get("/exam").headers["Location"].startswith("/login")
    again = ExamClient(wsgi_wire(app))
    assert "登录信息不正确" in again.sign_in("20260001", "ABCD2345").text


@pytest.mark.usefixtures("due")
def test_other_competitions_are_left_alone(act: Act, config: Config):
    query = "SELECT * FROM contestants WHERE competition_id = 2"
    before = rows(config, query)
    purge(act)
    assert rows(config, query) == before


@pytest.mark.parametrize("until", [START, START - 1, 0, START + 11 * 366 * DAY])
def test_dates_that_are_not_taken(act: Act, config: Config, until: int):
    with pytest.raises(Refused, match="bad_retention"):
        act(retention.set_retention, actor=ORGANIZER, competition_id=COMPETITION, until=until)
    assert rows(config, "SELECT retain_until FROM competitions WHERE id = 1") == [(None,)]


def refusal(act: Act, **changes: object) -> Refused:
    with pytest.raises(Refused) as caught:
        act(retention.clear, **{"by": "cli", "second": "", "competition_id": COMPETITION} | changes)
    return caught.value


def test_refused_without_a_date_and_a_millisecond_before_it(act: Act, config: Config, clock: FakeTime):
    before = people(config)
    assert refusal(act).code == "no_retention"
    act(retention.set_retention, actor=ORGANIZER, competition_id=COMPETITION, until=UNTIL)
    clock.move_to(UNTIL - 1)
    refused = refusal(act)
    assert (refused.code, refused.facts) == ("not_yet", {"days": 1})
    assert people(config) == before


def test_refused_while_a_round_or_a_session_is_open(
    act: Act, clock: FakeTime, app: Flask, rounds: Rounds, config: Config
):
    act(retention.set_retention, actor=ORGANIZER, competition_id=COMPETITION, until=START + MINUTE)
    clock.move(2 * MINUTE)
    assert refusal(act).code == "round_open"
    clock.move_to(UNTIL)
    venue = seat_everyone(app, rounds)
    execute(config, "UPDATE exam_sessions SET entry_closes = :at WHERE id = :id", at=UNTIL, id=venue.session)
    assert refusal(act).code == "round_open"


@pytest.mark.usefixtures("sitting", "due")
def test_refused_while_someone_is_at_work(act: Act):
    assert refusal(act).code == "round_open"


@pytest.mark.usefixtures("due")
def test_refused_twice_and_for_no_competition(act: Act):
    purge(act)
    assert refusal(act).code == "purged_already"
    assert refusal(act, competition_id=99).code == "no_competition"


@pytest.mark.usefixtures("due")
@pytest.mark.parametrize(
    ("second", "code"),
    [
        (Second(STAFF["organizer"], PASSWORD, "127.0.0.1"), "same_person"),
        (Second(STAFF["proctor"], PASSWORD, "127.0.0.1"), "forbidden"),
        (Second("organizer2", "wrong", "127.0.0.1"), "sign_in_wrong"),
        (Second("", "", "127.0.0.1"), "second_needed"),
    ],
)
def test_two_organizers_are_needed(act: Act, config: Config, second: Second, code: str):
    before = people(config)
    with pytest.raises(Refused, match=code):
        purge(act, second)
    assert people(config) == before


@pytest.mark.usefixtures("due")
def test_command_asks_for_confirmation(app: Flask, config: Config):
    with app.app_context():
        asked = CliRunner().invoke(purge_command, ["1"])
        done = CliRunner().invoke(purge_command, ["1", "--confirm"])
        again = CliRunner().invoke(purge_command, ["1", "--confirm"])
    assert (asked.exit_code, done.exit_code, again.exit_code) == (1, 0, 1)
    assert "请加 --confirm" in asked.output
    assert done.output.startswith("已清除 3 人的个人信息")
    assert "个人信息已清除" in again.output
    assert rows(config, "SELECT COUNT(*) FROM personal_details") == [(0,)]
