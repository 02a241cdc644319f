"""Bringing reviews in: choose a file, see how its columns are matched and what is wrong with it, and load it whole or not at all."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from goldenthread.design.components import Column, Muted, Row, Table, Tag, lines
from goldenthread.design.format import counted, partial_day, short_day
from goldenthread.partnership.models import Group
from goldenthread.practice_reviews import forms, operations, permissions
from goldenthread.practice_reviews.rules.columns import FIELDS, allowed
from goldenthread.practice_reviews.rules.importing import PastReview, PastReviews, read_reviews
from goldenthread.practice_reviews.terms import Door
from goldenthread.practice_reviews.views.shared import KINDS, arranged, trail
from goldenthread.records.web import Scope, partnership_page, stored_once
from goldenthread.thread.views.bringing import SHOWN, Bringing

BRINGING = Bringing("reviews", "review", "reviews", "goldenthread.reviews.import", FIELDS, allowed)


def _unit(scope: Scope) -> bool:
    """The business unit alone brings reviews in."""
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
    form = forms.ReviewsFileForm(request.POST or None, request.FILES or None)
    lede = f"One row for each review, live or closed, held by {group}. The next page shows how it reads; nothing is loaded before you say so. No notice goes out."
    return BRINGING.choose(request, scope, form, group, trail(scope), lede)


@require_http_methods(["GET", "POST"])
@partnership_page(_unit)
def check(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """How a kept file reads under a match of columns; loads it when asked and nothing is wrong."""
    ticket, name, sheet, columns = BRINGING.kept(request, scope)
    read = read_reviews(sheet, columns, scope.viewer.day)
    group = arranged(scope).group
    if request.method == "POST" and not read.problems:
        return _load(request, scope, group, read)
    page = BRINGING.page(
        scope, trail(scope), ticket, name, sheet, columns, problems=read.problems, remarks=read.remarks,
        table=_table(read.reviews), count=len(read.reviews), group=group,
    )  # fmt: skip
    return render(request, "thread/import.html", page, status=422 if request.method == "POST" else 200)


def _load(request: HttpRequest, scope: Scope, group: Group, read: PastReviews) -> HttpResponseBase:
    """Load once, and say how many rows came in and how many were here."""
    loaded: list[operations.Loaded] = []
    response = stored_once(
        request,
        scope,
        scope.address("reviews") + "?standing=all",
        lambda: loaded.append(
            operations.import_reviews(group=group, rows=read.reviews, by=scope.viewer, at=scope.viewer.at)
        ),
    )
    for outcome in loaded:
        before = (
            f" {counted(outcome.already, 'row')} of the file had been brought in before." if outcome.already else ""
        )
        messages.success(request, f"{counted(outcome.made, 'review')} brought in.{before}".capitalize())
    return response


def _table(reviews: tuple[PastReview, ...]) -> Table:
    """The first rows as they will come in."""

    def row(each: PastReview) -> Row:
        until = f" to {partial_day(str(each.when.end))}" if each.when.end else ""
        stage = Tag(KINDS[each.state], each.state.label)
        days = (("Closed", each.closed_on), ("Notified", each.notified_on), ("Report sent", each.sent_on))
        when = partial_day(str(each.when.start)) + until if each.when.start else "Day not known"
        children = counted(len(each.children), "child", "children") if each.children else "No child"
        return Row((
            lines([each.name, Muted(f"Row {each.row} · {each.local_reference} · {Door(each.door).label}")]),
            lines([stage, *(Muted(f"{said} {short_day(day)}") for said, day in days if day)]),
            lines([each.nature.label, Muted(each.about.label), Muted(f"{when} · {children}")]),
        ))  # fmt: skip

    columns = tuple(Column(label) for label in ("Review", "Comes in as", "What"))
    return Table(
        "The first rows as they will come in", columns, tuple(row(each) for each in reviews[:SHOWN]), dense=True
    )
