from __future__ import annotations

import io
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from pypdf import PdfReader

from goldenthread.rendering.failure import RenderingFailed
from goldenthread.rendering.pdf import typeset

AT = datetime(2026, 3, 3, 12, tzinfo=UTC)
TEMPLATE = """#let data = json(bytes(sys.inputs.data))
#let assets = json(bytes(sys.inputs.assets))
#set document(title: data.title)
#set text(font: "Libertinus Serif", lang: "en", region: "GB")
= #data.title
#data.number #data.day
#if "mark" in assets { image(bytes(assets.mark), format: "svg", alt: "A square") }
"""
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'


def test_a_tagged_document_from_data_and_pictures(tmp_path: Path) -> None:
    template = tmp_path / "a.typ"
    template.write_text(TEMPLATE)
    data = {"title": "#strong[not code] $x$", "number": Decimal("12.50"), "day": date(2026, 3, 3)}
    made = typeset(template, data, {"mark": SVG}, created=AT)
    assert made == typeset(template, data, {"mark": SVG}, created=AT)
    text = PdfReader(io.BytesIO(made)).pages[0].extract_text()
    assert "#strong[not code] $x$" in text
    assert "12.50 2026-03-03" in text


@pytest.mark.parametrize("source", ["#nothing", '#image(bytes("<svg/>"))', "= No title"])
def test_what_cannot_be_typeset_is_one_exception(tmp_path: Path, source: str) -> None:
    template = tmp_path / "a.typ"
    template.write_text(source)
    with pytest.raises(RenderingFailed) as caught:
        typeset(template, {}, created=AT)
    assert "a.typ" in str(caught.value)


def test_missing_template_naive_time_and_odd_data(tmp_path: Path) -> None:
    with pytest.raises(RenderingFailed):
        typeset(tmp_path / "none.typ", {}, created=AT)
    with pytest.raises(RenderingFailed):
        typeset(tmp_path / "none.typ", {}, created=datetime(2026, 3, 3))
    with pytest.raises(RenderingFailed):
        typeset(tmp_path / "none.typ", {"a": object()}, created=AT)


def test_a_character_that_no_face_has_does_not_cost_the_document(tmp_path: Path) -> None:
    template = tmp_path / "a.typ"
    template.write_text(TEMPLATE)
    data = {"title": "A 🌟 and 中", "number": 1, "day": "\U000a11cc"}
    made = typeset(template, data, created=AT)
    assert "A \ufffd and \ufffd" in PdfReader(io.BytesIO(made)).pages[0].extract_text()
