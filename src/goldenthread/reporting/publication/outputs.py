"""The published report as PDF, Word and web page."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from goldenthread.rendering.charts import Chart, chart_alt, chart_png
from goldenthread.rendering.pdf import TEXT_FACE, typeset
from goldenthread.rendering.word import Picture, fill

from .data import publication_data
from .model import Publication

_HERE = Path(__file__).parents[1]
PDF_TEMPLATE = _HERE / "typst" / "report.typ"
WORD_TEMPLATE = _HERE / "word" / "report.docx"
PAGES = _HERE / "jinja2"


def publication_pdf(publication: Publication) -> bytes:
    """The report as a tagged PDF/UA-1; the same bytes for the same publication. Raises ``RenderingFailed``."""
    data = publication_data(publication, chart_font=TEXT_FACE)
    return typeset(PDF_TEMPLATE, data, created=publication.generated_at)


def publication_docx(publication: Publication) -> bytes:
    """The report as a Word document with real headings, lists and tables. Raises ``RenderingFailed``."""
    data = publication_data(publication, draw=_picture)
    return fill(WORD_TEMPLATE, data, title=document_title(publication), created=publication.generated_at)


def _picture(chart: Chart) -> Picture:
    return Picture(chart_png(chart), width_cm=14, alt=chart_alt(chart))


def publication_html(publication: Publication) -> str:
    """The report as a web page of its own, style sheet included, without script."""
    environment = Environment(loader=FileSystemLoader(PAGES), autoescape=True, undefined=StrictUndefined)
    style = (PAGES / "reporting" / "publication.css").read_text("utf-8")
    page = environment.get_template("reporting/publication_page.html")
    return page.render(publication=publication_data(publication), style=style, title=document_title(publication))


def document_title(publication: Publication) -> str:
    """The title a window or a reader shows: partnership, report and period."""
    data = publication.document
    return f"{data.partnership.name}: {publication.title}"
