"""The yearly round: every agency is asked who sits where, answers, and is reminded; the keeper does what the answers ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from goldenthread.accounts import operations as accounts
from goldenthread.accounts.links import NOTICE
from goldenthread.administration.models import Confirmation, ConfirmationRound
from goldenthread.administration.operations.people import _leaves_nothing, _tell
from goldenthread.administration.operations.shared import actor, require_keeper, worded
from goldenthread.administration.queries.confirming import newest_round, places
from goldenthread.administration.rules.confirming import leads, may_answer, standing
from goldenthread.administration.terms import Answer, Event, Standing
from goldenthread.core.clock import day_of
from goldenthread.design.format import day as day_words
from goldenthread.history import operations as history
from goldenthread.history.operations import About
from goldenthread.messages import operations as messages
from goldenthread.partnership import operations as partnership
from goldenthread.partnership.models import Partnership, Post, Seat
from goldenthread.partnership.terms import Role
from goldenthread.records.operations import Refused
from goldenthread.records.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Said:
    """An answer about one place."""

    answer: Answer
    name: str = ""
    email: str = ""


@transaction.atomic
def start_round(*, partnership_id: int, due_on: date, by: Viewer, at: datetime) -> ConfirmationRound:
    """Ask every agency to confirm its seats and posts by a day. Errors: Refused, also while nobody holds any."""
    require_keeper(by, partnership_id)
    today = day_of(at)
    if due_on < today:
        raise Refused("The day by which they answer lies in the past.")
    Partnership.objects.select_for_update().get(pk=partnership_id)
    last = newest_round(partnership_id)
    if last is not None and last.started_on == today:
        raise Refused("A round was started today already.")
    row = ConfirmationRound.objects.create(
        partnership_id=partnership_id, started_on=today, due_on=due_on, started_by_id=by.person_id, started_at=at
    )
    asked = _ask(row, by, at, "Please confirm who sits where for your organisation", urgent=False)
    _note(
        Event.ROUND_STARTED,
        f"{_counted(asked)} asked to confirm seats and posts by {day_words(due_on)}",
        partnership_id,
        by,
        at,
        round=row.pk,
    )
    return row


@transaction.atomic
def remind_silent(*, partnership_id: int, by: Viewer, at: datetime) -> int:
    """Remind everyone who is asked for an organisation of which something was not answered. Returns how many people. Errors: Refused."""
    require_keeper(by, partnership_id)
    row = newest_round(partnership_id)
    if row is None:
        raise Refused("No round was started yet.")
    asked = _ask(row, by, at, f"Reminder: confirm who sits where by {day_words(row.due_on)}", urgent=True)
    if not asked:
        raise Refused("Everyone has answered.")
    row.reminded_at = at
    row.save(update_fields=["reminded_at"])
    _note(Event.CHASED, f"{_counted(asked)} reminded to confirm seats and posts", partnership_id, by, at, round=row.pk)
    return asked


def _ask(row: ConfirmationRound, by: Viewer, at: datetime, subject: str, *, urgent: bool) -> int:
    found = places(row.partnership_id, row.pk, day_of(at))
    silent = {place.organisation for place in found if standing(place, row.started_on) is Standing.SILENT}
    people = frozenset().union(*(leads(found, organisation) for organisation in silent)) if silent else frozenset()
    key = Partnership.objects.values_list("key", flat=True).get(pk=row.partnership_id)
    messages.notify(
        people=people,
        kind=Event.ROUND_STARTED.value,
        subject=subject,
        partnership_id=row.partnership_id,
        address=f"/{key}/about/seats/",
        at=at,
        urgent=urgent,
    )
    return len(people)


@transaction.atomic
def answer_round(*, partnership_id: int, said: Mapping[str, Said], by: Viewer, at: datetime) -> int:
    """Say how places stand, each by its key; said again, the last word holds. Returns how many. Errors: Refused."""
    row = newest_round(partnership_id)
    if row is None:
        raise Refused("No round was started yet.")
    found = {place.key: place for place in places(partnership_id, row.pk, day_of(at))}
    organisations = by.organisations(partnership_id)
    names = []
    for key, answer in said.items():
        place = found.get(key)
        if place is None or not may_answer(place, by.person_id, organisations):
            raise Refused("One of these is not your organisation's any more. Open the page again.")
        if answer.answer is Answer.OTHER and not (answer.name.strip() and answer.email.strip()):
            raise Refused(f"{place.words}: give the name and the e-mail address of whoever should hold it.")
        kind, _, number = key.partition(":")
        which: dict[str, Any] = {f"{kind}_id": int(number)}
        Confirmation.objects.update_or_create(
            round=row,
            **which,
            defaults={
                "partnership_id": partnership_id,
                "answer": answer.answer.value,
                "name": answer.name.strip() if answer.answer is Answer.OTHER else "",
                "email": answer.email.strip().lower() if answer.answer is Answer.OTHER else "",
                "by_id": by.person_id,
                "at": at,
                "settled_at": None,
            },
        )
        names.append(f"{place.words}: {answer.answer.label.lower()}")
    if names:
        _note(Event.CONFIRMED, "; ".join(names)[:500], partnership_id, by, at, round=row.pk, keys=sorted(said))
    return len(names)


@transaction.atomic
def settle_answer(*, partnership_id: int, confirmation_id: int, by: Viewer, at: datetime) -> str:
    """Do what an answer asks: make a seat vacant or end a post, and give it to whoever was named, who is invited. Returns a sentence. Errors: Refused."""
    require_keeper(by, partnership_id)
    row = (
        Confirmation.objects.select_for_update()
        .filter(pk=confirmation_id, partnership=partnership_id, settled_at__isnull=True)
        .exclude(answer=Answer.RIGHT.value)
        .first()
    )
    if row is None:
        raise Refused("That was settled already, or answered otherwise.")
    with worded():
        said = _settle_seat(row, by, at) if row.seat_id else _settle_post(row, by, at)
    row.settled_at = at
    row.save(update_fields=["settled_at"])
    _note(Event.SETTLED, said, partnership_id, by, at, confirmation=row.pk)
    return said


def _settle_seat(row: Confirmation, by: Viewer, at: datetime) -> str:
    assert row.seat_id is not None
    seat = Seat.objects.select_related("group").get(pk=row.seat_id)
    person = _named(row, seat.organisation_id, by, at)
    if seat.person_id:
        _leaves_nothing(row.partnership_id, seat.person_id, at, ending=seat)
    partnership.hand_over_seat(seat_id=seat.pk, person_id=person, on=day_of(at), by=actor(by), at=at)
    return f"{row.name} sits in {seat.group} now" if person else f"The seat in {seat.group} is vacant now"


def _settle_post(row: Confirmation, by: Viewer, at: datetime) -> str:
    assert row.post_id is not None
    post = Post.objects.get(pk=row.post_id)
    _leaves_nothing(row.partnership_id, post.person_id, at, ending=post)
    _named(row, post.organisation_id, by, at, Role(post.role), post.title)
    partnership.end_post(post_id=post.pk, on=day_of(at), by=actor(by), at=at)
    return f"{row.name} holds the post now" if row.name else "The post has ended"


def _named(
    row: Confirmation, organisation_id: int | None, by: Viewer, at: datetime, role: Role = Role.MEMBER, title: str = ""
) -> int | None:
    """The person who was named, invited and with a post for the organisation; None when nobody was."""
    if row.answer != Answer.OTHER.value:
        return None
    fact = Partnership.objects.get(pk=row.partnership_id)
    invited = accounts.invite(email=row.email, name=row.name, by=actor(by), at=at, fictional=fact.fictional)
    held = Post.objects.filter(
        partnership=fact, person=invited.person, role=role.value, organisation=organisation_id, ends_on__isnull=True
    )
    if not held.exists():
        partnership.give_post(
            partnership_id=fact.pk,
            person_id=invited.person.pk,
            role=role,
            organisation_id=organisation_id,
            title=title,
            on=day_of(at),
            by=actor(by),
            at=at,
        )
    if invited.path:
        subject = f"{by.name} invites you to {fact.name}: set a password to begin"
        _tell(invited.person.pk, fact.pk, NOTICE, subject, "/account/", at)
    return invited.person.pk


def _counted(people: int) -> str:
    return "1 person was" if people == 1 else f"{people} people were"


def _note(verb: Event, sentence: str, partnership_id: int, by: Viewer, at: datetime, **details: object) -> None:
    history.write(verb=verb, sentence=sentence, by=actor(by), at=at, about=About(partnership_id), details=details)
