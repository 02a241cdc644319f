"""The rapid review itself: agencies asked, the report, the decision on a further review, sign-off, sending, the Panel's letters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from goldenthread.core.clock import day_of
from goldenthread.history.actor import Actor
from goldenthread.practice_reviews import permissions
from goldenthread.practice_reviews.models import Commission, FurtherDecision, PanelLetter, Review, SignOff
from goldenthread.practice_reviews.operations.shared import NOT_YOURS, locked, report, settle, store
from goldenthread.practice_reviews.queries.clocks import sent_due
from goldenthread.practice_reviews.rules import deciding
from goldenthread.practice_reviews.rules.incident import reason_problem
from goldenthread.practice_reviews.terms import Criterion, Event, Further, Partner, Reply, ReviewState
from goldenthread.records import operations as records
from goldenthread.records.operations import Refused
from goldenthread.records.operations.casework import leads, no_problem, require, tell, written
from goldenthread.records.viewer import Viewer
from goldenthread.returns import operations as returns
from goldenthread.returns.models import Questionnaire, QuestionnaireVersion, Request, Return
from goldenthread.returns.operations import Recipient, RequestDraft
from goldenthread.returns.rules.states import ANSWERED
from goldenthread.returns.terms import ReturnState

QUESTIONNAIRE = "agency_summary"


@transaction.atomic
def ask_agencies(
    *,
    review_id: int,
    organisations: Sequence[int],
    due_on: date,
    message: str,
    by: Viewer,
    at: datetime,
    seen: int | None = None,
    sign_off: bool = True,
) -> Request:
    """Write the request to agencies: first whether they were involved, then for a summary with a chronology. It is sent from its own page. Errors: Refused, ChangedMeanwhile."""
    row = locked(review_id, "ask", by, seen)
    require(bool(organisations), "Choose whom to ask.")
    draft = RequestDraft(
        title=f"Information for {row.record.reference}",
        message=message,
        due_on=due_on,
        version_id=_version(row, by, at).pk,
        about=row.record,
        statutory_basis="Working Together to Safeguard Children 2023, chapter 5",
        sign_off=sign_off,
    )
    group = row.record.group
    assert group is not None
    request = returns.make_request(
        group=group, draft=draft, by=by, at=at, recipients=[Recipient(pk) for pk in organisations]
    )
    records.touch(row.record)
    written(
        row.record,
        Event.ASKED,
        f"A request to {len(organisations)} agencies was written: {request.record.reference}",
        by,
        at,
    )
    report(row, "asked", day_of(at), by, at)
    return request


def _version(row: Review, by: Viewer, at: datetime) -> QuestionnaireVersion:
    """The newest published edition of the agencies' summary, taken into the partnership where it is not there yet."""
    held = Questionnaire.objects.filter(partnership=row.partnership_id, shipped_key=QUESTIONNAIRE).first()
    if held is None:
        held = returns.take_shipped(partnership_id=row.partnership_id, key=QUESTIONNAIRE, by=by, at=at)
    version = (
        QuestionnaireVersion.objects.filter(questionnaire=held, published_at__isnull=False).order_by("-number").first()
    )
    if version is None:
        raise Refused("The agencies’ summary is not published yet: publish it under Questionnaires.")
    return version


@transaction.atomic
def write_report(*, review_id: int, seen: int | None, parts: Mapping[str, str], by: Viewer, at: datetime) -> Review:
    """Change the words of the report: pseudonyms for children, roles for staff. Errors: Refused, ChangedMeanwhile."""
    row = locked(review_id, "report", by, seen)
    store(row, **{f"report_{name}": parts.get(name, "").strip() for name in deciding.PARTS})
    written(row.record, Event.REPORTED, "The words of the report were changed", by, at)
    catch_up(row, by, at)
    return row


@transaction.atomic
def decide_further(
    *,
    review_id: int,
    seen: int | None,
    decision: Further,
    criteria: Mapping[Criterion, bool | None],
    why: str,
    dissent: str,
    on: date,
    by: Viewer,
    at: datetime,
) -> FurtherDecision:
    """Record whether a further review follows, against each criterion, with reasons and whoever disagreed. Errors: Refused, ChangedMeanwhile.

    A later decision (after a letter of the Panel, say) stands beside the earlier one.
    """
    row = locked(review_id, "further", by, seen)
    held = {each.value: deciding.MET if met else deciding.NOT_MET for each, met in criteria.items() if met is not None}
    no_problem(deciding.further_problem(decision=decision, criteria=held, why=why))
    require(on <= day_of(at), "It cannot have been decided on a day to come.")
    made = FurtherDecision.objects.create(
        review=row, decision=decision.value, criteria=held, why=why.strip(), dissent=dissent.strip(), on=on, made_at=at
    )
    records.touch(row.record)
    written(row.record, Event.FURTHER, f"Decided: {decision.label.lower()}", by, at)
    catch_up(row, by, at)
    if row.state == ReviewState.RAPID.value:
        report(row, "panel_meeting", on, by, at)
    return made


@transaction.atomic
def sign_off(
    *, review_id: int, partner: Partner, by_role: str, on: date, by: Viewer, at: datetime, seen: int | None = None
) -> SignOff:
    """Record that a partner signed the report off. Errors: Refused, ChangedMeanwhile."""
    row = locked(review_id, "sign", by, seen)
    require(bool(by_role.strip()), "Say in which role it was signed off.")
    require(on <= day_of(at), "It cannot have been signed off on a day to come.")
    require(FurtherDecision.objects.filter(review=row).exists(), "Record the decision on a further review first.")
    require(
        not SignOff.objects.filter(review=row, partner=partner.value).exists(),
        f"{partner.label} has signed off already.",
    )
    made = SignOff.objects.create(review=row, partner=partner.value, by_role=by_role.strip(), on=on, made_at=at)
    records.touch(row.record)
    written(row.record, Event.SIGNED, f"Signed off: {partner.label}", by, at)
    if deciding.signed(_signatures(row)):
        report(row, "sign_off", on, by, at)
    return made


def catch_up(row: Review, by: Viewer | Actor, at: datetime) -> int:
    """What happened in the requests to agencies meanwhile: when the letters went out, and when the last summary came in. Returns how much of it was news."""
    held = list(
        Return.objects.filter(request__about=row.record)
        .exclude(state__in=[ReturnState.DRAFT.value, ReturnState.WITHDRAWN.value])
        .values_list("state", "sent_at", "answered_at")
    )
    sent = [out for _, out, _ in held if out is not None]
    if not sent:
        return 0
    news = report(row, "set_up", day_of(min(sent)), by, at)
    back = [answered for state, _, answered in held if ReturnState(state) in ANSWERED and answered is not None]
    if len(back) == len(held):
        news += report(row, "summaries", day_of(max(back)), by, at)
    return news


def _signatures(row: Review) -> list[Partner]:
    return [Partner(each) for each in SignOff.objects.filter(review=row).values_list("partner", flat=True)]


@transaction.atomic
def send(
    *, review_id: int, seen: int | None, on: date, sent_by: str, late_why: str, by: Viewer, at: datetime
) -> Review:
    """Record that the report went to the Panel, in time or late with the reason. Errors: Refused, ChangedMeanwhile."""
    row = locked(review_id, "sent", by, seen)
    assert row.notified_at is not None
    no_problem(
        deciding.sending_problem(
            parts={name: getattr(row, f"report_{name}") for name in deciding.PARTS},
            decided=FurtherDecision.objects.filter(review=row).exists(),
            signatures=_signatures(row),
            sent_on=on,
            notified_on=day_of(row.notified_at),
            today=day_of(at),
        )
    )
    require(bool(sent_by.strip()), "Say in which role it was sent.")
    due = sent_due(row.record_id)
    late = due is not None and on > due
    require(not late or bool(late_why.strip()), "It was sent late: say why. The Panel asks for the reason too.")
    store(
        row, sent_on=on, sent_by=sent_by.strip(), sent_late_why=late_why.strip() if late else "",
        state=ReviewState.FOLLOWED.value,
    )  # fmt: skip
    written(row.record, Event.SENT, "The report went to the Panel" + (", late" if late else ", in time"), by, at)
    report(row, "sent", on, by, at)
    settle(row, "rapid_review", "sent", "The report was sent without it.", by, at)
    people = leads(row.partnership_id, row.record.group_id, at)
    tell(row.record, people, Event.SENT, "the report went to the Panel", by, at)
    return row


@transaction.atomic
def panel_letter(
    *, review_id: int, reply: Reply, text: str, on: date, by: Viewer, at: datetime, seen: int | None = None
) -> PanelLetter:
    """Record a letter of the national Panel: more than one may come, and it may come after local action has begun. Errors: Refused, ChangedMeanwhile."""
    row = locked(review_id, "letter", by, seen)
    no_problem(reason_problem(text) and "Say in a sentence or more what the letter says.")
    require(row.sent_on is not None and row.sent_on <= on <= day_of(at), "It came between the sending and today.")
    made = PanelLetter.objects.create(review=row, reply=reply.value, text=text.strip(), on=on, made_at=at)
    records.touch(row.record)
    written(row.record, Event.LETTER, f"The Panel replied: {reply.label.lower()}", by, at)
    report(row, "reply", on, by, at)
    people = leads(row.partnership_id, row.record.group_id, at)
    tell(row.record, people, Event.LETTER, "a letter came from the national Panel", by, at)
    return made


@transaction.atomic
def answer_letter(
    *, letter_id: int, answer: str, on: date, by: Viewer, at: datetime, seen: int | None = None
) -> PanelLetter:
    """Record what followed from a letter of the Panel. Errors: Refused, ChangedMeanwhile."""
    made = PanelLetter.objects.get(pk=letter_id)
    row = locked(made.review_id, "letter", by, seen)
    no_problem(reason_problem(answer) and "Say in a sentence or more what followed.")
    require(made.on <= on <= day_of(at), "It followed between the letter and today.")
    made.answer, made.answered_on = answer.strip(), on
    made.save(update_fields=["answer", "answered_on"])
    records.touch(row.record)
    written(row.record, Event.ANSWERED, "What followed from the Panel’s letter was written down", by, at)
    report(row, "response", on, by, at)
    return made


@transaction.atomic
def close(*, review_id: int, seen: int | None, why: str, by: Viewer, at: datetime) -> Review:
    """Close a review: its actions go on by themselves. Errors: Refused, ChangedMeanwhile."""
    row = locked(review_id, "close", by, seen)
    require(permissions.may_lead(by, row.partnership_id, row.record.group_id), NOT_YOURS)
    no_problem(reason_problem(why))
    letters = PanelLetter.objects.filter(review=row).values_list("reply", "answered_on")
    no_problem(
        deciding.closing_problem(
            letters=[(Reply(reply), answered is not None) for reply, answered in letters],
            sent=row.sent_on is not None and row.withdrawn_on is None,
            told=row.referral is None or row.referral.told_at is not None,
            still_public=row.state == ReviewState.PUBLISHED.value
            and not Commission.objects.filter(review=row, looked_on__isnull=False).exists(),
        )
    )
    row.state, row.closed_why = ReviewState.CLOSED.value, why.strip()
    row.save(update_fields=["state", "closed_why"])
    records.touch(row.record, closed_on=day_of(at))
    written(row.record, Event.CLOSED, "Closed", by, at)
    return row
