"""The log of challenges and escalations."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from goldenthread.design.components import (
    Button,
    EmptyState,
    Link,
    Muted,
    Row,
    SummaryRow,
    Tag,
    TagKind,
    TimelineEntry,
    lines,
)
from goldenthread.design.format import counted, day, instant, short_day
from goldenthread.design.page import Head
from goldenthread.oversight import forms, operations, permissions, queries
from goldenthread.oversight.models import Challenge
from goldenthread.oversight.operations import ChallengeDraft
from goldenthread.oversight.queries import ChallengeRow
from goldenthread.oversight.rules import days_waited
from goldenthread.oversight.terms import ChallengeKind, ChallengeState
from goldenthread.oversight.views.shared import (
    ask,
    choices,
    for_register,
    groups_where,
    number,
    organisations,
    register,
    seated,
    sent,
)
from goldenthread.records.operations import Refused
from goldenthread.records.web import Scope, note_sight, partnership_page, readers

KINDS: dict[ChallengeState, TagKind] = {
    ChallengeState.RAISED: "warning",
    ChallengeState.ANSWERED: "info",
    ChallengeState.CLOSED: "success",
}


def _whom(row: Challenge) -> str:
    return str(row.challenged or row.challenged_whom)


def _days(row: Challenge | ChallengeRow, scope: Scope) -> int:
    return days_waited(row.raised_on, row.answered_on, row.closed_on, scope.viewer.day)


@require_GET
@partnership_page(readers)
def listing(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Challenges, the newest first."""

    def row(each: ChallengeRow) -> Row:
        state = ChallengeState(each.state)
        return Row(
            (
                lines(
                    [
                        Link(each.text[:300], scope.address("oversight", "challenges", each.reference)),
                        Muted(f"{each.reference} · {ChallengeKind(each.kind).label}"),
                    ]
                ),
                lines([each.challenger, f"to {each.whom}"]),
                short_day(each.raised_on),
                Tag(KINDS[state], state.label),
                counted(_days(each, scope), "day"),
            )
        )

    by_group, may = for_register(scope, permissions.may_challenge)
    return register(
        request,
        scope,
        place="challenges",
        title="Challenges and escalations",
        noun="entry",
        noun_plural="entries",
        entries=queries.CHALLENGES,
        filters=(by_group, ("state", "State", [("", "Any"), *ChallengeState.choices()], "")),
        columns=("About", "Who and whom", "Raised", "State", "Waited"),
        row=row,
        export_columns=(
            "Reference", "Group", "Kind", "Who", "Whom", "About", "Raised", "Response due", "Response", "Answered",
            "Outcome", "Closed", "Days until the response",
        ),
        export=lambda each: (
            each.reference, each.group, ChallengeKind(each.kind).label, each.challenger, each.whom, each.text,
            each.raised_on, each.answer_by, each.response, each.answered_on, each.outcome, each.closed_on,
            _days(each, scope),
        ),
        empty=EmptyState("No challenge here", "Who challenged whom about what, what came back and what followed is kept here."),
        action=Button("Write down a challenge", scope.address("oversight", "challenges", "new")) if may else None,
    )  # fmt: skip


@require_GET
@partnership_page(readers)
def page(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """One challenge, with what was done about it."""
    row: Challenge = queries.get(Challenge, scope.viewer, scope.partnership.id, reference)
    note_sight(scope, row.record)
    here, state = scope.address("oversight", "challenges", reference), ChallengeState(row.state)
    writes = state is not ChallengeState.CLOSED and permissions.may_challenge(
        scope.viewer, row.partnership_id, row.record.group_id
    )
    late = state is ChallengeState.RAISED and row.answer_by is not None and row.answer_by < scope.viewer.day
    facts = [
        SummaryRow("Who", row.challenger),
        SummaryRow("Whom", _whom(row)),
        SummaryRow("Raised", day(row.raised_on)),
        SummaryRow("Response asked for by", day(row.answer_by, "no day")),
        SummaryRow("Response", row.response or "None yet"),
        SummaryRow("Outcome", row.outcome or "Not settled yet"),
    ]
    head = Head(
        row.text,
        reference,
        (
            Tag("neutral", ChallengeKind(row.kind).label),
            Tag(KINDS[state], state.label),
            *((Tag("danger", "Response late"),) if late else ()),
        ),
        (Link("Oversight", scope.address("oversight")), Link("Challenges", scope.address("oversight", "challenges"))),
        f"{'Waiting' if state is ChallengeState.RAISED else 'It waited'} {counted(_days(row, scope), 'day')} for a response.",
        Button("Write down the response", f"{here}response/") if writes and state is ChallengeState.RAISED else None,
        (Link("Follow it up", f"{here}note/"), Link("Close it", f"{here}close/")) if writes else (),
    )
    timeline = tuple(
        TimelineEntry(note.text, instant(note.at), note.by.name, when_iso=note.at.isoformat())
        for note in queries.notes_of(row)
    )
    return render(
        request,
        "oversight/entry.html",
        {
            "head": head, "facts": tuple(facts), "timeline_title": "Followed up", "timeline": timeline,
            "links_title": "", "links": (), "links_empty": "",
        },
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@partnership_page(seated)
def new(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Write down a challenge."""
    groups = groups_where(scope, permissions.may_challenge)
    form = forms.ChallengeForm(
        sent(request), groups=choices(groups), organisations=organisations(scope),
        initial={"group": request.GET.get("group", ""), "raised_on": scope.viewer.day},
    )  # fmt: skip
    by_key = {group.key: group for group in groups}

    def perform(data: dict[str, Any]) -> str:
        made = operations.raise_challenge(
            group=by_key[data["group"]],
            draft=ChallengeDraft(
                ChallengeKind(data["kind"]), data["challenger"], data["text"], data["raised_on"],
                number(data["challenged"]), data["challenged_whom"], data["answer_by"],
            ),
            by=scope.viewer,
            at=scope.viewer.at,
        )  # fmt: skip
        return scope.address("oversight", "challenges", made.record.reference)

    return ask(
        request, scope, form, perform, title="Write down a challenge", button="Write it down",
        back=scope.address("oversight", "challenges"), said="The challenge is written down.",
    )  # fmt: skip


def _open(scope: Scope, reference: str) -> Challenge:
    row: Challenge = queries.get(Challenge, scope.viewer, scope.partnership.id, reference)
    if not permissions.may_challenge(scope.viewer, row.partnership_id, row.record.group_id):
        raise Refused(operations.OVERSEERS_ONLY)
    return row


@require_http_methods(["GET", "POST"])
@partnership_page(seated)
def note(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Follow a challenge up."""
    row = _open(scope, reference)
    return ask(
        request, scope, forms.WordsForm(sent(request), label="What was done?"),
        lambda data: operations.follow_up(challenge_id=row.pk, text=data["text"], by=scope.viewer, at=scope.viewer.at),
        title="Follow it up", button="Write it down", back=scope.address("oversight", "challenges", reference),
        said="Written down.", lede=row.text,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@partnership_page(seated)
def response(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Write down what came back."""
    row = _open(scope, reference)
    form = forms.ResponseForm(sent(request), initial={"version": row.record.version, "on": scope.viewer.day})
    return ask(
        request, scope, form,
        lambda data: operations.answer_challenge(
            challenge_id=row.pk, seen=data["version"], response=data["response"], on=data["on"], by=scope.viewer,
            at=scope.viewer.at,
        ),
        title="Write down the response", button="Store the response",
        back=scope.address("oversight", "challenges", reference), said="The response is stored.", lede=row.text,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@partnership_page(seated)
def close(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Close a challenge with its outcome."""
    row = _open(scope, reference)
    form = forms.WordsForm(sent(request), initial={"version": row.record.version})
    return ask(
        request, scope, form,
        lambda data: operations.close_challenge(
            challenge_id=row.pk, seen=data["version"], outcome=data["text"], by=scope.viewer, at=scope.viewer.at
        ),
        title="Close it", button="Close it", back=scope.address("oversight", "challenges", reference),
        said="It is closed.", lede=row.text,
    )  # fmt: skip
