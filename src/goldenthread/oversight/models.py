"""Highlight reports, risks, challenges, the forward plan and engagement: each a record in its group's circle."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from goldenthread.history.tracking import tracked
from goldenthread.oversight.terms import (
    ChallengeKind,
    ChallengeState,
    HighlightState,
    NewSector,
    PlanState,
    Reach,
    RiskState,
)
from goldenthread.thread.models.base import Knot, KnotQuerySet


@tracked
class Highlight(Knot):
    """What a group tells the partners of a period, on one page. Once issued it never changes."""

    group = models.ForeignKey("partnership.Group", models.PROTECT, related_name="+")
    period_start = models.DateField()
    period_end = models.DateField()
    achieved = models.TextField(blank=True)
    late = models.TextField(blank=True)
    risks = models.TextField(blank=True)
    asks = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=HighlightState.choices(), default="draft")
    issued_at = models.DateTimeField(null=True, blank=True)
    issued_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", null=True, blank=True)

    objects: ClassVar[models.Manager[Highlight]] = models.Manager.from_queryset(KnotQuerySet["Highlight"])()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")), name="oversight_highlight_days_in_order"
            ),
            models.CheckConstraint(
                condition=Q(state="issued", issued_at__isnull=False) | Q(state="draft", issued_at__isnull=True),
                name="oversight_highlight_issued_whole",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["partnership", "-period_end"])]


@tracked
class Risk(Knot):
    """A risk. How likely and how serious it is comes from its last review."""

    text = models.TextField()
    effect = models.TextField(blank=True, help_text="What it would mean for children.")
    controls = models.TextField(blank=True, help_text="What is in place already.")
    owner = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", null=True, blank=True)
    owner_organisation = models.ForeignKey(
        "partnership.Organisation", models.PROTECT, related_name="+", null=True, blank=True
    )
    likelihood = models.PositiveSmallIntegerField()
    impact = models.PositiveSmallIntegerField()
    review_by = models.DateField()
    state = models.CharField(max_length=10, choices=RiskState.choices(), default="open")
    closed_why = models.TextField(blank=True)

    objects: ClassVar[models.Manager[Risk]] = models.Manager.from_queryset(KnotQuerySet["Risk"])()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(likelihood__range=(1, 5), impact__range=(1, 5)), name="oversight_risk_scored"
            ),
            models.CheckConstraint(
                condition=Q(state="open") | ~Q(closed_why=""), name="oversight_risk_closed_with_reason"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["partnership", "state", "review_by"])]


class Part(models.Model):
    """A row of an entry; it is there for whoever sees the entry's record."""

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.pk}"


class RiskReview(Part):
    """One look at a risk: how it stands that day, and by when it is looked at again; never edited."""

    risk = models.ForeignKey(Risk, models.PROTECT, related_name="reviews", db_column="record_id")
    on = models.DateField()
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    likelihood = models.PositiveSmallIntegerField()
    impact = models.PositiveSmallIntegerField()
    words = models.TextField(blank=True)
    review_by = models.DateField()


class RiskAction(Part):
    """An action that makes a risk smaller."""

    risk = models.ForeignKey(Risk, models.PROTECT, related_name="actions", db_column="record_id")
    action = models.ForeignKey("thread.Action", models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["risk", "action"], name="oversight_risk_action_once")]


@tracked
class Challenge(Knot):
    """Who challenged whom about what, what came back, and what followed."""

    kind = models.CharField(max_length=20, choices=ChallengeKind.choices())
    challenger = models.CharField(max_length=200, help_text="The person, group or organisation that asks.")
    challenged = models.ForeignKey("partnership.Organisation", models.PROTECT, related_name="+", null=True, blank=True)
    challenged_whom = models.CharField(
        max_length=200, blank=True, help_text="A group or person, where it is no organisation."
    )
    text = models.TextField()
    raised_on = models.DateField()
    answer_by = models.DateField(null=True, blank=True)
    response = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    outcome = models.TextField(blank=True)
    closed_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=ChallengeState.choices(), default="raised")

    objects: ClassVar[models.Manager[Challenge]] = models.Manager.from_queryset(KnotQuerySet["Challenge"])()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="raised", answered_on__isnull=True)
                | Q(state="answered", answered_on__isnull=False)
                | Q(state="closed", closed_on__isnull=False) & ~Q(outcome=""),
                name="oversight_challenge_states_whole",
            ),
            models.CheckConstraint(
                condition=Q(challenged__isnull=False) | ~Q(challenged_whom=""), name="oversight_challenge_of_someone"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["partnership", "state", "raised_on"])]


class Note(Part):
    """What was done about a challenge on a day; never edited."""

    challenge = models.ForeignKey(Challenge, models.PROTECT, related_name="notes", db_column="record_id")
    text = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")


@tracked
class PlannedMatter(Knot):
    """A matter that the partners will take on a day to come."""

    text = models.TextField()
    lead = models.CharField(max_length=200, blank=True)
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=PlanState.choices(), default="planned")
    outcome = models.TextField(blank=True)

    objects: ClassVar[models.Manager[PlannedMatter]] = models.Manager.from_queryset(KnotQuerySet["PlannedMatter"])()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="planned") | ~Q(outcome=""), name="oversight_plan_ended_with_outcome"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["partnership", "due_on"])]


@tracked
class Engagement(Knot):
    """Who of a sector was reached, how, what was agreed and what followed."""

    sector = models.CharField(max_length=20, choices=NewSector.choices())
    who = models.CharField(max_length=300)
    reached_on = models.DateField()
    how = models.CharField(max_length=20, choices=Reach.choices())
    people = models.PositiveIntegerField(
        null=True, blank=True, help_text="How many people were reached, where counted."
    )
    agreed = models.TextField(blank=True)
    followed = models.TextField(blank=True)

    objects: ClassVar[models.Manager[Engagement]] = models.Manager.from_queryset(KnotQuerySet["Engagement"])()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["partnership", "sector", "-reached_on"])]


class Followed(Part):
    """A record that followed from an engagement: an action, a product, an impact."""

    engagement = models.ForeignKey(Engagement, models.PROTECT, related_name="links", db_column="record_id")
    other = models.ForeignKey("records.Record", models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["engagement", "other"], name="oversight_followed_once")
        ]
