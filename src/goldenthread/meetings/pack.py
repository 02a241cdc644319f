"""The papers of a meeting as one accessible PDF, made for one reader from what was issued and what they may see."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import Any

from goldenthread.design.format import instant, weekday_day
from goldenthread.meetings import papers
from goldenthread.meetings.models import Issue, IssuedItem, Meeting
from goldenthread.records.models.record import visible
from goldenthread.records.viewer import Viewer
from goldenthread.rendering.failure import RenderingFailed
from goldenthread.rendering.pages import pdf_pages
from goldenthread.rendering.pdf import typeset

TEMPLATE = Path(__file__).parent / "typst" / "pack.typ"
KEPT_OUT = "You are kept out of this item for a conflict of interest. Its papers are not in your copy."

ReadFile = Callable[[str], bytes | None]
"""Gives the bytes of a document by its reference, or None where this reader may not open it or it is gone."""


@dataclass(frozen=True, slots=True)
class PackItem:
    """One item as the reader gets it: None for one they are kept out of."""

    number: int
    starts_at: str
    content: dict[str, Any] | None


def pack_items(viewer: Viewer, issue: Issue) -> list[PackItem]:
    """The issued items in their order, for this reader. Two queries."""
    order = issue.head["items"]
    held = {
        row.item_id: papers.for_reader(row.content, viewer)
        for row in IssuedItem.objects.filter(visible(viewer, "item_id"), issue=issue)
    }
    return [
        PackItem(number, entry["starts_at"], held.get(entry["item"])) for number, entry in enumerate(order, start=1)
    ]


def when_words(meeting: Meeting) -> str:
    """``Thursday 12 March 2026, 2pm to 4pm``."""
    words = weekday_day(meeting.meets_on)
    if meeting.starts_at is None:
        return words
    ends = f" to {time_words(meeting.ends_at)}" if meeting.ends_at else ""
    return f"{words}, {time_words(meeting.starts_at)}{ends}"


def time_words(value: time | str | None) -> str:
    """``2pm``, ``9:30am``; empty where there is none."""
    if not value:
        return ""
    given = time.fromisoformat(value) if isinstance(value, str) else value
    if given.minute == 0 and given.hour == 12:
        return "midday"
    half = "am" if given.hour < 12 else "pm"
    minutes = f":{given.minute:02}" if given.minute else ""
    return f"{given.hour % 12 or 12}{minutes}{half}"


def pack_pdf(
    viewer: Viewer, meeting: Meeting, issue: Issue, *, partnership: str, fictional: bool, address: str, read: ReadFile
) -> bytes:
    """The pack as PDF/UA-1. Raises ``RenderingFailed``."""
    assets: dict[str, bytes] = {}
    items = [_item(item, assets, read) for item in pack_items(viewer, issue)]
    data = {
        "partnership": partnership,
        "group": meeting.group.name,
        "title": meeting.record.title,
        "reference": meeting.record.reference,
        "when": when_words(meeting),
        "place": meeting.place,
        "link": meeting.link,
        "address": address,
        "version": f"Version {issue.version}, issued {instant(issue.at)}",
        "note": issue.note,
        "reader": viewer.name,
        "demonstration": "This is a demonstration: people and casework are made up." if fictional else "",
        "items": items,
    }
    return typeset(TEMPLATE, data, assets, created=issue.at)


def _item(item: PackItem, assets: dict[str, bytes], read: ReadFile) -> dict[str, Any]:
    shown: dict[str, Any] = {"number": item.number, "starts_at": time_words(item.starts_at)}
    content = item.content
    if content is None:
        return {**shown, "kept_out": KEPT_OUT, "title": "Not in your copy"}
    return {
        **shown,
        "kept_out": "",
        **{name: content[name] for name in ("title", "reference", "purpose", "presenter")},
        "text": content["text"].split("\n") if content["text"] else [],
        "about": f"{content['about']['kind']} {content['about']['reference']}: {content['about']['title']}"
        if content["about"]
        else "",
        "papers": [
            _paper(paper, f"{item.number}-{number}", assets, read) for number, paper in enumerate(content["papers"])
        ],
    }


def _paper(paper: dict[str, Any], key: str, assets: dict[str, bytes], read: ReadFile) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "title": paper["title"],
        "intro": paper.get("intro", ""),
        "header": paper.get("header", []),
        "rows": [[str(cell) for cell in row["cells"]] for row in paper.get("rows", [])],
        "parts": [_part(part) for part in paper.get("parts", [])],
        "kept": f"{paper['kept_from_you']} of its entries are not in your copy: you are kept out of them for a conflict of interest."
        if paper.get("kept_from_you")
        else "",
        "pages": [],
        "remark": "",
    }
    if "document" not in paper:
        return shown
    content = read(paper["document"])
    if content is None:
        return {**shown, "remark": f"{paper['name']}: this file can no longer be opened."}
    if paper["media_type"] != "application/pdf":
        return {**shown, "remark": f"{paper['name']} is not a PDF: open it from the meeting’s page."}
    try:
        pages = pdf_pages(content)
    except RenderingFailed as failure:
        return {**shown, "remark": f"{paper['name']} is not placed here: {failure} Open it from the meeting’s page."}
    for number, page in enumerate(pages, start=1):
        name = f"{key}-{number}"
        assets[name] = page.png
        words = page.text or "This page is a picture without words that a program can read."
        shown["pages"].append({"name": name, "alt": f"{paper['title']}, page {number} of {len(pages)}. {words}"})
    return shown


def _part(part: dict[str, Any]) -> dict[str, Any]:
    return {
        "title": part["title"],
        "text": part["text"].split("\n") if part["text"] else [],
        "decisions": [
            f"{one['text']} Reasons: {one['reasons']} {one['standing']}".strip() for one in part["decisions"]
        ],
        "actions": [f"{one['reference']}: {one['text']} ({one['words']})" for one in part["actions"]],
    }
