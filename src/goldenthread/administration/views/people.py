"""People: the list, inviting, one person, their posts and seats, and leaving."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from goldenthread.accounts import queries as accounts
from goldenthread.administration import forms, operations, queries
from goldenthread.administration.operations.people import owned_words
from goldenthread.administration.pages import people as pages
from goldenthread.administration.pages.words import administration_nav, post_words, seat_words
from goldenthread.administration.queries import PeopleFilter
from goldenthread.administration.queries.leaving import planned_departure
from goldenthread.administration.views.shared import ask, keepers, sent
from goldenthread.design.components import Button, Link, Tag
from goldenthread.design.format import counted
from goldenthread.design.page import Head
from goldenthread.messages import queries as notices
from goldenthread.partnership import operations as partnership_operations
from goldenthread.partnership import queries as partnership
from goldenthread.partnership.models import Partnership
from goldenthread.partnership.terms import Role, SeatRole
from goldenthread.records.downloads import spreadsheet_response
from goldenthread.records.web import Scope, partnership_page

SHOW_ONCE = "invitation_shown_once"


@require_GET
@partnership_page(keepers)
def front(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Administration begins with the people."""
    return redirect(scope.address("administration", "people"))


@require_GET
@partnership_page(keepers)
def people(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """The people of the partnership: one filter for the page, its total and its exports."""
    chosen, place = PeopleFilter.of(request.GET), scope.partnership.id
    if (kind := request.GET.get("format", "")) in {"csv", "xlsx"}:
        return spreadsheet_response(
            kind,
            f"{scope.partnership.key}-people",
            pages.COLUMNS,
            lambda: pages.export_rows(queries.people(scope.viewer, place, chosen)),
            scope.viewer.person_id,
            scope.viewer.at,
        )
    number = request.GET.get("page", "1")
    rows, total, page = queries.people_page(
        scope.viewer, place, chosen, int(number) if number.isdigit() and len(number) < 7 else 1
    )
    shown = pages.people_page(scope, chosen, rows, total, page, partnership.organisations(place))
    head = Head(
        "People",
        lede=f"{counted(total, 'person', 'people')} with a post or a seat today.",
        action=Button("Invite a person", scope.address("administration", "people", "invite")),
        others=(Link("Joiners, movers and leavers", scope.address("administration", "people", "import")),),
        subnav=administration_nav(scope, "people"),
    )
    return render(request, "administration/people.html", {"head": head, "page": shown})


@require_http_methods(["GET", "POST"])
@partnership_page(keepers)
def invite(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Invite a person. Their link is shown once, on the page that follows."""
    place, back = scope.partnership.id, scope.address("administration", "people")
    groups = partnership.groups(place, scope.viewer.day)
    form = forms.InviteForm(sent(request), organisations=partnership.organisations(place), groups=groups)

    def perform(data: dict[str, Any]) -> str:
        invited = operations.invite_person(
            partnership_id=place,
            email=data["email"],
            name=data["name"],
            role=Role(data["role"]),
            organisation_id=int(data["organisation"]) if data["organisation"] else None,
            groups=[group for group in groups if group.key in data.get("groups", ())],
            by=scope.viewer,
            at=scope.viewer.at,
        )
        if invited.path is None:
            messages.success(
                request,
                f"{invited.person.name} signs in here already, and now works with {scope.partnership.name} too.",
            )
            return scope.address("administration", "people", str(invited.person.pk))
        request.session[SHOW_ONCE] = invited.person.pk
        return scope.address("administration", "people", str(invited.person.pk), "invited")

    lede = "They get a link by mail to set a password. It works once, for 14 days."
    return ask(
        request,
        scope,
        form,
        perform,
        title="Invite a person",
        button="Invite",
        back=back,
        crumbs=[("People", back)],
        lede=lede,
    )


@require_GET
@partnership_page(keepers)
def invited(request: HttpRequest, scope: Scope, person: int) -> HttpResponseBase:
    """An invitation's link, shown once to whoever made it."""
    row, _, _ = _member(scope, person)
    if request.session.pop(SHOW_ONCE, None) != person:
        return redirect(scope.address("administration", "people", str(person)))
    path = accounts.invitation_path(person, scope.viewer.at)
    head = Head(
        f"{row.person.name} is invited",
        breadcrumbs=(Link("People", scope.address("administration", "people")),),
        lede=f"The link below goes to {row.person.email} by mail.",
    )
    address = f"{settings.ADDRESS.rstrip('/')}{path}" if path else ""
    response = render(
        request,
        "administration/invited.html",
        {
            "head": head,
            "address": address,
            "next": scope.address("administration", "people", str(person)),
            "again": scope.address("administration", "people", "invite"),
        },
    )
    response["Cache-Control"] = "no-store"
    return response


def _member(scope: Scope, person: int) -> tuple[queries.PersonRow, list[Any], list[Any]]:
    found = queries.find_member(scope.viewer, scope.partnership.id, person)
    if found is None:
        raise Http404
    return found


def _crumbs(scope: Scope, person: int, name: str) -> list[tuple[str, str]]:
    return [
        ("People", scope.address("administration", "people")),
        (name, scope.address("administration", "people", str(person))),
    ]


@require_GET
@partnership_page(keepers)
def person(request: HttpRequest, scope: Scope, person: int) -> HttpResponseBase:
    """One person: what they hold, how they sign in, and what can be done."""
    row, posts, seats = _member(scope, person)
    shown = pages.person_page(
        scope,
        row,
        posts,
        seats,
        queries.open_actions_of(scope.partnership.id, person),
        notices.came_back_from(row.person.email),
        planned_departure(scope.partnership.id, person),
    )
    at = ("administration", "people", str(person))
    tags = (Tag("neutral", "Account closed"),) if not row.person.is_active else ()
    mine = person == scope.viewer.person_id
    steps = (
        ("Give a seat", ("seats", "new")),
        ("Put their name or address right", ("change",)),
        ("Send a new link to set a password", ("link",)),
        ("They are leaving", ("leaving",)),
        ("End their work here", ("close",)),
    )
    others = (
        tuple(Link(words, scope.address(*at, *place)) for words, place in steps)
        if row.person.is_active and not mine
        else ()
    )
    action = Button("Give a post", scope.address(*at, "posts", "new")) if row.person.is_active and not mine else None
    lede = (
        "This is you. Another administrator, or the business manager, changes what you hold."
        if mine
        else "; ".join(post_words(post) for post in row.posts)
    )
    head = Head(
        row.person.name,
        tags=tags,
        breadcrumbs=(Link("People", scope.address("administration", "people")),),
        lede=lede,
        action=action,
        others=others,
    )
    return render(request, "administration/person.html", {"head": head, "page": shown})


@require_http_methods(["GET", "POST"])
@partnership_page(keepers)
def correct(request: HttpRequest, scope: Scope, person: int) -> HttpResponseBase:
    """Put a name or an address right."""
    row, _, _ = _member(scope, person)
    form = forms.CorrectForm(sent(request), initial={"name": row.person.name, "email": row.person.email})

    def perform(data: dict[str, Any]) -> None:
        operations.correct(
            partnership_id=scope.partnership.id,
            person_id=person,
            name=data["name"],
            email=data["email"],
            by=scope.viewer,
            at=scope.viewer.at,
        )

    back = scope.address("administration", "people", str(person))
    return ask(
        request,
        scope,
        form,
        perform,
        title="Put their name or address right",
        button="Save",
        back=back,
        crumbs=_crumbs(scope, person, row.person.name),
        said="It is put right.",
    )


@require_http_methods(["GET", "POST"])
@partnership_page(keepers)
def give_post(request: HttpRequest, scope: Scope, person: int) -> HttpResponseBase:
    """Give someone a post."""
    row, _, _ = _member(scope, person)
    form = forms.PostForm(sent(request), organisations=partnership.organisations(scope.partnership.id))

    def perform(data: dict[str, Any]) -> None:
        organisation = int(data["organisation"]) if data["organisation"] else None
        operations.give_post(
            partnership_id=scope.partnership.id,
            person_id=person,
            role=Role(data["role"]),
            organisation_id=organisation,
            title=data["title"],
            by=scope.viewer,
            at=scope.viewer.at,
        )

    back = scope.address("administration", "people", str(person))
    return ask(
        request,
        scope,
        form,
        perform,
        title="Give a post",
        button="Give the post",
        back=back,
        crumbs=_crumbs(scope, person, row.person.name),
        said="The post is given, from today.",
    )


@require_http_methods(["GET", "POST"])
@partnership_page(keepers)
def end_post(request: HttpRequest, scope: Scope, person: int, post: int) -> HttpResponseBase:
    """End a post."""
    row, _, _ = _member(scope, person)
    held = next((one for one in row.posts if one.pk == post), None)
    if held is None:
        raise Http404
    back = scope.address("administration", "people", str(person))
    return ask(
        request,
        scope,
        forms.ConfirmForm(sent(request)),
        lambda data: operations.end_post(
            partnership_id=scope.partnership.id, post_id=post, by=scope.viewer, at=scope.viewer.at
        ),
        title="End the post",
        button="End it today",
        back=back,
        crumbs=_crumbs(scope, person, row.person.name),
        said="The post has ended.",
        kind="warning",
        lede=f"{post_words(held)}. From today they no longer see what this post lets them see.",
    )


@require_http_methods(["GET", "POST"])
@partnership_page(keepers)
def give_seat(request: HttpRequest, scope: Scope, person: int) -> HttpResponseBase:
    """Give someone a seat."""
    row, _, _ = _member(scope, person)
    place = scope.partnership.id
    own = str(row.posts[0].organisation_id or "") if row.posts else ""
    form = forms.SeatForm(
        sent(request),
        organisations=partnership.organisations(place),
        groups=partnership.groups(place, scope.viewer.day),
        initial={"organisation": own},
    )

    def perform(data: dict[str, Any]) -> None:
        organisation = int(data["organisation"]) if data["organisation"] else None
        operations.give_seat(
            partnership_id=place,
            person_id=person,
            group_key=data["group"],
            role=SeatRole(data["role"]),
            organisation_id=organisation,
            by=scope.viewer,
            at=scope.viewer.at,
        )

    back = scope.address("administration", "people", str(person))
    return ask(
        request,
        scope,
        form,
        perform,
        title="Give a seat",
        button="Give the seat",
        back=back,
        crumbs=_crumbs(scope, person, row.person.name),
        said="The seat is given, from today.",
        lede="From today they see what the group sees. A vacant seat of the same kind for the same organisation is filled first.",
    )


@require_http_methods(["GET", "POST"])
@partnership_page(keepers)
def end_seat(request: HttpRequest, scope: Scope, person: int, seat: int) -> HttpResponseBase:
    """End a seat, or leave it vacant."""
    row, _, _ = _member(scope, person)
    held = next((one for one in row.seats if one.pk == seat), None)
    if held is None:
        raise Http404
    back = scope.address("administration", "people", str(person))
    return ask(
        request,
        scope,
        forms.EndSeatForm(sent(request)),
        lambda data: operations.end_seat(
            partnership_id=scope.partnership.id,
            seat_id=seat,
            keep_vacant=data["then"] == "vacant",
            by=scope.viewer,
            at=scope.viewer.at,
        ),
        title="End the seat",
        button="End it today",
        back=back,
        crumbs=_crumbs(scope, person, row.person.name),
        said="The seat has ended.",
        kind="warning",
        lede=f"{seat_words(held)}. From today they no longer see what the group sees.",
    )


@require_http_methods(["GET", "POST"])
@partnership_page(keepers)
def new_link(request: HttpRequest, scope: Scope, person: int) -> HttpResponseBase:
    """Mail a fresh link to set a password."""
    row, _, _ = _member(scope, person)
    back = scope.address("administration", "people", str(person))

    def perform(data: dict[str, Any]) -> str | None:
        path = operations.send_new_link(
            partnership_id=scope.partnership.id, person_id=person, by=scope.viewer, at=scope.viewer.at
        )
        if path is None:
            messages.success(request, f"A link is on its way to {row.person.email}.")
            return None
        request.session[SHOW_ONCE] = person
        return scope.address("administration", "people", str(person), "invited")

    lede = f"It goes to {row.person.email}, works once, for 14 days, and any link before it stops working. Their password, if they have one, works until they set another."
    return ask(
        request,
        scope,
        forms.ConfirmForm(sent(request)),
        perform,
        title="Send a new link",
        button="Send it",
        back=back,
        crumbs=_crumbs(scope, person, row.person.name),
        lede=lede,
    )


@require_http_methods(["GET", "POST"])
@partnership_page(keepers)
def close(request: HttpRequest, scope: Scope, person: int) -> HttpResponseBase:
    """End everything a person holds here. Not while they own open actions."""
    row, _, _ = _member(scope, person)
    back = scope.address("administration", "people", str(person))
    owned = queries.open_actions_of(scope.partnership.id, person)
    if owned and request.method == "GET":
        link = (
            Link("Give their actions another owner", f"{scope.address('actions')}?owner={person}")
            if scope.reads
            else None
        )
        head = Head(
            "End their work here",
            breadcrumbs=tuple(Link(*crumb) for crumb in _crumbs(scope, person, row.person.name)),
            lede=f"{row.person.name} cannot leave yet.",
        )
        return render(
            request,
            "administration/cannot_close.html",
            {
                "head": head,
                "reason": owned_words(owned),
                "link": link,
                "hand_over": scope.address("administration", "people", str(person), "leaving"),
                "back": back,
            },
        )

    def perform(data: dict[str, Any]) -> None:
        closed = operations.close_here(
            partnership_id=scope.partnership.id, person_id=person, by=scope.viewer, at=scope.viewer.at
        )
        messages.success(
            request,
            f"{row.person.name} holds nothing here any more."
            + (
                " Their account is closed."
                if closed
                else " They still work with another partnership, so their account stays."
            ),
        )

    lede = f"Every post of {row.person.name} in {scope.partnership.name} ends today, and their seats become vacant. When they work with no other partnership, their account closes."
    return ask(
        request,
        scope,
        forms.ConfirmForm(sent(request)),
        perform,
        title="End their work here",
        button="End it today",
        back=back,
        crumbs=_crumbs(scope, person, row.person.name),
        lede=lede,
        kind="warning",
    )


@require_http_methods(["GET", "POST"])
@partnership_page(keepers)
def second_factor(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Which roles need a second factor."""
    place = scope.partnership.id
    form = forms.SecondFactorForm(
        sent(request),
        initial={"roles": Partnership.objects.values_list("second_factor_roles", flat=True).get(pk=place)},
    )

    def perform(data: dict[str, Any]) -> None:
        partnership_operations.set_second_factor(
            partnership_id=place,
            roles=[Role(role) for role in data["roles"]],
            by=operations.actor(scope.viewer),
            at=scope.viewer.at,
        )

    back = scope.address("administration", "second-factor")
    response = ask(
        request,
        scope,
        form,
        perform,
        title="Second factor",
        button="Save",
        back=back,
        said="Saved. Whoever holds one of these roles is asked for it the next time they sign in.",
        lede="An authenticator app or a passkey beside the password. Those who hold several roles need it when one of them does.",
        template="administration/second_factor.html",
        subnav=administration_nav(scope, "second-factor"),
    )
    return response
