"""A child's death, the names the child had, and a partnership's arrangements."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from goldenthread.child_deaths.terms import AgeBand, Care, DeathState, Known, Place, Sex
from goldenthread.history.tracking import tracked
from goldenthread.thread.models.base import Knot, KnotQuerySet


class Arrangement(models.Model):
    """Which group reviews child deaths, what the public page says, and how small a number may leave the room."""

    partnership = models.OneToOneField("partnership.Partnership", models.PROTECT, primary_key=True, related_name="+")
    group = models.ForeignKey("partnership.Group", models.PROTECT, related_name="+")
    partners = models.CharField(
        max_length=300, help_text="The child death review partners: local authority and integrated care board."
    )
    footprint = models.CharField(max_length=300, blank=True, help_text="The areas whose deaths the panel reviews.")
    joint_with = models.CharField(
        max_length=300, blank=True, help_text="The areas with which panels are held together."
    )
    reports_with = models.CharField(max_length=300, blank=True, help_text="The areas whose annual report is one.")
    office_phone = models.CharField(max_length=60)
    office_hours = models.CharField(max_length=200)
    out_of_hours = models.TextField(help_text="What to do at night and at weekends.")
    is_public = models.BooleanField(default=False, help_text="Whether a death can be notified without an account.")
    least_shown = models.PositiveSmallIntegerField(
        default=5, db_default=5, help_text="Counts below this are kept back."
    )
    rounded_to = models.PositiveSmallIntegerField(
        default=0, db_default=0, help_text="Rounded to the nearest of these; 0 is not at all."
    )
    pooled_over = models.PositiveSmallIntegerField(
        default=3, db_default=3, help_text="Over how many years breakdowns are made together; blocks do not overlap."
    )
    checked_on = models.DateField()
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"arrangement of {self.partnership_id}"


@tracked
class Death(Knot):
    """A child's death, from the first word of it to the panel's conclusion and after. No name and no date of birth stands in it."""

    state = models.CharField(max_length=20, choices=DeathState.choices())
    known_at = models.DateTimeField(help_text="When the first notification came.")
    died_on = models.DateField()
    died_at = models.TimeField(null=True, blank=True)
    born_at = models.TimeField(
        null=True, blank=True, help_text="Time of birth: with the sealed day it gives the age of who lived hours."
    )
    died_is_believed = models.BooleanField(default=False, help_text="The day is believed, not certified.")
    age_minutes = models.PositiveIntegerField(
        null=True, blank=True, help_text="Of who lived under a day, where both times are known."
    )
    age_days = models.PositiveIntegerField(null=True, blank=True)
    age_years = models.PositiveSmallIntegerField(null=True, blank=True)
    age_band = models.CharField(max_length=20, choices=AgeBand.choices(), default="unknown")
    sex = models.CharField(max_length=20, choices=Sex.choices(), default="unknown")
    ethnicity = models.CharField(max_length=4, blank=True, help_text="Code of the NHS list.")
    gestation_weeks = models.PositiveSmallIntegerField(null=True, blank=True)
    birth_weight = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Grams.")
    home_area = models.CharField(
        max_length=120, blank=True, help_text="The local authority where the child normally lived."
    )
    deprivation = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Fifth of deprivation, 1 the most deprived."
    )
    deprivation_edition = models.CharField(max_length=40, blank=True)
    place = models.CharField(max_length=20, choices=Place.choices(), default="unknown")
    event_place = models.CharField(max_length=20, choices=Place.choices(), default="unknown")
    country = models.CharField(max_length=60, blank=True, help_text="Where it was outside England.")
    care = models.CharField(max_length=20, choices=Care.choices(), default="unknown")
    expected = models.CharField(
        max_length=20,
        choices=Known.choices(),
        default="not_asked",
        help_text="A significant possibility 24 hours before.",
    )
    sudden = models.CharField(
        max_length=20,
        choices=Known.choices(),
        default="not_asked",
        help_text="How it came: sudden and unexpected. Apart from whether it was explained.",
    )
    learning_disability = models.CharField(max_length=20, choices=Known.choices(), default="not_asked")
    autism = models.CharField(max_length=20, choices=Known.choices(), default="not_asked")
    asylum = models.CharField(max_length=20, choices=Known.choices(), default="not_asked")
    limbs = ArrayField(
        models.CharField(max_length=40),
        default=list,
        blank=True,
        help_text="Criteria of a Joint Agency Response that are met.",
    )
    number_absent = models.CharField(max_length=40, blank=True, help_text="Why there is no NHS number.")
    number_doubted = models.BooleanField(default=False, help_text="The number does not add up, and is kept as it came.")
    language = models.CharField(max_length=80, blank=True)
    interpreter = models.CharField(max_length=20, choices=Known.choices(), default="not_asked")
    what = models.TextField(help_text="What is known, without names.")
    cause = models.TextField(blank=True, help_text="As presently understood or registered.")
    is_registered = models.BooleanField(default=False)
    coded_cause = models.CharField(max_length=8, blank=True, help_text="Underlying cause, as registration coded it.")
    merged_into = models.ForeignKey("child_deaths.Death", models.PROTECT, related_name="merged", null=True, blank=True)
    meeting = models.ForeignKey(
        "meetings.Meeting", models.PROTECT, related_name="+", null=True, blank=True, help_text="The panel it is put to."
    )
    theme = models.CharField(max_length=80, blank=True, help_text="The themed panel it waits for.")
    concluded_on = models.DateField(null=True, blank=True)
    final_category = models.CharField(max_length=4, blank=True)
    final_modifiable = models.CharField(max_length=20, blank=True)
    explained = models.CharField(max_length=20, blank=True)
    finalised_on = models.DateField(null=True, blank=True)
    closed_why = models.TextField(blank=True)

    objects: ClassVar[models.Manager[Death]] = models.Manager.from_queryset(KnotQuerySet["Death"])()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False)
                | ~Q(state="merged") & Q(merged_into__isnull=True),
                name="child_deaths_merged_whole",
            ),
            models.CheckConstraint(
                condition=Q(finalised_on__isnull=True) | Q(concluded_on__isnull=False),
                name="child_deaths_finalised_after",
            ),
            models.CheckConstraint(
                condition=Q(deprivation__isnull=True)
                | Q(deprivation__gte=1, deprivation__lte=5) & ~Q(deprivation_edition=""),
                name="child_deaths_deprivation_whole",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["partnership", "state"]),
            models.Index(fields=["partnership", "died_on"]),
            models.Index(fields=["partnership", "concluded_on"]),
        ]


class Part(models.Model):
    """A row of a death; it is there for whoever sees the death's record."""

    made_at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.pk}"


class KnownName(Part):
    """A name the child had, or was known by, sealed; all of them stay and are found."""

    death = models.ForeignKey(Death, models.PROTECT, related_name="names", db_column="record_id")
    name_sealed = models.TextField()
    name_index = models.CharField(max_length=64)
    number_sealed = models.TextField(blank=True, help_text="An earlier NHS number, of a child who was adopted.")
    number_index = models.CharField(max_length=64, blank=True)
    why = models.CharField(max_length=200, help_text="Such as: registered later, used by the family, before adoption.")
    used = models.BooleanField(default=False, help_text="The name the family uses, in letters.")
    on = models.DateField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["name_index"]),
            models.Index(fields=["number_index"]),
        ]
