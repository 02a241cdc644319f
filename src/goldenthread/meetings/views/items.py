"""One agenda item: its page, conflicts, decisions, actions, minutes and comments."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldenthread.design.components import Link
from goldenthread.meetings import forms, operations, queries
from goldenthread.meetings.models import AgendaItem, Invitee
from goldenthread.meetings.pages.item import item_view
from goldenthread.meetings.rules.quoracy import quoracy
from goldenthread.meetings.terms import MeetingState
from goldenthread.meetings.views.agenda import led_item
from goldenthread.meetings.views.shared import ask, leads, number, people_choices, sent, writers
from goldenthread.partnership import queries as partnership
from goldenthread.records.operations import Refused
from goldenthread.records.web import Scope, new_token, note_sight, partnership_page, readers, stored_once
from goldenthread.thread.operations import ActionDraft


def _crumbs(scope: Scope, item: AgendaItem) -> tuple[Link, ...]:
    meeting = item.meeting.record.reference
    return (
        Link("Meetings", scope.address("meetings")),
        Link(meeting, scope.address("meetings", meeting)),
        Link(item.record.reference, scope.address("meetings", "items", item.record.reference)),
    )


def _here(scope: Scope, item: AgendaItem) -> str:
    return scope.address("meetings", "items", item.record.reference)


def _people(item: AgendaItem) -> list[Invitee]:
    return queries.invitees_of(item.meeting)


@require_GET
@partnership_page(readers)
def page(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """An item's page; that it was opened is written down."""
    item = queries.get_item(scope.viewer, scope.partnership.id, reference)
    note_sight(scope, item.record)
    in_session = MeetingState(item.meeting.state) is MeetingState.IN_SESSION
    people, outcome = _people(item), queries.outcome_of(scope.viewer, item, with_comments=not in_session)
    held = None
    if in_session:
        kept_out = frozenset(one.person_id for one in outcome.conflicts)
        held = quoracy(queries.rule_for(item.meeting), queries.present(people), kept_out)
    view = item_view(
        scope,
        item,
        papers=queries.papers_of(scope.viewer, [item.pk]).get(item.pk, []),
        conflicts=outcome.conflicts,
        decisions=outcome.decisions,
        actions=outcome.actions,
        comments=outcome.comments,
        quoracy=held,
        leads=leads(scope, item.meeting),
        invited=any(row.person_id == scope.viewer.person_id for row in people),
    )
    return render(
        request,
        "meetings/item.html",
        {
            "head": view.head,
            "view": view,
            "comment_form": forms.CommentForm(),
            "submission": new_token(),
            "tokens": [new_token() for _ in (*view.papers, *view.comments)],
        },
    )


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def conflict(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Declare a conflict of interest: one's own, or someone's whom one writes it down for."""
    item = queries.get_item(scope.viewer, scope.partnership.id, reference)
    people = _people(item)
    invited = any(row.person_id == scope.viewer.person_id for row in people)
    leading = leads(scope, item.meeting)
    if not (invited or leading):
        raise Http404
    choices = [(str(row.person_id), row.person.name) for row in people] if leading else []
    if leading and not invited:
        choices.append((str(scope.viewer.person_id), f"{scope.viewer.name} (you)"))
    form = forms.ConflictForm(sent(request), people=choices, initial={"person": str(scope.viewer.person_id)})
    meeting = scope.address("meetings", item.meeting.record.reference)

    def perform(data: dict[str, Any]) -> str:
        person = number(data.get("person")) or scope.viewer.person_id
        operations.declare_conflict(
            item_id=item.pk, reason=data["reason"], by=scope.viewer, at=scope.viewer.at, for_person=person
        )
        return meeting if person == scope.viewer.person_id else _here(scope, item)

    return ask(
        request,
        scope,
        form,
        perform,
        title="Declare a conflict of interest",
        button="Declare it",
        back=_here(scope, item),
        crumbs=_crumbs(scope, item),
        said="The conflict is declared. Access to the item, its papers and its minutes has ended.",
        lede="Access to this item, its papers, its minutes and the record it is about ends at once. The chair is told.",
        kind="warning",
    )


@require_http_methods(["GET", "POST"])
@partnership_page(writers)
def decision(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Record a decision."""
    item = led_item(scope, reference)
    people = _people(item)
    form = forms.DecisionForm(sent(request), people=[(str(row.person_id), row.person.name) for row in people])
    stands = queries.quoracy_of(item.meeting, people, item)
    lede = stands.sentence
    if stands.quorate is False:
        lede += " The decision will be provisional until it is confirmed."

    def perform(data: dict[str, Any]) -> None:
        operations.decide(
            item_id=item.pk,
            text=data["text"],
            reasons=data["reasons"],
            dissents={int(pk): data["words"] for pk in data["dissent"]},
            by=scope.viewer,
            at=scope.viewer.at,
        )

    return ask(
        request,
        scope,
        form,
        perform,
        title="Record a decision",
        button="Record the decision",
        back=_here(scope, item),
        crumbs=_crumbs(scope, item),
        said="The decision is recorded.",
        lede=lede,
    )


@require_http_methods(["GET", "POST"])
@partnership_page(writers)
def settle(request: HttpRequest, scope: Scope, reference: str, decision: int) -> HttpResponseBase:
    """Confirm a provisional decision, or say that it fell."""
    item = led_item(scope, reference)
    found = next((one for one in queries.outcome_of(scope.viewer, item).decisions if one.number == decision), None)
    if found is None:
        raise Http404
    return ask(
        request,
        scope,
        forms.SettleForm(sent(request)),
        lambda data: operations.settle_decision(
            item_id=item.pk,
            number=decision,
            confirmed=data["confirmed"] == "yes",
            how=data["how"],
            by=scope.viewer,
            at=scope.viewer.at,
        ),
        title="Confirm the decision, or not",
        button="Write it down",
        back=_here(scope, item),
        crumbs=_crumbs(scope, item),
        said="Written down, and everyone invited to the meeting is told.",
        lede=found.text,
    )


@require_http_methods(["GET", "POST"])
@partnership_page(writers)
def act(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Write an action at the meeting."""
    item = led_item(scope, reference)
    decisions = queries.outcome_of(scope.viewer, item).decisions
    form = forms.ActForm(
        sent(request),
        organisations=[(str(row.pk), row.name) for row in partnership.organisations(scope.partnership.id)],
        people=people_choices(scope),
        decisions=[(str(one.number), one.text[:110]) for one in decisions],
    )

    def perform(data: dict[str, Any]) -> None:
        operations.act(
            item_id=item.pk,
            draft=ActionDraft(
                text=data["text"],
                measure=data["measure"],
                owner_organisation=number(data["owner_organisation"]),
                owner_person=number(data["owner_person"]),
                due_on=data["due_on"],
                source_text=f"Meeting {item.meeting.record.reference}",
            ),
            decision=number(data.get("decision")),
            by=scope.viewer,
            at=scope.viewer.at,
        )

    return ask(
        request,
        scope,
        form,
        perform,
        title="Write an action",
        button="Write the action",
        back=_here(scope, item),
        crumbs=_crumbs(scope, item),
        said="The action is written, as a draft of the group.",
        lede=item.record.title,
    )


@require_http_methods(["GET", "POST"])
@partnership_page(writers)
def defer(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Put an item off."""
    item = led_item(scope, reference)
    return ask(
        request,
        scope,
        forms.ReasonForm(sent(request), initial={"version": item.record.version}),
        lambda data: operations.defer_item(
            item_id=item.pk, seen=data["version"], reason=data["reason"], by=scope.viewer, at=scope.viewer.at
        ),
        title="Put it off to the next meeting",
        button="Put it off",
        back=_here(scope, item),
        crumbs=_crumbs(scope, item),
        said="It is put off, and goes on the next agenda by itself.",
        lede=item.record.title,
    )


@require_http_methods(["GET", "POST"])
@partnership_page(writers)
def minutes(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Write the minutes of an item."""
    item = led_item(scope, reference)
    form = forms.MinutesForm(sent(request), initial={"version": item.record.version, "text": item.minutes})
    return ask(
        request,
        scope,
        form,
        lambda data: operations.write_minutes(
            item_id=item.pk, seen=data["version"], text=data["text"], by=scope.viewer, at=scope.viewer.at
        ),
        title="Minutes of this item",
        button="Save the minutes",
        back=scope.address("meetings", item.meeting.record.reference, "minutes"),
        crumbs=_crumbs(scope, item),
        said="The minutes are saved.",
        lede=item.record.title,
    )


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def comment(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Comment on an item's minutes."""
    item = queries.get_item(scope.viewer, scope.partnership.id, reference)
    return ask(
        request,
        scope,
        forms.CommentForm(sent(request)),
        lambda data: operations.comment(item_id=item.pk, text=data["text"], by=scope.viewer, at=scope.viewer.at),
        title="Comment on the minutes",
        button="Send the comment",
        back=_here(scope, item),
        crumbs=_crumbs(scope, item),
        said="The comment is sent.",
        lede=item.record.title,
    )


@require_POST
@partnership_page(writers)
def settle_comment(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Mark a comment dealt with."""
    item = led_item(scope, reference)
    wanted = number(request.POST.get("comment"))
    if wanted is None:
        raise Refused("Choose a comment on this item.")

    def perform() -> None:
        operations.settle_comment(item_id=item.pk, comment_id=wanted, by=scope.viewer, at=scope.viewer.at)

    return stored_once(request, scope, _here(scope, item), perform, "Dealt with.")
