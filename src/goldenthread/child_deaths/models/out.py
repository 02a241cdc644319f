"""What leaves the room: hand-overs to the national database, and decisions on what was asked to be seen."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from goldenthread.child_deaths.models.death import Death, Part
from goldenthread.child_deaths.terms import HandoverState, Stream


class Handover(Part):
    """One hand-over of one stream: what was made, when it went, and what came back."""

    death = models.ForeignKey(Death, models.PROTECT, related_name="handovers", db_column="record_id")
    stream = models.CharField(max_length=20, choices=Stream.choices())
    number = models.PositiveSmallIntegerField(help_text="The first, or which amendment.")
    state = models.CharField(max_length=20, choices=HandoverState.choices())
    digest = models.CharField(max_length=64, help_text="Of what was handed over: a later change shows.")
    of_version = models.PositiveIntegerField(help_text="Of the record it was made from.")
    sent_at = models.DateTimeField(null=True, blank=True)
    reference = models.CharField(max_length=60, blank=True, help_text="The database’s own.")
    taken_on = models.DateField(null=True, blank=True)
    refused_why = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["death", "stream", "number"], name="child_deaths_handover_once")
        ]


class Disclosure(Part):
    """Who asked to see what of a death’s papers, and what was decided."""

    death = models.ForeignKey(Death, models.PROTECT, related_name="disclosures", db_column="record_id")
    asker = models.CharField(max_length=160, help_text="A role or relation, no name.")
    asked_on = models.DateField()
    asked_for = models.TextField()
    decided = models.TextField()
    why = models.TextField()
    by_role = models.CharField(max_length=120)
    on = models.DateField()


class BroughtIn(Part):
    """A death that came from a spreadsheet: the same file brought in again knows it by its key, disposed of or not."""

    death = models.OneToOneField(Death, models.PROTECT, related_name="+", db_column="record_id")
    partnership = models.ForeignKey("partnership.Partnership", models.PROTECT, related_name="+")
    key = models.CharField(max_length=64, help_text="A digest of the local reference.")
    local_reference = models.CharField(max_length=60)
    is_history = models.BooleanField(default=False, help_text="Reviewed before it came here.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["partnership", "key"], name="child_deaths_brought_in_once")
        ]
