"""Reads of single returns and their answers."""

from __future__ import annotations

from collections.abc import Iterable

from goldenthread.documents.models import Document
from goldenthread.records.queries import NotVisible
from goldenthread.records.viewer import Viewer
from goldenthread.returns import permissions
from goldenthread.returns.models import Answer, AnswerLink, Request, Return
from goldenthread.returns.rules.answering import Given
from goldenthread.returns.rules.states import ANSWERED
from goldenthread.returns.terms import AnswerState, ReturnState

RELATED = ("record__group", "organisation", "version", "partnership")


def get_return(viewer: Viewer, partnership_id: int, reference: str) -> Return:
    """The return with this reference, with what its pages show. Errors: NotVisible."""
    row = (
        Return.objects.visible_to(viewer)  # type: ignore[attr-defined]
        .filter(partnership=partnership_id, record__reference=reference)
        .select_related(*RELATED)
        .first()
    )
    if row is None:
        raise NotVisible(reference)
    return row  # type: ignore[no-any-return]


def return_for_link(return_id: int) -> Return:
    """The one return that this transaction may touch: the database has already judged the link. Errors: NotVisible."""
    row = Return.objects.filter(pk=return_id).select_related(*RELATED).first()
    if row is None:
        raise NotVisible("return")
    return row


def answers_in(row: Return, *, sections: Iterable[str] | None = None) -> dict[str, Given]:
    """The answers of a return the viewer sees, those of some sections where they are named. One query."""
    rows = Answer.objects.filter(answer_to=row)
    if sections is not None:
        rows = rows.filter(section__in=list(sections))
    return {
        question: Given(AnswerState(state), value)
        for question, state, value in rows.values_list("question", "state", "value")
    }


def files_of(row: Return) -> dict[str, Document]:
    """The files handed in with a return, by reference."""
    return {
        file.reference: file for file in Document.objects.filter(record=row.record_id).select_related("uploaded_by")
    }


def links_of(viewer: Viewer, row: Return) -> list[AnswerLink]:
    """The links of a return that still work, for those who ask; nothing for anyone else."""
    if not permissions.may_ask_for(viewer, row.partnership_id, row.record.group_id):
        return []
    alive = AnswerLink.objects.filter(answer_to=row, revoked_at__isnull=True, expires_at__gt=viewer.at)
    return list(alive.order_by("-made_at", "-pk"))


def my_returns(viewer: Viewer, partnership_id: int, *, with_answered: bool = True) -> list[Return]:
    """What the viewer's organisations are asked, what waits for them first."""
    organisations = viewer.organisations(partnership_id)
    rows = (
        Return.objects.visible_to(viewer)  # type: ignore[attr-defined]
        .filter(partnership=partnership_id, organisation__in=organisations)
        .exclude(state__in=[ReturnState.DRAFT.value, ReturnState.WITHDRAWN.value])
        .select_related("record__group", "organisation")
    )
    if not with_answered:
        rows = rows.exclude(state__in=["returned", "nil_return", "refused"])
    return list(rows.order_by("-answered_at", "due_on", "pk")[:200])


def answered_side_by_side(viewer: Viewer, request: Request) -> list[tuple[Return, dict[str, Given]]]:
    """Every return of a request that was sent, with the answers this viewer reads, by organisation. Two queries.

    Answers of a section that this viewer does not read are left out; the database leaves them out too.
    """
    rows = list(
        Return.objects.visible_to(viewer)  # type: ignore[attr-defined]
        .filter(request=request)
        .exclude(state__in=[ReturnState.DRAFT.value, ReturnState.WITHDRAWN.value])
        .select_related("record", "organisation")
        .order_by("organisation__name")
    )
    return _with_answers(viewer, rows)


def answered_about(viewer: Viewer, record_id: int) -> list[tuple[Return, dict[str, Given]]]:
    """Every return about a record that an answer came to, whatever was asked, with the answers this viewer reads, by organisation. Two queries.

    Each has the version it was answered in. Answers of a section that this viewer does not read are left out, as the database does.
    """
    rows = (
        Return.objects.visible_to(viewer)  # type: ignore[attr-defined]
        .filter(request__about=record_id, state__in=[state.value for state in ANSWERED])
        .select_related("record", "organisation", "version__questionnaire")
        .order_by("organisation__name", "pk")
    )
    return _with_answers(viewer, list(rows))


def _with_answers(viewer: Viewer, rows: list[Return]) -> list[tuple[Return, dict[str, Given]]]:
    held: dict[int, dict[str, Given]] = {row.pk: {} for row in rows}
    answers = Answer.objects.visible_to(viewer).filter(answer_to__in=list(held))  # type: ignore[attr-defined]
    for pk, question, state, value in answers.values_list("answer_to_id", "question", "state", "value"):
        held[pk][question] = Given(AnswerState(state), value)
    return [(row, held[row.pk]) for row in rows]
