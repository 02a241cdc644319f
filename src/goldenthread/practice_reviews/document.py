"""The report of a review as PDF/UA and Word: pseudonymised, staff as roles, from what is stored and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from goldenthread.design.format import day, instant
from goldenthread.practice_reviews.models import Child, Copy, FurtherDecision, Review, SignOff
from goldenthread.practice_reviews.pages.words import age_of, signature_words, when_words
from goldenthread.practice_reviews.queries.chronology import Merged
from goldenthread.practice_reviews.rules.ages import in_words
from goldenthread.practice_reviews.rules.deciding import HEADINGS, MET, PARTS
from goldenthread.practice_reviews.terms import Care, Criterion, Further, IncidentType, Nature, Outcome, Sex
from goldenthread.rendering.pages import pdf_pages
from goldenthread.rendering.pdf import typeset
from goldenthread.rendering.word import fill
from goldenthread.thread.models import Action, LearningPoint
from goldenthread.thread.terms import LearningNature

TEMPLATE = Path(__file__).parent / "typst" / "report.typ"
COPY_TEMPLATE = TEMPLATE.with_name("copy.typ")
WORD_TEMPLATE = Path(__file__).parent / "word" / "report.docx"
MADE_UP = "This is a demonstration: people and casework are made up."
MARKING = "Official – sensitive. For the safeguarding partners and the national Panel alone."


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything a report is made from."""

    review: Review
    children: Sequence[Child]
    merged: Merged
    learning: Sequence[LearningPoint]
    actions: Sequence[Action]
    further: FurtherDecision | None
    signatures: Sequence[SignOff]


def report_data(held: Contents, *, partnership: str, fictional: bool) -> dict[str, Any]:
    """What both templates are filled with. No sealed field is among it, nor any person's name."""
    row = held.review
    return {
        "title": f"Rapid review {row.record.reference}" if row.notified_at else f"Learning review {row.record.reference}",
        "partnership": partnership,
        "reference": row.record.reference,
        "status": f"Sent to the national Panel on {day(row.sent_on)}" if row.sent_on else "Draft",
        "marking": MARKING,
        "demonstration": MADE_UP if fictional else "",
        "facts": [
            ["What happened", f"{Nature(row.nature).label}. {IncidentType(row.incident_type).label}"],
            ["When", when_words(row)],
            ["Local authority became aware", day(row.aware_on, "Not written down")],
            ["Panel notified", day(row.notified_at, "Not notified")],
        ],
        "children": [
            [
                child.subject.pseudonym, in_words(age_of(child)), Sex(child.sex).label, Outcome(child.outcome).label,
                Care(child.care).label,
            ]
            for child in held.children
        ],
        "agencies": [each.name for each in held.merged.agencies if each.entries or each.worked_well or each.differently],
        "parts": [
            {"heading": HEADINGS[name], "lines": _lines(getattr(row, f"report_{name}"))} for name in PARTS
        ],
        "good": [each.text for each in held.learning if each.nature == LearningNature.GOOD_PRACTICE.value],
        "develop": [each.text for each in held.learning if each.nature != LearningNature.GOOD_PRACTICE.value],
        "actions": [
            [each.text, str(each.owner_organisation or "To be agreed"), day(each.due_on, "To be agreed"), each.measure]
            for each in held.actions
        ],
        "decision": _decision(held.further),
        "signed": signature_words(list(held.signatures)) or "Not signed off yet",
        "chronology": [[each.words, each.agency, each.contact, each.outcome] for each in held.merged.entries],
    }  # fmt: skip


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def _decision(made: FurtherDecision | None) -> dict[str, Any]:
    if made is None:
        return {"words": "Not decided yet", "criteria": [], "why": [], "dissent": ""}
    return {
        "words": f"{Further(made.decision).label}, decided on {day(made.on)}",
        "criteria": [
            [each.label, "Met" if made.criteria[each.value] == MET else "Not met"]
            for each in Criterion
            if each.value in made.criteria
        ],
        "why": _lines(made.why),
        "dissent": made.dissent,
    }


def report_pdf(held: Contents, *, partnership: str, fictional: bool, at: datetime) -> bytes:
    """The report as PDF/UA-1. Raises ``RenderingFailed``."""
    return typeset(TEMPLATE, report_data(held, partnership=partnership, fictional=fictional), created=at)


def report_docx(held: Contents, *, partnership: str, fictional: bool, at: datetime) -> bytes:
    """The report as a Word document with real headings and tables. Raises ``RenderingFailed``."""
    data = report_data(held, partnership=partnership, fictional=fictional)
    named = {
        **data,
        "facts": [{"label": label, "words": words} for label, words in data["facts"]],
        "children": [dict(zip("abcde", each, strict=True)) for each in data["children"]],
        "actions": [dict(zip("abcd", each, strict=True)) for each in data["actions"]],
        "chronology": [dict(zip("abcd", each, strict=True)) for each in data["chronology"]],
        "decision": {**data["decision"], "criteria": [{"a": a, "b": b} for a, b in data["decision"]["criteria"]]},
    }
    return fill(WORD_TEMPLATE, named, title=data["title"], created=at)


def copy_pdf(content: bytes, *, copy: Copy, reference: str, partnership: str, fictional: bool, at: datetime) -> bytes:
    """A reader's own copy of a draft as PDF/UA-1: its number and its reader stand on every page, across it and below. Raises ``RenderingFailed``."""
    pages = pdf_pages(content)
    mark = f"Copy {copy.number} · {copy.reader} · draft {copy.draft.number}"
    data = {
        "title": f"{reference}: draft {copy.draft.number}, copy {copy.number}",
        "partnership": partnership,
        "mark": mark,
        "marking": MARKING,
        "opened": f"Opened {instant(at)}",
        "demonstration": MADE_UP if fictional else "",
        "pages": [
            {
                "name": f"page-{number}",
                "alt": f"Page {number} of {len(pages)}. {page.text or 'A picture without words that a program can read.'}",
            }
            for number, page in enumerate(pages, start=1)
        ],
    }
    return typeset(
        COPY_TEMPLATE, data, {f"page-{number}": page.png for number, page in enumerate(pages, start=1)}, created=at
    )
