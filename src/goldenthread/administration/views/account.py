"""One's own account over every partnership, a partnership's colour, and the accessibility statement."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from goldenthread.accounts import queries as accounts
from goldenthread.administration.pages.words import factor_tag, mail_words, post_words, seat_words
from goldenthread.design.accent import AccentError, accent_style_sheet
from goldenthread.design.components import Card, Link, ListItem, SummaryRow
from goldenthread.design.format import short_day
from goldenthread.design.page import Head
from goldenthread.messages.queries import preference_of
from goldenthread.partnership import queries as partnership
from goldenthread.partnership.models import Partnership
from goldenthread.records.viewer import Viewer


@require_GET
def account(request: HttpRequest) -> HttpResponseBase:
    """Who one is here: name, address, what one holds where, and how one signs in."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    assert request.user.is_authenticated
    posts, seats = partnership.held_by(viewer.person_id, viewer.day)

    def reads(partnership_id: int) -> bool:
        seated = any(seat.partnership_id == partnership_id for seat in viewer.seats)
        return seated or not partnership.reads_nothing(viewer.roles(partnership_id))

    cards = tuple(
        Card(
            fact.name,
            tuple(
                ListItem(post_words(post), (f"since {short_day(post.starts_on)}",))
                for post in posts
                if post.partnership_id == fact.id
            )
            + tuple(
                ListItem(
                    Link(seat_words(seat), f"/{fact.key}/groups/{seat.group.key}/"),
                    (f"since {short_day(seat.starts_on)}", str(seat.organisation or "")),
                )
                for seat in seats
                if seat.group.partnership_id == fact.id
            ),
            more=Link("Ask to see a record outside your groups", f"/{fact.key}/break-glass/")
            if reads(fact.id)
            else None,
        )
        for fact in viewer.partnerships
    )
    factor = bool(accounts.second_factors([viewer.person_id]))
    rows = (
        SummaryRow("Name", viewer.name),
        SummaryRow("Address", request.user.email),
        SummaryRow("Password", "Set", (Link("Change", "/account/password/", "your password"),)),
        SummaryRow(
            "Second factor",
            factor_tag(factor),
            (Link("Change" if factor else "Set up", "/account/second-factor/", "your second factor"),),
        ),
        SummaryRow(
            "Programs that read for you",
            "Business-intelligence tools, by a token",
            (Link("Show", "/account/tokens/", "the programs that read for you"),),
        ),
        *(
            (
                SummaryRow(
                    settings.OIDC_NAME[:1].upper() + settings.OIDC_NAME[1:],
                    "Bound" if accounts.has_identity(viewer.person_id) else "Not bound",
                    (Link("Change", "/account/identity/", "how you sign in with your organisation"),),
                ),
            )
            if settings.OIDC_URL
            else ()
        ),
        SummaryRow(
            "Mail",
            mail_words(preference_of(viewer.person_id)),
            (Link("Change", "/account/mail/", "when you want mail"),),
        ),
        SummaryRow(
            "Calendar",
            "Your meetings and due days, in a calendar program of your own",
            (Link("Set up or end", "/account/calendar/", "your calendar"),),
        ),
    )
    lede = "A name that is wrong is put right by the administrator of your partnership."
    return render(
        request, "administration/account.html", {"head": Head("Your account", lede=lede), "rows": rows, "cards": cards}
    )


@require_GET
@cache_control(max_age=3600)
def accent(request: HttpRequest, key: str) -> HttpResponse:
    """A partnership's colour as a style sheet; nothing for one that has none of its own."""
    colour = Partnership.objects.filter(key=key).values_list("accent", flat=True).first()
    try:
        sheet = accent_style_sheet(colour) if colour else ""
    except AccentError:
        sheet = ""
    return HttpResponse(sheet, content_type="text/css; charset=utf-8")


@require_GET
def accessibility(request: HttpRequest) -> HttpResponse:
    """How accessible the program is, and what to do where it is not."""
    return render(request, "administration/accessibility.html")
