"""The yearly confirmation of seats: the keeper's page, and each organisation's own."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldenthread.administration import forms, operations
from goldenthread.administration.pages import confirming as pages
from goldenthread.administration.pages.words import administration_nav
from goldenthread.administration.queries.confirming import newest_round, places
from goldenthread.administration.rules.confirming import may_answer
from goldenthread.administration.views.shared import ask, everyone, keepers, sent
from goldenthread.design.components import Button, Link
from goldenthread.design.format import counted, day
from goldenthread.design.page import Head
from goldenthread.records.operations import Refused
from goldenthread.records.web import Scope, new_token, partnership_page, stored_once

SEATS = ("administration", "seats")


@require_GET
@partnership_page(keepers)
def seats(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Who sits where, when each was last confirmed, and how the round stands."""
    row = newest_round(scope.partnership.id)
    found = places(scope.partnership.id, row.pk if row else None, scope.viewer.day)
    lede = "Once a year every agency confirms who sits where. No round was started yet."
    if row:
        late = ", and is over" if row.due_on < scope.viewer.day else ""
        lede = (
            f"The round of {day(row.started_on)}, started by {row.started_by.name}, runs until {day(row.due_on)}{late}."
        )
    head = Head(
        "Who sits where",
        lede=lede,
        action=Button("Start the yearly round", scope.address(*SEATS, "start"), "secondary" if row else "primary"),
        subnav=administration_nav(scope, "seats"),
    )
    context = {
        "head": head,
        "page": pages.seats_page(scope, row, found),
        "round": row,
        "remind": scope.address(*SEATS, "remind"),
        "submission": new_token(),
    }
    return render(request, "administration/seats.html", context)


@require_http_methods(["GET", "POST"])
@partnership_page(keepers)
def start(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Start a round."""
    back = scope.address(*SEATS)
    return ask(
        request,
        scope,
        forms.RoundForm(sent(request)),
        lambda data: operations.start_round(
            partnership_id=scope.partnership.id, due_on=data["due_on"], by=scope.viewer, at=scope.viewer.at
        ),
        title="Start the yearly round",
        button="Ask every agency",
        back=back,
        crumbs=[("Who sits where", back)],
        said="The round is started, and the agencies are asked.",
        lede="Whoever leads for each organisation gets a notice with a page on which they confirm its seats and posts.",
    )


@require_POST
@partnership_page(keepers)
def remind(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Remind those of whom something was not heard."""

    def perform() -> None:
        count = operations.remind_silent(partnership_id=scope.partnership.id, by=scope.viewer, at=scope.viewer.at)
        messages.success(request, f"{counted(count, 'person', 'people')} reminded.".capitalize())

    try:
        return stored_once(request, scope, scope.address(*SEATS), perform)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(scope.address(*SEATS))


@require_http_methods(["GET", "POST"])
@partnership_page(keepers)
def settle(request: HttpRequest, scope: Scope, confirmation: int) -> HttpResponseBase:
    """Do what an organisation asked of a seat or post."""
    row = newest_round(scope.partnership.id)
    found = places(scope.partnership.id, row.pk, scope.viewer.day) if row else []
    place = next((one for one in found if one.given and one.given.id == confirmation and not one.given.settled), None)
    if place is None or place.given is None or place.given.answer.value == "right":
        raise Http404
    given, back = place.given, scope.address(*SEATS)
    asked = (
        f"{given.name} ({given.email}) takes it over. They are invited unless they sign in here already, and hold a post for {place.organisation_name}."
        if given.name
        else ("The seat becomes vacant." if place.is_seat else "The post ends.")
    )

    def perform(data: dict[str, Any]) -> None:
        said = operations.settle_answer(
            partnership_id=scope.partnership.id, confirmation_id=confirmation, by=scope.viewer, at=scope.viewer.at
        )
        messages.success(request, f"{said}.")

    return ask(
        request,
        scope,
        forms.ConfirmForm(sent(request)),
        perform,
        title=f"{place.words}, {place.organisation_name}",
        button="Carry it out today",
        back=back,
        crumbs=[("Who sits where", back)],
        lede=f"Held by {place.person_name or 'nobody'}. {asked}",
    )


@require_http_methods(["GET", "POST"])
@partnership_page(everyone)
def answer(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """An organisation's own page: is each of its seats and posts still right?"""
    viewer, place = scope.viewer, scope.partnership.id
    row = newest_round(place)
    if row is None:
        return _nothing(request, scope, "No agency is being asked at the moment.")
    organisations = viewer.organisations(place)
    mine = [
        one
        for one in places(place, row.pk, viewer.day)
        if one.person is not None and may_answer(one, viewer.person_id, organisations)
    ]
    if not mine:
        return _nothing(request, scope, "Your organisation holds no seat and no post here.")
    form = forms.AnswersForm(sent(request), places=mine)

    def perform(data: dict[str, Any]) -> None:
        count = operations.answer_round(partnership_id=place, said=form.said, by=viewer, at=viewer.at)
        left = sum(1 for one in mine if not data.get(one.key.replace(":", "_")))
        more = f" {counted(left, 'place')} still to answer." if left else " Nothing is left to answer."
        messages.success(
            request, f"{counted(count, 'answer')} saved.{more}".capitalize() if count else f"Nothing new.{more}"
        )

    return ask(
        request,
        scope,
        form,
        perform,
        title="Confirm who sits where",
        button="Save",
        back=scope.address("about", "seats"),
        lede=f"Please say by {day(row.due_on)} whether each is still right. You can answer some now and the rest later. The business unit carries out what changes.",
        template="administration/seats_answer.html",
    )


def _nothing(request: HttpRequest, scope: Scope, words: str) -> HttpResponse:
    head = Head(
        "Confirm who sits where", lede=words, breadcrumbs=(Link(scope.partnership.name, scope.address("about")),)
    )
    return render(request, "design/page.html", {"head": head})
