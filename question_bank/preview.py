"""An item in the terminal: as a contestant sees it, then what only its author may know."""

from collections.abc import Iterator, Mapping

from question_bank.kinds.case import Case
from question_bank.model import Bank, Face, Item, Json


def preview(item: Item, bank: Bank) -> str:
    """Return `item` as text in Markdown: label, stem and options, a line, then key, explanation and source."""
    shown = "\n\n".join([f"【{item.label}】{item.id}", *_faces(item)])
    hidden = "\n\n".join([*_keys(item), f"解析：{item.explain.strip()}", *_facts(item, bank)])
    return f"{shown}\n\n{'─' * 30} 以下选手看不到\n\n{hidden}"


def _faces(item: Item) -> Iterator[str]:
    yield item.stem.strip()
    yield from filter(None, [_face(item.face())])
    for number, part in enumerate(_parts(item), 1):
        yield f"（{number}）{part.label}"
        yield from _faces(part)


def _face(face: Face) -> str:
    named = [f"{name}. {words}" for side in (face.options, face.left, face.right) for name, words in side]
    days = [f"{day} {label or '上班'}" for day, _, label in face.calendar]
    return "\n".join([*named, *days, *([f"单位：{face.unit}"] if face.unit else [])])


def _keys(item: Item) -> Iterator[str]:
    names = _names(item.face())
    if parts := _parts(item):
        yield from (f"（{number}）{line}" for number, part in enumerate(parts, 1) for line in _keys(part))
    else:
        yield f"答案：{_told(item.right_response({name: name for name in names}), names)}"
        if item.explain.strip() and "/" in item.id:
            yield item.explain.strip()


def _told(response: Json, names: Mapping[str, str], between: str = "；") -> str:
    if isinstance(response, list):
        return between.join(_told(one, names, " → ") for one in response)
    return f"{response}. {names[response]}" if isinstance(response, str) and response in names else str(response)


def _facts(item: Item, bank: Bank) -> Iterator[str]:
    source = bank.sources[item.source.document]
    until = f"至 {item.valid.to}" if item.valid.to else "起"
    yield f"依据：《{source.title}》{item.source.clause}（{source.issuer}，{source.year}）"
    yield f"专题：{bank.topics[item.topic].name}；预计答对率 {item.difficulty}；适用 {item.valid.from_} {until}"


def _names(face: Face) -> dict[str, str]:
    return {name: words for side in (face.options, face.left, face.right) for name, words in side}


def _parts(item: Item) -> list[Item]:
    return list(item.parts) if isinstance(item, Case) else []
