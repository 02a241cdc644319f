"""What the room's views share: who may enter, and a page with one form."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse

from goldenthread.administration.operations.shared import KEEPERS, worded
from goldenthread.design.components import Content, Link
from goldenthread.design.page import Head
from goldenthread.partnership import queries as partnership
from goldenthread.records.web import FormPage, Scope, answer_form


def keepers(scope: Scope) -> bool:
    """Administrators and business managers."""
    return bool(scope.viewer.roles(scope.partnership.id) & KEEPERS)


def unit(scope: Scope) -> bool:
    """The business unit."""
    return scope.viewer.in_unit(scope.partnership.id)


def everyone(scope: Scope) -> bool:
    """Whoever works with the partnership."""
    return True


def ask(
    request: HttpRequest,
    scope: Scope,
    form: Any,
    perform: Callable[[dict[str, Any]], object],
    *,
    title: str,
    button: str,
    back: str,
    crumbs: Iterable[tuple[str, str]] = (),
    said: str = "",
    lede: Content = "",
    kind: str = "primary",
    template: str = "design/form_page.html",
    **context: Any,
) -> HttpResponse:
    """A page with one form, which does what it asks once. What any floor refuses stands above it."""

    def told(data: dict[str, Any]) -> object:
        with worded():
            return perform(data)

    head = Head(title, breadcrumbs=tuple(Link(*crumb) for crumb in crumbs), lede=lede)
    page = FormPage(head, button, back, back, said, template, kind)
    return answer_form(request, scope, page, form, told, **context)


def sent(request: HttpRequest) -> Any:
    """What was sent, for a form; None when nothing was."""
    return request.POST if request.method == "POST" else None


def people_choices(scope: Scope) -> list[tuple[str, str]]:
    """The partnership's people as choices, each once."""
    held: dict[int, str] = {}
    for post in partnership.people(scope.partnership.id, scope.viewer.day):
        held.setdefault(
            post.person_id, f"{post.person.name} ({post.organisation})" if post.organisation else post.person.name
        )
    return [(str(pk), words) for pk, words in held.items()]
