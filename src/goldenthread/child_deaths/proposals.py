"""What child deaths put on the panel's agenda: each death that was put to the meeting, what else could be taken, and what is not at the national database."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from goldenthread.child_deaths.models import Death
from goldenthread.child_deaths.terms import DeathState
from goldenthread.design.format import counted
from goldenthread.meetings.proposals import Occasion, Proposal
from goldenthread.meetings.terms import ItemKind, PaperKind, Purpose
from goldenthread.records.viewer import Viewer

MINUTES = 20
LISTED = 12


def ready(viewer: Viewer, occasion: Occasion) -> Any:
    """Deaths of the group that are ready for a panel. Part of another query."""
    rows = Death.objects.visible_to(viewer).filter(record__group=OuterRef("pk"), state=DeathState.READY.value)  # type: ignore[attr-defined]
    held = rows.order_by("died_on", "pk").values(
        held=JSONObject(pk="pk", meeting="meeting_id", reference="record__reference", title="record__title")
    )
    return ArraySubquery(held)


def from_deaths(viewer: Viewer, occasion: Occasion) -> Iterator[Proposal]:
    """For a meeting of the group that reviews child deaths; no other group has any."""
    waiting = []
    for row in occasion.read.get("deaths_ready", ()):
        if row["meeting"] == occasion.meeting_id:
            yield Proposal(
                f"death:{row['pk']}", row["title"], ItemKind.OTHER, Purpose.DECIDE, "It was put to this panel.",
                "Categories, factors, what could be changed, learning and recommendations; what the family hears.",
                minutes=MINUTES, about_id=row["pk"], papers=(PaperKind.RECORD,),
            )  # fmt: skip
        elif row["meeting"] is None:
            waiting.append(row)
    if waiting:
        yield Proposal(
            "deaths:ready", "Ready, and put to no panel yet", ItemKind.OTHER, Purpose.DECIDE,
            f"{counted(len(waiting), 'death')} could be taken.",
            "\n".join(f"{row['reference']}: {row['title']}" for row in waiting[:LISTED]), minutes=5,
        )  # fmt: skip
