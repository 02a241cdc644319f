"""A letter or a leaflet for one family member, as PDF/UA and Word: their own details alone, a draft for the named contact to finish."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from goldenthread.core.clock import day_of
from goldenthread.design.format import day
from goldenthread.families.pages import bereaved
from goldenthread.families.queries import Family, Held
from goldenthread.families.rules.letters import kept_apart
from goldenthread.families.terms import Advocate, Asked, EffectKind, LetterKind, ReplyStep, SaidKind
from goldenthread.records.terms import RecordKind
from goldenthread.rendering.pdf import typeset
from goldenthread.rendering.word import fill

TEMPLATE = Path(__file__).parents[1] / "typst" / "letter.typ"
WORD_TEMPLATE = Path(__file__).parents[1] / "word" / "letter.docx"
MADE_UP = "This is a demonstration: people and casework are made up."
DRAFT = "Draft for the named contact to read, finish and sign. Do not send it as it stands."
ABOUT = {
    RecordKind.REVIEW.value: "a review of how agencies worked together to keep children safe",
}
"""What a kind of record is called to a family."""


@dataclass(frozen=True, slots=True)
class Addressed:
    """Whom a letter is for, in the clear, where someone gave a reason."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Letter:
    """Everything a letter is made from: the reader's own, and of the others only what must not appear."""

    kind: LetterKind
    family: Family
    held: Held
    addressed: Addressed | None
    partnership: str
    fictional: bool
    at: datetime
    secrets: tuple[str, ...] = ()


def letter_data(letter: Letter) -> dict[str, Any]:
    """What both templates are filled with. Nothing of any other family member is among it."""
    row, reference = letter.held.row, letter.family.record.reference
    addressed = letter.addressed
    leaflet = letter.kind is LetterKind.LEAFLET
    lines = [line for line in (addressed.address if addressed else "").splitlines() if line.strip()]
    greeting = addressed.name if addressed and addressed.name else "[name]"
    return {
        "title": _title(letter),
        "partnership": letter.partnership,
        "reference": reference,
        "draft": DRAFT,
        "demonstration": MADE_UP if letter.fictional else "",
        "date": day(day_of(letter.at)),
        "address": [] if leaflet else ([addressed.name, *lines] if addressed else ["[name]", "[address]"]),
        "greeting": "" if leaflet else f"Dear {greeting},",
        "parts": _apart(letter, _parts(letter)),
        "contact": row.contact_words,
        "cover": row.cover_words,
        "closing": "" if leaflet else "With kind regards,",
        "signed": "" if leaflet else row.contact_words,
        "leaflet": leaflet,
    }


TITLES = {
    LetterKind.FIRST: "We would like to hear from you",
    LetterKind.KEEPING: "Where the review is now",
    LetterKind.ANSWERS: "Answers to your questions",
    LetterKind.BEFORE: "Before the report is published",
}
Part = tuple[str, list[str]]


def _apart(letter: Letter, parts: list[Part]) -> list[dict[str, Any]]:
    """Parts whose words name nobody of another household."""
    others = letter.family.others(letter.held)
    return [
        {"heading": heading, "lines": [kept_apart(line, others, letter.held.facts, letter.secrets) for line in lines]}
        for heading, lines in parts
        if lines
    ]


def _about(letter: Letter) -> str:
    return ABOUT.get(letter.family.record.kind, "a review")


def _title(letter: Letter) -> str:
    if letter.family.record.kind == RecordKind.DEATH.value:
        return bereaved.TITLES[letter.kind]
    return "When a review is held: for families" if letter.kind is LetterKind.LEAFLET else TITLES[letter.kind]


def _parts(letter: Letter) -> list[Part]:
    if letter.family.record.kind == RecordKind.DEATH.value:
        return [*bereaved.parts(letter.kind, letter.held), ("Who you can ask", _whom(letter))]
    made = {
        LetterKind.FIRST: _first,
        LetterKind.KEEPING: _keeping,
        LetterKind.ANSWERS: _answers,
        LetterKind.BEFORE: _before,
        LetterKind.LEAFLET: _leaflet,
    }[letter.kind](letter)
    return [*made, ("Who you can ask", _whom(letter))]


def _first(letter: Letter) -> list[Part]:
    return [
        (
            "",
            [
                f"I am writing to you because {_about(letter)} is being held. It is there to learn, so that children are kept safer. It does not look for someone to blame, and it is not a court.",
                "What you saw and lived through matters. You may tell it in a way that suits you: in person, by telephone, in writing, or through someone you trust. You decide what you want to say.",
                "You do not have to take part. If you would rather not, that is an answer, and nobody will think less of you. You can change your mind at any time, also when a report has been published.",
            ],
        ),
        ("What we offer you", _offers(letter)),
    ]


def _offers(letter: Letter) -> list[str]:
    row = letter.held.row
    made = [
        "To meet those who lead the review, if you wish to.",
        "To hear from me how it goes on, as often as you like.",
    ]
    if row.advocate == Advocate.ACCEPTED.value:
        held = f" from {row.advocate_from}" if row.advocate_from else ""
        made.append(f"Your advocate{held} can be with you whenever we speak.")
    else:
        made.append("An advocate: someone independent, who is on your side and can be with you.")
    if row.interpreter:
        language = f" for {row.language}" if row.language else ""
        made.append(f"An interpreter{language} whenever we speak. It is never someone of your family.")
    made.append("To read the report before it is published, with as much time as you need.")
    return made


def _keeping(letter: Letter) -> list[Part]:
    row = letter.held.row
    how = (
        f"You said how you want to be kept informed: {row.informed}"
        if row.informed
        else "Please tell me how you want to be kept informed, and how often."
    )
    return [
        (
            "",
            [
                "I promised to tell you how the review goes on.",
                "[Say in your own words what has been done since you last spoke, and what comes next.]",
                how,
            ],
        ),
        ("What you told us", _told_us(letter)),
    ]


def _told_us(letter: Letter) -> list[str]:
    """What changed because of what this reader said, and what did not."""
    made = []
    for said in letter.held.facts.said:
        if said.effect is not None:
            changed = said.effect.kind is not EffectKind.NOTHING
            made.append(
                f"{'This changed because of what you said' if changed else 'We thought hard about this, and did not change it'}: {said.effect.words}"
            )
    return made


def _answers(letter: Letter) -> list[Part]:
    made: list[Part] = [("", ["You asked some questions. Here is what we know."])]
    for said in letter.held.facts.said:
        answer = said.reply(ReplyStep.ANSWERED, ReplyStep.CANNOT)
        if said.kind is SaidKind.QUESTION and answer is not None:
            made.append(("You asked", [said.words, answer.words]))
    made.append(("", ["If an answer leaves something open, or you have more questions, please ask me."]))
    return made


def _before(letter: Letter) -> list[Part]:
    row = letter.held.row
    called = (
        f"In the report you are called {row.called}, as you asked."
        if row.called
        else "The report does not use your name. Please tell me if you would like to choose what you are called."
    )
    draft = {
        Asked.YES: "You said that you would like to read it first. Take the time you need; I can be with you.",
        Asked.NO: "You said that you would rather not read it first. If you think differently now, tell me.",
    }.get(
        Asked(row.wants_draft),
        "You can read it first, with as much time as you need. Please tell me whether you want to.",
    )
    support = [said.support for said in letter.held.facts.told if said.support]
    return [
        (
            "",
            [
                "A report of the review will be published on [day]. I want you to know it before anyone else reads it.",
                called,
                draft,
            ],
        ),
        ("What you told us", _told_us(letter)),
        (
            "On the day",
            [
                *(
                    support
                    or [
                        "[Say who will call them, who can be with them, and what to do when someone from the press asks.]"
                    ]
                ),
                "You do not have to speak to anyone about it.",
            ],
        ),
    ]


def _leaflet(letter: Letter) -> list[Part]:
    return [
        ("What happens", [f"People who did not work with your family hold {_about(letter)}. They read what agencies wrote down, speak with those who worked with children, and with families who want to be heard."]),
        ("What it is for", ["It is there to learn and to change things. It blames nobody, punishes nobody, and takes the place of no court, police or coroner."]),
        ("What you can do", ["Say what you saw and think, or ask questions. Or say nothing: that is an answer too, and you can change your mind whenever you want.", *_offers(letter)]),
        ("What happens to what you say", ["It is written down with care. Your name stands in no report. You are told what changed because of it. If a child may be in danger, we have to act on it, and we tell you so."]),
        ("At the end", ["You are told before a report is published, and you can read it first."]),
    ]  # fmt: skip


def _whom(letter: Letter) -> list[str]:
    row = letter.held.row
    made = [f"Your contact is {row.contact_words}."]
    if row.cover_words:
        made.append(f"When they are away, ask {row.cover_words}.")
    return made


def letter_pdf(letter: Letter) -> bytes:
    """The letter as PDF/UA-1. Raises ``RenderingFailed``."""
    return typeset(TEMPLATE, letter_data(letter), created=letter.at)


def letter_docx(letter: Letter) -> bytes:
    """The letter as a Word document. Raises ``RenderingFailed``."""
    data = letter_data(letter)
    return fill(WORD_TEMPLATE, data, title=data["title"], created=letter.at)
