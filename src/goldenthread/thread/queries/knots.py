"""Learning, sources, products, impact and developments, as lists a viewer may see."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from goldenthread.database.statements import Slot
from goldenthread.records.models import Record
from goldenthread.records.models.record import AnyViewer
from goldenthread.records.operations import Refused
from goldenthread.records.queries import NotVisible
from goldenthread.records.terms import LOOKED_INTO, RecordKind
from goldenthread.records.viewer import Viewer
from goldenthread.thread.models import Action, Development, DevelopmentImpact, Impact, LearningPoint, Product, Source

MODELS: dict[RecordKind, Any] = {
    RecordKind.SOURCE: Source,
    **dict.fromkeys(LOOKED_INTO, Source),
    RecordKind.LEARNING: LearningPoint,
    RecordKind.ACTION: Action,
    RecordKind.PRODUCT: Product,
    RecordKind.IMPACT: Impact,
    RecordKind.DEVELOPMENT: Development,
}


Looker = Viewer | AnyViewer
Where = int | Slot
"""The partnership of a list: its key, or the slot of a statement that is written once."""


def _rows(model: Any, viewer: Looker, partnership_id: Where, group: str) -> Any:
    where = partnership_id if isinstance(partnership_id, Slot) else [partnership_id]
    rows = model.objects.visible_to(viewer).filter(partnership__any_of=where).select_related("record__group")
    return rows.filter(record__group__key=group) if group else rows


def learning(
    viewer: Looker,
    partnership_id: Where,
    *,
    group: str = "",
    heading: str = "",
    theme: str = "",
    nature: str = "",
    q: str = "",
) -> QuerySet[LearningPoint]:
    """The learning register, newest first."""
    rows = _rows(LearningPoint, viewer, partnership_id, group)
    for name, value in (("heading", heading), ("nature", nature)):
        rows = rows.filter(**{name: value}) if value else rows
    rows = rows.filter(themes__contains=[theme]) if theme else rows
    rows = rows.filter(Q(text__icontains=q) | Q(record__reference__iexact=q)) if q else rows
    return rows.order_by("-record__happened_on", "-pk")  # type: ignore[no-any-return]


def products(
    viewer: Looker, partnership_id: Where, *, group: str = "", kind: str = "", q: str = ""
) -> QuerySet[Product]:
    """What was made, newest first."""
    rows = _rows(Product, viewer, partnership_id, group)
    rows = rows.filter(kind=kind) if kind else rows
    rows = rows.filter(Q(record__title__icontains=q) | Q(record__reference__iexact=q)) if q else rows
    return rows.order_by("-record__happened_on", "-pk")  # type: ignore[no-any-return]


def impacts(
    viewer: Looker, partnership_id: Where, *, group: str = "", strength: str = "", q: str = ""
) -> QuerySet[Impact]:
    """What changed, newest first."""
    rows = _rows(Impact, viewer, partnership_id, group).select_related("record__group", "indicator", "since__record")
    rows = rows.filter(strength=strength) if strength else rows
    rows = rows.filter(Q(statement__icontains=q) | Q(record__reference__iexact=q)) if q else rows
    return rows.order_by("-record__happened_on", "-pk")  # type: ignore[no-any-return]


def sources(viewer: Viewer, partnership_id: int, *, group: str = "") -> QuerySet[Source]:
    """What was looked at, newest first."""
    return _rows(Source, viewer, partnership_id, group).order_by("-record__happened_on", "-pk")  # type: ignore[no-any-return]


def developments(
    viewer: Viewer, partnership_id: int, *, group: str = "", start: date | None = None, end: date | None = None
) -> QuerySet[Development]:
    """What groups report, those of a period or those of any, with their impacts; what was taken back is left out."""
    rows = _rows(Development, viewer, partnership_id, group).filter(record__closed_on__isnull=True)
    rows = rows.prefetch_related("impacts__impact__record")
    rows = rows.filter(period_end__gte=start) if start else rows
    rows = rows.filter(period_start__lte=end) if end else rows
    return rows.order_by("record__group__number", "period_start", "number", "pk")  # type: ignore[no-any-return]


def get_knot(viewer: Viewer, record: Record) -> Any:
    """The row of the thread behind a record the viewer sees. Errors: NotVisible."""
    model = MODELS.get(RecordKind(record.kind))
    if model is None:  # a record of another room is no knot of the thread
        raise NotVisible(record.reference)
    row = model.objects.visible_to(viewer).select_related("record__group").filter(pk=record.pk).first()
    if row is None:
        raise NotVisible(record.reference)
    return row


def likely_upstream(viewer: Viewer, partnership_id: int, kinds: list[RecordKind], limit: int = 60) -> list[Record]:
    """Records of these kinds that something new could come from: the newest first."""
    return list(
        Record.objects.visible_to(viewer)
        .filter(partnership=partnership_id, kind__in=[kind.value for kind in kinds])
        .order_by("-opened_at", "-pk")[:limit]  # type: ignore[attr-defined]
    )


def find_record(viewer: Viewer, partnership_id: int, reference: str) -> Record:
    """A record someone typed the reference of. Errors: Refused, in words for a form."""
    row = Record.objects.visible_to(viewer).filter(partnership=partnership_id, reference=reference).first()  # type: ignore[attr-defined]
    if row is None:
        raise Refused(f"There is no record {reference} that you may see.")
    return row  # type: ignore[no-any-return]


def told_developments(viewer: Viewer, partnership_id: int, group_id: int, start: date, end: date) -> list[Development]:
    """A group's developments of a period, each with its impacts as plain values in `told`; not those taken back. One query."""
    impacts = (
        DevelopmentImpact.objects.filter(development=OuterRef("pk"))
        .order_by("position")
        .values(held=JSONObject(number="number", statement="statement", impact="impact"))
    )
    rows = Development.objects.visible_to(viewer).filter(
        partnership=partnership_id,
        record__group=group_id,
        record__closed_on__isnull=True,
        period_end__gte=start,
        period_start__lte=end,
    )  # type: ignore[attr-defined]
    return list(rows.annotate(told=ArraySubquery(impacts)).order_by("period_start", "number", "pk"))
