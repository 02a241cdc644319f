"""What a person holds in a partnership and somebody has to take over, as far as whoever is told to the database may see it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Exists, Q

from goldenthread.accounts.models import Person
from goldenthread.administration.models import Departure
from goldenthread.administration.rules import Thing
from goldenthread.oversight.models import Risk
from goldenthread.oversight.terms import RiskState
from goldenthread.partnership.models import Post, Seat
from goldenthread.partnership.queries import current
from goldenthread.partnership.terms import Role, SeatRole
from goldenthread.returns.models import AnswerLink, Return
from goldenthread.returns.rules.states import WAITING
from goldenthread.returns.terms import LinkKind, ReturnState
from goldenthread.thread.models import Action
from goldenthread.thread.rules.states import OPEN
from goldenthread.thread.terms import ActionState

ASKED = [state.value for state in (ReturnState.DRAFT, *WAITING)]


def held_things(partnership_id: int, person_id: int, email: str, day: date, at: datetime) -> list[Thing]:
    """Everything, in the order a page lists it. Six queries."""
    return [
        *_actions(partnership_id, person_id),
        *_risks(partnership_id, person_id),
        *_returns(partnership_id, person_id, email),
        *_sections(partnership_id, email, at),
        *_seats(partnership_id, person_id, day),
        *_posts(partnership_id, person_id, day),
    ]


def _actions(partnership_id: int, person_id: int) -> Iterator[Thing]:
    rows = Action.objects.filter(
        partnership=partnership_id, owner_person=person_id, state__in=[state.value for state in OPEN]
    ).select_related("record")
    for row in rows.order_by("due_on", "pk"):
        state = ActionState(row.state).label.lower()
        yield Thing(
            f"action:{row.pk}",
            row.text,
            f"Action {row.record.reference}, {state}",
            True,
            f"actions/{row.record.reference}",
        )


def _risks(partnership_id: int, person_id: int) -> Iterator[Thing]:
    rows = Risk.objects.filter(partnership=partnership_id, owner=person_id, state=RiskState.OPEN.value).select_related(
        "record"
    )
    for row in rows.order_by("pk"):
        yield Thing(
            f"risk:{row.pk}", row.text, f"Risk {row.record.reference}", True, f"oversight/risks/{row.record.reference}"
        )


def _returns(partnership_id: int, person_id: int, email: str) -> Iterator[Thing]:
    contact = Q(contact_person=person_id) | Q(contact_email__iexact=email)
    senior = Q(senior_person=person_id) | Q(senior_email__iexact=email)
    rows = Return.objects.filter(contact | senior, partnership=partnership_id, state__in=ASKED).select_related(
        "record", "organisation"
    )
    for row in rows.order_by("due_on", "pk"):
        place = f"returns/{row.record.reference}"
        if row.contact_person_id == person_id or row.contact_email.lower() == email.lower():
            label = f"Answers for {row.organisation}"
            yield Thing(f"contact:{row.pk}", label, f"Return {row.record.reference}", True, place)
        if row.senior_person_id == person_id or row.senior_email.lower() == email.lower():
            label = f"Signs off for {row.organisation}"
            yield Thing(f"senior:{row.pk}", label, f"Return {row.record.reference}", row.sign_off, place)


def _sections(partnership_id: int, email: str, at: datetime) -> Iterator[Thing]:
    rows = AnswerLink.objects.filter(
        answer_to__partnership=partnership_id,
        kind=LinkKind.DELEGATE.value,
        email__iexact=email,
        revoked_at__isnull=True,
        expires_at__gt=at,
        answer_to__state__in=ASKED,
    ).select_related("answer_to__record")
    for row in rows.order_by("pk"):
        yield Thing(
            f"section:{row.pk}",
            "A section that was passed to them goes back to whoever answers",
            f"Return {row.answer_to.record.reference}",
            False,
            asked=True,
        )


def _seats(partnership_id: int, person_id: int, day: date) -> Iterator[Thing]:
    rows = Seat.objects.filter(current(day), person=person_id, group__partnership=partnership_id)
    for row in rows.select_related("group", "organisation").order_by("group__number", "pk"):
        where = f" for {row.organisation}" if row.organisation else ""
        yield Thing(
            f"seat:{row.pk}",
            f"{SeatRole(row.role).label} of {row.group}{where}",
            "Seat",
            False,
            f"about/groups/{row.group.key}",
        )


def _posts(partnership_id: int, person_id: int, day: date) -> Iterator[Thing]:
    rows = Post.objects.filter(current(day), person=person_id, partnership=partnership_id)
    for row in rows.select_related("organisation").order_by("pk"):
        where = f", {row.organisation}" if row.organisation else ""
        yield Thing(f"post:{row.pk}", f"{Role(row.role).label}{where}", "Post", False, asked=True)


def works_here(partnership_id: int, person_id: int, day: date) -> Person | None:
    """The person, if they hold a post or a seat in the partnership on the day. One query."""
    posts = Post.objects.filter(current(day), partnership=partnership_id, person=person_id)
    seats = Seat.objects.filter(current(day), group__partnership=partnership_id, person=person_id)
    return Person.objects.filter(Exists(posts) | Exists(seats), pk=person_id).first()


def planned_departure(partnership_id: int, person_id: int) -> Departure | None:
    """A person's leaving that is not carried out yet, or None."""
    return (
        Departure.objects.filter(
            partnership=partnership_id, person=person_id, done_at__isnull=True, withdrawn_at__isnull=True
        )
        .select_related("successor", "decided_by")
        .first()
    )
