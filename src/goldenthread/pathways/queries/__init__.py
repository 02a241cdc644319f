"""Reads of pathways and of records' ways along them; the viewer comes first."""

from goldenthread.pathways.queries.editions import (
    Listed,
    counted_with,
    get_draft,
    get_edition,
    holidays,
    listed,
    relaxations,
)
from goldenthread.pathways.queries.waiting import Soon, Waiting, soon, soon_of_group, waiting, waiting_for
from goldenthread.pathways.queries.ways import CourseWay, Row, get_way, known_of, ways_of

__all__ = [
    "CourseWay",
    "Listed",
    "Row",
    "Soon",
    "Waiting",
    "counted_with",
    "get_draft",
    "get_edition",
    "get_way",
    "holidays",
    "known_of",
    "listed",
    "relaxations",
    "soon",
    "soon_of_group",
    "waiting",
    "waiting_for",
    "ways_of",
]
