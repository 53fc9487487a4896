"""What people write down for the record: never empty, never endless."""

from app.services.refused import Refused


def checked_words(text: str, most: int = 200) -> str:
    """Return words fit for the record. Refuses with `empty_reason` or `words_too_long(most)`."""
    words = text.strip()
    if not words:
        raise Refused("empty_reason")
    if len(words) > most:
        raise Refused("words_too_long", most=most)
    return words
