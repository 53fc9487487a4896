"""Refused: the one exception for an expected no."""


class Refused(Exception):
    """A use case was refused: `code` names why, `facts` what it was about; app/web/errors.py words it."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts
