"""Decisions of the first days: duplicates joined, scope, area, the first hours, and what belongs together."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from goldenthread.child_deaths.models import AreaDecision, Death, FirstDecision, Related, ScopeDecision
from goldenthread.child_deaths.operations.shared import (
    JOINT,
    done,
    filled,
    follows,
    locked,
    past,
    report,
    store,
    tell_leads,
)
from goldenthread.child_deaths.rules.ages import Age
from goldenthread.child_deaths.rules.intake import area_problem, scope_problem
from goldenthread.child_deaths.rules.steps import reason_problem
from goldenthread.child_deaths.terms import (
    AreaLead,
    DeathState,
    Event,
    Immediate,
    InScope,
    Limb,
    Question,
    RelatedWhy,
    ScopeReason,
)
from goldenthread.core.clock import ENGLAND, day_of
from goldenthread.core.dates import PartialDate
from goldenthread.pathways import operations as pathways
from goldenthread.records import operations as records
from goldenthread.records.models import Record
from goldenthread.records.operations import Refused
from goldenthread.records.operations.casework import actor, no_problem, require, written
from goldenthread.records.viewer import Viewer

RESTS = (DeathState.OUT, DeathState.TRANSFERRED)
"""States out of which a later decision takes a death back."""


def age_of(row: Death) -> Age | None:
    """The age at death, as its row keeps it."""
    if row.age_years is None or row.age_days is None:
        return None
    return Age(row.age_years, row.age_days, row.age_minutes)


@transaction.atomic
def merge(*, death_id: int, into: str, why: str, by: Viewer, at: datetime, seen: int | None = None) -> Death:
    """Join a notification with an earlier one of the same death. Both stay as they came, and they can be parted. Errors: Refused, ChangedMeanwhile."""
    row = locked(death_id, "merge", by, seen)
    no_problem(reason_problem(why) and "Say in a sentence why it is the same death.")
    other = (
        Death.objects.visible_to(by)  # type: ignore[attr-defined]
        .filter(partnership=row.partnership_id, record__reference=into.strip().upper()).select_related("record").first()
    )  # fmt: skip
    if other is None or other.pk == row.pk:
        raise Refused("There is no other death here with that reference.")
    require(
        other.state != DeathState.MERGED.value,
        "That one was joined with another itself: give the reference of the one that stays.",
    )
    require(
        not Death.objects.filter(merged_into=row).exists(),
        "Others were joined with this one: join the other way round.",
    )
    records.lock(other.pk)
    store(row, state=DeathState.MERGED.value, merged_into=other)
    written(row.record, Event.MERGED, f"Joined with {other.record.reference}: {why.strip()}", by, at)
    written(other.record, Event.MERGED, f"{row.record.reference} was joined with this: {why.strip()}", by, at)
    report(row, "out_of_scope", day_of(at), by, at)
    return other  # type: ignore[no-any-return]


@transaction.atomic
def part(*, death_id: int, why: str, by: Viewer, at: datetime, seen: int | None = None) -> Death:
    """Part what had been joined: it goes on as its own. Errors: Refused, ChangedMeanwhile."""
    row = locked(death_id, "part", by, seen)
    no_problem(reason_problem(why))
    other = row.merged_into
    assert other is not None
    store(row, state=DeathState.NOTIFIED.value, merged_into=None)
    written(row.record, Event.PARTED, f"Parted again: {why.strip()}", by, at)
    written(other.record, Event.PARTED, f"{row.record.reference} was parted from this: {why.strip()}", by, at)
    report(row, "taken_up_again", day_of(at), by, at)
    return row


@transaction.atomic
def decide_scope(
    *, death_id: int, in_scope: InScope, reason: ScopeReason, why: str, by_role: str, on: date, by: Viewer, at: datetime,
    seen: int | None = None,
) -> ScopeDecision:  # fmt: skip
    """Decide whether the death is reviewed. A later decision reverses an earlier one; both stay. Errors: Refused, ChangedMeanwhile."""
    row = locked(death_id, "scope", by, seen)
    no_problem(scope_problem(in_scope=in_scope, reason=reason, why=why, age=age_of(row)))
    filled(by_role, "Say in which role it was decided.")
    past(on, at)
    made = ScopeDecision.objects.create(
        death=row,
        in_scope=in_scope.value,
        reason=reason.value,
        why=why.strip(),
        by_role=by_role.strip(),
        on=on,
        made_at=at,
    )
    was_out = row.state == DeathState.OUT.value
    if in_scope is InScope.NO:
        store(row, state=DeathState.OUT.value)
        records.touch(row.record, closed_on=on)
        report(row, "out_of_scope", on, by, at)
    elif was_out:
        store(row, state=DeathState.NOTIFIED.value)
        records.touch(row.record, closed_on=None)
        report(row, "taken_up_again", on, by, at)
    done(row, Event.SCOPE, f"Scope: {in_scope.label.lower()}, {reason.label.lower()}", by, at)
    tell_leads(row, Event.SCOPE, "its scope was decided", by, at)
    _settled(row, by, at)
    return made


@transaction.atomic
def decide_area(
    *, death_id: int, lead: AreaLead, area: str, why: str, agreed_by: str, on: date, by: Viewer, at: datetime,
    shares_learning: str = "", seen: int | None = None,
) -> AreaDecision:  # fmt: skip
    """Decide which area reviews the death, and how learning reaches the other. Counted where it is led, once. Errors: Refused, ChangedMeanwhile."""
    row = locked(death_id, "area", by, seen)
    no_problem(area_problem(lead=lead, area=area, agreed_by=agreed_by, why=why))
    past(on, at)
    made = AreaDecision.objects.create(
        death=row, lead=lead.value, area=area.strip(), why=why.strip(), agreed_by=agreed_by.strip(),
        shares_learning=shares_learning.strip(), on=on, made_at=at,
    )  # fmt: skip
    if lead is AreaLead.THERE:
        store(row, state=DeathState.TRANSFERRED.value)
        records.touch(row.record, closed_on=on)
        report(row, "out_of_scope", on, by, at)
    elif row.state == DeathState.TRANSFERRED.value:
        store(row, state=DeathState.NOTIFIED.value)
        records.touch(row.record, closed_on=None)
        report(row, "taken_up_again", on, by, at)
    done(row, Event.AREA, f"Area: {lead.label.lower()}", by, at)
    _settled(row, by, at)
    return made


def scope_of(row: Death) -> ScopeDecision | None:
    """The decision on scope that stands."""
    return ScopeDecision.objects.filter(death=row).order_by("-pk").first()


def area_of(row: Death) -> AreaDecision | None:
    """The decision on the area that stands."""
    return AreaDecision.objects.filter(death=row).order_by("-pk").first()


def _settled(row: Death, by: Viewer, at: datetime) -> None:
    """Once scope and area are both decided, information is gathered. Undecided scope is treated as a child's death, and gathered too."""
    scope, area = scope_of(row), area_of(row)
    if row.state != DeathState.NOTIFIED.value or scope is None or area is None:
        return
    if scope.in_scope == InScope.NO.value or area.lead in {AreaLead.THERE.value, AreaLead.OPEN.value}:
        return
    store(row, state=DeathState.GATHERING.value)
    report(row, "scope", max(scope.on, area.on), by, at)


@transaction.atomic
def decide_first(
    *, death_id: int, question: Question, answer: Immediate, why: str, by_role: str, decided_at: datetime, by: Viewer,
    at: datetime, limbs: Iterable[Limb] = (), seen: int | None = None,
) -> FirstDecision:  # fmt: skip
    """Record one of the decisions of the first hours. A Joint Agency Response begins where one of its criteria is met. Errors: Refused, ChangedMeanwhile."""
    row = locked(death_id, "first", by, seen)
    filled(why, "Say why, or what it waits for.")
    filled(by_role, "Say in which role it was decided.")
    require(decided_at <= at, "It cannot have been decided at a time to come.")
    met = sorted({each.value for each in limbs})
    if question is Question.JAR:
        require(answer is not Immediate.YES or bool(met), "Say which criterion is met: any one is enough.")
        require(answer is Immediate.YES or not met, "A criterion is marked as met: then the answer is yes.")
    made = FirstDecision.objects.create(
        death=row, question=question.value, answer=answer.value, why=why.strip(), by_role=by_role.strip(),
        decided_at=decided_at, made_at=at,
    )  # fmt: skip
    if question is Question.JAR and answer is not Immediate.PENDING:
        _respond(row, met, decided_at, by, at)
    done(row, Event.IMMEDIATE, f"{question.label} {answer.label}", by, at)
    if question is Question.OTHER_CHILDREN and answer is Immediate.YES:
        tell_leads(row, Event.CONCERN, "other children may be at risk: read it now", by, at, urgent=True)
    held = (
        FirstDecision.objects.filter(death=row)
        .exclude(answer=Immediate.PENDING.value)
        .values_list("question", flat=True)
    )
    if set(held) >= {each.value for each in Question}:
        local = decided_at.astimezone(ENGLAND)
        report(row, "first_decisions", local.date(), by, at, local.time().replace(second=0, microsecond=0))
    return made


def _respond(row: Death, met: list[str], decided_at: datetime, by: Viewer, at: datetime) -> None:
    store(row, limbs=met)
    on = decided_at.astimezone(ENGLAND).date()
    if follows(row, JOINT):
        report(row, "jar_again" if met else "not_jar", on, by, at)
    elif met:
        events = {"death": (PartialDate.of(row.died_on), row.died_at)}
        pathways.start(record=row.record, pathway=JOINT, by=actor(by), at=at, events=events)


@transaction.atomic
def relate(
    *, death_id: int, other: str, why: RelatedWhy, note: str, by: Viewer, at: datetime, seen: int | None = None
) -> Related:
    """Say that two deaths belong together: born together, one event, one family. Each keeps its own review and letters. Errors: Refused, ChangedMeanwhile."""
    row = locked(death_id, "related", by, seen)
    found = Record.objects.filter(
        reference=other.strip().upper(), partnership=row.partnership_id, kind="child_death"
    ).first()
    if found is None or found.pk == row.pk:
        raise Refused("There is no other death here with that reference.")
    require(not Related.objects.filter(death=row, other=found.pk).exists(), "They are joined already.")
    made = Related.objects.create(death=row, other_id=found.pk, why=why.value, note=note.strip(), made_at=at)
    Related.objects.get_or_create(
        death_id=found.pk, other=row, defaults={"why": why.value, "note": note.strip(), "made_at": at}
    )
    done(row, Event.RELATED, f"Belongs with {found.reference}: {why.label.lower()}", by, at)
    written(found, Event.RELATED, f"Belongs with {row.record.reference}: {why.label.lower()}", by, at)
    return made


@transaction.atomic
def raise_concern(
    *, death_id: int, what: str, passed_to: str, by: Viewer, at: datetime, seen: int | None = None
) -> None:
    """A concern about another child, found at any time: it went to children's social care at once, apart from the panel's actions. Errors: Refused."""
    row = locked(death_id, "concern", by, seen)
    no_problem(reason_problem(what) and "Say in a sentence what the concern is, without names.")
    filled(passed_to, "Say to whom it was passed, by role, and how. Ring first: this page tells nobody outside.")
    done(row, Event.CONCERN, f"Concern about another child, passed to {passed_to.strip()}: {what.strip()}", by, at)
    tell_leads(row, Event.CONCERN, "a concern about another child was passed on: read it now", by, at, urgent=True)
