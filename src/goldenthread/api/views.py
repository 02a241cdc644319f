"""The interface's addresses. Each answer is what the bearer's person would see on a page, on this day."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Annotated, Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, PathEx, Query, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import HttpBearer
from pydantic import Field

from goldenthread.api import queries, schemas
from goldenthread.api.terms import Part
from goldenthread.core import clock
from goldenthread.indicators import queries as indicators
from goldenthread.partnership import queries as partnership
from goldenthread.records.queries import enter
from goldenthread.records.web import Scope
from goldenthread.thread import queries as thread
from goldenthread.thread.queries.actions import SORTS, STANDINGS, ActionFilter, ActionRow
from goldenthread.thread.queries.registers import ImpactRow, LearningRow, ProductRow, RegisterPage, page_of
from goldenthread.thread.rules.progress import days_overdue
from goldenthread.thread.terms import ActionState

MOST = 500
UNKNOWN = "This token does not work: it is wrong, over, or was ended."


class TokenInHeader(HttpBearer):
    """`Authorization: Bearer gt_…`."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """The bearer, or None, which is answered with 401."""
        return queries.find_bearer(token, clock.now())


api = NinjaAPI(
    title="Golden Thread",
    version="1",
    description="Reads what the token's person sees in one partnership, on the day of the request. There is nothing to write here.",
    auth=TokenInHeader(),
    docs_url=None,
    urls_namespace="api",
)


class PageIn(Schema):
    """Which page of a list, and how many rows are on it."""

    page: int = Field(1, ge=1, le=100_000)
    size: int = Field(100, ge=1, le=MOST)


class ActionsIn(PageIn):
    """What the action log is narrowed to."""

    standing: str = Field("all", pattern=f"^({'|'.join(STANDINGS)})$")
    group: str = Field("", max_length=60, description="A group's key.")
    theme: str = Field("", max_length=80)
    brag: str = Field("", pattern="^(|blue|red|amber|green|unset)$")
    sort: str = Field("due", pattern=f"^-?({'|'.join(SORTS)})$")


class Rows(Schema):
    """How many rows there are in all, and where this page stands."""

    total: int
    page: int
    size: int


class Actions(Rows):
    """One page of the action log."""

    items: list[schemas.ActionOut]


class Learning(Rows):
    """One page of the learning register."""

    items: list[schemas.LearningOut]


class Products(Rows):
    """One page of the products."""

    items: list[schemas.ProductOut]


class Impacts(Rows):
    """One page of the impact register."""

    items: list[schemas.ImpactOut]


ANSWERS = {401: schemas.Problem, 403: schemas.Problem, 404: schemas.Problem, 422: schemas.Problem, 429: schemas.Problem}
Key = Annotated[str, PathEx(..., pattern="^[-a-z0-9_]{1,40}$", description="The partnership's key.", examples=["wscp"])]
MOST_A_MINUTE = 300


@api.exception_handler(ValidationError)
def wrong(request: HttpRequest, problem: ValidationError) -> HttpResponse:
    """What was asked wrongly: one sentence, which names the field."""
    first = problem.errors[0]
    field = ".".join(str(part) for part in first["loc"][1:]) or "The request"
    return api.create_response(request, {"detail": f"{field}: {first['msg']}."}, status=422)


@api.exception_handler(AuthenticationError)
def stranger(request: HttpRequest, problem: AuthenticationError) -> HttpResponse:
    """No token, or one that does not work: the same sentence."""
    return api.create_response(request, {"detail": UNKNOWN}, status=401)


@contextmanager
def reading(request: HttpRequest, key: str, part: Part) -> Iterator[Scope]:
    """A transaction in which the database knows who looks: the bearer's person, on this day. Errors: HttpError."""
    bearer: queries.Bearer = request.auth  # type: ignore[attr-defined]
    if bearer.asked > MOST_A_MINUTE:
        raise HttpError(429, "There were too many requests. Wait a minute.")
    with transaction.atomic():
        viewer = enter(bearer.person_id, bearer.name, clock.now())
        fact = viewer.partnership(key) if key == bearer.partnership else None
        scope = Scope(fact, viewer) if fact else None
        if scope is None or not scope.reads:
            raise HttpError(404, "There is no such partnership that this token may read.")
        if part.value not in bearer.parts:
            raise HttpError(403, f"This token may not read “{part.label.lower()}”.")
        yield scope


def _described(part: Part, answer: Any) -> dict[str, Any]:
    return {
        "response": {200: answer, **ANSWERS},
        "summary": part.label,
        "description": part.definition,
        "operation_id": part.value,
    }


@api.get("/{key}/groups/", **_described(Part.GROUPS, list[schemas.GroupOut]))
def groups(request: HttpRequest, key: Key) -> Any:
    """The partnership's groups, in their order."""
    with reading(request, key, Part.GROUPS) as scope:
        return [
            schemas.GroupOut(
                key=row.key, name=row.name, short_name=row.short_name, kind=row.kind, function=row.function
            )
            for row in partnership.groups(scope.partnership.id)
        ]


@api.get("/{key}/actions/", **_described(Part.ACTIONS, Actions))
def actions(request: HttpRequest, key: Key, asked: Query[ActionsIn]) -> Any:
    """The action log, by the same filter as the page."""
    with reading(request, key, Part.ACTIONS) as scope:
        chosen = ActionFilter(
            standing=asked.standing, group=asked.group, theme=asked.theme, brag=asked.brag, sort=asked.sort
        )
        page = thread.action_page(scope.viewer, scope.partnership.id, chosen, asked.page, asked.size)
        items = [_action(row, scope.viewer.day) for row in page.rows]
        return Actions(total=page.total, page=page.page, size=page.size, items=items)


def _action(row: ActionRow, today: date) -> schemas.ActionOut:
    held = {name: getattr(row, name) for name in schemas.ActionOut.model_fields if hasattr(row, name)}
    late = days_overdue(state=ActionState(row.state), due_on=row.due_on, today=today)
    return schemas.ActionOut(**held, owner=row.owner_person.name if row.owner_person else "", days_overdue=late)


@api.get("/{key}/learning/", **_described(Part.LEARNING, Learning))
def learning(request: HttpRequest, key: Key, asked: Query[PageIn]) -> Any:
    """The learning register, the newest first."""
    with reading(request, key, Part.LEARNING) as scope:
        rows = thread.learning(scope.viewer, scope.partnership.id)
        return Learning(**_page(page_of(rows, LearningRow, asked.page, asked.size), asked.size, schemas.LearningOut))


@api.get("/{key}/products/", **_described(Part.PRODUCTS, Products))
def products(request: HttpRequest, key: Key, asked: Query[PageIn]) -> Any:
    """What was made, the newest first."""
    with reading(request, key, Part.PRODUCTS) as scope:
        rows = thread.products(scope.viewer, scope.partnership.id)
        return Products(**_page(page_of(rows, ProductRow, asked.page, asked.size), asked.size, schemas.ProductOut))


@api.get("/{key}/impact/", **_described(Part.IMPACT, Impacts))
def impact(request: HttpRequest, key: Key, asked: Query[PageIn]) -> Any:
    """What changed, the newest first."""
    with reading(request, key, Part.IMPACT) as scope:
        rows = thread.impacts(scope.viewer, scope.partnership.id)
        return Impacts(**_page(page_of(rows, ImpactRow, asked.page, asked.size), asked.size, schemas.ImpactOut))


def _page(found: RegisterPage[Any], size: int, shape: Any) -> dict[str, Any]:
    items = [shape(**row._asdict()) for row in found.rows]
    return {"total": found.total, "page": found.page, "size": size, "items": items}


@api.get("/{key}/indicators/", **_described(Part.INDICATORS, list[schemas.IndicatorOut]))
def indicator_list(request: HttpRequest, key: Key) -> Any:
    """What is counted, by name, with every reading in order."""
    with reading(request, key, Part.INDICATORS) as scope:
        held: dict[int, list[schemas.ReadingOut]] = {}
        for row in indicators.all_readings(scope.partnership.id):
            reading_out = schemas.ReadingOut(starts_on=row.starts_on, until=row.until, value=row.value)
            held.setdefault(row.indicator_id, []).append(reading_out)
        names = [name for name in schemas.IndicatorOut.model_fields if name != "readings"]
        return [
            schemas.IndicatorOut(**{name: getattr(row, name) for name in names}, readings=held.get(row.pk, []))
            for row in indicators.indicators(scope.partnership.id)
        ]
