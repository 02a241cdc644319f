"""The frame around every page: who is signed in, where, and the rooms they may enter."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest

from goldenthread.design.components import Link, Notice
from goldenthread.design.page import Frame, NavItem, PartnershipChoice, PlainFrame
from goldenthread.partnership.terms import Role
from goldenthread.records.viewer import Viewer
from goldenthread.records.web import Scope

FOOTER: tuple[Link, ...] = (Link("Accessibility", "/accessibility/"),)
DEMONSTRATION_FOOTER: tuple[Link, ...] = (Link("Mail of this demonstration", "/demonstration/mail/"),)
KINDS = {"success": "success", "warning": "warning", "error": "danger"}


def frame(request: HttpRequest) -> dict[str, Any]:
    """What the page templates are told besides their own page."""
    viewer: Viewer | None = getattr(request, "viewer", None)
    told = tuple(Notice(KINDS.get(message.level_tag, "info"), str(message)) for message in get_messages(request))  # type: ignore[arg-type]
    if viewer is None:
        plain = PlainFrame(demonstration=settings.DEMONSTRATION, messages=told)
        return {
            "frame": plain,
            "organisation": settings.OIDC_NAME if settings.OIDC_URL else "",
            "next_page": request.GET.get("next", ""),
        }
    scope: Scope | None = getattr(request, "scope", None)
    if scope is None and len(viewer.partnerships) == 1:
        scope = Scope(
            viewer.partnerships[0], viewer
        )  # my work of someone with one partnership stands in that partnership
    choices = tuple(PartnershipChoice(fact.name, fact.key, f"/{fact.key}/") for fact in viewer.partnerships)
    fact = scope.partnership if scope else None
    fictional = fact.fictional if fact else any(each.fictional for each in viewer.partnerships)
    return {
        "frame": Frame(
            person=viewer.name,
            nav=_rooms(request, scope, viewer),
            partnership=PartnershipChoice(fact.name, fact.key, f"/{fact.key}/") if fact else None,
            partnerships=choices,
            person_links=(Link("Your account", "/account/"),),
            demonstration=fictional or settings.DEMONSTRATION,
            messages=told,
            search_url=f"/{fact.key}/search/" if fact and scope and scope.reads else "",
            break_glass_url=scope.address("break-glass") if scope and scope.reads else "",
            accent_url=f"/accent/{fact.key}.css" if fact else "",
            footer=(*FOOTER, *DEMONSTRATION_FOOTER) if settings.DEMONSTRATION else FOOTER,
        )
    }


def _rooms(request: HttpRequest, scope: Scope | None, viewer: Viewer) -> tuple[NavItem, ...]:
    """The rooms this person may enter, and no others."""
    mine = NavItem("My work", "/", request.path == "/")
    if scope is None:
        return (mine,)
    at = scope.address

    def room(label: str, *parts: str) -> NavItem:
        return NavItem(label, at(*parts), request.path.startswith(at(*parts)))

    rooms = [mine]
    if scope.reads:
        rooms += [
            room("Groups", "groups"),
            room("Meetings", "meetings"),
            _requests(request, scope, viewer),
            room("Actions", "actions"),
            _menu(
                "Learning and impact",
                room("Learning", "learning"),
                room("Products", "products"),
                room("Impact", "impact"),
                room("Indicators", "indicators"),
            ),
            room("Reviews", "reviews"),
            room("Child deaths", "child-deaths"),
            room("Oversight", "oversight"),
            room("Reports", "reports"),
        ]
        theirs = [room("About it", "about"), room("Pathways", "pathways")]
        if _asks(scope, viewer):
            theirs.append(room("Suicide cluster responses", "postvention"))
        rooms.append(_menu("Partnership", *theirs))
    if viewer.roles(scope.partnership.id) & {Role.ADMINISTRATOR, Role.BUSINESS_MANAGER}:
        rooms.append(room("Administration", "administration"))
    return tuple(rooms)


def _menu(label: str, *rooms: NavItem) -> NavItem:
    """Rooms that belong together, under one heading."""
    return NavItem(label, rooms[0].url, any(room.current for room in rooms), rooms)


def _asks(scope: Scope, viewer: Viewer) -> bool:
    """Whether they sit in a group or work in the unit here."""
    partnership = scope.partnership.id
    return viewer.in_unit(partnership) or any(seat.partnership_id == partnership for seat in viewer.seats)


def _requests(request: HttpRequest, scope: Scope, viewer: Viewer) -> NavItem:
    """Requests: those that a group asked, for whoever sits in one or works in the unit; those to answer, for everyone else."""
    places = tuple(scope.address(part) for part in ("requests", "returns", "questionnaires"))
    return NavItem("Requests", places[0] if _asks(scope, viewer) else places[1], request.path.startswith(places))
