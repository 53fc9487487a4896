"""Tables, slim, one module per aggregate. Times are integer milliseconds of exam time."""

from app.models.audit import AuditEntry
from app.models.competition import Competition, FormRow, FrozenText, ItemRevision, Round
from app.models.invigilation import (
    CheckMark,
    Confirmation,
    HandAnswer,
    Incident,
    MeasureRow,
    PaperSeal,
    SelfTest,
    Signal,
    Silence,
)
from app.models.journal import Decision, Entry, Final, HeldEntry, Notice
from app.models.people import Account, Contestant, PersonalDetails, SignInFailure
from app.models.score import Score
from app.models.sitting import FrozenPaper, GrantRow, ResumeCode, Sitting
from app.models.upkeep import ClockMark
from app.models.venue import Duty, ExamSession, Room, RoomSeat, Seating, SessionSeal

__all__ = [
    "Account",
    "AuditEntry",
    "CheckMark",
    "ClockMark",
    "Competition",
    "Confirmation",
    "Contestant",
    "Decision",
    "Duty",
    "Entry",
    "ExamSession",
    "Final",
    "FormRow",
    "FrozenPaper",
    "FrozenText",
    "GrantRow",
    "HandAnswer",
    "HeldEntry",
    "Incident",
    "ItemRevision",
    "MeasureRow",
    "Notice",
    "PaperSeal",
    "PersonalDetails",
    "ResumeCode",
    "Room",
    "RoomSeat",
    "Round",
    "Score",
    "Seating",
    "SelfTest",
    "SessionSeal",
    "SignInFailure",
    "Signal",
    "Silence",
    "Sitting",
]
