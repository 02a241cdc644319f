"""Reads of questionnaires, requests and returns; the viewer comes first."""

from goldenthread.returns.queries.asked import (
    LateReturn,
    RequestFilter,
    RequestPage,
    RequestRow,
    get_request,
    late_returns,
    record_asked_about,
    request_page,
    requests_about,
    returns_of,
    silent_among,
)
from goldenthread.returns.queries.questionnaires import get_questionnaire, questionnaires, usable_versions
from goldenthread.returns.queries.returns import (
    answered_about,
    answered_side_by_side,
    answers_in,
    files_of,
    get_return,
    links_of,
    my_returns,
    return_for_link,
)
from goldenthread.returns.queries.work import AskedReturn, waiting_returns

__all__ = [
    "AskedReturn",
    "LateReturn",
    "RequestFilter",
    "RequestPage",
    "RequestRow",
    "answered_about",
    "answered_side_by_side",
    "answers_in",
    "files_of",
    "get_questionnaire",
    "get_request",
    "get_return",
    "late_returns",
    "links_of",
    "my_returns",
    "questionnaires",
    "record_asked_about",
    "request_page",
    "requests_about",
    "return_for_link",
    "returns_of",
    "silent_among",
    "usable_versions",
    "waiting_returns",
]
