"""Builds report.docx, the template that docxtpl fills: ``python -m goldenthread.practice_reviews.word.build_template``.

The result is committed, and may be edited in Word instead: keep the fields in braces as they are.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from goldenthread.rendering.word_styles import blank_document, ruled_table

TEMPLATE = Path(__file__).with_name("report.docx")


def build() -> None:
    """Write the template beside this file."""
    document = blank_document("Report of a review")
    document.styles["Heading 1"].paragraph_format.page_break_before = False
    _write(
        document,
        ("Title", "{{ title }}"),
        ("Subtitle", "{{ partnership }}"),
        ("Normal", "{{ status }}. {{ reference }}."),
        ("Note", "{{ marking }}"),
        ("", "{%p if demonstration %}"),
        ("Note", "{{ demonstration }}"),
        ("", "{%p endif %}"),
        ("Heading 1", "At a glance"),
        ("", "{%p for row in facts %}"),
        ("Normal", "{{ row.label }}: {{ row.words }}"),
        ("", "{%p endfor %}"),
        ("Heading 1", "Children"),
    )
    _table(
        document,
        "children",
        ["Child", "Age at the incident", "Sex", "Outcome", "Looked after"],
        [2.4, 4.0, 2.0, 3.2, 3.2],
        "The children, by pseudonym",
    )
    _write(
        document,
        ("", "{%p for part in parts %}"),
        ("Heading 1", "{{ part.heading }}"),
        ("", "{%p for line in part.lines %}"),
        ("Normal", "{{ line }}"),
        ("", "{%p endfor %}"),
        ("", "{%p if not part.lines %}"),
        ("Note", "Not written yet."),
        ("", "{%p endif %}"),
        ("", "{%p endfor %}"),
        ("Heading 1", "Learning"),
        ("Heading 2", "Good practice"),
        ("", "{%p for line in good %}"),
        ("List Bullet", "{{ line }}"),
        ("", "{%p endfor %}"),
        ("Heading 2", "Areas for development"),
        ("", "{%p for line in develop %}"),
        ("List Bullet", "{{ line }}"),
        ("", "{%p endfor %}"),
        ("Heading 1", "Actions"),
    )
    _table(
        document,
        "actions",
        ["Action", "Owner", "Due", "How it will be known"],
        [5.4, 3.4, 2.6, 3.4],
        "The actions that were agreed",
    )
    _write(document, ("Heading 1", "Decision on a further review"), ("Normal", "{{ decision.words }}."))
    _table(document, "decision.criteria", ["Criterion", "Met?"], [11.0, 3.8], "Each criterion, and whether it is met")
    _write(
        document,
        ("", "{%p for line in decision.why %}"),
        ("Normal", "{{ line }}"),
        ("", "{%p endfor %}"),
        ("", "{%p if decision.dissent %}"),
        ("Normal", "Dissent: {{ decision.dissent }}"),
        ("", "{%p endif %}"),
        ("Heading 1", "Signed off"),
        ("Normal", "{{ signed }}."),
        ("Heading 1", "Chronology of all agencies"),
    )
    _table(
        document,
        "chronology",
        ["When", "Agency", "What happened", "What was done"],
        [2.6, 3.0, 4.8, 4.4],
        "The chronology of all agencies, by date",
    )
    properties = document.core_properties
    properties.created = properties.modified = datetime(2026, 1, 1, tzinfo=UTC)
    document.save(str(TEMPLATE))


def _table(document: Any, rows: str, heads: list[str], widths: list[float], about: str) -> None:
    """A table whose rows are `rows`, each a mapping from the letters of the columns."""
    table = ruled_table(document, heads, widths, about)
    for text in (f"{{%tr for row in {rows} %}}", "", "{%tr endfor %}"):
        cells = table.add_row().cells
        cells[0].text = text
        if not text:
            for letter, cell in zip("abcde", cells, strict=False):
                cell.text = f"{{{{ row.{letter} }}}}"


def _write(document: Any, *paragraphs: tuple[str, str]) -> None:
    """Paragraphs as (style, text); an empty style is for a line that only steers."""
    for style, text in paragraphs:
        document.add_paragraph(text, style=style or "Normal")


if __name__ == "__main__":
    build()
