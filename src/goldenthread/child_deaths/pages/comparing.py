"""Answers side by side, as the page shows them."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.child_deaths.queries import Compared, Said, SideBySide
from goldenthread.child_deaths.rules.saying import LONGEST, Agreement
from goldenthread.design.components import Content, Link, Muted, Tag
from goldenthread.design.format import counted, in_words, sentence
from goldenthread.records.web import Scope, new_token
from goldenthread.returns.terms import AnswerState

TAGS = {
    Agreement.DIFFER: Tag("warning", "They differ"),
    Agreement.PART: Tag("info", "Not all know"),
    Agreement.SAME: Tag("neutral", "They agree"),
}


@dataclass(frozen=True, slots=True)
class SaidView:
    """One agency's answer: what it says, and the button or the words in its place. `token` is empty where there is no button."""

    agency: Link
    paragraphs: tuple[Content, ...]
    reference: str
    key: str
    token: str = ""
    instead: Content = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class QuestionView:
    """One question with every agency's answer, and whether they agree."""

    question: str
    place: str
    tag: Tag
    said: tuple[SaidView, ...]


def counts(found: SideBySide) -> str:
    """What came in, in words."""
    words = [sentence(f"{counted(found.forms, 'form')} came in.")]
    if found.nil:
        words.append(f"No record of the child: {in_words(found.nil)}.")
    if found.refused:
        words.append(f"Declined: {in_words(found.refused)}.")
    differ = sum(each.agreement is Agreement.DIFFER for each in found.questions)
    if found.questions:
        words.append(
            f"Answers differ on {counted(differ, 'question')} of {len(found.questions)} that more than one agency answered."
        )
    return " ".join(words)


def question_views(scope: Scope, found: SideBySide, here: str, *, takes: bool) -> tuple[QuestionView, ...]:
    """The questions in their order, each answer with its button where it may be taken."""
    return tuple(
        QuestionView(
            each.question, f"{each.form}: {each.section}", TAGS[each.agreement],
            tuple(_said(scope, each, one, here, takes) for one in each.said),
        )
        for each in found.questions
    )  # fmt: skip


def _said(scope: Scope, compared: Compared, one: Said, here: str, takes: bool) -> SaidView:
    reference = one.row.record.reference
    words = one.words
    token, instead = "", ""  # type: str, Content
    if one.taken:
        instead = Tag("success", "Taken")
    elif one.narrow:
        instead = Muted("The business unit and the chair alone read it: write down what others may know.")
    elif takes and len(words) > LONGEST:
        instead = Link("Take what matters of it", f"{here}{reference}/{one.question.key}/")
    elif takes:
        token = new_token()
    shown: tuple[Content, ...] = tuple(words.split("\n"))
    if one.given.state is not AnswerState.VALUE:
        shown = (Tag("open", words),)
    return SaidView(
        Link(str(one.row.organisation), scope.address("returns", reference)), shown, reference, one.question.key, token, instead,
        f"{one.row.organisation} on “{compared.question}”",
    )  # fmt: skip
