"""An agenda: items added, drafted from what is due, ordered, given papers, put off."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from goldenthread.documents import operations as documents
from goldenthread.documents.models import Document
from goldenthread.meetings.models import AgendaItem, AgendaPlace, Conflict, GroupSetting, Meeting, Paper
from goldenthread.meetings.operations.shared import (
    actor,
    changed,
    editable,
    led_item,
    led_meeting,
    require,
    written,
)
from goldenthread.meetings.operations.sight import let_guests_see
from goldenthread.meetings.papers import WRITERS
from goldenthread.meetings.proposals import Proposal
from goldenthread.meetings.rules import agenda as order
from goldenthread.meetings.rules.states import S
from goldenthread.meetings.terms import Event, ItemKind, ItemState, MeetingState, PaperKind, Purpose
from goldenthread.records import operations as records
from goldenthread.records.terms import RecordKind
from goldenthread.records.viewer import Viewer

MOST_ITEMS = 80


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """What someone typed of an item."""

    title: str
    kind: ItemKind = ItemKind.OTHER
    purpose: Purpose = Purpose.DISCUSS
    text: str = ""
    presenter: str = ""
    minutes: int = 10
    about_id: int | None = None
    source_key: str = ""


@transaction.atomic
def add_item(
    *, meeting_id: int, draft: ItemDraft, by: Viewer, at: datetime, papers: Iterable[PaperKind] = ()
) -> AgendaItem:
    """Put an item at the end of the agenda. Errors: Refused."""
    meeting = led_meeting(meeting_id, None, by)
    editable(meeting)
    item = _place(meeting, draft, by, at)
    for kind in papers:
        _paper(item, kind, kind.label)
    changed(meeting)
    return item


@transaction.atomic
def accept_proposals(*, meeting_id: int, proposals: Iterable[Proposal], by: Viewer, at: datetime) -> list[AgendaItem]:
    """Put what is due on the agenda, as it was proposed; what is on it already is left alone. Errors: Refused."""
    meeting = led_meeting(meeting_id, None, by)
    editable(meeting)
    there = set(
        AgendaItem.objects.filter(meeting=meeting).exclude(state="removed").values_list("source_key", flat=True)
    )
    made = []
    for proposal in proposals:
        if proposal.key in there:
            continue
        item = _place(
            meeting,
            ItemDraft(
                proposal.title,
                proposal.kind,
                proposal.purpose,
                proposal.text,
                proposal.presenter,
                proposal.minutes,
                proposal.about_id,
                proposal.key,
            ),
            by,
            at,
        )
        for kind in proposal.papers:
            _paper(item, kind, kind.label)
        made.append(item)
    require(bool(made), "Choose at least one proposal that is not on the agenda yet.")
    changed(meeting)
    return made


def _place(meeting: Meeting, draft: ItemDraft, by: Viewer, at: datetime) -> AgendaItem:
    last = AgendaPlace.objects.filter(meeting=meeting).aggregate(last=Max("position"))["last"] or 0
    require(last < MOST_ITEMS, f"An agenda holds {MOST_ITEMS} items at most.")
    record = records.make_record(
        kind=RecordKind.AGENDA_ITEM,
        partnership_id=meeting.partnership_id,
        group=meeting.group,
        circle=meeting.record.circle,
        title=draft.title,
        at=at,
        happened=meeting.meets_on.isoformat(),
        happened_on=meeting.meets_on,
    )
    item = AgendaItem.objects.create(
        record=record,
        partnership_id=meeting.partnership_id,
        meeting=meeting,
        kind=draft.kind.value,
        purpose=draft.purpose.value,
        text=draft.text,
        presenter=draft.presenter,
        about_id=draft.about_id,
        source_key=draft.source_key,
    )
    AgendaPlace.objects.create(meeting=meeting, item=item, position=last + 1, minutes=draft.minutes)
    written(record=record, verb=Event.AGENDA_CHANGED, sentence=f"Put on the agenda: {draft.title}", by=actor(by), at=at)
    let_guests_see(meeting, [record], by, at)
    return item


def standing_items(meeting: Meeting, setting: GroupSetting | None, by: Viewer, at: datetime) -> None:
    """The group's standing items, at the start of a new agenda."""
    for number, words in enumerate(setting.standing_items if setting else ()):
        draft = ItemDraft(
            words, ItemKind.STANDING, Purpose.NOTE, minutes=setting.item_minutes if setting else 10,
            source_key=f"standing:{number}:{words}"[:80],
        )  # fmt: skip
        _place(meeting, draft, by, at)


@transaction.atomic
def edit_item(*, item_id: int, seen: int | None, draft: ItemDraft, by: Viewer, at: datetime) -> AgendaItem:
    """Change an item's words, purpose, presenter or length. Errors: Refused, ChangedMeanwhile."""
    item = led_item(item_id, seen, by)
    editable(item.meeting)
    item.purpose, item.text, item.presenter = draft.purpose.value, draft.text, draft.presenter
    item.about_id = draft.about_id
    item.save(update_fields=["purpose", "text", "presenter", "about"])
    AgendaPlace.objects.filter(item=item).update(minutes=draft.minutes)
    records.touch(item.record, title=draft.title[:400])
    written(
        record=item.record,
        verb=Event.AGENDA_CHANGED,
        sentence=f"Changed on the agenda: {draft.title}",
        by=actor(by),
        at=at,
    )
    return item


@transaction.atomic
def move_item(*, item_id: int, by_places: int, by: Viewer, at: datetime) -> AgendaItem:
    """Move an item up (-1) or down (1). Errors: Refused."""
    item = led_item(item_id, None, by)
    meeting = led_meeting(item.meeting_id, None, by)
    editable(meeting)
    places = list(AgendaPlace.objects.filter(meeting=meeting).order_by("position", "pk"))
    mine = next(place for place in places if place.item_id == item.pk)
    for number, place in enumerate(order.moved(places, mine, by_places), start=1):
        if place.position != number:
            place.position = number
            place.save(update_fields=["position"])
    changed(meeting)
    return item


@transaction.atomic
def remove_item(*, item_id: int, seen: int | None, by: Viewer, at: datetime) -> AgendaItem:
    """Take an item off the agenda. Its record stays, with its history. Errors: Refused, ChangedMeanwhile."""
    item = led_item(item_id, seen, by)
    meeting = led_meeting(item.meeting_id, None, by)
    editable(meeting)
    require(
        not item.decisions.exists() and not item.actions.exists(),  # type: ignore[attr-defined]
        "A decision or an action was recorded under it, so it stays.",
    )
    item.state = ItemState.REMOVED.value
    item.save(update_fields=["state"])
    AgendaPlace.objects.filter(item=item).delete()
    for number, place in enumerate(AgendaPlace.objects.filter(meeting=meeting).order_by("position", "pk"), start=1):
        if place.position != number:
            place.position = number
            place.save(update_fields=["position"])
    records.touch(item.record, closed_on=by.day)
    written(record=item.record, verb=Event.AGENDA_CHANGED, sentence="Taken off the agenda", by=actor(by), at=at)
    changed(meeting)
    return item


@transaction.atomic
def add_paper(*, item_id: int, kind: PaperKind, title: str, by: Viewer, at: datetime) -> Paper:
    """A paper that the program writes when the papers go out. Errors: Refused."""
    item = led_item(item_id, None, by)
    editable(item.meeting)
    require(kind is not PaperKind.DOCUMENT, "A document is added as a file.")
    written_of = item.about is not None and RecordKind(item.about.kind) in WRITERS
    require(kind is not PaperKind.RECORD or written_of, "The item is about nothing that the program writes a paper of.")
    paper = _paper(item, kind, title or kind.label)
    written(record=item.record, verb=Event.PAPER_ADDED, sentence=f"Paper added: {paper.title}", by=actor(by), at=at)
    return paper


@transaction.atomic
def add_document(*, item_id: int, name: str, content: bytes, title: str, by: Viewer, at: datetime) -> Paper:
    """A file as a paper. Errors: Refused, documents.rules.NotAllowed."""
    item = led_item(item_id, None, by)
    editable(item.meeting)
    document = documents.add(record=item.record, name=name, content=content, by=by, at=at)
    paper = _paper(item, PaperKind.DOCUMENT, title or document.name, document)
    written(record=item.record, verb=Event.PAPER_ADDED, sentence=f"Paper added: {paper.title}", by=actor(by), at=at)
    return paper


def _paper(item: AgendaItem, kind: PaperKind, title: str, document: Document | None = None) -> Paper:
    same = Paper.objects.filter(item=item, kind=kind.value, document=document).first()
    if same is not None:
        return same
    last = Paper.objects.filter(item=item).aggregate(last=Max("position"))["last"] or 0
    return Paper.objects.create(item=item, kind=kind.value, title=title[:200], position=last + 1, document=document)


@transaction.atomic
def remove_paper(*, item_id: int, paper_id: int, by: Viewer, at: datetime) -> None:
    """Take a paper off an item; a file stays with the item's record. Errors: Refused."""
    item = led_item(item_id, None, by)
    editable(item.meeting)
    paper = Paper.objects.filter(item=item, pk=paper_id).first()
    require(paper is not None, "That paper is not on this item any more.")
    assert paper is not None
    written(
        record=item.record, verb=Event.AGENDA_CHANGED, sentence=f"Paper taken off: {paper.title}", by=actor(by), at=at
    )
    paper.delete()


@transaction.atomic
def defer_item(*, item_id: int, seen: int | None, reason: str, by: Viewer, at: datetime) -> AgendaItem:
    """Put an item off; it goes on the next agenda by itself, where there is one, else when there is. Errors: Refused, ChangedMeanwhile."""
    item = led_item(item_id, seen, by)
    meeting = item.meeting
    require(MeetingState(meeting.state) in {S.IN_SESSION, S.DRAFTED}, "An item is put off at the meeting.")
    require(bool(reason.strip()), "Give the reason.")
    item.state = ItemState.DEFERRED.value
    item.minutes = item.minutes or f"Put off to the next meeting: {reason.strip()}"
    item.save(update_fields=["state", "minutes"])
    records.touch(item.record)
    written(
        record=item.record, verb=Event.DEFERRED, sentence=f"Put off to the next meeting: {reason}", by=actor(by), at=at
    )
    following = (
        Meeting.objects.filter(group=meeting.group_id, meets_on__gt=meeting.meets_on, state__in=["planned", "issued"])
        .select_related("record__circle", "group")
        .order_by("meets_on")
        .first()
    )
    if following is not None:
        _carry(item, following, by, at)
    return item


def carry_into(meeting: Meeting, by: Viewer, at: datetime) -> None:
    """What earlier meetings of the group put off and no agenda has taken up yet."""
    waiting = AgendaItem.objects.filter(
        meeting__group=meeting.group_id,
        meeting__meets_on__lt=meeting.meets_on,
        state=ItemState.DEFERRED.value,
        carried_to__isnull=True,
    )
    for item in waiting.select_related("record", "about").order_by("meeting__meets_on", "pk"):
        _carry(item, meeting, by, at)


def _carry(item: AgendaItem, meeting: Meeting, by: Viewer, at: datetime) -> None:
    if AgendaItem.objects.filter(carried_from=item).exists():
        return
    place = AgendaPlace.objects.filter(item=item).first()
    draft = ItemDraft(
        item.record.title,
        ItemKind.CARRIED,
        Purpose(item.purpose),
        item.text,
        item.presenter,
        place.minutes if place else 10,
        item.about_id,
        f"carried:{item.pk}",
    )
    fresh = _place(meeting, draft, by, at)
    fresh.carried_from = item
    fresh.save(update_fields=["carried_from"])
    for paper in Paper.objects.filter(item=item).order_by("position").select_related("document"):
        _paper(fresh, PaperKind(paper.kind), paper.title, paper.document)
    for conflict in Conflict.objects.filter(item=item).select_related("person"):
        # A conflict goes along with the matter.
        Conflict.objects.create(
            item=fresh,
            person=conflict.person,
            reason=conflict.reason,
            declared_at=conflict.declared_at,
            declared_by_id=conflict.declared_by_id,
        )
        records.exclude(
            record=fresh.record,
            person_id=conflict.person_id,
            person_name=conflict.person.name,
            reason=conflict.reason,
            by=actor(by),
            at=at,
            on=by.day,
        )
