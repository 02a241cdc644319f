"""Questionnaires and their versions."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q


class Questionnaire(models.Model):
    """A questionnaire of a partnership. `shipped_key` names the one that comes with the program which it was taken from."""

    partnership = models.ForeignKey("partnership.Partnership", models.PROTECT, related_name="+")
    reference = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=200)
    shipped_key = models.CharField(max_length=60, blank=True)
    made_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", null=True, blank=True)
    made_at = models.DateTimeField()
    retired_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["partnership", "shipped_key"], condition=~Q(shipped_key=""), name="returns_shipped_once"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["partnership", "name"])]

    def __str__(self) -> str:
        return self.name


class QuestionnaireVersion(models.Model):
    """One version. While `published_at` is empty it is the draft, of which there is one; once it is set the row never changes."""

    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="versions")
    partnership = models.ForeignKey("partnership.Partnership", models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    edits = models.PositiveIntegerField(default=1, help_text="How often the draft was changed; its forms carry it.")
    what_changed = models.TextField(blank=True)
    published_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["questionnaire", "number"], name="returns_version_number_once"),
            models.UniqueConstraint(
                fields=["questionnaire"], condition=Q(published_at__isnull=True), name="returns_version_one_draft"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.questionnaire_id} version {self.number}"
