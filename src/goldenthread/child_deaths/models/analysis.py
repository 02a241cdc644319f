"""The analysis of a death: categories, factors, what was concluded, and who has to know."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from goldenthread.child_deaths.models.death import Death, Part
from goldenthread.child_deaths.terms import Category, Domain, Explained, Level, Modifiable, Relevance, Standing
from goldenthread.history.tracking import tracked


@tracked
class Analysis(Part):
    """One version of the analysis. The review meeting drafts it, the panel concludes; a reopened review has the next version."""

    death = models.ForeignKey(Death, models.PROTECT, related_name="analyses", db_column="record_id")
    number = models.PositiveSmallIntegerField()
    standing = models.CharField(max_length=20, choices=Standing.choices())
    summary = models.TextField(help_text="What happened, as short as can be, without names.")
    cause = models.TextField(help_text="As presently understood.")
    primary = models.CharField(max_length=4, choices=Category.choices())
    secondary = ArrayField(models.CharField(max_length=4), default=list, blank=True)
    hierarchy_why = models.TextField(blank=True, help_text="Why the first is not the lowest that applies.")
    sudden_explained = models.CharField(max_length=20, choices=Explained.choices())
    modifiable = models.CharField(max_length=20, choices=Modifiable.choices(), blank=True)
    differs = models.TextField(blank=True, help_text="Who thought otherwise, by role, and why.")
    coroner_differs = models.TextField(
        blank=True, help_text="What the coroner concluded, where the panel thinks otherwise."
    )
    process = models.TextField(
        blank=True, help_text="Key worker, booklet, response, post-mortem, meeting: what was done for this family."
    )
    feedback = models.TextField(blank=True, help_text="What the family hears, and from whom.")
    panel_on = models.DateField(null=True, blank=True)
    panel_name = models.CharField(max_length=160, blank=True)
    is_themed = models.BooleanField(default=False)
    was_quorate = models.BooleanField(default=True)
    why_again = models.TextField(blank=True, help_text="Why the review was opened again.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["death", "number"], name="child_deaths_analysis_once"),
            models.CheckConstraint(
                condition=~Q(standing="final") | Q(panel_on__isnull=False) & ~Q(modifiable="") & Q(was_quorate=True),
                name="child_deaths_final_whole",
            ),
        ]


class Factor(Part):
    """A contributory factor in one version of the analysis."""

    death = models.ForeignKey(Death, models.PROTECT, related_name="factors", db_column="record_id")
    analysis = models.ForeignKey(Analysis, models.PROTECT, related_name="factors")
    domain = models.CharField(max_length=20, choices=Domain.choices())
    name = models.CharField(max_length=120)
    words = models.TextField(blank=True)
    relevance = models.CharField(max_length=2, choices=Relevance.choices())
    modifiable = models.BooleanField(default=False)
    learning = models.ForeignKey("thread.LearningPoint", models.PROTECT, related_name="+", null=True, blank=True)
    old_score = models.CharField(max_length=4, blank=True, help_text="As it was scored before April 2019.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["analysis", "domain", "name"], name="child_deaths_factor_once"),
            models.CheckConstraint(
                condition=Q(modifiable=False) | Q(relevance="2"), name="child_deaths_modifiable_contributed"
            ),
        ]


class Recommendation(Part):
    """A recommendation to a named body, with the duty to inform it and what it answered."""

    death = models.ForeignKey(Death, models.PROTECT, related_name="recommendations", db_column="record_id")
    words = models.TextField()
    addressee = models.CharField(max_length=200)
    level = models.CharField(max_length=20, choices=Level.choices())
    factor = models.ForeignKey(Factor, models.PROTECT, related_name="recommendations", null=True, blank=True)
    informed_on = models.DateField(null=True, blank=True)
    informed_how = models.CharField(max_length=200, blank=True)
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    action = models.ForeignKey("thread.Action", models.PROTECT, related_name="+", null=True, blank=True)
    to_database = models.BooleanField(default=False, help_text="Told to the national database too.")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(informed_on__isnull=True) | ~Q(informed_how=""), name="child_deaths_informed_whole"
            )
        ]
