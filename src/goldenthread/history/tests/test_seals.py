"""History under seal: what a database's superuser changes, removes or cuts off is found."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import psycopg
import pytest
from django.db import DatabaseError, transaction

from goldenthread.history import jobs, operations
from goldenthread.history.actor import Actor, job
from goldenthread.history.models import Event, Seal
from goldenthread.history.operations import About, content_digest, verify
from goldenthread.records.terms import Event as Verb
from goldenthread.testing.world import AT

from .conftest import run

LATER = AT + timedelta(minutes=5)


def write(sentence: str, at: datetime = AT, **details: object) -> Event:
    about = About(1, None, "AC-TEST22")
    operations.write(verb=Verb.VIEWED, sentence=sentence, by=job("Test"), at=at, about=about, details=details)
    return Event.objects.order_by("-pk")[0]


@pytest.fixture
def sealed(worker: None) -> list[Event]:
    """Two seals: over the world's own events, and over four more, which are given back."""
    assert jobs.keep_seals(AT) > 30
    more = [write(f"Sentence {number}", AT + timedelta(seconds=number)) for number in range(4)]
    assert jobs.keep_seals(LATER) == 4
    return more


def test_an_event_carries_the_digest_of_what_it_says(worker: None) -> None:
    event = write("Robin Example opened it", LATER, place="page")
    assert len(event.digest) == 64
    assert event.digest == content_digest(event)
    for name, other in {
        "sentence": "someone else did",
        "verb": "record.refused",
        "person_id": 7,
        "actor_name": "Another",
        "record_id": 9,
        "reference": "AC-OTHER2",
        "partnership_id": 2,
        "details": {},
        "at": AT,
        "actor_kind": "person",
    }.items():
        altered = Event.objects.get(pk=event.pk)
        setattr(altered, name, other)
        assert content_digest(altered) != event.digest, name


def test_the_digest_needs_the_installations_key(worker: None, settings) -> None:  # type: ignore[no-untyped-def]
    event = write("Robin Example opened it")
    settings.SEAL_KEY = "another"
    assert content_digest(event) != event.digest


def test_what_was_written_in_any_zone_verifies_when_it_is_read_back(worker: None) -> None:
    write(
        "In summer",
        datetime(2025, 7, 1, 9, 30, 5, 120_000, ZoneInfo("Europe/London")),
        count=3,
        ratio=0.25,
        words=["é", None],
    )
    assert verify() == []
    jobs.keep_seals(LATER)
    assert verify() == []


def test_history_that_nobody_touched_verifies(sealed: list[Event]) -> None:
    assert verify() == []
    assert jobs.head_agrees()
    assert not Event.objects.filter(seal__isnull=True).exists()
    first, second = Seal.objects.order_by("pk")
    assert (first.previous, second.previous) == ("", first.digest)


def test_sealing_again_with_nothing_new_makes_no_seal(sealed: list[Event]) -> None:
    assert jobs.keep_seals(LATER) == 0
    assert Seal.objects.count() == 2


@pytest.mark.parametrize("sentence", ["'Nothing happened'", "''"], ids=["changed", "blanked"])
def test_a_changed_sentence_is_found(sealed: list[Event], tamper: Callable[..., None], sentence: str) -> None:
    tamper(f"update history_event set sentence = {sentence} where id = {sealed[1].pk}")
    assert verify() == [f"Event {sealed[1].pk} was altered after it was written."]


def test_a_changed_sentence_with_a_digest_of_ones_own_is_found(
    sealed: list[Event], tamper: Callable[..., None]
) -> None:
    tamper(f"update history_event set sentence = 'x', digest = repeat('a', 64) where id = {sealed[1].pk}")
    assert len(verify()) == 2, "the event does not fit its digest, nor the seal its event"


def test_a_changed_event_that_is_not_sealed_yet_is_found(sealed: list[Event], tamper: Callable[..., None]) -> None:
    fresh = write("Not sealed yet")
    tamper(f"update history_event set person_id = 1 where id = {fresh.pk}")
    assert verify() == [f"Event {fresh.pk} was altered after it was written."]


@pytest.mark.parametrize(
    "statement",
    [
        "delete from history_event where id = {event}",
        "update history_event set seal_id = null where id = {event}",
        "update history_event set seal_id = {first} where id = {event}",
        "update history_seal set previous = '' where id = {last}",
        "update history_seal set events_sealed = events_sealed + 1 where id = {last}",
    ],
)
def test_a_break_in_the_chain_is_found(sealed: list[Event], tamper: Callable[..., None], statement: str) -> None:
    first, last = Seal.objects.order_by("pk")
    tamper(statement.format(event=sealed[2].pk, first=first.pk, last=last.pk))
    assert any(fault.startswith(f"Seal {last.pk} ") and "does not fit" in fault for fault in verify())


def test_an_event_put_in_afterwards_is_found(sealed: list[Event], tamper: Callable[..., None]) -> None:
    tamper(
        f"""insert into history_event (at, verb, sentence, actor_kind, actor_name, reference, details, digest, seal_id)
            select at, verb, sentence, actor_kind, actor_name, reference, details, digest, seal_id from history_event
             where id = {sealed[0].pk}"""
    )
    assert len(verify()) >= 1


def cut(tamper: Callable[..., None]) -> None:
    last = Seal.objects.order_by("-pk")[0].pk
    tamper(f"delete from history_event where seal_id = {last}", f"delete from history_seal where id = {last}")


def test_a_chain_whose_tail_was_cut_off_is_found_by_the_head_that_is_kept_outside(
    sealed: list[Event], tamper: Callable[..., None]
) -> None:
    cut(tamper)
    assert verify() == [], "the chain itself cannot say so"
    assert not jobs.head_agrees()


def test_sealing_on_does_not_cover_a_cut(sealed: list[Event], tamper: Callable[..., None], settings) -> None:  # type: ignore[no-untyped-def]
    kept = (settings.INSTALLATION.secrets / jobs.HEAD).read_text()
    cut(tamper)
    write("Something new")
    with pytest.raises(jobs.HistoryWasCut):
        jobs.keep_seals(LATER)
    assert (settings.INSTALLATION.secrets / jobs.HEAD).read_text() == kept
    assert not jobs.head_agrees()


def test_a_rewritten_chain_is_found(sealed: list[Event], tamper: Callable[..., None]) -> None:
    """Even with the key, whoever rewrites the chain gives its last seal another digest than the one kept outside."""
    tamper(
        "update history_event set seal_id = null",
        "delete from history_seal",
        f"delete from history_event where id = {sealed[3].pk}",
    )
    operations.seal(at=LATER)
    assert verify() == []
    assert not jobs.head_agrees()


def test_the_head_is_kept_for_this_user_alone(sealed: list[Event], settings) -> None:  # type: ignore[no-untyped-def]
    head: Path = settings.INSTALLATION.secrets / jobs.HEAD
    last = Seal.objects.order_by("-pk")[0]
    assert json.loads(head.read_text()) == {"seal": last.pk, "digest": last.digest, "at": LATER.isoformat()}
    assert stat.S_IMODE(head.stat().st_mode) == 0o600
    assert [path.name for path in head.parent.iterdir()] == [jobs.HEAD]


def test_seals_take_a_batch_at_a_time(worker: None) -> None:
    waiting = Event.objects.filter(seal__isnull=True).count()
    assert operations.seal(at=AT, limit=10) == 10
    assert Event.objects.filter(seal__isnull=True).count() == waiting - 10
    assert verify() == []


@pytest.mark.parametrize(
    "statement",
    [
        "update history_event set sentence = 'x'",
        "update history_event set digest = '' where seal_id is null",
        "update history_event set seal_id = null where seal_id is not null",
        "delete from history_event",
        "truncate history_event",
        "update history_seal set digest = 'x'",
        "delete from history_seal",
        "truncate history_seal cascade",
    ],
)
@pytest.mark.parametrize("role", ["owner", "worker"])
def test_neither_the_owner_nor_the_worker_rewrites_history(
    sealed: list[Event],
    installation,
    role: str,
    statement: str,  # type: ignore[no-untyped-def]
) -> None:
    write("Not sealed yet")
    run("set constraints all immediate")
    run("reset session authorization")
    run(f"set session authorization {installation.role_name(role)}")
    with pytest.raises(DatabaseError, match=r"append-only|permission denied"), transaction.atomic():
        run(statement)


def test_an_actor_is_a_person_or_a_job() -> None:
    assert (Actor("Robin Example", 3).kind, job("Import").kind) == ("person", "job")


def test_the_field_history_is_append_only_too(owner_connection: psycopg.Connection) -> None:
    for statement in ("update records_recordevent set title = 'x'", "delete from thread_actionevent"):
        with pytest.raises(psycopg.errors.RaiseException, match="Cannot update or delete"):
            owner_connection.execute(statement)
