"""PDF documents from Typst templates: tagged, PDF/UA-1, the same bytes for the same input."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

import typst

from .failure import RenderingFailed

# Comes inside typst's wheel (SIL Open Font Licence), so every machine sets the same pages.
TEXT_FACE = "Libertinus Serif"
_TRIES = 8
_NO_GLYPH = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)")


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
    and dates become text. A character that no embedded face has (an emoji, say) is shown as �, because
    PDF/UA would refuse the whole document. Raises ``RenderingFailed``.
    """
    if created.tzinfo is None:
        raise RenderingFailed("The time of creation needs a time zone.")
    path = Path(template)
    for _ in range(_TRIES):
        try:
            return _compiled(path, data, assets or {}, created)
        except typst.TypstError as error:
            missing = _not_in_the_faces(error)
            if not missing:
                raise RenderingFailed(f"The document {path.name} could not be typeset: {_reason(error)}") from error
            data = {key: _shown(value, missing) for key, value in data.items()}
        except (RuntimeError, OSError, ValueError) as error:
            raise RenderingFailed(f"The document {path.name} could not be typeset: {_reason(error)}") from error
    raise RenderingFailed(f"The document {path.name} holds too many characters that its typeface lacks.")


def _compiled(path: Path, data: Mapping[str, object], assets: Mapping[str, bytes], created: datetime) -> bytes:
    inputs = {"data": as_json(data), "assets": json.dumps({name: list(held) for name, held in assets.items()})}
    compiler = typst.Compiler(path, root=path.parent, font_paths=_fonts(), ignore_system_fonts=True, sys_inputs=inputs)
    made = compiler.compile(
        format="pdf", pdf_standards=["ua-1"], timestamp=created.astimezone(UTC).replace(microsecond=0)
    )
    if not isinstance(made, bytes):
        raise ValueError("it was typeset as nothing")
    return made


def _not_in_the_faces(error: typst.TypstError) -> set[str]:
    """The texts PDF/UA refused because no face has a glyph for them; empty for any other error.

    Typst names them all in its diagnostic, escaped as Rust escapes text.
    """
    found: set[str] = set()
    for escaped in _NO_GLYPH.findall(error.diagnostic):
        text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)) if match[1] else match[2], escaped)
        found |= {text} - {""}
    return found


def _shown(value: object, missing: set[str]) -> object:
    """The data with every text in ``missing`` shown as the mark for a character that cannot be."""
    if isinstance(value, str):
        for text in missing:
            value = value.replace(text, "\ufffd")
        return value
    if isinstance(value, Mapping):
        return {key: _shown(held, missing) for key, held in value.items()}
    if isinstance(value, list | tuple):
        return [_shown(held, missing) for held in value]
    return value


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
