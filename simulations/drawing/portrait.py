"""Made-up faces, drawn from a seed: on identity cards, and of the resident at the counter."""

import hashlib

from simulations.drawing.sheet import Portrait

SKINS = (("#f3d5ba", "#e2b896"), ("#eecbab", "#d9ab86"), ("#e6bd99", "#cf9f7a"), ("#f6ddc8", "#e6bf9f"))
HAIRS = ("#2b2523", "#3a2d27", "#4b372c", "#1f1e22")
GREYS = ("#8d8d92", "#b3b3b8", "#74747a", "#a09c98")
CLOTHES = ("#3f6ea8", "#7a6a9b", "#4f7f6b", "#9b5f55", "#55636f", "#8a7440", "#5b7fb3", "#a0596f")
GROUNDS = ("#e6eef7", "#efe9dd", "#e8f1ea", "#f3ecf3")
CHILD_UNTIL, GLASSES_FROM, GREY_FROM = 14, 55, 62

BEHIND = {  # what of a woman's hair is behind her head
    "long": "M26 50C22 14 74 14 70 50L71 78Q48 86 25 78z",
    "bob": "M27 48C24 16 72 16 69 48V62Q66 68 61 66L35 66Q30 68 27 62z",
    "bun": "M39 20a9 9 0 1 1 18 0 9 9 0 0 1-18 0zM29 46C26 18 70 18 67 46z",
    "tail": "M60 26C82 22 84 52 74 72 78 50 70 40 60 38zM29 46C26 18 70 18 67 46z",
    "curls": (
        "M26 46a8 8 0 0 1 4-14 9 9 0 0 1 11-9 9 9 0 0 1 15 0 9 9 0 0 1 10 9 8 8 0 0 1 4 14 "
        "7 7 0 0 1-4 12H30a7 7 0 0 1-4-12z"
    ),
}
BEFORE = {  # and what falls over the forehead
    "parted": "M30 49C27 18 69 18 66 49 64 39 60 34 44 33 38 33 33 38 30 49z",
    "fringe": "M30 48C27 18 69 18 66 48 65 42 64 40 62 39 52 42 42 42 34 39 32 41 31 44 30 48z",
    "swept": "M30 48C28 17 68 16 66 48 63 36 54 33 48 32 44 38 36 38 30 48z",
}
MEN = (
    "M30 46C25 16 70 14 66 46 64 38 62 36 58 34 50 36 42 35 37 34 33 37 31 40 30 46z",
    "M30 45C24 20 52 12 66 26 68 32 67 40 66 45 63 36 58 32 50 33 42 34 34 36 30 45z",
    "M30 44C29 20 67 20 66 44 65 38 63 35 60 33Q48 28 36 33C33 35 31 38 30 44z",
    "M30 46C27 22 40 16 50 18 62 16 69 26 66 46 65 40 62 32 55 31 50 37 40 37 35 33 32 37 31 41 30 46z",
)
BALD = "M30 48C28 42 29 36 32 32 32 38 31 42 31 48zM66 48C68 42 67 36 64 32 64 38 65 42 65 48z"
BROWS = {
    "calm": "M37 42q4-2.4 8 0M51 42q4-2.4 8 0",
    "anxious": "M37 43.5l8-3.4M51 40.1l8 3.4",
    "upset": "M37 40l8 3.6M51 43.6l8-3.6",
}
MOUTHS = {"calm": "M42.5 60q5.5 4.4 11 0", "anxious": "M43.5 61.5q4.5-2.6 9 0", "upset": "M42.5 62.5q5.5-5 11 0"}
MOODS = {"calm": "神情平静", "anxious": "神情着急", "upset": "神情不满"}
COLLARS = (
    '<path d="M39 72 48 82 57 72 63 75 54 90 48 83 42 90 33 75z" fill="#ffffff" fill-opacity="0.85"/>',
    '<path d="M36 73q12 15 24 0" stroke="#ffffff" stroke-opacity="0.6" stroke-width="3" fill="none"/>',
    '<path d="M40 72 48 88 56 72z" fill="#ffffff" fill-opacity="0.9"/>',
)
SWEAT = '<path d="M69 30q4 6 0 8.5-4-2.5 0-8.5z" fill="#7fb4dd"/>'


def face(person: Portrait) -> str:
    """Return a head and shoulders in a square of 96 units, without its ground."""
    chosen = hashlib.sha256(person.seed.encode()).digest()
    skin, shade = SKINS[chosen[0] % len(SKINS)]
    hair = (GREYS if person.age >= GREY_FROM else HAIRS)[chosen[1] % 4]
    child = person.age < CHILD_UNTIL
    behind, before = _hair(person, chosen[4], chosen[5])
    head = [
        f'<path d="M42 58h12v15q-6 6-12 0z" fill="{shade}"/>',
        f'<path d="M31 45a4 5 0 1 0 1 9zM65 45a4 5 0 1 1-1 9z" fill="{shade}"/>',
        f'<path d="M31 42C31 24 65 24 65 42V50C65 62 56 69 48 69S31 62 31 50z" fill="{skin}"/>',
        f'<path d="{before}" fill="{hair}"/>',
        _features(person, hair, shade, child=child),
        _glasses() if _wears_glasses(person, chosen[3]) else "",
    ]
    shoulders = "M20 96c1-17 14-23 28-23s27 6 28 23z" if child else "M10 96c1-20 18-25 38-25s37 5 38 25z"
    body = f'<path d="{shoulders}" fill="{CLOTHES[chosen[2] % len(CLOTHES)]}"/>{COLLARS[chosen[6] % len(COLLARS)]}'
    return f'<path d="{behind}" fill="{hair}"/>{head[0]}{body}{"".join(head[1:])}'


def photograph(person: Portrait, x: float, y: float, wide: float) -> str:
    """Return a face as on a card: an upright picture with its corner at (x, y), cut at its edge."""
    high = round(wide * 1.24, 1)
    place = f'x="{x:g}" y="{y:g}" width="{wide:g}" height="{high:g}"'
    return (
        f'<svg {place} viewBox="10 1.8 76 94.2"><rect width="96" height="96" fill="#f4f8fb"/>{face(person)}</svg>'
        f'<rect {place} fill="none" stroke="#9aa7b6"/>'
    )


def avatar_svg(person: Portrait) -> str:
    """Return the picture of someone at the counter, with its mood in words."""
    ground = GROUNDS[hashlib.sha256(person.seed.encode()).digest()[7] % len(GROUNDS)]
    call = "孩" if person.age < CHILD_UNTIL else "士"
    decade = f"约 {person.age // 10 * 10} 岁" if person.age >= 10 else "不到 10 岁"  # noqa: PLR2004  # in tens
    who = f"{'男' if person.sex == 'male' else '女'}{call}，{decade}，{MOODS[person.mood]}"
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96" role="img">'
        f'<title>{who}</title><rect width="96" height="96" fill="{ground}"/>{face(person)}</svg>'
    )


def _hair(person: Portrait, behind: int, before: int) -> tuple[str, str]:
    """Return the hair behind a head and the hair before it."""
    if person.sex == "male":
        bald = person.age >= GREY_FROM and behind % 3 == 0
        return "", BALD if bald else MEN[before % len(MEN)]
    cuts = ("curls", "bob", "bun") if person.age >= GREY_FROM else ("long", "bob", "bun", "tail")
    return BEHIND[cuts[behind % len(cuts)]], tuple(BEFORE.values())[before % len(BEFORE)]


def _features(person: Portrait, hair: str, shade: str, *, child: bool) -> str:
    eye = 2.5 if child else 1.9
    parts = [
        f'<g fill="#2b2b2b"><circle cx="41" cy="49" r="{eye}"/><circle cx="55" cy="49" r="{eye}"/></g>',
        f'<path d="{BROWS[person.mood]}" stroke="{hair}" stroke-width="1.8" fill="none" stroke-linecap="round"/>',
        f'<path d="M48 50l-1.6 5.5h2.5" stroke="{shade}" stroke-width="1.4" fill="none"/>',
        f'<path d="{MOUTHS[person.mood]}" stroke="#a2554a" stroke-width="2" fill="none" stroke-linecap="round"/>',
    ]
    if child or person.sex == "female":
        parts.append(
            '<g fill="#e58f86" fill-opacity="0.35"><circle cx="37" cy="56" r="4"/><circle cx="59" cy="56" r="4"/></g>'
        )
    if person.age >= GREY_FROM:
        parts.append(f'<path d="M35 53q2 3 5 3.5M61 53q-2 3-5 3.5" stroke="{shade}" fill="none"/>')
    if person.mood == "anxious":
        parts.append(SWEAT)
    return "".join(parts)


def _wears_glasses(person: Portrait, choice: int) -> bool:
    return choice % (2 if person.age >= GLASSES_FROM else 4) == 0


def _glasses() -> str:
    return (
        '<g fill="#ffffff" fill-opacity="0.25" stroke="#39424d" stroke-width="1.5"><circle cx="41" cy="49" r="5.6"/>'
        '<circle cx="55" cy="49" r="5.6"/><path d="M46.6 48.5q1.4-1.2 2.8 0M35.4 48l-4-1.5M60.6 48l4-1.5"/></g>'
    )
