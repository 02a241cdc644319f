"""Forms about one's own password."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.design.forms import PasswordField

HINT = "At least 12 characters. Three words that do not belong together are easy to keep in mind and hard to guess."
TWICE = "The two passwords are not the same: type the new one again in both fields."


class NewPasswordForm(forms.Form):
    """Choosing a password, typed twice."""

    new = PasswordField("New password", new=True, hint=HINT, required_message="Choose a password")
    again = PasswordField("The same password again", new=True, required_message="Type the new password a second time")

    def clean(self) -> dict[str, Any]:
        """Both must be the same."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("new") and cleaned.get("again") and cleaned["new"] != cleaned["again"]:
            self.add_error("again", TWICE)
        return cleaned


class ChangePasswordForm(NewPasswordForm):
    """Changing one's own password."""

    current = PasswordField("Current password", required_message="Enter your current password")
    field_order = ("current", "new", "again")


WORDS = {
    "password_too_short": "The password is too short: use at least 12 characters.",
    "password_too_common": "This password stands on lists that attackers try first: choose another.",
    "password_too_similar": "The password is too much like your name or address: choose another.",
}


def password_sentences(problem: Any) -> list[str]:
    """What is wrong with a password, in our words."""
    return [WORDS.get(error.code, " ".join(error.messages)) for error in problem.error_list]
