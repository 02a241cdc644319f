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
from goldenthread.pathways.queries.waiting import Waiting, waiting
from goldenthread.pathways.queries.ways import CourseWay, Row, get_way, known_of, ways_of

__all__ = [
    "CourseWay",
    "Listed",
    "Row",
    "Waiting",
    "counted_with",
    "get_draft",
    "get_edition",
    "get_way",
    "holidays",
    "known_of",
    "listed",
    "relaxations",
    "waiting",
    "ways_of",
]
