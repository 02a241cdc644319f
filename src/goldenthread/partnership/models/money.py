"""What a partnership's year cost, and who paid."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from goldenthread.partnership.terms import MoneyKind


class MoneyLine(models.Model):
    """One line of a year's money: what it is, whose where that is known, and how much, in pounds."""

    partnership = models.ForeignKey("partnership.Partnership", models.PROTECT, related_name="money")
    year = models.CharField(max_length=9)
    kind = models.CharField(max_length=40, choices=MoneyKind.choices())
    organisation = models.ForeignKey(
        "partnership.Organisation", models.PROTECT, related_name="+", null=True, blank=True
    )
    text = models.CharField(max_length=300)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="partnership_money_not_negative"),
            models.CheckConstraint(
                condition=~Q(kind="contribution") | Q(organisation__isnull=False),
                name="partnership_contribution_of_someone",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["partnership", "year"])]

    def __str__(self) -> str:
        return f"money {self.year} {self.pk}"
