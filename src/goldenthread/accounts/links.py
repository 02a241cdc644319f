"""The links that invitations carry."""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import UTC, datetime, timedelta

from django.conf import settings

INVITATION_LASTS = timedelta(days=14)
NOTICE = "invitation"
"""The kind of notice that is mailed with its person's link, which no row holds: accounts.queries.invitation_path works it out."""


def token_for(person_id: int, made_at: datetime) -> str:
    """The secret word of an invitation's link, worked out from the installation's key: a copy of the database opens nothing."""
    content = f"invitation {person_id} {made_at.astimezone(UTC).isoformat()}"
    return (
        base64.urlsafe_b64encode(hmac.new(settings.SECRET_KEY.encode(), content.encode(), hashlib.sha256).digest())
        .decode()
        .rstrip("=")
    )


def digest_of(token: str) -> str:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def path_of(token: str) -> str:
    """The page where an invitation is accepted."""
    return f"/invitation/{token}/"
