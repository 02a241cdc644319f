"""A person's days as a calendar program reads them (iCalendar, RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from icalendar import Calendar, Event

from goldenthread.core.clock import ENGLAND
from goldenthread.desk.queries import Day
from goldenthread.meetings.calendars import HOUR


def calendar(name: str, days: Iterable[Day], addresses: Mapping[int, str]) -> bytes:
    """The calendar. `addresses` are the partnerships' own, by their number. The same days are always the same bytes."""
    made = Calendar()
    made.add("prodid", "-//Golden Thread//Calendar//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    for day in days:
        if day.partnership_id in addresses:
            made.add_component(_event(day, addresses[day.partnership_id]))
    made.add_missing_timezones()
    return bytes(made.to_ical())


def _event(day: Day, address: str) -> Event:
    event = Event()
    event.add("uid", day.uid)
    event.add("sequence", day.sequence)
    event.add("dtstamp", day.made_at)
    event.add("summary", f"Cancelled: {day.title}" if day.cancelled else day.title)
    event.add("url", f"{address}{day.at}")
    event.add("status", "CANCELLED" if day.cancelled else "CONFIRMED")
    event.add("class", "PRIVATE")
    if day.place:
        event.add("location", day.place)
    if day.starts is None:
        event.add("dtstart", day.on)
        event.add("dtend", day.on + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    else:
        starts = datetime.combine(day.on, day.starts, ENGLAND)
        event.add("dtstart", starts)
        event.add("dtend", datetime.combine(day.on, day.ends, ENGLAND) if day.ends else starts + HOUR)
    return event
