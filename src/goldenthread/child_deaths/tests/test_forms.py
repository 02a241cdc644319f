"""The forms that agencies are asked for: what comes with the program, which fits which death, and what becomes of the answers."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.child_deaths import operations, queries
from goldenthread.child_deaths.models import Claim, Death
from goldenthread.child_deaths.operations.running import waiting_of
from goldenthread.child_deaths.rules.forms import FORMS, LETTERS, REPORTING, SUPPLEMENTARY, Told, coded, offers
from goldenthread.child_deaths.rules.saying import (
    LONGEST,
    LONGEST_ABOUT,
    OF_THE_WRITER,
    Agreement,
    about,
    agreement,
    excerpt_problem,
)
from goldenthread.child_deaths.terms import Category, Known, Limb, Place
from goldenthread.child_deaths.tests.conftest import draft, stage, taken_up, told
from goldenthread.database.installation import Installation, Role
from goldenthread.database.viewer import set_viewer, working_in
from goldenthread.history.models import Event
from goldenthread.records.operations import ChangedMeanwhile, Refused
from goldenthread.records.queries import NotVisible
from goldenthread.returns import links
from goldenthread.returns import operations as returns
from goldenthread.returns import queries as returns_queries
from goldenthread.returns.models import AnswerCode, AnswerLink, Questionnaire, QuestionnaireVersion, Request, Return
from goldenthread.returns.operations import Change
from goldenthread.returns.permissions import Answerer
from goldenthread.returns.rules import editing
from goldenthread.returns.rules.answering import NOTHING, Given, fingerprint, in_force, missing, sections_in_force
from goldenthread.returns.rules.definition import Definition, Readers
from goldenthread.returns.rules.states import Part
from goldenthread.returns.shipped import questionnaires
from goldenthread.returns.terms import AnswerState, QuestionType, ReturnState
from goldenthread.returns.tests.test_pages import form_of
from goldenthread.testing.world import AT, TODAY

NOT_KNOWN = Given(AnswerState.NOT_KNOWN)
SHIPPED = {key: one.definition for key, one in questionnaires().items() if key.startswith("child_death_")}
SOMEBODY = Answerer("Sam Registrar", frozenset({Part.RECIPIENT}))


def value(what: Any) -> Given:
    """An answer with a value."""
    return Given(AnswerState.VALUE, what)


def asked(key: str, **answers: Any) -> set[str]:
    """The questions a form asks, given these answers."""
    return in_force(
        SHIPPED[key], {name: one if isinstance(one, Given) else value(one) for name, one in answers.items()}
    )


# --- What comes with the program --------------------------------------------------------------------------------------


def test_questions_about_the_writer_are_of_the_forms() -> None:
    assert set().union(*(one.questions for one in SHIPPED.values())) >= OF_THE_WRITER


def test_every_form_that_is_offered_comes_with_the_program_and_no_other() -> None:
    assert {form.key for form in FORMS} == set(SHIPPED)
    for form in FORMS:
        one = SHIPPED[form.key]
        assert form.label.lower() in one.title.lower(), form.key
        assert (f"form {form.formerly}" in one.introduction) is bool(form.formerly), form.key


@pytest.mark.parametrize("key", sorted(SHIPPED))
def test_a_form_says_where_it_is_from_and_what_is_to_be_checked(key: str) -> None:
    one = SHIPPED[key]
    assert one.checked_on == "2026-11-24"
    assert "to be checked" in one.source
    for section in one.sections:
        assert "To be checked against the current national form." in section.guidance, section.key
    assert all(len(question.text) <= LONGEST_ABOUT for question in one.questions.values()), "a claim is about it"


@pytest.mark.parametrize("key", sorted(SHIPPED))
def test_whoever_holds_nothing_is_asked_for_two_answers(key: str) -> None:
    first = next(iter(SHIPPED[key].sections))
    wanting = missing(SHIPPED[key], {"knew": value("no"), "knows": value("no")})
    assert {question.key for question in wanting} == {"author"}
    assert next(each.type for each in first.questions if each.key in {"knew", "knows"}) in {
        QuestionType.YES_NO,
        QuestionType.CHOICE,
    }


def _reaching(one: Definition, key: str) -> dict[str, Given]:
    """Answers under which a question is asked: what it depends on is answered as it has to be, and what that depends on."""
    answers: dict[str, Given] = {}
    todo = [one.questions[key].condition, one.section_of[key].condition]
    while todo:
        condition = todo.pop()
        if condition is None or condition.question in answers:
            continue
        target = one.questions[condition.question]
        many = target.type is QuestionType.SEVERAL
        answers[target.key] = value([*condition.one_of] if many else condition.one_of[0])
        todo += [target.condition, one.section_of[target.key].condition]
    return answers


@pytest.mark.parametrize("key", sorted(SHIPPED))
def test_every_question_can_come_to_be_asked(key: str) -> None:
    one = SHIPPED[key]
    for name in one.questions:
        assert name in in_force(one, _reaching(one, name)), name


def test_the_reporting_form_opens_what_the_agency_holds_something_on() -> None:
    first = {"knew", "author"}
    assert asked("child_death_reporting", knew="no") == first
    assert asked("child_death_reporting", knew=NOT_KNOWN) == first
    assert "last_seen" not in asked("child_death_reporting", knew="family")
    given_ = {"knew": value("child"), "holds": value(["health"])}
    held = [each.key for each in sections_in_force(SHIPPED["child_death_reporting"], given_)]
    assert held == ["known", "health", "learning", "bereavement", "confidence"]
    assert "disability" not in asked("child_death_reporting", knew="child", holds=["health"], disabled="no")
    assert "disability" in asked("child_death_reporting", knew="child", holds=["health"], disabled="yes")
    assert {"offered_what", "taken"} <= asked("child_death_reporting", knew="child", offered="other")
    assert "not_offered" in asked("child_death_reporting", knew="child", offered="no")


@pytest.mark.parametrize("place", ["shared", "sofa", "held"])
def test_the_sudden_form_asks_of_those_who_shared_the_sleep(place: str) -> None:
    base = {"knows": "yes", "asleep": "yes", "age_group": "baby"}
    assert "sharers" not in asked("child_death_sudden", **base, place_kind="own")
    assert {"sharers", "sharers_had", "meant"} <= asked("child_death_sudden", **base, place_kind=place)


def test_the_sudden_form_asks_by_age_and_by_what_the_child_was_doing() -> None:
    awake = asked("child_death_sudden", knows="yes", asleep="no", age_group="older")
    assert "awake_what" in awake
    assert not {"put_down", "found", "fed_how", "advised", "weeks"} & awake
    toddler = asked("child_death_sudden", knows="yes", asleep="yes", age_group="toddler")
    assert {"put_down", "advised", "smoke"} <= toddler
    assert "fed_how" not in toddler


def test_stages_of_the_care_pathway_are_told_apart() -> None:
    found = asked("child_death_care_pathway", knows="yes", stage=["emergency", "ward"])
    assert {"emergency_done", "ward_done"} <= found
    assert "community_done" not in found


def test_neonatal_herpes_is_among_the_infections() -> None:
    found = asked("child_death_neonatal", knows="yes", problems=["infection"])
    assert "infection" in found
    options = SHIPPED["child_death_neonatal"].questions["infection"].options
    assert "neonatal_herpes" in {each.value for each in options}


def test_how_somebody_died_by_suicide_is_not_asked() -> None:
    one = SHIPPED["child_death_self_harm"]
    assert "Do not say how they died" in one.introduction
    texts = " ".join(
        f"{each.text} {' '.join(option.label for option in each.options)}" for each in one.questions.values()
    ).lower()
    for word in ("method", "means", "hang", "ligature", "how did", "overdose", "wrote"):
        assert word not in texts, word
    assert one.sections[-1].readers is Readers.UNIT_AND_CHAIR, "what could be made safer is not in wide view"


# --- Which form fits --------------------------------------------------------------------------------------------------


def fitting(**facts: Any) -> set[str]:
    """The supplementary forms that fit, without what they have in common."""
    return {offer.form.key.removeprefix("child_death_") for offer in offers(Told(**facts))[0]} - {"reporting"}


@pytest.mark.parametrize(
    ("facts", "wanted"),
    [
        ({}, set()),
        ({"sudden": Known.YES}, {"sudden"}),
        ({"sudden": Known.UNKNOWN}, set()),
        ({"limbs": (Limb.SUDDEN,)}, {"sudden"}),
        ({"age_days": 27}, {"neonatal"}),
        ({"age_days": 28}, set()),
        ({"age_days": 0}, {"neonatal"}),
        ({"age_days": 90, "place": Place.NEONATAL}, {"neonatal"}),
        ({"place": Place.DELIVERY}, {"neonatal"}),
        ({"limbs": (Limb.UNATTENDED,)}, {"neonatal"}),
        ({"place": Place.ROAD}, {"road"}),
        ({"place": Place.EMERGENCY, "event_place": Place.ROAD}, {"road", "care_pathway"}),
        ({"event_place": Place.WATER}, {"drowning"}),
        ({"place": Place.HOSPICE}, {"palliative"}),
        ({"expected": Known.YES}, {"palliative"}),
        ({"limbs": (Limb.SUSPICION,)}, {"violence"}),
        ({"limbs": (Limb.EXTERNAL,)}, {"fall"}),
        ({"limbs": (Limb.EXTERNAL,), "sudden": Known.YES, "event_place": Place.ROAD}, {"road"}),
        ({"limbs": (Limb.EXTERNAL, Limb.SUDDEN), "event_place": Place.WATER}, {"drowning", "sudden"}),
        ({"words": "It is thought that she died by suicide."}, {"self_harm"}),
        ({"categories": (Category.SUICIDE, Category.TRAUMA)}, {"self_harm"}),
        ({"coded": "X70"}, {"self_harm"}),
        ({"coded": "Y20"}, {"self_harm"}),
        ({"coded": "x42"}, {"poisoning"}),
        ({"coded": "J45.9"}, {"asthma"}),
        ({"coded": "Q21.1"}, {"cardiac", "anomalies"}),
        ({"coded": "E10.1"}, {"diabetes"}),
        ({"coded": "G40.9"}, {"epilepsy"}),
        ({"coded": "R95"}, {"sudden"}),
        ({"coded": "W69"}, {"drowning"}),
        ({"coded": "V03.1"}, {"road"}),
        ({"coded": "C71"}, {"oncology"}),
        ({"coded": "A39"}, {"infection"}),
        ({"categories": (Category.UNEXPLAINED,)}, {"sudden"}),
        ({"categories": (Category.PERINATAL,)}, {"neonatal"}),
        ({"words": "SUDEP"}, {"epilepsy"}),
        ({"words": "The child was found not breathing in the morning."}, {"sudden"}),
        ({"words": "A house fire; smoke inhalation."}, {"fire"}),
        ({"words": "Vehicle collision, then anaphylaxis."}, {"road", "asthma"}),
        ({"age_days": 3, "coded": "Q20.3", "place": Place.NEONATAL}, {"neonatal", "cardiac", "anomalies"}),
    ],
)
def test_which_form_fits_which_death(facts: dict[str, Any], wanted: set[str]) -> None:
    assert fitting(**facts) == wanted


def test_a_newborns_form_comes_first_and_each_says_why() -> None:
    first, others = offers(Told(age_days=2, limbs=(Limb.SUDDEN,), words="SIDS"))
    assert [offer.form.key for offer in first[:3]] == [REPORTING.key, "child_death_neonatal", "child_death_sudden"]
    assert first[1].hint == "The child died before the age of four weeks. Formerly form B2."
    assert first[2].reason.startswith("A criterion of a Joint Agency Response is met")
    assert all(offer.reason == "" for offer in others)


def test_old_letters_are_found() -> None:
    letters = {form.formerly for form in FORMS if form.formerly}
    assert letters == {"B", *(f"B{number}" for number in range(2, 13))}
    assert "form A" in LETTERS
    assert "form C" in LETTERS


PLACES, LIMBS = st.sampled_from(list(Place)), st.lists(st.sampled_from(list(Limb)), max_size=3)


@given(
    age=st.none() | st.integers(0, 6600), place=PLACES, event=PLACES, limbs=LIMBS, words=st.text(max_size=40),
    code=st.from_regex(r"[A-Z][0-9]{2}(\.[0-9])?", fullmatch=True) | st.text(max_size=5), known=st.sampled_from(list(Known)),
)  # fmt: skip
def test_every_form_is_offered_once_and_no_one_is_kept_from_any(age, place, event, limbs, words, code, known) -> None:  # type: ignore[no-untyped-def]
    first, others = offers(Told(age, place, event, known, known, limbs, code, (), words))
    assert first[0].form is REPORTING
    assert sorted(offer.form.key for offer in [*first, *others]) == sorted(form.key for form in FORMS)
    assert all(offer.reason for offer in first)


@given(code=st.from_regex(r"[A-Z][0-9]{2}", fullmatch=True))
def test_a_code_is_read_with_and_without_its_last_figure(code: str) -> None:
    for form in SUPPLEMENTARY:
        assert coded(code, form.codes) == coded(f"{code.lower()}.9", form.codes)


# --- Answers side by side: the rules ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "unknown", "wanted"),
    [
        (["06:10", "05:40"], 0, Agreement.DIFFER),
        (["On the back.", "on  the back"], 0, Agreement.SAME),
        (["Front"], 1, Agreement.PART),
        (["Front", "Back"], 3, Agreement.DIFFER),
        ([], 2, Agreement.SAME),
    ],
)
def test_what_differs(values: list[str], unknown: int, wanted: Agreement) -> None:
    assert agreement(values, unknown) is wanted


ANSWER = "The baby was put down at ten.\nThe mother woke at six. She found the baby cold."


@pytest.mark.parametrize(
    ("taken", "problem"),
    [
        (ANSWER, None),
        ("The mother woke at six.", None),
        ("put down at ten\nShe found the baby cold.", None),
        ("She found the baby cold.\nput down at ten", "do not stand"),
        ("The mother woke at seven.", "do not stand"),
        ("  ", "Leave the words"),
        ("x" * 401, "longer than 400"),
    ],
)
def test_what_an_agency_said_is_shortened_and_never_changed(taken: str, problem: str | None) -> None:
    found = excerpt_problem(ANSWER, taken)
    assert (problem is None) == (found is None)
    assert problem is None or problem in str(found)


@given(text=st.text(min_size=1, max_size=500))
def test_a_claim_is_about_no_more_than_it_holds(text: str) -> None:
    assert len(about(text)) <= LONGEST_ABOUT


# --- From a form to a claim -------------------------------------------------------------------------------------------


@pytest.fixture
def manager(as_viewer):  # type: ignore[no-untyped-def]
    """The business manager, looking."""
    return as_viewer("manager")


def ask(row: Death, world: Any, by: Any, *names: str, form: str = "child_death_reporting") -> Request:
    """A form that went out to these agencies."""
    pks = [world.organisations[name] for name in names]
    made = operations.ask_agencies(
        death_id=row.pk, questionnaire=form, organisations=pks, due_on=TODAY + timedelta(days=21), title="Child death review",
        message="Please tell us.", **told(by),
    )  # fmt: skip
    people = [returns.Recipient(pk, "Sam Registrar", f"sam{pk}@answers.example") for pk in pks]
    returns.set_recipients(request_id=made.pk, seen=None, recipients=people, by=by, at=AT)
    returns.send(request_id=made.pk, seen=None, by=by, at=AT)
    return made


def of(request: Request, world: Any, name: str) -> Return:
    """One agency's return."""
    return Return.objects.select_related("record", "version", "organisation").get(
        request=request, organisation=world.organisations[name]
    )


def answers(row: Return, to: ReturnState = ReturnState.RETURNED, reason: str = "", **what: Any) -> Return:
    """An agency answers and sends in, or has nothing to tell, or declines."""
    said = {
        key: Change(each if isinstance(each, Given) else value(each), fingerprint(NOTHING))
        for key, each in what.items()
    }
    saved = returns.save_answers(return_id=row.pk, changes=said, by=SOMEBODY, at=AT)
    assert not saved.problems
    returns.move(return_id=row.pk, seen=None, to=to, by=SOMEBODY, at=AT, reason=reason)
    return row


SUDDEN = {
    "author": "Consultant", "knows": "yes", "asleep": "yes", "age_group": "baby", "place_kind": "own", "put_down": "back",
    "seen_alive_at": "about 22:00", "ill": "no", "advised": "yes",
}  # fmt: skip


def differing(world: Any, by: Any) -> tuple[Death, Request]:
    """A death of which two agencies say different things, a third has no record, and a fourth declines."""
    row = taken_up(by, name="Kit Fictional", nhs_number="")
    request = ask(row, world, by, "trust", "police", "school", "charity", form="child_death_sudden")
    answers(of(request, world, "trust"), **SUDDEN, found_at="06:10", found="front", bedding=NOT_KNOWN)
    answers(of(request, world, "police"), **SUDDEN, found_at="05:40", found="back", bedding=["nothing"])
    answers(of(request, world, "school"), ReturnState.NIL, "No record of the child.")
    answers(of(request, world, "charity"), ReturnState.REFUSED, "We hold it for the family alone, as our solicitor advises.")  # fmt: skip
    return row, request


@pytest.mark.parametrize("key", sorted(SHIPPED))
def test_every_form_can_be_asked_for(world, manager, key: str) -> None:  # type: ignore[no-untyped-def]
    row = taken_up(manager, name="Kit Fictional", nhs_number="")
    request = ask(row, world, manager, "trust", form=key)
    assert Questionnaire.objects.get(shipped_key=key).name == SHIPPED[key].title
    answers(of(request, world, "trust"), author="Nurse", knew="no") if key == REPORTING.key else answers(
        of(request, world, "trust"), author="Nurse", knows="no"
    )
    assert of(request, world, "trust").state == "returned"
    operations.catch_up(row, manager, AT)
    assert stage(row, "forms").state == "done"


def test_a_nil_return_and_a_refusal_are_answers(world, manager) -> None:  # type: ignore[no-untyped-def]
    row = taken_up(manager, name="Kit Fictional", nhs_number="")
    request = ask(row, world, manager, "trust", "police")
    answers(of(request, world, "trust"), ReturnState.NIL, "No record of the child.")
    operations.catch_up(row, manager, AT)
    assert stage(row, "forms").state == "due", "one has not answered"
    assert waiting_of(row).returns_open == 1
    answers(of(request, world, "police"), ReturnState.REFUSED, "It would harm the case, as the prosecutor says.")
    operations.catch_up(row, manager, AT)
    assert stage(row, "forms").state == "done"
    assert waiting_of(row).returns_open == 0


def test_questions_that_more_than_one_agency_answered_stand_side_by_side_what_differs_first(world, manager) -> None:  # type: ignore[no-untyped-def]
    row, _ = differing(world, manager)
    found = queries.side_by_side(manager, row)
    assert (found.forms, len(found.nil), len(found.refused)) == (2, 1, 1)
    keys = [each.said[0].question.key for each in found.questions]
    assert set(keys[:2]) == {"found_at", "found"}
    assert [each.agreement for each in found.questions] == sorted(each.agreement for each in found.questions)
    assert not {"unusual_why", "author", "knows"} & set(keys), "not asked, or about whoever writes"
    held = next(each for each in found.questions if each.said[0].question.key == "bedding")
    assert held.agreement is Agreement.PART
    assert {each.words for each in held.said} == {"Nothing", "Not known"}, "the five states stay apart"


def test_answers_to_two_requests_and_two_editions_stand_side_by_side(world, manager) -> None:  # type: ignore[no-untyped-def]
    row = taken_up(manager, name="Kit Fictional", nhs_number="")
    first = ask(row, world, manager, "trust", form="child_death_sudden")
    answers(of(first, world, "trust"), **SUDDEN, found_at="06:10", found="front")
    form = Questionnaire.objects.get(shipped_key="child_death_sudden")
    fresh = returns.start_draft(questionnaire=form, by=manager, at=AT)
    change = lambda data: editing.without(data, "event", "last_feed")  # noqa: E731
    returns.edit_draft(version_id=fresh.pk, seen=None, change=change, said="April’s edition", by=manager, at=AT)
    returns.publish(version_id=fresh.pk, seen=None, what_changed="April’s edition", by=manager, at=AT)
    second = ask(row, world, manager, "police", form="child_death_sudden")
    assert (first.version.number, Request.objects.get(pk=second.pk).version.number) == (1, 2)
    answers(of(second, world, "police"), **SUDDEN, found_at="05:40", found="front")
    found = queries.side_by_side(manager, row)
    held = next(each for each in found.questions if each.said[0].question.key == "found_at")
    assert sorted(each.words for each in held.said) == ["05:40", "06:10"]


def test_a_new_edition_while_the_case_is_open_leaves_given_answers_alone(world, manager) -> None:  # type: ignore[no-untyped-def]
    """Edge case 35: forms change on 1 April. What was asked is answered in its own edition; the next request has the new one."""
    row = taken_up(manager, name="Kit Fictional", nhs_number="")
    request = ask(row, world, manager, "trust")
    held = of(request, world, "trust")
    said = {"knew": Change(value("child"), fingerprint(NOTHING)), "last_seen_by": Change(value("Ward"), fingerprint(NOTHING))}  # fmt: skip
    returns.save_answers(return_id=held.pk, changes=said, by=SOMEBODY, at=AT)
    fresh = returns.start_draft(questionnaire=Questionnaire.objects.get(shipped_key=REPORTING.key), by=manager, at=AT)
    change = lambda data: editing.without(data, "known", "last_seen_by")  # noqa: E731
    returns.edit_draft(version_id=fresh.pk, seen=None, change=change, said="April’s edition", by=manager, at=AT)
    returns.publish(version_id=fresh.pk, seen=None, what_changed="April’s edition", by=manager, at=AT)
    again = of(request, world, "trust")
    assert again.version.number == 1
    assert returns_queries.answers_in(again)["last_seen_by"] == value("Ward")
    later = ask(row, world, manager, "police")
    assert QuestionnaireVersion.objects.get(pk=later.version_id).number == 2


def seen_of(row: Death) -> int:
    """The record's version as it stands."""
    row.record.refresh_from_db()
    return row.record.version


def test_an_answer_is_taken_as_a_claim_in_the_agencys_words(world, manager) -> None:  # type: ignore[no-untyped-def]
    row, request = differing(world, manager)
    trust, police = of(request, world, "trust"), of(request, world, "police")
    before = seen_of(row)
    for each in (trust, police):
        operations.take_claim(
            death_id=row.pk,
            return_reference=each.record.reference,
            question="found",
            seen=seen_of(row),
            **told(manager),
        )
    assert seen_of(row) > before
    claims = queries.information(manager, row).claims
    assert {(each.source, each.says) for each in claims["In which position was the child found?"]} == {
        (str(trust.organisation), "Front"), (str(police.organisation), "Back"),
    }  # fmt: skip
    last = Event.objects.filter(record_id=row.pk, verb="death.claim").latest("pk")
    assert police.record.reference in last.sentence
    held = next(each for each in queries.side_by_side(manager, row).questions if each.said[0].question.key == "found")
    assert all(each.taken for each in held.said)
    accepted = Claim.objects.get(death=row, says="Front")
    operations.accept(claim_id=accepted.pk, why="The crew wrote it down.", on=TODAY, **told(manager))
    assert Claim.objects.get(death=row, says="Back").is_accepted is False, "the other stays to be read"


def test_taking_a_claim_is_refused_where_it_must_be(world, manager, as_viewer) -> None:  # type: ignore[no-untyped-def]
    row, request = differing(world, manager)
    trust, school = (of(request, world, name).record.reference for name in ("trust", "school"))

    def take(reference: str = trust, question: str = "found", by: Any = manager, **given_: Any) -> None:
        with transaction.atomic():
            operations.take_claim(death_id=row.pk, return_reference=reference, question=question, **(told(by) | given_))

    take()
    with pytest.raises(Refused, match="stands among"):
        take()
    with pytest.raises(ChangedMeanwhile):
        take(question="found_at", seen=1)
    for reference, question in ((school, "found"), ("RT-222222", "found"), (trust, "sharers"), (trust, "no_such")):
        with pytest.raises(NotVisible):
            take(reference, question)
    with pytest.raises(Refused, match="do not stand"):
        take(question="found_at", excerpt="07:00")
    with pytest.raises(Refused, match="business unit and the chair"):
        take(by=as_viewer("colleague"))
    as_viewer("manager")
    assert Claim.objects.filter(death=row).count() == 1


def test_a_return_about_another_death_gives_nothing(world, manager) -> None:  # type: ignore[no-untyped-def]
    _, request = differing(world, manager)
    other = taken_up(manager, name="Bo Fictional", nhs_number="")
    assert queries.side_by_side(manager, other).forms == 0
    with pytest.raises(NotVisible), transaction.atomic():
        operations.take_claim(
            death_id=other.pk,
            return_reference=of(request, world, "trust").record.reference,
            question="found",
            **told(manager),
        )


def test_what_is_half_written_is_not_compared(world, manager) -> None:  # type: ignore[no-untyped-def]
    row = taken_up(manager, name="Kit Fictional", nhs_number="")
    request = ask(row, world, manager, "trust", "police", form="child_death_sudden")
    said = {key: Change(value(each), fingerprint(NOTHING)) for key, each in SUDDEN.items()}
    for name in ("trust", "police"):
        returns.save_answers(return_id=of(request, world, name).pk, changes=said, by=SOMEBODY, at=AT)
    assert queries.side_by_side(manager, row).questions == []
    with pytest.raises(NotVisible), transaction.atomic():
        operations.take_claim(
            death_id=row.pk,
            return_reference=of(request, world, "trust").record.reference,
            question="put_down",
            **told(manager),
        )


KNOWN = {"knew": "child", "author": "Nurse", "holds": ["education"], "offered": "no"}


def test_what_few_may_read_is_not_taken(world, manager, signs_in) -> None:  # type: ignore[no-untyped-def]
    row = taken_up(manager, name="Kit Fictional", nhs_number="")
    request = ask(row, world, manager, "trust", "police")
    for name in ("trust", "police"):
        answers(of(request, world, name), **KNOWN, guarded_more=f"Kept from one parent, says the {name}")
    trust = of(request, world, "trust").record.reference
    with pytest.raises(Refused, match="Only the business unit and the chair"), transaction.atomic():
        operations.take_claim(death_id=row.pk, return_reference=trust, question="guarded_more", **told(manager))
    here = f"/north/child-deaths/{row.record.reference}/compare/"
    page = signs_in("manager").get(here).content.decode()
    assert "Kept from one parent, says the trust" in page
    assert 'name="question" value="guarded_more"' not in page
    assert signs_in("manager").get(f"{here}{trust}/guarded_more/").status_code == 403
    assert Claim.objects.filter(death=row).count() == 0


# --- The pages --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("person", "wanted"),
    [
        ("manager", 200), ("learning_chair", 200), ("colleague", 403), ("scrutineer", 403), ("chair", 404), ("member", 404),
        ("excluded", 404), ("outsider", 404), ("administrator", 404), ("owner", 404), ("south_manager", 404),
    ],
)  # fmt: skip
def test_who_gets_the_comparison_and_who_takes(world, as_viewer, signs_in, person: str, wanted: int) -> None:  # type: ignore[no-untyped-def]
    row, request = differing(world, as_viewer("manager"))
    trust = of(request, world, "trust").record.reference
    here, browser = f"/north/child-deaths/{row.record.reference}/compare/", signs_in(person)
    assert browser.get(here).status_code == wanted
    assert browser.get(f"{here}{trust}/found_at/").status_code == wanted
    given_ = {"return": trust, "question": "found_at", "version": ""}
    assert browser.post(f"{here}take/", given_).status_code == (302 if wanted == 200 else wanted)
    assert browser.get(f"{here}take/").status_code in {404, 405}
    as_viewer("manager")
    assert Claim.objects.filter(death=row).count() == (1 if wanted == 200 else 0)
    link = "Compare what was said"
    information = browser.get(f"/north/child-deaths/{row.record.reference}/information/")
    assert (link in information.content.decode()) == (wanted == 200)


def test_the_page_offers_each_answer_once_and_writes_down_who_read_it(world, as_viewer, signs_in) -> None:  # type: ignore[no-untyped-def]
    row, request = differing(world, as_viewer("manager"))
    trust = of(request, world, "trust")
    here, browser = f"/north/child-deaths/{row.record.reference}/compare/", signs_in("manager")
    page = browser.get(here).content.decode()
    assert page.index("They differ") < page.index("They agree")
    assert "No record of the child: " in page
    assert "Declined: " in page
    fields = {
        "return": trust.record.reference,
        "question": "found",
        "submission": "6a1b52c2-5a46-4a62-9c4c-1f3c2a7d9e11",
    }
    for _ in range(2):
        assert browser.post(f"{here}take/", fields)["Location"] == here
    assert browser.post(f"{here}take/", {**fields, "submission": ""}).status_code == 403
    assert browser.post(f"{here}take/", {"return": trust.record.reference, "question": "found_at", "version": "1"}).status_code == 409  # fmt: skip
    assert browser.post(f"{here}take/", {"return": "nothing", "question": "x", "version": "x" * 50}).status_code == 404
    assert "Taken" in browser.get(here).content.decode()
    as_viewer("manager")
    assert Claim.objects.filter(death=row).count() == 1
    assert Event.objects.filter(record_id=row.pk, sentence__contains="side by side").exists()


def test_a_long_answer_is_shortened_by_a_person(world, as_viewer, signs_in) -> None:  # type: ignore[no-untyped-def]
    manager = as_viewer("manager")
    row = taken_up(manager, name="Kit Fictional", nhs_number="")
    request = ask(row, world, manager, "trust", "police")
    long = "The child was well. " * 30 + "He was taken ill at noon."
    for name in ("trust", "police"):
        answers(of(request, world, name), **KNOWN, strengths=long)
    trust = of(request, world, "trust").record.reference
    here, browser = f"/north/child-deaths/{row.record.reference}/compare/", signs_in("manager")
    assert f'href="{here}{trust}/strengths/"' in browser.get(here).content.decode()
    assert browser.post(f"{here}take/", {"return": trust, "question": "strengths"}).status_code == 403
    part = f"{here}{trust}/strengths/"
    assert "He was taken ill at noon." in browser.get(part).content.decode()
    assert f"longer than {LONGEST}" in browser.post(part, {"excerpt": long}).content.decode()
    assert "do not stand" in browser.post(part, {"excerpt": "He was taken ill at one."}).content.decode()
    assert browser.post(part, {"excerpt": "The child was well.\r\nHe was taken ill at noon."}).status_code == 302
    as_viewer("manager")
    assert Claim.objects.get(death=row).says == "The child was well.\r\nHe was taken ill at noon.".replace("\r\n", "\n")


def test_the_comparison_asks_as_many_queries_for_many_forms_as_for_few(world, as_viewer, signs_in) -> None:  # type: ignore[no-untyped-def]
    manager = as_viewer("manager")
    row, _ = differing(world, manager)
    here = f"/north/child-deaths/{row.record.reference}/compare/"

    def count() -> int:
        browser = signs_in("manager")
        browser.get(here)
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(here).status_code == 200
        quiet = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")
        return sum(not query["sql"].startswith(quiet) for query in captured.captured_queries)

    before = count()
    as_viewer("manager")
    for _ in range(3):
        request = ask(row, world, manager, "trust", "police", "council", "board")
        for name in ("trust", "police", "council", "board"):
            answers(of(request, world, name), **KNOWN, strengths="Well")
    assert count() == before
    assert before <= 14


def test_the_page_for_asking_offers_first_what_fits(world, as_viewer, signs_in) -> None:  # type: ignore[no-untyped-def]
    row = taken_up(as_viewer("manager"), name="Kit Fictional", nhs_number="", event_place="water")
    operations.write_analysis(
        death_id=row.pk, draft=draft(primary=Category.PERINATAL, modifiable=None), **told(as_viewer("manager"))
    )
    page = signs_in("manager").get(f"/north/child-deaths/{row.record.reference}/ask/").content.decode()
    places = [page.index(f'value="child_death_{key}"') for key in ("reporting", "neonatal", "drowning")]
    assert places == sorted(places)
    assert places[-1] < page.index("govuk-radios__divider") < page.index('value="child_death_asthma"')
    assert "What led to it took place: Water." in page
    assert "Formerly form B6." in page
    assert "form C the analysis" in page


# --- By link ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def acting(worker: None, installation: Installation) -> Callable[[Role], None]:
    """Change the database role inside the test's one transaction, and be nobody there; it begins as the web process."""

    def act(role: Role) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"set session authorization {installation.role_name(role)}")
            cursor.execute("select set_config('goldenthread.job_partnership', '', true)")
        set_viewer(None, AT)

    act(Role.WEB)
    return act


def comes_in(row: Return, acting: Callable[[Role], None]) -> tuple[Client, str]:
    """Somebody without an account opens their link and gives the code that was mailed."""
    token = links.new_token()
    acting(Role.WORKER)
    with working_in(row.partnership_id, AT):
        link = AnswerLink.objects.create(
            answer_to_id=row.pk, kind="recipient", name="Sam Registrar", email="sam@answers.example", digest=links.digest_of(token),
            made_by="Manager", made_at=AT, expires_at=AT + links.LINK_LASTS_AFTER_DUE,
        )  # fmt: skip
        AnswerCode.objects.create(
            link=link, message_key=secrets.token_urlsafe(8), digest=links.code_digest(link.digest or "", "123456"), made_at=AT,
            expires_at=AT + links.CODE_LASTS,
        )  # fmt: skip
    acting(Role.WEB)
    client = Client()
    assert client.post(f"/respond/{token}/code/", {"code": "123456"}).status_code == 302
    return client, f"/respond/{token}/return/"


@pytest.mark.parametrize(
    ("form", "pages", "passed_over"),
    [
        (
            "child_death_reporting",
            {
                "known": {"q-knew": "child", "q-author": "Practice manager", "q-holds": ["parenting"]},
                "parenting": {"q-concerns": ["none_of_these"]},
                "learning": {},
                "bereavement": {"why-offered": "not_known"},
                "confidence": {},
            },
            "health",
        ),
        (
            "child_death_sudden",
            {
                "writer": {"q-author": "Consultant", "q-knows": "yes"},
                "event": {"q-seen_alive_at": "22:00", "q-found_at": "06:10", "q-asleep": "no", "q-age_group": "older"},
                "before": {"q-ill": "no"},
                "response": {},
            },
            "sleep",
        ),
    ],
)
def test_an_agency_without_an_account_answers_by_link(  # type: ignore[no-untyped-def]
    world, acting, form: str, pages: dict[str, dict[str, Any]], passed_over: str
) -> None:
    set_viewer(world.people["manager"], AT)
    manager = world.viewer("manager")
    row = taken_up(manager, name="Kit Fictional", nhs_number="")
    held = of(ask(row, world, manager, "trust", form=form), world, "trust")
    reference, request = row.record.reference, held.request
    client, base = comes_in(held, acting)
    first = client.get(base).content.decode()
    for hidden in ("Kit", reference, "breathing"):
        assert hidden not in first, "the names come apart, and the death’s own page is not theirs"
    for section, fields in pages.items():
        address = f"{base}section/{section}/"
        page = client.get(address)
        assert page.status_code == 200, section
        assert client.post(address, form_of(page.content.decode()) | fields).status_code == 302, section
    assert client.get(f"{base}section/{passed_over}/").status_code == 404
    version = re.search(r'name="version" value="(\d+)"', client.get(f"{base}check/").content.decode())
    assert version
    sent = client.post(f"{base}check/", {"version": version[1], "sure": "yes"})
    assert sent["Location"] == f"{base}receipt/"
    set_viewer(world.people["manager"], AT)
    assert of(request, world, "trust").state == "returned"
