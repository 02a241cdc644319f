"""Forms about keeping and disposing of records."""

from __future__ import annotations

from django import forms

from goldenthread.administration.forms.access import REASON_HINT
from goldenthread.design.forms import ChoiceField, DateField, HiddenVersionField, IntegerField, TextAreaField
from goldenthread.records.rules.retention import LONGEST_YEARS
from goldenthread.records.terms import CountedFrom, RetentionClass, Standing


class WhyForm(forms.Form):
    """A step with its reason."""

    reason = TextAreaField("Reason", hint=REASON_HINT, max_length=1000, rows=3)


class DisposeForm(WhyForm):
    """Deciding to dispose of a record."""


class HoldForm(WhyForm):
    """Placing a legal hold."""

    review_on = DateField("When does someone look at this hold again?")
    field_order = ["reason", "review_on"]


class ClassForm(forms.Form):
    """A record's class, and its closing where nothing else closed it."""

    retention_class = ChoiceField("What kind of record is it?", RetentionClass.choices(), look="select")
    closed_on = DateField(
        "Closed on",
        hint="Only where nothing has closed it yet. Its time of keeping may run from this day.",
        required=False,
    )


class RuleForm(forms.Form):
    """The next edition of a rule."""

    seen = HiddenVersionField()
    years = IntegerField("Kept for how many years?", least=1, most=LONGEST_YEARS, width="3")
    counted_from = ChoiceField("Counted from", CountedFrom.choices(), look="select")
    source = TextAreaField("Which law, guidance or decision does it rest on?", max_length=1000, rows=3)
    standing = ChoiceField("What is that?", Standing.choices(), look="select")
    in_force_from = DateField(
        "In force from", hint="Today or later: records closed before keep the rule that applied to them."
    )
