"""Figures: who is counted where, what is kept back, who gets which page, and what is taken away."""

from __future__ import annotations

import io
import random
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from goldenthread.child_deaths import operations
from goldenthread.child_deaths.queries.figures import figures
from goldenthread.child_deaths.rules.figures import (
    DIMENSIONS,
    ONE_AND_TWO,
    REVIEWED,
    Settings,
    block_of,
    book,
    months_band,
    partition,
    place_group,
    ranked,
    tables,
    times,
    told,
    year_of,
    year_words,
)
from goldenthread.child_deaths.shipped import national
from goldenthread.child_deaths.terms import AreaLead, Domain, Modifiable, Place, Relevance
from goldenthread.child_deaths.tests.conftest import area, conclude, death, met, north, scope, taken_up
from goldenthread.child_deaths.tests.conftest import told as at_once
from goldenthread.child_deaths.tests.test_pages import CIRCLE, NAMES, PEOPLE
from goldenthread.history.models import Event
from goldenthread.testing.world import AT

EXACT, KEPT = Settings(5, 0, exact=True), Settings(5, 0)
VALUES = {
    "modifiable": ["yes", "no", "inadequate"], "category": ["1", "2", "7", "8", "10"], "age": ["0_6_days", "1_4", "15_17"],
    "panel": ["6", "12", "over"], "meeting": ["6", ""],
}  # fmt: skip
ADDRESSES = (
    "/north/child-deaths/figures/", "/north/child-deaths/figures/?year=2025&pool=3", "/north/child-deaths/figures/?format=csv",
    "/north/child-deaths/figures/?format=xlsx&exact=1", "/north/child-deaths/report/?year=2025", "/north/child-deaths/report/?year=2025&format=pdf",
    "/north/child-deaths/arrangements/document/", "/north/child-deaths/arrangements/document/?format=pdf",
)  # fmt: skip


def reviewed_of(seed: int, years: range, least: int, most: int) -> tuple[Any, ...]:
    """Reviews made up at random."""
    dice = random.Random(seed)
    held: dict[Any, int] = {}
    for year in years:
        for _ in range(dice.randint(least, most)):
            values = tuple(dice.choice(VALUES[name]) for name in DIMENSIONS[REVIEWED])
            held[year, values] = held.get((year, values), 0) + 1
    return tuple(sorted((year, values, count) for (year, values), count in held.items()))


class TestRules:
    def test_a_year_begins_on_the_first_of_april(self) -> None:
        assert [year_of(date(2021, 3, 31)), year_of(date(2021, 4, 1)), year_of(date(2020, 2, 29))] == [2020, 2021, 2019]
        assert (year_words(1999), year_words(2020, 3)) == ("1999-00", "2018-19 to 2020-21")

    def test_bands_and_groups_leave_nothing_out(self) -> None:
        assert [months_band(days) for days in (None, 0, 183, 184, 366, 549)] == ["", "6", "6", "12", "18", "over"]
        assert {place_group(each.value) for each in Place} == {"hospital", "home", "hospice", "setting", "public", "abroad", "other"}  # fmt: skip

    @settings(max_examples=15, deadline=None)
    @given(st.integers(0, 10_000))
    def test_nothing_small_is_shown_in_any_table_of_any_year(self, seed: int) -> None:
        held = book(REVIEWED, reviewed_of(seed, range(2018, 2022), 2, 30), 5)
        assert all(key in held.hidden for key, count in held.counts.items() if 0 < count < 5)
        for year in held.years:
            for years in (1, 3, 5):
                for one in tables(held, KEPT, year, years):
                    for line in one.lines:
                        assert line.count is None or line.count == 0 or line.count >= 5
                        assert line.modifiable is None or line.modifiable == 0 or line.modifiable >= 5

    @settings(max_examples=10, deadline=None)
    @given(st.integers(0, 10_000))
    def test_a_year_that_comes_later_changes_nothing_of_what_was_published(self, seed: int) -> None:
        joint = reviewed_of(seed, range(2018, 2023), 5, 25)
        before = book(REVIEWED, tuple(each for each in joint if each[0] < 2022), 5)
        now = book(REVIEWED, joint, 5)
        assert {key for key in now.hidden if key[1] < 2022} == before.hidden

    @settings(max_examples=10, deadline=None)
    @given(st.integers(0, 10_000), st.sampled_from([3, 5]))
    def test_breakdowns_are_of_blocks_that_do_not_overlap_once_they_are_over(self, seed: int, pool: int) -> None:
        held = book(REVIEWED, reviewed_of(seed, range(2019, 2026), 14, 22), 5, pool, 2024)
        open_keys = {key for key in held.counts if key not in held.hidden}
        ends = {key[1] for key in open_keys if key[3]}
        assert ends <= {block_of(year, pool)[-1] for year in range(2019, 2025)}, "no other window"
        assert all(end <= 2024 for end in ends), "none that goes on"
        assert all(key[2] == pool for key in open_keys if key[3])
        assert {key[1] for key in open_keys if not key[3] and key[2] == 1} == set(range(2019, 2026)), (
            "each year's total"
        )

    def test_of_a_window_that_is_not_published_not_even_a_zero_is_shown(self) -> None:
        joint = tuple((year, ("no", "8", "1_4", "6", "6"), 9) for year in (2019, 2020, 2021, 2022))
        held = book(REVIEWED, joint, 5, 3, 2022)
        kept = Settings(5, 0, pool=3, ended=2022)
        for year, years in ((2021, 1), (2022, 3), (2022, 1), (2021, 5)):
            assert all(line.count is None for one in tables(held, kept, year, years) for line in one.lines), (
                year,
                years,
            )
        assert told(held, kept, 2021, 3, (("modifiable", "yes"),)) == 0
        assert (told(held, kept, 2021, 1), told(held, kept, 2022, 3)) == (9, None)

    def test_a_small_area_has_figures_that_say_something(self) -> None:
        held = book(REVIEWED, reviewed_of(7, range(2019, 2022), 16, 20), 5, 3, 2021)
        told_of = [
            count
            for key, count in held.counts.items()
            if key[1:3] == (2021, 3) and len(key[3]) == 1 and key not in held.hidden
        ]
        assert len(told_of) >= 10

    def test_inflicted_death_and_suicide_are_never_shown_apart_in_one_year(self) -> None:
        rest = ("0_6_days", "6", "6")
        joint = tuple((2020, ("yes", category, *rest), 20) for category in ("1", "2", "8"))
        held = book(REVIEWED, joint, 5)
        assert told(held, KEPT, 2020, 1, (("category", ONE_AND_TWO),)) == 40
        labels = [line.label[:2] for one in tables(held, KEPT, 2020, 1) if one.key == "category" for line in one.lines]
        assert "1 " in labels
        assert "2 " not in labels
        assert all(told(held, KEPT, 2020, 1, (("category", code),)) is None for code in ("1", "2"))

    def test_exact_keeps_nothing_back_and_rounding_comes_after(self) -> None:
        joint = ((2020, ("yes", "8", "1_4", "6", "6"), 3), (2020, ("no", "7", "5_9", "12", "6"), 23))
        held = book(REVIEWED, joint, 5)
        assert told(held, EXACT, 2020, 1, (("modifiable", "yes"),)) == 3
        assert told(held, KEPT, 2020, 1, (("modifiable", "yes"),)) is None
        rest = ("8", "1_4", "6", "6")
        large = book(REVIEWED, ((2020, ("no", *rest), 10), (2020, ("yes", *rest), 13)), 5)
        assert told(large, Settings(5, 5), 2020, 1) == 25

    def test_times_of_few_say_nothing_and_the_range_stays_inside(self) -> None:
        assert times([100] * 9, exact=False).middle is None
        assert times([100] * 9, exact=True).middle == 100
        found = times(list(range(1, 12)), exact=False)
        assert (found.middle, found.lower, found.upper, found.least) == (6, 4, 8, None)
        assert times([], exact=True).counted == 0

    def test_factors_and_what_waits(self) -> None:
        found = ranked({"Smoking": 7, "Follow-up": 2, "Housing": 12}, KEPT)
        assert [(each.name, each.count) for each in found] == [("Housing", 12), ("Smoking", 7), ("Follow-up", None)]
        held = partition({"Inquest": 2, "Criminal": 6, "Nothing": 9}, KEPT)
        assert held == {"Inquest": None, "Criminal": None, "Nothing": 9, "": 17}
        assert partition({}, KEPT) == {"": 0}

    def test_england_is_blank_where_nothing_was_found(self) -> None:
        assert national()[2023, "deaths"].value == "3577"
        assert (2021, "deaths") not in national()
        assert all(each.source.startswith("https://") for each in national().values())


@pytest.mark.django_db
class TestCounting:
    def test_a_death_counts_once_where_it_is_led(self, world, as_viewer) -> None:  # type: ignore[no-untyped-def]
        manager = as_viewer("manager")

        def counted() -> int | None:
            return figures(manager, north(), EXACT, year=2025, years=1).notified

        assert counted() == 0, "one that only came in does not count yet"
        taken_up(manager, name="One", nhs_number="")
        joint = death(manager, name="Two", nhs_number="")
        scope(joint, manager)
        area(
            joint, manager, lead=AreaLead.JOINT, area="Southvale", agreed_by="Both chairs", shares_learning="By letter"
        )
        assert counted() == 2
        there = death(manager, name="Three", nhs_number="")
        scope(there, manager)
        area(there, manager, lead=AreaLead.THERE, area="Southvale", agreed_by="Both chairs")
        assert counted() == 2
        assert figures(as_viewer("outsider"), north(), EXACT, year=2025, years=1).notified == 0
        assert figures(as_viewer("colleague"), north(), EXACT, year=2025, years=1).notified == 2

    def test_a_review_counts_in_the_year_of_the_panel_with_its_factors(self, world, as_viewer) -> None:  # type: ignore[no-untyped-def]
        manager = as_viewer("manager")
        row = taken_up(manager, name="One", nhs_number="")
        met(row, manager)
        operations.write_analysis(death_id=row.pk, draft=_draft(), **at_once(manager))
        operations.put_factor(
            death_id=row.pk, domain=Domain.SOCIAL, name="Smoking in the household", relevance=Relevance.CONTRIBUTED,
            modifiable=True, words="", **at_once(manager),
        )  # fmt: skip
        conclude(row, manager, modifiable=Modifiable.YES)
        held = figures(manager, north(), EXACT, year=year_of(AT.date()), years=1)
        assert held.reviewed == 1
        assert [(each.name, each.count) for each in held.factors] == [("Smoking in the household", 1)]
        assert next(line.count for one in held.tables if one.key == "modifiable" for line in one.lines) == 1
        assert held.to_panel.middle == (AT.date() - row.died_on).days
        assert figures(manager, north(), EXACT, year=year_of(AT.date()) - 1, years=1).reviewed == 0
        kept = figures(manager, north(), KEPT, year=year_of(AT.date()), years=1)
        assert kept.reviewed is None

    def test_the_same_number_of_statements_however_many_deaths(self, world, as_viewer) -> None:  # type: ignore[no-untyped-def]
        manager = as_viewer("manager")

        def statements() -> int:
            with CaptureQueriesContext(connection) as captured:
                figures(manager, north(), KEPT, year=2025, years=1)
            return len(captured.captured_queries)

        before = statements()
        assert before <= 12
        for number in range(4):
            row = taken_up(
                manager, name=f"Child {number}", nhs_number="", died_on=date(2026, 2, 20) - timedelta(days=number * 20)
            )
            met(row, manager)
            conclude(row, manager)
        assert statements() == before


def _draft() -> Any:
    from goldenthread.child_deaths.tests.conftest import draft

    return draft(modifiable=None)


@pytest.mark.django_db
class TestPages:
    @pytest.mark.parametrize("person", PEOPLE)
    def test_the_panels_circle_alone_gets_them(self, signs_in, world, person: str) -> None:  # type: ignore[no-untyped-def]
        browser = signs_in(person)
        for address in ADDRESSES:
            assert browser.get(address).status_code == (200 if person in CIRCLE else 404), address
        assert browser.get("/south/child-deaths/figures/").status_code == 404

    def test_exact_figures_are_for_those_who_lead_and_for_the_page(self, signs_in, world, as_viewer) -> None:  # type: ignore[no-untyped-def]
        taken_up(as_viewer("manager"), name="One", nhs_number="")
        here = "/north/child-deaths/figures/?year=2025&exact=1"
        assert "These are exact figures" in signs_in("manager").get(here).content.decode()
        member = signs_in("colleague").get(here).content.decode()
        assert "These are exact figures" not in member
        assert "Kept back" in member
        taken = signs_in("manager").get(f"{here}&format=csv").getvalue().decode()
        assert "Kept back" in taken
        assert "not to leave the room" not in taken
        event = Event.objects.filter(verb="death.taken_away").latest("pk")
        assert event.details == {"year": 2025, "years": 3, "least_shown": 5, "rounded_to": 0}
        assert "Counts from 1 to 4 are kept back" in event.sentence

    def test_documents_are_tagged_and_hold_no_name(self, signs_in, world, as_viewer) -> None:  # type: ignore[no-untyped-def]
        manager = as_viewer("manager")
        row = taken_up(manager)
        met(row, manager)
        conclude(row, manager)
        browser = signs_in("manager")
        for address in ADDRESSES:
            answer = browser.get(address)
            content = answer.getvalue()
            if "pdf" in address:
                reader = PdfReader(io.BytesIO(content))
                assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
                assert reader.trailer["/Root"]["/Lang"] == "en-GB"
                text = " ".join(page.extract_text() for page in reader.pages)
                assert "Contents" in text
            else:
                text = content.decode("utf-8", "replace")
            for secret in (*NAMES, "27 February 2026"):
                assert secret not in text, (address, secret)

    def test_what_cannot_be_asked_is_put_right(self, signs_in, world) -> None:  # type: ignore[no-untyped-def]
        browser = signs_in("manager")
        for query in ("year=abc&pool=x", "year=99999", "year=0001&pool=7", "year=%00", "year=²²²²&exact=2&format=exe"):
            assert browser.get(f"/north/child-deaths/figures/?{query}").status_code == 200, query
            assert browser.get(f"/north/child-deaths/report/?{query}").status_code == 200, query

    def test_the_definition_is_always_with_the_figures(self, signs_in, world) -> None:  # type: ignore[no-untyped-def]
        browser = signs_in("manager")
        for address in ADDRESSES[:3] + ADDRESSES[4:5]:
            assert "blames nobody" in browser.get(address).getvalue().decode(), address
