"""What is not yet at the national database, over all deaths."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from goldenthread.child_deaths import queries
from goldenthread.child_deaths.operations.shared import NOT_YOURS
from goldenthread.child_deaths.permissions import may_lead
from goldenthread.child_deaths.terms import DeathState
from goldenthread.child_deaths.views.register import _leaders
from goldenthread.child_deaths.views.shared import KINDS, arranged, table, trail
from goldenthread.design.components import Link, Muted, Row, Tag, lines
from goldenthread.design.format import counted, day
from goldenthread.design.page import Head
from goldenthread.records.operations import Refused
from goldenthread.records.web import Scope, partnership_page


@require_GET
@partnership_page(_leaders)
def waiting(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Every death of which the database does not have what is known, the oldest first."""
    if not may_lead(scope.viewer, scope.partnership.id, arranged(scope).group_id):
        raise Refused(NOT_YOURS)
    found = queries.not_at_database(scope.viewer, scope.partnership.id)
    rows = tuple(
        Row((
            lines([Link(each.death.record.title, scope.address("child-deaths", each.death.record.reference, "database")), Muted(each.death.record.reference)]),
            day(each.death.died_on), Tag(KINDS[DeathState(each.death.state)], DeathState(each.death.state).label),
            lines([Tag("danger" if each.is_late else "warning", words) for words in each.waits]),
        ), mark="danger" if each.is_late else "")
        for each in found
    )  # fmt: skip
    top = Head(
        "Not yet at the national database", breadcrumbs=trail(scope),
        lede=f"{counted(len(found), 'death')}. The notification is due within 48 hours of the death, whatever the day of the week.",
    )  # fmt: skip
    labels = ("Child", "Died", "Stage", "What is missing there")
    return render(
        request,
        "child_deaths/lists.html",
        {
            "head": top,
            "tables": (
                (
                    "",
                    table(
                        "Not yet at the national database",
                        labels,
                        rows,
                        "Nothing is missing",
                        "The database has what is known of every death.",
                    ),
                ),
            ),
        },
    )
