"""A roster file as contestants: read, checked against the rulebook, and named by its digest."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from app.scoring.rulebook import Rulebook
from app.services.roster.difference import Person
from app.services.roster.lines import EXAMPLE, RosterLine, RosterProblem, read_lines
from app.services.roster.spreadsheets import read_spreadsheet


@dataclass(frozen=True)
class Read:
    """What a file holds: contestants without a mistake, every problem, how many rows, and where each one stands."""

    people: tuple[Person, ...]
    problems: tuple[RosterProblem, ...]
    rows: int
    row_of: Mapping[str, int]
    digest: str


def read_roster(file: bytes, rulebook: Rulebook) -> Read:
    """Read an .xlsx or .csv roster; what was left empty of seat, ID number and phone says nothing about them."""
    sheet = read_spreadsheet(file)
    lines, problems = read_lines(sheet, rulebook)
    rows = sum(not row.cells[0].startswith(EXAMPLE) for row in sheet.rows)
    people = tuple(_person(line) for line in lines)
    return Read(people, problems, rows, {line.number: line.row for line in lines}, hashlib.sha256(file).hexdigest())


def _person(line: RosterLine) -> Person:
    return Person(
        line.number,
        line.name,
        line.district,
        line.unit,
        line.category,
        line.years,
        line.seat or None,
        line.id_number or None,
        line.phone or None,
    )
