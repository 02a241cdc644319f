"""A person's leaving, planned and carried out; the yearly confirmation of who sits where."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from goldenthread.administration.terms import Answer


class Departure(models.Model):
    """From which day a person no longer works with a partnership, and who takes over what they hold.

    `chosen` names a successor for single things, by their key (`seat:12` → a person's id, or null for nobody); `successor` takes the rest.
    """

    partnership = models.ForeignKey("partnership.Partnership", models.PROTECT, related_name="+")
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    on = models.DateField()
    successor = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", null=True, blank=True)
    chosen = models.JSONField(default=dict)
    decided_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    problem = models.TextField(blank=True, help_text="Why it could not be carried out.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["partnership", "person"],
                condition=Q(done_at__isnull=True, withdrawn_at__isnull=True),
                name="administration_departure_once",
            )
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["on"],
                condition=Q(done_at__isnull=True, withdrawn_at__isnull=True),
                name="administration_departure_due",
            )
        ]

    def __str__(self) -> str:
        return f"departure {self.pk}"


class ConfirmationRound(models.Model):
    """The yearly asking of every agency who sits where. The newest of a partnership is the one that counts."""

    partnership = models.ForeignKey("partnership.Partnership", models.PROTECT, related_name="+")
    started_on = models.DateField()
    due_on = models.DateField()
    started_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["partnership", "started_on"], name="administration_round_a_day"),
            models.CheckConstraint(condition=Q(due_on__gte=F("started_on")), name="administration_round_in_order"),
        ]

    def __str__(self) -> str:
        return f"round {self.pk}"


class Confirmation(models.Model):
    """What was said of a seat or a post in a round; said again, the last word holds."""

    partnership = models.ForeignKey("partnership.Partnership", models.PROTECT, related_name="+")
    round = models.ForeignKey(ConfirmationRound, models.PROTECT, related_name="confirmations")
    seat = models.ForeignKey("partnership.Seat", models.PROTECT, related_name="+", null=True, blank=True)
    post = models.ForeignKey("partnership.Post", models.PROTECT, related_name="+", null=True, blank=True)
    answer = models.CharField(max_length=20, choices=Answer.choices())
    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(seat__isnull=False, post__isnull=True) | Q(seat__isnull=True, post__isnull=False),
                name="administration_confirmation_of_one",
            ),
            models.UniqueConstraint(
                fields=["round", "seat"], condition=Q(seat__isnull=False), name="administration_confirmation_seat_once"
            ),
            models.UniqueConstraint(
                fields=["round", "post"], condition=Q(post__isnull=False), name="administration_confirmation_post_once"
            ),
        ]

    def __str__(self) -> str:
        return f"confirmation {self.pk}"
