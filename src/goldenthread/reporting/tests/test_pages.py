"""The report builder in use: who may open it, what it costs, and a report from its start to its seal."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goldenthread.reporting import exchange


def signed_in(client: Client, world, name: str) -> Client:  # type: ignore[no-untyped-def]
    from goldenthread.accounts.models import Person

    client.force_login(Person.objects.get(pk=world.people[name]))
    return client


def send(client: Client, address: str, **form: object):  # type: ignore[no-untyped-def]
    return client.post(address, {"submission": str(uuid4()), **form})


def version(client: Client, address: str) -> str:
    from goldenthread.reporting.models import Report

    return str(Report.objects.get(reference=address.split("/")[3]).edit_version)


DEVELOPMENT = {
    "summary": "Taught every nursery the safer sleep standard",
    "start_day": "1",
    "start_month": "9",
    "start_year": "2025",
    "end_day": "28",
    "end_month": "2",
    "end_year": "2026",
    "impacts": "Nurseries ask about sleep at every visit.\nParents hear one message.",
    "resources": "",
    "themes": "",
}
START = {
    "kind": "annual_report",
    "start_day": "1",
    "start_month": "4",
    "start_year": "2025",
    "end_day": "31",
    "end_month": "3",
    "end_year": "2026",
    "title": "Yearly report 2025-26",
    "groups": ["reviews", "learning"],
}


@pytest.fixture
def report(client: Client, world) -> str:  # type: ignore[no-untyped-def]
    """A report that the business manager started, with one development; its address."""
    signed_in(client, world, "manager")
    assert send(client, "/north/groups/reviews/developments/new/", **DEVELOPMENT).status_code == 302
    answer = send(client, "/north/reports/new/", **START)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return str(answer.url)


def development_of(address: str) -> str:
    from goldenthread.reporting.models import SectionDevelopment

    return str(
        SectionDevelopment.objects.select_related("development__record")
        .filter(section__report__reference=address.split("/")[3])
        .order_by("position")[0]
        .development.record.reference
    )


def test_every_page_answers_its_readers_and_writers(client: Client, world, report: str) -> None:  # type: ignore[no-untyped-def]
    reference = development_of(report)
    reading = [
        "",
        "?at=reviews-1",
        "?at=reviews-1.1",
        "?at=reviews",
        "?at=reviews-next",
        "?at=head",
        "?at=assurance",
        "?at=focus",
        "?at=figures",
        "?at=nonsense",
        "read/",
        "checklist/",
        "download/yaml/",
        "download/html/",
    ]
    writing = [
        "details/",
        "groups/reviews/next-steps/",
        "assurance/",
        "focus/",
        "figures/",
        "checklist/impact/",
        "review/",
    ]
    writing += [
        f"developments/{reference}/edit/",
        f"developments/{reference}/records/",
        f"developments/{reference}/impacts/new/",
        f"developments/{reference}/impacts/0/",
        f"developments/{reference}/impacts/0/link/",
    ]
    for page in (*reading, *writing, "sign-off/"):
        assert client.get(report + page).status_code == 200, page
    signed_in(client, world, "member")
    assert client.get("/north/reports/").status_code == 200
    for page in reading:
        assert client.get(report + page).status_code == 200, page
    for page in (*writing, "sign-off/"):
        assert client.get(report + page).status_code == 404, page
    for name in ("south_manager", "nobody"):
        signed_in(client, world, name)
        assert client.get(report).status_code == 404
        assert client.get(report + "read/").status_code == 404
    signed_in(client, world, "administrator")
    assert client.get(report).status_code != 200


def test_the_builder_asks_twelve_times_at_most_however_long_the_report(client: Client, world, report: str) -> None:  # type: ignore[no-untyped-def]
    from django.db import connection

    def asked(page: str) -> int:
        client.get(report + page)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(report + page).status_code == 200
        return sum(not query["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")) for query in queries)

    before = [asked(page) for page in ("", "?at=reviews-1", "?at=reviews-1.1")]
    for number in range(4):
        send(
            client,
            f"/north/groups/reviews/developments/new/?report={report.split('/')[3]}",
            **{**DEVELOPMENT, "summary": f"Another thing {number}"},
        )
    assert "Another thing 3" in client.get(report).content.decode()
    assert [asked(page) for page in ("", "?at=reviews-1", "?at=reviews-1.1")] == before
    assert max(before) <= 12


def test_a_report_from_its_start_to_its_seal_and_a_new_version(client: Client, world, report: str) -> None:  # type: ignore[no-untyped-def]
    from goldenthread.reporting.models import Report

    reference = development_of(report)
    page = client.get(report).content.decode()
    assert "Taught every nursery" in page
    assert "Draft: not signed off" in page
    base = f"{report}developments/{reference}/"
    assert (
        send(
            client,
            f"{base}impacts/new/",
            version=version(client, report),
            statement="Practitioners say so.",
            kind="process",
        ).status_code
        == 302
    )
    assert (
        send(
            client,
            f"{base}impacts/0/",
            version=version(client, report),
            statement="Nurseries ask at each visit.",
            kind="outcome",
            date_year="2026",
        ).status_code
        == 302
    )
    assert (
        send(
            client,
            f"{report}groups/reviews/next-steps/",
            version=version(client, report),
            lines="Audit it again\n- after six months\nTell parents",
        ).status_code
        == 302
    )
    assert (
        send(
            client,
            f"{report}assurance/",
            version=version(client, report),
            audits="Neglect",
            practice_reviews="2 | young baby | under 6 months",
            professional_awareness="Sleep advice differs",
            implementation="Through one action log.",
        ).status_code
        == 302
    )
    assert send(client, f"{report}focus/", version=version(client, report), lines="Babies").status_code == 302
    assert (
        send(
            client,
            f"{report}figures/",
            version=version(client, report),
            lines="Practitioners trained | 412 | people | 2025-26",
        ).status_code
        == 302
    )
    assert (
        send(
            client,
            f"{report}details/",
            version=version(client, report),
            title="Yearly report",
            summary="It changed.",
            looks_ahead_to="2026-27",
        ).status_code
        == 302
    )
    assert send(client, f"{report}checklist/impact/", text="Section 2").status_code == 302
    assert "1 of" in client.get(report).content.decode()
    read = exchange.read(client.get(f"{report}download/yaml/").content)
    assert read.problems == ()
    document = read.document
    assert document is not None
    group = document.groups[0]  # type: ignore[index]
    assert [impact.statement for impact in group.developments[0].impacts] == [
        "Nurseries ask at each visit.",
        "Parents hear one message.",
        "Practitioners say so.",
    ]  # type: ignore[index, union-attr]
    assert [(step.text, step.parts) for step in group.next_steps] == [
        ("Audit it again", ("after six months",)),
        ("Tell parents", None),
    ]  # type: ignore[union-attr]
    assert document.figures[0].value == 412  # type: ignore[index]
    assert document.assurance_activity.practice_reviews[0].count == 2  # type: ignore[union-attr, index]
    assert (
        send(
            client,
            f"{report}review/",
            version=version(client, report),
            people=[str(world.people["scrutineer"]), str(world.people["chair"])],
        ).status_code
        == 302
    )
    signed_in(client, world, "chair")
    assert send(client, f"{report}comments/", place="reviews-1.1", text="Can we say how many?").status_code == 302
    assert "Can we say how many?" in client.get(f"{report}?at=reviews-1.1").content.decode()
    assert send(client, f"{report}sign-off/", version=version(client, report)).status_code == 404
    signed_in(client, world, "manager")
    assert send(client, f"{report}sign-off/", version=version(client, report), on_behalf_of="").status_code == 422
    signed_in(client, world, "scrutineer")
    assert send(client, f"{report}sign-off/", version=version(client, report)).status_code == 302
    sealed = Report.objects.get(reference=report.split("/")[3])
    assert (sealed.state, len(sealed.digest)) == ("sealed", 64)
    signed_in(client, world, "manager")
    assert send(client, f"{base}edit/", version=version(client, report), summary="Otherwise").status_code == 422
    assert "signed off" in client.get(report).content.decode().lower()
    answer = send(client, f"{report}new-version/")
    fresh = answer.url
    assert fresh != report
    assert (
        send(
            client, f"{fresh}developments/{reference}/edit/", version=version(client, fresh), summary="Otherwise"
        ).status_code
        == 302
    )
    assert "Otherwise" in client.get(f"{fresh}download/yaml/").content.decode()
    assert exchange.read(client.get(f"{report}download/yaml/").content).document == document


def test_two_editors_lose_nothing(client: Client, world, report: str) -> None:  # type: ignore[no-untyped-def]
    seen = version(client, report)
    assert send(client, f"{report}focus/", version=seen, lines="Babies").status_code == 302
    late = send(client, f"{report}focus/", version=seen, lines="Neglect")
    assert late.status_code == 409
    page = late.content.decode()
    assert "Neglect" in page
    assert send(client, f"{report}focus/", version=version(client, report), lines="Neglect").status_code == 302


def test_developments_are_ordered_left_out_and_taken_in(client: Client, world, report: str) -> None:  # type: ignore[no-untyped-def]
    send(
        client,
        f"/north/groups/reviews/developments/new/?report={report.split('/')[3]}",
        **{**DEVELOPMENT, "summary": "A second thing"},
    )
    first = development_of(report)
    form = {"version": version(client, report), "submission": str(uuid4())}
    assert client.post(f"{report}developments/{first}/down/", form).status_code == 302
    assert client.post(f"{report}developments/{first}/down/", form).status_code == 302  # a double click
    assert development_of(report) != first
    document = exchange.read(client.get(f"{report}download/yaml/").content).document
    assert [each.number for each in document.groups[0].developments] == [1, 2]  # type: ignore[union-attr, index]
    assert send(client, f"{report}developments/{first}/leave-out/", version=version(client, report)).status_code == 302
    page = client.get(report).content.decode()
    assert "Written, and not in the report" in page
    assert send(client, f"{report}developments/{first}/take-in/", version=version(client, report)).status_code == 302
    assert "Written, and not in the report" not in client.get(report).content.decode()


def test_a_linked_impact_is_recomputed_with_its_date_and_caution(client: Client, world, report: str) -> None:  # type: ignore[no-untyped-def]
    first = development_of(report)
    assert (
        send(
            client,
            f"{report}developments/{first}/impacts/0/link/",
            version=version(client, report),
            impact=world.references["impact"],
        ).status_code
        == 302
    )
    page = client.get(f"{report}?at=reviews-1.1").content.decode()
    assert "No deaths of babies in unsafe sleep from 8 September 2025 to" in page
    assert "by chance" in page
    assert world.references["product"] in page


def test_a_development_without_impact_is_warned_of_where_it_stands_and_nowhere_else(
    client: Client, world, report: str
) -> None:  # type: ignore[no-untyped-def]
    assert (
        send(
            client,
            f"/north/groups/learning/developments/new/?report={report.split('/')[3]}",
            **{**DEVELOPMENT, "impacts": ""},
        ).status_code
        == 302
    )
    words = 'gt-notice__text"><span class="govuk-visually-hidden">Warning: </span>No impact is given'
    assert words in client.get(f"{report}?at=learning-1").content.decode()
    assert words not in client.get(f"{report}?at=reviews-1").content.decode()


def test_a_group_member_writes_a_development_and_others_may_not(client: Client, world) -> None:  # type: ignore[no-untyped-def]
    signed_in(client, world, "member")
    assert send(client, "/north/groups/reviews/developments/new/", **DEVELOPMENT).status_code == 302
    signed_in(client, world, "outsider")
    assert client.get("/north/groups/reviews/developments/new/").status_code == 404
