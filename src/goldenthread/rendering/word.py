"""Word documents from templates that people may edit in Word: fields in, a document out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from docxtpl import DocxTemplate  # type: ignore[import-untyped]
from jinja2 import Environment, StrictUndefined, TemplateError

from .failure import RenderingFailed


def fill(template: str | Path, data: Mapping[str, object], *, title: str, created: datetime) -> bytes:
    """The template (.docx with Jinja fields) filled with ``data``; ``title`` and ``created`` become its properties.

    Text is escaped, an unknown field is an error, and the same input gives the same bytes. Raises ``RenderingFailed``.
    """
    path = Path(template)
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=False)
    try:
        document = DocxTemplate(path)
        document.render(dict(data), jinja_env=environment, autoescape=True)
        properties = document.docx.core_properties
        properties.title = title
        properties.created = properties.modified = created.astimezone(UTC).replace(tzinfo=None)
        target = io.BytesIO()
        document.save(target)
    except (TemplateError, OSError, ValueError, KeyError, AttributeError) as error:
        raise RenderingFailed(f"The document {path.name} could not be filled: {error}") from error
    return _same_every_time(target.getvalue())


def _same_every_time(data: bytes) -> bytes:
    """The archive without the times at which its parts were packed."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as packed, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as again:
        for part in packed.infolist():
            again.writestr(zipfile.ZipInfo(part.filename), packed.read(part), compress_type=zipfile.ZIP_DEFLATED)
    return target.getvalue()
