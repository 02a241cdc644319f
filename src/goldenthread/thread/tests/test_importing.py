"""An action log from a spreadsheet: columns matched, errors named, nothing half-loaded, nothing doubled."""

from __future__ import annotations

import io
from datetime import date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from goldenthread.rendering.spreadsheets import read_rows
from goldenthread.thread.importing import Known, Organisation, match_columns, read_day, read_log
from goldenthread.thread.terms import ActionState, Brag

KNOWN = Known(
    [
        Organisation.of(1, "Northvale Council", "Council"),
        Organisation.of(2, "Vale Police", ""),
        Organisation.of(3, "Northvale Hospitals Trust", "Trust"),
    ],
    {"ann example": 7},
)
HEADER = "No,Agreed action,Lead agency,Lead officer,Due date,Status,RAG,Comments,Source\n"


def log(rows: str, header: str = HEADER):  # type: ignore[no-untyped-def]
    sheet = read_rows((header + rows).encode(), "log.csv")
    return read_log(sheet, match_columns(sheet.header), KNOWN)


def test_headings_are_matched_each_to_one_field() -> None:
    headings = ("No", "Recommendation / Action", "Responsible Agency", "Lead", "Target date", "RAG", "Latest update")
    assert match_columns(headings) == {
        "text": 1,
        "owner_organisation": 2,
        "owner_person": 3,
        "due_on": 4,
        "brag": 5,
        "last_update": 6,
    }
    assert match_columns(("colour", "shape")) == {}


def test_a_row_becomes_an_action() -> None:
    read = log("1,Teach the standard,Police,Ann Example,31/03/2026,In progress,Amber,Going well,Rapid review 4\n")
    (action,) = read.actions
    assert read.problems == ()
    assert (action.text, action.owner_organisation, action.owner_person, action.due_on) == (
        "Teach the standard",
        2,
        7,
        date(2026, 3, 31),
    )
    assert (action.state, action.brag, action.last_update, action.source) == (
        ActionState.ACCEPTED,
        Brag.AMBER,
        "Going well",
        "Rapid review 4",
    )


def test_every_problem_is_named_by_row_and_column() -> None:
    read = log(
        "1,,Vale Police,,31/02/2026,In progress,,,\n2,Teach,Vale Polize Authority,,31/03/2026,Dancing,Pink,,\n3,Close it,,,,Complete,,,\n"
    )
    said = [str(problem) for problem in read.problems]
    assert read.actions == ()
    for words in (
        "Row 2, column “Agreed action”: The action is empty.",
        "Row 2, column “Due date”: “31/02/2026” is not a date",
        "Row 3, column “Lead agency”: There is no organisation “Vale Polize Authority”",
        "Is it “Vale Police”?",
        "Row 3, column “Status”: “Dancing” is no status",
        "Row 3, column “RAG”",
        "Row 4, column “Lead agency”: An action that is “Complete” needs its owning organisation.",
    ):
        assert any(words in line for line in said), (words, said)


def test_what_is_missing_makes_a_draft_and_is_remarked() -> None:
    read = log(
        "1,Teach,Vale Police,Someone Else,TBC,In progress,,,\n1,Teach,Vale Police,Someone Else,TBC,In progress,,,\n"
    )
    (action,) = read.actions
    assert action.state is ActionState.DRAFT
    said = " ".join(str(remark) for remark in read.remarks)
    assert "no account here" in said
    assert "comes in as a draft" in said
    assert "same as row 2" in said


def test_several_agencies_contribute() -> None:
    (action,) = log("1,Teach,Council / Vale Police,,1/3/26,Not started,,,\n").actions
    assert (action.owner_organisation, action.contributors, action.state) == (1, (2,), ActionState.AGREED)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("31/03/2021", date(2021, 3, 31)),
        ("31.3.21", date(2021, 3, 31)),
        ("2021-03-31", date(2021, 3, 31)),
        ("31st March 2021", date(2021, 3, 31)),
        ("31-Mar-21", date(2021, 3, 31)),
        ("Feb 2021", date(2021, 2, 28)),
        ("44286", date(2021, 3, 31)),
        (44286, date(2021, 3, 31)),
        (44286.5, date(2021, 3, 31)),
        (datetime(2021, 3, 31, 12), date(2021, 3, 31)),
        (date(2021, 3, 31), date(2021, 3, 31)),
        ("ongoing", None),
        (None, None),
    ],
)
def test_days_in_every_shape(cell: object, day: date | None) -> None:
    assert read_day(cell) == day


@given(st.one_of(st.text(max_size=20), st.integers(), st.floats(), st.booleans()))
def test_any_cell_is_a_day_none_or_a_sentence(cell: object) -> None:
    try:
        found = read_day(cell)
    except ValueError as error:
        found, said = None, str(error)
        assert "is not a date" in said
    assert found is None or isinstance(found, date)


def workbook() -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.append(["Action", "Agency", "Due", "Status", "What it is for"])  # type: ignore[union-attr]
    sheet.append(
        ["Teach the safer sleep standard in every nursery", "Northvale Council", date(2026, 5, 1), "In progress", "x"]
    )  # type: ignore[union-attr]
    sheet.append(["Publish the guide for every school", "Vale Police", date(2026, 6, 1), "Complete", "x"])  # type: ignore[union-attr]
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def test_the_business_unit_brings_a_log_in_once(client, world, tmp_path, settings) -> None:  # type: ignore[no-untyped-def]
    from goldenthread.accounts.models import Person
    from goldenthread.thread.models import Action

    settings.FILES_URL = f"file://{tmp_path}"
    client.force_login(Person.objects.get(pk=world.people["manager"]))
    sent = client.post(
        "/north/actions/import/", {"file": SimpleUploadedFile("log.xlsx", workbook()), "group": "reviews"}
    )
    assert sent.status_code == 302
    preview = client.get(sent.url)
    page = preview.content.decode()
    assert "Bring in 2 actions" in page
    assert "Not brought in: What it is for" in page
    ticket = preview.wsgi_request.GET["ticket"]
    form = {
        "ticket": ticket,
        "matched": "yes",
        "column_text": "0",
        "column_owner_organisation": "1",
        "column_due_on": "2",
        "column_state": "3",
        "submission": "0a0a0a0a-0000-4000-8000-000000000001",
    }
    assert client.post("/north/actions/import/check/", form).status_code == 302
    assert client.post("/north/actions/import/check/", form).status_code == 302  # the same form again
    answer = client.post(
        "/north/actions/import/check/", form | {"submission": "0a0a0a0a-0000-4000-8000-000000000002"}, follow=True
    )
    assert "0 actions brought in. 2 rows of the file had been brought in before." in answer.content.decode().replace(
        "No actions", "0 actions"
    )
    from goldenthread.database.viewer import set_viewer
    from goldenthread.testing.world import AT

    set_viewer(world.people["manager"], AT)
    assert sorted(Action.objects.exclude(import_key="").values_list("state", flat=True)) == ["accepted", "delivered"]


def test_a_wrong_match_is_refused_and_nothing_is_loaded(client, world, tmp_path, settings) -> None:  # type: ignore[no-untyped-def]
    from goldenthread.accounts.models import Person

    settings.FILES_URL = f"file://{tmp_path}"
    client.force_login(Person.objects.get(pk=world.people["officer"]))
    sent = client.post(
        "/north/actions/import/", {"file": SimpleUploadedFile("log.xlsx", workbook()), "group": "reviews"}
    )
    ticket = client.get(sent.url).wsgi_request.GET["ticket"]
    answer = client.post(
        "/north/actions/import/check/", {"ticket": ticket, "matched": "yes", "column_text": "0", "column_due_on": "1"}
    )
    assert answer.status_code == 422
    assert "is not a date" in answer.content.decode()


def test_others_may_not_and_tickets_are_personal(client, world, tmp_path, settings) -> None:  # type: ignore[no-untyped-def]
    from goldenthread.accounts.models import Person

    settings.FILES_URL = f"file://{tmp_path}"
    client.force_login(Person.objects.get(pk=world.people["manager"]))
    address = client.post(
        "/north/actions/import/", {"file": SimpleUploadedFile("log.xlsx", workbook()), "group": "reviews"}
    ).url
    client.force_login(Person.objects.get(pk=world.people["officer"]))
    assert client.get(address).status_code == 403
    client.force_login(Person.objects.get(pk=world.people["member"]))
    assert client.get("/north/actions/import/").status_code == 404
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("content", [b"", b"\x00\x01", b"PK\x03\x04 broken"])
def test_an_unreadable_file_is_refused_in_a_sentence(client, world, content: bytes) -> None:  # type: ignore[no-untyped-def]
    from goldenthread.accounts.models import Person

    client.force_login(Person.objects.get(pk=world.people["manager"]))
    answer = client.post(
        "/north/actions/import/", {"file": SimpleUploadedFile("log.xlsx", content), "group": "reviews"}
    )
    assert answer.status_code == 422
