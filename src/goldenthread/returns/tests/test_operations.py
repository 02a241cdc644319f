"""What is done with requests and returns: the row, the event, who is told, and what is refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import transaction

from goldenthread.documents.models import Document
from goldenthread.history.models import Event
from goldenthread.messages.models import Message, Notice
from goldenthread.partnership.models import Group
from goldenthread.records.models import Record
from goldenthread.records.operations import ChangedMeanwhile, Refused
from goldenthread.returns import operations, queries
from goldenthread.returns.models import Answer, AnswerLink, QuestionnaireVersion, Request, Return, Submission
from goldenthread.returns.permissions import Answerer
from goldenthread.returns.rules import editing
from goldenthread.returns.rules.answering import Given
from goldenthread.returns.rules.reminders import Plan
from goldenthread.returns.rules.states import Part
from goldenthread.returns.terms import AnswerState, ReturnState
from goldenthread.returns.tests.conftest import SAM, load, said
from goldenthread.testing.world import AT, PDF, TODAY

S = ReturnState
SENIOR = Answerer("Kim Director", frozenset({Part.SENIOR}))
COLLEAGUE = Answerer("Ash Colleague", frozenset({Part.DELEGATE}), None, "practice")
LATER = AT + timedelta(minutes=5)


def verbs(row: Return | Request) -> list[str]:
    return list(Event.objects.filter(record_id=row.pk).order_by("pk").values_list("verb", flat=True))


def a_draft(world, **more) -> operations.RequestDraft:  # type: ignore[no-untyped-def]
    version = QuestionnaireVersion.objects.get(questionnaire__reference=world.references["questionnaire"])
    facts = {
        "title": "Section 11",
        "message": "Please answer.",
        "due_on": TODAY + timedelta(days=28),
        "version_id": version.pk,
        "theme": "Arrangements",
    }
    return operations.RequestDraft(**facts | more)


def reviews(world) -> Group:  # type: ignore[no-untyped-def]
    return Group.objects.get(pk=world.groups["reviews"])


def answer_all(row: Return, by: Answerer = SAM) -> None:
    changes = {
        "involved": said("no"),
        "records_checked": said(["child"]),
        "author_role": said("Deputy head"),
    }
    operations.save_answers(return_id=row.pk, changes=changes, by=by, at=LATER)


class TestAsking:
    def test_a_request_and_its_returns_are_records_with_their_circles(self, world, as_viewer) -> None:
        manager = as_viewer("manager")
        recipient = operations.Recipient(world.organisations["school"], "Sam", "sam@school.example")
        row = operations.make_request(
            group=reviews(world), draft=a_draft(world), recipients=[recipient], by=manager, at=AT
        )
        assert row.record.reference.startswith("RQ-")
        made = row.returns.get()
        assert made.record.reference.startswith("RT-")
        assert made.record.circle_id == row.record.circle_id
        assert verbs(row) == ["return.made"]
        as_viewer("owner")
        assert not Return.objects.filter(pk=made.pk).exists(), "the organisation does not know of a draft"
        manager = as_viewer("manager")
        operations.send(request_id=row.pk, seen=None, by=manager, at=AT)
        as_viewer("owner")
        assert Return.objects.filter(pk=made.pk).exists()
        assert not Request.objects.filter(pk=row.pk).exists(), "what it may know stands on its return"
        as_viewer("manager")
        made = row.returns.get()
        assert made.state == "sent"
        assert made.next_reminder_on is not None
        assert verbs(made) == ["return.sent"]

    @pytest.mark.parametrize(
        ("change", "sentence"),
        [
            ({"title": " "}, "without naming anyone"),
            ({"message": ""}, "covering message"),
            ({"theme": ""}, "which record or which theme"),
            ({"due_on": TODAY - timedelta(days=1)}, "today or later"),
            ({"version_id": 0}, "questionnaire that is published"),
            ({"plan": Plan(before=(0,))}, "from 1 to 60"),
        ],
    )
    def test_what_is_not_whole_is_refused(self, world, as_viewer, change, sentence: str) -> None:
        manager = as_viewer("manager")
        with pytest.raises(Refused, match=sentence):
            operations.make_request(group=reviews(world), draft=a_draft(world, **change), by=manager, at=AT)

    @pytest.mark.parametrize("person", ["member", "owner", "outsider", "administrator", "scrutineer", "south_manager"])
    def test_only_the_unit_and_the_chair_ask(self, world, as_viewer, person: str) -> None:
        draft = a_draft_as_manager(world, as_viewer)
        with pytest.raises(Refused, match="business unit"):
            operations.make_request(group=reviews(world), draft=draft, by=as_viewer(person), at=AT)

    def test_the_chair_asks_for_their_own_group(self, world, as_viewer) -> None:
        draft = a_draft_as_manager(world, as_viewer)
        chair = as_viewer("chair")
        assert operations.make_request(group=reviews(world), draft=draft, by=chair, at=AT)
        with pytest.raises(Refused):
            operations.make_request(group=Group.objects.get(pk=world.groups["learning"]), draft=draft, by=chair, at=AT)

    def test_nobody_is_sent_anything_without_an_address_and_all_or_none_go(self, world, as_viewer) -> None:
        manager = as_viewer("manager")
        recipients = [
            operations.Recipient(world.organisations["school"], "Sam", "sam@school.example"),
            operations.Recipient(world.organisations["charity"]),
        ]
        row = operations.make_request(
            group=reviews(world), draft=a_draft(world), recipients=recipients, by=manager, at=AT
        )
        with pytest.raises(Refused, match="Name the person at Lantern Families"), transaction.atomic():
            operations.send(request_id=row.pk, seen=None, by=manager, at=AT)
        assert {each.state for each in row.returns.all()} == {"draft"}

    def test_whoever_has_an_account_is_told_by_notice_and_others_by_link(self, world, as_viewer) -> None:
        manager = as_viewer("manager")
        recipients = [
            operations.Recipient(world.organisations["school"], "Owner", "Owner@north.example"),
            operations.Recipient(world.organisations["charity"], "Lee", "lee@charity.example"),
        ]
        row = operations.make_request(
            group=reviews(world), draft=a_draft(world), recipients=recipients, by=manager, at=AT
        )
        operations.send(request_id=row.pk, seen=None, by=manager, at=AT)
        school = row.returns.get(organisation=world.organisations["school"])
        assert school.contact_person_id == world.people["owner"]
        assert school.links.count() == 0
        assert row.returns.get(organisation=world.organisations["charity"]).links.get().digest is None
        as_viewer("owner")
        assert Notice.objects.filter(reference=school.record.reference).count() == 1
        as_viewer("manager")
        told = Message.objects.filter(to="lee@charity.example")
        assert [message.address for message in told] == [""]

    def test_recipients_are_set_until_they_are_sent(self, world, as_viewer) -> None:
        manager = as_viewer("manager")
        row = operations.make_request(group=reviews(world), draft=a_draft(world), by=manager, at=AT)
        school, charity, board = (world.organisations[key] for key in ("school", "charity", "board"))
        first = [operations.Recipient(school, "A", "a@x.example"), operations.Recipient(charity, "B", "b@x.example")]
        operations.set_recipients(request_id=row.pk, seen=None, recipients=first, by=manager, at=AT)
        second = [operations.Recipient(school, "C", "c@x.example"), operations.Recipient(board, "D", "d@x.example")]
        operations.set_recipients(request_id=row.pk, seen=None, recipients=second, by=manager, at=AT)
        held = {each.organisation_id: (each.state, each.contact_name) for each in row.returns.all()}
        assert held == {school: ("draft", "C"), charity: ("withdrawn", "B"), board: ("draft", "D")}
        operations.send(request_id=row.pk, seen=None, by=manager, at=AT)
        third = [operations.Recipient(charity, "B", "b@x.example")]
        operations.set_recipients(request_id=row.pk, seen=None, recipients=third, by=manager, at=AT)
        assert {each.state for each in row.returns.exclude(organisation=charity)} == {"sent"}
        assert operations.send(request_id=row.pk, seen=None, by=manager, at=AT) == 1

    def test_an_organisation_of_elsewhere_and_one_named_twice_are_refused(self, world, as_viewer) -> None:
        manager = as_viewer("manager")
        row = operations.make_request(group=reviews(world), draft=a_draft(world), by=manager, at=AT)
        for recipients in (
            [operations.Recipient(987654, "A", "a@x.example")],
            [operations.Recipient(world.organisations["school"])] * 2,
            [operations.Recipient(world.organisations["school"], "A", "no address")],
            [operations.Recipient(world.organisations["school"], "", "a@x.example")],
        ):
            with pytest.raises(Refused), transaction.atomic():
                operations.set_recipients(request_id=row.pk, seen=None, recipients=recipients, by=manager, at=AT)

    def test_what_was_sent_does_not_change(self, world, as_viewer) -> None:
        manager = as_viewer("manager")
        with pytest.raises(Refused, match="sent already"):
            operations.edit_request(
                request_id=world.records["request"], seen=None, draft=a_draft(world), by=manager, at=AT
            )

    def test_two_editors_are_told(self, world, as_viewer) -> None:
        manager = as_viewer("manager")
        row = operations.make_request(group=reviews(world), draft=a_draft(world), by=manager, at=AT)
        operations.edit_request(request_id=row.pk, seen=1, draft=a_draft(world, title="New"), by=manager, at=AT)
        with pytest.raises(ChangedMeanwhile):
            operations.edit_request(request_id=row.pk, seen=1, draft=a_draft(world), by=manager, at=AT)


def a_draft_as_manager(world, as_viewer) -> operations.RequestDraft:  # type: ignore[no-untyped-def]
    as_viewer("manager")
    return a_draft(world)


class TestAnswering:
    def test_the_first_look_and_the_first_answer_move_it_on(self, world, as_viewer) -> None:
        as_viewer("owner")
        row = load(world)
        operations.open_return(return_id=row.pk, by=SAM, at=LATER)
        operations.open_return(return_id=row.pk, by=SAM, at=LATER)
        assert load(world).state == "opened"
        operations.save_answers(return_id=row.pk, changes={"involved": said("yes")}, by=SAM, at=LATER)
        assert load(world).state == "in_progress"
        assert verbs(row) == ["return.sent", "return.opened", "return.begun", "return.answered"]

    @pytest.mark.parametrize("state", [each for each in AnswerState if each is not AnswerState.NOT_ANSWERED])
    def test_each_state_of_an_answer_is_kept_apart(self, world, as_viewer, state: AnswerState) -> None:
        as_viewer("owner")
        row = load(world)
        given = Given(state, "yes" if state is AnswerState.VALUE else None)
        operations.save_answers(return_id=row.pk, changes={"involved": said(given)}, by=SAM, at=LATER)
        assert queries.answers_in(row) == {"involved": given}
        operations.save_answers(
            return_id=row.pk, changes={"involved": said(Given(AnswerState.NOT_ANSWERED), given)}, by=SAM, at=LATER
        )
        assert queries.answers_in(row) == {}

    def test_two_at_once_lose_nothing(self, world, as_viewer) -> None:
        as_viewer("owner")
        row = load(world)
        first = {"involved": said("yes"), "author_role": said("Head")}
        operations.save_answers(return_id=row.pk, changes=first, by=SAM, at=LATER)
        second = {"involved": said("no"), "records_checked": said(["child"]), "author_role": said("Head")}
        saved = operations.save_answers(return_id=row.pk, changes=second, by=COLLEAGUE_WHOLE, at=LATER)
        assert saved.stored == 1
        assert saved.meanwhile["involved"].by_name == "Sam Registrar"
        assert "author_role" not in saved.meanwhile, "both said the same"
        assert queries.answers_in(row)["involved"].value == "yes"
        assert queries.answers_in(row)["records_checked"].value == ["child"]
        again = {"involved": said("no", saved.meanwhile["involved"].given)}
        assert operations.save_answers(return_id=row.pk, changes=again, by=COLLEAGUE_WHOLE, at=LATER).stored == 1

    def test_a_field_nobody_touched_writes_nothing_over(self, world, as_viewer) -> None:
        as_viewer("owner")
        row = load(world)
        operations.save_answers(return_id=row.pk, changes={"involved": said("yes")}, by=SAM, at=LATER)
        seen = Given(AnswerState.VALUE, "no")
        saved = operations.save_answers(return_id=row.pk, changes={"involved": said("no", seen)}, by=SAM, at=LATER)
        assert saved == operations.Saved()
        assert queries.answers_in(row)["involved"].value == "yes"

    def test_what_does_not_fit_is_told_and_the_rest_is_stored(self, world, as_viewer) -> None:
        as_viewer("owner")
        row = load(world)
        changes = {"involved": said("perhaps"), "author_role": said("Head")}
        saved = operations.save_answers(return_id=row.pk, changes=changes, by=SAM, at=LATER)
        assert set(saved.problems) == {"involved"}
        assert set(queries.answers_in(row)) == {"author_role"}

    def test_every_version_of_an_answer_is_kept(self, world, as_viewer, owner_connection) -> None:
        as_viewer("owner")
        row = load(world)
        operations.save_answers(return_id=row.pk, changes={"involved": said("yes")}, by=SAM, at=LATER)
        operations.save_answers(
            return_id=row.pk, changes={"involved": said("no", Given(AnswerState.VALUE, "yes"))}, by=SAM, at=LATER
        )
        kept = Answer.pgh_event_model.objects.filter(pgh_obj_id=Answer.objects.get(answer_to=row).pk)
        assert list(kept.order_by("pgh_id").values_list("value", flat=True)) == ["yes", "no"]

    @pytest.mark.parametrize(
        ("by", "key"),
        [
            (Answerer("Asker", frozenset({Part.UNIT})), "involved"),
            (SENIOR, "involved"),
            (COLLEAGUE, "involved"),
            (SAM, "no_such_question"),
        ],
    )
    def test_who_may_not_answer_is_refused(self, world, as_viewer, by: Answerer, key: str) -> None:
        as_viewer("owner")
        with pytest.raises(Refused):
            operations.save_answers(
                return_id=world.records["school_return"], changes={key: said("yes")}, by=by, at=LATER
            )

    def test_evidence_hangs_from_the_return_and_goes_with_its_answer(self, world, as_viewer) -> None:
        as_viewer("owner")
        row = load(world)
        file = operations.add_evidence(
            return_id=row.pk, question="evidence", name="Log.pdf", content=PDF, by=SAM, at=LATER
        )
        assert (file.record_id, file.uploaded_by_id, file.added_by) == (row.pk, None, "Sam Registrar")
        assert queries.answers_in(row)["evidence"].value == [file.reference]
        with pytest.raises(Refused, match="not a kind of file"):
            operations.add_evidence(
                return_id=row.pk, question="evidence", name="x.exe", content=b"MZ", by=SAM, at=LATER
            )
        with pytest.raises(Refused, match="takes no files"):
            operations.add_evidence(return_id=row.pk, question="voice", name="a.pdf", content=PDF, by=SAM, at=LATER)
        operations.remove_evidence(return_id=row.pk, question="evidence", reference=file.reference, by=SAM, at=LATER)
        assert queries.answers_in(row) == {}

    def test_a_section_is_passed_on_and_taken_back(self, world, as_viewer) -> None:
        as_viewer("owner")
        row = load(world)
        operations.delegate(
            return_id=row.pk, section="practice", name="Ash", email="ash@school.example", by=SAM, at=LATER
        )
        link = AnswerLink.objects.get(kind="delegate")
        assert (link.section, link.email) == ("practice", "ash@school.example")
        operations.save_answers(return_id=row.pk, changes={"worked_well": said("Much")}, by=COLLEAGUE, at=LATER)
        operations.take_back(return_id=row.pk, link_id=link.pk, by=SAM, at=LATER)
        assert AnswerLink.objects.get(pk=link.pk).revoked_at == LATER
        assert queries.answers_in(row)["worked_well"].value == "Much"
        for section, email in (("nothing", "a@b.example"), ("practice", "no address")):
            with pytest.raises(Refused):
                operations.delegate(return_id=row.pk, section=section, name="A", email=email, by=SAM, at=LATER)


COLLEAGUE_WHOLE = Answerer("Robin Other", frozenset({Part.RECIPIENT}))


class TestSendingIn:
    def test_complete_and_sent_in_with_a_receipt_and_a_notice(self, world, as_viewer) -> None:
        as_viewer("owner")
        row = load(world)
        operations.open_return(return_id=row.pk, by=SAM, at=LATER)
        with pytest.raises(Refused, match="need an answer"), transaction.atomic():
            operations.move(return_id=row.pk, seen=None, to=S.RETURNED, by=SAM, at=LATER)
        answer_all(row)
        operations.move(return_id=row.pk, seen=None, to=S.RETURNED, by=SAM, at=LATER)
        row = load(world)
        assert (row.state, row.answered_by, row.next_reminder_on) == ("returned", "Sam Registrar", None)
        assert row.record.closed_on == TODAY
        receipt = Submission.objects.get(answer_to=row)
        assert (receipt.number, receipt.outcome, receipt.answers, len(receipt.digest)) == (1, "returned", 3, 64)
        with pytest.raises(Refused, match="cannot be changed"):
            operations.save_answers(return_id=row.pk, changes={"voice": said("x")}, by=SAM, at=LATER)
        as_viewer("manager")
        assert Notice.objects.filter(reference=row.record.reference, kind="return.returned").count() == 1

    @pytest.mark.parametrize(("to", "verb"), [(S.NIL, "return.nil"), (S.REFUSED, "return.refused")])
    def test_nil_and_refused_are_answers_with_a_reason(self, world, as_viewer, to: ReturnState, verb: str) -> None:
        as_viewer("owner")
        row = load(world)
        with pytest.raises(Refused, match="Give the reason"), transaction.atomic():
            operations.move(return_id=row.pk, seen=None, to=to, by=SAM, at=LATER)
        operations.move(return_id=row.pk, seen=None, to=to, by=SAM, at=LATER, reason="We do not know the child.")
        assert verbs(row)[-1] == verb
        assert load(world).reason == "We do not know the child."
        assert Submission.objects.get(answer_to=row).reason == "We do not know the child."

    def test_a_senior_signs_off_where_it_is_asked_or_sends_it_back(self, world, as_viewer) -> None:
        manager = as_viewer("manager")
        recipient = operations.Recipient(
            world.organisations["school"], "Sam", "sam@school.example", "Kim", "kim@school.example"
        )
        request = operations.make_request(
            group=reviews(world), draft=a_draft(world, sign_off=True), recipients=[recipient], by=manager, at=AT
        )
        operations.send(request_id=request.pk, seen=None, by=manager, at=AT)
        row = request.returns.get()
        as_viewer("owner")
        answer_all(row)
        with pytest.raises(Refused, match="has to sign it off first"), transaction.atomic():
            operations.move(return_id=row.pk, seen=None, to=S.RETURNED, by=SAM, at=LATER)
        operations.move(return_id=row.pk, seen=None, to=S.WITH_SENIOR, by=SAM, at=LATER)
        assert AnswerLink.objects.filter(answer_to=row, kind="senior", email="kim@school.example").count() == 1
        with pytest.raises(Refused, match="is for the organisation's senior"), transaction.atomic():
            operations.move(return_id=row.pk, seen=None, to=S.RETURNED, by=SAM, at=LATER)
        operations.move(return_id=row.pk, seen=None, to=S.IN_PROGRESS, by=SENIOR, at=LATER, reason="Say more.")
        operations.move(return_id=row.pk, seen=None, to=S.WITH_SENIOR, by=SAM, at=LATER)
        operations.move(return_id=row.pk, seen=None, to=S.RETURNED, by=SENIOR, at=LATER)
        assert Submission.objects.get(answer_to=row).signed_off_by == "Kim Director"

    def test_reopened_it_is_answered_again_and_the_first_receipt_stays(self, world, as_viewer) -> None:
        as_viewer("owner")
        row = load(world)
        answer_all(row)
        operations.move(return_id=row.pk, seen=None, to=S.RETURNED, by=SAM, at=LATER)
        manager = as_viewer("manager")
        with pytest.raises(Refused, match="Give the reason"), transaction.atomic():
            operations.move(return_id=row.pk, seen=None, to=S.REOPENED, by=manager, at=LATER)
        later = TODAY + timedelta(days=40)
        operations.move(
            return_id=row.pk, seen=None, to=S.REOPENED, by=manager, at=LATER, reason="Which records?", due_on=later
        )
        row = load(world)
        assert (row.state, row.due_on, row.first_due_on) == ("reopened", later, TODAY + timedelta(days=14))
        assert row.record.closed_on is None
        as_viewer("owner")
        operations.move(return_id=row.pk, seen=None, to=S.RETURNED, by=SAM, at=LATER)
        assert list(Submission.objects.filter(answer_to=row).order_by("number").values_list("number", flat=True)) == [
            1,
            2,
        ]

    def test_what_was_sent_in_and_what_was_published_never_changes(self, world, as_viewer) -> None:
        as_viewer("owner")
        row = load(world)
        operations.move(return_id=row.pk, seen=None, to=S.NIL, by=SAM, at=LATER, reason="Nothing.")
        for statement, words in (
            (lambda: Submission.objects.filter(answer_to=row).update(by_name="x"), "permission denied"),
            (lambda: QuestionnaireVersion.objects.update(content={}), "does not change"),
        ):
            with pytest.raises(Exception, match=words), transaction.atomic():
                statement()


class TestAfterSending:
    def test_chasing_leaves_those_that_answered_alone(self, world, as_viewer) -> None:
        as_viewer("owner")
        operations.move(
            return_id=world.records["school_return"], seen=None, to=S.NIL, by=SAM, at=LATER, reason="Nothing."
        )
        manager = as_viewer("manager")
        both = [world.records["school_return"], world.records["charity_return"]]
        assert operations.chase(return_ids=both, by=manager, at=LATER) == 1
        row = load(world, "charity_return")
        assert verbs(row)[-1] == "return.chased"
        assert row.links.count() == 2

    def test_extending_moves_the_day_and_keeps_the_first(self, world, as_viewer) -> None:
        manager = as_viewer("manager")
        row = load(world)
        for day, reason in ((TODAY - timedelta(days=1), "r"), (row.due_on, "r"), (TODAY + timedelta(days=30), " ")):
            with pytest.raises(Refused), transaction.atomic():
                operations.extend(return_id=row.pk, seen=None, due_on=day, reason=reason, by=manager, at=AT)
        operations.extend(
            return_id=row.pk, seen=None, due_on=TODAY + timedelta(days=30), reason="Half-term.", by=manager, at=AT
        )
        row = load(world)
        assert (row.due_on, row.first_due_on) == (TODAY + timedelta(days=30), TODAY + timedelta(days=14))
        assert all(link.expires_at.date() > row.due_on for link in row.links.all())

    def test_links_end_and_a_fresh_one_is_sent(self, world, as_viewer) -> None:
        manager = as_viewer("manager")
        row = load(world)
        assert operations.end_links(return_id=row.pk, by=manager, at=LATER) == 1
        with pytest.raises(Refused, match="No link"), transaction.atomic():
            operations.end_links(return_id=row.pk, by=manager, at=LATER)
        operations.resend_link(return_id=row.pk, by=manager, at=LATER)
        assert row.links.filter(revoked_at__isnull=True).count() == 1

    def test_another_address_ends_the_links_of_the_former(self, world, as_viewer) -> None:
        manager = as_viewer("manager")
        row = load(world)
        new = {"name": "Jo", "email": "jo@school.example", "senior_name": "", "senior_email": ""}
        operations.replace_address(return_id=row.pk, seen=None, **new, by=manager, at=LATER)
        held = {link.email: link.revoked_at for link in row.links.all()}
        assert held == {"registrar@school.example": LATER, "jo@school.example": None}

    def test_withdrawn_ends_every_link_and_can_be_asked_after_all(self, world, as_viewer) -> None:
        manager = as_viewer("manager")
        row = load(world)
        operations.move(return_id=row.pk, seen=None, to=S.WITHDRAWN, by=manager, at=LATER, reason="Not needed.")
        assert row.links.filter(revoked_at__isnull=True).count() == 0
        assert load(world).record.closed_on == TODAY
        operations.move(return_id=row.pk, seen=None, to=S.SENT, by=manager, at=LATER, reason="Needed after all.")
        assert load(world).state == "sent"
        assert row.links.filter(revoked_at__isnull=True).count() == 1

    @pytest.mark.parametrize("person", ["member", "owner", "outsider", "scrutineer"])
    def test_others_do_none_of_it(self, world, as_viewer, person: str) -> None:
        name = "charity_return" if person == "outsider" else "school_return"
        viewer, pk = as_viewer(person), world.records[name]
        for attempt in (
            lambda: operations.chase(return_ids=[pk], by=viewer, at=AT),
            lambda: operations.extend(return_id=pk, seen=None, due_on=date(2027, 1, 1), reason="r", by=viewer, at=AT),
            lambda: operations.end_links(return_id=pk, by=viewer, at=AT),
            lambda: operations.resend_link(return_id=pk, by=viewer, at=AT),
            lambda: operations.move(return_id=pk, seen=None, to=S.WITHDRAWN, by=viewer, at=AT, reason="r"),
        ):
            with pytest.raises(Refused), transaction.atomic():
                attempt()


class TestForOtherRooms:
    def test_what_was_asked_about_a_record(self, world, as_viewer) -> None:
        manager = as_viewer("manager")
        source = Record.objects.get(pk=world.records["source"])
        (row,) = queries.requests_about(manager, source)
        assert (row.reference, row.asked, row.answered) == (world.references["request"], 2, 0)
        assert queries.requests_about(as_viewer("owner"), source) == []

    def test_what_is_late_for_a_group(self, world, as_viewer) -> None:
        assert queries.late_returns(as_viewer("chair"), world.groups["reviews"]) == []
        later = AT + timedelta(days=20)
        found = queries.late_returns(as_viewer("chair", later), world.groups["reviews"])
        assert [row.organisation for row in found] == ["Alder Park School", "Lantern Families"]
        assert queries.late_returns(as_viewer("learning_chair", later), world.groups["reviews"]) == []


class TestQuestionnaires:
    def test_designed_published_and_designed_again(self, world, as_viewer) -> None:
        manager = as_viewer("manager")
        row = operations.start_questionnaire(
            partnership_id=reviews(world).partnership_id, name="Survey", introduction="", by=manager, at=AT
        )
        draft = row.versions.get()
        with pytest.raises(Refused, match="at least one section"), transaction.atomic():
            operations.publish(version_id=draft.pk, seen=None, what_changed="", by=manager, at=AT)
        for change in (
            lambda data: editing.with_section(data, "", {"title": "One"})[0],
            lambda data: editing.with_question(data, "one", "", {"type": "yes_no", "text": "So?"})[0],
        ):
            operations.edit_draft(version_id=draft.pk, seen=None, change=change, said="Changed", by=manager, at=AT)
        with pytest.raises(ChangedMeanwhile), transaction.atomic():
            operations.publish(version_id=draft.pk, seen=1, what_changed="", by=manager, at=AT)
        operations.publish(version_id=draft.pk, seen=3, what_changed="First", by=manager, at=AT)
        with pytest.raises(Refused, match="does not change"), transaction.atomic():
            operations.edit_draft(version_id=draft.pk, seen=None, change=dict, said="x", by=manager, at=AT)
        second = operations.start_draft(questionnaire=row, by=manager, at=AT)
        assert (second.number, second.content) == (2, row.versions.get(number=1).content)
        assert operations.start_draft(questionnaire=row, by=manager, at=AT).pk == second.pk
        assert [
            version.number
            for version in queries.usable_versions(manager, row.partnership_id)
            if version.questionnaire_id == row.pk
        ] == [1]

    def test_a_new_version_changes_no_answer(self, world, as_viewer) -> None:
        as_viewer("owner")
        row = load(world)
        operations.save_answers(return_id=row.pk, changes={"involved": said("yes")}, by=SAM, at=LATER)
        manager = as_viewer("manager")
        asked = queries.get_questionnaire(manager, row.partnership_id, world.references["questionnaire"])
        draft = operations.start_draft(questionnaire=asked, by=manager, at=AT)
        operations.edit_draft(
            version_id=draft.pk,
            seen=None,
            change=lambda data: editing.without(data, "involvement", "first_contact"),
            said="Shorter",
            by=manager,
            at=AT,
        )
        operations.publish(version_id=draft.pk, seen=None, what_changed="Shorter", by=manager, at=AT)
        again = load(world)
        assert again.version.number == 1
        assert queries.answers_in(again) == {"involved": Given(AnswerState.VALUE, "yes")}

    def test_one_that_comes_with_the_program_is_taken_in_once(self, world, as_viewer) -> None:
        manager, partnership = as_viewer("manager"), reviews(world).partnership_id
        first = operations.take_shipped(partnership_id=partnership, key="section_11", by=manager, at=AT)
        assert operations.take_shipped(partnership_id=partnership, key="section_11", by=manager, at=AT).pk == first.pk
        with pytest.raises(Refused):
            operations.take_shipped(partnership_id=partnership, key="nothing", by=manager, at=AT)

    @pytest.mark.parametrize("person", ["chair", "owner", "administrator", "south_manager"])
    def test_only_the_unit_designs(self, world, as_viewer, person: str) -> None:
        with pytest.raises(Refused, match="business unit"):
            operations.start_questionnaire(
                partnership_id=reviews(world).partnership_id, name="x", introduction="", by=as_viewer(person), at=AT
            )

    def test_another_partnership_sees_none_of_them(self, world, as_viewer) -> None:
        as_viewer("south_manager")
        assert QuestionnaireVersion.objects.count() == 0


class TestWhoReadsAnswers:
    @pytest.mark.parametrize("sent", [True, False])
    @pytest.mark.parametrize(
        ("person", "whole"),
        [
            ("manager", True),
            ("chair", True),
            ("owner", True),
            ("member", False),
            ("scrutineer", False),
            ("excluded", False),
        ],
    )
    def test_the_group_at_large_reads_what_is_sent_and_not_narrow(
        self, world, as_viewer, person: str, whole: bool, sent: bool
    ) -> None:
        as_viewer("owner")
        row = load(world)
        changes = {"involved": said("yes"), "confidence": said("Something in confidence")}
        operations.save_answers(return_id=row.pk, changes=changes, by=SAM, at=LATER)
        file = operations.add_evidence(
            return_id=row.pk, question="evidence", name="Log.pdf", content=PDF, by=SAM, at=LATER
        )
        taken_out = operations.add_evidence(
            return_id=row.pk, question="evidence", name="Wrong.pdf", content=PDF + b" ", by=SAM, at=LATER
        )
        operations.remove_evidence(
            return_id=row.pk, question="evidence", reference=taken_out.reference, by=SAM, at=LATER
        )
        if sent:
            Return.objects.filter(pk=row.pk).update(state="returned", answered_at=LATER)
        wide = {"involved", "evidence"} if whole or sent else set()
        files = {file.reference, taken_out.reference} if whole else {file.reference} if sent else set()
        viewer = as_viewer(person)
        of_it = Answer.objects.filter(answer_to=row.pk)
        held = Document.objects.filter(record=row.pk)
        assert {answer.question for answer in of_it} == wide | ({"confidence"} if whole else set())
        assert set(of_it.visible_to(viewer)) == set(of_it)  # type: ignore[attr-defined]
        assert {document.reference for document in held} == files
        assert set(held.visible_to(viewer)) == set(held)  # type: ignore[attr-defined]
        request = Request.objects.filter(pk=world.records["request"]).first()
        if request is not None:
            ((_, _), (_, answers)) = queries.answered_side_by_side(viewer, request)[::-1]
            assert set(answers) == {answer.question for answer in of_it}

    def test_the_senior_who_signs_it_off_reads_the_whole(self, world, as_viewer) -> None:
        as_viewer("owner")
        row = load(world)
        operations.save_answers(return_id=row.pk, changes={"confidence": said("Quietly")}, by=SAM, at=LATER)
        Return.objects.filter(pk=row.pk).update(senior_person=world.people["scrutineer"], state="with_senior")
        viewer = as_viewer("scrutineer")
        assert [answer.question for answer in Answer.objects.all()] == ["confidence"]
        assert Answer.objects.visible_to(viewer).count() == 1  # type: ignore[attr-defined]
