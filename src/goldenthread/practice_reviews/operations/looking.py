"""What the worker does: requests that went out and summaries that came in move the review's way on, without anybody writing it down again."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from goldenthread.database.viewer import working_in
from goldenthread.history.actor import job
from goldenthread.practice_reviews.models import Review
from goldenthread.practice_reviews.operations.reviewing import catch_up

LOOKING = job("Practice reviews")


def look(*, at: datetime) -> int:
    """Tell the pathways of rapid reviews what happened in the requests about them. Returns how many were told."""
    with connection.cursor() as cursor:
        cursor.execute("select partnership, review from practice_reviews_answers_come() order by 1, 2")
        waiting = cursor.fetchall()
    told = 0
    for (
        partnership_id,
        review_id,
    ) in waiting:  # each in a transaction of its own: a killed worker leaves whole ones behind
        with working_in(partnership_id, at):
            row = Review.objects.select_for_update(of=("self",), skip_locked=True).filter(pk=review_id).first()
            if row is not None:
                told += catch_up(row, LOOKING, at)
    return told
