"""A person's leaving, planned and carried out."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q


class Departure(models.Model):
    """From which day a person no longer works with a partnership, and who takes over what they hold.

    `chosen` names a successor for single things, by their key (`seat:12` → a person's id, or null for nobody); `successor` takes the rest.
    """

    partnership = models.ForeignKey("partnership.Partnership", models.PROTECT, related_name="+")
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    on = models.DateField()
    successor = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", null=True, blank=True)
    chosen = models.JSONField(default=dict)
    decided_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    problem = models.TextField(blank=True, help_text="Why it could not be carried out.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["partnership", "person"],
                condition=Q(done_at__isnull=True, withdrawn_at__isnull=True),
                name="administration_departure_once",
            )
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["on"],
                condition=Q(done_at__isnull=True, withdrawn_at__isnull=True),
                name="administration_departure_due",
            )
        ]

    def __str__(self) -> str:
        return f"departure {self.pk}"
