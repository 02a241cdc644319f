"""Who sits where, confirmed once a year: how each seat and post stands in a round, and who is asked for an organisation. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from goldenthread.administration.terms import Answer, Standing
from goldenthread.partnership.terms import Role


@dataclass(frozen=True, slots=True)
class Given:
    """An answer for a seat or post in the round. `settled` says that the keeper did what it asks."""

    id: int
    answer: Answer
    name: str = ""
    email: str = ""
    settled: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A seat (`seat:12`) or a post (`post:12`) that holds today."""

    key: str
    words: str
    organisation: int | None
    organisation_name: str
    person: int | None
    person_name: str
    starts: date
    role: str = ""
    group: str = ""
    given: Given | None = None
    confirmed_on: date | None = None
    confirmed_by: str = ""

    @property
    def is_seat(self) -> bool:
        """Whether it is a seat."""
        return self.key.startswith("seat:")


def standing(place: Place, started: date) -> Standing:
    """How a place stands in a round that began on a day. What was given to someone since then needs no answer, and neither does a vacant seat."""
    given = place.given
    if given is not None:
        if given.answer is Answer.RIGHT:
            return Standing.CONFIRMED
        return Standing.SETTLED if given.settled else Standing.CHANGED
    if place.starts >= started:
        return Standing.FRESH
    return Standing.VACANT if place.person is None else Standing.SILENT


def leads(places: Iterable[Place], organisation: int | None) -> frozenset[int]:
    """Whom to ask for an organisation: its safeguarding partners; else those who sit for it and hold a post for it; else everyone who holds a post for it; else who sits."""
    own = [place for place in places if place.organisation == organisation and place.person is not None]
    posts = [place for place in own if not place.is_seat and place.role != Role.ADMINISTRATOR.value]
    seats = [place for place in own if place.is_seat]
    if organisation is None:
        return frozenset(place.person for place in own if place.person)
    holders = {place.person for place in posts}
    choices: Sequence[set[int | None]] = (
        {place.person for place in posts if place.role == Role.SAFEGUARDING_PARTNER.value},
        {place.person for place in seats} & holders,
        holders,
        {place.person for place in seats},
    )
    return frozenset(person for person in next((one for one in choices if one), set()) if person)


def may_answer(place: Place, person: int, organisations: Iterable[int]) -> bool:
    """Whether someone may say how a place stands: whoever works for its organisation, and whoever holds it."""
    return place.person == person or (place.organisation is not None and place.organisation in set(organisations))
