"""Word documents from templates that people may edit in Word: fields in, a document out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from docx.shared import Cm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import Environment, StrictUndefined, TemplateError

from .failure import RenderingFailed

_LONGEST_PROPERTY = 255  # Word's own limit


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG among the data: ``alt`` says what it shows to those who do not see it."""

    png: bytes
    width_cm: float
    alt: str


class _Inline(InlineImage):  # type: ignore[misc]
    """docxtpl's picture, with the alternative text it leaves out."""

    def __init__(self, template: Any, picture: Picture) -> None:
        super().__init__(template, io.BytesIO(picture.png), width=Cm(picture.width_cm))
        self.alt = picture.alt

    def _insert_image(self) -> str:
        drawn = str(super()._insert_image())
        return drawn.replace("<wp:docPr ", f"<wp:docPr descr={quoteattr(self.alt)} ", 1)


def fill(template: str | Path, data: Mapping[str, object], *, title: str, created: datetime) -> bytes:
    """The template (.docx with Jinja fields) filled with ``data``; ``title`` and ``created`` become its properties.

    Text is escaped, ``Picture`` values become pictures, an unknown field is an error, and the same
    input gives the same bytes. Raises ``RenderingFailed``.
    """
    path = Path(template)
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    try:
        document = DocxTemplate(path)
        document.render(_with_pictures(document, data), jinja_env=environment, autoescape=True)
        properties = document.docx.core_properties
        properties.title = title[:_LONGEST_PROPERTY]
        properties.created = properties.modified = created.astimezone(UTC).replace(tzinfo=None)
        target = io.BytesIO()
        document.save(target)
    except (TemplateError, OSError, ValueError, LookupError, AttributeError) as error:
        raise RenderingFailed(f"The document {path.name} could not be filled: {error}") from error
    return _same_every_time(target.getvalue())


def _with_pictures(document: Any, value: Any) -> Any:
    if isinstance(value, Picture):
        return _Inline(document, value)
    if isinstance(value, Mapping):
        return {key: _with_pictures(document, held) for key, held in value.items()}
    if isinstance(value, list | tuple):
        return [_with_pictures(document, held) for held in value]
    return value


def _same_every_time(data: bytes) -> bytes:
    """The archive without the times at which its parts were packed."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as packed, zipfile.ZipFile(target, "w") as again:
        for part in packed.infolist():
            again.writestr(zipfile.ZipInfo(part.filename), packed.read(part), compress_type=zipfile.ZIP_DEFLATED)
    return target.getvalue()
