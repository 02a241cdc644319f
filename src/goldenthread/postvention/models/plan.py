"""The plan: settings supported, tasks by phase, days to mind."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from goldenthread.postvention.models.response import Part, Response
from goldenthread.postvention.terms import MindKind, Phase


class Setting(Part):
    """A setting and the support it is offered: staff, friends and families together, nobody by name."""

    response = models.ForeignKey(Response, models.PROTECT, related_name="settings", db_column="record_id")
    organisation = models.ForeignKey("partnership.Organisation", models.PROTECT, related_name="+", null=True)
    words = models.CharField(max_length=120, blank=True)
    contact_role = models.CharField(max_length=120)
    support = models.TextField()
    by_whom = models.CharField(max_length=120)
    on = models.DateField()
    until = models.DateField(null=True, blank=True, help_text="Until when it is still needed.")
    ended_on = models.DateField(null=True, blank=True)
    ended_why = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | ~Q(ended_why=""), name="postvention_setting_ended_whole"
            )
        ]


class Task(Part):
    """A task of the plan: waiting, done, or dropped with the reason."""

    response = models.ForeignKey(Response, models.PROTECT, related_name="tasks", db_column="record_id")
    phase = models.CharField(max_length=20, choices=Phase.choices())
    words = models.CharField(max_length=300)
    owner_role = models.CharField(max_length=120)
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    dropped_on = models.DateField(null=True, blank=True)
    dropped_why = models.TextField(blank=True, db_default="")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(dropped_on__isnull=True, dropped_why="") | Q(dropped_on__isnull=False) & ~Q(dropped_why=""),
                name="postvention_task_dropped_whole",
            ),
            models.CheckConstraint(
                condition=Q(dropped_on__isnull=True) | Q(done_on__isnull=True), name="postvention_task_done_or_dropped"
            ),
        ]

    @property
    def waits(self) -> bool:
        """Whether it is still to be done."""
        return self.done_on is None and self.dropped_on is None


class MindDate(Part):
    """A day to mind, and what is ready for it."""

    response = models.ForeignKey(Response, models.PROTECT, related_name="days", db_column="record_id")
    kind = models.CharField(max_length=20, choices=MindKind.choices())
    on = models.DateField()
    ready = models.TextField(blank=True)
    ready_on = models.DateField(null=True, blank=True)
