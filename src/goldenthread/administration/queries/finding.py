"""Looking for what is held about a person, with the eyes of whoever looks; what lies elsewhere is counted and nothing more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db import connection
from django.db.models import Count, Max, Min, Q, TextField
from django.db.models.functions import Cast

from goldenthread.accounts.models import Person
from goldenthread.administration.queries.subject_access import Identity
from goldenthread.administration.terms import Source
from goldenthread.core.encryption import blind_index
from goldenthread.design.format import counted, day
from goldenthread.documents.models import Document
from goldenthread.documents.terms import DocumentState
from goldenthread.history.models import Event
from goldenthread.meetings.models import Invitee
from goldenthread.partnership.models import Post, Seat
from goldenthread.partnership.terms import Role, SeatRole
from goldenthread.records.models import Record, Subject
from goldenthread.records.models.record import visible
from goldenthread.records.terms import RecordKind
from goldenthread.records.viewer import Viewer
from goldenthread.returns.models import Answer, Return
from goldenthread.search.models import Entry
from goldenthread.thread.models import Action

SHORTEST_WORD = 3


@dataclass(frozen=True, slots=True)
class Found:
    """One thing found: what tells it from all others, where it lies, and what it says."""

    key: str
    source: Source
    where: str
    text: str
    record_id: int | None = None
    address: str = ""
    document: str = ""


def find(viewer: Viewer, partnership_id: int, key: str, asked: Identity, person_id: int | None) -> list[Found]:
    """Everything held about someone in a partnership that this viewer may see, each thing once."""
    made = [
        *_subjects(viewer, partnership_id, key, asked),
        *_words(viewer, partnership_id, key, asked),
        *_answers(viewer, partnership_id, key, asked),
        *_returns(viewer, partnership_id, key, asked, person_id),
        *(_of_staff(viewer, partnership_id, key, person_id) if person_id else ()),
    ]
    about_them = {row.record_id for row in made if row.source is Source.SUBJECT}
    made += _documents(viewer, partnership_id, key, asked, about_them)
    return list({row.key: row for row in made}.values())


def elsewhere(partnership_id: int, asked: Identity, person_id: int | None) -> int:
    """How many records outside the viewer's circles may hold something; the database answers with a number alone."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select goldenthread_data_elsewhere(%s, %s, %s, %s, %s, %s)",
            [
                partnership_id,
                [blind_index(name) for name in asked.names],
                blind_index(asked.born),
                blind_index(asked.nhs_number),
                _phrases(asked),
                person_id,
            ],
        )
        return int(cursor.fetchone()[0])


def _phrases(asked: Identity) -> list[str]:
    """What is looked for in words: every name of two words or more, the number and the address; a lone first name would find everyone."""
    names = [name for name in asked.names if " " in name]
    return [*names, *(text for text in (asked.nhs_number, asked.email) if len(text) >= SHORTEST_WORD)]


def _where(record: Record) -> str:
    return f"{RecordKind(record.kind).label} {record.reference}: {record.title}"[:300]


def _address(key: str, record: Record) -> str:
    return f"/{key}/{RecordKind(record.kind).place}/{record.reference}/"


def _subjects(viewer: Viewer, partnership_id: int, key: str, asked: Identity) -> Iterator[Found]:
    found = Q(name_index__in=[blind_index(name) for name in asked.names])
    if asked.nhs_number:
        found |= Q(nhs_number_index=blind_index(asked.nhs_number))
    if asked.born:
        found |= Q(born_index=blind_index(asked.born))
    rows = Subject.objects.filter(found, visible(viewer, "record_id"), record__partnership=partnership_id)
    for row in rows.select_related("record").order_by("pk"):
        same = [
            words
            for words, held in (
                ("name", row.name_index in {blind_index(name) for name in asked.names}),
                ("date of birth", bool(asked.born) and row.born_index == blind_index(asked.born)),
                ("NHS number", bool(asked.nhs_number) and row.nhs_number_index == blind_index(asked.nhs_number)),
            )
            if held
        ]
        yield Found(
            f"subject:{row.pk}",
            Source.SUBJECT,
            _where(row.record),
            f"The record is about {row.pseudonym}, with the same {' and '.join(same)}.",
            row.record_id,
            _address(key, row.record),
        )


def _words(viewer: Viewer, partnership_id: int, key: str, asked: Identity) -> Iterator[Found]:
    phrases = _phrases(asked)
    if not phrases:
        return
    query = " or ".join(["search_entry.words @@ phraseto_tsquery('english', %s)"] * len(phrases))
    entries = Entry.objects.visible_to(viewer).filter(partnership_id=partnership_id)  # type: ignore[attr-defined]
    keys = list(entries.extra(where=[f"({query})"], params=phrases).values_list("pk", flat=True))  # noqa: S610
    for record in Record.objects.visible_to(viewer).filter(pk__in=keys).order_by("pk"):  # type: ignore[attr-defined]
        yield Found(
            f"words:{record.pk}",
            Source.WORDS,
            _where(record),
            "Its title or its own words say what was looked for.",
            record.pk,
            _address(key, record),
        )


def _answers(viewer: Viewer, partnership_id: int, key: str, asked: Identity) -> Iterator[Found]:
    phrases = _phrases(asked)
    if not phrases:
        return
    says = reduce(or_, (Q(said__icontains=phrase) for phrase in phrases))
    rows = Answer.objects.visible_to(viewer).annotate(said=Cast("value", TextField())).filter(says)  # type: ignore[attr-defined]
    rows = rows.filter(answer_to__partnership=partnership_id).select_related("answer_to__record")
    for row in rows.order_by("pk"):
        record = row.answer_to.record
        yield Found(
            f"answer:{row.pk}",
            Source.RETURN,
            _where(record),
            f"The answer to “{row.question}”: {row.value}"[:4000],
            record.pk,
            _address(key, record),
        )


def _returns(viewer: Viewer, partnership_id: int, key: str, asked: Identity, person_id: int | None) -> Iterator[Found]:
    theirs = Q(pk__in=[])
    if person_id:
        theirs |= Q(contact_person=person_id) | Q(senior_person=person_id)
    if asked.email:
        theirs |= Q(contact_email__iexact=asked.email) | Q(senior_email__iexact=asked.email)
    for name in asked.names:
        theirs |= Q(contact_name__iexact=name) | Q(senior_name__iexact=name) | Q(answered_by__iexact=name)
    rows = Return.objects.filter(theirs, visible(viewer, "record_id"), partnership=partnership_id)
    for row in rows.select_related("record").order_by("pk"):
        yield Found(
            f"return:{row.pk}",
            Source.RETURN,
            _where(row.record),
            "They are named as whoever answers or signs for the organisation.",
            row.record_id,
            _address(key, row.record),
        )


def _documents(
    viewer: Viewer, partnership_id: int, key: str, asked: Identity, about_them: set[int | None]
) -> Iterator[Found]:
    named = reduce(or_, (Q(name__icontains=phrase) for phrase in _phrases(asked)), Q(record__in=about_them - {None}))
    rows = (
        Document.objects.visible_to(viewer)  # type: ignore[attr-defined]
        .filter(named, partnership=partnership_id, state=DocumentState.CLEAN.value)
        .select_related("record")
    )
    for row in rows.order_by("pk"):
        yield Found(
            f"document:{row.pk}",
            Source.DOCUMENT,
            f"{row.name} ({row.reference}), of {row.record.reference}"[:300],
            f"Added on {day(row.uploaded_at)}.",
            row.record_id,
            f"/{key}/documents/{row.reference}/",
            row.reference,
        )


def _of_staff(viewer: Viewer, partnership_id: int, key: str, person_id: int) -> Iterator[Found]:
    person = Person.objects.get(pk=person_id)
    yield Found(
        f"account:{person.pk}",
        Source.ACCOUNT,
        "Account",
        f"Name: {person.name}. E-mail address: {person.email}. Account since {day(person.created_at)}.",
        address=f"/{key}/administration/people/{person.pk}/",
    )
    for post in Post.objects.filter(partnership=partnership_id, person=person_id).select_related("organisation"):
        words = f"{Role(post.role).label}{f', {post.organisation}' if post.organisation else ''}"
        yield Found(
            f"post:{post.pk}", Source.PLACE, words, f"From {day(post.starts_on)} until {day(post.ends_on, 'now')}."
        )
    for seat in Seat.objects.filter(group__partnership=partnership_id, person=person_id).select_related("group"):
        words = f"{seat.group}: {SeatRole(seat.role).label.lower()}"
        yield Found(
            f"seat:{seat.pk}", Source.PLACE, words, f"From {day(seat.starts_on)} until {day(seat.ends_on, 'now')}."
        )
    invited = Invitee.objects.filter(
        visible(viewer, "meeting_id"), person=person_id, meeting__record__partnership=partnership_id
    ).select_related("meeting__record")
    for row in invited.order_by("pk"):
        record = row.meeting.record
        yield Found(
            f"meeting:{row.pk}",
            Source.MEETING,
            _where(record),
            f"Answer to the invitation: {row.get_answer_display().lower()}. Attendance: {row.get_attendance_display().lower()}.",
            record.pk,
            _address(key, record),
        )
    owned = Action.objects.filter(
        visible(viewer, "record_id"), owner_person=person_id, record__partnership=partnership_id
    )
    for action in owned.select_related("record").order_by("pk"):
        yield Found(
            f"action:{action.pk}",
            Source.ACTION,
            _where(action.record),
            action.text,
            action.pk,
            _address(key, action.record),
        )
    yield from _history(viewer, partnership_id, key, person_id)


def _history(viewer: Viewer, partnership_id: int, key: str, person_id: int) -> Iterator[Found]:
    """What they did, by record: how often, and between which days; history itself shows each."""
    done = Event.objects.filter(
        Q(record_id__isnull=True) | visible(viewer, "record_id"), person_id=person_id, partnership_id=partnership_id
    )
    counts = done.values("record_id").annotate(times=Count("pk"), first=Min("at"), last=Max("at")).order_by("record_id")
    rows = list(counts)
    records = Record.objects.in_bulk([row["record_id"] for row in rows if row["record_id"]])
    for row in rows:
        record = records.get(row["record_id"])
        yield Found(
            f"history:{row['record_id'] or 0}",
            Source.HISTORY,
            _where(record) if record else "The partnership's own history",
            f"{counted(row['times'], 'thing')} that they did or opened, from {day(row['first'])} to {day(row['last'])}.",
            row["record_id"],
            _address(key, record) if record else "",
        )
