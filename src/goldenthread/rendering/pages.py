"""The pages of somebody else's PDF as pictures with their words, so that they can stand in a document of ours.

Typst cannot carry another PDF's pages into PDF/UA, whose every part must be tagged: so each page becomes a picture, and
the text it holds becomes the picture's alternative text.
"""

from __future__ import annotations

import io
import logging
import tempfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import typst
from pypdf import PdfReader

from .failure import RenderingFailed

MOST_PAGES = 60
"""A longer document is linked rather than placed: the pack has to open on a phone."""
MOST_TEXT = 6_000
SHARPNESS = 110  # pixels an inch: read without strain on a screen and on paper
_PAGE = """#set page(width: 210mm, height: auto, margin: 0mm)
#image("source.pdf", page: int(sys.inputs.number), width: 210mm)
"""


@dataclass(frozen=True, slots=True)
class PdfPage:
    """One page: its picture, and the words on it (none where it was scanned)."""

    png: bytes
    text: str


@lru_cache(maxsize=8)
def pdf_pages(content: bytes) -> tuple[PdfPage, ...]:
    """Every page of a PDF. Raises ``RenderingFailed`` when it cannot be read, is locked, or is too long."""
    texts = _texts(content)
    if len(texts) > MOST_PAGES:
        raise RenderingFailed(f"It has {len(texts)} pages, more than the {MOST_PAGES} that are placed in a pack.")
    with tempfile.TemporaryDirectory(prefix="goldenthread-pages-") as folder:
        source = Path(folder)
        (source / "source.pdf").write_bytes(content)
        (source / "page.typ").write_text(_PAGE, encoding="utf-8")
        return tuple(PdfPage(_picture(source, number), text) for number, text in enumerate(texts, start=1))


def _texts(content: bytes) -> list[str]:
    logging.getLogger("pypdf").setLevel(logging.ERROR)  # it warns of every small irregularity in other people's files
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted:
            raise RenderingFailed("It is locked with a password.")
        found = [" ".join((page.extract_text() or "").split())[:MOST_TEXT] for page in reader.pages]
    except RenderingFailed:
        raise
    except Exception as error:  # a damaged file fails in as many ways as there are files
        raise RenderingFailed("It could not be read as a PDF.") from error
    if not found:
        raise RenderingFailed("It has no pages.")
    return found


def _picture(folder: Path, number: int) -> bytes:
    try:
        made = typst.Compiler(folder / "page.typ", root=folder, sys_inputs={"number": str(number)}).compile(
            format="png", ppi=SHARPNESS
        )
    except (typst.TypstError, RuntimeError, OSError, ValueError) as error:
        raise RenderingFailed(f"Its page {number} could not be drawn.") from error
    if not isinstance(made, bytes):
        raise RenderingFailed(f"Its page {number} could not be drawn.")
    return made
