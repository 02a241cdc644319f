"""Accepting an invitation, and changing one's own password."""

from __future__ import annotations

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from goldenthread.accounts import operations, queries
from goldenthread.accounts.adapter import JOINING
from goldenthread.accounts.forms import ChangePasswordForm, NewPasswordForm, password_sentences
from goldenthread.accounts.models import Person
from goldenthread.accounts.operations import NotAllowed
from goldenthread.core import clock
from goldenthread.design.components import Link
from goldenthread.design.page import Head

UNKNOWN = "This link is not complete, or was replaced by a newer one. Copy all of it from the message, or ask the administrator who invited you."


@never_cache
@sensitive_post_parameters("new", "again")
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """An invitation: a button first, because mail scanners open links; then a password; once, within 14 days."""
    at = clock.now()
    row = queries.find_invitation(token)
    problem = UNKNOWN if row is None else operations.invitation_problem(row, at)
    if row is None or problem:
        return render(
            request, "accounts/invitation_over.html", {"problem": problem}, status=404 if row is None else 410
        )
    if request.method == "GET":
        return render(request, "accounts/invitation.html", {"person": row.person})
    if "new" not in request.POST:
        request.session[JOINING] = token  # should they prove who they are at their organisation instead
        return render(request, "accounts/invitation_password.html", {"person": row.person, "form": NewPasswordForm()})
    form = NewPasswordForm(request.POST)
    if form.is_valid():
        try:
            operations.accept(invitation_id=row.pk, password=form.cleaned_data["new"], at=at)
        except ValidationError as problem_found:
            form.add_error("new", password_sentences(problem_found))
        except NotAllowed as refusal:
            return render(request, "accounts/invitation_over.html", {"problem": str(refusal)}, status=410)
        else:
            logout(request)  # whoever else was signed in on this device
            messages.success(request, "Your password is set. Sign in with it now.")
            return redirect("account_login")
    return render(request, "accounts/invitation_password.html", {"person": row.person, "form": form}, status=422)


@never_cache
@sensitive_post_parameters("current", "new", "again")
@require_http_methods(["GET", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Change one's own password."""
    person = request.user
    assert isinstance(person, Person)
    form = ChangePasswordForm(request.POST or None)
    if request.method == "POST":
        if limited := ratelimit.consume_or_429(request, action="change_password", user=person):
            return limited  # type: ignore[no-any-return]
        if form.is_valid():
            try:
                operations.change_password(
                    person=person, current=form.cleaned_data["current"], new=form.cleaned_data["new"], at=clock.now()
                )
            except NotAllowed as refusal:
                form.add_error("current", str(refusal))
            except ValidationError as problem:
                form.add_error("new", password_sentences(problem))
            else:
                update_session_auth_hash(request, person)
                messages.success(request, "Your password is changed.")
                return redirect("account")
    head = Head(
        "Change your password",
        breadcrumbs=(Link("Your account", "/account/"),),
        lede="Everywhere else you are signed in, you will have to sign in again.",
    )
    return render(
        request,
        "design/form_page.html",
        {"head": head, "form": form, "button": "Change the password", "cancel_url": "/account/"},
        status=422 if form.errors else 200,
    )


@never_cache
@require_http_methods(["GET", "POST"])
def identity(request: HttpRequest) -> HttpResponse:
    """Bind one's identity at one's organisation to the account, or let it go."""
    person = request.user
    assert isinstance(person, Person)
    if not settings.OIDC_URL:
        raise Http404
    if request.method == "POST":
        try:
            operations.let_identity_go(person=person, at=clock.now())
        except NotAllowed as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"You no longer sign in with {settings.OIDC_NAME}.")
        return redirect("socialaccount_connections")
    bound = queries.has_identity(person.pk)
    lede = (
        f"You sign in with {settings.OIDC_NAME}, or with your address and password where you have one."
        if bound
        else f"Sign in with {settings.OIDC_NAME} from now on: you prove who you are there once, and it is bound to this account."
    )
    head = Head(f"Sign in with {settings.OIDC_NAME}", breadcrumbs=(Link("Your account", "/account/"),), lede=lede)
    return render(request, "accounts/identity.html", {"head": head, "bound": bound})
