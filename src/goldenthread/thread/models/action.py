"""Actions, with everything that was said and decided about them."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from goldenthread.history.tracking import tracked
from goldenthread.thread.models.base import Knot, KnotQuerySet
from goldenthread.thread.terms import ActionState, Brag, LineState


@tracked
class Action(Knot):
    """What was agreed to be done. The group that holds it is its record's; `origin` keeps sight and the final sign-off."""

    text = models.TextField()
    measure = models.TextField(blank=True, help_text="How anyone will know that it is done and works.")
    owner_organisation = models.ForeignKey(
        "partnership.Organisation", models.PROTECT, related_name="+", null=True, blank=True
    )
    owner_person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    first_due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=20, choices=ActionState.choices(), default="draft")
    brag = models.CharField(max_length=10, choices=Brag.choices(), default="unset")
    themes = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    priority = models.ForeignKey("partnership.Priority", models.PROTECT, related_name="+", null=True, blank=True)
    origin = models.ForeignKey("partnership.Group", models.PROTECT, related_name="+")
    offered_to = models.ForeignKey("partnership.Group", models.PROTECT, related_name="+", null=True, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, related_name="merged_from", null=True, blank=True)
    source_text = models.CharField(
        max_length=300, blank=True, help_text="What the log it was imported from calls its source."
    )
    import_key = models.CharField(
        max_length=64,
        blank=True,
        help_text="Digest of the imported row, so that the same file twice makes no duplicates.",
    )
    last_update = models.CharField(max_length=300, blank=True)
    last_update_at = models.DateTimeField(null=True, blank=True)
    agreed_on = models.DateField(null=True, blank=True)
    delivered_on = models.DateField(null=True, blank=True)
    assured_on = models.DateField(null=True, blank=True)

    objects: ClassVar[models.Manager[Action]] = models.Manager.from_queryset(KnotQuerySet["Action"])()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False)
                | ~Q(state="merged") & Q(merged_into__isnull=True),
                name="thread_action_merged_into_something",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn", "merged"])
                | Q(owner_organisation__isnull=False, due_on__isnull=False),
                name="thread_action_owned_and_dated",
            ),
            models.CheckConstraint(
                condition=~Q(state="assured") | Q(assured_on__isnull=False, delivered_on__isnull=False),
                name="thread_action_assured_on",
            ),
            models.UniqueConstraint(
                fields=["partnership", "import_key"], condition=~Q(import_key=""), name="thread_action_imported_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["partnership", "due_on"]),
            models.Index(fields=["partnership", "state", "due_on"]),
            models.Index(fields=["owner_person", "state"]),
            models.Index(fields=["offered_to"], condition=Q(offered_to__isnull=False), name="thread_action_offered"),
            GinIndex(fields=["themes"], name="thread_action_themes"),
        ]


class ActionPart(models.Model):
    """A row of an action; it is there for whoever sees the action's record."""

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.pk}"


class ActionLine(ActionPart):
    """A contributing organisation's own line."""

    action = models.ForeignKey(Action, models.PROTECT, related_name="lines", db_column="record_id")
    organisation = models.ForeignKey("partnership.Organisation", models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=LineState.choices(), default="asked")
    note = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["action", "organisation"], name="thread_action_line_once")
        ]


class ActionUpdate(ActionPart):
    """What someone said about progress on a day; never edited."""

    action = models.ForeignKey(Action, models.PROTECT, related_name="updates", db_column="record_id")
    text = models.TextField()
    brag = models.CharField(max_length=10, choices=Brag.choices(), default="unset")
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()


class ActionChange(ActionPart):
    """One change of state: from, to, by whom, when and why; never edited."""

    action = models.ForeignKey(Action, models.PROTECT, related_name="changes", db_column="record_id")
    before = models.CharField(max_length=20, choices=ActionState.choices())
    after = models.CharField(max_length=20, choices=ActionState.choices())
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField()
    reason = models.TextField(blank=True)


class ActionStep(ActionPart):
    """An action offered by one group to another, and the answer."""

    action = models.ForeignKey(Action, models.PROTECT, related_name="steps", db_column="record_id")
    giver = models.ForeignKey("partnership.Group", models.PROTECT, related_name="+")
    receiver = models.ForeignKey("partnership.Group", models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    offered_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    offered_at = models.DateTimeField()
    answer = models.CharField(max_length=10, choices=[("accepted", "Accepted"), ("returned", "Returned")], blank=True)
    answer_reason = models.TextField(blank=True)
    answered_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["action"], condition=Q(answer=""), name="thread_step_one_open"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True) | ~Q(answer="") & Q(answered_at__isnull=False),
                name="thread_step_answered_whole",
            ),
        ]
