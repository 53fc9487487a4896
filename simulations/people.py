"""Made-up people: names, identity numbers with right check digits, phones and accounts that can't exist."""

import random
from datetime import date, timedelta
from typing import Annotated, Literal

from pydantic import Field

from question_bank.authoring import Authored
from simulations.catalogue import RegistryFile, Role
from simulations.scenario import CardState, CodeState, PersonSpec

# GB 11643: the weights of the first seventeen digits, and the check character by the sum modulo eleven.
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
ELSEWHERE = "elsewhere"


class Names(Authored):
    """The pools that names and addresses are drawn from."""

    surnames: Annotated[tuple[str, ...], Field(min_length=1)]
    given_male: Annotated[tuple[str, ...], Field(min_length=1)]
    given_female: Annotated[tuple[str, ...], Field(min_length=1)]
    roads: Annotated[tuple[str, ...], Field(min_length=1)]

    @classmethod
    def of(cls, files: tuple[RegistryFile, ...]) -> "Names":
        """Return the pools of all registry files together."""
        return cls(**{
            name: tuple(one for file in files for one in getattr(file, name)) for name in cls.model_fields
        })  # fmt: skip


class Person(Authored):
    """A concrete person of a case; `born` is an ISO date."""

    role: Role
    name: str
    sex: Literal["male", "female"]
    born: str
    age: int
    id_number: str
    phone: str
    address: str
    household: str
    residence: str
    bank_account: str
    id_card: CardState
    ss_card: CardState
    code: CodeState
    has_phone: bool
    present: bool

    @property
    def honorific(self) -> str:
        """How the person is addressed: 顾女士."""
        return f"{self.name[0]}{'先生' if self.sex == 'male' else '女士'}"


def identity_number(region: str, born: date, sequence: int) -> str:
    """Return the eighteen characters of GB 11643 for a region code, a birthday and a sequence of three digits."""
    digits = f"{region}{born:%Y%m%d}{sequence:03}"
    total = sum(int(digit) * weight for digit, weight in zip(digits, WEIGHTS, strict=True))
    return digits + CHECKS[total % 11]


def luhn_number(prefix: str) -> str:
    """Return `prefix` with its Luhn check digit behind it."""
    total = 0
    for position, digit in enumerate(reversed(prefix)):
        doubled = int(digit) * (2 if position % 2 == 0 else 1)
        total += doubled - 9 if doubled > 9 else doubled  # noqa: PLR2004  # the digit sum of a doubled digit
    return f"{prefix}{-total % 10}"


def draw_person(
    role: Role,
    spec: PersonSpec,
    names: Names,
    rng: random.Random,
    today: date,
    born: date | None,
    towns: dict[str, str],
) -> Person:
    """Return a person within the bounds of `spec`; `born` is the fixed birthday if there is one."""
    birthday = born or _birthday(spec, rng, today)
    age = today.year - birthday.year - ((today.month, today.day) < (birthday.month, birthday.day))
    sequence = rng.randrange(100, 499) * 2 + (1 if spec.sex == "male" else 0)
    lane, house = f"{rng.choice(names.roads)}{rng.randint(2, 88)}弄", f"{rng.randint(1, 30)}号"
    flat = f"{rng.randint(1, 6)}0{rng.randint(1, 4)}室"
    return Person(
        role=role,
        name=spec.name or _name(spec, names, rng),
        sex=spec.sex,
        born=birthday.isoformat(),
        age=age,
        id_number=identity_number(spec.region, birthday, sequence % 1000),
        phone=f"0000{rng.randrange(10**7):07}",
        address=f"{towns.get(spec.residence, '外省（虚构）')}{lane}{house}{flat}",
        household=spec.household,
        residence=spec.residence,
        bank_account=luhn_number(f"000000{rng.randrange(10**12):012}"),
        id_card=spec.id_card,
        ss_card=spec.ss_card,
        code=spec.code if spec.phone else "none",
        has_phone=spec.phone,
        present=spec.present,
    )


def _birthday(spec: PersonSpec, rng: random.Random, today: date) -> date:
    """Return a birthday for an age within bounds, never today's: an age must not hang on the hour."""
    low, high = spec.age or (30, 50)
    age = rng.randint(low, high)
    latest = _years_before(today, age) - timedelta(days=1)
    return latest - timedelta(days=rng.randint(0, 360))


def _years_before(day: date, years: int) -> date:
    return day.replace(year=day.year - years, day=min(day.day, 28) if day.month == 2 else day.day)  # noqa: PLR2004


def _name(spec: PersonSpec, names: Names, rng: random.Random) -> str:
    given = names.given_male if spec.sex == "male" else names.given_female
    return (spec.surname or rng.choice(names.surnames)) + rng.choice(given)
