"""Lists of meetings and decisions, and one meeting. One filter object serves page, total and export."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, Subquery

from goldenthread.meetings.models import Decision, GroupSetting, Invitee, Issue, IssueReader, Meeting
from goldenthread.meetings.terms import DecisionState, MeetingState
from goldenthread.partnership.models import Group, GroupMeeting
from goldenthread.records.models.record import visible
from goldenthread.records.queries import NotVisible
from goldenthread.records.viewer import Viewer

WHEN = {"coming": "Coming", "past": "Past", "all": "All"}


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
    return chosen.apply(_annotated(rows, viewer), viewer.day).select_related("record", "group")


def _annotated(rows: QuerySet[Meeting], viewer: Viewer) -> QuerySet[Meeting]:
    own = Invitee.objects.filter(meeting=OuterRef("pk"), person=viewer.person_id, withdrawn_at__isnull=True)
    issue = Issue.objects.filter(meeting=OuterRef("pk")).order_by("-version")
    return rows.annotate(mine=Subquery(own.values("answer")[:1]), issued=Subquery(issue.values("version")[:1]))


def unset_days(group_ids: Iterable[int], day: date) -> list[GroupMeeting]:
    """Days that stand for groups and have no agenda of their own yet, from a day on, soonest first."""
    rows = GroupMeeting.objects.filter(
        ~Exists(Meeting.objects.filter(day=OuterRef("pk"))), group__in=[0, *group_ids], meets_on__gte=day
    )
    return list(rows.select_related("group").order_by("meets_on")[:24])


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


def coming(viewer: Viewer, limit: int = 12) -> list[Meeting]:
    """The next meetings this person is invited to, over every partnership, soonest first. One query."""
    asked = Exists(Invitee.objects.filter(meeting=OuterRef("pk"), person=viewer.person_id, withdrawn_at__isnull=True))
    rows = Meeting.objects.visible_to(viewer).filter(asked, meets_on__gte=viewer.day)  # type: ignore[attr-defined]
    rows = rows.exclude(state="cancelled")
    return list(_annotated(rows, viewer).select_related("record", "group").order_by("meets_on", "pk")[:limit])


def next_of(viewer: Viewer, group_id: int) -> Meeting | None:
    """A group's next meeting, if the viewer sees it. One query."""
    rows = Meeting.objects.visible_to(viewer).filter(group=group_id, meets_on__gte=viewer.day)  # type: ignore[attr-defined]
    return (  # type: ignore[no-any-return]
        _annotated(rows.exclude(state="cancelled"), viewer).select_related("record").order_by("meets_on").first()
    )


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
