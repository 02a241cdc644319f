"""Drafts of a report, and a copy of its own for each reader."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from goldenthread.accounts.models import Person
from goldenthread.core.clock import day_of
from goldenthread.documents import operations as documents
from goldenthread.documents.rules import NotAllowed
from goldenthread.history import operations as history
from goldenthread.partnership.queries import current
from goldenthread.practice_reviews.models import Commission, Copy, Draft
from goldenthread.practice_reviews.operations.shared import locked, report
from goldenthread.practice_reviews.terms import Event
from goldenthread.records import operations as records
from goldenthread.records.models import Exclusion, Record
from goldenthread.records.operations import Refused
from goldenthread.records.operations.casework import actor, require, tell, written
from goldenthread.records.viewer import Viewer

PDF = "application/pdf"


@transaction.atomic
def add_draft(
    *,
    review_id: int,
    name: str,
    content: bytes,
    note: str,
    on: date,
    by: Viewer,
    at: datetime,
    seen: int | None = None,
) -> Draft:
    """Add a draft of the report, as a PDF: each page of a copy can then say whose it is. Errors: Refused, ChangedMeanwhile."""
    row = locked(review_id, "draft", by, seen)
    begun = Commission.objects.get(review=row)
    require(begun.initiated_on <= on <= day_of(at), "It was handed in between the initiation and today.")
    try:
        document = documents.add(record=row.record, name=name, content=content, by=by, at=at)
    except NotAllowed as problem:
        raise Refused(str(problem)) from None
    require(document.media_type == PDF, "A draft is a PDF: only then can each page of a copy say whose it is.")
    require(not Draft.objects.filter(document=document).exists(), "That very file is a draft of this review already.")
    number = (Draft.objects.filter(review=row).aggregate(most=Max("number"))["most"] or 0) + 1
    made = Draft.objects.create(review=row, number=number, document=document, note=note.strip(), on=on, made_at=at)
    records.touch(row.record)
    written(row.record, Event.DRAFT, f"Draft {number} was added", by, at)
    report(row, "draft", on, by, at)
    return made


@transaction.atomic
def give_copy(
    *,
    draft_id: int,
    by: Viewer,
    at: datetime,
    person_id: int | None = None,
    reader: str = "",
    seen: int | None = None,
) -> Copy:
    """Give a reader a copy of their own: somebody with an account, who opens it here, or somebody named, to whom it is handed. Errors: Refused, ChangedMeanwhile."""
    draft = Draft.objects.get(pk=draft_id)
    row = locked(draft.review_id, "copy", by, seen)
    require((person_id is None) != (not reader.strip()), "Choose a reader, or name one who has no account.")
    if person_id is not None:
        kept_out = Exclusion.objects.filter(current(day_of(at)), record=row.record, person=person_id).exists()
        require(not kept_out, "That person is kept out of this review for a conflict of interest.")
        require(
            not Copy.objects.filter(draft=draft, person=person_id, back_on__isnull=True).exists(),
            "That reader has a copy of this draft.",
        )
        reader = Person.objects.values_list("name", flat=True).get(pk=person_id)
    number = (Copy.objects.filter(review=row).aggregate(most=Max("number"))["most"] or 0) + 1
    made = Copy.objects.create(
        review=row, draft=draft, number=number, person_id=person_id, reader=reader.strip(), on=day_of(at), made_at=at
    )
    records.touch(row.record)
    written(row.record, Event.COPY, f"Copy {number} of draft {draft.number} was given to {made.reader}", by, at)
    if person_id is not None:
        tell(row.record, {person_id}, Event.COPY, "you have a copy of a draft to read", by, at)
    return made


@transaction.atomic
def take_back(*, copy_id: int, by: Viewer, at: datetime, seen: int | None = None) -> Copy:
    """Take a copy back: it cannot be opened any more, and whose it was stays. Errors: Refused, ChangedMeanwhile."""
    held = Copy.objects.select_related("draft").get(pk=copy_id)
    row = locked(held.review_id, "copy", by, seen)
    require(held.back_on is None, "This copy was taken back already.")
    held.back_on = day_of(at)
    held.save(update_fields=["back_on"])
    records.touch(row.record)
    written(row.record, Event.COPY, f"Copy {held.number} of draft {held.draft.number} was taken back", by, at)
    return held


@transaction.atomic
def note_reading(*, copy: Copy, record: Record, by: Viewer, at: datetime) -> None:
    """Write down that somebody opened a copy: its reader, or whoever leads, to hand it over."""
    sentence = f"Opened copy {copy.number} of draft {copy.draft.number}"
    if copy.person_id != by.person_id:
        sentence += f", to hand it to {copy.reader}"
    history.write(
        verb=Event.READ, sentence=sentence, by=actor(by), at=at, about=records.about(record),
        details={"copy": copy.number},
    )  # fmt: skip
