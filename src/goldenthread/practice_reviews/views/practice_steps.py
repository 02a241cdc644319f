"""The steps of a local child safeguarding practice review that need nothing but the review."""

from __future__ import annotations

from typing import Any

from goldenthread.practice_reviews import forms, operations
from goldenthread.practice_reviews.models import Review
from goldenthread.practice_reviews.queries.practice import commission
from goldenthread.practice_reviews.rules.publishing import HEADINGS
from goldenthread.practice_reviews.terms import (
    PractitionerKind,
    ProceedingKind,
    Publication,
    Restriction,
    ToldBefore,
)
from goldenthread.practice_reviews.views.stepped import Page, told
from goldenthread.records.web import Scope


def _initiate(scope: Scope, row: Review, data: dict[str, Any], form: Any) -> object:
    return operations.initiate(
        review_id=row.pk, seen=data["version"], purpose=data["purpose"], on=data["on"], **told(scope)
    )


def _reviewer(scope: Scope, row: Review, data: dict[str, Any], form: Any) -> object:
    names = ("name", "independence", "conflicts", "appointed_by", "on", "days", "pounds", "panel_told_on")
    return operations.appoint(
        review_id=row.pk, seen=data["version"], **{name: data[name] for name in names}, **told(scope)
    )


def _terms(scope: Scope, row: Review, data: dict[str, Any], form: Any) -> object:
    names = ("terms", "covers", "method", "agreed_on")
    return operations.write_terms(
        review_id=row.pk, seen=data["version"], **{name: data[name] for name in names}, **told(scope)
    )


def _proceeding(scope: Scope, row: Review, data: dict[str, Any], form: Any) -> object:
    return operations.begin_proceeding(
        review_id=row.pk, seen=data["version"], kind=ProceedingKind(data["kind"]), words=data["words"], on=data["on"],
        keeps_from=[Restriction(code) for code in data["keeps_from"]], look_on=data["look_on"], **told(scope),
    )  # fmt: skip


def _check(scope: Scope, row: Review, data: dict[str, Any], form: Any) -> object:
    return operations.check(
        review_id=row.pk, seen=data["version"], in_time=data["in_time"] == "yes", quality=data["quality"],
        asked=data["asked"], on=data["on"], **told(scope),
    )  # fmt: skip


def _practitioners(scope: Scope, row: Review, data: dict[str, Any], form: Any) -> object:
    return operations.take_part(
        review_id=row.pk, seen=data["version"], kind=PractitionerKind(data["kind"]), who=data["who"],
        said=data["said"], support=data["support"], on=data["on"], **told(scope),
    )  # fmt: skip


def _words(scope: Scope, row: Review, data: dict[str, Any], form: Any) -> object:
    return operations.write_words(
        review_id=row.pk, seen=data["version"], words={name: data[name] for name in HEADINGS}, **told(scope)
    )


def _publication(scope: Scope, row: Review, data: dict[str, Any], form: Any) -> object:
    return operations.decide_publication(
        review_id=row.pk, seen=data["version"], what=Publication(data["what"]), why=data["why"],
        decided_by=data["decided_by"], on=data["on"], **told(scope),
    )  # fmt: skip


def _plan(scope: Scope, row: Review, data: dict[str, Any], form: Any) -> object:
    return operations.plan_publication(
        review_id=row.pk, seen=data["version"], on=data["on"], why=data["why"], **told(scope)
    )


def _told(scope: Scope, row: Review, data: dict[str, Any], form: Any) -> object:
    return operations.tell_before(
        review_id=row.pk, seen=data["version"], who=ToldBefore(data["who"]), on=data["on"], how=data["how"],
        by_role=data["by_role"], **told(scope),
    )  # fmt: skip


def _publish(scope: Scope, row: Review, data: dict[str, Any], form: Any) -> object:
    names = ("on", "where", "late_why", "short_why")
    return operations.publish(
        review_id=row.pk, seen=data["version"], **{name: data[name] for name in names}, **told(scope)
    )


def _repository(scope: Scope, row: Review, data: dict[str, Any], form: Any) -> object:
    return operations.copy_to_repository(review_id=row.pk, seen=data["version"], on=data["on"], **told(scope))


def _down(scope: Scope, row: Review, data: dict[str, Any], form: Any) -> object:
    return operations.look_again(
        review_id=row.pk, seen=data["version"], stays=data["stays"] == "yes", why=data["why"], on=data["on"],
        **told(scope),
    )  # fmt: skip


def _end(scope: Scope, row: Review, data: dict[str, Any], form: Any) -> object:
    return operations.end_review(review_id=row.pk, seen=data["version"], why=data["why"], on=data["on"], **told(scope))


def _as_it_stands(*names: str) -> Any:
    """A form that begins with what is stored."""

    def begins(row: Review) -> dict[str, Any]:
        held = commission(row)
        return {name: getattr(held, column) for name, column in (each.split(":") for each in names)} if held else {}

    return begins


W, P = "practice", "publication"
PAGES = {
    page.step: page
    for page in (
        Page("initiate", W, forms.InitiateForm, "Initiate the review", "Initiate it", "The review is initiated, and its six months run.", _initiate, "A local child safeguarding practice review: published within six months where nothing outside prevents it."),
        Page("reviewer", W, forms.ReviewerForm, "Appoint a reviewer", "Record the appointment", "The appointment is recorded.", _reviewer, "Independence, knowledge and conflicts are considered first, and written down."),
        Page("terms", W, forms.TermsForm, "Write the terms of reference", "Store the terms", "The terms are stored.", _terms, begins=_as_it_stands("terms:terms", "covers:covers", "method:method", "agreed_on:terms_agreed_on")),
        Page("proceeding", W, forms.ProceedingForm, "A proceeding beside the review", "Record it", "It is recorded; what has to wait for it is on hold.", _proceeding, "Police, coroner, courts and other reviews. No date is moved: what waits is held beside its date."),
        Page("check", W, forms.CheckForm, "Check time and quality", "Record the check", "The check is recorded.", _check, "Regulation 14 of SI 2018/789: time and quality are looked at, at regular intervals."),
        Page("practitioners", W, forms.PractitionersForm, "Practitioners took part", "Record it", "It is recorded.", _practitioners),
        Page("end", W, forms.EndForm, "End it without a report", "End the review", "The review is ended. It can still be learned from locally.", _end, "What was learned and agreed so far stays, and its actions go on."),
        Page("words", P, forms.WordsForm, "Write what is published", "Store the words", "The words are stored.", _words, "Written so that it can be published without harm to a child or an adult at risk.", _as_it_stands(*(f"{name}:{name}" for name in HEADINGS))),
        Page("publication", P, forms.PublicationForm, "Decide what is published", "Record the decision", "The decision is recorded.", _publication, "In full, or the improvements alone: either is a decision with reasons."),
        Page("plan", P, forms.PlanForm, "Set the day of publication", "Set the day", "The day is set; what comes before it counts back from it.", _plan),
        Page("told", P, forms.ToldForm, "Someone was told before publication", "Record it", "It is recorded.", _told, "The family is told on its own pages."),
        Page("publish", P, forms.PublishForm, "Record the publication", "Record it", "The publication is recorded.", _publish, "It is published on the partnership’s website. What is recorded here is that it was."),
        Page("repository", P, forms.OnForm, "The repository has a copy", "Record it", "It is recorded.", _repository),
        Page("down", P, forms.LookForm, "Decide whether it stays published", "Record the decision", "The decision is recorded.", _down, "It is public for a year at least; then whether it stays is a decision."),
    )
}  # fmt: skip
