"""Reads of retention: rules, what falls due and when, holds and decisions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Q

from goldenthread.core.dates import PartialDate
from goldenthread.core.encryption import Undecipherable, decrypt
from goldenthread.records.models import Disposal, LegalHold, Record, RetentionRule, Subject
from goldenthread.records.rules import retention as rules
from goldenthread.records.rules.retention import Edition
from goldenthread.records.terms import CountedFrom, RetentionClass, Standing
from goldenthread.records.viewer import Viewer

MOST = 200
MANY = 1000


def editions(partnership_id: int) -> list[Edition]:
    """The partnership's own editions, oldest first."""
    return [
        Edition(
            RetentionClass(row.retention_class),
            row.years,
            CountedFrom(row.counted_from),
            row.source,
            Standing(row.standing),
            row.in_force_from,
            row.number,
            row.last_checked_on,
            row.checked_by.name,
        )
        for row in RetentionRule.objects.filter(partnership=partnership_id)
        .select_related("checked_by")
        .order_by("retention_class", "number")
    ]


def edition_of(record: Record, own: Iterable[Edition]) -> Edition:
    """The edition that applied on the day the record was closed."""
    return rules.in_force(own, RetentionClass(record.retention_class), record.closed_on or date.max)


def _born(record_ids: Iterable[int]) -> dict[int, list[date | None]]:
    """The dates of birth of those each record is about, for the calculation alone: nobody is shown them."""
    found: dict[int, list[date | None]] = defaultdict(list)
    rows = Subject.objects.filter(record__in=list(record_ids), sets_retention=True)
    for record, token in rows.values_list("record_id", "born_sealed"):
        try:
            parsed = PartialDate.parse(decrypt(token))
            found[record].append(date.fromisoformat(str(parsed)))
        except (Undecipherable, ValueError):
            found[record].append(None)
    return found


def kept_until(records: Sequence[Record], own: Sequence[Edition] | None = None) -> dict[int, date | None]:
    """The day from which each record may be disposed of, or None where it cannot be worked out."""
    if own is None:
        own = editions(records[0].partnership_id) if records else []
    applied = {record.pk: edition_of(record, own) for record in records}
    by_birth = [pk for pk, edition in applied.items() if edition.counted_from is CountedFrom.BIRTH]
    born = _born(by_birth) if by_birth else {}
    return {
        record.pk: rules.falls_due(
            applied[record.pk],
            closed_on=record.closed_on,
            happened_on=record.happened_on,
            born=born.get(record.pk, []),
        )
        if record.closed_on
        else None
        for record in records
    }


def held_among(record_ids: Iterable[int]) -> set[int]:
    """Which of these records a hold stops, their own or one above them."""
    with connection.cursor() as cursor:
        cursor.execute("select id from unnest(%s::bigint[]) asked (id) where goldenthread_held(id)", [list(record_ids)])
        return {pk for (pk,) in cursor.fetchall()}


@dataclass(frozen=True, slots=True)
class Due:
    """A closed record, until when it is kept, and what stands in the way. `due_on` is None where a person has to work it out."""

    record: Record
    edition: Edition
    due_on: date | None
    held: bool
    disposal: Disposal | None


def candidates(partnership_id: int, own: Sequence[Edition], until: date) -> Q:
    """Closed records that may fall due by a day, found by the columns alone; those counted from a birth are worked out one by one."""
    wanted = Q(pk__in=[])
    for each in RetentionClass:
        known = sorted(
            (one for one in (*rules.SHIPPED, *own) if one.retention_class is each),
            key=lambda one: (one.in_force_from, one.number),
        )
        for place, edition in enumerate(known):
            applies = Q(retention_class=each.value, closed_on__gte=edition.in_force_from)
            if place + 1 < len(known):
                applies &= Q(closed_on__lt=known[place + 1].in_force_from)
            latest = rules.years_after(until, -min(edition.years, until.year - 1))
            if edition.counted_from is CountedFrom.CLOSING:
                applies &= Q(closed_on__lte=latest)
            elif edition.counted_from is CountedFrom.EVENT:
                applies &= Q(happened_on__lte=latest) | Q(happened_on__isnull=True)
            wanted |= applies
    return Q(partnership=partnership_id, closed_on__isnull=False) & wanted


def falling_due(viewer: Viewer, partnership_id: int, months: int, most: int = MOST) -> list[Due]:
    """What the viewer sees of what falls due within so many months, the longest due first, and what nobody can work out last.

    Every candidate is looked at, a thousand at a time: of those counted from a birth, the one due longest may have been closed last.
    """
    until = rules.months_after(viewer.day, months)
    own = editions(partnership_id)
    rows = (
        Record.objects.visible_to(viewer)  # type: ignore[attr-defined]
        .filter(candidates(partnership_id, own, until))
        .exclude(disposals__carried_out_at__isnull=False)
        .order_by("pk")
    )
    first: list[Due] = []
    last = 0
    while found := list(rows.filter(pk__gt=last)[:MANY]):
        last = found[-1].pk
        first = sorted([*first, *described(found, own, until)], key=_order)[:most]
        if len(found) < MANY:
            break
    return first


def _order(row: Due) -> tuple[bool, date, int]:
    return row.due_on is None, row.due_on or date.max, row.record.pk


def described(found: Sequence[Record], own: Sequence[Edition], until: date | None = None) -> list[Due]:
    """Records with until when they are kept and what stands in the way."""
    if not found:
        return []
    due = kept_until(found, own)
    wanted = [row for row in found if until is None or due[row.pk] is None or due[row.pk] <= until]  # type: ignore[operator]
    held = held_among([row.pk for row in wanted])
    waiting = {
        row.record_id: row
        for row in Disposal.objects.filter(record__in=[row.pk for row in wanted], withdrawn_at__isnull=True)
    }
    rows = [Due(row, edition_of(row, own), due[row.pk], row.pk in held, waiting.get(row.pk)) for row in wanted]
    return sorted(rows, key=_order)


def find_due(viewer: Viewer, partnership_id: int, reference: str) -> Due | None:
    """One record as retention sees it."""
    found = Record.objects.visible_to(viewer).filter(partnership=partnership_id, reference=reference).first()  # type: ignore[attr-defined]
    return described([found], editions(partnership_id))[0] if found else None


def holds(viewer: Viewer, partnership_id: int, most: int = MOST) -> list[LegalHold]:
    """The holds on records the viewer sees: those that hold first, by the day on which someone looks at them again."""
    return list(
        LegalHold.objects.filter(
            partnership=partnership_id,
            record__in=Record.objects.visible_to(viewer).filter(partnership=partnership_id),  # type: ignore[attr-defined]
        )
        .select_related("record", "placed_by", "lifted_by")
        .order_by("lifted_at", "review_on", "pk")[:most]
    )


def disposals(viewer: Viewer, partnership_id: int, most: int = MOST) -> list[Disposal]:
    """Decisions about records the viewer sees, newest first."""
    return list(
        Disposal.objects.filter(
            partnership=partnership_id,
            record__in=Record.objects.visible_to(viewer).filter(partnership=partnership_id),  # type: ignore[attr-defined]
        )
        .select_related("record", "decided_by", "confirmed_by", "withdrawn_by")
        .order_by("-decided_at", "-pk")[:most]
    )
