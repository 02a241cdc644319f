"""Who may do what with requests and returns, from rows to the values that the rules work on."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.history.actor import Actor
from goldenthread.records.viewer import Viewer
from goldenthread.returns.models import Return
from goldenthread.returns.rules.states import ANSWERED, Part, ReturnFacts
from goldenthread.returns.terms import LinkKind, ReturnState


@dataclass(frozen=True, slots=True)
class Answerer:
    """Someone who answers: a person with an account, or someone who came by a link. `section` is the only one a colleague sees."""

    name: str
    parts: frozenset[Part]
    person_id: int | None = None
    section: str = ""

    @property
    def actor(self) -> Actor:
        """Them as the doer of an operation."""
        return Actor(self.name, self.person_id, by_link=self.person_id is None)


LINK_PARTS = {
    LinkKind.RECIPIENT: frozenset({Part.RECIPIENT}),
    LinkKind.SENIOR: frozenset({Part.SENIOR}),
    LinkKind.DELEGATE: frozenset({Part.DELEGATE}),
}


def parts(viewer: Viewer, row: Return) -> frozenset[Part]:
    """The parts this viewer has in a return. `row.record` should be loaded."""
    held = {
        Part.UNIT: viewer.in_unit(row.partnership_id),
        Part.CHAIR: viewer.chairs(row.record.group_id),
        Part.RECIPIENT: answers_for(viewer, row),
        Part.SENIOR: row.senior_person_id == viewer.person_id,
    }
    return frozenset(part for part, is_held in held.items() if is_held)


def answers_for(viewer: Viewer, row: Return) -> bool:
    """Whether they work for the organisation that is asked, and it was asked."""
    return row.state != ReturnState.DRAFT.value and row.organisation_id in viewer.organisations(row.partnership_id)


def answerer(viewer: Viewer, row: Return) -> Answerer:
    """The viewer as someone who answers this return."""
    return Answerer(viewer.name, parts(viewer, row), viewer.person_id)


def reads_narrow(viewer: Viewer, row: Return) -> bool:
    """Whether they read everything a return says: its organisation and its senior, the business unit, the group's chair.

    The asking group at large reads neither its narrow sections nor what is not sent in; the database holds to it too.
    """
    return (
        viewer.in_unit(row.partnership_id)
        or viewer.chairs(row.record.group_id)
        or row.organisation_id in viewer.works_for(row.partnership_id)
        or row.senior_person_id == viewer.person_id
    )


def reads_answers(viewer: Viewer, row: Return) -> bool:
    """Whether they read the answers as they stand: what is half written, or not signed off, is not for an organisation's peers."""
    return ReturnState(row.state) in ANSWERED or reads_narrow(viewer, row)


def facts(row: Return, *, missing: int = 0, reason: str = "", published: bool = True) -> ReturnFacts:
    """What the rules need to know of a return."""
    return ReturnFacts(
        state=ReturnState(row.state),
        addressed=bool(row.contact_email),
        dated=True,
        published=published,
        senior_named=bool(row.senior_email),
        sign_off=row.sign_off,
        missing=missing,
        reason_given=bool(reason.strip()),
    )


def may_ask_for(viewer: Viewer, partnership_id: int, group_id: int | None) -> bool:
    """Whether they send requests for a group: the business unit, and its chair."""
    return viewer.in_unit(partnership_id) or viewer.chairs(group_id)


def may_ask_somewhere(viewer: Viewer, partnership_id: int) -> bool:
    """Whether they send requests for any group of the partnership."""
    return viewer.in_unit(partnership_id) or any(
        seat.partnership_id == partnership_id and viewer.chairs(seat.group_id) for seat in viewer.seats
    )


def may_design(viewer: Viewer, partnership_id: int) -> bool:
    """Whether they design questionnaires: the business unit, for every group."""
    return viewer.in_unit(partnership_id)
