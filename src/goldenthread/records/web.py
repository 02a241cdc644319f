"""What every view of a partnership stands on: its scope, its refusals, and storing a form once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from goldenthread.history import operations as history
from goldenthread.history.actor import Actor
from goldenthread.history.operations import About, AlreadyStored
from goldenthread.records.models import Record
from goldenthread.records.operations import ChangedMeanwhile, Refused
from goldenthread.records.queries import NotVisible
from goldenthread.records.rules.retention import GONE_TITLE
from goldenthread.records.terms import Event, RecordKind
from goldenthread.records.viewer import PartnershipFact, Viewer


@dataclass(frozen=True, slots=True)
class Scope:
    """One request in one partnership: who looks, and where."""

    partnership: PartnershipFact
    viewer: Viewer

    def address(self, *parts: str) -> str:
        """An address under the partnership's key."""
        return "/" + "/".join([self.partnership.key, *parts]) + "/"

    @property
    def reads(self) -> bool:
        """Whether this person reads records here at all; an administrator who is nothing else does not."""
        from goldenthread.partnership.queries import reads_nothing

        roles = self.viewer.roles(self.partnership.id)
        seated = any(seat.partnership_id == self.partnership.id for seat in self.viewer.seats)
        return seated or not reads_nothing(roles)


def partnership_page(
    allowed: Callable[[Scope], bool],
) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """A view under a partnership's key. Whoever `allowed` says no to, or has no part in the partnership, gets 404.

    The view receives the request, its Scope and the rest of the address. What it refuses becomes a page, and a record
    that may not be seen is written down on a connection that the refused request cannot roll back.
    """

    def wrap(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def inner(request: HttpRequest, partnership: str, **kwargs: Any) -> HttpResponseBase:
            viewer: Viewer = request.viewer  # type: ignore[attr-defined]
            fact = viewer.partnership(partnership)
            scope = Scope(fact, viewer) if fact else None
            if scope is None or not allowed(scope):
                raise Http404
            request.scope = scope  # type: ignore[attr-defined]
            try:
                return view(request, scope, **kwargs)
            except NotVisible as hidden:
                note_refusal(scope, str(hidden), request.path)
                raise Http404 from hidden
            except DisposedOf as gone:
                return render(request, "design/errors/410.html", {"reason": str(gone)}, status=410)
            except ChangedMeanwhile as conflict:
                return render(request, "design/errors/409.html", {"reason": str(conflict)}, status=409)
            except Refused as refusal:
                return render(request, "design/errors/403.html", {"reason": str(refusal)}, status=403)

        inner.allowed = allowed  # type: ignore[attr-defined]
        return inner

    return wrap


def record_address(scope: Scope, record: Record) -> str:
    """The page of a record, whatever it is."""
    return scope.address(RecordKind(record.kind).place, record.reference)


def readers(scope: Scope) -> bool:
    """Everyone who works with the partnership and reads records."""
    return scope.reads


def note_refusal(scope: Scope, reference: str, path: str) -> None:
    """Write down that something was asked for and not shown, apart from the request's own transaction."""
    history.write(
        verb=Event.REFUSED,
        sentence=f"{scope.viewer.name} asked for {reference} and was not shown it",
        by=Actor(scope.viewer.name, scope.viewer.person_id),
        at=scope.viewer.at,
        about=About(scope.partnership.id, None, reference[:12]),
        details={"path": path},
        using="witness",
    )


class DisposedOf(Exception):
    """The record was kept for its time, and its content is gone."""

    def __init__(self, reference: str) -> None:
        super().__init__(
            f"{reference} was kept for its time and its content was disposed of. Its reference, its days and the decision stay."
        )


def note_sight(scope: Scope, record: Record, why: str = "") -> None:
    """Write down that a record's page was opened, and why where the way there says so. Errors: DisposedOf."""
    if record.title == GONE_TITLE:
        raise DisposedOf(record.reference)
    history.write(
        verb=Event.VIEWED,
        sentence=f"{scope.viewer.name} opened {record.reference}{f': {why}' if why else ''}",
        by=Actor(scope.viewer.name, scope.viewer.person_id),
        at=scope.viewer.at,
        about=About(record.partnership_id, record.pk, record.reference),
    )


def new_token() -> str:
    """A one-time token for a form."""
    return str(uuid4())


def stored_once(
    request: HttpRequest, scope: Scope, address: str, perform: Callable[[], object], said: str = ""
) -> HttpResponse:
    """Do what a form asks, once, and go to `address`. The same form again only goes there.

    `perform` may return another address to go to. Errors of the operation pass through to the caller.
    """
    try:
        token = UUID(request.POST.get("submission", ""))
    except ValueError:
        token = uuid4()
    try:
        history.store_once(token=token, person_id=scope.viewer.person_id, address=address, at=scope.viewer.at)
    except AlreadyStored as stored:
        messages.info(request, "That was stored already; it was not stored twice.")
        return redirect(stored.address)
    outcome = perform()
    if said:
        messages.success(request, said)
    return redirect(outcome if isinstance(outcome, str) else address)


@dataclass(frozen=True, slots=True)
class FormPage:
    """A page with one form: what stands on it, where it leads, and what it does."""

    head: Any
    button: str
    cancel_url: str
    address: str
    said: str = ""
    template: str = "design/form_page.html"
    button_kind: str = "primary"


def answer_form(
    request: HttpRequest,
    scope: Scope,
    page: FormPage,
    form: Any,
    perform: Callable[[dict[str, Any]], object],
    **context: Any,
) -> HttpResponse:
    """Show a form, or do what it asks once and go on. What it refuses stands above the form with everything typed kept.

    `form` is bound when the request is a POST; `perform` gets its cleaned data and may return an address to go to.
    """
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                with transaction.atomic():
                    return stored_once(request, scope, page.address, lambda: perform(form.cleaned_data), page.said)
            except Refused as refusal:
                form.add_error(None, str(refusal))
            except ChangedMeanwhile as conflict:
                status = 409
                form.add_error(None, f"{conflict} Check it against the page as it is now, and send it again.")
                _carry_version(form, conflict.now)
        status = status if status != 200 else 422
    given = {
        "head": page.head,
        "form": form,
        "button": page.button,
        "button_kind": page.button_kind,
        "cancel_url": page.cancel_url,
        "submission": request.POST.get("submission") or new_token(),
    }
    return render(request, page.template, {**given, **context}, status=status)


def _carry_version(form: Any, version: int) -> None:
    """Let the form be sent again, now that its sender has been told of the other's change."""
    if "version" in form.fields:
        form.data = form.data.copy()
        form.data["version"] = str(version)
