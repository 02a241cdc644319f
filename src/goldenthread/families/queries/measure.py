"""The same offer for every family, and a measure that shows it was made: over records, in a few queries however many there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db import connection

from goldenthread.database.statements import Slot, Statement
from goldenthread.families.models import FamilyMember
from goldenthread.families.queries.family import held_of
from goldenthread.families.rules.family import FamilyFacts, Offers
from goldenthread.families.rules.family import offers as counted
from goldenthread.families.terms import NO_APPROACH, EffectKind
from goldenthread.records.models import Record
from goldenthread.records.models.record import ANYONE, sight
from goldenthread.records.viewer import Viewer


@dataclass(frozen=True, slots=True)
class RecordOffer:
    """One record of the measure."""

    record_id: int
    reference: str
    facts: FamilyFacts


# One question for what is counted of some records. The policies of each table hold; what a later row took the place of is not counted.
COUNTED = """
select 'member', m.record_id, m.id, null::bigint, null, false from families_familymember m where m.record_id = any(%(records)s::bigint[])
union all select 'contact', t.record_id, t.member_id, null, t.outcome, false from families_contact t
 where t.record_id = any(%(records)s::bigint[]) and not t.struck and not exists (select 1 from families_contact s where s.corrects_id = t.id)
union all select 'said', t.record_id, t.id, t.corrects_id, null, t.struck from families_said t where t.record_id = any(%(records)s::bigint[])
union all select 'effect', t.record_id, t.id, t.said_id, t.kind, false from families_effect t where t.record_id = any(%(records)s::bigint[])
order by 1, 3
"""


@cache
def _seen() -> Statement:
    """Those of some records that a viewer sees, with their references."""
    rows = Record.objects.visible_to(ANYONE).filter(  # type: ignore[attr-defined]
        partnership__any_of=Slot("partnerships"), pk__any_of=Slot("records")
    )
    return Statement(rows.order_by("pk").values_list("pk", "reference"))


def offers(
    viewer: Viewer, partnership_id: int, records: Iterable[int] | None = None
) -> tuple[Offers, list[RecordOffer]]:
    """The measure over the records a viewer sees, and each record of it. Two queries.

    `records` are those a room counts, such as all its reviews of a year, by their keys: one with nobody written down has made no offer.
    Without it, the records that have a family.
    """
    if records is None:
        of_a_family = FamilyMember.objects.filter(record__partnership=partnership_id).values("record")
        shown = Record.objects.visible_to(viewer).filter(partnership=partnership_id, pk__in=of_a_family)  # type: ignore[attr-defined]
        references = dict(shown.order_by("pk").values_list("pk", "reference"))
    else:
        seen = _seen().rows(**sight(viewer), partnerships=[partnership_id], records=list(records))
        references = {pk: reference for pk, reference, *_ in seen}
    of: dict[int, set[int]] = defaultdict(set)
    offered, accounted = set(), set()
    first: dict[int, int] = {}  # a row that was corrected, and those that took its place, are one thing said
    struck: dict[int, bool] = {}
    heard: dict[int, int] = {}
    last: dict[int, str] = {}
    for kind, record_id, key, other, code, is_struck in _counted(references):
        if kind == "member":
            of[record_id].add(key)
        elif kind == "contact":
            accounted.add(key)
            if code not in {each.value for each in NO_APPROACH}:
                offered.add(key)
        elif kind == "said":
            root = first[key] = first.get(other or 0, key)
            heard[root], struck[root] = record_id, is_struck
        else:
            last[other] = code
    changed = _changed(last, first, struck, heard)
    voices = {record_id for root, record_id in heard.items() if not struck[root]}
    made = [
        RecordOffer(
            pk,
            reference,
            FamilyFacts(len(of[pk]), len(of[pk] & offered), len(of[pk] & accounted), pk in changed, pk in voices),
        )
        for pk, reference in references.items()
    ]
    return counted(each.facts for each in made), made


def _counted(references: Mapping[int, str]) -> list[tuple[Any, ...]]:
    """What is counted, as (kind, record, key, the row it belongs to, code, struck): effects before what they are about."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTED, {"records": list(references)})
        return list(cursor.fetchall())


def _changed(
    last: Mapping[int, str], first: Mapping[int, int], struck: Mapping[int, bool], heard: Mapping[int, int]
) -> set[int]:
    """The records in which something said changed something, as the last row about it says; what was struck out counts no more."""
    of_root: dict[int, str] = {}
    for said_id, kind in sorted(last.items()):
        of_root[first[said_id]] = kind
    return {heard[root] for root, kind in of_root.items() if kind != EffectKind.NOTHING.value and not struck[root]}


def restrictions_due(viewer: Viewer, partnership_id: int, on: date) -> list[tuple[str, str]]:
    """Open records with a restriction whose day to be looked at again has come: reference and label. Two queries."""
    rows = (
        FamilyMember.objects.visible_to(viewer)  # type: ignore[attr-defined]
        .filter(record__partnership=partnership_id, record__closed_on__isnull=True)
        .select_related("record")
        .order_by("record", "number")
    )
    return [(held.row.record.reference, held.row.label) for held in held_of(rows) if held.facts.due(on)]
