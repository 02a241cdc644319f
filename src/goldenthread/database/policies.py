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
    """Rows of `table` are there for whoever may see the record in `column`, and can be written by no one else.

    What is written is asked of the function too: a record's own history is begun before the record is in any circle.
    """
    return enable(table, sees(table, column), f"({sees(table, column)}) or goldenthread_sees({column})")


def sees(table: str, column: str) -> str:
    """The rule of circles for the record in a column, in line, where the planner sees the index that answers it.

    No function is called for a row: one that is not the viewer's would be asked of it each time. Measured in docs/adr/0004.
    OFFSET 0 keeps the look-up with its row: a generic plan would read every record of the viewer's circles first (docs/adr/0008).
    """
    held = f"select 1 from records_recordcircle held where held.record_id = {table}.{column} and held.{MINE} offset 0"
    opened, excluded = (
        f"{column} = any ((select goldenthread_setting('{name}'))::bigint[])" for name in ("opened", "excluded")
    )
    return f"(exists ({held}) or {opened}) and not {excluded}"


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
