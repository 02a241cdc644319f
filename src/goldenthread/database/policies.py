"""Row-level security as migration operations: one policy, written once, nested under every table that hangs from a record.

`goldenthread_view` works out, once for a transaction, the circles a person sits in on a day; policies compare with what it
left behind. They are evaluated once for a query, never once for a row (docs/adr/0004).
"""

from __future__ import annotations

from django.db.migrations.operations import RunSQL

MINE = "circle_id = any ((select goldenthread_setting('circles'))::bigint[])"
"""A row whose circle the viewer sits in."""

SESSION_WORKER = "session_user like '%\\_worker'"
"""The process is a worker: jobs that are not a person's run there and nowhere else."""


def protect(table: str, column: str = "record_id") -> RunSQL:
    """Rows of `table` are there for whoever may see the record in `column`, and can be written by no one else."""
    return enable(table, sees(table, column))


def sees(table: str, column: str) -> str:
    """The rule of circles for the record in a column: the common case in line, so that the planner can look it up for a whole page at once;

    the rare ones (a record held open, a record new and in no other circle yet) by the function. Measured in docs/adr/0004.
    """
    held = f"select 1 from records_recordcircle held where held.record_id = {table}.{column} and held.{MINE}"
    return f"(exists ({held}) and not {column} = any ((select goldenthread_setting('excluded'))::bigint[])) or goldenthread_sees({column})"


def enable(table: str, using: str, check: str | None = None) -> RunSQL:
    """Switch row-level security on for `table` with one rule for reading and one (by default the same) for writing."""
    return RunSQL(
        f"""alter table {table} enable row level security;
            create policy visible on {table} using ({using}) with check ({check or using});""",
        f"drop policy visible on {table}; alter table {table} disable row level security;",
    )


def also(table: str, name: str, using: str) -> RunSQL:
    """A second way to read `table`, beside the first."""
    return RunSQL(f"create policy {name} on {table} for select using ({using});", f"drop policy {name} on {table};")
