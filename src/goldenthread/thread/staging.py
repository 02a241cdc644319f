"""A file kept between its preview and its load, under a random name, known only by a signed ticket that serves one purpose."""

from __future__ import annotations

import os
import re
import secrets
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core import signing

KEPT = 24 * 3600  # seconds
SALT = "goldenthread.actions.import"
"""What a ticket of the action log is signed with; other rooms give their own word."""


class TicketExpired(Exception):
    """The ticket is not ours, is another person's, or its file is gone: the sentence says to choose the file again."""

    def __init__(self) -> None:
        super().__init__("The file is no longer kept here. Choose it again.")


@dataclass(frozen=True, slots=True)
class Staged:
    """A kept file: its bytes, and the name its owner gave it."""

    name: str
    content: bytes
    group: str


def folder() -> Path:
    """Where kept spreadsheets lie: on this machine, not among the documents, and in no backup."""
    return Path(settings.INSTALLATION.data) / "staged"


def keep(
    *, name: str, content: bytes | Iterable[bytes], group: str, person_id: int, partnership_id: int, purpose: str = SALT
) -> str:
    """Keep a file for a day, written piece by piece where it comes so; returns its ticket. Files kept for longer are removed."""
    place = folder()
    place.mkdir(parents=True, exist_ok=True)
    _sweep(place)
    stored_as = secrets.token_hex(24)
    descriptor = os.open(place / stored_as, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.writelines([content] if isinstance(content, bytes) else content)
    except BaseException:
        (place / stored_as).unlink(missing_ok=True)
        raise
    return signing.dumps(
        {"file": stored_as, "name": name[:120], "group": group, "person": person_id, "partnership": partnership_id},
        salt=purpose,
        compress=True,
    )


def take(ticket: str, *, person_id: int, partnership_id: int, purpose: str = SALT) -> Staged:
    """The kept file of a ticket, for the person who sent it. Errors: TicketExpired."""
    name, group, path = _held(ticket, person_id, partnership_id, purpose)
    try:
        return Staged(name, path.read_bytes(), group)
    except OSError:
        raise TicketExpired from None


@contextmanager
def take_lines(
    ticket: str, *, person_id: int, partnership_id: int, purpose: str
) -> Iterator[tuple[str, str, Iterator[bytes]]]:
    """The same for a file too large to hold: its name, its group and its lines, one at a time. Errors: TicketExpired."""
    name, group, path = _held(ticket, person_id, partnership_id, purpose)
    try:
        file = path.open("rb")
    except OSError:
        raise TicketExpired from None
    with file:
        yield name, group, iter(file)


def _held(ticket: str, person_id: int, partnership_id: int, purpose: str) -> tuple[str, str, Path]:
    try:
        held = signing.loads(ticket, salt=purpose, max_age=KEPT)
    except signing.BadSignature:
        raise TicketExpired from None
    if (held["person"], held["partnership"]) != (person_id, partnership_id) or not re.fullmatch(
        r"[0-9a-f]{48}", held["file"]
    ):
        raise TicketExpired
    return held["name"], held["group"], folder() / held["file"]


def _sweep(place: Path) -> None:
    """Remove what was kept for longer than a day."""
    oldest = time.time() - KEPT  # the files' own clock, not the partnership's
    for path in place.iterdir():
        try:
            if path.stat().st_mtime < oldest:
                path.unlink()
        except OSError:
            continue
