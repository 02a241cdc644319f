"""What can be found of a record: a row that the database itself keeps, and the runtime roles only read."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.contrib.postgres.search import SearchVectorField
from django.db import models

from goldenthread.records.models.record import visible

if TYPE_CHECKING:
    from goldenthread.records.viewer import Viewer


class EntryQuerySet(models.QuerySet["Entry"]):
    """Entries of records the viewer may see."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Only the entries of records this viewer may see."""
        return self.filter(visible(viewer, "record_id"))


class Entry(models.Model):
    """One record as search knows it. `head` is its title, `body` its room's own words, `words` both; written by triggers alone."""

    record = models.OneToOneField("records.Record", models.DO_NOTHING, primary_key=True, related_name="+")
    partnership_id = models.BigIntegerField()
    group_id = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=40)
    day = models.DateField()
    head = SearchVectorField()
    body = SearchVectorField()
    words = SearchVectorField()

    objects: ClassVar[models.Manager[Entry]] = models.Manager.from_queryset(EntryQuerySet)()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["partnership_id", "kind", "-day"], name="search_entry_by_kind")]

    def __str__(self) -> str:
        return f"entry {self.pk}"
