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
    told_of,
    tracks_of,
)
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
)
from goldenthread.child_deaths.queries.saying import Compared, Said, SideBySide, answer_said, side_by_side

__all__ = [
    "SIZE", "STANDINGS", "Analysed", "Candidate", "Compared", "Filter", "FirstDays", "Glance", "Information", "Listed", "Said", "SideBySide", "analysed", "answer_said",
    "arrangement", "candidates", "deaths", "disclosures", "first_days", "get_death", "glance", "handovers", "information",
    "listed", "may_be_one", "meetings_of", "not_at_database", "page_of", "panels", "part_of", "related", "side_by_side", "told_of", "tracks_of",
]  # fmt: skip
