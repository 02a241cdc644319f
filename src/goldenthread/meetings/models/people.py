"""Who is invited, what they answered and whether they came; what was issued to whom."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from goldenthread.meetings.models.agenda import AgendaItem, ItemPart
from goldenthread.meetings.models.meeting import Meeting, MeetingPart
from goldenthread.meetings.terms import Answer, Attendance, Capacity


class Invitee(MeetingPart):
    """A person invited to a meeting. A deputy's row points at whom they stand in for, and carries that organisation."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="invitees", db_column="record_id")
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        "partnership.Organisation", models.PROTECT, related_name="+", null=True, blank=True
    )
    capacity = models.CharField(max_length=20, choices=Capacity.choices())
    deputy_for = models.OneToOneField("self", models.PROTECT, related_name="deputy", null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True, help_text="Why a guest was asked.")
    answer = models.CharField(max_length=20, choices=Answer.choices(), default="none")
    answered_at = models.DateTimeField(null=True, blank=True)
    by_calendar = models.BooleanField(default=False)
    note = models.CharField(max_length=300, blank=True)
    calendar_key = models.CharField(max_length=20, help_text="Binds a calendar's reply to this one invitation.")
    attendance = models.CharField(max_length=20, choices=Attendance.choices(), default="unknown")
    arrived_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True, help_text="No longer invited: the deputy is not needed.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "person"], name="meetings_invitee_once"),
            models.CheckConstraint(
                condition=Q(capacity="deputy") | Q(deputy_for__isnull=True), name="meetings_invitee_deputy_for_someone"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["person", "meeting"])]


class Issue(MeetingPart):
    """One version of the agenda and papers that went out; never changed, only followed by the next."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="issues", db_column="record_id")
    version = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    note = models.CharField(max_length=300, blank=True)
    head = models.JSONField(help_text="When, where and who, and each item's place and time.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "version"], name="meetings_issue_version_once")
        ]


class IssuedItem(ItemPart):
    """What was issued of one item: its words, and its papers as they were that day."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="issued", db_column="record_id")
    issue = models.ForeignKey(Issue, models.PROTECT, related_name="items")
    content = models.JSONField()


class IssueReader(MeetingPart):
    """Whom a version went to, and when they first opened it."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="+", db_column="record_id")
    issue = models.ForeignKey(Issue, models.PROTECT, related_name="readers")
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["issue", "person"], name="meetings_issue_reader_once")]
