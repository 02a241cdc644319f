"""What was done and seen, in words, and the seals that prove it was not altered since."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Event(models.Model):
    """One thing done or viewed. Record, partnership and person are plain values: deleting them cannot alter the past."""

    at = models.DateTimeField()
    verb = models.CharField(max_length=60)
    sentence = models.TextField()
    actor_kind = models.CharField(max_length=10)
    person_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200)
    record_id = models.BigIntegerField(null=True)
    reference = models.CharField(max_length=12, blank=True)
    partnership_id = models.BigIntegerField(null=True)
    details = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    seal = models.ForeignKey("history.Seal", models.PROTECT, related_name="events", null=True)
    disposed_by = models.BigIntegerField(null=True, help_text="The event of the disposal that took what this one said.")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["record_id", "at"]),
            models.Index(fields=["partnership_id", "at"]),
            models.Index(fields=["person_id", "at"]),
            models.Index(fields=["id"], condition=models.Q(seal__isnull=True), name="history_event_unsealed"),
            models.Index(
                fields=["disposed_by"], condition=models.Q(disposed_by__isnull=False), name="history_event_disposed"
            ),
        ]

    def __str__(self) -> str:
        return self.sentence


class Seal(models.Model):
    """A keyed digest over a batch of events and the seal before it: a chain whose head is also kept outside the database."""

    sealed_at = models.DateTimeField()
    events_sealed = models.PositiveIntegerField()
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return f"seal {self.pk}"


class Submission(models.Model):
    """A form that was stored: the same form sent twice finds its first answer here and is not stored again."""

    token = models.UUIDField(primary_key=True)
    person_id = models.BigIntegerField(null=True)
    address = models.CharField(max_length=500)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.token)
