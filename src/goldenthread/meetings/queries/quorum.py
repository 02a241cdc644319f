"""Quoracy of a meeting as it stands: the terms of reference in force, and who is in the room."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import JSONField
from django.db.models.expressions import RawSQL

from goldenthread.meetings.models import AgendaItem, Conflict, Invitee, Meeting
from goldenthread.meetings.rules.quoracy import Present, Quoracy, QuorumRule, quoracy
from goldenthread.meetings.terms import Attendance, Capacity
from goldenthread.partnership.models import TermsOfReference
from goldenthread.partnership.terms import Sector


def rule_for(meeting: Meeting) -> QuorumRule:
    """What the terms of reference in force on the meeting's day ask for. One query."""
    terms = (
        TermsOfReference.objects.filter(group=meeting.group_id, in_force_from__lte=meeting.meets_on)
        .annotate(
            named=RawSQL(
                """select jsonb_object_agg(o.id, coalesce(nullif(o.short_name, ''), o.name)) from partnership_organisation o
    where o.id = any (partnership_termsofreference.needed_organisations)""",
                [],
                output_field=JSONField(),
            )
        )
        .order_by("-version")
        .first()
    )
    if terms is None:
        return QuorumRule()
    sectors = {member.value: member.label for member in Sector}
    return QuorumRule(
        terms.least_members,
        terms.least_agencies,
        {code: sectors.get(code, code) for code in terms.needed_sectors},
        {int(pk): name for pk, name in (terms.named or {}).items()},  # type: ignore[attr-defined]
        terms.needs_chair,
    )


def present(invitees: Iterable[Invitee]) -> list[Present]:
    """Those who are in the room now."""
    return [
        Present(
            row.person_id,
            Capacity(row.capacity),
            row.organisation_id,
            row.organisation.sector if row.organisation else "",
        )
        for row in invitees
        if row.attendance == Attendance.PRESENT.value and row.withdrawn_at is None
    ]


def quoracy_of(meeting: Meeting, invitees: Iterable[Invitee], item: AgendaItem | None = None) -> Quoracy:
    """Whether those in the room are a quorum; for an item, without those who have a conflict in it."""
    kept_out = (
        frozenset(Conflict.objects.filter(item=item).values_list("person_id", flat=True)) if item else frozenset()
    )
    return quoracy(rule_for(meeting), present(invitees), kept_out)
