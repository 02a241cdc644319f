"""A local child safeguarding practice review: what was commissioned, who works on it, what runs beside it, its drafts and its publication."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from goldenthread.history.tracking import tracked
from goldenthread.practice_reviews.models.deciding import Part
from goldenthread.practice_reviews.models.review import Review
from goldenthread.practice_reviews.terms import (
    Ended,
    PractitionerKind,
    ProceedingKind,
    Publication,
    ToldBefore,
)


@tracked
class Commission(models.Model):
    """The one local child safeguarding practice review that a review may become. It begins with the decision to initiate it."""

    review = models.OneToOneField(
        Review, models.PROTECT, primary_key=True, related_name="commission", db_column="record_id"
    )
    initiated_on = models.DateField()
    purpose = models.TextField(help_text="What more it should find out.")
    terms = models.TextField(blank=True)
    covers = models.CharField(max_length=200, blank=True, help_text="The time it looks at, in words.")
    method = models.CharField(max_length=200, blank=True)
    terms_agreed_on = models.DateField(null=True, blank=True)
    summary = models.TextField(blank=True)
    analysis = models.TextField(blank=True)
    improvements = models.TextField(blank=True)
    publication = models.CharField(max_length=20, choices=Publication.choices(), blank=True)
    publication_why = models.TextField(blank=True)
    publication_by = models.CharField(max_length=120, blank=True, help_text="A role, or a meeting.")
    publication_on = models.DateField(null=True, blank=True)
    planned_on = models.DateField(null=True, blank=True)
    planned_why = models.TextField(blank=True, help_text="What was minded in choosing the day.")
    published_on = models.DateField(null=True, blank=True)
    published_where = models.CharField(max_length=300, blank=True)
    published_late_why = models.TextField(blank=True, help_text="Later than six months, and what was told of it.")
    short_why = models.TextField(blank=True, help_text="Why who has the report first had it later than they should.")
    copied_on = models.DateField(null=True, blank=True)
    looked_on = models.DateField(null=True, blank=True, help_text="When it was decided whether it stays public.")
    stays = models.BooleanField(null=True)
    looked_why = models.TextField(blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_why = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(publication="") | Q(publication_on__isnull=False) & ~Q(publication_why=""),
                name="practice_reviews_publication_whole",
            ),
            models.CheckConstraint(
                condition=Q(published_on__isnull=True) | ~Q(publication="") & ~Q(published_where=""),
                name="practice_reviews_published_whole",
            ),
            models.CheckConstraint(
                condition=Q(published_on__isnull=True) | Q(ended_on__isnull=True),
                name="practice_reviews_published_or_ended",
            ),
        ]

    def __str__(self) -> str:
        return f"local child safeguarding practice review {self.pk}"


class Running(Part):
    """A row of a local child safeguarding practice review."""

    made_at = models.DateTimeField()

    class Meta:
        abstract = True


class Reviewer(Running):
    """Who reviews: independence, conflicts and terms as they were considered at the appointment."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="reviewers", db_column="record_id")
    name = models.CharField(max_length=200)
    independence = models.TextField(help_text="How independent, and what they know of the field.")
    conflicts = models.TextField(help_text="What was considered as a conflict of interest.")
    appointed_by = models.CharField(max_length=120, help_text="A role, or a meeting.")
    on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    ended = models.CharField(max_length=20, choices=Ended.choices(), blank=True)
    ended_why = models.TextField(blank=True)


class Cost(Running):
    """Days and cost as they were agreed; a later row stands in place of an earlier one, and both stay."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="costs", db_column="record_id")
    reviewer = models.ForeignKey(Reviewer, models.PROTECT, related_name="costs")
    days = models.PositiveSmallIntegerField(null=True, blank=True)
    pounds = models.PositiveIntegerField(null=True, blank=True)
    why = models.TextField(blank=True)
    agreed_by = models.CharField(max_length=120)
    on = models.DateField()


class Proceeding(Running):
    """What runs beside the review, and what it keeps the review from. `hold` is the hold of the pathway that came of it."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="proceedings", db_column="record_id")
    kind = models.CharField(max_length=20, choices=ProceedingKind.choices())
    keeps_from = models.JSONField(default=list, help_text="Codes of what it keeps the review from.")
    words = models.TextField(help_text="What is asked, by whom, and for how long.")
    on = models.DateField()
    look_on = models.DateField(null=True, blank=True, help_text="When it is looked at again.")
    hold = models.OneToOneField("pathways.Hold", models.PROTECT, related_name="+", null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_why = models.TextField(blank=True)


class Check(Running):
    """Time and quality, looked at while the reviewer works; and what was asked of the reviewer in writing."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="checks", db_column="record_id")
    on = models.DateField()
    in_time = models.BooleanField()
    quality = models.TextField()
    asked = models.TextField(blank=True)


class Practitioners(Running):
    """How practitioners took part: roles and agencies, never names."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="practitioners", db_column="record_id")
    kind = models.CharField(max_length=20, choices=PractitionerKind.choices())
    on = models.DateField()
    who = models.TextField(help_text="Roles and agencies.")
    said = models.TextField()
    support = models.TextField(blank=True, help_text="How those who took part were supported.")


class Draft(Running):
    """A draft of the report. The file is for those who lead; everyone else reads a copy of their own."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="drafts", db_column="record_id")
    number = models.PositiveSmallIntegerField()
    document = models.OneToOneField("documents.Document", models.PROTECT, related_name="+")
    note = models.TextField(blank=True)
    on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["review", "number"], name="practice_reviews_draft_once")
        ]


class Copy(Running):
    """A reader's own copy of a draft. Its number stands on every page, so that a page found elsewhere says whose it was."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="copies", db_column="record_id")
    draft = models.ForeignKey(Draft, models.PROTECT, related_name="copies")
    number = models.PositiveSmallIntegerField()
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", null=True, blank=True)
    reader = models.CharField(max_length=200, help_text="Who reads it, as it stands on the copy.")
    on = models.DateField()
    back_on = models.DateField(null=True, blank=True, help_text="When it was taken back.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["review", "number"], name="practice_reviews_copy_once"),
            models.UniqueConstraint(
                fields=["draft", "person"], condition=Q(back_on__isnull=True), name="practice_reviews_copy_each"
            ),
        ]


class Told(Running):
    """Who was told before publication. Family is told on its own pages."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="told_before", db_column="record_id")
    who = models.CharField(max_length=20, choices=ToldBefore.choices())
    on = models.DateField()
    how = models.TextField(blank=True)
    by_role = models.CharField(max_length=120)
