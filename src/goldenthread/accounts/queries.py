"""Reads of people and their invitations."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount

from goldenthread.accounts import links
from goldenthread.accounts.models import Invitation, Person

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def find_person(email: str) -> Person | None:
    """The person with this address, whatever its case, or None."""
    return Person.objects.filter(email__iexact=email.strip()).first()


def find_invitation(token: str) -> Invitation | None:
    """The invitation this link was made for, used or not, or None."""
    return Invitation.objects.select_related("person").filter(token_digest=links.digest_of(token)).first()


def waiting_invitations(person_ids: Iterable[int], at: datetime) -> set[int]:
    """Which of these people have a link that still works."""
    return set(
        Invitation.objects.filter(person_id__in=list(person_ids), used_at__isnull=True, expires_at__gt=at).values_list(
            "person_id", flat=True
        )
    )


def invitation_path(person_id: int, at: datetime) -> str | None:
    """Where a person's working link leads, for the mail that carries it: `/invitation/<token>/`, or None when none works.

    The link is worked out anew; it lies nowhere in the database.
    """
    row = (
        Invitation.objects.filter(person_id=person_id, used_at__isnull=True, expires_at__gt=at)
        .order_by("-made_at")
        .first()
    )
    return links.path_of(links.token_for(person_id, row.made_at)) if row else None


def has_identity(person_id: int) -> bool:
    """Whether a person signs in with their organisation's identity."""
    return bool(SocialAccount.objects.filter(user_id=person_id).exists())


def second_factors(person_ids: Iterable[int]) -> set[int]:
    """Which of these people sign in with an authenticator app or a passkey as well."""
    return set(
        Authenticator.objects.filter(user_id__in=list(person_ids), type__in=FACTORS).values_list("user_id", flat=True)
    )
