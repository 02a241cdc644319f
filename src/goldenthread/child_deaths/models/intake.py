"""What came in, and the decisions on scope, area and the first hours. Each row is added and stays; the last one stands."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from goldenthread.child_deaths.models.death import Death, Part
from goldenthread.child_deaths.terms import (
    AreaLead,
    Channel,
    Immediate,
    InScope,
    Question,
    RelatedWhy,
    ScopeReason,
)


class Notification(Part):
    """One notification, kept as it came: several agencies may tell of one death, with different spellings and days."""

    death = models.ForeignKey(Death, models.PROTECT, related_name="notifications", db_column="record_id")
    number = models.PositiveSmallIntegerField()
    channel = models.CharField(max_length=20, choices=Channel.choices())
    received_at = models.DateTimeField()
    agency = models.CharField(max_length=160)
    role = models.CharField(max_length=120)
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", null=True, blank=True)
    sender_sealed = models.TextField(help_text="Name, address and telephone of who sent it.")
    original_sealed = models.TextField(help_text="Every answer as it was given, with identities.")
    original_digest = models.CharField(max_length=64, help_text="Of what was given: the same sent twice is one.")
    said_died_on = models.DateField(help_text="The day of death as this notification has it.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["death", "number"], name="child_deaths_notification_once")
        ]
        indexes: ClassVar = [models.Index(fields=["original_digest"])]


class ScopeDecision(Part):
    """Whether the death is reviewed, and why. Reversed by a later one."""

    death = models.ForeignKey(Death, models.PROTECT, related_name="scopes", db_column="record_id")
    in_scope = models.CharField(max_length=20, choices=InScope.choices())
    reason = models.CharField(max_length=20, choices=ScopeReason.choices())
    why = models.TextField(help_text="The evidence.")
    by_role = models.CharField(max_length=120)
    on = models.DateField()


class AreaDecision(Part):
    """Which area reviews the death, and who agreed."""

    death = models.ForeignKey(Death, models.PROTECT, related_name="areas", db_column="record_id")
    lead = models.CharField(max_length=20, choices=AreaLead.choices())
    area = models.CharField(max_length=160, blank=True, help_text="The other area.")
    why = models.TextField()
    agreed_by = models.CharField(max_length=200, help_text="Roles on both sides.")
    shares_learning = models.CharField(max_length=300, blank=True, help_text="How learning reaches the other area.")
    on = models.DateField()


class FirstDecision(Part):
    """One of the decisions of the first hours, as it stood."""

    death = models.ForeignKey(Death, models.PROTECT, related_name="first_decisions", db_column="record_id")
    question = models.CharField(max_length=20, choices=Question.choices())
    answer = models.CharField(max_length=20, choices=Immediate.choices())
    why = models.TextField()
    by_role = models.CharField(max_length=120)
    decided_at = models.DateTimeField()


class Related(Part):
    """Another death that belongs with this one. The other's reference is followed only by who sees it too."""

    death = models.ForeignKey(Death, models.PROTECT, related_name="related", db_column="record_id")
    other = models.ForeignKey(Death, models.PROTECT, related_name="+")
    why = models.CharField(max_length=20, choices=RelatedWhy.choices())
    note = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["death", "other"], name="child_deaths_related_once"),
            models.CheckConstraint(condition=~models.Q(death=models.F("other")), name="child_deaths_related_two"),
        ]
