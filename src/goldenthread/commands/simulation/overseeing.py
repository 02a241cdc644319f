"""A year of the partners' own tier: highlight reports, risks with their reviews, challenges, the forward plan, engagement."""

from __future__ import annotations

from datetime import date, timedelta

from goldenthread.commands.simulation.making import END, THEMES, Rows, Simulated, at, recorded

QUARTERS, RISKS, CHALLENGES, PLANNED, REACHED = 4, 6, 4, 8, 12
SECTORS, WAYS = ("sports", "faith", "voluntary", "business"), ("meeting", "visit", "event", "survey")


def overseen(rows: Rows, made: Simulated, start: date) -> None:
    """What is recorded in the year from a day."""
    for quarter in range(QUARTERS):
        for group in range(len(made.groups)):
            _highlight(rows, made, group, start + timedelta(days=91 * quarter))
    for _ in range(RISKS):
        _risk(rows, made, _day(rows, start))
    for _ in range(CHALLENGES):
        _challenge(rows, made, _day(rows, start))
    for _ in range(PLANNED):
        _planned(rows, made, _day(rows, start))
    for _ in range(REACHED):
        _reached(rows, made, _day(rows, start))


def _day(rows: Rows, start: date) -> date:
    return min(start + timedelta(days=rows.chance.randrange(360)), END - timedelta(days=1))


def _highlight(rows: Rows, made: Simulated, group: int, start: date) -> None:
    end = start + timedelta(days=90)
    record = recorded(rows, made, "highlight", group, f"What the group reports to the partners by {end:%B %Y}", end)
    rows.held["oversight_highlight"].append(
        (
            record, start, end, "What was planned was done.", "One action is late.", "", "", "issued", at(end), made.groups[group], made.manager, made.id,
        )
    )  # fmt: skip


def _risk(rows: Rows, made: Simulated, day: date) -> None:
    chance, theme = rows.chance, rows.chance.choice(THEMES)
    open_still = (END - day).days < 400
    likely, serious, again = chance.randrange(1, 6), chance.randrange(1, 6), day + timedelta(days=90)
    text = f"That work on {theme} stops, because one person holds it"
    record = recorded(rows, made, "risk", chance.randrange(6), text, day)
    person, agency = chance.choice(made.people)
    rows.held["oversight_risk"].append(
        (
            record, text, "Children wait longer.", "A deputy is named.", likely, serious, again, "open" if open_still else "closed", "" if open_still else "A second person holds it.",
            person, made.agencies[agency], made.id,
        )
    )  # fmt: skip
    rows.held["oversight_riskreview"].append(
        (rows.number("oversight_riskreview"), day, likely, serious, "", again, made.manager, record)
    )


def _challenge(rows: Rows, made: Simulated, day: date) -> None:
    chance, theme = rows.chance, rows.chance.choice(THEMES)
    past = (END - day).days > 60
    text = f"Why are there no figures on {theme}?"
    answered = day + timedelta(days=30) if past else None
    record = recorded(rows, made, "challenge", chance.randrange(6), text, day)
    rows.held["oversight_challenge"].append(
        (
            record, "challenge", "Independent scrutineer", "", text, day, day + timedelta(days=28), "They come in June." if past else "", answered,
            "They came." if past else "", answered, "closed" if past else "raised", chance.choice(made.agencies), made.id,
        )
    )  # fmt: skip


def _planned(rows: Rows, made: Simulated, day: date) -> None:
    theme, due = rows.chance.choice(THEMES), day + timedelta(days=120)
    taken = due < END
    record = recorded(rows, made, "planned", rows.chance.randrange(6), f"Assurance on {theme}", day)
    rows.held["oversight_plannedmatter"].append(
        (
            record, f"Assurance on {theme}", "Business manager", due, "taken" if taken else "planned", "Assured." if taken else "", made.id,
        )
    )  # fmt: skip


def _reached(rows: Rows, made: Simulated, day: date) -> None:
    chance = rows.chance
    sector, how = chance.choice(SECTORS), chance.choice(WAYS)
    record = recorded(rows, made, "engagement", chance.randrange(6), f"A {how} with the {sector} sector", day)
    rows.held["oversight_engagement"].append(
        (
            record, sector, "A network of the area", day, how, chance.randrange(5, 60), "They name a lead.", "", made.id,
        )
    )  # fmt: skip
