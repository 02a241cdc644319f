"""The figures as the panel's circle may see them: counted in the database, a constant number of statements however many deaths there are."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import Case, Value, When
from django.db.models.functions import Coalesce, ExtractYear

from goldenthread.child_deaths.models import (
    AreaDecision,
    Arrangement,
    Death,
    Factor,
    Recommendation,
    ReviewMeeting,
    Track,
)
from goldenthread.child_deaths.queries.deaths import OPEN_STATES, OUT_STATES
from goldenthread.child_deaths.rules.figures import (
    NOTIFIED,
    REVIEWED,
    Factored,
    Figures,
    Joint,
    Settings,
    Times,
    book,
    expected_group,
    months_band,
    partition,
    place_group,
    ranked,
    tables,
    times,
    told,
    year_of,
)
from goldenthread.child_deaths.shipped import ethnicities
from goldenthread.child_deaths.terms import AreaLead, DeathState, TrackKind
from goldenthread.families.queries import offers
from goldenthread.records.viewer import Viewer
from goldenthread.thread.models import LearningPoint

LED_HERE = (AreaLead.HERE.value, AreaLead.HERE_AGREED.value, AreaLead.JOINT.value)
WAITS = {each.value: each.label for each in TrackKind} | {"theme": "A themed panel", "": "Nothing that is written down"}


def counted(viewer: Viewer, partnership_id: int) -> QuerySet[Death]:
    """Deaths that count here, each once: in scope, led here by the last decision on the area, and neither joined with another nor reviewed elsewhere.

    One that was taken up before decisions were written down counts; one that only came in, and whose area is open, does not yet.
    """
    last = AreaDecision.objects.filter(death=OuterRef("pk")).order_by("-pk").values("lead")[:1]
    rows = Death.objects.visible_to(viewer).filter(partnership=partnership_id).exclude(state__in=OUT_STATES)  # type: ignore[attr-defined]
    led = rows.annotate(lead=Coalesce(Subquery(last), Value("")))
    return led.filter(Q(lead__in=LED_HERE) | Q(lead="") & ~Q(state=DeathState.NOTIFIED.value))  # type: ignore[no-any-return]


def _year(column: str) -> Any:
    """The year from April to March in which a day lies."""
    return Case(
        When(**{f"{column}__month__gte": 4}, then=ExtractYear(column)),
        default=ExtractYear(column) - 1,
        output_field=IntegerField(),
    )


def _notified(rows: QuerySet[Death]) -> Joint:
    grouped = (
        rows.annotate(
            year=_year("died_on"),
            response=Case(When(limbs=[], then=Value("no")), default=Value("yes"), output_field=CharField()),
        )
        .order_by()
        .values_list("year", "age_band", "sex", "ethnicity", "deprivation", "expected", "response", "place")
        .annotate(how_many=Count("pk"))
    )
    known = ethnicities()
    held: Counter[tuple[int, tuple[str, ...]]] = Counter()
    for year, age, sex, ethnicity, fifth, expected, response, place, count in grouped:
        group = known[ethnicity].group if ethnicity in known else "Unknown"
        # the tables' five groups: a group of the list that is none of them is told with the others
        group = group.split()[0]
        group = "Unknown" if group == "Not" else group if group in {"White", "Mixed", "Asian", "Black"} else "Other"
        values = (
            age, sex, group, str(fifth or ""), expected_group(expected), response, place_group(place),
        )  # fmt: skip
        held[year, values] += count
    return tuple(sorted((year, values, count) for (year, values), count in held.items()))


def _reviewed(rows: QuerySet[Death]) -> tuple[Joint, dict[int, list[tuple[int | None, int | None]]]]:
    first = ReviewMeeting.objects.filter(death=OuterRef("pk")).order_by("on", "pk").values("on")[:1]
    grouped = (
        rows.filter(concluded_on__isnull=False, analyses__standing="final", state__in=["reviewed", "closed"])
        .annotate(
            year=_year("concluded_on"), to_panel=F("concluded_on") - F("died_on"), to_meeting=Subquery(first) - F("died_on")
        )
        .order_by()
        .values_list("year", "final_modifiable", "final_category", "age_band", "to_panel", "to_meeting")
        .annotate(how_many=Count("pk", distinct=True))
    )  # fmt: skip
    held: Counter[tuple[int, tuple[str, ...]]] = Counter()
    days: dict[int, list[tuple[int | None, int | None]]] = {}
    for year, modifiable, category, age, to_panel, to_meeting, count in grouped:
        panel, meeting = (each.days if each is not None else None for each in (to_panel, to_meeting))
        held[year, (modifiable, category, age, months_band(panel), months_band(meeting))] += count
        days.setdefault(year, []).extend([(panel, meeting)] * count)
    return tuple(sorted((year, values, count) for (year, values), count in held.items())), days


@dataclass(frozen=True, slots=True)
class Yearly:
    """A partnership's figures for years that end with one."""

    year: int
    years: int
    known: tuple[int, ...]
    settings: Settings
    notified: int | None
    reviewed: int | None
    tables: tuple[Figures, ...]
    trend: tuple[tuple[int, int | None, int | None], ...]
    factors: tuple[Factored, ...]
    to_panel: Times
    to_meeting: Times
    backlog: dict[str, int | None]
    backlog_age: dict[str, int | None]
    recommended: int
    informed: int
    answered: int
    offered: dict[str, int | None]


def settings_of(held: Arrangement, today: date, *, exact: bool = False) -> Settings:
    """How the arrangements keep small numbers back, as things stand on a day: the year that goes on is not over."""
    return Settings(max(held.least_shown, 2), held.rounded_to, exact, held.pooled_over, year_of(today) - 1)


def figures(
    viewer: Viewer, partnership_id: int, settings: Settings, *, year: int, years: int, offered: bool = True
) -> Yearly:
    """Every table of a year, or of three or five years that end with it. Nine queries."""
    rows = counted(viewer, partnership_id)
    notified = book(NOTIFIED, _notified(rows), settings.least, settings.pool, settings.ended)
    joint, days = _reviewed(rows)
    reviewed = book(REVIEWED, joint, settings.least, settings.pool, settings.ended)
    start, end = date(year - years + 1, 4, 1), date(year + 1, 3, 31)
    of = rows.filter(concluded_on__range=(start, end), state__in=["reviewed", "closed"])
    factors: dict[str, int] = dict(
        Factor.objects.filter(death__in=of.values("pk"), modifiable=True, analysis__standing="final")
        .filter(~Exists(Factor.objects.filter(death=OuterRef("death"), analysis__standing="final", analysis__number__gt=OuterRef("analysis__number"))))
        .order_by().values_list("name").annotate(how_many=Count("death", distinct=True))
    )  # fmt: skip
    span = [each for one in range(year - years + 1, year + 1) for each in days.get(one, [])]
    known = sorted({*notified.years, *reviewed.years} or {year})
    advice = Recommendation.objects.filter(death__in=of.values("pk")).aggregate(
        all=Count("pk"), informed=Count("pk", filter=Q(informed_on__isnull=False)),
        answered=Count("pk", filter=Q(answered_on__isnull=False)),
    )  # fmt: skip
    waits, ages = _backlog(rows, viewer.day)
    return Yearly(
        year, years, tuple(known), settings, told(notified, settings, year, years), told(reviewed, settings, year, years),
        (*tables(notified, settings, year, years), *tables(reviewed, settings, year, years)),
        tuple((each, told(notified, settings, each, 1), told(reviewed, settings, each, 1)) for each in range(year - 9, year + 1)),
        ranked(factors, settings),
        times([panel for panel, _ in span if panel is not None], exact=settings.exact),
        times([meeting for _, meeting in span if meeting is not None], exact=settings.exact),
        partition(waits, settings), partition(ages, settings), advice["all"], advice["informed"], advice["answered"],
        # of one year alone: single years taken from three would tell what each keeps back
        partition(_offered(viewer, partnership_id, of), settings) if years == 1 and offered else {},
    )  # fmt: skip


def _backlog(rows: QuerySet[Death], today: date) -> tuple[dict[str, int], dict[str, int]]:
    """Open deaths today by what they wait for, the first thing that holds each, and by how long ago the child died."""
    holds = Track.objects.filter(death=OuterRef("pk"), holds=True, ended_on__isnull=True).order_by("pk").values("kind")[:1]  # fmt: skip
    waiting = (
        rows.filter(state__in=OPEN_STATES, concluded_on__isnull=True)
        .annotate(waits=Coalesce(Subquery(holds), Case(When(theme="", then=Value("")), default=Value("theme"), output_field=CharField())))
        .order_by().values_list("waits", "died_on").annotate(how_many=Count("pk"))
    )  # fmt: skip
    waits: Counter[str] = Counter()
    ages = Counter(dict.fromkeys(("Under 6 months", "6 to 12 months", "12 to 18 months", "More than 18 months"), 0))
    for why, died_on, count in waiting:
        waits[WAITS[why]] += count
        band = months_band((today - died_on).days)
        ages[
            {"6": "Under 6 months", "12": "6 to 12 months", "18": "12 to 18 months"}.get(band, "More than 18 months")
        ] += count
    return dict(waits), dict(ages)


def _offered(viewer: Viewer, partnership_id: int, of: QuerySet[Death]) -> dict[str, int]:
    """Of the deaths reviewed, how many families were offered to take part. Three queries."""
    _, each = offers(viewer, partnership_id, of.values_list("pk", flat=True))
    held = Counter(
        "Everyone written down was offered to take part"
        if one.facts.members and one.facts.members == one.facts.offered
        else "Accounted for, with a reason where nobody was approached"
        if one.facts.members and one.facts.members == one.facts.accounted
        else "Not yet offered, or nobody written down"
        for one in each
    )
    return dict(held)


def learning_from(viewer: Viewer, partnership_id: int, *, year: int) -> list[str]:
    """What was learned from the reviews of a year, in words that may leave the panel. One query."""
    of = counted(viewer, partnership_id).filter(concluded_on__range=(date(year, 4, 1), date(year + 1, 3, 31)))
    points = LearningPoint.objects.visible_to(viewer).filter(  # type: ignore[attr-defined]
        pk__in=Factor.objects.filter(death__in=of.values("pk"), learning__isnull=False).values("learning")
    )
    return list(points.order_by("pk").values_list("text", flat=True))


def recommended(viewer: Viewer, partnership_id: int, *, year: int) -> list[Recommendation]:
    """Recommendations of the reviews of a year, with what followed. One query."""
    of = counted(viewer, partnership_id).filter(concluded_on__range=(date(year, 4, 1), date(year + 1, 3, 31)))
    return list(Recommendation.objects.filter(death__in=of.values("pk")).order_by("level", "addressee", "pk"))
