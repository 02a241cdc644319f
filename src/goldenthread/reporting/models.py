"""Reports of a period: drafted from records, edited by people, sealed when signed off."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q


class Report(models.Model):
    """One version of a report. The same partnership, kind and period with a higher version replaces it; a sealed one never changes.

    `head`, `assurance`, `focus`, `figures` and `extra` are the parts of `partnership-report/1` that are not rows of the
    thread; `sealed` is the whole document as it was signed off, and `digest` its SHA-256.
    """

    partnership = models.ForeignKey("partnership.Partnership", models.PROTECT, related_name="reports")
    reference = models.CharField(max_length=12, unique=True)
    kind = models.CharField(max_length=40, choices=[("annual_report", "Yearly report"), ("addendum", "Addendum")])
    title = models.CharField(max_length=300, blank=True)
    summary = models.TextField(blank=True)
    period_start = models.DateField()
    period_end = models.DateField()
    version = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(
        max_length=20, choices=[("draft", "Draft"), ("review", "In review"), ("sealed", "Signed off")], default="draft"
    )
    imported = models.BooleanField(default=False)
    head = models.JSONField(default=dict)
    assurance = models.JSONField(null=True, blank=True)
    focus = models.JSONField(null=True, blank=True)
    figures = models.JSONField(null=True, blank=True)
    extra = models.JSONField(default=dict)
    edit_version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    signed_off_at = models.DateTimeField(null=True, blank=True)
    signed_off_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", null=True, blank=True)
    sealed = models.JSONField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["partnership", "kind", "period_start", "period_end", "version"],
                name="reporting_report_version_once",
            ),
            models.CheckConstraint(
                condition=Q(period_end__gte=models.F("period_start")), name="reporting_period_in_order"
            ),
            models.CheckConstraint(
                condition=~Q(state="sealed") | Q(sealed__isnull=False, signed_off_at__isnull=False),
                name="reporting_sealed_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class Section(models.Model):
    """A group's part of a report, with the group's facts as they stood."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="sections")
    group = models.ForeignKey("partnership.Group", models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    facts = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["report", "group"], name="reporting_section_once")]

    def __str__(self) -> str:
        return f"section {self.pk}"


class SectionDevelopment(models.Model):
    """A development accepted into a section, at its place."""

    section = models.ForeignKey(Section, models.PROTECT, related_name="developments")
    development = models.ForeignKey("thread.Development", models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["section", "development"], name="reporting_development_once")
        ]

    def __str__(self) -> str:
        return f"section development {self.pk}"


class SectionStep(models.Model):
    """A next step accepted into a section, at its place."""

    section = models.ForeignKey(Section, models.PROTECT, related_name="steps")
    step = models.ForeignKey("thread.NextStep", models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return f"section step {self.pk}"


class Comment(models.Model):
    """What a reviewer said about a report or one of its paragraphs."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="comments")
    place = models.CharField(max_length=120, blank=True)
    text = models.TextField()
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"comment {self.pk}"


class ChecklistEntry(models.Model):
    """Where the report answers one thing the yearly report must hold; filled all year."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="checklist")
    item = models.CharField(max_length=80)
    text = models.TextField()
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "item"], name="reporting_checklist_item_once")
        ]

    def __str__(self) -> str:
        return f"{self.item}"
