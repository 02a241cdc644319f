from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from docx import Document

from goldenthread.rendering.failure import RenderingFailed
from goldenthread.rendering.word import fill
from goldenthread.rendering.word_styles import blank_document

AT = datetime(2026, 3, 3, 12, tzinfo=UTC)


def template(folder: Path, text: str) -> Path:
    document = blank_document("A template")
    document.add_paragraph(text, style="Heading 2")
    document.save(str(folder / "a.docx"))
    return folder / "a.docx"


def test_text_stays_text_and_properties_are_set(tmp_path: Path) -> None:
    made = fill(template(tmp_path, "{{ name }}"), {"name": "<w:b/> & {{ x }}"}, title="T", created=AT)
    document = Document(io.BytesIO(made))
    assert document.paragraphs[-1].text == "<w:b/> & {{ x }}"
    assert document.core_properties.title == "T"
    assert document.core_properties.created == datetime(2026, 3, 3, 12, tzinfo=UTC)
    assert document.core_properties.language == "en-GB"


@pytest.mark.parametrize("text", ["{{ missing }}", "{% if %}", "{{ name.missing }}"])
def test_a_template_that_does_not_fit_is_one_exception(tmp_path: Path, text: str) -> None:
    with pytest.raises(RenderingFailed):
        fill(template(tmp_path, text), {"name": "x"}, title="T", created=AT)


def test_a_missing_template_is_the_same_exception(tmp_path: Path) -> None:
    with pytest.raises(RenderingFailed):
        fill(tmp_path / "none.docx", {}, title="T", created=AT)
