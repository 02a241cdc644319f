"""What a simulated partnership holds: rows as tuples, drawn from one seeded source of chance."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import count

from goldenthread.core.references import ALPHABET, LENGTH

GROUPS = (
    ("reviews", "Practice Review Group", "sub_group"),
    ("learning", "Learning and Development Group", "sub_group"),
    ("effectiveness", "Effectiveness Group", "sub_group"),
    ("exploitation", "Exploitation Group", "sub_group"),
    ("death-overview", "Child Death Overview Panel", "panel"),
    ("education", "Adviser for Education", "adviser"),
)
AGENCIES = (
    ("Council", "local_authority"),
    ("Police", "police"),
    ("Health Board", "health_commissioner"),
    ("Hospital Trust", "health_provider"),
    ("Community Health", "health_provider"),
    ("Schools Forum", "education"),
    ("Youth Justice", "justice"),
    ("Housing", "housing"),
    ("Voluntary Forum", "voluntary"),
    ("Probation", "justice"),
)
THEMES = (
    "safer sleep",
    "neglect",
    "information sharing",
    "professional curiosity",
    "child exploitation",
    "domestic abuse",
    "GP involvement",
    "suicide",
    "private fostering",
    "mental health",
    "fathers",
    "disability",
)
VERBS = ("Train", "Write", "Audit", "Agree", "Publish", "Map", "Test", "Hold", "Sample", "Change")
THINGS = (
    "a one page guide",
    "a pathway",
    "twenty records",
    "a joint protocol",
    "the referral form",
    "a masterclass",
    "the induction",
    "a checklist",
    "the escalation policy",
    "a survey",
)
STANDING = "{business_manager,business_officer,scrutineer,safeguarding_partner}"
YEARLY = {"source": 12, "learning": 30, "action": 60, "product": 12, "impact": 12, "development": 12}
PREFIX = {
    "source": "SO",
    "learning": "LP",
    "action": "AC",
    "product": "PR",
    "impact": "IM",
    "development": "DV",
    "request": "RQ",
    "return": "RT",
    "questionnaire": "QS",
    "meeting": "ME",
    "agenda_item": "AG",
    "highlight": "HR",
    "risk": "RK",
    "challenge": "CH",
    "planned": "FP",
    "engagement": "EN",
    "review": "RV",
    "referral": "RF",
    "child_death": "CD",
}
END = date(2026, 3, 2)
STATES = (
    "draft",
    "agreed",
    "accepted",
    "accepted",
    "accepted",
    "reported",
    "delivered",
    "delivered",
    "assured",
    "assured",
    "withdrawn",
)


@dataclass(slots=True)
class Rows:
    """Rows to copy, by table, and the next number of each table."""

    chance: random.Random
    first: dict[str, int]
    password: str
    held: dict[str, list[tuple[object, ...]]] = field(default_factory=lambda: defaultdict(list))
    numbers: dict[str, Iterator[int]] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def number(self, table: str) -> int:
        """The next key of a table."""
        return next(self.numbers.setdefault(table, count(self.first.get(table, 1))))

    def reference(self, kind: str) -> str:
        """A reference not drawn before."""
        while True:
            drawn = f"{PREFIX[kind]}-{''.join(self.chance.choices(ALPHABET, k=LENGTH))}"
            if drawn not in self.used:
                self.used.add(drawn)
                return drawn


def at(day: date, hour: int = 10) -> datetime:
    """An instant of a day."""
    return datetime.combine(day, time(hour), UTC)


@dataclass(slots=True)
class Simulated:
    """One partnership's fixed parts: its groups, circles, agencies and people."""

    id: int
    key: str
    groups: list[int] = field(default_factory=list)
    circles: list[int] = field(default_factory=list)
    shared: int = 0
    agencies: list[int] = field(default_factory=list)
    agency_circles: list[int] = field(default_factory=list)
    people: list[tuple[int, int]] = field(default_factory=list)  # person, agency
    manager: int = 0


def recorded(
    rows: Rows, made: Simulated, kind: str, group: int, title: str, day: date, closed: date | None = None
) -> int:
    """A record of the group at this place, in its circle; its key."""
    record = rows.number("records_record")
    rows.held["records_record"].append(
        (
            record,
            kind,
            rows.reference(kind),
            title,
            day.isoformat(),
            day,
            at(day),
            closed,
            "partnership_business",
            1,
            made.circles[group],
            made.groups[group],
            made.id,
        )
    )
    rows.held["records_recordcircle"].append((rows.number("records_recordcircle"), "home", made.circles[group], record))
    return record


def partnership(rows: Rows, number: int, years: int) -> Simulated:
    """A partnership with six groups, ten agencies and forty people."""
    made = Simulated(rows.number("partnership_partnership"), f"sim-{number:03d}")
    since = END - timedelta(days=366 * years)
    name = f"Simulated Partnership {number:03d}"
    rows.held["partnership_partnership"].append(
        (made.id, made.key, name, f"Sim {number:03d}", f"Area {number:03d}", "2016", "", "{}", "#c8961e", "{}", True)
    )
    made.shared = rows.number("records_circle")
    rows.held["records_circle"].append((made.shared, "partnership", "{}", None, None, made.id))
    for position, (agency, sector) in enumerate(AGENCIES):
        organisation, circle = rows.number("partnership_organisation"), rows.number("records_circle")
        rows.held["partnership_organisation"].append(
            (organisation, f"{agency} {number:03d}", f"{agency} {number:03d}", sector, None, None, None)
        )
        rows.held["partnership_partnershiporganisation"].append(
            (
                rows.number("partnership_partnershiporganisation"),
                "safeguarding_partner" if position < 3 else "relevant_agency",
                position,
                since,
                None,
                made.id,
                organisation,
            )
        )
        rows.held["records_circle"].append((circle, "organisation", "{}", None, organisation, made.id))
        made.agencies.append(organisation)
        made.agency_circles.append(circle)
    for position, (key, title, kind) in enumerate(GROUPS):
        group, circle = rows.number("partnership_group"), rows.number("records_circle")
        rows.held["partnership_group"].append(
            (
                group,
                key,
                title,
                title,
                kind,
                f"{title} of a simulated partnership.",
                position,
                None,
                None,
                1,
                None,
                made.id,
            )
        )
        rows.held["records_circle"].append((circle, "group", STANDING, group, None, made.id))
        made.groups.append(group)
        made.circles.append(circle)
        for month in range(0, years * 12 + 3, 2):
            day = since + timedelta(days=30 * month)
            rows.held["partnership_groupmeeting"].append(
                (rows.number("partnership_groupmeeting"), day, None, "By video call", "", group)
            )
    _people(rows, made, number, since)
    return made


def _people(rows: Rows, made: Simulated, number: int, since: date) -> None:
    for position in range(40):
        person, agency = rows.number("accounts_person"), position % len(AGENCIES)
        role = (
            "business_manager"
            if position == 0
            else "business_officer"
            if position < 3
            else "scrutineer"
            if position == 3
            else "member"
        )
        rows.held["accounts_person"].append(
            (
                person,
                rows.password,
                None,
                f"p{position}.{number:03d}@sim.example",
                f"Person {position} of {number:03d}",
                True,
                True,
                at(since),
            )
        )
        rows.held["partnership_post"].append(
            (rows.number("partnership_post"), role, "", since, None, made.agencies[agency], made.id, person)
        )
        made.people.append((person, agency))
        if position == 0:
            made.manager = person
        if position > 3:
            for group in (position % 6, (position // 6) % 6) if position % 2 else (position % 6,):
                role = "chair" if 4 <= position < 10 and group == position % 6 else "member"
                rows.held["partnership_seat"].append(
                    (
                        rows.number("partnership_seat"),
                        role,
                        "",
                        since,
                        None,
                        made.groups[group],
                        made.agencies[agency],
                        person,
                    )
                )


def year(rows: Rows, made: Simulated, start: date) -> list[tuple[int, date]]:
    """A year's thread: each knot from the ones before it. Returns its learning points with their days."""
    chance = rows.chance
    held: dict[str, list[int]] = {}
    learned: list[tuple[int, date]] = []
    for kind, wanted in YEARLY.items():
        held[kind] = []
        for _ in range(wanted):
            day = start + timedelta(days=chance.randrange(360))
            held[kind].append(_knot(rows, made, kind, day, held))
            if kind == "learning":
                learned.append((held[kind][-1], day))
    return learned


def _knot(rows: Rows, made: Simulated, kind: str, day: date, held: dict[str, list[int]]) -> int:
    chance = rows.chance
    record, group = rows.number("records_record"), chance.randrange(6)
    title = f"{chance.choice(VERBS)} {chance.choice(THINGS)} on {chance.choice(THEMES)}"
    opened = at(day)
    rows.held["records_record"].append(
        (
            record,
            kind,
            rows.reference(kind),
            title,
            day.isoformat(),
            day,
            opened,
            None,
            "partnership_business",
            1,
            made.circles[group],
            made.groups[group],
            made.id,
        )
    )
    circles = {made.circles[group]: "home"}
    if kind in ("product", "impact", "development") or chance.random() < 0.3:
        circles.setdefault(made.shared, "shared")
    _own_row(rows, made, kind, record, group, title, day, circles)
    for circle, role in circles.items():
        rows.held["records_recordcircle"].append((rows.number("records_recordcircle"), role, circle, record))
    before = {
        "learning": ["source"],
        "action": ["learning"],
        "product": ["action", "learning"],
        "impact": ["product"],
        "development": ["impact", "product"],
    }.get(kind, [])
    joined = {chance.choice(held[each]) for each in before for _ in range(2 if kind == "action" else 1)}
    for upstream in sorted(joined):
        rows.held["records_link"].append((rows.number("records_link"), "led_to", opened, record, upstream))
    _event(rows, made, record, opened, "thread.made", f"Recorded: {title}", made.manager)
    return record


def _own_row(
    rows: Rows, made: Simulated, kind: str, record: int, group: int, title: str, day: date, circles: dict[int, str]
) -> None:
    chance = rows.chance
    themes = "{" + ",".join(f'"{theme}"' for theme in chance.sample(THEMES, 2)) + "}"
    if kind == "source":
        rows.held["thread_source"].append(
            (
                record,
                chance.choice(("rapid_review", "case_audit", "near_miss", "practice_review")),
                "",
                "",
                "",
                None,
                made.id,
            )
        )
    elif kind == "learning":
        rows.held["thread_learningpoint"].append(
            (
                record,
                title,
                "{}",
                "development" if chance.random() < 0.8 else "good_practice",
                chance.choice(("professional_awareness", "practice_development", "system_development")),
                themes,
                "",
                made.id,
            )
        )
    elif kind == "product":
        rows.held["thread_product"].append(
            (record, chance.choice(("course", "guide", "standard", "toolkit")), "", "", False, made.id)
        )
    elif kind == "impact":
        rows.held["thread_impact"].append(
            (
                record,
                title,
                "difference",
                "outcome",
                None,
                None,
                None,
                None,
                None,
                "A sample of records",
                day,
                chance.choice(("strong", "moderate", "weak")),
                "",
                None,
                None,
                None,
                made.id,
            )
        )
    elif kind == "development":
        start = date(day.year if day.month >= 4 else day.year - 1, 4, 1)
        rows.held["thread_development"].append(
            (record, 1, title, start, date(start.year + 1, 3, 31), themes, "{}", False, "{}", False, "{}", made.id)
        )
        for position in range(2):
            rows.held["thread_developmentimpact"].append(
                (
                    rows.number("thread_developmentimpact"),
                    position,
                    f"1.{position + 1}",
                    f"{title}: what changed",
                    "process",
                    "",
                    None,
                    False,
                    "{}",
                    "{}",
                    record,
                    None,
                )
            )
    else:
        _action(rows, made, record, group, title, day, themes, circles)


def _action(
    rows: Rows, made: Simulated, record: int, group: int, title: str, day: date, themes: str, circles: dict[int, str]
) -> None:
    chance = rows.chance
    person, agency = chance.choice(made.people[4:])
    age = (END - day).days
    state = chance.choice(STATES) if age < 400 else chance.choice(("delivered", "assured", "assured", "withdrawn"))
    due = day + timedelta(days=chance.randrange(30, 300))
    delivered = min(day + timedelta(days=150), END) if state in ("delivered", "assured") else None
    told = min(day + timedelta(days=40), END)
    rows.held["thread_action"].append(
        (
            record,
            title,
            "A sample of twenty before and after",
            due,
            due,
            state,
            chance.choice(("green", "amber", "red", "blue", "unset")),
            themes,
            "",
            "",
            "It goes as planned." if state != "draft" else "",
            at(told) if state != "draft" else None,
            day if state != "draft" else None,
            delivered,
            delivered if state == "assured" else None,
            None,
            None,
            made.groups[group],
            made.agencies[agency],
            person,
            made.id,
            None,
        )
    )
    circles.setdefault(made.agency_circles[agency], "contributor")
    if chance.random() < 0.3:
        other = (agency + 3) % len(AGENCIES)
        rows.held["thread_actionline"].append(
            (rows.number("thread_actionline"), "done" if delivered else "asked", "", None, made.agencies[other], record)
        )
        circles.setdefault(made.agency_circles[other], "contributor")
    if state != "draft":
        rows.held["thread_actionupdate"].append(
            (rows.number("thread_actionupdate"), "It goes as planned.", "green", at(told), person, record)
        )
        rows.held["thread_actionchange"].append(
            (rows.number("thread_actionchange"), "draft", "agreed", at(day), "", made.manager, record)
        )
        _event(rows, made, record, at(day, 11), "action.agreed", "Agreed", made.manager)
        _event(rows, made, record, at(told), "action.updated", "It goes as planned.", person)
    if delivered:
        rows.held["thread_actionchange"].append(
            (rows.number("thread_actionchange"), "reported", "delivered", at(delivered), "", made.manager, record)
        )
        _event(rows, made, record, at(delivered), "action.delivered", "Signed off as delivered", made.manager)
    _event(rows, made, record, at(told, 15), "record.viewed", f"Opened record {record}", person)


def _event(rows: Rows, made: Simulated, record: int, when: datetime, verb: str, sentence: str, person: int) -> None:
    rows.held["history_event"].append(
        (
            rows.number("history_event"),
            when,
            verb,
            sentence,
            "person",
            person,
            f"Person {person}",
            record,
            "",
            made.id,
            {},
            "",
            None,
        )
    )
