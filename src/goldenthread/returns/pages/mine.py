"""What one's own organisations are asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goldenthread.design.components import Column, EmptyState, Lines, Link, Muted, Row, SubNavItem, Table
from goldenthread.design.format import counted, sentence
from goldenthread.design.page import Head
from goldenthread.records.web import Scope
from goldenthread.returns.models import Return
from goldenthread.returns.pages.words import due_words, late, state_tag
from goldenthread.returns.rules.states import WAITING
from goldenthread.returns.terms import ReturnState


@dataclass(frozen=True, slots=True)
class MyReturns:
    """The page of what waits for my organisations."""

    head: Head
    table: Table


def subnav(scope: Scope, current: str, *, asks: bool) -> tuple[SubNavItem, ...]:
    """Asked by us, to answer, and questionnaires."""
    items = [
        SubNavItem("Asked by our groups", scope.address("requests"), current == "requests"),
        SubNavItem("To answer", scope.address("returns"), current == "returns"),
    ]
    if asks:
        items.append(SubNavItem("Questionnaires", scope.address("questionnaires"), current == "questionnaires"))
    return tuple(items)


def my_returns_page(scope: Scope, rows: Sequence[Return], *, asks: bool) -> MyReturns:
    """The page for one person."""
    waiting = sum(ReturnState(row.state) in WAITING for row in rows)
    today = scope.viewer.day
    table = Table(
        "Requests to your organisation",
        (Column("What is asked", "wide"), Column("Of"), Column("Due"), Column("State")),
        tuple(
            Row(
                (
                    Lines(
                        (
                            Link(row.record.title, scope.address("returns", row.record.reference)),
                            Muted(f"{row.record.reference} · {row.record.group or ''}"),
                        )
                    ),
                    str(row.organisation),
                    sentence(due_words(row, today)),
                    state_tag(ReturnState(row.state)),
                ),
                mark="danger" if late(row, today) else "",
            )
            for row in rows
        ),
        empty=EmptyState(
            "Nothing is asked of your organisation",
            "When the partnership asks your organisation for an answer, it stands here until it is answered.",
        ),
    )
    head = Head(
        "Requests",
        lede=sentence(f"{counted(waiting, 'request')} waiting for an answer from your organisation."),
        subnav=subnav(scope, "returns", asks=asks),
    )
    return MyReturns(head, table)
