"""A spreadsheet of actions goes out, is filled in, and comes back: matched by reference, whole or not at all, never twice."""

from __future__ import annotations

import io
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from goldenthread.accounts.models import Person
from goldenthread.rendering.spreadsheets.reading import Row, Sheet
from goldenthread.testing.world import World
from goldenthread.thread.returned import JUDGED_HINT, UPDATE, Known, read_returned
from goldenthread.thread.terms import Brag

HEADER = ("Reference", "Action", UPDATE, JUDGED_HINT)
KNOWN = {
    "AC-22AA": Known(1, "Teach the standard", "Going well", "green", True),
    "AC-33BB": Known(2, "Publish the guide", "", "unset", True),
    "AC-44CC": Known(3, "Withdrawn one", "", "unset", False),
}


def sheet(*rows: tuple[object, ...], header: tuple[str, ...] = HEADER) -> Sheet:
    return Sheet(header, tuple(Row(number, cells) for number, cells in enumerate(rows, 2)))  # type: ignore[arg-type]


def test_rows_are_matched_by_reference_however_it_is_written() -> None:
    told = read_returned(
        sheet(("ac-33bb ", "x", "Draft is with the printer", "Amber"), ("AC-22AA", "x", None, None)), KNOWN
    )
    (answer,) = told.answers
    assert (answer.pk, answer.text, answer.brag, answer.row) == (2, "Draft is with the printer", Brag.AMBER, 2)
    assert (told.empty, told.problems) == (1, ())


def test_the_same_file_again_stores_nothing() -> None:
    told = read_returned(sheet(("AC-22AA", "x", "Going well", "green"), ("AC-22AA", "x", "", "")), KNOWN)
    assert (told.answers, told.already, told.empty) == ((), 1, 1)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (("AC-99ZZ", "x", "Done", ""), "Row 2: there is no action AC-99ZZ that you may see."),
        (("", "x", "Done", ""), "Row 2: there is no reference."),
        (("AC-44CC", "x", "Done", ""), "Row 2: AC-44CC is no longer open."),
        (("AC-33BB", "x", "", "red"), "Row 2: say in a sentence"),
        (("AC-33BB", "x", "Done", "purple"), "Row 2: “purple” is not blue"),
        (("AC-33BB", "x", "y" * 5000, ""), "Row 2: the update of AC-33BB is longer"),
    ],
)
def test_what_is_wrong_is_said_with_its_row(cells: tuple[object, ...], said: str) -> None:
    told = read_returned(sheet(cells), KNOWN)
    assert told.answers == ()
    assert told.problems[0].startswith(said)


def test_one_action_twice_is_a_problem() -> None:
    told = read_returned(sheet(("AC-33BB", "x", "Done", ""), ("AC-33BB", "x", "Not done", "")), KNOWN)
    assert told.problems == ("Row 3: AC-33BB stands in row 2 already.",)


def test_another_spreadsheet_is_refused_in_a_sentence() -> None:
    told = read_returned(sheet(("x",), header=("Something",)), KNOWN)
    assert told.problems == ("There is no column “Reference”: send back the spreadsheet that was sent out.",)


cells = st.one_of(st.none(), st.text(max_size=12), st.integers(), st.sampled_from([*KNOWN, "green", "Done"]))


@given(st.lists(st.tuples(cells, cells, cells, cells), max_size=12))
def test_every_row_is_an_answer_empty_stored_before_or_a_problem(rows: list[tuple[object, ...]]) -> None:
    told = read_returned(sheet(*rows), KNOWN)
    assert len(told.answers) + told.empty + told.already + len(told.problems) == len(rows)
    assert len({answer.pk for answer in told.answers}) == len(told.answers)


@pytest.fixture
def signed_in(world: World) -> Callable[[str], Client]:
    def sign(name: str) -> Client:
        client = Client()
        client.force_login(Person.objects.get(pk=world.people[name]))
        session = client.session
        session["second_factor_ready"] = True
        session.save()
        return client

    return sign


def test_out_and_back(world: World, signed_in: Callable[[str], Client]) -> None:
    owner = signed_in("owner")
    sent = b"".join(owner.get("/north/actions/?standing=all&format=xlsx&fill=yes").streaming_content)
    book = load_workbook(io.BytesIO(sent))
    rows = list(book.active.iter_rows())
    references = [row[0].value for row in rows[1:]]
    assert world.references["action"] in references
    assert world.references["assured_action"] not in references, "only open actions ask for an update"
    row = rows[1 + references.index(world.references["action"])]
    row[7].value, row[8].value = "Forty of sixty are trained", "amber"
    filled = io.BytesIO()
    book.save(filled)

    answer = owner.post("/north/actions/returned/", {"file": SimpleUploadedFile("back.xlsx", filled.getvalue())})
    page = owner.get(answer["Location"])
    assert "1 update" in page.content.decode()
    (ticket,) = parse_qs(urlsplit(answer["Location"]).query)["ticket"]
    stored = owner.post("/north/actions/returned/check/", {"ticket": ticket})
    assert stored.status_code == 302
    shown = owner.get(f"/north/actions/{world.references['action']}/").content.decode()
    assert "Forty of sixty are trained" in shown
    again = owner.get(answer["Location"]).content.decode()
    assert "1 row stored before" in again
    assert signed_in("manager").get(answer["Location"]).status_code == 403, "a ticket is its sender's alone"


def test_nothing_is_stored_when_one_row_may_not_be(world: World, signed_in: Callable[[str], Client]) -> None:
    scrutineer = signed_in("scrutineer")
    text = f"Reference,{UPDATE}\n{world.references['shared_learning']},x\n"
    answer = scrutineer.post("/north/actions/returned/", {"file": SimpleUploadedFile("back.csv", text.encode())})
    assert "that you may see" in scrutineer.get(answer["Location"]).content.decode()
    wrong = scrutineer.post("/north/actions/returned/", {"file": SimpleUploadedFile("back.xlsx", b"nonsense")})
    assert wrong.status_code == 422
    assert signed_in("south_manager").get("/north/actions/returned/").status_code == 404
