"""What a death’s pages say, as tables and summaries."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from goldenthread.child_deaths.models import Death, Deferral, Notification, ReviewMeeting
from goldenthread.child_deaths.queries import FirstDays, Information
from goldenthread.child_deaths.rules.ages import gestation_band, weight_band
from goldenthread.child_deaths.shipped import ethnicities
from goldenthread.child_deaths.terms import (
    AreaLead,
    Care,
    Channel,
    Immediate,
    InScope,
    Known,
    Limb,
    MeetingKind,
    NumberAbsent,
    Place,
    Question,
    RelatedWhy,
    ScopeReason,
    Sex,
    TrackKind,
)
from goldenthread.design.components import Column, EmptyState, Link, Muted, Row, SummaryRow, Table, Tag, TagKind, lines
from goldenthread.design.format import day, instant, local
from goldenthread.records.operations import Identity
from goldenthread.records.web import Scope
from goldenthread.returns.terms import ReturnState


def listing(
    caption: str,
    labels: tuple[str, ...],
    rows: tuple[Row, ...],
    empty: str,
    text: str = "It stands here once it is written down.",
) -> Table:
    """A table whose first column is the wide one."""
    return Table(
        caption, tuple(Column(each, "wide" if place == 0 else "text") for place, each in enumerate(labels)), rows,
        empty=EmptyState(empty, text),
    )  # fmt: skip


def facts(row: Death, when: str, age: str, leading: bool) -> tuple[SummaryRow, ...]:
    """What is known of a death; what could tell who it was, to those who lead alone."""
    pairs: list[tuple[str, Any]] = [("Age", age), ("Died", when), ("Sex", Sex(row.sex).label)]
    if leading:
        held = ethnicities().get(row.ethnicity)
        pairs += [
            ("Ethnicity", f"{held.group}: {held.label}" if held else "Not known yet"),
            ("Lived in", row.home_area or "Not known yet"),
        ]
    pairs += [("Place of death", Place(row.place).label)]
    if row.event_place not in {"unknown", row.place}:
        pairs.append(("What led to it took place", Place(row.event_place).label))
    if row.country:
        pairs.append(("Country", row.country))
    pairs += [
        ("Thought possible 24 hours before", Known(row.expected).label),
        ("Sudden and unexpected", Known(row.sudden).label),
        (
            "Joint Agency Response",
            lines([Limb(each).label for each in row.limbs]) if row.limbs else "No criterion is marked as met",
        ),
        ("Children’s social care", Care(row.care).label),
    ]
    if row.gestation_weeks is not None or row.birth_weight is not None:
        pairs.append(("Pregnancy and birth", f"{gestation_band(row.gestation_weeks)}; {weight_band(row.birth_weight)}"))
    pairs += [("Learning disability", Known(row.learning_disability).label), ("Autism", Known(row.autism).label)]
    if leading:
        if row.number_absent:
            pairs.append(("No NHS number", NumberAbsent(row.number_absent).label))
        if row.deprivation:
            pairs.append(
                ("Fifth of deprivation", f"{row.deprivation} of 5, 1 the most deprived ({row.deprivation_edition})")
            )
        pairs.append(("Language", row.language or "Not known yet"))
    pairs += [
        ("What is known", row.what),
        ("Cause, as understood", row.cause or "Not known yet"),
        ("Came to be known", came(row.known_at)),
    ]
    return tuple(SummaryRow(key, value) for key, value in pairs)


def came(at: datetime) -> str:
    """An instant; of what came from a file the day alone, whose midnight stands for a time that is not known."""
    return day(at) if local(at).time() == time(0) else instant(at)


def scopes(found: FirstDays) -> Table:
    """Decisions on scope, the last first."""
    rows = tuple(
        Row(
            (
                lines([InScope(each.in_scope).label, Muted(ScopeReason(each.reason).label)]),
                each.why,
                lines([each.by_role, Muted(day(each.on))]),
            )
        )
        for each in found.scopes
    )
    return listing(
        "Scope",
        ("Decided", "What it rests on", "By"),
        rows,
        "Not decided yet",
        "Until it is, the death is treated as a child’s.",
    )


def areas(found: FirstDays) -> Table:
    """Decisions on the area, the last first."""
    rows = tuple(
        Row((
            lines([AreaLead(each.lead).label, *([Muted(each.area)] if each.area else [])]), each.why,
            lines([each.agreed_by or "Follows from where the child lived", Muted(day(each.on))]), each.shares_learning or "Nothing said",
        ))
        for each in found.areas
    )  # fmt: skip
    return listing("Area", ("Decided", "Why", "Agreed by", "Learning reaches the other by"), rows, "Not decided yet")


def decisions(found: FirstDays) -> Table:
    """Each question of the first hours with the answer that stands; one that nobody has answered says so."""
    latest: dict[str, Any] = {}
    for each in found.decisions:
        latest.setdefault(each.question, each)
    rows = []
    for question in Question:
        held = latest.get(question.value)
        kind: TagKind = "neutral" if held is None else "warning" if held.answer == Immediate.PENDING.value else "info"
        rows.append(
            Row((
                question.label, Tag(kind, Immediate(held.answer).label if held else "Not asked yet"), held.why if held else "",
                lines([held.by_role, Muted(came(held.decided_at))]) if held else "",
            ))
        )  # fmt: skip
    return listing("First decisions", ("Question", "Answer", "Why", "By"), tuple(rows), "None")


def notifications(scope: Scope, row: Death, found: FirstDays, leading: bool) -> Table:
    """Every notification, this death's and those of what was joined with it."""
    rows = tuple(
        Row((
            lines([f"{each.agency}, {each.role}", Muted(Channel(each.channel).label)]), came(each.received_at), day(each.said_died_on) if leading else "",
            lines([*([Muted(f"Joined: {each.death.record.reference}")] if each.death_id != row.pk else []), _open(scope, each, leading)]),
        ))
        for each in found.notifications
    )  # fmt: skip
    return listing("Notifications", ("From", "Came", "Day of death, as it has it", "As it came"), rows, "None")


def _open(scope: Scope, each: Notification, leading: bool) -> Any:
    if not leading:
        return Muted("Sealed")
    return Link(
        f"Read notification {each.number} as it came",
        scope.address("child-deaths", each.death.record.reference, "original", str(each.pk)),
    )


def related(scope: Scope, found: list[Any]) -> Table:
    """Deaths that belong with it."""
    rows = tuple(
        Row((
            Link(other.record.title, scope.address("child-deaths", other.record.reference)) if other else "Another death, which you may not see",
            RelatedWhy(each.why).label, each.note,
        ))
        for each, other in found
    )  # fmt: skip
    return listing(
        "Deaths that belong with it", ("Child", "How", "To be minded"), rows, "None", "Twins, one incident, one family."
    )


def returns(scope: Scope, found: Information) -> Table:
    """Forms that were asked of agencies."""
    rows = tuple(
        Row((
            Link(str(each.organisation), scope.address("returns", each.record.reference)), Link(each.request.record.title, scope.address("requests", each.request.record.reference)),
            Tag(_return(ReturnState(each.state)), ReturnState(each.state).label), day(each.due_on) if getattr(each, "due_on", None) else "",
        ))
        for each in found.returns
    )  # fmt: skip
    return listing(
        "Forms",
        ("Agency", "Asked", "State", "Due"),
        rows,
        "Nobody was asked yet",
        "Everyone who knew the child or the family is asked.",
    )


def _return(state: ReturnState) -> TagKind:
    if state in {ReturnState.RETURNED, ReturnState.NIL}:
        return "success"
    return (
        "danger"
        if state is ReturnState.REFUSED
        else "neutral"
        if state in {ReturnState.DRAFT, ReturnState.WITHDRAWN}
        else "warning"
    )


def claims(scope: Scope, row: Death, found: Information, leading: bool) -> Table:
    """What is said, by what it is about; the one that the panel accepted is marked, and the others stay."""

    def cell(each: Any) -> Any:
        if each.is_accepted:
            return lines([Tag("success", "Accepted"), Muted(f"{each.accepted_why} ({day(each.accepted_on)})")])
        return (
            Link(
                f"Accept what {each.source} says of {each.about.lower()}",
                scope.address("child-deaths", row.record.reference, "do", "accept", str(each.pk)),
            )
            if leading
            else ""
        )

    groups = tuple(
        (about, tuple(Row((each.says, each.source, cell(each))) for each in held))
        for about, held in found.claims.items()
    )
    columns = tuple(
        Column(each, "wide" if place == 0 else "text") for place, each in enumerate(("What is said", "By", "The panel"))
    )
    empty = EmptyState("Nothing yet", "Where agencies differ, what each says stands here until the panel accepts one.")
    return Table("What is said", columns, groups=groups, empty=empty)


def tracks(scope: Scope, row: Death, found: list[Any], leading: bool) -> Table:
    """What runs beside the review, those that go on first."""

    def steps(each: Any) -> Any:
        if not leading or each.ended_on:
            return ""
        at = scope.address("child-deaths", row.record.reference, "do")
        name = TrackKind(each.kind).label.lower()
        return lines([
            Link(f"A result of the {name}", f"{at}result/{each.pk}/"), Link(f"Change the {name}", f"{at}track-change/{each.pk}/"),
            Link(f"End of the {name}", f"{at}track-end/{each.pk}/"),
        ])  # fmt: skip

    rows = []
    for each, _ in found:
        if each.ended_on:
            stands = lines([f"Ended {day(each.ended_on)}", Muted(each.outcome)])
        else:
            more = [f"Agreed for {day(each.agreed_on)}"] if each.agreed_on else []
            more += [f"Looked at again on {day(each.look_again_on)}"] if each.look_again_on else []
            more += ["Papers stay with those who lead"] if each.keeps_papers else []
            stands = lines(
                [Tag("warning", "The panel waits") if each.holds else "Goes on", *[Muted(text) for text in more]]
            )
        about: list[Any] = [
            TrackKind(each.kind).label,
            Muted(f"{each.who}, since {day(each.began_on)}"),
            *([Muted(each.note)] if each.note else []),
        ]
        rows.append(Row((lines(about), stands, steps(each))))
    return listing("Running and ended", ("What", "Stands", "Next"), tuple(rows), "Nothing runs beside it")


def results(found: list[Any], leading: bool) -> Table:
    """Results in their order; one that family may not learn from papers is marked."""
    rows = tuple(
        Row((lines([each.name, Muted(TrackKind(track.kind).label)]), day(each.came_on), lines([each.says, *([Tag("danger", "Not for family papers")] if each.narrow else [])])))
        for track, held in found for each in held if leading or not each.narrow
    )  # fmt: skip
    return listing("Results", ("Result", "Came", "Says"), rows, "None yet")


def meetings(held: list[ReviewMeeting]) -> Table:
    """Review meetings, the last first."""
    rows = tuple(
        Row((
            lines([MeetingKind(each.kind).label, Muted(f"{each.convened_by}, {day(each.on)}")]), lines([each.present, *([Muted(f"Missing: {each.papers_missing}")] if each.papers_missing else [])]),
            each.family_questions or "Nothing was asked", each.said, each.feedback or "Not settled yet",
        ))
        for each in held
    )  # fmt: skip
    return listing(
        "Review meetings",
        ("Meeting", "Who took part", "The family asked", "Concluded", "The family hears"),
        rows,
        "Not held yet",
        "A perinatal review, or the last meeting of a Joint Agency Response, stands for it.",
    )


def deferrals(held: list[Deferral]) -> Table:
    """When the panel put it off."""
    rows = tuple(Row((day(each.on), each.why, each.until or "Nothing said")) for each in held)
    return listing("Put off by the panel", ("Panel", "Why", "What has to come first"), rows, "Never put off")


def identity(who: Identity, names: list[tuple[str, str, bool]]) -> tuple[SummaryRow, ...]:
    """Who the child was, with every name."""
    used = next((name for name, _, is_used in names if is_used), "")
    pairs = [
        ("Name", who.name),
        ("The family uses", used or who.name),
        ("Date of birth", who.born),
        ("NHS number", who.nhs_number),
        ("Address and family", who.address),
    ]
    pairs += [(why, name) for name, why, _ in names]
    return tuple(SummaryRow(key, value or "Not known") for key, value in pairs)


ORIGINAL = {
    "name": "Name",
    "born": "Date of birth",
    "nhs_number": "NHS number",
    "address": "Address",
    "others": "Family",
    "died_on": "Day of death",
    "died_at": "Time of death",
    "what": "What is known",
}


def original(held: Notification, sender: dict[str, str], given: dict[str, Any]) -> tuple[SummaryRow, ...]:
    """One notification as it came."""
    rows = [
        SummaryRow(
            "Sent by", lines([f"{sender['name']}, {held.role}, {held.agency}", sender["email"], sender["phone"]])
        ),
        SummaryRow("Came", f"{came(held.received_at)}: {Channel(held.channel).label.lower()}"),
    ]
    for part in ("who", "facts"):
        rows += [
            SummaryRow(ORIGINAL[name], str(value)) for name, value in given[part].items() if name in ORIGINAL and value
        ]
    return (*rows, SummaryRow("Who knew the child or family", given["agencies"] or "Nothing said"))
