"""What was typed of a death, as the operations take it."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from goldenthread.child_deaths.operations import Facts, Notice, Sender, Who
from goldenthread.child_deaths.terms import Channel

NAMES = tuple(field.name for field in fields(Facts))


def facts_of(data: dict[str, Any]) -> Facts:
    """The facts of a form; what the form does not ask stays as it comes."""
    held = {name: data[name] for name in NAMES if name in data}
    if "limbs" in held:
        held["limbs"] = tuple(held["limbs"])
    return Facts(**held)


def who_of(data: dict[str, Any]) -> Who:
    """Who the child was, as it was typed."""
    return Who(data["name"], data["born"], data["nhs_number"], data["address"], data["others"])


def notice_of(data: dict[str, Any], channel: Channel) -> Notice:
    """A notification, as it was typed."""
    sender = Sender(data["agency"], data["role"], data["sender"], data["email"], data["phone"])
    return Notice(facts_of(data), who_of(data), sender, channel, data["agencies"])
