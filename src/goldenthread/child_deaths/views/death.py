"""A death's own pages: quiet, exact, and no name on any of them."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from goldenthread.child_deaths import forms, operations, queries
from goldenthread.child_deaths.models import Death, Notification
from goldenthread.child_deaths.pages import concluding, words
from goldenthread.child_deaths.rules.intake import missing
from goldenthread.child_deaths.rules.steps import STEPS
from goldenthread.child_deaths.terms import DeathState, Stream
from goldenthread.child_deaths.views.shared import age_words, head, leads, led, may, table, trail, when
from goldenthread.child_deaths.views.steps import PAGES, turn
from goldenthread.design.components import Button, Link, Muted, Notice, Row, TimelineEntry, lines
from goldenthread.design.format import counted, day, instant
from goldenthread.design.page import Head
from goldenthread.documents.pages import evidence_file
from goldenthread.documents.queries import documents_of
from goldenthread.documents.web import add_files
from goldenthread.families.pages.family import family_panel
from goldenthread.history.queries import events_of
from goldenthread.partnership.terms import Role
from goldenthread.pathways.pages.way import way_panels
from goldenthread.records.operations import Refused
from goldenthread.records.web import FormPage, Scope, answer_form, note_sight, partnership_page, readers
from goldenthread.returns.terms import ReturnState

# What stands on which page, the likeliest first: the first whose turn it is becomes the button.
OFFERED = {
    "": ("edit", "child", "name", "concern", "close"),
    "first": ("scope", "area", "decision", "merge", "part", "again", "related"),
    "information": ("ask", "claim"),
    "beside": ("track",),
    "meeting": ("met", "ready", "put", "defer", "not-ready"),
    "analysis": ("draft", "conclude", "factor", "recommend", "reopen"),
    "database": (),
    "documents": ("documents",),
    "history": ("disclose",),
}
ELSEWHERE = {
    "ask": ("ask", "Ask agencies", ("ask",)),
    "documents": ("documents", "Add files", ("documents", "add")),
    "again": ("edit", "Write down another notification", ("again",)),
}
EMPTY: dict[str, tuple[Any, ...]] = dict.fromkeys(
    ("notices", "words", "tables", "links", "timeline", "files", "facts", "streams"), ()
)


def _links(scope: Scope, row: Death, tab: str) -> tuple[Link, ...]:
    """The steps whose turn has come, for whoever leads."""
    if not leads(scope, row):
        return ()
    made = []
    for key in OFFERED[tab]:
        step, title, parts = ELSEWHERE.get(key) or (PAGES[key].step, PAGES[key].title, ("do", key))
        if may(row, step):
            made.append(Link(title, scope.address("child-deaths", row.record.reference, *parts)))
    if not tab:
        made.append(Link("Who the child was", scope.address("child-deaths", row.record.reference, "identity")))
        if Role.BUSINESS_MANAGER in scope.viewer.roles(row.partnership_id):
            out = f"{scope.address('administration', 'conflicts', 'new')}?reference={row.record.reference}"
            made.append(Link("Keep someone out for a conflict", out))
    return tuple(made)


def page_of(
    request: HttpRequest, scope: Scope, row: Death, tab: str, lede: Any, first: str = "", **context: Any
) -> HttpResponseBase:
    """A tab of a death. `first` is the step that the button takes, where its turn has come."""
    offered = _links(scope, row, tab)
    wanted = ELSEWHERE[first][1] if first in ELSEWHERE else PAGES[first].title if first else ""
    main = next((link for link in offered if link.text == wanted), offered[0] if offered else None)
    top = head(
        scope,
        row,
        tab,
        lede,
        Button(main.text, main.url) if main else None,
        tuple(link for link in offered if link is not main),
    )
    template = "child_deaths/overview.html" if not tab else "child_deaths/page.html"
    return render(request, template, {"head": top, **EMPTY, **context})


def opened(scope: Scope, reference: str) -> Death:
    """A death that is looked at, which is written down. Errors: NotVisible."""
    row = queries.get_death(scope.viewer, scope.partnership.id, reference)
    note_sight(scope, row.record)
    return row


@require_GET
@partnership_page(readers)
def overview(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """What is known, where the review stands, and what is next."""
    row = opened(scope, reference)
    leading, ways = leads(scope, row), way_panels(scope, row.record)
    lede = next((f"{way.title}: {way.lede}" for way in ways if way.next), DeathState(row.state).definition)
    if row.merged_into is not None:
        lede = f"Joined with {row.merged_into.record.reference}: go on there."
    same = queries.may_be_one(scope.viewer, row) if leading else []
    said = [
        Notice(
            "warning",
            f"{why} as {other.record.reference}. Is it the same death?",
            action=Link("Join them", scope.address("child-deaths", reference, "do", "merge")),
        )
        for other, why in same
    ]
    if row.number_doubted:
        said.append(Notice("warning", "The NHS number does not add up. It is kept as it came, and has to be checked."))
    first = "scope" if row.state == DeathState.NOTIFIED.value else "edit"
    return page_of(
        request, scope, row, "", lede, "edit" if first == "scope" else first,
        notices=tuple(said), facts=words.facts(row, when(row, leading), age_words(row, leading), leading), ways=ways,
        family=family_panel(scope, row.record),
        joined=Link(row.merged_into.record.reference, scope.address("child-deaths", row.merged_into.record.reference)) if row.merged_into else None,
        thread=Link("Its thread, from what happened to what changed", scope.address("thread", reference)),
    )  # fmt: skip


@require_GET
@partnership_page(readers)
def first(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """What came in, and the decisions of the first days."""
    row = opened(scope, reference)
    leading, found = leads(scope, row), queries.first_days(row)
    needs = [name for name, held in (("scope", found.scopes), ("area", found.areas)) if not held]
    lede = f"To be decided: {' and '.join(needs)}." if needs else "Scope and area are decided."
    related = queries.related(scope.viewer, row, leading=leading)
    asked = "part" if row.merged_into else "scope" if not found.scopes else "area" if not found.areas else "decision"
    return page_of(
        request, scope, row, "first", lede, asked,
        tables=(
            ("Scope", words.scopes(found)), ("Area", words.areas(found)), ("First decisions", words.decisions(found)),
            ("Notifications, each as it came", words.notifications(scope, row, found, leading)),
            ("Deaths that belong with it", words.related(scope, related)),
        ),
    )  # fmt: skip


@require_GET
@partnership_page(readers)
def information(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """What agencies were asked, what came back, and where they differ."""
    row = opened(scope, reference)
    found = queries.information(scope.viewer, row)
    out = sum(each.answered_at is None and each.state not in {"draft", "withdrawn"} for each in found.returns)
    lede = f"{counted(out, 'form')} out." if found.returns else "Nobody was asked yet."
    came = leads(scope, row) and any(each.state == ReturnState.RETURNED.value for each in found.returns)
    side = Link("Compare what was said", scope.address("child-deaths", reference, "compare"))
    return page_of(
        request, scope, row, "information", lede, "ask" if not found.returns else "claim", links=(side,) if came else (),
        tables=(("Forms", words.returns(scope, found)), ("What is said, where it matters or differs", words.claims(scope, row, found, leads(scope, row)))),
    )  # fmt: skip


@require_GET
@partnership_page(readers)
def beside(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """What runs beside the review, and its results."""
    row = opened(scope, reference)
    leading, found = leads(scope, row), queries.tracks_of(row)
    waits = [track for track, _ in found if track.holds]
    lede = (
        f"The panel waits for {counted(len(waits), 'of them', 'of them')}."
        if waits
        else "The panel waits for none of them."
    )
    return page_of(
        request, scope, row, "beside", lede,
        tables=(("Running and ended", words.tracks(scope, row, found, leading)), ("Results", words.results(found, leading))),
    )  # fmt: skip


@require_GET
@partnership_page(readers)
def meeting(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """The review meeting, readiness, and which panel takes it."""
    from goldenthread.child_deaths.operations.running import waiting_of

    row = opened(scope, reference)
    met, deferred = queries.meetings_of(row)
    lacks = missing(waiting_of(row))
    running = DeathState(row.state) in STEPS["met"].states
    lede = (
        "The panel has concluded."
        if not running
        else f"Missing: {'. '.join(lacks)}."
        if lacks
        else "Nothing is missing that the panel waits for."
    )
    put = f"Put to the panel of {day(row.meeting.meets_on)}." if row.meeting else ""
    asked = (
        "ready"
        if met and row.state == DeathState.MET.value
        else "put"
        if row.state == DeathState.READY.value
        else "met"
    )
    return page_of(
        request, scope, row, "meeting", f"{lede} {put}".strip(), asked,
        tables=(("Review meetings", words.meetings(met)), ("Put off by the panel", words.deferrals(deferred))),
        links=(Link(f"The meeting {row.meeting.record.reference}", scope.address("meetings", row.meeting.record.reference)),) if row.meeting else (),
    )  # fmt: skip


@require_GET
@partnership_page(readers)
def analysis(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Categories, factors, what was concluded, and who has to know."""
    row = opened(scope, reference)
    found, leading = queries.analysed(row), leads(scope, row)
    now = found.now
    asked = (
        "draft"
        if now is None
        else "conclude"
        if may(row, "conclude") and now.modifiable
        else "factor"
        if may(row, "factor")
        else "recommend"
    )
    lede = "Nothing is written yet." if now is None else concluding.standing(now)
    return page_of(
        request, scope, row, "analysis", lede, asked, facts=concluding.analysis_facts(now) if now else (),
        tables=(
            ("Factors", concluding.factors(scope, row, found, leading)),
            ("Recommendations, and the duty to inform", concluding.recommendations(scope, row, found, leading)),
            ("Versions", concluding.versions(found)),
        ),
        words=("“Modifiable” means that something could be changed to lower the risk to other children. It does not mean that this death was avoidable, and it blames nobody.",),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def database(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """What was handed over to the national database; the file of a stream is made here by whoever leads."""
    row = opened(scope, reference)
    leading = leads(scope, row)
    if request.method == "POST":
        if not leading or request.POST.get("stream") not in {each.value for each in Stream}:
            raise Refused("Choose what is handed over.")
        made, body = operations.make_handover(
            death_id=row.pk, stream=Stream(request.POST["stream"]), is_demonstration=scope.partnership.fictional, by=scope.viewer,
            at=scope.viewer.at,
        )  # fmt: skip
        answer = HttpResponse(
            json.dumps(body, indent=2, default=str, ensure_ascii=False), content_type="application/json"
        )
        answer["Content-Disposition"] = f'attachment; filename="{reference}-{made.stream}-{made.number}.json"'
        answer["Cache-Control"] = "no-store"
        return answer
    held = queries.handovers(row)
    return page_of(
        request, scope, row, "database", "Made as files, and keyed in or sent. Nothing of a test or a demonstration is ever sent.",
        tables=(("Hand-overs", concluding.handovers(scope, row, held, leading)),),
        streams=tuple((each.value, each.label) for each in Stream) if leading and may(row, "hand") else (),
        here=scope.address("child-deaths", reference, "database"),
    )  # fmt: skip


@require_GET
@partnership_page(readers)
def documents(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """The papers of a death."""
    row = opened(scope, reference)
    held = documents_of(scope.viewer, row.record)
    files = tuple(evidence_file(scope, each) for each in held)
    return page_of(
        request,
        scope,
        row,
        "documents",
        f"{counted(len(held), 'file')}. Photographs and post-mortem reports stay with the police and the coroner.",
        files=files,
    )


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def add_documents(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Add papers, as they came."""
    row = led(scope, reference)

    def check() -> None:
        turn("documents", row)

    check()
    return add_files(
        request, scope, record=row.record, head=Head("Add files", reference, breadcrumbs=trail(scope, row)),
        back=scope.address("child-deaths", reference, "documents"), check=check,
    )  # fmt: skip


@require_GET
@partnership_page(readers)
def history(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Who did and saw what, the latest first; and decisions on what may be seen."""
    row = opened(scope, reference)
    events = tuple(
        TimelineEntry(event.sentence, instant(event.at), event.actor_name, when_iso=event.at.isoformat())
        for event in events_of(row.pk)
    )
    rows = tuple(
        Row(
            (
                lines([each.asker, Muted(day(each.asked_on))]),
                each.asked_for,
                lines([each.decided, Muted(f"{each.by_role}, {day(each.on)}")]),
                each.why,
            )
        )
        for each in queries.disclosures(row)
    )
    tables = (
        (
            (
                "What may be seen",
                table("What may be seen", ("Asked by", "For", "Decided", "Why"), rows, "Nobody has asked"),
            ),
        )
        if leads(scope, row)
        else ()
    )
    return page_of(request, scope, row, "history", "Who did and saw what.", "disclose", timeline=events, tables=tables)


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def identity(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Who the child was, for a written reason; the page that shows it is not stored."""
    row = led(scope, reference)
    form = forms.WhyForm(request.POST if request.method == "POST" else None)
    back = scope.address("child-deaths", reference)
    top = Head("Who the child was", reference, breadcrumbs=trail(scope, row))
    if request.method == "POST" and form.is_valid():
        try:
            who, names = operations.show_child(
                death_id=row.pk, why=form.cleaned_data["why"], by=scope.viewer, at=scope.viewer.at
            )
        except Refused as problem:
            form.add_error("why", str(problem))
        else:
            answer = render(
                request,
                "child_deaths/identity.html",
                {"head": top, "facts": words.identity(who, names), "back": Link("Back", back)},
            )
            answer["Cache-Control"] = "no-store"
            return answer
    return answer_form(request, scope, FormPage(top, "Show who it was", back, back, ""), form, lambda data: None)


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def original(request: HttpRequest, scope: Scope, reference: str, pk: int) -> HttpResponseBase:
    """One notification as it came, for a written reason; the page that shows it is not stored."""
    row = led(scope, reference)
    held = queries.part_of(row, Notification, pk)
    form = forms.WhyForm(request.POST if request.method == "POST" else None)
    back = scope.address("child-deaths", reference, "first")
    top = Head(f"Notification {held.number}, as it came", reference, breadcrumbs=trail(scope, row))
    if request.method == "POST" and form.is_valid():
        try:
            sender, given = operations.show_notification(
                notification_id=held.pk, why=form.cleaned_data["why"], by=scope.viewer, at=scope.viewer.at
            )
        except Refused as problem:
            form.add_error("why", str(problem))
        else:
            answer = render(
                request,
                "child_deaths/identity.html",
                {"head": top, "facts": words.original(held, sender, given), "back": Link("Back", back)},
            )
            answer["Cache-Control"] = "no-store"
            return answer
    return answer_form(request, scope, FormPage(top, "Show it", back, back, ""), form, lambda data: None)


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def again(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Another notification of a death that is known, kept beside the first."""
    from goldenthread.child_deaths.terms import Channel
    from goldenthread.child_deaths.views.facts import notice_of
    from goldenthread.child_deaths.views.shared import sent

    row = led(scope, reference)
    turn("edit", row)
    form = forms.AgainForm(sent(request), initial={"version": row.record.version})

    def perform(data: dict[str, Any]) -> None:
        operations.notify_again(
            death_id=row.pk,
            notice=notice_of(data, Channel.TOLD),
            seen=data["version"],
            by=scope.viewer,
            at=scope.viewer.at,
        )

    back = scope.address("child-deaths", reference, "first")
    top = Head(
        "Write down another notification",
        reference,
        breadcrumbs=trail(scope, row),
        lede="It is kept as it came, with its own spellings and days.",
    )
    return answer_form(request, scope, FormPage(top, "Write it down", back, back, "It is written down."), form, perform)
