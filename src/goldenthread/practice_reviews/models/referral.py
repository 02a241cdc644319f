"""What an agency referred, which its referrer sees, and a partnership's arrangements for reviews."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from goldenthread.history.tracking import tracked
from goldenthread.practice_reviews.terms import Escalated, Grounds, ReferralState
from goldenthread.thread.models.base import Knot, KnotQuerySet


class Arrangement(models.Model):
    """Which group holds reviews, whose area it is, and the front door's number that every referral page shows first.

    `least_shown` is the partnership's own policy on small numbers; five is what most statistics policies say, to be checked.
    """

    partnership = models.OneToOneField("partnership.Partnership", models.PROTECT, primary_key=True, related_name="+")
    group = models.ForeignKey("partnership.Group", models.PROTECT, related_name="+")
    area = models.CharField(max_length=120, help_text="The local authority area, as it is written in incidents.")
    door_name = models.CharField(max_length=120)
    door_phone = models.CharField(max_length=40)
    door_hours = models.CharField(max_length=200, blank=True)
    least_shown = models.PositiveSmallIntegerField(
        default=5, db_default=5, help_text="Counts of children below this leave the circle only as kept back."
    )
    checked_on = models.DateField()
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"arrangement of {self.partnership_id}"


@tracked
class Referral(Knot):
    """A referral below the threshold: what was written, and what its referrer may know of what came of it."""

    referrer = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        "partnership.Organisation", models.PROTECT, related_name="+", null=True, blank=True
    )
    grounds = models.CharField(max_length=20, choices=Grounds.choices())
    happened = models.CharField(max_length=10, blank=True)
    aware_on = models.DateField(null=True, blank=True, help_text="When the local authority became aware, where it did.")
    what = models.TextField()
    why_together = models.TextField(help_text="Why several agencies can learn from it.")
    agencies = models.TextField(blank=True)
    escalated = models.CharField(max_length=20, choices=Escalated.choices())
    escalation = models.TextField(blank=True)
    safety = models.TextField(help_text="What was done for the children's safety.")
    processes = models.TextField(blank=True)
    wanted = models.TextField(blank=True)
    lead_role = models.CharField(max_length=120, blank=True, help_text="The designated lead's role.")
    lead_agreed_on = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=ReferralState.choices(), default="sent")
    outcome = models.TextField(blank=True)
    told_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager[Referral]] = models.Manager.from_queryset(KnotQuerySet["Referral"])()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="answered", told_at__isnull=False) & ~Q(outcome="")
                | ~Q(state="answered") & Q(told_at__isnull=True),
                name="practice_reviews_referral_told_whole",
            )
        ]
        indexes: ClassVar = [models.Index(fields=["partnership", "state"])]
