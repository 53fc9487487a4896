"""Numbers that identify a person, masked."""

SHOWN_FIRST = 3
SHOWN_LAST = 4


def masked(number: str) -> str:
    """Return a number with all but its first three and last four characters as stars; a short one is all stars."""
    hidden = len(number) - SHOWN_FIRST - SHOWN_LAST
    if hidden <= 0:
        return "*" * len(number)
    return f"{number[:SHOWN_FIRST]}{'*' * hidden}{number[-SHOWN_LAST:]}"
