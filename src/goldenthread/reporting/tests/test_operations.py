"""What changing a report leaves behind: rows, events, notices; and what it refuses."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from goldenthread.history.models import Event as Written
from goldenthread.records import operations as records
from goldenthread.records.operations import ChangedMeanwhile, Refused
from goldenthread.reporting import lines, operations
from goldenthread.reporting.models import Report
from goldenthread.reporting.operations import DevelopmentDraft, ImpactDraft
from goldenthread.reporting.terms import ReportKind
from goldenthread.testing.world import TODAY
from goldenthread.thread import queries as thread


@pytest.fixture
def report(world, as_viewer):  # type: ignore[no-untyped-def]
    """A report with one development, as the business manager."""
    from goldenthread.partnership.models import Group

    manager = as_viewer("manager")
    group = Group.objects.get(pk=world.groups["reviews"])
    operations.write_development(
        group=group,
        start=date(2025, 4, 1),
        end=date(2026, 3, 31),
        draft=DevelopmentDraft("It did a thing"),
        impacts=[ImpactDraft("It changed")],
        by=manager,
        at=manager.at,
    )
    return operations.start_report(
        partnership_id=group.partnership_id,
        kind=ReportKind.ANNUAL,
        start=date(2025, 4, 1),
        end=date(2026, 3, 31),
        title="Year",
        groups=[group],
        by=manager,
        at=manager.at,
    )


def events(report: Report) -> list[str]:
    return list(Written.objects.filter(reference=report.reference).order_by("pk").values_list("verb", flat=True))


def test_starting_gathers_the_period_and_is_written_down(report: Report, as_viewer) -> None:  # type: ignore[no-untyped-def]
    assert [row.development.summary for row in report.sections.get().developments.all()] == ["It did a thing"]
    assert events(report) == ["report.started"]
    manager = as_viewer("manager")
    with pytest.raises(Refused, match="already"):
        operations.start_report(
            partnership_id=report.partnership_id,
            kind=ReportKind.ANNUAL,
            start=report.period_start,
            end=report.period_end,
            title="",
            groups=[report.sections.get().group],
            by=manager,
            at=manager.at,
        )


def test_only_the_business_unit_writes(report: Report, as_viewer) -> None:  # type: ignore[no-untyped-def]
    for name in ("chair", "scrutineer", "member"):
        someone = as_viewer(name)
        with pytest.raises(Refused, match="business unit"):
            operations.edit_head(
                report_id=report.pk, seen=None, title="x", summary="", looks_ahead_to="", by=someone, at=someone.at
            )


def test_an_old_version_is_refused(report: Report, as_viewer) -> None:  # type: ignore[no-untyped-def]
    officer = as_viewer("officer")
    seen = report.edit_version
    operations.edit_part(report_id=report.pk, seen=seen, part="focus", value=["Babies"], by=officer, at=officer.at)
    with pytest.raises(ChangedMeanwhile):
        operations.edit_part(report_id=report.pk, seen=seen, part="focus", value=["Neglect"], by=officer, at=officer.at)
    assert Report.objects.get(pk=report.pk).focus == ["Babies"]


def test_reviewers_are_told_and_a_signature_seals(report: Report, world, as_viewer, owner_connection) -> None:  # type: ignore[no-untyped-def]
    manager = as_viewer("manager")
    operations.send_for_review(
        report_id=report.pk,
        seen=None,
        people=[world.people["scrutineer"], world.people["manager"]],
        by=manager,
        at=manager.at,
    )
    chair = as_viewer("chair")
    comment = operations.comment(report_id=report.pk, place="reviews-1", text="Say more.", by=chair, at=chair.at)
    with pytest.raises(Refused, match="signs off"):
        operations.sign_off(report_id=report.pk, seen=None, on_behalf_of="all of us", by=chair, at=chair.at)
    scrutineer = as_viewer("scrutineer")
    from goldenthread.messages.models import Notice

    notice = Notice.objects.get(reference=report.reference)
    assert (notice.person_id, notice.address) == (world.people["scrutineer"], f"/north/reports/{report.reference}/")
    manager = as_viewer("manager")
    operations.settle(report_id=report.pk, comment_id=comment.pk, by=manager, at=manager.at)
    with pytest.raises(Refused, match="on whose behalf"):
        operations.sign_off(report_id=report.pk, seen=None, on_behalf_of=" ", by=manager, at=manager.at)
    scrutineer = as_viewer("scrutineer")
    sealed = operations.sign_off(report_id=report.pk, seen=None, on_behalf_of="", by=scrutineer, at=scrutineer.at)
    manager = as_viewer("manager")
    assert events(report) == [
        "report.started",
        "report.to_review",
        "report.commented",
        "report.changed",
        "report.signed_off",
    ]
    assert sealed.sealed["groups"][0]["developments"][0]["summary"] == "It did a thing"
    with pytest.raises(Refused, match="signed off"):
        operations.edit_head(
            report_id=report.pk, seen=None, title="x", summary="", looks_ahead_to="", by=manager, at=manager.at
        )
    for statement in (
        "update reporting_report set title = 'x' where id = %s",
        "update reporting_report set sealed = null, state = 'draft' where id = %s",
    ):
        with pytest.raises(DatabaseError, match="does not change"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [report.pk])


def test_lines_lose_nothing_that_they_do_not_show() -> None:
    before = ["One\n  step", {"text": "Two", "parts": ["a", "b"], "x-note": "kept"}, {"text": "Three"}]
    assert lines.steps_of(lines.steps_text(before), before) == before
    assert lines.steps_of("Two\n- a\n- b\nFour", before) == [before[1], "Four"]
    reviews = [{"count": 2, "subject": "young baby", "age_group": "infant", "x-note": "kept"}, {"count": 0}]
    assert lines.reviews_of(lines.reviews_text(reviews), reviews) == reviews
    figures = [
        {"label": "Trained", "value": 412, "unit": "people", "period": {"start": "2020-04", "end": "2021-03"}},
        {"label": "Saved", "as_at": 2021},
    ]
    assert lines.figures_of(lines.figures_text(figures), figures) == figures


@pytest.mark.parametrize(
    ("read", "text", "words"),
    [
        (lines.steps_of, "- alone", "no step stands above"),
        (lines.reviews_of, "two | baby", "whole number"),
        (lines.reviews_of, "1|2|3|4", "more than 3"),
        (lines.figures_of, "Trained | many", "no number"),
        (lines.figures_of, "| 4", "what the figure counts"),
        (lines.figures_of, "a | 1e400000", "no number"),
        (lines.figures_of, "a | nan", "no number"),
    ],
)
def test_lines_that_cannot_be_read_are_named(read, text: str, words: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(lines.LineProblem, match=words):
        read(text)


def test_a_development_taken_back_is_on_no_list(report: Report, as_viewer) -> None:  # type: ignore[no-untyped-def]
    manager, section = as_viewer("manager"), report.sections.get()
    development = section.developments.get().development

    def listed() -> list[int]:
        rows = thread.developments(manager, report.partnership_id, group="reviews")
        told = thread.told_developments(
            manager, report.partnership_id, section.group_id, report.period_start, report.period_end
        )
        assert [row.pk for row in rows] == [row.pk for row in told]
        return [row.pk for row in told]

    assert listed() == [development.pk]
    records.touch(records.lock(development.pk), closed_on=TODAY)
    assert listed() == []
