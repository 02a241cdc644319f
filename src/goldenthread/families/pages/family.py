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
)
from goldenthread.design.format import counted, day, in_words, short_day
from goldenthread.families.operations.shared import named_people
from goldenthread.families.queries import Family, Held, candidates, of_record
from goldenthread.families.rules.family import (
    Contacted,
    Member,
    Said,
    missing_offers,
    not_approached,
    opposite_wishes,
    to_be_told,
)
from goldenthread.families.terms import (
    Asked,
    Offer,
    Outcome,
    Relationship,
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
NOT_YET = Tag("open", "Not approached yet")


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
    """What whoever leads has to know before anyone is approached. One query, where contacts with an account are named."""
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
    gone = _without_sight(family, on)
    if gone:
        made.append(
            Notice(
                "warning",
                f"{in_words(gone)}: whoever is named as contact or cover sees this record no more. Name someone else.",
                "A contact has left",
            )
        )
    return tuple(made)


def _without_sight(family: Family, on: date) -> list[str]:
    """The labels of those whose named contact or cover has an account, and no place any more from which to see the record."""
    people = {each.row.pk: named_people(each.row) for each in family.members}
    if not any(people.values()):
        return []
    there = {person.pk for person in candidates(family.record, on)}
    return [each.row.label for each in family.members if people[each.row.pk] - there]


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
        ("Safe to reach", safe_words(held)),
        ("Named contact", named_words(held, short=True)),
    ]
    if row.interpreter or row.language:
        rows.append(("Language", language_words(held)))
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


def safe_words(held: Held) -> Content:
    words = (held.facts.safe.label, *((held.row.safe_words,) if held.row.safe_words else ()))
    return Lines(words)


def language_words(held: Held) -> str:
    return (
        f"{held.row.language or 'Language not written down'}{', with an interpreter' if held.row.interpreter else ''}"
    )


def named_words(held: Held, *, short: bool = False) -> Content:
    row = held.row
    if not row.contact_words:
        return Muted("Nobody is named yet")
    cover = f"Covered by {row.cover_words}" if row.cover_words else "Nobody covers when they are away"
    return Lines((row.contact_words, cover)) if not short or not row.cover_words else row.contact_words


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
