"""Deaths from a spreadsheet: what a row says, every fault named by row and column, nothing half-loaded, nothing counted twice, nobody told of the past."""

from __future__ import annotations

import io
import json
from datetime import date, datetime, time
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from goldenthread.child_deaths import operations, queries
from goldenthread.child_deaths.models import (
    Analysis,
    Arrangement,
    BroughtIn,
    Death,
    Factor,
    FirstDecision,
    Notification,
    ReviewMeeting,
    ScopeDecision,
    Track,
)
from goldenthread.child_deaths.rules.columns import (
    FIELDS,
    Lived,
    PastFactor,
    allowed,
    read_age,
    read_ethnicity,
    read_factor,
    read_time,
)
from goldenthread.child_deaths.rules.importing import PastDeath, PastDeaths, read_deaths
from goldenthread.child_deaths.terms import (
    AgeBand,
    Category,
    DeathState,
    Domain,
    Explained,
    Known,
    Limb,
    MeetingKind,
    Modifiable,
    Place,
    Relevance,
    Sex,
)
from goldenthread.core.encryption import decrypt
from goldenthread.history.queries import events_of
from goldenthread.messages.models import Notice
from goldenthread.partnership.models import Group
from goldenthread.pathways.models import Course, CourseStage, Hold
from goldenthread.records.models import Record, Subject
from goldenthread.records.operations import Refused
from goldenthread.rendering.spreadsheets import Row, Sheet, read_rows
from goldenthread.testing.world import AT, TODAY
from goldenthread.thread.cells import key_of
from goldenthread.thread.importing import match_columns
from goldenthread.thread.models import Source

LABELS = {each.name: each.label for each in FIELDS}
PAST: dict[str, Any] = {
    "local_reference": "CDOP 12/014", "died_on": "03/05/2012", "died_at": "06:40", "born": "01/02/2012", "sex": "F", "number": "999 000 0042",
    "name": "Wren Fictional", "home_area": "Northvale", "place": "Home", "expected": "Unexpected", "jar": "Yes", "limb": "Sudden",
    "what": "A baby was found not breathing in bed with an adult.", "cause": "Unascertained", "known_on": "04/05/2012", "scope": "In scope",
    "database_on": None, "asked_on": "07/05/2012", "forms_on": "20/06/2012", "met_on": "01/08/2012", "met_kind": "JAR", "panel_on": "12/11/2012",
    "category": "10 Sudden unexpected, unexplained death", "modifiable": "Potentially preventable",
    "factors": "Sleep environment 3 modifiable; Smoking in the household 2; Housing or overcrowding 1*; B: Language spoken 0",
    "ethnicity": "White British", "deprivation": 1, "deprivation_edition": "2010", "gestation": "36", "weight": "2,450 g",
    "closed_on": "01/12/2012",
}  # fmt: skip
OPEN: dict[str, Any] = {
    "local_reference": "CDOP 25/031", "died_on": "20/11/2025", "age": "14 years", "sex": "Male", "place": "Road", "jar": "Yes",
    "limb": "External causes", "known_on": "20/11/2025", "asked_on": "24/11/2025", "forms_on": "15/12/2025", "met_on": "12/01/2026",
    "waits": "Inquest; Criminal",
}  # fmt: skip
BARE: dict[str, Any] = {"local_reference": "2009-3", "died_on": "11/06/2009", "closed_on": "02/03/2010"}
"""A death of the first years, of which little is known."""


def cells(*rows: dict[str, Any]) -> bytes:
    """A workbook with these rows, under the labels of the template."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    book = Workbook()
    sheet = book.active
    sheet.append([LABELS[name] for name in names])  # type: ignore[union-attr]
    for row in rows:
        sheet.append([row.get(name) for name in names])  # type: ignore[union-attr]
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def read(*rows: dict[str, Any]) -> PastDeaths:
    sheet = read_rows(cells(*rows), "deaths.xlsx")
    return read_deaths(sheet, match_columns(sheet.header, FIELDS), TODAY)


def one(row: dict[str, Any]) -> PastDeath:
    found = read(row)
    assert said(found) == ""
    return found.deaths[0]


def said(found: PastDeaths) -> str:
    return "\n".join(str(each) for each in found.problems)


def remarked(found: PastDeaths) -> str:
    return "\n".join(str(each) for each in found.remarks)


class TestReading:
    def test_each_label_of_the_template_is_matched_to_its_own_field(self) -> None:
        header = [each.label for each in FIELDS]
        assert match_columns(header, FIELDS) == {each.name: at for at, each in enumerate(FIELDS)}

    def test_a_past_death_is_read_whole(self) -> None:
        row = one(PAST)
        assert (row.state, row.sex, row.place, row.expected) == (DeathState.CLOSED, Sex.FEMALE, Place.HOME, Known.NO)
        assert (row.died_on, row.died_at, str(row.born)) == (date(2012, 5, 3), time(6, 40), "2012-02-01")
        assert row.lived == Lived(0, 92, None, AgeBand.INFANT)
        assert (row.response, row.limbs, row.met_kind) == (Known.YES, (Limb.SUDDEN,), MeetingKind.JOINT)
        assert (row.number, row.ethnicity, row.deprivation, row.gestation, row.weight) == (
            "9990000042",
            "A",
            1,
            36,
            2450,
        )
        assert (row.categories, row.modifiable, row.explained) == (
            (Category.UNEXPLAINED,),
            Modifiable.YES,
            Explained.UNEXPLAINED,
        )
        assert [(each.domain, each.relevance, each.old_score, each.modifiable) for each in row.factors] == [
            (Domain.PHYSICAL, Relevance.CONTRIBUTED, "3", True), (Domain.SOCIAL, Relevance.CONTRIBUTED, "2", False),
            (Domain.PHYSICAL, Relevance.NONE, "1*", False), (Domain.SOCIAL, Relevance.NO_INFORMATION, "0", False),
        ]  # fmt: skip
        assert row.concluded_on == date(2012, 11, 12)
        assert "A 3 of the scale before April 2019 comes in as a 2" in remarked(read(PAST))

    @pytest.mark.parametrize(
        ("words", "age"),
        [
            ("40 minutes", Lived(0, 0, 40, AgeBand.EARLY)), ("3 hours", Lived(0, 0, 180, AgeBand.EARLY)), ("30 hours", Lived(0, None, None, AgeBand.EARLY)),
            ("3 days", Lived(0, 3, None, AgeBand.EARLY)), ("28 days", Lived(0, 28, None, AgeBand.INFANT)), ("2 weeks", Lived(0, None, None, AgeBand.LATE)),
            ("6 weeks", Lived(0, None, None, AgeBand.INFANT)), ("7 months", Lived(0, None, None, AgeBand.INFANT)), ("14 months", Lived(1, None, None, AgeBand.ONE)),
            ("12 months", Lived(1, None, None, AgeBand.ONE)), ("14", Lived(14, None, None, AgeBand.TEN)), ("14 years", Lived(14, None, None, AgeBand.TEN)),
            ("5 years 3 months", Lived(5, None, None, AgeBand.FIVE)), ("aged 17", Lived(17, None, None, AgeBand.FIFTEEN)), ("under 1", Lived(0)),
            ("18 years", Lived(18)), ("Not known", None),
        ],
    )  # fmt: skip
    def test_ages_in_words(self, words: str, age: Lived | None) -> None:
        assert read_age(words) == age

    @pytest.mark.parametrize("words", ["teenager", "-4", "4 5", "years", "400 days", "1000000 years"])
    def test_what_is_no_age_is_said(self, words: str) -> None:
        with pytest.raises(ValueError, match=r"is no age|is over a year"):
            read_age(words)

    @given(st.integers(0, 17))
    def test_an_age_in_years_lies_in_one_band_or_under_a_year(self, years: int) -> None:
        age = read_age(f"{years} years")
        assert age is not None
        assert (age.band is AgeBand.UNKNOWN) == (years == 0)

    @pytest.mark.parametrize(
        ("words", "factor"),
        [
            ("Smoking in pregnancy 2", PastFactor(Domain.SOCIAL, "Smoking in pregnancy", Relevance.CONTRIBUTED, "2", False)),
            ("smoking in pregnancy: 3", PastFactor(Domain.SOCIAL, "Smoking in pregnancy", Relevance.CONTRIBUTED, "3", False)),
            ("Water (1*)", PastFactor(Domain.PHYSICAL, "Water", Relevance.NONE, "1*", False)),
            ("A. Growth of the brain = 0", PastFactor(Domain.CHILD, "Growth of the brain", Relevance.NO_INFORMATION, "0", False)),
            ("Care given 2 (modifiable)", PastFactor(Domain.SERVICE, "Care given", Relevance.CONTRIBUTED, "2", True)),
        ],
    )  # fmt: skip
    def test_factors_with_old_and_new_scores(self, words: str, factor: PastFactor) -> None:
        assert read_factor(words) == factor

    @pytest.mark.parametrize(("words", "message"), [("Smoking", "has no score"), ("Smoking 4", "has no score"), ("Growth of the brain 2", "its domain before it"), ("A: " + "x" * 121 + " 2", "longer than 120")])  # fmt: skip
    def test_what_is_no_factor_is_said(self, words: str, message: str) -> None:
        with pytest.raises(ValueError, match=message):
            read_factor(words)

    @pytest.mark.parametrize(("cell", "found"), [("06:40", time(6, 40)), ("6.40", time(6, 40)), ("0640", time(6, 40)), (time(6, 40, 12), time(6, 40)), (0.2777777778, time(6, 40)), (None, None), ("nk", None)])  # fmt: skip
    def test_times_of_day(self, cell: object, found: time | None) -> None:
        assert read_time(cell) == found

    @pytest.mark.parametrize("cell", ["25:00", "6:75", "morning", 7.5])
    def test_what_is_no_time_is_said(self, cell: object) -> None:
        with pytest.raises(ValueError, match="is no time of day"):
            read_time(cell)

    def test_ethnicity_by_code_or_words(self) -> None:
        assert [read_ethnicity(text) for text in ("A", "white british", "Pakistani", "not known", "", "99")] == ["A", "A", "J", "99", "", "99"]  # fmt: skip
        with pytest.raises(ValueError, match="no code or name"):
            read_ethnicity("Elvish")

    @pytest.mark.parametrize(
        ("cell", "found"),
        [
            ("8", [Category.PERINATAL]), (8, [Category.PERINATAL]), (8.0, [Category.PERINATAL]), ("Perinatal/neonatal event", [Category.PERINATAL]), ("SIDS", [Category.UNEXPLAINED]),
            ("Deliberately inflicted injury, abuse or neglect", [Category.INFLICTED]), ("7; 8", [Category.GENETIC, Category.PERINATAL]),
        ],
    )  # fmt: skip
    def test_categories_by_number_and_by_old_words(self, cell: object, found: list[Category]) -> None:
        assert list(one(PAST | {"category": cell, "factors": None, "modifiable": None}).categories) == found

    def test_another_order_of_categories_is_kept_and_remarked(self) -> None:
        found = read(PAST | {"category": "8; 7"})
        assert said(found) == ""
        assert found.deaths[0].categories == (Category.PERINATAL, Category.GENETIC)
        assert "the order of the file is kept" in remarked(found)

    @pytest.mark.parametrize(
        ("given", "state"),
        [
            ({}, DeathState.NOTIFIED), ({"scope": "In scope"}, DeathState.GATHERING), ({"asked_on": "01/02/2026"}, DeathState.GATHERING),
            ({"met_on": "01/02/2026"}, DeathState.MET), ({"ready_on": "01/02/2026"}, DeathState.READY),
            ({"panel_on": "01/02/2026", "category": 4}, DeathState.REVIEWED), ({"closed_on": "01/02/2026"}, DeathState.CLOSED),
            ({"scope": "Stillbirth"}, DeathState.OUT), ({"other_area": "Southvale"}, DeathState.TRANSFERRED), ({"state": "Gathering information"}, DeathState.GATHERING),
        ],
    )  # fmt: skip
    def test_where_it_stands_follows_from_its_days(self, given: dict[str, Any], state: DeathState) -> None:
        assert one({"local_reference": "1", "died_on": "20/12/2025"} | given).state is state

    @pytest.mark.parametrize(
        ("changed", "column", "words"),
        [
            ({"local_reference": None}, "local_reference", "would make a second death"),
            ({"died_on": None}, "died_on", "It is empty"), ({"died_on": "May 2012"}, "died_on", "is no day"),
            ({"died_on": "31/02/2012"}, "died_on", "is not a date"), ({"died_on": "01/04/2026"}, "died_on", "days to come"),
            ({"died_on": "31/03/2008"}, "died_on", "reviewed since 1 April 2008"), ({"born": "04/05/2012"}, "born", "after the day of death"),
            ({"born": "03/05/1994"}, "scope", "18 or over"), ({"scope": "Eighteen or over at death", "closed_on": None, "panel_on": None}, "scope", "under 18"),
            ({"died_at": "dawn"}, "died_at", "no time of day"), ({"born": None, "age": "teenager"}, "age", "is no age"),
            ({"sex": "X"}, "sex", "is none of: Female; Male"), ({"place": "Moon"}, "place", "is none of"), ({"expected": "maybe"}, "expected", "is none of"),
            ({"jar": "No"}, "jar", "A criterion is given"), ({"limb": "bad luck"}, "limb", "is none of"), ({"scope": "out"}, "scope", "is not clear"),
            ({"scope": "Stillbirth", "state": "Closed"}, "state", "It is out of scope, and stands at"), ({"scope": "Stillbirth"}, "state", "The panel concluded"), ({"met_kind": "tea"}, "met_kind", "is none of"),
            ({"met_on": None}, "met_on", "give its day too"), ({"waits": "Inquest"}, "waits", "waits for nothing"), ({"theme": "Sleep"}, "theme", "no panel is waited for"),
            ({"category": "11"}, "category", "is none of"), ({"category": None}, "category", "Factors are given"),
            ({"modifiable": "No"}, "modifiable", "A factor is marked as modifiable"), ({"modifiable": "perhaps"}, "modifiable", "is none of"),
            ({"factors": "Smoking"}, "factors", "has no score"), ({"factors": "Water 2; water 1"}, "factors", "stands there twice"),
            ({"factors": "Water 1 modifiable"}, "factors", "Only a factor that may have contributed"), ({"ethnicity": "Elvish"}, "ethnicity", "no code or name"),
            ({"deprivation": 6}, "deprivation", "is no fifth from 1 to 5"), ({"deprivation_edition": None}, "deprivation_edition", "Say of which edition"),
            ({"gestation": "60"}, "gestation", "is no number of weeks"), ({"weight": "2.4"}, "weight", "is no weight in grams"),
            ({"closed_on": "01/11/2012"}, "closed_on", "before “Panel on”"), ({"finalised_on": "01/10/2012"}, "finalised_on", "before “Panel on”"),
            ({"known_on": "01/05/2012"}, "known_on", "before the day of death"), ({"state": "Reviewed by the panel"}, "state", "It has a day on which it was closed"),
            ({"state": "Gathering information", "closed_on": None}, "state", "The panel concluded"), ({"state": "somewhere"}, "state", "is none of"),
            ({"state": "closed", "closed_on": None}, "closed_on", "What is closed needs the day"), ({"state": "Reviewed elsewhere"}, "other_area", "Say which area"),
            ({"state": "Out of scope"}, "scope", "Say why it is out of scope"), ({"local_reference": "x" * 61}, "local_reference", "longer than 60"),
        ],
    )  # fmt: skip
    def test_each_fault_is_named_by_row_and_column(self, changed: dict[str, Any], column: str, words: str) -> None:
        found = read(OPEN, PAST | changed)
        lines = said(found).splitlines()
        assert any(line.startswith(f"Row 3, column “{LABELS[column]}”: ") and words in line for line in lines), lines
        assert [row.row for row in found.deaths] == [2], "the row without a fault is read"

    def test_the_same_reference_twice_in_a_file_is_a_fault(self) -> None:
        found = read(PAST, OPEN, BARE | {"local_reference": "cdop-12 014"})
        assert said(found) == "Row 4, column “Local reference”: Row 2 has the same local reference."

    def test_the_same_number_twice_in_a_file_comes_in_once_and_twins_both(self) -> None:
        twin = {"local_reference": "T1", "died_on": "03/03/2020", "born": "01/03/2020"}
        found = read(PAST, PAST | {"local_reference": "other"}, twin, twin | {"local_reference": "T2"})
        assert said(found) == ""
        assert [row.row for row in found.deaths] == [2, 4, 5]
        assert "Row 3, column “NHS number”: Row 2 has the same NHS number: this row is left out." in remarked(found)
        assert "Row 5, column “Date of birth”: Row 4 has the same birth and day of death: both come in" in remarked(
            found
        )

    def test_what_is_missing_of_the_past_is_remarked_and_comes_in(self) -> None:
        found = read(
            BARE, PAST | {"number": "999 000 0043", "panel_on": None, "modifiable": None, "factors": None, "limb": None}
        )
        assert said(found) == ""
        assert found.deaths[1].concluded_on == date(2012, 12, 1)
        for words in (
            "Row 2, column “Known on”", "Row 2, column “Category”", "counted as not known", "Row 3, column “NHS number”: It does not add up",
            "Row 3, column “Panel on”", "not enough information to say", "Which criterion was met is not given",
        ):  # fmt: skip
            assert words in remarked(found) or LABELS["known_on"] not in words, words

    def test_not_known_is_not_no(self) -> None:
        row = one(BARE)
        assert (row.sex, row.place, row.expected, row.response, row.modifiable, row.lived) == (
            Sex.UNKNOWN, Place.UNKNOWN, Known.NOT_ASKED, None, None, Lived(),
        )  # fmt: skip

    def test_a_file_without_its_columns_or_rows_is_said(self) -> None:
        assert "No column is matched to “Day of death”." in said(read({"local_reference": "1"}))
        empty = read_rows(b"Local reference,Day of death\n", "a.csv")
        assert (
            said(read_deaths(empty, {"local_reference": 0, "died_on": 1}, TODAY))
            == "Row 1: There is no row under the headings."
        )

    @given(st.lists(st.one_of(st.none(), st.text(max_size=12), st.integers(-5, 50_000), st.floats(), st.datetimes(), st.times(), st.booleans()), min_size=len(FIELDS), max_size=len(FIELDS)))  # fmt: skip
    def test_any_row_is_a_death_or_a_sentence(self, values: list[Any]) -> None:
        sheet = Sheet(tuple(each.label for each in FIELDS), (Row(2, tuple(values)),))
        found = read_deaths(sheet, {each.name: at for at, each in enumerate(FIELDS)}, TODAY)
        assert bool(found.deaths) != bool(found.problems)

    @given(born=st.dates(date(2008, 4, 1), TODAY), died=st.dates(date(2008, 4, 1), TODAY))
    def test_a_birth_and_a_death_give_the_age_or_a_sentence(self, born: date, died: date) -> None:
        found = read({"local_reference": "1", "died_on": died, "born": born})
        if born > died:
            assert "after the day of death" in said(found)
        else:
            lived = found.deaths[0].lived
            assert lived.days == (died - born).days
            assert lived.band is not AgeBand.UNKNOWN

    def test_every_column_says_what_may_stand_in_it(self) -> None:
        assert all(len(allowed(each.name)) > 8 for each in FIELDS)


@pytest.fixture
def manager(as_viewer):  # type: ignore[no-untyped-def]
    return as_viewer("manager")


def load(world, by, *rows: dict[str, Any], at: datetime = AT):  # type: ignore[no-untyped-def]
    found = read(*rows)
    assert said(found) == ""
    group = Group.objects.get(pk=world.groups["panel"])
    return operations.import_deaths(group=group, rows=found.deaths, by=by, at=at)


def brought(reference: str) -> Death:
    return Death.objects.select_related("record__group").get(pk=BroughtIn.objects.get(key=key_of(reference)).death_id)


def states(row: Death, pathway: str = "child_death_review") -> dict[str, str]:
    return dict(CourseStage.objects.filter(record=row.pk, course__pathway__key=pathway).values_list("key", "state"))


class TestLoading:
    def test_a_closed_death_is_stored_whole_and_nobody_is_told(self, world, manager) -> None:
        before = Notice.objects.count()
        assert load(world, manager, PAST) == operations.Loaded(1, 0, 0)
        row = brought("CDOP 12/014")
        assert (row.state, row.record.closed_on, row.record.kind) == ("closed", date(2012, 12, 1), "child_death")
        assert row.record.title == f"Child {row.record.reference[3:]}"
        assert row.record.retention_class == "child_death"
        assert row.record.opened_at.date() <= date(2012, 5, 4)
        assert (row.concluded_on, row.final_category, row.final_modifiable, row.explained) == (
            date(2012, 11, 12),
            "10",
            "yes",
            "unexplained",
        )
        assert (row.age_days, row.age_band, row.ethnicity, row.limbs) == (92, "28_364_days", "A", ["sudden_no_cause"])
        subject = Subject.objects.get(record=row.pk)
        assert (decrypt(subject.name_sealed), decrypt(subject.born_sealed), decrypt(subject.nhs_number_sealed)) == ("Wren Fictional", "2012-02-01", "9990000042")  # fmt: skip
        analysis = Analysis.objects.get(death=row)
        assert (analysis.number, analysis.standing, analysis.panel_on, analysis.primary) == (
            1,
            "final",
            date(2012, 11, 12),
            "10",
        )
        assert sorted(Factor.objects.filter(death=row).values_list("relevance", "old_score", "modifiable")) == [
            ("0", "0", False), ("1", "1*", False), ("2", "2", False), ("2", "3", True),
        ]  # fmt: skip
        assert ReviewMeeting.objects.get(death=row).kind == "joint"
        assert FirstDecision.objects.get(death=row).answer == "yes"
        assert ScopeDecision.objects.get(death=row).in_scope == "yes"
        assert BroughtIn.objects.get(death=row).is_history
        held = Notification.objects.get(death=row)
        assert (held.channel, json.loads(decrypt(held.original_sealed))["who"]["name"]) == ("import", "Wren Fictional")
        assert "Fictional" not in Source.objects.get(pk=row.pk).summary
        assert Notice.objects.count() == before
        sentences = [event.sentence for event in events_of(row.pk)]
        assert any(
            "Brought in from a spreadsheet (row 2, CDOP 12/014) as “closed”, closed on 1 December 2012" in each
            for each in sentences
        )
        assert not any("Wren" in each or "9990000042" in each for each in sentences)

    def test_no_clock_of_the_past_rings_and_its_days_count(self, world, manager) -> None:
        load(world, manager, PAST, BARE)
        row = brought("CDOP 12/014")
        courses = Course.objects.filter(record=row.pk)
        assert {each.pathway.key for each in courses} == {"child_death_review", "joint_agency_response"}
        assert not any(
            each.is_open or each.check_on for each in Course.objects.filter(record__in=[row.pk, brought("2009-3").pk])
        )
        held = states(row)
        assert (held["meeting"], held["panel"], held["database_notified"], held["booklet"]) == ("done", "done", "not_needed", "not_needed")  # fmt: skip
        assert states(row, "joint_agency_response")["last_meeting"] == "done"
        stage = CourseStage.objects.get(record=row.pk, key="meeting")
        assert (str(stage.done_on), stage.on_time) == ("2012-08-01", True)
        assert Analysis.objects.filter(death=brought("2009-3")).count() == 0

    def test_an_open_death_goes_on_from_where_it_stands_and_waits_for_what_it_waits_for(self, world, manager) -> None:
        before = Notice.objects.count()
        load(world, manager, OPEN)
        row = brought("CDOP 25/031")
        assert (row.state, row.record.closed_on, row.age_years, row.age_days, row.age_band) == (
            "met",
            None,
            14,
            None,
            "10_14",
        )
        held = states(row)
        assert (held["meeting"], held["scope"]) == ("done", "not_needed")
        waiting = CourseStage.objects.filter(record=row.pk, key__in=["ready", "panel"])
        assert {(each.review_on - TODAY).days for each in waiting} == {60}, "held until a day to look again"
        assert held["database_notified"] in {"due", "late"}
        tracks = Track.objects.filter(death=row).order_by("pk")
        assert [(each.kind, each.holds, (each.look_again_on - TODAY).days) for each in tracks] == [("inquest", True, 60), ("criminal", True, 60)]  # fmt: skip
        assert Hold.objects.filter(course__record=row.pk).count() == 2
        assert not BroughtIn.objects.get(death=row).is_history
        assert Notice.objects.count() == before
        for track in tracks:
            operations.end_track(track_id=track.pk, outcome="It has ended.", on=TODAY, by=manager, at=AT)
        operations.make_ready(death_id=row.pk, on=TODAY, without_why="", by=manager, at=AT)
        assert brought("CDOP 25/031").state == "ready"

    @pytest.mark.parametrize(
        ("given", "goes_on"),
        [
            ({}, {"database_notified", "scope", "asked", "forms", "meeting", "ready", "panel", "finalised", "feedback"}),
            ({"asked_on": "25/11/2025"}, {"database_notified", "forms", "meeting", "ready", "panel", "finalised", "feedback"}),
            ({"ready_on": "25/01/2026", "database_on": "21/11/2025"}, {"panel", "finalised", "feedback"}),
            ({"panel_on": "25/01/2026", "category": 3, "database_on": "21/11/2025"}, {"finalised", "feedback"}),
            ({"scope": "Stillbirth"}, set()), ({"other_area": "Southvale"}, set()),
        ],
    )  # fmt: skip
    def test_which_steps_are_still_to_be_done(self, world, manager, given: dict[str, Any], goes_on: set[str]) -> None:
        load(world, manager, {"local_reference": "1", "died_on": "20/11/2025"} | given)
        held = states(brought("1"))
        assert {key for key, state in held.items() if state not in {"done", "not_needed", "stopped", "optional"}} - {
            "looked_again"
        } == goes_on

    def test_an_open_death_can_be_notified_to_the_panel_and_concluded(self, world, manager) -> None:
        load(world, manager, OPEN | {"waits": None, "category": "3", "factors": "Road or vehicle 2"})
        row = brought("CDOP 25/031")
        draft = Analysis.objects.get(death=row)
        assert (draft.standing, draft.modifiable, draft.panel_on) == ("draft", "", None)
        wanted = operations.AnalysisDraft(
            "He was hit by a car while crossing.", "Injuries", Category.TRAUMA, modifiable=Modifiable.NO, sudden_explained=Explained.EXPLAINED
        )  # fmt: skip
        operations.conclude(death_id=row.pk, draft=wanted, on=TODAY, panel_name="Panel", quorate=True, final=True, themed=False, by=manager, at=AT)  # fmt: skip
        assert brought("CDOP 25/031").final_category == "3"
        assert Factor.objects.get(death=row).old_score == "", "a score of today is no old one"

    def test_the_same_file_twice_makes_no_second_and_changes_nothing(self, world, manager) -> None:
        load(world, manager, PAST, OPEN)
        row = brought("CDOP 12/014")
        events = len(events_of(row.pk))
        again = load(world, manager, PAST | {"local_reference": " cdop-12 014 ", "sex": "M"}, OPEN, BARE)
        assert again == operations.Loaded(1, 2, 0)
        assert (brought("CDOP 12/014").sex, len(events_of(row.pk))) == ("female", events)

    @pytest.mark.parametrize(
        ("changed", "left_out"),
        [
            ({"number": "9990000026"}, "the same NHS number"), ({"born": "02/11/2025", "died_on": "27/02/2026"}, "the same birth and day of death"),
            ({"born": "02/11/2025", "died_on": "26/02/2026"}, ""), ({"born": "02/11/2025", "died_on": "27/02/2026", "number": "9990000042"}, ""),
        ],
    )  # fmt: skip
    def test_a_death_that_seems_to_be_here_is_left_out(
        self, world, manager, changed: dict[str, Any], left_out: str
    ) -> None:
        """Edge case 47: what was notified and stands in the old list too is counted once; twins with numbers of their own are two."""
        row = {"local_reference": "again", "died_on": "27/02/2026"} | changed
        told = queries.alike(Group.objects.get(pk=world.groups["panel"]).partnership_id, read(row).deaths)
        reference = world.references["death"]
        assert [each.split(": ")[0] for each in told.values()] == ([f"{reference} has {left_out}"] if left_out else [])
        count = Death.objects.count()
        assert load(world, manager, row) == operations.Loaded(0 if left_out else 1, 0, 1 if left_out else 0)
        assert Death.objects.count() == count + (not left_out)

    def test_nothing_is_half_loaded(self, world, manager, monkeypatch) -> None:
        from goldenthread.child_deaths.operations import bringing_in

        before = Record.objects.count(), Death.objects.count(), BroughtIn.objects.count(), Course.objects.count()
        begun = bringing_in.pathways.bring_in

        def fail(**given: Any) -> None:
            if Death.objects.get(pk=given["record"].pk).state == "met":
                raise Refused("It broke in the middle.")
            begun(**given)

        monkeypatch.setattr(bringing_in.pathways, "bring_in", fail)
        with pytest.raises(Refused, match="in the middle"):
            load(world, manager, PAST, OPEN)
        assert before == (
            Record.objects.count(),
            Death.objects.count(),
            BroughtIn.objects.count(),
            Course.objects.count(),
        )

    @pytest.mark.parametrize(
        "name", ["chair", "learning_chair", "member", "colleague", "scrutineer", "outsider", "south_manager"]
    )
    def test_the_business_unit_alone_brings_deaths_in(self, world, as_viewer, name: str) -> None:
        with pytest.raises(Refused, match="Only the business unit"):
            load(world, as_viewer(name), PAST)

    @pytest.mark.parametrize(("name", "sees"), [("manager", True), ("colleague", True), ("learning_chair", True), ("member", False), ("chair", False), ("outsider", False), ("south_manager", False)])  # fmt: skip
    def test_those_see_it_who_see_the_panels_deaths(self, world, as_viewer, name: str, sees: bool) -> None:
        load(world, as_viewer("manager"), PAST)
        row = brought("CDOP 12/014")
        viewer = as_viewer(name)
        assert Death.objects.visible_to(viewer).filter(pk=row.pk).exists() is sees  # type: ignore[attr-defined]

    def test_an_age_that_came_without_a_birth_stays_when_facts_or_the_child_change(self, world, manager) -> None:
        load(world, manager, OPEN)
        row = brought("CDOP 25/031")
        facts = operations.Facts(died_on=row.died_on, what="More is known of it by now, from the police.")
        operations.edit(death_id=row.pk, seen=None, facts=facts, by=manager, at=AT)
        operations.put_child(death_id=row.pk, seen=None, who=operations.Who(name="Robin Made-up"), by=manager, at=AT)
        assert brought("CDOP 25/031").age_years == 14
        operations.put_child(death_id=row.pk, seen=None, who=operations.Who(born="2012-11-21"), by=manager, at=AT)
        assert (brought("CDOP 25/031").age_years, brought("CDOP 25/031").age_days) == (12, 4747), (
            "a date of birth takes its place"
        )

    def test_each_further_row_costs_the_same_and_looking_for_doubles_costs_nothing_more(self, world, manager) -> None:
        def cost(first: int, rows: int) -> int:
            many = [
                PAST | {"local_reference": f"{first + number}", "number": None, "born": None, "age": "3 days"}
                for number in range(rows)
            ]
            with CaptureQueriesContext(
                connection,
            ) as found:
                load(world, manager, *many)
            return len(found)

        cost(0, 1)
        two, four, eight = cost(100, 2), cost(200, 4), cost(300, 8)
        assert (four - two) * 2 == eight - four
        partnership = Group.objects.get(pk=world.groups["panel"]).partnership_id
        for rows in (1, 40):
            found = read(
                *[
                    PAST
                    | {"local_reference": f"q{number}", "number": "9990000026" if number == 0 else f"99900{number:05}"}
                    for number in range(rows)
                ]
            ).deaths
            with CaptureQueriesContext(connection) as asked:
                queries.alike(partnership, found)
            assert len(asked) == 4


class TestPages:
    @pytest.fixture
    def browser(self, signs_in, settings, tmp_path):  # type: ignore[no-untyped-def]
        settings.FILES_URL = f"file://{tmp_path}"
        return signs_in("manager")

    def sent(self, browser, content: bytes, name: str = "deaths.xlsx"):  # type: ignore[no-untyped-def]
        return browser.post("/north/child-deaths/import/", {"file": SimpleUploadedFile(name, content)})

    def test_from_the_backlog_to_the_deaths_and_the_same_file_once_more(self, browser, as_viewer, world) -> None:
        assert "/north/child-deaths/import/" in browser.get("/north/child-deaths/").content.decode()
        assert "/north/child-deaths/import/template/" in browser.get("/north/child-deaths/import/").content.decode()
        here = {"local_reference": "again", "died_on": "27/02/2026", "number": "9990000026"}
        answer = self.sent(browser, cells(PAST, OPEN, here))
        assert answer.status_code == 302
        preview = browser.get(answer["Location"])
        page = preview.content.decode()
        for words in ("Bring in 2 deaths", "CDOP 12/014", "Closed", "Waits for: coroner’s investigation", "Nothing is loaded yet", "has the same NHS number: this row is left out", "4 factors"):  # fmt: skip
            assert words in page, words
        assert "Wren" not in page
        form = {"ticket": preview.wsgi_request.GET["ticket"], "submission": "0a0a0a0a-0000-4000-8000-000000000001"}
        for _ in range(2):  # the same form again
            done = browser.post("/north/child-deaths/import/check/", form, follow=True)
            assert done.status_code == 200
        again = form | {"submission": "0a0a0a0a-0000-4000-8000-000000000002"}
        text = browser.post("/north/child-deaths/import/check/", again, follow=True).content.decode()
        assert "2 rows of the file had been brought in before. 1 row left out" in text
        as_viewer("manager")
        assert BroughtIn.objects.count() == 2
        for reference in ("CDOP 12/014", "CDOP 25/031"):
            row = brought(reference)
            for tab in ("", "first/", "information/", "beside/", "meeting/", "analysis/", "database/", "history/"):
                assert browser.get(f"/north/child-deaths/{row.record.reference}/{tab}").status_code == 200, tab
            assert browser.get(f"/north/records/{row.record.reference}/way/").status_code == 200
        row = brought("CDOP 12/014")
        first = browser.get(f"/north/child-deaths/{row.record.reference}/first/").content.decode()
        assert "midnight" not in first, "no time of day is made up"
        pk = Notification.objects.get(death=row).pk
        original = browser.post(f"/north/child-deaths/{row.record.reference}/original/{pk}/", {"why": "To compare it with the old list"})  # fmt: skip
        assert "Wren Fictional" in original.content.decode()

    def test_a_file_with_faults_names_each_and_loads_nothing(self, browser, as_viewer) -> None:
        answer = self.sent(browser, cells(PAST, OPEN | {"age": "teenager", "met_on": "January 2026"}))
        preview = browser.get(answer["Location"])
        page = preview.content.decode()
        assert "Row 3, column “Age at death”" in page
        assert "Row 3, column “Review meeting on”" in page
        assert ">Bring in " not in page
        form = {"ticket": preview.wsgi_request.GET["ticket"]}
        assert browser.post("/north/child-deaths/import/check/", form).status_code == 422
        as_viewer("manager")
        assert BroughtIn.objects.count() == 0

    def test_columns_can_be_matched_otherwise(self, browser) -> None:
        place = self.sent(browser, b"No.,Ended,Colour\n7,03/05/2012,red\n", "old.csv")["Location"]
        assert "No column is matched to “Day of death”." in browser.get(place).content.decode()
        page = browser.get(f"{place}&matched=yes&column_local_reference=0&column_died_on=1").content.decode()
        assert "Bring in 1 death" in page
        assert "Not brought in: Colour" in page
        assert browser.get(f"{place}&matched=yes&column_died_on=99999999999999&column_local_reference=²").status_code == 200  # fmt: skip

    def test_a_ticket_is_personal_and_of_this_purpose(self, browser, signs_in) -> None:
        place = self.sent(browser, cells(PAST))["Location"]
        assert signs_in("officer").get(place).status_code == 403
        assert signs_in("learning_chair").get(place).status_code == 404
        ticket = place.split("ticket=")[1]
        assert browser.get(f"/north/reviews/import/check/?ticket={ticket}").status_code == 403
        assert browser.get("/north/child-deaths/import/check/?ticket=nothing").status_code == 403

    @pytest.mark.parametrize("content", [b"", b"\x00\x01", b"PK\x03\x04 broken"])
    def test_an_unreadable_file_is_refused_in_a_sentence(self, browser, content: bytes) -> None:
        assert self.sent(browser, content).status_code == 422

    def test_the_template_comes_back_as_it_went(self, browser) -> None:
        book = load_workbook(io.BytesIO(browser.get("/north/child-deaths/import/template/").content))
        assert [cell.value for cell in next(book.worksheets[0].rows)] == [each.label for each in FIELDS]
        words = {row[0].value: row[2].value for row in book.worksheets[1].rows}
        assert "Stillbirth" in str(words["Scope"])
        book.worksheets[0].append([PAST.get(each.name) for each in FIELDS])
        held = io.BytesIO()
        book.save(held)
        sheet = read_rows(held.getvalue(), "deaths.xlsx")
        assert read_deaths(sheet, match_columns(sheet.header, FIELDS), TODAY).deaths == read(PAST).deaths
        assert "Bring in 1 death" in browser.get(self.sent(browser, held.getvalue())["Location"]).content.decode()

    def test_without_arrangements_it_is_said(self, as_viewer, world, signs_in) -> None:
        as_viewer("manager")
        assert Arrangement.objects.filter(partnership__key="south").count() == 0
        assert signs_in("south_manager").get("/south/child-deaths/import/").status_code == 403
        assert (
            "/south/child-deaths/import/" not in signs_in("south_manager").get("/south/child-deaths/").content.decode()
        )
