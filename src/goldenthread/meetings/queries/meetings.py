"""Lists of meetings and decisions, and one meeting. One filter object serves page, total and export."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, time
from functools import cache
from typing import NamedTuple

from django.db.models import (
    BooleanField,
    CharField,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Prefetch,
    QuerySet,
    Subquery,
    Window,
)
from django.db.models.expressions import RawSQL
from django.db.models.functions import JSONObject

from goldenthread.database.statements import Slot, Statement
from goldenthread.meetings.models import Decision, GroupSetting, Invitee, Issue, IssueReader, Meeting
from goldenthread.meetings.terms import DecisionState, MeetingState
from goldenthread.partnership.models import Group, GroupMeeting
from goldenthread.partnership.queries import short
from goldenthread.records.models.record import ANYONE, sight, visible
from goldenthread.records.queries import NotVisible
from goldenthread.records.viewer import Viewer
from goldenthread.thread.queries.registers import RegisterPage, columns_of

STANDING = [state.value for state in MeetingState if state is not MeetingState.CANCELLED]
WHEN = {"coming": "Coming", "past": "Past", "all": "All"}
SIDE = {"coming": "meetings_meeting.meets_on >= %s", "past": "meetings_meeting.meets_on < %s"}


@dataclass(frozen=True, slots=True)
class MeetingFilter:
    """What the list of meetings is narrowed to. Every field is text, as it stands in the address."""

    when: str = "coming"
    group: str = ""
    state: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> MeetingFilter:
        """The filter that an address asks for; what it does not know is left at its default."""
        given = {field.name: query.get(field.name, "")[:60].strip() for field in fields(cls) if query.get(field.name)}
        if given.get("when") not in WHEN:
            given.pop("when", None)
        if given.get("state") not in {state.value for state in MeetingState}:
            given.pop("state", None)
        return cls(**given)

    def query(self) -> dict[str, str]:
        """The filter as an address holds it, defaults left out."""
        default = MeetingFilter()
        return {
            field.name: getattr(self, field.name)
            for field in fields(self)
            if getattr(self, field.name) != getattr(default, field.name)
        }

    def apply(self, rows: QuerySet[Meeting], day: date) -> QuerySet[Meeting]:
        """The rows it leaves, in its order."""
        if self.group:
            rows = rows.filter(group__key=self.group)
        if self.state:
            rows = rows.filter(state=self.state)
        if self.when == "coming":
            return rows.filter(meets_on__gte=day).order_by("meets_on", "starts_at", "pk")
        if self.when == "past":
            rows = rows.filter(meets_on__lt=day)
        return rows.order_by("-meets_on", "-starts_at", "-pk")


def meetings(viewer: Viewer, partnership_id: int, chosen: MeetingFilter) -> QuerySet[Meeting]:
    """The meetings a filter leaves, with this viewer's own answer as `mine` and the version last issued as `issued`."""
    rows = Meeting.objects.visible_to(viewer).filter(partnership=partnership_id)  # type: ignore[attr-defined]
    return chosen.apply(_annotated(rows, viewer.person_id), viewer.day).select_related("record", "group")


class MeetingRow(NamedTuple):
    """A meeting as lists show it, with the viewer's own answer (None where they are not invited) and the version last issued."""

    pk: int
    reference: str
    called: str
    group: str
    partnership_id: int
    day_id: int | None
    meets_on: date
    starts_at: time | None
    place: str
    state: str
    mine: str | None
    issued: int | None


# Written out: the page that everyone opens first asks for these, and building them from parts takes longer than the answer.
OWN = "(select i.answer from meetings_invitee i where i.record_id = meetings_meeting.record_id and i.person_id = %s and i.withdrawn_at is null limit 1)"
INVITED = "exists (select 1 from meetings_invitee i where i.record_id = meetings_meeting.record_id and i.person_id = %s and i.withdrawn_at is null) and meetings_meeting.meets_on >= %s"
ISSUED = "(select max(s.version) from meetings_issue s where s.record_id = meetings_meeting.record_id)"


def _annotated(rows: QuerySet[Meeting], person: int | Slot) -> QuerySet[Meeting]:
    own = RawSQL(OWN, [person], output_field=CharField())  # noqa: S611 - values are parameters
    return rows.annotate(mine=own, issued=RawSQL(ISSUED, [], output_field=IntegerField()))  # noqa: S611


def meeting_page(
    viewer: Viewer, partnership_id: int, chosen: MeetingFilter, page: int, size: int
) -> RegisterPage[MeetingRow]:
    """One page of the list. Two queries, the page being cut before answers and issues are looked up; a page past the end costs two more, and becomes the last."""
    if page == 1 and chosen == MeetingFilter(when=chosen.when):
        cut = [
            (pk, count)
            for pk, count, *_ in _front(chosen.when, size).rows(
                **sight(viewer), partnerships=[partnership_id], day=viewer.day
            )
        ]
    else:
        rows = chosen.apply(Meeting.objects.visible_to(viewer).filter(partnership=partnership_id), viewer.day)  # type: ignore[attr-defined]
        cut = list(rows.annotate(total=Window(Count("pk"))).values_list("pk", "total")[(page - 1) * size : page * size])
        if not cut and page > 1:
            return meeting_page(viewer, partnership_id, chosen, max(1, -(-rows.count() // size)), size)
    total = cut[0][1] if cut else 0
    shown = _listed().rows(person=viewer.person_id, ids=[pk for pk, _ in cut])
    by_pk = {values[0]: MeetingRow(*values) for values in shown}
    return RegisterPage([by_pk[pk] for pk, _ in cut if pk in by_pk], total, page, max(1, -(-total // size)))


class UnsetDay(NamedTuple):
    """A day on which a group meets and that has no agenda of its own yet."""

    pk: int
    group: str
    meets_on: date
    place: str


@cache
def _unset() -> Statement:
    later = RawSQL("partnership_groupmeeting.meets_on >= %s", [Slot("day")], output_field=BooleanField())
    rows = GroupMeeting.objects.filter(
        ~Exists(Meeting.objects.filter(day=OuterRef("pk"))), later, group__any_of=Slot("groups")
    )
    named = rows.annotate(name=short("group")).order_by("meets_on")
    return Statement(named.values_list("pk", "name", "meets_on", "place")[:24])


def unset_days(group_ids: Iterable[int], day: date) -> list[UnsetDay]:
    """Days that stand for groups and have no agenda of their own yet, from a day on, soonest first. One query."""
    return [UnsetDay(*values) for values in _unset().rows(groups=[0, *group_ids], day=day)]


def get_meeting(viewer: Viewer, partnership_id: int, reference: str, *, with_people: bool = True) -> Meeting:
    """A meeting, unless told otherwise with those invited in `people`. Errors: NotVisible."""
    invitees = Prefetch(
        "invitees",
        Invitee.objects.filter(withdrawn_at__isnull=True)
        .select_related("person", "organisation", "deputy_for__person")
        .order_by("pk"),
        to_attr="people",
    )
    found = (
        Meeting.objects.visible_to(viewer)  # type: ignore[attr-defined]
        .filter(partnership=partnership_id, record__reference=reference)
        .select_related("record", "group", "approved_in__record", "sealed_by")
        .prefetch_related(*((invitees,) if with_people else ()))
        .first()
    )
    if found is None:
        raise NotVisible(reference)
    return found  # type: ignore[no-any-return]


def latest_issue(meeting: Meeting) -> Issue | None:
    """The version of agenda and papers that was issued last, with its readers."""
    readers = Prefetch("readers", IssueReader.objects.select_related("person").order_by("person__name"))
    return (
        Issue.objects.filter(meeting=meeting)
        .order_by("-version")
        .select_related("by")
        .prefetch_related(readers)
        .first()
    )


def setting_of(group: Group) -> GroupSetting:
    """How a group's meetings are drafted; the usual way where nobody said."""
    return GroupSetting.objects.filter(group=group).first() or GroupSetting(group=group)


@cache
def _front(when: str, size: int) -> Statement:
    """The first page of a list that is narrowed to its time alone, which is what most people open."""
    rows = Meeting.objects.visible_to(ANYONE).filter(partnership__any_of=Slot("partnerships"))  # type: ignore[attr-defined]
    if when != "all":
        from_today = RawSQL(SIDE[when], [Slot("day")], output_field=BooleanField())  # noqa: S611 - values are parameters
        rows = rows.filter(from_today)
    order = ("meets_on", "starts_at", "pk") if when == "coming" else ("-meets_on", "-starts_at", "-pk")
    counted = rows.order_by(*order).annotate(total=Window(Count("pk")))
    return Statement(counted.values_list("pk", "total")[:size])


@cache
def _listed() -> Statement:
    return Statement(columns_of(_annotated(Meeting.objects.filter(pk__any_of=Slot("ids")), Slot("person")), MeetingRow))


@cache
def _coming(limit: int) -> Statement:
    asked = RawSQL(INVITED, [Slot("person"), Slot("day")], output_field=BooleanField())  # noqa: S611 - values are parameters
    rows = Meeting.objects.visible_to(ANYONE).filter(asked, state__in=STANDING)  # type: ignore[attr-defined]
    cut = _annotated(rows, Slot("person")).order_by("meets_on", "pk")[:limit]
    return Statement(columns_of(cut, MeetingRow))


def coming(viewer: Viewer, limit: int = 12) -> list[MeetingRow]:
    """The next meetings this person is invited to, over every partnership, soonest first. One query."""
    found = _coming(limit).rows(**sight(viewer), person=viewer.person_id, day=viewer.day)
    return [MeetingRow(*values) for values in found]


def next_of_group(viewer: Viewer) -> Subquery:
    """The next meeting of the group that is being read, as far as the viewer sees it: its reference, and the version issued. Part of another query."""
    rows = Meeting.objects.visible_to(viewer).filter(group=OuterRef("pk"), meets_on__gte=viewer.day)  # type: ignore[attr-defined]
    issue = Issue.objects.filter(meeting=OuterRef("pk")).order_by("-version")
    held = JSONObject(reference="record__reference", issued=Subquery(issue.values("version")[:1]))
    following = rows.exclude(state="cancelled").order_by("meets_on", "pk")
    return Subquery(following.values(held=held)[:1])


@dataclass(frozen=True, slots=True)
class DecisionFilter:
    """What the register of decisions is narrowed to."""

    group: str = ""
    state: str = ""
    q: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> DecisionFilter:
        """The filter that an address asks for."""
        given = {field.name: query.get(field.name, "")[:120].strip() for field in fields(cls)}
        if given["state"] not in {state.value for state in DecisionState}:
            given["state"] = ""
        return cls(**given)

    def query(self) -> dict[str, str]:
        """The filter as an address holds it."""
        return {field.name: getattr(self, field.name) for field in fields(self) if getattr(self, field.name)}


def decisions(viewer: Viewer, partnership_id: int, chosen: DecisionFilter) -> QuerySet[Decision]:
    """Decisions, the newest first, with their item, meeting and group."""
    rows = Decision.objects.filter(visible(viewer, "item_id"), item__partnership=partnership_id)
    if chosen.group:
        rows = rows.filter(item__meeting__group__key=chosen.group)
    if chosen.state:
        rows = rows.filter(state=chosen.state)
    if chosen.q:
        rows = rows.filter(text__icontains=chosen.q)
    return rows.select_related("item__record", "item__meeting__record", "item__meeting__group").order_by("-at", "-pk")


def invitees_of(meeting: Meeting) -> list[Invitee]:
    """Those invited, and not withdrawn since. One query."""
    rows = Invitee.objects.filter(meeting=meeting, withdrawn_at__isnull=True)
    return list(rows.select_related("person", "organisation", "deputy_for__person").order_by("pk"))
