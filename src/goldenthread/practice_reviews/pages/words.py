"""A review's facts, decisions and letters as rows of a page, and as the report says them."""

from __future__ import annotations

from datetime import datetime, time

from goldenthread.design.components import Column, Content, EmptyState, Link, Muted, Row, SummaryRow, Table, Tag, lines
from goldenthread.design.format import clock_time, day, instant, local, partial_day, short_day
from goldenthread.practice_reviews.models import (
    AreaTold,
    Arrangement,
    Child,
    FurtherDecision,
    PanelLetter,
    PartnerView,
    Review,
    SignOff,
)
from goldenthread.practice_reviews.queries.chronology import Agency
from goldenthread.practice_reviews.rules.ages import Age, When, band, in_words, is_adult_now
from goldenthread.practice_reviews.rules.chronology import Entry
from goldenthread.practice_reviews.rules.deciding import MET
from goldenthread.practice_reviews.rules.incident import who_leads
from goldenthread.practice_reviews.terms import (
    AgeBand,
    Care,
    Criterion,
    Further,
    IncidentType,
    Lead,
    Nature,
    Opinion,
    Outcome,
    Partner,
    Plan,
    Reply,
    Screening,
    Sex,
    Theme,
)
from goldenthread.records.web import Scope
from goldenthread.returns.terms import ReturnState

SEEN = {"yes": "Yes", "no": "No", "not_recorded": "Not recorded"}


def age_of(child: Child) -> Age | None:
    """A child's age at the incident."""
    if child.age_least is None or child.age_most is None:
        return None
    return Age(child.age_least, child.age_most)


def when_words(row: Review) -> str:
    """``3 March 2026``, ``March 2026 to June 2026``, ``Not known``."""
    if not row.happened:
        return "Not known"
    until = f" to {partial_day(row.happened_until)}" if row.happened_until else ""
    return f"{partial_day(row.happened)}{until}"


def lead_of(row: Review, arrangement: Arrangement | None) -> Lead:
    """Which partnership leads."""
    own = arrangement.area if arrangement else ""
    return who_leads(here=own, place=row.place_area, home=row.home_area, outside_england=row.outside_england)


def facts(row: Review, arrangement: Arrangement | None) -> tuple[SummaryRow, ...]:
    """What is known of a review."""
    lead = lead_of(row, arrangement)
    moment = f" at {clock_time(row.aware_at)}" if row.aware_at else ""
    pairs: list[tuple[str, str]] = [
        ("What happened", f"{Nature(row.nature).label}. {IncidentType(row.incident_type).label}"),
        ("In short", row.what or "Not written down"),
        ("When", when_words(row)),
        ("Where", ("Outside England" if row.outside_england else row.place_area) or "Not written down"),
        ("Children’s home area", row.home_area or "Not written down"),
        ("Who leads", f"{lead.label}. {lead.definition}"),
        ("Local authority became aware", f"{day(row.aware_on)}{moment}" if row.aware_on else "Not written down"),
        ("Partnership told", day(row.told_on, "Not written down")),
        ("Safety at once", row.safety or "Not written down"),
        ("Other proceedings", row.processes or "None written down"),
    ]
    if row.screening:
        said = f"{Screening(row.screening).label}, {day(row.screened_on)}, by {row.screened_by or 'those who lead'}. {row.screening_why}"
        pairs.append(("Screening", said))
    if row.closed_why:
        pairs.append(("Closed", row.closed_why))
    return tuple(SummaryRow(label, value) for label, value in pairs)


def children_table(scope: Scope, row: Review, children: list[Child], when: When, leads: bool) -> Table:
    """The children of a review: pseudonyms, ages at the incident, and nothing that tells who they are."""
    here = scope.address("reviews", row.record.reference, "children")

    def cells(child: Child) -> Row:
        age = age_of(child)
        adult = is_adult_now(age, when, scope.viewer.day)
        held = band(age)
        more = [Muted(held.label if held is not AgeBand.UNKNOWN else "Age band not known")]
        if adult is not False and age is not None and age.most >= 0:
            more.append(Muted("18 or over by now" if adult else "May be 18 by now"))
        links: list[Link] = []
        if leads:
            links = [
                Link("Change", f"{here}{child.number}/", child.subject.pseudonym),
                Link("Who is this?", f"{here}{child.number}/identity/", child.subject.pseudonym),
            ]
        status: list[Content] = [Care(child.care).label, Muted(Plan(child.plan).label)]
        if child.placed_by:
            status.append(Muted(f"Placed by {child.placed_by}"))
        return Row((
            lines([child.subject.pseudonym, *links]), lines([in_words(age), *more]), Sex(child.sex).label,
            Outcome(child.outcome).label, lines(status),
            lines([child.ethnicity or "Ethnicity not recorded", Muted(child.disability or "Disability not recorded")]),
        ))  # fmt: skip

    return Table(
        "Children",
        tuple(Column(label) for label in ("Child", "Age at the incident", "Sex", "Outcome", "Status", "Identity")),
        tuple(cells(child) for child in children),
        empty=EmptyState("No child yet", "Each child the review is about stands here under a pseudonym."),
    )


def views_table(views: list[PartnerView]) -> Table:
    """Every view that was given; the last of each partner stands."""
    last = {view.partner: view.pk for view in views}
    return Table(
        "Partners’ views",
        tuple(Column(label, "wide" if label == "Why" else "text") for label in ("Partner", "View", "Why", "Given")),
        tuple(
            Row((
                Partner(view.partner).label,
                lines([Opinion(view.opinion).label, *(() if last[view.partner] == view.pk else (Muted("A later view stands"),))]),
                view.why, lines([short_day(view.on), Muted(view.by_role)]),
            ))
            for view in views
        ),
        empty=EmptyState("No view yet", "Each partner’s view stands here, with its reasons."),
    )  # fmt: skip


def notified_words(at: datetime) -> str:
    """When it was notified; the day alone where it came from a file that gives no time of day."""
    return day(at) if local(at).time() == time(0) else instant(at)


def notification_facts(row: Review, areas: list[AreaTold]) -> tuple[SummaryRow, ...]:
    """The decision, the notification and who was told."""
    pairs = [
        (
            "Decision",
            f"{Opinion(row.decision).label}, {day(row.decided_on)}, by {row.decided_by}"
            if row.decision
            else "Not decided yet",
        ),
        ("Reasons", row.decision_why or "None yet"),
        ("Notified", f"{notified_words(row.notified_at)}, by {row.notified_by}" if row.notified_at else "Not notified"),
    ]
    if row.notified_at:
        pairs.append(("National reference", row.notified_reference))
    if row.notified_late_why:
        pairs.append(("Why it was late", row.notified_late_why))
    if row.withdrawn_on:
        pairs.append(("Withdrawn", f"{day(row.withdrawn_on)}. {row.withdrawn_why}"))
    told = "; ".join(f"{each.area}, {day(each.on)}{f' ({each.why})' if each.why else ''}" for each in areas)
    pairs.append(("Other areas told", told or "None"))
    return tuple(SummaryRow(label, value) for label, value in pairs)


def agency_words(agency: Agency) -> str:
    """How an agency's return stands: nil, silence, refusal and not asked are four things."""
    if agency.state is ReturnState.RETURNED:
        return {"yes": "Was involved", "no": "Was not involved"}.get(agency.involved, "Returned")
    if agency.state is ReturnState.NIL:
        return "Nil return: was not involved"
    if agency.silent:
        return "No reply: late"
    return {ReturnState.DRAFT: "Not asked yet", ReturnState.REFUSED: "Declined to answer"}.get(
        agency.state, f"Asked: {agency.state.label.lower()}"
    )


def agencies_table(scope: Scope, agencies: tuple[Agency, ...]) -> Table:
    """Who was asked and how each stands."""
    return Table(
        "Agencies",
        (Column("Agency", "wide"), Column("Stands"), Column("Rows of chronology", "number")),
        tuple(
            Row((Link(each.name, scope.address("returns", each.reference)), Tag("danger", agency_words(each)) if each.silent else agency_words(each), str(each.entries)))  # type: ignore[arg-type]
            for each in agencies
        ),
        empty=EmptyState("Nobody was asked yet", "Each agency is asked first whether it was involved."),
    )  # fmt: skip


def chronology_table(entries: tuple[Entry, ...], groups: list[tuple[str, list[Entry]]] | None = None) -> Table:
    """The merged chronology, by date or under themes."""
    names = {theme.value: theme.label for theme in Theme}

    def cells(entry: Entry) -> Row:
        theme = (Muted(names[entry.theme]),) if entry.theme and groups is None else ()
        return Row((
            entry.words, entry.agency, lines([entry.contact, *theme]), SEEN.get(entry.child_seen, ""), entry.outcome
        ))  # fmt: skip

    columns = tuple(
        Column(label, "wide" if place in {2, 4} else "text")
        for place, label in enumerate(("When", "Agency", "What happened", "Child seen?", "What was done"))
    )
    empty = EmptyState("No chronology yet", "What agencies return is merged here, by date.")
    if groups is not None:
        shown = tuple((name, tuple(cells(entry) for entry in held)) for name, held in groups)
        return Table("Chronology by theme", columns, groups=shown, empty=empty)
    return Table("Chronology", columns, tuple(cells(entry) for entry in entries), empty=empty)


def further_facts(made: FurtherDecision) -> tuple[SummaryRow, ...]:
    """A decision on a further review, criterion by criterion."""
    criteria = "; ".join(
        f"{each.label}: {'met' if made.criteria[each.value] == MET else 'not met'}"
        for each in Criterion
        if each.value in made.criteria
    )
    return (
        SummaryRow("Decision", f"{Further(made.decision).label}, {day(made.on)}"),
        SummaryRow("Criteria", criteria or "Not written down"),
        SummaryRow("Reasons", made.why),
        SummaryRow("Dissent", made.dissent or "None recorded"),
    )


def signature_words(signatures: list[SignOff]) -> str:
    """Who signed off, in a line."""
    return "; ".join(f"{Partner(each.partner).label} ({each.by_role}), {day(each.on)}" for each in signatures)


def letter_facts(scope: Scope, row: Review, letter: PanelLetter, leads: bool) -> tuple[SummaryRow, ...]:
    """A letter of the Panel and what followed."""
    at = scope.address("reviews", row.record.reference, "letters", str(letter.pk))
    followed = f"{letter.answer} ({day(letter.answered_on)})" if letter.answered_on else "Nothing yet"
    return (
        SummaryRow("The Panel", f"{Reply(letter.reply).label}, {day(letter.on)}"),
        SummaryRow("It says", letter.text),
        SummaryRow(
            "What followed",
            followed,
            (Link("Change" if letter.answered_on else "Write it down", at, "what followed"),) if leads else (),
        ),
    )
