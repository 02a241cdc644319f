"""The local child safeguarding practice review: from the decision to initiate it to the day it is taken down."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as some
from pypdf import PdfReader

from goldenthread.documents.models import Document
from goldenthread.families import operations as families
from goldenthread.families.operations import MemberDraft
from goldenthread.families.terms import Relationship, ToldStep
from goldenthread.history.queries import events_of
from goldenthread.messages.models import Notice
from goldenthread.pathways.models import CourseStage
from goldenthread.practice_reviews import operations
from goldenthread.practice_reviews.models import Commission, Copy, Cost, Draft, Proceeding, Review, Reviewer, Told
from goldenthread.practice_reviews.queries.practice import get_copy
from goldenthread.practice_reviews.rules.publishing import (
    HEADINGS,
    Beside,
    appointment_problem,
    down_problem,
    in_force,
    publishing_problem,
    stages_held,
    too_short,
)
from goldenthread.practice_reviews.terms import (
    TOLD_FIRST,
    Ended,
    Further,
    PractitionerKind,
    ProceedingKind,
    Publication,
    Reply,
    Restriction,
    ReviewState,
    ToldBefore,
)
from goldenthread.practice_reviews.tests.conftest import (
    WHY,
    child,
    decide_further,
    due,
    incident,
    notified,
    queries_of,
    ready,
)
from goldenthread.records.models import Exclusion
from goldenthread.records.operations import Refused
from goldenthread.records.queries import NotVisible
from goldenthread.rendering.pdf import typeset
from goldenthread.testing.world import AT, TODAY
from goldenthread.thread.models import Source

PATHWAY = "child_safeguarding_practice_review"
WORDS = dict.fromkeys(HEADINGS, "Agencies ask who lives in the home, and write it down.")


def at_day(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, 9, 0, tzinfo=UTC)


def commissioned(world, by: Any, at: datetime = AT) -> Review:  # type: ignore[no-untyped-def]
    """Decided, sent, and initiated on the same day."""
    row = incident(world, by, at, name="Merlin")
    child(row, by, at)
    notified(row, by, at)
    ready(row, by, at)
    decide_further(row, by, at, decision=Further.REVIEW)
    operations.send(review_id=row.pk, seen=None, on=TODAY, sent_by="Manager", late_why="", by=by, at=at)
    operations.initiate(review_id=row.pk, seen=None, purpose=WHY, on=TODAY, by=by, at=at)
    return Review.objects.select_related("record__group").get(pk=row.pk)


def appointed(row: Review, by: Any, at: datetime = AT, **given_: Any) -> Reviewer:
    facts: dict[str, Any] = {
        "name": "Robin Fictional", "independence": "Works for no agency of the area; twenty years in the field.",
        "conflicts": "None: asked on the day.", "appointed_by": "The partners’ meeting", "on": at.date(), "days": 12,
        "pounds": 9600,
    }  # fmt: skip
    return operations.appoint(review_id=row.pk, by=by, at=at, **(facts | given_))


def a_pdf(words: str = "The first finding") -> bytes:
    from goldenthread.practice_reviews.document import COPY_TEMPLATE

    data = {"title": words, "partnership": "x", "mark": "m", "marking": "k", "opened": "o", "demonstration": "", "pages": []}  # fmt: skip
    return typeset(COPY_TEMPLATE, data, created=AT)


def drafted(row: Review, by: Any, at: datetime = AT, words: str = "The first finding") -> Draft:
    return operations.add_draft(
        review_id=row.pk, name="draft.pdf", content=a_pdf(words), note="", on=at.date(), by=by, at=at
    )


def decided(row: Review, by: Any, at: datetime, what: Publication = Publication.FULL) -> None:
    operations.write_words(review_id=row.pk, seen=None, words=WORDS, by=by, at=at)
    operations.decide_publication(
        review_id=row.pk, seen=None, what=what, why=WHY, decided_by="The partners’ meeting", on=at.date(), by=by, at=at
    )


def told_first(row: Review, by: Any, at: datetime) -> None:
    for who in TOLD_FIRST:
        operations.tell_before(review_id=row.pk, who=who, on=at.date(), how="", by_role="Manager", by=by, at=at)


def publish(row: Review, by: Any, at: datetime, **given_: Any) -> Review:
    facts: dict[str, Any] = {"on": at.date(), "where": "https://north.example/reviews", "late_why": "", "short_why": ""}
    return operations.publish(review_id=row.pk, seen=None, by=by, at=at, **(facts | given_))


def again(row: Review) -> Review:
    return Review.objects.select_related("record__group").get(pk=row.pk)


@pytest.fixture
def manager(as_viewer):  # type: ignore[no-untyped-def]
    return as_viewer("manager")


@pytest.fixture(scope="module")
def _commissioned(_rapid: None, keeps) -> Iterator[int]:  # type: ignore[no-untyped-def]
    with keeps(lambda world, become: commissioned(world, become("manager")).pk) as made:
        yield made


@pytest.fixture
def row(_commissioned: int, manager) -> Review:  # type: ignore[no-untyped-def]
    """A review that was commissioned once for all of these tests."""
    return Review.objects.select_related("record__group").get(pk=_commissioned)


class TestRules:
    @given(some.frozensets(some.sampled_from(list(Restriction))), some.booleans())
    def test_only_what_has_not_ended_is_in_force(self, kept: frozenset[Restriction], over: bool) -> None:
        for each in Restriction:
            assert bool(in_force([Beside("A trial", kept, over)], each)) == (each in kept and not over)

    @given(some.lists(some.sampled_from(list(Restriction))), some.sets(some.sampled_from(["sent", "family", "x"])))
    def test_no_stage_is_held_that_the_pathway_lacks_and_none_twice(self, kept, known) -> None:  # type: ignore[no-untyped-def]
        held = stages_held(kept, known)
        assert set(held) <= known
        assert len(held) == len(set(held))

    @given(
        some.dictionaries(some.sampled_from(TOLD_FIRST), some.dates(date(2024, 1, 1), date(2026, 12, 31))),
        some.none() | some.dates(date(2024, 1, 1), date(2026, 12, 31)),
    )
    def test_whoever_had_it_by_the_day_did_not_have_it_late(self, told, needed_by) -> None:  # type: ignore[no-untyped-def]
        late = too_short(told=told, needed_by=needed_by)
        assert all((each in late) == (needed_by is not None and on > needed_by) for each, on in told.items())

    @pytest.mark.parametrize(
        ("changed", "words"),
        [
            ({"decided": None}, "Decide first"),
            ({"words": {}}, "still lacks"),
            ({"decided": Publication.IMPROVEMENTS, "words": {"improvements": "x"}}, None),
            ({"told": {ToldBefore.PANEL}}, "Secretary of State"),
            ({"kept_back": ["Criminal trial"]}, "Criminal trial"),
            ({"on": TODAY + timedelta(days=1)}, "between the decision and today"),
            ({}, None),
        ],
    )
    def test_what_keeps_a_publication_from_being_recorded(self, changed, words) -> None:  # type: ignore[no-untyped-def]
        facts: dict[str, Any] = {
            "decided": Publication.FULL, "words": WORDS, "told": set(TOLD_FIRST), "kept_back": [], "on": TODAY,
            "decided_on": TODAY, "today": TODAY,
        }  # fmt: skip
        problem = publishing_problem(**(facts | changed))
        assert problem is None if words is None else words in str(problem)

    def test_an_appointment_asks_what_was_considered(self) -> None:
        facts: dict[str, Any] = {
            "independence": "Works for none of the agencies here.", "conflicts": "None", "days": 10, "cost": 0,
            "on": TODAY, "initiated_on": TODAY, "today": TODAY,
        }  # fmt: skip
        assert appointment_problem(**facts) is None
        assert "independent" in str(appointment_problem(**(facts | {"independence": "Yes"})))
        assert "conflict" in str(appointment_problem(**(facts | {"conflicts": " "})))
        assert "less than nothing" in str(appointment_problem(**(facts | {"days": 0})))
        assert "between" in str(appointment_problem(**(facts | {"on": TODAY + timedelta(days=1)})))

    def test_before_its_time_it_comes_down_for_a_reason_and_an_authority(self) -> None:
        facts: dict[str, Any] = {
            "stays": False, "why": "", "on": TODAY, "published_on": TODAY, "required_until": date(2027, 3, 2),
            "today": TODAY,
        }  # fmt: skip
        assert "on whose authority" in str(down_problem(**facts))
        assert down_problem(**(facts | {"why": "By order of the High Court of 1 March."})) is None


class TestBeginning:
    def test_the_six_months_run_from_the_initiation_on_the_same_record(self, row, as_viewer) -> None:
        assert row.state == ReviewState.COMMISSIONED.value
        assert due(row, "published", PATHWAY).due_on == date(2026, 9, 2)
        assert Source.objects.get(pk=row.pk).kind == "practice_review"
        assert any("was initiated" in event.sentence for event in events_of(row.pk))
        as_viewer("chair")
        assert Notice.objects.filter(kind="review.initiated", reference=row.record.reference).exists()

    def test_it_waits_for_the_decision_that_it_follows(self, world, manager) -> None:
        row = incident(world, manager)
        child(row, manager)
        notified(row, manager)
        ready(row, manager)
        operations.send(review_id=row.pk, seen=None, on=TODAY, sent_by="Manager", late_why="", by=manager, at=AT)
        with pytest.raises(Refused, match="Record first the decision"):
            operations.initiate(review_id=row.pk, seen=None, purpose=WHY, on=TODAY, by=manager, at=AT)

    def test_8_the_panel_disagrees_and_partners_initiate_after_all(self, world, manager) -> None:
        row = incident(world, manager)
        child(row, manager)
        notified(row, manager)
        ready(row, manager)
        operations.send(review_id=row.pk, seen=None, on=TODAY, sent_by="Manager", late_why="", by=manager, at=AT)
        letter = operations.panel_letter(review_id=row.pk, reply=Reply.DISAGREES, text=WHY, on=TODAY, by=manager, at=AT)
        decide_further(row, manager, decision=Further.REVIEW)
        with pytest.raises(Refused, match="not answered yet"):
            operations.initiate(review_id=row.pk, seen=None, purpose=WHY, on=TODAY, by=manager, at=AT)
        operations.answer_letter(letter_id=letter.pk, answer=WHY, on=TODAY, by=manager, at=AT)
        operations.initiate(review_id=row.pk, seen=None, purpose=WHY, on=TODAY, by=manager, at=AT)
        assert again(row).state == ReviewState.COMMISSIONED.value
        operations.panel_letter(review_id=row.pk, reply=Reply.AGREES, text=WHY, on=TODAY, by=manager, at=AT)

    def test_14_a_learning_review_becomes_a_local_child_safeguarding_practice_review(self, world, manager) -> None:
        """One record, one thread: what was learned below the threshold stays with it."""
        row = incident(world, manager)
        operations.decide(review_id=row.pk, seen=None, notifies=False, why=WHY, decided_by="Director", on=TODAY, by=manager, at=AT)  # fmt: skip
        assert again(row).state == ReviewState.LOCAL.value
        decide_further(row, manager, decision=Further.REVIEW)
        operations.initiate(review_id=row.pk, seen=None, purpose=WHY, on=TODAY, by=manager, at=AT)
        assert again(row).state == ReviewState.COMMISSIONED.value
        assert CourseStage.objects.filter(record=row.pk, course__pathway__key=PATHWAY).exists()


class TestReviewer:
    def test_13_a_reviewer_resigns_and_another_is_appointed_and_both_stay(self, row, manager, as_viewer) -> None:
        first = appointed(row, manager, panel_told_on=TODAY)
        assert due(row, "reviewer", PATHWAY).state == "done"
        assert due(row, "panel_told", PATHWAY).state == "done"
        with pytest.raises(Refused, match="Give the reasons"):
            operations.end_reviewer(reviewer_id=first.pk, how=Ended.RESIGNED, why="", on=TODAY, by=manager, at=AT)
        operations.end_reviewer(reviewer_id=first.pk, how=Ended.RESIGNED, why="Illness, and no end in sight.", on=TODAY, by=manager, at=AT)  # fmt: skip
        as_viewer("chair")
        assert Notice.objects.filter(kind="review.reviewer", reference=row.record.reference).exists()
        as_viewer("manager")
        appointed(row, manager, name="Jay Fictional")
        assert [each.name for each in Reviewer.objects.filter(review=row).order_by("pk")] == [
            "Robin Fictional", "Jay Fictional"
        ]  # fmt: skip
        with pytest.raises(Refused, match="recorded already"):
            operations.end_reviewer(reviewer_id=first.pk, how=Ended.DONE, why="", on=TODAY, by=manager, at=AT)

    def test_13_a_reviewer_found_in_conflict_is_ended_with_the_reason(self, row, manager) -> None:
        held = appointed(row, manager)
        operations.end_reviewer(reviewer_id=held.pk, how=Ended.CONFLICTED, why="Chaired a board of the trust.", on=TODAY, by=manager, at=AT)  # fmt: skip
        assert any("conflict of interest" in event.sentence for event in events_of(row.pk))

    def test_13_cost_agreed_anew_stands_beside_what_was_agreed_before(self, row, manager) -> None:
        held = appointed(row, manager)
        operations.agree_cost(reviewer_id=held.pk, days=16, pounds=12800, why="Two more households to speak with.", agreed_by="Partners", on=TODAY, by=manager, at=AT)  # fmt: skip
        assert list(Cost.objects.filter(reviewer=held).order_by("pk").values_list("days", "pounds")) == [
            (12, 9600), (16, 12800)
        ]  # fmt: skip
        with pytest.raises(Refused, match="Give the days or the cost"):
            operations.agree_cost(reviewer_id=held.pk, days=None, pounds=None, why=WHY, agreed_by="x", on=TODAY, by=manager, at=AT)  # fmt: skip

    def test_terms_checks_and_practitioners_move_the_way_on(self, row, manager) -> None:
        appointed(row, manager)
        operations.write_terms(review_id=row.pk, seen=None, terms=WHY, covers="Two years", method="", agreed_on=TODAY, by=manager, at=AT)  # fmt: skip
        operations.check(review_id=row.pk, in_time=False, quality=WHY, asked="A draft by May", on=TODAY, by=manager, at=AT)  # fmt: skip
        operations.take_part(review_id=row.pk, kind=PractitionerKind.EVENT, who="Nine from five agencies", said=WHY, support="", on=TODAY, by=manager, at=AT)  # fmt: skip
        for key in ("terms", "progress_check", "practitioners"):
            assert due(row, key, PATHWAY).state == "done"

    @pytest.mark.parametrize("name", ["member", "scrutineer"])
    def test_a_member_does_none_of_it(self, row, as_viewer, name: str) -> None:
        by = as_viewer(name)
        with pytest.raises(Refused, match="chair of the group that holds reviews"):
            appointed(row, by)
        with pytest.raises(Refused, match="chair of the group that holds reviews"):
            operations.end_review(review_id=row.pk, seen=None, why=WHY, on=TODAY, by=by, at=AT)


class TestBeside:
    def begin(self, row: Review, by: Any, *keeps_from: Restriction, **given_: Any) -> Proceeding:
        facts: dict[str, Any] = {
            "kind": ProceedingKind.CRIMINAL, "words": "The police ask that no witness is spoken with.", "on": TODAY,
            "look_on": TODAY + timedelta(days=30),
        }  # fmt: skip
        return operations.begin_proceeding(review_id=row.pk, keeps_from=keeps_from, by=by, at=AT, **(facts | given_))

    def test_11_a_trial_holds_what_it_must_and_moves_no_date(self, row, manager) -> None:
        appointed(row, manager)
        operations.write_terms(review_id=row.pk, seen=None, terms=WHY, covers="", method="", agreed_on=TODAY, by=manager, at=AT)  # fmt: skip
        held = self.begin(row, manager, Restriction.PRACTITIONERS, Restriction.PUBLISHING)
        assert due(row, "practitioners", PATHWAY).state == "held"
        assert due(row, "information", PATHWAY).state == "held"
        assert due(row, "published", PATHWAY).due_on == date(2026, 9, 2)
        operations.end_proceeding(proceeding_id=held.pk, why="The trial ended with a verdict.", on=TODAY, by=manager, at=AT)  # fmt: skip
        assert due(row, "practitioners", PATHWAY).state != "held"
        with pytest.raises(Refused, match="recorded already"):
            operations.end_proceeding(proceeding_id=held.pk, why="The trial ended again.", on=TODAY, by=manager, at=AT)

    def test_11_nothing_is_published_while_a_trial_forbids_it(self, row, manager) -> None:
        held = self.begin(row, manager, Restriction.PUBLISHING)
        decided(row, manager, AT)
        told_first(row, manager, AT)
        with pytest.raises(Refused, match="Nothing is published before this ends: Criminal investigation or trial"):
            publish(row, manager, AT)
        operations.end_proceeding(proceeding_id=held.pk, why="The trial ended with a verdict.", on=TODAY, by=manager, at=AT)  # fmt: skip
        publish(row, manager, AT, short_why="The press had it already.")
        assert again(row).state == ReviewState.PUBLISHED.value

    def test_11_the_six_months_are_missed_lawfully_and_the_reason_stands_beside_the_date(self, row, as_viewer) -> None:
        later = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
        by = as_viewer("manager", later)
        decided(row, by, later)
        told_first(row, by, datetime(2026, 12, 1, 9, 0, tzinfo=UTC))
        day = datetime(2026, 12, 15, 9, 0, tzinfo=UTC)
        by = as_viewer("manager", day)
        with pytest.raises(Refused, match="later than it was due"):
            publish(row, by, day)
        publish(row, by, day, late_why="The trial ended in November; the Panel and the Secretary of State were told.")
        assert due(row, "published", PATHWAY).due_on == date(2026, 9, 2)
        assert due(row, "published", PATHWAY).on_time is False
        assert "trial ended" in Commission.objects.get(review=row).published_late_why

    def test_11_what_waits_needs_a_day_to_look_again(self, row, manager) -> None:
        with pytest.raises(Refused, match="looked at again"):
            self.begin(row, manager, Restriction.RELATIVES, look_on=None)
        self.begin(row, manager, kind=ProceedingKind.CORONER, look_on=None)
        assert Proceeding.objects.get(review=row).hold is None

    def test_11_an_order_that_forbids_naming_runs_beside_and_holds_no_stage(self, row, manager) -> None:
        held = self.begin(row, manager, Restriction.NAMING, kind=ProceedingKind.FAMILY)
        assert held.hold is None
        assert not CourseStage.objects.filter(record=row.pk, state="held").exists()


class TestDrafts:
    def test_13_each_reader_has_a_copy_that_says_whose_it_is_and_each_opening_is_written_down(
        self, row, manager, signs_in, world, as_viewer
    ) -> None:
        draft = drafted(row, manager)
        copy = operations.give_copy(draft_id=draft.pk, person_id=world.people["member"], by=manager, at=AT)
        as_viewer("member")
        assert Notice.objects.filter(person=world.people["member"], kind="review.copy").exists()
        here = f"/north/reviews/{row.record.reference}/publication/"
        browser = signs_in("member")
        page = browser.get(here).content.decode()
        assert "Your copies" in page
        assert "Open the file" not in page
        answer = browser.get(f"{here}copies/{copy.number}/")
        assert answer.status_code == 200
        assert answer["Cache-Control"] == "private, no-store"
        text = " ".join(each.extract_text() for each in PdfReader(io.BytesIO(answer.content)).pages)
        assert f"Copy {copy.number}" in text
        assert copy.reader in text
        assert b"pdfuaid" in answer.content
        seen = signs_in("manager").get(here).content.decode()
        assert "1 time" in seen

    def test_13_a_copy_is_for_its_reader_and_for_nobody_else(self, row, manager, signs_in, world) -> None:
        draft = drafted(row, manager)
        copy = operations.give_copy(draft_id=draft.pk, person_id=world.people["member"], by=manager, at=AT)
        here = f"/north/reviews/{row.record.reference}/publication/copies/{copy.number}/"
        for name, status in (("scrutineer", 404), ("excluded", 404), ("outsider", 404), ("chair", 200)):
            assert signs_in(name).get(here).status_code == status, name

    def test_13_a_copy_taken_back_is_closed_and_whose_it_was_stays(self, row, manager, signs_in, world) -> None:
        draft = drafted(row, manager)
        copy = operations.give_copy(draft_id=draft.pk, person_id=world.people["member"], by=manager, at=AT)
        with pytest.raises(Refused, match="has a copy of this draft"):
            operations.give_copy(draft_id=draft.pk, person_id=world.people["member"], by=manager, at=AT)
        operations.take_back(copy_id=copy.pk, by=manager, at=AT)
        here = f"/north/reviews/{row.record.reference}/publication/copies/{copy.number}/"
        assert signs_in("member").get(here).status_code == 404
        assert Copy.objects.get(pk=copy.pk).reader
        after = operations.give_copy(draft_id=draft.pk, person_id=world.people["member"], by=manager, at=AT)
        assert after.number == copy.number + 1

    def test_13_a_reader_without_an_account_gets_a_copy_by_hand(self, row, manager, signs_in) -> None:
        draft = drafted(row, manager)
        copy = operations.give_copy(draft_id=draft.pk, reader="Mother’s advocate", by=manager, at=AT)
        answer = signs_in("manager").get(f"/north/reviews/{row.record.reference}/publication/copies/{copy.number}/")
        text = " ".join(each.extract_text() for each in PdfReader(io.BytesIO(answer.content)).pages)
        assert "advocate" in text
        assert any("to hand it to Mother" in event.sentence for event in events_of(row.pk))
        with pytest.raises(Refused, match="Choose a reader"):
            operations.give_copy(draft_id=draft.pk, by=manager, at=AT)

    @pytest.mark.parametrize("ends_on", [None, TODAY + timedelta(days=90)])
    def test_37_nobody_who_is_kept_out_is_given_a_copy(self, row, manager, world, ends_on) -> None:
        Exclusion.objects.create(person_id=world.people["member"], record=row.record, reason="Was the child’s nurse", declared_at=AT, starts_on=TODAY, ends_on=ends_on)  # fmt: skip
        with pytest.raises(Refused, match="kept out"):
            operations.give_copy(draft_id=drafted(row, manager).pk, person_id=world.people["member"], by=manager, at=AT)

    def test_the_file_itself_is_for_those_who_lead(self, row, manager, signs_in, as_viewer, world) -> None:
        draft = drafted(row, manager)
        reference = draft.document.reference
        assert signs_in("manager").get(f"/north/documents/{reference}/").status_code == 200
        assert signs_in("chair").get(f"/north/documents/{reference}/").status_code == 200
        operations.give_copy(draft_id=draft.pk, person_id=world.people["member"], by=as_viewer("manager"), at=AT)
        for name in ("member", "scrutineer", "outsider", "excluded"):
            assert signs_in(name).get(f"/north/documents/{reference}/").status_code == 404, name
        assert not Document.objects.visible_to(as_viewer("scrutineer")).filter(pk=draft.document_id).exists()  # type: ignore[attr-defined]

    @pytest.mark.parametrize(("content", "words"), [(b"not a pdf", "PDF"), (b"", "empty"), (b"%PDF-1.7 broken", "")])
    def test_what_is_no_pdf_is_told_and_nothing_is_stored(self, row, signs_in, content: bytes, words: str) -> None:
        here = f"/north/reviews/{row.record.reference}/publication/drafts/new/"
        file = SimpleUploadedFile("draft.pdf", content, "application/pdf")
        answer = signs_in("manager").post(here, {"file": file, "on_day": "2", "on_month": "3", "on_year": "2026"})
        assert answer.status_code in {302, 422}
        assert (answer.status_code == 302) == (not words)
        assert words in answer.content.decode()

    def test_a_draft_that_cannot_be_drawn_says_so(self, row, manager, signs_in) -> None:
        draft = operations.add_draft(review_id=row.pk, name="d.pdf", content=b"%PDF-1.7 broken", note="", on=TODAY, by=manager, at=AT)  # fmt: skip
        copy = operations.give_copy(draft_id=draft.pk, reader="A reader", by=manager, at=AT)
        answer = signs_in("manager").get(f"/north/reviews/{row.record.reference}/publication/copies/{copy.number}/")
        assert answer.status_code == 403
        assert "cannot be read just now" in answer.content.decode()


class TestPublication:
    def test_12_improvements_alone_are_published_with_the_reasons(self, row, manager) -> None:
        operations.write_words(review_id=row.pk, seen=None, words={"improvements": "Ask who lives there."}, by=manager, at=AT)  # fmt: skip
        operations.decide_publication(review_id=row.pk, seen=None, what=Publication.IMPROVEMENTS, why="A surviving child would be known by it.", decided_by="Partners", on=TODAY, by=manager, at=AT)  # fmt: skip
        told_first(row, manager, AT)
        publish(row, manager, AT, short_why="Agreed with both beforehand.")
        held = Commission.objects.get(review=row)
        assert (held.publication, held.publication_why) == ("improvements", "A surviving child would be known by it.")

    def test_12_the_day_minds_a_funeral_and_those_who_have_it_first_count_back_from_it(self, row, manager) -> None:
        decided(row, manager, AT)
        with pytest.raises(Refused, match="what was minded"):
            operations.plan_publication(review_id=row.pk, seen=None, on=date(2026, 4, 20), why="", by=manager, at=AT)
        operations.plan_publication(review_id=row.pk, seen=None, on=date(2026, 4, 20), why="After the funeral, before the anniversary.", by=manager, at=AT)  # fmt: skip
        assert due(row, "sent", PATHWAY).due_on == date(2026, 4, 9)
        told_first(row, manager, AT)
        assert due(row, "sent", PATHWAY).state == "done"

    def test_12_whoever_has_it_first_had_it_too_late_and_why_is_asked(self, row, manager) -> None:
        decided(row, manager, AT)
        told_first(row, manager, AT)
        with pytest.raises(Refused, match="had the report later than they should"):
            publish(row, manager, AT)
        assert again(row).state == ReviewState.COMMISSIONED.value
        assert not due(row, "published", PATHWAY).done_on

    def test_12_it_stays_public_its_year_and_comes_down_as_a_decision(self, row, manager, as_viewer) -> None:
        decided(row, manager, AT)
        told_first(row, manager, AT)
        publish(row, manager, AT, short_why="Agreed with both beforehand.")
        assert due(row, "taken_down", PATHWAY).due_on == date(2027, 3, 2)
        operations.panel_letter(review_id=row.pk, reply=Reply.AGREES, text=WHY, on=TODAY, by=manager, at=AT)
        with pytest.raises(Refused, match="stays public or is taken down"):
            operations.close(review_id=row.pk, seen=None, why=WHY, by=manager, at=AT)
        with pytest.raises(Refused, match="on whose authority"):
            operations.look_again(review_id=row.pk, stays=False, seen=None, why="", on=TODAY, by=manager, at=AT)
        operations.copy_to_repository(review_id=row.pk, seen=None, on=TODAY, by=manager, at=AT)
        later = datetime(2027, 3, 2, 9, 0, tzinfo=UTC)
        by = as_viewer("manager", later)
        operations.look_again(review_id=row.pk, seen=None, stays=False, why="A year is over, and the family asked for it.", on=later.date(), by=by, at=later)  # fmt: skip
        assert due(row, "taken_down", PATHWAY).state == "done"
        operations.close(review_id=row.pk, seen=None, why=WHY, by=by, at=later)
        assert again(row).state == ReviewState.CLOSED.value

    def test_12_nobody_of_the_family_learns_of_it_from_the_page(self, row, manager) -> None:
        mother = families.add_member(record=row.record, draft=MemberDraft("Mother", Relationship.MOTHER), by=manager, at=AT)  # fmt: skip
        decided(row, manager, AT)
        told_first(row, manager, AT)
        with pytest.raises(Refused, match="Of the family not told yet: Mother"):
            publish(row, manager, AT, short_why="Agreed with both beforehand.")
        families.record_told(member_id=mother.pk, step=ToldStep.TOLD, on=TODAY, by_role="Named contact", how="In person, with her sister.", support="", by=manager, at=AT)  # fmt: skip
        publish(row, manager, AT, short_why="Agreed with both beforehand.")
        assert due(row, "family_told", PATHWAY).state == "done"

    def test_a_review_ended_without_a_report_stops_its_clock_and_stays_to_be_learned_from(self, row, manager) -> None:
        operations.end_review(review_id=row.pk, seen=None, why=WHY, on=TODAY, by=manager, at=AT)
        assert again(row).state == ReviewState.LOCAL.value
        assert not CourseStage.objects.filter(record=row.pk, course__pathway__key=PATHWAY, state__in=["due", "late", "waiting"]).exists()  # fmt: skip
        decide_further(row, manager, decision=Further.REVIEW)
        with pytest.raises(Refused, match="initiated before"):
            operations.initiate(review_id=row.pk, seen=None, purpose=WHY, on=TODAY, by=manager, at=AT)

    def test_40_nobody_outside_the_circle_learns_that_there_is_a_review(self, row, manager, signs_in, client) -> None:
        """The same answer as for a reference that never was: to those outside the circle, and to the public."""
        decided(row, manager, AT)
        for part in ("", "practice/", "publication/", "publication/copies/1/", "report/pdf/"):
            here, nowhere = f"/north/reviews/{row.record.reference}/{part}", f"/north/reviews/RV-222222/{part}"
            outsider = signs_in("outsider")
            assert outsider.get(here).status_code == outsider.get(nowhere).status_code == 404
            known, unknown = client.get(here), client.get(nowhere)
            assert known.status_code == unknown.status_code == 302
            assert known["Location"].split("?")[0] == unknown["Location"].split("?")[0]
        assert row.record.reference not in signs_in("outsider").get("/north/search/?q=Merlin").content.decode()
        for address in ("/sitemap.xml", "/robots.txt"):
            assert row.record.reference not in client.get(address).content.decode()


ROUTES = ["practice/", "publication/"]
LED = [
    "publication/drafts/new/", "publication/drafts/1/copies/", "publication/copies/1/back/",
    *(f"do/{key}/" for key in ("reviewer", "terms", "proceeding", "check", "practitioners", "end", "words", "publication", "plan", "told", "publish")),
]  # fmt: skip


class TestPages:
    def test_who_gets_which_page(self, row, manager, signs_in) -> None:
        appointed(row, manager)
        drafted(row, manager)
        operations.give_copy(draft_id=Draft.objects.get(review=row).pk, reader="A reader", by=manager, at=AT)
        here, reviewer = f"/north/reviews/{row.record.reference}/", Reviewer.objects.get(review=row).pk
        circle, leads = {"chair", "manager", "member", "scrutineer"}, {"chair", "manager"}
        led = [*LED, f"practice/reviewers/{reviewer}/end/", f"practice/reviewers/{reviewer}/cost/"]
        answered, wanted = {}, {}
        for person in sorted(circle | {"administrator", "outsider", "owner", "south_manager"}):
            browser = signs_in(person)
            for part in [*ROUTES, *led]:
                answered[person, part] = browser.get(here + part).status_code
                inside = 403 if part in led and person not in leads else 200
                wanted[person, part] = inside if person in circle else 404
        assert answered == wanted

    def test_a_review_that_never_became_one_has_no_such_page(self, world, signs_in) -> None:
        for part in (*ROUTES, "publication/drafts/new/"):
            assert signs_in("manager").get(f"/north/reviews/{world.references['review']}/{part}").status_code == 404
        page = signs_in("manager").get(f"/north/reviews/{world.references['review']}/").content.decode()
        assert "Drafts and publication" not in page

    def test_no_more_than_twelve_queries_and_the_same_with_many_rows(self, row, manager, signs_in) -> None:
        here = f"/north/reviews/{row.record.reference}/"

        def count() -> dict[str, int]:
            browser = signs_in("manager")
            return {part: queries_of(browser, here + part) for part in ROUTES}

        before = count()
        assert {part: many for part, many in before.items() if many > 12} == {}
        for number in range(3):
            appointed(row, manager, name=f"Reviewer {number}")
            operations.check(review_id=row.pk, in_time=True, quality=WHY, asked="", on=TODAY, by=manager, at=AT)
            draft = drafted(row, manager, words=f"Draft {number}")
            operations.give_copy(draft_id=draft.pk, reader=f"Reader {number}", by=manager, at=AT)
        assert count() == before

    def test_the_whole_way_through_the_pages(self, row, signs_in) -> None:
        browser, here = signs_in("manager"), f"/north/reviews/{row.record.reference}/"
        day = {"on_day": "2", "on_month": "3", "on_year": "2026"}
        steps: list[tuple[str, dict[str, Any]]] = [
            ("do/reviewer/", {"name": "Robin Fictional", "independence": "Works for no agency of the area.", "conflicts": "None", "appointed_by": "Partners", "days": "12", "pounds": "9600"} | day),
            ("do/terms/", {"terms": WHY, "covers": "Two years", "agreed_on_day": "2", "agreed_on_month": "3", "agreed_on_year": "2026"}),
            ("do/proceeding/", {"kind": "coroner", "words": WHY, "keeps_from": ["publishing"], "look_on_day": "2", "look_on_month": "4", "look_on_year": "2026"} | day),
            ("do/check/", {"in_time": "yes", "quality": WHY} | day),
            ("do/practitioners/", {"kind": "event", "who": "Nine people of five agencies", "said": WHY} | day),
            ("publication/drafts/new/", {"file": SimpleUploadedFile("draft.pdf", a_pdf(), "application/pdf")} | day),
            ("publication/drafts/1/copies/", {"reader": "Mother’s advocate"}),
            ("do/words/", dict(WORDS)),
            ("do/publication/", {"what": "full", "why": WHY, "decided_by": "Partners"} | day),
            ("do/plan/", {"why": "After the funeral", "on_day": "20", "on_month": "4", "on_year": "2026"}),
            ("do/told/", {"who": "panel", "by_role": "Manager"} | day),
            ("do/told/", {"who": "secretary", "by_role": "Manager"} | day),
        ]  # fmt: skip
        for part, given_ in steps:
            answer = browser.post(here + part, given_)
            assert answer.status_code == 302, (part, answer.content.decode()[:3000])
        pk = Proceeding.objects.get(review=row).pk
        kept = browser.post(f"{here}do/publish/", {"where": "north.example", "short_why": "Agreed."} | day)
        assert kept.status_code == 422
        assert "Nothing is published before this ends" in kept.content.decode()
        assert browser.post(f"{here}practice/proceedings/{pk}/end/", {"why": "The inquest concluded today."} | day).status_code == 302  # fmt: skip
        assert browser.post(f"{here}do/publish/", {"where": "north.example", "short_why": "Agreed."} | day).status_code == 302  # fmt: skip
        page = browser.get(f"{here}publication/").content.decode()
        assert "Public until at least" in page
        assert Told.objects.filter(review=row).count() == 2

    def test_a_form_from_an_older_version_is_refused_and_kept(self, row, signs_in) -> None:
        given_ = {"terms": "Words that took an hour to write.", "version": "1"}
        answer = signs_in("manager").post(f"/north/reviews/{row.record.reference}/do/terms/", given_)
        assert answer.status_code == 409
        assert "took an hour" in answer.content.decode()


def test_a_copy_of_another_review_is_not_there(world, manager, row) -> None:
    other = Review.objects.select_related("record").get(pk=world.records["review"])
    copy = operations.give_copy(draft_id=drafted(row, manager).pk, reader="A reader", by=manager, at=AT)
    with pytest.raises(NotVisible):
        get_copy(manager, other, copy.number, leads=True)


def test_pathways_know_the_stages_that_a_proceeding_holds(row) -> None:
    known = set(CourseStage.objects.filter(record=row.pk, course__pathway__key=PATHWAY).values_list("key", flat=True))
    assert set(stages_held(list(Restriction), known)) == {"practitioners", "information", "family", "family_told", "sent", "published"}  # fmt: skip
