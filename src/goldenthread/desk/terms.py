"""What the desk writes down."""

from __future__ import annotations

from goldenthread.core.terms import Term, Vocabulary


class Event(Vocabulary):
    """What is written down about a person's calendar."""

    CALENDAR_MADE = Term(
        "calendar.made",
        "Calendar address made",
        "A person made the secret address under which a calendar program reads their days; one before it ended.",
        "Architecture, Messages",
    )
    CALENDAR_ENDED = Term("calendar.ended", "Calendar address ended", "It works no more.", "Architecture, Messages")
