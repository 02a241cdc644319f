"""Minutes: drafted from what was recorded, edited item by item, commented on, approved and sealed."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

from django.db import transaction

from goldenthread.meetings.models import AgendaItem, Comment, Meeting
from goldenthread.meetings.operations.shared import (
    actor,
    all_seen,
    invited,
    led_item,
    locked_item,
    minuting,
    require,
    tell,
    written,
)
from goldenthread.meetings.queries.minutes import head_of, item_of
from goldenthread.meetings.terms import Event, ItemState, MeetingState
from goldenthread.records import operations as records
from goldenthread.records.viewer import Viewer


def draft(meeting: Meeting) -> None:
    """Give every item without minutes the start of some, from what was recorded of it."""
    for item in all_seen(meeting):
        if item.state == ItemState.OPEN.value:
            item.state = ItemState.TAKEN.value
        if not item.minutes:
            item.minutes = _first_words(item)
        item.save(update_fields=["state", "minutes"])


def _first_words(item: AgendaItem) -> str:
    words = []
    if item.presenter:
        words.append(f"{item.presenter} introduced the item.")
    papers = [paper.title for paper in item.papers.order_by("position")]  # type: ignore[attr-defined]
    if papers:
        words.append(f"The group considered: {'; '.join(papers)}.")
    if item.about is not None:
        words.append(f"It concerned {item.about.reference}.")
    return " ".join(words)


@transaction.atomic
def write_minutes(*, item_id: int, seen: int | None, text: str, by: Viewer, at: datetime) -> AgendaItem:
    """Write what was said under an item. Errors: Refused, ChangedMeanwhile."""
    item = led_item(item_id, seen, by)
    minuting(item.meeting)
    item.minutes = text.strip()
    if item.state == ItemState.OPEN.value:
        item.state = ItemState.TAKEN.value
    item.save(update_fields=["minutes", "state"])
    records.touch(item.record)
    written(record=item.record, verb=Event.MINUTED, sentence="Minutes written", by=actor(by), at=at)
    return item


@transaction.atomic
def comment(*, item_id: int, text: str, by: Viewer, at: datetime) -> Comment:
    """Say what is not right in an item's minutes while they are in circulation. Errors: Refused."""
    item = locked_item(item_id)
    people = {row.person_id for row in invited(item.meeting)}
    require(
        by.person_id in people or by.in_unit(item.partnership_id) or by.chairs(item.meeting.group_id),
        "Those invited to the meeting comment on its minutes.",
    )
    require(
        MeetingState(item.meeting.state) in {MeetingState.DRAFTED, MeetingState.CIRCULATED},
        "Comments are taken between the meeting and the approval of its minutes.",
    )
    row = Comment.objects.create(item=item, text=text.strip(), by_id=by.person_id, at=at)
    written(record=item.record, verb=Event.COMMENTED, sentence="Commented on the minutes", by=actor(by), at=at)
    return row


@transaction.atomic
def settle_comment(*, item_id: int, comment_id: int, by: Viewer, at: datetime) -> Comment:
    """Mark a comment dealt with; the same again changes nothing. Errors: Refused."""
    item = led_item(item_id, None, by)
    row = Comment.objects.select_for_update().filter(item=item, pk=comment_id).first()
    require(row is not None, "That comment is not on this item.")
    assert row is not None
    if row.settled_at is None:
        row.settled_at = at
        row.save(update_fields=["settled_at"])
        written(record=item.record, verb=Event.MINUTED, sentence="A comment was dealt with", by=actor(by), at=at)
    return row


def canonical(plain: Any) -> str:
    """The same text for the same plain data, whatever the order of its keys."""
    return json.dumps(plain, sort_keys=True, ensure_ascii=False)


def digest(plain: Any) -> str:
    """The digest of plain data."""
    return hashlib.sha256(canonical(plain).encode()).hexdigest()


def seal(meeting: Meeting, how: str, approved_in: Meeting | None, by: Viewer, at: datetime) -> None:
    """Keep the minutes as they stand: each item under its digest, the whole under theirs. Called in the transition's transaction."""
    digests = []
    for item in all_seen(meeting):
        plain = item_of(item)
        item.sealed, item.digest = plain, digest(plain)
        item.save(update_fields=["sealed", "digest"])
        digests.append(item.digest)
    head = {**head_of(meeting, invited(meeting)), "approved": how, "items": digests}
    meeting.sealed, meeting.digest = head, digest(head)
    meeting.sealed_at, meeting.sealed_by_id = at, by.person_id
    meeting.approved_in, meeting.approved_how = approved_in, how[:300]


def tell_circulated(meeting: Meeting, by: Viewer, at: datetime) -> None:
    """Those invited are told that the minutes can be read and commented on."""
    tell(
        meeting=meeting,
        people=[row.person_id for row in invited(meeting)],
        kind=Event.CIRCULATED.value,
        subject="the draft minutes are ready to read and comment on",
        by=by,
        at=at,
        place="minutes/",
    )
