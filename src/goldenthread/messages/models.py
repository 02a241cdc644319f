"""Notices: rows first, then shown on my work, then mailed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Notice(models.Model):
    """Something a person should know. `reference` and `address` point at what it is about; no identities, no case detail."""

    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="notices")
    partnership_id = models.BigIntegerField()
    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=300)
    reference = models.CharField(max_length=12, blank=True)
    address = models.CharField(max_length=300)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)
    mail_tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["person", "read_at", "-made_at"]),
            models.Index(
                fields=["made_at"], condition=models.Q(mailed_at__isnull=True), name="messages_notice_unmailed"
            ),
        ]

    def __str__(self) -> str:
        return self.subject
