"""My work, and a group's workspace, as frozen values."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from markupsafe import Markup

from goldenthread.core.working_days import working_days_between
from goldenthread.design.components import (
    BragTag,
    Button,
    Card,
    Content,
    EmptyState,
    Lines,
    Link,
    ListItem,
    Muted,
    NumberCard,
    PairedImpact,
    SummaryRow,
    Tag,
)
from goldenthread.design.format import counted, due_phrase, short_day, weekday_day
from goldenthread.indicators.pages import Run, latest_words
from goldenthread.meetings.queries.meetings import MeetingRow
from goldenthread.messages.queries import Unread
from goldenthread.partnership.models import Group, Priority, Seat
from goldenthread.partnership.queries import GroupDay, Meeting
from goldenthread.partnership.terms import SeatRole
from goldenthread.pathways.queries import Soon
from goldenthread.records.viewer import PartnershipFact, Viewer
from goldenthread.records.web import Scope
from goldenthread.rendering.sparklines import sparkline
from goldenthread.returns.queries import AskedReturn, LateReturn
from goldenthread.returns.rules.states import is_silent
from goldenthread.thread.pages.words import due_words, overdue, owner_words
from goldenthread.thread.queries.actions import ActionRow
from goldenthread.thread.queries.work import AskedAction, GroupWork
from goldenthread.thread.terms import ActionState

WEEK = 7
SHOWN = 8


@dataclass(frozen=True, slots=True)
class MyWork:
    """Three short lists, or one of them whole, and what was told since the last visit."""

    cards: tuple[Card, ...]
    told: Card | None
    partnerships: tuple[Link, ...]


class Place(StrEnum):
    """The lists of my work, by the name that an address gives them."""

    NOW = "now"
    WAITING = "waiting"
    COMING = "coming"


TITLES = {
    Place.NOW: ("Late or due this week", "Nothing is late, and nothing is due this week."),
    Place.WAITING: ("Waiting for someone else", "Nobody keeps you waiting."),
    Place.COMING: ("Coming up", "Nothing is coming up."),
}


class Placed(NamedTuple):
    """One matter and its rank in its list: what is late first, then by its day. `asked` is what a button says."""

    later: bool
    day: date
    number: int
    what: AskedAction | AskedReturn | GroupDay | MeetingRow
    asked: str = ""


def placed(
    viewer: Viewer,
    actions: Iterable[AskedAction],
    meetings: Iterable[GroupDay] = (),
    invited: Iterable[MeetingRow] = (),
    returns: Iterable[AskedReturn] = (),
) -> dict[Place, list[Placed]]:
    """What asks for this person, over every partnership they work with, in its lists and ranked; nothing is written out yet."""
    here = {fact.id for fact in viewer.partnerships}
    lists: dict[Place, list[Placed]] = {place: [] for place in Place}
    numbers = itertools.count()

    def put(place: Place | None, day: date | None, what: Any, asked: str = "", *, late: bool = False) -> None:
        if place is not None:
            button = asked if place is Place.NOW else ""
            lists[place].append(Placed(place is Place.NOW and not late, day or date.max, next(numbers), what, button))

    for action in actions:
        if action.partnership_id in here:
            asked, late = _asked(viewer, action), bool(overdue(action, viewer.day))
            put(
                _place(viewer, action.due_on, late, asked, asked != HOW_IT_GOES),
                action.due_on,
                action,
                asked,
                late=late,
            )
    for row in returns:
        if row.partnership_id in here:
            put(_place(viewer, row.due_on, row.late, row.words), row.due_on, row, late=row.late)
    asked_to = [meeting for meeting in invited if meeting.partnership_id in here]
    prepared = {meeting.day_id for meeting in asked_to}
    for meeting in asked_to:
        put(Place.COMING, meeting.meets_on, meeting)
    for day in meetings:
        if day.partnership_id in here and day.pk not in prepared:
            put(Place.COMING, day.meets_on, day)
    return {place: sorted(held) for place, held in lists.items()}


def _place(viewer: Viewer, due_on: date | None, late: bool, asked: str, at_once: bool = False) -> Place | None:
    """Where a matter stands: now, when something is asked and it is late or near; with what comes; or with someone else, when it is late."""
    if not asked:
        return Place.WAITING if late else None
    near = due_on is not None and (due_on - viewer.day).days <= WEEK
    return Place.NOW if late or near or at_once else Place.COMING


def shown(lists: Mapping[Place, list[Placed]], whole: str = "") -> dict[Place, list[Placed]]:
    """The matters a page shows: the first few of each list, or one list whole."""
    if whole in set(Place):
        return {Place(whole): lists[Place(whole)]}
    return {place: held[:SHOWN] for place, held in lists.items()}


def action_keys(lists: Mapping[Place, list[Placed]], whole: str = "") -> list[int]:
    """The keys of the actions that a page shows, whose words are then read."""
    return [one.what.pk for held in shown(lists, whole).values() for one in held if isinstance(one.what, AskedAction)]


def my_work(
    viewer: Viewer,
    lists: Mapping[Place, list[Placed]],
    rows: Mapping[int, ActionRow],
    notices: Iterable[Unread] = (),
    whole: str = "",
) -> MyWork:
    """My work as a page: the first few of each list, or the one that is asked for whole. `rows` are the words of the actions shown."""
    keys = {fact.id: fact for fact in viewer.partnerships}
    cards = []
    for place, held in shown(lists, whole).items():
        title, empty = TITLES[place]
        total = len(lists[place])
        items = tuple(item for one in held if (item := _written(viewer, keys, rows, one)) is not None)
        more = Link(f"See all {total}", f"/?whole={place.value}") if total > len(held) else None
        cards.append(Card(title, items, empty, more, total or None))
    told = tuple(ListItem(Link(notice.subject, notice.address), (short_day(notice.made_at),)) for notice in notices)
    return MyWork(
        tuple(cards),
        Card("New since you last looked", told, count=len(told)) if told else None,
        tuple(Link(fact.name, f"/{fact.key}/") for fact in viewer.partnerships),
    )


def _written(
    viewer: Viewer, keys: Mapping[int, PartnershipFact], rows: Mapping[int, ActionRow], one: Placed
) -> ListItem | None:
    """One matter as a list shows it; None for an action that was taken away in between."""
    what, several = one.what, len(keys) > 1
    fact = keys[what.partnership_id]
    name = fact.short_name or fact.name
    if isinstance(what, GroupDay):
        return _meeting(viewer, fact.key, what)
    if isinstance(what, MeetingRow):
        return _invited(viewer, fact.key, what)
    if isinstance(what, AskedReturn):
        return _return(viewer, fact.key, name, what, several)
    row = rows.get(what.pk)
    return _item(viewer, fact.key, name, row, one.asked, several) if row else None


HOW_IT_GOES = "Say how it is going"


def _asked(viewer: Viewer, action: AskedAction) -> str:
    """What this action asks of this person now, as a button's words; empty when it waits for someone else."""
    state, organisations = ActionState(action.state), viewer.organisations(action.partnership_id)
    if action.offered_to_id and viewer.chairs(action.offered_to_id):
        return "Accept or return it"
    if state is ActionState.REPORTED:
        return "Sign it off" if viewer.chairs(action.origin_id) else ""
    mine = action.owner_person_id == viewer.person_id or (
        action.owner_person_id is None and action.owner_organisation_id in organisations
    )
    if state is ActionState.AGREED:
        return "Accept or decline it" if mine else ""
    if action.owner_person_id == viewer.person_id:
        return HOW_IT_GOES
    return ""


def _item(viewer: Viewer, key: str, partnership: str, action: ActionRow, asked: str, several: bool) -> ListItem:
    reference, late = action.reference, overdue(action, viewer.day)
    address = f"/{key}/actions/{reference}/"
    where = f"{partnership}, {action.group}" if several else str(action.group)
    who = () if action.owner_person_id == viewer.person_id else (owner_words(action),)
    tags: tuple[Tag | BragTag, ...] = (Tag("danger", f"{counted(late, 'day')} late"),) if late else ()
    return ListItem(
        Link(action.text, address),
        (reference, where, *who, _was_due(action.due_on, viewer.day) if late else due_words(action, viewer.day)),
        tags,
        Button(asked, address, "secondary", f"for {reference}") if asked else None,
    )


def _was_due(due_on: date | None, today: date) -> str:
    """When it should have been done; how late it is stands in the tag beside it, and is not counted twice in two ways."""
    return f"was due {weekday_day(due_on, today=today)}" if due_on else ""


def _return(viewer: Viewer, key: str, partnership: str, row: AskedReturn, several: bool) -> ListItem:
    """A return: one's own to answer, with a button, or somebody else's that is late or was never heard of."""
    address = f"/{key}/returns/{row.reference}/"
    due = (
        _was_due(row.due_on, viewer.day)
        if row.late
        else due_phrase(row.due_on, today=viewer.day, working_days=working_days_between(viewer.day, row.due_on))
    )
    where = f"{partnership}, {row.group}" if several else row.group
    days = (viewer.day - row.due_on).days
    late = f"{counted(days, 'day')} late" + (", nothing heard" if row.silent and not row.words else "")
    return ListItem(
        Link(row.title, address),
        (row.reference, where, row.organisation, due),
        (Tag("danger", late),) if row.late else (Tag("info", "Request"),),
        Button(row.words, address, "secondary", f"for {row.reference}") if row.words else None,
    )


def _meeting(viewer: Viewer, key: str, meeting: GroupDay) -> ListItem:
    when = due_phrase(
        meeting.meets_on, today=viewer.day, working_days=working_days_between(viewer.day, meeting.meets_on)
    ).replace("due ", "")
    return ListItem(
        Link(f"{meeting.group} meets", f"/{key}/groups/{meeting.group_key}/"),
        (when, meeting.place) if meeting.place else (when,),
        (Tag("info", "Meeting"),),
    )


@dataclass(frozen=True, slots=True)
class MeasuredPriority:
    """A priority beside the run of the indicator that shows whether it is met."""

    text: str
    year: str
    reading: Content
    picture: Markup
    url: str


def _measured(scope: Scope, row: Priority, run: Run) -> MeasuredPriority:
    reading = latest_words(run) if row.indicator_key else Muted("No indicator shows yet whether it is met")
    url = scope.address("indicators", row.indicator_key) if row.indicator_key else ""
    return MeasuredPriority(row.text, row.year, reading, sparkline([value for _, _, value in run]), url)


def _invited(viewer: Viewer, key: str, meeting: MeetingRow) -> ListItem:
    """A meeting one is invited to: whether its papers are there, and whether an answer is asked."""
    when = due_phrase(
        meeting.meets_on, today=viewer.day, working_days=working_days_between(viewer.day, meeting.meets_on)
    ).replace("due ", "")
    address = f"/{key}/meetings/{meeting.reference}/"
    papers = (Tag("success", "Papers ready"),) if meeting.issued else ()
    unanswered = meeting.mine == "none" and meeting.state in {"planned", "issued"}
    return ListItem(
        Link(f"{meeting.group} meets", address),
        (when, meeting.place) if meeting.place else (when,),
        (Tag("info", "Meeting"), *papers),
        Button("Answer", f"{address}answer/", "secondary", f"for {meeting.reference}") if unanswered else None,
    )


@dataclass(frozen=True, slots=True)
class Workspace:
    """A group's workspace."""

    numbers: tuple[NumberCard, ...]
    needs: tuple[Card, ...]
    meeting: str
    meeting_place: str
    last_meeting: str
    facts: tuple[SummaryRow, ...]
    seats: tuple[SummaryRow, ...]
    vacant: int
    priorities: tuple[MeasuredPriority, ...]
    pairs: tuple[PairedImpact, ...]
    empty_pairs: EmptyState
    changed: tuple[ListItem, ...]


def workspace(
    scope: Scope,
    group: Group,
    work: GroupWork,
    *,
    seats: list[Seat],
    following: Meeting | None,
    last: Meeting | None,
    priorities: Sequence[tuple[Priority, Run]],
    developments: list[Any],
    changed: list[ListItem],
    late_returns: Sequence[LateReturn] = (),
    stages: Sequence[Soon] = (),
) -> Workspace:
    """What the group needs to see at once: late and why, waiting for it, what changed, whether impact is shown."""
    log = scope.address("actions")
    counts = work.counts
    numbers = (
        NumberCard(
            "Open actions",
            counts["open"],
            f"{counts['late']} late" if counts["late"] else "none late",
            f"{log}?group={group.key}",
        ),
        NumberCard("Waiting for this group", counts["to_accept"] + counts["to_sign_off"], "to accept or sign off"),
        NumberCard(
            "Delivered", counts["delivered"], "with impact still to show", f"{log}?group={group.key}&standing=delivered"
        ),
        NumberCard(
            "Impact assured",
            counts["assured"],
            f"of {counts['assured'] + counts['delivered']} delivered",
            f"{log}?group={group.key}&standing=assured",
        ),
    )
    day = scope.viewer.day
    needs = tuple(
        card
        for card in (
            _needs(scope, "Offered to this group: accept or return", work.to_accept, counts["to_accept"], day),
            _needs(scope, "Reported done: sign off or return", work.to_sign_off, counts["to_sign_off"], day),
            _late_by_agency(scope, group, work),
            _late_returns(scope, late_returns),
            _stages(scope, stages),
            _unanswered(scope, work),
            _needs(scope, "Delivered, with no impact shown yet", work.delivered, counts["delivered"], day),
        )
        if card is not None
    )
    vacant = sum(seat.person_id is None for seat in seats)
    return Workspace(
        numbers,
        needs,
        f"{weekday_day(following.meets_on, today=day)}" if following else "",
        following.place if following else "",
        short_day(last.meets_on) if last else "",
        _about(group),
        tuple(SummaryRow(_seat(seat), seat.person.name if seat.person else Tag("warning", "Vacant")) for seat in seats),
        vacant,
        tuple(_measured(scope, row, run) for row, run in priorities),
        tuple(_pair(development) for development in developments),
        EmptyState(
            "No development has been written for this year yet",
            "What the group did, and what difference it made, is gathered here for the report.",
            Link("Write a development", scope.address("groups", group.key, "developments", "new")),
        ),
        tuple(changed),
    )


def _needs(scope: Scope, title: str, actions: list[ActionRow], count: int, day: date) -> Card | None:
    if not actions:
        return None
    items = tuple(
        ListItem(
            Link(action.text, scope.address("actions", action.reference)),
            (action.reference, owner_words(action), due_words(action, day)),
        )
        for action in actions
    )
    return Card(title, items, count=count)


def _late_by_agency(scope: Scope, group: Group, work: GroupWork) -> Card | None:
    if not work.late:
        return None
    items = tuple(
        ListItem(
            Link(
                agency.name or "Nobody",
                f"{scope.address('actions')}?group={group.key}&standing=late&agency={agency.organisation_id or ''}",
            ),
            (
                f"{counted(agency.actions, 'action')} late",
                f"the oldest by {counted((scope.viewer.day - agency.oldest).days, 'day')}",
            ),
        )
        for agency in work.late
    )
    return Card("Late, by agency", items, count=work.counts["late"])


def _late_returns(scope: Scope, rows: Sequence[LateReturn]) -> Card | None:
    if not rows:
        return None
    day = scope.viewer.day
    items = tuple(
        ListItem(
            Link(row.title, scope.address("returns", row.reference)),
            (row.reference, row.organisation, f"{counted((day - row.due_on).days, 'day')} late"),
            (Tag("danger", "Nothing heard"),) if is_silent(row.state, row.due_on, day) else (),
        )
        for row in rows[:SHOWN]
    )
    return Card("Answers that are late", items, count=len(rows))


def _stages(scope: Scope, rows: Sequence[Soon]) -> Card | None:
    if not rows:
        return None
    items = tuple(
        ListItem(
            Link(f"{row.stage}: {row.title}", scope.address("records", row.reference, "way")),
            (row.reference, row.pathway, f"due {short_day(row.due_on)}"),
            (Tag("danger", "Late"),) if row.late else (),
        )
        for row in rows[:SHOWN]
    )
    return Card("Timescales that are late or fall due in two weeks", items, count=len(rows))


def _unanswered(scope: Scope, work: GroupWork) -> Card | None:
    if not work.unanswered_learning:
        return None
    items = tuple(
        ListItem(
            Link(point.text, scope.address("thread", point.record.reference)),
            (point.record.reference,),
            action=Link(
                "Write an action",
                f"{scope.address('actions', 'new')}?from={point.record.reference}",
                f"from {point.record.reference}",
            ),
        )
        for point in work.unanswered_learning[:SHOWN]
    )
    return Card("Learning with no action yet", items, count=len(work.unanswered_learning))


def _about(group: Group) -> tuple[SummaryRow, ...]:
    terms = group.terms_now  # type: ignore[attr-defined]
    rows = [SummaryRow("Function", group.function or "Not written yet")]
    if terms:
        rows.append(
            SummaryRow(
                "Terms of reference",
                f"Version {terms['version']}, in force from {short_day(date.fromisoformat(terms['in_force_from']))}",
            )
        )
        if terms["quorum"]:
            rows.append(SummaryRow("Quorum", terms["quorum"]))
    return tuple(rows)


def _seat(seat: Seat) -> str:
    role = SeatRole(seat.role).label
    return f"{role}, {seat.organisation}" if seat.organisation else role


def _pair(development: Any) -> PairedImpact:
    linked = (
        Tag("info", "Reported, not yet linked")
        if development.imported and not any(impact["impact"] for impact in development.told)
        else None
    )
    title = Lines((development.summary, linked)) if linked else development.summary
    return PairedImpact(
        str(development.number),
        title,
        tuple(f"{impact['number']} {impact['statement']}" for impact in development.told),
    )
