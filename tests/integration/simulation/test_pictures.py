"""Pictures of papers, licences and faces: only what the clerk has earned, and only with the sitting's own token."""

import pytest
from flask import Flask

from config import Config
from tests.factories.exam_client import ExamClient, Reply, wsgi_wire
from tests.factories.simulation_cast import act as one_act
from tests.factories.simulation_cast import desk_of


@pytest.fixture
def first_paper(sitting: ExamClient, config: Config) -> tuple[str, str]:
    """Return a case that has a paper, called, and the paper."""
    case = next(one for one in desk_of(config, sitting.sitting).cases.values() if one.arrives == 1 and one.papers)
    sitting.save(one_act(1, case.id, "call"))
    return case.id, case.papers[0].id


def get(client: ExamClient, path: str, **headers: str) -> Reply:
    return client.get(f"/sittings/{client.sitting}/{path}", **headers)


def test_paper_is_drawn_once_it_was_looked_at(sitting: ExamClient, first_paper: tuple[str, str]):
    case, paper = first_paper
    before = get(sitting, f"papers/{case}/{paper}?side=1")
    sitting.save(one_act(2, case, "inspect", paper=paper, side=1))
    after = get(sitting, f"papers/{case}/{paper}?side=1")
    assert (before.status, before.json) == (404, {"code": "no_picture"})
    assert (after.status, after.headers["Content-Type"]) == (200, "image/svg+xml; charset=utf-8")
    assert after.text.startswith("<svg")
    assert get(sitting, f"papers/{case}/{paper}?side=2").status == 404


def test_picture_is_not_sent_again_and_never_runs(sitting: ExamClient, first_paper: tuple[str, str]):
    case, paper = first_paper
    sitting.save(one_act(2, case, "inspect", paper=paper))
    first = get(sitting, f"papers/{case}/{paper}")
    again = get(sitting, f"papers/{case}/{paper}", If_None_Match=first.headers["ETag"])
    assert (again.status, again.body, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
    assert first.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert (first.headers["Cache-Control"], first.headers["X-Content-Type-Options"]) == (
        "private, no-cache",
        "nosniff",
    )


def test_licence_is_drawn_once_it_was_fetched(sitting: ExamClient, config: Config):
    desk = desk_of(config, sitting.sitting)
    found = [(case, one) for case in desk.cases.values() for one in case.licences if one.outcomes[-1] == "success"]
    for case, licence in found:
        path = f"licences/{case.id}/{licence.licence}/{licence.of}"
        seq = sitting.next_seq
        acts = [
            ("call", {}),
            ("read", {"person": case.counter_role, "means": "id_card"}),
            ("authorize", {"person": licence.of}),
        ]
        acts += [("fetch", {"licence": licence.licence, "person": licence.of})] * len(licence.outcomes)
        before = get(sitting, path).status
        sitting.save(*(one_act(seq + n, case.id, do, **named) for n, (do, named) in enumerate(acts)))
        sitting.next_seq += len(acts)
        assert (before, get(sitting, path).status) == (404, 200)


def test_face_is_drawn_once_somebody_is_there(sitting: ExamClient, config: Config):
    case = next(one for one in desk_of(config, sitting.sitting).cases.values() if one.arrives == 1)
    path = f"faces/{case.id}/{case.counter_role}"
    before = get(sitting, path).status
    sitting.save(one_act(1, case.id, "call"))
    assert (before, get(sitting, path).status, get(sitting, f"faces/{case.id}/spouse").status) == (404, 200, 404)


NOTHING = ("papers/c9/letter", "papers/c1", "papers/c1/a/b", "licences/c1/marriage", "faces/c1/a/b", "papers/c1//")


@pytest.mark.parametrize("path", NOTHING)
def test_picture_of_nothing_is_not_found(sitting: ExamClient, path: str):
    assert get(sitting, path).status == 404


def test_picture_needs_the_token_of_its_sitting(
    sitting: ExamClient, other_contestant: ExamClient, app: Flask, first_paper: tuple[str, str]
):
    case, paper = first_paper
    sitting.save(one_act(2, case, "inspect", paper=paper))
    path = f"/sittings/{sitting.sitting}/papers/{case}/{paper}"
    stranger = ExamClient(wsgi_wire(app))
    assert [stranger.get(path).status, other_contestant.get(path).status] == [401, 401]
    assert sitting.send("POST", path).status == 405


def test_picture_ends_with_the_sign_out(sitting: ExamClient, first_paper: tuple[str, str]):
    case, paper = first_paper
    sitting.save(one_act(2, case, "inspect", paper=paper))
    kept = dict(sitting.cookies)
    sitting.sign_out()
    sitting.cookies = kept
    assert get(sitting, f"papers/{case}/{paper}").json == {"code": "no_sitting"}


def test_quiz_has_no_pictures(contestant: ExamClient, rounds):
    assert get(contestant.start(rounds.personal), "papers/c1/letter").json == {"code": "no_picture"}
