"""A partnership's pathways and their editions, and reference data that changes their days."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q


class Pathway(models.Model):
    """A pathway of a partnership. One that comes with the program has the same key there; it is taken in when it is first used."""

    partnership = models.ForeignKey("partnership.Partnership", models.PROTECT, related_name="+")
    key = models.CharField(max_length=60)
    name = models.CharField(max_length=120)
    made_at = models.DateTimeField()
    retired_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["partnership", "key"], name="pathways_key_once")]

    def __str__(self) -> str:
        return self.name


class Edition(models.Model):
    """One edition. While `published_at` is empty it is the draft, of which there is one; once it is set the row never changes."""

    pathway = models.ForeignKey(Pathway, models.PROTECT, related_name="editions")
    partnership = models.ForeignKey("partnership.Partnership", models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    edits = models.PositiveIntegerField(default=1, help_text="How often the draft was changed; its forms carry it.")
    what_changed = models.TextField(blank=True)
    published_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["pathway", "number"], name="pathways_edition_number_once"),
            models.UniqueConstraint(
                fields=["pathway"], condition=Q(published_at__isnull=True), name="pathways_edition_one_draft"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pathway_id} edition {self.number}"


class Reference(models.Model):
    """What every row of reference data says: where it comes from, when it was last checked, and when it was taken back."""

    partnership = models.ForeignKey("partnership.Partnership", models.PROTECT, related_name="+")
    source = models.TextField()
    checked_on = models.DateField()
    made_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.TextField(blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.pk}"


class Relaxation(Reference):
    """A national relaxation of one stage's time for what falls due in a range of dates; `more` is None where no day is expected at all."""

    pathway_key = models.CharField(max_length=60)
    stage = models.CharField(max_length=40)
    starts_on = models.DateField()
    ends_on = models.DateField()
    more = models.PositiveSmallIntegerField(null=True, blank=True)
    words = models.TextField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="pathways_relaxation_days_in_order")
        ]
        indexes: ClassVar = [models.Index(fields=["partnership", "pathway_key"])]


class AddedHoliday(Reference):
    """A bank holiday that the list which comes with the program does not have, such as a royal occasion, and the day it became known."""

    day = models.DateField()
    title = models.CharField(max_length=120)
    known_on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["partnership", "day"], condition=Q(withdrawn_at__isnull=True), name="pathways_holiday_once"
            )
        ]
