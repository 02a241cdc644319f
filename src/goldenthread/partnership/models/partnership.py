"""A partnership, its people's posts, and what it puts first."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from goldenthread.partnership.terms import Role


class Partnership(models.Model):
    """A safeguarding children partnership. `key` stands in every address of its pages."""

    key = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=40, blank=True)
    area = models.CharField(max_length=200, blank=True)
    established = models.CharField(
        max_length=10, blank=True, help_text="A year, a year and month, or a day, as precise as it is known."
    )
    relevant_agencies = models.TextField(blank=True)
    neighbouring = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    accent = models.CharField(max_length=7, default="#c8961e")
    second_factor_roles = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    fictional = models.BooleanField(default=False, help_text="People and casework are made up: every page says so.")

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """A person's role in a partnership, for an organisation, from one day until another."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="posts")
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="posts")
    organisation = models.ForeignKey(
        "partnership.Organisation", models.PROTECT, related_name="posts", null=True, blank=True
    )
    role = models.CharField(max_length=40, choices=Role.choices())
    title = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True, help_text="The first day on which it no longer holds.")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="partnership_post_days_in_order",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["person", "starts_on"])]

    def __str__(self) -> str:
        return f"post {self.pk}"


class Priority(models.Model):
    """What a partnership puts first in a year."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="priorities")
    year = models.CharField(max_length=9)
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    group = models.ForeignKey("partnership.Group", models.PROTECT, related_name="priorities", null=True, blank=True)
    indicator_key = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["partnership", "year", "number"], name="partnership_priority_number_once")
        ]

    def __str__(self) -> str:
        return f"priority {self.year} {self.number}"


class AreaOfFocus(models.Model):
    """Where a partnership will put its effort in a year, sometimes in parts."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="areas_of_focus")
    year = models.CharField(max_length=9)
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    parts = ArrayField(models.TextField(), default=list, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["partnership", "year", "number"], name="partnership_focus_number_once")
        ]

    def __str__(self) -> str:
        return f"area of focus {self.year} {self.number}"
