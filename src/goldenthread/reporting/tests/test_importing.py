"""Reports into rows and back, as the worker's database role."""

from __future__ import annotations

import dataclasses
import threading
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings

from goldenthread.database.viewer import reporting_on
from goldenthread.history.actor import job
from goldenthread.reporting import exchange
from goldenthread.reporting.document import Document
from goldenthread.reporting.operations import import_document
from goldenthread.reporting.queries import document_of, draft_document, find_report

from .documents import documents
from .test_exchange import DEMONSTRATION, document

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
BY = job("Import")


def bring(given: Document):  # type: ignore[no-untyped-def]
    return import_document(document=given, by=BY, at=AT)


def reference() -> Document:
    return document(DEMONSTRATION.read_bytes())


def test_the_reference_comes_back_equal(worker: None) -> None:
    given = reference()
    imported = bring(given)
    assert imported.changed
    with reporting_on(imported.report.partnership_id):
        assert exchange.to_plain(document_of(imported.report)) == exchange.to_plain(given)
    assert imported.report.partnership.key == "wscp"


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(documents)
def test_any_document_comes_back_equal(worker: None, given: Document) -> None:
    with transaction.atomic():
        imported = bring(given)
        report = type(imported.report).objects.get(pk=imported.report.pk)
        back = document_of(report)
        assert back == given
        assert exchange.to_plain(back) == exchange.to_plain(given)
        assert not bring(given).changed
        transaction.set_rollback(True)


def test_the_same_again_changes_nothing_and_a_changed_one_is_a_new_version(worker: None) -> None:
    from goldenthread.reporting.models import Report, SectionDevelopment
    from goldenthread.thread.models import Development

    given = reference()
    first = bring(given)
    rows = Development.objects.filter(partnership=first.report.partnership).count()
    again = bring(given)
    assert not again.changed
    assert again.report == first.report
    group = given.groups[0]  # type: ignore[index]
    altered = dataclasses.replace(group.developments[0], summary="It was told otherwise.")  # type: ignore[index]
    changed = dataclasses.replace(
        given, groups=(dataclasses.replace(group, developments=(altered, *group.developments[1:])), *given.groups[1:])
    )  # type: ignore[index]
    second = bring(changed)
    assert second.report.version == 2
    assert document_of(second.report) == changed
    assert document_of(Report.objects.get(pk=first.report.pk)) == given
    assert Development.objects.filter(partnership=first.report.partnership).count() == rows + 1
    closed = SectionDevelopment.objects.get(section__report=first.report, section__position=0, position=0).development
    assert closed.record.closed_on is not None
    assert bring(given).report.version == 3


def test_overlapping_periods_and_other_partnerships_live_side_by_side(worker: None) -> None:
    text = "format: partnership-report/1\npartnership: {{name: {name}}}\nreport: {{kind: annual_report, period: {{start: {start}, end: {end}}}}}\ngroups: [{{key: {key}, name: A group}}]\n"
    one = bring(document(text.format(name="Ashby Partnership", start="2020-04", end="2021-03", key="a")))
    two = bring(document(text.format(name="Ashby Partnership", start="2020-10", end="2021-09", key="a.b")))
    other = bring(document(text.format(name="Birch Partnership", start="2020-04", end="2021-03", key="a")))
    assert {one.report.version, two.report.version, other.report.version} == {1}
    assert one.report.partnership == two.report.partnership != other.report.partnership
    assert one.report.partnership.groups.filter(key="a").count() == 1


def test_partnerships_with_one_short_name_stay_apart(worker: None) -> None:
    text = "format: partnership-report/1\npartnership: {{name: {name}, short_name: SCP}}\nreport: {{kind: addendum, period: {{start: 2020, end: 2020}}}}\n"
    one, two, three = (
        bring(document(text.format(name=name))).report.partnership.key for name in ("Ashby", "Birch", "Чудово")
    )
    assert one == "scp"
    assert two == "birch"
    assert len({one, two, three}) == 3


def test_reviews_audits_and_learning_become_knots_of_the_thread(worker: None) -> None:
    from goldenthread.thread.models import LearningPoint, Source

    imported = bring(reference())
    held = Source.objects.filter(partnership=imported.report.partnership)
    assert held.filter(kind="practice_review").count() == sum(
        review.count or 1 for review in reference().assurance_activity.practice_reviews
    )  # type: ignore[union-attr]
    assert LearningPoint.objects.filter(partnership=imported.report.partnership).exists()


def test_a_huge_count_of_reviews_is_one_row(worker: None) -> None:
    from goldenthread.thread.models import Source

    text = "format: partnership-report/1\npartnership: {name: Ashby}\nreport: {kind: addendum, period: {start: 2020, end: 2020}}\ngroups: [{key: g, name: Reviews}]\n"
    text += "assurance_activity: {practice_reviews: [{count: 999999, subject: s}, {count: 0}]}\n"
    imported = bring(document(text))
    assert Source.objects.filter(partnership=imported.report.partnership).count() == 1


def test_a_failed_import_leaves_nothing(worker: None, monkeypatch: pytest.MonkeyPatch) -> None:
    from goldenthread.partnership.models import Partnership
    from goldenthread.reporting.operations import importing

    def fail(*_: object) -> None:
        raise RuntimeError("stopped")

    monkeypatch.setattr(importing, "_assurance", fail)
    with pytest.raises(RuntimeError, match="stopped"):
        bring(reference())
    assert not Partnership.objects.filter(key="wscp").exists()


def test_the_reporting_actor_drafts_any_period(worker: None) -> None:
    imported = bring(reference())
    partnership = imported.report.partnership
    with connection.cursor() as cursor:
        cursor.execute(
            "select set_config('goldenthread.job_partnership', '', true), goldenthread_view(null, '2026-03-02', now())"
        )
    with reporting_on(partnership.pk):
        assert (
            find_report(partnership.pk, "addendum", imported.report.period_start, imported.report.period_end)
            == imported.report
        )
        drafted = draft_document(partnership, "annual_report", imported.report.period_start, imported.report.period_end)
    assert [group.key for group in drafted.groups or ()] == [
        group.key for group in reference().groups or () if group.developments or group.next_steps
    ]
    assert sum(1 for _ in drafted.impacts()) == sum(1 for _ in reference().impacts())


def test_two_at_once_import_once(committing_worker: None) -> None:
    from django.db import connections

    text = "format: partnership-report/1\npartnership: {name: Twice At Once Partnership}\nreport: {kind: addendum, period: {start: 2020, end: 2020}}\ngroups: [{key: g, name: G, developments: [{number: 1, summary: s}]}]\n"
    outcomes: list[bool] = []
    start = threading.Barrier(2)

    def run() -> None:
        start.wait()
        try:
            outcomes.append(bring(document(text)).changed)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == [False, True]
