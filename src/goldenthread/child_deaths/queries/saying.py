"""What agencies answered in their forms about one death, side by side."""

from __future__ import annotations

from dataclasses import dataclass, field

from goldenthread.child_deaths.models import Claim, Death
from goldenthread.child_deaths.rules.saying import OF_THE_WRITER, Agreement, about, agreement
from goldenthread.records.queries import NotVisible
from goldenthread.records.viewer import Viewer
from goldenthread.returns import queries as returns
from goldenthread.returns.models import Return
from goldenthread.returns.rules.answering import Given, in_force, is_answered, words
from goldenthread.returns.rules.definition import Definition, Question, draft
from goldenthread.returns.terms import AnswerState, QuestionType, Readers, ReturnState


@dataclass(frozen=True, slots=True)
class Said:
    """One agency's answer to one question. `narrow` is read by the business unit and the chair alone; `taken` stands among the claims already."""

    row: Return
    question: Question
    given: Given
    narrow: bool
    taken: bool = False

    @property
    def words(self) -> str:
        """The answer as people read it; one without a value says which of the five states it is."""
        return words(self.question, self.given)


@dataclass(slots=True)
class Compared:
    """One question that more than one agency answered."""

    form: str
    section: str
    question: str
    said: list[Said] = field(default_factory=list)

    @property
    def agreement(self) -> Agreement:
        """How far they agree."""
        values = [each.words for each in self.said if each.given.state is AnswerState.VALUE]
        return agreement(values, len(self.said) - len(values))


@dataclass(frozen=True, slots=True)
class SideBySide:
    """What came in about one death: questions, what differs first; how many forms; who has no record, and who declined."""

    questions: list[Compared]
    forms: int
    nil: list[str]
    refused: list[str]


def side_by_side(viewer: Viewer, row: Death) -> SideBySide:
    """Every question that more than one agency answered, in whichever request and edition of a form it was asked. Three queries."""
    held = returns.answered_about(viewer, row.pk)
    taken = set(Claim.objects.filter(death=row).values_list("about", "source", "says"))
    editions: dict[int, Definition] = {}
    found: dict[tuple[int, str], Compared] = {}
    names: dict[ReturnState, list[str]] = {state: [] for state in ReturnState}
    # The newest edition first, so that a question stands under its newest words; inside a question agencies keep their order.
    for each, answers in sorted(held, key=lambda pair: -pair[0].version.number):
        names[ReturnState(each.state)].append(str(each.organisation))
        if each.state != ReturnState.RETURNED.value:
            continue
        definition = editions.setdefault(each.version_id, draft(each.version.content))
        for one in _answers(each, definition, answers):
            if one.question.key in OF_THE_WRITER:
                continue
            section = definition.section_of[one.question.key]
            compared = found.setdefault(
                (each.version.questionnaire_id, one.question.key),
                Compared(each.version.questionnaire.name, section.title, one.question.text),
            )
            is_taken = (about(one.question.text), str(each.organisation), one.words) in taken
            compared.said.append(Said(each, one.question, one.given, one.narrow, is_taken))
    several = [each for each in found.values() if len({one.row.organisation_id for one in each.said}) > 1]
    for question in several:
        question.said.sort(key=lambda one: str(one.row.organisation))
    return SideBySide(
        sorted(several, key=lambda each: each.agreement), len(names[ReturnState.RETURNED]),
        sorted(set(names[ReturnState.NIL])), sorted(set(names[ReturnState.REFUSED])),
    )  # fmt: skip


def _answers(row: Return, definition: Definition, answers: dict[str, Given]) -> list[Said]:
    """The answers of one form to questions that were asked of it; files are read where they are."""
    asked = in_force(definition, answers)
    return [
        Said(row, question, answers[key], definition.section_of[key].readers is Readers.UNIT_AND_CHAIR)
        for key, question in definition.questions.items()
        if key in asked and key in answers and is_answered(answers[key]) and question.type is not QuestionType.EVIDENCE
    ]


def answer_said(viewer: Viewer, row: Death, reference: str, question: str) -> Said:
    """One answer of a form that came in about a death. Errors: NotVisible."""
    found = (
        Return.objects.visible_to(viewer)  # type: ignore[attr-defined]
        .filter(request__about=row.pk, record__reference=reference, state=ReturnState.RETURNED.value)
        .select_related("record", "organisation", "version").first()
    )  # fmt: skip
    if found is None:
        raise NotVisible(reference)
    held = _answers(found, draft(found.version.content), returns.answers_in(found))
    said = next((each for each in held if each.question.key == question), None)
    if said is None:
        raise NotVisible(reference)
    return said
