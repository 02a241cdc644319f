"""Approaches to a family member and what came of them. Declined is an answer; so is a changed mind, whenever it comes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from goldenthread.core.clock import day_of
from goldenthread.core.dates import day_in_words
from goldenthread.families.models import Contact
from goldenthread.families.operations.shared import beside, corrected, locked, no_problem, standing_row, written
from goldenthread.families.queries.family import Held
from goldenthread.families.rules.family import contact_problem, reason_problem
from goldenthread.families.terms import Event, Method, Offer, Outcome
from goldenthread.records.viewer import Viewer


@transaction.atomic
def record_contact(
    *,
    member_id: int,
    on: date,
    by_role: str,
    method: Method,
    outcome: Outcome,
    by: Viewer,
    at: datetime,
    what: str = "",
    why: str = "",
    agreed_by: str = "",
    offers: Iterable[Offer] = (),
) -> Contact:
    """An approach and what came of it, or the reason for none. Also after a record is closed and published. Errors: Refused.

    Under a binding restriction of that day it is written down who agreed, or why it was right nonetheless.
    """
    held = locked(member_id, by, named=True)
    row = _make(held, on, by_role, method, outcome, what, why, agreed_by, offers, by, at)
    sentence = f"{held.row.label}, {day_in_words(on)}: {outcome.label.lower()}"
    written(held.row.record, Event.CONTACT, sentence, by, at)
    return row


@transaction.atomic
def correct_contact(
    *,
    member_id: int,
    row_id: int,
    reason: str,
    on: date,
    by_role: str,
    method: Method,
    outcome: Outcome,
    by: Viewer,
    at: datetime,
    what: str = "",
    why: str = "",
    agreed_by: str = "",
    offers: Iterable[Offer] = (),
) -> Contact:
    """Another row takes the place of a contact, with the reason; both stay to be read. Errors: Refused."""
    held = locked(member_id, by, named=True)
    before = standing_row(Contact, held, row_id, by)
    no_problem(reason_problem(reason, "Say in a sentence why it is corrected."))
    row = _make(held, on, by_role, method, outcome, what, why, agreed_by, offers, by, at, before, reason.strip())
    corrected(held, "contact", before, by, at)
    return row


def _make(
    held: Held,
    on: date,
    by_role: str,
    method: Method,
    outcome: Outcome,
    what: str,
    why: str,
    agreed_by: str,
    offers: Iterable[Offer],
    by: Viewer,
    at: datetime,
    corrects: Contact | None = None,
    correction_why: str = "",
) -> Contact:
    no_problem(
        contact_problem(
            outcome=outcome,
            method=method,
            on=on,
            why=why,
            agreed_by=agreed_by,
            restricted=held.facts.restricted(on),
            earlier=[row for row in held.facts.contacts if corrects is None or row.id != corrects.pk],
            today=day_of(at),
        )
    )
    return Contact.objects.create(
        **beside(held, by, at, on, by_role),
        method=method.value,
        outcome=outcome.value,
        what=what.strip(),
        why=why.strip(),
        agreed_by=agreed_by.strip(),
        offers=[offer.value for offer in dict.fromkeys(offers)],
        corrects=corrects,
        correction_why=correction_why,
    )
