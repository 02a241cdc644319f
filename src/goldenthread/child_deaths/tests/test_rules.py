"""The room's rules, by example and by property."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.child_deaths.rules.ages import (
    Age,
    age_at_death,
    band_words,
    gestation_band,
    weight_band,
    years_between,
)
from goldenthread.child_deaths.rules.analysis import (
    OLD_SCORES,
    STARTERS,
    Scored,
    category_problem,
    conclusion_problem,
    factor_problem,
    modifiable_problem,
    ordered,
)
from goldenthread.child_deaths.rules.handover import Handed, digest_of, number_for, problem, waits
from goldenthread.child_deaths.rules.intake import (
    Sign,
    Waiting,
    area_problem,
    can_be_taken,
    days_problem,
    is_test_number,
    likeness,
    missing,
    number_state,
    scope_problem,
)
from goldenthread.child_deaths.rules.steps import STEPS, closing_problem, step_problem
from goldenthread.child_deaths.shipped import ethnicities
from goldenthread.child_deaths.terms import (
    AgeBand,
    AreaLead,
    Category,
    DeathState,
    Domain,
    Explained,
    HandoverState,
    InScope,
    Known,
    Modifiable,
    Relevance,
    ScopeReason,
    Stream,
)

WHY = "It follows from the certificate and the dates."
DAYS = st.dates(date(1990, 1, 1), date(2026, 1, 1))
TIMES = st.times().map(lambda moment: moment.replace(second=0, microsecond=0))


@pytest.mark.parametrize(
    ("born", "died", "band", "words"),
    [
        ((date(2026, 2, 1), time(1, 0)), (date(2026, 2, 1), time(1, 40)), AgeBand.EARLY, "40 minutes"),
        ((date(2026, 2, 1), time(23, 50)), (date(2026, 2, 2), time(0, 30)), AgeBand.EARLY, "40 minutes"),
        ((date(2026, 2, 1), None), (date(2026, 2, 7), None), AgeBand.EARLY, "6 days"),
        ((date(2026, 2, 1), None), (date(2026, 2, 8), None), AgeBand.LATE, "7 days"),
        ((date(2026, 2, 1), None), (date(2026, 2, 28), None), AgeBand.LATE, "27 days"),
        ((date(2026, 2, 1), None), (date(2026, 3, 1), None), AgeBand.INFANT, "4 weeks"),
        ((date(2025, 3, 1), None), (date(2026, 2, 28), None), AgeBand.INFANT, "52 weeks"),
        ((date(2025, 3, 1), None), (date(2026, 3, 1), None), AgeBand.ONE, "1 year"),
        ((date(2024, 2, 29), None), (date(2025, 2, 28), None), AgeBand.INFANT, "52 weeks"),
        ((date(2024, 2, 29), None), (date(2025, 3, 1), None), AgeBand.ONE, "1 year"),
        ((date(2008, 3, 2), None), (date(2026, 3, 1), None), AgeBand.FIFTEEN, "17 years"),
    ],
)
def test_ages_and_bands(born, died, band: AgeBand, words: str) -> None:  # type: ignore[no-untyped-def]
    age = age_at_death(born[0], died[0], born[1], died[1])
    assert (age.band, str(age)) == (band, words)
    assert age.is_child


def test_the_eighteenth_birthday_is_no_childs() -> None:
    age = age_at_death(date(2008, 3, 1), date(2026, 3, 1))
    assert not age.is_child
    assert age.band is AgeBand.UNKNOWN


@given(DAYS, st.integers(0, 19 * 366), TIMES, TIMES)
def test_an_age_is_in_one_band_and_never_negative(born: date, lived: int, born_at: time, died_at: time) -> None:
    died = born + timedelta(days=lived)
    if datetime.combine(died, died_at) < datetime.combine(born, born_at):
        with pytest.raises(ValueError, match="before the birth"):
            age_at_death(born, died, born_at, died_at)
        return
    age = age_at_death(born, died, born_at, died_at)
    assert age.days >= 0
    assert age.years == years_between(born, died) or age.minutes is not None
    assert (age.band is AgeBand.UNKNOWN) == (not age.is_child)
    if age.days < 28:
        assert age.band in {AgeBand.EARLY, AgeBand.LATE}
    if age.minutes is not None:
        assert age.minutes < 24 * 60
        assert age.days == 0


@given(DAYS, st.integers(0, 17 * 365))
def test_bands_never_go_back_with_age(born: date, lived: int) -> None:
    order = list(AgeBand)
    one, later = (age_at_death(born, born + timedelta(days=each)).band for each in (lived, lived + 1))
    assert order.index(one) <= order.index(later)


def test_members_hear_an_age_that_tells_no_birthday() -> None:
    assert [band_words(*each) for each in ((None, None), (3, 0), (200, 0), (400, 1), (5000, 13))] == [
        "Age not known", "Under 4 weeks", "Under 1 year", "1 year", "13 years",
    ]  # fmt: skip


def test_bands_of_birth() -> None:
    assert [gestation_band(each) for each in (None, 21, 23, 36, 41, 42)] == [
        "Not known", "Under 22 weeks", "22 to 23 weeks", "32 to 36 weeks", "37 to 41 weeks", "42 weeks or more",
    ]  # fmt: skip
    assert [weight_band(each) for each in (None, 499, 2500, 4000)] == [
        "Not known",
        "Under 500 g",
        "2,500 to 3,999 g",
        "4,000 g or more",
    ]


CHILD, ADULT = Age(17, 6500), Age(18, 6600)


@pytest.mark.parametrize(
    ("in_scope", "reason", "age", "holds"),
    [
        (InScope.YES, ScopeReason.CHILD, CHILD, True),
        (InScope.YES, ScopeReason.CHILD, None, True),
        (InScope.YES, ScopeReason.CHILD, ADULT, False),
        (InScope.YES, ScopeReason.AGE_UNSURE, ADULT, True),
        (InScope.YES, ScopeReason.STILLBORN, CHILD, False),
        (InScope.OPEN, ScopeReason.SIGNS_DOUBTED, CHILD, True),
        (InScope.OPEN, ScopeReason.CHILD, CHILD, False),
        (InScope.NO, ScopeReason.STILLBORN, None, True),
        (InScope.NO, ScopeReason.TERMINATION, None, True),
        (InScope.NO, ScopeReason.ADULT, ADULT, True),
        (InScope.NO, ScopeReason.ADULT, CHILD, False),
        (InScope.NO, ScopeReason.CHILD, CHILD, False),
    ],
)
def test_scope(in_scope: InScope, reason: ScopeReason, age: Age | None, holds: bool) -> None:
    assert (scope_problem(in_scope=in_scope, reason=reason, why=WHY, age=age) is None) is holds
    assert scope_problem(in_scope=in_scope, reason=reason, why="Yes", age=age) is not None


@given(st.sampled_from(list(InScope)), st.sampled_from(list(ScopeReason)))
def test_every_reason_belongs_to_its_decision(in_scope: InScope, reason: ScopeReason) -> None:
    said = {other for other in InScope if scope_problem(in_scope=other, reason=reason, why=WHY, age=None) is None}
    assert said, "each reason is one for something"
    assert (in_scope in said) == (scope_problem(in_scope=in_scope, reason=reason, why=WHY, age=None) is None)


def test_the_other_area_is_named_and_agrees() -> None:
    assert area_problem(lead=AreaLead.HERE, area="", agreed_by="", why=WHY) is None
    for lead in (AreaLead.HERE_AGREED, AreaLead.JOINT, AreaLead.THERE):
        assert area_problem(lead=lead, area="", agreed_by="Doctors", why=WHY) == "Name the other area."
        assert "agreed" in str(area_problem(lead=lead, area="Vale", agreed_by="", why=WHY))
        assert area_problem(lead=lead, area="Vale", agreed_by="Doctors", why=WHY) is None
    assert area_problem(lead=AreaLead.OPEN, area="Vale", agreed_by="", why=WHY) is None


def test_numbers() -> None:
    assert number_state("") is None
    assert number_state("999 000 0026") is True
    assert number_state("9990000027") is False
    assert is_test_number("999 000 0026")
    assert not is_test_number("4010232137")


def test_days() -> None:
    today = date(2026, 3, 2)
    assert days_problem(born=None, died=today, today=today) is None
    assert "not come" in str(days_problem(born=None, died=date(2026, 3, 3), today=today))
    assert "since" in str(days_problem(born=None, died=date(2007, 1, 1), today=today))
    assert "after the day" in str(days_problem(born=date(2026, 3, 2), died=date(2026, 3, 1), today=today))


SIGN = Sign("n1", frozenset({"a"}), "b1", date(2026, 2, 27))


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (Sign("n1", frozenset({"z"}), "b9", date(2020, 1, 1)), "The same NHS number"),
        (Sign("", frozenset({"a"}), "", date(2026, 3, 1)), "The same name"),
        (Sign("", frozenset({"z"}), "b1", date(2026, 2, 26)), "The same date of birth"),
        (Sign("n2", frozenset({"a"}), "b1", date(2026, 2, 27)), "different NHS numbers"),
        (Sign("n2", frozenset({"z"}), "b1", date(2026, 2, 27)), ""),  # a twin
        (Sign("", frozenset({"a"}), "", date(2026, 4, 1)), ""),
        (Sign("", frozenset({"z"}), "b2", date(2026, 2, 27)), ""),
    ],
)
def test_what_may_be_one_death(other: Sign, said: str) -> None:
    assert said in likeness(SIGN, other)
    assert bool(likeness(SIGN, other)) is bool(said)
    assert likeness(SIGN, other) == likeness(other, SIGN), "whichever came first"


def test_what_a_panel_waits_for() -> None:
    ready = Waiting(True, True, (), 0, "")
    assert can_be_taken(ready)
    waiting = Waiting(False, True, ("Inquest",), 2, "neonatal")
    assert missing(waiting) == [
        "The review meeting has not been held", "2 reporting forms are out", "Waits for: inquest", "Waits for the themed panel on neonatal",
    ]  # fmt: skip
    assert not can_be_taken(waiting)
    assert not can_be_taken(Waiting(True, False, (), 0, "")), "it is not open"


CATEGORIES = st.sampled_from(list(Category))


@given(CATEGORIES, st.frozensets(CATEGORIES, max_size=4))
def test_the_lowest_number_that_applies_is_the_first(primary: Category, secondary: frozenset[Category]) -> None:
    def said(why: str) -> str | None:
        return category_problem(
            primary=primary, secondary=secondary, hierarchy_why=why, sudden=Known.YES, explained=Explained.UNEXPLAINED
        )

    lowest = ordered([primary, *secondary])[0]
    if primary in secondary:
        assert "already" in str(said(WHY))
    elif lowest is primary:
        assert said("") is None
    else:
        assert lowest.label in str(said(""))
        assert said(WHY) is None, "with the reason it stands"


def test_category_ten_is_no_place_for_what_is_not_known() -> None:
    def said(sudden: Known, explained: Explained) -> str | None:
        return category_problem(
            primary=Category.UNEXPLAINED, secondary=(), hierarchy_why="", sudden=sudden, explained=explained
        )

    assert said(Known.YES, Explained.UNEXPLAINED) is None
    assert "did not" in str(said(Known.NO, Explained.UNEXPLAINED))
    assert "explained" in str(said(Known.YES, Explained.EXPLAINED))


FACTORS = st.lists(
    st.builds(
        Scored, st.sampled_from(list(Domain)), st.just("Follow-up"), st.sampled_from(list(Relevance)), st.booleans()
    ),
    max_size=4,
)


@given(FACTORS, st.sampled_from(list(Modifiable)))
def test_what_is_said_of_the_whole_follows_from_the_factors(factors: list[Scored], said: Modifiable) -> None:
    found = any(each.modifiable for each in factors)
    assert (modifiable_problem(said, factors) is None) == ((said is Modifiable.YES) == found)


def test_only_what_contributed_is_modifiable() -> None:
    for relevance in Relevance:
        held = factor_problem(Scored(Domain.SERVICE, "Follow-up", relevance, True))
        assert (held is None) == (relevance is Relevance.CONTRIBUTED)
        assert factor_problem(Scored(Domain.SERVICE, "Follow-up", relevance, False)) is None
    assert factor_problem(Scored(Domain.SERVICE, " ", Relevance.NONE, False)) == "Name the factor."


def test_a_conclusion_is_final_only_when_quorate_and_nothing_is_awaited() -> None:
    def said(quorate: bool, holding: tuple[str, ...], modifiable: Modifiable | None, final: bool) -> str | None:
        return conclusion_problem(quorate=quorate, holding=holding, said=modifiable, factors=(), final=final)

    assert said(True, (), Modifiable.NO, True) is None
    assert "quorate" in str(said(False, (), Modifiable.NO, True))
    assert said(False, (), Modifiable.NO, False) is None
    assert "inquest" in str(said(True, ("Inquest",), Modifiable.NO, True))
    assert said(True, ("Inquest",), Modifiable.NO, False) is None
    assert "Say whether" in str(said(True, (), None, False))


def test_old_scores_map_to_the_present_scale() -> None:
    assert {old: new.value for old, new in OLD_SCORES.items()} == {"0": "0", "1": "1", "1*": "1", "2": "2", "3": "2"}
    assert set(STARTERS) == set(Domain)


@given(st.sampled_from(sorted(STEPS)), st.sampled_from(list(DeathState)))
def test_a_step_out_of_turn_says_where_the_review_stands(step: str, state: DeathState) -> None:
    said = step_problem(step, state)
    assert (said is None) == (state in STEPS[step].states)
    if said:
        assert state.label.lower() in said


def test_closing_needs_the_database_the_bodies_and_the_family() -> None:
    assert closing_problem(finalised=True, informed=[True], family_heard=True) is None
    assert "finalised" in str(closing_problem(finalised=False, informed=[], family_heard=True))
    assert "recommendation" in str(closing_problem(finalised=True, informed=[True, False], family_heard=True))
    assert "family" in str(closing_problem(finalised=True, informed=[], family_heard=False))


def test_nothing_of_a_test_is_ever_sent() -> None:
    assert "demonstration" in str(problem("4010232137", is_demonstration=True))
    assert "999" in str(problem("999 000 0026", is_demonstration=False))
    assert problem("4010232137", is_demonstration=False) is None
    assert problem("", is_demonstration=False) is None


def test_the_national_reasons_for_no_number() -> None:
    assert number_for("4010232137", "") == {"nhs_number": "4010232137"}
    assert number_for("", "non_resident_england") == {"nhs_number_reason": "Child non-resident in England"}
    assert number_for("", "newborn_not_issued") == {"nhs_number_reason": "Not currently available"}


def test_what_is_still_to_be_handed_over() -> None:
    now = digest_of({"a": 1})

    def said(*states: tuple[HandoverState, str]) -> str:
        return waits(Stream.NOTIFICATION, [Handed(Stream.NOTIFICATION, *each) for each in states], now)

    assert said() == "Not yet at the database"
    assert said((HandoverState.MADE, now)) == "Made, not sent"
    assert said((HandoverState.SENT, now)) == "Sent, not confirmed"
    assert said((HandoverState.TAKEN, now)) == ""
    assert said((HandoverState.TAKEN, "older")) == "Changed since: send the amendment"
    assert said((HandoverState.REFUSED, now)) == "Refused: send it again"
    assert waits(Stream.ANALYSIS, [], None) == ""


@given(st.dictionaries(st.text(max_size=5), st.integers() | st.text(max_size=5), max_size=5))
def test_a_digest_knows_no_order(answers: dict[str, object]) -> None:
    assert digest_of(answers) == digest_of(dict(reversed(list(answers.items()))))


def test_ethnicities_are_the_nhs_list() -> None:
    held = ethnicities()
    assert len(held) == 18
    assert (held["A"].group, held["99"].label) == ("White", "Not known")
