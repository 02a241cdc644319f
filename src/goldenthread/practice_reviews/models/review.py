"""A review and the children it is about."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from goldenthread.history.tracking import tracked
from goldenthread.practice_reviews.terms import (
    Care,
    Door,
    IncidentType,
    Nature,
    Outcome,
    Plan,
    ReviewState,
    Screening,
    Sex,
)
from goldenthread.thread.models.base import Knot, KnotQuerySet


@tracked
class Review(Knot):
    """A serious incident or a referral taken up, through to its end: one record, whatever it becomes. No name stands in it."""

    door = models.CharField(max_length=20, choices=Door.choices())
    state = models.CharField(max_length=20, choices=ReviewState.choices())
    nature = models.CharField(max_length=20, choices=Nature.choices())
    incident_type = models.CharField(max_length=20, choices=IncidentType.choices())
    happened = models.CharField(max_length=10, blank=True, help_text="As exact as it is known; empty when it is not.")
    happened_until = models.CharField(max_length=10, blank=True, help_text="The end of a range.")
    place_area = models.CharField(max_length=120, blank=True)
    home_area = models.CharField(max_length=120, blank=True)
    outside_england = models.BooleanField(default=False)
    aware_on = models.DateField(null=True, blank=True, help_text="When the local authority became aware.")
    aware_at = models.TimeField(null=True, blank=True)
    told_on = models.DateField(null=True, blank=True, help_text="When the partnership was told.")
    what = models.TextField(blank=True)
    safety = models.TextField(blank=True, help_text="What was done for children's safety at once.")
    processes = models.TextField(blank=True, help_text="Criminal, coroner's and other proceedings.")

    referral = models.OneToOneField(
        "practice_reviews.Referral", models.PROTECT, related_name="+", null=True, blank=True
    )
    screening = models.CharField(max_length=20, choices=Screening.choices(), blank=True)
    screening_why = models.TextField(blank=True)
    screened_by = models.CharField(max_length=120, blank=True)
    screened_on = models.DateField(null=True, blank=True)

    decision = models.CharField(
        max_length=20, blank=True, choices=[("notify", "Notify"), ("not_notify", "Do not notify")]
    )
    decision_why = models.TextField(blank=True)
    decided_by = models.CharField(max_length=120, blank=True, help_text="A role.")
    decided_on = models.DateField(null=True, blank=True)
    notified_at = models.DateTimeField(null=True, blank=True)
    notified_by = models.CharField(max_length=120, blank=True, help_text="A role.")
    notified_reference = models.CharField(max_length=60, blank=True)
    notified_late_why = models.TextField(blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_why = models.TextField(blank=True)

    report_facts = models.TextField(blank=True)
    report_context = models.TextField(blank=True)
    report_analysis = models.TextField(blank=True)
    report_immediate = models.TextField(blank=True)
    report_conclusion = models.TextField(blank=True)
    sent_on = models.DateField(null=True, blank=True)
    sent_by = models.CharField(max_length=120, blank=True, help_text="A role.")
    sent_late_why = models.TextField(blank=True)
    closed_why = models.TextField(blank=True)

    objects: ClassVar[models.Manager[Review]] = models.Manager.from_queryset(KnotQuerySet["Review"])()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(notified_at__isnull=True) | ~Q(notified_reference="") & Q(decision="notify"),
                name="practice_reviews_notified_whole",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | ~Q(withdrawn_why="") & Q(notified_at__isnull=False),
                name="practice_reviews_withdrawn_whole",
            ),
            models.CheckConstraint(
                condition=Q(sent_on__isnull=True) | Q(notified_at__isnull=False), name="practice_reviews_sent_notified"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["partnership", "state"])]


@tracked
class Child(models.Model):
    """A child of a review under a pseudonym. Who it is stands sealed in the subject; here, what may be told within the circle."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="children", db_column="record_id")
    subject = models.OneToOneField("records.Subject", models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    age_least = models.SmallIntegerField(null=True, blank=True, help_text="Whole months at the incident, at least.")
    age_most = models.SmallIntegerField(null=True, blank=True)
    sex = models.CharField(max_length=20, choices=Sex.choices(), default="unknown")
    ethnicity = models.CharField(max_length=80, blank=True)
    disability = models.CharField(max_length=120, blank=True)
    care = models.CharField(max_length=20, choices=Care.choices(), default="unknown")
    plan = models.CharField(max_length=20, choices=Plan.choices(), default="unknown")
    outcome = models.CharField(max_length=20, choices=Outcome.choices())
    placed_by = models.CharField(max_length=120, blank=True, help_text="The authority that placed a child in care.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["review", "number"], name="practice_reviews_child_once")
        ]

    def __str__(self) -> str:
        return f"child {self.pk}"
