"""The designer: the list of questionnaires, one with its versions, and a draft's outline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goldenthread.design.components import Button, Column, EmptyState, Lines, Link, Muted, Row, Table, Tag
from goldenthread.design.format import counted, instant, partial_day
from goldenthread.design.page import Head
from goldenthread.records.web import Scope
from goldenthread.returns.models import Questionnaire, QuestionnaireVersion
from goldenthread.returns.pages.mine import subnav
from goldenthread.returns.rules.definition import Condition, Definition, Problem
from goldenthread.returns.shipped import Shipped
from goldenthread.returns.terms import Readers


@dataclass(frozen=True, slots=True)
class Offered:
    """A questionnaire that comes with the program and was not taken in yet."""

    key: str
    title: str
    about: str
    take_url: str
    preview_url: str


@dataclass(frozen=True, slots=True)
class QuestionnairesPage:
    """The list of questionnaires."""

    head: Head
    table: Table
    offered: tuple[Offered, ...]


def questionnaires_page(
    scope: Scope, rows: Sequence[Questionnaire], shipped: Sequence[Shipped], *, designs: bool
) -> QuestionnairesPage:
    """The partnership's own, and those that come with the program."""
    taken = {row.shipped_key for row in rows}
    base = scope.address("questionnaires")
    head = Head(
        "Questionnaires",
        lede="What requests ask with. A published version never changes, so an answer always belongs to the questions it was given to.",
        action=Button("Design a questionnaire", f"{base}new/") if designs else None,
        subnav=subnav(scope, "questionnaires", asks=True),
    )
    table = Table(
        "Questionnaires",
        (Column("Questionnaire", "wide"), Column("Version"), Column("Asked"), Column("State")),
        tuple(
            Row(
                (
                    Lines((Link(row.name, f"{base}{row.reference}/"), Muted(row.reference))),
                    str(row.last) if row.last else "None yet",  # type: ignore[attr-defined]
                    counted(row.asked, "time"),  # type: ignore[attr-defined]
                    _state(row),
                )
            )
            for row in rows
        ),
        empty=EmptyState("No questionnaire yet", "Take one of those below, or design your own."),
    )
    offered = tuple(
        Offered(
            one.key,
            one.definition.title,
            f"{counted(len(one.definition.sections), 'section')}, {counted(len(one.definition.questions), 'question')}. {one.definition.source}; checked {partial_day(one.definition.checked_on)}.",
            f"{base}shipped/{one.key}/take/",
            f"{base}shipped/{one.key}/",
        )
        for one in shipped
        if one.key not in taken
    )
    return QuestionnairesPage(head, table, offered)


def _state(row: Questionnaire) -> Tag:
    if row.retired_on:
        return Tag("neutral", "Not offered any more")
    if row.drafts:  # type: ignore[attr-defined]
        return Tag("info", "Has a draft")
    return Tag("success", "Published")


@dataclass(frozen=True, slots=True)
class OneQuestionnaire:
    """A questionnaire with its versions."""

    head: Head
    table: Table
    retire_words: str
    address: str


def one_questionnaire(scope: Scope, row: Questionnaire, *, designs: bool, asks: bool) -> OneQuestionnaire:
    """The page of one questionnaire."""
    address = scope.address("questionnaires", row.reference)
    versions: list[QuestionnaireVersion] = list(row.versions.all())
    draft = next((version for version in versions if version.published_at is None), None)
    usable = any(version.published_at for version in versions) and row.retired_on is None
    action: Button | None = None
    others: tuple[Link, ...] = ()
    if asks and usable:
        action = Button("Ask with it", scope.address("requests", "new") + f"?questionnaire={row.reference}")
    if designs and draft is not None:
        others = (Link("Go on with the draft", f"{address}design/"),)
        action = action or Button("Go on with the draft", f"{address}design/")
    table = Table(
        "Versions",
        (Column("Version"), Column("Published"), Column("What changed", "wide"), Column("Asked")),
        tuple(
            Row(
                (
                    Link(f"Version {version.number}", f"{address}versions/{version.number}/"),
                    Lines(
                        (
                            instant(version.published_at),
                            Muted(version.published_by.name if version.published_by else ""),
                        )
                    )
                    if version.published_at
                    else Tag("info", "Draft"),
                    version.what_changed,
                    counted(version.asked, "time"),  # type: ignore[attr-defined]
                )
            )
            for version in versions
        ),
        show_caption=True,
    )
    head = Head(
        row.name,
        row.reference,
        (Tag("neutral", "Questionnaire"), *((Tag("neutral", "Not offered any more"),) if row.retired_on else ())),
        (Link("Questionnaires", scope.address("questionnaires")),),
        "Comes with the program; a new version of yours changes nothing that was answered." if row.shipped_key else "",
        action,
        others,
    )
    words = ""
    if designs:
        words = "Offer it again" if row.retired_on else "Do not offer it any more"
    return OneQuestionnaire(head, table, words, address)


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question in the outline."""

    key: str
    text: str
    about: str
    edit_url: str


@dataclass(frozen=True, slots=True)
class SectionOutline:
    """A section in the outline."""

    key: str
    title: str
    about: str
    questions: tuple[QuestionLine, ...]
    edit_url: str
    add_url: str


@dataclass(frozen=True, slots=True)
class Outline:
    """A draft as the designer shows it."""

    head: Head
    sections: tuple[SectionOutline, ...]
    problems: tuple[Problem, ...]
    address: str
    edits: int


def outline(
    scope: Scope, version: QuestionnaireVersion, definition: Definition, problems: Sequence[Problem]
) -> Outline:
    """The outline of a draft."""
    reference = version.questionnaire.reference
    above = scope.address("questionnaires", reference)
    address = f"{above}design/"
    head = Head(
        definition.title or version.questionnaire.name,
        reference,
        (Tag("info", f"Draft of version {version.number}"),),
        (Link("Questionnaires", scope.address("questionnaires")), Link(reference, above)),
        f"{counted(len(definition.sections), 'section')}, {counted(len(definition.questions), 'question')}.",
        Button("Publish it", f"{address}publish/") if not problems else None,
        (Link("Preview and try it", f"{address}preview/"), Link("Change title and introduction", f"{address}facts/")),
    )
    return Outline(
        head,
        tuple(
            SectionOutline(
                section.key,
                section.title,
                _about(definition, section.condition, section.readers is Readers.UNIT_AND_CHAIR, required=False),
                tuple(
                    QuestionLine(
                        question.key,
                        question.text,
                        f"{question.type.label}{_more(_about(definition, question.condition, False, required=question.required))}",
                        f"{address}section/{section.key}/question/{question.key}/",
                    )
                    for question in section.questions
                ),
                f"{address}section/{section.key}/",
                f"{address}section/{section.key}/question/",
            )
            for section in definition.sections
        ),
        tuple(problems),
        address,
        version.edits,
    )


def _more(text: str) -> str:
    return f"; {text}" if text else ""


def _about(definition: Definition, condition: Condition | None, narrow: bool, *, required: bool) -> str:
    parts = ["must be considered"] if required else []
    if condition is not None:
        parts.append(condition_words(definition, condition))
    if narrow:
        parts.append("read by the business unit and the chair only")
    return "; ".join(parts)


def condition_words(definition: Definition, condition: Condition) -> str:
    """When something is asked, in words."""
    target = definition.questions.get(condition.question)
    if target is None:
        return "only after a question that is not there"
    labels = {choice.value: choice.label for choice in target.choices}
    answers = " or ".join(labels.get(value, value) for value in condition.one_of)
    return f"only if “{target.text}” is {answers}"
