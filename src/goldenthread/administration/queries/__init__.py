"""Reads of administration. The policies decide what of it a viewer is given."""

from goldenthread.administration.queries.circles import CircleRow, circles, find_circle
from goldenthread.administration.queries.log import LogFilter, LogRow, access_log
from goldenthread.administration.queries.people import (
    PeopleFilter,
    PersonRow,
    find_member,
    open_actions_of,
    people,
    people_page,
)
from goldenthread.administration.queries.sight import Request, requests

__all__ = [
    "CircleRow",
    "LogFilter",
    "LogRow",
    "PeopleFilter",
    "PersonRow",
    "Request",
    "access_log",
    "circles",
    "find_circle",
    "find_member",
    "open_actions_of",
    "people",
    "people_page",
    "requests",
]
