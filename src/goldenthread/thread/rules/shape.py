"""The shape of a thread: which records may lead to which, and how long the way took."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from goldenthread.records.terms import LOOKED_INTO, RecordKind

K = RecordKind
LEADS_TO: Mapping[RecordKind, frozenset[RecordKind]] = {
    K.SOURCE: frozenset({K.LEARNING, K.ACTION, K.DEVELOPMENT}),
    K.REVIEW: frozenset({K.LEARNING, K.ACTION, K.DEVELOPMENT}),  # it is a source of learning with a room of its own
    K.RESPONSE: frozenset({K.LEARNING, K.ACTION, K.DEVELOPMENT}),
    K.DEATH: frozenset({K.LEARNING, K.ACTION, K.DEVELOPMENT}),
    K.LEARNING: frozenset({K.ACTION, K.PRODUCT, K.DEVELOPMENT}),
    K.ACTION: frozenset({K.PRODUCT, K.IMPACT, K.DEVELOPMENT}),
    K.PRODUCT: frozenset({K.IMPACT, K.DEVELOPMENT}),
    K.IMPACT: frozenset({K.DEVELOPMENT}),
    K.DEVELOPMENT: frozenset(),
    K.REQUEST: frozenset(),  # a request asks about a record; it is no knot of the thread
    K.RETURN: frozenset(),
}
"""What may lead to what, from what happened to what is reported. Source: Architecture, The golden thread."""

ORDER = (K.SOURCE, *LOOKED_INTO, K.LEARNING, K.ACTION, K.PRODUCT, K.IMPACT, K.DEVELOPMENT)
LEGS = (
    (K.SOURCE, K.LEARNING, "incident to learning"),
    (K.LEARNING, K.ACTION, "learning to action"),
    (K.ACTION, K.PRODUCT, "action to product"),
    (K.PRODUCT, K.IMPACT, "product to evidence of impact"),
)


@dataclass(frozen=True, slots=True)
class Leg:
    """One leg of the way: its name, and the days it took; None when it has not been walked yet."""

    name: str
    days: int | None


def legs(knots: Iterable[tuple[RecordKind, date | None]]) -> list[Leg]:
    """How long each leg took, from the earliest knot of one kind to the earliest of the next. Only visible knots are given."""
    first: dict[RecordKind, date] = {}
    for held, day in knots:
        kind = K.SOURCE if held in LOOKED_INTO else held
        if day is not None and (kind not in first or day < first[kind]):
            first[kind] = day
    return [
        Leg(
            name,
            (first[end] - first[start]).days
            if start in first and end in first and first[end] >= first[start]
            else None,
        )
        for start, end, name in LEGS
        if start in first or end in first
    ]
