"""Made-up faces, drawn from a seed: on identity cards, and of the resident at the counter."""

import hashlib

from simulations.drawing.sheet import Portrait

SKINS = ("#f1d3b8", "#ecc9ab", "#e3b996", "#f4dac4")
HAIRS = ("#2e2622", "#3b2d26", "#4a352b", "#1f1d1f")
GREYS = ("#8f8f93", "#b4b4b8", "#75757a")
CLOTHES = ("#3f6ea8", "#7a6a9b", "#4f7f6b", "#9b5f55", "#55636f", "#8a7440")
GROUNDS = ("#e6eef7", "#efe9dd", "#e8f1ea", "#f3ecf3")
GREY_FROM = 62
GLASSES_FROM = 55
BROWS = {
    "calm": "M37 40q4-2 8 0M51 40q4-2 8 0",
    "anxious": "M37 42l8-3M51 39l8 3",
    "upset": "M37 38l8 4M51 42l8-4",
}
MOUTHS = {"calm": "M42 60q6 4 12 0", "anxious": "M43 61q5-3 10 0", "upset": "M42 62q6-5 12 0"}
MOODS = {"calm": "神情平静", "anxious": "神情着急", "upset": "神情不满"}


def face(person: Portrait) -> str:
    """Return a head and shoulders in a square of 96 units, without its ground."""
    chosen = hashlib.sha256(person.seed.encode()).digest()
    skin = SKINS[chosen[0] % len(SKINS)]
    hair = (GREYS if person.age >= GREY_FROM else HAIRS)[chosen[1] % 3]
    cloth = CLOTHES[chosen[2] % len(CLOTHES)]
    glasses = chosen[3] % 3 == 0 or (person.age >= GLASSES_FROM and chosen[3] % 2 == 0)
    parts = [
        _hair_behind(person, hair, chosen[4]),
        f'<path d="M12 96c2-24 20-26 36-26s34 2 36 26z" fill="{cloth}"/>',
        f'<path d="M40 62h16v11q-8 8-16 0z" fill="{skin}"/>',
        f'<ellipse cx="48" cy="47" rx="17" ry="20" fill="{skin}"/>',
        _hair_before(person, hair, chosen[5]),
        '<circle cx="41" cy="48" r="1.7" fill="#2b2b2b"/><circle cx="55" cy="48" r="1.7" fill="#2b2b2b"/>',
        f'<path d="{BROWS[person.mood]}" stroke="{hair}" stroke-width="1.7" fill="none"/>',
        f'<path d="{MOUTHS[person.mood]}" stroke="#9c5a4a" stroke-width="1.8" fill="none" stroke-linecap="round"/>',
    ]
    if person.age >= GREY_FROM:
        parts.append('<path d="M36 54q2 3 5 4M60 54q-2 3-5 4" stroke="#b98e72" fill="none"/>')
    if glasses:
        parts.append(
            '<g fill="none" stroke="#39424d" stroke-width="1.5"><circle cx="41" cy="48" r="5"/>'
            '<circle cx="55" cy="48" r="5"/><path d="M46 48h4"/></g>'
        )
    return "".join(parts)


def avatar_svg(person: Portrait) -> str:
    """Return the picture of someone at the counter, with its mood in words."""
    ground = GROUNDS[hashlib.sha256(person.seed.encode()).digest()[6] % len(GROUNDS)]
    who = f"{'男' if person.sex == 'male' else '女'}士，约 {person.age // 10 * 10} 岁，{MOODS[person.mood]}"
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96" role="img">'
        f'<title>{who}</title><rect width="96" height="96" fill="{ground}"/>{face(person)}</svg>'
    )


def _hair_behind(person: Portrait, hair: str, choice: int) -> str:
    if person.sex == "male":
        return ""
    if choice % 2:
        return f'<circle cx="48" cy="21" r="9" fill="{hair}"/>'
    return f'<path d="M27 48c-2-34 44-34 42 0v22q-21 10-42 0z" fill="{hair}"/>'


def _hair_before(person: Portrait, hair: str, choice: int) -> str:
    if person.sex == "male":
        shapes = ("M30 44c0-26 36-26 36 0-3-9-8-12-18-12s-15 3-18 12z", "M30 42c2-24 34-24 36 0q-8-12-20-9-9 2-16 9z")
    else:
        shapes = (
            "M30 48c-2-28 38-28 36 0-4-10-8-14-18-14s-14 4-18 14z",
            "M30 48c0-28 36-28 36 0q-4-14-26-15-6 4-10 15z",
        )
    return f'<path d="{shapes[choice % 2]}" fill="{hair}"/>'
