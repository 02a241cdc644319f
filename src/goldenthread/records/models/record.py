"""A record: the one thing everything sensitive hangs from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from goldenthread.database import lookups as lookups
from goldenthread.database.statements import Slot
from goldenthread.history.tracking import tracked
from goldenthread.records.models.circle import RecordCircle
from goldenthread.records.terms import RecordKind

if TYPE_CHECKING:
    from goldenthread.records.viewer import Viewer


class LookedUp(Exists):
    """An EXISTS that is looked up for each row it is asked of, and never answered for every record of the viewer's circles beforehand.

    OFFSET 0 changes no answer; PostgreSQL takes it as word to leave the question where it stands (docs/adr/0008).
    """

    template = "EXISTS(%(subquery)s OFFSET 0)"


def visible(viewer: Viewer | AnyViewer, column: str = "pk") -> Q:
    """The one rule, for any queryset: a circle of the record is among the viewer's, or they hold it open; nobody excluded sees it."""
    held = LookedUp(RecordCircle.objects.filter(record_id=OuterRef(column), circle_id__any_of=viewer.circles))
    # Asked together even when nothing is held open, so that whoever looks, it is one statement and prepared once (docs/adr/0008).
    allowed = Q(held) | Q(**{f"{column}__any_of": viewer.opened})
    return allowed & ~Q(**{f"{column}__any_of": viewer.excluded}) if viewer.excluded else allowed


@dataclass(frozen=True, slots=True)
class AnyViewer:
    """Stands for whoever looks, in a statement that is written once: the values of `sight` fill its slots."""

    circles: Slot
    opened: Slot
    excluded: Slot


ANYONE = AnyViewer(Slot("circles"), Slot("opened"), Slot("excluded"))


def sight(viewer: Viewer) -> dict[str, frozenset[int]]:
    """What a viewer sees by, for the slots of a statement written for ANYONE."""
    return {"circles": viewer.circles, "opened": viewer.opened, "excluded": viewer.excluded}


class RecordQuerySet(models.QuerySet["Record"]):
    """Records, by who may see them."""

    def visible_to(self, viewer: Viewer | AnyViewer) -> Self:
        """Only the records this viewer may see."""
        return self.filter(visible(viewer))


@tracked
class Record(models.Model):
    """One record: kind, reference, the circle that owns it, a title without identities, and the version that forms carry."""

    kind = models.CharField(max_length=40, choices=RecordKind.choices())
    reference = models.CharField(max_length=12, unique=True)
    partnership = models.ForeignKey("partnership.Partnership", models.PROTECT, related_name="+")
    group = models.ForeignKey("partnership.Group", models.PROTECT, related_name="+", null=True, blank=True)
    circle = models.ForeignKey("records.Circle", models.PROTECT, related_name="+")
    title = models.CharField(max_length=400)
    happened = models.CharField(
        max_length=10, blank=True, help_text="A year, a year and month, or a day, as precise as it is known."
    )
    happened_on = models.DateField(null=True, blank=True, help_text="The day it takes in the order of a thread.")
    opened_at = models.DateTimeField()
    closed_on = models.DateField(null=True, blank=True)
    retention_class = models.CharField(max_length=40, default="partnership_business")
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[models.Manager[Record]] = models.Manager.from_queryset(RecordQuerySet)()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["partnership", "kind", "happened_on"]),
            models.Index(fields=["group", "kind"]),
        ]

    def __str__(self) -> str:
        return self.reference


class Link(models.Model):
    """One record led to another: an edge of the thread, or a death that became a review."""

    upstream = models.ForeignKey(Record, models.PROTECT, related_name="downstream_links")
    downstream = models.ForeignKey(Record, models.PROTECT, related_name="upstream_links")
    kind = models.CharField(max_length=40, default="led_to")
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["upstream", "downstream", "kind"], name="records_link_once"),
            models.CheckConstraint(condition=~Q(upstream=models.F("downstream")), name="records_link_not_to_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.upstream_id} → {self.downstream_id}"
