"""Who a family member is, for a reason that is written down; and letters that may carry it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from goldenthread.core.clock import day_of
from goldenthread.core.encryption import decrypt, is_current, rotate
from goldenthread.families.models import FamilyMember
from goldenthread.families.operations.shared import actor, locked, no_problem, require, written
from goldenthread.families.queries.family import Held
from goldenthread.families.rules.letters import identifying, kinds_of, letter_problem
from goldenthread.families.terms import Event, LetterKind
from goldenthread.records import operations as records
from goldenthread.records.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Reach:
    """Who someone is and how to reach them, in the clear: for the eyes it was opened for, and never kept."""

    name: str
    reach: str
    address: str


@transaction.atomic
def show_member(*, member_id: int, why: str, by: Viewer, at: datetime) -> Reach:
    """Who a family member is, once it is written down who asked and why: those who keep the family, and the named contact. Errors: Refused."""
    held = locked(member_id, by, named=True)
    require(bool(why.strip()), "Say why you need to know who this is.")
    return _shown(held, why.strip(), by, at)


def _shown(held: Held, why: str, by: Viewer, at: datetime) -> Reach:
    subject = held.row.subject
    subject.record = held.row.record
    found = records.show_subject(subject=subject, by=actor(by), at=at, why=why)
    return Reach(found.name, decrypt(held.row.reach_sealed), found.address)


@dataclass(frozen=True, slots=True)
class Drafted:
    """What a letter is made of. `secrets` are names, addresses and numbers of other households: for matching alone, so that none of them is in it."""

    held: Held
    reach: Reach | None
    secrets: tuple[str, ...]


@transaction.atomic
def draft_letter(*, member_id: int, kind: LetterKind, agreed_by: str, why: str, by: Viewer, at: datetime) -> Drafted:
    """What a letter for one family member is made of; with name and address only where `why` says why. Errors: Refused.

    It is refused where a letter is not safe, or a restriction is in force and nobody agreed.
    """
    held = locked(member_id, by, named=True)
    require(kind in kinds_of(held.row.record.kind), "That letter is not one of this review’s.")
    no_problem(letter_problem(held.facts, kind, day_of(at), agreed_by))
    agreed = f", agreed by {agreed_by.strip()}" if held.facts.restricted(day_of(at)) else ""
    written(held.row.record, Event.LETTER, f"{held.row.label}: “{kind.label}” was drafted{agreed}", by, at)
    reach = _shown(held, f"for a letter. {why.strip()}", by, at) if why.strip() else None
    return Drafted(held, reach, _secrets_of_others(held.row))


def _secrets_of_others(row: FamilyMember) -> tuple[str, ...]:
    """What identifies people of other households and is not the reader's own too, as a shared surname or town is."""
    rows = FamilyMember.objects.filter(record=row.record_id).select_related("subject").order_by("number")
    own, others = set[str](), set[str]()
    for each in rows:
        found = identifying(
            decrypt(each.subject.name_sealed), decrypt(each.subject.address_sealed), decrypt(each.reach_sealed)
        )
        (own if each.household == row.household else others).update(found)
    return tuple(sorted(others - own))


@transaction.atomic
def rotate_contacts() -> int:
    """Take every sealed telephone number and address of mail to the newest key; returns how many people had one to take.

    Runs as the owner, who sees every row. Errors: core.encryption.Undecipherable, with nothing changed.
    """
    turned = 0
    for row in (
        FamilyMember.objects.select_for_update().exclude(reach_sealed="").order_by("pk").iterator(chunk_size=500)
    ):
        if not is_current(row.reach_sealed):
            FamilyMember.objects.filter(pk=row.pk).update(reach_sealed=rotate(row.reach_sealed))
            turned += 1
    return turned
