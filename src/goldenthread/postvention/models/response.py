"""A response, its deaths and its decisions."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from goldenthread.history.tracking import tracked
from goldenthread.postvention.rules.response import USUAL_LEAST
from goldenthread.postvention.terms import AgeBand, Confirmation, Status
from goldenthread.thread.models.base import Knot, KnotQuerySet


class Arrangement(models.Model):
    """Which group leads responses, and which words wide fields refuse."""

    partnership = models.OneToOneField("partnership.Partnership", models.PROTECT, primary_key=True, related_name="+")
    group = models.ForeignKey("partnership.Group", models.PROTECT, related_name="+")
    refused_words = models.TextField(help_text="Words that say how somebody died, one a line.")
    least_shown = models.PositiveSmallIntegerField(
        default=USUAL_LEAST,
        db_default=USUAL_LEAST,
        help_text="Counts of deaths below this leave the circle only as kept back.",
    )
    checked_on = models.DateField()
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"arrangement of {self.partnership_id}"


@tracked
class Response(Knot):
    """One response, whatever becomes of it. Its title is a code name: never a person's, a school's or a place's."""

    status = models.CharField(max_length=20, choices=Status.choices(), help_text="As last decided.")
    noticed_on = models.DateField()
    noticed_at = models.TimeField(null=True, blank=True)
    why_noticed = models.TextField()
    voice = models.CharField(max_length=120, blank=True, help_text="The role that alone speaks to the media.")
    lines = models.TextField(blank=True, help_text="What is agreed to be said.")

    objects: ClassVar[models.Manager[Response]] = models.Manager.from_queryset(KnotQuerySet["Response"])()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["partnership", "status"])]


class Part(models.Model):
    """A row of a response; it is there for whoever sees the response's record."""

    made_at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.pk}"


class StatusDecision(Part):
    """A decision on the status. The last one stands; all stay."""

    response = models.ForeignKey(Response, models.PROTECT, related_name="decisions", db_column="record_id")
    status = models.CharField(max_length=20, choices=Status.choices())
    why = models.TextField()
    by_role = models.CharField(max_length=120)
    on = models.DateField()


class AreaTold(Part):
    """A neighbouring area that was told or asked."""

    response = models.ForeignKey(Response, models.PROTECT, related_name="areas", db_column="record_id")
    area = models.CharField(max_length=120)
    on = models.DateField()


class Death(Part):
    """A death under a pseudonym that is counted, never typed."""

    response = models.ForeignKey(Response, models.PROTECT, related_name="deaths", db_column="record_id")
    number = models.PositiveSmallIntegerField()
    age_band = models.CharField(max_length=20, choices=AgeBand.choices())
    happened = models.CharField(max_length=10, help_text="As exact as it is known.")
    organisation = models.ForeignKey("partnership.Organisation", models.PROTECT, related_name="+", null=True)
    setting = models.CharField(max_length=120, blank=True)
    neighbouring = models.BooleanField(default=False)
    area = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["response", "number"], name="postvention_death_once")]

    @property
    def pseudonym(self) -> str:
        """What the death is called by everyone."""
        return f"Person {self.number}"


class Finding(Part):
    """What is known of a death. The last one stands; a later one never takes an earlier away."""

    response = models.ForeignKey(Response, models.PROTECT, related_name="+", db_column="record_id")
    death = models.ForeignKey(Death, models.PROTECT, related_name="findings")
    confirmation = models.CharField(max_length=20, choices=Confirmation.choices())
    on = models.DateField()


class SealedNote(Part):
    """What the response group's leads alone must know, sealed."""

    response = models.ForeignKey(Response, models.PROTECT, related_name="notes", db_column="record_id")
    note_sealed = models.TextField()
