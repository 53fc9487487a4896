"""Faces: the same for the same person everywhere, different between people, with a mood in words."""

from xml.etree import ElementTree as ET

import pytest

from simulations.drawing import Portrait, avatar_svg
from simulations.drawing.portrait import face, photograph

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize(
    ("person", "said"),
    [
        (Portrait("seed", "male", 70), "男士，约 70 岁，神情平静"),
        (Portrait("seed", "female", 34, "anxious"), "女士，约 30 岁，神情着急"),
        (Portrait("seed", "male", 12, "upset"), "男孩，约 10 岁，神情不满"),
        (Portrait("seed", "female", 3), "女孩，不到 10 岁，神情平静"),
    ],
)
def test_an_avatar_says_who_it_shows(person, said):
    assert ET.fromstring(avatar_svg(person)).find(f"{SVG}title").text == said


def test_faces_differ_by_person_and_not_by_time():
    people = [Portrait(f"{n}", sex, age) for n in range(12) for sex in ("male", "female") for age in (6, 20, 58, 70)]
    assert len({face(person) for person in people}) > 60
    assert face(people[0]) == face(people[0])


def test_a_mood_changes_the_face_and_not_the_person():
    calm, upset = (face(Portrait("seed", "female", 40, mood)).split("<path") for mood in ("calm", "upset"))
    assert [len(calm), sum(one != other for one, other in zip(calm, upset, strict=True))] == [11, 2]


def test_a_picture_on_a_card_is_cut_at_its_edge():
    root = ET.fromstring(
        f'<svg xmlns="http://www.w3.org/2000/svg">{photograph(Portrait("s", "male", 30), 5, 6, 100)}</svg>'
    )
    picture = root.find(f"{SVG}svg")
    assert [picture.get(name) for name in ("x", "y", "width", "height")] == ["5", "6", "100", "124"]


@pytest.mark.parametrize("mood", ["calm", "anxious", "upset"])
def test_an_avatar_is_small(mood):
    assert len(avatar_svg(Portrait("seed", "female", 70, mood)).encode()) < 4_000
