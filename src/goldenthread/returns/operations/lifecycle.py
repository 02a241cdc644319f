"""Taking a return from one state to another: one operation over the one table."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime

from django.db import transaction

from goldenthread.core.clock import day_of
from goldenthread.records import operations as records
from goldenthread.records.terms import CircleRole
from goldenthread.records.viewer import Viewer
from goldenthread.returns import permissions
from goldenthread.returns.models import Answer, AnswerLink, Request, Return, Submission
from goldenthread.returns.operations.shared import (
    asked_subject,
    asked_words,
    link_ends,
    locked_return,
    mail_without_link,
    plan_of,
    require,
    tell_askers,
    tell_recipient,
    tell_senior,
    written,
)
from goldenthread.returns.permissions import Answerer
from goldenthread.returns.rules import states
from goldenthread.returns.rules.answering import Given, missing
from goldenthread.returns.rules.definition import draft
from goldenthread.returns.rules.reminders import next_on
from goldenthread.returns.rules.states import ANSWERED, Part
from goldenthread.returns.terms import AnswerState, Event, ReturnState


@transaction.atomic
def move(
    *,
    return_id: int,
    seen: int | None,
    to: ReturnState,
    by: Viewer | Answerer,
    at: datetime,
    reason: str = "",
    due_on: date | None = None,
) -> Return:
    """Take a return to another state: checked against the table, written in history, told to whom it says.

    Reopening may give a new due day. Errors: Refused with every obstacle in sentences; ChangedMeanwhile when someone was faster.
    """
    row = locked_return(return_id, seen)
    return take(row, to, by, at, reason=reason, due_on=due_on)


def take(
    row: Return, to: ReturnState, by: Viewer | Answerer, at: datetime, *, reason: str = "", due_on: date | None = None
) -> Return:
    """The same for a return that is locked already. Errors: Refused."""
    before = ReturnState(row.state)
    transition = states.TRANSITIONS[before].get(to)
    wanting = _missing(row) if to in {ReturnState.RETURNED, ReturnState.WITH_SENIOR} else 0
    published = row.version.published_at is not None
    facts = permissions.facts(row, missing=wanting, reason=reason, published=published)
    if transition is None:
        require(False, states.unmet(facts, to)[0])
        return row
    held = by.parts if isinstance(by, Answerer) else permissions.parts(by, row)
    require(states.may(held, before, to), f"“{transition.label}” is for {_who(transition)}.")
    obstacles = states.unmet(facts, to)
    require(not obstacles, " ".join(obstacles))
    require(due_on is None or due_on >= day_of(at), "The day it is due has to be today or later.")
    _change(row, to, by, at, reason.strip(), due_on)
    because = f": {reason.strip()}" if reason.strip() else ""
    written(
        record=row.record,
        verb=transition.event,
        sentence=f"{row.organisation}: {transition.event.label.lower()}{because}",
        by=by,
        at=at,
        details={"from": before.value, "to": to.value},
    )
    _tell(row, before, transition, by, at)
    return row


def _change(
    row: Return, to: ReturnState, by: Viewer | Answerer, at: datetime, reason: str, due_on: date | None
) -> None:
    row.state, today = to.value, day_of(at)
    if reason or to is ReturnState.RETURNED:
        row.reason = reason
    if to is ReturnState.OPENED:
        row.opened_at = row.heard_at = at
    if to in ANSWERED:
        row.answered_at, row.answered_by, row.heard_at, row.next_reminder_on = at, by.name, at, None
        _submit(row, to, by, at, reason)
    if to is ReturnState.WITHDRAWN:
        row.next_reminder_on = None
        AnswerLink.objects.filter(answer_to=row, revoked_at__isnull=True).update(revoked_at=at)
    if to in {ReturnState.SENT, ReturnState.REOPENED}:
        _ask(row, at, today, due_on)
    row.save()
    closes = to in ANSWERED or to is ReturnState.WITHDRAWN
    records.touch(row.record, closed_on=today if closes else None)


def _ask(row: Return, at: datetime, today: date, due_on: date | None) -> None:
    """What happens to a return when its organisation is asked, or asked again."""
    request = Request.objects.get(pk=row.request_id)
    if due_on is not None:
        row.due_on = due_on
    row.sent_at = row.sent_at or at
    row.answered_at = None
    row.next_reminder_on = next_on(plan_of(request), row.due_on, today)
    AnswerLink.objects.filter(answer_to=row, revoked_at__isnull=True).update(expires_at=link_ends(row.due_on, at))
    circle = records.organisation_circle(row.partnership_id, row.organisation_id)
    records.share(record=row.record, circles=[circle], role=CircleRole.CONTRIBUTOR)
    if request.sent_at is None:
        Request.objects.filter(pk=request.pk).update(sent_at=at)


def _submit(row: Return, to: ReturnState, by: Viewer | Answerer, at: datetime, reason: str) -> None:
    given = list(Answer.objects.filter(answer_to=row).order_by("question").values_list("question", "state", "value"))
    content = json.dumps([row.version_id, to.value, reason, given], sort_keys=True, default=str)
    signed = isinstance(by, Answerer) and Part.SENIOR in by.parts and row.sign_off and to is ReturnState.RETURNED
    last = Submission.objects.filter(answer_to=row).order_by("-number").values_list("number", flat=True).first()
    Submission.objects.create(
        answer_to=row,
        number=(last or 0) + 1,
        outcome=to.value,
        by_name=by.name,
        signed_off_by=by.name if signed else "",
        reason=reason,
        answers=len(given),
        digest=hashlib.sha256(content.encode()).hexdigest(),
        at=at,
    )


def _tell(row: Return, before: ReturnState, transition: states.Transition, by: Viewer | Answerer, at: datetime) -> None:
    verb = transition.event
    if {Part.UNIT, Part.CHAIR} & transition.tells:
        tell_askers(row, verb=verb, at=at, by=by, with_chair=Part.CHAIR in transition.tells)
    if Part.SENIOR in transition.tells:
        tell_senior(
            row,
            kind=verb.value,
            subject=f"{row.record.reference}: waiting for your sign-off",
            words=f"{by.name} has answered for {row.organisation} and asks you to sign it off. The link is for you alone: each time, a code is sent to this address.",
            by=by,
            at=at,
        )
    if (Part.RECIPIENT in transition.tells and before is not ReturnState.DRAFT) or verb is Event.SENT:
        if verb is Event.SENT:
            subject, words = asked_subject(row), asked_words(row)
        else:
            subject = f"{row.record.reference}: {verb.label.lower()}"
            words = {
                Event.REOPENED: "The partnership asks for something more and says why on the page.",
                Event.SENT_BACK: "Your senior asks for changes before it is sent in, and says why on the page.",
                Event.RETURNED: "Your senior has signed it off and it was sent in. The receipt is on the page.",
                Event.WITHDRAWN: "You need not answer it any more.",
            }[verb]
        if row.state == ReturnState.WITHDRAWN.value and not row.contact_person_id:
            # No link goes with this one: those that went before have just ended.
            mail_without_link(row, kind=verb.value, subject=subject, words=words, at=at)
        else:
            tell_recipient(row, kind=verb.value, subject=subject, words=words, by=by, at=at)


def _missing(row: Return) -> int:
    """How many questions that must be considered were not."""
    return len(missing(draft(row.version.content), answers_of(row)))


def answers_of(row: Return) -> dict[str, Given]:
    """The answers of a return as the rules take them."""
    rows = Answer.objects.filter(answer_to=row).values_list("question", "state", "value")
    return {question: Given(AnswerState(state), value) for question, state, value in rows}


def _who(transition: states.Transition) -> str:
    """Who may, in words and always in the same order."""
    return " or ".join(part.value for part in Part if part in transition.who)
