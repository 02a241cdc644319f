"""Notifying a child's death without an account, at any hour: a plain form, a receipt with a reference, and nothing told back."""

from __future__ import annotations

from allauth.core import ratelimit
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from goldenthread.child_deaths import forms, operations, queries
from goldenthread.child_deaths.terms import Channel
from goldenthread.child_deaths.views.facts import notice_of
from goldenthread.core import clock
from goldenthread.design.page import Head
from goldenthread.partnership.models import Partnership
from goldenthread.records.operations import Refused


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def notify(request: HttpRequest, partnership: str) -> HttpResponseBase:
    """Take a notification from whoever has the partnership's public address. Few from one place on the network in an hour."""
    found = Partnership.objects.filter(key=partnership).first()
    held = queries.arrangement(found.pk) if found else None
    if found is None or held is None or not held.is_public:
        raise Http404
    if request.method == "POST" and (limited := ratelimit.consume_or_429(request, action="notify")):
        return limited  # type: ignore[no-any-return]
    form = forms.PublicNotifyForm(request.POST if request.method == "POST" else None)
    top = Head(
        "Notify a child’s death", breadcrumbs=(),
        lede="What you know now is enough; the rest can follow. If another child may be in danger, ring children’s social care and the police first.",
    )  # fmt: skip
    context = {
        "head": top,
        "form": form,
        "held": held,
        "name": found.name,
        "here": request.path,
        "groups": forms.NOTIFY_GROUPS,
        "fictional": found.fictional,
    }
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["website"]:
            return render(request, "child_deaths/receipt.html", {**context, "reference": ""})
        try:
            with transaction.atomic():
                reference = operations.notify(
                    partnership_id=found.pk, notice=notice_of(form.cleaned_data, Channel.LINK), by=None, at=clock.now()
                )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return render(request, "child_deaths/receipt.html", {**context, "reference": reference})
    return render(request, "child_deaths/public.html", context, status=422 if form.errors else 200)
