"""What every knot shares: its record, and the one rule of who sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, TypeVar

from django.db import models

from goldenthread.records.models.record import AnyViewer, visible

if TYPE_CHECKING:
    from goldenthread.records.viewer import Viewer

Row = TypeVar("Row", bound=models.Model)


class KnotQuerySet(models.QuerySet[Row]):
    """Rows whose record the viewer may see."""

    def visible_to(self, viewer: Viewer | AnyViewer) -> Self:
        """Only the rows this viewer may see."""
        return self.filter(visible(viewer, "record_id"))


class Knot(models.Model):
    """A row one-to-one with its record; the partnership is repeated for the lists' indexes and never changes."""

    record = models.OneToOneField("records.Record", models.PROTECT, primary_key=True, related_name="%(class)s")
    partnership = models.ForeignKey("partnership.Partnership", models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.pk}"
