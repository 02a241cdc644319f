"""Simulated child deaths: each from its notification to its end, or to where it stands today, with its pathways."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache

from goldenthread.child_deaths.models import (
    Analysis,
    AreaDecision,
    Death,
    Factor,
    FirstDecision,
    Handover,
    Notification,
    Recommendation,
    ReviewMeeting,
    ScopeDecision,
    Track,
)
from goldenthread.child_deaths.operations.notifying import CHILD
from goldenthread.child_deaths.operations.running import AFTER_MEETING
from goldenthread.child_deaths.rules.ages import age_at_death
from goldenthread.child_deaths.rules.analysis import STARTERS
from goldenthread.child_deaths.terms import (
    AreaLead,
    Category,
    Channel,
    DeathState,
    Domain,
    Explained,
    HandoverState,
    Immediate,
    InScope,
    Known,
    Level,
    Limb,
    MeetingKind,
    Modifiable,
    Place,
    Question,
    Relevance,
    ScopeReason,
    Sex,
    Standing,
    Stream,
    TrackKind,
)
from goldenthread.commands.simulation.casework import DEATH, ENGLAND, JOINT, PANEL, Casework, Year, area_of, number, put
from goldenthread.commands.simulation.making import END, Rows, Simulated, at
from goldenthread.commands.simulation.reviewing import FIRST, PARTNERSHIPS, WHY, nhs
from goldenthread.core.clock import ENGLAND as LONDON
from goldenthread.core.dates import PartialDate
from goldenthread.core.encryption import blind_index, encrypt
from goldenthread.records.models import Subject
from goldenthread.records.terms import RetentionClass

NATIONAL = 3500
"""Children who die in England in a year, about, spread over the partnerships. Source: National Child Mortality Database, data releases (edition to be checked)."""
NOW = ("notified", "gathering", "met", "held", "ready", "reviewed", "closed", "out", "elsewhere")
"""Where the deaths of the last year stand, in turn; of what is older most are closed."""
ENDS = ("closed",) * 17 + ("held",) * 2 + ("out", "elsewhere")
SINCE = {
    "notified": (1, 2), "gathering": (5, 30), "met": (100, 140), "held": (110, 300), "ready": (110, 150), "reviewed": (160, 170),
    "out": (20, 300), "elsewhere": (20, 300),
}  # fmt: skip
"""How many days before the end the child died, by where a death of the last year stands."""
STAYS = ("notified", "gathering", "met", "held", "ready", "reviewed", "closed")
RESPONSE = (
    "hospital_care", "history", "first_discussion", "visit", "trawl", "report", "post_mortem", "second_discussion",
)  # fmt: skip
"""Stages of a Joint Agency Response before its last meeting."""
WHAT = "The child died in hospital; what led to it is being looked at."
S = DeathState


@cache
def _sealed(words: str) -> str:
    """Words that come again and again, sealed once."""
    return encrypt(words)


def died(rows: Rows, made: Simulated, year: Year) -> None:
    """A year's deaths. Over all partnerships there are as many a year as in England, about."""
    place = (int(made.key.removeprefix("sim-")) - 1) * year.years + year.place
    for each in range(place * NATIONAL // PARTNERSHIPS, (place + 1) * NATIONAL // PARTNERSHIPS):
        stands = NOW[each % len(NOW)] if year.last else rows.chance.choice(ENDS)
        if year.last and stands in SINCE:
            day = END - timedelta(days=rows.chance.randint(*SINCE[stands]))
        else:
            day = year.start + timedelta(days=rows.chance.randrange(60 if year.last else 355))
        _death(rows, made, year, day, stands)


@dataclass(slots=True)
class _Course:
    """One death on its way: its record, its row, and the day it has come to."""

    work: Casework
    row: Death
    day: date

    def on(self, least: int, most: int) -> date:
        """Some working days on, and never after the last day."""
        self.day = min(END - timedelta(days=1), ENGLAND.add(self.day, self.work.rows.chance.randint(least, most)))
        self.day = max(self.day, self.row.died_on)
        return self.day

    def has(self, stage: str, stands: str) -> bool:
        """Whether a death that stands so has come as far as a stage."""
        return STAYS.index("met" if stands == "held" else stands) >= STAYS.index(stage)


def _death(rows: Rows, made: Simulated, year: Year, day: date, stands: str) -> None:
    chance = rows.chance
    moment = time(chance.randrange(6), chance.choice((0, 15, 40)))
    known = datetime.combine(day, time(8, 30), LONDON)
    month = day.replace(day=1)
    work = Casework(
        rows, made, year, "child_death", "", known, month.strftime("%Y-%m"), month, group=PANEL, retention=RetentionClass.DEATH
    )  # fmt: skip
    work.title = f"Child {work.reference[3:]}"
    lived = chance.choice((chance.randrange(7), chance.randrange(7), chance.randrange(28), chance.randrange(365), chance.randrange(365, 6500)))  # fmt: skip
    born = day - timedelta(days=lived)
    age = age_at_death(born, day)
    limbs = [chance.choice((Limb.SUDDEN, Limb.EXTERNAL)).value] if chance.random() < 0.25 and stands in STAYS else []
    row = Death(
        record_id=work.pk, partnership_id=made.id, state=S.NOTIFIED.value, known_at=known, died_on=day, died_at=moment,
        age_days=age.days, age_years=age.years, age_band=age.band.value, sex=chance.choice((Sex.FEMALE, Sex.MALE)).value,
        ethnicity=chance.choice("AAAAAACGJJN"), gestation_weeks=chance.randrange(23, 41) if lived < 28 else None,
        birth_weight=chance.randrange(500, 4200) if lived < 28 else None, home_area=area_of(made),
        deprivation=chance.randint(1, 5), deprivation_edition="2025",
        place=chance.choice((Place.NEONATAL, Place.NEONATAL, Place.WARD, Place.INTENSIVE, Place.EMERGENCY, Place.HOME)).value,
        expected=(Known.NO if limbs else Known.YES).value, sudden=(Known.YES if limbs else Known.NO).value, limbs=limbs, what=WHAT,
    )  # fmt: skip
    _notified(work, row, born, known)
    course = _Course(work, row, day)
    closed_on = _aside(course, stands) if stands in {"out", "elsewhere"} else _along(course, stands)
    put(rows, row)
    rows.held["thread_source"].append(
        (work.pk, "child_death_review", WHAT if row.final_category else "", "", "", 1, made.id)
    )
    work.finish(closed_on)


def _notified(work: Casework, row: Death, born: date, known: datetime) -> None:
    rows, chance = work.rows, work.rows.chance
    name, digits = f"{chance.choice(FIRST)} Fictional", nhs(rows)
    put(
        rows,
        Subject(
            pk=number(rows, Subject), record_id=work.pk, pseudonym=CHILD, name_sealed=_sealed(name), name_index=blind_index(name),
            born_sealed=encrypt(born.isoformat()), born_index=blind_index(born.isoformat()),
            nhs_number_sealed=encrypt(digits), nhs_number_index=blind_index(digits),
        ),
    )  # fmt: skip
    sender = json.dumps({"name": "Sam Made-up", "email": "sam@trust.example", "phone": "01632 960 003"})
    original = json.dumps({"facts": {"what": WHAT}, "who": {}, "agencies": ""})
    put(
        rows,
        Notification(
            pk=number(rows, Notification), death_id=work.pk, number=1, channel=Channel.ACCOUNT.value, received_at=known,
            agency="Hospital Trust", role="Consultant", person_id=work.made.manager, sender_sealed=_sealed(sender),
            original_sealed=_sealed(original), original_digest=f"simulated {work.pk}", said_died_on=row.died_on, made_at=known,
        ),
    )  # fmt: skip
    work.said("death.notified", "Notified by Hospital Trust, Consultant", known)
    of_day = known.astimezone(LONDON).time()
    work.begin(DEATH, {"death": (PartialDate.of(row.died_on), row.died_at), "known": (PartialDate.of(row.died_on), of_day)}, known)  # fmt: skip
    work.report("notified", row.died_on, known, of_day)
    answer = Immediate.YES if row.limbs else Immediate.NO
    put(
        rows,
        FirstDecision(
            pk=number(rows, FirstDecision), death_id=work.pk, question=Question.JAR.value, answer=answer.value, why=WHY,
            by_role="Consultant", decided_at=known, made_at=known,
        ),
    )  # fmt: skip
    if row.limbs:
        work.begin(JOINT, {"death": (PartialDate.of(row.died_on), row.died_at)}, known)
    work.report("first_decisions", row.died_on, known, of_day)
    work.stored("death.immediate", f"{Question.JAR.label} {answer.label}", known)


def _decided(course: _Course, scope: tuple[InScope, ScopeReason], lead: AreaLead | None, day: date) -> None:
    """Scope, and the area where that is decided too."""
    work = course.work
    put(
        work.rows,
        ScopeDecision(
            pk=number(work.rows, ScopeDecision), death_id=work.pk, in_scope=scope[0].value, reason=scope[1].value, why=WHY,
            by_role="Designated doctor", on=day, made_at=at(day),
        ),
    )  # fmt: skip
    work.stored("death.scope", f"Scope: {scope[0].label.lower()}, {scope[1].label.lower()}", at(day))
    if lead is None:
        return
    there = lead is AreaLead.THERE
    put(
        work.rows,
        AreaDecision(
            pk=number(work.rows, AreaDecision), death_id=work.pk, lead=lead.value, area="Another area" if there else "", why=WHY,
            agreed_by="Designated doctors of both areas" if there else "", on=day, made_at=at(day),
        ),
    )  # fmt: skip
    work.stored("death.area", f"Area: {lead.label.lower()}", at(day))


def _aside(course: _Course, stands: str) -> date:
    """Out of scope, or reviewed by another area."""
    day = course.on(2, 4)
    if stands == "out":
        _decided(course, (InScope.NO, ScopeReason.STILLBORN), None, day)
        course.row.state = S.OUT.value
    else:
        _decided(course, (InScope.YES, ScopeReason.CHILD), AreaLead.THERE, day)
        course.row.state = S.TRANSFERRED.value
    course.work.report("out_of_scope", day, at(day, 11))
    return day


def _handed(course: _Course, stream: Stream, day: date) -> None:
    work = course.work
    put(
        work.rows,
        Handover(
            pk=number(work.rows, Handover), death_id=work.pk, stream=stream.value, number=1, state=HandoverState.TAKEN.value,
            digest="0" * 64, of_version=work.version, sent_at=at(day, 13), reference=f"NC-{work.pk}", taken_on=day, made_at=at(day, 13),
        ),
    )  # fmt: skip
    work.stored("death.handed", f"The national database has it: {stream.label.lower()}", at(day, 13))


def _along(course: _Course, stands: str) -> date | None:
    """From the first decisions to where it stands; the day on which it was closed."""
    work, row = course.work, course.row
    if stands == "notified":
        return None
    day = course.on(1, 1)
    _handed(course, Stream.NOTIFICATION, day)
    work.report("database_notified", day, at(day, 13), at(day, 13).astimezone(LONDON).time())
    for stage in ("key_worker_contact", "booklet", *(RESPONSE if row.limbs else ())):
        work.report(stage, day, at(day, 15))
    day = course.on(1, 1)
    _decided(course, (InScope.YES, ScopeReason.CHILD), AreaLead.HERE, day)
    row.state = S.GATHERING.value
    work.report("scope", day, at(day, 11))
    if stands == "gathering":
        return None
    for stage, least, most in (("asked", 1, 3), ("forms", 8, 20)):
        day = course.on(least, most)
        work.report(stage, day, at(day, 11))
    _met(course)
    if stands == "held":
        _waits(course)
    if not course.has("ready", stands):
        return None
    day = course.on(3, 8)
    row.state = S.READY.value
    work.report("ready", day, at(day, 11))
    work.stored("death.ready", "Ready for the panel", at(day, 11))
    if not course.has("reviewed", stands):
        return None
    _concluded(course)
    return _closed(course) if stands == "closed" else None


def _met(course: _Course) -> None:
    work, row, day = course.work, course.row, course.on(15, 30)
    kind = (
        MeetingKind.JOINT if row.limbs else MeetingKind.PERINATAL if (row.age_days or 0) < 28 else MeetingKind.HOSPITAL
    )
    put(
        work.rows,
        ReviewMeeting(
            pk=number(work.rows, ReviewMeeting), death_id=work.pk, kind=kind.value, convened_by="Hospital Trust", on=day,
            present="Consultant, nurse, general practitioner, health visitor", said=WHY, made_at=at(day, 15),
        ),
    )  # fmt: skip
    row.state = S.MET.value
    work.report("meeting", day, at(day, 15))
    if row.limbs:
        work.report("last_meeting", day, at(day, 15))
    work.stored("death.met", f"Review meeting: {kind.label.lower()}", at(day, 15))


def _waits(course: _Course) -> None:
    """Something runs beside it, and the panel waits."""
    work, day = course.work, course.on(1, 3)
    kind = work.rows.chance.choice((TrackKind.INQUEST, TrackKind.INQUEST, TrackKind.CRIMINAL, TrackKind.POST_MORTEM))
    again = END + timedelta(days=work.rows.chance.randrange(10, 60))
    put(
        work.rows,
        Track(
            pk=number(work.rows, Track), death_id=work.pk, kind=kind.value, who="Coroner", began_on=day, holds=True,
            look_again_on=again, made_at=at(day, 15),
        ),
    )  # fmt: skip
    work.hold(DEATH, AFTER_MEETING, f"The panel waits for: {kind.label.lower()}", again, at(day, 15))
    work.stored("death.track", f"Runs beside it: {kind.label.lower()}", at(day, 15))


def _concluded(course: _Course) -> None:
    work, row, day = course.work, course.row, course.on(10, 25)
    rows, chance = work.rows, work.rows.chance
    category = Category.PERINATAL if (row.age_days or 0) < 28 else chance.choice(tuple(Category))
    modifiable = chance.random() < 0.4
    said = Modifiable.YES if modifiable else Modifiable.NO
    sudden = Explained.UNEXPLAINED if category is Category.UNEXPLAINED else Explained.EXPLAINED
    analysis = number(rows, Analysis)
    put(
        rows,
        Analysis(
            pk=analysis, death_id=work.pk, number=1, standing=Standing.FINAL.value, summary=WHAT, cause="As certified",
            primary=category.value, sudden_explained=sudden.value, modifiable=said.value, panel_on=day,
            panel_name="Child Death Overview Panel", made_at=at(day, 14),
        ),
    )  # fmt: skip
    first = 0
    for place, domain in enumerate(chance.sample(tuple(Domain), chance.randint(1, 3))):
        pk = number(rows, Factor)
        first = first or pk
        relevance = Relevance.CONTRIBUTED if modifiable or chance.random() < 0.5 else Relevance.NONE
        put(
            rows,
            Factor(
                pk=pk, death_id=work.pk, analysis_id=analysis, domain=domain.value, name=chance.choice(STARTERS[domain]),
                relevance=relevance.value, modifiable=modifiable and place == 0, made_at=at(day, 14),
            ),
        )  # fmt: skip
    if modifiable:
        put(
            rows,
            Recommendation(
                pk=number(rows, Recommendation), death_id=work.pk, words="Ask at every contact, and write down what was said.",
                addressee="Health visiting service", level=Level.LOCAL.value, factor_id=first, informed_on=day,
                informed_how="By letter of the chair", made_at=at(day, 14),
            ),
        )  # fmt: skip
        work.stored("death.recommended", "Recommended to Health visiting service", at(day, 14))
    row.state, row.concluded_on, row.final_category = S.REVIEWED.value, day, category.value
    row.final_modifiable, row.explained = said.value, sudden.value
    work.report("panel", day, at(day, 14))
    work.stored("death.concluded", "The panel concluded", at(day, 14))


def _closed(course: _Course) -> date:
    work, row, day = course.work, course.row, course.on(3, 8)
    _handed(course, Stream.ANALYSIS, day)
    row.finalised_on = day
    work.report("finalised", day, at(day, 13))
    day = course.on(2, 12)
    work.report("feedback", day, at(day, 11))
    day = course.on(1, 3)
    row.state, row.closed_why = S.CLOSED.value, "Finalised, and the family has heard what was found."
    work.stored("death.closed", "Closed", at(day, 16))
    later = [record for record, on in work.year.learned if on >= row.died_on]
    for record in work.rows.chance.sample(later, min(1, len(later))):
        work.rows.held["records_link"].append((work.rows.number("records_link"), "led_to", at(day), record, work.pk))
    return day
