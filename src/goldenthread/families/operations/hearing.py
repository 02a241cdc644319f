"""What a family member said, what changed because of it, and questions answered and fed back."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from goldenthread.core.clock import day_of
from goldenthread.core.dates import day_in_words
from goldenthread.families.models import Effect, Reply, Said
from goldenthread.families.operations.shared import (
    beside,
    corrected,
    keeps,
    locked,
    named_people,
    no_problem,
    require,
    standing_row,
    tell,
    written,
)
from goldenthread.families.queries.family import Held
from goldenthread.families.rules import family as rules
from goldenthread.families.rules.family import reason_problem, reply_problem, said_problem
from goldenthread.families.terms import EffectKind, Event, Heard, ReplyStep, SaidKind
from goldenthread.records.models import Record
from goldenthread.records.operations import Refused
from goldenthread.records.viewer import Viewer


@transaction.atomic
def hear(
    *,
    member_id: int,
    kind: SaidKind,
    heard: Heard,
    words: str,
    own_words: bool,
    on: date,
    by_role: str,
    by: Viewer,
    at: datetime,
) -> Said:
    """What someone said: a view, a question, a wish; in their words or in summary, and how it was heard. Errors: Refused."""
    held = locked(member_id, by, named=True)
    no_problem(said_problem(words=words, on=on, today=day_of(at)))
    row = Said.objects.create(
        **beside(held, by, at, on, by_role),
        kind=kind.value,
        heard=heard.value,
        words=words.strip(),
        own_words=own_words,
    )
    written(held.row.record, Event.SAID, f"{held.row.label}: a {kind.label.lower()} of {day_in_words(on)}", by, at)
    return row


@transaction.atomic
def correct_said(
    *,
    member_id: int,
    row_id: int,
    reason: str,
    kind: SaidKind,
    heard: Heard,
    words: str,
    own_words: bool,
    on: date,
    by_role: str,
    by: Viewer,
    at: datetime,
) -> Said:
    """Another row takes the place of what was written down; what followed from it follows from the new row. Errors: Refused."""
    held = locked(member_id, by, named=True)
    before = standing_row(Said, held, row_id, by)
    no_problem(reason_problem(reason, "Say in a sentence why it is corrected."))
    no_problem(said_problem(words=words, on=on, today=day_of(at)))
    row = Said.objects.create(
        **beside(held, by, at, on, by_role),
        kind=kind.value,
        heard=heard.value,
        words=words.strip(),
        own_words=own_words,
        corrects=before,
        correction_why=reason.strip(),
    )
    corrected(held, "words", before, by, at)
    return row


@transaction.atomic
def record_effect(
    *,
    member_id: int,
    said_id: int,
    kind: EffectKind,
    words: str,
    on: date,
    by: Viewer,
    at: datetime,
    shows_in: Record | None = None,
) -> Effect:
    """What changed because of what was said, or why nothing did. A later row holds in its place. Errors: Refused.

    `shows_in` is a record the writer sees, such as the action that came of it.
    """
    held = locked(member_id, by)
    found = _said(held, said_id)
    require(found.on <= on <= day_of(at), "That is today or earlier, and not before it was said.")
    no_problem(reason_problem(words, "Say in a sentence what changed, or why nothing did."))
    row = Effect.objects.create(
        **beside(held, by, at, on), said_id=said_id, kind=kind.value, words=words.strip(), shows_in=shows_in
    )
    sentence = (
        f"{held.row.label}: what they said on {day_in_words(found.on)} changed {kind.label[:1].lower()}{kind.label[1:]}"
    )
    written(held.row.record, Event.EFFECT, sentence, by, at)
    return row


@transaction.atomic
def reply(
    *,
    member_id: int,
    said_id: int,
    step: ReplyStep,
    words: str,
    on: date,
    by_role: str,
    by: Viewer,
    at: datetime,
) -> Reply:
    """A question was answered, cannot be, or the answer was fed back. The named contact is told of an answer to feed back. Errors: Refused.

    The named contact feeds back; the answer itself is given by those who keep the family.
    """
    held = locked(member_id, by, named=True)
    if step is not ReplyStep.FED_BACK:
        keeps(by, held.row.record)
    found = _said(held, said_id)
    no_problem(reply_problem(said=found, step=step, words=words, on=on, today=day_of(at)))
    row = Reply.objects.create(
        **beside(held, by, at, on, by_role), said_id=said_id, step=step.value, words=words.strip()
    )
    sentence = f"{held.row.label}: the question of {day_in_words(found.on)} was {_step(step)}"
    written(held.row.record, Event.REPLY, sentence, by, at)
    if step is not ReplyStep.FED_BACK:
        tell(
            held.row.record, named_people(held.row), Event.REPLY, "a question was answered; please feed it back",
            held.row.number, by, at,
        )  # fmt: skip
    return row


def _step(step: ReplyStep) -> str:
    return {ReplyStep.ANSWERED: "answered", ReplyStep.CANNOT: "found to have no answer"}.get(step, "fed back")


def _said(held: Held, said_id: int) -> rules.Said:
    found = next((each for each in held.facts.said if each.id == said_id), None)
    if found is None:
        raise Refused("That was corrected or struck out meanwhile. Go back to the page.")
    return found
