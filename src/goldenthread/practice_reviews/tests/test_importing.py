"""Reviews from a spreadsheet: what a row says, every fault named by row and column, nothing half-loaded, nothing doubled, nobody told of the past."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from goldenthread.core.dates import PartialDate
from goldenthread.history.queries import events_of
from goldenthread.messages.models import Notice
from goldenthread.partnership.models import Group
from goldenthread.pathways.models import Course, CourseStage
from goldenthread.pathways.queries import waiting
from goldenthread.practice_reviews import operations
from goldenthread.practice_reviews.models import (
    Arrangement,
    BroughtIn,
    Child,
    FurtherDecision,
    PanelLetter,
    Review,
)
from goldenthread.practice_reviews.operations import IncidentDraft
from goldenthread.practice_reviews.queries.years import counts
from goldenthread.practice_reviews.rules.ages import MOST_MONTHS, Age, When, band
from goldenthread.practice_reviews.rules.columns import FIELDS, allowed, read_age
from goldenthread.practice_reviews.rules.importing import PastReviews, read_reviews
from goldenthread.practice_reviews.terms import (
    AgeBand,
    Care,
    Door,
    Further,
    IncidentType,
    Nature,
    Opinion,
    Outcome,
    Reply,
    ReviewState,
)
from goldenthread.records.models import Record, Subject
from goldenthread.records.operations import Refused
from goldenthread.rendering.spreadsheets import read_rows
from goldenthread.search.models import Entry
from goldenthread.testing.world import AT, TODAY
from goldenthread.thread.cells import key_of, read_exact, read_partial
from goldenthread.thread.importing import match_columns
from goldenthread.thread.models import Source

LABELS = {each.name: each.label for each in FIELDS}
PAST: dict[str, Any] = {
    "name": "Kestrel", "local_reference": "SI-2020-04", "door": "Serious incident", "nature": "Death of a child",
    "about": "Sudden unexpected death in infancy", "happened": "March 2020", "aware_on": "16/03/2020",
    "told_on": "17/03/2020", "place_area": "Northvale", "home_area": "Northvale", "what": "A baby died while sleeping.",
    "children": "2", "ages": "7 months; not known", "outcomes": "Died; Not seriously harmed", "decision": "Notify",
    "decision_why": "Neglect was suspected.", "decided_on": "19/03/2020", "notified_on": "20/03/2020",
    "notified_reference": "SIN-44", "sent_on": "30/04/2020", "sent_late_why": "Agencies were short of staff.",
    "further": "No further review", "further_why": "The rapid review found it.", "reply": "Agrees with the decision",
    "reply_on": "15/05/2020", "state": "Closed", "closed_on": "01/06/2020",
}  # fmt: skip
OPEN: dict[str, Any] = {
    "name": "Alder", "local_reference": "SI-2026-01", "nature": "Serious harm", "about": "Neglect", "aware_on": "23/02/2026",
    "children": "1", "ages": "14 years", "notified_on": "26/02/2026", "notified_reference": "SIN-45", "state": "Rapid review",
}  # fmt: skip
REFERRAL: dict[str, Any] = {
    "name": "Rowan", "local_reference": "NM-7", "door": "Referral below the threshold", "told_on": "05/01/2026", "state": "Local learning review",
}  # fmt: skip


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


def read(*rows: dict[str, Any]) -> PastReviews:
    sheet = read_rows(cells(*rows), "reviews.xlsx")
    return read_reviews(sheet, match_columns(sheet.header, FIELDS), TODAY)


def said(found: PastReviews) -> str:
    return "\n".join(str(each) for each in found.problems)


class TestReading:
    def test_each_label_of_the_template_is_matched_to_its_own_field(self) -> None:
        header = [each.label for each in FIELDS]
        assert match_columns(header, FIELDS) == {each.name: at for at, each in enumerate(FIELDS)}

    def test_a_past_review_is_read_whole(self) -> None:
        found = read(PAST)
        assert said(found) == ""
        (row,) = found.reviews
        assert (row.door, row.state, row.nature, row.about) == (
            Door.INCIDENT, ReviewState.CLOSED, Nature.DEATH, IncidentType.SLEEP,
        )  # fmt: skip
        assert row.when == When(PartialDate(2020, 3))
        assert [(child.age, child.outcome) for child in row.children] == [
            (Age(7, 7), Outcome.DIED), (None, Outcome.UNHURT),
        ]  # fmt: skip
        assert (row.decision, row.further, row.reply) == (Opinion.NOTIFY, Further.NO_REVIEW, Reply.AGREES)
        assert row.notified_on == date(2020, 3, 20)

    @pytest.mark.parametrize(
        ("cell", "found"),
        [
            ("2020", PartialDate(2020)), (2020, PartialDate(2020)), ("March 2020", PartialDate(2020, 3)), ("03/2020", PartialDate(2020, 3)),
            ("2020-03", PartialDate(2020, 3)), ("Mar 2020", PartialDate(2020, 3)), ("16/03/2020", PartialDate(2020, 3, 16)),
            (datetime(2020, 3, 16), PartialDate(2020, 3, 16)), (date(2020, 3, 16), PartialDate(2020, 3, 16)),
            ("16th March 2020", PartialDate(2020, 3, 16)), ("not known", None), ("", None), (None, None),
        ],
    )  # fmt: skip
    def test_days_are_as_exact_as_they_are_written(self, cell: object, found: PartialDate | None) -> None:
        assert read_partial(cell) == found

    @pytest.mark.parametrize("cell", ["March 2020", "2020", 2020, "31/02/2020", "soon"])
    def test_a_month_is_no_day(self, cell: object) -> None:
        with pytest.raises(ValueError, match="31/03/2021"):
            read_exact(cell)

    @given(st.one_of(st.text(max_size=20), st.integers(), st.floats(), st.booleans(), st.none()))
    def test_any_cell_is_a_date_none_or_a_sentence(self, cell: object) -> None:
        try:
            found = read_partial(cell)
        except ValueError as error:
            found, words = None, str(error)
            assert len(words) > 10
        assert found is None or isinstance(found, PartialDate)

    @pytest.mark.parametrize(
        ("words", "age"),
        [
            ("7 months", Age(7, 7)), ("14", Age(168, 179)), ("14 years", Age(168, 179)), ("14 years old", Age(168, 179)),
            ("14-year-old", Age(168, 179)), ("aged 3", Age(36, 47)), ("2 to 3 years", Age(24, 47)), ("2-3", Age(24, 47)),
            ("3-6 months", Age(3, 6)), ("3 years 4 months", Age(40, 40)), ("under 1", Age(0, 11)), ("10 days", Age(0, 0)),
            ("6 weeks", Age(1, 1)), ("5m", Age(5, 5)), ("newborn", Age(0, 0)), ("unborn", Age(-9, -1)), ("Not known", None),
            ("11 to 15", Age(132, 191)),
        ],
    )  # fmt: skip
    def test_ages_in_words(self, words: str, age: Age | None) -> None:
        assert read_age(words) == age

    @pytest.mark.parametrize("words", ["teenager", "6 to 2 years", "100 years", "-4", "4 5", "years"])
    def test_what_is_no_age_is_said(self, words: str) -> None:
        with pytest.raises(ValueError, match=r"is no age|ends before"):
            read_age(words)

    @given(st.integers(0, MOST_MONTHS // 12))
    def test_an_age_in_years_lies_in_one_band(self, years: int) -> None:
        age = read_age(f"{years} years")
        assert age is not None
        assert band(age) is not AgeBand.UNKNOWN

    def test_bands_of_another_area_that_overlap_leave_the_band_not_known(self) -> None:
        """Edge case 21: one partnership's 0 to 2 lies in two of the national bands."""
        assert band(read_age("0 to 2 years")) is AgeBand.UNKNOWN
        assert band(read_age("11 to 15")) is AgeBand.ELEVEN

    def test_a_range_in_one_cell_or_in_two(self) -> None:
        wanted = When(PartialDate(2019, 3), PartialDate(2020, 2))
        (one,) = read(PAST | {"happened": "March 2019 to February 2020"}).reviews
        (two,) = read(PAST | {"happened": "03/2019", "happened_until": "Feb 2020"}).reviews
        assert one.when == two.when == wanted

    @pytest.mark.parametrize(
        ("given", "state"),
        [
            ({}, ReviewState.CONSIDERED), ({"door": "referral"}, ReviewState.SCREENING), ({"decision": "no"}, ReviewState.LOCAL),
            ({"notified_on": "26/02/2026", "notified_reference": "S", "children": 1}, ReviewState.RAPID),
            ({"notified_on": "06/02/2026", "notified_reference": "S", "children": 1, "sent_on": "27/02/2026"}, ReviewState.FOLLOWED),
            ({"closed_on": "27/02/2026"}, ReviewState.CLOSED),
        ],
    )  # fmt: skip
    def test_where_it_stands_follows_from_its_days(self, given: dict[str, Any], state: ReviewState) -> None:
        found = read({"name": "Wren", "local_reference": "1"} | given)
        assert said(found) == ""
        assert found.reviews[0].state is state

    @pytest.mark.parametrize(
        ("changed", "column", "words"),
        [
            ({"name": None}, "name", "It is empty."),
            ({"local_reference": None}, "local_reference", "would make a second review"),
            ({"door": "window"}, "door", "“window” is none of: Serious incident; Referral below the threshold"),
            ({"nature": "bad"}, "nature", "is none of: Death of a child; Serious harm"),
            ({"aware_on": "March 2020"}, "aware_on", "is no day"),
            ({"aware_on": "31/02/2020"}, "aware_on", "is not a date"),
            ({"told_on": "01/04/2026"}, "told_on", "days to come"),
            ({"happened": "June 2026"}, "happened", "days to come"),
            ({"happened": "February 2020 to March 2019"}, "happened_until", "comes before its beginning"),
            ({"happened": None, "happened_until": "2020"}, "happened", "the beginning of the range"),
            ({"happened": "April 2020"}, "aware_on", "before it happened"),
            ({"children": "many"}, "children", "is no number from 0 to 20"),
            ({"children": 1}, "ages", "There are 2 ages for 1 children."),
            ({"ages": "teenager; 3"}, "ages", "is no age"),
            ({"ages": datetime(2020, 3, 2)}, "ages", "made a date of it"),
            ({"ages": "19; 3"}, "ages", "Only a care leaver"),
            ({"ages": "26; 26", "care": "Care leaver"}, "care", "25 or over"),
            ({"outcomes": "Lost"}, "outcomes", "is none of"),
            ({"outcomes": "Died; Died; Died"}, "outcomes", "3 outcomes for 2 children"),
            ({"decision": "Do not notify"}, "decision", "it was notified"),
            ({"notified_reference": None}, "notified_reference", "not known"),
            ({"notified_on": None}, "notified_on", "give the day of the notification too"),
            ({"notified_on": "01/03/2020"}, "notified_on", "before “Local authority aware on”"),
            ({"sent_on": "19/03/2020"}, "sent_on", "before “Notified on”"),
            ({"reply_on": None}, "reply_on", "belong together"),
            ({"reply": None}, "reply", "belong together"),
            ({"reply_on": "01/04/2020"}, "reply_on", "before “Report sent on”"),
            ({"closed_on": None}, "closed_on", "What is closed needs the day"),
            ({"closed_on": "01/05/2020"}, "closed_on", "before “Panel’s reply"),
            ({"state": "Rapid review"}, "state", "It has a day on which it was closed"),
            ({"state": "Rapid review", "closed_on": None}, "state", "Its report was sent"),
            ({"state": "Notification being considered", "closed_on": None}, "state", "It was notified, and stands at"),
            ({"state": "Being screened", "closed_on": None, "notified_on": None, "sent_on": None, "reply": None, "reply_on": None}, "state", "Only a referral"),
            ({"name": "x" * 121}, "name", "longer than 120 characters"),
        ],
    )  # fmt: skip
    def test_each_fault_is_named_by_row_and_column(self, changed: dict[str, Any], column: str, words: str) -> None:
        found = read(OPEN, PAST | changed)
        label = LABELS[column]
        if column == "closed_on" and words.startswith("before"):
            words = "before “"
        assert any(
            line.startswith(f"Row 3, column “{label}”: ") and words in line for line in said(found).splitlines()
        ), said(found)
        assert [row.row for row in found.reviews] == [2], "the row without a fault is read"

    def test_the_same_reference_twice_in_a_file_is_a_fault(self) -> None:
        found = read(PAST, OPEN, PAST | {"local_reference": "si 2020/04"})
        assert said(found) == "Row 4, column “Local reference”: Row 2 has the same local reference."

    def test_what_was_late_without_a_reason_is_remarked_and_comes_in(self) -> None:
        """Edge case 9: a date is not moved, and a missing reason keeps nobody out."""
        found = read(PAST | {"notified_on": "30/03/2020", "sent_late_why": None}, OPEN | {"aware_on": None})
        remarks = "\n".join(str(each) for each in found.remarks)
        assert said(found) == ""
        assert "Row 2, column “Notified late because”: It was late, and no reason is given (5 working days)." in remarks
        assert "Row 2, column “Sent late because”" in remarks
        assert "Row 3, column “Local authority aware on”: It is not given: whether" in remarks

    def test_not_known_is_not_no(self) -> None:
        (row,) = read(OPEN | {"children": 3, "ages": None}).reviews
        assert [(child.age, child.outcome, child.care) for child in row.children] == [
            (None, Outcome.UNKNOWN, Care.UNKNOWN)
        ] * 3

    def test_a_file_without_its_columns_or_rows_is_said(self) -> None:
        assert "No column is matched to “Local reference”." in said(read({"name": "Wren"}))
        assert said(read_reviews(read_rows(b"Code name,Local reference\n", "a.csv"), {"name": 0, "local_reference": 1}, TODAY)) == "Row 1: There is no row under the headings."  # fmt: skip

    @given(st.lists(st.one_of(st.none(), st.text(max_size=12), st.integers(-5, 50_000)), min_size=len(FIELDS), max_size=len(FIELDS)))  # fmt: skip
    def test_any_row_is_a_review_or_a_sentence(self, values: list[Any]) -> None:
        from goldenthread.rendering.spreadsheets import Row, Sheet

        sheet = Sheet(tuple(each.label for each in FIELDS), (Row(2, tuple(values)),))
        found = read_reviews(sheet, {each.name: at for at, each in enumerate(FIELDS)}, TODAY)
        assert bool(found.reviews) != bool(found.problems)

    def test_every_column_says_what_may_stand_in_it(self) -> None:
        assert all(len(allowed(each.name)) > 10 for each in FIELDS)
        assert "Panel’s reply" in allowed("state")


@pytest.fixture
def manager(as_viewer):  # type: ignore[no-untyped-def]
    return as_viewer("manager")


def load(world, by, *rows: dict[str, Any], at: datetime = AT):  # type: ignore[no-untyped-def]
    found = read(*rows)
    assert said(found) == ""
    group = Group.objects.get(pk=world.groups["reviews"])
    return operations.import_reviews(group=group, rows=found.reviews, by=by, at=at)


def brought(reference: str) -> Review:
    return Review.objects.select_related("record__group").get(pk=BroughtIn.objects.get(key=key_of(reference)).review_id)


class TestLoading:
    def test_a_closed_review_is_stored_whole_and_nobody_is_told(self, world, manager) -> None:
        before = Notice.objects.count()
        assert load(world, manager, PAST) == operations.Loaded(1, 0)
        row = brought("SI-2020-04")
        assert (row.state, row.record.closed_on, row.record.title) == ("closed", date(2020, 6, 1), "Kestrel")
        assert row.record.retention_class == "practice_review"
        assert (row.notified_reference, row.decided_by, row.sent_late_why) == (
            "SIN-44", "the local authority", "Agencies were short of staff.",
        )  # fmt: skip
        assert [(each.subject.pseudonym, each.age_least, each.age_most, each.outcome) for each in Child.objects.filter(review=row).order_by("number")] == [
            ("Child A", 7, 7, "died"), ("Child B", None, None, "unhurt"),
        ]  # fmt: skip
        assert not any(subject.name_sealed or subject.born_sealed for subject in Subject.objects.filter(record=row.pk))
        assert Source.objects.get(pk=row.pk).children == 2
        decision = FurtherDecision.objects.get(review=row)
        assert (decision.decision, decision.on, decision.criteria) == ("no_review", date(2020, 4, 30), {})
        assert PanelLetter.objects.get(review=row).reply == "agrees"
        assert Notice.objects.count() == before
        assert any("Brought in from a spreadsheet (row 2, SI-2020-04) as “closed”, closed on 1 June 2020" in event.sentence for event in events_of(row.pk))  # fmt: skip
        assert Entry.objects.filter(record=row.pk).exists()

    def test_no_clock_of_the_past_rings_and_timeliness_counts(self, world, manager) -> None:
        before = counts(manager, manager.partnerships[0].id)
        load(world, manager, PAST)
        row = brought("SI-2020-04")
        courses = Course.objects.filter(record=row.pk)
        assert {course.pathway.key for course in courses} == {"serious_incident_notification", "rapid_review"}
        assert not any(course.is_open or course.check_on for course in courses)
        stages = {(each.course.pathway.key, each.key): each for each in CourseStage.objects.filter(record=row.pk)}
        told, sent = stages["serious_incident_notification", "notification"], stages["rapid_review", "sent"]
        assert (told.state, told.on_time, told.due_on) == ("done", True, date(2020, 3, 23))
        assert (sent.state, sent.on_time, sent.due_on) == ("done", False, date(2020, 4, 14))
        assert {each.state for each in stages.values()} == {"done", "not_needed"}
        assert not [each for each in waiting(manager) if each.reference == row.record.reference]
        (year,) = [each for each in counts(manager, manager.partnerships[0].id).years if each.year == "2019-20"]
        assert (year.reviews, year.children, year.notified, year.notified_in_time, year.sent, year.sent_in_time) == (1, 2, 1, 1, 1, 0)  # fmt: skip
        assert "2019-20" not in {each.year for each in before.years}

    def test_an_open_review_goes_on_from_where_it_stands(self, world, manager) -> None:
        load(world, manager, OPEN)
        row = brought("SI-2026-01")
        due = {each.stage_key: each.due_on for each in waiting(manager) if each.reference == row.record.reference}
        assert due["sent"] == date(2026, 3, 19)
        assert "set_up" in due
        assert "views" not in due, "what was before the notification is past"
        operations.write_report(
            review_id=row.pk, seen=None, parts={"facts": "What happened, in words."}, by=manager, at=AT
        )
        assert brought("SI-2026-01").report_facts == "What happened, in words."

    def test_a_followed_review_waits_for_the_panel_alone(self, world, manager) -> None:
        load(world, manager, OPEN | {"aware_on": "02/02/2026", "notified_on": "05/02/2026", "sent_on": "26/02/2026", "state": None})  # fmt: skip
        row = brought("SI-2026-01")
        assert row.state == "followed"
        assert [each.stage_key for each in waiting(manager) if each.reference == row.record.reference] == ["reply"]
        operations.panel_letter(
            review_id=row.pk, reply=Reply.AGREES, text="It agrees with the decision.", on=TODAY, by=manager, at=AT
        )
        operations.close(review_id=row.pk, seen=None, why="Nothing is left to do here.", by=manager, at=AT)

    def test_a_referral_and_a_decision_not_to_notify_come_in_as_local_learning(self, world, manager) -> None:
        load(world, manager, REFERRAL, {"name": "Hazel", "local_reference": "9", "aware_on": "01/07/2021", "decision": "Do not notify", "decision_why": "No harm.", "decided_on": "05/07/2021", "state": "Local learning review"})  # fmt: skip
        referral, other = brought("NM-7"), brought("9")
        assert (referral.door, referral.state, other.state, other.decision) == (
            "referral",
            "local",
            "local",
            "not_notify",
        )
        assert other.record.opened_at.date() == date(2021, 7, 1), "it counts in the year in which it was"
        assert Course.objects.get(record=referral.pk).pathway.key == "below_threshold_review"
        assert not [each for each in waiting(manager) if each.reference == other.record.reference]

    def test_the_same_file_twice_makes_no_second_and_changes_nothing(self, world, manager) -> None:
        load(world, manager, PAST, OPEN)
        row = brought("SI-2020-04")
        operations_before = len(events_of(row.pk))
        again = load(world, manager, PAST | {"name": "Another", "local_reference": " si-2020 04 "}, OPEN, REFERRAL)
        assert again == operations.Loaded(1, 2)
        assert brought("SI-2020-04").record.title == "Kestrel"
        assert len(events_of(row.pk)) == operations_before
        assert Record.objects.filter(kind="review", title__in=["Kestrel", "Alder", "Rowan", "Another"]).count() == 3

    def test_nothing_is_half_loaded(self, world, manager, monkeypatch) -> None:
        from goldenthread.practice_reviews.operations import bringing_in

        before = Record.objects.count(), Review.objects.count(), BroughtIn.objects.count(), Course.objects.count()
        begun = bringing_in.pathways.bring_in

        def fail(**given: Any) -> None:
            if given["record"].title == "Alder":
                raise Refused("It broke in the middle.")
            begun(**given)

        monkeypatch.setattr(bringing_in.pathways, "bring_in", fail)
        with pytest.raises(Refused, match="in the middle"):
            load(world, manager, PAST, OPEN)
        assert before == (
            Record.objects.count(),
            Review.objects.count(),
            BroughtIn.objects.count(),
            Course.objects.count(),
        )

    @pytest.mark.parametrize("name", ["chair", "member", "scrutineer", "outsider", "south_manager"])
    def test_the_business_unit_alone_brings_reviews_in(self, world, as_viewer, name: str) -> None:
        with pytest.raises(Refused, match="Only the business unit"):
            load(world, as_viewer(name), PAST)

    def test_an_age_that_came_without_a_birthday_stays_when_facts_or_the_child_change(self, world, manager) -> None:
        load(world, manager, OPEN)
        row = brought("SI-2026-01")
        draft = IncidentDraft(
            "Alder", Nature.HARM, IncidentType.NEGLECT, "More is known of it by now.", happened="2026-02-20", aware_on=row.aware_on
        )  # fmt: skip
        operations.edit_incident(review_id=row.pk, seen=None, draft=draft, by=manager, at=AT)
        one = Child.objects.get(review=row)
        assert (one.age_least, one.age_most) == (168, 179)
        operations.edit_child(child_id=one.pk, seen=None, draft=operations.ChildDraft("Child A", Outcome.HARMED), by=manager, at=AT)  # fmt: skip
        assert Child.objects.get(review=row).age_least == 168
        operations.edit_child(child_id=one.pk, seen=None, draft=operations.ChildDraft("Child A", Outcome.HARMED, born="2012-01-05"), by=manager, at=AT)  # fmt: skip
        assert Child.objects.get(review=row).age_least == 169, "a date of birth takes its place"


class TestPages:
    @pytest.fixture
    def browser(self, signs_in, settings, tmp_path):  # type: ignore[no-untyped-def]
        settings.FILES_URL = f"file://{tmp_path}"
        return signs_in("manager")

    def sent(self, browser, content: bytes, name: str = "reviews.xlsx"):  # type: ignore[no-untyped-def]
        return browser.post("/north/reviews/import/", {"file": SimpleUploadedFile(name, content)})

    def test_from_the_register_to_the_reviews_and_the_same_file_once_more(self, browser, as_viewer, world) -> None:
        assert "/north/reviews/import/" in browser.get("/north/reviews/").content.decode()
        page = browser.get("/north/reviews/import/").content.decode()
        assert "/north/reviews/import/template/" in page
        answer = self.sent(browser, cells(PAST, OPEN))
        assert answer.status_code == 302
        preview = browser.get(answer["Location"])
        page = preview.content.decode()
        for words in (
            "Bring in 2 reviews",
            "Kestrel",
            "SI-2020-04",
            "Closed on",
            "Nothing is loaded yet",
            "March 2020",
        ):
            assert words in page, words
        ticket = preview.wsgi_request.GET["ticket"]
        form = {"ticket": ticket, "submission": "0a0a0a0a-0000-4000-8000-000000000001"}
        for _ in range(2):  # the same form again
            done = browser.post("/north/reviews/import/check/", form, follow=True)
            assert done.status_code == 200
        assert "Kestrel" in done.content.decode()
        again = form | {"submission": "0a0a0a0a-0000-4000-8000-000000000002"}
        done = browser.post("/north/reviews/import/check/", again, follow=True).content.decode()
        assert "2 rows of the file had been brought in before." in done
        as_viewer("manager")
        row = brought("SI-2020-04")
        assert BroughtIn.objects.count() == 2
        for tab in ("", "notification/", "report/", "history/", "learning/"):
            assert browser.get(f"/north/reviews/{row.record.reference}/{tab}").status_code == 200, tab
        told = browser.get(f"/north/reviews/{row.record.reference}/notification/").content.decode()
        assert "20 March 2020, by the local authority" in told, "no time of day is made up"
        assert "Brought in from a spreadsheet" in browser.get(f"/north/reviews/{row.record.reference}/history/").content.decode()  # fmt: skip
        assert browser.get(f"/north/records/{row.record.reference}/way/").status_code == 200

    def test_a_file_with_faults_names_each_and_loads_nothing(self, browser, as_viewer) -> None:
        answer = self.sent(browser, cells(PAST, OPEN | {"ages": "teenager", "aware_on": "March 2026"}))
        preview = browser.get(answer["Location"])
        page = preview.content.decode()
        assert "Row 3, column “Ages”" in page
        assert "Row 3, column “Local authority aware on”" in page
        assert "Bring in" not in page.split("<main")[1].split("</h1>")[1].split("Check the reviews")[0]
        ticket = preview.wsgi_request.GET["ticket"]
        assert browser.post("/north/reviews/import/check/", {"ticket": ticket}).status_code == 422
        as_viewer("manager")
        assert BroughtIn.objects.count() == 0

    def test_columns_can_be_matched_otherwise(self, browser) -> None:
        content = b"Bird,No.,Colour\nKestrel,7,red\n"
        place = self.sent(browser, content, "old.csv")["Location"]
        assert "No column is matched to “Code name”." in browser.get(place).content.decode()
        page = browser.get(f"{place}&matched=yes&column_name=0&column_local_reference=1").content.decode()
        assert "Bring in 1 review" in page
        assert "Not brought in: Colour" in page
        odd = f"{place}&matched=yes&column_name=99999999999999&column_local_reference=²"
        assert browser.get(odd).status_code == 200

    def test_a_ticket_is_personal_and_of_this_purpose(self, browser, signs_in) -> None:
        place = self.sent(browser, cells(PAST))["Location"]
        assert signs_in("officer").get(place).status_code == 403
        assert signs_in("member").get(place).status_code == 404
        ticket = place.split("ticket=")[1]
        assert browser.get(f"/north/actions/import/check/?ticket={ticket}").status_code == 403
        assert browser.get("/north/reviews/import/check/?ticket=nothing").status_code == 403

    @pytest.mark.parametrize("content", [b"", b"\x00\x01", b"PK\x03\x04 broken"])
    def test_an_unreadable_file_is_refused_in_a_sentence(self, browser, content: bytes) -> None:
        assert self.sent(browser, content).status_code == 422

    def test_the_template_comes_back_as_it_went(self, browser, as_viewer) -> None:
        content = browser.get("/north/reviews/import/template/").content
        book = load_workbook(io.BytesIO(content))
        assert [cell.value for cell in next(book.worksheets[0].rows)] == [each.label for each in FIELDS]
        words = {row[0].value: row[2].value for row in book.worksheets[1].rows}
        assert "Serious incident; Referral below the threshold" in str(words["Came in as"])
        sheet = book.worksheets[0]
        sheet.append([PAST.get(each.name) for each in FIELDS])
        held = io.BytesIO()
        book.save(held)
        page = browser.get(self.sent(browser, held.getvalue())["Location"]).content.decode()
        assert "Bring in 1 review" in page

    def test_without_arrangements_it_is_said_and_the_page_costs_no_more_with_many_rows(self, browser, as_viewer, world, signs_in) -> None:  # fmt: skip
        as_viewer("manager")
        assert Arrangement.objects.filter(partnership__key="south").count() == 0
        assert signs_in("south_manager").get("/south/reviews/import/").status_code == 403
        many = [PAST | {"local_reference": f"SI-{number}"} for number in range(60)]
        page = browser.get(self.sent(browser, cells(*many))["Location"]).content.decode()
        assert "Bring in 60 reviews" in page
