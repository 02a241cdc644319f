"""Builds minutes.docx, the template that docxtpl fills: ``python -m goldenthread.meetings.word.build_template``.

The result is committed, and may be edited in Word instead: keep the fields in braces as they are.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from goldenthread.rendering.word_styles import blank_document, ruled_table

TEMPLATE = Path(__file__).with_name("minutes.docx")


def build() -> None:
    """Write the template beside this file."""
    document = blank_document("Minutes")
    document.styles["Heading 1"].paragraph_format.page_break_before = False
    _write(
        document,
        ("Title", "{{ title }}"),
        ("Subtitle", "{{ partnership }}"),
        ("Normal", "{{ head.day }}{% if head.place %}, {{ head.place }}{% endif %}"),
        ("Note", "{{ status }}. {{ head.reference }}."),
        ("", "{%p if demonstration %}"),
        ("Note", "{{ demonstration }}"),
        ("", "{%p endif %}"),
        ("Heading 1", "Who was there"),
    )
    table = ruled_table(document, ["Name", "Organisation", "Attendance"], [5.0, 5.6, 4.2], "Who was there, and as what")
    for text in ("{%tr for row in people %}", "", "{%tr endfor %}"):
        cells = table.add_row().cells
        cells[0].text = text
        if not text:
            cells[0].text, cells[1].text, cells[2].text = "{{ row.name }}", "{{ row.organisation }}", "{{ row.words }}"
    _write(
        document,
        ("", "{%p for item in items %}"),
        ("Heading 1", "{{ item.number }}. {{ item.title }}"),
        ("", "{%p if item.kept_out %}"),
        ("Note", "{{ item.kept_out }}"),
        ("", "{%p endif %}"),
        ("", "{%p for line in item.conflicts %}"),
        ("Note", "{{ line }}"),
        ("", "{%p endfor %}"),
        ("", "{%p for line in item.text %}"),
        ("Normal", "{{ line }}"),
        ("", "{%p endfor %}"),
        ("", "{%p for decision in item.decisions %}"),
        ("Heading 2", "Decision {{ decision.number }}"),
        ("Normal", "{{ decision.text }}"),
        ("Normal", "Reasons: {{ decision.reasons }}"),
        ("", "{%p if decision.standing %}"),
        ("Note", "{{ decision.standing }}"),
        ("", "{%p endif %}"),
        ("", "{%p for line in decision.dissents %}"),
        ("Normal", "{{ line }}"),
        ("", "{%p endfor %}"),
        ("", "{%p endfor %}"),
        ("", "{%p if item.actions %}"),
        ("Heading 2", "Actions"),
        ("", "{%p endif %}"),
        ("", "{%p for action in item.actions %}"),
        ("List Bullet", "{{ action.reference }}: {{ action.text }} ({{ action.words }})"),
        ("", "{%p endfor %}"),
        ("", "{%p endfor %}"),
        ("", "{%p if digest %}"),
        ("Note", "Sealed. Digest {{ digest }}"),
        ("", "{%p endif %}"),
    )
    properties = document.core_properties
    properties.created = properties.modified = datetime(2026, 1, 1, tzinfo=UTC)
    document.save(str(TEMPLATE))


def _write(document: Any, *paragraphs: tuple[str, str]) -> None:
    """Paragraphs as (style, text); an empty style is for a line that only steers."""
    for style, text in paragraphs:
        document.add_paragraph(text, style=style or "Normal")


if __name__ == "__main__":
    build()
