"""Whom a record is about: identifying fields, encrypted, shown only where the role needs them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Subject(models.Model):
    """A child or adult a record concerns, under a pseudonym; every `_sealed` field is a token of core.encryption."""

    record = models.ForeignKey("records.Record", models.PROTECT, related_name="subjects")
    pseudonym = models.CharField(max_length=60)
    name_sealed = models.TextField(blank=True)
    born_sealed = models.TextField(blank=True)
    nhs_number_sealed = models.TextField(blank=True)
    nhs_number_index = models.CharField(max_length=64, blank=True)
    address_sealed = models.TextField(blank=True)
    name_index = models.CharField(max_length=64, blank=True, default="", db_default="")
    born_index = models.CharField(max_length=64, blank=True, default="", db_default="")
    sets_retention = models.BooleanField(
        default=True,
        db_default=True,
        help_text="Whether the record is kept by this person's date of birth: not so for the family of whom it is about.",
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["record", "pseudonym"], name="records_subject_pseudonym_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["nhs_number_index"]),
            models.Index(fields=["name_index"], name="records_subject_by_name"),
            models.Index(fields=["born_index"], name="records_subject_by_birth"),
        ]

    def __str__(self) -> str:
        return f"subject {self.pk}"
