"""A publication as plain data, in the words and order of every output. Unknown keys of the document never reach it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from goldenthread.core.dates import day_in_words
from goldenthread.rendering.charts import Chart, chart_alt, chart_svg, chart_table, number_in_words

from ..document import AreaOfFocus, AssuranceActivity, Development, Figure, Group, Learning, NextStep, ReportingImpact
from .figures import WHOLE, lone_figures, period_in_words, when
from .model import Publication

PARTIAL = "The source is incomplete here."
DEMONSTRATION = "Demonstration: the people and casework shown are fictional."
DRAFT = "Draft: not signed off"
_LONDON = ZoneInfo("Europe/London")
_HEADINGS = {
    "professional_awareness": "Professional awareness and knowledge",
    "practice_development": "Practice development",
    "system_development": "System development",
}
_SECTORS = {"local_authority": "local authority", "police": "police", "health_commissioner": "health commissioner"}


def publication_data(
    publication: Publication, *, chart_font: str = "sans-serif", draw: Callable[[Chart], object] | None = None
) -> dict[str, Any]:
    """Everything a reader sees, as text, lists and mappings; the same for PDF, Word and web page.

    Charts come with ``svg`` (set in ``chart_font``), ``alt``, ``header`` and ``rows``. Empty text and
    empty lists stand for what is not there. ``draw`` may make another picture than SVG: it then
    stands under ``picture``.
    """
    drawing = _Drawing(chart_font, draw)
    document = publication.document
    alone = lone_figures(document)
    return {
        "title": publication.title,
        "kind": publication.kind,
        "period": period_in_words(document.report.period),
        "summary": _line(document.report.summary),
        "looks_ahead_to": _line(document.report.looks_ahead_to),
        "draft": publication.sign_off is None,
        "status": _status(publication),
        "demonstration": DEMONSTRATION if publication.demonstration else "",
        "accent": publication.accent,
        "made": day_in_words(publication.generated_at.astimezone(_LONDON).date()),
        "partial_mark": PARTIAL,
        "partnership": _partnership(publication),
        "headlines": [
            {"figure": each.figure, "sentence": each.sentence, "caution": each.caution}
            for each in publication.headlines
        ],
        "groups": [_group(publication, group, alone.get(group.key, ()), drawing) for group in document.groups or ()],
        "assurance": _assurance(document.assurance_activity) if document.assurance_activity else None,
        "areas_of_focus": _steps(document.areas_of_focus),
        "charts": _charts(publication.charts.get(WHOLE, ()), drawing),
        "figures": _figures(alone.get(WHOLE, ())),
    }


def _status(publication: Publication) -> str:
    if (sign_off := publication.sign_off) is None:
        return DRAFT
    return f"Version {sign_off.version}, signed off on {day_in_words(sign_off.on)} by {sign_off.role}"


def _line(text: str | None) -> str:
    """Text as one paragraph: a source's line breaks are its layout, not its meaning."""
    return " ".join((text or "").split())


def _partnership(publication: Publication) -> dict[str, Any]:
    partnership = publication.document.partnership
    partners = partnership.safeguarding_partners or ()
    return {
        "name": _line(partnership.name),
        "short_name": _line(partnership.short_name),
        "area": _line(partnership.area),
        "established": partnership.established.in_words() if partnership.established else "",
        "partners": [{"name": _line(each.name), "sector": _label(each.sector, _SECTORS)} for each in partners],
        "relevant_agencies": _line(partnership.relevant_agencies),
        "neighbours": [_line(each) for each in partnership.neighbouring_partnerships or ()],
    }


def _label(key: str | None, labels: dict[str, str]) -> str:
    return labels.get(key or "", _line((key or "").replace("_", " ")))


def _group(publication: Publication, group: Group, figures: Iterable[Figure], drawing: _Drawing) -> dict[str, Any]:
    return {
        "key": group.key,
        "name": _line(group.name),
        "short_name": _line(group.short_name),
        "function": _line(group.function),
        "note": _line(group.source_note),
        "partial": bool(group.partial),
        "developments": [_development(publication, group, each) for each in group.developments or ()],
        "next_steps": _steps(group.next_steps),
        "charts": _charts(publication.charts.get(group.key, ()), drawing),
        "figures": _figures(figures),
    }


def _development(publication: Publication, group: Group, development: Development) -> dict[str, Any]:
    return {
        "number": str(development.number),
        "summary": _line(development.summary),
        "resources": [_line(each) for each in development.resources or ()],
        "partial": bool(development.partial),
        "impacts": [_impact(publication, group, each) for each in development.impacts or ()],
    }


def _impact(publication: Publication, group: Group, impact: ReportingImpact) -> dict[str, Any]:
    return {
        "number": impact.number,
        "statement": _line(impact.statement),
        "kind": (impact.kind or "").capitalize(),
        "date": _impact_date(impact),
        "partial": bool(impact.partial),
        "caveats": list(publication.caveats.get((group.key, impact.number), ())),
    }


def _impact_date(impact: ReportingImpact) -> str:
    if impact.date is None:
        return ""
    return impact.date.in_words() + (", inferred" if "date" in (impact.inferred or ()) else "")


def _steps(steps: Iterable[NextStep] | Iterable[AreaOfFocus] | None) -> list[dict[str, Any]]:
    return [{"text": _line(step.text), "parts": [_line(part) for part in step.parts or ()]} for step in steps or ()]


@dataclass(frozen=True, slots=True)
class _Drawing:
    font: str
    draw: Callable[[Chart], object] | None

    def picture(self, chart: Chart) -> dict[str, object]:
        if self.draw is not None:
            return {"picture": self.draw(chart)}
        return {"svg": chart_svg(chart, font=self.font)}


def _charts(charts: Iterable[Chart], drawing: _Drawing) -> list[dict[str, Any]]:
    return [_chart(chart, drawing) for chart in charts]


def _chart(chart: Chart, drawing: _Drawing) -> dict[str, Any]:
    table = chart_table(chart)
    return {
        "title": chart.title,
        "unit": chart.unit,
        "source": chart.source,
        "alt": chart_alt(chart),
        "header": list(table.header),
        "rows": [list(row) for row in table.rows],
        **drawing.picture(chart),
    }


def _figures(figures: Iterable[Figure]) -> list[dict[str, str]]:
    return [
        {
            "label": _line(figure.label)[:1].upper() + _line(figure.label)[1:],
            "value": number_in_words(figure.value),
            "unit": _line(figure.unit),
            "when": when(figure),
        }
        for figure in figures
    ]


def _assurance(activity: AssuranceActivity) -> dict[str, Any]:
    masterclass = activity.masterclass
    reviews = activity.practice_reviews or ()
    return {
        "practice_reviews": [
            {
                "count": number_in_words(each.count),
                "subject": _line(each.subject)[:1].upper() + _line(each.subject)[1:],
                "age_group": _label(each.age_group, {}),
            }
            for each in reviews
        ],
        "audits": [_line(each) for each in activity.multi_agency_case_audits or ()],
        "learning": _learning(activity.learning or ()),
        "implementation": _line(activity.implementation),
        "masterclass": {
            "title": _line(masterclass.title),
            "topics": [_line(each) for each in masterclass.topics or ()],
        }
        if masterclass
        else None,
    }


def _learning(points: Iterable[Learning]) -> list[dict[str, Any]]:
    """Points under their headings, headings in the order in which they first come."""
    headings: dict[str, list[dict[str, Any]]] = {}
    for point in points:
        name = _HEADINGS.get(point.category or "") or _line((point.category or "Learning").replace("_", " "))
        parts = [_line(part) for part in point.parts or ()]
        headings.setdefault(name[:1].upper() + name[1:], []).append({"text": _line(point.text), "parts": parts})
    return [{"heading": heading, "points": held} for heading, held in headings.items()]
