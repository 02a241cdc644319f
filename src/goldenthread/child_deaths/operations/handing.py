"""Hand-over to the national database: files behind one adapter, what was sent, and what came back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from goldenthread.child_deaths.models import Analysis, Death, Factor, Handover, Recommendation
from goldenthread.child_deaths.operations.notifying import CHILD
from goldenthread.child_deaths.operations.shared import done, filled, locked, report, store
from goldenthread.child_deaths.rules import handover as rules
from goldenthread.child_deaths.terms import Event, HandoverState, Standing, Stream
from goldenthread.core.clock import ENGLAND
from goldenthread.core.encryption import decrypt
from goldenthread.records.models import Subject
from goldenthread.records.operations import Refused
from goldenthread.records.operations.casework import no_problem, require
from goldenthread.records.viewer import Viewer
from goldenthread.returns.models import Return

NOTIFIED = (
    "died_on", "died_at", "born_at", "sex", "ethnicity", "gestation_weeks", "birth_weight", "home_area", "place", "event_place",
    "country", "care", "expected", "limbs", "what", "cause", "language", "interpreter",
)  # fmt: skip
ANALYSED = (
    "summary", "cause", "primary", "secondary", "sudden_explained", "modifiable", "differs", "coroner_differs", "process",
    "panel_on", "panel_name", "is_themed",
)  # fmt: skip


def answers_of(row: Death, stream: Stream) -> dict[str, Any] | None:
    """What is known for a stream; None where nothing is due. Opens sealed fields: for the hand-over alone."""
    if stream is Stream.NOTIFICATION:
        subject = Subject.objects.get(record_id=row.pk, pseudonym=CHILD)
        number = decrypt(subject.nhs_number_sealed)
        who = {
            "name": decrypt(subject.name_sealed),
            "born_on": decrypt(subject.born_sealed),
            "address": decrypt(subject.address_sealed),
        }
        return who | rules.number_for(number, row.number_absent) | {name: getattr(row, name) for name in NOTIFIED}
    if stream is Stream.REPORTING:
        held = list(
            Return.objects.filter(request__about=row.pk, answered_at__isnull=False).order_by("pk")
            .values_list("record__reference", "state", "answered_at")
        )  # fmt: skip
        return {"forms": [[reference, state, str(at)] for reference, state, at in held]} if held else None
    found = Analysis.objects.filter(death=row, standing=Standing.FINAL.value).order_by("-number").first()
    if found is None:
        return None
    factors = Factor.objects.filter(analysis=found).order_by("domain", "name")
    wanted = Recommendation.objects.filter(death=row).order_by("pk")
    return {name: getattr(found, name) for name in ANALYSED} | {
        "factors": [[each.domain, each.name, each.relevance, each.modifiable] for each in factors],
        "recommendations": [[each.words, each.addressee, each.level] for each in wanted],
    }


@transaction.atomic
def make_handover(
    *, death_id: int, stream: Stream, is_demonstration: bool, by: Viewer, at: datetime, seen: int | None = None
) -> tuple[Handover, dict[str, Any]]:
    """Make the file of a stream as things stand. Nothing is kept of it but a digest. Errors: Refused, ChangedMeanwhile."""
    row = locked(death_id, "hand", by, seen)
    answers = answers_of(row, stream)
    if answers is None:
        raise Refused("There is nothing of this to hand over yet.")
    no_problem(rules.problem(answers_of_number(row), is_demonstration=is_demonstration))
    digest = rules.digest_of(answers)
    last = Handover.objects.filter(death=row, stream=stream.value).order_by("-number").first()
    if (
        last is not None
        and last.digest == digest
        and last.state in {HandoverState.MADE.value, HandoverState.SENT.value, HandoverState.TAKEN.value}
    ):
        return last, rules.body(stream, answers, row.record.reference, last.number)
    most = Handover.objects.filter(death=row, stream=stream.value).aggregate(most=Max("number"))["most"] or 0
    made = Handover.objects.create(
        death=row, stream=stream.value, number=most + 1, state=HandoverState.MADE.value, digest=digest,
        of_version=row.record.version, made_at=at,
    )  # fmt: skip
    done(row, Event.HANDED, f"Made for the national database: {stream.label.lower()}", by, at)
    return made, rules.body(stream, answers, row.record.reference, made.number)


def answers_of_number(row: Death) -> str:
    """The child's NHS number in the clear, for the guard alone."""
    return decrypt(Subject.objects.get(record_id=row.pk, pseudonym=CHILD).nhs_number_sealed)


@transaction.atomic
def record_sent(*, handover_id: int, sent_at: datetime, by: Viewer, at: datetime, seen: int | None = None) -> Handover:
    """Record that it was sent or keyed in. The clock of 48 hours ends with it. Errors: Refused, ChangedMeanwhile."""
    made = Handover.objects.get(pk=handover_id)
    row = locked(made.death_id, "hand", by, seen)
    require(made.state == HandoverState.MADE.value, "It was sent already.")
    require(sent_at <= at, "It cannot have been sent at a time to come.")
    made.state, made.sent_at = HandoverState.SENT.value, sent_at
    made.save(update_fields=["state", "sent_at"])
    if made.stream == Stream.NOTIFICATION.value and made.number == 1:
        local = sent_at.astimezone(ENGLAND)
        report(row, "database_notified", local.date(), by, at, local.time().replace(second=0, microsecond=0))
    done(row, Event.HANDED, f"Sent to the national database: {Stream(made.stream).label.lower()}", by, at)
    return made


@transaction.atomic
def record_answer(
    *,
    handover_id: int,
    is_taken: bool,
    reference: str,
    why: str,
    on: Any,
    by: Viewer,
    at: datetime,
    seen: int | None = None,
) -> Handover:
    """Record what the database said: taken under its reference, or refused with the reason. A finalised analysis counts in the year. Errors: Refused, ChangedMeanwhile."""
    made = Handover.objects.get(pk=handover_id)
    row = locked(made.death_id, "hand", by, seen)
    require(made.state == HandoverState.SENT.value, "Record first that it was sent.")
    require(
        made.sent_at is None or made.sent_at.astimezone(ENGLAND).date() <= on <= at.astimezone(ENGLAND).date(),
        "It answered between the sending and today.",
    )
    if is_taken:
        made.state, made.reference, made.taken_on = HandoverState.TAKEN.value, reference.strip(), on
    else:
        made.state, made.refused_why = HandoverState.REFUSED.value, filled(why, "Say why it was refused.")
    made.save(update_fields=["state", "reference", "taken_on", "refused_why"])
    if is_taken and made.stream == Stream.ANALYSIS.value:
        store(row, finalised_on=on)
        report(row, "finalised", on, by, at)
    done(
        row,
        Event.HANDED,
        f"The national database {'has it' if is_taken else 'refused it'}: {Stream(made.stream).label.lower()}",
        by,
        at,
    )
    return made
