"""The copy that whoever answered keeps: the questions and answers as a PDF/UA document."""

from __future__ import annotations

from pathlib import Path

from goldenthread.design.format import day, instant
from goldenthread.rendering.pdf import typeset
from goldenthread.returns import queries
from goldenthread.returns.models import Submission
from goldenthread.returns.pages.answering import Desk
from goldenthread.returns.rules.answering import NOTHING, sections_in_force, table_rows, words
from goldenthread.returns.terms import AnswerState, QuestionType, ReturnState

TEMPLATE = Path(__file__).resolve().parents[1] / "typst" / "return.typ"


def copy_pdf(desk: Desk, submission: Submission | None) -> bytes:
    """The answers as a PDF; a draft where it was not sent in yet. Errors: rendering.RenderingFailed."""
    row = desk.row
    facts = [["Asked by", f"{row.record.group}, {row.partnership.name}"], ["Answered for", row.organisation.name]]
    facts.append(["Due", day(row.due_on)])
    if submission is not None:
        facts += [
            ["Sent in", f"{instant(submission.at)} by {submission.by_name}"],
            ["As", ReturnState(submission.outcome).label],
            ["Receipt", f"{row.record.reference}/{submission.number}"],
        ]
        if submission.signed_off_by:
            facts.append(["Signed off by", submission.signed_off_by])
        if submission.reason:
            facts.append(["Reason", submission.reason])
    data = {
        "title": row.record.title,
        "reference": row.record.reference,
        "partnership": row.partnership.name,
        "draft": submission is None,
        "demonstration": "People and casework are fictional" if row.partnership.fictional else "",
        "facts": facts,
        "digest": submission.digest if submission else "",
        "sections": _sections(desk),
    }
    return typeset(TEMPLATE, data, created=submission.at if submission else desk.at)


def _sections(desk: Desk) -> list[dict[str, object]]:
    names = {reference: file.name for reference, file in queries.files_of(desk.row).items()}
    made: list[dict[str, object]] = []
    for section in sections_in_force(desk.definition, desk.answers):
        lines: list[dict[str, object]] = []
        for question in section.questions:
            if question.key not in desk.asked:
                continue
            given = desk.answers.get(question.key, NOTHING)
            rows: list[list[list[str]]] = []
            text = words(question, given)
            if given.state is AnswerState.VALUE and question.type is QuestionType.TABLE:
                rows, text = [[list(cell) for cell in row] for row in table_rows(question, given)], ""
            if given.state is AnswerState.VALUE and question.type is QuestionType.EVIDENCE:
                text = "\n".join(names.get(reference, reference) for reference in given.value)
            lines.append(
                {
                    "question": question.text,
                    "answer": text.split("\n") if text else [],
                    "rows": rows,
                    "given": given.state is AnswerState.VALUE,
                }
            )
        made.append({"title": section.title, "lines": lines})
    return made
