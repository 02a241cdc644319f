"""What goes to the national database, as one adapter writes it: keys, values and codes of our own, mapped in one place."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from goldenthread.child_deaths.rules.intake import is_test_number
from goldenthread.child_deaths.terms import HandoverState, Stream

FORMAT = "goldenthread-child-death/1"
"""The name of the files’ shape. No public specification of the database’s own interface was found: this is what is keyed in, or mapped once one is at hand."""

ABSENT = {"non_resident_england": "Child non-resident in England", "not_currently_available": "Not currently available"}
"""The two reasons for having no NHS number that the national form knows since 2022; others are told as the second. Source: NCMD, form updates 2022."""


@dataclass(frozen=True, slots=True)
class Handed:
    """One hand-over as it stands."""

    stream: Stream
    state: HandoverState
    digest: str


def number_for(number: str, absent: str) -> dict[str, str]:
    """The NHS number, or the national reason for having none."""
    if number:
        return {"nhs_number": number}
    return {"nhs_number_reason": ABSENT.get(absent, ABSENT["not_currently_available"])}


def problem(number: str, *, is_demonstration: bool) -> str | None:
    """Why nothing may be sent, or None. Test and training data never reach the database."""
    if is_demonstration:
        return "This is a demonstration: nothing of it may be sent to the national database."
    if is_test_number(number):
        return "The NHS number is of the range for tests (999): it may not be sent to the national database."
    return None


def body(stream: Stream, answers: Mapping[str, Any], reference: str, number: int) -> dict[str, Any]:
    """One hand-over’s content, under our own non-identifying reference."""
    return {
        "format": FORMAT,
        "stream": stream.value,
        "reference": reference,
        "amendment": number - 1,
        "answers": dict(answers),
    }


def digest_of(answers: Mapping[str, Any]) -> str:
    """What is kept of the content: equal where nothing changed."""
    return hashlib.sha256(json.dumps(dict(answers), sort_keys=True, default=str).encode()).hexdigest()


def waits(stream: Stream, handed: list[Handed], now: str | None) -> str:
    """What is still to be done for one stream, in words; empty where the database has what is known. `now` is the digest of what is known, None where nothing is due."""
    if now is None:
        return ""
    held = [each for each in handed if each.stream is stream]
    last = held[-1] if held else None
    if last is None:
        return "Not yet at the database"
    if last.state is HandoverState.REFUSED:
        return "Refused: send it again"
    if last.digest != now:
        return "Changed since: send the amendment"
    return {HandoverState.MADE: "Made, not sent", HandoverState.SENT: "Sent, not confirmed"}.get(last.state, "")
