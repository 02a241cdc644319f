"""What may be uploaded: judged by the file's content, never by its name alone."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

import puremagic
from PIL import Image, ImageOps
from pypdf import PdfReader


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file people may add: how it is called, its endings, and the media type it is served as."""

    label: str
    endings: tuple[str, ...]
    media_type: str


KINDS = (
    Kind("PDF", (".pdf",), "application/pdf"),
    Kind("Word document", (".docx",), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    Kind("Excel workbook", (".xlsx",), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    Kind(
        "PowerPoint presentation",
        (".pptx",),
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
    Kind("JPEG picture", (".jpg", ".jpeg"), "image/jpeg"),
    Kind("PNG picture", (".png",), "image/png"),
    Kind("Plain text", (".txt",), "text/plain"),
    Kind("CSV table", (".csv",), "text/csv"),
    Kind("E-mail", (".eml",), "message/rfc822"),
    Kind("Outlook message", (".msg",), "application/vnd.ms-outlook"),
)
ENDINGS = tuple(ending.removeprefix(".") for kind in KINDS for ending in kind.endings)
OFFICE_PARTS = {".docx": "word/", ".xlsx": "xl/", ".pptx": "ppt/"}
TEXTS = (".txt", ".csv", ".eml")
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a compound file begins: an Outlook message is one, and so is an Office document that is locked with a password."""


class NotAllowed(Exception):
    """The file may not be added; the message is a sentence for whoever chose it."""


def kind_of(name: str, content: bytes, limit: int) -> Kind:
    """What kind of file this is. Errors: NotAllowed when it is empty, too large, of another kind, or not what its name says."""
    if not content:
        raise NotAllowed(f"{name} is empty.")
    if len(content) > limit:
        raise NotAllowed(f"{name} is larger than {limit // 1_000_000} MB.")
    ending = "." + name.rpartition(".")[2].lower()
    kind = next((kind for kind in KINDS if ending in kind.endings), None)
    if kind is None:
        raise NotAllowed(
            f"{name} is not a kind of file that can be added. Add a PDF, a Word, Excel or PowerPoint file, a picture, a text or an e-mail."
        )
    if _is_locked(ending, content):
        raise NotAllowed(
            f"{name} is locked with a password: nobody here could open it. Save it without one and add it again."
        )
    if not _is(kind, ending, content):
        article = "an" if kind.label[0] in "EO" else "a"
        raise NotAllowed(f"{name} is not {article} {kind.label} inside, whatever its name says.")
    return kind


def _is(kind: Kind, ending: str, content: bytes) -> bool:
    if ending in TEXTS:
        return b"\x00" not in content and not content.lstrip()[:20].lower().startswith(
            (b"<!doctype", b"<html", b"<script", b"<svg", b"mz", b"\x7felf")
        )
    if ending == ".msg":
        return content.startswith(COMPOUND) and "__properties_version1.0".encode("utf-16-le") in content
    if ending in OFFICE_PARTS:
        return _holds_part(content, OFFICE_PARTS[ending])
    try:
        return puremagic.from_string(content[:8192], mime=True) == kind.media_type
    except (puremagic.PureError, ValueError):
        return False


def _is_locked(ending: str, content: bytes) -> bool:
    """Whether an Office document or a PDF asks for a password before anybody reads a word of it."""
    if ending in OFFICE_PARTS:
        return content.startswith(COMPOUND) and "EncryptedPackage".encode("utf-16-le") in content
    return ending == ".pdf" and content.startswith(b"%PDF") and _pdf_is_locked(content)


def _pdf_is_locked(content: bytes) -> bool:
    """Whether a PDF opens with a password alone. One that merely forbids printing or copying opens for everybody."""
    if b"/Encrypt" not in content:
        return False
    try:
        reader = PdfReader(io.BytesIO(content))
        return reader.is_encrypted and not reader.decrypt("")
    except Exception:  # a damaged file fails in as many ways as there are files; that is told where it is read
        return False


def _holds_part(content: bytes, part: str) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
    except zipfile.BadZipFile:
        return False
    return (
        "[Content_Types].xml" in names
        and any(name.startswith(part) for name in names)
        and not any(name.endswith("vbaProject.bin") for name in names)
    )


MOST_PIXELS = 60_000_000
"""A picture of more is refused: opened, it would take a gigabyte of memory (a decompression bomb)."""


def without_metadata(kind: Kind, content: bytes) -> bytes:
    """A picture written anew without what it carries unseen: the place and time it was taken, the camera, comments, a smaller copy. Other files as they are.

    It is turned the way its camera said it is to be looked at. Errors: NotAllowed when it cannot be read as a picture.
    """
    if not kind.media_type.startswith("image/"):
        return content
    try:
        with Image.open(io.BytesIO(content)) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise NotAllowed("The picture has too many pixels: make it smaller and add it again.")
            upright = ImageOps.exif_transpose(picture)
            clean = Image.new(upright.mode, upright.size)
            if upright.mode == "P":
                clean.putpalette(upright.getpalette() or [])
            clean.paste(upright)
            target = io.BytesIO()
            if kind.media_type == "image/jpeg":
                clean.convert("RGB").save(target, "JPEG", quality=90)
            else:
                clean.save(target, "PNG")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise NotAllowed("The picture cannot be read: it is damaged, or not what its name says.") from error
    return target.getvalue()
