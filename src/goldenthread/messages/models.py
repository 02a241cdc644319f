"""Notices, which are shown on my work; messages, each one mail to one address; and when a person wants them."""

from __future__ import annotations

from datetime import time
from typing import ClassVar

from django.db import models
from django.db.models import Q

from goldenthread.messages.terms import MessageState

UNSENT = [MessageState.WAITING.value, MessageState.SENDING.value]


class Message(models.Model):
    """One mail to one address: a row first, then sent. `address` is the page it leads to; where it is empty, it is worked out as it is sent.

    `key` stands in its link and in its Message-ID, so that a bounce or an opened link finds its row.
    """

    key = models.CharField(max_length=40, unique=True)
    partnership_id = models.BigIntegerField(null=True)
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", null=True)
    to = models.EmailField(max_length=254)
    name = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=300)
    words = models.TextField(blank=True)
    reference = models.CharField(max_length=12, blank=True)
    address = models.CharField(max_length=300, blank=True)
    calendar = models.TextField(blank=True, help_text="An iCalendar object that goes with it.")
    urgent = models.BooleanField(default=False)
    state = models.CharField(max_length=20, choices=MessageState.choices(), default="waiting")
    problem = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    taken_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True, help_text="When it was delivered, came back or was given up.")
    opened_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["-urgent", "next_try_at"], condition=Q(state__in=UNSENT), name="messages_message_unsent"
            ),
            models.Index(fields=["partnership_id", "-made_at"]),
            models.Index(fields=["person", "kind", "-made_at"]),
            models.Index(fields=["reference"]),
        ]

    def __str__(self) -> str:
        return self.subject


class Notice(models.Model):
    """Something a person should know. `reference` and `address` point at what it is about; no identities, no case detail.

    `message` is the mail that told them, whether it went by itself or in a day's digest.
    """

    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="notices")
    partnership_id = models.BigIntegerField()
    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=300)
    reference = models.CharField(max_length=12, blank=True)
    address = models.CharField(max_length=300)
    urgent = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    message = models.ForeignKey(Message, models.PROTECT, related_name="notices", null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["person", "read_at", "-made_at"]),
            models.Index(
                fields=["urgent", "made_at"],
                condition=Q(message__isnull=True, read_at__isnull=True),
                name="messages_notice_unmailed",
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class MailPreference(models.Model):
    """When one person wants mail. Whoever has none is mailed at the usual times."""

    person = models.OneToOneField("accounts.Person", models.PROTECT, primary_key=True, related_name="mail_preference")
    digest_at = models.TimeField(default=time(7, 30))
    quiet_from = models.TimeField(default=time(19, 0))
    quiet_until = models.TimeField(default=time(7, 0))
    weekends = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"mail preference {self.pk}"


class Incoming(models.Model):
    """A mail that came in was looked at: a digest of it, what it was taken for, and nothing that it says. The worker's alone."""

    digest = models.CharField(max_length=64, primary_key=True)
    what = models.CharField(max_length=20)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.what
