"""A record's family with everything beside it: two queries, however many people and rows there are."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from goldenthread.families.models import FamilyMember
from goldenthread.families.rules.family import Contacted, Effect, Member, Reply, Restricted, Said, Told
from goldenthread.families.terms import (
    Advocate,
    Asked,
    EffectKind,
    Heard,
    Method,
    Offer,
    Outcome,
    Relationship,
    ReplyStep,
    RestrictionKind,
    Safe,
    SaidKind,
    Standing,
    ToldStep,
)
from goldenthread.records.models import Record
from goldenthread.records.queries import NotVisible
from goldenthread.records.viewer import Viewer

# One question for everything that lies beside some members, each row as JSON under its kind. The policies of each table hold.
BESIDE = """
select 'restriction', t.member_id, to_jsonb(t) || jsonb_build_object('reviews',
    (select coalesce(jsonb_agg(to_jsonb(v) order by v.id), '[]') from families_restrictionreview v where v.restriction_id = t.id))
  from families_restriction t where t.member_id = any(%(members)s::bigint[])
union all select 'contact', t.member_id, to_jsonb(t) || jsonb_build_object('replaced', exists (select 1 from families_contact s where s.corrects_id = t.id))
  from families_contact t where t.member_id = any(%(members)s::bigint[])
union all select 'said', t.member_id, to_jsonb(t) || jsonb_build_object('replaced', exists (select 1 from families_said s where s.corrects_id = t.id))
  from families_said t where t.member_id = any(%(members)s::bigint[])
union all select 'effect', t.member_id, to_jsonb(t) || jsonb_build_object('reference', (select r.reference from records_record r where r.id = t.shows_in_id))
  from families_effect t where t.member_id = any(%(members)s::bigint[])
union all select 'reply', t.member_id, to_jsonb(t) from families_reply t where t.member_id = any(%(members)s::bigint[])
union all select 'told', t.member_id, to_jsonb(t) || jsonb_build_object('replaced', exists (select 1 from families_told s where s.corrects_id = t.id))
  from families_told t where t.member_id = any(%(members)s::bigint[])
"""
Rows = Mapping[str, list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Earlier:
    """A row whose place another took: what it said, by whom, and why it was corrected."""

    kind: str
    on: date
    words: str
    by_name: str
    made_at: datetime
    why: str
    struck: bool


@dataclass(frozen=True, slots=True)
class Held:
    """A family member: its row, what the rules know of it, and what was corrected."""

    row: FamilyMember
    facts: Member
    earlier: tuple[Earlier, ...] = ()


@dataclass(frozen=True, slots=True)
class Family:
    """A record's family, by household and number."""

    record: Record
    members: tuple[Held, ...]

    @property
    def facts(self) -> tuple[Member, ...]:
        """What the rules know of each."""
        return tuple(each.facts for each in self.members)

    def others(self, held: Held) -> tuple[Member, ...]:
        """Everyone of the family but one."""
        return tuple(each.facts for each in self.members if each.row.pk != held.row.pk)


def of_record(viewer: Viewer, record: Record) -> Family:
    """The family of a record that the viewer sees; nobody, where they do not. Two queries, one where nobody is written down."""
    rows = list(
        FamilyMember.objects.visible_to(viewer)  # type: ignore[attr-defined]
        .filter(record=record)
        .select_related("contact_person", "cover")
        .order_by("household", "number")
    )
    return Family(record, tuple(held_of(rows)))


def get_member(viewer: Viewer, record: Record, number: int) -> tuple[Family, Held]:
    """One family member of a record, with the whole family. Errors: NotVisible."""
    family = of_record(viewer, record)
    found = next((each for each in family.members if each.row.number == number), None)
    if found is None:
        raise NotVisible(record.reference)
    return family, found


def held_of(rows: Iterable[FamilyMember]) -> list[Held]:
    """Members whose sight the caller has settled, with everything beside them. One query, none for nobody."""
    members = list(rows)
    beside: dict[int, dict[str, list[dict[str, Any]]]] = {row.pk: {} for row in members}
    if members:
        with connection.cursor() as cursor:
            cursor.execute(BESIDE, {"members": [row.pk for row in members]})
            for kind, member_id, data in cursor.fetchall():
                found = json.loads(data) if isinstance(data, str) else data
                beside[member_id].setdefault(kind, []).append(found)
    return [_held(row, beside[row.pk]) for row in members]


def _held(row: FamilyMember, beside: Rows) -> Held:
    facts = Member(
        number=row.number,
        label=row.label,
        household=row.household,
        relationship=Relationship(row.relationship),
        standing=frozenset(Standing(each) for each in row.standing),
        under_18=row.under_18,
        safe=Safe(row.safe),
        interpreter=row.interpreter,
        language=row.language,
        advocate=Advocate(row.advocate),
        wants_draft=Asked(row.wants_draft),
        publication=Asked(row.publication),
        called=row.called,
        dates_to_avoid=row.dates_to_avoid,
        contact=row.contact_words,
        cover=row.cover_words,
        contacts=tuple(_contact(data) for data in _in_force(beside, "contact")),
        restrictions=tuple(_restriction(data) for data in _in_order(beside, "restriction")),
        said=tuple(_said(data, beside) for data in _in_force(beside, "said")),
        told=tuple(_told(data) for data in _in_force(beside, "told")),
    )
    return Held(row, facts, tuple(_earlier(beside)))


def _in_order(beside: Rows, kind: str) -> list[dict[str, Any]]:
    return sorted(beside.get(kind, []), key=lambda data: (data["on"], data["id"]))


def _in_force(beside: Rows, kind: str) -> list[dict[str, Any]]:
    return [data for data in _in_order(beside, kind) if not data["replaced"] and not data["struck"]]


def _entry(data: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": data["id"],
        "on": date.fromisoformat(data["on"]),
        "by_id": data["by_id"],
        "by_role": data["by_role"],
        "by_name": data["by_name"],
        "made_at": datetime.fromisoformat(data["made_at"]),
    }


def _contact(data: dict[str, Any]) -> Contacted:
    return Contacted(
        **_entry(data),
        method=Method(data["method"]),
        outcome=Outcome(data["outcome"]),
        what=data["what"],
        why=data["why"],
        agreed_by=data["agreed_by"],
        offers=frozenset(Offer(each) for each in data["offers"]),
    )


def _restriction(data: dict[str, Any]) -> Restricted:
    reviews = data["reviews"]
    last = reviews[-1] if reviews else None
    ended = last is not None and last["review_on"] is None
    kept = next((each["review_on"] for each in reversed(reviews) if each["review_on"]), data["review_on"])
    return Restricted(
        data["id"],
        RestrictionKind(data["kind"]),
        date.fromisoformat(data["on"]),
        date.fromisoformat(kept),
        date.fromisoformat(last["on"]) if last and ended else None,
        data["words"],
        data["by_name"],
    )


def _said(data: dict[str, Any], beside: Rows) -> Said:
    # what followed from a row that was corrected follows from the row that took its place
    of = _chain(data, beside)
    return Said(
        **_entry(data),
        kind=SaidKind(data["kind"]),
        heard=Heard(data["heard"]),
        words=data["words"],
        own_words=data["own_words"],
        effects=tuple(
            Effect(
                **_entry(each), kind=EffectKind(each["kind"]), words=each["words"], reference=each["reference"] or ""
            )
            for each in sorted(beside.get("effect", []), key=lambda each: each["id"])
            if each["said_id"] in of
        ),
        replies=tuple(
            Reply(**_entry(each), step=ReplyStep(each["step"]), words=each["words"])
            for each in sorted(beside.get("reply", []), key=lambda each: each["id"])
            if each["said_id"] in of
        ),
    )


def _chain(data: dict[str, Any], beside: Rows) -> set[int]:
    """A row and every row whose place it took, one after the other."""
    rows = {each["id"]: each for each in beside.get("said", [])}
    found: set[int] = set()
    at: int | None = data["id"]
    while at is not None and at not in found:
        found.add(at)
        at = rows[at]["corrects_id"] if at in rows else None
    return found


def _told(data: dict[str, Any]) -> Told:
    return Told(**_entry(data), step=ToldStep(data["step"]), how=data["how"], support=data["support"])


def _earlier(beside: Rows) -> Iterable[Earlier]:
    for kind, words in (("contact", "what"), ("said", "words"), ("told", "how")):
        rows = beside.get(kind, [])
        following = {data["corrects_id"]: data for data in rows if data["corrects_id"]}
        for data in rows:
            if (after := following.get(data["id"])) is not None:
                yield Earlier(
                    kind,
                    date.fromisoformat(data["on"]),
                    data[words] or data.get("why", ""),
                    data["by_name"],
                    datetime.fromisoformat(data["made_at"]),
                    after["correction_why"],
                    after["struck"],
                )


@dataclass(frozen=True, slots=True)
class StillToTell:
    """One family member before publication: when they were told and read the draft, or that it is open still."""

    number: int
    label: str
    household: int
    told_on: date | None
    not_told_why: str
    draft_read_on: date | None
    wants_draft: Asked

    @property
    def is_open(self) -> bool:
        """Whether they are still to be told, or to be left out with a reason."""
        return self.told_on is None and not self.not_told_why

    @property
    def waits_for_draft(self) -> bool:
        """Whether they asked to read the draft and have not."""
        return self.wants_draft is Asked.YES and self.draft_read_on is None


def told_before_publication(record: Record) -> list[StillToTell]:
    """For a room's step of publication: each family member of a record its viewer sees, and whether they were told. Two queries."""
    rows = FamilyMember.objects.filter(record=record).order_by("household", "number")
    made = []
    for held in held_of(rows):
        days = {step: [row for row in held.facts.told if row.step is step] for step in ToldStep}
        told, draft, left = days[ToldStep.TOLD], days[ToldStep.DRAFT_READ], days[ToldStep.NOT_TOLD]
        made.append(
            StillToTell(
                held.row.number,
                held.row.label,
                held.row.household,
                told[-1].on if told else None,
                left[-1].how if left else "",
                draft[-1].on if draft else None,
                held.facts.wants_draft,
            )
        )
    return made
