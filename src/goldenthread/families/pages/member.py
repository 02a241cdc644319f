"""One family member as pages show it: what is known, what restricts it, contacts, what they said and what changed because of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from goldenthread.design.components import (
    Content,
    Lines,
    Link,
    Notice,
    SummaryRow,
    Tag,
    TagKind,
    TimelineEntry,
)
from goldenthread.design.format import day, instant
from goldenthread.families import permissions
from goldenthread.families.pages.family import (
    OUTCOMES,
    address_of,
    language_words,
    named_words,
    safe_words,
    sentence_of,
)
from goldenthread.families.queries import Held
from goldenthread.families.rules.family import (
    Restricted,
    is_a_child,
    missing_offers,
    question_state,
)
from goldenthread.families.terms import (
    BINDING,
    NO_APPROACH,
    Advocate,
    Asked,
    EffectKind,
    Offer,
    QuestionState,
    Relationship,
    ReplyStep,
)
from goldenthread.records.models import Record
from goldenthread.records.web import Scope

QUESTIONS: dict[QuestionState, TagKind] = {
    QuestionState.OPEN: "warning",
    QuestionState.TO_FEED_BACK: "info",
    QuestionState.DONE: "success",
}


@dataclass(frozen=True, slots=True)
class SaidLine:
    """One thing that was said, with what followed and what can be done about it."""

    title: str
    words: str
    own_words: bool
    meta: str
    tags: tuple[Tag, ...]
    followed: tuple[Content, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a list: what it says, when and by whom, and what can be done about it."""

    title: Content
    meta: str
    words: tuple[str, ...] = ()
    tags: tuple[Tag, ...] = ()
    links: tuple[Link, ...] = ()


def known(held: Held) -> tuple[SummaryRow, ...]:
    """Everything that is known of a family member and is not sealed."""
    row, facts = held.row, held.facts
    advocate = Advocate(row.advocate).label + (f": {row.advocate_from}" if row.advocate_from else "")
    pairs: list[tuple[str, Content]] = [
        ("To the child", Relationship(row.relationship).label),
        ("Household", str(row.household)),
        ("Safe to reach", safe_words(held)),
        ("Language", language_words(held)),
        ("What else they need", row.needs or "Nothing written down"),
        ("Advocate", advocate),
        ("Days to avoid", Lines(tuple(row.dates_to_avoid.splitlines())) if row.dates_to_avoid else "None written down"),
        ("In the report they are called", row.called or "Not asked yet"),
        ("To be kept informed", row.informed or "Not asked yet"),
        ("Wants to read the draft", Asked(row.wants_draft).label),
        ("Wants it published", Asked(row.publication).label),
        ("Wishes", row.wishes or "None written down"),
        ("Named contact", named_words(held)),
        ("Not offered yet", sentence_of(missing_offers(facts)) if missing_offers(facts) else "Everything was offered"),
    ]
    return tuple(SummaryRow(key, value) for key, value in pairs)


def member_notices(held: Held, on: date) -> tuple[Notice, ...]:
    """What is due, before anything else."""
    made: list[Notice] = []
    for each in held.facts.due(on):
        made.append(
            Notice(
                "warning",
                f"{each.kind.label}: it was to be looked at again on {day(each.review_on)}.",
                "Look at the restriction again",
            )
        )
    return tuple(made)


def restriction_lines(scope: Scope, record: Record, held: Held, keeps: bool) -> tuple[Line, ...]:
    """Restrictions, those in force first."""
    here = address_of(scope, record, str(held.row.number), "restrictions")

    def line(each: Restricted) -> Line:
        ended = each.lifted_on is not None
        tag = Tag("neutral", "Ended") if ended else Tag("danger" if each.kind in BINDING else "warning", "In force")
        until = f"ended on {day(each.lifted_on)}" if ended else f"to be looked at again on {day(each.review_on)}"
        links = (Link("Look at it again", f"{here}{each.id}/", each.kind.label),) if keeps and not ended else ()
        return Line(
            each.kind.label,
            f"Since {day(each.starts_on)}, {until}. Written down by {each.by_name}",
            (each.words,),
            (tag,),
            links,
        )

    held_rows = sorted(
        held.facts.restrictions, key=lambda each: (each.lifted_on is not None, -each.starts_on.toordinal())
    )
    return tuple(line(each) for each in held_rows)


def _may_correct(scope: Scope, by_id: int | None, keeps: bool, records_: bool) -> bool:
    return keeps or (records_ and by_id == scope.viewer.person_id)


def _corrections(scope: Scope, record: Record, held: Held, kind: str, row_id: int, hidden: str) -> tuple[Link, ...]:
    here = address_of(scope, record, str(held.row.number), kind, str(row_id))
    return (Link("Correct", f"{here}correct/", hidden), Link("Strike out", f"{here}strike/", hidden))


def contact_lines(scope: Scope, record: Record, held: Held) -> tuple[Line, ...]:
    """Contacts, the latest first."""
    keeps, may = _rights(scope, record, held)
    made = []
    for row in reversed(held.facts.contacts):
        words = [each for each in (row.what, row.why, f"Agreed: {row.agreed_by}" if row.agreed_by else "") if each]
        if row.offers:
            words.append(f"Offered: {sentence_of(tuple(each for each in Offer if each in row.offers)).lower()}")
        links = (
            _corrections(scope, record, held, "contact", row.id, day(row.on))
            if _may_correct(scope, row.by_id, keeps, may)
            else ()
        )
        how = row.method.label if row.outcome not in NO_APPROACH else ""
        made.append(
            Line(
                day(row.on),
                _meta(how, row.by_role, row.by_name),
                tuple(words),
                (Tag(OUTCOMES[row.outcome], row.outcome.label),),
                links,
            )
        )
    return tuple(made)


def _meta(*pieces: str) -> str:
    *first, by_name = [each for each in pieces if each]
    return f"{', '.join(first)}. Written down by {by_name}" if first else f"Written down by {by_name}"


def _rights(scope: Scope, record: Record, held: Held) -> tuple[bool, bool]:
    return permissions.may_keep(scope.viewer, record), permissions.may_record(scope.viewer, record, held.row)


def said_lines(scope: Scope, record: Record, held: Held) -> tuple[SaidLine, ...]:
    """What they said, the latest first, with what changed and what was answered."""
    keeps, may = _rights(scope, record, held)
    made = []
    for row in reversed(held.facts.said):
        here = address_of(scope, record, str(held.row.number), "said", str(row.id))
        followed: list[Content] = []
        links: list[Link] = []
        state = question_state(row)
        hidden = f"{row.kind.label.lower()} of {day(row.on)}"
        if (answer := row.reply(ReplyStep.ANSWERED, ReplyStep.CANNOT)) is not None:
            followed.append(Lines((answer.words, f"{answer.step.label}, {day(answer.on)}, {answer.by_role}")))
        if (fed := row.reply(ReplyStep.FED_BACK)) is not None:
            followed.append(
                Lines((f"Fed back on {day(fed.on)} by {fed.by_role}", fed.words))
                if fed.words
                else f"Fed back on {day(fed.on)} by {fed.by_role}"
            )
        if row.effect is not None:
            shows: list[Content] = [
                f"What changed: {row.effect.kind.label[:1].lower()}{row.effect.kind.label[1:]}. {row.effect.words}",
                day(row.effect.on),
            ]
            if row.effect.reference:
                shows.append(Link(row.effect.reference, scope.address("thread", row.effect.reference)))
            followed.append(Lines(tuple(shows)))
        if keeps and state is not None and state is not QuestionState.DONE:
            links.append(Link("Answer it", f"{here}answer/", hidden))
        if may and state is QuestionState.TO_FEED_BACK:
            links.append(Link("Fed back", f"{here}fed-back/", hidden))
        if keeps:
            links.append(Link("What changed because of it", f"{here}effect/", hidden))
        if _may_correct(scope, row.by_id, keeps, may):
            links += _corrections(scope, record, held, "said", row.id, hidden)
        shown = [Tag(QUESTIONS[state], state.label)] if state else []
        if row.effect is not None and row.effect.kind is not EffectKind.NOTHING:
            shown.append(Tag("success", "Changed something"))
        heard = row.heard.label if is_a_child(held.facts) or row.heard.value != "met" else ""
        made.append(
            SaidLine(
                f"{row.kind.label}, {day(row.on)}", row.words, row.own_words, _meta(heard, row.by_role, row.by_name),
                tuple(shown), tuple(followed), tuple(links),
            )
        )  # fmt: skip
    return tuple(made)


def told_lines(scope: Scope, record: Record, held: Held) -> tuple[Line, ...]:
    """What was told and shown before publication, the latest first."""
    keeps, may = _rights(scope, record, held)
    made = []
    for row in reversed(held.facts.told):
        words = [row.how, *([f"On the day: {row.support}"] if row.support else [])]
        links = (
            _corrections(scope, record, held, "told", row.id, row.step.label)
            if _may_correct(scope, row.by_id, keeps, may)
            else ()
        )
        made.append(Line(f"{row.step.label}, {day(row.on)}", _meta(row.by_role, row.by_name), tuple(words), (), links))
    return tuple(made)


def earlier_entries(held: Held) -> tuple[TimelineEntry, ...]:
    """Rows whose place another took, and why."""
    return tuple(
        TimelineEntry(
            f"{'Struck out' if row.struck else 'Corrected'}: {row.words or 'nothing in words'}",
            instant(row.made_at),
            row.by_name,
            f"Because: {row.why}",
            row.made_at.isoformat(),
        )
        for row in sorted(held.earlier, key=lambda each: each.made_at, reverse=True)
    )
