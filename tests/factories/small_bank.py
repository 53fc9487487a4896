"""A synthetic bank whose every secret is a word that occurs nowhere else, so that a leak can be searched for."""

from pathlib import Path

# What only authors may see carries one of these words: keys, explanations, difficulties, sources, item ids.
SECRETS = ("zqvkey", "zqvexplain", "zqvsource", "zqvclause", "zqvitem", "0.6173", "917362")

_TOPICS = "topics:\n  - {id: services/residence, name: 居住证业务}\n"
_SOURCES = (
    "sources:\n  - {id: zqvsource, title: zqvsource汇编, number: zqvsource第1号, issuer: zqvsource机关, "
    "year: 2015, reliability: 核}\n"
)
_CALENDAR = "id: cn-made-up\ntitle: 虚构日历\nfirst: 2024-09-01\nlast: 2024-12-31\nholidays: []\nworkdays: []\n"
_BLUEPRINT = """\
id: small
name: 知识竞赛
minutes: 60
full_mark: 20
forms: 2
sections:
  - title: 单项选择题
    kinds: [single_choice]
    points: 2
    locks: true
    rows: [{count: 2}]
  - title: 综合题
    kinds: [multiple_choice, true_false, fill_in, numeric, working_days, ordering, matching, case]
    points: 2
    rows:
      - {kind: multiple_choice, count: 1}
      - {kind: true_false, count: 1}
      - {kind: fill_in, count: 1}
      - {kind: numeric, count: 1}
      - {kind: working_days, count: 1}
      - {kind: ordering, count: 1}
      - {kind: matching, count: 1}
      - {kind: case, count: 1}
"""
_OPTIONS = "{A: 当场受理, B: 一次告知, C: 退回重来, D: 转交他人}"
_KINDS = {
    "single_choice": f"options: {_OPTIONS}\n    answer: B",
    "multiple_choice": f"options: {_OPTIONS}\n    answer: [A, B]",
    "true_false": "answer: false",
    "fill_in": "answer:\n      - [zqvkey一]\n      - [zqvkey二]",
    "numeric": "answer: 917362\n    unit: 元",
    "working_days": (
        "calendar: cn-made-up\n    ask: due_date\n    start: 2024-10-16\n    days: 5\n    count: working\n"
        "    answer: 2024-10-23"
    ),
    "ordering": f"options: {_OPTIONS}\n    answer: [B, A, D, C]",
    "matching": "left: {1: 收件, 2: 受理}\n    right: {a: 凭证, b: 通知书, c: 回执}\n    answer: {1: a, 2: b}",
    "case": (
        "parts:\n      - id: a\n        kind: true_false\n        stem: 应当受理。\n        answer: true\n"
        "        explain: zqvexplain小题\n      - id: b\n        kind: fill_in\n        stem: 应出具____。\n"
        "        answer: [[zqvkey三]]\n        explain: zqvexplain小题"
    ),
}


def write_small_bank(root: Path) -> Path:
    """Write the bank at `root` and return it: four single choices, and two items of every other kind."""
    for folder in ("items", "blueprints", "calendars"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    items = [_item(kind, number) for kind in _KINDS for number in range(1, 5 if kind == "single_choice" else 3)]
    files = {
        "topics.yaml": _TOPICS,
        "sources.yaml": _SOURCES,
        "calendars/cn-made-up.yaml": _CALENDAR,
        "blueprints/small.yaml": _BLUEPRINT,
        "items/everything.yaml": f"topic: services/residence\nitems:\n{''.join(items)}",
    }
    for name, text in files.items():
        (root / name).write_text(text, encoding="utf-8")
    return root


def _item(kind: str, number: int) -> str:
    blanks = "____和____" if kind == "fill_in" else "这样处理"
    return (
        f"  - id: zqvitem-{kind.replace('_', '-')}-{number}\n"
        f"    kind: {kind}\n"
        f"    stem: 第{number}位居民来到{kind}窗口，应当{blanks}。\n"
        f"    {_KINDS[kind]}\n"
        "    difficulty: 0.6173\n"
        "    source: {document: zqvsource, clause: zqvclause}\n"
        "    valid: {from: 2016-01-01}\n"
        "    explain: zqvexplain\n"
    )
