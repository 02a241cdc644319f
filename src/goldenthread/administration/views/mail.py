"""The mail ledger, the links that mail carries, when a person wants mail, and the mail of a demonstration."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages as flash
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from goldenthread.administration.forms import MailForm
from goldenthread.administration.pages import mail as pages
from goldenthread.administration.pages.words import administration_nav
from goldenthread.administration.views.shared import ask, keepers, sent, unit
from goldenthread.core import clock
from goldenthread.design.components import Link
from goldenthread.design.page import Head
from goldenthread.history.actor import Actor
from goldenthread.messages import demonstration, operations, queries
from goldenthread.messages.rules import Preference
from goldenthread.messages.terms import MessageState
from goldenthread.records.downloads import spreadsheet_response
from goldenthread.records.operations import Refused
from goldenthread.records.viewer import Viewer
from goldenthread.records.web import Scope, new_token, partnership_page


def ledger_readers(scope: Scope) -> bool:
    """The business unit, and whoever administers the partnership."""
    return unit(scope) or keepers(scope)


@require_GET
@partnership_page(ledger_readers)
def ledger(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """What was sent in the partnership's name, to whom, and whether it arrived."""
    states = {state.value for state in MessageState}
    asked = request.GET.get("state", "")
    chosen = pages.LedgerFilter(asked if asked in states else "", request.GET.get("q", "").strip()[:120])
    rows = queries.ledger(scope.partnership.id, state=chosen.state, text=chosen.q)
    if (kind := request.GET.get("format", "")) in {"csv", "xlsx"}:
        return spreadsheet_response(
            kind,
            f"{scope.partnership.key}-mail",
            pages.COLUMNS,
            lambda: pages.ledger_export(rows.iterator(1000)),
            scope.viewer.person_id,
            scope.viewer.at,
        )
    standing, total = queries.standing(scope.partnership.id), rows.count()
    wanted = request.GET.get("page", "1")
    page = min(max(int(wanted) if wanted.isascii() and wanted.isdigit() else 1, 1), max(1, -(-total // pages.SIZE)))
    shown = list(rows[(page - 1) * pages.SIZE : page * pages.SIZE])
    nav = administration_nav(scope, "mail") if keepers(scope) else ()
    head = Head(
        "Mail ledger",
        lede="Every mail in the partnership's name is a line here before it is sent. Mail says a reference and a link, never what a record says.",
        subnav=nav,
    )
    view = pages.ledger_page(scope, chosen, shown, total, page, standing)
    return render(request, "administration/mail.html", {"head": head, "page": view})


@require_http_methods(["GET", "POST"])
@partnership_page(ledger_readers)
def again(request: HttpRequest, scope: Scope, key: str) -> HttpResponseBase:
    """Send a message once more that may not have arrived."""
    row = queries.ledger(scope.partnership.id).filter(key=key).first()
    if row is None:
        raise Http404
    back = scope.address("administration", "mail")

    def perform(data: dict[str, Any]) -> None:
        try:
            operations.send_again(
                key=key,
                partnership_id=scope.partnership.id,
                by=Actor(scope.viewer.name, scope.viewer.person_id),
                at=scope.viewer.at,
            )
        except operations.NotAllowed as refusal:
            raise Refused(str(refusal)) from refusal

    return ask(
        request,
        scope,
        Form(sent(request)),
        perform,
        title=f"Send it to {row.to} again?",
        button="Send it again",
        back=back,
        crumbs=[("Mail ledger", back)],
        said="It goes with the next round.",
        lede=f"{row.subject}. {row.problem or 'It may not have arrived.'} If it did arrive, they get it twice.",
    )


@require_GET
def follow(request: HttpRequest, key: str) -> HttpResponseBase:
    """The link of a mail to someone with an account: it is written down that they followed it, and they are taken there."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return redirect(operations.opened(key=key, at=viewer.at, person_id=viewer.person_id) or "/")


@require_http_methods(["GET", "POST"])
def preference(request: HttpRequest) -> HttpResponseBase:
    """When one wants mail."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    held = queries.preference_of(viewer.person_id)
    form = MailForm(sent(request), initial={name: getattr(held, name) for name in Preference.__slots__})
    if form.is_valid():
        operations.set_preference(person_id=viewer.person_id, preference=Preference(**form.cleaned_data))
        flash.success(request, "Mail comes at these times from now on.")
        return redirect("/account/")
    head = Head(
        "When you want mail",
        breadcrumbs=(Link("Your account", "/account/"),),
        lede="What is not urgent comes in one mail a day. Urgent things come at once, outside your quiet hours.",
    )
    context = {
        "head": head,
        "form": form,
        "button": "Save",
        "button_kind": "primary",
        "cancel_url": "/account/",
        "submission": new_token(),
    }
    return render(request, "design/form_page.html", context, status=422 if form.is_bound else 200)


@require_GET
def read_in_browser(request: HttpRequest) -> HttpResponseBase:
    """The mail of a demonstration, which goes nowhere: read here instead. Nothing like it exists outside a demonstration."""
    if not settings.DEMONSTRATION or settings.MAIL_URL:
        raise Http404
    wanted = request.GET.get("to", "").strip()
    items = [letter for letter in demonstration.letters(clock.now()) if not wanted or letter.to == wanted]
    return render(request, "administration/demonstration_mail.html", {"letters": items, "to": wanted})
