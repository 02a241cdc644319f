"""A pathway as an accessible document: its picture, its stages, its sources; and one record's way along it where there is one."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from goldenthread.design.format import day, instant, partial_day
from goldenthread.pathways.pages.picture import draw, lane_names
from goldenthread.pathways.pages.words import allowed, resting_on, standing, state_tag
from goldenthread.pathways.queries import CourseWay, Listed
from goldenthread.pathways.rules.pathway import Definition
from goldenthread.pathways.rules.way import Way
from goldenthread.records.models import Record
from goldenthread.records.web import Scope
from goldenthread.rendering.pdf import TEXT_FACE, typeset

TEMPLATE = Path(__file__).resolve().parents[1] / "typst" / "protocol.typ"


def protocol_pdf(scope: Scope, found: Listed, *, at: datetime) -> bytes:
    """One edition of a pathway as PDF/UA. Errors: rendering.RenderingFailed."""
    facts = [["Edition", f"{found.number}" + (f": {found.definition.edition}" if found.definition.edition else "")]]
    return _typeset(scope, found.definition, None, found.definition.title, "", facts, at)


def way_pdf(scope: Scope, record: Record, found: CourseWay, *, at: datetime) -> bytes:
    """One record's way as PDF/UA. Errors: rendering.RenderingFailed."""
    facts = [
        ["Record", f"{record.reference}: {record.title}"],
        ["Pathway", f"{found.way.definition.title}, edition {found.course.edition.number}"],
        ["As it stood", instant(at)],
        ["Counted with", found.way.calendar],
    ]
    return _typeset(
        scope, found.way.definition, found.way, f"The way of {record.reference}", record.reference, facts, at
    )


def _typeset(
    scope: Scope,
    definition: Definition,
    way: Way | None,
    title: str,
    reference: str,
    facts: list[list[str]],
    at: datetime,
) -> bytes:
    drawing = draw(definition, way, at if way else None, face=TEXT_FACE)
    data = {
        "title": title,
        "reference": reference,
        "partnership": scope.partnership.name,
        "demonstration": "People and casework are fictional" if scope.partnership.fictional else "",
        "summary": definition.summary,
        "facts": [
            *facts,
            ["Source", definition.source],
            ["Last checked", partial_day(definition.checked_on, "not said")],
        ],
        "made": day(at),
        "lanes": list(lane_names(definition)) if len(definition.tracks) > 1 else [],
        "said": drawing.said,
        "height": drawing.height,
        "stages": _stages(definition, way, at),
        "events": [[event.name, event.about] for event in definition.events],
    }
    return typeset(TEMPLATE, data, {"picture": str(drawing.svg).encode()}, created=at)


def _stages(definition: Definition, way: Way | None, at: datetime) -> list[dict[str, object]]:
    made: list[dict[str, object]] = []
    for stage in definition.ordered:
        found = way.stage(stage.key) if way else None
        lines = []
        if found is not None:
            lines.append(["Now", f"{state_tag(found, at).text}. {standing(found, at)}"])
            if len(found.steps) > 1:
                lines.append(["How its day came about", ". ".join(step.words for step in found.steps)])
        lines.append(["After", "; ".join(definition.name_of(key) for key in stage.after) or "nothing named"])
        lines.append(["Time allowed", allowed(definition, stage)])
        if stage.clock:
            lines.append(["Rests on", resting_on(definition, stage)])
        lines.append(["Leads", ", ".join(definition.party_names([stage.leads]))])
        if stage.takes_part:
            lines.append(["Takes part", ", ".join(definition.party_names(stage.takes_part))])
        if stage.produces:
            lines.append(["What comes out", ", ".join(stage.produces)])
        made.append(
            {"name": stage.name + (" (if needed)" if stage.optional else ""), "about": stage.about, "lines": lines}
        )
    return made
