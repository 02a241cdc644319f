"""Builds report.docx, the template that docxtpl fills: ``python -m goldenthread.reporting.word.build_template``.

The result is committed, and may be edited in Word instead: keep the fields in braces as they are.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from goldenthread.rendering.word_styles import blank_document, ruled_table

TEMPLATE = Path(__file__).with_name("report.docx")
_FACTS = "{% if impact.kind %} ({{ impact.kind }}{% if impact.date %}, {{ impact.date }}{% endif %}){% endif %}"


def build() -> None:
    """Write the template beside this file."""
    document = blank_document("Partnership report")
    _cover(document)
    _contents(document)
    _what_changed(document)
    _groups(document)
    _assurance(document)
    _focus(document)
    _whole_figures(document)
    _footers(document)
    properties = document.core_properties
    properties.created = properties.modified = datetime(2026, 1, 1, tzinfo=UTC)
    document.save(str(TEMPLATE))


def _write(document: Any, *paragraphs: tuple[str, str]) -> None:
    """Paragraphs as (style, text); an empty style is for a line that only steers."""
    for style, text in paragraphs:
        document.add_paragraph(text, style=style or "Normal")


def _cover(document: Any) -> None:
    title = document.add_paragraph("{{ partnership.name }}", style="Title")
    title.paragraph_format.space_before = Pt(190)
    document.add_paragraph("{{ period }}", style="Subtitle")


def _contents(document: Any) -> None:
    """A contents field that already names the parts; Word puts in the page numbers when it is updated."""
    heading = document.add_paragraph(
        "Contents", style="TOC Heading" if "TOC Heading" in document.styles else "Subtitle"
    )
    heading.paragraph_format.page_break_before = True
    start = document.add_paragraph()
    for kind, text in (("begin", ""), ("", ' TOC \\o "1-1" \\h \\z \\u '), ("separate", "")):
        start.add_run()._r.append(_field(kind, text))
    start.add_run("What changed")
    _write(
        document,
        ("", "{%p for group in groups %}"),
        ("Normal", "{{ group.name }}"),
        ("", "{%p endfor %}"),
        ("", "{%p if assurance %}"),
        ("Normal", "Reviews, audits and learning"),
        ("", "{%p endif %}"),
    )
    end = document.add_paragraph("Areas of focus")
    end.add_run()._r.append(_field("end", ""))
    _write(
        document,
        ("Note", "{{ title }}. {{ kind }}. {{ status }}. Made on {{ made }}."),
        ("", "{%p if demonstration %}"),
        ("Note", "{{ demonstration }}"),
        ("", "{%p endif %}"),
    )


def _field(kind: str, text: str) -> Any:
    if kind:
        mark = OxmlElement("w:fldChar")
        mark.set(qn("w:fldCharType"), kind)
        return mark
    instruction = OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = text
    return instruction


def _what_changed(document: Any) -> None:
    _write(
        document,
        ("Heading 1", "What changed"),
        ("", "{%p if summary %}"),
        ("Normal", "{{ summary }}"),
        ("", "{%p endif %}"),
        ("", "{%p for item in headlines %}"),
        ("Figure", "{{ item.figure }}"),
        ("Normal", "{{ item.sentence }}"),
        ("", "{%p if item.caution %}"),
        ("Note", "{{ item.caution }}"),
        ("", "{%p endif %}"),
        ("", "{%p endfor %}"),
    )


def _groups(document: Any) -> None:
    _write(
        document,
        ("", "{%p for group in groups %}"),
        ("Heading 1", "{{ group.name }}"),
        ("", "{%p if group.function %}"),
        ("Normal", "{{ group.function }}"),
        ("", "{%p endif %}"),
        ("", "{%p if group.note %}"),
        ("Note", "Note on the source: {{ group.note }}"),
        ("", "{%p endif %}"),
        ("", "{%p if group.developments %}"),
        ("Heading 2", "Developments and their impact"),
    )
    _developments(document)
    _write(document, ("", "{%p endif %}"))
    _figures(document, "group.charts", "group.figures")
    _write(document, ("", "{%p if group.next_steps %}"), ("Heading 2", "Next steps"))
    _steps(document, "group.next_steps")
    _write(
        document,
        ("", "{%p endif %}"),
        ("", "{%p if group.partial %}"),
        ("Note", "{{ partial_mark }}"),
        ("", "{%p endif %}"),
        ("", "{%p endfor %}"),
    )


def _developments(document: Any) -> None:
    description = "Each development with the impact that goes with it, under the same number."
    table = ruled_table(document, ["What was done", "What difference it made"], [5.8, 9.0], description)
    _steer(table, "{%tr for item in group.developments %}")
    done, changed = _row(table)
    _cell(
        done,
        ("Cell", "{{ item.number }}. {{ item.summary }}"),
        ("", "{%p if item.resources %}"),
        ("Note", "Among them: {{ item.resources | join(', ') }}"),
        ("", "{%p endif %}"),
        ("", "{%p if item.partial %}"),
        ("Note", "{{ partial_mark }}"),
        ("", "{%p endif %}"),
    )
    _cell(
        changed,
        ("", "{%p for impact in item.impacts %}"),
        ("Cell", "{{ impact.number }} {{ impact.statement }}" + _FACTS),
        ("", "{%p for caveat in impact.caveats %}"),
        ("Note", "{{ caveat }}"),
        ("", "{%p endfor %}"),
        ("", "{%p if impact.partial %}"),
        ("Note", "{{ partial_mark }}"),
        ("", "{%p endif %}"),
        ("", "{%p else %}"),
        ("Note", "No impact is given for this development."),
        ("", "{%p endfor %}"),
    )
    _steer(table, "{%tr endfor %}")


def _row(table: Any) -> Any:
    return table.add_row().cells


def _steer(table: Any, text: str) -> None:
    """A row that docxtpl takes for a loop's start or end and removes."""
    table.add_row().cells[0].text = text


def _cell(cell: Any, *paragraphs: tuple[str, str]) -> None:
    first, *rest = paragraphs
    cell.paragraphs[0].text = first[1]
    cell.paragraphs[0].style = first[0] or "Normal"
    for style, text in rest:
        cell.add_paragraph(text, style=style or "Normal")


def _steps(document: Any, name: str) -> None:
    _write(
        document,
        ("", f"{{%p for step in {name} %}}"),
        ("List Bullet", "{{ step.text }}"),
        ("", "{%p for part in step.parts %}"),
        ("List Bullet 2", "{{ part }}"),
        ("", "{%p endfor %}"),
        ("", "{%p endfor %}"),
    )


def _list(document: Any, name: str) -> None:
    _write(document, ("", f"{{%p for line in {name} %}}"), ("List Bullet", "{{ line }}"), ("", "{%p endfor %}"))


def _figures(document: Any, charts: str, figures: str) -> None:
    _write(
        document,
        ("", f"{{%p for chart in {charts} %}}"),
        ("Caption", "{{ chart.title }}"),
        ("Normal", "{{ chart.picture }}"),
        ("", "{%p for row in chart.rows %}"),
        ("List Bullet", "{{ row[0] }}: {{ row[1:] | join(', ') }}"),
        ("", "{%p endfor %}"),
        ("", "{%p endfor %}"),
        ("", f"{{%p if {figures} %}}"),
        ("Caption", "Figures"),
    )
    columns = {"label": ("Figure", 8.2), "when": ("When", 3.6), "value": ("Value", 3.0)}
    _table(document, figures, columns, "Figures of the period.")
    _write(document, ("", "{%p endif %}"))


def _table(document: Any, name: str, columns: dict[str, tuple[str, float]], about: str) -> None:
    """A table of rows; ``columns`` are (heading, width in cm) by the row's key."""
    header = [heading for heading, _ in columns.values()]
    widths = [width for _, width in columns.values()]
    table = ruled_table(document, header, widths, about)
    _steer(table, f"{{%tr for row in {name} %}}")
    for cell, key in zip(_row(table), columns, strict=True):
        cell.text = f"{{{{ row.{key} }}}}" + (" {{ row.unit }}" if key == "value" else "")
        cell.paragraphs[0].style = "Cell"
    _steer(table, "{%tr endfor %}")


def _assurance(document: Any) -> None:
    _write(document, ("", "{%p if assurance %}"), ("Heading 1", "Reviews, audits and learning"))
    _write(document, ("", "{%p if assurance.practice_reviews %}"), ("Heading 2", "Practice reviews"))
    columns = {"subject": ("Concerning", 7.2), "age_group": ("Age group", 4.6), "count": ("Reviews", 3.0)}
    _table(document, "assurance.practice_reviews", columns, "Practice reviews of the period.")
    _write(
        document, ("", "{%p endif %}"), ("", "{%p if assurance.audits %}"), ("Heading 2", "Multi-agency case audits")
    )
    _list(document, "assurance.audits")
    _write(
        document,
        ("", "{%p endif %}"),
        ("", "{%p if assurance.learning %}"),
        ("Heading 2", "What was learned"),
        ("", "{%p for heading in assurance.learning %}"),
        ("Heading 3", "{{ heading.heading }}"),
    )
    _steps(document, "heading.points")
    _write(
        document,
        ("", "{%p endfor %}"),
        ("", "{%p endif %}"),
        ("", "{%p if assurance.implementation %}"),
        ("Heading 2", "How the learning is put in place"),
        ("Normal", "{{ assurance.implementation }}"),
        ("", "{%p endif %}"),
        ("", "{%p if assurance.masterclass %}"),
        ("Heading 2", "Masterclass{{ ': ' if assurance.masterclass.title else '' }}{{ assurance.masterclass.title }}"),
    )
    _list(document, "assurance.masterclass.topics")
    _write(document, ("", "{%p endif %}"), ("", "{%p endif %}"))


def _focus(document: Any) -> None:
    heading = "Areas of focus{{ ' for ' if looks_ahead_to else '' }}{{ looks_ahead_to }}"
    _write(document, ("", "{%p if areas_of_focus %}"), ("Heading 1", heading))
    _steps(document, "areas_of_focus")
    _write(document, ("", "{%p endif %}"))


def _whole_figures(document: Any) -> None:
    _write(document, ("", "{%p if charts or figures %}"), ("Heading 1", "Figures"))
    _figures(document, "charts", "figures")
    _write(document, ("", "{%p endif %}"))


def _footers(document: Any) -> None:
    section = document.sections[0]
    notices = "{{ [status if draft else '', demonstration] | select | join('  ·  ') }}"
    section.first_page_footer.paragraphs[0].text = notices
    footer = section.footer.paragraphs[0]
    footer.text = "{{ partnership.name }} · {{ period }} · "
    for kind, text in (("begin", ""), ("", " PAGE "), ("end", "")):
        footer.add_run()._r.append(_field(kind, text))
    section.footer.add_paragraph(notices, style="Footer")
    section.footer_distance = Cm(1)


if __name__ == "__main__":
    build()
