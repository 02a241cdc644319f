"""The figures in words, tables and pictures: the same for the page, for what is taken away and for the annual report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from goldenthread.child_deaths.queries.figures import Yearly
from goldenthread.child_deaths.rules.figures import APART, DEFINITION, NOTIFIED, Figures, Times, year_words
from goldenthread.child_deaths.rules.suppression import share
from goldenthread.child_deaths.shipped import NATIONAL_CHECKED_ON, national
from goldenthread.design.components import Column, EmptyState, NumberCard, Row, Table
from goldenthread.design.format import day
from goldenthread.rendering.charts import Chart, Series, chart_alt, chart_svg

KEPT = "Kept back"
NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Part:
    """A table with what is said of it, and its chart where there is something to draw."""

    key: str
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    chart: Chart | None = None

    @property
    def table(self) -> Table:
        """As a page shows it."""
        columns = tuple(Column(head, "number" if place else "wide") for place, head in enumerate(self.heads))
        return Table(
            self.title,
            columns,
            tuple(Row(row) for row in self.rows),
            empty=EmptyState("Nothing to count", "There is nothing in these years."),
        )

    @property
    def picture(self) -> Markup:
        """The chart; empty where there is none."""
        return Markup(chart_svg(self.chart, width=640)) if self.chart else Markup("")


def count_words(count: int | None) -> str:
    """A count, or that it is kept back."""
    return KEPT if count is None else f"{count:,}"


def share_words(value: int | None) -> str:
    """A share, or nothing."""
    return NOTHING if value is None else f"{value}%"


def _chart(title: str, pairs: Sequence[tuple[str, int | None]], unit: str) -> Chart | None:
    """A picture of what is shown; none where nothing is, so that it says no more than its table."""
    if not any(count for _, count in pairs):
        return None
    return Chart(title, tuple(name for name, _ in pairs), (Series(title, tuple(count for _, count in pairs)),), unit)  # type: ignore[arg-type]


def _england(year: int, years: int, measure: str) -> str:
    found = national().get((year, measure)) if years == 1 else None
    if found is None:
        return NOTHING
    return (
        f"{found.value}%"
        if found.unit == "percent"
        else f"{int(found.value):,}"
        if found.value.isdigit()
        else f"{found.value} {found.unit}"
    )


def _table(held: Yearly, one: Figures) -> Part:
    when = year_words(held.year, held.years)
    who = "Deaths" if one.population == NOTIFIED else "Reviews"
    heads: tuple[str, ...] = (one.title, who, "Share")
    england = one.key == "modifiable"
    if one.with_modifiable:
        heads = (*heads, "With modifiable factors", "Share of the row")
    if england:
        heads = (*heads, "England")
    rows = [
        (
            line.label, count_words(line.count), share_words(line.share),
            *((count_words(line.modifiable), share_words(line.modifiable_share)) if one.with_modifiable else ()),
            *((_england(held.year, held.years, "modifiable") if place == 0 else NOTHING,) if england else ()),
        )
        for place, line in enumerate(one.lines)
    ]  # fmt: skip
    rows.append(("All", count_words(one.total), *([""] * (len(heads) - 2))))
    note = DEFINITION if one.with_modifiable or england else "1 is the most deprived fifth." if one.key == "deprivation" else ""  # fmt: skip
    chart = _chart(f"{one.title}, {when}", [(line.label, line.count) for line in one.lines], who.lower())
    return Part(f"{one.population}-{one.key}", one.title, heads, tuple(rows), note, chart)


def _times(name: str, each: Times) -> tuple[str, ...]:
    def told(value: int | None) -> str:
        return NOTHING if value is None else f"{value:,}"

    counted = NOTHING if each.middle is None else f"{each.counted:,}"
    return (name, counted, told(each.middle), f"{told(each.lower)} to {told(each.upper)}", f"{told(each.least)} to {told(each.most)}")  # fmt: skip


def cards(held: Yearly) -> tuple[NumberCard, ...]:
    """The figures at a glance."""
    yes = next((line for one in held.tables if one.key == "modifiable" for line in one.lines), None)
    return (
        NumberCard("Deaths", count_words(held.notified), f"England: {_england(held.year, held.years, 'deaths')}"),
        NumberCard("Reviews concluded", count_words(held.reviewed), f"England: {_england(held.year, held.years, 'reviews')}"),
        NumberCard("With modifiable factors", share_words(yes.share if yes else None), f"England: {_england(held.year, held.years, 'modifiable')}"),
        NumberCard("Median days from death to the panel", NOTHING if held.to_panel.middle is None else str(held.to_panel.middle), "Of ten reviews or more"),
    )  # fmt: skip


def parts(held: Yearly) -> tuple[Part, ...]:
    """Every table in its order."""
    when = year_words(held.year, held.years)
    trend = Part(
        "trend", "Deaths and reviews by year", ("Year", "Deaths", "Deaths in England", "Reviews", "Reviews in England"),
        tuple((year_words(year), count_words(died), _england(year, 1, "deaths"), count_words(seen), _england(year, 1, "reviews")) for year, died, seen in held.trend),
        APART, _chart("Deaths by year", [(year_words(year), died) for year, died, _ in held.trend], "deaths"),
    )  # fmt: skip
    made = [trend, *(_table(held, one) for one in held.tables)]
    made.append(Part(
        "factors", "Modifiable factors, the most found first", ("Factor", "Reviews", "Share of reviews"),
        tuple((each.name, count_words(each.count), share_words(share(each.count, held.reviewed))) for each in held.factors), DEFINITION,
        _chart(f"Modifiable factors, {when}", [(each.name, each.count) for each in held.factors if each.count][:12], "reviews"),
    ))  # fmt: skip
    made.append(Part(
        "times", "Time to review, in days", ("From death to", "Reviews", "Median", "Middle half", "Shortest to longest"),
        (_times("The review meeting", held.to_meeting), _times("The panel", held.to_panel)),
        "Of fewer than ten reviews nothing is said. The shortest and the longest are two children’s own, and stay with those who lead.",
    ))  # fmt: skip
    made.append(_partition("backlog-age", "Open reviews today, by time since death", held.backlog_age))
    made.append(_partition("backlog", "What open reviews wait for today", held.backlog))
    made.append(Part(
        "recommendations", "Recommendations", ("Recommendations of these reviews", "How many"),
        (("Made", str(held.recommended)), ("The body was informed", str(held.informed)), ("The body answered", str(held.answered))),
    ))  # fmt: skip
    if held.offered:
        made.append(_partition("families", "What families were offered", held.offered))
    return tuple(made)


def _partition(key: str, title: str, held: dict[str, int | None]) -> Part:
    rows = [(name, count_words(count)) for name, count in held.items() if name]
    return Part(key, title, (title, "Deaths"), (*rows, ("All", count_words(held.get("", 0)))))


COLUMNS = ("Table", "Row", "Measure", "Value")


def exported(held: Yearly) -> Iterator[tuple[Any, ...]]:
    """The same tables as rows, with the definition and the settings: whoever has the file has them."""
    yield "About", "Years", "", year_words(held.year, held.years)
    yield "About", "Small numbers", "", held.settings.words
    yield "About", "Definition", "", DEFINITION
    yield "About", "Two populations", "", APART
    for part in parts(held):
        for row in part.rows:
            for head, value in zip(part.heads[1:], row[1:], strict=True):
                if value:
                    yield part.title, row[0], head, value


def national_note() -> str:
    """Where England's figures come from."""
    return f"Figures for England as the National Child Mortality Database, NHS Digital and the Department for Education published them, checked on {day(NATIONAL_CHECKED_ON)}. Where none is shown, none was at hand."


def charts_of(made: Sequence[Part]) -> dict[str, tuple[bytes, str]]:
    """Pictures for a document, by their parts' keys, each with what it says."""
    return {part.key: (chart_svg(part.chart, width=460, font="Libertinus Serif").encode(), chart_alt(part.chart)) for part in made if part.chart}  # fmt: skip
