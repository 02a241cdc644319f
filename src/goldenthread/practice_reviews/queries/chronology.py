"""What agencies returned, merged."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.practice_reviews.models import Review
from goldenthread.practice_reviews.rules.chronology import Entry, merge, read
from goldenthread.records.viewer import Viewer
from goldenthread.returns.models import Answer, Request, Return
from goldenthread.returns.rules.states import is_silent
from goldenthread.returns.terms import AnswerState, ReturnState

READ = {ReturnState.RETURNED, ReturnState.NIL}
"""Only what was sent in is read: what an agency still writes is its own."""
QUESTIONS = ["involved", "chronology", "worked_well", "differently"]


@dataclass(frozen=True, slots=True)
class Agency:
    """One agency: how its return stands, and what it said. Nil return, silence, refusal and not asked yet are told apart."""

    name: str
    reference: str
    state: ReturnState
    silent: bool
    involved: str
    worked_well: str
    differently: str
    entries: int


@dataclass(frozen=True, slots=True)
class Merged:
    """Every agency that was asked about a review, and their chronologies as one."""

    agencies: tuple[Agency, ...]
    entries: tuple[Entry, ...]
    requests: tuple[Request, ...]


def merged(viewer: Viewer, review: Review) -> Merged:
    """What agencies returned about a review, as far as this viewer reads it. Three queries, however many agencies."""
    requests = list(
        Request.objects.visible_to(viewer).filter(about=review.record_id).select_related("record").order_by("pk")  # type: ignore[attr-defined]
    )
    rows = list(
        Return.objects.visible_to(viewer)  # type: ignore[attr-defined]
        .filter(request__in=[request.pk for request in requests])
        .exclude(state=ReturnState.WITHDRAWN.value)
        .select_related("record", "organisation")
        .order_by("organisation__name", "pk")
    )
    held: dict[int, dict[str, object]] = {row.pk: {} for row in rows}
    answers = Answer.objects.visible_to(viewer).filter(  # type: ignore[attr-defined]
        answer_to__in=[row.pk for row in rows if ReturnState(row.state) in READ],
        question__in=QUESTIONS,
        state=AnswerState.VALUE.value,
    )
    for pk, question, value in answers.values_list("answer_to_id", "question", "value"):
        held[pk][question] = value
    agencies, chronologies = [], []
    for row in rows:
        said, state = held[row.pk], ReturnState(row.state)
        table = said.get("chronology")
        entries = read(table, str(row.organisation)) if isinstance(table, list) else []
        chronologies.append(entries)
        agencies.append(
            Agency(
                str(row.organisation),
                row.record.reference,
                state,
                is_silent(state, row.due_on, viewer.day),
                str(said.get("involved") or ""),
                str(said.get("worked_well") or ""),
                str(said.get("differently") or ""),
                len(entries),
            )
        )
    return Merged(tuple(agencies), tuple(merge(chronologies)), tuple(requests))
