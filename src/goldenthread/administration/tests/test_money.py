"""A partnership's money: sums, lines and refusals, and its page."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.accounts.models import Person
from goldenthread.history.actor import Actor
from goldenthread.history.models import Event
from goldenthread.partnership import operations, queries
from goldenthread.partnership.models import MoneyLine, Partnership
from goldenthread.partnership.money import totals
from goldenthread.partnership.operations import Line, NotAllowed, Stale
from goldenthread.partnership.terms import MoneyKind
from goldenthread.testing.world import AT, World

BASE = "/north/about/money/"
lines = st.lists(st.tuples(st.sampled_from(MoneyKind), st.decimals(0, 10**6, places=2)), max_size=12)


def test_a_year_adds_up() -> None:
    held = totals(
        [
            (MoneyKind.CONTRIBUTION, Decimal(60_000)),
            (MoneyKind.INCOME, Decimal(500)),
            (MoneyKind.BUDGET, Decimal(58_000)),
            (MoneyKind.COMMISSIONED, Decimal(20_000)),
            (MoneyKind.JOINT_POST, Decimal(30_000)),
            (MoneyKind.SAVING, Decimal(4_000)),
        ]
    )
    assert (held.came_in, held.planned, held.spent, held.saved, held.left) == (60_500, 58_000, 50_000, 4_000, 10_500)


@given(lines)
def test_every_line_counts_once(held: list[tuple[MoneyKind, Decimal]]) -> None:
    found = totals(held)
    assert found.came_in + found.planned + found.spent + found.saved == sum((amount for _, amount in held), Decimal(0))


def by(world: World, name: str) -> Actor:
    return Actor(name, world.people[name])


def test_lines_are_written_changed_and_taken_away(as_viewer, world: World) -> None:  # type: ignore[no-untyped-def]
    as_viewer("officer")
    north = Partnership.objects.get(key="north").pk
    given_by = {"partnership_id": north, "by": by(world, "officer"), "at": AT}
    line = Line("2025-26", MoneyKind.CONTRIBUTION, "Towards the unit", Decimal(1000), world.organisations["police"])
    row = operations.set_money(line=line, **given_by)
    assert Event.objects.order_by("-pk")[0].sentence == "Contribution of 2025-26: Towards the unit, £1,000.00"
    with pytest.raises(Stale):
        operations.set_money(line=line, line_id=row.pk, seen="else", **given_by)
    changed = Line("2025-26", MoneyKind.CONTRIBUTION, "Towards the unit", Decimal(1200), world.organisations["police"])
    operations.set_money(line=changed, line_id=row.pk, seen=line.seen, **given_by)
    with pytest.raises(Stale):
        operations.remove_money(line_id=row.pk, seen=line.seen, **given_by)
    operations.remove_money(line_id=row.pk, seen=changed.seen, **given_by)
    assert queries.money(north) == []
    assert "was taken away" in Event.objects.order_by("-pk")[0].sentence


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (Line("2025-26", MoneyKind.CONTRIBUTION, "x", Decimal(1)), "which organisation"),
        (Line("2025-26", MoneyKind.COST, "x", Decimal(-1)), "without a minus"),
        (Line("2025-26", MoneyKind.COST, "x", Decimal(1), 999_999), "no such organisation"),
    ],
)
def test_what_is_refused(as_viewer, world: World, line: Line, said: str) -> None:  # type: ignore[no-untyped-def]
    as_viewer("manager")
    north = Partnership.objects.get(key="north").pk
    with pytest.raises(NotAllowed, match=said):
        operations.set_money(partnership_id=north, line=line, by=by(world, "manager"), at=AT)
    as_viewer("chair")
    with pytest.raises(NotAllowed, match="business unit"):
        operations.set_money(partnership_id=north, line=line, by=by(world, "chair"), at=AT)
    assert not MoneyLine.objects.exists()


def signed_in(world: World, name: str) -> Client:
    client = Client()
    client.force_login(Person.objects.get(pk=world.people[name]))
    session = client.session
    session["second_factor_ready"] = True
    session.save()
    return client


@pytest.mark.parametrize(("person", "reads", "writes"), [("manager", 200, 200), ("officer", 200, 200), ("chair", 200, 404), ("outsider", 200, 404), ("administrator", 404, 404), ("south_manager", 404, 404)])  # fmt: skip
def test_who_reads_and_who_writes(world: World, person: str, reads: int, writes: int) -> None:
    client = signed_in(world, person)
    assert client.get(BASE).status_code == reads
    assert client.get(f"{BASE}new/").status_code == writes


def test_the_page_from_the_first_line_to_the_spreadsheet(world: World) -> None:
    manager = signed_in(world, "manager")
    assert "No money is written down yet" in manager.get(BASE).content.decode()
    given_line = {
        "year": "2025/26",
        "kind": "commissioned",
        "text": "An independent reviewer",
        "amount": "12,500.50",
        "organisation": "",
    }
    wrong = manager.post(f"{BASE}new/", {**given_line, "amount": "lots"})
    assert wrong.status_code == 422
    assert "lots" in wrong.content.decode()
    assert manager.post(f"{BASE}new/", given_line).status_code == 302
    page = manager.get(BASE).content.decode()
    assert "£12,500.50" in page
    assert "Overspent" in page
    text = b"".join(manager.get(f"{BASE}?format=csv").streaming_content).decode("utf-8-sig")
    assert "2025-26,Commissioned work,,An independent reviewer,12500.50" in text
    number = next(part.split("/")[0] for part in page.split(f'href="{BASE}') if part[0].isdigit())
    assert manager.post(f"{BASE}{number}/remove/", {}).status_code in {302, 422}
    assert manager.get(f"{BASE}999999/").status_code == 404
