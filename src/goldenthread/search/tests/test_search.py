"""What is found, by whom, and what is not even counted; the index follows what is written; any text is a search."""

from __future__ import annotations

import csv
import io

import pytest
from django.db import connection, transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.config.tests.test_query_counts import count, sign_in
from goldenthread.documents import operations as documents
from goldenthread.documents.models import Document
from goldenthread.meetings.models import AgendaItem, Decision, Meeting
from goldenthread.oversight.models import Highlight
from goldenthread.partnership.models import Group
from goldenthread.records.models import Exclusion, Record
from goldenthread.records.operations import group_circle, make_record, touch
from goldenthread.records.terms import RecordKind
from goldenthread.search.models import Entry
from goldenthread.search.queries import SearchFilter, every, names, search
from goldenthread.testing.world import AT, PDF
from goldenthread.thread.models import Action

NORTH = 1


def found(viewer, text: str = "", **more: str) -> set[str]:
    result = search(viewer, NORTH, SearchFilter(q=text, **more))
    assert result.total == len(result.rows) or result.total > 25
    return {row.reference for row in result.rows}


def ask(client: Client, world, person: str, query: str) -> str:
    sign_in(client, world, person)
    response = client.get(f"/north/search/?{query}")
    assert response.status_code == 200
    return response.content.decode()


class TestFinding:
    def test_by_words_of_the_title_and_by_a_rooms_own(self, world, as_viewer) -> None:
        manager = as_viewer("manager")
        assert world.references["learning"] in found(manager, "parents advice")
        assert world.references["action"] in found(manager, "audit 20 records")  # how it is measured
        assert world.references["impact"] in found(manager, "small numbers")  # its caveat
        assert world.references["impact"] in found(manager, "numb")  # a beginning
        assert world.references["impact"] in found(manager, "deaths")  # another form of "died" is not, of "death" is

    def test_a_reference_comes_first(self, world, as_viewer) -> None:
        reference = world.references["action"]
        rows = search(as_viewer("manager"), NORTH, SearchFilter(q=reference.lower())).rows
        assert rows[0].reference == reference

    def test_the_title_counts_for_more(self, world, as_viewer) -> None:
        manager = as_viewer("manager")
        Action.objects.filter(record=world.records["reported_action"]).update(measure="One wombat")
        touch(Record.objects.get(pk=world.records["source"]), title="Review of a wombat")
        rows = search(manager, NORTH, SearchFilter(q="wombat")).rows
        assert [row.reference for row in rows] == [world.references["source"], world.references["reported_action"]]

    def test_filters(self, world, as_viewer) -> None:
        manager = as_viewer("manager")
        assert found(manager, "sleep", kind="product") == {world.references["product"]}
        assert found(manager, group="panel") == {world.references["panel_action"], world.references["death"]}
        assert found(manager, "sleep", group="panel") == set()
        assert found(manager, "rapid review", since="2025-05-12", until="2025-05-12", kind="source") == {
            world.references["source"]
        }
        assert found(manager, "rapid review", since="2025-05-13", kind="source") == set()

    def test_counts_of_each_kind_are_of_everything_the_words_leave(self, world, as_viewer) -> None:
        result = search(as_viewer("manager"), NORTH, SearchFilter(q="sleep", kind="product"))
        assert result.total == result.counts["product"] == 1
        assert result.counts["action"] > 1

    def test_organisations_and_people_with_mistakes(self, world, as_viewer) -> None:
        manager = as_viewer("manager")
        organisations, people = names(manager, NORTH, "alder prak")
        assert [row.label for row in organisations] == ["Alder Park School"]
        assert people == []
        _, people = names(manager, NORTH, "scrutneer")
        assert [row.label for row in people] == ["Scrutineer"]
        _, people = names(manager, NORTH, "south manager")
        assert people == []  # works elsewhere


class TestNotFinding:
    def test_whoever_is_kept_out_finds_nothing_of_it_not_even_in_the_count(self, world, as_viewer) -> None:
        reference = world.references["kept_from"]
        seen = search(as_viewer("chair"), NORTH, SearchFilter(q="matter of the reviews group"))
        assert reference in {row.reference for row in seen.rows}
        hidden = search(as_viewer("excluded"), NORTH, SearchFilter(q="matter of the reviews group"))
        assert reference not in {row.reference for row in hidden.rows}
        assert (hidden.total, hidden.counts) == (0, {})
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from search_entry where record_id = %s", [world.records["kept_from"]])
            assert cursor.fetchone() == (0,)
        assert search(as_viewer("excluded"), NORTH, SearchFilter(q=reference)).total == 0

    def test_from_the_moment_of_the_conflict(self, world, as_viewer) -> None:
        viewer = as_viewer("member")
        assert world.references["source"] in found(viewer, "rapid review")
        Exclusion.objects.create(
            person_id=viewer.person_id,
            record_id=world.records["source"],
            reason="r",
            declared_at=AT,
            starts_on=AT.date(),
        )
        assert world.references["source"] not in found(as_viewer("member"), "rapid review")

    @pytest.mark.parametrize("person", ["owner", "outsider", "learning_chair", "past_member", "member"])
    def test_each_finds_exactly_what_they_see(self, world, as_viewer, person: str) -> None:
        viewer = as_viewer(person)
        visible = set(Record.objects.visible_to(viewer).filter(partnership=NORTH).values_list("reference", flat=True))  # type: ignore[attr-defined]
        asked = SearchFilter()
        assert {record.reference for record in every(viewer, NORTH, asked)} == visible
        assert search(viewer, NORTH, asked).total == len(visible)

    def test_another_partnership_is_not_searched(self, world, as_viewer) -> None:
        assert world.references["south_action"] not in found(as_viewer("both"), "matter")
        assert search(as_viewer("south_manager"), NORTH, SearchFilter(q="sleep")).total == 0

    def test_nobody_reads_the_index_without_a_viewer_and_no_runtime_role_writes_it(self, world) -> None:
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from search_entry")
            assert cursor.fetchone() == (0,)
            with pytest.raises(Exception, match="permission denied"):
                cursor.execute("update search_entry set words = ''")


class TestKeeping:
    def test_a_changed_title_and_changed_words_are_found_and_the_old_ones_are_not(self, world, as_viewer) -> None:
        manager, reference = as_viewer("manager"), world.references["action"]
        record = Record.objects.get(reference=reference)
        touch(record, title="Teach the wombat standard")
        assert reference in found(manager, "wombat")
        assert reference in found(manager, "audit 20 records")
        Action.objects.filter(record=record).update(text="Something about okapis", measure="")
        assert reference in found(manager, "okapi")
        assert reference in found(manager, "wombat")
        assert reference not in found(manager, "audit 20 records")

    def test_every_record_has_an_entry(self, owner_connection) -> None:
        left_out = owner_connection.execute(
            "select count(*) from records_record r where not exists (select 1 from search_entry e where e.record_id = r.id)"
        ).fetchone()
        assert left_out == (0,)

    def test_filling_again_changes_nothing_and_fills_what_is_missing(self, owner_connection) -> None:
        rows = "select record_id, kind, group_id, day, head, body, words from search_entry order by 1"
        with owner_connection.transaction(force_rollback=True):
            before = owner_connection.execute(rows).fetchall()
            owner_connection.execute("select search_fill()")
            assert owner_connection.execute(rows).fetchall() == before
            parts = owner_connection.execute(
                "select record_id, source, words from search_part order by 1, 2"
            ).fetchall()
            assert parts
            owner_connection.execute("delete from search_entry")
            owner_connection.execute("delete from search_part")
            owner_connection.execute("select search_fill()")
            assert owner_connection.execute(rows).fetchall() == before
            assert (
                owner_connection.execute("select record_id, source, words from search_part order by 1, 2").fetchall()
                == parts
            )

    def test_what_is_deleted_is_found_no_more(self, world, owner_connection) -> None:
        record = world.records["draft_action"]
        with owner_connection.transaction(force_rollback=True):
            owner_connection.execute("delete from thread_action where record_id = %s", [record])
            row = owner_connection.execute("select body, head = words from search_entry where record_id = %s", [record])
            assert row.fetchone() == ("", True)

    def test_a_million_characters_are_no_error(self, world, as_viewer) -> None:
        as_viewer("manager")
        huge = " ".join(f"word{number}" for number in range(200_000))
        Action.objects.filter(record=world.records["action"]).update(text=huge)
        assert Entry.objects.get(record=world.records["action"]).words


class TestParts:
    """Several tables give one record its words, and none says more than may be read of it."""

    def test_names_of_documents_beside_the_records_own_words(self, world, as_viewer) -> None:
        owner, reference = as_viewer("owner"), world.references["reported_action"]
        record = Record.objects.get(reference=reference)
        given = documents.add(record=record, name="wombat_census-2026.pdf", content=PDF + b"w", by=owner, at=AT)
        assert reference in found(owner, "wombat census")
        assert reference in found(owner, "audit 20 records"), "its own words are not overwritten"
        Action.objects.filter(record=record).update(measure="Count the okapis")
        assert reference in found(owner, "wombat")
        assert reference in found(owner, "okapi")
        Document.objects.filter(pk=given.pk).update(name="okapi.pdf")
        assert reference not in found(owner, "wombat")
        assert reference not in found(as_viewer("outsider"), "okapi")

    @pytest.mark.parametrize("state", ["quarantined", "infected", "disposed"])
    def test_a_file_that_may_not_be_opened_has_no_name(self, world, as_viewer, state: str) -> None:
        owner, reference = as_viewer("owner"), world.references["reported_action"]
        record = Record.objects.get(reference=reference)
        given = documents.add(record=record, name="wombat.pdf", content=PDF + b"w", by=owner, at=AT)
        Document.objects.filter(pk=given.pk).update(state=state)
        assert found(owner, "wombat") == set()
        Document.objects.filter(pk=given.pk).update(state="clean")
        assert found(owner, "wombat") == {reference}

    def test_files_and_answers_of_returns_are_not_found(self, world, as_viewer) -> None:
        officer = as_viewer("officer")
        record = Record.objects.get(pk=world.records["school_return"])
        documents.add(record=record, name="wombat.pdf", content=PDF + b"w", by=officer, at=AT)
        assert found(officer, "wombat") == set()

    def test_minutes_from_when_they_are_circulated_decisions_at_once_and_neither_with_a_conflict(
        self, world, as_viewer
    ) -> None:
        manager = as_viewer("manager")
        item = AgendaItem.objects.select_related("record").get(pk=world.records["item"])
        Meeting.objects.filter(pk=item.meeting_id).update(state="drafted")
        Decision.objects.create(
            item=item, number=1, text="We buy a wombat", reasons="It digs", state="made", by_id=manager.person_id, at=AT
        )
        AgendaItem.objects.filter(pk=item.pk).update(minutes="The okapi was heard.", text="On giraffes")
        assert found(as_viewer("member"), "wombat digs") == {item.record.reference}
        assert found(as_viewer("manager"), "okapi") == set()
        for state, there in (("circulated", True), ("drafted", False), ("circulated", True)):
            Meeting.objects.filter(pk=item.meeting_id).update(state=state)
            assert bool(found(as_viewer("member"), "okapi")) is there, state
        assert found(as_viewer("member"), "giraffes") == {item.record.reference}
        member = as_viewer("member")
        Exclusion.objects.create(
            person_id=member.person_id, record=item.record, reason="r", declared_at=AT, starts_on=AT.date()
        )
        member = as_viewer("member")
        for words in ("wombat", "okapi", "giraffes"):
            assert found(member, words) == set()

    def test_a_highlight_report_from_when_it_is_issued(self, world, as_viewer) -> None:
        manager = as_viewer("manager")
        group = Group.objects.get(pk=world.groups["reviews"])
        record = make_record(
            kind=RecordKind.HIGHLIGHT,
            partnership_id=NORTH,
            circle=group_circle(group),
            group=group,
            title="Highlights",
            at=AT,
        )
        row = Highlight.objects.create(
            record=record,
            partnership_id=NORTH,
            group_id=world.groups["reviews"],
            period_start=AT.date(),
            period_end=AT.date(),
            achieved="A wombat was housed",
        )
        assert found(manager, "wombat") == set()
        Highlight.objects.filter(pk=row.pk).update(state="issued", issued_at=AT)
        assert found(manager, "wombat") == {record.reference}

    def test_no_runtime_role_writes_the_parts(self, world, as_viewer) -> None:
        as_viewer("manager")
        for statement in (
            "delete from search_part",
            "select search_put(1, 'x', 'y')",
            "select search_words_meetings_agendaitem(1)",
            "select search_fill()",
        ):
            with (
                connection.cursor() as cursor,
                pytest.raises(Exception, match="permission denied"),
                transaction.atomic(),
            ):
                cursor.execute(statement)


BAD = ["'", '"', '"open', "a & b | !c", ":*", "a:*b", "\\", "((", "or", "-", "- -", "<->", "a\0b", "%", "é" * 10_000, "x " * 5000, "🧵", "' or 1=1 --", "{}", "\x01"]  # fmt: skip


class TestThePage:
    @pytest.mark.parametrize("text", BAD, ids=range(len(BAD)))
    def test_any_text_is_a_search(self, client: Client, world, text: str) -> None:
        sign_in(client, world, "manager")
        for extra in ({}, {"format": "csv"}):
            response = client.get("/north/search/", {"q": text, **extra})
            assert response.status_code == 200
            if response.streaming:
                b"".join(response.streaming_content)

    @pytest.mark.parametrize(
        "query",
        [
            "page=0",
            "page=-1",
            "page=99999999999",
            "page=²",
            "kind=nothing",
            "kind=%00",
            "group=%00",
            "group='",
            "since=yesterday",
            "since=2026-02-31",
            "until=0000-00-00",
            "since=%00",
        ],
    )
    def test_a_nonsense_address_is_no_error(self, client: Client, world, query: str) -> None:
        assert "Search" in ask(client, world, "manager", f"q=sleep&{query}")

    def test_it_shows_records_organisations_and_people(self, client: Client, world) -> None:
        text = ask(client, world, "manager", "q=northvale")
        assert world.references["product"] in text
        assert "/north/about/organisations/" in text
        assert f"/north/administration/people/{world.people['owner']}/" in ask(client, world, "manager", "q=ownr")
        assert f"/north/actions/?owner={world.people['owner']}" in ask(client, world, "chair", "q=ownr")

    def test_totals_are_the_viewers_own(self, client: Client, world) -> None:
        assert "No records that you may see" in ask(client, world, "excluded", "q=matter+of+the+reviews+group")
        assert "1 record that you may see" in ask(client, world, "chair", "q=matter+of+the+reviews+group")

    def test_it_is_taken_away_for_the_same_eyes(self, client: Client, world) -> None:
        sign_in(client, world, "excluded")
        response = client.get("/north/search/?q=matter&format=csv")
        rows = list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))
        assert rows[0] == ["Reference", "Kind", "Title", "Group", "Day"]
        assert world.references["kept_from"] not in {row[0] for row in rows}
        assert world.references["panel_action"] in {row[0] for row in rows}

    @pytest.mark.parametrize("query", ["q=sleep", "q=nothing+holds+this", "q=sleep&kind=action&group=reviews"])
    def test_the_questions_are_few_and_the_same_for_all(self, client: Client, world, query: str) -> None:
        counts = {}
        for person in ("manager", "chair", "owner", "outsider"):
            sign_in(client, world, person)
            counts[person] = count(client, f"/north/search/?{query}")
        assert len(set(counts.values())) == 1, counts
        assert max(counts.values()) <= 12, counts


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(text=st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60))
def test_no_text_makes_the_database_complain(world, as_viewer, text: str) -> None:
    asked = SearchFilter.of({"q": text})
    search(as_viewer("manager"), NORTH, asked)
