"""What a paper holds when it goes out: plain data, each row with the record it speaks of, names taken out where the group asks.

A reader who is kept out of one of those records does not get its row (`for_reader`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from goldenthread.core.clock import begins
from goldenthread.core.dates import day_in_words
from goldenthread.core.encryption import decrypt
from goldenthread.design.format import day, partial_day
from goldenthread.meetings.models import AgendaItem, AgendaPlace, GroupSetting, Meeting, Paper
from goldenthread.meetings.queries.minutes import head_of, item_of
from goldenthread.meetings.rules.pseudonyms import clean
from goldenthread.meetings.terms import ItemKind, PaperKind, Purpose
from goldenthread.partnership.models import Post
from goldenthread.records.models import Record, Subject
from goldenthread.records.terms import RecordKind
from goldenthread.records.viewer import Viewer
from goldenthread.thread.models import Action, LearningPoint
from goldenthread.thread.rules.states import OPEN
from goldenthread.thread.terms import ActionState, LearningHeading

MOST_ROWS = 400
Writes = Callable[[Viewer, Record], dict[str, Any]]
WRITERS: dict[RecordKind, Writes] = {}


def writes(kind: RecordKind, writer: Writes) -> None:
    """Let a room write the paper of an item about one of its records: `intro`, `header` and `rows` of cells, each with its record. Called once, when Django starts."""
    WRITERS[kind] = writer


class Writer:
    """Writes the contents of one meeting's items, with the issuer's eyes."""

    def __init__(self, meeting: Meeting, viewer: Viewer) -> None:
        self.meeting, self.viewer = meeting, viewer
        setting = GroupSetting.objects.filter(group=meeting.group_id).first()
        self.pseudonymise = bool(setting and setting.pseudonymise)
        self._staff: dict[str, str] | None = None

    def content(self, item: AgendaItem) -> dict[str, Any]:
        """Everything that goes out of one item."""
        papers = item.papers.select_related("document").order_by("position", "pk")  # type: ignore[attr-defined]
        return {
            "reference": item.record.reference,
            "title": item.record.title,
            "kind": ItemKind(item.kind).label,
            "purpose": Purpose(item.purpose).label,
            "text": item.text,
            "presenter": item.presenter,
            "about": self._about(item),
            "papers": [self._paper(paper) for paper in papers],
        }

    def _about(self, item: AgendaItem) -> dict[str, Any] | None:
        record = item.about
        if record is None:
            return None
        return {
            "record": record.pk,
            "reference": record.reference,
            "title": record.title,
            "kind": RecordKind(record.kind).label,
        }

    def _paper(self, paper: Paper) -> dict[str, Any]:
        held: dict[str, Any] = {"kind": paper.kind, "title": paper.title}
        kind = PaperKind(paper.kind)
        if kind is PaperKind.DOCUMENT and paper.document is not None:
            return {
                **held,
                "document": paper.document.reference,
                "name": paper.document.name,
                "media_type": paper.document.media_type,
            }
        if kind is PaperKind.RECORD:
            return {**held, **self._without_names(self._of_record(paper.item))}
        made = {
            PaperKind.ACTION_LOG: self._action_log,
            PaperKind.LEARNING: self._learning,
            PaperKind.LAST_MINUTES: self._last_minutes,
        }[kind]()
        return {**held, **self._without_names(made)}

    def _without_names(self, made: dict[str, Any]) -> dict[str, Any]:
        """The same without the name of a child or of a member of staff, where the group asks for it."""
        if not self.pseudonymise:
            return made
        if self._staff is None:
            self._staff = staff_names(self.meeting.partnership_id)
        records = {row["record"] for row in (*made.get("rows", ()), *made.get("parts", ())) if row.get("record")}
        found: dict[str, Any] = clean(made, {**self._staff, **subject_names(records)})
        return found

    def _of_record(self, item: AgendaItem) -> dict[str, Any]:
        record = item.about
        writer = WRITERS.get(RecordKind(record.kind)) if record else None
        if record is None or writer is None or record.pk in self.viewer.excluded:
            return {"intro": "Nothing is written of it.", "header": [], "rows": []}
        return writer(self.viewer, record)

    def _action_log(self) -> dict[str, Any]:
        rows = (
            Action.objects.visible_to(self.viewer)  # type: ignore[attr-defined]
            .filter(record__group=self.meeting.group_id, state__in=[state.value for state in OPEN])
            .select_related("record", "owner_organisation", "owner_person")
            .order_by("due_on", "pk")[:MOST_ROWS]
        )
        return {
            "intro": f"Open actions of the group on {day_in_words(self.viewer.day)}.",
            "header": ["Reference", "Action", "Owner", "Due", "State"],
            "rows": [
                {
                    "record": action.pk,
                    "cells": [
                        action.record.reference,
                        action.text,
                        ", ".join(
                            str(one)
                            for one in (action.owner_person and action.owner_person.name, action.owner_organisation)
                            if one
                        )
                        or "nobody yet",
                        day(action.due_on) if action.due_on else "no date",
                        ActionState(action.state).label,
                    ],
                }
                for action in rows
            ],
        }

    def _learning(self) -> dict[str, Any]:
        last = (
            Meeting.objects.filter(group=self.meeting.group_id, meets_on__lt=self.meeting.meets_on)
            .exclude(state="cancelled")
            .order_by("-meets_on")
            .first()
        )
        rows = LearningPoint.objects.visible_to(self.viewer).filter(record__group=self.meeting.group_id)  # type: ignore[attr-defined]
        if last is not None:
            rows = rows.filter(record__opened_at__gte=begins(last.meets_on))
        return {
            "intro": f"Recorded since {day_in_words(last.meets_on)}." if last else "Recorded by the group so far.",
            "header": ["Reference", "Learning", "Heading", "When"],
            "rows": [
                {
                    "record": point.pk,
                    "cells": [
                        point.record.reference,
                        point.text,
                        LearningHeading(point.heading).label,
                        partial_day(point.record.happened) if point.record.happened else "",
                    ],
                }
                for point in rows.select_related("record").order_by("-record__opened_at", "pk")[:MOST_ROWS]
            ],
        }

    def _last_minutes(self) -> dict[str, Any]:
        last = (
            Meeting.objects.visible_to(self.viewer)  # type: ignore[attr-defined]
            .filter(
                group=self.meeting.group_id,
                meets_on__lt=self.meeting.meets_on,
                state__in=["drafted", "circulated", "sealed"],
            )
            .select_related("record", "group")
            .order_by("-meets_on")
            .first()
        )
        if last is None:
            return {"intro": "The group has no earlier minutes here.", "parts": []}
        rows = last.invitees.select_related("person", "organisation", "deputy_for__person")
        head = last.sealed or head_of(last, rows)
        places = AgendaPlace.objects.filter(meeting=last).order_by("position", "pk").values_list("item_id", flat=True)
        items = AgendaItem.objects.visible_to(self.viewer).select_related("record", "about").in_bulk(list(places))  # type: ignore[attr-defined]
        return {
            "intro": f"{head['title']}. {'Approved.' if last.sealed else 'Draft, to be approved.'} Present: "
            + "; ".join(f"{one['name']} ({one['organisation'] or one['as']})" for one in head["present"]),
            "parts": [{"record": pk, **(items[pk].sealed or item_of(items[pk]))} for pk in places if pk in items],
        }


def staff_names(partnership_id: int) -> dict[str, str]:
    """Every member of staff's name, and the role that stands for it in papers."""
    rows = Post.objects.filter(partnership=partnership_id).select_related("person", "organisation").order_by("pk")
    return {
        post.person.name: f"{post.title or post.get_role_display()}{f', {post.organisation}' if post.organisation else ''}"  # type: ignore[attr-defined]
        for post in rows
    }


def subject_names(record_ids: Iterable[int]) -> dict[str, str]:
    """The names of those the records are about, and their pseudonyms. The names go no further than the replacing."""
    rows = Subject.objects.filter(record__in=list(record_ids)).exclude(name_sealed="")
    return {decrypt(row.name_sealed): row.pseudonym for row in rows}


def for_reader(content: dict[str, Any], viewer: Viewer) -> dict[str, Any]:
    """An item's content without what speaks of records this reader is kept out of; how many rows that were is said."""
    papers = []
    for paper in content["papers"]:
        held = dict(paper)
        for name in ("rows", "parts"):
            if name in held:
                kept = [row for row in held[name] if row.get("record") not in viewer.excluded]
                held["kept_from_you"] = held.get("kept_from_you", 0) + len(held[name]) - len(kept)
                held[name] = kept
        papers.append(held)
    about = content["about"]
    return {
        **content,
        "papers": papers,
        "about": None if about and about["record"] in viewer.excluded else about,
    }
