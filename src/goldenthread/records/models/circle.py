"""Circles: the people who may see a record, found by rule from seats and posts."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from goldenthread.records.terms import CircleKind, CircleRole


class Circle(models.Model):
    """A circle of a partnership. `standing_roles` sit in it by rule: the business unit's seat is listed here and can be taken away."""

    partnership = models.ForeignKey("partnership.Partnership", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40, choices=CircleKind.choices())
    group = models.OneToOneField("partnership.Group", models.PROTECT, related_name="+", null=True, blank=True)
    organisation = models.ForeignKey(
        "partnership.Organisation", models.PROTECT, related_name="+", null=True, blank=True
    )
    standing_roles = ArrayField(models.CharField(max_length=40), default=list, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind="group", group__isnull=False, organisation__isnull=True)
                | Q(kind="organisation", group__isnull=True, organisation__isnull=False)
                | Q(kind="partnership", group__isnull=True, organisation__isnull=True),
                name="records_circle_is_of_its_kind",
            ),
            models.UniqueConstraint(
                fields=["partnership"], condition=Q(kind="partnership"), name="records_circle_partnership_once"
            ),
            models.UniqueConstraint(
                fields=["partnership", "organisation"],
                condition=Q(kind="organisation"),
                name="records_circle_organisation_once",
            ),
        ]

    def __str__(self) -> str:
        return f"circle {self.pk} ({self.kind})"


class CircleSeat(models.Model):
    """A person added to a circle by name, apart from any seat or post, with the reason."""

    circle = models.ForeignKey(Circle, models.PROTECT, related_name="named_seats")
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    reason = models.TextField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="records_seat_days_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"named seat {self.pk}"


class RecordCircle(models.Model):
    """A record belongs to a circle, and why."""

    record = models.ForeignKey("records.Record", models.PROTECT, related_name="circles")
    circle = models.ForeignKey(Circle, models.PROTECT, related_name="+")
    role = models.CharField(max_length=40, choices=CircleRole.choices())

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["record", "circle"], name="records_record_circle_once")
        ]
        indexes: ClassVar = [models.Index(fields=["circle", "record"])]

    def __str__(self) -> str:
        return f"{self.record_id} in {self.circle_id}"
