"""Recording what happened, what was learned and what was made, and joining them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from goldenthread.core.dates import PartialDate
from goldenthread.history.actor import Actor
from goldenthread.messages import operations as messages
from goldenthread.partnership.models import Group, Partnership
from goldenthread.records import operations as records
from goldenthread.records.models import Link, Record
from goldenthread.records.operations import Refused
from goldenthread.records.terms import RecordKind
from goldenthread.records.viewer import Viewer
from goldenthread.thread import permissions
from goldenthread.thread.models import Action, LearningOrganisation, LearningPoint, Product, Source
from goldenthread.thread.operations.shared import actor, require, written
from goldenthread.thread.rules.recurrence import Assured, recurs
from goldenthread.thread.rules.shape import LEADS_TO
from goldenthread.thread.terms import Event, LearningHeading, LearningNature, ProductKind, SourceKind

NOT_YOURS = "Only the business unit and the group's own members record things for this group."


@dataclass(frozen=True, slots=True)
class Place:
    """Where a new knot belongs: its group, when it happened, and whether the whole partnership may see it."""

    group: Group
    happened: PartialDate | None = None
    shared: bool = False

    def record(self, *, kind: RecordKind, title: str, at: datetime) -> Record:
        """A new record in the group's circle."""
        return records.make_record(
            kind=kind,
            partnership_id=self.group.partnership_id,
            group=self.group,
            circle=records.group_circle(self.group),
            title=title,
            at=at,
            happened=str(self.happened or ""),
            happened_on=self.happened.first_day if self.happened else None,
            shared_with=[records.partnership_circle(self.group.partnership_id)] if self.shared else [],
        )


def check_may_write(by: Viewer | None, group: Group) -> None:
    """Refuse whoever may not record things for this group; a job (no viewer) may. Errors: Refused."""
    require(by is None or permissions.may_write_for(by, group.partnership_id, group.pk), NOT_YOURS)


@transaction.atomic
def record_source(
    *,
    place: Place,
    kind: SourceKind,
    title: str,
    by: Viewer | None,
    at: datetime,
    as_actor: Actor | None = None,
    summary: str = "",
    subject: str = "",
    age_group: str = "",
    children: int | None = None,
) -> Source:
    """Record what happened and was looked at. Errors: Refused."""
    check_may_write(by, place.group)
    record = place.record(kind=RecordKind.SOURCE, title=title, at=at)
    source = Source.objects.create(
        record=record,
        partnership_id=record.partnership_id,
        kind=kind.value,
        summary=summary,
        subject=subject,
        age_group=age_group,
        children=children,
    )
    written(record=record, verb=Event.MADE, sentence=f"{kind.label} recorded: {title}", by=_doer(by, as_actor), at=at)
    return source


@transaction.atomic
def record_learning(
    *,
    place: Place,
    text: str,
    heading: LearningHeading,
    nature: LearningNature,
    by: Viewer | None,
    at: datetime,
    as_actor: Actor | None = None,
    themes: Sequence[str] = (),
    parts: Sequence[str] = (),
    age_group: str = "",
    organisations: Sequence[int] = (),
    sources: Sequence[Record] = (),
) -> LearningPoint:
    """Record what was learned, from its sources; chairs are told when a theme comes again after assurance. Errors: Refused."""
    check_may_write(by, place.group)
    record = place.record(kind=RecordKind.LEARNING, title=text, at=at)
    learning = LearningPoint.objects.create(
        record=record,
        partnership_id=record.partnership_id,
        text=text,
        parts=list(parts),
        nature=nature.value,
        heading=heading.value,
        themes=list(themes),
        age_group=age_group,
    )
    LearningOrganisation.objects.bulk_create(
        [LearningOrganisation(learning=learning, organisation_id=pk) for pk in organisations]
    )
    for source in sources:
        join(upstream=source, downstream=record, by=by, at=at, as_actor=as_actor)
    doer = _doer(by, as_actor)
    written(record=record, verb=Event.MADE, sentence=f"Learning recorded: {text}", by=doer, at=at)
    if by is not None:
        _tell_of_recurrence(learning, by, at)
    return learning


def _tell_of_recurrence(learning: LearningPoint, by: Viewer, at: datetime) -> None:
    rows = list(
        Action.objects.filter(
            partnership=learning.partnership_id, state="assured", themes__overlap=learning.themes
        ).select_related("record")
    )
    found = {
        row.record.reference
        for row in rows
        if recurs(
            nature=LearningNature(learning.nature),
            themes=learning.themes,
            learned_on=learning.record.happened_on or by.day,
            assured=[Assured(row.record.reference, frozenset(row.themes), row.assured_on or date.max)],
        )
    }
    key = Partnership.objects.values_list("key", flat=True).get(pk=learning.partnership_id)
    for row in rows:
        if row.record.reference not in found:
            continue
        themes = ", ".join(sorted(set(row.themes) & set(learning.themes)))
        written(
            record=row.record,
            verb=Event.RECURRED,
            sentence=f"Learning came again on {themes} ({learning.record.reference}) after this action was assured: reopen it, or explain.",
            by=actor(by),
            at=at,
        )
        messages.notify(
            people=_chairs(row.origin_id, by.day),
            kind="theme_recurred",
            subject=f"Learning came again on {themes} after {row.record.reference} was assured",
            partnership_id=row.partnership_id,
            reference=row.record.reference,
            address=f"/{key}/actions/{row.record.reference}/",
            at=at,
        )


def _chairs(group_id: int, day: date) -> list[int]:
    group = Group.objects.get(pk=group_id)
    return [
        seat.person_id
        for seat in group.seats.all()
        if seat.person_id
        and seat.role in {"chair", "vice_chair"}
        and seat.starts_on <= day
        and (seat.ends_on is None or day < seat.ends_on)
    ]


@transaction.atomic
def record_product(
    *,
    place: Place,
    kind: ProductKind,
    title: str,
    by: Viewer | None,
    at: datetime,
    as_actor: Actor | None = None,
    summary: str = "",
    address: str = "",
    made_from: Sequence[Record] = (),
    day_is_fictional: bool = False,
) -> Product:
    """Record what was made, and from which learning or actions. Errors: Refused."""
    check_may_write(by, place.group)
    record = place.record(kind=RecordKind.PRODUCT, title=title, at=at)
    product = Product.objects.create(
        record=record,
        partnership_id=record.partnership_id,
        kind=kind.value,
        summary=summary,
        address=address,
        day_is_fictional=day_is_fictional,
    )
    for upstream in made_from:
        join(upstream=upstream, downstream=record, by=by, at=at, as_actor=as_actor)
    written(record=record, verb=Event.MADE, sentence=f"{kind.label} recorded: {title}", by=_doer(by, as_actor), at=at)
    return product


@transaction.atomic
def join(
    *, upstream: Record, downstream: Record, by: Viewer | None, at: datetime, as_actor: Actor | None = None
) -> bool:
    """Say that one record led to another; returns whether that is new. Errors: Refused when their kinds do not lead so."""
    before, after = RecordKind(upstream.kind), RecordKind(downstream.kind)
    if after not in LEADS_TO.get(before, frozenset()):
        raise Refused(f"{before.label} does not lead to {after.label.lower()} on the thread.")
    if upstream.partnership_id != downstream.partnership_id:
        raise Refused("The two belong to different partnerships.")
    fresh = records.link(upstream=upstream, downstream=downstream, at=at)
    if fresh:
        for record, other, words in ((upstream, downstream, "led to"), (downstream, upstream, "comes from")):
            written(
                record=record,
                verb=Event.LINKED,
                sentence=f"{record.reference} {words} {other.reference}",
                by=_doer(by, as_actor),
                at=at,
            )
    return fresh


@transaction.atomic
def part(*, upstream: Record, downstream: Record, by: Viewer, at: datetime) -> None:
    """Take back that one record led to another. Errors: Refused."""
    require(permissions.may_write_for(by, downstream.partnership_id, downstream.group_id), NOT_YOURS)
    Link.objects.filter(upstream=upstream, downstream=downstream).delete()
    written(
        record=downstream,
        verb=Event.UNLINKED,
        sentence=f"{downstream.reference} no longer comes from {upstream.reference}",
        by=actor(by),
        at=at,
    )


def _doer(by: Viewer | None, as_actor: Actor | None) -> Actor:
    if by is not None:
        return actor(by)
    if as_actor is None:
        raise Refused("An operation needs someone who does it.")
    return as_actor
