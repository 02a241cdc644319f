"""The yearly round as the keeper sees it: organisation by organisation, who was heard and who was not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from goldenthread.administration.models import ConfirmationRound
from goldenthread.administration.rules.confirming import Place, leads, standing
from goldenthread.administration.terms import Answer, Standing
from goldenthread.design.components import Column, Content, EmptyState, Lines, Link, Muted, NumberCard, Row, Table, Tag
from goldenthread.design.format import short_day
from goldenthread.records.web import Scope

KINDS = {
    Standing.CONFIRMED: "success",
    Standing.CHANGED: "warning",
    Standing.SETTLED: "success",
    Standing.SILENT: "open",
    Standing.FRESH: "neutral",
    Standing.VACANT: "neutral",
}


@dataclass(frozen=True, slots=True)
class SeatsPage:
    """Everything that holds today, by organisation."""

    numbers: tuple[NumberCard, ...]
    table: Table
    silent: int
    unheard: tuple[str, ...]


def seats_page(scope: Scope, row: ConfirmationRound | None, places: Sequence[Place]) -> SeatsPage:
    """The keeper's page of a round, or of who sits where when none was started."""
    stand = {place.key: standing(place, row.started_on) for place in places} if row else {}
    counts = Counter(stand.values())
    groups: dict[str, list[Row]] = {}
    for place in places:
        groups.setdefault(place.organisation_name, []).append(_line(scope, place, stand.get(place.key)))
    silent = {place.organisation for place in places if stand.get(place.key) is Standing.SILENT}
    names = {place.organisation: place.organisation_name for place in places}
    columns = (Column("Seat or post", "wide"), Column("Held by"), Column("In this round"), Column("Last confirmed"))
    cards = (
        NumberCard("Confirmed", str(counts[Standing.CONFIRMED] + counts[Standing.SETTLED])),
        NumberCard("Change asked", str(counts[Standing.CHANGED]), "for you to carry out"),
        NumberCard(
            "No answer yet",
            str(counts[Standing.SILENT]),
            f"from {len(silent)} organisations" if len(silent) != 1 else "from one organisation",
        ),
    )
    return SeatsPage(
        cards if row else (),
        Table(
            "Seats and posts by organisation",
            columns,
            groups=tuple((name, tuple(rows)) for name, rows in groups.items()),
            empty=EmptyState("Nobody sits anywhere yet", "Invite people and give them posts and seats first."),
            dense=True,
        ),
        counts[Standing.SILENT],
        tuple(sorted(names[one] for one in silent if not leads(places, one))),
    )


def _line(scope: Scope, place: Place, stand: Standing | None) -> Row:
    said: list[Content] = [Tag(KINDS[stand], stand.label)] if stand else [Muted("No round yet")]  # type: ignore[arg-type]
    if place.given and stand is Standing.CHANGED:
        given = place.given
        said.append(f"{given.name}, {given.email}" if given.answer is Answer.OTHER else given.answer.label)
        said.append(
            Link(
                "Carry it out",
                scope.address("administration", "seats", str(given.id)),
                f" for {place.words}",
            )
        )
    confirmed: Content = (
        Lines((short_day(place.confirmed_on), f"by {place.confirmed_by}")) if place.confirmed_on else Muted("Never")
    )
    holder: Content = (
        Link(place.person_name, scope.address("administration", "people", str(place.person)))
        if place.person
        else Muted("Vacant")
    )
    return Row((place.words, holder, Lines(tuple(said)) if len(said) > 1 else said[0], confirmed))
