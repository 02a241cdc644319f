"""What the room's views share: a death for whoever leads its review, the head and tabs of its pages."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from goldenthread.child_deaths import permissions, queries
from goldenthread.child_deaths.models import Arrangement, Death
from goldenthread.child_deaths.operations.shared import NOT_YOURS
from goldenthread.child_deaths.pages.words import listing
from goldenthread.child_deaths.rules.ages import Age, band_words
from goldenthread.child_deaths.rules.steps import STEPS
from goldenthread.child_deaths.terms import DeathState
from goldenthread.design.components import (
    Button,
    Content,
    Link,
    SubNavItem,
    Tag,
    TagKind,
)
from goldenthread.design.format import clock_time, day, partial_day
from goldenthread.design.page import Head
from goldenthread.records.operations import Refused
from goldenthread.records.web import Scope

TABS = (
    ("", "Overview"),
    ("first", "First days"),
    ("information", "Information"),
    ("beside", "Beside the review"),
    ("meeting", "Meeting and panel"),
    ("analysis", "Analysis"),
    ("database", "National database"),
    ("documents", "Documents"),
    ("history", "History"),
)
KINDS: dict[DeathState, TagKind] = {
    DeathState.NOTIFIED: "warning",
    DeathState.GATHERING: "info",
    DeathState.MET: "info",
    DeathState.READY: "warning",
    DeathState.REVIEWED: "info",
    DeathState.CLOSED: "success",
    DeathState.OUT: "neutral",
    DeathState.TRANSFERRED: "neutral",
    DeathState.MERGED: "neutral",
}
NO_GROUP = "The business unit has to say first which group reviews child deaths."


def sent(request: HttpRequest) -> Any:
    """What was sent, for a form; None when nothing was."""
    return request.POST if request.method == "POST" else None


def leads(scope: Scope, row: Death) -> bool:
    """Whether this person leads the review."""
    return permissions.may_lead(scope.viewer, row.partnership_id, row.record.group_id)


def led(scope: Scope, reference: str) -> Death:
    """The death, for whoever leads its review. Errors: NotVisible, Refused."""
    row = queries.get_death(scope.viewer, scope.partnership.id, reference)
    if not leads(scope, row):
        raise Refused(NOT_YOURS)
    return row


def arranged(scope: Scope) -> Arrangement:
    """The partnership's arrangements. Errors: Refused."""
    found = queries.arrangement(scope.partnership.id)
    if found is None:
        raise Refused(NO_GROUP)
    return found


def may(row: Death, step: str) -> bool:
    """Whether a step's turn has come."""
    return DeathState(row.state) in STEPS[step].states


def trail(scope: Scope, row: Death | None = None) -> tuple[Link, ...]:
    """Where a page stands."""
    first = (Link("Child deaths", scope.address("child-deaths")),)
    return (*first, Link(row.record.title, scope.address("child-deaths", row.record.reference))) if row else first


def when(row: Death, leading: bool) -> str:
    """The day and time of death for those who lead, the month for everyone else."""
    if not leading:
        return partial_day(row.died_on.strftime("%Y-%m"))
    words = day(row.died_on) + (f", {clock_time(row.died_at)}" if row.died_at else "")
    return f"{words}, believed" if row.died_is_believed else words


def age_words(row: Any, leading: bool) -> str:
    """The age, exact for those who lead, and no closer than weeks or years for everyone else."""
    if row.age_years is None:
        return "Age not known"
    if row.age_days is None:  # it came in words, from a file
        return band_words(None, row.age_years)
    minutes = getattr(row, "age_minutes", None)
    return str(Age(row.age_years, row.age_days, minutes)) if leading else band_words(row.age_days, row.age_years)


def head(
    scope: Scope, row: Death, tab: str, lede: Content = "", action: Button | None = None, others: tuple[Link, ...] = ()
) -> Head:
    """The top of each of a death's pages."""
    here, state = scope.address("child-deaths", row.record.reference), DeathState(row.state)
    return Head(
        row.record.title, row.record.reference, (Tag(KINDS[state], state.label),), trail(scope), lede, action, others,
        tuple(SubNavItem(label, f"{here}{key}/" if key else here, key == tab) for key, label in TABS),
    )  # fmt: skip


table = listing
