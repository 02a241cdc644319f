"""The door for people without an account: links, codes, and the presses of a link's button."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from goldenthread.returns.models.base import OfReturn
from goldenthread.returns.models.request import Return
from goldenthread.returns.terms import LinkKind


class AnswerLink(OfReturn):
    """A link bound to one return and one address, to one section of it for a colleague. Only the digest of its token is kept.

    The token is drawn as its message is sent: it stands in that mail and nowhere else.
    """

    answer_to = models.ForeignKey(Return, models.PROTECT, related_name="links", db_column="record_id")
    kind = models.CharField(max_length=20, choices=LinkKind.choices())
    section = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=200)
    email = models.EmailField(max_length=254)
    message_key = models.CharField(max_length=40, blank=True, help_text="The message that carries it.")
    digest = models.CharField(max_length=64, unique=True, null=True, help_text="Empty until the message is sent.")
    made_by = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)


class AnswerCode(OfReturn):
    """A code for a link's address, drawn as its message is sent. The web process cannot read its digest: the database compares."""

    link = models.ForeignKey(AnswerLink, models.PROTECT, related_name="codes")
    message_key = models.CharField(max_length=40)
    digest = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)
    session_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["session_digest"])]


class Knock(models.Model):
    """Someone pressed the button of a link, working or not. The worker answers it; asking takes as long either way."""

    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"knock {self.pk}"
