"""A report read by others, commented on, signed off and sealed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from goldenthread.core.dates import day_in_words
from goldenthread.database.viewer import reporting_on
from goldenthread.messages import operations as messages
from goldenthread.partnership.terms import Role
from goldenthread.records.operations import Refused
from goldenthread.records.viewer import Viewer
from goldenthread.reporting import permissions
from goldenthread.reporting.exchange import from_plain, to_plain
from goldenthread.reporting.models import Comment, Report
from goldenthread.reporting.operations.shared import SEALED, changed, editable, locked, require, told
from goldenthread.reporting.queries.documents import CAVEATS, SIGNED_AS, plain_of, sections_of
from goldenthread.reporting.queries.publishing import recomputed_caveats
from goldenthread.reporting.stored import canonical, stored
from goldenthread.reporting.terms import Event, ReportState


@transaction.atomic
def send_for_review(*, report_id: int, seen: int | None, people: Iterable[int], by: Viewer, at: datetime) -> Report:
    """Give a report to others to read; each is told. Errors: Refused, ChangedMeanwhile."""
    report = editable(report_id, seen, by)
    readers = sorted(set(people))
    require(bool(readers), "Choose at least one person to read it.")
    report.state = ReportState.REVIEW.value
    changed(
        report,
        f"Sent for review to {len(readers)} {'person' if len(readers) == 1 else 'people'}",
        by,
        at,
        Event.TO_REVIEW,
        ("state",),
    )
    _tell(report, readers, "report_review", f"{report.reference} is ready for you to read and comment on", by, at)
    return report


@transaction.atomic
def back_to_draft(*, report_id: int, seen: int | None, by: Viewer, at: datetime) -> Report:
    """End the review; the writers go on. Errors: Refused, ChangedMeanwhile."""
    report = editable(report_id, seen, by)
    require(report.state == ReportState.REVIEW.value, "It is not in review.")
    report.state = ReportState.DRAFT.value
    return changed(report, "Back to its writers", by, at, Event.TO_DRAFT, ("state",))


@transaction.atomic
def comment(*, report_id: int, place: str, text: str, by: Viewer, at: datetime) -> Comment:
    """Say something about a report or one of its paragraphs. Errors: Refused."""
    report = locked(report_id, None)
    require(
        permissions.may_comment(by, report.partnership_id),
        "Only people who work with the partnership comment on its reports.",
    )
    require(report.state != ReportState.SEALED.value, SEALED)
    require(
        report.state == ReportState.REVIEW.value or permissions.may_edit(by, report.partnership_id),
        "It is not in review.",
    )
    row = Comment.objects.create(report=report, place=place[:120], text=text, by_id=by.person_id, at=at)
    told(report, Event.COMMENTED, f"Commented on {place or 'the report'}", by, at)
    return row


@transaction.atomic
def settle(*, report_id: int, comment_id: int, by: Viewer, at: datetime) -> Comment:
    """Mark a comment settled; the same again changes nothing. Errors: Refused."""
    report = editable(report_id, None, by)
    row = Comment.objects.select_for_update().filter(report=report, pk=comment_id).first()
    if row is None:
        raise Refused("That comment is not on this report.")
    if row.settled_at is None:
        row.settled_at = at
        row.save(update_fields=["settled_at"])
        told(report, Event.CHANGED, f"Settled a comment on {row.place or 'the report'}", by, at)
    return row


@transaction.atomic
def sign_off(*, report_id: int, seen: int | None, on_behalf_of: str, by: Viewer, at: datetime) -> Report:
    """Sign a report off: it is sealed as it stands, with its digest, and never changes again. Errors: Refused, ChangedMeanwhile.

    The business manager signs on behalf of those who agreed it, and says who they are.
    """
    report = locked(report_id, seen)
    require(
        permissions.may_sign(by, report.partnership_id),
        "A safeguarding partner or the independent scrutineer signs off, or the business manager on their behalf.",
    )
    require(report.state != ReportState.SEALED.value, SEALED)
    behalf = on_behalf_of.strip()
    if permissions.signs_for_another(by, report.partnership_id):
        require(bool(behalf), "Say on whose behalf you sign, and when they agreed.")
        role = f"the business manager on behalf of {behalf}"
    else:
        scrutineer = Role.SCRUTINEER in by.roles(report.partnership_id)
        role = "the independent scrutineer" if scrutineer else "a safeguarding partner"
    with reporting_on(report.partnership_id):
        sections = sections_of(report)
        document = from_plain(plain_of(report, sections))
        caveats = recomputed_caveats(report, sections, document, by.day)
    plain = to_plain(document)
    report.sealed, report.digest = stored(plain), hashlib.sha256(canonical(plain).encode()).hexdigest()
    report.state, report.signed_off_at, report.signed_off_by_id = ReportState.SEALED.value, at, by.person_id
    report.extra = {**report.extra, SIGNED_AS: role, CAVEATS: caveats}
    sentence = f"Signed off version {report.version} of {day_in_words(report.period_start)} to {day_in_words(report.period_end)} as {role}; sealed with digest {report.digest[:16]}"
    return changed(
        report,
        sentence,
        by,
        at,
        Event.SIGNED_OFF,
        ("sealed", "digest", "state", "signed_off_at", "signed_off_by", "extra"),
    )


def _tell(report: Report, people: Iterable[int], kind: str, subject: str, by: Viewer, at: datetime) -> None:
    address = f"/{report.partnership.key}/reports/{report.reference}/"
    messages.notify(
        people=set(people) - {by.person_id},
        kind=kind,
        subject=subject,
        partnership_id=report.partnership_id,
        reference=report.reference,
        address=address,
        at=at,
    )
