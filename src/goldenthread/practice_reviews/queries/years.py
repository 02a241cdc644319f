"""What is counted over the years, of the reviews a viewer sees. The database counts: how many reviews there are costs the page nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import Case, Q, When
from django.db.models.functions import Coalesce, ExtractMonth, ExtractYear

from goldenthread.core.clock import ENGLAND
from goldenthread.database.statements import Slot, Statement
from goldenthread.practice_reviews.models import Review
from goldenthread.practice_reviews.queries.reviews import arranged
from goldenthread.practice_reviews.rules.ages import BANDS, one_band
from goldenthread.practice_reviews.rules.years import USUAL_LEAST, Year, by_year, counted_bands, year_from
from goldenthread.practice_reviews.terms import AgeBand
from goldenthread.records.models.record import ANYONE, sight
from goldenthread.records.viewer import Viewer

# The reviews are cut by who looks, once; what hangs from them is of the same records. One question: each further one would ask the policies
# of the same tables again, which takes longer than counting. The policies of each table hold.
COUNTED = """
with seen as materialized ({seen})
select 'record', record_id::int8, '', '', 0::bigint, 0::bigint from seen
union all
select 'review', year::int, door, incident_type, count(*), 0 from seen group by 2, 3, 4
union all
select 'stage', seen.year::int, s.key, '', count(*), count(*) filter (where s.on_time) from seen
  join pathways_course c on c.record_id = seen.record_id join pathways_pathway p on p.id = c.pathway_id
  join pathways_coursestage s on s.course_id = c.id and s.state = 'done' and s.on_time is not null
 where p.key = 'serious_incident_notification' and s.key = 'notification' and seen.notified_at is not null
    or p.key = 'rapid_review' and s.key = 'sent' and seen.sent_on is not null
 group by 2, 3
union all
select 'child', seen.year::int, {least}, {most}, count(*), 0 from seen join practice_reviews_child h on h.record_id = seen.record_id group by 2, 3, 4
union all
select 'theme', seen.year::int, t.theme, '', count(distinct seen.record_id), 0 from seen join records_link l on l.upstream_id = seen.record_id
  join thread_learningpoint p on p.record_id = l.downstream_id cross join lateral unnest(p.themes) t(theme) group by 2, 3
union all
select 'decision', 0, last.decision, '', count(*), 0 from seen cross join lateral
  (select f.decision from practice_reviews_furtherdecision f where f.record_id = seen.record_id order by f.id desc limit 1) last
 group by 3
"""


@dataclass(frozen=True, slots=True)
class Counts:
    """What the years come to: by year, by the last decision on a further review, by what it was about, and by age at the incident."""

    records: list[int]
    """The reviews that are counted."""
    years: list[Year]
    decisions: Counter[str]
    abouts: Counter[str]
    bands: dict[AgeBand, int]
    themes: dict[str, Counter[str]]
    """Under each theme of what was learned, in how many reviews of each year it was; what was in most reviews first."""


def least_shown(partnership_id: int) -> int:
    """Below what number this partnership keeps counts of children back. One query."""
    held = arranged(partnership_id)
    return held.least_shown if held else USUAL_LEAST


def _band(column: str) -> str:
    """The band of an age in months, as the rules have it; not known where there is none."""
    known = " ".join(f"when {column} < {end} then '{band.value}'" for end, band in ((0, AgeBand.UNBORN), *BANDS))
    return f"case when {column} is null then '{AgeBand.UNKNOWN.value}' {known} else '{AgeBand.ADULT.value}' end"


@cache
def _counted() -> Statement:
    """Written once for the process (docs/adr/0008). The year is England's, of the notification, else of when it was written down."""
    day = Coalesce("notified_at", "record__opened_at")
    year = ExtractYear(day, tzinfo=ENGLAND)
    rows = Review.objects.visible_to(ANYONE).filter(partnership__any_of=Slot("partnerships"))  # type: ignore[attr-defined]
    seen = rows.annotate(month=ExtractMonth(day, tzinfo=ENGLAND)).annotate(
        year=Case(When(Q(month__gte=4), then=year), default=year - 1)
    )
    made = Statement(seen.values_list("record_id", "year", "door", "incident_type", "notified_at", "sent_on"))
    made.text = COUNTED.format(seen=made.text, least=_band("h.age_least"), most=_band("h.age_most"))
    return made


def counts(viewer: Viewer, partnership_id: int) -> Counts:
    """Every review the viewer sees, counted. One query."""
    held: dict[str, list[tuple[Any, ...]]] = {
        "record": [],
        "review": [],
        "stage": [],
        "child": [],
        "theme": [],
        "decision": [],
    }
    for kind, *row in _counted().rows(**sight(viewer), partnerships=[partnership_id]):
        held[kind].append(tuple(row))
    abouts: Counter[str] = Counter()
    for _, _, about, count, _ in held["review"]:
        abouts[about] += count
    children = held["child"]
    themes: dict[str, Counter[str]] = {}
    for year, theme, _, count, _ in held["theme"]:
        themes.setdefault(theme, Counter())[year_from(year)] += count
    return Counts(
        [pk for pk, *_ in held["record"]],
        by_year(
            ((year_from(year), door, count) for year, door, _, count, _ in held["review"]),
            ((year_from(year), stage, count, in_time) for year, stage, _, count, in_time in held["stage"]),
            ((year_from(year), count) for year, _, _, count, _ in children),
        ),
        Counter({decision: count for _, decision, _, count, _ in held["decision"]}),
        abouts,
        counted_bands((one_band(AgeBand(least), AgeBand(most)), count) for _, least, most, count, _ in children),
        dict(sorted(themes.items(), key=lambda pair: (-pair[1].total(), pair[0]))),
    )
