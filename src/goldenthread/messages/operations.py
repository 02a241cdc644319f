"""Writing notices. They are rows in the caller's transaction; the worker mails them later."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import connection

from goldenthread.messages.models import Notice


def notify(
    *,
    people: Iterable[int],
    kind: str,
    subject: str,
    partnership_id: int,
    address: str,
    at: datetime,
    reference: str = "",
) -> int:
    """Leave a notice for each person once; returns how many. The subject names no one's case: it carries a reference at most."""
    subject = " ".join(subject.split())[:300]  # it becomes a mail's subject, which is one line
    rows = [(person, partnership_id, kind, subject, reference, address, at) for person in sorted(set(people))]
    with connection.cursor() as cursor:
        # By hand, without RETURNING: the writer may not read other people's notices.
        cursor.executemany(
            "insert into notices_notice (person_id, partnership_id, kind, subject, reference, address, made_at, mail_tries) values (%s, %s, %s, %s, %s, %s, %s, 0)",
            rows,
        )
    return len(rows)


def mark_read(*, person_id: int, notice_ids: Iterable[int], at: datetime) -> int:
    """Mark a person's own notices read; returns how many were."""
    return Notice.objects.filter(person_id=person_id, pk__in=list(notice_ids), read_at__isnull=True).update(read_at=at)
