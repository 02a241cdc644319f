"""Keeping and disposing: rules in editions, legal holds, decisions, and what disposal does to each table."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from goldenthread.records.terms import CountedFrom, DisposalState, RetentionClass, Standing


class RetentionRule(models.Model):
    """A partnership's own edition of how long a class is kept. Never edited, only followed by the next."""

    partnership = models.ForeignKey("partnership.Partnership", models.PROTECT, related_name="+")
    retention_class = models.CharField(max_length=40, choices=RetentionClass.choices())
    number = models.PositiveSmallIntegerField()
    years = models.PositiveSmallIntegerField()
    counted_from = models.CharField(max_length=20, choices=CountedFrom.choices())
    source = models.TextField()
    standing = models.CharField(max_length=20, choices=Standing.choices())
    in_force_from = models.DateField()
    last_checked_on = models.DateField()
    checked_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["partnership", "retention_class", "number"], name="records_retention_edition_once"
            )
        ]

    def __str__(self) -> str:
        return f"retention of {self.retention_class} edition {self.number}"


class LegalHold(models.Model):
    """Disposal of a record, and of everything linked below it, is stopped until the hold is lifted."""

    partnership = models.ForeignKey("partnership.Partnership", models.PROTECT, related_name="+")
    record = models.ForeignKey("records.Record", models.PROTECT, related_name="holds")
    reason = models.TextField()
    placed_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    placed_at = models.DateTimeField()
    review_on = models.DateField()
    lifted_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", null=True, blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lift_reason = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True, lifted_by__isnull=True, lift_reason="")
                | Q(lifted_at__isnull=False, lifted_by__isnull=False) & ~Q(lift_reason=""),
                name="records_hold_lifted_whole",
            )
        ]

    def __str__(self) -> str:
        return f"legal hold {self.pk}"


class Disposal(models.Model):
    """The decision to dispose of one record, the second person's confirmation, and when it was carried out.

    `event` is the number of the sealed event that tells of it; every event whose content it took points back at that.
    """

    partnership = models.ForeignKey("partnership.Partnership", models.PROTECT, related_name="+")
    record = models.ForeignKey("records.Record", models.PROTECT, related_name="disposals")
    due_on = models.DateField()
    rule = models.TextField(help_text="The edition that applied, in words.")
    reason = models.TextField()
    decided_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    confirmed_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawal_reason = models.TextField(blank=True)
    event = models.BigIntegerField(null=True, blank=True)
    carried_out_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["record"], condition=Q(withdrawn_at__isnull=True), name="records_disposal_once"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("decided_by")),
                name="records_disposal_second_person",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="records_disposal_confirmed_whole",
            ),
            models.CheckConstraint(
                condition=Q(carried_out_at__isnull=True)
                | Q(confirmed_at__isnull=False, event__isnull=False, withdrawn_at__isnull=True),
                name="records_disposal_carried_out_confirmed",
            ),
        ]

    def __str__(self) -> str:
        return f"disposal {self.pk}"

    @property
    def state(self) -> DisposalState:
        """Where it stands."""
        if self.carried_out_at:
            return DisposalState.CARRIED_OUT
        if self.withdrawn_at:
            return DisposalState.WITHDRAWN
        return DisposalState.CONFIRMED if self.confirmed_at else DisposalState.DECIDED


class RetentionWarning(models.Model):
    """The business manager was told once that a record falls due."""

    record = models.OneToOneField("records.Record", models.PROTECT, primary_key=True, related_name="+")
    due_on = models.DateField()
    told_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"warning of {self.record_id}"


class DisposalStep(models.Model):
    """What disposal does to the rows of one table that hang from a record. Written by migrations alone."""

    table = models.CharField(max_length=63, primary_key=True)
    column = models.CharField(max_length=63)
    does = models.CharField(
        max_length=10, choices=[("empty", "Empties columns"), ("keep", "Keeps"), ("remove", "Removes")]
    )
    assignments = models.JSONField(default=dict, help_text="Each column with the SQL expression that replaces it.")
    why = models.TextField(blank=True, help_text="Why rows that stay may stay.")

    def __str__(self) -> str:
        return f"{self.does} {self.table}"
