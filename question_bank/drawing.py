"""Drawing a blueprint's forms for people to look at: which items each form holds, and how fair that is."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from textwrap import fill, indent

from question_bank.assembly import LABELS, Shortfall, assemble
from question_bank.blueprint import Blueprint, plain
from question_bank.columns import columns
from question_bank.fairness import FairnessReport, FormFigures, fairness
from question_bank.kinds import KINDS
from question_bank.model import Bank
from question_bank.paper import Form


def draw(bank: Bank, blueprint: Blueprint, seed: int, forms: int | None = None) -> tuple[int, str]:
    """Return an exit code and the text to print: the forms that `seed` draws and their fairness report.

    `forms`, from 1 to 26, replaces the blueprint's own number of them. The code is 1, and the text says which
    rows are short, if the bank can't fill the blueprint.
    """
    planned = blueprint.model_copy(update={"forms": forms or blueprint.forms})
    drawn = assemble(bank, planned, random.Random(seed))  # noqa: S311  a draw must be repeatable from its seed
    if isinstance(drawn, Shortfall):
        return 1, f"《{blueprint.name}》组不成卷：\n{drawn}"
    title = f"《{blueprint.name}》{len(drawn)} 套，种子 {seed}"
    return 0, "\n\n".join([title, *map(_listing, drawn), report_text(fairness(drawn, planned))])


def report_text(report: FairnessReport) -> str:
    """Return the report as Chinese text with aligned tables, numbers rounded half up to 0.01.

    Of a single form there is nothing to compare, so its report leaves the spread and shared items out.
    """
    several = [_spread(report), _shared(report)] if len(report.forms) > 1 else []
    return "\n\n".join(
        [
            f"《{report.title}》公平性报告",
            _summary(report),
            *several,
            _points_table("各题型分值", report.forms, lambda form: form.by_kind, _label),
            _points_table("各专题分值", report.forms, lambda form: form.by_topic, str),
            _keys_table(report.forms),
        ]
    )


def _listing(form: Form) -> str:
    lines = [f"{form.label} 卷"]
    for section in form.sections:
        ids = " ".join(entry.item.id for entry in section.items)
        lines += [f"  {section.title}", indent(fill(ids, 100, break_on_hyphens=False), "    ")]
    return "\n".join(lines)


def _summary(report: FairnessReport) -> str:
    return columns(
        [
            _header("", report.forms),
            ["满分", *(plain(form.full_mark) for form in report.forms)],
            ["预计得分", *(_hundredths(Fraction(form.expected)) for form in report.forms)],
            ["盲猜得分", *(_hundredths(form.guessed) for form in report.forms)],
        ]
    )


def _spread(report: FairnessReport) -> str:
    spread = f"预计得分最多相差 {_hundredths(Fraction(report.spread))} 分"
    return spread if report.shared else f"{spread}（各卷无共用题时不会超过 {_hundredths(Fraction(report.bound))} 分）"


def _shared(report: FairnessReport) -> str:
    if not report.shared:
        return "各卷没有共用题"
    lines = [f"  {item}：{'、'.join(labels)} 卷" for item, labels in report.shared.items()]
    return "\n".join([f"题库不足以让各卷完全不同，共用 {len(lines)} 题：", *lines])


def _points_table(
    title: str,
    forms: Sequence[FormFigures],
    points: Callable[[FormFigures], Mapping[str, Decimal]],
    name: Callable[[str], str],
) -> str:
    names = sorted({one for form in forms for one in points(form)})
    rows = [[name(one), *(plain(points(form).get(one, Decimal(0))) for form in forms)] for one in names]
    return columns([_header(title, forms), *rows])


def _keys_table(forms: Sequence[FormFigures]) -> str:
    rows = [
        [f"{_label(kind)} {place}", *(_key_share(form, kind, number) for form in forms)]
        for kind in sorted({kind for form in forms for kind in form.keys})
        for number, place in enumerate(_place_names(kind, forms))
    ]
    return columns([_header("正确项位置（打乱前）", forms), *rows])


def _place_names(kind: str, forms: Sequence[FormFigures]) -> Iterator[str]:
    most = max(len(form.keys.get(kind, ())) for form in forms)
    yield from ("正确", "错误") if kind == "true_false" else LABELS[:most]


def _key_share(form: FormFigures, kind: str, place: int) -> str:
    counts = form.keys.get(kind, ())
    count = counts[place] if place < len(counts) else 0
    return f"{count}（{_whole(Fraction(100 * count, sum(counts) or 1))}%）"


def _header(title: str, forms: Sequence[FormFigures]) -> list[str]:
    return [title, *(f"{form.label} 卷" for form in forms)]


def _label(kind: str) -> str:
    return KINDS[kind].label


def _hundredths(points: Fraction) -> str:
    return f"{_rounded(points * 100) / 100:.2f}"


def _whole(number: Fraction) -> str:
    return str(_rounded(number))


def _rounded(number: Fraction) -> Decimal:
    return (Decimal(number.numerator) / number.denominator).quantize(Decimal(1), ROUND_HALF_UP)
