"""The look of our Word templates: real styles, so that a person goes on editing in Word."""

from __future__ import annotations

from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

INK, GOLD, RULE, MIST = "16233B", "C8961E", "C3C9D4", "F3F4F7"
_FACE = "Georgia"


def blank_document(title: str) -> Any:
    """A python-docx document: A4, wide left margin with the gold line, English (UK), Heading 1-3, List Bullet, Caption styles."""
    document: Any = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(4), Cm(2.2)
    section.top_margin, section.bottom_margin = Cm(2.4), Cm(2.4)
    section.different_first_page_header_footer = True
    _gold_line(section)
    properties = document.core_properties
    properties.title, properties.language, properties.author = title, "en-GB", "Golden Thread"
    properties.comments = ""
    _set_styles(document)
    return document


def _set_styles(document: Any) -> None:
    normal = document.styles["Normal"]
    _face(normal, 11)
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.line_spacing = 1.2
    language = OxmlElement("w:lang")
    for attribute in ("w:val", "w:eastAsia"):
        language.set(qn(attribute), "en-GB")
    normal.element.get_or_add_rPr().append(language)
    for existing in document.styles.element.iter(qn("w:lang")):
        existing.set(qn("w:val"), "en-GB")
    for level, size in (
        ("Title", 30),
        ("Subtitle", 15),
        ("Heading 1", 22),
        ("Heading 2", 15),
        ("Heading 3", 12),
        ("Caption", 10),
    ):
        style = document.styles[level]
        _face(style, size)
        style.font.bold = level.startswith("Heading") or level in ("Title", "Caption")
        style.font.italic = False
        style.paragraph_format.keep_with_next = level != "Subtitle"
        style.paragraph_format.space_before = Pt(size)
        style.paragraph_format.space_after = Pt(size / 3)
        for border in list(style.element.iter(qn("w:pBdr"))):
            border.getparent().remove(border)
    document.styles["Heading 1"].paragraph_format.page_break_before = True
    _note_style(document, "Note", italic=True)
    _note_style(document, "Cell")
    _note_style(document, "Figure", bold=True, size=24)
    for name in ("List Bullet", "List Bullet 2", "Header", "Footer"):
        _face(document.styles[name], 11 if name.startswith("List") else 9)


def _note_style(document: Any, name: str, *, bold: bool = False, italic: bool = False, size: int = 10) -> None:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    _face(style, size)
    style.font.bold, style.font.italic = bold, italic
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(1), Pt(3)
    style.paragraph_format.line_spacing = 1.1


def _face(style: Any, size: int) -> None:
    style.font.name, style.font.size = _FACE, Pt(size)
    style.font.color.rgb = RGBColor.from_string(INK)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in list(fonts.attrib):
        if attribute.endswith("Theme"):
            del fonts.attrib[attribute]
    for attribute in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(attribute), _FACE)


def _gold_line(section: Any) -> None:
    borders = OxmlElement("w:pgBorders")
    borders.set(qn("w:offsetFrom"), "text")
    left = OxmlElement("w:left")
    for name, value in (("val", "single"), ("sz", "18"), ("space", "24"), ("color", GOLD)):
        left.set(qn(f"w:{name}"), value)
    borders.append(left)
    # The schema wants the borders straight after the margins.
    section._sectPr.find(qn("w:pgMar")).addnext(borders)


def ruled_table(document: Any, header: list[str], widths: list[float], description: str) -> Any:
    """A table with a heading row that repeats on each page, thin rules, and a description for screen readers."""
    table = document.add_table(rows=1, cols=len(header))
    table.autofit = False
    properties = table._tbl.tblPr
    properties.append(_borders())
    properties.append(_margins())
    for tag, text in (("w:tblCaption", header[0]), ("w:tblDescription", description)):
        element = OxmlElement(tag)
        element.set(qn("w:val"), text)
        properties.append(element)
    set_heading_row(table.rows[0])
    for cell, text, width in zip(table.rows[0].cells, header, widths, strict=True):
        cell.text = text
        cell.paragraphs[0].style = "Cell"
        cell.paragraphs[0].runs[0].bold = True
        cell.width = Cm(width)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    return table


def set_heading_row(row: Any) -> None:
    """Mark a row as the table's heading, repeated on each page, and unbroken."""
    for tag in ("w:cantSplit", "w:tblHeader"):
        row._tr.get_or_add_trPr().append(OxmlElement(tag))


def _margins() -> Any:
    margins = OxmlElement("w:tblCellMar")
    for side, twentieths in (("top", "70"), ("left", "0"), ("bottom", "70"), ("right", "160")):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), twentieths)
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    return margins


def _borders() -> Any:
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        rule = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", RULE)):
            rule.set(qn(f"w:{name}"), value)
        borders.append(rule)
    return borders
