"""Builds letter.docx, the template that docxtpl fills: ``python -m goldenthread.families.word.build_template``.

The result is committed, and may be edited in Word instead: keep the fields in braces as they are.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from docx.shared import Pt

from goldenthread.rendering.word_styles import blank_document

TEMPLATE = Path(__file__).with_name("letter.docx")
PARAGRAPHS = (
    ("Note", "{{ draft }}"),
    ("Normal", "{{ partnership }}"),
    ("", "{%p for line in address %}"),
    ("Normal", "{{ line }}"),
    ("", "{%p endfor %}"),
    ("", "{%p if address %}"),
    ("Normal", "{{ date }}"),
    ("", "{%p endif %}"),
    ("Title", "{{ title }}"),
    ("", "{%p if greeting %}"),
    ("Normal", "{{ greeting }}"),
    ("", "{%p endif %}"),
    ("", "{%p for part in parts %}"),
    ("", "{%p if part.heading %}"),
    ("Heading 2", "{{ part.heading }}"),
    ("", "{%p endif %}"),
    ("", "{%p for line in part.lines %}"),
    ("Normal", "{{ line }}"),
    ("", "{%p endfor %}"),
    ("", "{%p endfor %}"),
    ("", "{%p if closing %}"),
    ("Normal", "{{ closing }}"),
    ("Normal", "{{ signed }}"),
    ("", "{%p endif %}"),
    ("Note", "{{ reference }}"),
    ("", "{%p if demonstration %}"),
    ("Note", "{{ demonstration }}"),
    ("", "{%p endif %}"),
)


def build() -> None:
    """Write the template beside this file."""
    document = blank_document("Letter to a family member")
    document.styles["Title"].font.size = Pt(20)
    for style, text in PARAGRAPHS:
        document.add_paragraph(text, style=style or "Normal")
    properties = document.core_properties
    properties.created = properties.modified = datetime(2026, 1, 1, tzinfo=UTC)
    document.save(str(TEMPLATE))


if __name__ == "__main__":
    build()
