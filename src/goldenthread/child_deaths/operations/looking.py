"""What the worker does: a death that came without an account begins its way, and what happens in requests about deaths is told to theirs."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from goldenthread.child_deaths.models import Death
from goldenthread.child_deaths.operations.notifying import begin
from goldenthread.child_deaths.operations.running import catch_up
from goldenthread.child_deaths.operations.shared import REVIEW, follows
from goldenthread.database.viewer import working_in
from goldenthread.history.actor import job

LOOKING = job("Child deaths")


def look(*, at: datetime) -> int:
    """Begin the ways of deaths that came by the public page, and tell ways what happened in requests. Returns of how many deaths there was news."""
    with connection.cursor() as cursor:
        cursor.execute("select partnership, death from child_deaths_waiting() order by 1, 2")
        waiting = cursor.fetchall()
    told = 0
    for (
        partnership_id,
        death_id,
    ) in waiting:  # each in a transaction of its own: a killed worker leaves whole ones behind
        with working_in(partnership_id, at):
            row = (
                Death.objects.select_for_update(of=("self",), skip_locked=True)
                .select_related("record").filter(pk=death_id).first()
            )  # fmt: skip
            if row is not None:
                if not follows(row, REVIEW):
                    begin(row, LOOKING, at)
                catch_up(row, LOOKING, at)
                told += 1
    return told
