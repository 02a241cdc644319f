"""Open and past deaths brought in from a spreadsheet: each row becomes a death once, with its days as they were."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta

from django.db import IntegrityError, transaction

from goldenthread.child_deaths import permissions, queries
from goldenthread.child_deaths.models import (
    Analysis,
    AreaDecision,
    BroughtIn,
    Death,
    Factor,
    FirstDecision,
    Notification,
    ReviewMeeting,
    ScopeDecision,
    Track,
)
from goldenthread.child_deaths.operations.notifying import CHILD, Who, seal
from goldenthread.child_deaths.operations.running import hold_for
from goldenthread.child_deaths.operations.shared import JOINT, REVIEW
from goldenthread.child_deaths.rules.importing import CONCLUDED, OVER, RUNNING, PastDeath
from goldenthread.child_deaths.rules.intake import number_state
from goldenthread.child_deaths.terms import (
    AreaLead,
    Channel,
    DeathState,
    Event,
    Immediate,
    InScope,
    Known,
    MeetingKind,
    Modifiable,
    Question,
    ScopeReason,
    Standing,
    TrackKind,
)
from goldenthread.core.clock import ENGLAND, day_of
from goldenthread.core.dates import PartialDate
from goldenthread.core.encryption import encrypt
from goldenthread.history.actor import Actor
from goldenthread.partnership.models import Group
from goldenthread.pathways import operations as pathways
from goldenthread.records import operations as records
from goldenthread.records.models import Circle, Record, Subject
from goldenthread.records.operations.casework import actor, require, written
from goldenthread.records.terms import RecordKind
from goldenthread.records.viewer import Viewer
from goldenthread.thread.models import Source
from goldenthread.thread.terms import SourceKind

S = DeathState
BROUGHT_IN = "Brought in from a spreadsheet"
SETTLED = f"{BROUGHT_IN}: it was done before, or its day is not known."
NOT_SAID = "Not said in the file"
LOOK_AGAIN = timedelta(days=60)
"""After how long it is looked at again whether the panel still waits. Our own measure."""
MAIN = ("scope", "asked", "forms", "meeting", "ready", "panel")
"""The stages of the review that follow one another."""
LEFT = {S.NOTIFIED: 0, S.GATHERING: 1, S.MET: 4, S.READY: 5, S.REVIEWED: 6}
"""Where in them an open death goes on."""
BODIES = {
    TrackKind.INQUEST: "Coroner", TrackKind.POST_MORTEM: "Coroner or hospital", TrackKind.CRIMINAL: "Police or prosecutors",
    TrackKind.SAFETY: "Provider of care", TrackKind.PERINATAL: "Provider of care", TrackKind.MATERNITY: "National programme",
    TrackKind.PRACTICE_REVIEW: "Safeguarding partners",
}  # fmt: skip
"""Who usually leads what runs beside, where a file names nobody."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many rows became deaths, how many were brought in before, and how many were left out because the death seems to be here."""

    made: int
    already: int
    alike: int


@transaction.atomic
def import_deaths(
    *, group: Group, rows: Sequence[PastDeath], by: Viewer | None, at: datetime, as_actor: Actor | None = None
) -> Loaded:
    """Make each row a death of the group, where its file says it stands; rows brought in before, and deaths that seem to be here, are left out. Errors: Refused.

    Nobody is told: what happened is past, and what is open goes on from where it stands.
    """
    require(by is None or permissions.may_arrange(by, group.partnership_id), "Only the business unit brings deaths in.")
    doer = as_actor or (actor(by) if by else None)
    assert doer is not None  # a person, or a job that names itself
    Group.objects.select_for_update().get(pk=group.pk)
    circle = records.group_circle(group)
    before = queries.brought_in_before(group.partnership_id, rows)
    new = [row for row in rows if row.key not in before]
    alike = queries.alike(group.partnership_id, new)
    made = sum(_load(group, circle, row, doer, at) for row in new if row.key not in alike)
    return Loaded(made, len(rows) - len(alike) - made, len(alike))


def _load(group: Group, circle: Circle, row: PastDeath, doer: Actor, at: datetime) -> bool:
    """One row as a death; False where another import, or one this person is kept out of, has it already."""
    try:
        with transaction.atomic():
            death = _make(group, circle, row, doer, at)
    except IntegrityError as error:
        if "child_deaths_brought_in_once" not in str(error):
            raise
        return False
    _decided(death, row, at)
    _analysed(death, row, at)
    _pathways(death, row, doer, at)
    closed = row.closed_on or (_known(row) if row.state in OVER else None)
    where = f", closed on {PartialDate.of(row.closed_on).in_words()}" if row.closed_on else ""
    said = f"{BROUGHT_IN} (row {row.row}, {row.local_reference}) as “{row.state.label.lower()}”{where}"
    written(death.record, Event.IMPORTED, said, doer, at)
    records.touch(death.record, closed_on=closed)
    return True


def _known(row: PastDeath) -> date:
    return row.known_on or row.died_on


def _moment(day: date, at: datetime) -> datetime:
    """A day as an instant; midnight stands for a time of day that is not known: pages then say the day alone."""
    return min(at, datetime.combine(day, time(0), tzinfo=ENGLAND))


def _make(group: Group, circle: Circle, row: PastDeath, doer: Actor, at: datetime) -> Death:
    month, known = row.died_on.replace(day=1), _moment(_known(row), at)
    record = records.make_record(
        kind=RecordKind.DEATH, partnership_id=group.partnership_id, group=group, circle=circle, title=CHILD, at=known,
        happened=month.strftime("%Y-%m"), happened_on=month,
    )  # fmt: skip
    record.title, record.retention_class = f"Child {record.reference[3:]}", "child_death"
    Record.objects.filter(pk=record.pk).update(title=record.title, retention_class=record.retention_class)
    Source.objects.create(
        record=record, partnership_id=group.partnership_id, kind=SourceKind.CHILD_DEATH_REVIEW.value,
        summary=row.what if row.categories else "", children=1,
    )  # fmt: skip
    concluded = row.concluded_on is not None
    lived = row.lived
    death = Death.objects.create(
        record=record, partnership_id=group.partnership_id, state=row.state.value, known_at=known, died_on=row.died_on,
        died_at=row.died_at, age_minutes=lived.minutes, age_days=lived.days, age_years=lived.years, age_band=lived.band.value,
        sex=row.sex.value, ethnicity=row.ethnicity, gestation_weeks=row.gestation, birth_weight=row.weight,
        home_area=row.home_area, deprivation=row.deprivation, deprivation_edition=row.deprivation_edition if row.deprivation else "",
        place=row.place.value, expected=row.expected.value, limbs=sorted(each.value for each in row.limbs),
        number_doubted=number_state(row.number) is False, what=row.what or f"{BROUGHT_IN}: nothing more was said.",
        cause=row.cause, theme=row.theme, concluded_on=row.concluded_on,
        final_category=row.categories[0].value if concluded and row.categories else "",
        final_modifiable=_modifiable(row) if concluded and row.categories else "",
        explained=row.explained.value if concluded and row.categories else "", finalised_on=row.finalised_on,
        closed_why=f"{BROUGHT_IN} as closed." if row.state is S.CLOSED else "",
    )  # fmt: skip
    BroughtIn.objects.create(
        death=death, partnership_id=group.partnership_id, key=row.key, local_reference=row.local_reference,
        is_history=row.state in OVER, made_at=at,
    )  # fmt: skip
    who = Who(name=row.name, born=str(row.born or ""), nhs_number=row.number)
    seal(Subject(record=record, pseudonym=CHILD), who).save()
    sender = {"name": doer.name, "email": "", "phone": ""}
    given = {"facts": asdict(row), "who": asdict(who), "agencies": ""}
    original = json.dumps(given, default=str, sort_keys=True, ensure_ascii=False)
    Notification.objects.create(
        death=death, number=1, channel=Channel.IMPORT.value, received_at=known, agency=BROUGHT_IN, role=row.local_reference,
        person_id=doer.person_id, sender_sealed=encrypt(json.dumps(sender, ensure_ascii=False)), original_sealed=encrypt(original),
        original_digest=hashlib.sha256(f"{group.partnership_id} {row.key}".encode()).hexdigest(),
        said_died_on=row.died_on, made_at=at,
    )  # fmt: skip
    return death


def _modifiable(row: PastDeath) -> str:
    """What was said of modifiable factors; where nothing was, that is no “no”."""
    return str((row.modifiable or Modifiable.INADEQUATE).value)


def _decided(death: Death, row: PastDeath, at: datetime) -> None:
    """Scope, area, the first decision that is known, the review meeting, and what the panel waits for."""
    on = _known(row)
    reviewed = row.state in RUNNING - {S.NOTIFIED} or row.state in CONCLUDED
    scope = row.scope or ((InScope.YES, ScopeReason.CHILD) if reviewed else None)
    if scope is not None:
        ScopeDecision.objects.create(
            death=death, in_scope=scope[0].value, reason=scope[1].value, why=f"{BROUGHT_IN} without reasons.",
            by_role=NOT_SAID, on=on, made_at=at,
        )  # fmt: skip
    if reviewed or row.other_area:
        AreaDecision.objects.create(
            death=death, lead=(AreaLead.THERE if row.other_area else AreaLead.HERE).value, area=row.other_area,
            why=f"{BROUGHT_IN} without reasons.", agreed_by=NOT_SAID if row.other_area else "", on=on, made_at=at,
        )  # fmt: skip
    if row.response in {Known.YES, Known.NO}:
        FirstDecision.objects.create(
            death=death, question=Question.JAR.value, why=f"{BROUGHT_IN} without reasons.", by_role=NOT_SAID,
            answer=(Immediate.YES if row.response is Known.YES else Immediate.NO).value, decided_at=_moment(on, at), made_at=at,
        )  # fmt: skip
    if row.met_on is not None:
        ReviewMeeting.objects.create(
            death=death, kind=row.met_kind.value, convened_by=NOT_SAID, on=row.met_on, present=NOT_SAID,
            said=f"{BROUGHT_IN} without what was said.", made_at=at,
        )  # fmt: skip
    for kind in row.waits:
        Track.objects.create(
            death=death, kind=kind.value, who=BODIES.get(kind, NOT_SAID), note=BROUGHT_IN, began_on=on, holds=True,
            look_again_on=day_of(at) + LOOK_AGAIN, made_at=at,
        )  # fmt: skip


def _analysed(death: Death, row: PastDeath, at: datetime) -> None:
    """The analysis with its category and factors: the panel’s where it concluded, else a draft."""
    if not row.categories:
        return
    final = row.concluded_on is not None
    made = Analysis.objects.create(
        death=death, number=1, standing=(Standing.FINAL if final else Standing.DRAFT).value,
        summary=row.what or f"{BROUGHT_IN} without a summary.", cause=row.cause or NOT_SAID, primary=row.categories[0].value,
        secondary=[each.value for each in row.categories[1:]],
        hierarchy_why="The order of the file it came from is kept." if row.hierarchy_kept else "",
        sudden_explained=row.explained.value, modifiable=_modifiable(row) if final or row.modifiable else "",
        panel_on=row.concluded_on, panel_name=NOT_SAID if final else "", made_at=at,
    )  # fmt: skip
    Factor.objects.bulk_create(
        Factor(
            death=death, analysis=made, domain=each.domain.value, name=each.name, relevance=each.relevance.value,
            modifiable=each.modifiable, made_at=at,
            old_score=each.old_score if row.is_old_scale or each.old_score in {"3", "1*"} else "",
        )
        for each in row.factors
    )  # fmt: skip


def _pathways(death: Death, row: PastDeath, doer: Actor, at: datetime) -> None:
    """The ways of a death with their historic days, so that timeliness over the years counts them."""

    def begin(pathway: str, goes_on: Sequence[str], **days: date | None) -> None:
        happened = {key: PartialDate.of(on) if on else None for key, on in days.items()}
        pathways.bring_in(
            record=death.record, pathway=pathway, happened=happened, goes_on=goes_on, reason=SETTLED, by=doer, at=at
        )

    main = {
        "asked": row.asked_on,
        "forms": row.forms_on,
        "meeting": row.met_on,
        "ready": row.ready_on,
        "panel": row.panel_on,
    }
    goes_on: tuple[str, ...] = ()
    if row.state in LEFT:
        last = max((MAIN.index(key) + 1 for key, on in main.items() if on), default=0)
        goes_on = ("database_notified", *MAIN[max(last, LEFT[row.state]) :], "finalised", "feedback")
    away = _known(row) if row.state in {S.OUT, S.TRANSFERRED} else None
    begin(
        REVIEW, goes_on, death=row.died_on, known=row.known_on, notified=row.known_on, database_notified=row.database_on,
        finalised=row.finalised_on, out_of_scope=away, **main,
    )  # fmt: skip
    if row.response is Known.YES:
        met = row.met_on if row.met_kind is MeetingKind.JOINT else None
        begin(JOINT, ("last_meeting",) if row.state in RUNNING and not row.met_on else (), death=row.died_on, last_meeting=met)  # fmt: skip
    for kind in row.waits:
        hold_for(death, kind, day_of(at) + LOOK_AGAIN, doer, at)
