"""Writing simulated rows: COPY a partnership at a time, triggers off, field history made from the rows themselves."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib.auth.hashers import make_password
from psycopg import Connection, sql

from goldenthread.commands.simulation.asking import asked, questionnaire
from goldenthread.commands.simulation.casework import MODELS, Year, arranged, columns_of
from goldenthread.commands.simulation.casework import TRACKED as REVIEWS_TRACKED
from goldenthread.commands.simulation.dying import died
from goldenthread.commands.simulation.making import END, Rows, partnership, year
from goldenthread.commands.simulation.meetings import meetings
from goldenthread.commands.simulation.overseeing import overseen
from goldenthread.commands.simulation.reviewing import reviewed
from goldenthread.history.models import Event
from goldenthread.history.operations import content_digest

# The order matters: a row comes after those it points to. Columns in the order of the tuples in `making`.
COLUMNS: dict[str, str] = {
    "accounts_person": "id, password, last_login, email, name, is_active, fictional, created_at",
    "partnership_partnership": "id, key, name, short_name, area, established, relevant_agencies, neighbouring, accent, second_factor_roles, fictional",
    "partnership_organisation": "id, name, short_name, sector, opened_on, closed_on, successor_id",
    "partnership_partnershiporganisation": "id, capacity, number, starts_on, ends_on, partnership_id, organisation_id",
    "partnership_group": "id, key, name, short_name, kind, function, number, starts_on, ends_on, version, parent_id, partnership_id",
    "partnership_groupmeeting": "id, meets_on, starts_at, place, title, group_id",
    "partnership_post": "id, role, title, starts_on, ends_on, organisation_id, partnership_id, person_id",
    "partnership_seat": "id, role, title, starts_on, ends_on, group_id, organisation_id, person_id",
    "records_circle": "id, kind, standing_roles, group_id, organisation_id, partnership_id",
    "records_record": "id, kind, reference, title, happened, happened_on, opened_at, closed_on, retention_class, version, circle_id, group_id, partnership_id",
    "records_recordcircle": "id, role, circle_id, record_id",
    "records_link": "id, kind, made_at, downstream_id, upstream_id",
    "thread_source": "record_id, kind, summary, subject, age_group, children, partnership_id",
    "thread_learningpoint": "record_id, text, parts, nature, heading, themes, age_group, partnership_id",
    "thread_action": "record_id, text, measure, due_on, first_due_on, state, brag, themes, source_text, import_key, last_update, last_update_at, agreed_on, delivered_on, assured_on, merged_into_id, offered_to_id, origin_id, owner_organisation_id, owner_person_id, partnership_id, priority_id",
    "thread_actionline": "id, state, note, answered_at, organisation_id, record_id",
    "thread_actionupdate": "id, text, brag, at, by_id, record_id",
    "thread_actionchange": "id, before, after, at, reason, by_id, record_id",
    "thread_product": "record_id, kind, summary, address, day_is_fictional, partnership_id",
    "thread_impact": "record_id, statement, question, kind, value, baseline, baseline_from, baseline_until, as_at, method, tested_on, strength, caveat, assured_on, indicator_id, since_id, partnership_id",
    "thread_development": "record_id, number, summary, period_start, period_end, themes, resources, partial, inferred, imported, extra, partnership_id",
    "thread_developmentimpact": "id, position, number, statement, kind, date, measure, partial, inferred, extra, record_id, impact_id",
    **{model._meta.db_table: columns_of(model) for model in MODELS},
    "returns_questionnaire": "id, reference, name, shipped_key, made_at, retired_on, made_by_id, partnership_id",
    "returns_questionnaireversion": "id, number, content, edits, what_changed, published_at, partnership_id, published_by_id, questionnaire_id",
    "returns_request": "record_id, theme, message, statutory_basis, due_on, sign_off, remind_before, remind_on_day, remind_after, escalate_after, sent_at, about_id, partnership_id, version_id",
    "returns_return": "record_id, message, statutory_basis, sign_off, contact_name, contact_email, senior_name, senior_email, state, due_on, first_due_on, sent_at, opened_at, heard_at, answered_at, answered_by, reason, chased, next_reminder_on, contact_person_id, organisation_id, partnership_id, request_id, senior_person_id, version_id",
    "returns_answer": "id, question, section, narrow, state, value, by_name, at, record_id",
    "returns_submission": "id, number, outcome, by_name, signed_off_by, reason, answers, digest, at, record_id",
    "meetings_meeting": "record_id, meets_on, starts_at, ends_at, place, link, title, state, sequence, reason, opened_at, closed_at, circulated_at, approved_how, sealed, digest, sealed_at, approved_in_id, day_id, group_id, partnership_id, sealed_by_id",
    "meetings_agendaitem": "record_id, kind, purpose, text, presenter, source_key, state, minutes, sealed, digest, about_id, carried_from_id, meeting_id, partnership_id",
    "meetings_agendaplace": "id, position, minutes, item_id, record_id",
    "meetings_invitee": "id, capacity, reason, answer, answered_at, by_calendar, note, calendar_key, attendance, arrived_at, left_at, withdrawn_at, deputy_for_id, record_id, organisation_id, person_id",
    "oversight_highlight": "record_id, period_start, period_end, achieved, late, risks, asks, state, issued_at, group_id, issued_by_id, partnership_id",
    "oversight_risk": "record_id, text, effect, controls, likelihood, impact, review_by, state, closed_why, owner_id, owner_organisation_id, partnership_id",
    "oversight_riskreview": "id, on, likelihood, impact, words, review_by, by_id, record_id",
    "oversight_challenge": "record_id, kind, challenger, challenged_whom, text, raised_on, answer_by, response, answered_on, outcome, closed_on, state, challenged_id, partnership_id",
    "oversight_plannedmatter": "record_id, text, lead, due_on, state, outcome, partnership_id",
    "oversight_engagement": "record_id, sector, who, reached_on, how, people, agreed, followed, partnership_id",
    "history_event": "id, at, verb, sentence, actor_kind, person_id, actor_name, record_id, reference, partnership_id, details, digest, seal_id",
}
TRACKED = (
    "records_record",
    "thread_source",
    "thread_learningpoint",
    "thread_action",
    "thread_product",
    "thread_impact",
    "thread_development",
    "returns_request",
    "returns_return",
    "returns_answer",
    "meetings_meeting",
    "meetings_agendaitem",
    "oversight_highlight",
    "oversight_risk",
    "oversight_challenge",
    "oversight_plannedmatter",
    "oversight_engagement",
    *(model._meta.db_table for model in REVIEWS_TRACKED),
)


def simulate(
    connection: Connection[Any], *, partnerships: int, years: int, seed: int, told: Callable[[str], None]
) -> dict[str, int]:
    """Write it all; returns how many rows of the main kinds there are."""
    first = {table: _next(connection, table) for table in COLUMNS}
    rows = Rows(random.Random(seed), first, make_password("simulated pass phrase"))  # noqa: S311 - not a secret: the same seed, the same data
    totals: dict[str, int] = dict.fromkeys(COLUMNS, 0)
    with connection.transaction():
        _triggers(connection, "disable")
        connection.execute(
            "set constraints all immediate"
        )  # a table with checks still to come cannot have its triggers switched on again
        for number in range(1, partnerships + 1):
            made = partnership(rows, number, years)
            version = questionnaire(rows, made, END - timedelta(days=365 * years))
            ways = arranged(rows, made, END - timedelta(days=365 * years))
            meetings(rows, made)
            for back in range(years, 0, -1):
                learned = year(rows, made, END - timedelta(days=365 * back))
                asked(rows, made, END - timedelta(days=365 * back), version)
                overseen(rows, made, END - timedelta(days=365 * back))
                this = Year(END - timedelta(days=365 * back), years - back, years, version, ways, learned)
                reviewed(rows, made, this)
                died(rows, made, this)
            rows.held["history_event"] = [_signed(row) for row in rows.held["history_event"]]
            for table in COLUMNS:
                totals[table] += len(rows.held[table])
                _copy(connection, table, rows.held.pop(table, []))
            if number % 10 == 0:
                told(f"{number} of {partnerships} partnerships")
        told("Field history and statistics …")
        for table in TRACKED:
            _field_history(connection, table, first[table])
        for table in COLUMNS:
            _advance(connection, table)
        _triggers(connection, "enable")
        connection.execute("select search_fill()")
    connection.execute("vacuum (analyze)")  # as a server that has been up for a while would have done by itself
    return {
        "partnerships": totals["partnership_partnership"],
        "records": totals["records_record"],
        "actions": totals["thread_action"],
        "practice reviews": totals["practice_reviews_review"],
        "child deaths": totals["child_deaths_death"],
        "events": totals["history_event"],
    }


def _signed(row: tuple[object, ...]) -> tuple[object, ...]:
    """An event's row with the digest of what it says, so that it verifies like any other."""
    values = dict(zip(COLUMNS["history_event"].split(", "), row, strict=True))
    digest = content_digest(Event(**values))
    return tuple((values | {"details": "{}", "digest": digest}).values())


def _key(table: str) -> str:
    return COLUMNS[table].split(",")[0]


def _next(connection: Connection[Any], table: str) -> int:
    row = connection.execute(
        sql.SQL("select coalesce(max({}), 0) + 1 from {}").format(sql.Identifier(_key(table)), sql.Identifier(table))
    ).fetchone()
    return int(row[0]) if row else 1


def _triggers(connection: Connection[Any], how: str) -> None:
    """Our own triggers off or on: a million rows need not each be witnessed twice."""
    for table in COLUMNS:
        connection.execute(sql.SQL("alter table {} {} trigger user").format(sql.Identifier(table), sql.SQL(how)))  # type: ignore[arg-type]


def _copy(connection: Connection[Any], table: str, rows: list[tuple[object, ...]]) -> None:
    if not rows:
        return
    columns = sql.SQL(", ").join(sql.Identifier(name.strip()) for name in COLUMNS[table].split(","))
    with (
        connection.cursor() as cursor,
        cursor.copy(sql.SQL("copy {} ({}) from stdin").format(sql.Identifier(table), columns)) as copy,
    ):
        for row in rows:
            copy.write_row(row)


def _field_history(connection: Connection[Any], table: str, first: int) -> None:
    """The first version of each row, as the trigger would have kept it."""
    columns = sql.SQL(", ").join(sql.Identifier(name.strip()) for name in COLUMNS[table].split(","))
    connection.execute(
        sql.SQL(
            "insert into {} ({}, pgh_created_at, pgh_label, pgh_obj_id) select {}, '2026-03-02', 'insert', {} from {} where {} >= {}"
        ).format(
            sql.Identifier(f"{table}event"),
            columns,
            columns,
            sql.Identifier(_key(table)),
            sql.Identifier(table),
            sql.Identifier(_key(table)),
            sql.Literal(first),
        )
    )


def _advance(connection: Connection[Any], table: str) -> None:
    """Let the table's own numbering go on after the copied rows."""
    if _key(table) == "id":
        connection.execute(
            sql.SQL("select setval(pg_get_serial_sequence({}, 'id'), (select max(id) from {}))").format(
                sql.Literal(table), sql.Identifier(table)
            )
        )
