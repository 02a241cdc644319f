"""A child's death of the tests' world, notified from outside the panel."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING, Any

from goldenthread.child_deaths import operations
from goldenthread.child_deaths.operations import Facts, Notice, Sender, Who
from goldenthread.child_deaths.operations.notifying import take
from goldenthread.child_deaths.terms import Channel

if TYPE_CHECKING:
    from goldenthread.testing.world import Builder

DIED = date(2026, 2, 27)
WHAT = "The child was found not breathing in the morning, and died in hospital."


def notice(**given: Any) -> Notice:
    """A notification as somebody at the hospital sends it; facts and identities may be given."""
    facts: dict[str, Any] = {
        "died_on": DIED,
        "died_at": time(6, 40),
        "what": WHAT,
        "place": "emergency",
        "sex": "female",
    }
    who: dict[str, Any] = {
        "name": "Robin Fictional",
        "born": "2025-11-02",
        "nhs_number": "9990000026",
        "address": "1 Made-up Row",
    }
    facts |= {name: given.pop(name) for name in list(given) if name in Facts.__slots__}
    who |= {name: given.pop(name) for name in list(given) if name in Who.__slots__}
    sender = Sender(
        given.pop("agency", "Northvale Hospitals Trust"),
        "Consultant",
        "Sam Made-up",
        "sam@trust.example",
        "01632 960 003",
    )
    return Notice(Facts(**facts), Who(**who), sender, given.pop("channel", Channel.ACCOUNT), **given)


def add_deaths(builder: Builder) -> None:
    """One death that was notified by somebody outside the panel, whose clocks the tests of its room begin."""
    from goldenthread.testing.world import AT

    panel = builder.groups["panel"]
    operations.arrange(
        partnership_id=panel.partnership_id, group=panel, seen=None, by=builder.viewer("manager"), at=AT,
        partners="Northvale Council and Vale Health Board", footprint="Northvale", office_phone="01632 960 010",
        office_hours="Monday to Friday, 9 to 5", out_of_hours="Ring the hospital’s on-call consultant.", is_public=True,
    )  # fmt: skip
    _, row = take(partnership_id=panel.partnership_id, notice=notice(), by=builder.viewer("member"), at=AT)
    assert row is not None
    with builder.named("death") as held:
        held.append(row)
