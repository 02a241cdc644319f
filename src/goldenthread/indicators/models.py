"""Indicators: what is counted, how, and the readings."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from goldenthread.indicators.terms import Polarity


class Indicator(models.Model):
    """What a partnership counts, with its definition. Polarity says which way is better."""

    partnership = models.ForeignKey("partnership.Partnership", models.PROTECT, related_name="indicators")
    key = models.SlugField(max_length=80)
    name = models.CharField(max_length=200)
    definition = models.TextField(blank=True)
    unit = models.CharField(max_length=60, blank=True)
    polarity = models.CharField(max_length=10, choices=Polarity.choices(), default="neutral")
    source = models.CharField(max_length=300, blank=True)
    counts_people = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["partnership", "key"], name="indicators_indicator_key_once")
        ]

    def __str__(self) -> str:
        return self.key


class Reading(models.Model):
    """One value of an indicator for a period that ends before `until`."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="readings")
    starts_on = models.DateField()
    until = models.DateField()
    value = models.DecimalField(max_digits=14, decimal_places=3)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(until__gt=F("starts_on")), name="indicators_reading_days_in_order"),
            models.UniqueConstraint(fields=["indicator", "starts_on"], name="indicators_reading_once"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.starts_on}"
