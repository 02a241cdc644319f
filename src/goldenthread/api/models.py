"""Tokens with which other programs read for a person."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from goldenthread.api.terms import Part


class Token(models.Model):
    """One token: for one partnership and some of its parts, until a day. Only the digest of its secret is kept."""

    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    partnership = models.ForeignKey("partnership.Partnership", models.PROTECT, related_name="+")
    name = models.CharField(max_length=100)
    parts = ArrayField(models.CharField(max_length=20, choices=Part.choices()))
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    asked = models.PositiveIntegerField(default=0, help_text="How often in the minute of its last use.")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("made_at")), name="api_token_days_in_order")
        ]

    def __str__(self) -> str:
        return self.name
