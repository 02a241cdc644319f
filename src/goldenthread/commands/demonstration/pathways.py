"""The demonstration's pathways: a rapid review on its way, with what was done, what is late, a hold that ended and an extension. Made up."""

from __future__ import annotations

from datetime import date, time, timedelta

from goldenthread.commands.demonstration.teller import Casework
from goldenthread.core.dates import PartialDate
from goldenthread.pathways import operations
from goldenthread.pathways.rules.calendar import Calendar
from goldenthread.records.models import Record

ENGLAND = Calendar()


def make_pathways(work: Casework) -> None:
    """The review that organisations are asked about, from the local authority's awareness to where it stands today."""
    record = Record.objects.filter(partnership=work.partnership, kind="source").order_by("pk").first()
    if record is None:
        return
    notified = ENGLAND.back(work.today, 14)
    aware = ENGLAND.back(notified, 4)
    _notification(work, record, aware, notified)
    _rapid_review(work, record, notified)


def _on(day: date, moment: time | None = None) -> tuple[PartialDate, time | None]:
    return PartialDate.of(day), moment


def _notification(work: Casework, record: Record, aware: date, notified: date) -> None:
    manager = work.viewer("priya.nair", aware)
    operations.start(
        record=record,
        pathway="serious_incident_notification",
        events={"incident": (PartialDate.parse(f"{aware:%Y-%m}"), None), "aware": _on(aware, time(16, 40))},
        by=manager,
        at=work.at(aware),
    )
    for key, days in (
        ("immediate_safety", 0),
        ("views", 2),
        ("decision", 3),
        ("notification", 4),
        ("partners_told", 4),
        ("copy", 4),
    ):
        day = ENGLAND.add(aware, days)
        operations.happened(
            record=record,
            pathway="serious_incident_notification",
            key=key,
            on=PartialDate.of(day),
            by=work.viewer("priya.nair", notified),
            at=work.at(notified),
        )


def _rapid_review(work: Casework, record: Record, notified: date) -> None:
    operations.start(
        record=record,
        pathway="rapid_review",
        events={"notified": _on(notified)},
        by=work.viewer("priya.nair", notified),
        at=work.at(notified),
    )
    for key, days in (("set_up", 1), ("executives_told", 3), ("progress", 6)):
        day = ENGLAND.add(notified, days)
        operations.happened(
            record=record,
            pathway="rapid_review",
            key=key,
            on=PartialDate.of(day),
            by=work.viewer("priya.nair", day),
            at=work.at(day),
        )
    day = ENGLAND.add(notified, 7)
    held = operations.hold(
        record=record,
        pathway="rapid_review",
        reason="The police ask that agencies wait with their summaries until interviews are over",
        starts_on=day,
        review_on=day + timedelta(days=7),
        stages=["summaries"],
        by=work.viewer("priya.nair", day),
        at=work.at(day),
    )
    day = ENGLAND.add(notified, 9)
    operations.lift(
        record=record,
        pathway="rapid_review",
        hold_id=held.pk,
        lifted_on=day,
        reason="The interviews are over; the police agree to go on",
        by=work.viewer("priya.nair", day),
        at=work.at(day),
    )
    day = ENGLAND.add(notified, 11)
    operations.vary(
        record=record,
        pathway="rapid_review",
        stage="sent",
        more=5,
        reason="Summaries came later because of the interviews",
        authority="National Panel, by letter",
        agreed_on=day,
        by=work.viewer("priya.nair", day),
        at=work.at(day),
    )
