"""The composite log over all reviews: by theme, whichever review it came from, and only of reviews that a person sees."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from goldenthread.core.dates import PartialDate
from goldenthread.partnership.models import Group
from goldenthread.practice_reviews import operations
from goldenthread.practice_reviews.queries.log import NO_THEME, LogFilter, log
from goldenthread.practice_reviews.tests.conftest import WHY, incident
from goldenthread.records import operations as records
from goldenthread.records.models import Record
from goldenthread.testing.world import AT, TODAY
from goldenthread.thread import operations as thread
from goldenthread.thread.operations.knots import Place
from goldenthread.thread.terms import LearningHeading, LearningNature


@pytest.fixture
def held(world, as_viewer) -> dict[str, Any]:  # type: ignore[no-untyped-def]
    """Two reviews with one learning point in common, one of good practice, and an action of each kind."""
    by = as_viewer("manager")
    group = Group.objects.get(pk=world.groups["reviews"])
    first, second = incident(world, by, name="Kestrel"), incident(world, by, name="Plover")

    def learned(text: str, themes: list[str], *sources: Record, nature: Any = LearningNature.DEVELOPMENT) -> Any:
        return thread.record_learning(
            place=Place(group, PartialDate.of(TODAY)), text=text, nature=nature, heading=LearningHeading.PRACTICE,
            themes=themes, sources=list(sources), by=by, at=AT,
        )  # fmt: skip

    def agreed(text: str, *sources: Record, themes: tuple[str, ...] = ()) -> Any:
        draft = thread.ActionDraft(text=text, measure="Twenty forms", due_on=TODAY + timedelta(days=30), themes=themes)
        return thread.write_action(group=group, draft=draft, by=by, at=AT, comes_from=list(sources))

    both = learned("Ask who lives in the home", ["Professional curiosity", "Sharing"], first.record, second.record)
    good = learned("The nurse came back", ["Engaging families"], first.record, nature=LearningNature.GOOD_PRACTICE)
    none = learned("Something without a theme", [], second.record)
    return {
        "first": first, "second": second, "both": both, "good": good, "none": none,
        "action": agreed("Change the form", both.record),
        "direct": agreed("Read the list again", first.record, themes=("Sharing",)),
    }  # fmt: skip


def texts(found: Any) -> dict[str, list[str]]:
    return {
        name: [each.learned.text if each.learned else each.actions[0].text for each in entries]
        for name, entries in found.groups
    }


def north(world: Any) -> int:
    return Group.objects.get(pk=world.groups["reviews"]).partnership_id


def test_what_comes_back_most_stands_first_and_what_has_no_theme_last(held, world, as_viewer) -> None:
    found = log(as_viewer("member"), north(world), LogFilter())
    assert texts(found) == {
        "Sharing": ["Ask who lives in the home", "Read the list again"],
        "Professional curiosity": ["Ask who lives in the home"],
        "Engaging families": ["The nurse came back"],
        NO_THEME: ["Something without a theme"],
    }
    assert next(iter(texts(found))) == "Sharing"
    assert list(texts(found))[-1] == NO_THEME
    assert found.entries == 4
    entry = found.groups[0][1][0]
    assert [row.pk for row in entry.reviews] == [held["first"].pk, held["second"].pk]
    assert [action.pk for action in entry.actions] == [held["action"].pk]


def test_it_is_narrowed_by_nature_theme_and_standing(held, world, as_viewer) -> None:
    by = as_viewer("manager")
    assert texts(log(by, north(world), LogFilter(nature="good_practice"))) == {
        "Engaging families": ["The nurse came back"]
    }
    assert set(texts(log(by, north(world), LogFilter(theme="Sharing")))) == {"Sharing"}
    operations.decide(review_id=held["second"].pk, seen=None, notifies=False, why=WHY, decided_by="x", on=TODAY, by=by, at=AT)  # fmt: skip
    operations.close(review_id=held["second"].pk, seen=None, why=WHY, by=by, at=AT)
    assert NO_THEME not in texts(log(by, north(world), LogFilter()))
    assert NO_THEME in texts(log(by, north(world), LogFilter("all")))


def test_15_actions_merged_stand_once_in_place_of_both(held, world, as_viewer) -> None:
    by = as_viewer("manager")
    kept = held["action"]
    thread.merge(into_id=kept.pk, action_ids=[held["direct"].pk], by=by, at=AT)
    found = texts(log(by, north(world), LogFilter()))
    assert "Read the list again" not in found["Sharing"]


def test_whoever_is_kept_out_of_a_review_reads_nothing_of_it_there(held, world, as_viewer, signs_in) -> None:
    manager = as_viewer("manager")
    records.exclude(record=held["first"].record, person_id=world.people["member"], person_name="Member", reason="Knew the family", by=operations.arranging.actor(manager), at=AT, on=TODAY)  # fmt: skip
    page = signs_in("member").get("/north/reviews/log/").content.decode()
    assert "Kestrel" not in page
    assert "The nurse came back" not in page
    assert "Plover" in page
    rows = b"".join(signs_in("member").get("/north/reviews/log/?format=csv").streaming_content).decode()
    assert "Kestrel" not in rows
    assert "Plover" in rows


@pytest.mark.parametrize(
    "query", ["?theme=%00", "?nature=x&standing=y", "?theme=<b>&format=pdf", "?theme=" + "x" * 500]
)
def test_odd_addresses_are_read_as_they_can(signs_in, held, query: str) -> None:
    assert signs_in("manager").get(f"/north/reviews/log/{query}").status_code == 200


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_it_is_taken_away(signs_in, held, kind: str) -> None:
    assert signs_in("chair").get(f"/north/reviews/log/?format={kind}").status_code == 200
