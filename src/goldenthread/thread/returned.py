"""A spreadsheet of actions that went out to an agency and comes back filled in: matched by reference, told row by row. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from goldenthread.core.references import normalise
from goldenthread.rendering.spreadsheets import Sheet
from goldenthread.thread.terms import Brag

REFERENCE, UPDATE, JUDGED = "Reference", "How it is going now", "Judged now"
JUDGED_HINT = "Judged now (blue, red, amber or green)"
LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an action that a row may name: its number, its newest update, and whether it is still open."""

    pk: int
    text: str
    last_update: str
    brag: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """One row's answer."""

    row: int
    pk: int
    reference: str
    action: str
    text: str
    brag: Brag


@dataclass(frozen=True, slots=True)
class Returned:
    """What a spreadsheet says: answers to store, rows left empty or stored before, and what is wrong, each with its row."""

    answers: tuple[Answer, ...]
    empty: int
    already: int
    problems: tuple[str, ...]


def columns_of(sheet: Sheet) -> tuple[dict[str, int], str]:
    """Where the columns stand, by their headings; or the sentence that says which is missing."""
    found: dict[str, int] = {}
    for name in (REFERENCE, UPDATE, JUDGED):
        at = next((at for at, heading in enumerate(sheet.header) if heading.lower().startswith(name.lower())), None)
        if at is not None:
            found[name] = at
    missing = [name for name in (REFERENCE, UPDATE) if name not in found]
    return found, f"There is no column “{missing[0]}”: send back the spreadsheet that was sent out." if missing else ""


def read_returned(sheet: Sheet, known: Mapping[str, Known]) -> Returned:
    """The answers of a returned spreadsheet. `known` are the actions its sender sees, by reference."""
    columns, missing = columns_of(sheet)
    if missing:
        return Returned((), 0, 0, (missing,))
    answers: list[Answer] = []
    problems: list[str] = []
    seen: dict[str, int] = {}
    empty = already = 0
    for row in sheet.rows:
        reference = normalise(_text(row.cells[columns[REFERENCE]]))
        text = _text(row.cells[columns[UPDATE]])
        judged = _text(row.cells[columns[JUDGED]]).lower() if JUDGED in columns else ""
        if not text and not judged:
            empty += 1
            continue
        problem = _problem(row.number, reference, text, judged, known, seen)
        if problem:
            problems.append(problem)
            continue
        seen[reference] = row.number
        action, brag = known[reference], Brag(judged) if judged else Brag.UNSET
        if (action.last_update, action.brag) == (text.splitlines()[0][:300], judged or action.brag):
            already += 1
            continue
        answers.append(Answer(row.number, action.pk, reference, action.text, text, brag))
    return Returned(tuple(answers), empty, already, tuple(problems))


def _problem(
    number: int, reference: str, text: str, judged: str, known: Mapping[str, Known], seen: Mapping[str, int]
) -> str:
    if not reference:
        return f"Row {number}: there is no reference."
    if reference in seen:
        return f"Row {number}: {reference} stands in row {seen[reference]} already."
    if reference not in known:
        return f"Row {number}: there is no action {reference} that you may see."
    if not known[reference].is_open:
        return f"Row {number}: {reference} is no longer open."
    if not text:
        return f"Row {number}: say in a sentence how {reference} is going; a colour alone says too little."
    if len(text) > LONGEST:
        return f"Row {number}: the update of {reference} is longer than {LONGEST:,} characters."
    if judged and judged not in {brag.value for brag in Brag if brag is not Brag.UNSET}:
        return f"Row {number}: “{judged[:30]}” is not blue, red, amber or green."
    return ""


def _text(cell: object) -> str:
    return "" if cell is None else str(cell).strip()
