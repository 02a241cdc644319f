"""What came of an item: decisions with their reasons, dissent, actions, and comments on its minutes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from goldenthread.history.tracking import tracked
from goldenthread.meetings.models.agenda import AgendaItem, ItemPart
from goldenthread.meetings.terms import DecisionState


@tracked
class Decision(ItemPart):
    """A decision. One taken without a quorum says what was missing, and is provisional until it is confirmed."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="decisions", db_column="record_id")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    reasons = models.TextField()
    state = models.CharField(max_length=20, choices=DecisionState.choices())
    missing = models.TextField(blank=True, help_text="What was missing from a quorum when it was taken.")
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    settled_on = models.DateField(null=True, blank=True)
    settled_how = models.CharField(max_length=400, blank=True)
    settled_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "number"], name="meetings_decision_number_once"),
            models.CheckConstraint(
                condition=Q(state__in=["confirmed", "fell"], settled_on__isnull=False) & ~Q(settled_how="")
                | Q(state__in=["made", "provisional"], settled_on__isnull=True),
                name="meetings_decision_settled_whole",
            ),
        ]


class Dissent(ItemPart):
    """Someone who did not agree with a decision, by name and in their words."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="+", db_column="record_id")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="dissents")
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    words = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["decision", "person"], name="meetings_dissent_once")]


class ItemAction(ItemPart):
    """An action made at the meeting, from an item and perhaps from one of its decisions."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="actions", db_column="record_id")
    action = models.OneToOneField("thread.Action", models.PROTECT, related_name="+")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="actions", null=True, blank=True)


class Comment(ItemPart):
    """What a member said of an item's minutes while they were in circulation."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="comments", db_column="record_id")
    text = models.TextField()
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
