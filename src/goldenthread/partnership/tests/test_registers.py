"""The official registers: how files read, and what a comparison finds, by example and by property."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.partnership.rules.layouts import layouts
from goldenthread.partnership.rules.register_files import (
    Entry,
    RegisterUnreadable,
    encoding_of,
    from_line,
    open_register,
    read_day,
    readable,
    to_line,
)
from goldenthread.partnership.rules.registers import Comparison, Held, compare, details_of, likeness

GIAS = layouts()["gias"]
HEADINGS = [
    "URN",
    "LA (code)",
    "LA (name)",
    "EstablishmentNumber",
    "EstablishmentName",
    "TypeOfEstablishment (name)",
    "EstablishmentTypeGroup (code)",
    "EstablishmentTypeGroup (name)",
    "EstablishmentStatus (code)",
    "OpenDate",
    "ReasonEstablishmentClosed (name)",
    "CloseDate",
    "PhaseOfEducation (name)",
    "Street",
    "Town",
    "Postcode",
    "SchoolWebsite",
    "TelephoneNum",
    "PreviousLA (code)",
    "PreviousEstablishmentNumber",
    "UPRN",
]
PLAIN = {
    "URN": "990001",
    "LA (code)": "384",
    "LA (name)": "Northvale",
    "EstablishmentNumber": "2001",
    "EstablishmentName": "Willow Bank Primary School",
    "TypeOfEstablishment (name)": "Community school",
    "EstablishmentTypeGroup (code)": "4",
    "EstablishmentTypeGroup (name)": "Local authority maintained schools",
    "EstablishmentStatus (code)": "1",
    "OpenDate": "01-09-1998",
    "PhaseOfEducation (name)": "Primary",
    "Street": "Willow Lane",
    "Town": "Northvale",
    "Postcode": "NV1 2AB",
    "TelephoneNum": "01632960001",
}


def school(**changes: str) -> dict[str, str]:
    names = {
        "urn": "URN",
        "number": "EstablishmentNumber",
        "name": "EstablishmentName",
        "status": "EstablishmentStatus (code)",
        "opened": "OpenDate",
        "closed": "CloseDate",
        "uprn": "UPRN",
        "la": "LA (code)",
        "phone": "TelephoneNum",
        "previous_la": "PreviousLA (code)",
        "previous": "PreviousEstablishmentNumber",
    }
    return PLAIN | {names[key]: value for key, value in changes.items()}


def gias(*rows: dict[str, str], encoding: str = "windows-1252", headings: list[str] = HEADINGS) -> bytes:
    held = io.StringIO()
    writer = csv.DictWriter(held, headings, quoting=csv.QUOTE_ALL, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return held.getvalue().encode(encoding)


def practice(code: str = "Y00001", name: str = "MILL LANE SURGERY", **cells: str) -> list[str]:
    row = [""] * 27
    row[0], row[1], row[9], row[10], row[12], row[14], row[17], row[25] = (
        code,
        name,
        "NV2 3CD",
        "19740401",
        "A",
        "00X",
        "01632 960002",
        "4",
    )
    for place, value in cells.items():
        row[int(place.removeprefix("c")) - 1] = value
    return row


def epraccur(*rows: list[str]) -> bytes:
    held = io.StringIO()
    csv.writer(held, quoting=csv.QUOTE_ALL).writerows(rows)
    return held.getvalue().encode()


def read(content: bytes) -> list[Entry]:
    return list(open_register(io.BytesIO(content))[1])


def held_as(entry: Entry, pk: int = 1, **changes: object) -> Held:
    return replace(
        Held(
            pk,
            entry.name,
            "education",
            entry.number,
            True,
            entry.opened,
            since=date(2019, 9, 1),
            details=details_of(entry),
        ),
        **changes,
    )


class TestFiles:
    def test_the_layouts_say_their_source_and_when_it_was_checked(self) -> None:
        for layout in layouts().values():
            assert layout.source
            assert date.fromisoformat(layout.checked_on)
            assert set(layout.needed) <= set(layout.columns)

    def test_a_school_is_read_from_windows_1252(self) -> None:
        (entry,) = read(gias(school(name="Saint Zoë’s – Infants")))
        assert entry.name == "Saint Zoë’s – Infants"
        assert (entry.number, entry.status, entry.area, entry.establishment) == ("990001", "open", "384", "384/2001")
        assert entry.opened == date(1998, 9, 1)
        assert entry.address == "Willow Lane, Northvale"

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1252"])
    def test_every_encoding_reads_the_same(self, encoding: str) -> None:
        assert read(gias(school(name="Zoë"), encoding=encoding)) == read(gias(school(name="Zoë"), encoding="utf-8"))

    def test_columns_are_found_by_name_in_any_order(self) -> None:
        assert read(gias(school(), headings=HEADINGS[::-1])) == read(gias(school()))

    @pytest.mark.parametrize("written", ["01-09-1998", "01/09/1998"])
    def test_both_ways_of_writing_days(self, written: str) -> None:
        assert read(gias(school(opened=written)))[0].opened == date(1998, 9, 1)

    def test_a_practice_is_read_by_position(self) -> None:
        layout, entries = open_register(io.BytesIO(epraccur(practice())))
        (entry,) = entries
        assert layout.key == "practices"
        assert (entry.number, entry.name, entry.group, entry.kind) == (
            "Y00001",
            "Mill Lane Surgery",
            "4",
            "GP practice",
        )
        assert entry.areas == ("00X", "NV2")
        assert entry.opened == date(1974, 4, 1)

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"urn": "12"}, "Row 3: “12” is no URN."),
            ({"name": " "}, "Row 3: the name is empty."),
            ({"status": "9"}, "Row 3: the status “9” is none of 1, 2, 3, 4."),
            ({"opened": "soon"}, "Row 3: “soon” is no opening day."),
            ({"closed": "31-31-2020"}, "Row 3: “31-31-2020” is no closing day."),
            ({"closed": "31-08-1990"}, "Row 3: it closed on 31/08/1990, before it opened on 01/09/1998."),
            ({"urn": "990001"}, "Row 3: the URN 990001 stands in row 2 already."),
        ],
    )
    def test_a_row_that_cannot_be_used_says_why(self, changes: dict[str, str], said: str) -> None:
        first, second = read(gias(school(), school(**{"urn": "990002"} | changes)))
        assert not first.problem
        assert second.problem == said

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"", "empty"),
            (b"name,email\r\nx,y\r\n", "no register"),
            (b"\0\0", "no text"),
            (gias(school(), headings=[name for name in HEADINGS if name != "LA (code)"]), "a column is missing: “LA"),
            (gias(school()) + b'"\x81"\r\n', "characters cannot be read"),
        ],
    )
    def test_what_is_no_register_is_refused_in_a_sentence(self, content: bytes, said: str) -> None:
        with pytest.raises(RegisterUnreadable, match=said):
            read(content)

    @pytest.mark.parametrize(
        ("written", "shown"),
        [
            ("MILL LANE SURGERY", "Mill Lane Surgery"),
            ("ST JOHN'S GP PRACTICE AT THE MILL", "St John's GP Practice at the Mill"),
            ("Mill Lane Surgery", "Mill Lane Surgery"),
        ],
    )
    def test_names_in_capitals_become_readable(self, written: str, shown: str) -> None:
        assert readable(written) == shown

    @given(st.binary(max_size=400))
    def test_any_bytes_are_a_register_or_a_sentence(self, content: bytes) -> None:
        try:
            assert all(entry.number or entry.problem for entry in read(content))
        except RegisterUnreadable as problem:
            said = str(problem)
            assert said.endswith(".")

    @given(st.text(max_size=60))
    def test_any_text_is_found_to_be_what_it_is(self, text: str) -> None:
        content = text.replace("\0", "").encode()
        assert encoding_of(io.BytesIO(content)) == "utf-8-sig"

    @given(st.text(max_size=12))
    def test_any_cell_is_a_day_nothing_or_no_day(self, cell: str) -> None:
        try:
            found = read_day(cell, GIAS.dates)
        except ValueError:
            return
        assert found is None or isinstance(found, date)


class TestComparing:
    def test_new_changed_unchanged_and_absent(self) -> None:
        known, moved, fresh = read(
            gias(school(), school(urn="990002", number="2002"), school(urn="990003", name="New School", number="2003"))
        )
        gone = Held(9, "Gone School", "education", "990009", True)
        found = compare(
            [known, moved, fresh],
            [
                held_as(known, 1),
                held_as(moved, 2, details=details_of(moved) | {"telephone": "01632 960009"}),
                gone,
            ],
            sector="education",
        )
        assert [row.entry.number for row in found.new] == ["990003"]
        assert [(row.held.id, [change.label for change in row.changes]) for row in found.changed] == [
            (2, ["Telephone"])
        ]
        assert found.unchanged == 1
        assert [one.id for one in found.absent] == [9]

    def test_capitals_and_spaces_are_no_change_and_nothing_takes_a_day_away(self) -> None:
        (entry,) = read(gias(school(opened="")))
        ours = held_as(entry, name="WILLOW bank  Primary School", opened=date(1998, 9, 1))
        assert compare([entry], [ours], sector="education").unchanged == 1

    def test_a_school_turned_academy_goes_on_by_its_establishment_number(self) -> None:
        old, new = read(
            gias(
                school(status="2", closed="31-08-2024"),
                school(urn="990100", name="Willow Bank Academy", opened="01-09-2024"),
            )
        )
        found = compare([old, new], [held_as(old, opened=date(1998, 9, 1))], sector="education")
        assert [(row.held.number, row.entry.number) for row in found.succeeded] == [("990001", "990100")]
        assert "establishment number 384/2001" in found.succeeded[0].how
        assert (found.new, found.closed, found.changed) == ((), (), ())

    def test_by_what_the_successor_says_it_was_before_and_by_the_property(self) -> None:
        before, same_place = {"status": "2", "closed": "31-08-2024"}, {"urn": "990100", "opened": "01-09-2024"}
        old, new = read(gias(school(**before), school(**same_place, number="4001", previous_la="384", previous="2001")))
        assert "before" in compare([old, new], [held_as(old)], sector="education").succeeded[0].how
        old, new = read(gias(school(**before, uprn="100200300"), school(**same_place, number="4001", uprn="100200300")))
        assert "property" in compare([old, new], [held_as(old)], sector="education").succeeded[0].how
        old, new = read(gias(school(**before, uprn="5.00E+06"), school(**same_place, number="4001", uprn="5.00E+06")))
        assert compare([old, new], [held_as(old)], sector="education").succeeded == ()

    def test_through_one_that_ended_too(self) -> None:
        rows = read(
            gias(
                school(status="2", closed="31-08-2012"),
                school(urn="990100", status="2", opened="01-09-2012", closed="31-08-2024"),
                school(urn="990200", opened="01-09-2024"),
            )
        )
        found = compare(rows, [held_as(rows[0])], sector="education")
        assert [row.entry.number for row in found.succeeded] == ["990200"]

    def test_two_that_may_follow_are_left_to_a_person(self) -> None:
        rows = read(
            gias(
                school(status="2", closed="31-08-2024", uprn="100200300"),
                school(urn="990100", number="4001", opened="01-09-2024", uprn="100200300"),
                school(urn="990200", number="4002", opened="01-09-2024", uprn="100200300"),
            )
        )
        found = compare(rows, [held_as(rows[0])], sector="education")
        assert found.succeeded == ()
        assert [one.number for one in found.closed[0].perhaps] == ["990100", "990200"]

    def test_a_closed_one_with_seats_says_what_is_in_its_way(self) -> None:
        (entry,) = read(gias(school(status="2", closed="31-08-2024")))
        assert compare([entry], [held_as(entry)], sector="education").closed[0].blocked == ""
        assert "seats (2)" in compare([entry], [held_as(entry, seats=2)], sector="education").closed[0].blocked

    def test_one_nearly_of_the_name_is_asked_about_and_not_added(self) -> None:
        rows = read(
            gias(school(name="Alder Park Primary School"), school(urn="990002", name="Zebra School", number="3"))
        )
        ours = Held(5, "Alder Park  primary", "education")
        found = compare(rows, [ours, Held(6, "Vale Police", "police")], sector="education")
        assert [(row.held.id, row.entry.number) for row in found.candidates] == []
        ours = replace(ours, name="Alder Park Primary Sch.")
        found = compare(rows, [ours, Held(6, "Vale Police", "police")], sector="education")
        assert [(row.held.id, row.entry.number) for row in found.candidates] == [(5, "990001")]
        assert [row.entry.number for row in found.new] == ["990002"]

    def test_closed_proposed_and_dormant_ones_are_not_offered(self) -> None:
        rows = read(gias(school(status="2", closed="31-08-2024"), school(urn="990002", status="4")))
        assert compare(rows, [], sector="education").new == ()
        assert compare(read(epraccur(practice(c13="D"))), [], sector="health_provider").new == ()

    def test_names_are_alike_in_any_order_of_words(self) -> None:
        assert likeness("St Mary's CofE Primary", "Saint Marys C of E primary") == 100
        assert likeness("Alder Park School", "Willow Bank School") < 80

    def test_the_sign_changes_with_what_is_here(self) -> None:
        rows = read(gias(school()))
        before = compare(rows, [], sector="education")
        assert before.sign == compare(rows, [], sector="education").sign
        assert before.sign != compare(rows, [held_as(rows[0])], sector="education").sign


DAYS = st.dates(date(1990, 1, 1), date(2025, 12, 31))


@st.composite
def registers(draw: st.DrawFn) -> list[Entry]:
    made = []
    for number in range(draw(st.integers(0, 12))):
        opened = draw(st.none() | DAYS)
        status = draw(st.sampled_from(["open", "open", "closed", "proposed", "dormant"]))
        made.append(
            Entry(
                number + 2,
                f"99{number:04d}",
                draw(st.sampled_from(["Alder School", "Alder Park School", "Birch School", "Cedar Academy"])),
                status,
                areas=("384",),
                establishment=draw(st.sampled_from(["", "384/1", "384/2", "384/3"])),
                previous=draw(st.sampled_from(["", "384/1"])),
                uprn=draw(st.sampled_from(["", "1000001"])),
                opened=opened,
                closed=draw(st.dates(opened or date(1990, 1, 1), date(2025, 12, 31))) if status == "closed" else None,
                telephone=draw(st.sampled_from(["", "1", "2"])),
            )
        )
    return made


@st.composite
def partnerships(draw: st.DrawFn, entries: list[Entry]) -> list[Held]:
    numbered = [entry for entry in entries if draw(st.booleans())]
    held = [
        held_as(entry, pk, name=draw(st.sampled_from([entry.name, "Elm School"]))) for pk, entry in enumerate(numbered)
    ]
    named = draw(st.lists(st.sampled_from(["Alder School", "Birch Schools", "Oak School"]), max_size=3))
    return held + [Held(100 + pk, name, "education") for pk, name in enumerate(named)]


def taken_over(found: Comparison, held: list[Held]) -> list[Held]:
    """What the partnership holds after everything of a comparison was taken over."""
    after = {one.id: one for one in held}
    fresh = 1000
    for row in found.changed:
        after[row.held.id] = held_as(row.entry, row.held.id, opened=row.entry.opened or row.held.opened)
    for closing in found.closed:
        after[closing.held.id] = replace(closing.held, closed=closing.on or date(2026, 1, 1))
    for like in found.candidates:
        after[like.held.id] = held_as(like.entry, like.held.id)
    for new in found.new:
        fresh += 1
        after[fresh] = held_as(new.entry, fresh)
    for ending in found.succeeded:
        after[ending.held.id] = replace(ending.held, closed=date(2026, 1, 1), succeeded=True)
        if ending.entry.number not in {one.number for one in after.values()}:
            fresh += 1
            after[fresh] = held_as(ending.entry, fresh)
    return list(after.values())


@given(st.data())
def test_every_open_entry_stands_in_one_list_and_nothing_is_lost(data: st.DataObject) -> None:
    entries = data.draw(registers())
    held = data.draw(partnerships(entries))
    found = compare(entries, held, sector="education")
    known = {one.number for one in held}
    offered = [row.entry.number for row in found.new] + [row.entry.number for row in found.candidates]
    follows = {row.entry.number for row in found.succeeded}
    assert len(offered) == len(set(offered))
    assert not follows & set(offered)
    for entry in entries:
        if entry.status == "open" and entry.number not in known:
            assert (entry.number in offered) or (entry.number in follows)
        if entry.number in known:
            assert entry.number not in offered
    numbers = [row.held.number for row in (*found.changed, *found.closed, *found.succeeded)]
    assert len(numbers) == len(set(numbers))
    assert len(numbers) + found.unchanged == sum(1 for one in held if one.number)


@given(st.data())
def test_the_same_file_twice_changes_nothing(data: st.DataObject) -> None:
    entries = data.draw(registers())
    held = data.draw(partnerships(entries))
    first = compare(entries, held, sector="education")
    second = compare(entries, taken_over(first, held), sector="education")
    assert (second.new, second.changed, second.closed, second.succeeded) == ((), (), (), ())


@given(registers())
def test_an_entry_survives_being_kept(entries: list[Entry]) -> None:
    assert [from_line(to_line(entry)) for entry in entries] == entries
