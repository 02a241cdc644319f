"""Reads of responses: the viewer is the first argument of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet

from goldenthread.postvention.models import (
    AreaTold,
    Arrangement,
    Death,
    Finding,
    MindDate,
    Response,
    Setting,
    StatusDecision,
    Task,
)
from goldenthread.postvention.rules.response import counts
from goldenthread.postvention.terms import Confirmation
from goldenthread.records.models import Link
from goldenthread.records.models.record import visible
from goldenthread.records.queries import NotVisible
from goldenthread.records.viewer import Viewer
from goldenthread.thread.models import LearningPoint


@dataclass(frozen=True, slots=True)
class Known:
    """A death and the finding that stands; earlier ones stay to be read."""

    death: Death
    finding: Finding
    before: tuple[Finding, ...]

    @property
    def confirmation(self) -> Confirmation:
        """What is known, as it stands."""
        return Confirmation(self.finding.confirmation)

    @property
    def stands(self) -> bool:
        """Whether it is still held to be a suicide, suspected or concluded."""
        return counts([self.confirmation])


def arrangement(partnership_id: int) -> Arrangement | None:
    """A partnership's arrangements for responses. One query."""
    return Arrangement.objects.filter(pk=partnership_id).select_related("group").first()


def responses(viewer: Viewer, partnership_id: int) -> QuerySet[Response]:
    """The responses a viewer sees, the newest first."""
    rows = Response.objects.visible_to(viewer).filter(partnership=partnership_id)  # type: ignore[attr-defined]
    return rows.select_related("record").order_by("-record__opened_at", "-pk")  # type: ignore[no-any-return]


def get_response(viewer: Viewer, partnership_id: int, reference: str) -> Response:
    """One response, with its record and group. Errors: NotVisible."""
    rows = Response.objects.visible_to(viewer).select_related("record__group", "record__partnership")  # type: ignore[attr-defined]
    row = rows.filter(partnership=partnership_id, record__reference=reference).first()
    if row is None:
        raise NotVisible(reference)
    return row  # type: ignore[no-any-return]


def _known(rows: QuerySet[Death]) -> list[Known]:
    findings = Prefetch("findings", queryset=Finding.objects.order_by("-pk"), to_attr="held")
    made = []
    for row in rows.select_related("organisation").prefetch_related(findings):
        last, *before = row.held  # type: ignore[attr-defined]
        made.append(Known(row, last, tuple(before)))
    return made


def deaths_of(row: Response) -> list[Known]:
    """The deaths of a response, by their number. Two queries."""
    return _known(Death.objects.filter(response=row).order_by("number"))


def deaths_by_response(viewer: Viewer, rows: Sequence[Response]) -> dict[int, list[Known]]:
    """The deaths of many responses. Two queries, however many."""
    held = Death.objects.filter(visible(viewer, "response_id"), response__in=[row.pk for row in rows])
    found: dict[int, list[Known]] = {}
    for each in _known(held.order_by("number")):
        found.setdefault(each.death.response_id, []).append(each)
    return found


def by_month(viewer: Viewer, partnership_id: int) -> list[tuple[str, int]]:
    """How many deaths stand as suspected or concluded, by the month as far as it is known. No detail. Two queries."""
    rows = Death.objects.filter(visible(viewer, "response_id"), response__partnership=partnership_id)
    found = Counter(each.death.happened[:7] for each in _known(rows) if each.stands)
    return sorted(found.items(), reverse=True)


def decisions(row: Response) -> list[StatusDecision]:
    """Every decision, the last first. One query."""
    return list(StatusDecision.objects.filter(response=row).order_by("-pk"))


def areas(row: Response) -> list[AreaTold]:
    """Neighbouring areas told. One query."""
    return list(AreaTold.objects.filter(response=row).order_by("on", "pk"))


def plan(row: Response) -> tuple[list[Task], list[Setting], list[MindDate]]:
    """Tasks in their order, settings, and days to mind. Three queries."""
    return (
        list(Task.objects.filter(response=row).order_by("pk")),
        list(Setting.objects.filter(response=row).select_related("organisation").order_by("pk")),
        list(MindDate.objects.filter(response=row).order_by("on", "pk")),
    )


def part_of(row: Response, model: Any, pk: int) -> Any:
    """One row of a response the viewer sees. Errors: NotVisible."""
    found = model.objects.filter(response=row, pk=pk).first()
    if found is None:
        raise NotVisible(row.record.reference)
    return found


def learning_of(viewer: Viewer, row: Response) -> list[LearningPoint]:
    """What was learned from a response, as far as the viewer sees it. One query."""
    below = Link.objects.filter(upstream=row.pk).values("downstream")
    return list(
        LearningPoint.objects.visible_to(viewer).filter(pk__in=below).select_related("record").order_by("pk")  # type: ignore[attr-defined]
    )
