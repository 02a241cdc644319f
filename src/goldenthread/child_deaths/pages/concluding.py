"""What a death’s pages say of its analysis and of what was handed over."""

from __future__ import annotations

from typing import Any

from goldenthread.child_deaths.models import Analysis, Death, Handover
from goldenthread.child_deaths.pages.words import listing
from goldenthread.child_deaths.queries import Analysed
from goldenthread.child_deaths.terms import (
    Category,
    Domain,
    Explained,
    HandoverState,
    Level,
    Modifiable,
    Relevance,
    Standing,
    Stream,
)
from goldenthread.design.components import Column, EmptyState, Link, Muted, Row, SummaryRow, Table, Tag, TagKind, lines
from goldenthread.design.format import day, instant
from goldenthread.records.web import Scope

STANDING: dict[Standing, TagKind] = {
    Standing.DRAFT: "neutral",
    Standing.PROVISIONAL: "warning",
    Standing.FINAL: "success",
}


def standing(now: Analysis) -> str:
    """Where the analysis stands, in a sentence."""
    held = Standing(now.standing)
    if held is Standing.FINAL:
        return f"Concluded by {now.panel_name} on {day(now.panel_on)}."
    if held is Standing.PROVISIONAL:
        return f"Provisional, of {day(now.panel_on)}: it comes back to the panel."
    return "A draft: categories are provisional until the panel concludes."


def analysis_facts(now: Analysis) -> tuple[SummaryRow, ...]:
    """The version that stands."""
    pairs: list[tuple[str, Any]] = [
        ("What happened", now.summary), ("Cause, as understood", now.cause), ("First category", Category(now.primary).label),
    ]  # fmt: skip
    if now.secondary:
        pairs.append(("Others that apply", lines([Category(each).label for each in now.secondary])))
    if now.hierarchy_why:
        pairs.append(("Why not the lowest", now.hierarchy_why))
    pairs += [
        ("Explained", Explained(now.sudden_explained).label),
        ("Modifiable factors", Modifiable(now.modifiable).label if now.modifiable else "Not decided yet"),
    ]
    pairs += [
        (label, text)
        for label, text in (
            ("Thinks otherwise", now.differs), ("The coroner concluded", now.coroner_differs), ("Done for this family", now.process),
            ("The family hears", now.feedback), ("Why again", now.why_again),
        )
        if text
    ]  # fmt: skip
    return tuple(SummaryRow(key, value) for key, value in pairs)


def factors(scope: Scope, row: Death, found: Analysed, leading: bool) -> Table:
    """Factors by domain, those that may have contributed first."""

    def steps(each: Any) -> Any:
        if each.learning_id:
            return Link(each.learning.record.reference, scope.address("thread", each.learning.record.reference))
        if not leading or each.relevance != Relevance.CONTRIBUTED.value:
            return ""
        final = found.now is not None and found.now.standing == Standing.FINAL.value
        at = scope.address("child-deaths", row.record.reference, "do")
        return lines(
            [
                Link(f"Learn from: {each.name.lower()}", f"{at}learn/{each.pk}/"),
                *([] if final else [Link(f"Take out: {each.name.lower()}", f"{at}drop/{each.pk}/")]),
            ]
        )

    groups = tuple(
        (domain.label, tuple(Row((lines([each.name, *([Muted(each.words)] if each.words else [])]), Relevance(each.relevance).label, "Modifiable" if each.modifiable else "", steps(each))) for each in found.factors if each.domain == domain.value))
        for domain in Domain if any(each.domain == domain.value for each in found.factors)
    )  # fmt: skip
    columns = tuple(
        Column(each, "wide" if place == 0 else "text")
        for place, each in enumerate(("Factor", "Relevance", "Modifiable", "Learned"))
    )
    return Table(
        "Factors",
        columns,
        groups=groups,
        empty=EmptyState("None yet", "Factors stand here by domain: the child, those around, the place, services."),
    )


def recommendations(scope: Scope, row: Death, found: Analysed, leading: bool) -> Table:
    """Recommendations, whether each body was informed, and what it answered."""

    def stands(each: Any) -> Any:
        at = scope.address("child-deaths", row.record.reference, "do")
        if each.informed_on is None:
            link = [Link(f"{each.addressee} was informed", f"{at}inform/{each.pk}/")] if leading else []
            return lines([Tag("danger", "Not informed yet"), *link])
        told = [f"Informed {day(each.informed_on)}, {each.informed_how}"]
        if each.answered_on:
            return lines([*told, Muted(f"Answered {day(each.answered_on)}: {each.answer}")])
        return lines([*told, *([Link(f"{each.addressee} answered", f"{at}answer/{each.pk}/")] if leading else [])])

    rows = tuple(
        Row((lines([each.words, *([Muted(f"Because of: {each.factor.name.lower()}")] if each.factor else [])]), lines([each.addressee, Muted(Level(each.level).label)]), stands(each)))
        for each in found.recommendations
    )  # fmt: skip
    return listing(
        "Recommendations",
        ("What", "To", "Stands"),
        rows,
        "None",
        "Whoever should act must be informed: Children Act 2004, section 16M(5).",
    )


def versions(found: Analysed) -> Table:
    """Every version, the newest first."""
    rows = tuple(
        Row((
            f"Version {each.number}", Tag(STANDING[Standing(each.standing)], Standing(each.standing).label), Category(each.primary).label,
            lines([each.panel_name or "Review meeting", *([Muted(day(each.panel_on))] if each.panel_on else [])]), each.why_again,
        ))
        for each in found.versions
    )  # fmt: skip
    return listing("Versions", ("Version", "Standing", "First category", "Of", "Why again"), rows, "None yet")


def handovers(scope: Scope, row: Death, held: list[Handover], leading: bool) -> Table:
    """Hand-overs in their order."""
    at = scope.address("child-deaths", row.record.reference, "do")

    def stands(each: Handover) -> Any:
        state = HandoverState(each.state)
        if state is HandoverState.MADE:
            return lines(
                [
                    Tag("warning", state.label),
                    *(
                        [Link(f"{Stream(each.stream).label} {each.number} was sent", f"{at}sent/{each.pk}/")]
                        if leading
                        else []
                    ),
                ]
            )
        if state is HandoverState.SENT:
            return lines(
                [
                    f"Sent {instant(each.sent_at)}",
                    *(
                        [
                            Link(
                                f"What the database said of {Stream(each.stream).label.lower()} {each.number}",
                                f"{at}taken/{each.pk}/",
                            )
                        ]
                        if leading
                        else []
                    ),
                ]
            )
        if state is HandoverState.TAKEN:
            return lines(
                [
                    Tag("success", state.label),
                    Muted(f"{day(each.taken_on)}{f', {each.reference}' if each.reference else ''}"),
                ]
            )
        return lines([Tag("danger", state.label), Muted(each.refused_why)])

    rows = tuple(
        Row(
            (
                f"{Stream(each.stream).label}{f', amendment {each.number - 1}' if each.number > 1 else ''}",
                instant(each.made_at),
                stands(each),
            )
        )
        for each in held
    )
    return listing(
        "Hand-overs",
        ("What", "Made", "Stands"),
        rows,
        "Nothing was handed over yet",
        "The notification is due within 48 hours of the death.",
    )
