"""What is to be published: a document and the facts of its presentation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from goldenthread.rendering.charts import Chart

from ..document import Document
from ..rules import impact_cautions
from .figures import charts_of
from .headlines import Headline, choose_headlines

INK = "#16233b"
Place = tuple[str, str]
"""A group's key and an impact's number: where a caveat belongs."""


@dataclass(frozen=True, slots=True)
class SignOff:
    """Which version was signed off, when, and by whom (a role, not a name)."""

    version: int
    on: date
    role: str


@dataclass(frozen=True, slots=True)
class Publication:
    """A document ready to be told. Without ``sign_off`` it is a draft and says so on every page.

    ``charts`` stand under their group's key, or under ``""`` for the whole report.
    ``demonstration`` makes every page say that people and casework are fictional.
    """

    document: Document
    generated_at: datetime
    sign_off: SignOff | None = None
    demonstration: bool = False
    accent: str = INK
    headlines: tuple[Headline, ...] = ()
    charts: Mapping[str, tuple[Chart, ...]] = field(default_factory=dict)
    caveats: Mapping[Place, tuple[str, ...]] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The document's title, else what kind of report it is."""
        return self.document.report.title or self.kind

    @property
    def kind(self) -> str:
        """What kind of report it is, in words."""
        return "Yearly report" if self.document.report.kind == "annual_report" else "Addendum to the yearly report"


def publication_of(
    document: Document,
    *,
    generated_at: datetime,
    sign_off: SignOff | None = None,
    demonstration: bool = False,
    accent: str = INK,
    headlines: tuple[Headline, ...] | None = None,
    charts: Mapping[str, tuple[Chart, ...]] | None = None,
    caveats: Mapping[Place, tuple[str, ...]] | None = None,
) -> Publication:
    """A publication of the document; headlines, charts and caveats are drawn from it where none are given."""
    return Publication(
        document=document,
        generated_at=generated_at,
        sign_off=sign_off,
        demonstration=demonstration,
        accent=accent,
        headlines=choose_headlines(document) if headlines is None else headlines,
        charts=charts_of(document) if charts is None else charts,
        caveats=caveats_of(document) if caveats is None else caveats,
    )


def caveats_of(document: Document) -> dict[Place, tuple[str, ...]]:
    """The cautions that the document's own figures need, counted to the end of its period."""
    as_at = document.report.period.end.last_day
    found = {(group.key, impact.number): impact_cautions(impact, as_at) for group, _, impact in document.impacts()}
    return {place: cautions for place, cautions in found.items() if cautions}
