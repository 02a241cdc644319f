"""Writes of the partners' tier. Each is refused with a sentence, and written into history."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from goldenthread.design.format import period
from goldenthread.history import operations as history
from goldenthread.history.actor import Actor
from goldenthread.messages import operations as messages
from goldenthread.oversight import permissions
from goldenthread.oversight.models import (
    Challenge,
    Engagement,
    Followed,
    Highlight,
    Note,
    PlannedMatter,
    Risk,
    RiskAction,
    RiskReview,
)
from goldenthread.oversight.page import pages_of
from goldenthread.oversight.queries import drafted
from goldenthread.oversight.rules import PART_MOST, rating, review_problem
from goldenthread.oversight.terms import (
    ChallengeKind,
    ChallengeState,
    Event,
    HighlightState,
    NewSector,
    PlanState,
    Reach,
    RiskState,
)
from goldenthread.partnership.models import Group, Partnership, Post
from goldenthread.partnership.queries import current
from goldenthread.records import operations as records
from goldenthread.records.models import Record
from goldenthread.records.operations import Refused
from goldenthread.records.terms import RecordKind
from goldenthread.records.viewer import Viewer
from goldenthread.thread.models import Action

NOT_YOURS = "The business unit and the group’s chair write this."
OVERSEERS_ONLY = "The business unit, the safeguarding partners and the scrutineer write this."
PARTS = ("achieved", "late", "risks", "asks")


def actor(by: Viewer) -> Actor:
    """The viewer as the doer of an operation."""
    return Actor(by.name, by.person_id)


def require(is_allowed: bool, sentence: str) -> None:
    """Refuse with the sentence unless allowed. Errors: Refused."""
    if not is_allowed:
        raise Refused(sentence)


def _written(record: Record, verb: Event, sentence: str, by: Viewer, at: datetime) -> None:
    history.write(verb=verb, sentence=sentence, by=actor(by), at=at, about=records.about(record))


def _record(kind: RecordKind, group: Group, title: str, on: date, at: datetime, shared: bool = False) -> Record:
    return records.make_record(
        kind=kind,
        partnership_id=group.partnership_id,
        group=group,
        circle=records.group_circle(group),
        title=title,
        at=at,
        happened=on.isoformat(),
        happened_on=on,
        shared_with=[records.partnership_circle(group.partnership_id)] if shared else [],
    )


def _locked(model: type[Any], pk: int, seen: int | None = None) -> Any:
    record = records.lock(pk, seen)
    row = model.objects.get(pk=pk)
    row.record = record
    return row


def _overseers(partnership_id: int, at: datetime) -> set[int]:
    held = Post.objects.filter(
        current(at.date()),
        partnership=partnership_id,
        role__in=["safeguarding_partner", "scrutineer", "business_manager"],
    )
    return set(held.values_list("person_id", flat=True))


def _tell(row: Any, people: Iterable[int], event: Event, subject: str, by: Viewer, at: datetime) -> None:
    key = Partnership.objects.values_list("key", flat=True).get(pk=row.partnership_id)
    reference = row.record.reference
    messages.notify(
        people=set(people) - {by.person_id},
        kind=event.value,
        subject=f"{reference}: {subject}",
        partnership_id=row.partnership_id,
        reference=reference,
        address=f"/{key}/{RecordKind(row.record.kind).place}/{reference}/",
        at=at,
    )


@transaction.atomic
def write_highlight(*, group: Group, start: date, end: date, by: Viewer, at: datetime) -> Highlight:
    """Begin a group's report to the partners, drafted from its records of a period. Errors: Refused."""
    require(permissions.may_lead(by, group.partnership_id, group.pk), NOT_YOURS)
    require(start <= end, "The period has to end after it begins.")
    words = drafted(by, group.partnership_id, group.pk, start, end)
    record = _record(RecordKind.HIGHLIGHT, group, f"Highlight report of {group}, {period(start, end)}", end, at)
    row = Highlight.objects.create(
        record=record,
        partnership_id=group.partnership_id,
        group=group,
        period_start=start,
        period_end=end,
        achieved=words.achieved,
        late=words.late,
        risks=words.risks,
        asks=words.asks,
    )
    _written(record, Event.WRITTEN, "Drafted from the records of the period", by, at)
    return row


@transaction.atomic
def edit_highlight(
    *, highlight_id: int, seen: int | None, words: dict[str, str], by: Viewer, at: datetime
) -> Highlight:
    """Change the words of a highlight report that was not issued yet. Errors: Refused, ChangedMeanwhile."""
    row: Highlight = _locked(Highlight, highlight_id, seen)
    require(permissions.may_lead(by, row.partnership_id, row.group_id), NOT_YOURS)
    require(row.state == HighlightState.DRAFT.value, "It was issued, and does not change again.")
    for name in PARTS:
        setattr(row, name, words[name].strip()[:PART_MOST])
    row.save(update_fields=list(PARTS))
    records.touch(row.record)
    _written(row.record, Event.CHANGED, "Its words were changed", by, at)
    return row


@transaction.atomic
def issue_highlight(*, highlight_id: int, seen: int | None, by: Viewer, at: datetime) -> Highlight:
    """Give a highlight report to the partners. It has to fit on its one page. Errors: Refused, ChangedMeanwhile."""
    row: Highlight = _locked(Highlight, highlight_id, seen)
    require(permissions.may_lead(by, row.partnership_id, row.group_id), NOT_YOURS)
    require(row.state == HighlightState.DRAFT.value, "It was issued already.")
    require(
        bool(row.achieved.strip() or row.late.strip() or row.risks.strip() or row.asks.strip()), "It says nothing yet."
    )
    pages = pages_of(row, at)
    require(pages == 1, f"It takes {pages} pages: shorten it until it fits on one.")
    row.state, row.issued_at, row.issued_by_id = HighlightState.ISSUED.value, at, by.person_id
    row.save(update_fields=["state", "issued_at", "issued_by"])
    records.touch(row.record, closed_on=by.day)
    _written(row.record, Event.ISSUED, "Issued to the partners", by, at)
    _tell(
        row, _overseers(row.partnership_id, at), Event.ISSUED, f"the highlight report of {row.group} is issued", by, at
    )
    return row


@dataclass(frozen=True, slots=True)
class RiskDraft:
    """What someone typed of a risk."""

    text: str
    effect: str = ""
    controls: str = ""
    owner: int | None = None
    owner_organisation: int | None = None


@transaction.atomic
def raise_risk(
    *, group: Group, draft: RiskDraft, likelihood: int, impact: int, review_by: date, by: Viewer, at: datetime
) -> Risk:
    """Put a risk on the register. Errors: Refused."""
    require(
        permissions.may_lead(by, group.partnership_id, group.pk) or permissions.oversees(by, group.partnership_id),
        NOT_YOURS,
    )
    _check_review(likelihood, impact, review_by, by)
    record = _record(RecordKind.RISK, group, draft.text, by.day, at)
    risk = Risk.objects.create(
        record=record,
        partnership_id=group.partnership_id,
        text=draft.text,
        effect=draft.effect,
        controls=draft.controls,
        owner_id=draft.owner,
        owner_organisation_id=draft.owner_organisation,
        likelihood=likelihood,
        impact=impact,
        review_by=review_by,
    )
    _review(risk, "", by)
    _written(record, Event.WRITTEN, f"Risk raised: {rating(likelihood, impact).word.lower()}", by, at)
    if draft.owner:
        _tell(risk, {draft.owner}, Event.WRITTEN, "you own this risk", by, at)
    return risk


def _check_review(likelihood: int, impact: int, review_by: date, by: Viewer) -> None:
    if problem := review_problem(likelihood, impact, review_by, by.day):
        raise Refused(problem)


def _review(risk: Risk, words: str, by: Viewer) -> RiskReview:
    return RiskReview.objects.create(
        risk=risk,
        on=by.day,
        by_id=by.person_id,
        likelihood=risk.likelihood,
        impact=risk.impact,
        words=words,
        review_by=risk.review_by,
    )


def _led_risk(risk_id: int, seen: int | None, by: Viewer) -> Risk:
    risk: Risk = _locked(Risk, risk_id, seen)
    require(
        permissions.may_lead(by, risk.partnership_id, risk.record.group_id)
        or permissions.oversees(by, risk.partnership_id)
        or risk.owner_id == by.person_id,
        "The business unit, the group’s chair and the risk’s owner write this.",
    )
    require(risk.state == RiskState.OPEN.value, "This risk is closed.")
    return risk


@transaction.atomic
def review_risk(
    *,
    risk_id: int,
    seen: int | None,
    likelihood: int,
    impact: int,
    words: str,
    review_by: date,
    by: Viewer,
    at: datetime,
) -> RiskReview:
    """Look at a risk again, and say by when next. Errors: Refused, ChangedMeanwhile."""
    risk = _led_risk(risk_id, seen, by)
    _check_review(likelihood, impact, review_by, by)
    before = rating(risk.likelihood, risk.impact)
    risk.likelihood, risk.impact, risk.review_by = likelihood, impact, review_by
    risk.save(update_fields=["likelihood", "impact", "review_by"])
    review = _review(risk, words.strip(), by)
    records.touch(risk.record)
    after = rating(likelihood, impact)
    moved = f" from {before.word.lower()} ({before.score})" if before != after else ""
    _written(risk.record, Event.REVIEWED, f"Reviewed: {after.word.lower()} ({after.score}){moved}", by, at)
    return review


@transaction.atomic
def close_risk(*, risk_id: int, seen: int | None, why: str, by: Viewer, at: datetime) -> Risk:
    """Take a risk off the register, with the reason. Errors: Refused, ChangedMeanwhile."""
    risk = _led_risk(risk_id, seen, by)
    require(bool(why.strip()), "Say why it is closed.")
    risk.state, risk.closed_why = RiskState.CLOSED.value, why.strip()
    risk.save(update_fields=["state", "closed_why"])
    records.touch(risk.record, closed_on=by.day)
    _written(risk.record, Event.CLOSED, f"Closed: {risk.closed_why}", by, at)
    return risk


@transaction.atomic
def hand_over_risk(*, risk_id: int, owner: int, by: Viewer, at: datetime) -> Risk:
    """Give an open risk another owner, who is told. Errors: Refused."""
    risk = _led_risk(risk_id, None, by)
    risk.owner_id = owner
    risk.save(update_fields=["owner"])
    records.touch(risk.record)
    _written(risk.record, Event.OWNED, "Given another owner", by, at)
    _tell(risk, {owner}, Event.OWNED, "you own this risk", by, at)
    return risk


@transaction.atomic
def link_action(*, risk_id: int, action: Action, by: Viewer, at: datetime) -> None:
    """Say that an action makes a risk smaller; the same again changes nothing. Errors: Refused."""
    risk = _led_risk(risk_id, None, by)
    require(action.partnership_id == risk.partnership_id, "The two belong to different partnerships.")
    _, fresh = RiskAction.objects.get_or_create(risk=risk, action=action)
    if fresh:
        _written(risk.record, Event.FOLLOWED, f"{action.record.reference} makes it smaller", by, at)


@dataclass(frozen=True, slots=True)
class ChallengeDraft:
    """What someone typed of a challenge."""

    kind: ChallengeKind
    challenger: str
    text: str
    raised_on: date
    challenged: int | None = None
    challenged_whom: str = ""
    answer_by: date | None = None


@transaction.atomic
def raise_challenge(*, group: Group, draft: ChallengeDraft, by: Viewer, at: datetime) -> Challenge:
    """Write down a challenge or an escalation; those who oversee the partnership are told. Errors: Refused."""
    require(permissions.may_challenge(by, group.partnership_id, group.pk), OVERSEERS_ONLY)
    require(draft.challenged is not None or bool(draft.challenged_whom.strip()), "Say who is challenged.")
    require(draft.raised_on <= by.day, "It cannot have been raised on a day to come.")
    require(
        draft.answer_by is None or draft.answer_by >= draft.raised_on,
        "A response cannot be due before it was asked for.",
    )
    record = _record(RecordKind.CHALLENGE, group, f"{draft.kind.label}: {draft.text}", draft.raised_on, at)
    row = Challenge.objects.create(
        record=record,
        partnership_id=group.partnership_id,
        kind=draft.kind.value,
        challenger=draft.challenger,
        challenged_id=draft.challenged,
        challenged_whom=draft.challenged_whom,
        text=draft.text,
        raised_on=draft.raised_on,
        answer_by=draft.answer_by,
    )
    _written(record, Event.WRITTEN, f"{draft.kind.label} written down", by, at)
    _tell(row, _overseers(row.partnership_id, at), Event.WRITTEN, f"{draft.kind.label.lower()} in {group}", by, at)
    return row


def _open_challenge(challenge_id: int, seen: int | None, by: Viewer) -> Challenge:
    row: Challenge = _locked(Challenge, challenge_id, seen)
    require(permissions.may_challenge(by, row.partnership_id, row.record.group_id), OVERSEERS_ONLY)
    require(row.state != ChallengeState.CLOSED.value, "It is closed.")
    return row


@transaction.atomic
def follow_up(*, challenge_id: int, text: str, by: Viewer, at: datetime) -> Note:
    """Write down what was done about a challenge. Errors: Refused."""
    row = _open_challenge(challenge_id, None, by)
    require(bool(text.strip()), "Write what was done.")
    note = Note.objects.create(challenge=row, text=text.strip(), at=at, by_id=by.person_id)
    _written(row.record, Event.FOLLOWED, "Followed up", by, at)
    return note


@transaction.atomic
def answer_challenge(
    *, challenge_id: int, seen: int | None, response: str, on: date, by: Viewer, at: datetime
) -> Challenge:
    """Write down what came back. Errors: Refused, ChangedMeanwhile."""
    row = _open_challenge(challenge_id, seen, by)
    require(bool(response.strip()), "Write what came back.")
    require(row.raised_on <= on <= by.day, "The response came between the challenge and today.")
    row.response, row.answered_on, row.state = response.strip(), on, ChallengeState.ANSWERED.value
    row.save(update_fields=["response", "answered_on", "state"])
    records.touch(row.record)
    _written(row.record, Event.ANSWERED, f"Answered after {(on - row.raised_on).days} days", by, at)
    _tell(row, _overseers(row.partnership_id, at), Event.ANSWERED, "a response came", by, at)
    return row


@transaction.atomic
def close_challenge(*, challenge_id: int, seen: int | None, outcome: str, by: Viewer, at: datetime) -> Challenge:
    """Close a challenge with what came of it. Errors: Refused, ChangedMeanwhile."""
    row = _open_challenge(challenge_id, seen, by)
    require(bool(outcome.strip()), "Write what came of it.")
    row.outcome, row.closed_on, row.state = outcome.strip(), by.day, ChallengeState.CLOSED.value
    row.save(update_fields=["outcome", "closed_on", "state"])
    records.touch(row.record, closed_on=by.day)
    _written(row.record, Event.CLOSED, f"Closed: {row.outcome}", by, at)
    return row


@transaction.atomic
def plan_matter(*, group: Group, text: str, lead: str, due_on: date, by: Viewer, at: datetime) -> PlannedMatter:
    """Put a matter on the forward plan. Errors: Refused."""
    require(
        permissions.may_lead(by, group.partnership_id, group.pk) or permissions.oversees(by, group.partnership_id),
        OVERSEERS_ONLY,
    )
    require(bool(text.strip()), "Write what is planned.")
    record = _record(RecordKind.PLANNED, group, text.strip(), due_on, at)
    row = PlannedMatter.objects.create(
        record=record, partnership_id=group.partnership_id, text=text.strip(), lead=lead.strip(), due_on=due_on
    )
    _written(record, Event.WRITTEN, "Put on the forward plan", by, at)
    return row


@transaction.atomic
def settle_matter(
    *, matter_id: int, seen: int | None, state: PlanState, outcome: str, by: Viewer, at: datetime
) -> PlannedMatter:
    """Say what became of a planned matter. Errors: Refused, ChangedMeanwhile."""
    row: PlannedMatter = _locked(PlannedMatter, matter_id, seen)
    require(
        permissions.may_lead(by, row.partnership_id, row.record.group_id)
        or permissions.oversees(by, row.partnership_id),
        OVERSEERS_ONLY,
    )
    require(row.state == PlanState.PLANNED.value, "It was settled already.")
    require(state is not PlanState.PLANNED, "Say whether it was taken or dropped.")
    require(bool(outcome.strip()), "Write what came of it.")
    row.state, row.outcome = state.value, outcome.strip()
    row.save(update_fields=["state", "outcome"])
    records.touch(row.record, closed_on=by.day)
    _written(row.record, Event.CLOSED, f"{state.label}: {row.outcome}", by, at)
    return row


@dataclass(frozen=True, slots=True)
class EngagementDraft:
    """What someone typed of an engagement."""

    sector: NewSector
    who: str
    reached_on: date
    how: Reach
    people: int | None = None
    agreed: str = ""
    followed: str = ""
    shared: bool = True


@transaction.atomic
def record_engagement(*, group: Group, draft: EngagementDraft, by: Viewer, at: datetime) -> Engagement:
    """Write down who of a sector was reached. Errors: Refused."""
    require(
        permissions.may_challenge(by, group.partnership_id, group.pk),
        "The business unit and the group’s members write this.",
    )
    require(draft.reached_on <= by.day, "It cannot have happened on a day to come.")
    record = _record(
        RecordKind.ENGAGEMENT, group, f"{draft.sector.label}: {draft.who}", draft.reached_on, at, shared=draft.shared
    )
    row = Engagement.objects.create(
        record=record,
        partnership_id=group.partnership_id,
        sector=draft.sector.value,
        who=draft.who,
        reached_on=draft.reached_on,
        how=draft.how.value,
        people=draft.people,
        agreed=draft.agreed,
        followed=draft.followed,
    )
    _written(record, Event.WRITTEN, f"{draft.sector.label} reached: {draft.who}", by, at)
    return row


@transaction.atomic
def follow_engagement(
    *, engagement_id: int, seen: int | None, agreed: str, followed: str, other: Record | None, by: Viewer, at: datetime
) -> Engagement:
    """Say what was agreed and what followed, perhaps with the record that did. Errors: Refused, ChangedMeanwhile."""
    row: Engagement = _locked(Engagement, engagement_id, seen)
    require(
        permissions.may_challenge(by, row.partnership_id, row.record.group_id),
        "The business unit and the group’s members write this.",
    )
    row.agreed, row.followed = agreed.strip(), followed.strip()
    row.save(update_fields=["agreed", "followed"])
    if other is not None:
        require(other.partnership_id == row.partnership_id, "The two belong to different partnerships.")
        require(other.pk != row.pk, "It cannot have followed from itself.")
        Followed.objects.get_or_create(engagement=row, other=other)
    records.touch(row.record)
    linked = f": {other.reference}" if other is not None else ""
    _written(row.record, Event.FOLLOWED, f"What followed was written down{linked}", by, at)
    return row
