"""The canary: nothing an author wrote for authors' eyes reaches a contestant before the release."""

import re
from pathlib import Path

from flask import Flask

from app.services.grading import grade_due
from app.services.scores import release
from config import HERE, Config
from tests.conftest import Act
from tests.factories.cast import MINUTE, FakeTime, Rounds
from tests.factories.exam_client import ExamClient, Reply, some_response
from tests.factories.small_bank import SECRETS
from tests.factories.stored import rows

STATIC = HERE / "app" / "static"


def secrets_of(config: Config) -> list[str]:
    """Return every secret: the authors' words, and what the server itself drew and hashed."""
    frozen = rows(
        config, "SELECT revision FROM item_revisions UNION SELECT seed FROM forms UNION SELECT digest FROM forms"
    )
    papers = rows(config, "SELECT seed FROM papers UNION SELECT digest FROM papers")
    return [*SECRETS, *(value for (value,) in frozen + papers)]


def everything_in(client: ExamClient, app: Flask) -> str:
    """Return every byte of every reply a signed-in contestant can get, headers and all."""
    sittings = [one["sitting"] for one in client.get("/exam/rounds").json["rounds"] if one["sitting"]]
    rounds = [one["id"] for one in client.get("/exam/rounds").json["rounds"]]
    found = []
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.endpoint != "static":
            for round_id, sitting in [(r, s) for r in rounds for s in sittings]:
                values = {"round_id": str(round_id), "sitting_id": sitting, "item_id": "zqvitem"}
                values |= {"case_id": "c1", "paper": "letter", "scenario_id": "trial-supplement"}
                values |= {
                    "session_id": "1",
                    "code": "spare",
                    "kind": "pdf",
                    "account_id": "999",
                    "room_id": "9",
                    "seat_id": "9",
                }
                values |= {"panel_id": "1", "appearance_id": "1", "ballot_id": "1", "objection_id": "1"}
                values |= {"nomination_id": "1"}
                values |= {"decision_id": "1", "version": "1", "act": "begin", "step": "publish"}
                values |= {"contest_id": "individual", "entrant": "20260001", "name": "notice.pdf"}
                values |= {"contestant_id": "1", "competition_id": "1", "token": "0" * 32}
                path = re.sub(r"<(?:\w+:)?(\w+)>", lambda name, values=values: values[name[1]], rule.rule)
                found += [client.get(path), client.get(path, Accept="application/json")]
    found += [*_journal(client), *(client.get(f"/sittings/{sitting}/receipt") for sitting in sittings)]
    return "".join(_written(reply) for reply in found)


def _journal(client: ExamClient) -> list[Reply]:
    wrong = client.ask("journal", {"lease": "0" * 16, "entries": []})
    return [client.open(), client.save(), client.receipt(), wrong, client.ask("open", {})]


def _written(reply: Reply) -> str:
    # The path a crawler asked for comes back in `next` and is no leak.
    return f"{reply.headers} {reply.text}".replace("/author/items/zqvitem", "")


def leaks(config: Config, text: str) -> list[str]:
    return [secret for secret in secrets_of(config) if secret in text]


def test_no_secret_before_during_or_after_a_sitting(
    contestant: ExamClient, rounds: Rounds, clock: FakeTime, app: Flask, config: Config, act: Act
):
    contestant.enter(rounds.shared)
    texts = [everything_in(contestant, app)]
    clock.move(10 * MINUTE)
    contestant.open()
    answers = [contestant.answer(seq, some_response(one), seq - 1) for seq, one in enumerate(contestant.items, 1)]
    contestant.save(*answers)
    texts.append(everything_in(contestant, app))
    contestant.submit()
    texts.append(everything_in(contestant, app))
    act(grade_due)
    texts.append(everything_in(contestant, app))
    assert [leaks(config, text) for text in texts] == [[], [], [], []]
    assert "居民来到" not in texts[0]
    assert "居民来到" in texts[1]


def test_no_secret_even_after_the_release(sitting: ExamClient, rounds: Rounds, app: Flask, config: Config, act: Act):
    sitting.submit()
    act(grade_due)
    act(release, round_id=rounds.personal, actor="test")
    assert leaks(config, everything_in(sitting, app)) == []


def test_canary_sings_where_the_key_may_be_seen(author: ExamClient, config: Config):
    text = author.get("/author/items/zqvitem-fill-in-1").text
    assert {"zqvkey", "zqvexplain", "zqvitem"} <= set(leaks(config, text))


def test_ids_are_of_this_sitting_alone(sitting: ExamClient, other_contestant: ExamClient, rounds: Rounds):
    other_contestant.start(rounds.personal)
    mine, theirs = ({part["id"] for part in client.items} for client in (sitting, other_contestant))
    assert mine & theirs == set()


def test_reply_to_a_save_has_the_same_shape_for_right_and_wrong(sitting: ExamClient):
    fill_in = next(place for place, item in enumerate(sitting.items) if item["kind"] == "fill_in")
    right = sitting.save(sitting.answer(1, ["zqvkey一", "zqvkey二"], fill_in))
    wrong = sitting.save(sitting.answer(2, ["某", "某"], fill_in))
    assert (right.status, right.json | {"acked": 2}, len(right.body)) == (wrong.status, wrong.json, len(wrong.body))


def test_static_files_hold_no_authored_text():
    files = [path for path in STATIC.rglob("*") if path.suffix in {".js", ".css", ".html", ".json"}]
    assert [path for path in files if "zqv" in _text(path)] == []
    assert {"explain", "difficulty"} & set(re.findall(r"\w+", "".join(map(_text, files)))) == set()


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
