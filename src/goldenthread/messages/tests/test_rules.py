"""When mail goes."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.clock import ENGLAND
from goldenthread.messages.rules import MOST_TRIES, Preference, one_line, wait_after

times = st.times().map(lambda moment: moment.replace(microsecond=0))
preferences = st.builds(Preference, digest_at=times, quiet_from=times, quiet_until=times, weekends=st.booleans())
instants = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """An instant of March 2026, whose first day is a Sunday."""
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


def test_tries_come_ever_later_and_reach_five_days() -> None:
    waits = list(itertools.accumulate((wait_after(tries) for tries in range(1, MOST_TRIES)), initial=timedelta(0)))
    assert waits[:4] == [timedelta(0), timedelta(seconds=10), timedelta(seconds=30), timedelta(seconds=70)]
    steps = [later - earlier for earlier, later in itertools.pairwise(waits)]
    assert steps == sorted(steps)
    assert max(steps) == timedelta(hours=6)
    assert timedelta(days=4) < waits[-1] < timedelta(days=6)


@pytest.mark.parametrize(
    ("instant", "quiet"),
    [
        (at(2, 6, 59), True),
        (at(2, 7), False),
        (at(2, 18, 59), False),
        (at(2, 19), True),
        (at(1, 12), True),  # a Sunday
        (datetime(2026, 7, 1, 6, 30, tzinfo=UTC), False),  # half past seven in an English summer
    ],
)
def test_the_usual_quiet_hours(instant: datetime, quiet: bool) -> None:
    assert Preference().is_quiet(instant) is quiet


@given(preferences, instants)
def test_quiet_hours_are_those_between_their_ends(preference: Preference, instant: datetime) -> None:
    local = instant.astimezone(ENGLAND)
    if not preference.weekends and local.weekday() >= 5:
        assert preference.is_quiet(instant)
        return
    start, end, now = (
        moment.hour * 3600 + moment.minute * 60 + moment.second
        for moment in (preference.quiet_from, preference.quiet_until, local.time())
    )
    assert preference.is_quiet(instant) is ((now - start) % 86400 < (end - start) % 86400)


@given(preferences, instants)
def test_a_digest_goes_once_a_day_at_most(preference: Preference, instant: datetime) -> None:
    if preference.digest_due(instant, None):
        assert not preference.digest_due(instant + timedelta(seconds=1), instant)
        later = instant.astimezone(ENGLAND).replace(hour=23, minute=59, second=59, microsecond=999999)
        assert not preference.digest_due(later, instant)


def test_a_digest_waits_for_its_time_and_for_monday() -> None:
    usual = Preference()
    assert not usual.digest_due(at(2, 7, 29), None)
    assert usual.digest_due(at(2, 7, 30), None)
    assert not usual.digest_due(at(1, 9), None)
    assert Preference(weekends=True).digest_due(at(1, 9), None)
    assert usual.digest_due(at(3, 8), at(2, 7, 30))
    assert Preference(quiet_from=time(0), quiet_until=time(0)).is_quiet(at(2, 3)) is False


@given(st.text())
def test_a_subject_is_one_line(text: str) -> None:
    made = one_line(text)
    assert len(made.splitlines()) <= 1
    assert len(made) <= 300
