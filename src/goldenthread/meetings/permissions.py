"""Who may do what with meetings, from rows to the values that the rules work on."""

from __future__ import annotations

from goldenthread.meetings.models import Invitee, Meeting
from goldenthread.meetings.rules.states import Part
from goldenthread.records.viewer import Viewer


def parts(viewer: Viewer, meeting: Meeting, invitees: list[Invitee]) -> frozenset[Part]:
    """The parts this viewer has in a meeting."""
    held = {
        Part.UNIT: viewer.in_unit(meeting.partnership_id),
        Part.CHAIR: viewer.chairs(meeting.group_id),
        Part.MEMBER: bool(viewer.seat_in(meeting.group_id)),
        Part.INVITED: any(one.person_id == viewer.person_id and one.withdrawn_at is None for one in invitees),
    }
    return frozenset(part for part, is_held in held.items() if is_held)


def may_lead(viewer: Viewer, partnership_id: int, group_id: int | None) -> bool:
    """Whether they set a group's meetings, draft its agendas and write its minutes: the business unit, and its chair."""
    return viewer.in_unit(partnership_id) or viewer.chairs(group_id)
