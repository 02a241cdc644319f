"""One record's course along a pathway: what happened, holds and variations as rows beside it, and the stages as they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from goldenthread.pathways.models.pathway import Edition, Pathway
from goldenthread.pathways.terms import Said, Side, StageState
from goldenthread.records.models.record import visible

if TYPE_CHECKING:
    from goldenthread.records.viewer import Viewer

Row = TypeVar("Row", bound=models.Model)
STORED = [choice for choice in StageState.choices() if choice[0] != StageState.LATE.value]
"""States that are stored: whether a day is past is asked of the day on which someone looks."""


class RecordedQuerySet(models.QuerySet[Row]):
    """Rows whose record the viewer may see."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Only the rows this viewer may see."""
        return self.filter(visible(viewer, "record_id"))


class OfRecord(models.Model):
    """A row that is there for whoever sees its record."""

    record = models.ForeignKey("records.Record", models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.pk}"


class Course(OfRecord):
    """A record follows an edition of a pathway, and keeps that edition. `check_on` is the next day on which the worker looks at it."""

    partnership = models.ForeignKey("partnership.Partnership", models.PROTECT, related_name="+")
    pathway = models.ForeignKey(Pathway, models.PROTECT, related_name="courses")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="courses")
    started_by = models.CharField(max_length=200)
    started_at = models.DateTimeField()
    is_open = models.BooleanField(default=True)
    calendar = models.CharField(
        max_length=200, help_text="The edition of the calendar its days were last counted with."
    )
    computed_at = models.DateTimeField()
    checked_on = models.DateField()
    check_on = models.DateField(null=True, blank=True)

    objects: ClassVar[models.Manager[Course]] = models.Manager.from_queryset(RecordedQuerySet["Course"])()

    class Meta(OfRecord.Meta):
        abstract = False
        constraints: ClassVar = [models.UniqueConstraint(fields=["record", "pathway"], name="pathways_course_once")]
        indexes: ClassVar = [
            models.Index(fields=["partnership", "check_on"], condition=Q(is_open=True), name="pathways_course_checked")
        ]


class OfCourse(OfRecord):
    """A row beside a course, by whom and when. Never changed: what was wrong is followed by another row."""

    course = models.ForeignKey(Course, models.PROTECT, related_name="+")
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", null=True, blank=True)
    by_name = models.CharField(max_length=200)
    made_at = models.DateTimeField()

    class Meta(OfRecord.Meta):
        abstract = True


class CourseEvent(OfCourse):
    """A stage or an event happened on a day, as exact as it is known; or it is not needed; or what was recorded before did not happen."""

    course = models.ForeignKey(Course, models.PROTECT, related_name="events")
    key = models.CharField(max_length=40)
    said = models.CharField(max_length=20, choices=Said.choices())
    happened = models.CharField(max_length=10, blank=True, help_text="A year, a year and month, or a day.")
    moment = models.TimeField(null=True, blank=True)
    reason = models.TextField(blank=True)
    supersedes = models.OneToOneField("self", models.PROTECT, related_name="superseded_by", null=True, blank=True)

    objects: ClassVar[models.Manager[CourseEvent]] = models.Manager.from_queryset(RecordedQuerySet["CourseEvent"])()

    class Meta(OfCourse.Meta):
        abstract = False
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(Q(said="happened") & ~Q(happened="")) | (~Q(said="happened") & Q(happened="")),
                name="pathways_event_has_its_day",
            )
        ]


class Hold(OfCourse):
    """Stages, or all of them where none is named, wait for something outside, with the reason and a day to look again."""

    course = models.ForeignKey(Course, models.PROTECT, related_name="holds")
    stages = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    starts_on = models.DateField()
    review_on = models.DateField()
    reason = models.TextField()

    class Meta(OfCourse.Meta):
        abstract = False
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(review_on__gte=F("starts_on")), name="pathways_hold_days_in_order")
        ]


class HoldLift(OfCourse):
    """A hold ended: the first day on which its stages go on."""

    course = models.ForeignKey(Course, models.PROTECT, related_name="+")
    hold = models.OneToOneField(Hold, models.PROTECT, related_name="lift")
    lifted_on = models.DateField()
    reason = models.TextField()

    class Meta(OfCourse.Meta):
        abstract = False


class Variation(OfCourse):
    """Another day for one stage: so much more time in the stage's own unit, or until a day; with the reason and on whose authority."""

    course = models.ForeignKey(Course, models.PROTECT, related_name="variations")
    stage = models.CharField(max_length=40)
    more = models.PositiveSmallIntegerField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    reason = models.TextField()
    authority = models.CharField(max_length=200)
    agreed_on = models.DateField()

    class Meta(OfCourse.Meta):
        abstract = False
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(more__isnull=True) ^ Q(until__isnull=True), name="pathways_variation_says_one_thing"
            )
        ]


class CourseStage(OfRecord):
    """A stage as it stood when its course was last worked out: for lists over many records. The way itself is worked out from the rows above."""

    course = models.ForeignKey(Course, models.PROTECT, related_name="stages")
    partnership = models.ForeignKey("partnership.Partnership", models.PROTECT, related_name="+")
    key = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20, choices=STORED)
    due_on = models.DateField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    waits_for = models.CharField(max_length=120, blank=True)
    side = models.CharField(max_length=20, choices=Side.choices(), blank=True)
    review_on = models.DateField(null=True, blank=True)
    done_on = models.CharField(max_length=10, blank=True)
    on_time = models.BooleanField(null=True, blank=True)
    calendar = models.TextField(blank=True)

    objects: ClassVar[models.Manager[CourseStage]] = models.Manager.from_queryset(RecordedQuerySet["CourseStage"])()

    class Meta(OfRecord.Meta):
        abstract = False
        constraints: ClassVar = [models.UniqueConstraint(fields=["course", "key"], name="pathways_stage_once")]
        indexes: ClassVar = [
            models.Index(
                fields=["partnership", "due_on"],
                condition=Q(state__in=["waiting", "due", "held"]),
                name="pathways_stage_open",
            ),
            models.Index(fields=["record"], name="pathways_stage_record"),
        ]
