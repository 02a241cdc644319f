"""Requests to see a record outside one's circles."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.partnership.terms import Role
from goldenthread.records.models import BreakGlass, Record
from goldenthread.records.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Request:
    """A request. `record` is there when the viewer may see it and answer; `answerable` says whether they may at least refuse."""

    glass: BreakGlass
    record: Record | None
    answerable: bool


def requests(viewer: Viewer, partnership_id: int, most: int = 100) -> list[Request]:
    """The requests this viewer has a part in, newest first: their own, those they can answer, and for the business manager all."""
    manages = Role.BUSINESS_MANAGER in viewer.roles(partnership_id)
    rows = list(
        BreakGlass.objects.filter(partnership=partnership_id)
        .select_related("person", "granted_by")
        .order_by("-asked_at")[: most * 5]
    )
    seen = {
        record.reference: record
        for record in Record.objects.visible_to(viewer)
        .filter(partnership=partnership_id, reference__in={row.reference for row in rows})
        .select_related("group")  # type: ignore[attr-defined]
    }
    made = []
    for row in rows:
        record = seen.get(row.reference)
        answers = record is not None and (manages or viewer.chairs(record.group_id))
        if row.person_id == viewer.person_id or manages or answers:
            made.append(
                Request(row, record if answers else None, row.person_id != viewer.person_id and (manages or answers))
            )
    return made[:most]
