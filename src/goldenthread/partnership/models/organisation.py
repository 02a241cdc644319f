"""Organisations, which outlive their names, and how they belong to partnerships."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from goldenthread.partnership.terms import Capacity, Sector


class Organisation(models.Model):
    """An organisation under one name; a successor (a commissioner replaced, a school turned academy) points back by `successor`."""

    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60, blank=True)
    sector = models.CharField(max_length=40, choices=Sector.choices())
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    successor = models.ForeignKey("self", models.PROTECT, related_name="predecessors", null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(opened_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="partnership_organisation_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name


class PartnershipOrganisation(models.Model):
    """How an organisation belongs to a partnership, from one day until another."""

    partnership = models.ForeignKey("partnership.Partnership", models.PROTECT, related_name="organisations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="partnerships")
    capacity = models.CharField(max_length=40, choices=Capacity.choices())
    number = models.PositiveSmallIntegerField(default=0)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["partnership", "organisation", "capacity"], name="partnership_organisation_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} in {self.partnership_id}"


class RegisterEntry(models.Model):
    """What an official register says of an organisation: its number there, and what was taken over from it and when."""

    organisation = models.OneToOneField(Organisation, models.PROTECT, related_name="register_entry")
    register = models.CharField(max_length=20)
    number = models.CharField(max_length=20)
    details = models.JSONField(default=dict)
    taken_at = models.DateTimeField()
    taken_from = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["register", "number"], name="partnership_register_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.register} {self.number}"


class RegisterArea(models.Model):
    """Which part of a register a partnership compares itself with: the areas and kinds chosen last."""

    partnership = models.ForeignKey("partnership.Partnership", models.PROTECT, related_name="register_areas")
    register = models.CharField(max_length=20)
    areas = ArrayField(models.CharField(max_length=20), default=list)
    groups = ArrayField(models.CharField(max_length=20), default=list)
    compared_at = models.DateTimeField()
    compared_with = models.CharField(max_length=200, blank=True)
    compared_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["partnership", "register"], name="partnership_register_area_once")
        ]

    def __str__(self) -> str:
        return f"{self.register} of {self.partnership_id}"
