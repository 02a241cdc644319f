"""An invitation: the one way in for a new person."""

from __future__ import annotations

from django.db import models


class Invitation(models.Model):
    """A link sent to one address, good for one use until it expires. Only the digest of its token is kept."""

    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    token_digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", null=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"invitation {self.pk}"
