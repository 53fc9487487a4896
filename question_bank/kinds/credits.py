"""Credit rules of the kinds whose response is right in so many of so many places."""

from fractions import Fraction


def place_by_place(rights: int, of: int) -> Fraction:
    """Give the share of the places that are right."""
    return Fraction(rights, of)


def all_or_nothing(rights: int, of: int) -> Fraction:
    """Give one if every place is right, else nothing."""
    return Fraction(rights == of)
