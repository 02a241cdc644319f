"""A worker killed in the middle of a thousand messages: each is sent exactly once, or shown as uncertain; none is dropped."""

from __future__ import annotations

import os
import re
import signal
import time
from collections import Counter
from pathlib import Path

import pytest

from .conftest import Copy

pytestmark = pytest.mark.xdist_group("embedded")
HOW_MANY = 1_000


def letters(folder: Path) -> Counter[str]:
    """How often each message lies among the mails that went."""
    text = "".join(path.read_text(encoding="utf-8") for path in (folder / "mail").glob("*.log"))
    return Counter(re.findall(r"^Message-ID: <(killed-\d+)@", text, re.MULTILINE))


def test_a_worker_killed_in_the_middle_of_a_thousand_messages(copy: Copy) -> None:
    with copy.superuser() as connection:
        connection.execute("delete from notices_notice")
        connection.execute(
            """insert into notices_message (key, "to", name, kind, subject, words, reference, address, calendar, urgent, state, problem, made_at, next_try_at, tries)
               select 'killed-' || n, n || '@x.example', '', 'k', 's', '', '', '/', '', false, 'waiting', '', now(), now(), 0 from generate_series(1, %s) n""",
            [HOW_MANY],
        )
    process = copy.start("worker")
    for _ in range(600):
        if sum(letters(copy.folder).values()) > HOW_MANY // 10:
            break
        time.sleep(0.05)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    went = letters(copy.folder)
    assert HOW_MANY // 10 < len(went) < HOW_MANY, "it was killed in the middle"

    for _ in range(3):
        done = copy.command("worker", "--once")
        assert done.returncode == 0, done.stderr
    states = dict(copy.rows("select key, state from notices_message where key like 'killed-%'"))
    went = letters(copy.folder)
    assert len(states) == HOW_MANY
    assert set(states.values()) <= {"sent", "sending"}
    taken = [key for key, state in states.items() if state == "sending"]
    assert len(taken) <= 1, "what the killed worker had in hand, and nothing else"
    assert all(went[key] == 1 for key, state in states.items() if state == "sent")
    assert all(went[key] <= 1 for key in taken)

    with copy.superuser() as connection:
        connection.execute(
            "update notices_message set taken_at = now() - interval '11 minutes' where state = 'sending'"
        )
    copy.command("worker", "--once")
    assert {
        state
        for key, state in copy.rows("select key, state from notices_message where key like 'killed-%'")
        if key in taken
    } <= {"uncertain"}
    assert letters(copy.folder) == went, "what may have gone is not sent again by itself"
