"""Keeping and disposing: what falls due, holds, decisions, and rules."""

from __future__ import annotations

from collections.abc import Sequence

from goldenthread.design.components import Column, Content, EmptyState, Joined, Link, Muted, Row, Table, Tag, TagKind
from goldenthread.design.format import short_day
from goldenthread.records.models import Disposal, LegalHold
from goldenthread.records.queries.retention import Due
from goldenthread.records.rules.retention import Edition
from goldenthread.records.terms import DisposalState, RecordKind
from goldenthread.records.web import Scope

KINDS: dict[DisposalState, TagKind] = {
    DisposalState.DECIDED: "open",
    DisposalState.CONFIRMED: "warning",
    DisposalState.WITHDRAWN: "neutral",
    DisposalState.CARRIED_OUT: "success",
}
AT = ("administration", "retention")


def record_link(scope: Scope, reference: str) -> Link:
    """A record as retention sees it."""
    return Link(reference, scope.address(*AT, "records", reference))


def state_of(row: Due) -> Content:
    """What stands in the way of a record's disposal, or what was decided."""
    if row.held:
        return Tag("warning", "Held")
    if row.disposal is not None:
        return Tag(KINDS[row.disposal.state], row.disposal.state.label)
    return Muted("Nothing decided")


def due_table(scope: Scope, rows: Sequence[Due]) -> Table:
    """What falls due, and why on that day."""
    columns = (
        Column("Record"),
        Column("Title", "wide"),
        Column("May be disposed of from"),
        Column("Why"),
        Column("Now"),
    )
    made = tuple(
        Row(
            (
                record_link(scope, row.record.reference),
                row.record.title,
                short_day(row.due_on) if row.due_on else Muted("To be worked out by a person"),
                f"{row.edition.retention_class.label}: {row.edition.words}",
                state_of(row),
            )
        )
        for row in rows
    )
    return Table(
        "Falling due",
        columns,
        made,
        empty=EmptyState("Nothing falls due", "Closed records stand here when their time of keeping ends."),
    )


def record_table(scope: Scope, row: Due) -> Table:
    """One record's keeping, fact by fact."""
    edition = row.edition
    facts: tuple[tuple[str, Content], ...] = (
        ("Kind", RecordKind(row.record.kind).label),
        ("Title", row.record.title),
        ("Closed on", short_day(row.record.closed_on) if row.record.closed_on else Muted("Not closed")),
        ("Class", edition.retention_class.label),
        ("Rule that applies", edition.words),
        ("It rests on", f"{edition.source} ({edition.standing.label.lower()})"),
        ("May be disposed of from", short_day(row.due_on) if row.due_on else Muted("Cannot be worked out")),
        ("Now", state_of(row)),
    )
    return Table("How it is kept", (Column("What"), Column("Says", "wide")), tuple(Row(fact) for fact in facts))


def holds_table(scope: Scope, rows: Sequence[LegalHold]) -> Table:
    """Every hold, with the way to lift it."""
    columns = (Column("Record"), Column("Reason", "wide"), Column("Placed"), Column("Looked at again"), Column("Now"))

    def now(row: LegalHold) -> Content:
        if row.lifted_at and row.lifted_by:
            return f"Lifted {short_day(row.lifted_at.date())} by {row.lifted_by.name}: {row.lift_reason}"
        return Link("Lift", scope.address(*AT, "holds", str(row.pk), "lift"), f"the hold on {row.record.reference}")

    made = tuple(
        Row(
            (
                record_link(scope, row.record.reference),
                row.reason,
                f"{short_day(row.placed_at.date())} by {row.placed_by.name}",
                short_day(row.review_on),
                now(row),
            )
        )
        for row in rows
    )
    return Table(
        "Legal holds",
        columns,
        made,
        empty=EmptyState("No hold", "A hold stops disposal of a record and of everything linked below it."),
    )


def decisions_table(scope: Scope, rows: Sequence[Disposal]) -> Table:
    """Every decision, with its next step."""
    columns = (
        Column("Record"),
        Column("Reason", "wide"),
        Column("Decided"),
        Column("State"),
        Column("Next", hidden_label=True),
    )

    def following(row: Disposal) -> Content:
        place = (*AT, "decisions", str(row.pk))
        calls_off = Link("Withdraw", scope.address(*place, "withdraw"), row.record.reference)
        if row.state is DisposalState.CONFIRMED:
            return calls_off
        if row.state is not DisposalState.DECIDED:
            return row.withdrawal_reason or Muted("Nothing more")
        if row.decided_by_id == scope.viewer.person_id:
            return Joined((calls_off, Muted("A second person confirms it")))
        return Joined((Link("Confirm", scope.address(*place, "confirm"), row.record.reference), calls_off))

    made = tuple(
        Row(
            (
                record_link(scope, row.record.reference),
                row.reason,
                f"{short_day(row.decided_at.date())} by {row.decided_by.name}"
                + (f"; confirmed by {row.confirmed_by.name}" if row.confirmed_by else ""),
                Tag(KINDS[row.state], row.state.label),
                following(row),
            )
        )
        for row in rows
    )
    return Table(
        "Decisions",
        columns,
        made,
        empty=EmptyState("No decision", "One person decides to dispose of a record, a second confirms it."),
    )


def rules_table(scope: Scope, rows: Sequence[Edition]) -> Table:
    """The rule of each class as it stands today."""
    columns = (
        Column("Class", "wide"),
        Column("Kept"),
        Column("It rests on"),
        Column("Last checked"),
        Column("Change", hidden_label=True),
    )
    made = tuple(
        Row(
            (
                row.retention_class.label,
                row.words,
                f"{row.source} ({row.standing.label.lower()})",
                f"{short_day(row.last_checked_on)} by {row.checked_by}"
                if row.last_checked_on
                else Muted("Not by this partnership"),
                Link(
                    "Change", scope.address(*AT, "rules", row.retention_class.value), row.retention_class.label.lower()
                ),
            )
        )
        for row in rows
    )
    return Table("Rules", columns, made)
