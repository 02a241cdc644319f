"""My work over every partnership, a partnership's front page, and a group's workspace."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from goldenthread.design.components import Button, Link, ListItem, Tag
from goldenthread.design.format import short_day
from goldenthread.design.page import Head
from goldenthread.desk import pages
from goldenthread.history import queries as history
from goldenthread.indicators import queries as indicators
from goldenthread.meetings import queries as meetings_room
from goldenthread.messages import operations as messages
from goldenthread.messages import queries as notices
from goldenthread.partnership import queries as partnership
from goldenthread.partnership.terms import GroupKind
from goldenthread.pathways import queries as pathways
from goldenthread.practice_reviews import queries as reviews
from goldenthread.records.terms import RecordKind
from goldenthread.records.viewer import Viewer
from goldenthread.records.web import Scope, partnership_page, readers
from goldenthread.returns import queries as returns
from goldenthread.thread import queries as thread
from goldenthread.thread.permissions import may_write_for


def year_of(day: date) -> tuple[date, date]:
    """The partnership year (April to March) that a day lies in."""
    start = date(day.year if day.month >= 4 else day.year - 1, 4, 1)
    return start, date(start.year + 1, 3, 31)


@require_GET
def mine(request: HttpRequest) -> HttpResponseBase:
    """My work: three short lists and nothing else above the fold."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    whole = request.GET.get("whole", "")
    lists = pages.placed(
        viewer,
        thread.mine(viewer),
        partnership.meetings_of([seat.group_id for seat in viewer.seats], viewer.day),
        meetings_room.coming(viewer),
        returns.waiting_returns(viewer),
    )
    rows = thread.load(pages.action_keys(lists, whole))
    work = pages.my_work(viewer, lists, {row.pk: row for row in rows}, notices.unread(viewer.person_id), whole)
    head = Head(
        "My work",
        breadcrumbs=(Link("My work", "/"),) if len(work.cards) == 1 else (),
        lede=""
        if viewer.partnerships
        else "You hold no post or seat in any partnership today. The administrator who invited you can set one.",
    )
    return render(request, "desk/mine.html", {"head": head, "work": work})


@require_POST
def mark_read(request: HttpRequest) -> HttpResponseBase:
    """Mark every notice read."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    messages.mark_read(
        person_id=viewer.person_id, notice_ids=[notice.pk for notice in notices.unread(viewer.person_id)], at=viewer.at
    )
    return redirect("/")


@require_GET
@partnership_page(lambda scope: True)
def home(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """A partnership's front page: its groups; for an administrator who reads nothing, administration."""
    if not scope.reads:
        return redirect(scope.address("administration"))
    return redirect(scope.address("groups"))


@require_GET
@partnership_page(readers)
def groups(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Every group of a partnership, with what waits in each."""
    counts = thread.open_counts(scope.viewer, scope.partnership.id)
    items = tuple(
        ListItem(
            Link(group.name, scope.address("groups", group.key)),
            (GroupKind(group.kind).label, f"{counts.get(group.pk, (0, 0))[0]} open actions"),
            (Tag("danger", f"{counts[group.pk][1]} late"),) if counts.get(group.pk, (0, 0))[1] else (),
            text=group.function[:220],
        )
        for group in partnership.groups(scope.partnership.id, scope.viewer.day)
    )
    action = (
        Button("Add a group", scope.address("about", "groups", "new"))
        if scope.viewer.in_unit(scope.partnership.id)
        else None
    )
    return render(
        request,
        "desk/groups.html",
        {"head": Head("Groups", lede=scope.partnership.name, action=action), "items": items},
    )


@require_GET
@partnership_page(readers)
def group(request: HttpRequest, scope: Scope, key: str) -> HttpResponseBase:
    """A group's workspace."""
    found = partnership.group_with_seats(
        scope.partnership.id,
        key,
        scope.viewer.day,
        prepared=meetings_room.next_of_group(scope.viewer),
        holds_reviews=reviews.holds_reviews(),
        stages=pathways.soon_of_group(scope.viewer),
    )
    if found is None:
        raise Http404
    viewer, day = scope.viewer, scope.viewer.day
    following, last = found.next_meeting, found.last_meeting  # type: ignore[attr-defined]
    start, end = year_of(day)
    changed = [
        ListItem(
            Link(change.title, scope.address(RecordKind(change.kind).place, change.reference)),
            (change.reference, change.by, short_day(change.at)),
            text=change.sentence,
        )
        for change in history.group_events(scope.partnership.id, found.pk, last.meets_on if last else start)
    ]
    page = pages.workspace(
        scope,
        found,
        thread.waiting_for_group(viewer, scope.partnership.id, found.pk),
        seats=partnership.in_order(found.seats.all()),
        following=following,
        last=last,
        priorities=[
            (row, run)
            for row, run in indicators.priorities_measured(scope.partnership.id)
            if row.group_id in (None, found.pk)
        ][:6],
        developments=thread.told_developments(viewer, scope.partnership.id, found.pk, start, end),
        changed=changed,
        late_returns=returns.late_returns(viewer, found.pk),
        stages=pathways.soon(viewer, found.stages),  # type: ignore[attr-defined]
    )
    writes = may_write_for(viewer, scope.partnership.id, found.pk)
    others = (
        tuple(
            Link(words, scope.address(place, "new") + f"?group={key}")
            for words, place in (
                ("Record learning", "learning"),
                ("Record a product", "products"),
                ("Record impact", "impact"),
            )
        )
        if writes
        else ()
    )
    if found.holds_reviews:  # type: ignore[attr-defined]
        others = (Link("Its practice reviews", scope.address("reviews")), *others)
    if scope.viewer.in_unit(scope.partnership.id):
        others += (
            Link("How its meetings are drafted", scope.address("meetings", "groups", key)),
            Link("Change the group", scope.address("about", "groups", key)),
        )
    head = Head(
        found.name,
        breadcrumbs=(Link("Groups", scope.address("groups")),),
        tags=(Tag("neutral", GroupKind(found.kind).label),),
        action=Button("Write an action", scope.address("actions", "new") + f"?group={key}") if writes else None,
        others=others,
    )
    return render(
        request,
        "desk/group.html",
        {
            "head": head,
            "page": page,
            "scope": scope,
            "year": f"{start.year}-{str(end.year)[2:]}",
            "writes": writes,
            "group": found,
            "meeting": found.prepared,  # type: ignore[attr-defined]
        },
    )
