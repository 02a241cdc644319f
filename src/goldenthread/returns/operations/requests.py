"""Writing a request, naming whom it is asked of, sending it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from goldenthread.core.clock import day_of
from goldenthread.partnership.models import Group, PartnershipOrganisation
from goldenthread.records import operations as records
from goldenthread.records.models import Record
from goldenthread.records.terms import RecordKind
from goldenthread.records.viewer import Viewer
from goldenthread.returns import permissions
from goldenthread.returns.models import QuestionnaireVersion, Request, Return
from goldenthread.returns.operations.lifecycle import take
from goldenthread.returns.operations.shared import account_of, locked_request, require, written
from goldenthread.returns.rules.reminders import Plan, plan_problem
from goldenthread.returns.terms import Event, ReturnState

NOT_YOURS = "The business unit, and the chair of the group that asks, write and send requests."
MOST_RECIPIENTS = 400


@dataclass(frozen=True, slots=True)
class Recipient:
    """An organisation that is asked, the person it is asked through, and the senior who signs off or is told when it is late."""

    organisation_id: int
    name: str = ""
    email: str = ""
    senior_name: str = ""
    senior_email: str = ""


@dataclass(frozen=True, slots=True)
class RequestDraft:
    """What a request says."""

    title: str
    message: str
    due_on: date
    version_id: int
    about: Record | None = None
    theme: str = ""
    statutory_basis: str = ""
    sign_off: bool = False
    plan: Plan = field(default_factory=Plan)


def _check(draft: RequestDraft, partnership_id: int, at: datetime) -> QuestionnaireVersion:
    version = QuestionnaireVersion.objects.filter(pk=draft.version_id, partnership=partnership_id).first()
    require(version is not None and version.published_at is not None, "Choose a questionnaire that is published.")
    assert version is not None
    require(bool(draft.title.strip()), "Say what is asked, without naming anyone.")
    require(bool(draft.message.strip()), "Write a covering message.")
    require(
        draft.about is None or draft.about.partnership_id == partnership_id, "That record is of another partnership."
    )
    require(draft.about is not None or bool(draft.theme.strip()), "Say which record or which theme it is about.")
    require(draft.due_on >= day_of(at), "The day it is due has to be today or later.")
    problem = plan_problem(draft.plan)
    require(problem is None, problem or "")
    return version


@transaction.atomic
def make_request(
    *, group: Group, draft: RequestDraft, by: Viewer, at: datetime, recipients: Iterable[Recipient] = ()
) -> Request:
    """Write a request for a group, and name whom it is asked of where that is known. Nothing is sent. Errors: Refused."""
    require(permissions.may_ask_for(by, group.partnership_id, group.pk), NOT_YOURS)
    _check(draft, group.partnership_id, at)
    record = records.make_record(
        kind=RecordKind.REQUEST,
        partnership_id=group.partnership_id,
        group=group,
        circle=records.group_circle(group),
        title=draft.title,
        at=at,
        happened=day_of(at).isoformat(),
        happened_on=day_of(at),
    )
    row = Request(record=record, partnership_id=group.partnership_id)
    _fill(row, draft)
    row.save(force_insert=True)
    written(record=record, verb=Event.MADE, sentence=f"Request written: {draft.title}", by=by, at=at)
    _add(row, list(recipients), by, at)
    return row


def _fill(row: Request, draft: RequestDraft) -> None:
    row.version_id, row.about, row.theme = draft.version_id, draft.about, draft.theme.strip()
    row.message, row.statutory_basis = draft.message.strip(), draft.statutory_basis.strip()
    row.due_on, row.sign_off = draft.due_on, draft.sign_off
    row.remind_before, row.remind_after = sorted(draft.plan.before, reverse=True), sorted(draft.plan.after)
    row.remind_on_day, row.escalate_after = draft.plan.on_day, draft.plan.escalate_after


@transaction.atomic
def edit_request(*, request_id: int, seen: int | None, draft: RequestDraft, by: Viewer, at: datetime) -> Request:
    """Change what a request says, until it was sent to anyone. Errors: Refused, ChangedMeanwhile."""
    row = locked_request(request_id, seen)
    require(permissions.may_ask_for(by, row.partnership_id, row.record.group_id), NOT_YOURS)
    require(row.sent_at is None, "It was sent already: reopen or extend single returns, or write another request.")
    _check(draft, row.partnership_id, at)
    _fill(row, draft)
    row.save()
    records.touch(row.record, title=draft.title[:400])
    for answer_to in Return.objects.filter(request=row).select_related("record"):
        _copy(row, answer_to)
        answer_to.save()
        records.touch(answer_to.record, title=draft.title[:400])
    written(record=row.record, verb=Event.CHANGED, sentence="What is asked was changed", by=by, at=at)
    return row


def _copy(request: Request, row: Return) -> None:
    """What a return says by itself of its request, whose row the organisation does not see."""
    row.version_id, row.message, row.statutory_basis = request.version_id, request.message, request.statutory_basis
    row.sign_off, row.due_on, row.first_due_on = request.sign_off, request.due_on, request.due_on


@transaction.atomic
def set_recipients(
    *, request_id: int, seen: int | None, recipients: Sequence[Recipient], by: Viewer, at: datetime
) -> Request:
    """Name whom a request is asked of: those not sent yet are these and no others; whoever was sent it stays. Errors: Refused, ChangedMeanwhile."""
    row = locked_request(request_id, seen)
    require(permissions.may_ask_for(by, row.partnership_id, row.record.group_id), NOT_YOURS)
    require(len(recipients) <= MOST_RECIPIENTS, f"Ask {MOST_RECIPIENTS} organisations or fewer in one request.")
    require(len({each.organisation_id for each in recipients}) == len(recipients), "An organisation is there twice.")
    held = {each.organisation_id: each for each in Return.objects.filter(request=row).select_related("record")}
    wanted = {each.organisation_id: each for each in recipients}
    _add(row, [each for pk, each in wanted.items() if pk not in held], by, at)
    for organisation_id, answer_to in held.items():
        state, each = ReturnState(answer_to.state), wanted.get(organisation_id)
        if each is not None and state in {ReturnState.DRAFT, ReturnState.WITHDRAWN}:
            _address(answer_to, each, day_of(at))
            answer_to.state = ReturnState.DRAFT.value if answer_to.sent_at is None else answer_to.state
            answer_to.save()
        elif each is None and state is ReturnState.DRAFT:
            take(answer_to, ReturnState.WITHDRAWN, by, at)
    records.touch(row.record)
    written(record=row.record, verb=Event.CHANGED, sentence=f"Asked of {len(wanted)} organisations", by=by, at=at)
    return row


def _add(row: Request, recipients: Sequence[Recipient], by: Viewer, at: datetime) -> None:
    """A draft return for each; the organisation sees it once it is sent."""
    asked = [each.organisation_id for each in recipients]
    known = set(
        PartnershipOrganisation.objects.filter(partnership=row.partnership_id, organisation__in=asked).values_list(
            "organisation_id", flat=True
        )
    )
    require(set(asked) <= known, "Choose from the organisations of this partnership.")
    group = Group.objects.get(pk=row.record.group_id or 0)
    circle = records.group_circle(group) if recipients else None
    for each in recipients:
        assert circle is not None
        record = records.make_record(
            kind=RecordKind.RETURN,
            partnership_id=row.partnership_id,
            group=group,
            circle=circle,
            title=row.record.title,
            at=at,
            happened=day_of(at).isoformat(),
            happened_on=day_of(at),
        )
        answer_to = Return(
            record=record, partnership_id=row.partnership_id, request=row, organisation_id=each.organisation_id
        )
        _copy(row, answer_to)
        _address(answer_to, each, day_of(at))
        answer_to.save(force_insert=True)


def _address(row: Return, each: Recipient, on: date) -> None:
    for name, email in ((each.name, each.email), (each.senior_name, each.senior_email)):
        require(not email or valid_address(email), f"{email} does not look like an email address.")
        require(bool(name.strip()) or not email, f"Give the name of whoever reads {email}.")
    row.contact_name, row.contact_email = each.name.strip(), each.email.strip()
    row.senior_name, row.senior_email = each.senior_name.strip(), each.senior_email.strip()
    row.contact_person_id = account_of(row.partnership_id, row.organisation_id, row.contact_email, on)
    row.senior_person_id = account_of(row.partnership_id, row.organisation_id, row.senior_email, on)


def valid_address(email: str) -> bool:
    """Whether it looks like an email address on one line."""
    try:
        validate_email(email)
    except ValidationError:
        return False
    return True


@transaction.atomic
def send(*, request_id: int, seen: int | None, by: Viewer, at: datetime) -> int:
    """Send a request to everyone who was named and not asked yet; returns how many. All or none. Errors: Refused, ChangedMeanwhile."""
    row = locked_request(request_id, seen)
    require(permissions.may_ask_for(by, row.partnership_id, row.record.group_id), NOT_YOURS)
    waiting = list(
        Return.objects.filter(request=row, state=ReturnState.DRAFT.value)
        .select_related("record", "organisation", "version")
        .order_by("pk")
    )
    require(bool(waiting), "There is nobody to send it to: name the organisations first.")
    for answer_to in waiting:
        require(
            bool(answer_to.contact_email),
            f"Name the person at {answer_to.organisation} who is asked, with an email address.",
        )
        take(answer_to, ReturnState.SENT, by, at)
    records.touch(row.record)
    written(record=row.record, verb=Event.SENT, sentence=f"Sent to {len(waiting)} organisations", by=by, at=at)
    return len(waiting)
