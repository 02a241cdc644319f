"""What disposal of a record does to each table, said in the migration that makes the table: a table nobody spoke for is found by a test."""

from __future__ import annotations

import json
from collections.abc import Mapping

from django.db.migrations.operations import RunSQL

GONE = "'Content disposed of'"
"""What stands where a text stood that a page cannot do without."""


def empties(table: str, assignments: Mapping[str, str], column: str = "record_id") -> RunSQL:
    """Rows stay, and each named column takes the SQL expression beside it. References, dates and states stay."""
    return _step(table, column, "empty", assignments, "")


def removes(table: str, column: str = "record_id") -> RunSQL:
    """Rows go: field history, and what says nothing without its content."""
    return _step(table, column, "remove", {}, "")


def keeps(table: str, why: str, column: str = "record_id") -> RunSQL:
    """Rows stay as they are, for the reason given."""
    return _step(table, column, "keep", {}, why)


def _step(table: str, column: str, does: str, assignments: Mapping[str, str], why: str) -> RunSQL:
    words = json.dumps(dict(assignments)).replace("'", "''")
    reason = why.replace("'", "''")
    return RunSQL(
        f"""insert into records_disposalstep ("table", "column", does, assignments, why)
            values ('{table}', '{column}', '{does}', '{words}', '{reason}')""",
        f"delete from records_disposalstep where \"table\" = '{table}'",
    )
