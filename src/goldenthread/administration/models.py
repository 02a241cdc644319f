"""A person's leaving, planned and carried out; the yearly confirmation of who sits where; requests about the data held on a person."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from goldenthread.administration.terms import (
    Answer,
    DataSubject,
    Mark,
    ProvisionKind,
    RequestKind,
    RequestState,
    Source,
    WaitKind,
)


class Departure(models.Model):
    """From which day a person no longer works with a partnership, and who takes over what they hold.

    `chosen` names a successor for single things, by their key (`seat:12` → a person's id, or null for nobody); `successor` takes the rest.
    """

    partnership = models.ForeignKey("partnership.Partnership", models.PROTECT, related_name="+")
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    on = models.DateField()
    successor = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", null=True, blank=True)
    chosen = models.JSONField(default=dict)
    decided_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    problem = models.TextField(blank=True, help_text="Why it could not be carried out.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["partnership", "person"],
                condition=Q(done_at__isnull=True, withdrawn_at__isnull=True),
                name="administration_departure_once",
            )
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["on"],
                condition=Q(done_at__isnull=True, withdrawn_at__isnull=True),
                name="administration_departure_due",
            )
        ]

    def __str__(self) -> str:
        return f"departure {self.pk}"


class ConfirmationRound(models.Model):
    """The yearly asking of every agency who sits where. The newest of a partnership is the one that counts."""

    partnership = models.ForeignKey("partnership.Partnership", models.PROTECT, related_name="+")
    started_on = models.DateField()
    due_on = models.DateField()
    started_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["partnership", "started_on"], name="administration_round_a_day"),
            models.CheckConstraint(condition=Q(due_on__gte=F("started_on")), name="administration_round_in_order"),
        ]

    def __str__(self) -> str:
        return f"round {self.pk}"


class Confirmation(models.Model):
    """What was said of a seat or a post in a round; said again, the last word holds."""

    partnership = models.ForeignKey("partnership.Partnership", models.PROTECT, related_name="+")
    round = models.ForeignKey(ConfirmationRound, models.PROTECT, related_name="confirmations")
    seat = models.ForeignKey("partnership.Seat", models.PROTECT, related_name="+", null=True, blank=True)
    post = models.ForeignKey("partnership.Post", models.PROTECT, related_name="+", null=True, blank=True)
    answer = models.CharField(max_length=20, choices=Answer.choices())
    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(seat__isnull=False, post__isnull=True) | Q(seat__isnull=True, post__isnull=False),
                name="administration_confirmation_of_one",
            ),
            models.UniqueConstraint(
                fields=["round", "seat"], condition=Q(seat__isnull=False), name="administration_confirmation_seat_once"
            ),
            models.UniqueConstraint(
                fields=["round", "post"], condition=Q(post__isnull=False), name="administration_confirmation_post_once"
            ),
        ]

    def __str__(self) -> str:
        return f"confirmation {self.pk}"


class Provision(models.Model):
    """What the law allows: an exemption, or the time there is. Shipped rows have no partnership; the newest edition of a code is the one in force."""

    partnership = models.ForeignKey("partnership.Partnership", models.PROTECT, related_name="+", null=True, blank=True)
    code = models.CharField(max_length=40)
    number = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=20, choices=ProvisionKind.choices())
    name = models.CharField(max_length=200)
    provision = models.CharField(max_length=300)
    applies = models.TextField()
    source = models.TextField()
    in_use = models.BooleanField(default=True)
    last_checked_on = models.DateField(null=True, blank=True, help_text="Empty: to be checked.")
    checked_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["partnership", "code", "number"], nulls_distinct=False, name="administration_provision_once"
            )
        ]

    def __str__(self) -> str:
        return self.code


class DataRequest(models.Model):
    """Someone asks about the data held on a person. Every `_sealed` field is a token of core.encryption; the reference says nothing."""

    partnership = models.ForeignKey("partnership.Partnership", models.PROTECT, related_name="+")
    reference = models.CharField(max_length=12, unique=True)
    kind = models.CharField(max_length=20, choices=RequestKind.choices())
    about = models.CharField(max_length=20, choices=DataSubject.choices())
    name_sealed = models.TextField()
    variants_sealed = models.TextField(blank=True)
    born_sealed = models.TextField(blank=True)
    nhs_number_sealed = models.TextField(blank=True)
    email_sealed = models.TextField(blank=True)
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", null=True, blank=True)
    asker_sealed = models.TextField(blank=True, help_text="Who asks, where it is not they themselves.")
    authority_sealed = models.TextField(blank=True, help_text="By what authority they ask for someone else.")
    wanted_sealed = models.TextField(blank=True, help_text="What is asked for, in their own words.")
    received_on = models.DateField()
    rule = models.TextField(help_text="The provision on time that applied, in words.")
    identity_checked_on = models.DateField(null=True, blank=True)
    identity_how = models.CharField(max_length=300, blank=True)
    extended_on = models.DateField(null=True, blank=True)
    extension_reason = models.TextField(blank=True)
    state = models.CharField(max_length=20, choices=RequestState.choices(), default=RequestState.OPEN.value)
    received_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    searched_at = models.DateTimeField(null=True, blank=True)
    elsewhere = models.PositiveIntegerField(
        default=0, help_text="Records that may hold more, in circles the searcher does not sit in."
    )
    elsewhere_note = models.TextField(blank=True)
    decision = models.TextField(
        blank=True, help_text="What is decided on a correction, erasure or restriction, and why."
    )
    submitted_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    sent_back_because = models.TextField(blank=True)
    answer_sealed = models.TextField(blank=True, help_text="The disclosure, as it was given.")
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the disclosure.")
    closed_on = models.DateField(null=True, blank=True)
    closed_how = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["partnership", "-received_on"], name="administration_dr_received")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("submitted_by")),
                name="administration_datarequest_second",
            )
        ]

    def __str__(self) -> str:
        return self.reference


class DataWait(models.Model):
    """A time in which something was awaited from whoever asked."""

    partnership = models.ForeignKey("partnership.Partnership", models.PROTECT, related_name="+")
    request = models.ForeignKey(DataRequest, models.PROTECT, related_name="waits")
    kind = models.CharField(max_length=20, choices=WaitKind.choices())
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["request"], condition=Q(until__isnull=True), name="administration_datawait_one"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="administration_datawait_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"wait {self.pk}"


class DataFinding(models.Model):
    """One thing found about a person, and what becomes of it. Whoever may not see its record does not see it either."""

    partnership = models.ForeignKey("partnership.Partnership", models.PROTECT, related_name="+")
    request = models.ForeignKey(DataRequest, models.PROTECT, related_name="findings")
    record = models.ForeignKey("records.Record", models.PROTECT, related_name="+", null=True, blank=True)
    key = models.CharField(max_length=80)
    source = models.CharField(max_length=20, choices=Source.choices())
    place = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    address = models.CharField(max_length=300, blank=True)
    document = models.CharField(max_length=12, blank=True)
    mark = models.CharField(max_length=20, choices=Mark.choices(), default=Mark.UNDECIDED.value)
    given = models.TextField(blank=True)
    exemptions = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    reason = models.TextField(blank=True)
    marked_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", null=True, blank=True)
    marked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["request", "key"], name="administration_datafinding_once")
        ]

    def __str__(self) -> str:
        return f"finding {self.pk}"
