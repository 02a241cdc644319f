"""How sign-in behaves here: by invitation only, and with secrets of the second factor encrypted."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base import AuthError
from django.contrib import messages
from django.shortcuts import redirect, render

from goldenthread.accounts import operations, queries
from goldenthread.accounts.operations import NotAllowed
from goldenthread.accounts.terms import Event
from goldenthread.core import clock, encryption
from goldenthread.history import operations as history
from goldenthread.history.actor import Actor

SAID = {
    "mfa/messages/recovery_codes_generated.txt": "You have recovery codes. Any from before no longer work.",
    "mfa/messages/totp_activated.txt": "Your authenticator app is set up. From now on you sign in with a code from it as well.",
    "mfa/messages/totp_deactivated.txt": "Your authenticator app is removed.",
    "mfa/messages/webauthn_added.txt": "Your passkey is set up. From now on you can use it when you sign in.",
    "mfa/messages/webauthn_removed.txt": "The passkey is removed.",
}
"""What is said after a step of sign-in, by the library's name for it. It says nothing else, such as that one has signed in."""


class InvitationOnly(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up by themselves."""

    error_messages: ClassVar = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "This address and password do not belong together. Check both and try again.",
        "incorrect_password": "The password is not right.",
        "too_many_login_attempts": "There were too many tries for this address. Wait five minutes, then try again.",
        "rate_limited": "There were too many tries. Wait a few minutes, then try again.",
    }

    def is_open_for_signup(self, request: Any) -> bool:
        """Never: an administrator invites."""
        return False

    def add_message(
        self,
        request: Any,
        level: int,
        message_template: str | None = None,
        message_context: Any = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say what happened, in our words or not at all."""
        if words := message or SAID.get(message_template or ""):
            messages.add_message(request, level, words, extra_tags=extra_tags)

    def post_login(self, request: Any, user: Any, **kwargs: Any) -> Any:
        """What follows a sign-in; it is written down."""
        history.write(
            verb=Event.SIGNED_IN, sentence=f"{user.name} signed in", by=Actor(user.name, user.pk), at=clock.now()
        )
        return super().post_login(request, user, **kwargs)


class SecondFactor(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of authenticator apps and recovery codes lie encrypted in the database."""

    error_messages: ClassVar = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "This code is not right, or was used already. Enter the one your app shows now.",
        "rate_limited": "There were too many tries. Wait a few minutes, then try again.",
    }

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        """The name a new passkey has until its owner gives it another."""
        return "Passkey"

    def encrypt(self, text: str) -> str:
        """The secret under the newest field key."""
        return encryption.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """The secret as it was."""
        return encryption.decrypt(encrypted_text)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """How a passkey names this site."""
        return {"id": self.request.get_host().partition(":")[0], "name": "Golden Thread"}


JOINING = "joining"
"""Where a session keeps the token of the invitation whose owner went to their organisation to prove who they are."""
BY_PROVIDER = "second_factor_by_provider"
"""Where a session keeps that the identity provider asserted a second factor."""


class BoundIdentities(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """An identity at an organisation opens the one account it was bound to, by issuer and subject, and never one with the same address.

    It is bound by an invitation's link, or by someone who is signed in already.
    """

    def pre_social_login(self, request: Any, sociallogin: Any) -> None:
        """Let a bound identity on; bind an invited person's; turn everyone else away in a sentence."""
        request.session[BY_PROVIDER] = asserts_second_factor(sociallogin.account.extra_data)
        token = request.session.pop(JOINING, "")
        if sociallogin.is_existing:
            return
        if request.user.is_authenticated:  # whoever asked for it on their own account page
            operations.note_identity(person=request.user, bound=True, at=clock.now())
            return
        row = queries.find_invitation(token) if token else None
        if row is None:
            self._turn_away(
                request,
                "No account here is bound to this identity. Use the link of your invitation first, or sign in with your password and bind it on your account’s page.",
            )
            return
        try:
            person = operations.accept_with_identity(invitation_id=row.pk, at=clock.now())
        except NotAllowed as refusal:
            self._turn_away(request, str(refusal))
            return
        sociallogin.connect(request, person)
        operations.note_identity(person=person, bound=True, at=clock.now())

    def _turn_away(self, request: Any, why: str) -> None:
        raise ImmediateHttpResponse(render(request, "accounts/identity_unknown.html", {"why": why}, status=403))

    def is_open_for_signup(self, request: Any, sociallogin: Any) -> bool:
        """Never: an administrator invites."""
        return False

    def on_authentication_error(
        self, request: Any, provider: Any, error: Any = None, exception: Any = None, extra_context: Any = None
    ) -> None:
        """Whoever said no at the provider is told that nothing has changed; what else goes wrong there or on the way is one sentence."""
        if error in (AuthError.CANCELLED, AuthError.DENIED):
            raise ImmediateHttpResponse(redirect("socialaccount_login_cancelled"))
        self._turn_away(
            request, "Your organisation did not confirm who you are. Try again, or sign in with your password."
        )

    def get_connect_redirect_url(self, request: Any, socialaccount: Any) -> str:
        """Where someone lands who bound an identity."""
        return "/account/"

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Nothing beside what our pages say."""


def asserts_second_factor(told: Any) -> bool:
    """Whether the provider says that more than one factor was used: `mfa` among the methods (RFC 8176)."""
    claims = told.get("id_token") if isinstance(told, dict) else None
    methods = claims.get("amr") if isinstance(claims, dict) else None
    return isinstance(methods, list) and "mfa" in methods
