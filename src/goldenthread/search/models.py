"""What can be found of a record: a row that the database itself keeps, and the runtime roles only read."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models.expressions import RawSQL

from goldenthread.database.statements import Slot

if TYPE_CHECKING:
    from goldenthread.records.models.record import AnyViewer
    from goldenthread.records.viewer import Viewer


SEEN = """((search_entry.circles && %s::bigint[] or search_entry.record_id = any(%s::bigint[]))
 and not search_entry.record_id = any(%s::bigint[]))"""


class EntryQuerySet(models.QuerySet["Entry"]):
    """Entries of records the viewer may see."""

    def visible_to(self, viewer: Viewer | AnyViewer) -> Self:
        """Only the entries of records this viewer may see, by the circles that stand in the entry itself."""
        held = [_numbers(numbers) for numbers in (viewer.circles, viewer.opened, viewer.excluded)]
        return self.filter(RawSQL(SEEN, held, output_field=models.BooleanField()))  # noqa: S611 - values are parameters


def _numbers(numbers: frozenset[int] | Slot) -> list[int] | Slot:
    return numbers if isinstance(numbers, Slot) else sorted(numbers)


class Entry(models.Model):
    """One record as search knows it. `head` is its title, `body` its room's own words, `words` both, `circles` its circles' keys; written by triggers alone."""

    record = models.OneToOneField("records.Record", models.DO_NOTHING, primary_key=True, related_name="+")
    partnership_id = models.BigIntegerField()
    group_id = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=40)
    day = models.DateField()
    circles = ArrayField(models.BigIntegerField(), default=list, db_default=[])
    head = SearchVectorField()
    body = SearchVectorField()
    words = SearchVectorField()

    objects: ClassVar[models.Manager[Entry]] = models.Manager.from_queryset(EntryQuerySet)()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["partnership_id", "kind", "-day"], name="search_entry_by_kind")]

    def __str__(self) -> str:
        return f"entry {self.pk}"


class Part(models.Model):
    """What one table gives to the words of one record. Written by triggers alone."""

    pk = models.CompositePrimaryKey("record_id", "source")
    record = models.ForeignKey("records.Record", models.DO_NOTHING, related_name="+")
    source = models.CharField(max_length=63)
    words = SearchVectorField()

    def __str__(self) -> str:
        return f"part {self.record_id} {self.source}"
