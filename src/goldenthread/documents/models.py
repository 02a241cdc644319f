"""Documents: evidence and papers, private to those who may see the record they belong to."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Document(models.Model):
    """One uploaded file. It is served only when `state` is clean; its bytes lie under `stored_as`, a random name."""

    record = models.ForeignKey("records.Record", models.PROTECT, related_name="documents")
    reference = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    stored_as = models.CharField(max_length=80, unique=True)
    state = models.CharField(
        max_length=20, choices=[("quarantined", "Waiting to be checked"), ("clean", "Checked"), ("infected", "Refused")]
    )
    uploaded_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["record", "sha256", "name"], name="documents_document_once")
        ]

    def __str__(self) -> str:
        return self.name
