"""What the room's operations share."""

from __future__ import annotations

from datetime import date, datetime, time

from goldenthread.core.clock import day_of
from goldenthread.core.dates import PartialDate
from goldenthread.pathways import operations as pathways
from goldenthread.postvention import permissions
from goldenthread.postvention.models import Arrangement, Response
from goldenthread.postvention.rules.response import method_problem, shipped_words
from goldenthread.postvention.terms import Event
from goldenthread.records import operations as records
from goldenthread.records.operations.casework import actor, no_problem, require, written
from goldenthread.records.viewer import Viewer

NOT_YOURS = "The business unit and the chair of the group that leads the response do this."


def wide(partnership_id: int, *texts: str) -> None:
    """Refuse words of how somebody died in what many read; nothing of it is stored. Errors: Refused."""
    own = Arrangement.objects.filter(pk=partnership_id).values_list("refused_words", flat=True).first()
    no_problem(method_problem(texts, own.splitlines() if own is not None else shipped_words()))


def past(on: date, at: datetime) -> None:
    """Refuse a day that has not come. Errors: Refused."""
    require(on <= day_of(at), "That day has not come yet.")


def locked(response_id: int, by: Viewer, seen: int | None = None) -> Response:
    """The response, locked, for whoever leads it. Errors: Refused, ChangedMeanwhile."""
    record = records.lock(response_id, seen)
    row = Response.objects.get(pk=response_id)
    row.record = record
    require(permissions.may_lead(by, row.partnership_id, record.group_id), NOT_YOURS)
    return row


def stored(row: Response, verb: Event, sentence: str, by: Viewer, at: datetime) -> None:
    """The record's next version, and one event."""
    records.touch(row.record)
    written(row.record, verb, sentence, by, at)


def report(row: Response, key: str, on: date, by: Viewer, at: datetime, moment: time | None = None) -> None:
    """Tell the response's pathway that something happened, where it follows one."""
    pathways.report(record=row.record, key=key, on=PartialDate.of(on), by=actor(by), at=at, moment=moment)
