"""The public site as files: the notices as they stand, and the styles they need; nothing else is reachable there."""

import shutil
from pathlib import Path

from flask import current_app, render_template

from app.services.results.public import notices, public_notice

STYLES = ("kaochang.css", "results.css")


def write_site(folder: Path) -> int:
    """Write index.html, a page per notice and the styles; return how many notices there are. Old pages are removed."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.html"):
        old.unlink()
    found = notices()
    _write(folder / "index.html", "public/site.html", notices=found)
    for one in found:
        published, notice = public_notice(one.row.competition_id, one.row.contest)
        name = f"{one.row.competition_id}-{one.row.contest}.html"
        _write(folder / name, "public/notice.html", published=published, notice=notice)
    static = Path(current_app.static_folder or "")
    for name in STYLES:
        shutil.copyfile(static / "css" / name, folder / name)
    return len(found)


def _write(path: Path, template: str, **values: object) -> None:
    path.write_text(render_template(template, exported=True, **values), encoding="utf-8")
