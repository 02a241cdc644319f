"""Family members: who they are to the child, what is safe, who keeps contact, and what restricts it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from goldenthread.core.clock import day_of
from goldenthread.core.dates import day_in_words
from goldenthread.core.encryption import blind_index, encrypt
from goldenthread.families.models import FamilyMember, Restriction, RestrictionReview
from goldenthread.families.operations.shared import beside, keeps, locked, no_problem, require, tell, written
from goldenthread.families.queries.people import candidates
from goldenthread.families.rules.family import label_problem, reason_problem, restriction_problem
from goldenthread.families.terms import Advocate, Asked, Event, Relationship, RestrictionKind, Safe, Standing
from goldenthread.records import operations as records
from goldenthread.records.models import Record, Subject
from goldenthread.records.operations import Refused
from goldenthread.records.viewer import Viewer

PLAIN = (
    "household", "under_18", "safe_words", "language", "interpreter", "needs", "advocate_from", "dates_to_avoid", "called",
    "informed", "wishes",
)  # fmt: skip
CODED = ("relationship", "safe", "advocate", "wants_draft", "publication")
MOST_HOUSEHOLDS = 9


@dataclass(frozen=True, slots=True)
class MemberDraft:
    """What someone typed of a family member. The first three are sealed, and shown to nobody without a reason."""

    label: str
    relationship: Relationship
    name: str = ""
    reach: str = ""
    address: str = ""
    household: int = 1
    standing: tuple[Standing, ...] = ()
    under_18: bool = False
    safe: Safe = Safe.ASK
    safe_words: str = ""
    language: str = ""
    interpreter: bool = False
    needs: str = ""
    advocate: Advocate = Advocate.NOT_OFFERED
    advocate_from: str = ""
    dates_to_avoid: str = ""
    called: str = ""
    informed: str = ""
    wants_draft: Asked = Asked.NOT_ASKED
    publication: Asked = Asked.NOT_ASKED
    wishes: str = ""


@transaction.atomic
def add_member(*, record: Record, draft: MemberDraft, by: Viewer, at: datetime) -> FamilyMember:
    """Write someone of the family down under a label; who they are is sealed. Errors: Refused.

    Where the record knows a subject by that label already (a child who survived), it is the same person: what is typed is sealed there.
    """
    keeps(by, record)
    record = records.lock(record.pk)
    held = list(FamilyMember.objects.filter(record=record).values_list("label", flat=True))
    _check(draft, held)
    subject = Subject.objects.filter(record=record, pseudonym=draft.label.strip()).first() or Subject(
        record=record, pseudonym=draft.label.strip(), sets_retention=False
    )
    most = FamilyMember.objects.filter(record=record).aggregate(most=Max("number"))["most"] or 0
    row = FamilyMember(record=record, number=most + 1, label=draft.label.strip(), made_at=at)
    _fill(row, draft)
    _seal(subject, row, draft)
    subject.save()
    row.subject = subject
    row.save()
    written(record, Event.MEMBER, f"{row.label} was written down, household {row.household}", by, at)
    return row


@transaction.atomic
def change_member(*, member_id: int, seen: int | None, draft: MemberDraft, by: Viewer, at: datetime) -> FamilyMember:
    """Change what is known of a family member; sealed fields left empty stay as they are. Errors: Refused, ChangedMeanwhile."""
    held = locked(member_id, by, seen=seen)
    row = held.row
    others = FamilyMember.objects.filter(record=row.record_id).exclude(pk=row.pk).values_list("label", flat=True)
    _check(draft, list(others))
    label = draft.label.strip()
    if label != row.label:
        taken = Subject.objects.filter(record=row.record_id, pseudonym=label).exclude(pk=row.subject_id).exists()
        require(not taken, "Someone else of this record has that pseudonym.")
        row.subject.pseudonym = label
    row.label = label
    _fill(row, draft)
    _seal(row.subject, row, draft)
    row.subject.save()
    row.version += 1
    row.save()
    written(row.record, Event.CHANGED, f"What is known of {row.label} was changed", by, at)
    return row


def _check(draft: MemberDraft, others: list[str]) -> None:
    no_problem(label_problem(draft.label, others, draft.name))
    require(1 <= draft.household <= MOST_HOUSEHOLDS, "Give the household a number from 1 to 9.")
    require(
        draft.safe is not Safe.THROUGH or bool(draft.safe_words.strip()), "Say through whom it is safe to reach them."
    )


def _fill(row: FamilyMember, draft: MemberDraft) -> None:
    for name in PLAIN:
        value = getattr(draft, name)
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    for name in CODED:
        setattr(row, name, getattr(draft, name).value)
    row.standing = [each.value for each in dict.fromkeys(draft.standing)]


def _seal(subject: Subject, row: FamilyMember, draft: MemberDraft) -> None:
    """Only what was typed is sealed anew: an empty field leaves what is there."""
    if draft.name.strip():
        subject.name_sealed, subject.name_index = encrypt(draft.name.strip()), blind_index(draft.name)
    if draft.address.strip():
        subject.address_sealed = encrypt(draft.address.strip())
    if draft.reach.strip():
        row.reach_sealed = encrypt(draft.reach.strip())


@transaction.atomic
def name_contact(
    *,
    member_id: int,
    seen: int | None,
    person_id: int | None,
    words: str,
    cover_id: int | None,
    cover_words: str,
    by: Viewer,
    at: datetime,
) -> FamilyMember:
    """Name the person whom a family member can reach, and who covers for them; both as a letter says them. Errors: Refused, ChangedMeanwhile.

    With an account that sees the record they write down contacts with this one family member. They are told.
    """
    held = locked(member_id, by, seen=seen)
    row = held.row
    require(bool(words.strip()), "Say how a letter names them: name, role and telephone number.")
    require(not cover_id or cover_id != person_id, "The cover is someone else.")
    before = {row.contact_person_id, row.cover_id}
    there = {person.pk for person in candidates(row.record, day_of(at))}
    for wanted in (person_id, cover_id):
        if wanted is not None and wanted not in there:
            raise Refused(
                "That person does not see this record. Let them in by name first, or give the name in words alone."
            )
    row.contact_person_id, row.contact_words = person_id, words.strip()
    row.cover_id, row.cover_words = cover_id, cover_words.strip()
    row.version += 1
    row.save(update_fields=["contact_person", "contact_words", "cover", "cover_words", "version"])
    covered = "covered when away" if row.cover_words or cover_id else "nobody covers yet"
    written(row.record, Event.NAMED, f"{row.label}: a contact was named; {covered}", by, at)
    new = {person for person in (person_id, cover_id) if person is not None} - before
    tell(
        row.record, new, Event.NAMED, "you are named as the contact of a family member, or as cover", row.number, by, at
    )
    return row


@transaction.atomic
def restrict(
    *, member_id: int, kind: RestrictionKind, words: str, starts_on: date, review_on: date, by: Viewer, at: datetime
) -> Restriction:
    """Someone is not freely approached: what it is, since when, and when it is looked at again. Errors: Refused."""
    held = locked(member_id, by)
    no_problem(restriction_problem(words=words, starts_on=starts_on, review_on=review_on, today=day_of(at)))
    row = Restriction.objects.create(
        **beside(held, by, at, starts_on), kind=kind.value, words=words.strip(), review_on=review_on
    )
    sentence = f"{held.row.label}: {kind.label.lower()}, to be looked at again on {day_in_words(review_on)}"
    written(held.row.record, Event.RESTRICTED, sentence, by, at)
    people = {each for each in (held.row.contact_person_id, held.row.cover_id) if each is not None}
    tell(
        held.row.record, people, Event.RESTRICTED, "a restriction now holds for a family member you are named for",
        held.row.number, by, at,
    )  # fmt: skip
    return row


@transaction.atomic
def review_restriction(
    *, member_id: int, restriction_id: int, on: date, review_on: date | None, words: str, by: Viewer, at: datetime
) -> RestrictionReview:
    """A restriction was looked at again: it stays until another day, or ends where there is none. Errors: Refused."""
    held = locked(member_id, by)
    found = next((each for each in held.facts.restrictions if each.id == restriction_id), None)
    if found is None:
        raise Refused("There is no such restriction.")
    require(found.lifted_on is None, "This restriction has ended already.")
    require(found.starts_on <= on <= day_of(at), "It was looked at today or earlier, and not before it began.")
    require(review_on is None or review_on > day_of(at), "Set a day to come on which it is looked at again.")
    no_problem(reason_problem(words, "Say in a sentence who looked at it, and what they said."))
    row = RestrictionReview.objects.create(
        **beside(held, by, at, on), restriction_id=restriction_id, review_on=review_on, words=words.strip()
    )
    how = f"stays, to be looked at again on {day_in_words(review_on)}" if review_on else f"ended on {day_in_words(on)}"
    written(held.row.record, Event.REVIEWED, f"{held.row.label}: {found.kind.label.lower()} {how}", by, at)
    return row
