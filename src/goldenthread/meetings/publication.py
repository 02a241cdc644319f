"""Minutes as PDF and Word, for one reader."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from goldenthread.design.format import day
from goldenthread.meetings.models import Meeting
from goldenthread.meetings.queries.minutes import Minutes
from goldenthread.meetings.terms import MeetingState
from goldenthread.rendering.pdf import typeset
from goldenthread.rendering.word import fill

_HERE = Path(__file__).parent
PDF_TEMPLATE = _HERE / "typst" / "minutes.typ"
WORD_TEMPLATE = _HERE / "word" / "minutes.docx"
KEPT_OUT = "You are kept out of this item for a conflict of interest. Its minutes are not in your copy."


def status_words(meeting: Meeting, minutes: Minutes) -> str:
    """What the minutes are: a draft, circulated, or approved and how."""
    if minutes.sealed:
        return f"Approved {minutes.head['approved']}; sealed on {day(meeting.sealed_at)}"
    return "Draft, circulated for comment" if meeting.state == MeetingState.CIRCULATED.value else "Draft"


def minutes_data(meeting: Meeting, minutes: Minutes, *, partnership: str, fictional: bool) -> dict[str, Any]:
    """Everything the templates show."""
    empty: dict[str, Any] = {"conflicts": [], "text": [], "decisions": [], "actions": [], "reference": ""}
    return {
        "partnership": partnership,
        "head": minutes.head,
        "status": status_words(meeting, minutes),
        "demonstration": "This is a demonstration: people and casework are made up." if fictional else "",
        "digest": minutes.digest,
        "items": [
            {
                **empty,
                "number": number,
                **({"title": "Not in your copy", "kept_out": KEPT_OUT} if item is None else _shown(item)),
            }
            for number, item in enumerate(minutes.items, start=1)
        ],
    }


def _shown(item: dict[str, Any]) -> dict[str, Any]:
    return {**item, "text": item["text"].split("\n") if item["text"] else [], "kept_out": ""}


def minutes_pdf(meeting: Meeting, minutes: Minutes, *, partnership: str, fictional: bool, at: datetime) -> bytes:
    """The minutes as PDF/UA-1. Raises ``RenderingFailed``."""
    data = minutes_data(meeting, minutes, partnership=partnership, fictional=fictional)
    return typeset(PDF_TEMPLATE, data, created=meeting.sealed_at or at)


def minutes_docx(meeting: Meeting, minutes: Minutes, *, partnership: str, fictional: bool, at: datetime) -> bytes:
    """The minutes as a Word document with real headings and tables. Raises ``RenderingFailed``."""
    data = minutes_data(meeting, minutes, partnership=partnership, fictional=fictional)
    people = [
        {"name": row["name"], "organisation": row["organisation"], "words": words if words != "Present" else row["as"]}
        for words in ("Present", "Apologies", "Absent")
        for row in minutes.head[words.lower()]
    ]
    title = f"Minutes: {minutes.head['title']}"
    return fill(WORD_TEMPLATE, {**data, "people": people, "title": title}, title=title, created=meeting.sealed_at or at)
