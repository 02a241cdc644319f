"""The mail of a demonstration, read back from the folder where it is kept instead of being sent."""

from __future__ import annotations

import email
import email.policy
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

MOST = 100
END = b"\n" + b"-" * 79
"""The line that Django's file mail puts after each mail."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail: to whom, what it says, and the links in it."""

    to: str
    subject: str
    body: str
    kept_at: datetime


def letters(at: datetime) -> list[Letter]:
    """The newest mails of this installation's folder."""
    folder = Path(settings.INSTALLATION.data) / "mail"
    files = sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime, reverse=True) if folder.exists() else []
    found: list[Letter] = []
    for path in files:
        kept = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        for text in reversed([part for part in path.read_bytes().split(END) if part.strip()]):
            found.append(_letter(text.lstrip(b"-\n"), kept))
        if len(found) >= MOST:
            break
    return found[:MOST]


def _letter(text: bytes, kept: datetime) -> Letter:
    read = email.message_from_bytes(text, policy=email.policy.default)
    body = read.get_body(("plain",))
    return Letter(str(read["To"] or ""), str(read["Subject"] or ""), body.get_content() if body else "", kept)
