"""The mail ledger: what was sent in a partnership's name, to whom, and whether it arrived."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from goldenthread.design.components import (
    Column,
    Content,
    EmptyState,
    FilterField,
    FilterOption,
    FilterPanel,
    Lines,
    Link,
    Muted,
    Notice,
    Pagination,
    Reference,
    Row,
    Table,
    Tag,
    TagKind,
)
from goldenthread.design.format import counted, instant
from goldenthread.messages.models import Message
from goldenthread.messages.terms import MessageState
from goldenthread.records.web import Scope
from goldenthread.rendering.spreadsheets.cells import Value

SIZE = 50
COLUMNS = ("Made", "To", "Name", "Subject", "Reference", "State", "Tries", "Sent", "Ended", "Opened", "What went wrong")
KINDS: dict[MessageState, TagKind] = {
    MessageState.WAITING: "info",
    MessageState.SENDING: "info",
    MessageState.SENT: "success",
    MessageState.DELIVERED: "success",
    MessageState.OPENED: "success",
    MessageState.BOUNCED: "danger",
    MessageState.UNCERTAIN: "warning",
    MessageState.FAILED: "danger",
    MessageState.WITHDRAWN: "neutral",
}
AGAIN = {MessageState.UNCERTAIN, MessageState.FAILED, MessageState.BOUNCED}


@dataclass(frozen=True, slots=True)
class LedgerFilter:
    """What the ledger is narrowed to, as it stands in the address."""

    state: str = ""
    q: str = ""

    def query(self) -> dict[str, str]:
        """The filter as an address holds it."""
        return {name: value for name, value in (("state", self.state), ("q", self.q)) if value}


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """One page of the ledger."""

    table: Table
    filters: FilterPanel
    pagination: Pagination
    downloads: tuple[Link, ...]
    notices: tuple[Notice, ...]


def ledger_page(
    scope: Scope, chosen: LedgerFilter, rows: Sequence[Message], total: int, page: int, standing: dict[str, int]
) -> LedgerPage:
    """The ledger as the filter leaves it."""
    base = scope.address("administration", "mail")
    address = f"{base}?{urlencode(chosen.query())}" if chosen.query() else base
    table = Table(
        "Mail ledger",
        (
            Column("To", "wide"),
            Column("About", "wide"),
            Column("State"),
            Column("When"),
            Column("What to do", "narrow"),
        ),
        tuple(_row(base, row) for row in rows),
        dense=True,
        empty=EmptyState(
            "No mail here", "Every mail in the partnership's name is written down here before it is sent."
        ),
    )
    return LedgerPage(
        table,
        _filters(base, chosen, standing),
        Pagination(
            page,
            max(1, -(-total // SIZE)),
            total,
            min(total, (page - 1) * SIZE + 1),
            min(total, page * SIZE),
            address,
            "message",
        ),
        tuple(
            Link(label, f"{base}?{urlencode(chosen.query() | {'format': kind})}")
            for kind, label in (("xlsx", "Excel"), ("csv", "CSV"))
        ),
        _notices(base, standing),
    )


def _notices(base: str, standing: dict[str, int]) -> tuple[Notice, ...]:
    lost = {
        state: standing.get(state.value, 0)
        for state in (MessageState.BOUNCED, MessageState.UNCERTAIN, MessageState.FAILED)
    }
    words = {
        MessageState.BOUNCED: "came back: check the address with the person",
        MessageState.UNCERTAIN: "may or may not have gone: ask, or send them again",
        MessageState.FAILED: "could not be sent for five days",
    }
    return tuple(
        Notice(
            "warning",
            f"{counted(count, 'message')} {words[state]}.",
            action=Link("Show them", f"{base}?state={state.value}"),
        )
        for state, count in lost.items()
        if count
    )


def _row(base: str, row: Message) -> Row:
    state = MessageState(row.state)
    to: Content = Lines((row.name, row.to)) if row.name else row.to
    about: Content = Lines((row.subject, Reference(row.reference))) if row.reference else row.subject
    said: Content = (
        Lines((Tag(KINDS[state], state.label), row.problem)) if row.problem else Tag(KINDS[state], state.label)
    )
    again: Content = (
        Link("Send again", f"{base}{row.key}/again/", f"to {row.to}") if state in AGAIN else Muted("Nothing")
    )
    return Row((to, about, said, _when(row), again))


def _when(row: Message) -> Content:
    times = [("Opened", row.opened_at), ("Sent", row.sent_at), ("Made", row.made_at)]
    return Lines(tuple(f"{word} {instant(at)}" for word, at in times if at))


def _filters(base: str, chosen: LedgerFilter, standing: dict[str, int]) -> FilterPanel:
    labels = dict(MessageState.choices())
    taken = tuple(
        Link(
            labels.get(value, value),
            f"{base}?{urlencode({key: kept for key, kept in chosen.query().items() if key != name})}",
        )
        for name, value in chosen.query().items()
    )
    fields = (
        FilterField("q", "Name, address or reference", "text", value=chosen.q),
        FilterField(
            "state",
            "State",
            "select",
            (
                FilterOption("", "Any", not chosen.state),
                *(
                    FilterOption(code, label, code == chosen.state, standing.get(code, 0))
                    for code, label in MessageState.choices()
                ),
            ),
        ),
    )
    return FilterPanel(fields, base, taken, base if taken else "")


def ledger_export(rows: Iterable[Message]) -> Iterator[tuple[Value, ...]]:
    """The same rows for a spreadsheet."""
    for row in rows:
        label = MessageState(row.state).label
        yield (
            row.made_at, row.to, row.name, row.subject, row.reference, label, row.tries, row.sent_at, row.ended_at, row.opened_at, row.problem,
        )  # fmt: skip
