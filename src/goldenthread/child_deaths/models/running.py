"""What runs beside a review, what comes in, and the review meeting."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from goldenthread.child_deaths.models.death import Death, Part
from goldenthread.child_deaths.terms import MeetingKind, TrackKind


class Track(Part):
    """Something that runs beside the review, with its own days: inquest, criminal case, safety investigation."""

    death = models.ForeignKey(Death, models.PROTECT, related_name="tracks", db_column="record_id")
    kind = models.CharField(max_length=20, choices=TrackKind.choices())
    who = models.CharField(max_length=160, help_text="The body that leads it.")
    note = models.TextField(
        blank=True, help_text="Kind of post-mortem, what the family agreed to, or what was asked for."
    )
    began_on = models.DateField()
    agreed_on = models.DateField(
        null=True, blank=True, help_text="The day that was agreed for its end; nothing sets it by rule."
    )
    holds = models.BooleanField(default=False, help_text="The panel waits for it.")
    look_again_on = models.DateField(null=True, blank=True)
    keeps_papers = models.BooleanField(
        default=False, help_text="Police or prosecutors asked that papers stay with those who lead."
    )
    ended_on = models.DateField(null=True, blank=True)
    outcome = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | ~Q(outcome=""), name="child_deaths_track_ended_whole"
            ),
            models.CheckConstraint(
                condition=Q(holds=False) | Q(look_again_on__isnull=False), name="child_deaths_track_holds_whole"
            ),
        ]


class TrackResult(Part):
    """A piece of result: a post-mortem’s preliminary cause, histology, genetics; a report to prevent future deaths."""

    death = models.ForeignKey(Death, models.PROTECT, related_name="results", db_column="record_id")
    track = models.ForeignKey(Track, models.PROTECT, related_name="results")
    name = models.CharField(max_length=120)
    came_on = models.DateField()
    says = models.TextField()
    narrow = models.BooleanField(default=False, help_text="Not in a paper that family or the other parent may see.")


class ReviewMeeting(Part):
    """The review meeting, or what stands for it. A death may have more than one."""

    death = models.ForeignKey(Death, models.PROTECT, related_name="meetings", db_column="record_id")
    kind = models.CharField(max_length=20, choices=MeetingKind.choices())
    convened_by = models.CharField(max_length=160)
    on = models.DateField()
    present = models.TextField(help_text="Roles and agencies, no names.")
    family_questions = models.TextField(blank=True, help_text="What the family asked, brought by the key worker.")
    said = models.TextField(help_text="What was concluded.")
    feedback = models.TextField(blank=True, help_text="What is told to the family, and by whom.")
    papers_missing = models.CharField(max_length=300, blank=True)


class Claim(Part):
    """What one agency says of one fact; claims that differ stand side by side until the panel accepts one."""

    death = models.ForeignKey(Death, models.PROTECT, related_name="claims", db_column="record_id")
    about = models.CharField(max_length=120, help_text="Such as: time found, position found.")
    says = models.CharField(max_length=400)
    source = models.CharField(max_length=160)
    is_accepted = models.BooleanField(default=False)
    accepted_why = models.TextField(blank=True)
    accepted_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["death", "about"], condition=Q(is_accepted=True), name="child_deaths_one_claim_accepted"
            ),
            models.CheckConstraint(
                condition=Q(is_accepted=False) | ~Q(accepted_why="") & Q(accepted_on__isnull=False),
                name="child_deaths_claim_accepted_whole",
            ),
        ]


class Deferral(Part):
    """The panel put the death off: when, why, and what has to come first."""

    death = models.ForeignKey(Death, models.PROTECT, related_name="deferrals", db_column="record_id")
    on = models.DateField()
    why = models.TextField()
    until = models.CharField(max_length=200, blank=True, help_text="What has to come first.")
