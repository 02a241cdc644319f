"""Exceptions to the rule of circles: who is kept out for a conflict of interest, and who broke the glass."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q


class Exclusion(models.Model):
    """A person kept out of one record, or of a whole circle, for a conflict of interest."""

    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    record = models.ForeignKey("records.Record", models.PROTECT, related_name="+", null=True, blank=True)
    circle = models.ForeignKey("records.Circle", models.PROTECT, related_name="+", null=True, blank=True)
    reason = models.TextField()
    declared_at = models.DateTimeField()
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(record__isnull=True) ^ Q(circle__isnull=True), name="records_exclusion_of_one_thing"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="records_exclusion_days_in_order",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["person"])]

    def __str__(self) -> str:
        return f"exclusion {self.pk}"


class NamedSight(models.Model):
    """A person by name who sees one record for some days, apart from any circle, with the reason: a deputy, a guest."""

    record = models.ForeignKey("records.Record", models.PROTECT, related_name="+")
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    reason = models.TextField()
    starts_on = models.DateField()
    ends_on = models.DateField(help_text="The first day on which it no longer holds.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["record", "person"], name="records_named_sight_once"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="records_named_sight_days_in_order"),
        ]
        indexes: ClassVar = [models.Index(fields=["person", "ends_on"])]

    def __str__(self) -> str:
        return f"named sight {self.pk}"


class BreakGlass(models.Model):
    """A timed sight of one record, asked for with a reason and granted by a second person."""

    partnership = models.ForeignKey("partnership.Partnership", models.PROTECT, related_name="+")
    reference = models.CharField(max_length=12, help_text="As asked for; the answer does not say whether it exists.")
    record = models.ForeignKey("records.Record", models.PROTECT, related_name="+", null=True, blank=True)
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    reason = models.TextField()
    asked_at = models.DateTimeField()
    granted_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", null=True, blank=True)
    granted_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(granted_at__isnull=True) | Q(ends_at__gt=F("granted_at")), name="records_glass_ends"
            ),
            models.CheckConstraint(
                condition=Q(granted_at__isnull=True, granted_by__isnull=True, ends_at__isnull=True)
                | Q(granted_at__isnull=False, granted_by__isnull=False, ends_at__isnull=False, record__isnull=False),
                name="records_glass_granted_whole",
            ),
            models.CheckConstraint(
                condition=Q(granted_by__isnull=True) | ~Q(granted_by=F("person")), name="records_glass_second_person"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["person", "ends_at"])]

    def __str__(self) -> str:
        return f"break-glass {self.pk}"
