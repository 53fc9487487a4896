"""Authors' Markdown made into safe HTML, once per item and paper."""

import re
from collections.abc import Mapping

import markdown
import nh3

TAGS = {
    "p", "br", "strong", "em", "del", "code", "ul", "ol", "li", "blockquote", "hr", "sup", "sub",
    "table", "thead", "tbody", "tr", "th", "td", "img", "span",
}  # fmt: skip
# Columns are aligned by attribute: a page that allows no inline style would ignore `style`.
ATTRIBUTES = {"img": {"src", "alt"}, "th": {"align"}, "td": {"align"}}
BLANK = re.compile(r"_{4,}")
_BLANK_MARK = "\ufdd0"
_TAG = re.compile(r'<[a-z][^<>"]*(?:"[^"]*"[^<>"]*)*>')
_IMAGE_TAG = re.compile(r'<img(?: [a-z]+="[^"]*")*>')
_ATTRIBUTE = re.compile(r' ([a-z]+)="([^"]*)"')


def render(text: str, images: Mapping[str, str] | None = None) -> str:
    """Return `text` as sanitised HTML blocks.

    Runs of four or more underscores become numbered blanks. `images` maps file names to data URIs; an image
    that is not in it is dropped, so that no page ever asks another host for one.
    """
    marked = BLANK.sub(_BLANK_MARK, text.replace(_BLANK_MARK, ""))
    html = markdown.markdown(
        marked,
        extensions=["tables", "sane_lists"],
        extension_configs={"tables": {"use_align_attribute": True}},
        output_format="html",
    )
    clean = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES)
    return _number_blanks(_inline_images(_without_marked_attributes(clean), images or {}))


def render_inline(text: str) -> str:
    """Return one line of `text` (an option) as sanitised HTML without its paragraph."""
    html = render(text).strip()
    whole = html.startswith("<p>") and html.endswith("</p>") and html.count("<p>") == 1
    return html[3:-4] if whole else html


def image_names(text: str) -> list[str]:
    """Return the file names of the images `text` shows, as written."""
    return re.findall(r"!\[[^\]]{0,500}\]\(\s*([^)\s]+)", text)


def blank_count(text: str) -> int:
    """Return how many blanks `text` has."""
    return len(BLANK.findall(text))


def _without_marked_attributes(html: str) -> str:
    """Return `html` with the blanks in attributes (an image's alternative text) written out again."""
    return _TAG.sub(lambda tag: tag[0].replace(_BLANK_MARK, "____"), html)


def _inline_images(html: str, images: Mapping[str, str]) -> str:
    def inline(tag: re.Match[str]) -> str:
        written = dict(_ATTRIBUTE.findall(tag[0]))
        data = images.get(written.get("src", ""))
        return f'<img src="{data}" alt="{written.get("alt", "")}">' if data else ""

    return _IMAGE_TAG.sub(inline, html)


def _number_blanks(html: str) -> str:
    pieces = html.split(_BLANK_MARK)
    numbered = [f'<span class="blank" data-blank="{n}">{n}</span>{piece}' for n, piece in enumerate(pieces[1:], 1)]
    return pieces[0] + "".join(numbered)
