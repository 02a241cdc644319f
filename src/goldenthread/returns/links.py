"""The secrets that answering without an account needs: a link's token and the code mailed at each visit."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import timedelta

from django.conf import settings

LINK_MAIL, CODE_MAIL = "return.link", "return.code"
"""The kinds of messages whose link or code is drawn as they are sent."""

CODE_LASTS = timedelta(minutes=15)
CODE_TRIES = 5
CODES_AN_HOUR = 5
LINK_LASTS_AFTER_DUE = timedelta(days=28)
HOUR = timedelta(hours=1)
SESSION_LASTS = timedelta(hours=4)


def new_token() -> str:
    """A link's secret word: 32 random bytes. It goes into one message and is stored nowhere else."""
    return secrets.token_urlsafe(32)


def digest_of(token: str) -> str:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def path_of(token: str) -> str:
    """The page a link leads to."""
    return f"/respond/{token}/"


def new_code() -> str:
    """Six figures."""
    return f"{secrets.randbelow(1_000_000):06d}"


def code_digest(token_digest: str, code: str) -> str:
    """What the database keeps of a code: keyed, since a million codes are soon tried, and bound to its link."""
    return hmac.new(settings.SECRET_KEY.encode(), f"code {token_digest} {code}".encode(), hashlib.sha256).hexdigest()
