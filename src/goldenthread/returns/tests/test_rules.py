"""The rules of requests, by example and by property."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.working_days import is_working_day
from goldenthread.returns.rules import editing
from goldenthread.returns.rules.answering import (
    NOTHING,
    Given,
    check,
    fingerprint,
    in_force,
    missing,
    progress,
    read_cell,
    words,
)
from goldenthread.returns.rules.definition import DECIDING, Definition, Question, draft, read
from goldenthread.returns.rules.reminders import Plan, due_now, next_on, plan_problem, steps
from goldenthread.returns.rules.states import (
    ANSWERABLE,
    ANSWERED,
    TRANSITIONS,
    WAITING,
    Part,
    ReturnFacts,
    choices,
    is_late,
    is_silent,
    may,
    unmet,
)
from goldenthread.returns.shipped import bases, questionnaires
from goldenthread.returns.terms import AnswerState, QuestionType, ReminderKind, ReturnState

S = ReturnState
FACTS = st.builds(
    ReturnFacts,
    state=st.sampled_from(ReturnState),
    addressed=st.booleans(),
    dated=st.booleans(),
    published=st.booleans(),
    senior_named=st.booleans(),
    sign_off=st.booleans(),
    missing=st.integers(0, 3),
    reason_given=st.booleans(),
)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)
KINDS = {
    "short_text": {},
    "long_text": {},
    "yes_no": {},
    "number": {},
    "date": {},
    "evidence": {},
    "choice": {"options": [{"value": "a", "label": "A"}, {"value": "b", "label": "B"}]},
    "several": {"options": [{"value": "a", "label": "A"}, {"value": "b", "label": "B"}]},
    "scale": {"options": [{"value": "1", "label": "Poor"}, {"value": "2", "label": "Good"}]},
    "table": {"columns": [{"key": "day", "label": "Day", "type": "date"}, {"key": "what", "label": "What"}]},
}


def question(kind: str, key: str = "one", **more: Any) -> dict[str, Any]:
    return {"key": key, "type": kind, "text": f"What of {key}?", **KINDS[kind], **more}


def questionnaire(*sections: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "title": "A questionnaire",
        "sections": [
            {"key": f"part_{number}", "title": f"Part {number}", "questions": questions}
            for number, questions in enumerate(sections, 1)
        ],
    }


@st.composite
def designed(draw: st.DrawFn) -> dict[str, Any]:
    """A valid questionnaire with conditions on earlier questions."""
    made, deciding = [], []
    for number in range(draw(st.integers(1, 8))):
        kind = draw(st.sampled_from(sorted(KINDS)))
        more: dict[str, Any] = {"required": draw(st.booleans())}
        if deciding and draw(st.booleans()):
            key, values = draw(st.sampled_from(deciding))
            more["condition"] = {"question": key, "one_of": [draw(st.sampled_from(values))]}
        made.append(question(kind, f"q{number}", **more))
        if QuestionType(kind) in DECIDING:
            values = ["yes", "no"] if kind == "yes_no" else [option["value"] for option in KINDS[kind]["options"]]
            deciding.append((f"q{number}", values))
    cut = draw(st.integers(1, len(made)))
    parts = [part for part in (made[:cut], made[cut:]) if part]
    return questionnaire(*parts)


def value_for(asked: Question) -> Any:
    return {
        QuestionType.NUMBER: "12.5",
        QuestionType.DATE: "2021-03",
        QuestionType.TABLE: [{"day": "2021", "what": "seen"}],
        QuestionType.EVIDENCE: ["DO-222222"],
        QuestionType.SEVERAL: [asked.choices[0].value] if asked.choices else [],
    }.get(asked.type, asked.choices[0].value if asked.choices else "words")


@st.composite
def answered(draw: st.DrawFn) -> tuple[Definition, dict[str, Given]]:
    data = draw(designed())
    definition, problems = read(data)
    assert definition is not None, problems
    answers = {}
    for key, asked in definition.questions.items():
        state = draw(st.sampled_from(AnswerState))
        if state is not AnswerState.NOT_ANSWERED:
            answers[key] = Given(state, value_for(asked) if state is AnswerState.VALUE else None)
    return definition, answers


class TestStates:
    def test_every_state_is_in_the_table_and_has_a_way_out(self) -> None:
        assert set(TRANSITIONS) == set(ReturnState)
        assert all(TRANSITIONS.values())

    def test_every_state_is_reached_from_a_draft(self) -> None:
        reached, fresh = {S.DRAFT}, {S.DRAFT}
        while fresh:
            fresh = {to for state in fresh for to in TRANSITIONS[state]} - reached
            reached |= fresh
        assert reached == set(ReturnState)

    def test_every_transition_says_who_may_and_what_happened(self) -> None:
        for ways in TRANSITIONS.values():
            for transition in ways.values():
                assert transition.who
                assert transition.label
                assert transition.event.definition

    def test_those_who_ask_never_answer_and_those_who_answer_never_reopen(self) -> None:
        askers, answerers = frozenset({Part.UNIT, Part.CHAIR}), frozenset({Part.RECIPIENT, Part.DELEGATE, Part.SENIOR})
        for state in WAITING:
            assert not any(may(askers, state, to) for to in ANSWERED)
        for state in ANSWERED:
            assert may(askers, state, S.REOPENED)
            assert not may(answerers, state, S.REOPENED)

    @pytest.mark.parametrize("part", [Part.DELEGATE])
    def test_a_colleague_answers_and_sends_nothing_in(self, part: Part) -> None:
        for state, ways in TRANSITIONS.items():
            assert {to for to in ways if may(frozenset({part}), state, to)} <= {S.OPENED, S.IN_PROGRESS}

    @given(facts=FACTS, to=st.sampled_from(ReturnState))
    def test_what_is_unmet_is_said_in_sentences(self, facts: ReturnFacts, to: ReturnState) -> None:
        for sentence in unmet(facts, to):
            assert sentence[0].isupper()
            assert sentence.endswith(".")

    @given(facts=FACTS)
    def test_nothing_incomplete_is_sent_in_and_no_sign_off_is_skipped(self, facts: ReturnFacts) -> None:
        if facts.missing:
            assert unmet(facts, S.RETURNED)
            assert unmet(facts, S.WITH_SENIOR)
        if facts.sign_off and facts.state is not S.WITH_SENIOR:
            assert unmet(facts, S.RETURNED)

    @given(facts=FACTS)
    def test_nobody_is_refused_nil_or_withdrawn_without_a_reason(self, facts: ReturnFacts) -> None:
        if not facts.reason_given:
            assert unmet(facts, S.NIL)
            assert unmet(facts, S.REFUSED)
            assert unmet(facts, S.REOPENED)
            if facts.state is not S.DRAFT:
                assert unmet(facts, S.WITHDRAWN)

    @given(facts=FACTS, parts=st.frozensets(st.sampled_from(Part)))
    def test_a_choice_offered_is_one_the_table_allows(self, facts: ReturnFacts, parts: frozenset[Part]) -> None:
        for choice in choices(parts, facts):
            assert may(parts, facts.state, choice.to)

    @given(state=st.sampled_from(ReturnState), due=st.dates(), today=st.dates())
    def test_silence_is_worked_out_and_hides_nothing(self, state: ReturnState, due: date, today: date) -> None:
        if is_silent(state, due, today):
            assert is_late(state, due, today)
            assert state in {S.SENT, S.OPENED}
        assert is_late(state, due, today) == (state in WAITING and due < today)
        assert not ANSWERED & WAITING
        assert ANSWERABLE < WAITING


class TestDefinitions:
    @given(data=PLAIN)
    def test_whatever_is_read_is_a_questionnaire_or_a_list_of_faults(self, data: object) -> None:
        definition, problems = read(data)
        assert (definition is None) == bool(problems)
        assert all(problem.place and problem.sentence.endswith(".") for problem in problems)
        draft(data)

    @given(data=designed())
    def test_a_well_made_one_is_read(self, data: dict[str, Any]) -> None:
        definition, problems = read(data)
        assert problems == []
        assert definition is not None
        assert list(definition.questions) == [each["key"] for part in data["sections"] for each in part["questions"]]

    @pytest.mark.parametrize(
        ("change", "place", "words_of_it"),
        [
            (lambda data: data.update(title=" "), "Questionnaire", "Give it a title"),
            (lambda data: data.update(sections=[]), "Questionnaire", "at least one section"),
            (lambda data: data["sections"][0].update(questions=[]), "Section 1", "at least one question"),
            (lambda data: data["sections"][0].update(colour="red"), "Section 1", "“colour” is not a part"),
            (lambda data: data["sections"][0]["questions"][1].update(type="essay"), "Section 1, question 2", "has to be one of"),
            (lambda data: data["sections"][0]["questions"][1].update(key="One!"), "Section 1, question 2", "small letters"),
            (lambda data: data["sections"][0]["questions"][1].update(key="a"), "Section 1, question 2", "used twice"),
            (lambda data: data["sections"][0]["questions"][1].update(options=[]), "Section 1, question 2", "at least two choices"),
            (lambda data: data["sections"][1]["questions"][0].update(condition={"question": "d", "one_of": ["x"]}), "Section 2, question 1", "does not come before"),
            (lambda data: data["sections"][1]["questions"][0].update(condition={"question": "c", "one_of": ["x"]}), "Section 2, question 1", "not a choice"),
            (lambda data: data["sections"][1]["questions"][0].update(condition={"question": "a", "one_of": ["maybe"]}), "Section 2, question 1", "does not offer"),
            (lambda data: data["sections"][1]["questions"][0].update(condition={"question": "a", "one_of": []}), "Section 2, question 1, condition", "which answers"),
            (lambda data: data["sections"][0]["questions"][2].update(columns=[{"key": "x", "label": "X"}]), "Section 1, question 3", "Only a table"),
        ],
    )  # fmt: skip
    def test_every_fault_is_named_by_its_place(self, change: Any, place: str, words_of_it: str) -> None:
        data = questionnaire(
            [question("yes_no", "a"), question("choice", "b"), question("long_text", "c")], [question("number", "e")]
        )
        data = deepcopy(data)
        change(data)
        _, problems = read(data)
        assert any(problem.place == place and words_of_it in problem.sentence for problem in problems), problems

    def test_those_that_come_with_the_program_are_whole_and_say_where_they_are_from(self) -> None:
        for one in questionnaires().values():
            assert one.definition.source
            assert date.fromisoformat(one.definition.checked_on)
        assert {"agency_summary", "section_11", "gp_information"} <= set(questionnaires())
        assert all(basis.source and date.fromisoformat(basis.checked_on) for basis in bases().values())


class TestAnswers:
    @given(one=answered())
    def test_a_question_is_asked_only_where_what_it_depends_on_was_answered_so(self, one) -> None:  # type: ignore[no-untyped-def]
        definition, answers = one
        asked = in_force(definition, answers)
        for key, each in definition.questions.items():
            if each.condition is None:
                assert key in asked
            elif key in asked:
                given_ = answers[each.condition.question]
                values = given_.value if isinstance(given_.value, list) else [given_.value]
                assert given_.state is AnswerState.VALUE
                assert set(values) & set(each.condition.one_of)
                assert each.condition.question in asked

    @given(one=answered())
    def test_missing_are_those_asked_that_must_be_considered_and_were_not(self, one) -> None:  # type: ignore[no-untyped-def]
        definition, answers = one
        wanting = {each.key for each in missing(definition, answers)}
        asked = in_force(definition, answers)
        assert wanting == {key for key in asked if definition.questions[key].required and key not in answers}
        assert sum(progress(section, definition, answers).missing for section in definition.sections) == len(wanting)

    @given(one=answered())
    def test_every_answer_fits_its_question_and_reads_as_words(self, one) -> None:  # type: ignore[no-untyped-def]
        definition, answers = one
        for key, given_ in answers.items():
            assert check(definition.questions[key], given_) is None
            assert words(definition.questions[key], given_)

    @given(kind=st.sampled_from(sorted(KINDS)), value=PLAIN)
    def test_whatever_is_handed_in_is_judged_in_a_sentence_and_breaks_nothing(self, kind: str, value: Any) -> None:
        definition = draft(questionnaire([question(kind)]))
        problem = check(definition.questions["one"], Given(AnswerState.VALUE, value))
        if problem is None:
            assert words(definition.questions["one"], Given(AnswerState.VALUE, value))
        else:
            assert problem[0].isupper()
            assert problem.endswith(".")

    @pytest.mark.parametrize(
        ("kind", "value", "fits"),
        [
            ("yes_no", "yes", True),
            ("yes_no", "perhaps", False),
            ("number", "12.5", True),
            ("number", "1e9", False),
            ("number", "NaN", False),
            ("date", "2021-02", True),
            ("date", "2021-02-30", False),
            ("several", ["a", "b"], True),
            ("several", ["a", "a"], False),
            ("several", ["c"], False),
            ("table", [{"day": "2021", "what": "x"}], True),
            ("table", [{"day": "soon"}], False),
            ("table", [{"other": "x"}], False),
            ("table", [{}], False),
            ("short_text", "x" * 401, False),
            ("long_text", "a\0b", False),
            ("long_text", "   ", False),
        ],
    )
    def test_values(self, kind: str, value: Any, fits: bool) -> None:
        asked = draft(questionnaire([question(kind)])).questions["one"]
        assert (check(asked, Given(AnswerState.VALUE, value)) is None) == fits

    def test_the_five_states_are_told_apart(self) -> None:
        asked = draft(questionnaire([question("long_text", required=True)])).questions["one"]
        prints = {fingerprint(Given(state, "x" if state is AnswerState.VALUE else None)) for state in AnswerState}
        assert len(prints) == 5
        for state in AnswerState:
            given_ = Given(state, "x" if state is AnswerState.VALUE else None)
            definition = draft(questionnaire([question("long_text", required=True)]))
            assert bool(missing(definition, {"one": given_})) == (state is AnswerState.NOT_ANSWERED)
            assert words(asked, given_)
        assert fingerprint(NOTHING) == fingerprint(Given(AnswerState.NOT_ANSWERED))


class TestCells:
    @pytest.mark.parametrize(
        ("typed", "kept"),
        [
            ("2 March 2026", "2026-03-02"),
            ("02/03/2026", "2026-03-02"),
            ("2.3.2026", "2026-03-02"),
            ("Mar 2026", "2026-03"),
            ("3/2026", "2026-03"),
            ("2026", "2026"),
            ("2026-03-02", "2026-03-02"),
            ("30 February 2026", "2026-02-30"),
            ("soon", "soon"),
            ("2 Smarch 2026", "2 Smarch 2026"),
        ],
    )
    def test_dates_are_read_as_people_write_them(self, typed: str, kept: str) -> None:
        asked = draft(questionnaire([question("table")])).questions["one"]
        assert read_cell(asked.columns[0], f" {typed} ") == kept
        assert read_cell(asked.columns[1], typed) == typed

    @given(text=st.text(max_size=30))
    def test_whatever_is_typed_is_kept_or_read(self, text: str) -> None:
        asked = draft(questionnaire([question("table")])).questions["one"]
        assert isinstance(read_cell(asked.columns[0], text), str)


class TestEditing:
    @given(data=designed(), by=st.sampled_from([-1, 1]), place=st.integers(0, 20))
    def test_moving_loses_nothing_and_leaves_the_old_alone(self, data: dict[str, Any], by: int, place: int) -> None:
        before = deepcopy(data)
        keys = [(part["key"], each["key"]) for part in data["sections"] for each in part["questions"]]
        section, key = keys[place % len(keys)]
        made = editing.moved(data, section, key, by)
        assert data == before
        assert sorted((p["key"], q["key"]) for p in made["sections"] for q in p["questions"]) == sorted(keys)

    def test_adding_changing_and_removing(self) -> None:
        data, section = editing.with_section(editing.empty("T"), "", {"title": "Part one"})
        data, first = editing.with_question(data, section, "", {"type": "yes_no", "text": "Is it so?"})
        data, second = editing.with_question(data, section, "", {"type": "yes_no", "text": "Is it so?"})
        assert first != second
        data, same = editing.with_question(data, section, first, {"type": "long_text", "text": "Why?"})
        assert same == first
        assert editing.without(data, section, second)["sections"][0]["questions"] == [
            {"key": first, "type": "long_text", "text": "Why?"}
        ]
        assert editing.without(data, section, "")["sections"] == []
        with pytest.raises(editing.NoSuchPlace):
            editing.without(data, section, "nothing")

    @given(text=st.text(max_size=60))
    def test_a_key_is_always_one_that_is_read(self, text: str) -> None:
        key = editing.key_for(text, ["part"])
        assert key != "part"
        _, problems = read(questionnaire([question("yes_no", key)]))
        assert problems == []


PLANS = st.builds(
    Plan,
    before=st.lists(st.integers(1, 20), max_size=3, unique=True).map(tuple),
    on_day=st.booleans(),
    after=st.lists(st.integers(1, 20), max_size=3, unique=True).map(tuple),
    escalate_after=st.none() | st.integers(1, 20),
)
DAYS = st.dates(date(2020, 1, 1), date(2029, 12, 31))


class TestReminders:
    @given(plan=PLANS, due=DAYS)
    def test_every_reminder_falls_on_a_working_day_on_its_side_of_the_due_day(self, plan: Plan, due: date) -> None:
        for step in steps(plan, due):
            assert is_working_day(step.on)
            if step.kind is ReminderKind.BEFORE:
                assert step.on < due
            elif step.kind is not ReminderKind.ON:
                assert step.on > due

    @given(plan=PLANS, due=DAYS, sent=DAYS, days=st.lists(st.integers(0, 40), max_size=12))
    def test_walking_through_time_sends_each_reminder_once_at_most(
        self, plan: Plan, due: date, sent: date, days: list[int]
    ) -> None:
        done: set[tuple[str, int]] = set()
        today, last = sent, date.min
        for more in days:
            today = date.fromordinal(today.toordinal() + more)
            now = due_now(plan, due, sent, today, done)
            assert not {(step.kind.value, step.distance) for step in now} & done
            assert sum(step.kind is not ReminderKind.ESCALATION for step in now) <= 1
            assert all(sent < step.on <= today for step in now)
            for step in now:
                if step.kind is not ReminderKind.ESCALATION:
                    assert step.on > last
                    last = step.on
            done |= {(step.kind.value, step.distance) for step in now}

    @given(plan=PLANS, due=DAYS, today=DAYS)
    def test_the_next_day_is_the_first_that_comes(self, plan: Plan, due: date, today: date) -> None:
        found = next_on(plan, due, today)
        later = [step.on for step in steps(plan, due) if step.on > today]
        assert found == (min(later) if later else None)

    def test_plans_that_make_no_sense_are_refused(self) -> None:
        assert plan_problem(Plan()) is None
        assert plan_problem(Plan(before=(0,)))
        assert plan_problem(Plan(after=(61,)))
        assert plan_problem(Plan(before=tuple(range(1, 9))))
