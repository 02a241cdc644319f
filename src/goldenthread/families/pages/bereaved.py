"""Letters and the leaflet to a family after a child's death: plain, slow and kind, in our own words; the nation's booklet is offered beside them and never copied."""

from __future__ import annotations

from goldenthread.families.queries import Held
from goldenthread.families.terms import Advocate, EffectKind, LetterKind, ReplyStep, SaidKind

Part = tuple[str, list[str]]
BOOKLET = "When a Child Dies, a booklet of NHS England"
TITLES = {
    LetterKind.FIRST: "After your child’s death",
    LetterKind.KEEPING: "Where things are now",
    LetterKind.ANSWERS: "Answers to your questions",
    LetterKind.FOUND: "What was found",
    LetterKind.LEAFLET: "When a child has died: what happens, and whom you can ask",
}


def parts(kind: LetterKind, held: Held) -> list[Part]:
    """What a letter of a kind says to one family member, from what is theirs alone."""
    return {
        LetterKind.FIRST: _first,
        LetterKind.KEEPING: _keeping,
        LetterKind.ANSWERS: _answers,
        LetterKind.FOUND: _found,
        LetterKind.LEAFLET: _leaflet,
    }[kind](held)


def _first(held: Held) -> list[Part]:
    return [
        (
            "",
            [
                "I am so sorry that your child has died.",
                "I am writing so that you know whom you can turn to. You do not have to do anything. Read this when you are ready, or ask somebody to read it with you.",
                "In England people who did not care for your child look at every child’s death, whatever its cause. They want to understand what happened and whether anything can be done so that other children live. It is no court, and it does not look for somebody to blame.",
            ],
        ),
        ("What we offer you", _offers(held)),
    ]


def _offers(held: Held) -> list[str]:
    row = held.row
    made = [
        f"{BOOKLET}, in your language or read to you.",
        "To bring your questions to those who meet, and to bring back to you what they say. You do not have to be at any meeting.",
        "To hear from me as often, or as seldom, as you wish.",
        "Help for those who mourn, for you and for other children in the family.",
    ]
    if row.advocate == Advocate.ACCEPTED.value:
        made.append("Your advocate can be with you whenever we speak.")
    if row.interpreter:
        language = f" for {row.language}" if row.language else ""
        made.append(f"An interpreter{language} whenever we speak. It is never someone of your family.")
    return made


def _keeping(held: Held) -> list[Part]:
    row = held.row
    how = (
        f"You said how you want to hear from me: {row.informed}"
        if row.informed
        else "Tell me how you want to hear from me, and how often."
    )
    return [
        ("", ["I promised to tell you where things are.", "[Say in your own words what has been done since you last spoke, what is waited for, and why it takes time.]", how]),
        ("What you told us", _told_us(held)),
    ]  # fmt: skip


def _told_us(held: Held) -> list[str]:
    made = []
    for said in held.facts.said:
        if said.effect is not None:
            changed = said.effect.kind is not EffectKind.NOTHING
            words = (
                "This changed because of what you said"
                if changed
                else "We thought hard about this, and did not change it"
            )
            made.append(f"{words}: {said.effect.words}")
    return made


def _answers(held: Held) -> list[Part]:
    made: list[Part] = [("", ["You asked some questions. Here is what is known."])]
    for said in held.facts.said:
        answer = said.reply(ReplyStep.ANSWERED, ReplyStep.CANNOT)
        if said.kind is SaidKind.QUESTION and answer is not None:
            made.append(("You asked", [said.words, answer.words]))
    made.append(
        (
            "",
            [
                "If an answer leaves something open, or new questions come, please ask me. There is no last day for asking."
            ],
        )
    )
    return made


def _found(held: Held) -> list[Part]:
    return [
        (
            "",
            [
                "Those who looked at your child’s death have finished. I would like to tell you what they found, in person if you wish it, with somebody at your side.",
                "[Say in your own words what was found. Where something could be changed for other children, say what, and that it does not mean that your child’s death could have been avoided.]",
                "[Say what was recommended, to whom, and what they answered.]",
            ],
        ),
        ("What you told us", _told_us(held)),
        ("Afterwards", ["You can come back to me at any time. If something new is found, those who looked can look again, and I tell you before they do."]),
    ]  # fmt: skip


def _leaflet(held: Held) -> list[Part]:
    return [
        ("What happens", ["Those who knew and cared for your child meet and go through what happened. Later a panel of people who did not know your child reads what they found, without names."]),
        ("What it is for", ["It is there to understand, and to help other children live. It blames nobody, and takes the place of no court, police or coroner."]),
        ("What you can do", ["Ask what you want to know. Say what you want to be known. Or say nothing: that is an answer too, and you can change your mind whenever you want.", *_offers(held)]),
        ("What happens to what you say", ["It is written down with care. No name stands in what the panel reads. If another child may be in danger we have to act on it, and we tell you so."]),
        ("How long it takes", ["Often many months, and longer where a coroner or the police are still at work. I tell you what is waited for."]),
    ]  # fmt: skip
