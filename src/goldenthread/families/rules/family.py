"""Where a family stands: who was approached and how, what is safe, which questions wait, who is still to be told. Everything from facts, on a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from goldenthread.core.dates import day_in_words
from goldenthread.families.terms import (
    BINDING,
    CHILDREN,
    NO_APPROACH,
    STANDARD,
    Advocate,
    Asked,
    EffectKind,
    Heard,
    Method,
    Offer,
    Outcome,
    QuestionState,
    Relationship,
    ReplyStep,
    RestrictionKind,
    Safe,
    SaidKind,
    Standing,
    ToldStep,
)

LEAST_REASON = 8


@dataclass(frozen=True, slots=True)
class Entry:
    """A row as it was recorded: on which day, by whom and when. `id` orders rows of one day."""

    id: int
    on: date
    by_id: int | None = None
    by_role: str = ""
    by_name: str = ""
    made_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Restricted:
    """A restriction with its review: kept on until `review_on`, or ended on `lifted_on`, the first day without it."""

    id: int
    kind: RestrictionKind
    starts_on: date
    review_on: date
    lifted_on: date | None = None
    words: str = ""
    by_name: str = ""

    def holds(self, on: date) -> bool:
        """Whether it is in force on a day."""
        return self.starts_on <= on and (self.lifted_on is None or on < self.lifted_on)

    def is_due(self, on: date) -> bool:
        """Whether its day to be looked at again has come, and it is in force still."""
        return self.lifted_on is None and self.review_on <= on


@dataclass(frozen=True, slots=True)
class Contacted(Entry):
    """An approach and what came of it, or the reason for none."""

    method: Method = Method.NONE
    outcome: Outcome = Outcome.NO_REPLY
    what: str = ""
    why: str = ""
    agreed_by: str = ""
    offers: frozenset[Offer] = frozenset()


@dataclass(frozen=True, slots=True)
class Effect(Entry):
    """What changed because of what was said. `reference` is the record where it shows, where the reader may see that."""

    kind: EffectKind = EffectKind.NOTHING
    words: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Reply(Entry):
    """A step of answering a question."""

    step: ReplyStep = ReplyStep.ANSWERED
    words: str = ""


@dataclass(frozen=True, slots=True)
class Said(Entry):
    """What someone said, in their own words or in summary, with what followed."""

    kind: SaidKind = SaidKind.VIEW
    heard: Heard = Heard.MET
    words: str = ""
    own_words: bool = False
    effects: tuple[Effect, ...] = ()
    replies: tuple[Reply, ...] = ()

    @property
    def effect(self) -> Effect | None:
        """What changed, as the last row says it."""
        return self.effects[-1] if self.effects else None

    def reply(self, *steps: ReplyStep) -> Reply | None:
        """The last row of one of these steps."""
        return next((row for row in reversed(self.replies) if row.step in steps), None)


@dataclass(frozen=True, slots=True)
class Told(Entry):
    """What was told or shown before publication."""

    step: ToldStep = ToldStep.TOLD
    how: str = ""
    support: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """What the rules know of one family member. Rows are in force and in the order of their days."""

    number: int
    label: str
    household: int = 1
    relationship: Relationship = Relationship.RELATIVE
    standing: frozenset[Standing] = frozenset()
    under_18: bool = False
    safe: Safe = Safe.ASK
    interpreter: bool = False
    language: str = ""
    advocate: Advocate = Advocate.NOT_OFFERED
    wants_draft: Asked = Asked.NOT_ASKED
    publication: Asked = Asked.NOT_ASKED
    called: str = ""
    dates_to_avoid: str = ""
    contact: str = ""
    cover: str = ""
    contacts: tuple[Contacted, ...] = ()
    restrictions: tuple[Restricted, ...] = ()
    said: tuple[Said, ...] = ()
    told: tuple[Told, ...] = ()

    @property
    def last(self) -> Contacted | None:
        """The last contact, or the last reason for none."""
        return self.contacts[-1] if self.contacts else None

    @property
    def was_offered(self) -> bool:
        """Whether an approach to them is documented, whatever they answered: declined and no reply are offers too."""
        return any(row.outcome not in NO_APPROACH for row in self.contacts)

    @property
    def is_accounted_for(self) -> bool:
        """Whether they were approached, or the reason why not is written down."""
        return bool(self.contacts)

    @property
    def has_changed_something(self) -> bool:
        """Whether something of what they said changed something."""
        return any(row.effect is not None and row.effect.kind is not EffectKind.NOTHING for row in self.said)

    @property
    def is_to_be_told(self) -> bool:
        """Whether it is still open that they are told before publication."""
        return not any(row.step in {ToldStep.TOLD, ToldStep.NOT_TOLD} for row in self.told)

    def restricted(self, on: date) -> tuple[Restricted, ...]:
        """The restrictions in force on a day under which nobody is approached unless someone agreed."""
        return tuple(row for row in self.restrictions if row.kind in BINDING and row.holds(on))

    def due(self, on: date) -> tuple[Restricted, ...]:
        """Restrictions in force whose day to be looked at again has come."""
        return tuple(row for row in self.restrictions if row.is_due(on))

    @property
    def waiting(self) -> tuple[Said, ...]:
        """Questions that are not answered, or not fed back."""
        return tuple(row for row in self.said if question_state(row) not in {None, QuestionState.DONE})


def question_state(said: Said) -> QuestionState | None:
    """Where a question stands; None for what is no question."""
    if said.kind is not SaidKind.QUESTION:
        return None
    if said.reply(ReplyStep.FED_BACK):
        return QuestionState.DONE
    return QuestionState.TO_FEED_BACK if said.reply(ReplyStep.ANSWERED, ReplyStep.CANNOT) else QuestionState.OPEN


def reason_problem(text: str, sentence: str = "Give the reason in a sentence.") -> str | None:
    """What is wrong with a reason."""
    return None if len(text.strip()) >= LEAST_REASON else sentence


def label_problem(label: str, others: Iterable[str], name: str = "") -> str | None:
    """What is wrong with a label: lists show it, so it says who someone is to the child and never what they are called."""
    if not label.strip():
        return "Give a label, such as “Mother” or “Child A’s grandmother”."
    if label.strip().casefold() in {other.strip().casefold() for other in others}:
        return "Somebody else of this family has that label."
    words = {word.strip(".,’'").casefold() for word in label.split()}
    named = {word.strip(".,’'").casefold() for word in name.split() if len(word) > 2}
    kin = {word.casefold() for each in Relationship for word in each.label.split()}
    return "A label never holds the person’s name: lists show it." if (words & named) - kin else None


def contact_problem(
    *,
    outcome: Outcome,
    method: Method,
    on: date,
    why: str,
    agreed_by: str,
    restricted: Sequence[Restricted],
    earlier: Sequence[Contacted],
    today: date,
) -> str | None:
    """Why a contact cannot be recorded as it stands. The restrictions are those in force on its day.

    Under a binding restriction it is written down who agreed, or why it was right nonetheless. Who declined can change their mind, at any time.
    """
    if on > today:
        return "That day is still to come. Record it when it has happened."
    if outcome in NO_APPROACH:
        if method is not Method.NONE:
            return "Where nobody approached them, choose “No approach was made”."
        return reason_problem(why, "Say in a sentence why they were not approached.")
    if method is Method.NONE:
        return "Say how they were reached."
    if outcome is Outcome.CHANGED and not any(row.outcome not in NO_APPROACH and row.on <= on for row in earlier):
        return "Only someone who has answered before can change their mind. Record what they say now."
    if restricted and reason_problem(agreed_by) and reason_problem(why):
        held = ", ".join(dict.fromkeys(row.kind.label.lower() for row in restricted))
        return f"A restriction was in force on that day ({held}). Say who agreed to the contact, or why it was right nonetheless."
    return None


def said_problem(*, words: str, on: date, today: date) -> str | None:
    """Why what was said cannot be recorded as it stands."""
    if on > today:
        return "That day is still to come. Record it when it has happened."
    return None if words.strip() else "Write down what they said."


def reply_problem(*, said: Said, step: ReplyStep, words: str, on: date, today: date) -> str | None:
    """Why a step of answering cannot be recorded: what is not answered cannot be fed back."""
    if said.kind is not SaidKind.QUESTION:
        return "Only a question is answered."
    if on > today:
        return "That day is still to come. Record it when it has happened."
    if on < said.on:
        return "That is before it was asked."
    answered = said.reply(ReplyStep.ANSWERED, ReplyStep.CANNOT)
    if step is ReplyStep.FED_BACK:
        if answered is None:
            return "It is not answered yet. Write the answer down first."
        return "That is before it was answered." if on < answered.on else None
    return reason_problem(words, "Write the answer down, or why nobody can give one.")


def told_problem(*, step: ToldStep, how: str, on: date, today: date) -> str | None:
    """Why it cannot be recorded that someone was told."""
    if on > today:
        return "That day is still to come. Record it when it has happened."
    if step is ToldStep.NOT_TOLD:
        return reason_problem(how, "Say in a sentence why they were not told.")
    return None if how.strip() else "Say how: by whom, and where."


def restriction_problem(*, words: str, starts_on: date, review_on: date, today: date) -> str | None:
    """Why a restriction cannot be written down: it says what it is, and when it is looked at again."""
    if problem := reason_problem(words, "Say in a sentence what is restricted, and who says so."):
        return problem
    if starts_on > today:
        return "A restriction begins today or earlier."
    return None if review_on > today else "Set a day to come on which it is looked at again."


def missing_offers(member: Member) -> tuple[Offer, ...]:
    """What every family member is offered and this one was not: the same for every family, an interpreter where one is needed."""
    made = {offer for row in member.contacts for offer in row.offers}
    if member.advocate is not Advocate.NOT_OFFERED:
        made.add(Offer.ADVOCATE)
    wanted = (*STANDARD, Offer.INTERPRETER) if member.interpreter else STANDARD
    return tuple(offer for offer in wanted if offer not in made)


def cautions(member: Member, on: date) -> tuple[str, ...]:
    """What to think of before this family member is approached, each in a sentence. None of it says anything of another."""
    said = [
        f"{row.kind.label} since {day_in_words(row.starts_on)}: {row.words}"
        for row in member.restrictions
        if row.holds(on)
    ]
    if member.safe is Safe.ASK:
        said.append("Nobody knows yet how it is safe to reach them: find out first.")
    if member.safe is Safe.NOT_NOW:
        said.append("They are not to be reached for now.")
    if {Standing.ALLEGED, Standing.WITNESS} & member.standing:
        said.append("The police or the prosecutors agree before they are approached.")
    if Standing.PRISON in member.standing:
        said.append("In prison: ask the prison how to reach them; letters are opened there.")
    if Standing.ESTRANGED in member.standing:
        said.append("Estranged: approached apart, and told nothing of the others.")
    if member.under_18:
        said.append("Under 18: whoever is responsible for them agrees, and someone they trust is with them.")
    if member.interpreter:
        language = f" in {member.language}" if member.language else ""
        said.append(f"An interpreter{language} is needed, and is never one of the family.")
    if held := day_to_avoid(member.dates_to_avoid, on):
        said.append(f"Today is near a day to avoid: {held}")
    return tuple(said)


MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NEAR = 3
"""Days before and after a day to avoid on which no letter goes out."""


def day_to_avoid(text: str, on: date, near: int = NEAR) -> str | None:
    """The first line of days to avoid (`12 May: her birthday`) that lies within `near` days of a day, in any year. Lines that begin otherwise are left alone."""
    for line in text.splitlines():
        words = line.replace(":", " ").replace(",", " ").split()
        if len(words) < 2 or not words[0].isdecimal() or words[1][:3].casefold() not in MONTHS:
            continue
        number, month = int(words[0]), MONTHS.index(words[1][:3].casefold()) + 1
        for year in (on.year - 1, on.year, on.year + 1):
            try:
                there = date(year, month, number)
            except ValueError:
                # 29 February: in other years the day before stands for it
                if (month, number) != (2, 29):
                    continue
                there = date(year, 2, 28)
            if abs((there - on).days) <= near:
                return line.strip()
    return None


def opposite_wishes(members: Sequence[Member]) -> tuple[str, ...]:
    """Where households wish opposite things, in sentences for whoever leads. Within one household they are said on its people's cards alone."""
    made = []
    for what, answers in (
        ("that the report is published", [(member.household, member.publication) for member in members]),
        ("to read the draft", [(member.household, member.wants_draft) for member in members]),
    ):
        wants = {household for household, answer in answers if answer is Asked.YES}
        wants_not = {household for household, answer in answers if answer is Asked.NO}
        if (wants and wants_not) and len(wants | wants_not) > 1:
            made.append(
                f"In {_households(wants)} someone wishes {what}; in {_households(wants_not)} someone does not. Each is answered for themselves, and told nothing of the others."
            )
    return tuple(made)


def _households(numbers: Iterable[int]) -> str:
    return " and ".join(f"household {number}" for number in sorted(numbers))


def not_approached(members: Sequence[Member]) -> tuple[Member, ...]:
    """Those who were not approached, and of whom no reason is written down."""
    return tuple(member for member in members if not member.is_accounted_for)


def to_be_told(members: Sequence[Member]) -> tuple[Member, ...]:
    """Those who are still to be told before publication."""
    return tuple(member for member in members if member.is_to_be_told)


def households(members: Sequence[Member]) -> dict[int, tuple[Member, ...]]:
    """The members of each household, by its number."""
    found: dict[int, list[Member]] = {}
    for member in sorted(members, key=lambda each: (each.household, each.number)):
        found.setdefault(member.household, []).append(member)
    return {number: tuple(held) for number, held in found.items()}


def is_a_child(member: Member) -> bool:
    """Whether theirs may be a child's voice, so that it is said how it was heard."""
    return member.under_18 or member.relationship in CHILDREN


# What the measure counts.


@dataclass(frozen=True, slots=True)
class FamilyFacts:
    """One record's family as the measure counts it."""

    members: int
    offered: int
    accounted: int
    changed: bool
    heard: bool = False


@dataclass(frozen=True, slots=True)
class Offers:
    """The measure: of so many records, in how many each family member has a documented offer, and in how many a view changed something."""

    records: int
    with_family: int
    offered_to_all: int
    accounted_for: int
    heard: int
    changed: int


def offers(facts: Iterable[FamilyFacts]) -> Offers:
    """Count records. One with nobody of the family written down has made no offer: it counts as none, and is never left out."""
    held = list(facts)
    known = [each for each in held if each.members]
    return Offers(
        len(held),
        len(known),
        sum(each.offered == each.members for each in known),
        sum(each.accounted == each.members for each in known),
        sum(each.heard for each in known),
        sum(each.changed for each in known),
    )
