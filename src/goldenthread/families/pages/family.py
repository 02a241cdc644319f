"""A family as pages show it: each household apart, each member a card; and a panel for a record's own page.

A room's view calls `family_panel` and its template draws it with `panel(…)` of `families/parts.html`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from goldenthread.design.components import (
    Content,
    Lines,
    Link,
    Muted,
    Notice,
    SummaryRow,
    Tag,
    TagKind,
    TimelineEntry,
)
from goldenthread.design.format import counted, day, in_words, instant, short_day
from goldenthread.families import permissions
from goldenthread.families.queries import Family, Held, of_record
from goldenthread.families.rules.family import (
    Contacted,
    Member,
    Restricted,
    Said,
    is_a_child,
    missing_offers,
    not_approached,
    opposite_wishes,
    question_state,
    to_be_told,
)
from goldenthread.families.terms import (
    BINDING,
    NO_APPROACH,
    Advocate,
    Asked,
    EffectKind,
    Offer,
    Outcome,
    QuestionState,
    Relationship,
    ReplyStep,
    SaidKind,
    Standing,
    ToldStep,
)
from goldenthread.records.models import Record
from goldenthread.records.web import Scope

OUTCOMES: dict[Outcome, TagKind] = {
    Outcome.TOOK_PART: "success",
    Outcome.LATER: "info",
    Outcome.CHANGED: "info",
    Outcome.DECLINED: "neutral",
    Outcome.NO_REPLY: "warning",
    Outcome.NOT_APPROACHED: "neutral",
    Outcome.NOT_SAFE: "danger",
}
QUESTIONS: dict[QuestionState, TagKind] = {
    QuestionState.OPEN: "warning",
    QuestionState.TO_FEED_BACK: "info",
    QuestionState.DONE: "success",
}
NOT_YET = Tag("open", "Not approached yet")


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


@dataclass(frozen=True, slots=True)
class MemberCard:
    """A family member in the list of the family."""

    link: Link
    tags: tuple[Tag, ...]
    rows: tuple[SummaryRow, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HouseholdPart:
    """One household: its members stand together, and apart from the others."""

    title: str
    members: tuple[MemberCard, ...]


@dataclass(frozen=True, slots=True)
class FamilyPanel:
    """What a room puts on its record's page: a sentence or two, what needs someone, and the way to the family's page."""

    lede: str
    needs: tuple[Content, ...]
    link: Link


def address_of(scope: Scope, record: Record, *parts: str) -> str:
    """An address below the family of a record."""
    return scope.address("records", record.reference, "family", *parts)


def lede(family: Family) -> str:
    """How many people are written down, and how many of them were not approached."""
    facts = family.facts
    if not facts:
        return "Nobody of the family is written down yet."
    homes = len({member.household for member in facts})
    part = sum(any(row.outcome is Outcome.TOOK_PART for row in member.contacts) for member in facts)
    first = f"{counted(len(facts), 'person', 'people')} in {counted(homes, 'household')}; {part} took part."
    waiting = len(not_approached(facts))
    return (
        f"{first} {counted(waiting, 'is', 'are')} still to be approached."
        if waiting
        else f"{first} Each was approached, or the reason why not is written down."
    )


def needs(family: Family, on: date) -> tuple[Content, ...]:
    """What needs someone's attention, in short: labels, and never what is sealed or safe."""
    facts = family.facts
    made: list[Content] = []
    for title, members in (
        ("To be approached", not_approached(facts)),
        ("Restriction to look at again", tuple(each for each in facts if each.due(on))),
        ("Questions that wait", tuple(each for each in facts if each.waiting)),
    ):
        if members:
            made.append(f"{title}: {in_words(each.label for each in members)}")
    return tuple(made)


def family_panel(scope: Scope, record: Record) -> FamilyPanel:
    """A record's family for its own page, of a record that the viewer sees. Two queries, one where nobody is written down."""
    family = of_record(scope.viewer, record)
    words = "The family, what they said and what changed" if family.members else "The family"
    return FamilyPanel(lede(family), needs(family, scope.viewer.day), Link(words, address_of(scope, record)))


def notices(family: Family, on: date) -> tuple[Notice, ...]:
    """What whoever leads has to know before anyone is approached."""
    made = [
        Notice("warning", sentence, "Households wish opposite things") for sentence in opposite_wishes(family.facts)
    ]
    due = [member.label for member in family.facts if member.due(on)]
    if due:
        made.append(
            Notice(
                "warning",
                f"{in_words(due)}: ask whoever set it whether it still holds, and write down what they say.",
                "A restriction is to be looked at again",
            )
        )
    return tuple(made)


def parts(scope: Scope, family: Family) -> tuple[HouseholdPart, ...]:
    """Each household with its members as cards."""
    homes: dict[int, list[Held]] = {}
    for held in family.members:
        homes.setdefault(held.row.household, []).append(held)
    return tuple(
        HouseholdPart(f"Household {number}", tuple(card(scope, family.record, held) for held in members))
        for number, members in homes.items()
    )


def tags(held: Held) -> tuple[Tag, ...]:
    """What came of the last contact, and what has to be thought of."""
    last = held.facts.last
    made = [Tag(OUTCOMES[last.outcome], last.outcome.label) if last else NOT_YET]
    made += [
        Tag("danger" if each is Standing.ALLEGED else "neutral", each.label)
        for each in Standing
        if each in held.facts.standing
    ]
    if held.facts.under_18:
        made.append(Tag("neutral", "Under 18"))
    return tuple(made)


def card(scope: Scope, record: Record, held: Held) -> MemberCard:
    """One family member: where it stands, what they said and what changed, and what waits."""
    facts, row, on = held.facts, held.row, scope.viewer.day
    rows = [
        ("To the child", Relationship(row.relationship).label),
        ("Last contact", _contact_words(facts.last) if facts.last else Muted("Nobody has approached them yet")),
        ("Safe to reach", _safe(held)),
        ("Named contact", _named(held, short=True)),
    ]
    if row.interpreter or row.language:
        rows.append(("Language", _language(held)))
    views = [each for each in facts.said if each.kind is not SaidKind.QUESTION]
    if views:
        rows.append(("What they said", Lines(tuple(_quoted(each) for each in views[-2:]))))
    effects = [each.effect for each in facts.said if each.effect]
    if effects:
        rows.append(("What changed", Lines(tuple(f"{each.kind.label}: {each.words}" for each in effects[-2:] if each))))
    wishes = [
        f"{question}: {answer.label.lower()}"
        for question, answer in (("read the draft", facts.wants_draft), ("have it published", facts.publication))
        if answer is not Asked.NOT_ASKED
    ]
    if wishes:
        rows.append(("Wishes to", "; ".join(wishes)))
    if facts.waiting:
        rows.append(("Questions that wait", Lines(tuple(each.words for each in facts.waiting))))
    if missing := missing_offers(facts):
        rows.append(("Not offered yet", sentence_of(missing)))
    warnings = tuple(
        f"{each.kind.label}: look at it again, its day was {day(each.review_on)}" for each in facts.due(on)
    )
    return MemberCard(
        Link(row.label, address_of(scope, record, str(row.number))),
        tags(held),
        tuple(SummaryRow(key, value) for key, value in rows),
        warnings,
    )


def sentence_of(offers: tuple[Offer, ...]) -> str:
    """Offers as one list in words."""
    words = in_words(each.label[:1].lower() + each.label[1:] for each in offers)
    return words[:1].upper() + words[1:]


def _quoted(said: Said) -> str:
    return f"“{said.words}”" if said.own_words else said.words


def _contact_words(row: Contacted) -> Content:
    return Lines(
        (
            f"{row.outcome.label}, {short_day(row.on)}",
            f"{row.method.label}, {row.by_role}" if row.by_role else row.method.label,
        )
    )


def _safe(held: Held) -> Content:
    words = (held.facts.safe.label, *((held.row.safe_words,) if held.row.safe_words else ()))
    return Lines(words)


def _language(held: Held) -> str:
    return (
        f"{held.row.language or 'Language not written down'}{', with an interpreter' if held.row.interpreter else ''}"
    )


def _named(held: Held, *, short: bool = False) -> Content:
    row = held.row
    if not row.contact_words:
        return Muted("Nobody is named yet")
    cover = f"Covered by {row.cover_words}" if row.cover_words else "Nobody covers when they are away"
    return Lines((row.contact_words, cover)) if not short or not row.cover_words else row.contact_words


def known(held: Held) -> tuple[SummaryRow, ...]:
    """Everything that is known of a family member and is not sealed."""
    row, facts = held.row, held.facts
    advocate = Advocate(row.advocate).label + (f": {row.advocate_from}" if row.advocate_from else "")
    pairs: list[tuple[str, Content]] = [
        ("To the child", Relationship(row.relationship).label),
        ("Household", str(row.household)),
        ("Safe to reach", _safe(held)),
        ("Language", _language(held)),
        ("What else they need", row.needs or "Nothing written down"),
        ("Advocate", advocate),
        ("Days to avoid", Lines(tuple(row.dates_to_avoid.splitlines())) if row.dates_to_avoid else "None written down"),
        ("In the report they are called", row.called or "Not asked yet"),
        ("To be kept informed", row.informed or "Not asked yet"),
        ("Wants to read the draft", Asked(row.wants_draft).label),
        ("Wants it published", Asked(row.publication).label),
        ("Wishes", row.wishes or "None written down"),
        ("Named contact", _named(held)),
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


def before_publication(family: Family) -> tuple[str, ...]:
    """Each member and whether they were told, in a line each: for the aside of the family's page."""
    made = []
    for member in family.facts:
        told = next((row for row in reversed(member.told) if row.step is not ToldStep.DRAFT_READ), None)
        draft = any(row.step is ToldStep.DRAFT_READ for row in member.told)
        words = f"{told.step.label.lower()}, {short_day(told.on)}" if told else "still to be told"
        if draft:
            words += "; read the draft"
        elif member.wants_draft is Asked.YES:
            words += "; wants to read the draft"
        made.append(f"{member.label}: {words}")
    return tuple(made)


def still_to_tell(members: tuple[Member, ...]) -> str:
    """How many are still to be told, in a sentence."""
    waiting = len(to_be_told(members))
    return (
        f"{waiting} of {len(members)} are still to be told."
        if waiting
        else "Everyone was told, or the reason why not is written down."
    )
