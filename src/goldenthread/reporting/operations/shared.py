"""What every change of a report shares: the lock, the check, the next version number, the event."""

from __future__ import annotations

from datetime import datetime

from goldenthread.history import operations as history
from goldenthread.history.actor import Actor
from goldenthread.history.operations import About
from goldenthread.records.operations import ChangedMeanwhile, Refused
from goldenthread.records.viewer import Viewer
from goldenthread.reporting import permissions
from goldenthread.reporting.models import Report, Section
from goldenthread.reporting.queries.documents import AS_GIVEN
from goldenthread.reporting.terms import Event, ReportState

NOT_YOURS = "Only the business unit writes reports."
SEALED = "This version is signed off and does not change. Start a new version to change anything."


def require(is_allowed: bool, sentence: str) -> None:
    """Refuse with the sentence unless allowed. Errors: Refused."""
    if not is_allowed:
        raise Refused(sentence)


def locked(report_id: int, seen: int | None) -> Report:
    """The report, locked for this transaction. Errors: ChangedMeanwhile when `seen` is not its edit version."""
    report = Report.objects.select_for_update(of=("self",)).select_related("partnership").get(pk=report_id)
    if seen is not None and seen != report.edit_version:
        raise ChangedMeanwhile(report.reference, seen, report.edit_version)
    return report


def editable(report_id: int, seen: int | None, by: Viewer) -> Report:
    """The report, locked, for someone who may change it now. Errors: Refused, ChangedMeanwhile."""
    report = locked(report_id, None)
    require(permissions.may_edit(by, report.partnership_id), NOT_YOURS)
    require(report.state != ReportState.SEALED.value, SEALED)
    if seen is not None and seen != report.edit_version:
        raise ChangedMeanwhile(report.reference, seen, report.edit_version)
    return report


def changed(
    report: Report, sentence: str, by: Viewer, at: datetime, verb: Event = Event.CHANGED, fields: tuple[str, ...] = ()
) -> Report:
    """Store a locked report's changed columns under its next edit version, and write down what was done."""
    report.edit_version += 1
    report.save(update_fields=["edit_version", *fields])
    told(report, verb, sentence, by, at)
    return report


def told(report: Report, verb: Event, sentence: str, by: Viewer, at: datetime) -> None:
    """Add an event about a report."""
    history.write(
        verb=verb,
        sentence=sentence,
        by=Actor(by.name, by.person_id),
        at=at,
        about=About(report.partnership_id, None, report.reference),
    )


def renumbered(section: Section) -> None:
    """From now on the section's developments are numbered by their places."""
    if section.facts.get(AS_GIVEN):
        section.facts = {key: value for key, value in section.facts.items() if key != AS_GIVEN}
        section.save(update_fields=["facts"])
