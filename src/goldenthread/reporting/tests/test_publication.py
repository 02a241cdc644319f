"""The published report: the same content as PDF, Word and web page, each accessible in its own way."""

from __future__ import annotations

import dataclasses
import io
import time
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any

import pytest
from bs4 import BeautifulSoup
from docx import Document as WordDocument
from hypothesis import HealthCheck, Phase, given, settings
from pypdf import PdfReader

from goldenthread.reporting import exchange
from goldenthread.reporting.document import Document, Figure
from goldenthread.reporting.publication import (
    Publication,
    SignOff,
    publication_data,
    publication_docx,
    publication_html,
    publication_of,
    publication_pdf,
)

from .documents import documents
from .test_exchange import DEMONSTRATION

AT = datetime(2026, 3, 3, 9, tzinfo=UTC)
FIGURES = (
    Figure("health attendance", 61, "per cent", period="2018-19", group="seg"),
    Figure("health attendance", 74, "per cent", period="2019-20", group="seg"),
    Figure("health attendance", 93, "per cent", period="2020-21", group="seg"),
    Figure("people trained", 1200, "people"),
)


def reference(*, extra: bool = False) -> Document:
    data = DEMONSTRATION.read_text("utf-8") + ("private_note: Never to be printed\n" if extra else "")
    document = exchange.read(data.encode()).document
    assert document is not None
    return dataclasses.replace(document, figures=FIGURES)


@pytest.fixture(scope="module")
def draft() -> Publication:
    return publication_of(reference(extra=True), generated_at=AT, demonstration=True)


@pytest.fixture(scope="module")
def signed() -> Publication:
    sign_off = SignOff(version=2, on=date(2026, 3, 2), role="the lead safeguarding partners")
    return publication_of(reference(), generated_at=AT, sign_off=sign_off)


@pytest.fixture(scope="module")
def pdf(draft: Publication) -> PdfReader:
    return PdfReader(io.BytesIO(publication_pdf(draft)))


def words(text: str) -> str:
    return " ".join(text.replace("\u00ad", "").split())


def test_the_pdf_is_tagged_titled_and_says_its_language(pdf: PdfReader) -> None:
    root: Any = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Wakefield Safeguarding Children Partnership: Annual Report 2019-20 Addendum"
    xmp = root["/Metadata"].get_object().get_data().decode()
    assert "pdfuaid:part" in xmp


def test_the_pdf_has_an_outline_of_its_sections(pdf: PdfReader) -> None:
    titles = [entry.title for entry in pdf.outline if not isinstance(entry, list)]
    assert titles[0] == "What changed"
    assert "Child Death Overview Panel" in titles
    assert titles[-1] == "Figures"


def test_every_page_says_draft_and_demonstration(pdf: PdfReader) -> None:
    for page in pdf.pages:
        text = words(page.extract_text())
        assert "Draft: not signed off" in text
        assert "the people and casework shown are fictional" in text


def test_the_cover_holds_the_name_and_the_period(signed: Publication) -> None:
    cover = PdfReader(io.BytesIO(publication_pdf(signed))).pages[0].extract_text()
    assert words(cover) == "Wakefield Safeguarding Children Partnership 1 September 2020 to 31 March 2021"


def test_a_signed_report_says_so_and_not_draft(signed: Publication) -> None:
    text = words(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(publication_pdf(signed))).pages))
    assert "Version 2, signed off on 2 March 2026 by the lead safeguarding partners" in text
    assert "DRAFT" not in text
    assert "fictional" not in text


def texts_of(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for key, held in value.items() if key not in _UNPRINTED for text in texts_of(held)]
    if isinstance(value, list):
        return [text for held in value for text in texts_of(held)]
    return [value] if isinstance(value, str) and value else []


_UNPRINTED = {
    "svg",
    "alt",
    "key",
    "accent",
    "short_name",
    "area",
    "established",
    "neighbours",
    "partners",
    "relevant_agencies",
    "partial_mark",
    "unit",
    "header",
    "rows",
}


def test_all_three_tell_everything(draft: Publication, pdf: PdfReader) -> None:
    wanted = texts_of(publication_data(draft))
    assert len(wanted) > 150
    in_pdf = "".join("".join(page.extract_text().split()) for page in pdf.pages)
    in_word = "".join("".join(text.split()) for text in word_texts(draft))
    in_page = "".join(BeautifulSoup(publication_html(draft), "html.parser").get_text().split())
    # Broken lines lose a hyphen's or dash's neighbourhood in extraction, so compare what is left of a text without spaces.
    for text in wanted:
        bare = "".join(text.split())
        assert bare in in_word or bare.lower() in in_word.lower(), text
        assert bare.lower() in in_page.lower(), text
    missing = [text for text in wanted if "".join(text.split()).lower() not in in_pdf.lower()]
    # A row that runs over a page is cut by header and footer in extraction.
    assert len(missing) <= 3, missing


def word_texts(publication: Publication) -> list[str]:
    document = WordDocument(io.BytesIO(publication_docx(publication)))
    section = document.sections[0]
    footers = [*section.footer.paragraphs, *section.first_page_footer.paragraphs]
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in [*document.paragraphs, *footers]] + cells


def test_the_word_document_has_real_styles_and_headers(draft: Publication) -> None:
    data = publication_docx(draft)
    assert data == publication_docx(draft)
    document = WordDocument(io.BytesIO(data))
    styles = {paragraph.style.name for paragraph in document.paragraphs if paragraph.style}
    assert {"Title", "Heading 1", "Heading 2", "Heading 3", "List Bullet", "List Bullet 2"} <= styles
    assert document.core_properties.title.endswith("Annual Report 2019-20 Addendum")
    assert document.core_properties.language == "en-GB"
    xml = document.element.xml
    assert xml.count("w:tblHeader") == len(document.tables)
    assert 'descr="Line chart' in xml
    assert "{{" not in xml
    assert "{%" not in xml


def test_the_page_is_semantic_and_fits_the_strict_policy(draft: Publication) -> None:
    page = BeautifulSoup(publication_html(draft), "html.parser")
    assert page.html is not None
    assert page.html["lang"] == "en-GB"
    assert not page.find_all("script")
    assert not page.find_all(style=True)
    levels = [int(heading.name[1]) for heading in page.find_all(["h1", "h2", "h3", "h4"])]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = [element["id"] for element in page.find_all(id=True) if not element.find_parent("svg")]
    assert len(ids) == len(set(ids))
    for link in page.select("nav a"):
        assert page.find(id=str(link["href"])[1:])
    assert all(table.caption and table.find("th", scope="col") for table in page.find_all("table"))
    assert page.svg is not None
    assert page.svg["role"] == "img"
    assert page.svg["aria-label"]


def test_partial_marks_and_cautions_are_shown(draft: Publication) -> None:
    data = publication_data(draft)
    education = next(group for group in data["groups"] if group["key"] == "education")
    assert education["partial"]
    assert education["developments"][0]["impacts"][0]["partial"]
    reviews = data["groups"][0]["developments"][0]["impacts"]
    assert "Small numbers" in reviews[1]["caveats"][0]
    assert data["groups"][0]["developments"][1]["impacts"][1]["date"] == "February 2021, inferred"


def test_unknown_keys_are_never_published(draft: Publication, pdf: PdfReader) -> None:
    assert "private_note" in draft.document.extra
    everything = (
        publication_html(draft) + "".join(page.extract_text() for page in pdf.pages) + "".join(word_texts(draft))
    )
    assert "Never to be printed" not in everything


def test_the_pdf_is_the_same_each_time_and_quick(draft: Publication) -> None:
    begun = time.perf_counter()
    first = publication_pdf(draft)
    assert time.perf_counter() - begun < 2
    assert first == publication_pdf(draft)


@settings(
    max_examples=12, deadline=None, phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck)
)
@given(documents)
def test_any_document_can_be_published(document: Document) -> None:
    publication = publication_of(document, generated_at=AT)
    assert publication_pdf(publication).startswith(b"%PDF")
    assert publication_docx(publication).startswith(b"PK")
    assert "<h1" in publication_html(publication)
