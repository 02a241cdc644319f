"""When a person wants mail."""

from __future__ import annotations

from django import forms

from goldenthread.design.forms import ConfirmField, TimeField


class MailForm(forms.Form):
    """The time of the daily digest, and the hours in which nothing urgent is mailed either."""

    digest_at = TimeField(
        "When should the day's mail come?", hint="All that is not urgent comes in one mail a day, at this time"
    )
    quiet_from = TimeField("Quiet from", hint="Urgent mail waits from this time, for example 7pm")
    quiet_until = TimeField("Quiet until", hint="And goes from this time, for example 7am")
    weekends = ConfirmField("Mail me at weekends too", required=False)
