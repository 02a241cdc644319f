"""A review's own pages."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from goldenthread.design.components import Button, Link, ListItem, Notice, Tag, TimelineEntry
from goldenthread.design.format import counted, day, instant
from goldenthread.design.page import Head
from goldenthread.documents.pages import evidence_file
from goldenthread.documents.queries import documents_of
from goldenthread.documents.web import add_files
from goldenthread.families.pages.family import family_panel
from goldenthread.history.queries import events_of
from goldenthread.partnership.terms import Role
from goldenthread.pathways.pages.way import WayPanel, way_panels
from goldenthread.practice_reviews import queries
from goldenthread.practice_reviews.models import Review
from goldenthread.practice_reviews.operations.incident import when_of
from goldenthread.practice_reviews.pages import words
from goldenthread.practice_reviews.queries.chronology import READ, merged
from goldenthread.practice_reviews.queries.reviews import decided, views_and_areas
from goldenthread.practice_reviews.rules.chronology import by_theme
from goldenthread.practice_reviews.rules.deciding import HEADINGS, PARTS
from goldenthread.practice_reviews.rules.incident import ChildFacts, duties, step_problem
from goldenthread.practice_reviews.terms import Care, Further, Nature, Outcome, ReviewState
from goldenthread.practice_reviews.views.shared import head, leads, led, may, trail
from goldenthread.practice_reviews.views.steps import PAGES
from goldenthread.records.operations import Refused
from goldenthread.records.web import Scope, note_sight, partnership_page, readers
from goldenthread.thread.pages.words import STATE_KINDS
from goldenthread.thread.terms import ActionState, LearningHeading, LearningNature

# What stands on which page, the likeliest first: the first whose turn it is becomes the button.
OFFERED = {
    "": ("screen", "serious", "edit", "child", "close"),
    "notification": ("notify", "decide", "view", "area", "withdraw"),
    "agencies": ("ask",),
    "learning": (),
    "report": ("sent", "letter", "initiate", "sign", "further", "report"),
    "documents": ("documents",),
    "history": (),
    "practice": ("reviewer", "terms", "check", "practitioners", "proceeding", "end"),
    "publication": ("publish", "repository", "down", "draft", "words", "publication", "plan", "told"),
}
ELSEWHERE = {
    "edit": ("Change the facts", ("edit",)),
    "child": ("Add a child", ("children", "new")),
    "ask": ("Ask agencies", ("agencies", "ask")),
    "documents": ("Add files", ("documents", "add")),
    "draft": ("Add a draft", ("publication", "drafts", "new")),
}


def _links(scope: Scope, row: Review, tab: str) -> tuple[Link, ...]:
    """The steps whose turn has come, for whoever leads."""
    if not leads(scope, row):
        return ()
    made = []
    for key in OFFERED[tab]:
        if not may(row, key):
            continue
        words_, parts = ELSEWHERE.get(key) or (PAGES[key].title, ("do", key))
        made.append(Link(words_, scope.address("reviews", row.record.reference, *parts)))
    if not tab and Role.BUSINESS_MANAGER in scope.viewer.roles(row.partnership_id):
        conflicts = f"{scope.address('administration', 'conflicts', 'new')}?reference={row.record.reference}"
        made.append(Link("Keep someone out for a conflict", conflicts))
    return tuple(made)


def page_of(
    request: HttpRequest,
    scope: Scope,
    row: Review,
    tab: str,
    lede: Any,
    first: str = "",
    without: tuple[str, ...] = (),
    **context: Any,
) -> HttpResponseBase:
    """A tab of a review. `first` is the step that the button takes, where its turn has come; `without`, the words of steps left out."""
    offered = tuple(link for link in _links(scope, row, tab) if link.text not in without)
    wanted = PAGES[first].title if first in PAGES else ELSEWHERE[first][0] if first else ""
    main = next((link for link in offered if link.text == wanted), offered[0] if offered else None)
    action = Button(main.text, main.url) if main else None
    top = head(scope, row, tab, lede, action, tuple(link for link in offered if link is not main))
    return render(request, f"practice_reviews/{tab or 'overview'}.html", {"head": top, "row": row, **context})


def opened(scope: Scope, reference: str) -> Review:
    """A review that is looked at, which is written down. Errors: NotVisible."""
    row = queries.get_review(scope.viewer, scope.partnership.id, reference)
    note_sight(scope, row.record)
    return row


def _lede(row: Review, ways: tuple[WayPanel, ...]) -> str:
    """State, who is waited for, and what is next: from the pathway that is under way."""
    if row.state == ReviewState.CLOSED.value:
        return f"Closed on {day(row.record.closed_on)}."
    if row.withdrawn_on:
        return f"The notification was withdrawn on {day(row.withdrawn_on)}; the statutory clock has stopped."
    return next((f"{way.title}: {way.lede}" for way in reversed(ways) if way.next), "Nothing is waited for.")


@require_GET
@partnership_page(readers)
def overview(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """What a review is about, its children, and where it stands on its way."""
    row = opened(scope, reference)
    children, ways = queries.children_of(row), way_panels(scope, row.record)
    said = duties([ChildFacts(Outcome(each.outcome), Care(each.care)) for each in children], Nature(row.nature))
    leading = leads(scope, row)
    first = "screen" if may(row, "screen") else "child" if not children else "edit"
    return page_of(
        request, scope, row, "", _lede(row, ways), first,
        facts=words.facts(row, queries.arrangement(row.partnership_id)),
        notices=tuple(Notice("warning", each) for each in said),
        children=words.children_table(scope, row, children, when_of(row), leading),
        ways=ways,
        family=family_panel(scope, row.record),
        referral=Link(row.referral.record.reference, scope.address("reviews", "referrals", row.referral.record.reference))
        if row.referral
        else None,
        thread=Link("Its thread, from what happened to what changed", scope.address("thread", reference)),
    )  # fmt: skip


@require_GET
@partnership_page(readers)
def notification(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Partners' views, the decision and the notification."""
    row = opened(scope, reference)
    views, areas = views_and_areas(row)
    asked = "view" if not views else "decide" if not row.decision else "notify" if may(row, "notify") else "area"
    count = counted(len({view.partner for view in views}), "partner has", "partners have")
    return page_of(
        request, scope, row, "notification", f"{count[:1].upper()}{count[1:]} said what they think.", asked,
        views=words.views_table(views), facts=words.notification_facts(row, areas),
    )  # fmt: skip


@require_GET
@partnership_page(readers)
def agencies(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Who was asked, and what they returned as one chronology, by date or by theme."""
    row = opened(scope, reference)
    found = merged(scope.viewer, row)
    by = "theme" if request.GET.get("by") == "theme" else "date"
    answered = sum(each.state in READ for each in found.agencies)
    here = scope.address("reviews", reference, "agencies")
    return page_of(
        request, scope, row, "agencies", f"{answered} of {len(found.agencies)} agencies have answered." if found.agencies else "Nobody was asked yet.",
        agencies=words.agencies_table(scope, found.agencies),
        chronology=words.chronology_table(found.entries, by_theme(found.entries) if by == "theme" else None),
        said=tuple(each for each in found.agencies if each.worked_well or each.differently),
        requests=tuple(Link(each.record.reference, scope.address("requests", each.record.reference)) for each in found.requests),
        other=Link("By date", here) if by == "theme" else Link("By theme", f"{here}?by=theme"),
    )  # fmt: skip


@require_GET
@partnership_page(readers)
def learning(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """What was learned and agreed: made on the thread, linked to this review."""
    row = opened(scope, reference)
    points, actions = queries.learning_of(scope.viewer, row)

    def point(each: Any) -> ListItem:
        return ListItem(
            Link(each.text, scope.address("thread", each.record.reference)),
            (LearningHeading(each.heading).label, ", ".join(each.themes)),
        )

    parts = tuple(
        (nature.label, tuple(point(each) for each in points if each.nature == nature.value))
        for nature in LearningNature
    )
    shown = tuple(
        ListItem(
            Link(each.text, scope.address("actions", each.record.reference)),
            (str(each.owner_organisation or "Nobody yet"), f"Due {day(each.due_on)}"),
            (Tag(STATE_KINDS[ActionState(each.state)], ActionState(each.state).label),),
        )
        for each in actions
    )
    group = row.record.group.key if row.record.group else ""
    adds = (
        Link("Record learning from it", f"{scope.address('learning', 'new')}?from={reference}&group={group}"),
        Link("Write an action from it", f"{scope.address('actions', 'new')}?from={reference}&group={group}"),
    )
    return page_of(
        request, scope, row, "learning", f"{counted(len(points), 'learning point')}, {counted(len(actions), 'action')}.",
        parts=parts, actions=shown,
        adds=adds if scope.viewer.in_unit(row.partnership_id) or scope.viewer.seat_in(row.record.group_id or 0) else (),
    )  # fmt: skip


@require_GET
@partnership_page(readers)
def report(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """The report's words, the decision, who signed, and the Panel's letters."""
    row = opened(scope, reference)
    further, signatures, letters = decided(row)
    here = scope.address("reviews", reference, "report")
    leading = leads(scope, row)
    first = "further" if not further else "sign" if len(signatures) < 3 else "sent" if may(row, "sent") else "letter"
    if not any(getattr(row, f"report_{name}") for name in PARTS):
        first = "report"
    follows = bool(further) and further[0].decision == Further.REVIEW.value
    if follows and may(row, "initiate") and signatures:
        first = "initiate"
    lede = (
        f"Sent to the Panel on {day(row.sent_on)} by {row.sent_by}."
        + (f" Late: {row.sent_late_why}" if row.sent_late_why else "")
        if row.sent_on
        else "Not sent to the Panel yet."
    )
    return page_of(
        request, scope, row, "report", lede, first, () if follows else (PAGES["initiate"].title,),
        parts=tuple((HEADINGS[name], getattr(row, f"report_{name}")) for name in PARTS),
        further=tuple(words.further_facts(each) for each in further),
        signatures=words.signature_words(signatures),
        letters=tuple(words.letter_facts(scope, row, each, leading and may(row, "letter")) for each in letters),
        downloads=(Link("PDF", f"{here}pdf/"), Link("Word", f"{here}word/")),
    )  # fmt: skip


@require_GET
@partnership_page(readers)
def history(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """What was done to a review, and who looked at it, the latest first."""
    row = opened(scope, reference)
    events = tuple(
        TimelineEntry(event.sentence, instant(event.at), event.actor_name, when_iso=event.at.isoformat())
        for event in events_of(row.pk)
    )
    return page_of(request, scope, row, "history", "Who did and saw what.", timeline=events)


@require_GET
@partnership_page(readers)
def documents(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Papers of the review: what agencies sent as they had it, letters as they came. Drafts are read as copies."""
    row = opened(scope, reference)
    files = documents_of(scope.viewer, row.record)
    said = f"{counted(len(files), 'file')}. Whoever sees the review may open them, and each opening is written down."
    return page_of(
        request, scope, row, "documents", said, "documents", files=tuple(evidence_file(scope, each) for each in files)
    )


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def add_documents(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Add papers, as they came: a scan, a letter, an e-mail saved from secure mail."""
    row = led(scope, reference)

    def check() -> None:
        if problem := step_problem("documents", ReviewState(row.state)):
            raise Refused(problem)

    check()
    return add_files(
        request, scope, record=row.record, head=Head("Add files", reference, breadcrumbs=trail(scope, row)),
        back=scope.address("reviews", reference, "documents"), check=check,
    )  # fmt: skip
