"""Groups: set up, changed, ended; their terms of reference and meeting days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import IntegrityError, transaction
from django.db.models import Max, ProtectedError, Q

from goldenthread.history.actor import Actor
from goldenthread.partnership.models import Group, GroupMeeting, Seat, TermsOfReference
from goldenthread.partnership.operations.shared import UNIT, NotAllowed, Stale, not_before, note, require
from goldenthread.partnership.terms import Event, GroupKind


@dataclass(frozen=True, slots=True)
class GroupDraft:
    """A group's details. `key` stands in its addresses and stays."""

    name: str
    kind: GroupKind
    key: str = ""
    short_name: str = ""
    function: str = ""
    parent_key: str = ""
    number: int = 0
    starts_on: date | None = None


@transaction.atomic
def add_group(*, partnership_id: int, draft: GroupDraft, by: Actor, at: datetime) -> Group:
    """A new group. The caller makes its circle in the same transaction. Errors: NotAllowed."""
    require(partnership_id, UNIT, by, at)
    parent = _parent(partnership_id, draft)
    try:
        with transaction.atomic():
            row = Group.objects.create(
                partnership_id=partnership_id,
                key=draft.key,
                name=draft.name,
                short_name=draft.short_name,
                kind=draft.kind.value,
                function=draft.function,
                parent=parent,
                number=draft.number,
                starts_on=draft.starts_on,
            )
    except IntegrityError:
        raise NotAllowed(f"Another group has the word “{draft.key}” in its addresses: choose another.") from None
    note(Event.GROUP_ADDED, f"{row.name} was set up", partnership_id, by, at, group=row.pk)
    return row


def _parent(partnership_id: int, draft: GroupDraft, group_id: int | None = None) -> Group | None:
    if not draft.parent_key:
        if draft.kind is GroupKind.WORKING_GROUP:
            raise NotAllowed("A working group is part of another group: say which.")
        return None
    parent = Group.objects.filter(partnership=partnership_id, key=draft.parent_key).first()
    above: Group | None = parent
    while above is not None:
        if above.pk == group_id:
            raise NotAllowed("A group cannot be part of itself.")
        above = above.parent
    if parent is None:
        raise NotAllowed("There is no such group in this partnership.")
    return parent


@transaction.atomic
def change_group(*, group_id: int, seen: int, draft: GroupDraft, by: Actor, at: datetime) -> Group:
    """Change a group's details; its key stays. Errors: NotAllowed, Stale."""
    row = _locked(group_id, by, at)
    if row.version != seen:
        raise Stale(row.name)
    row.parent = _parent(row.partnership_id, draft, row.pk)
    row.name, row.short_name, row.kind, row.function, row.number, row.starts_on = (
        draft.name,
        draft.short_name,
        draft.kind.value,
        draft.function,
        draft.number,
        draft.starts_on,
    )
    row.version += 1
    row.save(update_fields=["parent", "name", "short_name", "kind", "function", "number", "starts_on", "version"])
    note(Event.GROUP_CHANGED, f"The details of {row.name} were changed", row.partnership_id, by, at, group=row.pk)
    return row


@transaction.atomic
def end_group(*, group_id: int, on: date, by: Actor, at: datetime) -> Group:
    """End a group and its seats on a day. Its records stay where they are. Errors: NotAllowed while working groups of it stand."""
    row = _locked(group_id, by, at)
    if row.ends_on:
        raise NotAllowed(f"{row.name} has ended already.")
    not_before(on, row.starts_on, row.name)
    if standing := Group.objects.filter(parent=row).filter(Q(ends_on__isnull=True) | Q(ends_on__gt=on)).first():
        raise NotAllowed(f"{standing.name} is part of it and still stands: end that one first.")
    for seat in Seat.objects.filter(group=row).filter(Q(ends_on__isnull=True) | Q(ends_on__gt=on)):
        seat.ends_on = max(on, seat.starts_on)
        seat.save(update_fields=["ends_on"])
    row.ends_on = on
    row.version += 1
    row.save(update_fields=["ends_on", "version"])
    note(Event.GROUP_ENDED, f"{row.name} ended on {on.day} {on:%B %Y}", row.partnership_id, by, at, group=row.pk)
    return row


@dataclass(frozen=True, slots=True)
class QuorumDraft:
    """What makes a meeting quorate, as far as a program can count it. Nothing said is nothing asked."""

    least_members: int | None = None
    least_agencies: int | None = None
    needed_sectors: tuple[str, ...] = ()
    needed_organisations: tuple[int, ...] = ()
    needs_chair: bool = False


@transaction.atomic
def add_terms(
    *,
    group_id: int,
    text: str,
    quorum: str,
    in_force_from: date,
    agreed_by: str,
    by: Actor,
    at: datetime,
    counted: QuorumDraft | None = None,
) -> TermsOfReference:
    """The next version of a group's terms of reference. Earlier ones stay as they were. Errors: NotAllowed."""
    group = _locked(group_id, by, at)
    last = TermsOfReference.objects.filter(group=group).order_by("-version").first()
    if last and in_force_from < last.in_force_from:
        raise NotAllowed(
            f"Version {last.version} is in force from {last.in_force_from.day} {last.in_force_from:%B %Y}; the next one cannot begin before it."
        )
    number = (TermsOfReference.objects.filter(group=group).aggregate(last=Max("version"))["last"] or 0) + 1
    counted = counted or QuorumDraft()
    row = TermsOfReference.objects.create(
        group=group,
        version=number,
        text=text,
        quorum=quorum,
        in_force_from=in_force_from,
        agreed_by=agreed_by,
        least_members=counted.least_members,
        least_agencies=counted.least_agencies,
        needed_sectors=list(counted.needed_sectors),
        needed_organisations=list(counted.needed_organisations),
        needs_chair=counted.needs_chair,
    )
    note(
        Event.TERMS_AGREED,
        f"Version {number} of the terms of reference of {group.name}, in force from {in_force_from.day} {in_force_from:%B %Y}",
        group.partnership_id,
        by,
        at,
        group=group.pk,
    )
    return row


@transaction.atomic
def add_meeting(
    *,
    group_id: int,
    meets_on: date,
    by: Actor,
    at: datetime,
    starts_at: time | None = None,
    place: str = "",
    title: str = "",
) -> GroupMeeting:
    """A day on which the group meets. Errors: NotAllowed when it meets that day already."""
    group = _locked(group_id, by, at)
    row, fresh = GroupMeeting.objects.get_or_create(
        group=group, meets_on=meets_on, defaults={"starts_at": starts_at, "place": place, "title": title}
    )
    if not fresh:
        raise NotAllowed(f"{group.name} already meets on {meets_on.day} {meets_on:%B %Y}.")
    note(
        Event.MEETING_SET,
        f"{group.name} meets on {meets_on.day} {meets_on:%B %Y}",
        group.partnership_id,
        by,
        at,
        group=group.pk,
    )
    return row


@transaction.atomic
def remove_meeting(*, group_id: int, meets_on: date, by: Actor, at: datetime) -> None:
    """Take a meeting day away. Errors: NotAllowed when there is none."""
    group = _locked(group_id, by, at)
    try:
        with transaction.atomic():
            gone, _ = GroupMeeting.objects.filter(group=group, meets_on=meets_on).delete()
    except (IntegrityError, ProtectedError):
        raise NotAllowed("That meeting has an agenda: move it or cancel it on its own page.") from None
    if not gone:
        raise NotAllowed(f"{group.name} has no meeting on that day.")
    note(
        Event.MEETING_REMOVED,
        f"{group.name} does not meet on {meets_on.day} {meets_on:%B %Y}",
        group.partnership_id,
        by,
        at,
        group=group.pk,
    )


def _locked(group_id: int, by: Actor, at: datetime) -> Group:
    row = Group.objects.select_for_update().get(pk=group_id)
    require(row.partnership_id, UNIT, by, at)
    return row
