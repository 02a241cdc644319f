"""A person leaves: everything they hold goes to their successors in one transaction, on their day, and nothing stays unassigned.

The worker carries it out, within seconds or on a later day: it sees what the person who decided it may not.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from goldenthread.accounts import operations as accounts
from goldenthread.accounts.models import Person
from goldenthread.administration.models import Departure
from goldenthread.administration.operations.people import _tell
from goldenthread.administration.operations.shared import KEEPERS, actor, require_keeper, worded
from goldenthread.administration.queries.leaving import held_things, planned_departure, works_here
from goldenthread.administration.queries.people import open_actions_of
from goldenthread.administration.rules import Thing, Unassigned, hand_over
from goldenthread.administration.terms import Event
from goldenthread.core.clock import day_of
from goldenthread.database.viewer import working_in
from goldenthread.design.format import day as day_words
from goldenthread.history import operations as history
from goldenthread.history.actor import Actor
from goldenthread.history.operations import About
from goldenthread.messages import operations as messages
from goldenthread.oversight.operations import hand_over_risk
from goldenthread.partnership import operations as partnership
from goldenthread.partnership.models import Partnership, Post, Seat
from goldenthread.partnership.queries import current
from goldenthread.partnership.terms import Role
from goldenthread.records.models import Exclusion
from goldenthread.records.operations import Refused
from goldenthread.records.queries import load_viewer
from goldenthread.records.viewer import Viewer
from goldenthread.returns import operations as returns
from goldenthread.returns.models import AnswerLink, Return
from goldenthread.thread import operations as thread
from goldenthread.thread.models import Action

BATCH = 20
REASON = "{} left"


@transaction.atomic
def plan_departure(
    *,
    partnership_id: int,
    person_id: int,
    on: date,
    successor: int | None,
    chosen: Mapping[str, int | None],
    by: Viewer,
    at: datetime,
) -> Departure:
    """Set the day from which a person no longer works here, and who takes over. Planned again, the last plan holds. Errors: Refused."""
    require_keeper(by, partnership_id)
    if person_id == by.person_id:
        raise Refused("You cannot hand over for yourself: ask another administrator, or the business manager.")
    person = works_here(partnership_id, person_id, day_of(at))
    if person is None:
        raise Refused("This person holds nothing here.")
    if on < day_of(at):
        raise Refused("The day lies in the past: give today, or a later day.")
    _check_successors({successor, *chosen.values()} - {None}, partnership_id, person_id, by, at)
    owned = open_actions_of(partnership_id, person_id)
    if owned and not by.in_unit(partnership_id):
        raise Refused("They own open actions here: the business manager hands those over, who may read them.")
    things = held_things(partnership_id, person_id, person.email, by.day, at)
    try:
        hand_over(things, chosen, successor, person_id)
    except Unassigned as lost:
        raise Refused(str(lost)) from None
    hidden = owned - sum(thing.key.startswith("action:") for thing in things)
    if hidden > 0 and successor is None:
        raise Refused(
            f"They own open actions that you may not see ({hidden}): choose who takes over everything that is not named below."
        )
    Departure.objects.filter(
        partnership=partnership_id, person=person_id, done_at__isnull=True, withdrawn_at__isnull=True
    ).update(withdrawn_at=at)
    row = Departure.objects.create(
        partnership_id=partnership_id,
        person_id=person_id,
        on=on,
        successor_id=successor,
        chosen=dict(chosen),
        decided_by_id=by.person_id,
        decided_at=at,
    )
    _note(Event.LEAVING_PLANNED, f"{person.name} leaves on {day_words(on)}", partnership_id, actor(by), at, row)
    return row


@transaction.atomic
def withdraw_departure(*, partnership_id: int, person_id: int, by: Viewer, at: datetime) -> None:
    """Someone stays after all. Errors: Refused."""
    require_keeper(by, partnership_id)
    row = planned_departure(partnership_id, person_id)
    if row is None:
        raise Refused("Nothing is planned any more: they stay, or have left already.")
    row.withdrawn_at = at
    row.save(update_fields=["withdrawn_at"])
    name = Person.objects.get(pk=person_id).name
    _note(Event.LEAVING_WITHDRAWN, f"{name} stays after all", partnership_id, actor(by), at, row)


def carry_out_departures(*, at: datetime) -> int:
    """Hand over for everyone whose day has come; returns how many left. The worker's."""
    due = Departure.objects.filter(
        done_at__isnull=True, withdrawn_at__isnull=True, problem="", on__lte=day_of(at)
    ).order_by("on", "pk")
    done = 0
    for pk, partnership_id in list(due.values_list("pk", "partnership_id")[:BATCH]):
        with working_in(partnership_id, at):
            done += _carry_out(pk, at)
    return done


def _carry_out(pk: int, at: datetime) -> int:
    row = (
        Departure.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related("person", "decided_by")
        .filter(pk=pk, done_at__isnull=True, withdrawn_at__isnull=True, problem="")
        .first()
    )
    if row is None:
        return 0
    by = load_viewer(row.decided_by_id, row.decided_by.name, at)
    try:
        with transaction.atomic(), worded():
            _hand_all_over(row, by, at)
    except Refused as refusal:
        row.problem = str(refusal)
        row.save(update_fields=["problem"])
        sentence = f"{row.person.name} could not leave yet"
        _note(Event.LEAVING_HELD_UP, f"{sentence}: {row.problem}", row.partnership_id, actor(by), at, row)
        key = Partnership.objects.values_list("key", flat=True).get(pk=row.partnership_id)
        messages.notify(
            people=_keepers(row.partnership_id, at),
            kind=Event.LEAVING_HELD_UP.value,
            subject=f"{sentence}: see what is in the way",
            partnership_id=row.partnership_id,
            address=f"/{key}/administration/people/{row.person_id}/leaving/",
            at=at,
            urgent=True,
        )
        return 0
    return 1


def _hand_all_over(row: Departure, by: Viewer, at: datetime) -> None:
    """Everything, or a refusal that says what is in the way."""
    place, leaver = row.partnership_id, row.person
    require_keeper(by, place)
    things = held_things(place, leaver.pk, leaver.email, day_of(at), at)
    try:
        settled = hand_over(things, row.chosen, row.successor_id, leaver.pk)
    except Unassigned as lost:
        raise Refused(str(lost)) from None
    _check_successors({person for person in settled.values() if person}, place, leaver.pk, by, at)
    took: dict[int, int] = {}
    for thing in things:
        person = settled[thing.key]
        _move(thing, person, row, by, at)
        if person:
            took[person] = took.get(person, 0) + 1
    if left := held_things(place, leaver.pk, leaver.email, day_of(at), at):
        raise Refused(f"“{left[0].label}” would still be theirs.")
    row.done_at = at
    row.save(update_fields=["done_at"])
    _note(Event.LEFT, f"{leaver.name} left; {len(things)} things were handed over", place, actor(by), at, row)
    _end_account(leaver, by, at)
    key = Partnership.objects.values_list("key", flat=True).get(pk=place)
    for person, count in sorted(took.items()):
        things_words = "1 thing" if count == 1 else f"{count} things"
        _tell(person, place, Event.LEFT.value, f"{leaver.name} left: you take over {things_words}", f"/{key}/", at)


def _end_account(leaver: Person, by: Viewer, at: datetime) -> None:
    day = day_of(at)
    held = (
        Post.objects.filter(current(day), person=leaver).exists()
        or Seat.objects.filter(current(day), person=leaver).exists()
    )
    if not held:
        accounts.deactivate(person_id=leaver.pk, by=actor(by), at=at)


def _move(thing: Thing, person: int | None, row: Departure, by: Viewer, at: datetime) -> None:
    """One thing to whoever takes it over, or to nobody where that may be."""
    kind, _, number = thing.key.partition(":")
    pk, leaver, day = int(number), row.person, day_of(at)
    if kind == "action" and person:
        _move_action(pk, person, row, by, at)
    elif kind == "risk" and person:
        _not_kept_out(pk, person, by, day)
        hand_over_risk(risk_id=pk, owner=person, by=by, at=at)
    elif kind in {"contact", "senior"}:
        _move_return(pk, kind, person, by, at)
    elif kind == "section":
        link = AnswerLink.objects.get(pk=pk)
        returns.end_links(return_id=link.answer_to_id, link_id=pk, by=by, at=at)
    elif kind == "seat":
        seat = Seat.objects.get(pk=pk)
        sits = person and Seat.objects.filter(current(day), group=seat.group_id, person=person, role=seat.role).exists()
        partnership.hand_over_seat(seat_id=pk, person_id=None if sits else person, on=day, by=actor(by), at=at)
    elif kind == "post":
        _move_post(pk, person, leaver, by, at)


def _move_action(pk: int, person: int, row: Departure, by: Viewer, at: datetime) -> None:
    _not_kept_out(pk, person, by, day_of(at))
    action = Action.objects.get(pk=pk)
    theirs = list(
        Post.objects.filter(
            current(day_of(at)), partnership=row.partnership_id, person=person, organisation__isnull=False
        )
        .exclude(role=Role.ADMINISTRATOR.value)
        .values_list("organisation_id", flat=True)
        .order_by("pk")
    )
    if not theirs:
        name = Person.objects.get(pk=person).name
        raise Refused(f"{name} holds no post for an organisation here, and could not own “{action.text[:80]}”.")
    thread.reassign(
        action_ids=[pk],
        owner_person=person,
        owner_organisation=action.owner_organisation_id if action.owner_organisation_id in theirs else theirs[0],
        reason=REASON.format(row.person.name),
        by=by,
        at=at,
    )


def _not_kept_out(record_id: int, person: int, by: Viewer, day: date) -> None:
    if record_id in by.excluded:
        raise Refused(
            f"One thing they hold is kept from {by.name} for a conflict of interest: someone else of the business unit hands over."
        )
    if Exclusion.objects.filter(current(day), person=person, record=record_id).exists():
        name = Person.objects.get(pk=person).name
        raise Refused(f"{name} is kept out of one of them for a conflict of interest: choose someone else for it.")


def _move_return(pk: int, kind: str, person: int | None, by: Viewer, at: datetime) -> None:
    row, taker = Return.objects.get(pk=pk), Person.objects.filter(pk=person).first() if person else None
    contact, senior = (row.contact_name, row.contact_email), (row.senior_name, row.senior_email)
    named = (taker.name, taker.email) if taker else ("", "")
    contact, senior = (named, senior) if kind == "contact" else (contact, named)
    returns.replace_address(
        return_id=pk,
        seen=None,
        name=contact[0],
        email=contact[1],
        senior_name=senior[0],
        senior_email=senior[1],
        by=by,
        at=at,
    )


def _move_post(pk: int, person: int | None, leaver: Person, by: Viewer, at: datetime) -> None:
    post, day = Post.objects.get(pk=pk), day_of(at)
    holds = Post.objects.filter(
        current(day), partnership=post.partnership_id, person=person, role=post.role, organisation=post.organisation_id
    )
    if person and not holds.exists():
        partnership.give_post(
            partnership_id=post.partnership_id,
            person_id=person,
            role=Role(post.role),
            organisation_id=post.organisation_id,
            title=post.title,
            on=day,
            by=actor(by),
            at=at,
        )
    partnership.end_post(post_id=pk, on=day, by=actor(by), at=at)


def _check_successors(people: set[int | None], partnership_id: int, leaver: int, by: Viewer, at: datetime) -> None:
    """Whoever takes over works here on that day and is not the one who leaves. Errors: Refused."""
    if leaver in people:
        raise Refused("Whoever leaves cannot take over from themselves.")
    here = set(
        Post.objects.filter(
            current(day_of(at)),
            partnership=partnership_id,
            person__in=[one for one in people if one],
            person__is_active=True,
        ).values_list("person_id", flat=True)
    )
    if missing := [one for one in people if one and one not in here]:
        name = Person.objects.filter(pk=missing[0]).values_list("name", flat=True).first() or "Someone chosen"
        raise Refused(f"{name} holds no post here: choose someone who works with the partnership.")


def _keepers(partnership_id: int, at: datetime) -> set[int]:
    held = Post.objects.filter(
        current(day_of(at)), partnership=partnership_id, role__in=[role.value for role in KEEPERS]
    )
    return set(held.values_list("person_id", flat=True))


def _note(verb: Event, sentence: str, partnership_id: int, by: Actor, at: datetime, row: Departure) -> None:
    history.write(
        verb=verb,
        sentence=sentence,
        by=by,
        at=at,
        about=About(partnership_id),
        details={"departure": row.pk, "person": row.person_id},
    )
