"""Views, decisions, signatures and letters: rows that are added and never edited, but for what followed from a letter."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from goldenthread.practice_reviews.models.review import Review
from goldenthread.practice_reviews.terms import Further, Opinion, Partner, Reply


class Part(models.Model):
    """A row of a review; it is there for whoever sees the review's record."""

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.pk}"


class PartnerView(Part):
    """What a partner thinks of notifying, with reasons. A later one takes the place of an earlier, and both stay."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="views", db_column="record_id")
    partner = models.CharField(max_length=20, choices=Partner.choices())
    opinion = models.CharField(max_length=20, choices=Opinion.choices())
    why = models.TextField()
    by_role = models.CharField(max_length=120)
    on = models.DateField()
    made_at = models.DateTimeField()


class AreaTold(Part):
    """Another area that was told."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="areas", db_column="record_id")
    area = models.CharField(max_length=120)
    why = models.TextField(blank=True)
    on = models.DateField()
    made_at = models.DateTimeField()


class FurtherDecision(Part):
    """The decision on a further review, against each criterion, with who disagreed. The last one holds; all stay."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="further", db_column="record_id")
    decision = models.CharField(max_length=20, choices=Further.choices())
    criteria = models.JSONField(default=dict, help_text="Each criterion: met or not met.")
    why = models.TextField()
    dissent = models.TextField(blank=True, help_text="Who disagreed, and why. Roles, not names.")
    on = models.DateField()
    made_at = models.DateTimeField()


class SignOff(Part):
    """A partner signed the report off."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="signatures", db_column="record_id")
    partner = models.CharField(max_length=20, choices=Partner.choices())
    by_role = models.CharField(max_length=120)
    on = models.DateField()
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["review", "partner"], name="practice_reviews_signed_once")
        ]


class PanelLetter(Part):
    """A letter of the national Panel, and what followed. More than one may come."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="letters", db_column="record_id")
    reply = models.CharField(max_length=20, choices=Reply.choices())
    text = models.TextField()
    on = models.DateField()
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField()
