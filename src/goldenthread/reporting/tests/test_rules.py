from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.dates import PartialDate
from goldenthread.indicators.rules import Baseline, chance_in_words, chance_of_none, none_since
from goldenthread.reporting.checks import edition_on, editions
from goldenthread.reporting.document import (
    Development,
    Document,
    Figure,
    Group,
    Measure,
    Partnership,
    Period,
    ReportHead,
    ReportingImpact,
)
from goldenthread.reporting.publication.figures import charts_of, lone_figures
from goldenthread.reporting.publication.headlines import choose_headlines, telling_sentence
from goldenthread.reporting.rules import Evidence, evidence_gaps, impact_cautions, small_number_warning

PERIOD = Period(PartialDate(2020, 9, 1), PartialDate(2021, 3, 31))


def document(*impacts: ReportingImpact, figures: tuple[Figure, ...] = ()) -> Document:
    group = Group("a", "A", developments=(Development(1, "Did", impacts=impacts), Development(2, "Did more")))
    return Document(Partnership("Anytown"), ReportHead("addendum", PERIOD), groups=(group,), figures=figures)


def test_two_a_year_before_and_twelve_months_without() -> None:
    chance = chance_of_none(Baseline(2, 12), 12)
    assert chance == pytest.approx(0.1353, abs=0.0001)
    assert chance_in_words(chance) == "about one time in seven"


@pytest.mark.parametrize(
    ("chance", "words"),
    [
        (1.0, "nearly every time"),
        (0.8, "about eight times in ten"),
        (0.5, "about half the time"),
        (0.33, "about one time in three"),
        (0.02, "about one time in 50"),
        (0.004, "about one time in 200"),
        (0.0001, "less than one time in a thousand"),
    ],
)
def test_chances_in_words(chance: float, words: str) -> None:
    assert chance_in_words(chance) == words


@given(st.integers(0, 50), st.floats(0.1, 60), st.floats(0, 60))
def test_a_chance_is_one_and_falls_with_time(count: int, before: float, months: float) -> None:
    chance = chance_of_none(Baseline(count, before), months)
    assert 0 <= chance <= 1
    assert chance_of_none(Baseline(count, before), months + 1) <= chance
    assert chance_in_words(chance)


def test_lengths_and_counts_are_never_negative() -> None:
    for baseline, months in ((Baseline(1, 0), 1.0), (Baseline(-1, 1), 1.0), (Baseline(1, 1), -1.0)):
        with pytest.raises(ValueError, match=r"A rate needs|still to come"):
            chance_of_none(baseline, months)


def test_none_since_says_date_count_and_chance() -> None:
    told = none_since(
        label="deaths in unsafe sleep",
        since=PartialDate(2020, 3, 31),
        as_at=date(2021, 3, 31),
        count=0,
        baseline=Baseline(2, 12),
    )
    assert told.sentence == "No deaths in unsafe sleep from 31 March 2020 to 31 March 2021 (twelve months)."
    assert told.caution == (
        "There were two in the twelve months before counting began on 31 March 2020; twelve months without one would happen by chance about one time in seven."
    )


def test_without_an_earlier_count_nothing_is_claimed() -> None:
    told = none_since(label="deaths", since=PartialDate(2021, 2), as_at=date(2021, 3, 31), count=0)
    assert told.sentence == "No deaths from February 2021 to 31 March 2021 (one month)."
    assert "cannot be said" in told.caution
    assert told.chance is None


def test_some_since_and_none_before() -> None:
    some = none_since(
        label="deaths", since=PartialDate(2020), as_at=date(2021, 1, 5), count=1, baseline=Baseline(1, 12)
    )
    assert some.sentence.startswith("One deaths") or some.sentence.startswith("One")
    assert "There was one in the twelve months" in some.caution
    assert "one more or fewer" in some.caution
    none = none_since(label="deaths", since=PartialDate(2020), as_at=date(2021, 1, 5), count=0, baseline=Baseline(0, 6))
    assert "no change" in none.caution
    with pytest.raises(ValueError, match=r"A rate needs|still to come"):
        none_since(label="deaths", since=PartialDate(2022), as_at=date(2021, 1, 5), count=0)


def test_small_numbers() -> None:
    assert small_number_warning(3)
    assert small_number_warning(10) is None
    assert small_number_warning(7, threshold=5) is None


def test_gaps_in_evidence() -> None:
    gaps = evidence_gaps(
        document(
            ReportingImpact("1.1", "Better."),
            ReportingImpact("1.2", "Better.", measure=Measure("x")),
            ReportingImpact("1.3", "None since.", measure=Measure("x", 0, since="pathway")),
            ReportingImpact("1.4", "None since.", measure=Measure("x", 0, since=PartialDate(2020))),
            ReportingImpact("1.5", "Up.", measure=Measure("x", Decimal("3.5"))),
        )
    )
    assert [(gap.development, gap.impact, gap.lacks) for gap in gaps] == [
        (1, "1.1", Evidence.NO_MEASURE),
        (1, "1.2", Evidence.NO_VALUE),
        (1, "1.3", Evidence.NO_DATE),
        (2, None, Evidence.NO_IMPACT),
    ]


def test_cautions_of_imported_impacts() -> None:
    none = ReportingImpact("1", "None.", kind="outcome", measure=Measure("x", 0, since="safer_sleep_standard"))
    assert "since the safer sleep standard came in" in impact_cautions(none, date(2021, 3, 31))[0]
    dated = ReportingImpact("1", "None.", measure=Measure("x", 0, since=PartialDate(2020, 9)))
    assert "Counted from September 2020 to 31 March 2021 (six months)" in impact_cautions(dated, date(2021, 3, 31))[0]
    assert (
        impact_cautions(ReportingImpact("1", "Up.", kind="outcome", measure=Measure("x", 36)), date(2021, 3, 31)) == ()
    )
    assert impact_cautions(ReportingImpact("1", "Up.", kind="outcome", measure=Measure("x", 3)), date(2021, 3, 31))


@pytest.mark.parametrize(
    ("statement", "value", "sentence"),
    [
        ("A pathway began. No child has died since.", 0, "No child has died since."),
        (
            "It helped: in three reviews the Panel agreed. More follows.",
            3,
            "It helped: in three reviews the Panel agreed.",
        ),
        ("The plan grew. 1,200 people came. Good.", 1200, "1,200 people came."),
        ("First. Second.", 99, "First."),
    ],
)
def test_the_sentence_that_tells_the_figure(statement: str, value: int, sentence: str) -> None:
    assert telling_sentence(ReportingImpact("1", statement, measure=Measure("x", value))) == sentence


def test_headlines_put_outcomes_first_and_tell_a_measure_once() -> None:
    chosen = choose_headlines(
        document(
            ReportingImpact("1.1", "Spent 5.", kind="output", measure=Measure("money", 5, "GBP")),
            ReportingImpact("1.2", "None since.", kind="outcome", measure=Measure("deaths", 0, since="pathway")),
            ReportingImpact("1.3", "Again none.", kind="outcome", measure=Measure("deaths", 0, since="pathway")),
            figures=(Figure("people trained", 82, "percent"),),
        )
    )
    assert [headline.figure for headline in chosen] == ["0", "£5", "82%", "2"]
    assert chosen[0].caution.startswith("Counted since the pathway")


def test_figures_become_charts_by_group_and_unit() -> None:
    made = document(
        figures=(
            Figure("attended", 61, "percent", period="2018-19", group="a"),
            Figure("attended", 93, "percent", period="2019-20", group="a"),
            Figure("courses", 4, "events"),
            Figure("briefings", 9, "events", as_at=PartialDate(2021, 3)),
            Figure("people", 1200, "people"),
            Figure("unknown", None, "people"),
        )
    )
    charts = charts_of(made)
    assert charts["a"][0].title == "Attended: up from 61 (2018-19) to 93 (2019-20)"
    assert charts[""][0].categories == ("Courses", "Briefings (March 2021)")
    assert [figure.label for figure in lone_figures(made)[""]] == ["people", "unknown"]


def test_the_checklist_names_its_source_and_what_is_unchecked() -> None:
    assert [edition.key for edition in editions()] == ["wt2018", "wt2023"]
    old, new = editions()
    assert not old.unverified
    assert {"money", "training_impact"} <= {item.key for item in new.unverified}
    assert edition_on(PERIOD.end) == old
    assert edition_on(PartialDate(2025, 3)) == new
    for edition in editions():
        keys = [item.key for item in edition.items]
        assert len(keys) == len(set(keys))
        assert edition.source
        assert edition.last_checked
