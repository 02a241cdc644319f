"""How sign-in behaves here: by invitation only, and with secrets of the second factor encrypted."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages

from goldenthread.accounts.terms import Event
from goldenthread.core import encryption
from goldenthread.core.clock import now
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
        history.write(verb=Event.SIGNED_IN, sentence=f"{user.name} signed in", by=Actor(user.name, user.pk), at=now())
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
