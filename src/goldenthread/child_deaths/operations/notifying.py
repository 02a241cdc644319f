"""A child's death is notified: by an account, by the public page, or told to the office; and who the child was is sealed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, time

from django.db import IntegrityError, connection, transaction
from django.db.models import Max

from goldenthread.child_deaths import permissions
from goldenthread.child_deaths.models import Arrangement, Death, KnownName, Notification
from goldenthread.child_deaths.operations.shared import NOT_YOURS, REVIEW, done, locked, report, store
from goldenthread.child_deaths.rules.ages import Age, age_at_death
from goldenthread.child_deaths.rules.intake import days_problem, number_state
from goldenthread.child_deaths.rules.steps import reason_problem
from goldenthread.child_deaths.terms import AgeBand, Channel, DeathState, Event
from goldenthread.core.clock import ENGLAND, day_of
from goldenthread.core.dates import PartialDate
from goldenthread.core.encryption import blind_index, decrypt, encrypt, is_current, rotate
from goldenthread.core.references import new_reference
from goldenthread.history import operations as history
from goldenthread.history.actor import Actor
from goldenthread.history.operations import About
from goldenthread.partnership.models import Group
from goldenthread.pathways import operations as pathways
from goldenthread.records import operations as records
from goldenthread.records.models import Record, Subject
from goldenthread.records.operations import ChangedMeanwhile, Identity, Refused
from goldenthread.records.operations.casework import actor, leads, no_problem, require, tell, written
from goldenthread.records.terms import RecordKind
from goldenthread.records.viewer import Viewer
from goldenthread.thread.models import Source
from goldenthread.thread.terms import SourceKind

TRIES = 5
CHILD = "The child"
"""The pseudonym of the child on the child's own record."""
DECIDED_APART = ("limbs", "number_absent")
"""What is known at the notification and later changed by a decision, or with the child's number."""
NOT_KNOWN_HERE = "No group reviews child deaths here yet. Ring the business unit."


@dataclass(frozen=True, slots=True)
class Who:
    """Who the child was. Every field is sealed and shown to nobody without a reason."""

    name: str = ""
    born: str = ""
    nhs_number: str = ""
    address: str = ""
    others: str = ""
    """Parents, carers, brothers and sisters, and how to reach them."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a death without saying who it was. What is not known yet stays as it comes here."""

    died_on: date
    what: str
    died_at: time | None = None
    born_at: time | None = None
    died_is_believed: bool = False
    sex: str = "unknown"
    ethnicity: str = ""
    gestation_weeks: int | None = None
    birth_weight: int | None = None
    home_area: str = ""
    deprivation: int | None = None
    deprivation_edition: str = ""
    place: str = "unknown"
    event_place: str = "unknown"
    country: str = ""
    care: str = "unknown"
    expected: str = "not_asked"
    sudden: str = "not_asked"
    learning_disability: str = "not_asked"
    autism: str = "not_asked"
    asylum: str = "not_asked"
    limbs: tuple[str, ...] = ()
    number_absent: str = ""
    language: str = ""
    interpreter: str = "not_asked"
    cause: str = ""
    is_registered: bool = False
    coded_cause: str = ""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who notifies. The name and how to reach them are sealed; agency and role are not."""

    agency: str
    role: str
    name: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """One notification as it was given. `agencies` says who knew the child; `more` holds whatever else was asked."""

    facts: Facts
    who: Who
    sender: Sender
    channel: Channel
    agencies: str = ""
    more: Mapping[str, str] = field(default_factory=dict)

    def as_text(self) -> str:
        """Every answer, as it is kept and compared."""
        given = {
            "facts": asdict(self.facts),
            "who": asdict(self.who),
            "agencies": self.agencies,
            "more": dict(self.more),
        }
        return json.dumps(given, default=str, sort_keys=True, ensure_ascii=False)


@transaction.atomic
def arrange(
    *, partnership_id: int, group: Group, seen: int | None, by: Viewer, at: datetime, **said: object
) -> Arrangement:
    """Say which group reviews child deaths, what the public page says, and how small a number may leave. Errors: Refused, ChangedMeanwhile."""
    require(permissions.may_arrange(by, partnership_id), "The business unit says this.")
    require(group.partnership_id == partnership_id, "Choose a group of this partnership.")
    held = Arrangement.objects.select_for_update().filter(pk=partnership_id).first()
    if held is not None and seen is not None and held.version != seen:
        raise ChangedMeanwhile("This page", seen, held.version)
    records.group_circle(group)
    row = held or Arrangement(pk=partnership_id, version=0)
    row.group, row.checked_on, row.version = group, day_of(at), row.version + 1
    for name, value in said.items():
        setattr(row, name, value)
    row.save()
    history.write(
        verb=Event.ARRANGED, sentence=f"Child deaths are reviewed by {group}", by=actor(by), at=at,
        about=About(partnership_id, None, ""),
    )  # fmt: skip
    return row


def _age(facts: Facts | Death, born: str) -> Age | None:
    """The age, where the day of birth is known to the day. Errors: ValueError."""
    held = PartialDate.parse(born) if born else None
    if held is None or held.day is None:
        return None
    return age_at_death(held.first_day, facts.died_on, facts.born_at, facts.died_at)


def age_columns(facts: Facts | Death, born: str) -> dict[str, object]:
    """What a death's row keeps of the age. Errors: Refused."""
    try:
        age = _age(facts, born)
    except ValueError:
        raise Refused("The date of birth comes after the day of death.") from None
    if age is None:
        return {"age_minutes": None, "age_days": None, "age_years": None, "age_band": AgeBand.UNKNOWN.value}
    return {"age_minutes": age.minutes, "age_days": age.days, "age_years": age.years, "age_band": age.band.value}


def _facts(facts: Facts) -> dict[str, object]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(facts).items()}


@transaction.atomic
def notify(
    *, partnership_id: int, notice: Notice, by: Viewer | None, at: datetime, received_at: datetime | None = None
) -> str:
    """Take a notification: whoever sends it needs to know nothing but a day, a place and a sentence. Returns the reference. Errors: Refused.

    The same words sent twice are one notification. The clocks run from the death; the day it came to be known stands beside it.
    """
    before, row = take(partnership_id=partnership_id, notice=notice, by=by, at=at, received_at=received_at)
    if row is None:
        return before
    if by is not None:  # without an account no pathway can be seen: the worker begins the way (operations/looking)
        begin(row, _sender(by), at)
    said = "a child’s death was notified; the national database has to hear within 48 hours of the death"
    people = leads(partnership_id, row.record.group_id, at)
    tell(row.record, people, Event.NOTIFIED, said, _sender(by), at, urgent=True)
    return row.record.reference


def _sender(by: Viewer | None) -> Actor:
    return Actor(by.name, by.person_id) if by else Actor("Somebody without an account", None)


def take(
    *, partnership_id: int, notice: Notice, by: Viewer | None, at: datetime, received_at: datetime | None = None
) -> tuple[str, Death | None]:
    """The reference, and the death as it was written down; None in its place where the very same words came before. Errors: Refused."""
    arrangement = Arrangement.objects.filter(pk=partnership_id).select_related("group").first()
    if arrangement is None or (by is None and not arrangement.is_public):
        raise Refused(NOT_KNOWN_HERE)
    came = received_at or at
    _check(notice, came, at)
    digest = hashlib.sha256(notice.as_text().encode()).hexdigest()
    with connection.cursor() as cursor:
        cursor.execute("select child_deaths_sent_before(%s, %s)", [partnership_id, digest])
        if before := cursor.fetchone()[0]:
            return str(before), None
    record = _received(partnership_id, notice, by, at)
    number = "".join(notice.who.nhs_number.split())
    row = Death.objects.create(
        record=record, partnership_id=partnership_id, state=DeathState.NOTIFIED.value, known_at=came,
        number_doubted=number_state(number) is False, **_facts(notice.facts),
        **age_columns(notice.facts, notice.who.born),
    )  # fmt: skip
    Source.objects.create(
        record=record, partnership_id=partnership_id, kind=SourceKind.CHILD_DEATH_REVIEW.value, summary="", children=1
    )
    seal(Subject(record=record, pseudonym=CHILD), notice.who).save()
    _keep(row, notice, by, came, digest, at)
    written(record, Event.NOTIFIED, f"Notified by {notice.sender.agency}, {notice.sender.role}", _sender(by), at)
    return record.reference, row


def _check(notice: Notice, came: datetime, at: datetime) -> None:
    require(bool(notice.sender.agency.strip()), "Say which agency you write for.")
    require(bool(notice.sender.role.strip()), "Say in which role you write.")
    require(bool(notice.who.name.strip()), "Give the child’s name; “Baby of” and the mother’s name will do.")
    no_problem(reason_problem(notice.facts.what) and "Say in a sentence or more what is known, without names.")
    born = PartialDate.parse(notice.who.born).first_day if notice.who.born else None
    no_problem(days_problem(born=born, died=notice.facts.died_on, today=day_of(at)))
    require(came <= at, "It cannot have come at a time to come.")
    require(day_of(came) >= notice.facts.died_on, "It cannot have been notified before the day of death.")


def _received(partnership_id: int, notice: Notice, by: Viewer | None, at: datetime) -> Record:
    """The record in the circle of the group that reviews child deaths, in which its sender need not sit."""
    month = notice.facts.died_on.replace(day=1)
    for _ in range(TRIES):
        reference = new_reference(RecordKind.DEATH.prefix)
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(
                    "select child_deaths_receive(%s::bigint, %s, %s, %s, %s, %s, %s, %s)",
                    [
                        by.person_id if by else None, reference, partnership_id, f"Child {reference[3:]}",
                        month.strftime("%Y-%m"), month, at, day_of(at),
                    ],
                )  # fmt: skip
                return Record.objects.get(pk=cursor.fetchone()[0])
        except IntegrityError:
            continue
    raise Refused("No free reference was found. Try again.")


def _keep(row: Death, notice: Notice, by: Viewer | None, came: datetime, digest: str, at: datetime) -> Notification:
    sender = {"name": notice.sender.name, "email": notice.sender.email, "phone": notice.sender.phone}
    last = Notification.objects.filter(death=row).aggregate(most=Max("number"))["most"] or 0
    return Notification.objects.create(
        death=row, number=last + 1, channel=notice.channel.value, received_at=came, agency=notice.sender.agency.strip(),
        role=notice.sender.role.strip(), person_id=by.person_id if by else None,
        sender_sealed=encrypt(json.dumps(sender, ensure_ascii=False)), original_sealed=encrypt(notice.as_text()),
        original_digest=digest, said_died_on=notice.facts.died_on, made_at=at,
    )  # fmt: skip


def begin(row: Death, by: Actor, at: datetime) -> None:
    """The review's way, from the hour of the death, whenever it is written down."""
    known = row.known_at.astimezone(ENGLAND)
    events = {
        "death": (PartialDate.of(row.died_on), row.died_at),
        "known": (PartialDate.of(known.date()), known.time().replace(second=0, microsecond=0)),
    }
    pathways.start(record=row.record, pathway=REVIEW, by=by, at=at, events=events)
    report(row, "notified", known.date(), by, at, known.time().replace(second=0, microsecond=0))


def seal(subject: Subject, who: Who) -> Subject:
    """Seal who the child was on their subject, which is then saved. Only what was given is sealed anew: an empty field leaves what is there."""
    number = "".join(who.nhs_number.split())
    for column, text in (
        ("name_sealed", who.name.strip()), ("born_sealed", who.born), ("nhs_number_sealed", number),
        ("address_sealed", _reach(who)),
    ):  # fmt: skip
        if text:
            setattr(subject, column, encrypt(text))
    for column, text in (("nhs_number_index", number), ("name_index", who.name), ("born_index", who.born)):
        if text.strip():
            setattr(subject, column, blind_index(text))
    return subject


def _reach(who: Who) -> str:
    return "\n".join(text.strip() for text in (who.address, who.others) if text.strip())


@transaction.atomic
def notify_again(*, death_id: int, notice: Notice, by: Viewer, at: datetime, seen: int | None = None) -> Notification:
    """Another notification of a death that is known: kept as it came, beside the first. Errors: Refused, ChangedMeanwhile."""
    row = locked(death_id, "edit", by, seen)
    _check(notice, at, at)
    digest = hashlib.sha256(notice.as_text().encode()).hexdigest()
    held = Notification.objects.filter(death=row, original_digest=digest).first()
    if held is not None:
        return held
    made = _keep(row, notice, by, at, digest, at)
    done(row, Event.AGAIN, f"Notified again by {notice.sender.agency.strip()}", by, at)
    return made


@transaction.atomic
def edit(*, death_id: int, seen: int | None, facts: Facts, by: Viewer, at: datetime) -> Death:
    """Change what is known; age and clocks follow, and what stood before stays in the history. Errors: Refused, ChangedMeanwhile."""
    row = locked(death_id, "edit", by, seen)
    subject = Subject.objects.get(record=row.record, pseudonym=CHILD)
    born = decrypt(subject.born_sealed)
    no_problem(reason_problem(facts.what) and "Say in a sentence or more what is known, without names.")
    no_problem(
        days_problem(born=PartialDate.parse(born).first_day if born else None, died=facts.died_on, today=day_of(at))
    )
    require(
        facts.deprivation is None or bool(facts.deprivation_edition.strip()),
        "Say of which edition the fifth of deprivation is, such as 2025.",
    )
    before = (row.died_on, row.died_at)
    month = facts.died_on.replace(day=1)
    records.touch(row.record, happened=month.strftime("%Y-%m"), happened_on=month)
    kept = {name: value for name, value in _facts(facts).items() if name not in DECIDED_APART}
    # an age that came without a birth stays
    store(row, **kept, **(age_columns(facts, born) if born else {}))
    written(row.record, Event.CHANGED, "What is known was changed", by, at)
    if before != (facts.died_on, facts.died_at):
        report(row, "death", facts.died_on, by, at, facts.died_at)
    return row


@transaction.atomic
def put_child(*, death_id: int, seen: int | None, who: Who, by: Viewer, at: datetime, absent: str = "") -> Subject:
    """Say who the child was, or more of it; what is left empty stays as it is. The age follows. Errors: Refused, ChangedMeanwhile."""
    row = locked(death_id, "child", by, seen)
    subject = Subject.objects.select_for_update().get(record=row.record, pseudonym=CHILD)
    born = who.born or decrypt(subject.born_sealed)
    columns = age_columns(row, born) if born else {}
    if who.name.strip() and subject.name_sealed and blind_index(who.name) != subject.name_index:
        _alias(row, decrypt(subject.name_sealed), "As it was written down before", at)
    seal(subject, who).save()
    number = "".join(who.nhs_number.split())
    held = bool(subject.nhs_number_sealed)
    store(
        row, **columns, number_absent="" if held else absent or row.number_absent,
        number_doubted=number_state(number) is False if number else row.number_doubted,
    )  # fmt: skip
    written(row.record, Event.CHANGED, "Who the child was was written down or changed", by, at)
    return subject


def _alias(row: Death, name: str, why: str, at: datetime, number: str = "", used: bool = False) -> KnownName:
    digits = "".join(number.split())
    return KnownName.objects.create(
        death=row, name_sealed=encrypt(name.strip()), name_index=blind_index(name), why=why.strip(), used=used,
        number_sealed=encrypt(digits) if digits else "", number_index=blind_index(digits) if digits else "",
        on=day_of(at), made_at=at,
    )  # fmt: skip


@transaction.atomic
def add_name(
    *, death_id: int, name: str, why: str, by: Viewer, at: datetime, number: str = "", used: bool = False,
    seen: int | None = None,
) -> KnownName:  # fmt: skip
    """Another name the child had, or an earlier NHS number: sealed, kept and found. Errors: Refused, ChangedMeanwhile."""
    row = locked(death_id, "name", by, seen)
    require(bool(name.strip()), "Give the name.")
    require(bool(why.strip()), "Say what kind of name it is.")
    if used:
        KnownName.objects.filter(death=row, used=True).update(used=False)
    made = _alias(row, name, why, at, number, used)
    done(row, Event.NAME, f"A name was added: {why.strip()}", by, at)
    return made


@transaction.atomic
def show_child(*, death_id: int, why: str, by: Viewer, at: datetime) -> tuple[Identity, list[tuple[str, str, bool]]]:
    """Who the child was, with every name, once it is written down who asked and why. Errors: Refused."""
    row = locked(death_id, "child", by)
    require(permissions.may_see_identity(by, row.partnership_id, row.record.group_id), NOT_YOURS)
    require(bool(why.strip()), "Say why you need to know who this is.")
    subject = Subject.objects.get(record=row.record, pseudonym=CHILD)
    subject.record = row.record
    names = [
        (decrypt(each.name_sealed), each.why, each.used) for each in KnownName.objects.filter(death=row).order_by("pk")
    ]
    return records.show_subject(subject=subject, by=actor(by), at=at, why=why.strip()), names


@transaction.atomic
def show_notification(
    *, notification_id: int, why: str, by: Viewer, at: datetime
) -> tuple[dict[str, str], dict[str, object]]:
    """One notification as it came, with its sender, once it is written down who asked and why. Errors: Refused."""
    held = Notification.objects.get(pk=notification_id)
    row = locked(held.death_id, "child", by)
    require(bool(why.strip()), "Say why you need to read it as it came.")
    written(row.record, Event.CHANGED, f"Notification {held.number} was read as it came: {why.strip()}", by, at)
    return json.loads(decrypt(held.sender_sealed)), json.loads(decrypt(held.original_sealed))


def rotate_sealed() -> int:
    """Take every sealed field of the room to the newest key; returns how many rows had one. Errors: core.encryption.Undecipherable."""
    turned = 0
    for model, columns in (
        (Notification, ("sender_sealed", "original_sealed")),
        (KnownName, ("name_sealed", "number_sealed")),
    ):
        for each in model.objects.select_for_update().order_by("pk").iterator(chunk_size=500):  # type: ignore[attr-defined]
            held = {column: getattr(each, column) for column in columns}
            held = {column: token for column, token in held.items() if token and not is_current(token)}
            for column, token in held.items():
                setattr(each, column, rotate(token))
            if held:
                each.save(update_fields=list(held))
                turned += 1
    return turned
