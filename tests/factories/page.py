"""What a page says, read out of its HTML."""

import html
import re


def words(fragment: str) -> str:
    """Return the words of `fragment` with single spaces between them."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", fragment)).split())


def table(page: str, caption: str) -> list[list[str]]:
    """Return the body of the table in the region named `caption`, each cell as words."""
    region = page.split(f'role="region" aria-label="{caption}"', 1)[1].split("</table>", 1)[0]
    body = region.split("<tbody>", 1)[1]
    rows = re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL)
    return [[words(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)] for row in rows]


def parts(page: str, pattern: str) -> list[str]:
    """Return the words of every element whose opening tag holds `pattern` and whose own tag closes it."""
    found = re.finditer(rf"<(\w+)[^>]*{pattern}[^>]*>(.*?)</\1>", page, re.DOTALL)
    return [words(match[2]) for match in found]
