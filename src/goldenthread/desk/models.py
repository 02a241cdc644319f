"""The one thing the desk keeps: the secret address of a person's calendar, as a digest."""

from __future__ import annotations

from django.db import models


class CalendarLink(models.Model):
    """A person's calendar address. `changed_at` is when what it gives was last another than before."""

    person = models.OneToOneField("accounts.Person", models.PROTECT, primary_key=True, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    content_digest = models.CharField(max_length=64, blank=True)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"calendar of {self.person_id}"
