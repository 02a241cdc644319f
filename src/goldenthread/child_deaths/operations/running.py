"""What runs beside a review, what agencies say, the review meeting, and readiness for the panel."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from goldenthread.child_deaths.models import Claim, Death, Deferral, Disclosure, ReviewMeeting, Track, TrackResult
from goldenthread.child_deaths.operations.shared import (
    JOINT,
    REVIEW,
    done,
    filled,
    follows,
    locked,
    past,
    report,
    settle,
    store,
    tell_leads,
)
from goldenthread.child_deaths.queries import answer_said
from goldenthread.child_deaths.rules import saying
from goldenthread.child_deaths.rules.intake import Waiting, missing
from goldenthread.child_deaths.rules.steps import reason_problem
from goldenthread.child_deaths.terms import DeathState, Event, MeetingKind, TrackKind
from goldenthread.core.clock import day_of
from goldenthread.history.actor import Actor
from goldenthread.meetings.models import Meeting
from goldenthread.pathways import operations as pathways
from goldenthread.pathways.models import Hold
from goldenthread.records.operations import Refused
from goldenthread.records.operations.casework import actor, no_problem, require
from goldenthread.records.viewer import Viewer
from goldenthread.returns import operations as returns
from goldenthread.returns.models import Questionnaire, QuestionnaireVersion, Request, Return
from goldenthread.returns.operations import Recipient, RequestDraft
from goldenthread.returns.terms import ReturnState

AFTER_MEETING = ("ready", "panel")
"""Stages of the review that wait while the panel waits for something beside it."""
NARROW = "Only the business unit and the chair read that answer. Write down what others may know."
ANSWERED = (ReturnState.RETURNED, ReturnState.NIL, ReturnState.REFUSED)


@transaction.atomic
def begin_track(
    *, death_id: int, kind: TrackKind, who: str, note: str, began_on: date, by: Viewer, at: datetime,
    agreed_on: date | None = None, holds: bool = False, look_again_on: date | None = None, keeps_papers: bool = False,
    seen: int | None = None,
) -> Track:  # fmt: skip
    """Something runs beside the review. Where the panel waits for it, the stages before the panel are held until a day to look again. Errors: Refused, ChangedMeanwhile."""
    row = locked(death_id, "track", by, seen)
    filled(who, "Say which body leads it.")
    past(began_on, at)
    _holding(holds, look_again_on, at)
    made = Track.objects.create(
        death=row, kind=kind.value, who=who.strip(), note=note.strip(), began_on=began_on, agreed_on=agreed_on,
        holds=holds, look_again_on=look_again_on if holds else None, keeps_papers=keeps_papers, made_at=at,
    )  # fmt: skip
    if holds:
        hold_for(row, kind, look_again_on, by, at)
    done(row, Event.TRACK, f"Runs beside it: {kind.label.lower()}", by, at)
    return made


def _holding(holds: bool, look_again_on: date | None, at: datetime) -> None:
    if holds:
        require(look_again_on is not None, "Say on which day it is looked at again.")
        require(look_again_on is None or look_again_on > day_of(at), "The day to look again lies ahead.")


def hold_for(row: Death, kind: TrackKind, look_again_on: date | None, by: Viewer | Actor, at: datetime) -> None:
    """The stages before the panel wait for it, until a day to look again."""
    assert look_again_on is not None
    if follows(row, REVIEW):
        pathways.hold(
            record=row.record, pathway=REVIEW, reason=_reason(kind), starts_on=day_of(at), review_on=look_again_on,
            stages=AFTER_MEETING, by=actor(by), at=at,
        )  # fmt: skip


def _reason(kind: TrackKind) -> str:
    return f"The panel waits for: {kind.label.lower()}"


def _lift(row: Death, kind: TrackKind, why: str, by: Viewer, at: datetime) -> None:
    """End the hold of one track, where no other of its kind keeps it."""
    if Track.objects.filter(death=row, kind=kind.value, holds=True, ended_on__isnull=True).exists():
        return
    held = Hold.objects.filter(
        course__record=row.record, course__pathway__key=REVIEW, reason=_reason(kind), lift__isnull=True
    )
    for each in held:
        pathways.lift(
            record=row.record, pathway=REVIEW, hold_id=each.pk, lifted_on=day_of(at), reason=why, by=actor(by), at=at
        )


@transaction.atomic
def change_track(
    *, track_id: int, note: str, by: Viewer, at: datetime, agreed_on: date | None, holds: bool,
    look_again_on: date | None, keeps_papers: bool, seen: int | None = None,
) -> Track:  # fmt: skip
    """What is known of it now: a new day agreed, the panel waits or waits no longer, papers kept or free. Errors: Refused, ChangedMeanwhile."""
    made = Track.objects.get(pk=track_id)
    row = locked(made.death_id, "track_edit", by, seen)
    require(made.ended_on is None, "It has ended already.")
    if holds and look_again_on != made.look_again_on:
        _holding(holds, look_again_on, at)
    before, kind = made.holds, TrackKind(made.kind)
    made.note, made.agreed_on, made.holds, made.keeps_papers = note.strip(), agreed_on, holds, keeps_papers
    made.look_again_on = look_again_on if holds else None
    made.save(update_fields=["note", "agreed_on", "holds", "keeps_papers", "look_again_on"])
    if holds and not before:
        hold_for(row, kind, look_again_on, by, at)
    elif before and not holds:
        _lift(row, kind, "The panel does not wait for it any longer.", by, at)
    done(row, Event.TRACK, f"Changed: {kind.label.lower()}", by, at)
    return made


@transaction.atomic
def end_track(*, track_id: int, outcome: str, on: date, by: Viewer, at: datetime, seen: int | None = None) -> Track:
    """It has ended: what it found, and the panel waits for it no longer. After a conclusion it may be a reason to open the review again. Errors: Refused, ChangedMeanwhile."""
    made = Track.objects.get(pk=track_id)
    row = locked(made.death_id, "track_ends", by, seen)
    require(made.ended_on is None, "It has ended already.")
    filled(outcome, "Say how it ended.")
    require(made.began_on <= on <= day_of(at), "It ended between its beginning and today.")
    made.ended_on, made.outcome, made.holds, made.look_again_on = on, outcome.strip(), False, None
    made.save(update_fields=["ended_on", "outcome", "holds", "look_again_on"])
    kind = TrackKind(made.kind)
    _lift(row, kind, f"It has ended, and was found: {outcome.strip()}", by, at)
    done(row, Event.TRACK, f"Ended: {kind.label.lower()}", by, at)
    if row.state in {DeathState.REVIEWED.value, DeathState.CLOSED.value}:
        tell_leads(
            row, Event.TRACK, "something that ran beside it ended after the panel: does the panel look again?", by, at
        )
    return made


@transaction.atomic
def add_result(
    *,
    track_id: int,
    name: str,
    says: str,
    came_on: date,
    narrow: bool,
    by: Viewer,
    at: datetime,
    seen: int | None = None,
) -> TrackResult:
    """A piece of result: preliminary cause, histology, genetics, a report to prevent future deaths. Errors: Refused, ChangedMeanwhile."""
    track = Track.objects.get(pk=track_id)
    row = locked(track.death_id, "result", by, seen)
    filled(name, "Say what kind of result it is.")
    filled(says, "Say what it says.")
    require(track.began_on <= came_on <= day_of(at), "It came between the beginning and today.")
    made = TrackResult.objects.create(
        death=row, track=track, name=name.strip(), says=says.strip(), came_on=came_on, narrow=narrow, made_at=at
    )
    done(row, Event.RESULT, f"A result came: {name.strip().lower()}", by, at)
    if row.state in {DeathState.REVIEWED.value, DeathState.CLOSED.value}:
        tell_leads(row, Event.RESULT, "a result came after the panel: does the panel look again?", by, at)
    return made


@transaction.atomic
def ask_agencies(
    *, death_id: int, questionnaire: str, organisations: Sequence[int], due_on: date, title: str, message: str, by: Viewer,
    at: datetime, seen: int | None = None,
) -> Request:  # fmt: skip
    """Write a request for a form to the agencies that knew the child, with the statutory basis; it is sent from its own page. Errors: Refused, ChangedMeanwhile."""
    row = locked(death_id, "ask", by, seen)
    require(bool(organisations), "Choose at least one agency.")
    group = row.record.group
    assert group is not None
    draft = RequestDraft(
        version_id=_version(row, questionnaire, by, at).pk, title=title, message=message, due_on=due_on, about=row.record,
        statutory_basis="Children Act 2004, section 16N", sign_off=False,
    )  # fmt: skip
    made = returns.make_request(
        group=group, draft=draft, by=by, at=at, recipients=[Recipient(pk) for pk in organisations]
    )
    done(row, Event.ASKED, f"A request to {len(organisations)} agencies was written: {made.record.reference}", by, at)
    return made


def _version(row: Death, key: str, by: Viewer, at: datetime) -> QuestionnaireVersion:
    """The newest published edition of a form, taken into the partnership where it is not there yet."""
    held = Questionnaire.objects.filter(partnership=row.partnership_id, shipped_key=key).first()
    if held is None:
        held = returns.take_shipped(partnership_id=row.partnership_id, key=key, by=by, at=at)
    found = (
        QuestionnaireVersion.objects.filter(questionnaire=held, published_at__isnull=False).order_by("-number").first()
    )
    if found is None:
        raise Refused("That form is not published yet: publish it under Questionnaires.")
    return found


def catch_up(row: Death, by: Viewer | Actor, at: datetime) -> None:
    """What happened in the requests to agencies meanwhile: when they went out, and when the last form came in."""
    held = list(
        Return.objects.filter(request__about=row.record)
        .exclude(state__in=[ReturnState.DRAFT.value, ReturnState.WITHDRAWN.value])
        .values_list("state", "sent_at", "answered_at")
    )
    sent = [out for _, out, _ in held if out is not None]
    if not sent:
        return
    report(row, "asked", day_of(min(sent)), by, at)
    back = [answered for state, _, answered in held if ReturnState(state) in ANSWERED and answered is not None]
    if len(back) == len(held):
        report(row, "forms", day_of(max(back)), by, at)


@transaction.atomic
def record_step(*, death_id: int, stage: str, on: date, by: Viewer, at: datetime, seen: int | None = None) -> Death:
    """Record a stage of the review’s way that no row of its own stands for. Errors: Refused, ChangedMeanwhile."""
    row = locked(death_id, "step", by, seen)
    past(on, at)
    require(on >= row.died_on, "It cannot have been before the death.")
    report(row, stage, on, by, at)
    done(row, Event.CHANGED, "A step of its way was recorded", by, at)
    return row


@transaction.atomic
def claim(
    *, death_id: int, about: str, says: str, source: str, by: Viewer, at: datetime, seen: int | None = None
) -> Claim:
    """What one agency says of one fact, beside what others say. Errors: Refused, ChangedMeanwhile."""
    row = locked(death_id, "claim", by, seen)
    filled(about, "Say what it is about, such as: time found.")
    filled(says, "Say what is said.")
    filled(source, "Say who says so.")
    made = Claim.objects.create(
        death=row, about=" ".join(about.split()), says=says.strip(), source=source.strip(), made_at=at
    )
    done(row, Event.CLAIM, f"Said by {source.strip()}: {made.about.lower()}", by, at)
    return made


@transaction.atomic
def take_claim(
    *, death_id: int, return_reference: str, question: str, by: Viewer, at: datetime, excerpt: str = "", seen: int | None = None
) -> Claim:  # fmt: skip
    """Take an agency's answer as a claim, in its own words; `excerpt` is what is left of one that is long. Errors: Refused, NotVisible, ChangedMeanwhile.

    An answer that the business unit and the chair read alone is not taken: claims are read by everyone who sees the death.
    """
    row = locked(death_id, "claim", by, seen)
    said = answer_said(by, row, return_reference, question)
    require(not said.narrow, NARROW)
    words, source = excerpt or said.words, str(said.row.organisation)
    no_problem(saying.excerpt_problem(said.words, words))
    subject = saying.about(said.question.text)
    require(
        not Claim.objects.filter(death=row, about=subject, source=source, says=words.strip()).exists(),
        "That stands among what is said already.",
    )
    made = Claim.objects.create(death=row, about=subject, says=words.strip(), source=source, made_at=at)
    done(row, Event.CLAIM, f"Taken from {return_reference}, of {source}: {subject}", by, at)
    return made


@transaction.atomic
def accept(*, claim_id: int, why: str, on: date, by: Viewer, at: datetime, seen: int | None = None) -> Claim:
    """Of claims that differ the panel accepts one, with the reason; the others stay to be read. Errors: Refused, ChangedMeanwhile."""
    made = Claim.objects.get(pk=claim_id)
    row = locked(made.death_id, "accept", by, seen)
    filled(why, "Say why this one.")
    past(on, at)
    for other in Claim.objects.filter(death=row, about=made.about, is_accepted=True):
        other.is_accepted, other.accepted_why, other.accepted_on = False, "", None
        other.save(update_fields=["is_accepted", "accepted_why", "accepted_on"])
    made.is_accepted, made.accepted_why, made.accepted_on = True, why.strip(), on
    made.save(update_fields=["is_accepted", "accepted_why", "accepted_on"])
    done(row, Event.CLAIM, f"Accepted of what is said: {made.about.lower()}", by, at)
    return made


@transaction.atomic
def hold_meeting(
    *, death_id: int, kind: MeetingKind, convened_by: str, on: date, present: str, said: str, by: Viewer, at: datetime,
    family_questions: str = "", feedback: str = "", papers_missing: str = "", seen: int | None = None,
) -> ReviewMeeting:  # fmt: skip
    """Record the review meeting, or what stands for it. A death may have more than one. Errors: Refused, ChangedMeanwhile."""
    row = locked(death_id, "met", by, seen)
    filled(convened_by, "Say which organisation convened it.")
    filled(present, "Say who took part, by role and agency.")
    no_problem(reason_problem(said) and "Say in a sentence or more what was concluded.")
    past(on, at)
    require(on >= row.died_on, "It cannot have been before the death.")
    made = ReviewMeeting.objects.create(
        death=row, kind=kind.value, convened_by=convened_by.strip(), on=on, present=present.strip(), said=said.strip(),
        family_questions=family_questions.strip(), feedback=feedback.strip(), papers_missing=papers_missing.strip(),
        made_at=at,
    )  # fmt: skip
    if row.state == DeathState.GATHERING.value:
        store(row, state=DeathState.MET.value)
    catch_up(row, by, at)
    report(row, "meeting", on, by, at)
    settle(row, "meeting", "The review meeting was held without it.", by, at)
    if kind is MeetingKind.JOINT and follows(row, JOINT):
        report(row, "last_meeting", on, by, at)
    done(row, Event.MET, f"Review meeting: {kind.label.lower()}", by, at)
    return made


def waiting_of(row: Death) -> Waiting:
    """What a death's readiness for a panel rests on. Three queries."""
    tracks = Track.objects.filter(death=row, holds=True, ended_on__isnull=True).order_by("pk")
    out = Return.objects.filter(request__about=row.record).exclude(
        state__in=[state.value for state in (*ANSWERED, ReturnState.DRAFT, ReturnState.WITHDRAWN)]
    )
    return Waiting(
        has_met=ReviewMeeting.objects.filter(death=row).exists(),
        is_open=row.state in {DeathState.GATHERING.value, DeathState.MET.value, DeathState.READY.value},
        holding=tuple(TrackKind(each.kind).label for each in tracks), returns_open=out.count(), theme=row.theme,
    )  # fmt: skip


@transaction.atomic
def make_ready(
    *, death_id: int, on: date, without_why: str, by: Viewer, at: datetime, seen: int | None = None
) -> Death:
    """Say that the panel can take it. What is missing is named, and it takes a reason to go without. Errors: Refused, ChangedMeanwhile."""
    row = locked(death_id, "ready", by, seen)
    past(on, at)
    catch_up(row, by, at)
    lacks = missing(waiting_of(row))
    if lacks and reason_problem(without_why):
        raise Refused(f"{'. '.join(lacks)}. To go on without, give the reason in a sentence.")
    store(row, state=DeathState.READY.value)
    report(row, "ready", on, by, at)
    settle(row, "ready", "It goes to the panel without it.", by, at)
    done(
        row,
        Event.READY,
        "Ready for the panel" + (f", without all of it: {without_why.strip()}" if lacks else ""),
        by,
        at,
    )
    return row


@transaction.atomic
def not_ready(*, death_id: int, why: str, by: Viewer, at: datetime, seen: int | None = None) -> Death:
    """Not ready after all. Errors: Refused, ChangedMeanwhile."""
    row = locked(death_id, "not_ready", by, seen)
    no_problem(reason_problem(why))
    store(row, state=DeathState.MET.value, meeting=None)
    done(row, Event.READY, f"Not ready after all: {why.strip()}", by, at)
    return row


@transaction.atomic
def put_to_panel(
    *, death_id: int, meeting: Meeting | None, theme: str, by: Viewer, at: datetime, seen: int | None = None
) -> Death:
    """Put it to a meeting of the panel, or among those that wait for a themed one. Errors: Refused, ChangedMeanwhile."""
    row = locked(death_id, "put", by, seen)
    require(meeting is None or row.state == DeathState.READY.value, "It is not ready for the panel yet.")
    require(meeting is None or meeting.partnership_id == row.partnership_id, "Choose a meeting of this partnership.")
    store(row, meeting=meeting, theme=" ".join(theme.split()))
    where = (
        f"Put to {meeting.record.reference}"
        if meeting
        else f"Waits for the themed panel on {row.theme}"
        if row.theme
        else "Put to no panel"
    )
    done(row, Event.READY, where, by, at)
    return row


@transaction.atomic
def defer(
    *, death_id: int, on: date, why: str, until: str, by: Viewer, at: datetime, seen: int | None = None
) -> Deferral:
    """The panel put it off: when, why, and what has to come first. Errors: Refused, ChangedMeanwhile."""
    row = locked(death_id, "defer", by, seen)
    no_problem(reason_problem(why))
    past(on, at)
    made = Deferral.objects.create(death=row, on=on, why=why.strip(), until=until.strip(), made_at=at)
    store(row, state=DeathState.MET.value, meeting=None)
    done(row, Event.DEFERRED, f"Put off by the panel: {why.strip()}", by, at)
    tell_leads(row, Event.DEFERRED, "the panel put it off", by, at)
    return made


@transaction.atomic
def disclose(
    *, death_id: int, asker: str, asked_on: date, asked_for: str, decided: str, why: str, by_role: str, on: date, by: Viewer,
    at: datetime, seen: int | None = None,
) -> Disclosure:  # fmt: skip
    """Who asked to see what, and what was decided: a parent, a professional, a court. Errors: Refused, ChangedMeanwhile."""
    row = locked(death_id, "disclose", by, seen)
    for text, sentence in (
        (asker, "Say who asked, by role or relation."), (asked_for, "Say what was asked for."),
        (decided, "Say what was decided."), (by_role, "Say in which role it was decided."),
    ):  # fmt: skip
        filled(text, sentence)
    no_problem(reason_problem(why))
    require(asked_on <= on <= day_of(at), "It was decided between the asking and today.")
    made = Disclosure.objects.create(
        death=row, asker=asker.strip(), asked_on=asked_on, asked_for=asked_for.strip(), decided=decided.strip(),
        why=why.strip(), by_role=by_role.strip(), on=on, made_at=at,
    )  # fmt: skip
    done(row, Event.DISCLOSED, f"Disclosure decided: {decided.strip()}", by, at)
    return made
