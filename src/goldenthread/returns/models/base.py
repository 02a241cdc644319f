"""What every row of this room that hangs from a record shares: the one rule of who sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, TypeVar

from django.db import models

from goldenthread.records.models.record import visible

if TYPE_CHECKING:
    from goldenthread.records.viewer import Viewer

Row = TypeVar("Row", bound=models.Model)


class RecordedQuerySet(models.QuerySet[Row]):
    """Rows whose record the viewer may see."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Only the rows this viewer may see."""
        return self.filter(visible(viewer, "record_id"))


class OfReturn(models.Model):
    """A row of a return; it is there for whoever sees the return's record."""

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.pk}"
