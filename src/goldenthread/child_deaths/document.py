"""The annual report and the arrangements as PDF/UA: from what is stored, with small numbers kept back, and no name of anybody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from goldenthread.child_deaths.pages.figures import Part, charts_of
from goldenthread.design.format import day
from goldenthread.rendering.pdf import typeset

TEMPLATE = Path(__file__).parent / "typst" / "report.typ"
MADE_UP = "This is a demonstration: people and casework are made up."


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a document: paragraphs, a list, and tables."""

    heading: str
    lines: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    picture: str = ""


def document_pdf(title: str, lede: str, sections: Sequence[Section], *, partnership: str, fictional: bool, at: datetime, pictures: Mapping[str, tuple[bytes, str]] | None = None) -> bytes:  # fmt: skip
    """Sections as PDF/UA-1 with cover and contents. Raises ``RenderingFailed``."""
    charts = {**charts_of([part for each in sections for part in each.parts]), **(pictures or {})}
    data: dict[str, Any] = {
        "title": title,
        "lede": lede,
        "partnership": partnership,
        "made": day(at),
        "demonstration": MADE_UP if fictional else "",
        "sections": [
            {
                "heading": each.heading,
                "lines": list(each.lines),
                "points": list(each.points),
                "parts": [
                    {
                        "title": part.title, "heads": list(part.heads), "rows": [list(row) for row in part.rows], "note": part.note,
                        "chart": part.key if part.key in charts else "", "alt": charts[part.key][1] if part.key in charts else "",
                    }
                    for part in each.parts
                ],
            }
            for each in sections
        ],
    }  # fmt: skip
    return typeset(TEMPLATE, data, {key: picture for key, (picture, _) in charts.items()}, created=at)
