"""A year's requests to organisations: what was asked, each organisation's return, and most of their answers."""

from __future__ import annotations

import json
from datetime import date, timedelta

from goldenthread.commands.simulation.making import AGENCIES, END, THEMES, Rows, Simulated, at, recorded
from goldenthread.returns.shipped import questionnaires

YEARLY_REQUESTS = 6
ASKED = 8
ASKED_OF_A_REVIEW = 5
LATER = ("returned", "returned", "returned", "returned", "nil_return", "refused", "withdrawn")
NOW = ("sent", "opened", "in_progress", "in_progress", "returned", "returned", "nil_return")
ANSWERED = ("returned", "nil_return", "refused")
ANSWERS = (
    ("involved", "involvement", False, "yes"),
    ("records_checked", "involvement", False, ["child", "adults"]),
    ("author_role", "involvement", False, "Safeguarding lead"),
    ("daily_life", "experience", False, "The records say little of it."),
    ("worked_well", "practice", False, "Visits were kept up."),
    ("differently", "practice", False, "The missed appointment was not followed up."),
    ("staff_support", "alongside", True, "Supervision was given."),
)


def questionnaire(rows: Rows, made: Simulated, since: date) -> int:
    """The one questionnaire of a simulated partnership; the key of its version."""
    number, version = rows.number("returns_questionnaire"), rows.number("returns_questionnaireversion")
    one = questionnaires()["agency_summary"]
    rows.held["returns_questionnaire"].append(
        (
            number,
            rows.reference("questionnaire"),
            one.definition.title,
            "agency_summary",
            at(since),
            None,
            made.manager,
            made.id,
        )
    )
    rows.held["returns_questionnaireversion"].append(
        (version, 1, json.dumps(one.content), 1, "", at(since), made.id, made.manager, number)
    )
    return version


def asked(rows: Rows, made: Simulated, start: date, version: int) -> None:
    """A year's requests."""
    for _ in range(YEARLY_REQUESTS):
        day = start + timedelta(days=rows.chance.randrange(360))
        _request(rows, made, min(day, END - timedelta(days=3)), version)


def about_review(rows: Rows, made: Simulated, day: date, version: int, about: int, title: str) -> str:
    """What agencies are asked for a review, by the group that holds it; the request's reference."""
    record = _one(rows, made, day, version, (0, title, ""), about)
    return next(str(row[2]) for row in reversed(rows.held["records_record"]) if row[0] == record)


def _request(rows: Rows, made: Simulated, day: date, version: int) -> None:
    group, theme = rows.chance.randrange(6), rows.chance.choice(THEMES)
    _one(rows, made, day, version, (group, f"Summary of involvement on {theme}", theme))


def _one(
    rows: Rows, made: Simulated, day: date, version: int, what: tuple[int, str, str], about: int | None = None
) -> int:
    chance, (group, title, theme) = rows.chance, what
    due = day + timedelta(days=21 if about is None else 12)
    message = "Please tell us what your agency knew and did."
    record = recorded(rows, made, "request", group, title, day, None)
    rows.held["returns_request"].append(
        (record, theme, message, "", due, False, "{5,1}", True, "{1,3}", 5, at(day), about, made.id, version)
    )
    for agency in chance.sample(range(len(AGENCIES)), ASKED if about is None else ASKED_OF_A_REVIEW):
        state = chance.choice(LATER if (END - due).days > 60 else NOW)
        _return(rows, made, record, group, agency, title, message, day, due, state, version)
    return record


def _return(
    rows: Rows,
    made: Simulated,
    request: int,
    group: int,
    agency: int,
    title: str,
    message: str,
    day: date,
    due: date,
    state: str,
    version: int,
) -> None:
    chance = rows.chance
    heard = min(day + timedelta(days=chance.randrange(2, 30)), END)
    answered = at(heard) if state in ANSWERED else None
    record = recorded(rows, made, "return", group, title, day, heard if answered else None)
    rows.held["records_recordcircle"].append(
        (rows.number("records_recordcircle"), "contributor", made.agency_circles[agency], record)
    )
    person = next(person for person, works_for in made.people[4:] if works_for == agency)
    begun = state not in ("sent", "withdrawn")
    rows.held["returns_return"].append(
        (
            record,
            message,
            "",
            False,
            f"Person {person}",
            f"p{person}@sim.example",
            "",
            "",
            state,
            due,
            due,
            at(day),
            at(heard) if begun else None,
            at(heard) if begun else None,
            answered,
            f"Person {person}" if answered else "",
            "Nothing is known here." if state in ("nil_return", "refused", "withdrawn") else "",
            0,
            None,
            person,
            made.agencies[agency],
            made.id,
            request,
            None,
            version,
        )
    )
    if state in ("in_progress", "returned"):
        for question, section, narrow, value in ANSWERS[: 3 if state == "in_progress" else None]:
            rows.held["returns_answer"].append(
                (
                    rows.number("returns_answer"),
                    question,
                    section,
                    narrow,
                    "value",
                    json.dumps(value),
                    f"Person {person}",
                    at(heard),
                    record,
                )
            )
    if answered:
        rows.held["returns_submission"].append(
            (
                rows.number("returns_submission"),
                1,
                state,
                f"Person {person}",
                "",
                "",
                len(ANSWERS) if state == "returned" else 0,
                "0" * 64,
                answered,
                record,
            )
        )
