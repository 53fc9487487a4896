"""Shanghai's time: what people's dates and times are in, whatever the server's own zone."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def in_shanghai(milliseconds: int) -> datetime:
    """Return exam milliseconds as a moment in Shanghai."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC).astimezone(SHANGHAI)


def day_of(milliseconds: int) -> date:
    """Return the day in Shanghai."""
    return in_shanghai(milliseconds).date()
