"""Simulated meetings: each day of a group with its agenda, people, and a decision; what is past is approved and sealed."""

from __future__ import annotations

import hashlib
import json
from datetime import date, time

from goldenthread.commands.simulation.making import END, Rows, Simulated, at

ITEMS = ("Action log", "Learning and what came of it")


def meetings(rows: Rows, made: Simulated) -> None:
    """A meeting for every day on which a group of this partnership meets."""
    seats: dict[int, list[tuple[int, int, str]]] = {}
    for _, role, _, _, _, group, agency, person in rows.held["partnership_seat"]:
        seats.setdefault(int(str(group)), []).append((int(str(person)), int(str(agency)), str(role)))
    circles = dict(zip(made.groups, made.circles, strict=True))
    for number, day, _, place, _, group in list(rows.held["partnership_groupmeeting"]):
        if isinstance(day, date):
            held = int(str(group))
            _meeting(rows, made, int(str(number)), day, str(place), held, circles[held], seats.get(held, []))


def _record(rows: Rows, made: Simulated, kind: str, title: str, day: date, group: int, circle: int) -> int:
    record = rows.number("records_record")
    rows.held["records_record"].append(
        (
            record, kind, rows.reference(kind), title, day.isoformat(), day, at(min(day, END)), None,
            "partnership_business", 1, circle, group, made.id,
        )
    )  # fmt: skip
    rows.held["records_recordcircle"].append((rows.number("records_recordcircle"), "home", circle, record))
    return record


def _digest(plain: object) -> str:
    return hashlib.sha256(json.dumps(plain, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _meeting(
    rows: Rows,
    made: Simulated,
    number: int,
    day: date,
    place: str,
    group: int,
    circle: int,
    seats: list[tuple[int, int, str]],
) -> None:
    past = day < END
    title = f"Meeting of {day.day} {day:%B %Y}"
    meeting = _record(rows, made, "meeting", title, day, group, circle)
    digests = []
    for position, words in enumerate(ITEMS, start=1):
        item = _record(rows, made, "agenda_item", words, day, group, circle)
        sealed = {
            "reference": "", "title": words, "state": "Taken", "text": "It was considered.", "conflicts": [],
            "decisions": [], "actions": [],
        }  # fmt: skip
        digests.append(_digest(sealed))
        rows.held["meetings_agendaitem"].append(
            (
                item, "standing", "discuss", "", "", f"standing:{position}", "taken" if past else "open",
                "It was considered." if past else "", json.dumps(sealed) if past else None,
                digests[-1] if past else "", None, None, meeting, made.id,
            )
        )  # fmt: skip
        rows.held["meetings_agendaplace"].append((rows.number("meetings_agendaplace"), position, 20, item, meeting))
    head = {
        "reference": "", "title": title, "group": "", "day": day.isoformat(), "place": place, "opened": "", "closed": "",
        "present": [], "apologies": [], "absent": [], "approved": "in writing", "items": digests,
    }  # fmt: skip
    rows.held["meetings_meeting"].append(
        (
            meeting, day, time(10), time(12), place, "", "", "sealed" if past else "planned", 0, "",
            at(day) if past else None, at(day, 12) if past else None, at(day, 15) if past else None,
            "in writing" if past else "", json.dumps(head) if past else None, _digest(head) if past else "",
            at(day, 16) if past else None, None, number, group, made.id, made.manager if past else None,
        )
    )  # fmt: skip
    invited: set[int] = set()
    for person, agency, role in seats:
        if person in invited:
            continue
        invited.add(person)
        came = rows.chance.random() < 0.8
        rows.held["meetings_invitee"].append(
            (
                rows.number("meetings_invitee"), role, "", "accepted" if past and came else "none", None, False, "",
                f"{rows.chance.getrandbits(64):016x}", ("present" if came else "absent") if past else "unknown",
                at(day) if past and came else None, None, None, None, meeting, agency, person,
            )
        )  # fmt: skip
