"""Between rows of the thread and plain data of the exchange format, exactly both ways.

A row's columns hold what people search, sort and edit; its `extra` holds what was given and the columns cannot say (a key
that was there but empty, an unknown key, a text longer than its column). Whoever changes a column calls `forget` for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from goldenthread.reporting.stored import leftover, restored, stored, together
from goldenthread.thread.models import Development, DevelopmentImpact, NextStep

MOST = 32_767


def _said(columns: Mapping[str, Any], always: Iterable[str]) -> dict[str, Any]:
    """Columns that say something; those of `always` even when empty."""
    return {key: value for key, value in columns.items() if value or key in always}


def _listed(given: Any, longest: int) -> list[str]:
    return [str(text)[:longest] for text in given or ()]


def fill_development(row: Development, given: Mapping[str, Any]) -> None:
    """Set a development's columns from plain data (without its impacts)."""
    row.number, row.summary = max(0, min(int(given["number"]), MOST)), given["summary"]
    row.themes, row.resources, row.inferred = (
        _listed(given.get("themes"), 80),
        _listed(given.get("resources"), 200),
        _listed(given.get("inferred"), 80),
    )
    row.partial = bool(given.get("partial"))
    rest = leftover({key: value for key, value in given.items() if key != "impacts"}, development_columns(row))
    row.extra = rest | ({"impacts": []} if "impacts" in given and not given["impacts"] else {})


def development_columns(row: Development) -> dict[str, Any]:
    """What a development's columns say, its impacts left out."""
    columns = {
        "number": row.number,
        "summary": row.summary,
        "themes": row.themes,
        "resources": row.resources,
        "partial": row.partial,
        "inferred": row.inferred,
    }
    return _said(columns, ("number", "summary"))


def impact_row(development: Development, place: int, given: Mapping[str, Any]) -> DevelopmentImpact:
    """An impact's row, not saved."""
    measure = given.get("measure")
    row = DevelopmentImpact(
        development=development,
        position=place,
        number=str(given["number"])[:10],
        statement=given["statement"],
        kind=given.get("kind") or "",
        date=str(given.get("date") or "")[:10],
        measure=stored(measure) if measure else None,
        partial=bool(given.get("partial")),
        inferred=_listed(given.get("inferred"), 80),
    )
    row.extra = leftover(given, impact_columns(row))
    return row


def impact_columns(row: DevelopmentImpact) -> dict[str, Any]:
    """What an impact's columns say."""
    columns = {
        "number": row.number,
        "statement": row.statement,
        "kind": row.kind,
        "date": row.date,
        "measure": restored(row.measure),
        "partial": row.partial,
        "inferred": row.inferred,
    }
    return _said(columns, ("number", "statement"))


def fill_step(row: NextStep, given: Any) -> None:
    """Set a next step's columns from plain data: a sentence, or a mapping."""
    mapping = {"text": given} if isinstance(given, str) else given
    row.text, row.parts = mapping["text"], list(mapping.get("parts") or [])
    row.extra = {"mapped": not isinstance(given, str), "rest": leftover(mapping, _step_columns(row))}


def step_plain(row: NextStep) -> Any:
    """A next step as plain data."""
    rest = row.extra.get("rest", {})
    if not row.extra.get("mapped") and not row.parts and not rest:
        return row.text
    return together(_step_columns(row), rest)


def _step_columns(row: NextStep) -> dict[str, Any]:
    return _said({"text": row.text, "parts": list(row.parts)}, ("text",))


def forget(extra: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """`extra` without what was once given for these columns, because they were changed."""
    return {key: value for key, value in extra.items() if key not in names}


def development_plain(row: Development, number: int | None = None) -> dict[str, Any]:
    """A development with its impacts as plain data, under its own numbers, or under `number` and its impacts by their places."""
    made = together(development_columns(row), forget(row.extra, "impacts"))
    impacts = sorted(row.impacts.all(), key=lambda impact: impact.position)  # type: ignore[attr-defined]
    if impacts or "impacts" in row.extra:
        made["impacts"] = [together(impact_columns(impact), impact.extra) for impact in impacts]
    if number is not None:
        made["number"] = number
        for place, impact in enumerate(made.get("impacts", ()), start=1):
            impact["number"] = f"{number}.{place}"
    return made
