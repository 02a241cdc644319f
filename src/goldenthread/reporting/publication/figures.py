"""A document's figures as charts, and those that no chart can show as rows."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from goldenthread.rendering.charts import Chart, Series, number_in_words

from ..document import Document, Figure, Period

WHOLE = ""  # the key under which figures of no group stand
_MOST_BARS = 12


def when(figure: Figure) -> str:
    """The period or day of a figure in words; empty where none is given."""
    if figure.as_at is not None:
        return figure.as_at.in_words()
    if isinstance(figure.period, Period):
        return period_in_words(figure.period)
    return "" if figure.period is None else str(figure.period)


def period_in_words(period: Period) -> str:
    """``1 September 2020 to 31 March 2021``, as precise as the dates are."""
    start, end = period.start.in_words(), period.end.in_words()
    return start if start == end else f"{start} to {end}"


def charts_of(document: Document) -> Mapping[str, tuple[Chart, ...]]:
    """Charts by group key (``""`` for the whole): figures of one group and unit, at least two, side by side."""
    charts: dict[str, tuple[Chart, ...]] = {}
    for key, figures in _by_group(document).items():
        made = tuple(_chart(together) for together in _together(figures) if len(together) > 1)
        if made:
            charts[key] = made
    return charts


def lone_figures(document: Document) -> Mapping[str, tuple[Figure, ...]]:
    """The figures that stand in no chart, by group key."""
    alone = {}
    for key, figures in _by_group(document).items():
        shown = [figure for together in _together(figures) if len(together) > 1 for figure in together]
        if left := tuple(figure for figure in figures if not any(figure is each for each in shown)):
            alone[key] = left
    return alone


def _by_group(document: Document) -> dict[str, list[Figure]]:
    keys = {group.key for group in document.groups or ()}
    found: dict[str, list[Figure]] = {}
    for figure in document.figures or ():
        key = figure.group if figure.group in keys else None
        found.setdefault(key or WHOLE, []).append(figure)
    return found


def _together(figures: list[Figure]) -> list[list[Figure]]:
    """Figures with a value that share a unit: one label over time, or many labels side by side."""
    counted = [figure for figure in figures if figure.value is not None]
    by_label: dict[tuple[str, str], list[Figure]] = {}
    for figure in counted:
        by_label.setdefault((figure.label, figure.unit or ""), []).append(figure)
    series = [same for same in by_label.values() if len(same) > 1]
    single = sorted((same[0] for same in by_label.values() if len(same) == 1), key=lambda figure: figure.unit or "")
    units = [list(each) for _, each in groupby(single, key=lambda figure: figure.unit or "")]
    return series + [unit[at : at + _MOST_BARS] for unit in units for at in range(0, len(unit), _MOST_BARS)]


def _chart(figures: list[Figure]) -> Chart:
    values = tuple(figure.value for figure in figures)
    unit = figures[0].unit or ""
    if len({figure.label for figure in figures}) == 1:
        label = figures[0].label
        title = f"{_sentence(label)}: {_change(figures)}"
        kind = "line" if len(figures) > 2 else "bar"
        names = tuple(when(figure) for figure in figures)
        return Chart(title, names, (Series(label, values),), unit, kind, "Period")  # type: ignore[arg-type]
    top = max(figures, key=lambda figure: figure.value or 0)
    title = f"{_sentence(top.label)}: {number_in_words(top.value)}, the highest of {len(figures)} figures"
    names = tuple(_named(figure) for figure in figures)
    return Chart(title, names, (Series(unit or "Figure", values),), unit, "bar", "Figure")


def _change(figures: list[Figure]) -> str:
    first, last = figures[0], figures[-1]
    if first.value == last.value:
        return f"{number_in_words(first.value)} in {when(first)} and in {when(last)}"
    word = "up" if (last.value or 0) > (first.value or 0) else "down"
    return f"{word} from {number_in_words(first.value)} ({when(first)}) to {number_in_words(last.value)} ({when(last)})"


def _named(figure: Figure) -> str:
    stated = when(figure)
    return f"{_sentence(figure.label)} ({stated})" if stated else _sentence(figure.label)


def _sentence(text: str) -> str:
    text = " ".join(text.split())
    return text[:1].upper() + text[1:]
