"""Bringing deaths in: choose a file, see how its columns are matched and what is wrong with it, and load it whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from goldenthread.child_deaths import forms, operations, permissions, queries
from goldenthread.child_deaths.rules.ages import Age, band_words
from goldenthread.child_deaths.rules.columns import FIELDS, Lived, allowed
from goldenthread.child_deaths.rules.importing import PastDeath, read_deaths
from goldenthread.child_deaths.views.shared import KINDS, arranged, trail
from goldenthread.design.components import Column, Muted, Row, Table, Tag, lines
from goldenthread.design.format import counted, short_day
from goldenthread.partnership.models import Group
from goldenthread.records.web import Scope, partnership_page, stored_once
from goldenthread.thread.importing import RowNote
from goldenthread.thread.views.bringing import SHOWN, Bringing

BRINGING = Bringing("child-deaths", "death", "deaths", "goldenthread.deaths.import", FIELDS, allowed)


def _unit(scope: Scope) -> bool:
    """The business unit alone brings deaths in."""
    return permissions.may_arrange(scope.viewer, scope.partnership.id)


@require_GET
@partnership_page(_unit)
def template(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """An empty spreadsheet with the columns, and a sheet that says what may stand in each."""
    return BRINGING.template(scope)


@require_http_methods(["GET", "POST"])
@partnership_page(_unit)
def choose(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Choose a file; it is kept for a day, and nothing is loaded yet."""
    group = arranged(scope).group
    form = forms.DeathsFileForm(request.POST or None, request.FILES or None)
    lede = f"One row for each death, open or past, held by {group}. The next page shows how it reads; nothing is loaded before you say so. No notice goes out."
    return BRINGING.choose(request, scope, form, group, trail(scope), lede)


@require_http_methods(["GET", "POST"])
@partnership_page(_unit)
def check(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """How a kept file reads under a match of columns; loads it when asked and nothing is wrong."""
    ticket, name, sheet, columns = BRINGING.kept(request, scope)
    read = read_deaths(sheet, columns, scope.viewer.day)
    group = arranged(scope).group
    if request.method == "POST" and not read.problems:
        return _load(request, scope, group, read.deaths)
    before = queries.brought_in_before(scope.partnership.id, read.deaths)
    left_out = queries.alike(scope.partnership.id, [each for each in read.deaths if each.key not in before])
    coming = [each for each in read.deaths if each.key not in left_out]
    remarks = (
        *(RowNote(each.row, "", left_out[each.key]) for each in read.deaths if each.key in left_out),
        *read.remarks,
    )
    page = BRINGING.page(
        scope, trail(scope), ticket, name, sheet, columns, problems=read.problems, remarks=remarks, table=_table(coming),
        count=len(coming), group=group,
    )  # fmt: skip
    return render(request, "thread/import.html", page, status=422 if request.method == "POST" else 200)


def _load(request: HttpRequest, scope: Scope, group: Group, deaths: Sequence[PastDeath]) -> HttpResponseBase:
    """Load once, and say how many rows came in, were here, and were left out."""
    loaded: list[operations.Loaded] = []
    response = stored_once(
        request, scope, scope.address("child-deaths") + "?standing=all",
        lambda: loaded.append(operations.import_deaths(group=group, rows=deaths, by=scope.viewer, at=scope.viewer.at)),
    )  # fmt: skip
    for outcome in loaded:
        said = [f"{counted(outcome.made, 'death')} brought in.".capitalize()]
        if outcome.already:
            said.append(f"{counted(outcome.already, 'row')} of the file had been brought in before.")
        if outcome.alike:
            said.append(f"{counted(outcome.alike, 'row')} left out: the death seems to be here already.")
        messages.success(request, " ".join(said))
    return response


def _age(lived: Lived) -> str:
    if lived.years is None or lived.days is None:
        return band_words(lived.days, lived.years)
    return str(Age(lived.years, lived.days, lived.minutes))


def _table(deaths: Sequence[PastDeath]) -> Table:
    """The first rows as they will come in, without who the children were."""

    def row(each: PastDeath) -> Row:
        days = (
            ("Known", each.known_on),
            ("Meeting", each.met_on),
            ("Panel", each.panel_on),
            ("Closed", each.closed_on),
        )
        beside = [f"Waits for: {kind.label.lower()}" for kind in each.waits]
        return Row((
            lines([each.local_reference, Muted(f"Row {each.row} · died {short_day(each.died_on)} · {_age(each.lived)}")]),
            lines([Tag(KINDS[each.state], each.state.label), *(Muted(f"{said} {short_day(day)}") for said, day in days if day)]),
            lines([each.categories[0].label if each.categories else "No category", *(Muted(text) for text in beside), *([Muted(counted(len(each.factors), "factor"))] if each.factors else [])]),
        ))  # fmt: skip

    columns = tuple(Column(label) for label in ("Death", "Comes in as", "What"))
    return Table(
        "The first rows as they will come in", columns, tuple(row(each) for each in deaths[:SHOWN]), dense=True
    )
