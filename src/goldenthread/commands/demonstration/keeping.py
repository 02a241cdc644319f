"""The demonstration's retention: one old record that falls due, and one under a legal hold; both made up."""

from __future__ import annotations

from datetime import datetime, timedelta

from goldenthread.core.clock import day_of
from goldenthread.core.dates import PartialDate
from goldenthread.partnership.models import Group, Partnership
from goldenthread.records.models import Record
from goldenthread.records.operations import retention
from goldenthread.records.queries import load_viewer
from goldenthread.records.rules.retention import years_after
from goldenthread.thread import operations
from goldenthread.thread.operations.knots import Place
from goldenthread.thread.terms import SourceKind


def make_keeping(partnership: Partnership, people: dict[str, int], at: datetime) -> None:
    """A fictional consultation of years ago whose time of keeping has ended, and a review that a claim holds."""
    manager = load_viewer(people["priya.nair"], "Priya Nair", at)
    group = Group.objects.get(partnership=partnership, key="csprg")
    opened = at - timedelta(days=365 * 7)
    made = [
        operations.record_source(
            place=Place(group, PartialDate.parse(str(opened.year))),
            kind=kind,
            title=title,
            by=manager,
            at=opened,
        ).record
        for kind, title in (
            (SourceKind.CONSULTATION, "A fictional consultation on an old procedure"),
            (SourceKind.RAPID_REVIEW, "A fictional review that a claim was made about"),
        )
    ]
    closed = years_after(day_of(at), -6) + timedelta(days=10)
    for record in made:
        Record.objects.filter(pk=record.pk).update(closed_on=closed)
    retention.place_hold(
        partnership_id=partnership.pk,
        record_id=made[1].pk,
        reason="A fictional claim was notified to the council.",
        review_on=day_of(at) + timedelta(days=90),
        by=manager,
        at=at,
    )
