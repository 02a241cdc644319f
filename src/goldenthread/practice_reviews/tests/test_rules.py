"""The rules: ages, who leads, duties, views, decisions, chronologies, years. Example and property."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.dates import PartialDate
from goldenthread.practice_reviews.rules import deciding, incident
from goldenthread.practice_reviews.rules.ages import (
    Age,
    When,
    age_at,
    age_problem,
    band,
    band_of,
    in_words,
    is_adult_now,
    months_between,
)
from goldenthread.practice_reviews.rules.chronology import NO_THEME, by_theme, merge, read
from goldenthread.practice_reviews.rules.years import by_year, counted_bands, kept_back, reporting_year
from goldenthread.practice_reviews.terms import (
    AgeBand,
    Care,
    Criterion,
    Further,
    Lead,
    Nature,
    Opinion,
    Outcome,
    Partner,
    Reply,
    ReviewState,
)

P = PartialDate.parse
DAYS = st.dates(date(2005, 1, 1), date(2029, 12, 31))
PARTIAL = st.one_of(
    DAYS.map(PartialDate.of),
    DAYS.map(lambda day: PartialDate(day.year, day.month)),
    DAYS.map(lambda day: PartialDate(day.year)),
)


class TestAges:
    @pytest.mark.parametrize(
        ("born", "happened", "words", "expected"),
        [
            ("2026-01-20", "2026-02-10", "Under 1 month", AgeBand.UNDER_1),
            ("2025-09-01", "2026-02-10", "5 months", AgeBand.UNDER_1),
            ("2025-02-11", "2026-02-10", "11 months", AgeBand.UNDER_1),
            ("2025-02-10", "2026-02-10", "12 months", AgeBand.ONE),
            ("2012-06", "2026-02-10", "13 years", AgeBand.ELEVEN),
            ("2008-02-11", "2026-02-10", "17 years", AgeBand.SIXTEEN),
            ("2005-01-01", "2026-02-10", "21 years", AgeBand.ADULT),
            ("2026-08", "2026-02-10", "Unborn", AgeBand.UNBORN),
            ("2020", "2026", "5 years to 6 years", AgeBand.UNKNOWN),
        ],
    )
    def test_an_age_comes_from_the_birth_at_the_incident(self, born, happened, words, expected) -> None:  # type: ignore[no-untyped-def]
        age = age_at(P(born), When(P(happened)))
        assert (in_words(age), band(age)) == (words, expected)

    def test_nothing_known_is_not_known(self) -> None:
        assert age_at(None, When(P("2026"))) is None
        assert age_at(P("2020"), When()) is None
        assert (in_words(None), band(None)) == ("Age not known", AgeBand.UNKNOWN)

    @given(DAYS, DAYS)
    def test_every_age_has_one_band(self, born: date, on: date) -> None:
        months = months_between(born, on)
        assert (months < 0) == (on < born)
        assert band(Age(months, months)) is band_of(months)

    @given(PARTIAL, PARTIAL, st.data())
    def test_a_range_holds_every_age_it_could_be(self, born: PartialDate, on: PartialDate, data) -> None:  # type: ignore[no-untyped-def]
        age = age_at(born, When(on))
        assert age is not None
        truly_born = data.draw(st.dates(born.first_day, born.last_day))
        truly_on = data.draw(st.dates(on.first_day, on.last_day))
        assert age.least <= months_between(truly_born, truly_on) <= age.most
        if band(age) is not AgeBand.UNKNOWN:
            assert band_of(months_between(truly_born, truly_on)) is band(age)

    @given(DAYS, st.integers(0, 6000), st.integers(0, 9000))
    def test_adult_now_is_said_only_when_it_is_so(self, born: date, until: int, later: int) -> None:
        on = born + timedelta(days=until)
        today = on + timedelta(days=later)
        when = When(PartialDate.of(on))
        said = is_adult_now(age_at(PartialDate.of(born), when), when, today)
        truly = months_between(born, today) >= 18 * 12
        assert said is None or said is truly

    def test_a_care_leaver_to_twenty_four_belongs_to_it_and_nobody_else_over_eighteen(self) -> None:
        assert age_problem(Age(24 * 12, 24 * 12), Care.LEAVER) is None
        assert age_problem(Age(25 * 12 - 1, 25 * 12 - 1), Care.LEAVER) is None
        assert "25 or over" in (age_problem(Age(25 * 12, 25 * 12), Care.LEAVER) or "")
        assert "18 or over" in (age_problem(Age(18 * 12, 18 * 12), Care.LOOKED_AFTER) or "")
        assert age_problem(Age(17 * 12, 18 * 12), Care.NO) is None
        assert age_problem(None, Care.UNKNOWN) is None


class TestIncident:
    @pytest.mark.parametrize(
        ("place", "home", "abroad", "lead"),
        [
            ("Northvale", "Northvale", False, Lead.HERE),
            ("northvale ", "Southmere", False, Lead.HERE),
            ("Southmere", "Northvale", False, Lead.ELSEWHERE),
            ("Southmere", "Elsewhere", False, Lead.OPEN),
            ("", "Northvale", False, Lead.OPEN),
            ("", "Northvale", True, Lead.ABROAD),
            ("", "Southmere", True, Lead.ELSEWHERE),
            ("", "", True, Lead.OPEN),
        ],
    )
    def test_who_leads(self, place: str, home: str, abroad: bool, lead: Lead) -> None:
        assert incident.who_leads(here="Northvale", place=place, home=home, outside_england=abroad) is lead

    def test_a_looked_after_childs_death_is_told_whatever_its_cause(self) -> None:
        said = incident.duties([incident.ChildFacts(Outcome.DIED, Care.LOOKED_AFTER)], Nature.DEATH)
        assert len(said) == 1
        assert "whatever the cause" in said[0]
        assert incident.duties([incident.ChildFacts(Outcome.HARMED, Care.LOOKED_AFTER)], Nature.HARM) == ()

    def test_a_care_leavers_death_is_a_stream_of_its_own(self) -> None:
        assert "stream of its own" in incident.duties([incident.ChildFacts(Outcome.DIED, Care.LEAVER)], Nature.DEATH)[0]

    def test_two_deaths_are_two_notifications(self) -> None:
        two = [incident.ChildFacts(Outcome.DIED, Care.NO)] * 2
        assert "one child for each notification" in incident.duties(two, Nature.DEATH)[0]

    def test_the_last_view_of_each_stands_and_who_abstains_does_not_dissent(self) -> None:
        views = [
            (Partner.POLICE, Opinion.NOTIFY),
            (Partner.HEALTH, Opinion.ABSTAIN),
            (Partner.POLICE, Opinion.NOT_NOTIFY),
        ]
        assert incident.views_missing(views) == (Partner.LOCAL_AUTHORITY,)
        assert incident.dissent(views, notifies=True) == (Partner.POLICE,)
        assert incident.dissent(views, notifies=False) == ()

    @given(st.lists(st.tuples(st.sampled_from(Partner), st.sampled_from(Opinion))), st.booleans())
    def test_nobody_dissents_from_both_decisions(self, views, notifies: bool) -> None:  # type: ignore[no-untyped-def]
        assert not set(incident.dissent(views, notifies)) & set(incident.dissent(views, not notifies))
        assert Partner.LOCAL_AUTHORITY not in incident.dissent(views, notifies)

    def test_every_step_says_when_its_turn_is(self) -> None:
        for key in incident.STEPS:
            for state in ReviewState:
                problem = incident.step_problem(key, state)
                assert (problem is None) == (state in incident.STEPS[key].states)
            assert incident.step_problem(key, ReviewState.CLOSED) == "This review is closed."

    def test_every_state_is_reached_and_left(self) -> None:
        reached = {step.leads_to for step in incident.STEPS.values()} | {ReviewState.SCREENING}
        assert set(ReviewState) == reached - {None}
        for state in set(ReviewState) - {ReviewState.CLOSED}:
            assert any(state in step.states and step.leads_to not in {None, state} for step in incident.STEPS.values())

    def test_days_that_do_not_fit_are_told(self) -> None:
        today = date(2026, 3, 2)
        day = {"happened_first": None, "aware_on": None, "told_on": None, "today": today}
        assert incident.days_problem(**day) is None
        assert incident.days_problem(**(day | {"happened_first": date(2026, 3, 3)})) is not None
        assert incident.days_problem(**(day | {"aware_on": date(2026, 3, 3)})) is not None
        both = {"happened_first": date(2026, 2, 3), "aware_on": date(2026, 2, 2)}
        assert "before it happened" in (incident.days_problem(**(day | both)) or "")
        assert incident.days_problem(**(day | {"happened_first": date(2011, 1, 1), "aware_on": today})) is None

    def test_a_notification_needs_a_decision_a_child_and_the_day_of_awareness(self) -> None:
        today = date(2026, 3, 2)
        whole = {"decision": "notify", "children": 1, "sent_on": today, "aware_on": today, "today": today}
        assert incident.notification_problem(**whole) is None  # type: ignore[arg-type]
        for change in ({"decision": ""}, {"decision": "not_notify"}, {"children": 0}, {"aware_on": None}, {"sent_on": date(2026, 3, 1)}, {"sent_on": date(2026, 3, 3)}):  # fmt: skip
            assert incident.notification_problem(**(whole | change)) is not None  # type: ignore[arg-type]


class TestDeciding:
    MET = {each.value: "met" for each in deciding.STATUTORY_CRITERIA}
    WHY = "Several agencies missed the same thing before."

    @pytest.mark.parametrize("decision", list(Further))
    def test_each_statutory_criterion_has_to_be_considered(self, decision: Further) -> None:
        assert deciding.further_problem(decision=decision, criteria=self.MET, why=self.WHY) is None
        for each in deciding.STATUTORY_CRITERIA:
            left = {key: value for key, value in self.MET.items() if key != each.value}
            assert each.label in (deciding.further_problem(decision=decision, criteria=left, why=self.WHY) or "")

    def test_meeting_every_criterion_does_not_oblige_and_no_review_needs_reasons(self) -> None:
        assert deciding.further_problem(decision=Further.NO_REVIEW, criteria=self.MET, why=self.WHY) is None
        assert deciding.further_problem(decision=Further.NO_REVIEW, criteria=self.MET, why="No.") is not None
        assert deciding.further_problem(decision=None, criteria=self.MET, why=self.WHY) is not None

    def test_four_criteria_are_statutory_and_the_rest_guidance(self) -> None:
        assert len(deciding.STATUTORY_CRITERIA) == 4
        assert all("regulation 11" in each.source for each in deciding.STATUTORY_CRITERIA)
        assert not any("regulation 11" in each.source for each in set(Criterion) - set(deciding.STATUTORY_CRITERIA))

    def test_a_report_is_sent_whole_decided_and_signed_and_may_be_late(self) -> None:
        whole = {
            "parts": dict.fromkeys(deciding.PARTS, "Words"), "decided": True,
            "signatures": [Partner.LOCAL_AUTHORITY, Partner.POLICE, Partner.HEALTH], "sent_on": date(2026, 6, 1),
            "notified_on": date(2026, 2, 20), "today": date(2026, 6, 1),
        }  # fmt: skip
        assert deciding.sending_problem(**whole) is None  # type: ignore[arg-type]
        for change in ({"parts": {}}, {"decided": False}, {"signatures": [Partner.POLICE]}, {"sent_on": date(2026, 2, 19)}, {"sent_on": date(2026, 6, 2)}):  # fmt: skip
            assert deciding.sending_problem(**(whole | change)) is not None  # type: ignore[arg-type]

    @given(st.lists(st.tuples(st.sampled_from(Reply), st.booleans())))
    def test_a_letter_that_asks_is_answered_before_closing(self, letters) -> None:  # type: ignore[no-untyped-def]
        problem = deciding.closing_problem(letters=letters, sent=True, told=True)
        asked = any(reply in {Reply.DISAGREES, Reply.MORE} and not answered for reply, answered in letters)
        assert (problem is None) == (bool(letters) and not asked)

    def test_a_referrer_is_told_before_closing(self) -> None:
        assert "referrer" in (deciding.closing_problem(letters=[], sent=False, told=False) or "")


ROWS = st.fixed_dictionaries(
    {"contact": st.text(max_size=8)},
    optional={
        "day": st.one_of(PARTIAL.map(str), st.just("spring"), st.just("")),
        "theme": st.sampled_from(["sharing", "risk", "", "unknown"]),
    },
)


class TestChronology:
    def test_approximate_dates_stand_where_a_reader_looks(self) -> None:
        police = read([{"day": "2025-03-12", "contact": "Called out"}, {"day": "2024", "contact": "Known"}], "Police")
        school = read([{"day": "2025-03", "contact": "Absent"}, {"day": "", "contact": "Undated"}], "School")
        merged = merge([police, school])
        assert [(entry.words, entry.agency) for entry in merged] == [
            ("2024", "Police"), ("12 March 2025", "Police"), ("March 2025", "School"), ("No date given", "School"),
        ]  # fmt: skip

    def test_what_cannot_be_read_as_a_date_stays_as_it_was_given(self) -> None:
        assert [entry.words for entry in read([{"day": "spring", "contact": "x"}], "School")] == ["spring"]

    @given(st.lists(st.lists(ROWS, max_size=5), max_size=4))
    def test_nothing_is_lost_nothing_is_joined_and_the_order_is_of_days(self, tables) -> None:  # type: ignore[no-untyped-def]
        chronologies = [read(rows, f"Agency {number}") for number, rows in enumerate(tables)]
        merged = merge(chronologies)
        assert sorted(map(repr, merged)) == sorted(repr(entry) for each in chronologies for entry in each)
        dated = [entry.when.last_day for entry in merged if entry.when]
        assert dated == sorted(dated)
        assert all(entry.when is None for entry in merged[len(dated) :])
        themed = by_theme(merged)
        assert sum(len(held) for _, held in themed) == len(merged)
        assert all(held for _, held in themed)
        assert (
            [name for name, _ in themed].index(NO_THEME) == len(themed) - 1
            if any(not e.theme for e in merged)
            else True
        )

    @given(st.lists(st.lists(ROWS, max_size=4), max_size=4), st.randoms())
    def test_the_order_agencies_answer_in_does_not_matter(self, tables, chance) -> None:  # type: ignore[no-untyped-def]
        chronologies = [read(rows, f"Agency {number}") for number, rows in enumerate(tables)]
        shuffled = list(chronologies)
        chance.shuffle(shuffled)
        places = [(entry.when, entry.agency, entry.contact) for entry in merge(chronologies)]
        assert places == [(entry.when, entry.agency, entry.contact) for entry in merge(shuffled)]


class TestYears:
    def test_four_reviews_of_five_children_are_four_and_five(self) -> None:
        """The reference report's year: two babies, two infant siblings in one review, one teenager."""
        (year,) = by_year(
            [("2020-21", "incident", 3), ("2020-21", "referral", 1)],
            [("2020-21", "notification", 3, 2), ("2020-21", "sent", 2, 2)],
            [("2020-21", 4), ("2020-21", 1)],
        )
        assert (year.reviews, year.children, year.incidents) == (4, 5, 3)
        assert (year.notified_in_time, year.notified, year.sent_in_time, year.sent) == (2, 3, 2, 2)

    def test_years_stand_the_latest_first(self) -> None:
        years = by_year([("2019-20", "incident", 1), ("2021-22", "incident", 1), ("2020-21", "referral", 2)], [], [])
        assert [year.year for year in years] == ["2021-22", "2020-21", "2019-20"]

    def test_a_reporting_year_runs_from_april(self) -> None:
        assert reporting_year(date(2026, 3, 31)) == "2025-26"
        assert reporting_year(date(2026, 4, 1)) == "2026-27"
        assert reporting_year(date(1999, 4, 1)) == "1999-00"

    @given(st.lists(st.sampled_from(AgeBand), max_size=60), st.integers(2, 20))
    def test_small_counts_are_kept_back_and_cannot_be_worked_out_from_the_total(self, bands, least) -> None:  # type: ignore[no-untyped-def]
        counts = counted_bands((band, 1) for band in bands)
        shown = kept_back(counts, least)
        assert sum(counts.values()) == len(bands)
        assert all(value is None or value == 0 or value >= least for value in shown.values())
        hidden = [band for band, value in shown.items() if value is None]
        assert len(hidden) != 1 or sum(1 for value in counts.values() if value) == 1
        assert all(shown[band] == counts[band] for band in AgeBand if band not in hidden)
