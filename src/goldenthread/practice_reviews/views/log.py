"""The composite log over all reviews, by theme."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from goldenthread.design.components import (
    Column,
    Content,
    EmptyState,
    FilterField,
    FilterOption,
    FilterPanel,
    Link,
    Muted,
    Row,
    Table,
    Tag,
    lines,
)
from goldenthread.design.format import counted, sentence
from goldenthread.design.page import Head
from goldenthread.practice_reviews.queries.log import Entry, LogFilter, log
from goldenthread.practice_reviews.views.shared import trail
from goldenthread.records.downloads import spreadsheet_response
from goldenthread.records.web import Scope, partnership_page, readers
from goldenthread.thread.pages.words import due_words, owner_words, state_tag
from goldenthread.thread.terms import ActionState, LearningHeading, LearningNature

COLUMNS = (
    "Theme", "Reviews", "Nature", "Level", "Learned", "Action", "Reference", "Owner", "Due", "Stands",
)  # fmt: skip
STANDINGS = (("open", "Open reviews"), ("all", "All reviews"))


@require_GET
@partnership_page(readers)
def composite(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Learning from separate reviews read together: what keeps coming back stands first."""
    chosen = LogFilter.of(request.GET.dict())
    found = log(scope.viewer, scope.partnership.id, chosen)
    if (kind := request.GET.get("format", "")) in {"csv", "xlsx"}:
        name = f"{scope.partnership.key}-review-log"
        return spreadsheet_response(
            kind, name, COLUMNS, lambda: _exported(found.groups, scope), scope.viewer.person_id, scope.viewer.at
        )
    base = scope.address("reviews", "log")
    query = chosen.query()
    address = f"{base}?{urlencode(query)}" if query else base
    joiner = "&" if query else "?"
    return render(
        request,
        "practice_reviews/log.html",
        {
            "head": Head(
                "Learning from all reviews",
                breadcrumbs=trail(scope),
                lede=sentence(
                    f"{counted(found.entries, 'entry', 'entries')} from {counted(found.reviews, 'review')} that you may see. What has several themes stands under each."
                ),
            ),
            "panel": _panel(chosen, found.themes, base),
            "table": Table(
                "Learning and actions by theme",
                tuple(
                    Column(label, "wide" if place in {0, 2} else "text")
                    for place, label in enumerate(("Learned", "From", "Agreed"))
                ),
                groups=tuple(
                    (name, tuple(_row(scope, each) for each in held))
                    for name, held in found.groups
                ),
                empty=EmptyState("Nothing here yet", "What is learned from reviews stands here under its themes, with the actions that came of it."),
            ),
            "downloads": (Link("Excel", f"{address}{joiner}format=xlsx"), Link("CSV", f"{address}{joiner}format=csv")),
        },
    )  # fmt: skip


def _row(scope: Scope, each: Entry) -> Row:
    learned: list[Content] = []
    if each.learned is not None:
        good = each.learned.nature == LearningNature.GOOD_PRACTICE.value
        learned = [
            Link(each.learned.text, scope.address("thread", each.learned.record.reference)),
            *((Tag("success", "Good practice"),) if good else ()),
            Muted(LearningHeading(each.learned.heading).label),
        ]
    else:
        learned = [Muted("An action that came from the review at first hand")]
    agreed: list[Content] = []
    for action in each.actions:
        agreed += [
            Link(action.text, scope.address("actions", action.record.reference)),
            state_tag(ActionState(action.state)),
            Muted(f"{owner_words(action)} · {due_words(action, scope.viewer.day)}"),
        ]
    reviews = [Link(row.record.title, scope.address("reviews", row.record.reference)) for row in each.reviews]
    return Row((lines(learned), lines(reviews), lines(agreed) if agreed else Muted("Nothing agreed yet")))


def _exported(groups: Any, scope: Scope) -> Iterator[tuple[Any, ...]]:
    """A row for each action, and one for what has none yet."""
    for name, held in groups:
        for each in held:
            learned = each.learned
            said = (
                name, ", ".join(row.record.title for row in each.reviews),
                LearningNature(learned.nature).label if learned else "",
                LearningHeading(learned.heading).label if learned else "", learned.text if learned else "",
            )  # fmt: skip
            for action in each.actions or (None,):
                if action is None:
                    yield (*said, "", "", "", None, "")
                else:
                    owner = str(action.owner_organisation or "")
                    yield (
                        *said, action.text, action.record.reference, owner, action.due_on,
                        ActionState(action.state).label,
                    )  # fmt: skip


def _panel(chosen: LogFilter, themes: tuple[str, ...], base: str) -> FilterPanel:
    def field(name: str, label: str, pairs: list[tuple[str, str]]) -> FilterField:
        value = getattr(chosen, name)
        return FilterField(
            name, label, "select", tuple(FilterOption(code, words, code == value) for code, words in pairs)
        )

    known = [*themes, *((chosen.theme,) if chosen.theme and chosen.theme not in themes else ())]
    return FilterPanel(
        (
            field("standing", "From", list(STANDINGS)),
            field("nature", "Nature", [("", "Any"), *LearningNature.choices()]),
            field("theme", "Theme", [("", "Any"), *((each, each) for each in known)]),
        ),
        base, (), base if chosen.query() else "",
    )  # fmt: skip
