"""Signed in, with a second factor where it is required, inside a transaction in which the database knows who is looking."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from allauth.core.exceptions import ImmediateHttpResponse, ReauthenticationRequired
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from goldenthread.accounts.adapter import BY_PROVIDER
from goldenthread.config.access import OPEN_PREFIXES, SECOND_FACTOR_PREFIXES
from goldenthread.core import clock
from goldenthread.partnership import queries as partnership
from goldenthread.records.queries import enter

LAST_SEEN = "last_seen"
FAILED = 500  # and above: the answer is a fault of ours
SEEN_EVERY = 60  # seconds: the session is not written on every page


class ViewerMiddleware:
    """Opens the transaction itself: with ATOMIC_REQUESTS alone, a SET LOCAL made here would be lost before the view runs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request, or send its sender to sign in first."""
        if request.path.startswith(OPEN_PREFIXES):
            return self.get_response(request)
        person = request.user
        if not person.is_authenticated:
            return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
        at = clock.now()
        if self._idle_too_long(request):
            logout(request)
            return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
        with transaction.atomic():
            request.viewer = enter(person.pk, person.name, at)  # type: ignore[attr-defined]
            if not request.path.startswith(SECOND_FACTOR_PREFIXES) and self._needs_second_factor(request):
                return redirect("mfa_activate_totp")
            response = self.get_response(request)
            if response.status_code >= FAILED:
                transaction.set_rollback(True)
            return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """What a failed view wrote is taken back, although Django turns its exception into a page."""
        if isinstance(exception, ReauthenticationRequired | ImmediateHttpResponse):
            return  # sign-in answers these itself, and reads the database to do so
        if transaction.get_connection().in_atomic_block:
            transaction.set_rollback(True)

    def _idle_too_long(self, request: HttpRequest) -> bool:
        seconds = datetime.now().astimezone().timestamp()
        last = request.session.get(LAST_SEEN)
        if last is None or seconds - last > SEEN_EVERY:
            request.session[LAST_SEEN] = seconds
        return last is not None and seconds - last > settings.SESSION_IDLE.total_seconds()

    def _needs_second_factor(self, request: HttpRequest) -> bool:
        """Whether a role of this person requires a second factor that they have not set up. Remembered for the session once it is."""
        if request.session.get("second_factor_ready"):
            return False
        if not partnership.second_factor_required(request.viewer.posts):  # type: ignore[attr-defined]
            request.session["second_factor_ready"] = True
            return False
        if request.session.get(BY_PROVIDER) or is_mfa_enabled(request.user):
            request.session["second_factor_ready"] = True
            return False
        return True
