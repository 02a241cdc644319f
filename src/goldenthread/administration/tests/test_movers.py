"""Joiners, movers and leavers from a spreadsheet: what rows say, what they would change, and never twice."""

from __future__ import annotations

import csv
import dataclasses
import io
import re
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.accounts.models import Person
from goldenthread.administration.rules.movers import Holding, Known, Plan, Wanted, _steps, read_people
from goldenthread.history.models import Event
from goldenthread.partnership.models import Post, Seat
from goldenthread.partnership.terms import Role
from goldenthread.rendering.spreadsheets import read_rows
from goldenthread.testing.world import TODAY

PLACE = "/north/administration/people/import/"
HEAD = ["Name", "E-mail", "Organisation", "Role", "Group", "From", "Until"]


def sheet(*rows: list[str], head: list[str] = HEAD) -> bytes:
    held = io.StringIO()
    csv.writer(held).writerows([head, *rows])
    return held.getvalue().encode()


def plan(content: bytes, known: Known) -> Plan:
    return read_people(read_rows(content, "people.csv"), known, TODAY)


KNOWN = Known({"vale trust": 1, "police": 2}, {"reviews": 7}, {"ann@x.example": "Ann"})


class TestRows:
    def test_a_joiner_is_invited_with_a_post_and_a_seat(self) -> None:
        (step,) = plan(sheet(["Bo", "Bo@x.example", "Vale Trust", "", "Reviews", "01/04/2026", ""]), KNOWN).steps
        assert (step.invites, step.post, step.seat) == (True, True, True)
        assert step.wanted.role is Role.MEMBER
        assert step.words == "is invited, becomes agency member for Vale Trust, sits in Reviews"

    def test_a_mover_gets_the_new_post_and_leaves_the_old_one_with_its_row(self) -> None:
        held = Holding(4, "ann@x.example", 1, "member", None, date(2020, 1, 1), None)
        found = plan(
            sheet(
                ["Ann", "ann@x.example", "Police", "Agency member", "", "01/04/2026", ""],
                ["Ann", "ann@x.example", "Vale Trust", "Agency member", "", "", "31/03/2026"],
            ),
            replace(KNOWN, holdings=(held,)),
        )
        assert [(step.invites, step.post, step.end_posts) for step in found.steps] == [
            (False, True, ()),
            (False, False, (4,)),
        ]
        assert found.steps[1].wanted.ends == date(2026, 4, 1)

    @pytest.mark.parametrize(
        ("row", "said"),
        [
            (["", "b@x.example"], "Row 2, column “Name”: it is empty."),
            (["Bo", "nobody"], "Row 2, column “E-mail”: “nobody” is no e-mail address."),
            (["Bo", "b@x.example", "Elsewhere"], "“Elsewhere” is not here under that name"),
            (["Bo", "b@x.example", "", "King"], "“King” is no role: choose from Business manager"),
            (["Bo", "b@x.example", "", "", "Choir"], "column “Group”: “Choir” is not here"),
            (["Bo", "b@x.example", "", "", "", "soon"], "column “From”: “soon” is no date"),
            (["Bo", "b@x.example", "", "", "", "02/04/2026", "01/04/2026"], "it ends before it begins"),
        ],
    )
    def test_what_is_wrong_is_named_with_row_and_column(self, row: list[str], said: str) -> None:
        found = plan(sheet(row + [""] * (7 - len(row))), KNOWN)
        assert found.steps == ()
        assert said in found.problems[0]

    def test_two_rows_of_the_same_and_a_file_without_its_columns(self) -> None:
        row = ["Bo", "b@x.example", "Police", "", "", "", ""]
        assert "Row 3: says of the same person" in plan(sheet(row, row), KNOWN).problems[0]
        assert "no column “E-mail”" in plan(sheet(["x"], head=["Name"]), KNOWN).problems[0]


DAYS = st.none() | st.dates(date(2026, 2, 1), date(2026, 4, 30))
ROWS = st.lists(
    st.builds(
        Wanted,
        row=st.just(2),
        name=st.just("Ann"),
        email=st.sampled_from(["ann@x.example", "bo@x.example"]),
        organisation=st.sampled_from([None, 1]),
        organisation_name=st.just(""),
        role=st.sampled_from([Role.MEMBER, Role.SCRUTINEER]),
        group=st.sampled_from([None, 7]),
        group_name=st.just(""),
        starts=DAYS,
        ends=DAYS,
    ).filter(lambda row: not (row.starts and row.ends) or row.starts < row.ends),
    max_size=4,
    unique_by=lambda row: (row.email, row.organisation, row.role),
)


@given(ROWS)
def test_the_same_sheet_twice_changes_nothing(rows: list[Wanted]) -> None:
    one_seat_each = {row.email: row for row in rows}
    rows = [row if one_seat_each[row.email] is row else replace(row, group=None) for row in rows]
    held: list[Holding] = []
    for step in _steps(rows, KNOWN, TODAY):
        row, starts = step.wanted, max(step.wanted.starts or TODAY, TODAY)
        if step.post:
            held.append(Holding(len(held), row.email, row.organisation, row.role.value, None, starts, row.ends))
        if step.seat:
            held.append(Holding(len(held), row.email, row.organisation, "member", row.group, starts, row.ends))
    known = replace(KNOWN, people={one.email: "x" for one in held} | dict(KNOWN.people), holdings=tuple(held))
    assert [step for step in _steps(rows, known, TODAY) if step.anything] == []


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path) -> None:  # type: ignore[no-untyped-def]
    """Kept files lie in a folder of the test's own."""
    settings.INSTALLATION = dataclasses.replace(settings.INSTALLATION, data=tmp_path)


def upload(browser, content: bytes) -> tuple[dict[str, str], str]:  # type: ignore[no-untyped-def]
    sent = browser.post(PLACE, {"file": SimpleUploadedFile("people.csv", content)})
    assert sent.status_code == 302, sent.content.decode()[:2000]
    answer = browser.get(sent.url)
    page = answer.content.decode()
    found = re.search(r'name="seen" value="([^"]+)"', page)
    form = {"submission": str(uuid4()), "ticket": answer.wsgi_request.GET["ticket"], "seen": found[1] if found else ""}
    return form, page


ROWS_OF_THREE = (
    ["Robin Joiner", "robin@north.example", "Northvale Hospitals Trust", "", "Learning Group", "", ""],
    ["Outsider", "outsider@north.example", "Vale Police", "", "", "", ""],
    ["Colleague", "colleague@north.example", "Alder Park School", "", "", "", "01/03/2026"],
)


def test_joiners_movers_and_leavers_at_once_and_not_twice(signed_in, world) -> None:  # type: ignore[no-untyped-def]
    browser = signed_in("manager")
    form, page = upload(browser, sheet(*ROWS_OF_THREE))
    assert "of which 3 would change something" in page
    assert not Person.objects.filter(email="robin@north.example").exists()
    answer = browser.post(PLACE + "check/", form, follow=True).content.decode()
    assert "3 rows carried out" in answer.lower()
    robin = Person.objects.get(email="robin@north.example")
    assert robin.seats.get().group.key == "learning"
    assert Post.objects.get(person=world.people["outsider"], organisation=world.organisations["police"]).ends_on is None
    assert Post.objects.get(person=world.people["colleague"]).ends_on == TODAY
    assert Event.objects.filter(verb="post.given", details__person=robin.pk).exists()
    _, page = upload(browser, sheet(*ROWS_OF_THREE))
    assert "Everything in it is so already" in page
    assert Post.objects.filter(person=robin).count() == Seat.objects.filter(person=robin).count() == 1


def test_someone_with_open_actions_does_not_leave_by_a_row(signed_in, world) -> None:  # type: ignore[no-untyped-def]
    browser = signed_in("manager")
    form, _ = upload(browser, sheet(["Owner", "owner@north.example", "Alder Park School", "", "", "", "01/03/2026"]))
    answer = browser.post(PLACE + "check/", form)
    assert answer.status_code == 422
    assert "Row 2: Owner would hold nothing any more. They own 3 open actions here" in answer.content.decode()
    assert Post.objects.get(person=world.people["owner"]).ends_on is None


def test_nobody_lifts_themselves_and_one_bad_row_stops_all(signed_in, world) -> None:  # type: ignore[no-untyped-def]
    browser = signed_in("manager")
    rows = (ROWS_OF_THREE[0], ["Manager", "manager@north.example", "", "Administrator", "", "", ""])
    form, _ = upload(browser, sheet(*rows))
    answer = browser.post(PLACE + "check/", form)
    assert answer.status_code == 422
    assert "Row 3:" in answer.content.decode()
    assert not Person.objects.filter(email="robin@north.example").exists()


def test_a_stale_preview_is_refused(signed_in, world) -> None:  # type: ignore[no-untyped-def]
    browser = signed_in("manager")
    form, _ = upload(browser, sheet(*ROWS_OF_THREE))
    other, _ = upload(signed_in("administrator"), sheet(ROWS_OF_THREE[1]))
    assert signed_in("administrator").post(PLACE + "check/", other).status_code in {302, 409}
    Post.objects.filter(person=world.people["colleague"]).update(ends_on=TODAY - timedelta(days=0))
    answer = browser.post(PLACE + "check/", form)
    assert answer.status_code == 409
    assert "Someone else changed people here" in answer.content.decode()


def test_problems_are_shown_and_offer_no_button(signed_in, world) -> None:  # type: ignore[no-untyped-def]
    browser = signed_in("manager")
    _, page = upload(browser, sheet(["Bo", "nobody", "", "", "", "", ""]))
    assert "nothing can be done yet" in page
    assert "Do it" not in page
    assert signed_in("officer").get(PLACE).status_code == 404
