"""The wording of result documents: files an organizer may replace in the instance folder, with the facts filled in."""

from collections.abc import Mapping
from pathlib import Path
from string import Template

from app.runtime import runtime

SHIPPED = Path(__file__).parent / "words"
FOLDER = "documents"


def wording(name: str, facts: Mapping[str, str]) -> dict[str, str]:
    """Return the lines `key: words` of documents/<name>.txt, or of the one that ships, with ${facts} filled in.

    A fact the file misspells stays as it is written, to be seen on the page.
    """
    lines = _text(name).splitlines()
    pairs = (line.partition(":") for line in lines if ":" in line)
    return {key.strip(): Template(words.strip()).safe_substitute(facts) for key, _, words in pairs}


def contact() -> str:
    """Return telephone and address for objections, as one line."""
    return " ".join(_text("contact").split())


def _text(name: str) -> str:
    own = runtime().config.instance / FOLDER / f"{name}.txt"
    return (own if own.is_file() else SHIPPED / f"{name}.txt").read_text(encoding="utf-8-sig")
