"""Reads of notices: a person's own."""

from __future__ import annotations

from goldenthread.messages.models import Notice


def unread(person_id: int, limit: int = 20) -> list[Notice]:
    """A person's unread notices, newest first."""
    return list(Notice.objects.filter(person_id=person_id, read_at__isnull=True).order_by("-made_at", "-pk")[:limit])
