"""A person's calendar: the page on which they make its address, and what stands under that address for their calendar program."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.core import clock
from goldenthread.design.components import Link
from goldenthread.design.format import short_day
from goldenthread.design.page import Head
from goldenthread.desk import operations, queries
from goldenthread.desk.calendars import calendar
from goldenthread.records.viewer import Viewer

LONGEST = 100


@never_cache
@require_http_methods(["GET", "POST"])
def own(request: HttpRequest) -> HttpResponseBase:
    """Make, replace or end the address of one's own calendar. It is shown this once."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    address = ""
    if request.method == "POST":
        if request.POST.get("do") == "end":
            if operations.end_calendar(by=viewer, at=viewer.at):
                messages.success(request, "The address works no more.")
            return redirect("/account/calendar/")
        address = f"{settings.ADDRESS}/calendar/{operations.make_calendar(by=viewer, at=viewer.at)}.ics"
    held = queries.calendar_of(viewer.person_id)
    head = Head(
        "Your calendar",
        breadcrumbs=(Link("Your account", "/account/"),),
        lede="Your calendar program can show the meetings you are invited to and the days on which something is due, stages of pathways among them. It is told references and names of groups, never what a record says.",
    )
    made = short_day(held.made_at) if held else ""
    return render(request, "desk/calendar.html", {"head": head, "address": address, "made": made})


@sensitive_variables("token")
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponseBase:
    """The calendar of whoever this address belongs to; 404 for every other, in the same way."""
    at = clock.now()
    with transaction.atomic():
        viewer = operations.come_for_calendar(token=token, at=at) if len(token) <= LONGEST else None
        if viewer is None:
            return render(request, "design/errors/404.html", status=404)
        addresses = {fact.id: f"{settings.ADDRESS}/{fact.key}/" for fact in viewer.partnerships}
        content = calendar("Golden Thread", queries.days_of(viewer), addresses)
        digest, changed = operations.note_content(content=content, by=viewer, at=at)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    etag = f'"{digest}"'
    response["ETag"] = etag
    response.headers["Last-Modified"] = changed.strftime("%a, %d %b %Y %H:%M:%S GMT")
    response["Cache-Control"] = "private, no-cache"
    answer = get_conditional_response(request, etag, int(changed.timestamp()), response)
    assert answer is not None
    return answer
