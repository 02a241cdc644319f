"""The thread's rules, by example and by property."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.records.terms import RecordKind
from goldenthread.thread.rules.progress import days_overdue, disagreement
from goldenthread.thread.rules.recurrence import Assured, recurs
from goldenthread.thread.rules.shape import LEADS_TO, ORDER, legs
from goldenthread.thread.rules.smart import hints
from goldenthread.thread.rules.states import OPEN, RUNNING, TRANSITIONS, ActionFacts, Part, choices, may, unmet
from goldenthread.thread.terms import ActionState, Brag, LearningNature

TODAY = date(2026, 3, 2)
ENDS = {ActionState.MERGED}
FACTS = st.builds(
    ActionFacts,
    state=st.sampled_from(ActionState),
    has_measure=st.booleans(),
    has_due=st.booleans(),
    has_owner_organisation=st.booleans(),
    has_owner_person=st.booleans(),
    evidence=st.integers(0, 3),
    open_lines=st.integers(0, 3),
    offered=st.booleans(),
    impacts_shown=st.integers(0, 2),
    reason_given=st.booleans(),
)


class TestStates:
    def test_every_state_is_in_the_table(self) -> None:
        assert set(TRANSITIONS) == set(ActionState)

    def test_every_state_but_the_last_has_a_way_out(self) -> None:
        assert {state for state, ways in TRANSITIONS.items() if not ways} == ENDS

    def test_every_state_is_reached_from_a_draft(self) -> None:
        reached, fresh = {ActionState.DRAFT}, {ActionState.DRAFT}
        while fresh:
            fresh = {to for state in fresh for to in TRANSITIONS[state]} - reached
            reached |= fresh
        assert reached == set(ActionState)

    def test_every_transition_says_who_may_and_what_happened(self) -> None:
        for ways in TRANSITIONS.values():
            for transition in ways.values():
                assert transition.who
                assert transition.label
                assert transition.event.definition

    def test_whoever_owns_an_action_never_signs_it_off(self) -> None:
        owners = frozenset({Part.OWNER, Part.OWNER_ORGANISATION, Part.CONTRIBUTOR, Part.UNIT})
        assert not may(owners, ActionState.REPORTED, ActionState.DELIVERED)
        assert not may(owners, ActionState.DELIVERED, ActionState.ASSURED)

    @given(facts=FACTS, to=st.sampled_from(ActionState))
    def test_what_is_unmet_is_said_in_sentences(self, facts: ActionFacts, to: ActionState) -> None:
        for sentence in unmet(facts, to):
            assert sentence[0].isupper()
            assert sentence.endswith(".")

    @given(facts=FACTS)
    def test_nothing_is_delivered_without_evidence_nor_assured_without_impact(self, facts: ActionFacts) -> None:
        if facts.evidence == 0:
            assert unmet(facts, ActionState.DELIVERED)
            assert unmet(facts, ActionState.REPORTED)
        if facts.impacts_shown == 0:
            assert unmet(facts, ActionState.ASSURED)

    @given(facts=FACTS, parts=st.frozensets(st.sampled_from(Part)))
    def test_a_choice_offered_is_one_the_table_allows(self, facts: ActionFacts, parts: frozenset[Part]) -> None:
        for choice in choices(parts, facts):
            assert may(parts, facts.state, choice.to)

    @given(steps=st.lists(st.sampled_from(ActionState), max_size=12))
    def test_any_walk_along_the_table_stays_in_it(self, steps: list[ActionState]) -> None:
        state = ActionState.DRAFT
        for step in steps:
            facts = ActionFacts(state, True, True, True, True, 1, 0, False, 1, True)
            if not unmet(facts, step):
                state = step
        assert state in TRANSITIONS


class TestProgress:
    @pytest.mark.parametrize(
        ("state", "days", "late"),
        [
            ("accepted", -3, 3),
            ("accepted", 0, 0),
            ("accepted", 4, 0),
            ("delivered", -3, 0),
            ("draft", -3, 0),
            ("agreed", -1, 1),
        ],
    )
    def test_days_overdue(self, state: str, days: int, late: int) -> None:
        assert days_overdue(state=ActionState(state), due_on=TODAY + timedelta(days=days), today=TODAY) == late

    @given(state=st.sampled_from(ActionState), offset=st.integers(-400, 400))
    def test_only_what_runs_is_late(self, state: ActionState, offset: int) -> None:
        late = days_overdue(state=state, due_on=TODAY + timedelta(days=offset), today=TODAY)
        assert late >= 0
        assert late == 0 or (state in RUNNING and offset < 0)
        assert RUNNING <= OPEN

    def test_green_and_late_disagree(self) -> None:
        assert (
            disagreement(
                state=ActionState.ACCEPTED, brag=Brag.GREEN, due_on=TODAY - timedelta(days=12), today=TODAY, evidence=0
            )
            == "Judged on track, but 12 days overdue."
        )

    def test_blue_without_evidence_is_said(self) -> None:
        assert (
            disagreement(state=ActionState.DELIVERED, brag=Brag.BLUE, due_on=TODAY, today=TODAY, evidence=0)
            == "Judged complete, but there is no evidence."
        )

    def test_green_and_in_time_agree(self) -> None:
        assert disagreement(state=ActionState.ACCEPTED, brag=Brag.GREEN, due_on=TODAY, today=TODAY, evidence=0) is None


class TestSmart:
    @pytest.mark.parametrize(
        ("text", "field"),
        [
            ("Ensure that staff are aware of the policy", "text"),
            ("Consider whether to change the referral form", "text"),
            ("Do it", "text"),
        ],
    )
    def test_vague_words_are_pointed_at(self, text: str, field: str) -> None:
        found = hints(
            text=text,
            measure="20 records",
            due_on=TODAY,
            owner_organisation=True,
            owner_person=True,
            accepted=True,
            today=TODAY,
        )
        assert [hint.field for hint in found] == [field]

    def test_a_whole_action_needs_no_hint(self) -> None:
        assert (
            hints(
                text="Train twenty health visitors to use the sleep standard",
                measure="20 attend; asked before and after",
                due_on=TODAY,
                owner_organisation=True,
                owner_person=True,
                accepted=True,
                today=TODAY,
            )
            == []
        )

    def test_an_owner_who_has_not_accepted_is_pointed_at(self) -> None:
        found = hints(
            text="Train twenty health visitors to use the sleep standard",
            measure="20 attend",
            due_on=TODAY,
            owner_organisation=True,
            owner_person=True,
            accepted=False,
            today=TODAY,
        )
        assert [hint.sentence for hint in found] == ["The owner has not accepted it yet."]


class TestShape:
    def test_a_thread_never_runs_backwards(self) -> None:
        for before, afters in LEADS_TO.items():
            assert all(ORDER.index(after) > ORDER.index(before) for after in afters)

    def test_the_way_is_measured_between_the_first_of_each_kind(self) -> None:
        found = legs(
            [
                (RecordKind.SOURCE, date(2026, 1, 1)),
                (RecordKind.LEARNING, date(2026, 1, 13)),
                (RecordKind.LEARNING, date(2026, 2, 1)),
                (RecordKind.ACTION, date(2026, 2, 12)),
            ]
        )
        assert [(leg.name, leg.days) for leg in found] == [
            ("incident to learning", 12),
            ("learning to action", 30),
            ("action to product", None),
        ]


class TestRecurrence:
    HELD = (Assured("AC-222222", frozenset({"Safer Sleep"}), date(2025, 12, 1)),)

    def test_the_same_theme_after_assurance_asks(self) -> None:
        assert recurs(
            nature=LearningNature.DEVELOPMENT, themes=["safer sleep"], learned_on=date(2026, 1, 1), assured=self.HELD
        ) == list(self.HELD)

    def test_before_assurance_it_does_not(self) -> None:
        assert (
            recurs(
                nature=LearningNature.DEVELOPMENT,
                themes=["safer sleep"],
                learned_on=date(2025, 11, 1),
                assured=self.HELD,
            )
            == []
        )

    def test_good_practice_never_does(self) -> None:
        assert (
            recurs(
                nature=LearningNature.GOOD_PRACTICE,
                themes=["safer sleep"],
                learned_on=date(2026, 1, 1),
                assured=self.HELD,
            )
            == []
        )
