"""Figures leave the room: who took them, and how small numbers were kept back, is written down."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from goldenthread.child_deaths.rules.figures import Settings, year_words
from goldenthread.child_deaths.terms import Event
from goldenthread.history import operations as history
from goldenthread.records.operations.casework import actor
from goldenthread.records.viewer import Viewer


@transaction.atomic
def take_away(
    *, partnership_id: int, what: str, year: int, years: int, settings: Settings, by: Viewer, at: datetime
) -> None:
    """Write down that figures were taken away, with the settings for small numbers."""
    history.write(
        verb=Event.TAKEN_AWAY,
        sentence=f"{what} of child deaths for {year_words(year, years)} was taken away. {settings.words}",
        by=actor(by),
        at=at,
        about=history.About(partnership_id=partnership_id),
        details={"year": year, "years": years, "least_shown": settings.least, "rounded_to": settings.rounded_to},
    )
