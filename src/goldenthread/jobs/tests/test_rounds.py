"""The worker's rounds: one that fails is written down, and the others still run."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime

import pytest
from django.apps import apps

from goldenthread.jobs import rounds, working


class Connection:
    """Stands in for the database connection, which a failed round may have left unusable."""

    closed = 0

    def close(self) -> None:
        self.closed += 1


@pytest.fixture
def connection(monkeypatch: pytest.MonkeyPatch) -> Connection:
    stand_in = Connection()
    monkeypatch.setattr(working, "connection", stand_in)
    monkeypatch.setattr(working, "close_old_connections", lambda: None)
    return stand_in


def test_a_round_that_fails_does_not_stop_the_others(
    connection: Connection, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    seen: list[tuple[str, datetime]] = []

    def fails(at: datetime) -> None:
        seen.append(("fails", at))
        raise OSError("the disk is full")

    monkeypatch.setattr(working, "ROUNDS", [("first", fails), ("second", lambda at: seen.append(("second", at)))])
    with caplog.at_level(logging.ERROR):
        working._round()
    assert [name for name, _ in seen] == ["fails", "second"]
    assert connection.closed == 1, "the next round begins on a fresh connection"
    assert "“first” failed" in caplog.text
    assert "the disk is full" in caplog.text


def test_rounds_go_on_until_the_worker_is_told_to_stop(connection: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[datetime] = []

    async def until_three() -> None:
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()

        def work(at: datetime) -> None:
            done.append(at)
            if len(done) == 3:
                loop.call_soon_threadsafe(stop.set)
            raise ValueError("and each one fails")

        async def queue(*, wait: bool) -> None:
            await asyncio.Event().wait()

        monkeypatch.setattr(working, "ROUNDS", [("only", work)])
        monkeypatch.setattr(working, "_queue", queue)
        monkeypatch.setattr(working, "PAUSE", 0.01)
        await asyncio.wait_for(working.work_until(stop), 30)

    asyncio.run(until_three())
    assert len(done) == 3


def test_a_queue_that_breaks_is_begun_again(connection: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[int] = []

    async def run() -> None:
        stop = asyncio.Event()

        async def queue(*, wait: bool) -> None:
            begun.append(1)
            if len(begun) == 3:
                stop.set()
            raise OSError("the database went away")

        monkeypatch.setattr(working, "ROUNDS", [])
        monkeypatch.setattr(working, "_queue", queue)
        monkeypatch.setattr(working, "PAUSE", 0.01)
        await asyncio.wait_for(working.work_until(stop), 30)

    asyncio.run(run())
    assert len(begun) == 3


def test_each_room_s_rounds_are_wired_once_and_mail_is_sent_after_it_is_written() -> None:
    apps.get_app_config("wiring").ready()
    names = [name for name, _ in rounds.ROUNDS]
    assert len(names) == len(set(names))
    assert {"sealing", "virus scanner", "disposal", "codes", "reminders", "notices", "mail"} <= set(names)
    assert names.index("notices") < names.index("mail")
