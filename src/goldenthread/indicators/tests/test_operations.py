"""What is done with indicators: rows, events, refusals; and their pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goldenthread.accounts.models import Person
from goldenthread.history.models import Event
from goldenthread.indicators import operations, queries
from goldenthread.indicators.models import Indicator, Reading
from goldenthread.indicators.operations import Definition
from goldenthread.indicators.rules import read_lines
from goldenthread.indicators.terms import Polarity
from goldenthread.partnership.models import Partnership
from goldenthread.records.operations import ChangedMeanwhile, Refused
from goldenthread.testing.world import AT, World

BASE = "/north/indicators/"


@pytest.fixture
def defined(as_viewer: Callable[..., object]) -> Indicator:
    manager = as_viewer("manager")
    return operations.define(
        partnership_id=Partnership.objects.get(key="north").pk,
        given=Definition("Referrals to early help", unit="referrals", polarity=Polarity.HIGHER),
        by=manager,  # type: ignore[arg-type]
        at=AT,
    )


def last_event() -> tuple[str, str]:
    return Event.objects.order_by("-pk").values_list("verb", "sentence")[0]


def signed_in(world: World, name: str) -> Client:
    client = Client()
    client.force_login(Person.objects.get(pk=world.people[name]))
    session = client.session
    session["second_factor_ready"] = True
    session.save()
    return client


def test_an_indicator_is_defined_once_by_the_unit(defined: Indicator, as_viewer) -> None:  # type: ignore[no-untyped-def]
    assert (defined.key, defined.polarity) == ("referrals-to-early-help", "higher")
    assert last_event()[0] == "indicator.defined"
    again = {"partnership_id": defined.partnership_id, "at": AT}
    with pytest.raises(Refused, match="already"):
        operations.define(given=Definition("Referrals to Early Help!"), by=as_viewer("manager"), **again)
    with pytest.raises(Refused, match="letters"):
        operations.define(given=Definition("!!!"), by=as_viewer("manager"), **again)
    with pytest.raises(Refused, match="business unit"):
        operations.define(given=Definition("Another"), by=as_viewer("chair"), **again)


def test_two_who_change_it_at_once_are_told(defined: Indicator, as_viewer) -> None:  # type: ignore[no-untyped-def]
    manager = as_viewer("manager")
    given = Definition("Referrals to early help", source="Children's services")
    assert operations.change(indicator_id=defined.pk, seen=1, given=given, by=manager, at=AT).version == 2
    assert last_event()[0] == "indicator.changed"
    with pytest.raises(ChangedMeanwhile):
        operations.change(indicator_id=defined.pk, seen=1, given=given, by=manager, at=AT)


def test_readings_come_in_all_or_none_and_never_twice(defined: Indicator, as_viewer) -> None:  # type: ignore[no-untyped-def]
    manager = as_viewer("manager")

    def enter(text: str) -> int:
        return operations.enter(indicator_id=defined.pk, given=read_lines(text), source="", by=manager, at=AT)

    assert enter("2025-05, 4\n2025-04, 3") == 2
    assert last_event() == ("indicator.entered", "2 readings of “Referrals to early help” were entered, to 1 June 2025")
    assert enter("2025-04, 3") == 0, "the same again is left alone"
    for text, said in (
        ("2025-04, 9", "put it right"),
        ("2025-06, 1\n2025, 12", "twice"),
        ("2025-Q2, 1", "another reading"),
        ("", "at least one"),
    ):
        with pytest.raises(Refused, match=said):
            enter(text)
    assert [each.value for each in queries.readings(defined.pk)] == [3, 4]


def test_a_reading_is_put_right_or_taken_away_with_its_reason(defined: Indicator, as_viewer) -> None:  # type: ignore[no-untyped-def]
    manager = as_viewer("manager")
    given = {"indicator_id": defined.pk, "by": manager, "at": AT}
    operations.enter(given=read_lines("2025-04, 3\n2025-05, 4"), source="", **given)
    one = {"starts_on": date(2025, 4, 1), **given}
    with pytest.raises(Refused, match="reason"):
        operations.correct(seen=Decimal(3), value=Decimal(5), reason=" ", **one)
    with pytest.raises(Refused, match="Someone else"):
        operations.correct(seen=Decimal(9), value=Decimal(5), reason="Counted twice", **one)
    operations.correct(seen=Decimal(3), value=Decimal(5), reason="Counted twice", **one)
    assert last_event() == (
        "indicator.corrected",
        "The reading of “Referrals to early help” from 1 April 2025 was put right from 3.000 to 5: Counted twice",
    )
    operations.remove(seen=Decimal(5), reason="Another area's", **one)
    assert last_event()[0] == "indicator.removed"
    assert Reading.objects.filter(indicator=defined).count() == 1


@pytest.mark.parametrize(("person", "reads", "writes"), [("manager", 200, 200), ("officer", 200, 200), ("chair", 200, 404), ("outsider", 200, 404), ("administrator", 404, 404), ("south_manager", 404, 404)])  # fmt: skip
def test_who_reads_and_who_keeps_them(world: World, person: str, reads: int, writes: int) -> None:
    client = signed_in(world, person)
    for address in (BASE, f"{BASE}unsafe_sleep_deaths/"):
        assert client.get(address).status_code == reads
    for address in (
        f"{BASE}new/",
        f"{BASE}unsafe_sleep_deaths/change/",
        f"{BASE}unsafe_sleep_deaths/readings/new/",
        f"{BASE}unsafe_sleep_deaths/readings/2024-03-01/",
    ):
        assert client.get(address).status_code == writes


def test_an_indicator_from_its_definition_to_a_reading_taken_away(world: World) -> None:
    manager = signed_in(world, "manager")
    answer = manager.post(f"{BASE}new/", {"name": "Plans on time", "polarity": "higher", "unit": "per cent"})
    at = answer["Location"]
    assert at == f"{BASE}plans-on-time/"
    wrong = manager.post(f"{at}readings/new/", {"readings": "2025-04, 71\nsoon", "source": ""})
    assert wrong.status_code == 422
    assert "Line 2" in wrong.content.decode()
    assert "2025-04, 71\nsoon" in wrong.content.decode(), "what was typed is kept"
    assert manager.post(f"{at}readings/new/", {"readings": "2025-04, 71\n2025-05, 80", "source": ""}).status_code == 302
    page = manager.get(at).content.decode()
    assert "Reading (per cent)" in page
    assert '<svg role="img"' in page
    listed = manager.get(BASE).content.decode()
    assert "Better than before" in listed
    assert "71 the time before" in listed
    assert (
        manager.post(
            f"{at}readings/2025-05-01/", {"value": "79", "reason": "Typed wrong", "seen": "80.000"}
        ).status_code
        == 302
    )
    stale = manager.post(f"{at}readings/2025-05-01/", {"value": "78", "reason": "Again", "seen": "80.000"})
    assert stale.status_code == 422
    assert "Someone else changed" in stale.content.decode()
    assert (
        manager.post(f"{at}readings/2025-05-01/remove/", {"reason": "Not ours", "seen": "nonsense"}).status_code == 422
    )
    assert manager.post(f"{at}readings/2025-05-01/remove/", {"reason": "Not ours", "seen": "79.000"}).status_code == 302
    for gone in (f"{at}readings/2025-05-01/", f"{at}readings/never/", f"{BASE}nothing/"):
        assert manager.get(gone).status_code == 404
    text = b"".join(manager.get(f"{BASE}?format=csv").streaming_content).decode("utf-8-sig")
    assert "Plans on time,2025-04-01,2025-05-01,71" in text


def test_the_list_asks_as_much_for_many_as_for_one(world: World, as_viewer) -> None:  # type: ignore[no-untyped-def]
    manager, counts = signed_in(world, "manager"), []
    manager.get(BASE)
    for more in range(2):
        with CaptureQueriesContext(connection) as captured:
            manager.get(BASE)
        counts.append(len(captured))
        north = Partnership.objects.get(key="north").pk
        for number in range(10):
            operations.define(
                partnership_id=north, given=Definition(f"Count {more} {number}"), by=as_viewer("manager"), at=AT
            )
    assert counts[0] == counts[1] <= 12


def test_a_priority_stands_beside_the_run_of_its_indicator(world: World, as_viewer) -> None:  # type: ignore[no-untyped-def]
    from goldenthread.partnership.models import Priority

    manager = signed_in(world, "manager")
    assert "No indicator shows yet" in manager.get("/north/groups/reviews/").content.decode()
    Priority.objects.filter(partnership__key="north").update(indicator_key="unsafe_sleep_deaths")
    page = manager.get("/north/groups/reviews/").content.decode()
    assert "gt-sparkline" in page
    assert f'href="{BASE}unsafe_sleep_deaths/"' in page
