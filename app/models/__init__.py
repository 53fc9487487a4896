"""Tables, slim, one module per aggregate. Times are integer milliseconds of exam time."""

from app.models.audit import AuditEntry
from app.models.competition import Competition, FormRow, FrozenText, ItemRevision, Round
from app.models.journal import Decision, Entry, Final, HeldEntry, Notice
from app.models.people import Account, Contestant, SignInFailure
from app.models.score import Score
from app.models.sitting import FrozenPaper, GrantRow, ResumeCode, Sitting
from app.models.upkeep import ClockMark

__all__ = [
    "Account",
    "AuditEntry",
    "ClockMark",
    "Competition",
    "Contestant",
    "Decision",
    "Entry",
    "Final",
    "FormRow",
    "FrozenPaper",
    "FrozenText",
    "GrantRow",
    "HeldEntry",
    "ItemRevision",
    "Notice",
    "ResumeCode",
    "Round",
    "Score",
    "SignInFailure",
    "Sitting",
]
