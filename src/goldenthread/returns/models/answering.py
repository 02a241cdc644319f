"""Answers, and the moments at which they were sent in."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Exists, Func, JSONField, OuterRef, Q

from goldenthread.history.tracking import tracked
from goldenthread.records.models.record import visible
from goldenthread.returns.models.base import OfReturn, RecordedQuerySet
from goldenthread.returns.models.request import Return
from goldenthread.returns.rules.states import ANSWERED
from goldenthread.returns.terms import AnswerState, ReturnState

if TYPE_CHECKING:
    from goldenthread.records.viewer import Viewer

GIVEN = [choice for choice in AnswerState.choices() if choice[0] != AnswerState.NOT_ANSWERED.value]


class AnswerQuerySet(RecordedQuerySet["Answer"]):
    """Answers, by who may read them."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Everything of a return for whoever reads it whole; for others what was sent in and is not narrow."""
        sent = Q(narrow=False, answer_to__state__in=[state.value for state in ANSWERED])
        return self.filter(visible(viewer, "answer_to_id")).filter(sent | reading_whole(viewer, "answer_to__"))


def reading_whole(viewer: Viewer, of: str = "") -> Q:
    """The returns that a viewer reads whole, as a filter; `of` leads to the return. The twin of `goldenthread_reads_narrow`."""
    found = Q(**{f"{of}senior_person": viewer.person_id})
    for partnership_id in {post.partnership_id for post in viewer.posts}:
        if viewer.in_unit(partnership_id):
            found |= Q(**{f"{of}partnership": partnership_id})
        elif held := viewer.works_for(partnership_id):
            found |= Q(**{f"{of}partnership": partnership_id, f"{of}organisation__in": held})
    chaired = [seat.group_id for seat in viewer.seats if viewer.chairs(seat.group_id)]
    return found | Q(**{f"{of}record__group__in": chaired}) if chaired else found


def kept_to_fewer(viewer: Viewer) -> Q:
    """The files that are not kept from a viewer who sees their record: all but those of a return in answers that they do not read."""
    of_a_return = Return.objects.filter(pk=OuterRef("record_id"))
    reference = Func(OuterRef("reference"), template="to_jsonb(%(expressions)s::text)", output_field=JSONField())
    named = Answer.objects.visible_to(viewer).filter(  # type: ignore[attr-defined]
        answer_to=OuterRef("record_id"), value__contains=reference
    )
    whole = Exists(of_a_return.filter(reading_whole(viewer)))
    return Q(~Exists(of_a_return)) | Q(whole) | Q(Exists(named))


@tracked
class Answer(OfReturn):
    """The answer to one question as it stands; PostgreSQL keeps every version. Not answered is the row that is not there.

    `narrow` answers stand in a section that the asking group at large does not read; the database holds to it too.
    """

    answer_to = models.ForeignKey(Return, models.PROTECT, related_name="answers", db_column="record_id")
    question = models.CharField(max_length=40)
    section = models.CharField(max_length=40)
    narrow = models.BooleanField(default=False)
    state = models.CharField(max_length=20, choices=GIVEN)
    value = models.JSONField(null=True, blank=True)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    objects: ClassVar[models.Manager[Answer]] = models.Manager.from_queryset(AnswerQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["answer_to", "question"], name="returns_answer_once"),
            models.CheckConstraint(
                condition=models.Q(state="value", value__isnull=False) | ~models.Q(state="value"),
                name="returns_answer_has_a_value",
            ),
        ]


class Submission(OfReturn):
    """A return as it was sent in: when, by whom, signed off by whom, and the digest of all its answers. Never changed."""

    answer_to = models.ForeignKey(Return, models.PROTECT, related_name="submissions", db_column="record_id")
    number = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=20, choices=ReturnState.choices())
    by_name = models.CharField(max_length=200)
    signed_off_by = models.CharField(max_length=200, blank=True)
    reason = models.TextField(blank=True)
    answers = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["answer_to", "number"], name="returns_submission_number_once")
        ]
