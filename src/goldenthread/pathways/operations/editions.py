"""Editions of pathways: taken in from the program, drafted from the last, changed step by step, published."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from goldenthread.core.clock import day_of
from goldenthread.design.format import day
from goldenthread.history import operations as history
from goldenthread.history.actor import Actor
from goldenthread.history.operations import About
from goldenthread.pathways import permissions
from goldenthread.pathways.models import Edition, Pathway
from goldenthread.pathways.operations.shared import actor, require
from goldenthread.pathways.rules import editing
from goldenthread.pathways.rules.reading import read
from goldenthread.pathways.shipped import pathways as shipped
from goldenthread.pathways.terms import Event
from goldenthread.records.operations import ChangedMeanwhile, Refused
from goldenthread.records.viewer import Viewer

NOT_YOURS = "The business unit writes editions of pathways."


def _written(row: Pathway, verb: Event, sentence: str, by: Viewer | Actor, at: datetime) -> None:
    history.write(verb=verb, sentence=sentence, by=actor(by), at=at, about=About(row.partnership_id))


@transaction.atomic
def take_shipped(*, partnership_id: int, key: str, by: Viewer | Actor, at: datetime) -> Pathway:
    """The partnership's pathway with this key; one that comes with the program is taken in as its first edition. Errors: Refused."""
    there = Pathway.objects.filter(partnership=partnership_id, key=key).first()
    if there is not None:
        return there
    require(key in shipped(), "There is no such pathway.")
    one = shipped()[key]
    try:
        with transaction.atomic():
            row = Pathway.objects.create(partnership_id=partnership_id, key=key, name=one.definition.title, made_at=at)
    except IntegrityError:  # two people took it at the same moment
        return Pathway.objects.get(partnership=partnership_id, key=key)
    _from_program(row, 1, by, at)
    return row


def _from_program(row: Pathway, number: int, by: Viewer | Actor, at: datetime) -> Edition:
    one = shipped()[row.key]
    edition = Edition.objects.create(
        pathway=row,
        partnership_id=row.partnership_id,
        number=number,
        content=one.content,
        published_by_id=actor(by).person_id,
        published_at=at,
        what_changed=f"As it comes with the program, last checked on {day(date.fromisoformat(one.definition.checked_on))}.",
    )
    _written(row, Event.PUBLISHED, f"{row.name}: edition {number}, as it comes with the program", by, at)
    return edition


@transaction.atomic
def take_newer(*, pathway: Pathway, by: Viewer, at: datetime) -> Edition:
    """Publish the text that the program has since brought as the next edition; what follows earlier editions keeps them. Errors: Refused."""
    require(permissions.may_design(by, pathway.partnership_id), NOT_YOURS)
    row = Pathway.objects.select_for_update().get(pk=pathway.pk)
    editions = list(Edition.objects.filter(pathway=row).order_by("-number"))
    require(row.key in shipped(), "It does not come with the program.")
    require(all(each.content != shipped()[row.key].content for each in editions), "There is nothing newer.")
    require(all(each.published_at for each in editions), "There is a draft. Publish it or go on with it first.")
    return _from_program(row, editions[0].number + 1, by, at)


def current_edition(partnership_id: int, key: str, by: Viewer | Actor, at: datetime) -> Edition:
    """The last published edition of a pathway, taken in first where need be. Errors: Refused."""
    row = take_shipped(partnership_id=partnership_id, key=key, by=by, at=at)
    require(row.retired_on is None, "This pathway is not begun any more.")
    edition = (
        Edition.objects.filter(pathway=row, published_at__isnull=False)
        .select_related("pathway")
        .order_by("-number")
        .first()
    )
    if edition is None:
        raise Refused("No edition of this pathway is published yet.")
    return edition


@transaction.atomic
def new_pathway(*, partnership_id: int, title: str, by: Viewer, at: datetime) -> Edition:
    """A pathway of the partnership's own, with an empty draft. Errors: Refused."""
    require(permissions.may_design(by, partnership_id), NOT_YOURS)
    taken = {
        *Pathway.objects.filter(partnership=partnership_id).values_list("key", flat=True),
        *shipped(),
        "new",
        "calendar",
    }
    key = editing.key_for(title, taken)
    row = Pathway.objects.create(partnership_id=partnership_id, key=key, name=title, made_at=at)
    _written(row, Event.DRAFTED, f"Pathway begun: {title}", by, at)
    return Edition.objects.create(pathway=row, partnership_id=partnership_id, number=1, content=editing.empty(title))


@transaction.atomic
def start_draft(*, partnership_id: int, key: str, by: Viewer, at: datetime) -> Edition:
    """A draft of the next edition, from the last published one; the draft that is there, where there is one. Errors: Refused."""
    require(permissions.may_design(by, partnership_id), NOT_YOURS)
    row = take_shipped(partnership_id=partnership_id, key=key, by=by, at=at)
    Pathway.objects.select_for_update().get(pk=row.pk)
    last = Edition.objects.filter(pathway=row).order_by("-number").first()
    assert last is not None  # a pathway is made with its first edition
    if last.published_at is None:
        return last
    fresh = Edition.objects.create(
        pathway=row, partnership_id=partnership_id, number=last.number + 1, content=last.content
    )
    _written(row, Event.DRAFTED, f"{row.name}: draft of edition {fresh.number} begun", by, at)
    return fresh


def _draft(edition_id: int, seen: int | None, by: Viewer) -> Edition:
    edition = Edition.objects.select_for_update(of=("self",)).select_related("pathway").get(pk=edition_id)
    require(permissions.may_design(by, edition.partnership_id), NOT_YOURS)
    require(edition.published_at is None, "This edition is published and does not change. Begin a new draft.")
    if seen is not None and seen != edition.edits:
        raise ChangedMeanwhile(edition.pathway.name, seen, edition.edits)
    return edition


@transaction.atomic
def edit_draft(
    *,
    edition_id: int,
    seen: int | None,
    change: Callable[[dict[str, Any]], dict[str, Any]],
    said: str,
    by: Viewer,
    at: datetime,
) -> Edition:
    """Change a draft by a step of rules.editing. Errors: Refused; ChangedMeanwhile."""
    edition = _draft(edition_id, seen, by)
    try:
        edition.content = change(edition.content)
    except editing.NoSuchPlace as gone:
        raise Refused(str(gone)) from gone
    edition.edits += 1
    edition.save(update_fields=["content", "edits"])
    _written(edition.pathway, Event.DRAFTED, f"{edition.pathway.name}: {said}", by, at)
    return edition


@transaction.atomic
def publish(*, edition_id: int, seen: int | None, what_changed: str, by: Viewer, at: datetime) -> Edition:
    """Publish a draft: records that begin it from now on follow it, and it never changes. Errors: Refused with everything wrong; ChangedMeanwhile."""
    edition = _draft(edition_id, seen, by)
    found, problems = read(edition.content)
    require(not problems, " ".join(str(problem) for problem in problems))
    require(bool(what_changed.strip()), "Say what changed.")
    edition.what_changed, edition.published_by_id, edition.published_at = what_changed, by.person_id, at
    edition.save(update_fields=["what_changed", "published_by", "published_at"])
    row = edition.pathway
    assert found is not None
    row.name = found.title
    row.save(update_fields=["name"])
    _written(row, Event.PUBLISHED, f"{row.name}: edition {edition.number} published. {what_changed}", by, at)
    return edition


@transaction.atomic
def retire(*, pathway: Pathway, retired: bool, by: Viewer, at: datetime) -> None:
    """Let no record begin a pathway any more, or let it again. Records on it go on. Errors: Refused."""
    require(permissions.may_design(by, pathway.partnership_id), NOT_YOURS)
    row = Pathway.objects.select_for_update().get(pk=pathway.pk)
    row.retired_on = day_of(at) if retired else None
    row.save(update_fields=["retired_on"])
    _written(row, Event.DRAFTED, f"{row.name}: {'not begun any more' if retired else 'begun again'}", by, at)
