"""Agendas: each item a record of its own, its place on the agenda a row of the meeting."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from goldenthread.history.tracking import tracked
from goldenthread.meetings.models.meeting import Meeting, MeetingPart
from goldenthread.meetings.terms import ItemKind, ItemState, PaperKind, Purpose
from goldenthread.thread.models.base import Knot, KnotQuerySet


@tracked
class AgendaItem(Knot):
    """One matter of a meeting, with its minutes. Whoever is kept out of its record sees its place alone."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    kind = models.CharField(max_length=20, choices=ItemKind.choices())
    purpose = models.CharField(max_length=20, choices=Purpose.choices())
    text = models.TextField(blank=True, help_text="What those present are asked, and what they need to know.")
    presenter = models.CharField(max_length=200, blank=True)
    about = models.ForeignKey("records.Record", models.PROTECT, related_name="+", null=True, blank=True)
    source_key = models.CharField(
        max_length=80, blank=True, help_text="What it was drafted from, so that the same is not proposed twice."
    )
    state = models.CharField(max_length=20, choices=ItemState.choices(), default="open")
    carried_from = models.OneToOneField("self", models.PROTECT, related_name="carried_to", null=True, blank=True)
    minutes = models.TextField(blank=True)
    sealed = models.JSONField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)

    objects: ClassVar[models.Manager[AgendaItem]] = models.Manager.from_queryset(KnotQuerySet["AgendaItem"])()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["meeting", "source_key"],
                condition=~Q(source_key="") & ~Q(state="removed"),
                name="meetings_item_drafted_once",
            )
        ]


class AgendaPlace(MeetingPart):
    """Where an item stands and how long it is given: all that someone kept out of it learns."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="places", db_column="record_id")
    item = models.OneToOneField(AgendaItem, models.PROTECT, related_name="place")
    position = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField(default=10)


class ItemPart(models.Model):
    """A row of an agenda item; it is there for whoever sees the item's record."""

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.pk}"


class Paper(ItemPart):
    """A paper of an item: a file, or one that the program writes when the papers go out."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="papers", db_column="record_id")
    kind = models.CharField(max_length=20, choices=PaperKind.choices())
    title = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField()
    document = models.ForeignKey("documents.Document", models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind="document", document__isnull=False) | ~Q(kind="document") & Q(document__isnull=True),
                name="meetings_paper_of_its_kind",
            )
        ]


class Conflict(ItemPart):
    """A conflict of interest declared in an item. The person is kept out of its record from that moment."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="conflicts", db_column="record_id")
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    reason = models.TextField()
    declared_at = models.DateTimeField()
    declared_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["item", "person"], name="meetings_conflict_once")]
