"""What was asked of organisations: one filter for the list, its total and its export."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from goldenthread.records.models import Record
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


def request_page(viewer: Viewer, partnership_id: int, chosen: RequestFilter, page: int, size: int = 50) -> RequestPage:
    """One page of the requests this viewer sees. Two queries, however many rows there are."""
    found = list(_requests(viewer, partnership_id, chosen).values_list("pk", flat=True))
    page = min(max(page, 1), max(1, -(-len(found) // size)))
    return RequestPage(_rows(found[(page - 1) * size : page * size], viewer.day), len(found), page, size)


def _requests(viewer: Viewer, partnership_id: int, chosen: RequestFilter) -> QuerySet[Request]:
    rows = Request.objects.visible_to(viewer).filter(partnership=partnership_id)  # type: ignore[attr-defined]
    return chosen.apply(rows, viewer.day)


def _rows(ids: Sequence[int], day: date) -> list[RequestRow]:
    """These requests in this order, with their counts. One query."""
    waiting, unheard = [state.value for state in WAITING], [state.value for state in UNHEARD]
    answered = [state.value for state in ANSWERED]
    rows = (
        Request.objects.filter(pk__any_of=ids)
        .select_related("record__group")
        .annotate(
            asked=Count("returns", filter=~Q(returns__state__in=["draft", "withdrawn"])),
            answered=Count("returns", filter=Q(returns__state__in=answered)),
            silent=Count("returns", filter=Q(returns__state__in=unheard, returns__due_on__lt=day)),
            late=Count("returns", filter=Q(returns__state__in=waiting, returns__due_on__lt=day)),
        )
    )
    held = {
        row.pk: RequestRow(
            row.record.reference,
            row.record.title,
            str(row.record.group or ""),
            row.due_on,
            row.sent_at is not None,
            row.asked,
            row.answered,
            row.silent,
            row.late,
        )
        for row in rows
    }
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
