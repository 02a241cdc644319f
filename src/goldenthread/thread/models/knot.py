"""Sources, learning points, products and impact."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from goldenthread.history.tracking import tracked
from goldenthread.thread.models.base import Knot, KnotQuerySet
from goldenthread.thread.terms import (
    ImpactKind,
    LearningHeading,
    LearningNature,
    ProductKind,
    Question,
    SourceKind,
    Strength,
)


@tracked
class Source(Knot):
    """What happened and was looked at. `children` counts children, never reviews or incidents."""

    kind = models.CharField(max_length=40, choices=SourceKind.choices())
    summary = models.TextField(blank=True)
    subject = models.CharField(max_length=200, blank=True)
    age_group = models.CharField(max_length=80, blank=True)
    children = models.PositiveSmallIntegerField(null=True, blank=True)

    objects: ClassVar[models.Manager[Source]] = models.Manager.from_queryset(KnotQuerySet["Source"])()


@tracked
class LearningPoint(Knot):
    """What was learned, under one of the three headings."""

    text = models.TextField()
    parts = ArrayField(models.TextField(), default=list, blank=True)
    nature = models.CharField(max_length=40, choices=LearningNature.choices(), default="development")
    heading = models.CharField(max_length=40, choices=LearningHeading.choices())
    themes = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    age_group = models.CharField(max_length=80, blank=True)

    objects: ClassVar[models.Manager[LearningPoint]] = models.Manager.from_queryset(KnotQuerySet["LearningPoint"])()

    class Meta:
        indexes: ClassVar = [GinIndex(fields=["themes"], name="thread_learning_themes")]


class LearningOrganisation(models.Model):
    """An organisation the learning is for."""

    learning = models.ForeignKey(LearningPoint, models.PROTECT, related_name="organisations", db_column="record_id")
    organisation = models.ForeignKey("partnership.Organisation", models.PROTECT, related_name="+")

    objects: ClassVar[models.Manager[LearningOrganisation]] = models.Manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["learning", "organisation"], name="thread_learning_organisation_once")
        ]

    def __str__(self) -> str:
        return f"learning organisation {self.pk}"


@tracked
class Product(Knot):
    """What was made."""

    kind = models.CharField(max_length=40, choices=ProductKind.choices())
    summary = models.TextField(blank=True)
    address = models.URLField(max_length=400, blank=True)
    day_is_fictional = models.BooleanField(
        default=False, help_text="The source gives no day; a demonstration made one up and says so."
    )

    objects: ClassVar[models.Manager[Product]] = models.Manager.from_queryset(KnotQuerySet["Product"])()


@tracked
class Impact(Knot):
    """What changed, and how that is known. A "none since" takes its day from `since` and its count from the indicator."""

    statement = models.TextField()
    question = models.CharField(max_length=40, choices=Question.choices(), default="difference")
    kind = models.CharField(max_length=40, choices=ImpactKind.choices(), default="outcome")
    indicator = models.ForeignKey("indicators.Indicator", models.PROTECT, related_name="+", null=True, blank=True)
    value = models.DecimalField(max_digits=14, decimal_places=3, null=True, blank=True)
    baseline = models.DecimalField(max_digits=14, decimal_places=3, null=True, blank=True)
    baseline_from = models.DateField(null=True, blank=True)
    baseline_until = models.DateField(null=True, blank=True)
    since = models.ForeignKey(Product, models.PROTECT, related_name="+", null=True, blank=True)
    as_at = models.DateField(null=True, blank=True)
    method = models.TextField(blank=True)
    tested_on = models.DateField(null=True, blank=True)
    strength = models.CharField(max_length=40, choices=Strength.choices(), default="stated")
    caveat = models.TextField(blank=True)
    assured_on = models.DateField(null=True, blank=True)

    objects: ClassVar[models.Manager[Impact]] = models.Manager.from_queryset(KnotQuerySet["Impact"])()
