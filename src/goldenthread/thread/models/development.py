"""Developments: what a group reports that it did in a period, and the impact it claims."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from goldenthread.history.tracking import tracked
from goldenthread.thread.models.base import Knot, KnotQuerySet
from goldenthread.thread.terms import ImpactKind


@tracked
class Development(Knot):
    """The reporting row over the thread. `linked_on` is empty while it is reported but not yet linked to any record."""

    number = models.PositiveSmallIntegerField()
    summary = models.TextField()
    period_start = models.DateField()
    period_end = models.DateField()
    themes = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    resources = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    partial = models.BooleanField(default=False)
    inferred = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    imported = models.BooleanField(default=False)
    extra = models.JSONField(default=dict, blank=True)

    objects: ClassVar[models.Manager[Development]] = models.Manager.from_queryset(KnotQuerySet["Development"])()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")), name="thread_development_period_in_order"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["partnership", "period_start", "period_end"])]


class DevelopmentImpact(models.Model):
    """One impact a development claims, under its number, as it will read; `impact` is the knot behind it, once linked."""

    development = models.ForeignKey(Development, models.PROTECT, related_name="impacts", db_column="record_id")
    position = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=10)
    statement = models.TextField()
    kind = models.CharField(max_length=40, choices=ImpactKind.choices(), blank=True)
    date = models.CharField(max_length=10, blank=True)
    measure = models.JSONField(null=True, blank=True)
    partial = models.BooleanField(default=False)
    inferred = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    extra = models.JSONField(default=dict, blank=True)
    impact = models.ForeignKey("thread.Impact", models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["development", "position"],
                name="thread_development_impact_position_once",
                deferrable=models.Deferrable.DEFERRED,
            )
        ]

    def __str__(self) -> str:
        return f"impact {self.number}"


class NextStep(models.Model):
    """What a group will do next, as its report for a period says it."""

    partnership = models.ForeignKey("partnership.Partnership", models.PROTECT, related_name="+")
    group = models.ForeignKey("partnership.Group", models.PROTECT, related_name="next_steps")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    parts = ArrayField(models.TextField(), default=list, blank=True)
    period_start = models.DateField()
    period_end = models.DateField()
    extra = models.JSONField(default=dict, blank=True)

    def __str__(self) -> str:
        return f"next step {self.pk}"
