"""Rows beside a family member: added and never changed. What was wrong is followed by another row, and both stay to be read."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from goldenthread.families.models.member import FamilyMember, RecordedQuerySet
from goldenthread.families.terms import (
    EffectKind,
    Heard,
    Method,
    Offer,
    Outcome,
    ReplyStep,
    RestrictionKind,
    SaidKind,
    ToldStep,
)


class Beside(models.Model):
    """A row about one family member, there for whoever sees the record: on which day, by whom and when."""

    record = models.ForeignKey("records.Record", models.PROTECT, related_name="+")
    member = models.ForeignKey(FamilyMember, models.PROTECT, related_name="+")
    on = models.DateField()
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", null=True, blank=True)
    by_name = models.CharField(max_length=200)
    by_role = models.CharField(max_length=120, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.pk}"


class Correctable(Beside):
    """A row that a later one may take the place of: with the reason, and `struck` where what was recorded did not happen at all."""

    struck = models.BooleanField(default=False)
    correction_why = models.TextField(blank=True)

    class Meta(Beside.Meta):
        abstract = True


def corrected(name: str) -> list[models.BaseConstraint]:
    """A row is struck out only in the place of another, and a correction has its reason."""
    return [
        models.CheckConstraint(
            condition=Q(corrects__isnull=True, struck=False, correction_why="")
            | Q(corrects__isnull=False) & ~Q(correction_why=""),
            name=f"families_{name}_correction_whole",
        )
    ]


class Restriction(Beside):
    """Someone is not freely approached: what it is, from which day (`on`), and when it is looked at again."""

    kind = models.CharField(max_length=20, choices=RestrictionKind.choices())
    words = models.TextField()
    review_on = models.DateField()

    objects: ClassVar[models.Manager[Restriction]] = models.Manager.from_queryset(RecordedQuerySet["Restriction"])()

    class Meta(Beside.Meta):
        abstract = False
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(review_on__gte=F("on")), name="families_restriction_days_in_order")
        ]


class RestrictionReview(Beside):
    """A restriction was looked at again: kept until another day, or ended (`review_on` empty, `on` the first day without it)."""

    restriction = models.ForeignKey(Restriction, models.PROTECT, related_name="reviews")
    review_on = models.DateField(null=True, blank=True)
    words = models.TextField()

    class Meta(Beside.Meta):
        abstract = False


class RestrictionNote(models.Model):
    """That a restriction's day to be looked at again came was told, once for each such day."""

    record = models.ForeignKey("records.Record", models.PROTECT, related_name="+")
    restriction = models.ForeignKey(Restriction, models.PROTECT, related_name="notes")
    review_on = models.DateField()
    told_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["restriction", "review_on"], name="families_restriction_told_once")
        ]

    def __str__(self) -> str:
        return f"RestrictionNote {self.pk}"


class Contact(Correctable):
    """An approach and what came of it, or the reason for none; with what was offered."""

    method = models.CharField(max_length=20, choices=Method.choices())
    outcome = models.CharField(max_length=20, choices=Outcome.choices())
    what = models.TextField(blank=True)
    why = models.TextField(blank=True)
    agreed_by = models.CharField(max_length=300, blank=True)
    offers = ArrayField(models.CharField(max_length=20, choices=Offer.choices()), default=list, blank=True)
    corrects = models.OneToOneField("self", models.PROTECT, related_name="corrected_by", null=True, blank=True)

    objects: ClassVar[models.Manager[Contact]] = models.Manager.from_queryset(RecordedQuerySet["Contact"])()

    class Meta(Correctable.Meta):
        abstract = False
        constraints: ClassVar = corrected("contact")


class Said(Correctable):
    """What someone said: a view, a question, a wish; in their words or in summary, and how it was heard."""

    kind = models.CharField(max_length=20, choices=SaidKind.choices())
    heard = models.CharField(max_length=20, choices=Heard.choices())
    words = models.TextField()
    own_words = models.BooleanField(default=False)
    corrects = models.OneToOneField("self", models.PROTECT, related_name="corrected_by", null=True, blank=True)

    objects: ClassVar[models.Manager[Said]] = models.Manager.from_queryset(RecordedQuerySet["Said"])()

    class Meta(Correctable.Meta):
        abstract = False
        constraints: ClassVar = corrected("said")


class Effect(Beside):
    """What changed because of what was said, and the record where it shows. The last row holds; all stay."""

    said = models.ForeignKey(Said, models.PROTECT, related_name="effects")
    kind = models.CharField(max_length=20, choices=EffectKind.choices())
    words = models.TextField()
    shows_in = models.ForeignKey("records.Record", models.PROTECT, related_name="+", null=True, blank=True)

    objects: ClassVar[models.Manager[Effect]] = models.Manager.from_queryset(RecordedQuerySet["Effect"])()

    class Meta(Beside.Meta):
        abstract = False


class Reply(Beside):
    """A step of answering a question. The last row of a step holds; all stay."""

    said = models.ForeignKey(Said, models.PROTECT, related_name="replies")
    step = models.CharField(max_length=20, choices=ReplyStep.choices())
    words = models.TextField(blank=True)

    class Meta(Beside.Meta):
        abstract = False


class Told(Correctable):
    """What was told or shown before publication, how, and what support there is on the day."""

    step = models.CharField(max_length=20, choices=ToldStep.choices())
    how = models.TextField()
    support = models.TextField(blank=True)
    corrects = models.OneToOneField("self", models.PROTECT, related_name="corrected_by", null=True, blank=True)

    objects: ClassVar[models.Manager[Told]] = models.Manager.from_queryset(RecordedQuerySet["Told"])()

    class Meta(Correctable.Meta):
        abstract = False
        constraints: ClassVar = corrected("told")
