"""Meetings, and how a group holds them."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from goldenthread.history.tracking import tracked
from goldenthread.meetings.terms import MeetingState
from goldenthread.thread.models.base import Knot, KnotQuerySet


class GroupSetting(models.Model):
    """How a group's meetings are drafted. Nothing here is about anybody, so it hangs from no record."""

    group = models.OneToOneField("partnership.Group", models.PROTECT, primary_key=True, related_name="+")
    pseudonymise = models.BooleanField(
        default=False, help_text="Generated papers name no child and no member of staff."
    )
    standing_items = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    item_minutes = models.PositiveSmallIntegerField(default=10)

    def __str__(self) -> str:
        return f"settings of {self.group_id}"


@tracked
class Meeting(Knot):
    """A meeting. `day` is what lower rooms read of it, and is gone once it is cancelled; sealed minutes never change."""

    group = models.ForeignKey("partnership.Group", models.PROTECT, related_name="+")
    day = models.OneToOneField("partnership.GroupMeeting", models.PROTECT, related_name="+", null=True, blank=True)
    meets_on = models.DateField()
    starts_at = models.TimeField(null=True, blank=True)
    ends_at = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    link = models.URLField(max_length=500, blank=True)
    title = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=20, choices=MeetingState.choices(), default="planned")
    sequence = models.PositiveIntegerField(default=0, help_text="Counts its changes for the calendars it is in.")
    reason = models.TextField(blank=True, help_text="Why it was cancelled.")
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    circulated_at = models.DateTimeField(null=True, blank=True)
    approved_in = models.ForeignKey("self", models.PROTECT, related_name="approves", null=True, blank=True)
    approved_how = models.CharField(max_length=300, blank=True)
    sealed = models.JSONField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    sealed_at = models.DateTimeField(null=True, blank=True)
    sealed_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", null=True, blank=True)

    objects: ClassVar[models.Manager[Meeting]] = models.Manager.from_queryset(KnotQuerySet["Meeting"])()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="cancelled", day__isnull=True) | ~Q(state="cancelled") & Q(day__isnull=False),
                name="meetings_meeting_day_unless_cancelled",
            ),
            models.CheckConstraint(
                condition=Q(state="sealed", sealed__isnull=False, sealed_at__isnull=False) & ~Q(digest="")
                | ~Q(state="sealed") & Q(sealed__isnull=True, digest=""),
                name="meetings_meeting_sealed_whole",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["partnership", "meets_on"]),
            models.Index(fields=["group", "meets_on"]),
        ]


class MeetingPart(models.Model):
    """A row of a meeting; it is there for whoever sees the meeting's record."""

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.pk}"
