"""Groups: sub-groups, working groups, panels and advisers, their terms of reference, seats and meeting days."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from goldenthread.partnership.terms import GroupKind, SeatRole


class Group(models.Model):
    """A group of a partnership. It may lack a chair, seats or meetings: an adviser is a group of one."""

    partnership = models.ForeignKey("partnership.Partnership", models.PROTECT, related_name="groups")
    key = models.SlugField(max_length=60)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=40, choices=GroupKind.choices())
    function = models.TextField(blank=True)
    parent = models.ForeignKey("self", models.PROTECT, related_name="working_groups", null=True, blank=True)
    number = models.PositiveSmallIntegerField(default=0)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["partnership", "key"], name="partnership_group_key_once")
        ]

    def __str__(self) -> str:
        return self.short_name or self.name


class TermsOfReference(models.Model):
    """One version of a group's terms of reference; never edited, only followed by the next."""

    group = models.ForeignKey(Group, models.PROTECT, related_name="terms_of_reference")
    version = models.PositiveSmallIntegerField()
    text = models.TextField()
    quorum = models.TextField(blank=True)
    least_members = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="How many members, or deputies for them, make a meeting quorate."
    )
    least_agencies = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="How many different organisations must be there."
    )
    needed_sectors = ArrayField(
        models.CharField(max_length=40), default=list, blank=True, help_text="Sectors of which one must be there."
    )
    needed_organisations = ArrayField(
        models.BigIntegerField(), default=list, blank=True, help_text="Organisations that must be there."
    )
    needs_chair = models.BooleanField(default=False, help_text="The chair or the vice chair must be there.")
    in_force_from = models.DateField()
    agreed_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["group", "version"], name="partnership_terms_version_once")
        ]

    def __str__(self) -> str:
        return f"terms of reference {self.group_id} version {self.version}"


class Seat(models.Model):
    """A place in a group for an agency, held by a person or vacant, from one day until another."""

    group = models.ForeignKey(Group, models.PROTECT, related_name="seats")
    organisation = models.ForeignKey(
        "partnership.Organisation", models.PROTECT, related_name="seats", null=True, blank=True
    )
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="seats", null=True, blank=True)
    role = models.CharField(max_length=40, choices=SeatRole.choices())
    title = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True, help_text="The first day on which it no longer holds.")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="partnership_seat_days_in_order",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["person", "group"])]

    def __str__(self) -> str:
        return f"seat {self.pk}"


class GroupMeeting(models.Model):
    """A day on which a group meets."""

    group = models.ForeignKey(Group, models.PROTECT, related_name="meetings")
    meets_on = models.DateField()
    starts_at = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["group", "meets_on"], name="partnership_meeting_day_once")
        ]

    def __str__(self) -> str:
        return f"meeting {self.group_id} {self.meets_on}"
