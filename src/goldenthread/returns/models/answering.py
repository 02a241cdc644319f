"""Answers, and the moments at which they were sent in."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from goldenthread.history.tracking import tracked
from goldenthread.returns.models.base import OfReturn
from goldenthread.returns.models.request import Return
from goldenthread.returns.terms import AnswerState, ReturnState

GIVEN = [choice for choice in AnswerState.choices() if choice[0] != AnswerState.NOT_ANSWERED.value]


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
