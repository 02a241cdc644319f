"""A spreadsheet kept between its preview and its load: a file under a random name, known only by a signed ticket."""

from __future__ import annotations

import os
import re
import secrets
import time
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core import signing

KEPT = 24 * 3600  # seconds
SALT = "goldenthread.actions.import"


class TicketExpired(Exception):
    """The ticket is not ours, is another person's, or its file is gone: the sentence says to choose the file again."""

    def __init__(self) -> None:
        super().__init__("The spreadsheet is no longer kept here. Choose the file again.")


@dataclass(frozen=True, slots=True)
class Staged:
    """A kept file: its bytes, and the name its owner gave it."""

    name: str
    content: bytes
    group: str


def folder() -> Path:
    """Where kept spreadsheets lie: on this machine, not among the documents, and in no backup."""
    return Path(settings.INSTALLATION.data) / "staged"


def keep(*, name: str, content: bytes, group: str, person_id: int, partnership_id: int) -> str:
    """Keep a file for a day; returns its ticket. Files kept for longer are removed."""
    place = folder()
    place.mkdir(parents=True, exist_ok=True)
    _sweep(place)
    stored_as = secrets.token_hex(24)
    descriptor = os.open(place / stored_as, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    return signing.dumps(
        {"file": stored_as, "name": name[:120], "group": group, "person": person_id, "partnership": partnership_id},
        salt=SALT,
        compress=True,
    )


def take(ticket: str, *, person_id: int, partnership_id: int) -> Staged:
    """The kept file of a ticket, for the person who sent it. Errors: TicketExpired."""
    try:
        held = signing.loads(ticket, salt=SALT, max_age=KEPT)
    except signing.BadSignature:
        raise TicketExpired from None
    if (held["person"], held["partnership"]) != (person_id, partnership_id) or not re.fullmatch(
        r"[0-9a-f]{48}", held["file"]
    ):
        raise TicketExpired
    try:
        return Staged(held["name"], (folder() / held["file"]).read_bytes(), held["group"])
    except OSError:
        raise TicketExpired from None


def _sweep(place: Path) -> None:
    """Remove what was kept for longer than a day."""
    oldest = time.time() - KEPT  # the files' own clock, not the partnership's
    for path in place.iterdir():
        try:
            if path.stat().st_mtime < oldest:
                path.unlink()
        except OSError:
            continue
