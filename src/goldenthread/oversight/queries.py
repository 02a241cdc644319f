"""Reads of the partners' tier: the viewer is the first argument of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from django.db.models import Count, F, Q, QuerySet, Value, Window
from django.db.models.functions import Coalesce

from goldenthread.database.statements import Slot, Statement
from goldenthread.design.format import day
from goldenthread.oversight.models import (
    Challenge,
    Engagement,
    Followed,
    Highlight,
    Note,
    PlannedMatter,
    Risk,
    RiskAction,
    RiskReview,
)
from goldenthread.oversight.rules import rating, shortened
from goldenthread.partnership.queries import short
from goldenthread.records.models import Record
from goldenthread.records.models.record import ANYONE, AnyViewer, sight, visible
from goldenthread.records.queries import NotVisible
from goldenthread.records.viewer import Viewer
from goldenthread.thread.models import Action, Impact, Product
from goldenthread.thread.queries.registers import columns_of

RUNNING = ["agreed", "accepted", "reported"]


Looker = Viewer | AnyViewer
Where = int | Slot


def _rows(model: Any, viewer: Looker, partnership_id: Where, group: str) -> Any:
    where = partnership_id if isinstance(partnership_id, Slot) else [partnership_id]
    rows = model.objects.visible_to(viewer).filter(partnership__any_of=where).select_related("record__group")
    return rows.filter(record__group__key=group) if group else rows


def _numbered(rows: QuerySet[Any]) -> Any:
    return rows.select_related(None).annotate(total=Window(Count("pk"))).values_list("pk", "total")


@cache
def _usual(read: Callable[..., QuerySet[Any]], given: tuple[tuple[str, str], ...], size: int) -> Statement:
    """The first page of a register with nothing asked of its filters, which is what most people open (docs/adr/0008)."""
    return Statement(_numbered(read(ANYONE, Slot("partnerships"), **dict(given)))[:size])


@dataclass(frozen=True, eq=False)
class Register:
    """One register: what it reads and in which order, and what of an entry it shows: values, since a page holds fifty and an export all."""

    model: type[Any]
    read: Callable[..., QuerySet[Any]]
    shape: Callable[..., Any]
    names: Mapping[str, Any] = field(default_factory=dict)
    """The names an entry is shown with that are no columns of its own."""

    def values(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The rows as values in the order of the shape."""
        return columns_of(rows.annotate(**self.names), self.shape)


@cache
def _shown(register: Register) -> Statement:
    return Statement(register.values(register.model._default_manager.filter(pk__any_of=Slot("ids"))))


def page_of(
    register: Register,
    viewer: Viewer,
    partnership_id: int,
    given: Mapping[str, str],
    page: int,
    size: int,
    *,
    usual: bool = False,
) -> tuple[list[Any], int, int]:
    """One page of a register, how many entries there are in all, and which page it is: a page past the end becomes the last.

    `usual` says that `given` are the register's own defaults. Two queries: the page is cut by key, with the total, before any name is joined.
    A page past the end costs two more.
    """
    if usual and page == 1:
        first = _usual(register.read, tuple(sorted(given.items())), size)
        cut = [(pk, total) for pk, total, *_ in first.rows(**sight(viewer), partnerships=[partnership_id])]
    else:
        rows = register.read(viewer, partnership_id, **given)
        cut = list(_numbered(rows)[(page - 1) * size : page * size])
        if not cut and page > 1:
            return page_of(register, viewer, partnership_id, given, max(1, -(-rows.count() // size)), size)
    keys = [pk for pk, _ in cut]
    held = {values[0]: register.shape(*values) for values in _shown(register).rows(ids=keys)}
    return [held[pk] for pk in keys if pk in held], cut[0][1] if cut else 0, page


def all_of(register: Register, viewer: Viewer, partnership_id: int, given: Mapping[str, str]) -> Iterator[Any]:
    """Every entry one after another, a thousand read at a time."""
    rows = register.values(register.read(viewer, partnership_id, **given))
    return (register.shape(*values) for values in rows.iterator(1000))


def highlights(viewer: Looker, partnership_id: Where, *, group: str = "") -> QuerySet[Highlight]:
    """Highlight reports, the newest first."""
    return _rows(Highlight, viewer, partnership_id, group).order_by("-period_end", "-pk")  # type: ignore[no-any-return]


def risks(viewer: Looker, partnership_id: Where, *, group: str = "", state: str = "open") -> QuerySet[Risk]:
    """Risks, the most serious first."""
    rows = _rows(Risk, viewer, partnership_id, group).select_related("owner", "owner_organisation")
    rows = rows.filter(state=state) if state in {"open", "closed"} else rows
    return rows.annotate(score=F("likelihood") * F("impact")).order_by("-score", "review_by", "pk")  # type: ignore[no-any-return]


def challenges(viewer: Looker, partnership_id: Where, *, group: str = "", state: str = "") -> QuerySet[Challenge]:
    """Challenges and escalations, the newest first."""
    rows = _rows(Challenge, viewer, partnership_id, group).select_related("challenged")
    return rows.filter(state=state).order_by("-raised_on", "-pk") if state else rows.order_by("-raised_on", "-pk")  # type: ignore[no-any-return]


def planned(
    viewer: Looker, partnership_id: Where, *, group: str = "", state: str = "planned"
) -> QuerySet[PlannedMatter]:
    """The forward plan, soonest first."""
    rows = _rows(PlannedMatter, viewer, partnership_id, group)
    return rows.filter(state=state).order_by("due_on", "pk") if state else rows.order_by("-due_on", "-pk")  # type: ignore[no-any-return]


def engagements(viewer: Looker, partnership_id: Where, *, group: str = "", sector: str = "") -> QuerySet[Engagement]:
    """The register of engagement, the newest first."""
    rows = _rows(Engagement, viewer, partnership_id, group)
    return (rows.filter(sector=sector) if sector else rows).order_by("-reached_on", "-pk")  # type: ignore[no-any-return]


class HighlightRow(NamedTuple):
    """A highlight report as its register shows it."""

    pk: int
    reference: str
    group: str
    period_start: date
    period_end: date
    achieved: str
    late: str
    risks: str
    asks: str
    state: str
    issued_at: datetime | None


class RiskRow(NamedTuple):
    """A risk as its register shows it."""

    pk: int
    reference: str
    group: str
    text: str
    effect: str
    controls: str
    likelihood: int
    impact: int
    owner_name: str
    agency: str
    review_by: date
    state: str
    closed_why: str


class ChallengeRow(NamedTuple):
    """A challenge as its log shows it."""

    pk: int
    reference: str
    group: str
    kind: str
    challenger: str
    agency: str
    challenged_whom: str
    text: str
    raised_on: date
    answer_by: date | None
    response: str
    answered_on: date | None
    outcome: str
    closed_on: date | None
    state: str

    @property
    def whom(self) -> str:
        """The organisation, or whoever else was challenged."""
        return self.agency or self.challenged_whom


class PlannedRow(NamedTuple):
    """A matter as the forward plan shows it."""

    pk: int
    reference: str
    group: str
    text: str
    lead: str
    due_on: date
    state: str
    outcome: str


class EngagementRow(NamedTuple):
    """An engagement as its register shows it."""

    pk: int
    reference: str
    group: str
    sector: str
    who: str
    reached_on: date
    how: str
    people: int | None
    agreed: str
    followed: str


HIGHLIGHTS = Register(Highlight, highlights, HighlightRow)
RISKS = Register(
    Risk,
    risks,
    RiskRow,
    {"owner_name": Coalesce(F("owner__name"), Value("")), "agency": short("owner_organisation")},
)
CHALLENGES = Register(Challenge, challenges, ChallengeRow, {"agency": short("challenged")})
PLAN = Register(PlannedMatter, planned, PlannedRow)
ENGAGEMENTS = Register(Engagement, engagements, EngagementRow)


def get(model: type[Any], viewer: Viewer, partnership_id: int, reference: str) -> Any:
    """One entry, with its group. Errors: NotVisible."""
    row = (
        model.objects.visible_to(viewer)
        .select_related("record__group")
        .filter(partnership=partnership_id, record__reference=reference)
        .first()
    )
    if row is None:
        raise NotVisible(reference)
    return row


def reviews_of(risk: Risk) -> list[RiskReview]:
    """A risk's reviews, the newest first."""
    return list(RiskReview.objects.filter(risk=risk).select_related("by").order_by("-on", "-pk"))


def actions_of(viewer: Viewer, risk: Risk) -> list[Action]:
    """The actions that make a risk smaller, as far as the viewer sees them."""
    held = RiskAction.objects.filter(visible(viewer, "action_id"), risk=risk)
    rows = held.select_related("action__record", "action__owner_organisation", "action__owner_person")
    return [row.action for row in rows.order_by("pk")]


def notes_of(challenge: Challenge) -> list[Note]:
    """What was done about a challenge, the newest first."""
    return list(Note.objects.filter(challenge=challenge).select_related("by").order_by("-at", "-pk"))


def followed_by(viewer: Viewer, engagement: Engagement) -> list[Record]:
    """The records that followed from an engagement, as far as the viewer sees them."""
    rows = Followed.objects.filter(visible(viewer, "other_id"), engagement=engagement).select_related("other")
    return [row.other for row in rows.order_by("pk")]


@dataclass(frozen=True, slots=True)
class Drafted:
    """The four parts of a highlight report, as the records of the period say."""

    achieved: str
    late: str
    risks: str
    asks: str


def drafted(viewer: Viewer, partnership_id: int, group_id: int, start: date, end: date) -> Drafted:
    """A highlight report's first words, from records of the period. Five queries."""
    actions = Action.objects.visible_to(viewer).filter(partnership=partnership_id, record__group=group_id)  # type: ignore[attr-defined]
    done = actions.filter(Q(assured_on__range=(start, end)) | Q(delivered_on__range=(start, end)))
    made = (
        Product.objects.visible_to(viewer)  # type: ignore[attr-defined]
        .filter(partnership=partnership_id, record__group=group_id, record__happened_on__range=(start, end))
        .select_related("record")
    )
    shown = (
        Impact.objects.visible_to(viewer)  # type: ignore[attr-defined]
        .filter(partnership=partnership_id, record__group=group_id, tested_on__range=(start, end))
        .select_related("record")
    )
    late = actions.filter(state__in=RUNNING, due_on__lt=min(viewer.day, end)).select_related("owner_organisation")
    carried = risks(viewer, partnership_id).filter(record__group=group_id)
    open_challenges = challenges(viewer, partnership_id).filter(record__group=group_id).exclude(state="closed")
    waiting = actions.filter(state="reported").select_related("record")
    return Drafted(
        shortened(
            [
                *(f"{row.statement.rstrip('.')}." for row in shown.order_by("-tested_on", "pk")[:6]),
                *(f"Made: {row.record.title.rstrip('.')}." for row in made.order_by("-record__happened_on", "pk")[:6]),
                *(f"Done: {row.text.rstrip('.')}." for row in done.order_by("pk")[:12]),
            ]
        ),
        shortened(
            [
                f"{row.text.rstrip('.')} ({row.owner_organisation or 'nobody'}, due {day(row.due_on)})."
                for row in late.order_by("due_on", "pk")[:12]
            ]
        ),
        shortened([f"{rating(row.likelihood, row.impact).word}: {row.text.rstrip('.')}." for row in carried[:8]]),
        shortened(
            [
                *(f"A response to: {row.text.rstrip('.')}." for row in open_challenges.order_by("raised_on", "pk")[:6]),
                *(f"Sign-off of: {row.text.rstrip('.')}." for row in waiting.order_by("due_on", "pk")[:6]),
            ]
        ),
    )
