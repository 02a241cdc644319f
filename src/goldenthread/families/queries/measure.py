"""The same offer for every family, and a measure that shows it was made: over records, in a few queries however many there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from goldenthread.families.models import Contact, Effect, FamilyMember, Said
from goldenthread.families.queries.family import held_of
from goldenthread.families.rules.family import FamilyFacts, Offers
from goldenthread.families.rules.family import offers as counted
from goldenthread.families.terms import NO_APPROACH, EffectKind
from goldenthread.records.models import Record
from goldenthread.records.viewer import Viewer


@dataclass(frozen=True, slots=True)
class RecordOffer:
    """One record of the measure."""

    record_id: int
    reference: str
    facts: FamilyFacts


def offers(
    viewer: Viewer, partnership_id: int, records: Iterable[int] | None = None
) -> tuple[Offers, list[RecordOffer]]:
    """The measure over the records a viewer sees, and each record of it. Five queries.

    `records` are those a room counts, such as all its reviews of a year: one of them with nobody written down has made no offer. Without it,
    the records that have a family. What a later row took the place of is not counted.
    """
    shown = Record.objects.visible_to(viewer).filter(partnership=partnership_id)  # type: ignore[attr-defined]
    members = FamilyMember.objects.visible_to(viewer).filter(record__partnership=partnership_id)  # type: ignore[attr-defined]
    shown = shown.filter(pk__in=members.values("record")) if records is None else shown.filter(pk__in=list(records))
    references = dict(shown.order_by("pk").values_list("pk", "reference"))
    of: dict[int, set[int]] = defaultdict(set)
    for pk, record_id in members.filter(record__in=list(references)).values_list("pk", "record"):
        of[record_id].add(pk)
    offered, accounted = set(), set()
    rows = Contact.objects.visible_to(viewer).filter(  # type: ignore[attr-defined]
        record__in=list(references), corrected_by__isnull=True, struck=False
    )
    for member, outcome in rows.values_list("member", "outcome"):
        accounted.add(member)
        if outcome not in {each.value for each in NO_APPROACH}:
            offered.add(member)
    heard, changed = _heard_and_changed(viewer, list(references))
    made = [
        RecordOffer(
            pk,
            reference,
            FamilyFacts(len(of[pk]), len(of[pk] & offered), len(of[pk] & accounted), pk in changed, pk in heard),
        )
        for pk, reference in references.items()
    ]
    return counted(each.facts for each in made), made


def _heard_and_changed(viewer: Viewer, record_ids: list[int]) -> tuple[set[int], set[int]]:
    """The records in which someone said something, and those in which it changed something, as the last row of each says. Two queries."""
    said = Said.objects.visible_to(viewer).filter(record__in=record_ids).order_by("pk")  # type: ignore[attr-defined]
    first: dict[int, int] = {}  # a row that was corrected, and those that took its place, are one thing said
    struck: dict[int, bool] = {}
    heard: dict[int, int] = {}
    for pk, record_id, corrects, is_struck in said.values_list("pk", "record", "corrects", "struck"):
        root = first[pk] = first.get(corrects or 0, pk)
        heard[root], struck[root] = record_id, is_struck
    effects = Effect.objects.visible_to(viewer).filter(record__in=record_ids).order_by("pk")  # type: ignore[attr-defined]
    last = {first[said_id]: kind for said_id, kind in effects.values_list("said", "kind") if said_id in first}
    return (
        {record_id for root, record_id in heard.items() if not struck[root]},
        {heard[root] for root, kind in last.items() if kind != EffectKind.NOTHING.value and not struck[root]},
    )


def restrictions_due(viewer: Viewer, partnership_id: int, on: date) -> list[tuple[str, str]]:
    """Open records with a restriction whose day to be looked at again has come: reference and label. Two queries."""
    rows = (
        FamilyMember.objects.visible_to(viewer)  # type: ignore[attr-defined]
        .filter(record__partnership=partnership_id, record__closed_on__isnull=True)
        .select_related("record")
        .order_by("record", "number")
    )
    return [(held.row.record.reference, held.row.label) for held in held_of(rows) if held.facts.due(on)]
