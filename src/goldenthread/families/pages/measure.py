"""The measure of the same offer as figures that a room sets beside its own."""

from __future__ import annotations

from collections.abc import Iterable

from goldenthread.design.components import NumberCard
from goldenthread.families.queries import offers
from goldenthread.records.viewer import Viewer


def offer_cards(viewer: Viewer, partnership_id: int, records: Iterable[int]) -> tuple[NumberCard, ...]:
    """In how many of these records each of the family was offered to take part, and in how many what they said changed something. Two queries."""
    found, _ = offers(viewer, partnership_id, records)
    of = f"of {found.records}"
    accounted = f"{found.accounted_for} with the others’ reasons written down"
    return (
        NumberCard("Families all offered to take part", f"{found.offered_to_all} {of}", accounted),
        NumberCard(
            "Where families changed something", f"{found.changed} {of}", f"{found.heard} in which someone was heard"
        ),
    )
