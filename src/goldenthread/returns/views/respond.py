"""Answering without an account: a button, a code, and then one return. Every link that does not work looks like one that does."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from allauth.core import ratelimit
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from goldenthread.core import clock
from goldenthread.records.operations import ChangedMeanwhile, Refused
from goldenthread.records.queries import NotVisible
from goldenthread.returns import operations, queries
from goldenthread.returns.forms.answering import CodeForm
from goldenthread.returns.links import digest_of, path_of
from goldenthread.returns.pages.answering import Desk
from goldenthread.returns.views.answering import take_step

OPENED = "opened_links"
MOST_OPENED = 20
FAILED = 500
NOT_RIGHT = "That is not the code, or it is over. Check it, or ask for another one."


def _limited(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Few presses and few tries from one address on the network: guessing gets nowhere."""

    @wraps(view)
    def inner(request: HttpRequest, token: str) -> HttpResponseBase:
        if request.method == "POST" and (limited := ratelimit.consume_or_429(request, action="respond")):
            return limited  # type: ignore[no-any-return]
        return view(request, token)

    return inner


def _key(request: HttpRequest, token: str) -> str:
    held = request.session.get(OPENED, {})
    return str(held.get(digest_of(token), "")) if isinstance(held, dict) else ""


@never_cache
@sensitive_variables("token")
@require_http_methods(["GET", "POST"])
@_limited
def door(request: HttpRequest, token: str) -> HttpResponseBase:
    """A button first, because mail scanners open links. Pressing it asks for a code, whatever the link is."""
    if request.method == "POST":
        with transaction.atomic():
            operations.knock(token=token, at=clock.now())
        return redirect(f"{path_of(token)}code/")
    if key := _key(request, token):
        with transaction.atomic():
            if operations.let_in(token=token, key=key, at=clock.now()):
                return redirect(f"{path_of(token)}return/")
    return render(request, "returns/door.html")


@never_cache
@sensitive_variables("token")
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
@_limited
def code(request: HttpRequest, token: str) -> HttpResponseBase:
    """The code that was mailed to the link's own address, if there is such a link."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():  # a wrong try is stored too
            key = operations.try_code(token=token, code=form.cleaned_data["code"], at=clock.now())
        if key:
            held = request.session.get(OPENED, {})
            request.session.cycle_key()
            request.session[OPENED] = {**dict(list(held.items())[-MOST_OPENED:]), digest_of(token): key}
            return redirect(f"{path_of(token)}return/")
        form.add_error("code", NOT_RIGHT)
    context = {"form": form, "door_url": path_of(token)}
    return render(request, "returns/door_code.html", context, status=422 if form.errors else 200)


@never_cache
@sensitive_variables("token")
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, token: str, step: str = "", part: str = "") -> HttpResponseBase:
    """One step of answering by link, in a transaction in which the database knows that one return and nothing else."""
    key, at = _key(request, token), clock.now()
    with transaction.atomic():
        came = operations.let_in(token=token, key=key, at=at) if key else None
        if came is None:
            return redirect(path_of(token))
        row = queries.return_for_link(came.return_id)
        desk = Desk(row, came.answerer, at, f"{path_of(token)}return/", queries.answers_in(row))
        try:
            with transaction.atomic():
                response = take_step(request, desk, step, part)
        except (NotVisible, Http404):
            response = render(request, "design/errors/404.html", status=404)
        except ChangedMeanwhile as conflict:
            response = render(request, "design/errors/409.html", {"reason": str(conflict)}, status=409)
        except Refused as refusal:
            response = render(request, "design/errors/403.html", {"reason": str(refusal)}, status=403)
        if response.status_code >= FAILED:
            transaction.set_rollback(True)
        return response
