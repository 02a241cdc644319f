"""Sealing history, and keeping the head of the chain outside the database."""

from __future__ import annotations

import json
import os
import tempfile
from datetime import datetime
from pathlib import Path

from django.conf import settings

from goldenthread.history import operations
from goldenthread.history.models import Seal

HEAD = "history.head"


class HistoryWasCut(Exception):
    """The chain of seals no longer holds the head that is kept outside the database."""


def keep_seals(at: datetime) -> int:
    """Seal what is not sealed yet; write the chain's head beside the secrets, where the database cannot reach it.

    Where the chain lost its head, the head that is kept stays as it is, so that what was cut cannot be covered by
    sealing on. Errors: HistoryWasCut, in each round until someone has looked.
    """
    if not head_agrees():
        raise HistoryWasCut("The chain of seals does not hold the head that is kept outside the database.")
    sealed = operations.seal(at=at)
    if sealed:
        head = Seal.objects.order_by("-pk").first()
        if head is not None:
            keep_head(Path(settings.INSTALLATION.secrets), head.pk, head.digest, at)
    return sealed


def keep_head(secrets: Path, number: int, digest: str, at: datetime) -> None:
    """Write down the last seal of the chain, whole or not at all, for this installation's user alone."""
    descriptor, fresh = tempfile.mkstemp(dir=secrets)  # made 0600
    with open(descriptor, "w", encoding="utf-8") as file:
        file.write(json.dumps({"seal": number, "digest": digest, "at": at.isoformat()}))
        file.flush()
        os.fsync(file.fileno())
    Path(fresh).rename(secrets / HEAD)


def head_agrees() -> bool:
    """Whether the chain in the database still holds the head kept outside it; true where none was kept yet."""
    path = Path(settings.INSTALLATION.secrets) / HEAD
    if not path.exists():
        return True
    held = json.loads(path.read_text(encoding="utf-8"))
    return Seal.objects.filter(pk=held["seal"], digest=held["digest"]).exists()
