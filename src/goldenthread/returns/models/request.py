"""A request, and each organisation's return."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from goldenthread.history.tracking import tracked
from goldenthread.returns.models.base import OfReturn, RecordedQuerySet
from goldenthread.returns.models.questionnaire import QuestionnaireVersion
from goldenthread.returns.terms import ReminderKind, ReturnState


@tracked
class Request(OfReturn):
    """What is asked of organisations, about a record or a theme, by a day. Whom it was asked of stands in its returns."""

    record = models.OneToOneField("records.Record", models.PROTECT, primary_key=True, related_name="request")
    partnership = models.ForeignKey("partnership.Partnership", models.PROTECT, related_name="+")
    version = models.ForeignKey(QuestionnaireVersion, models.PROTECT, related_name="requests")
    about = models.ForeignKey("records.Record", models.PROTECT, related_name="+", null=True, blank=True)
    theme = models.CharField(max_length=200, blank=True)
    message = models.TextField()
    statutory_basis = models.TextField(blank=True)
    due_on = models.DateField()
    sign_off = models.BooleanField(default=False)
    remind_before = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    remind_on_day = models.BooleanField(default=True)
    remind_after = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    escalate_after = models.PositiveSmallIntegerField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager[Request]] = models.Manager.from_queryset(RecordedQuerySet["Request"])()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["partnership", "-due_on"]),
            models.Index(fields=["about"], condition=Q(about__isnull=False), name="returns_request_about"),
        ]


@tracked
class Return(OfReturn):
    """One organisation's return. It says by itself all that the organisation may know of the request, whose row it does not see."""

    record = models.OneToOneField("records.Record", models.PROTECT, primary_key=True, related_name="+")
    partnership = models.ForeignKey("partnership.Partnership", models.PROTECT, related_name="+")
    request = models.ForeignKey(Request, models.PROTECT, related_name="returns")
    organisation = models.ForeignKey("partnership.Organisation", models.PROTECT, related_name="+")
    version = models.ForeignKey(QuestionnaireVersion, models.PROTECT, related_name="returns")
    message = models.TextField()
    statutory_basis = models.TextField(blank=True)
    sign_off = models.BooleanField(default=False)
    contact_name = models.CharField(max_length=200, blank=True)
    contact_email = models.EmailField(max_length=254, blank=True)
    contact_person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", null=True, blank=True)
    senior_name = models.CharField(max_length=200, blank=True)
    senior_email = models.EmailField(max_length=254, blank=True)
    senior_person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", null=True, blank=True)
    state = models.CharField(max_length=20, choices=ReturnState.choices(), default="draft")
    due_on = models.DateField()
    first_due_on = models.DateField()
    sent_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    heard_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=200, blank=True)
    reason = models.TextField(blank=True, help_text="Why it was refused, reopened, sent back or withdrawn, or is nil.")
    chased = models.PositiveSmallIntegerField(default=0, help_text="How often it was reminded by hand.")
    next_reminder_on = models.DateField(null=True, blank=True)

    objects: ClassVar[models.Manager[Return]] = models.Manager.from_queryset(RecordedQuerySet["Return"])()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["request", "organisation"], name="returns_return_asked_once"),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(state="withdrawn") | ~Q(contact_email=""),
                name="returns_return_sent_to_someone",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["returned", "nil_return", "refused"], answered_at__isnull=False)
                | ~Q(state__in=["returned", "nil_return", "refused"]),
                name="returns_return_answered_at",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "partnership", "due_on"]),
            models.Index(fields=["partnership", "state", "due_on"]),
            models.Index(
                fields=["next_reminder_on"],
                condition=Q(next_reminder_on__isnull=False),
                name="returns_return_reminded_next",
            ),
        ]


class Reminder(OfReturn):
    """A reminder that went, once: the same step for the same due day is not sent again, whoever asks."""

    answer_to = models.ForeignKey(Return, models.PROTECT, related_name="reminders", db_column="record_id")
    kind = models.CharField(max_length=20, choices=ReminderKind.choices())
    distance = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    to_name = models.CharField(max_length=200)
    sent_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["answer_to", "kind", "distance", "due_on"], name="returns_reminder_exactly_once"
            )
        ]
