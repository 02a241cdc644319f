"""The steps of a review, each a page with one form."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_http_methods

from goldenthread.core.clock import day_of
from goldenthread.partnership import queries as partnership
from goldenthread.pathways.rules.calendar import Calendar
from goldenthread.practice_reviews import forms, operations, queries
from goldenthread.practice_reviews.models import Review
from goldenthread.practice_reviews.rules.deciding import PARTS
from goldenthread.practice_reviews.rules.incident import step_problem
from goldenthread.practice_reviews.terms import Further, Opinion, Partner, Reply, ReviewState, Screening
from goldenthread.practice_reviews.views import practice_steps
from goldenthread.practice_reviews.views.shared import ask, led, moment_of, sent
from goldenthread.practice_reviews.views.stepped import Page, told
from goldenthread.records.operations import Refused
from goldenthread.records.web import Scope, partnership_page, readers

MESSAGE = """We are carrying out a review under Working Together to Safeguard Children 2023, chapter 5.

First, please tell us whether your agency was involved. If it was not, say so and send that in: it is an answer.
If it was, please send us a short summary, and the key contacts with their dates. Use roles for staff and the pseudonyms for children, never names."""


def _screen(scope: Scope, row: Review, data: dict[str, Any], form: Any) -> object:
    return operations.screen(
        review_id=row.pk, seen=data["version"], outcome=Screening(data["outcome"]), why=data["why"],
        screened_by=data["screened_by"], on=data["on"], aware_on=data["aware_on"], **told(scope),
    )  # fmt: skip


def _serious(scope: Scope, row: Review, data: dict[str, Any], form: Any) -> object:
    return operations.make_serious(
        review_id=row.pk,
        seen=data["version"],
        why=data["why"],
        aware_on=data["aware_on"],
        on=data["on"],
        **told(scope),
    )


def _view(scope: Scope, row: Review, data: dict[str, Any], form: Any) -> object:
    return operations.give_view(
        review_id=row.pk, seen=data["version"], partner=Partner(data["partner"]), opinion=Opinion(data["opinion"]),
        why=data["why"], by_role=data["by_role"], on=data["on"], **told(scope),
    )  # fmt: skip


def _decide(scope: Scope, row: Review, data: dict[str, Any], form: Any) -> object:
    return operations.decide(
        review_id=row.pk, seen=data["version"], notifies=data["decision"] == Opinion.NOTIFY.value, why=data["why"],
        decided_by=data["decided_by"], on=data["on"], **told(scope),
    )  # fmt: skip


def _notify(scope: Scope, row: Review, data: dict[str, Any], form: Any) -> object:
    return operations.notify(
        review_id=row.pk, seen=data["version"], sent_at=moment_of(scope, data["on"], data["moment"]),
        reference=data["reference"], sent_by=data["sent_by"], late_why=data["late_why"], **told(scope),
    )  # fmt: skip


def _area(scope: Scope, row: Review, data: dict[str, Any], form: Any) -> object:
    return operations.tell_area(
        review_id=row.pk, seen=data["version"], area=data["area"], why=data["why"], on=data["on"], **told(scope)
    )


def _withdraw(scope: Scope, row: Review, data: dict[str, Any], form: Any) -> object:
    return operations.withdraw(review_id=row.pk, seen=data["version"], on=data["on"], why=data["why"], **told(scope))


def _report(scope: Scope, row: Review, data: dict[str, Any], form: Any) -> object:
    return operations.write_report(
        review_id=row.pk, seen=data["version"], parts={name: data[name] for name in PARTS}, **told(scope)
    )


def _further(scope: Scope, row: Review, data: dict[str, Any], form: Any) -> object:
    return operations.decide_further(
        review_id=row.pk, seen=data["version"], decision=Further(data["decision"]), criteria=form.criteria(),
        why=data["why"], dissent=data["dissent"], on=data["on"], **told(scope),
    )  # fmt: skip


def _sign(scope: Scope, row: Review, data: dict[str, Any], form: Any) -> object:
    return operations.sign_off(
        review_id=row.pk, seen=data["version"], partner=Partner(data["partner"]), by_role=data["by_role"],
        on=data["on"], **told(scope),
    )  # fmt: skip


def _sent(scope: Scope, row: Review, data: dict[str, Any], form: Any) -> object:
    return operations.send(
        review_id=row.pk, seen=data["version"], on=data["on"], sent_by=data["sent_by"], late_why=data["late_why"],
        **told(scope),
    )  # fmt: skip


def _letter(scope: Scope, row: Review, data: dict[str, Any], form: Any) -> object:
    return operations.panel_letter(
        review_id=row.pk,
        seen=data["version"],
        reply=Reply(data["reply"]),
        text=data["text"],
        on=data["on"],
        **told(scope),
    )


def _close(scope: Scope, row: Review, data: dict[str, Any], form: Any) -> object:
    return operations.close(review_id=row.pk, seen=data["version"], why=data["why"], **told(scope))


N, R = "notification", "report"
PAGES = {
    page.step: page
    for page in (
        Page("screen", "", forms.ScreenForm, "Record the screening", "Record it", "The screening is recorded.", _screen),
        Page("serious", "", forms.SeriousForm, "It meets the criteria after all", "Go on as a serious incident", "It goes on as a serious incident. Its clock runs from when the local authority became aware.", _serious),
        Page("view", N, forms.ViewForm, "Record a partner’s view", "Record the view", "The view is recorded.", _view, "A later view stands in place of an earlier one; both stay to be read."),
        Page("decide", N, forms.DecideForm, "Record the local authority’s decision", "Record the decision", "The decision is recorded.", _decide, "The local authority alone holds the duty to notify, and has the final say. Who thinks otherwise is recorded."),
        Page("notify", N, forms.NotifyForm, "Record the notification", "Record the notification", "The notification is recorded, and the rapid review’s clock runs.", _notify, "It is sent on the national online form. What is recorded here is that it was."),
        Page("area", N, forms.AreaForm, "Another area was told", "Record it", "It is recorded.", _area),
        Page("withdraw", N, forms.WithdrawForm, "Withdraw the notification", "Withdraw it", "The notification is withdrawn and the clock has stopped. Everything that was done stays.", _withdraw, "Where it was made in error, or the criteria turned out not to be met. Learning may go on locally."),
        Page("report", R, forms.ReportForm, "Write the report", "Store the report", "The report is stored.", _report, "Children by pseudonym, staff by role, no places that tell who it is."),
        Page("further", R, forms.FurtherForm, "Decide on a further review", "Record the decision", "The decision is recorded.", _further, "Regulation 11 of SI 2018/789 names what has to be taken into account."),
        Page("sign", R, forms.SignForm, "A partner signs off", "Record the sign-off", "The sign-off is recorded.", _sign),
        Page("sent", R, forms.SentForm, "The report was sent to the Panel", "Record it", "It is recorded.", _sent),
        Page("letter", R, forms.LetterForm, "A letter from the Panel", "Record the letter", "The letter is recorded.", _letter),
        Page("close", "", forms.CloseForm, "Close the review", "Close it", "The review is closed; its actions go on.", _close),
    )
} | practice_steps.PAGES  # fmt: skip


def _turn(step: str, row: Review) -> None:
    if problem := step_problem(step, ReviewState(row.state)):
        raise Refused(problem)


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def step(request: HttpRequest, scope: Scope, reference: str, key: str) -> HttpResponseBase:
    """One step of a review."""
    if key not in PAGES:
        raise Http404
    page, row = PAGES[key], led(scope, reference)
    _turn(page.step, row)
    initial: dict[str, Any] = {"version": row.record.version, "on": scope.viewer.day} | page.begins(row)
    if key == "report":
        initial |= {name: getattr(row, f"report_{name}") for name in PARTS}
    if key in {"screen", "serious"}:
        initial["aware_on"] = row.aware_on
    form = page.form(sent(request), initial=initial)
    back = scope.address("reviews", reference, *((page.tab,) if page.tab else ()))
    return ask(
        request, scope, form, lambda data: page.perform(scope, row, data, form), title=page.title,
        button=page.button, back=back, said=page.said, lede=page.lede, row=row,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def agencies(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Ask agencies: the request is written here, and sent from its own page once each agency's reader is named."""
    row = led(scope, reference)
    _turn("ask", row)
    offered = [
        (str(each.pk), each.name) for each in partnership.organisations(scope.partnership.id) if not each.closed_on
    ]
    start = day_of(row.notified_at) if row.notified_at else scope.viewer.day
    due = max(Calendar().add(start, 10), scope.viewer.day + timedelta(days=1))
    form = forms.AskForm(
        sent(request), organisations=offered,
        initial={"version": row.record.version, "due_on": due, "message": MESSAGE, "sign_off": True},
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> str:
        made = operations.ask_agencies(
            review_id=row.pk, seen=data["version"], organisations=[int(pk) for pk in data["organisations"]],
            due_on=data["due_on"], message=data["message"], sign_off=data["sign_off"], **told(scope),
        )  # fmt: skip
        return scope.address("requests", made.record.reference)

    return ask(
        request, scope, form, perform, title="Ask agencies", button="Write the request",
        back=scope.address("reviews", reference, "agencies"), row=row,
        said="The request is written. Name whom it goes to at each agency, and send it.",
        lede="First whether they were involved, then for a summary with the key contacts. A nil return is an answer.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def answer(request: HttpRequest, scope: Scope, reference: str, letter: int) -> HttpResponse:
    """What followed from a letter of the Panel."""
    row = led(scope, reference)
    _turn("letter", row)
    held = queries.letter_of(row, letter)
    initial = {"version": row.record.version, "on": scope.viewer.day, "answer": held.answer}
    return ask(
        request, scope, forms.AnswerForm(sent(request), initial=initial),
        lambda data: operations.answer_letter(
            letter_id=held.pk, seen=data["version"], answer=data["answer"], on=data["on"], **told(scope)
        ),
        title="What followed from the Panel’s letter", button="Store it", row=row, lede=held.text,
        back=scope.address("reviews", reference, "report"), said="It is stored.",
    )  # fmt: skip
