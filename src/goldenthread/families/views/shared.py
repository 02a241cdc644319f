"""What the views of this room share: a record and a family member for whoever may write, and a page with one form."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse

from goldenthread.design.components import Content, Link
from goldenthread.design.page import Head
from goldenthread.families import permissions, queries
from goldenthread.families.operations.shared import NOT_NAMED, NOT_YOURS
from goldenthread.families.pages.family import address_of
from goldenthread.families.queries import Family, Held
from goldenthread.families.rules.family import cautions
from goldenthread.records.models import Record
from goldenthread.records.operations import Refused
from goldenthread.records.queries import get_record
from goldenthread.records.rules.retention import GONE_TITLE
from goldenthread.records.web import DisposedOf, FormPage, Scope, answer_form, record_address


def sent(request: HttpRequest) -> Any:
    """What was sent, for a form; None when nothing was."""
    return request.POST if request.method == "POST" else None


def _there(scope: Scope, reference: str) -> Record:
    """The record, whose content is there still. Errors: NotVisible, DisposedOf."""
    record = get_record(scope.viewer, scope.partnership.id, reference)
    if record.title == GONE_TITLE:
        raise DisposedOf(reference)
    return record


def kept(scope: Scope, reference: str) -> Record:
    """The record, for those who keep its family. Errors: NotVisible, DisposedOf, Refused."""
    record = _there(scope, reference)
    if not permissions.may_keep(scope.viewer, record):
        raise Refused(NOT_YOURS)
    return record


def member_of(scope: Scope, reference: str, number: int, *, named: bool = False) -> tuple[Record, Family, Held]:
    """A family member for those who keep the family; with `named`, for the named contact and the cover too. Errors: NotVisible, DisposedOf, Refused."""
    record = _there(scope, reference)
    family, held = queries.get_member(scope.viewer, record, number)
    if named and not permissions.may_record(scope.viewer, record, held.row):
        raise Refused(NOT_NAMED)
    if not named and not permissions.may_keep(scope.viewer, record):
        raise Refused(NOT_YOURS)
    return record, family, held


def trail(scope: Scope, record: Record, held: Held | None = None) -> tuple[Link, ...]:
    """Where a page stands."""
    first = (Link(record.reference, record_address(scope, record)), Link("Family", address_of(scope, record)))
    return (*first, Link(held.row.label, address_of(scope, record, str(held.row.number)))) if held else first


def acting(scope: Scope) -> dict[str, Any]:
    """Who does it, and when, as every operation is told."""
    at: datetime = scope.viewer.at
    return {"by": scope.viewer, "at": at}


def ask(
    request: HttpRequest,
    scope: Scope,
    record: Record,
    form: Any,
    perform: Callable[[dict[str, Any]], object],
    *,
    title: str,
    button: str,
    said: str,
    held: Held | None = None,
    lede: Content = "",
    kind: str = "primary",
    approaches: bool = False,
) -> HttpResponse:
    """A page with one form about a family or one of its members; where it is about reaching them, what to think of stands first."""
    back = address_of(scope, record, *((str(held.row.number),) if held else ()))
    head = Head(title, record.reference, breadcrumbs=trail(scope, record, held), lede=lede)
    on = scope.viewer.day
    page = FormPage(head, button, back, back, said, template="families/form.html", button_kind=kind)
    warned = held.facts if held and approaches else None
    context = {"cautions": cautions(warned, on) if warned else (), "bound": bool(warned and warned.restricted(on))}
    return answer_form(request, scope, page, form, perform, **context)
