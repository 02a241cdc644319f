"""What may be added, judged by its content; and what pictures lose on the way."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from goldenthread.documents import rules
from goldenthread.documents.rules import NotAllowed, kind_of, without_metadata

LIMIT = 1_000_000
PDF = b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"


def office(*names: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in ("[Content_Types].xml", *names):
            archive.writestr(name, "x")
    return target.getvalue()


def picture(kind: str = "JPEG", mode: str = "RGB", exif: Image.Exif | None = None, **more: object) -> bytes:
    target = io.BytesIO()
    made = Image.new(mode, (40, 20), 200)
    made.save(target, kind, **({"exif": exif} if exif else {}), **more)
    return target.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "label"),
    [
        ("a.pdf", PDF, "PDF"),
        ("A.DOCX", office("word/document.xml"), "Word document"),
        ("a.xlsx", office("xl/workbook.xml"), "Excel workbook"),
        ("a.jpg", picture(), "JPEG picture"),
        ("a.png", picture("PNG"), "PNG picture"),
        ("a.csv", "name,age\né,3".encode(), "CSV table"),
    ],
)
def test_a_file_is_what_it_says(name: str, content: bytes, label: str) -> None:
    assert kind_of(name, content, LIMIT).label == label


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.pdf", b"", "empty"),
        ("a.pdf", PDF + b"x" * LIMIT, "larger"),
        ("a.exe", b"MZ", "not a kind of file"),
        ("a.pdf", b"MZ\x90", "not a PDF inside"),
        ("a.docx", office("xl/workbook.xml"), "not a Word document inside"),
        ("a.docx", office("word/document.xml", "word/vbaProject.bin"), "not a Word document inside"),
        ("a.jpg", picture("PNG"), "not a JPEG picture inside"),
        ("a.txt", b"<html><script>", "not a Plain text inside"),
        ("a.csv", b"a\x00b", "not a CSV table inside"),
        ("noending", PDF, "not a kind of file"),
    ],
)
def test_what_is_refused_gets_a_sentence(name: str, content: bytes, said: str) -> None:
    with pytest.raises(NotAllowed, match=said):
        kind_of(name, content, LIMIT)


@given(st.text(max_size=20), st.binary(max_size=200))
def test_any_bytes_are_a_kind_or_a_sentence(name: str, content: bytes) -> None:
    try:
        kind, said = kind_of(name, content, LIMIT), ""
    except NotAllowed as refusal:
        kind, said = None, str(refusal)
    assert (kind in rules.KINDS) or said.endswith((".", "says.")) or said


def test_a_photograph_loses_where_and_when_it_was_taken_and_stays_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter
    exif[0x010F] = "A camera"
    exif.get_ifd(0x8825)[2] = (53.0, 40.0, 59.0)  # latitude
    content = picture(exif=exif, comment=b"taken at home")
    assert b"A camera" in content
    clean = without_metadata(kind_of("a.jpg", content, LIMIT), content)
    with Image.open(io.BytesIO(clean)) as opened:
        assert opened.size == (20, 40)
        assert not opened.getexif()
        assert "comment" not in opened.info
    assert b"A camera" not in clean
    assert b"taken at home" not in clean


@pytest.mark.parametrize("mode", ["L", "P", "RGBA", "LA", "1", "I;16"])
def test_pictures_of_every_mode_are_written_anew(mode: str) -> None:
    content = picture("PNG", mode)
    clean = without_metadata(kind_of("a.png", content, LIMIT), content)
    with Image.open(io.BytesIO(clean)) as opened:
        assert opened.size == (40, 20)


def test_other_files_stay_as_they_are() -> None:
    assert without_metadata(kind_of("a.pdf", PDF, LIMIT), PDF) is PDF


def test_a_damaged_picture_is_refused_in_a_sentence() -> None:
    content = picture()[:200]
    with pytest.raises(NotAllowed, match="cannot be read"):
        without_metadata(kind_of("a.jpg", content, LIMIT), content)


def test_a_picture_that_would_fill_the_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "MOST_PIXELS", 100)
    with pytest.raises(NotAllowed, match="too many pixels"):
        without_metadata(kind_of("a.png", picture("PNG"), LIMIT), picture("PNG"))
