"""What a family member said, what changed because of it, and questions answered and fed back."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_http_methods

from goldenthread.design.format import day
from goldenthread.families import forms, operations
from goldenthread.families.queries import Held
from goldenthread.families.rules.family import Said, is_a_child, question_state
from goldenthread.families.terms import EffectKind, Heard, QuestionState, ReplyStep, SaidKind
from goldenthread.families.views.shared import acting, ask, member_of, sent
from goldenthread.records.operations import Refused
from goldenthread.records.queries import NotVisible, get_record
from goldenthread.records.web import Scope, partnership_page, readers

CHILD = "For a child, say how the voice was heard: met, by drawing or play, through an advocate, from records."
ALONE = "Write nothing here that speaks of another household: a letter may carry it."


def _said(data: dict[str, Any]) -> dict[str, Any]:
    return data | {"kind": SaidKind(data["kind"]), "heard": Heard(data["heard"])}


def _found(held: Held, row: int, *states: QuestionState) -> Said:
    found = next((each for each in held.facts.said if each.id == row), None)
    if found is None or (states and question_state(found) not in states):
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def said(request: HttpRequest, scope: Scope, reference: str, number: int) -> HttpResponseBase:
    """Write down what someone said."""
    record, _, held = member_of(scope, reference, number, named=True)
    return ask(
        request, scope, record, forms.SaidForm(sent(request), initial={"on": scope.viewer.day}),
        lambda data: operations.hear(member_id=held.row.pk, **_said(data), **acting(scope)) and None,
        title=f"What they said: {held.row.label}", button="Write it down", said="It is written down.", held=held,
        lede=CHILD if is_a_child(held.facts) else ALONE,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def correct_said(request: HttpRequest, scope: Scope, reference: str, number: int, row: int) -> HttpResponseBase:
    """Correct what was written down, by another row."""
    record, _, held = member_of(scope, reference, number, named=True)
    found = _found(held, row)
    initial = {
        "kind": found.kind.value, "heard": found.heard.value, "words": found.words, "own_words": found.own_words,
        "on": found.on, "by_role": found.by_role,
    }  # fmt: skip
    return ask(
        request, scope, record, forms.SaidForm(sent(request), initial=initial, corrects=True),
        lambda data: operations.correct_said(member_id=held.row.pk, row_id=row, **_said(data), **acting(scope)) and None,
        title=f"Correct the {found.kind.label.lower()} of {day(found.on)}", button="Correct it", said="It is corrected.", held=held,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def effect(request: HttpRequest, scope: Scope, reference: str, number: int, row: int) -> HttpResponseBase:
    """What changed because of it."""
    record, _, held = member_of(scope, reference, number)
    found = _found(held, row)

    def perform(data: dict[str, Any]) -> None:
        shows_in = None
        if data["shows_in"]:
            try:
                shows_in = get_record(scope.viewer, scope.partnership.id, data["shows_in"].strip().upper())
            except NotVisible as hidden:
                raise Refused("There is no record with that reference that you may see.") from hidden
        operations.record_effect(
            member_id=held.row.pk, said_id=row, kind=EffectKind(data["kind"]), words=data["words"], on=data["on"],
            shows_in=shows_in, **acting(scope),
        )  # fmt: skip

    return ask(
        request, scope, record, forms.EffectForm(sent(request), initial={"on": scope.viewer.day}), perform,
        title="What changed because of it", button="Record it", said="It is recorded.", held=held, lede=found.words,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def answer(request: HttpRequest, scope: Scope, reference: str, number: int, row: int) -> HttpResponseBase:
    """Answer a question."""
    record, _, held = member_of(scope, reference, number)
    found = _found(held, row, QuestionState.OPEN, QuestionState.TO_FEED_BACK)
    return ask(
        request, scope, record, forms.AnswerForm(sent(request), initial={"on": scope.viewer.day}),
        lambda data: operations.reply(
            member_id=held.row.pk, said_id=row, **{**data, "step": ReplyStep(data["step"])}, **acting(scope)
        ) and None,
        title="Answer the question", button="Record the answer", said="It is answered; the named contact is told.",
        held=held, lede=found.words,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def fed_back(request: HttpRequest, scope: Scope, reference: str, number: int, row: int) -> HttpResponseBase:
    """The answer was fed back."""
    record, _, held = member_of(scope, reference, number, named=True)
    found = _found(held, row, QuestionState.TO_FEED_BACK)
    return ask(
        request, scope, record, forms.FedBackForm(sent(request), initial={"on": scope.viewer.day}),
        lambda data: operations.reply(
            member_id=held.row.pk, said_id=row, step=ReplyStep.FED_BACK, **data, **acting(scope)
        ) and None,
        title="The answer was fed back", button="Record it", said="It is recorded.", held=held, lede=found.words,
    )  # fmt: skip
