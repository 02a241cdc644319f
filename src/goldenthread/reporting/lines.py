"""Lists of a report as a person edits them: one line for each, and nothing lost of what the lines do not show. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

PART = "- "
SEPARATOR = " | "
_FIGURE = re.compile(r"-?[0-9]+(\.[0-9]+)?", re.ASCII)


class LineProblem(ValueError):
    """A line that cannot be read; the text is a sentence that names it."""


def steps_text(steps: Iterable[Any]) -> str:
    """Next steps or areas of focus, one a line; their parts on lines of their own that begin with a hyphen."""
    lines: list[str] = []
    for step in steps:
        text, parts = _step(step)
        lines += [text, *(f"{PART}{part}" for part in parts)]
    return "\n".join(lines)


def steps_of(text: str, before: Sequence[Any] = ()) -> list[Any]:
    """The steps of an edited text; a step that reads as one before keeps all that came with it. Raises LineProblem."""
    made: list[tuple[str, list[str]]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        words = " ".join(line.split())
        if not words:
            continue
        if words.startswith("- ") or words == "-":
            if not made:
                raise LineProblem(f"Line {number} is a part, but no step stands above it.")
            made[-1][1].append(words[2:].strip())
        else:
            made.append((words, []))
    return _kept(
        made,
        before,
        lambda step: (_flat(_step(step)[0]), [_flat(part) for part in _step(step)[1]]),
        lambda pair: {"text": pair[0], "parts": pair[1]} if pair[1] else pair[0],
    )


def _step(step: Any) -> tuple[str, list[str]]:
    if isinstance(step, str):
        return _flat(step), []
    return _flat(step.get("text", "")), [_flat(part) for part in step.get("parts") or []]


def _flat(text: str) -> str:
    return " ".join(str(text).split())


def _kept(
    made: Iterable[Any], before: Sequence[Any], reads: Callable[[Any], Any], fresh: Callable[[Any], Any]
) -> list[Any]:
    """Each made line as the thing before that reads the same, used once, else as a fresh one."""
    held = list(before)
    result = []
    for each in made:
        same = next((thing for thing in held if reads(thing) == each), None)
        if same is not None:
            held.remove(same)
        result.append(same if same is not None else fresh(each))
    return result


def reviews_text(reviews: Iterable[Mapping[str, Any]]) -> str:
    """Practice reviews, one a line: how many, concerning whom, age group."""
    return "\n".join(
        _cells(review.get("count", ""), review.get("subject", ""), review.get("age_group", "")) for review in reviews
    )


def reviews_of(text: str, before: Sequence[Mapping[str, Any]] = ()) -> list[Any]:
    """Practice reviews from edited lines. Raises LineProblem."""
    made = []
    for number, cells in _rows(text, 3):
        if cells[0] and not cells[0].isdigit():
            raise LineProblem(
                f"Line {number} begins with how many reviews there were, as a whole number: “{cells[0][:40]}” is none."
            )
        made.append(
            {
                key: value
                for key, value in (
                    ("count", int(cells[0][:6]) if cells[0] else None),
                    ("subject", cells[1]),
                    ("age_group", cells[2]),
                )
                if value not in (None, "")
            }
        )
    return _kept(
        made,
        before,
        lambda review: {
            key: _flat(value) if isinstance(value, str) else value
            for key, value in review.items()
            if key in ("count", "subject", "age_group") and value != ""
        },
        dict,
    )


def figures_text(figures: Iterable[Mapping[str, Any]]) -> str:
    """Figures, one a line: label, value, unit, when, group."""
    return "\n".join(
        _cells(
            figure.get("label", ""),
            _number(figure.get("value")),
            figure.get("unit", ""),
            _when(figure),
            figure.get("group", ""),
        )
        for figure in figures
    )


def figures_of(text: str, before: Sequence[Mapping[str, Any]] = ()) -> list[Any]:
    """Figures from edited lines; one that reads as before keeps its dates as precise as they came. Raises LineProblem."""
    held = [
        (
            _cells(
                figure.get("label", ""),
                _number(figure.get("value")),
                figure.get("unit", ""),
                _when(figure),
                figure.get("group", ""),
            ),
            figure,
        )
        for figure in before
    ]
    result: list[Any] = []
    for number, cells in _rows(text, 5):
        same = next((pair for pair in held if pair[0] == _cells(*cells)), None)
        if same is not None:
            held.remove(same)
            result.append(dict(same[1]))
            continue
        if not cells[0]:
            raise LineProblem(f"Line {number} begins with what the figure counts.")
        made: dict[str, Any] = {"label": cells[0]}
        if cells[1]:
            made["value"] = _value(cells[1], number)
        made |= {key: value for key, value in (("unit", cells[2]), ("period", cells[3]), ("group", cells[4])) if value}
        result.append(made)
    return result


def _value(text: str, number: int) -> int | Decimal:
    bare = text.replace(",", "").removeprefix("£").removesuffix("%").strip()
    if not _FIGURE.fullmatch(bare) or sum(letter.isdigit() for letter in bare) > 18:
        raise LineProblem(f"Line {number}: “{text[:40]}” is no number.")
    return Decimal(bare) if "." in bare else int(bare)


def _number(value: Any) -> str:
    return "" if value is None else format(value, "f") if isinstance(value, Decimal) else str(value)


def _when(figure: Mapping[str, Any]) -> str:
    period = figure.get("period")
    if isinstance(period, Mapping):
        return f"{period.get('start')} to {period.get('end')}"
    return str(period) if period is not None else str(figure.get("as_at", ""))


def _cells(*cells: Any) -> str:
    """Cells with a bar between, those at the end that are empty left away."""
    texts = [_flat(str(cell)).replace("|", "/") for cell in cells]
    while len(texts) > 1 and not texts[-1]:
        texts.pop()
    return SEPARATOR.join(texts)


def _rows(text: str, most: int) -> Iterable[tuple[int, list[str]]]:
    for number, line in enumerate(text.splitlines(), start=1):
        cells = [_flat(cell) for cell in line.split("|")]
        if not any(cells):
            continue
        if len(cells) > most:
            raise LineProblem(f"Line {number} has more than {most} parts between its bars.")
        yield number, cells + [""] * (most - len(cells))
