"""Rules about families, by example and by property: no database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.families.rules import family as rules
from goldenthread.families.rules.letters import LEFT_OUT, identifying, kept_apart, letter_notes, letter_problem
from goldenthread.families.terms import (
    BINDING,
    NO_APPROACH,
    STANDARD,
    Advocate,
    Asked,
    EffectKind,
    LetterKind,
    Method,
    Offer,
    Outcome,
    QuestionState,
    Relationship,
    ReplyStep,
    RestrictionKind,
    Safe,
    SaidKind,
    ToldStep,
)

DAY = date(2026, 3, 2)
MOTHER = rules.Member(
    1, "Mother", relationship=Relationship.MOTHER, safe=Safe.LETTER, contact="Jo Bright, 01632 960 003"
)
ORDER = rules.Restricted(1, RestrictionKind.NO_CONTACT, DAY - timedelta(days=7), DAY + timedelta(days=7))
days = st.dates(date(2020, 1, 1), date(2032, 12, 31))
outcomes = st.sampled_from(Outcome)


def contact(outcome: Outcome, on: date = DAY, **more) -> rules.Contacted:  # type: ignore[no-untyped-def]
    return rules.Contacted(1, on, outcome=outcome, **more)


def problem(outcome: Outcome, **given) -> str | None:  # type: ignore[no-untyped-def]
    facts = {
        "method": Method.NONE if outcome in NO_APPROACH else Method.VISIT, "on": DAY, "why": "", "agreed_by": "",
        "restricted": (), "earlier": (), "today": DAY,
    }  # fmt: skip
    return rules.contact_problem(outcome=outcome, **(facts | given))


@given(starts=days, kept=st.integers(1, 400), ended=st.none() | st.integers(0, 400), on=days)
def test_a_restriction_holds_from_its_first_day_to_the_day_before_it_ended(
    starts: date, kept: int, ended: int | None, on: date
) -> None:
    lifted = None if ended is None else starts + timedelta(days=ended)
    row = rules.Restricted(1, RestrictionKind.COURT, starts, starts + timedelta(days=kept), lifted)
    assert row.holds(on) is (on >= starts and (lifted is None or on < lifted))
    assert not (row.is_due(on) and lifted is not None), "what has ended is never due"
    if lifted is None:
        assert row.is_due(row.review_on)
        assert not row.is_due(row.review_on - timedelta(days=1))


@given(
    kind=st.sampled_from(sorted(BINDING, key=str)),
    outcome=outcomes,
    why=st.sampled_from(["", "short", "The officer agreed by telephone"]),
)
def test_under_a_binding_restriction_a_contact_needs_someone_who_agreed_or_a_reason(
    kind: RestrictionKind, outcome: Outcome, why: str
) -> None:
    held = (replace(ORDER, kind=kind),)
    earlier = (contact(Outcome.DECLINED),)
    found = problem(outcome, restricted=held, why=why, earlier=earlier)
    assert (found is None) is (len(why) >= rules.LEAST_REASON)
    agreed = problem(outcome, restricted=held, agreed_by="Detective sergeant, 1 March", why=why, earlier=earlier)
    assert (agreed is None) is (outcome not in NO_APPROACH or len(why) >= rules.LEAST_REASON)


def test_a_risk_assessment_alone_is_a_caution_and_binds_nobody() -> None:
    member = replace(MOTHER, restrictions=(replace(ORDER, kind=RestrictionKind.RISK, words="Not at the house"),))
    assert member.restricted(DAY) == ()
    assert "Risk assessment since 23 February 2026: Not at the house" in rules.cautions(member, DAY)


@given(outcome=st.sampled_from(sorted(NO_APPROACH, key=str)), method=st.sampled_from(Method))
def test_where_nobody_approached_them_the_reason_is_said(outcome: Outcome, method: Method) -> None:
    assert problem(outcome, method=method, why="") is not None
    assert (problem(outcome, method=method, why="The trial comes first") is None) is (method is Method.NONE)


def test_only_who_has_answered_can_change_their_mind_and_no_day_is_to_come() -> None:
    assert "answered before" in (problem(Outcome.CHANGED) or "")
    assert "answered before" in (problem(Outcome.CHANGED, earlier=(contact(Outcome.NOT_APPROACHED),)) or "")
    assert "answered before" in (
        problem(Outcome.CHANGED, earlier=(contact(Outcome.DECLINED, DAY + timedelta(days=1)),)) or ""
    )
    assert problem(Outcome.CHANGED, earlier=(contact(Outcome.DECLINED, DAY - timedelta(days=900)),)) is None
    assert "still to come" in (problem(Outcome.TOOK_PART, on=DAY + timedelta(days=1)) or "")
    assert problem(Outcome.TOOK_PART, method=Method.NONE) == "Say how they were reached."


@given(rows=st.lists(outcomes, max_size=6))
def test_declined_and_no_reply_are_offers_and_a_reason_accounts_for_who_was_not_asked(rows: list[Outcome]) -> None:
    member = replace(MOTHER, contacts=tuple(contact(outcome) for outcome in rows))
    assert member.was_offered is any(outcome not in NO_APPROACH for outcome in rows)
    assert member.is_accounted_for is bool(rows)
    assert rules.not_approached([member]) == (() if rows else (member,))


def test_a_question_waits_until_it_is_fed_back() -> None:
    question = rules.Said(3, DAY, kind=SaidKind.QUESTION, words="Why?")
    tomorrow = DAY + timedelta(days=1)
    assert rules.question_state(question) is QuestionState.OPEN
    assert rules.question_state(replace(question, kind=SaidKind.VIEW)) is None
    assert "not answered yet" in (
        rules.reply_problem(said=question, step=ReplyStep.FED_BACK, words="", on=DAY, today=DAY) or ""
    )
    known = replace(question, replies=(rules.Reply(1, tomorrow, step=ReplyStep.CANNOT, words="Nobody knows"),))
    assert rules.question_state(known) is QuestionState.TO_FEED_BACK
    assert "before it was answered" in (
        rules.reply_problem(said=known, step=ReplyStep.FED_BACK, words="", on=DAY, today=tomorrow) or ""
    )
    assert rules.reply_problem(said=known, step=ReplyStep.FED_BACK, words="", on=tomorrow, today=tomorrow) is None
    done = replace(known, replies=(*known.replies, rules.Reply(2, tomorrow, step=ReplyStep.FED_BACK)))
    assert rules.question_state(done) is QuestionState.DONE
    assert replace(MOTHER, said=(question, known, done)).waiting == (question, known)
    for step, words, on in (
        (ReplyStep.ANSWERED, "", DAY),
        (ReplyStep.ANSWERED, "An answer", DAY - timedelta(days=1)),
        (ReplyStep.ANSWERED, "An answer", tomorrow),
    ):
        assert rules.reply_problem(said=question, step=step, words=words, on=on, today=DAY)
    view = replace(question, kind=SaidKind.WISH)
    assert rules.reply_problem(said=view, step=ReplyStep.ANSWERED, words="An answer", on=DAY, today=DAY)


def test_told_with_how_or_not_told_with_the_reason() -> None:
    assert rules.told_problem(step=ToldStep.TOLD, how="", on=DAY, today=DAY)
    assert rules.told_problem(step=ToldStep.TOLD, how="At home", on=DAY, today=DAY) is None
    assert rules.told_problem(step=ToldStep.NOT_TOLD, how="No", on=DAY, today=DAY)
    assert rules.told_problem(step=ToldStep.TOLD, how="At home", on=DAY + timedelta(days=1), today=DAY)
    draft, told, left = (rules.Told(1, DAY, step=step) for step in ToldStep)
    assert [replace(MOTHER, told=rows).is_to_be_told for rows in ((), (draft,), (draft, told), (left,))] == [
        True,
        True,
        False,
        False,
    ]
    assert rules.to_be_told([MOTHER, replace(MOTHER, told=(told,))]) == (MOTHER,)


def test_a_restriction_says_what_it_is_and_when_it_is_looked_at_again() -> None:
    good = {"words": "The officer asks it", "starts_on": DAY, "review_on": DAY + timedelta(days=1), "today": DAY}
    assert rules.restriction_problem(**good) is None
    assert rules.restriction_problem(**good | {"words": "No"})
    assert rules.restriction_problem(**good | {"starts_on": DAY + timedelta(days=1)})
    assert rules.restriction_problem(**good | {"review_on": DAY})


@pytest.mark.parametrize(
    ("label", "name", "wrong"),
    [
        ("Mother", "Marigold Fictional", False), ("", "", True), ("  ", "", True), ("father", "", True),
        ("Marigold, mother", "Marigold Fictional", True), ("Child A’s grandmother", "Ada Fictional", False),
        ("Brother", "Brother Fictional", False),
    ],
)  # fmt: skip
def test_a_label_is_one_of_its_family_and_never_a_name(label: str, name: str, wrong: bool) -> None:
    assert bool(rules.label_problem(label, ["Father"], name)) is wrong


@given(made=st.sets(st.sampled_from(Offer)), interpreter=st.booleans(), advocate=st.sampled_from(Advocate))
def test_everyone_is_offered_the_same_and_an_interpreter_where_one_is_needed(
    made: set[Offer], interpreter: bool, advocate: Advocate
) -> None:
    member = replace(
        MOTHER, interpreter=interpreter, advocate=advocate, contacts=(contact(Outcome.LATER, offers=frozenset(made)),)
    )
    wanted = {*STANDARD, *([Offer.INTERPRETER] if interpreter else [])}
    had = made | ({Offer.ADVOCATE} if advocate is not Advocate.NOT_OFFERED else set())
    assert set(rules.missing_offers(member)) == wanted - had


@given(on=days, near=st.integers(-10, 10))
def test_a_day_to_avoid_comes_round_each_year_and_is_kept_three_days_on_each_side(on: date, near: int) -> None:
    there = on + timedelta(days=near)
    if (there.month, there.day) == (2, 29):
        return
    text = f"Something else first\n{there.day} {there:%B}: the birthday"
    found = rules.day_to_avoid(text, on)
    assert (found is not None) is (abs(near) <= rules.NEAR)
    assert found is None or found.endswith("the birthday")


def test_days_to_avoid_that_are_no_days_are_left_alone() -> None:
    for text in ("", "Christmas", "12", "31 April: no such day", "twelve May"):
        assert rules.day_to_avoid(text, date(2026, 4, 30)) is None
    assert rules.day_to_avoid("29 February", date(2027, 2, 28)) == "29 February"
    assert rules.day_to_avoid("1 January", date(2026, 12, 31)) == "1 January"


@given(wishes=st.lists(st.tuples(st.integers(1, 3), st.sampled_from(Asked)), max_size=6))
def test_opposite_wishes_are_said_between_households_alone(wishes: list[tuple[int, Asked]]) -> None:
    members = [
        rules.Member(place, f"Person {place}", household=home, publication=wish)
        for place, (home, wish) in enumerate(wishes)
    ]
    for_it = {home for home, wish in wishes if wish is Asked.YES}
    against = {home for home, wish in wishes if wish is Asked.NO}
    found = rules.opposite_wishes(members)
    assert bool(found) is bool(for_it and against and len(for_it | against) > 1)
    assert not any("Person" in sentence for sentence in found)


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(0, 5), st.booleans()), max_size=8))
def test_the_measure_leaves_no_record_out(rows: list[tuple[int, int, int, bool]]) -> None:
    facts = [rules.FamilyFacts(m, min(m, o), min(m, max(o, a)), changed and m > 0) for m, o, a, changed in rows]
    found = rules.offers(facts)
    assert found.records == len(facts)
    assert found.offered_to_all <= found.accounted_for <= found.with_family <= found.records
    assert found.changed == sum(each.changed for each in facts)
    assert rules.offers([*facts, rules.FamilyFacts(0, 0, 0, changed=False)]).offered_to_all == found.offered_to_all


def test_what_has_changed_something_is_what_the_last_row_says() -> None:
    nothing, finding = (
        rules.Effect(place, DAY, kind=kind) for place, kind in enumerate((EffectKind.NOTHING, EffectKind.FINDING))
    )
    view = rules.Said(1, DAY, words="Words")
    for effects, changed in (((), False), ((nothing,), False), ((nothing, finding), True), ((finding, nothing), False)):
        assert replace(MOTHER, said=(replace(view, effects=effects),)).has_changed_something is changed


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"restrictions": (ORDER,)}, "restriction is in force"),
        ({"safe": Safe.ASK}, "safe"),
        ({"safe": Safe.PHONE}, "by telephone alone"),
        ({"safe": Safe.NOT_NOW}, "not at all"),
        ({"contact": ""}, "Name the contact"),
    ],
)
def test_no_letter_is_drafted_where_it_is_not_safe(changes: dict[str, object], words: str) -> None:
    assert letter_problem(MOTHER, LetterKind.FIRST, DAY) is None
    assert words in (letter_problem(replace(MOTHER, **changes), LetterKind.FIRST, DAY) or "")  # type: ignore[arg-type]


def test_a_letter_under_a_restriction_needs_someone_who_agreed_and_answers_need_a_question() -> None:
    held = replace(MOTHER, restrictions=(ORDER,))
    assert letter_problem(held, LetterKind.FIRST, DAY, "The officer, 1 March") is None
    assert "No question" in (letter_problem(MOTHER, LetterKind.ANSWERS, DAY) or "")
    notes = letter_notes(
        replace(MOTHER, under_18=True, interpreter=True, safe=Safe.THROUGH, dates_to_avoid="3 March: funeral"), DAY
    )
    assert [note.split(":")[0].split(",")[0] for note in notes] == [
        "Near a day to avoid", "It goes by way of whoever stands between", "They are under 18", "Have it translated", "Nobody covers when the named contact is away.",
    ]  # fmt: skip


@given(st.text(alphabet="abcdef ,.", max_size=40), st.text(alphabet="abcdef ,.", max_size=40))
def test_words_that_name_another_household_are_left_out_whole(before: str, after: str) -> None:
    father = rules.Member(2, "Father", household=2, called="Alder")
    grandmother = rules.Member(3, "Grandmother", household=1)
    for word in ("Father", "ALDER", "father"):
        assert kept_apart(f"{before} {word} {after}", [father, grandmother], MOTHER) == LEFT_OUT
    alone = f"{before} Grandmother {after}"
    assert kept_apart(alone, [father, grandmother], MOTHER) == alone
    assert kept_apart("The grandfather came", [father], MOTHER) == "The grandfather came"


def test_what_is_sealed_of_another_household_is_left_out_too() -> None:
    secrets = identifying("Will Fictional", "22 Foxglove Street\nSouthmere", "01632 960 022, will@letters.example")
    assert secrets == {
        "Will", "Fictional", "Will Fictional", "22 Foxglove Street", "Southmere", "01632 960 022", "will@letters.example",
    }  # fmt: skip
    for text in (
        "Ask Will.",
        "He moved to Southmere",
        "at 22 foxglove street now",
        "Ring 01632 960 022",
        "will@letters.example",
    ):
        assert kept_apart(text, [], MOTHER, secrets) == LEFT_OUT, text
    for text in ("It will be published.", "Northmere", "01632 960 0220"):
        assert kept_apart(text, [], MOTHER, secrets) == text
    assert identifying("", "", "") == frozenset()
