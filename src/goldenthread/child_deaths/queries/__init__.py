"""Reads of child death review: the viewer is the first argument of each that is not about a row the viewer sees."""

from goldenthread.child_deaths.queries.deaths import (
    STANDINGS,
    Analysed,
    Filter,
    FirstDays,
    Information,
    analysed,
    arrangement,
    deaths,
    disclosures,
    first_days,
    get_death,
    handovers,
    information,
    may_be_one,
    meetings_of,
    panels,
    part_of,
    related,
    tracks_of,
)
from goldenthread.child_deaths.queries.importing import alike, brought_in_before
from goldenthread.child_deaths.queries.register import (
    SIZE,
    Candidate,
    Glance,
    Listed,
    candidates,
    glance,
    listed,
    not_at_database,
    page_of,
    steps_missing,
)

__all__ = [
    "SIZE", "STANDINGS", "Analysed", "Candidate", "Filter", "FirstDays", "Glance", "Information", "Listed", "alike", "analysed",
    "arrangement", "brought_in_before", "candidates", "deaths", "disclosures", "first_days", "get_death", "glance", "handovers", "information",
    "listed", "may_be_one", "meetings_of", "not_at_database", "page_of", "panels", "part_of", "related", "steps_missing", "tracks_of",
]  # fmt: skip
