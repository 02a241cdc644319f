"""What those who ask do with returns that were sent: chase, extend, change the address, end and send links."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from goldenthread.core.clock import day_of
from goldenthread.design.format import day as day_words
from goldenthread.records import operations as records
from goldenthread.records.viewer import Viewer
from goldenthread.returns import permissions
from goldenthread.returns.models import AnswerLink, Request, Return
from goldenthread.returns.operations.requests import valid_address
from goldenthread.returns.operations.shared import (
    account_of,
    asked_subject,
    asked_words,
    link_ends,
    locked_return,
    plan_of,
    require,
    tell_recipient,
    written,
)
from goldenthread.returns.rules.reminders import next_on
from goldenthread.returns.rules.states import WAITING
from goldenthread.returns.terms import Event, ReturnState

NOT_YOURS = "The business unit, and the chair of the group that asks, do this."
MOST_CHASED = 400


def _mine(row: Return, by: Viewer) -> None:
    require(permissions.may_ask_for(by, row.partnership_id, row.record.group_id), NOT_YOURS)


def _waiting(row: Return) -> None:
    state = ReturnState(row.state)
    require(state in WAITING, f"{row.record.reference} is “{state.label}”: there is no answer to wait for.")


@transaction.atomic
def chase(*, return_ids: Sequence[int], by: Viewer, at: datetime) -> int:
    """Remind organisations by hand; those that have answered are left alone. Returns how many were reminded. Errors: Refused."""
    require(len(return_ids) <= MOST_CHASED, f"Remind {MOST_CHASED} organisations or fewer at once.")
    rows = list(Return.objects.filter(pk__in=list(return_ids)).select_related("record", "organisation").order_by("pk"))
    chased = [row for row in rows if ReturnState(row.state) in WAITING]
    for row in chased:
        _mine(row, by)
        when = "was due" if row.due_on < day_of(at) else "is due"
        tell_recipient(
            row,
            kind=Event.CHASED.value,
            subject=f"{row.record.reference}: the answer {when} on {day_words(row.due_on)}",
            words=asked_words(row),
            by=by,
            at=at,
        )
        row.chased += 1
        row.save(update_fields=["chased"])
        written(record=row.record, verb=Event.CHASED, sentence=f"{row.organisation} was reminded by hand", by=by, at=at)
    return len(chased)


@transaction.atomic
def extend(*, return_id: int, seen: int | None, due_on: date, reason: str, by: Viewer, at: datetime) -> Return:
    """Move the day one return is due, with the reason; the first day stays beside it. Errors: Refused, ChangedMeanwhile."""
    row = locked_return(return_id, seen)
    _mine(row, by)
    _waiting(row)
    require(bool(reason.strip()), "Give the reason.")
    require(due_on != row.due_on, "That is the day it is due already.")
    require(due_on >= day_of(at), "The day it is due has to be today or later.")
    before, row.due_on = row.due_on, due_on
    row.next_reminder_on = next_on(plan_of(Request.objects.get(pk=row.request_id)), due_on, day_of(at))
    row.save(update_fields=["due_on", "next_reminder_on"])
    AnswerLink.objects.filter(answer_to=row, revoked_at__isnull=True).update(expires_at=link_ends(due_on, at))
    records.touch(row.record)
    written(
        record=row.record,
        verb=Event.EXTENDED,
        sentence=f"Due {day_words(due_on)} instead of {day_words(before)}: {reason.strip()}",
        by=by,
        at=at,
    )
    tell_recipient(
        row,
        kind=Event.EXTENDED.value,
        subject=f"{row.record.reference}: it is now due on {day_words(due_on)}",
        words=asked_words(row),
        by=by,
        at=at,
    )
    return row


@transaction.atomic
def resend_link(*, return_id: int, by: Viewer, at: datetime) -> Return:
    """Send a link to whoever is asked, also where they have an account. Errors: Refused."""
    row = locked_return(return_id)
    _mine(row, by)
    _waiting(row)
    tell_recipient(
        row,
        kind=Event.LINK_SENT.value,
        subject=asked_subject(row),
        words=asked_words(row),
        by=by,
        at=at,
        by_link=True,
    )
    written(record=row.record, verb=Event.LINK_SENT, sentence=f"A link was sent to {row.contact_name}", by=by, at=at)
    return row


@transaction.atomic
def end_links(*, return_id: int, by: Viewer, at: datetime, link_id: int | None = None) -> int:
    """End every link of a return, or one; whoever answers by it is out with their next step. Returns how many ended. Errors: Refused."""
    row = locked_return(return_id)
    _mine(row, by)
    alive = AnswerLink.objects.filter(answer_to=row, revoked_at__isnull=True, expires_at__gt=at)
    ended = (alive.filter(pk=link_id) if link_id is not None else alive).update(revoked_at=at)
    require(ended > 0, "No link of it works any more.")
    written(
        record=row.record,
        verb=Event.LINK_ENDED,
        sentence="One link was ended" if ended == 1 else f"{ended} links were ended",
        by=by,
        at=at,
    )
    return ended


@transaction.atomic
def replace_address(
    *,
    return_id: int,
    seen: int | None,
    name: str,
    email: str,
    senior_name: str,
    senior_email: str,
    by: Viewer,
    at: datetime,
) -> Return:
    """Ask an organisation through someone else. Links to a former address end; where it was sent, the new one is asked at once. Errors: Refused, ChangedMeanwhile."""
    row = locked_return(return_id, seen)
    _mine(row, by)
    for address in (email, senior_email):
        require(not address or valid_address(address), f"{address} does not look like an email address.")
    require(bool(name.strip() and email.strip()), "Name the person who is asked, with an email address.")
    require(bool(senior_email.strip()) or not row.sign_off, "Name the senior who signs it off, with an email address.")
    moved = email.strip().lower() != row.contact_email.lower()
    former = [
        address
        for address, now in ((row.contact_email, email), (row.senior_email, senior_email))
        if address and address.lower() != now.strip().lower()
    ]
    AnswerLink.objects.filter(answer_to=row, email__in=former, revoked_at__isnull=True).update(revoked_at=at)
    row.contact_name, row.contact_email = name.strip(), email.strip()
    row.senior_name, row.senior_email = senior_name.strip(), senior_email.strip()
    row.contact_person_id = account_of(row.partnership_id, row.organisation_id, row.contact_email, day_of(at))
    row.senior_person_id = account_of(row.partnership_id, row.organisation_id, row.senior_email, day_of(at))
    row.save()
    records.touch(row.record)
    written(
        record=row.record,
        verb=Event.ADDRESSED,
        sentence=f"{row.organisation} is asked through {row.contact_name}",
        by=by,
        at=at,
    )
    if moved and ReturnState(row.state) in WAITING:
        tell_recipient(row, kind=Event.SENT.value, subject=asked_subject(row), words=asked_words(row), by=by, at=at)
    return row
