"""The bank holidays that days are counted with, and national relaxations: where each comes from and when it was last checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goldenthread.core.working_days import CHECKED_ON, RULES, SOURCE, holidays_of, official
from goldenthread.design.components import Button, Column, EmptyState, Lines, Link, Muted, Row, Table, Tag
from goldenthread.design.format import day, weekday_day
from goldenthread.design.page import Head
from goldenthread.pathways.models import AddedHoliday, Relaxation
from goldenthread.records.web import Scope

AHEAD = 3


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """Bank holidays and relaxations."""

    head: Head
    added: Table
    relaxations: Table
    official: Table
    source: str


def calendar_page(
    scope: Scope, added: Sequence[AddedHoliday], relaxations: Sequence[Relaxation], *, designs: bool
) -> CalendarPage:
    """What days are counted with."""
    base = scope.address("pathways", "calendar")
    head = Head(
        "Bank holidays and national relaxations",
        breadcrumbs=(Link("Pathways", scope.address("pathways")),),
        lede="What working days are counted with. A holiday that became known after a day had passed leaves that day where it was.",
        action=Button("Write down a bank holiday", f"{base}holiday/") if designs else None,
        others=(Link("Write down a national relaxation", f"{base}relaxation/"),) if designs else (),
    )
    year = scope.viewer.day.year
    years = range(max(official()), min(official()) - 1, -1)
    coming = range(year + AHEAD, max(official()), -1)
    return CalendarPage(
        head,
        Table(
            "Written down since",
            (Column("Day", "wide"), Column("What"), Column("Became known"), Column("Source"), Column("State")),
            tuple(
                Row(
                    (
                        weekday_day(row.day),
                        row.title,
                        day(row.known_on),
                        _source(row),
                        _state(row, f"{base}holiday/{row.pk}/withdraw/", designs),
                    )
                )
                for row in added
            ),
            show_caption=True,
            empty=EmptyState("Nothing written down", "The list below is complete as far as this partnership knows."),
        ),
        Table(
            "National relaxations",
            (
                Column("What falls due", "wide"),
                Column("Stage"),
                Column("How much more"),
                Column("Source"),
                Column("State"),
            ),
            tuple(
                Row(
                    (
                        Lines((f"{day(row.starts_on)} to {day(row.ends_on)}", Muted(row.words))),
                        f"{row.pathway_key.replace('_', ' ')}: {row.stage.replace('_', ' ')}",
                        str(row.more) if row.more is not None else "No day expected",
                        _source(row),
                        _state(row, f"{base}relaxation/{row.pk}/withdraw/", designs),
                    )
                )
                for row in relaxations
            ),
            show_caption=True,
            empty=EmptyState(
                "No relaxation", "One belongs here when the Panel or the Department relaxes a time for everyone."
            ),
        ),
        Table(
            "Bank holidays of England and Wales",
            (Column("Day", "wide"), Column("What"), Column("Standing")),
            groups=tuple(
                (
                    str(each),
                    tuple(
                        Row(
                            (
                                weekday_day(one.day),
                                one.title,
                                "By rule, not in the official list yet"
                                if one.computed
                                else "One-off"
                                if one.one_off
                                else "Official list",
                            )
                        )
                        for one in sorted(holidays_of(each).values(), key=lambda row: row.day)
                    ),
                )
                for each in (*coming, *years)
            ),
            show_caption=True,
            dense=True,
        ),
        f"{SOURCE}, last checked {day(CHECKED_ON)}. Years after {max(official())}: {RULES}.",
    )


def _source(row: AddedHoliday | Relaxation) -> Lines:
    return Lines((row.source, Muted(f"last checked {day(row.checked_on)}, {row.made_by.name}")))


def _state(row: AddedHoliday | Relaxation, url: str, designs: bool) -> Lines | Tag | Link:
    if row.withdrawn_at:
        return Lines((Tag("neutral", "Taken back"), Muted(row.withdrawn_why)))
    return Link("Take it back", url) if designs else Tag("success", "In force")
