"""The access log: who saw a record, when, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta

from django.db import connection

from goldenthread.administration.terms import Sight
from goldenthread.core.clock import ENGLAND
from goldenthread.core.references import normalise
from goldenthread.history.models import Event

SHOWN = 200
MOST = 50_000


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class LogFilter:
    """What the access log is asked; text, as it stands in the address."""

    reference: str = ""
    person: str = ""
    start: str = ""
    end: str = ""
    what: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> LogFilter:
        """The question that an address asks; a date that is none is left out."""
        given = {field.name: query.get(field.name, "")[:120].strip() for field in fields(cls)}
        for name in ("start", "end"):
            given[name] = given[name] if _day(given[name]) else ""
        given["reference"] = normalise(given["reference"]) if given["reference"] else ""
        given["what"] = given["what"] if given["what"] in {sight.value for sight in Sight} else ""
        return cls(**given)

    def query(self) -> dict[str, str]:
        """The question as an address holds it."""
        return {field.name: getattr(self, field.name) for field in fields(self) if getattr(self, field.name)}

    def bounds(self) -> tuple[datetime | None, datetime | None]:
        """The instants between which it asks, days read in England."""
        first, last = _day(self.start), _day(self.end)
        midnight = time(tzinfo=ENGLAND)
        return datetime.combine(first, midnight) if first else None, datetime.combine(
            last + timedelta(days=1), midnight
        ) if last else None


@dataclass(frozen=True, slots=True)
class LogRow:
    """One sight, refusal or break-glass. `why` is the sentence, only where the viewer may read it."""

    at: datetime
    what: Sight
    person: str
    reference: str
    why: str


def access_log(partnership_id: int, asked: LogFilter, most: int = SHOWN) -> list[LogRow]:
    """The newest events that answer, for those who administer the partnership; nothing for anyone else. Two queries."""
    since, until = asked.bounds()
    verbs = [asked.what] if asked.what else [sight.value for sight in Sight]
    with connection.cursor() as cursor:
        cursor.execute(
            "select * from goldenthread_access_log(%s, %s, %s, %s, %s, %s, %s)",
            [partnership_id, verbs, asked.reference, asked.person, since, until, min(most, MOST)],
        )
        rows = cursor.fetchall()
    said = dict(Event.objects.filter(pk__in=[row[0] for row in rows]).values_list("pk", "sentence"))
    return [LogRow(at, Sight(verb), name, reference, said.get(pk, "")) for pk, at, verb, _, name, reference in rows]
