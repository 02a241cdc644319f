"""PDF documents from Typst templates: tagged, PDF/UA-1, the same bytes for the same input."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

import typst

from .failure import RenderingFailed

# Comes inside typst's wheel (SIL Open Font Licence), so every machine sets the same pages.
TEXT_FACE = "Libertinus Serif"


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """The faces in the wheel alone: a machine's own fonts would change the pages."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)


def typeset(
    template: str | Path,
    data: Mapping[str, object],
    assets: Mapping[str, bytes] | None = None,
    *,
    created: datetime,
) -> bytes:
    """A PDF/UA-1 from the template file, which reads ``json(bytes(sys.inputs.data))``.

    ``assets`` (name to bytes: pictures) reach the template as ``json(bytes(sys.inputs.assets))``,
    each an array of bytes. ``created`` (with a time zone) is the document's creation time. Decimals
    and dates become text. Raises ``RenderingFailed``.
    """
    if created.tzinfo is None:
        raise RenderingFailed("The time of creation needs a time zone.")
    path = Path(template)
    inputs = {"data": as_json(data), "assets": json.dumps({name: list(held) for name, held in (assets or {}).items()})}
    try:
        compiler = typst.Compiler(
            path, root=path.parent, font_paths=_fonts(), ignore_system_fonts=True, sys_inputs=inputs
        )
        made = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=created.astimezone(UTC))
    except (RuntimeError, OSError, ValueError) as error:
        raise RenderingFailed(f"The document {path.name} could not be typeset: {_reason(error)}") from error
    if not isinstance(made, bytes):
        raise RenderingFailed(f"The document {path.name} was typeset as nothing.")
    return made


def as_json(data: Mapping[str, object]) -> str:
    """The data as JSON text; decimals and dates as text, tuples as lists."""
    return json.dumps(data, default=_plain, ensure_ascii=False)


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    raise RenderingFailed(f"A document's data cannot hold a {type(value).__name__}.")


def _reason(error: Exception) -> str:
    reason = error.message if isinstance(error, typst.TypstError) else str(error)
    return reason.strip().rstrip(".") + "."
