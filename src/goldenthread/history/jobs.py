"""Sealing history, and keeping the head of the chain outside the database."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from django.conf import settings

from goldenthread.history import operations
from goldenthread.history.models import Seal

HEAD = "history.head"


def keep_seals(at: datetime) -> int:
    """Seal what is not sealed yet; write the chain's head beside the secrets, where the database cannot reach it."""
    sealed = operations.seal(at=at)
    if sealed:
        head = Seal.objects.order_by("-pk").first()
        if head is not None:
            path = Path(settings.INSTALLATION.secrets) / HEAD
            fresh = path.with_suffix(".new")
            fresh.write_text(
                json.dumps({"seal": head.pk, "digest": head.digest, "at": at.isoformat()}), encoding="utf-8"
            )
            fresh.chmod(0o600)
            fresh.rename(path)
    return sealed


def head_agrees() -> bool:
    """Whether the chain in the database still holds the head kept outside it; true where none was kept yet."""
    path = Path(settings.INSTALLATION.secrets) / HEAD
    if not path.exists():
        return True
    held = json.loads(path.read_text(encoding="utf-8"))
    return Seal.objects.filter(pk=held["seal"], digest=held["digest"]).exists()
