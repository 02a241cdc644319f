"""Joiners, movers and leavers of a spreadsheet, all in one transaction or none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from goldenthread.accounts import operations as accounts
from goldenthread.accounts.links import NOTICE
from goldenthread.accounts.models import Person
from goldenthread.administration.operations.people import _tell, owned_words
from goldenthread.administration.operations.shared import actor, require_keeper, worded
from goldenthread.administration.queries.movers import known_people
from goldenthread.administration.queries.people import open_actions_of
from goldenthread.administration.rules.movers import Plan, Step, read_people
from goldenthread.core.clock import day_of
from goldenthread.partnership import operations as partnership
from goldenthread.partnership.models import Partnership, Post, Seat
from goldenthread.partnership.queries import current
from goldenthread.partnership.terms import SeatRole
from goldenthread.records.operations import Refused
from goldenthread.records.viewer import Viewer
from goldenthread.rendering.spreadsheets import Sheet


class StalePlan(Refused):
    """People changed since the preview."""

    def __init__(self) -> None:
        super().__init__(
            "Someone else changed people here while this page was open. It now shows what the file would change: look again, and send it once more."
        )


@transaction.atomic
def move_people(*, partnership_id: int, sheet: Sheet, seen: str, by: Viewer, at: datetime) -> Plan:
    """Do what a sheet says of people, having seen what that is. Returns what was done. Errors: StalePlan, Refused, with the row's number."""
    require_keeper(by, partnership_id)
    fact = Partnership.objects.select_for_update().get(pk=partnership_id)
    plan = read_people(sheet, known_people(partnership_id), day_of(at))
    if plan.problems:
        raise Refused(plan.problems[0])
    if plan.sign != seen:
        raise StalePlan
    for step in plan.changing:
        try:
            with worded():
                _do(fact, step, by, at)
        except Refused as refusal:
            raise Refused(f"Row {step.wanted.row}: {refusal}") from refusal
    _nothing_left_behind(partnership_id, plan.changing, at)
    return plan


def _do(fact: Partnership, step: Step, by: Viewer, at: datetime) -> None:
    wanted, today = step.wanted, day_of(at)
    starts = max(wanted.starts or today, today)
    person = Person.objects.filter(email__iexact=wanted.email).first()
    if step.post or step.seat:
        invited = accounts.invite(email=wanted.email, name=wanted.name, by=actor(by), at=at, fictional=fact.fictional)
        person = invited.person
        if invited.path:
            subject = f"{by.name} invites you to {fact.name}: set a password to begin"
            _tell(person.pk, fact.pk, NOTICE, subject, "/account/", at)
        elif step.invites:
            _tell(person.pk, fact.pk, "welcome", f"You now work with {fact.name} here as well", f"/{fact.key}/", at)
    assert person is not None
    if person.pk == by.person_id:
        raise Refused("It is about yourself: another administrator, or the business manager, changes what you hold.")
    if step.post:
        post = partnership.give_post(
            partnership_id=fact.pk,
            person_id=person.pk,
            role=wanted.role,
            organisation_id=wanted.organisation,
            on=starts,
            by=actor(by),
            at=at,
        )
        if wanted.ends:
            partnership.end_post(post_id=post.pk, on=wanted.ends, by=actor(by), at=at)
    if step.seat:
        _seat(step, person.pk, by, at)
    for pk in step.end_seats:
        if wanted.ends:
            partnership.hand_over_seat(seat_id=pk, person_id=None, on=wanted.ends, by=actor(by), at=at)
    for pk in step.end_posts:
        if wanted.ends:
            partnership.end_post(post_id=pk, on=wanted.ends, by=actor(by), at=at)


def _seat(step: Step, person_id: int, by: Viewer, at: datetime) -> None:
    """A seat as a member: the vacant one of the same organisation where there is one."""
    wanted, today = step.wanted, day_of(at)
    starts = max(wanted.starts or today, today)
    vacant = Seat.objects.filter(
        current(starts),
        group=wanted.group,
        role=SeatRole.MEMBER.value,
        organisation=wanted.organisation,
        person__isnull=True,
        starts_on__lte=starts,
    ).first()
    assert wanted.group is not None
    seat = (
        partnership.hand_over_seat(seat_id=vacant.pk, person_id=person_id, on=starts, by=actor(by), at=at)
        if vacant
        else partnership.add_seat(
            group_id=wanted.group,
            role=SeatRole.MEMBER,
            organisation_id=wanted.organisation,
            person_id=person_id,
            on=starts,
            by=actor(by),
            at=at,
        )
    )
    if wanted.ends:
        partnership.hand_over_seat(seat_id=seat.pk, person_id=None, on=wanted.ends, by=actor(by), at=at)


def _nothing_left_behind(partnership_id: int, steps: Sequence[Step], at: datetime) -> None:
    """Nobody who owns open actions ends with nothing. Errors: Refused."""
    for step in steps:
        if not (step.end_posts or step.end_seats) or step.wanted.ends is None:
            continue
        person = Person.objects.filter(email__iexact=step.wanted.email).first()
        if person is None:
            continue
        day = max(step.wanted.ends, day_of(at))
        left = (
            Post.objects.filter(current(day), person=person, partnership=partnership_id).exists()
            or Seat.objects.filter(current(day), person=person, group__partnership=partnership_id).exists()
        )
        if not left and (count := open_actions_of(partnership_id, person.pk)):
            raise Refused(
                f"Row {step.wanted.row}: {person.name} would hold nothing any more. {owned_words(count)} On their page, “They are leaving” does all of it at once."
            )
