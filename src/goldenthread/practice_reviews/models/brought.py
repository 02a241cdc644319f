"""What was brought in from a file, by the reference it had there."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from goldenthread.practice_reviews.models.deciding import Part
from goldenthread.practice_reviews.models.review import Review


class BroughtIn(Part):
    """A review that came from a spreadsheet: the same file brought in again knows it by its key, disposed of or not."""

    review = models.OneToOneField(Review, models.PROTECT, related_name="+", db_column="record_id")
    partnership = models.ForeignKey("partnership.Partnership", models.PROTECT, related_name="+")
    key = models.CharField(max_length=64, help_text="A digest of the local reference.")
    local_reference = models.CharField(max_length=60)
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["partnership", "key"], name="practice_reviews_brought_in_once")
        ]
