"""Who sees what, generated for every sensitive table and every person: in the ORM, and by the database under the runtime role."""

from __future__ import annotations

import itertools
import re

import psycopg
import pytest
from django.apps import apps
from django.db import connection, models

from goldenthread.database.statements import Statement
from goldenthread.documents.models import Document
from goldenthread.meetings.models import AgendaItem, AgendaPlace, Conflict, Invitee, Meeting, Paper
from goldenthread.oversight.models import Challenge, Engagement, Highlight, PlannedMatter, Risk, RiskReview
from goldenthread.postvention.models import (
    AreaTold,
    Death,
    Finding,
    MindDate,
    Response,
    SealedNote,
    Setting,
    StatusDecision,
    Task,
)
from goldenthread.practice_reviews.models import Child, FurtherDecision, PanelLetter, PartnerView, Referral, Review
from goldenthread.records.models import Record, Subject
from goldenthread.records.models.record import ANYONE, visible
from goldenthread.returns.models import Answer, AnswerLink, Reminder, Request, Return, Submission
from goldenthread.search.models import Entry
from goldenthread.testing.world import PEOPLE
from goldenthread.thread.models import Action, Development, Impact, LearningPoint, Product, Source

ASKED = [Request, Return]
OF_RETURNS = [Reminder, Submission, AnswerLink, Answer]
KNOTS = [Source, LearningPoint, Action, Product, Impact, Development, Meeting, AgendaItem, Highlight, Risk, Challenge]
KNOTS += [PlannedMatter, Engagement, Review, Referral, Response]
PARTS = [(AgendaPlace, "meeting_id"), (Invitee, "meeting_id"), (Paper, "item_id"), (Conflict, "item_id")]
PARTS += [(RiskReview, "risk_id"), (Subject, "record_id")]
PARTS += [(model, "review_id") for model in (Child, PartnerView, FurtherDecision, PanelLetter)]
OF_RESPONSES = (AreaTold, Death, Finding, MindDate, SealedNote, Setting, StatusDecision, Task)
PARTS += [(model, "response_id") for model in OF_RESPONSES]
SENSITIVE = [
    (Record, "pk"),
    (Document, "record_id"),
    (Entry, "record_id"),
    *((model, "record_id") for model in (*KNOTS, *ASKED)),
    *((model, "answer_to_id") for model in OF_RETURNS),
    *PARTS,
]
GROUPS = {
    "meeting",
    "item",
    "closed_item",
    "highlight",
    "risk",
    "challenge",
    "planned",
    "engagement",
    "review",
    "referral",
    "response",
}

SEEN = {
    # person → the named records of the world that they see; nothing else
    "manager": {
        *GROUPS,
        "source",
        "learning",
        "shared_learning",
        "draft_action",
        "action",
        "reported_action",
        "assured_action",
        "product",
        "impact",
        "panel_action",
        "kept_from",
        "death",
        "request",
        "school_return",
        "charity_return",
    },
    "chair": {
        *GROUPS,
        "source",
        "learning",
        "shared_learning",
        "draft_action",
        "action",
        "reported_action",
        "assured_action",
        "product",
        "impact",
        "kept_from",
        "request",
        "school_return",
        "charity_return",
    },
    "excluded": {
        *(GROUPS - {"closed_item", "review", "response"}),
        "source",
        "learning",
        "shared_learning",
        "draft_action",
        "action",
        "reported_action",
        "assured_action",
        "product",
        "impact",
        "panel_action",
        "request",
        "school_return",
        "charity_return",
    },
    "learning_chair": {"death", "panel_action", "engagement", "shared_learning", "action", "product", "impact"},
    "owner": {
        "engagement",
        "shared_learning",
        "draft_action",
        "action",
        "reported_action",
        "assured_action",
        "product",
        "impact",
        "school_return",
    },
    "outsider": {"referral", "engagement", "shared_learning", "product", "impact", "charity_return"},
    "past_member": {"engagement", "shared_learning", "product", "impact", "panel_action", "kept_from"},
    "administrator": set(),
    "south_manager": {"south_action"},
    "nobody": set(),
}


@pytest.mark.parametrize("person", sorted(SEEN))
def test_each_person_sees_exactly_their_records(as_viewer, world, person: str) -> None:
    viewer = as_viewer(person)
    expected = {world.records[name] for name in SEEN[person]}
    assert set(Record.objects.visible_to(viewer).values_list("pk", flat=True)) == expected
    assert set(Record.objects.values_list("pk", flat=True)) == expected, "the database alone says otherwise"


@pytest.mark.parametrize("person", sorted(PEOPLE))
@pytest.mark.parametrize(("model", "column"), SENSITIVE, ids=lambda value: getattr(value, "__name__", value))
def test_both_lines_agree(as_viewer, model: type[models.Model], column: str, person: str) -> None:
    viewer = as_viewer(person)
    held = getattr(model.objects.all(), "visible_to", None)
    rows = held(viewer) if held else model.objects.filter(visible(viewer, column))
    by_queryset = set(rows.values_list("pk", flat=True))
    by_database = set(model.objects.values_list("pk", flat=True))
    assert by_queryset == by_database


@pytest.mark.parametrize("person", ["manager", "chair", "owner", "outsider", "nobody"])
def test_the_viewer_and_the_policies_work_out_the_same_circles(as_viewer, person: str) -> None:
    viewer = as_viewer(person)
    with connection.cursor() as cursor:
        cursor.execute("select goldenthread_setting('circles'), goldenthread_setting('excluded')")
        circles, excluded = cursor.fetchone()
    assert set(circles) == viewer.circles
    assert set(excluded) == viewer.excluded


def tables_of_records() -> list[str]:
    """Every table that hangs from a record, by its column's name."""
    return sorted(
        model._meta.db_table
        for model in apps.get_models()
        if any(field.column == "record_id" for field in model._meta.concrete_fields)
    )


@pytest.mark.parametrize("table", tables_of_records())
def test_nobody_reads_nothing_from_any_table_that_hangs_from_a_record(world, table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"select count(*) from {table}")
        assert cursor.fetchone() == (0,)


def test_every_table_of_records_has_a_policy_and_every_view_asks_as_its_reader(
    owner_connection: psycopg.Connection,
) -> None:
    with_policy = {
        row[0] for row in owner_connection.execute("select tablename from pg_policies where schemaname = 'public'")
    }
    enabled = {
        row[0]
        for row in owner_connection.execute(
            "select relname from pg_class where relrowsecurity and relnamespace = 'public'::regnamespace"
        )
    }
    assert set(tables_of_records()) <= with_policy & enabled
    unsafe = owner_connection.execute(
        "select relname from pg_class where relkind = 'v' and relnamespace = 'public'::regnamespace and coalesce(array_to_string(reloptions, ','), '') not like '%security_invoker=true%'"
    ).fetchall()
    assert unsafe == []


def test_a_records_circles_are_looked_up_row_by_row_and_never_all_beforehand(
    owner_connection: psycopg.Connection, as_viewer
) -> None:
    asked = r"FROM records_recordcircle held\s+WHERE .*?::bigint\[\]\)\)\)(\s+OFFSET 0)?"
    found = [
        (table, offset)
        for table, rule, written in owner_connection.execute(
            "select tablename, coalesce(qual, ''), coalesce(with_check, '') from pg_policies where schemaname = 'public'"
        )
        for offset in re.findall(asked, f"{rule} {written}", re.DOTALL)
    ]
    assert len(found) > len(SENSITIVE)
    assert [table for table, offset in found if not offset] == []
    as_viewer("manager")
    statement = Statement(Action.objects.visible_to(ANYONE).values_list("pk")).text
    places = itertools.count(1)
    numbered = re.sub("%s", lambda _: f"${next(places)}", statement)
    nothing = ", ".join(["null"] * (next(places) - 1))
    with (
        connection.connection.cursor() as cursor
    ):  # the connection asks for plans that serve everyone (config.settings)
        cursor.execute(f"prepare asked_of_everyone as {numbered}")
        plan = "\n".join(row for (row,) in cursor.execute(f"explain execute asked_of_everyone({nothing})"))
        cursor.execute("deallocate asked_of_everyone")
    assert "records_recordcircle" in plan
    assert "hashed" not in plan


def test_policies_are_enabled_and_not_forced_so_that_the_owner_can_migrate_and_dump(
    owner_connection: psycopg.Connection, world
) -> None:
    assert owner_connection.execute("select count(*) from pg_class where relforcerowsecurity").fetchone() == (0,)
    found = {pk for (pk,) in owner_connection.execute("select id from records_record")}
    assert found == set(world.records.values())


def test_the_viewer_is_forgotten_when_the_transaction_ends(world) -> None:
    with connection.cursor() as cursor:
        cursor.execute("savepoint before")
        cursor.execute("select goldenthread_view(%s, '2026-03-02', now())", [world.people["manager"]])
        cursor.execute("rollback to savepoint before")
        cursor.execute("select count(*) from records_record")
        assert cursor.fetchone() == (0,)


def test_a_child_row_cannot_be_hung_from_a_hidden_record(as_viewer, world) -> None:
    as_viewer("outsider")
    with connection.cursor() as cursor, pytest.raises(Exception, match="row-level security"):
        cursor.execute(
            "insert into thread_actionupdate (record_id, text, brag, by_id, at) values (%s, 'x', 'unset', %s, now())",
            [world.records["action"], world.people["outsider"]],
        )
