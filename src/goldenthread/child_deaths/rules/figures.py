"""The figures of child death review: who is counted in which year, what may be published of it, and in which tables.

Deaths of a year and reviews of a year are different children: no figure here divides one by the other. A review is counted once, in the year of
the panel whose conclusion stands; one that was opened again moves to the year of its new conclusion.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from statistics import median, quantiles

from goldenthread.child_deaths.rules.suppression import LEAST_FOR_RATE, Edition, Sum, kept_back, share, shown
from goldenthread.child_deaths.terms import AgeBand, Category, Known, Modifiable, Sex

NOTIFIED, REVIEWED = "notified", "reviewed"
POOLS = (1, 3, 5)
"""Years that may be counted together: small numbers of one year say little. Source: practice of panels, three years (to be checked)."""
DEFINITION = (
    "A modifiable factor is one that could be changed, nationally or locally, to lower the risk to other children. "
    "It is no finding that a death could have been avoided, and blames nobody."
)
APART = "Deaths of a year and reviews of a year are different children: a death is rarely reviewed in the year it happened. Neither is a share of the other."
ONE_AND_TWO = "1+2"
"""Categories 1 and 2 together: in a single year they are never shown apart. Source: domain notes, 7.2 (to be checked)."""
MONTHS = (("6", 183), ("12", 365), ("18", 548))
PLACES: Mapping[str, str] = {
    **dict.fromkeys(("emergency", "ward", "intensive", "neonatal", "delivery", "theatre", "adult_care"), "hospital"),
    **dict.fromkeys(("home", "other_home"), "home"),
    "hospice": "hospice",
    **dict.fromkeys(("foster", "residential", "school", "mental", "custody"), "setting"),
    **dict.fromkeys(("road", "water", "public", "transit"), "public"),
    "abroad": "abroad",
}
"""Places as tables group them: the closer a place, the closer to a child."""
WORDS: Mapping[str, Mapping[str, str]] = {
    "age": {each.value: each.label for each in AgeBand},
    "sex": {each.value: each.label for each in Sex},
    "ethnicity": {"White": "White", "Mixed": "Mixed", "Asian": "Asian or Asian British", "Black": "Black or Black British", "Other": "Other", "Unknown": "Not known or not stated"},
    "deprivation": {"1": "1, most deprived", "2": "2", "3": "3", "4": "4", "5": "5, least deprived", "": "Not known"},
    "expected": {"yes": "Expected", "no": "Unexpected", "unknown": "Not known"},
    "response": {"yes": "Met the criteria", "no": "No criterion recorded"},
    "place": {"hospital": "Hospital", "home": "Home or another private home", "hospice": "Hospice", "setting": "Foster home, school or another setting", "public": "Public place, road, water or on the way", "abroad": "Abroad", "other": "Somewhere else or not known"},
    "modifiable": {each.value: each.label for each in Modifiable},
    "category": {ONE_AND_TWO: "1 and 2 Inflicted injury, abuse, neglect, or suicide", **{each.value: each.label for each in Category}, "": "Not recorded"},
    "panel": {"6": "Within 6 months", "12": "6 to 12 months", "18": "12 to 18 months", "over": "More than 18 months"},
    "meeting": {"6": "Within 6 months", "12": "6 to 12 months", "18": "12 to 18 months", "over": "More than 18 months", "": "No review meeting recorded"},
}  # fmt: skip
"""What each value of a table is called, in the order of its rows."""
DIMENSIONS = {NOTIFIED: ("age", "sex", "ethnicity", "deprivation", "expected", "response", "place"), REVIEWED: ("modifiable", "category", "age", "panel", "meeting")}  # fmt: skip
CROSSED = {NOTIFIED: (), REVIEWED: (("category", "modifiable"), ("age", "modifiable"))}
TITLES = {
    (NOTIFIED, "age"): "Age at death", (NOTIFIED, "sex"): "Sex", (NOTIFIED, "ethnicity"): "Ethnicity",
    (NOTIFIED, "deprivation"): "Fifth of deprivation", (NOTIFIED, "expected"): "Expected or not",
    (NOTIFIED, "response"): "Joint Agency Response", (NOTIFIED, "place"): "Place of death",
    (REVIEWED, "modifiable"): "Modifiable factors", (REVIEWED, "category"): "Category of death", (REVIEWED, "age"): "Age, of deaths reviewed",
    (REVIEWED, "panel"): "From death to the panel", (REVIEWED, "meeting"): "From death to the review meeting",
}  # fmt: skip


def year_of(on: date) -> int:
    """The year from 1 April to 31 March in which a day lies, by the year it began in."""
    return on.year if (on.month, on.day) >= (4, 1) else on.year - 1


def year_words(year: int, years: int = 1) -> str:
    """``2020-21``, or ``2018-19 to 2020-21`` for three years that end with it."""
    one = f"{year}-{(year + 1) % 100:02}"
    return one if years == 1 else f"{year_words(year - years + 1)} to {one}"


def place_group(place: str) -> str:
    """The group that tables put a place in."""
    return PLACES.get(place, "other")


def expected_group(said: str) -> str:
    """Expected, unexpected, or not known whatever the reason."""
    return said if said in {Known.YES.value, Known.NO.value} else "unknown"


def months_band(days: int | None) -> str:
    """The band of a time from death; empty where there is none."""
    if days is None:
        return ""
    return next((band for band, end in MONTHS if days <= end), "over")


What = tuple[tuple[str, str], ...]
"""What is counted: values of up to two dimensions; nothing is everybody."""
Joint = tuple[tuple[int, tuple[str, ...], int], ...]
"""Counts by year and by every dimension of a population at once."""
Key = tuple[str, int, int, What]
"""Population, last year, how many years, and what is counted of them."""


def _year_counts(population: str, joint: Joint) -> dict[int, Counter[What]]:
    names = DIMENSIONS[population]
    made: dict[int, Counter[What]] = {}
    for year, values, count in joint:
        held = made.setdefault(year, Counter())
        of = dict(zip(names, values, strict=True))
        held[()] += count
        for name, value in of.items():
            held[((name, value),)] += count
        for one, other in CROSSED[population]:
            held[((one, of[one]), (other, of[other]))] += count
        if of.get("category") in {"1", "2"}:
            held[(("category", ONE_AND_TWO),)] += count
            held[(("category", ONE_AND_TWO), ("modifiable", of["modifiable"]))] += count
    return made


def _people(population: str, joint: Joint, block: Sequence[int], pool: int) -> tuple[frozenset[Key], ...]:
    """For each kind of death counted in a block of years, the quantities of the block that it adds to."""
    end, made = block[-1], []
    for of, values, _ in joint:
        if of in block:
            kind = _year_counts(population, ((of, values, 1),))[of]
            kept = [what for what in kind if pool == 1 or (not _together(what) and len(what) < 2)]
            made.append(frozenset({(population, of, 1, ()), *((population, end, pool, what) for what in kept)}))
    return tuple(dict.fromkeys(made))


def _apart(what: What) -> bool:
    return bool(what) and what[0] in {("category", "1"), ("category", "2")}


def _together(what: What) -> bool:
    return bool(what) and what[0] == ("category", ONE_AND_TWO)


def _within(population: str, year: int, years: int, counts: Iterable[What]) -> list[Sum]:
    """How the quantities of one span add up."""
    whole = [each for each in counts if not (_apart(each) if years == 1 else _together(each))]
    made: dict[What | tuple[str, object], list[What]] = {}
    for each in whole:
        if len(each) == 1:
            made.setdefault(("of", each[0][0]), []).append(each)
        elif len(each) == 2:
            made.setdefault(("row", each[0], each[1][0]), []).append(each)  # type: ignore[arg-type]
            made.setdefault(("column", each[1], each[0][0]), []).append(each)  # type: ignore[arg-type]

    def key(what: What) -> Key:
        return population, year, years, what

    sums = []
    for (kind, *about), parts in made.items():  # type: ignore[misc]
        total: What = () if kind == "of" else (about[0],)  # type: ignore[assignment]
        sums.append(Sum(key(total), tuple(key(part) for part in parts)))
    if years == 1:
        for each in [each for each in counts if _together(each)]:
            parts = [(("category", code), *each[1:]) for code in ("1", "2")]
            sums.append(Sum(key(each), tuple(key(part) for part in parts if part in set(counts))))
        for code in ("1", "2"):
            crossed = [each for each in counts if len(each) == 2 and each[0] == ("category", code)]
            if crossed:
                sums.append(Sum(key((("category", code),)), tuple(key(part) for part in crossed)))
    return sums


@dataclass(frozen=True, slots=True)
class Book:
    """Every count of a population, and which of them are kept back."""

    population: str
    counts: Mapping[Key, int]
    hidden: frozenset[Key]
    years: tuple[int, ...]
    open: frozenset[tuple[int, int]] = frozenset()
    """The windows, by their last year and how many, of which breakdowns may be shown: of every other not even a zero is."""


ANCHOR = 2019
"""Blocks of years are counted from 2019-20, the first year of the National Child Mortality Database."""


def block_of(year: int, pool: int) -> tuple[int, ...]:
    """The block of years that a year lies in, where breakdowns are made over so many years together."""
    first = year - (year - ANCHOR) % pool
    return tuple(range(first, first + pool))


@lru_cache(maxsize=32)
def book(population: str, joint: Joint, least: int, pool: int = 1, through: int | None = None) -> Book:
    """What may be published of a population: each year's total, and breakdowns of blocks of `pool` years that do not overlap, once the block is over (`through`, the
    last year that is). Of windows that overlap one taken from another would tell what each keeps back; blocks share no child, so each is judged by itself,
    its tables and its years' totals together. Every other count is there for those who lead, and hidden.
    """
    by_year = _year_counts(population, joint)
    if not by_year:
        return Book(population, {}, frozenset(), ())
    first, last = min(by_year), max(by_year)
    ended = last if through is None else through
    everything: dict[Key, int] = {}
    for year in range(first, last + 1):
        for years in POOLS:
            everything |= _window(population, by_year, year, years)
    hidden: set[Hashable] = set()
    opened: set[tuple[int, int]] = set()
    if least:
        hidden |= everything.keys()
        for start in range(block_of(first, pool)[0], last + 1, pool):
            block = block_of(start, pool)
            hidden -= _open_of(population, joint, by_year, block, pool, least, ended)
            if block[-1] <= ended:
                opened.add((block[-1], pool))
    return Book(population, everything, frozenset(hidden), tuple(range(first, last + 1)), frozenset(opened))  # type: ignore[arg-type]


def _window(population: str, by_year: Mapping[int, Counter[What]], year: int, years: int) -> dict[Key, int]:
    """Every count of the years that end with one."""
    total: Counter[What] = Counter()
    for each in range(year - years + 1, year + 1):
        total.update(by_year.get(each, Counter()))
    return {
        (population, year, years, what): count for what, count in total.items() if years == 1 or not _together(what)
    }


def _open_of(
    population: str,
    joint: Joint,
    by_year: Mapping[int, Counter[What]],
    block: tuple[int, ...],
    pool: int,
    least: int,
    ended: int,
) -> set[Hashable]:
    """The quantities of one block that may be shown: its years' totals as they came, and, once it is over, its breakdowns."""
    there = [year for year in block if year in by_year]
    editions = [Edition({(population, year, 1, ()): by_year[year][()]}) for year in there] if pool > 1 else []
    if there and block[-1] <= ended:
        # of few deaths, a table of two things at once keeps nearly everything back, and the tables of one with it
        window = _window(population, by_year, block[-1], pool)
        counts: dict[Hashable, int] = {}
        counts.update((key, count) for key, count in window.items() if pool == 1 or len(key[3]) < 2)
        sums = _within(population, block[-1], pool, [key[3] for key in counts])  # type: ignore[index]
        if pool > 1:
            sums.append(Sum((population, block[-1], pool, ()), tuple((population, year, 1, ()) for year in there)))
        never = frozenset(key for key in counts if pool == 1 and _apart(key[3]))  # type: ignore[index]
        editions.append(Edition(counts, tuple(sums), never, _people(population, joint, block, pool)))
    held = {key for one in editions for key in one.counts}
    return held - kept_back(editions, least) if editions else set()


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table. None is a count that is kept back, or a share that cannot be told."""

    label: str
    count: int | None
    share: int | None = None
    modifiable: int | None = None
    modifiable_share: int | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """A table of one population in a span of years."""

    key: str
    title: str
    population: str
    lines: tuple[Line, ...]
    total: int | None
    with_modifiable: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """How small numbers are kept back. Exact is for those who lead, on the page alone."""

    least: int
    rounded_to: int
    exact: bool = False
    pool: int = 1
    ended: int | None = None

    @property
    def _blocks(self) -> str:
        if self.pool == 1:
            return "Categories 1 and 2 are shown together."
        return f"Breakdowns are made over {self.pool} years together, once they are over, and of no years that overlap."

    @property
    def words(self) -> str:
        """As a publication says it."""
        if self.exact:
            return "Exact figures, nothing kept back: not to leave the room."
        rounding = f" Counts are rounded to the nearest {self.rounded_to}, so that rows need not add up." if self.rounded_to > 1 else ""  # fmt: skip
        return (
            f"Counts from 1 to {self.least - 1} are kept back, with whatever else would tell them by subtraction, within a table, between tables and between years. "
            f"Zeros are shown. {self._blocks}{rounding}"
        )


def told(held: Book, settings: Settings, year: int, years: int, what: What = ()) -> int | None:
    """One count as it may be seen."""
    key = (held.population, year, years, what)
    count = held.counts.get(key, 0)
    if settings.exact:
        return count
    may_show = (year, years) in held.open or (not what and years == 1)
    return shown(count, is_hidden=not may_show or key in held.hidden, rounded_to=settings.rounded_to)


def tables(held: Book, settings: Settings, year: int, years: int) -> tuple[Figures, ...]:
    """Every table of a population for the years that end with one."""
    total = told(held, settings, year, years)
    made = []
    for name in DIMENSIONS[held.population]:
        crossed = (name, "modifiable") in CROSSED[held.population] and (settings.exact or settings.pool == 1)
        lines = []
        for value, label in WORDS[name].items():
            if name == "category" and ((value in {"1", "2"}) if years == 1 and not settings.exact else value == ONE_AND_TWO):  # fmt: skip
                continue
            count = told(held, settings, year, years, ((name, value),))
            if not count and count is not None and value in {"", "unknown", "indeterminate"}:
                continue
            yes = told(held, settings, year, years, ((name, value), ("modifiable", "yes"))) if crossed else None
            lines.append(Line(label, count, share(count, total), yes, share(yes, count)))
        made.append(Figures(name, TITLES[held.population, name], held.population, tuple(lines), total, crossed))
    return tuple(made)


@dataclass(frozen=True, slots=True)
class Times:
    """How long something took, in days; None where it is of too few to say."""

    counted: int
    middle: int | None
    lower: int | None
    upper: int | None
    least: int | None
    most: int | None


def times(days: Sequence[int], *, exact: bool) -> Times:
    """Median, quartiles and range. Of fewer than ten nothing is said unless exact; the range, which is two children's own, stays with those who lead."""
    if not days or (len(days) < LEAST_FOR_RATE and not exact):
        return Times(len(days), None, None, None, None, None)
    low, _, high = quantiles(days, n=4, method="inclusive") if len(days) > 1 else (days[0],) * 3
    return Times(len(days), round(median(days)), round(low), round(high), min(days) if exact else None, max(days) if exact else None)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Factored:
    """A modifiable factor, and in how many reviews it was found."""

    name: str
    count: int | None


def ranked(counts: Mapping[str, int], settings: Settings) -> tuple[Factored, ...]:
    """Modifiable factors by how often they were found. Those below the least say so and stand in the order of their names."""
    made = [
        Factored(
            name,
            count
            if settings.exact
            else shown(count, is_hidden=0 < count < settings.least, rounded_to=settings.rounded_to),
        )
        for name, count in counts.items()
    ]
    return tuple(sorted(made, key=lambda each: (each.count is None, -(each.count or 0), each.name)))


def partition(counts: Mapping[str, int], settings: Settings) -> dict[str, int | None]:
    """A table of its own, such as what waits today: each count as it may be seen, and their sum under an empty name."""
    total = sum(counts.values())
    names = tuple(name for name, count in counts.items() if count)
    hidden = (
        kept_back([Edition({**{name: counts[name] for name in names}, "": total}, (Sum("", names),))], settings.least)
        if names and not settings.exact
        else frozenset()
    )
    return {
        name: count if settings.exact else shown(count, is_hidden=name in hidden, rounded_to=settings.rounded_to)
        for name, count in {**counts, "": total}.items()
    }
