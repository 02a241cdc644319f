"""Designing questionnaires: a draft that is edited, versions that are published and never change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from goldenthread.core.clock import day_of
from goldenthread.core.references import new_reference
from goldenthread.history import operations as history
from goldenthread.history.operations import About
from goldenthread.records.operations import ChangedMeanwhile, Refused
from goldenthread.records.viewer import Viewer
from goldenthread.returns import permissions
from goldenthread.returns.models import Questionnaire, QuestionnaireVersion
from goldenthread.returns.operations.shared import actor, require
from goldenthread.returns.rules import editing
from goldenthread.returns.rules.definition import read
from goldenthread.returns.shipped import questionnaires as shipped
from goldenthread.returns.terms import Event

NOT_YOURS = "The business unit designs questionnaires."


def _written(row: Questionnaire, verb: Event, sentence: str, by: Viewer, at: datetime) -> None:
    history.write(
        verb=verb, sentence=sentence, by=actor(by), at=at, about=About(row.partnership_id, None, row.reference)
    )


@transaction.atomic
def start_questionnaire(
    *, partnership_id: int, name: str, introduction: str, by: Viewer, at: datetime
) -> Questionnaire:
    """A new questionnaire with an empty draft. Errors: Refused."""
    require(permissions.may_design(by, partnership_id), NOT_YOURS)
    row = _make(partnership_id, name, by, at)
    QuestionnaireVersion.objects.create(
        questionnaire=row, partnership_id=partnership_id, number=1, content=editing.empty(name, introduction)
    )
    _written(row, Event.DESIGNED, f"Questionnaire begun: {name}", by, at)
    return row


def _make(partnership_id: int, name: str, by: Viewer, at: datetime, shipped_key: str = "") -> Questionnaire:
    return Questionnaire.objects.create(
        partnership_id=partnership_id,
        reference=new_reference("QS"),
        name=name,
        shipped_key=shipped_key,
        made_by_id=by.person_id,
        made_at=at,
    )


@transaction.atomic
def take_shipped(*, partnership_id: int, key: str, by: Viewer, at: datetime) -> Questionnaire:
    """Take a questionnaire that comes with the program into a partnership, published as it is; once. Errors: Refused."""
    require(permissions.may_ask_somewhere(by, partnership_id), "The business unit and chairs take questionnaires in.")
    require(key in shipped(), "There is no such questionnaire.")
    if there := Questionnaire.objects.filter(partnership=partnership_id, shipped_key=key).first():
        return there
    one = shipped()[key]
    try:
        with transaction.atomic():
            row = _make(partnership_id, one.definition.title, by, at, key)
    except IntegrityError:  # two people took it at the same moment
        return Questionnaire.objects.get(partnership=partnership_id, shipped_key=key)
    QuestionnaireVersion.objects.create(
        questionnaire=row,
        partnership_id=partnership_id,
        number=1,
        content=one.content,
        published_by_id=by.person_id,
        published_at=at,
        what_changed=f"As it comes with the program, checked on {one.definition.checked_on}.",
    )
    _written(row, Event.PUBLISHED, f"Questionnaire taken from those that come with the program: {row.name}", by, at)
    return row


@transaction.atomic
def start_draft(*, questionnaire: Questionnaire, by: Viewer, at: datetime) -> QuestionnaireVersion:
    """A draft of the next version, from the last published one; the draft that is there, where there is one. Errors: Refused."""
    require(permissions.may_design(by, questionnaire.partnership_id), NOT_YOURS)
    Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
    last = QuestionnaireVersion.objects.filter(questionnaire=questionnaire).order_by("-number").first()
    if last is not None and last.published_at is None:
        return last
    number, content = (last.number + 1, last.content) if last else (1, editing.empty(questionnaire.name))
    fresh = QuestionnaireVersion.objects.create(
        questionnaire=questionnaire, partnership_id=questionnaire.partnership_id, number=number, content=content
    )
    _written(questionnaire, Event.DESIGNED, f"Draft of version {number} begun", by, at)
    return fresh


@transaction.atomic
def edit_draft(
    *,
    version_id: int,
    seen: int | None,
    change: Callable[[dict[str, Any]], dict[str, Any]],
    said: str,
    by: Viewer,
    at: datetime,
) -> QuestionnaireVersion:
    """Change a draft by a step of rules.editing. Errors: Refused; ChangedMeanwhile."""
    version = (
        QuestionnaireVersion.objects.select_for_update(of=("self",)).select_related("questionnaire").get(pk=version_id)
    )
    require(permissions.may_design(by, version.partnership_id), NOT_YOURS)
    require(version.published_at is None, "This version is published and does not change. Begin a new draft.")
    if seen is not None and seen != version.edits:
        raise ChangedMeanwhile(version.questionnaire.reference, seen, version.edits)
    try:
        version.content = change(version.content)
    except editing.NoSuchPlace as gone:
        raise Refused(str(gone)) from gone
    version.edits += 1
    version.save(update_fields=["content", "edits"])
    _written(version.questionnaire, Event.DESIGNED, said, by, at)
    return version


@transaction.atomic
def publish(*, version_id: int, seen: int | None, what_changed: str, by: Viewer, at: datetime) -> QuestionnaireVersion:
    """Publish a draft: from now on it can be asked and never changes. Errors: Refused with everything wrong; ChangedMeanwhile."""
    version = (
        QuestionnaireVersion.objects.select_for_update(of=("self",)).select_related("questionnaire").get(pk=version_id)
    )
    require(permissions.may_design(by, version.partnership_id), NOT_YOURS)
    require(version.published_at is None, "This version is published already.")
    if seen is not None and seen != version.edits:
        raise ChangedMeanwhile(version.questionnaire.reference, seen, version.edits)
    _, problems = read(version.content)
    require(not problems, " ".join(str(problem) for problem in problems))
    version.what_changed = what_changed
    version.published_by_id, version.published_at = by.person_id, at
    version.save(update_fields=["what_changed", "published_by", "published_at"])
    row = version.questionnaire
    row.name = version.content["title"][:200]
    row.save(update_fields=["name"])
    _written(row, Event.PUBLISHED, f"Version {version.number} published", by, at)
    return version


@transaction.atomic
def retire(*, questionnaire: Questionnaire, retired: bool, by: Viewer, at: datetime) -> None:
    """Stop offering a questionnaire for new requests, or offer it again. What was asked with it stays. Errors: Refused."""
    require(permissions.may_design(by, questionnaire.partnership_id), NOT_YOURS)
    row = Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
    row.retired_on = day_of(at) if retired else None
    row.save(update_fields=["retired_on"])
    _written(row, Event.DESIGNED, "Not offered any more" if retired else "Offered again", by, at)
