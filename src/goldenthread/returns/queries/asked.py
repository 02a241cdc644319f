"""What was asked of organisations: one filter for the list, its total and its export."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.functions import Coalesce

from goldenthread.database.statements import Slot, Statement
from goldenthread.records.models import Record
from goldenthread.records.models.record import ANYONE, AnyViewer, sight
from goldenthread.records.queries import NotVisible
from goldenthread.records.viewer import Viewer
from goldenthread.returns.models import Reminder, Request, Return
from goldenthread.returns.rules.states import ANSWERED, UNHEARD, WAITING, is_silent
from goldenthread.returns.terms import ReturnState

STANDINGS = {
    "open": "Waiting for answers",
    "late": "With late answers",
    "draft": "Not sent yet",
    "answered": "All answered",
    "all": "All",
}


@dataclass(frozen=True, slots=True)
class RequestFilter:
    """What the list of requests is narrowed to. Every field is text, as it stands in the address."""

    standing: str = "open"
    group: str = ""
    q: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> RequestFilter:
        """The filter that an address asks for; what it does not know is left at its default."""
        given = {
            field.name: query.get(field.name, "").replace("\0", "")[:120].strip()
            for field in fields(cls)
            if query.get(field.name)
        }
        made = cls(**given)
        return made if made.standing in STANDINGS else replace(made, standing="open")

    def query(self) -> dict[str, str]:
        """The filter as an address holds it, defaults left out."""
        default = RequestFilter()
        return {
            field.name: getattr(self, field.name)
            for field in fields(self)
            if getattr(self, field.name) != getattr(default, field.name)
        }

    def apply(self, rows: QuerySet[Request], day: date) -> QuerySet[Request]:
        """The rows it leaves, the ones due first on top."""
        waiting = Return.objects.filter(request=OuterRef("pk"), state__in=[state.value for state in WAITING])
        if self.standing == "open":
            rows = rows.filter(Exists(waiting))
        elif self.standing == "late":
            rows = rows.filter(Exists(waiting.filter(due_on__lt=day)))
        elif self.standing == "draft":
            rows = rows.filter(sent_at__isnull=True)
        elif self.standing == "answered":
            rows = rows.filter(~Exists(waiting), sent_at__isnull=False)
        if self.group:
            rows = rows.filter(record__group__key=self.group)
        if self.q:
            rows = rows.filter(Q(record__title__icontains=self.q) | Q(record__reference__iexact=self.q))
        return rows.order_by("-due_on", "-pk")


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request as a list shows it, with how its returns stand."""

    reference: str
    title: str
    group: str
    due_on: date
    sent: bool
    asked: int
    answered: int
    silent: int
    late: int


@dataclass(frozen=True, slots=True)
class RequestPage:
    """One page of requests: its rows, where it stands, and how many there are in all."""

    rows: list[RequestRow]
    total: int
    page: int
    size: int

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return max(1, -(-self.total // self.size))


TIMELESS = STANDINGS.keys() - {"late"}
"""Standings that ask no day."""


def request_page(viewer: Viewer, partnership_id: int, chosen: RequestFilter, page: int, size: int = 50) -> RequestPage:
    """One page of the requests this viewer sees. Two queries, however many rows there are; a page past the end costs two more, and becomes the last."""
    page = max(page, 1)
    if page == 1 and chosen == RequestFilter(standing=chosen.standing) and chosen.standing in TIMELESS:
        found = _front(chosen, size).rows(**sight(viewer), partnerships=[partnership_id])
    else:
        rows = chosen.apply(_of(viewer, [partnership_id]), viewer.day)
        found = list(_numbered(rows)[(page - 1) * size : page * size])
        if not found and page > 1:
            return request_page(viewer, partnership_id, chosen, max(1, -(-rows.count() // size)), size)
    total = found[0][1] if found else 0
    return RequestPage(_rows([pk for pk, *_ in found], viewer.day), total, page, size)


def _of(viewer: Viewer | AnyViewer, partnerships: Sequence[int] | Slot) -> QuerySet[Request]:
    seen: QuerySet[Request] = Request.objects.visible_to(viewer)  # type: ignore[attr-defined, arg-type]
    return seen.filter(partnership__any_of=partnerships)


def _numbered(rows: QuerySet[Request]) -> Any:
    return rows.annotate(total=Window(Count("pk"))).values_list("pk", "total")


@cache
def _front(chosen: RequestFilter, size: int) -> Statement:
    """The first page of requests that are narrowed to a standing alone, which is what most people open (docs/adr/0008)."""
    return Statement(_numbered(chosen.apply(_of(ANYONE, Slot("partnerships")), date.min))[:size])


# Written out: it stands on the list that an asker opens first, and on the page of every record that was asked about.
COUNTED = """
select r.record_id, held.reference, held.title, coalesce(nullif(g.short_name, ''), g.name, ''), r.due_on, r.sent_at is not null,
       counted.asked, counted.answered, counted.silent, counted.late
from returns_request r join records_record held on held.id = r.record_id left join partnership_group g on g.id = held.group_id
cross join lateral (select count(*) filter (where state <> all (%(unasked)s)) as asked,
                           count(*) filter (where state = any (%(answered)s)) as answered,
                           count(*) filter (where state = any (%(unheard)s) and due_on < %(day)s) as silent,
                           count(*) filter (where state = any (%(waiting)s) and due_on < %(day)s) as late
                      from returns_return where request_id = r.record_id) counted
where r.record_id = any (%(ids)s::bigint[])
"""
STATES = {
    "unasked": [ReturnState.DRAFT.value, ReturnState.WITHDRAWN.value],
    "answered": [state.value for state in ANSWERED],
    "unheard": [state.value for state in UNHEARD],
    "waiting": [state.value for state in WAITING],
}


def _rows(ids: Sequence[int], day: date) -> list[RequestRow]:
    """These requests in this order, with their counts. One query."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTED, {**STATES, "ids": list(ids), "day": day})
        held = {pk: RequestRow(*row) for pk, *row in cursor.fetchall()}
    return [held[pk] for pk in ids if pk in held]


def get_request(viewer: Viewer, partnership_id: int, reference: str) -> Request:
    """The request with this reference. Errors: NotVisible."""
    row = (
        Request.objects.visible_to(viewer)  # type: ignore[attr-defined]
        .filter(partnership=partnership_id, record__reference=reference)
        .select_related("record__group", "version__questionnaire")
        .first()
    )
    if row is None:
        raise NotVisible(reference)
    return row  # type: ignore[no-any-return]


def returns_of(viewer: Viewer, request: Request) -> list[Return]:
    """A request's returns by the organisation's name, each with how often it was reminded. One query."""
    reminded = (
        Reminder.objects.filter(answer_to=OuterRef("pk")).order_by().values("answer_to").annotate(count=Count("pk"))
    )
    rows = (
        Return.objects.visible_to(viewer)  # type: ignore[attr-defined]
        .filter(request=request)
        .select_related("record", "organisation")
        .annotate(reminded=Coalesce(Subquery(reminded.values("count")), 0))
    )
    return list(rows.order_by("organisation__name"))


def silent_among(rows: Sequence[Return], day: date) -> list[Return]:
    """Those of whom nothing was heard in time."""
    return [row for row in rows if is_silent(ReturnState(row.state), row.due_on, day)]


def record_asked_about(viewer: Viewer, request: Request) -> Record | None:
    """The record a request is about, where this viewer sees it."""
    if request.about_id is None:
        return None
    return Record.objects.visible_to(viewer).filter(pk=request.about_id).first()  # type: ignore[attr-defined, no-any-return]


def requests_about(viewer: Viewer, record: Record) -> list[RequestRow]:
    """The requests about a record that this viewer sees, the newest first: for the record's own page. Two queries."""
    rows = Request.objects.visible_to(viewer).filter(about=record)  # type: ignore[attr-defined]
    return _rows(list(rows.order_by("-due_on", "-pk").values_list("pk", flat=True)[:50]), viewer.day)


@dataclass(frozen=True, slots=True)
class LateReturn:
    """A return that should have come by now: for an agenda, a workspace or a report."""

    reference: str
    title: str
    organisation: str
    due_on: date
    state: ReturnState


def late_returns(viewer: Viewer, group_id: int) -> list[LateReturn]:
    """What a group still waits for after its day, the longest first. One query."""
    rows = (
        Return.objects.visible_to(viewer)  # type: ignore[attr-defined]
        .filter(record__group=group_id, state__in=[state.value for state in WAITING], due_on__lt=viewer.day)
        .select_related("record", "organisation")
        .order_by("due_on", "organisation__name")
    )
    return [
        LateReturn(row.record.reference, row.record.title, str(row.organisation), row.due_on, ReturnState(row.state))
        for row in rows
    ]
