"""A local child safeguarding practice review in words: who works on it, what runs beside it, its drafts, and what is published."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from goldenthread.design.components import Column, Content, EmptyState, Link, Muted, Row, SummaryRow, Table, Tag, lines
from goldenthread.design.format import counted, day, in_words, instant, short_day
from goldenthread.families.queries import StillToTell
from goldenthread.practice_reviews.models import Commission, Cost, Review, Reviewer
from goldenthread.practice_reviews.queries.practice import Given, Papers, Work
from goldenthread.practice_reviews.terms import (
    Ended,
    PractitionerKind,
    ProceedingKind,
    Publication,
    Restriction,
    ToldBefore,
)
from goldenthread.records.web import Scope


def _columns(*labels: str, wide: tuple[int, ...] = ()) -> tuple[Column, ...]:
    return tuple(Column(label, "wide" if place in wide else "text") for place, label in enumerate(labels))


def commission_facts(held: Commission) -> tuple[SummaryRow, ...]:
    """What was commissioned."""
    agreed = f"Agreed on {day(held.terms_agreed_on)}" if held.terms_agreed_on else "Not agreed yet"
    pairs: list[tuple[str, Content]] = [
        ("Initiated", day(held.initiated_on)),
        ("What more it should find out", held.purpose),
        ("Terms of reference", lines([*held.terms.split("\n"), Muted(agreed)]) if held.terms else "Not written yet"),
        ("Looks at", held.covers or "Not written down"),
        ("Method", held.method or "Not written down"),
    ]
    if held.ended_on:
        pairs.append(("Ended without a report", f"{day(held.ended_on)}. {held.ended_why}"))
    return tuple(SummaryRow(label, value) for label, value in pairs)


def cost_words(cost: Cost) -> str:
    """``12 days, £9,600``."""
    parts = [counted(cost.days, "day")] if cost.days else []
    if cost.pounds is not None:
        parts.append(f"£{cost.pounds:,}")
    return ", ".join(parts) or "Not agreed"


def reviewers_table(scope: Scope, row: Review, work: Work, leads: bool) -> Table:
    """Who was appointed, what was considered, and what it costs; each change of the cost stays to be read."""
    here = scope.address("reviews", row.record.reference, "practice", "reviewers")

    def cells(each: Reviewer) -> Row:
        costs = work.costs.get(each.pk, [])
        links: list[Content] = []
        if leads and each.ended_on is None:
            links = [
                Link("Agree days and cost anew", f"{here}{each.pk}/cost/", each.name),
                Link("The work ends", f"{here}{each.pk}/end/", each.name),
            ]
        stands: list[Content] = [f"Since {short_day(each.on)}", Muted(f"Appointed by {each.appointed_by}")]
        if each.ended_on:
            stands = [
                Tag("neutral" if each.ended == Ended.DONE.value else "warning", Ended(each.ended).label),
                f"{short_day(each.on)} to {short_day(each.ended_on)}",
                *((each.ended_why,) if each.ended_why else ()),
            ]
        return Row((
            lines([each.name, *links]), lines(stands),
            lines([each.independence, Muted(f"Conflicts considered: {each.conflicts}")]),
            lines([
                cost_words(costs[-1]) if costs else "Not agreed",
                *(Muted(f"Before {short_day(after.on)}: {cost_words(before)}. {after.why}") for before, after in pairwise(costs)),
            ]),
        ))  # fmt: skip

    return Table(
        "Reviewers",
        _columns("Reviewer", "Stands", "What was considered", "Days and cost", wide=(2,)),
        tuple(cells(each) for each in work.reviewers),
        empty=EmptyState("No reviewer yet", "Partners appoint a reviewer; independence and conflicts are considered first."),
    )  # fmt: skip


def proceedings_table(scope: Scope, row: Review, work: Work, leads: bool, today: date) -> Table:
    """What runs beside the review, and what it keeps it from."""
    here = scope.address("reviews", row.record.reference, "practice", "proceedings")

    def stands(each: object) -> Content:
        if each.ended_on:  # type: ignore[attr-defined]
            return lines([Tag("neutral", "Ended"), short_day(each.ended_on), Muted(each.ended_why)])  # type: ignore[attr-defined]
        look = each.look_on  # type: ignore[attr-defined]
        if look is None:
            return "Runs beside"
        return Tag("danger" if look <= today else "warning", f"Look again on {short_day(look)}")

    return Table(
        "Proceedings beside the review",
        _columns("Proceeding", "What is asked", "Keeps the review from", "Stands", wide=(1,)),
        tuple(
            Row((
                lines([
                    ProceedingKind(each.kind).label, Muted(f"Since {short_day(each.on)}"),
                    *((Link("It ends", f"{here}{each.pk}/end/", ProceedingKind(each.kind).label),) if leads and each.ended_on is None else ()),
                ]),
                each.words,
                in_words(Restriction(code).label.lower() for code in each.keeps_from).capitalize() or "Nothing",
                stands(each),
            ))
            for each in work.proceedings
        ),
        empty=EmptyState("None", "Police, coroner, family court and other reviews stand here, and what waits for them."),
    )  # fmt: skip


def checks_table(work: Work) -> Table:
    """Time and quality, as they were looked at."""
    return Table(
        "Time and quality",
        _columns("When", "In time?", "Quality", "Asked of the reviewer", wide=(2, 3)),
        tuple(
            Row((
                short_day(each.on), Tag("success", "In time") if each.in_time else Tag("danger", "Not in time"),
                each.quality, each.asked or "Nothing",
            ))
            for each in work.checks
        ),
        empty=EmptyState("Not looked at yet", "Partners look at time and quality at regular intervals."),
    )  # fmt: skip


def practitioners_table(work: Work) -> Table:
    """How practitioners took part."""
    return Table(
        "Practitioners",
        _columns("When", "Who", "What they said", "Support", wide=(2,)),
        tuple(
            Row((
                lines([short_day(each.on), Muted(PractitionerKind(each.kind).label)]), each.who, each.said,
                each.support or "Not written down",
            ))
            for each in work.practitioners
        ),
        empty=EmptyState("Nobody took part yet", "Learning events and conversations stand here, by role and agency."),
    )  # fmt: skip


def drafts_table(scope: Scope, row: Review, papers: Papers, leads: bool) -> Table:
    """The drafts; their files are for those who lead."""
    here = scope.address("reviews", row.record.reference, "publication", "drafts")
    return Table(
        "Drafts",
        _columns("Draft", "Handed in", "To be read with it", wide=(2,)),
        tuple(
            Row((
                lines([
                    f"Draft {each.number}",
                    *((Link("Open the file", scope.address("documents", each.document.reference), f"draft {each.number}"),
                       Link("Give a reader a copy", f"{here}{each.number}/copies/", f"draft {each.number}")) if leads else ()),
                ]),
                short_day(each.on), each.note or "Nothing",
            ))
            for each in papers.drafts
        ),
        empty=EmptyState("No draft yet", "Each reader gets a copy of their own, which says whose it is."),
    )  # fmt: skip


def copies_table(scope: Scope, row: Review, papers: Papers, leads: bool) -> Table:
    """Whose copy has which number, and whether it was read."""
    here = scope.address("reviews", row.record.reference, "publication", "copies")

    def cells(given: Given) -> Row:
        each = given.copy
        links: list[Content] = []
        if each.back_on is None:
            words = (
                "Read it (PDF)"
                if each.person_id == scope.viewer.person_id
                else "See it as the reader does"
                if each.person_id
                else "Open it to hand it over"
            )
            links.append(Link(words, f"{here}{each.number}/", f"copy {each.number}"))
            if leads:
                links.append(Link("Take it back", f"{here}{each.number}/back/", f"copy {each.number}"))
        read: Content = Tag("neutral", "Not opened yet")
        if given.opened:
            read = lines([counted(given.opened, "time"), Muted(f"Last {instant(given.last)}")])
        return Row((
            lines([f"Copy {each.number}", *links]), each.reader, f"Draft {each.draft.number}",
            lines([f"Given {short_day(each.on)}", *((Tag("warning", f"Taken back {short_day(each.back_on)}"),) if each.back_on else ())]),
            read,
        ))  # fmt: skip

    return Table(
        "Copies" if leads else "Your copies",
        _columns("Copy", "Reader", "Of", "Stands", "Opened"),
        tuple(cells(each) for each in papers.copies),
        empty=EmptyState("No copy", "The number of a copy stands on each of its pages." if leads else "You were given no copy to read."),
    )  # fmt: skip


def told_table(papers: Papers) -> Table:
    """Who was told before publication."""
    return Table(
        "Told before publication",
        _columns("Who", "When", "By whom", "How, and what was said back", wide=(3,)),
        tuple(
            Row((ToldBefore(each.who).label, short_day(each.on), each.by_role, each.how or "Not written down"))
            for each in papers.told
        ),
        empty=EmptyState("Nobody was told yet", "The Panel and the Secretary of State have the report itself before it is published."),
    )  # fmt: skip


def family_words(family: Sequence[StillToTell]) -> str:
    """Who of the family was told before publication, and who is still to be told or asked to read the draft."""
    if not family:
        return "Nobody of the family is written down yet"
    told = sum(each.told_on is not None for each in family)
    said = [f"{told} of {len(family)} told"]
    for words, names in (
        ("still to be told", [each.label for each in family if each.is_open]),
        ("asked to read the draft and did not yet", [each.label for each in family if each.waits_for_draft]),
    ):
        if names:
            said.append(f"{words}: {in_words(names)}")
    return "; ".join(said)


def publication_facts(
    held: Commission, needed_by: date | None, until: date | None, family: Sequence[StillToTell]
) -> tuple[SummaryRow, ...]:
    """The decision, the day, where it stands, and how long it has to."""
    pairs = [
        (
            "What is published",
            f"{Publication(held.publication).label}, decided on {day(held.publication_on)} by {held.publication_by}. {held.publication_why}"
            if held.publication
            else "Not decided yet",
        ),
        ("Day of publication", f"{day(held.planned_on)}. {held.planned_why}" if held.planned_on else "Not set yet"),
    ]
    pairs.append(("Family", family_words(family)))
    if held.planned_on and needed_by and not held.published_on:
        pairs.append(("Panel and Secretary of State have it by", day(needed_by)))
    if held.published_on:
        pairs.append(("Published", f"{day(held.published_on)}: {held.published_where}"))
        pairs.append(("Public until at least", day(until, "Not known")))
        pairs.append(
            ("National repository", f"Copied on {day(held.copied_on)}" if held.copied_on else "Not copied yet")
        )
    for label, words in (("Later than it was due", held.published_late_why), ("Told late", held.short_why)):
        if words:
            pairs.append((label, words))
    if held.looked_on:
        said = "It stays public" if held.stays else "It was taken down"
        pairs.append(("Looked at again", f"{said}, {day(held.looked_on)}. {held.looked_why}"))
    return tuple(SummaryRow(label, value) for label, value in pairs)
