"""The family of the world's review: two households, roles to act in, and people signed in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from goldenthread.accounts.models import Person
from goldenthread.families import operations, queries
from goldenthread.families.models import FamilyMember
from goldenthread.families.operations import MemberDraft
from goldenthread.families.queries import Held
from goldenthread.families.terms import (
    Asked,
    Heard,
    Method,
    Outcome,
    Relationship,
    ReplyStep,
    RestrictionKind,
    Safe,
    SaidKind,
)
from goldenthread.records.models import Record
from goldenthread.testing.world import AT, TODAY

ROLE = "Family liaison officer"


def review(world) -> Record:  # type: ignore[no-untyped-def]
    """The record whose family it is: the world's serious incident, which one member of its group is kept out of."""
    return Record.objects.select_related("group", "circle").get(pk=world.records["review"])


def add(world, by: Any, label: str = "Mother", **given: Any) -> FamilyMember:  # type: ignore[no-untyped-def]
    """Someone of the family, whose made-up name is sealed."""
    facts: dict[str, Any] = {
        "relationship": Relationship.MOTHER, "name": f"{label.replace(' ', '')[:5]}ine Fictional", "reach": "01632 960 077",
        "address": "7 Fable Lane\nNorthvale", "safe": Safe.LETTER,
    }  # fmt: skip
    return operations.add_member(record=review(world), draft=MemberDraft(label, **(facts | given)), by=by, at=AT)


def contacted(row: FamilyMember, by: Any, outcome: Outcome = Outcome.TOOK_PART, **given: Any) -> Any:
    """An approach of today, unless said otherwise."""
    facts: dict[str, Any] = {"on": TODAY, "by_role": ROLE, "method": Method.VISIT, "at": AT}
    return operations.record_contact(member_id=row.pk, outcome=outcome, by=by, **(facts | given))


def said(row: FamilyMember, by: Any, words: str = "Nobody asked me.", **given: Any) -> Any:
    """Something that was said today."""
    facts: dict[str, Any] = {
        "kind": SaidKind.VIEW, "heard": Heard.MET, "own_words": True, "on": TODAY, "by_role": ROLE, "at": AT,
    }  # fmt: skip
    return operations.hear(member_id=row.pk, words=words, by=by, **(facts | given))


def answered(row: FamilyMember, question: Any, by: Any, words: str = "It was sent on 3 March.", **given: Any) -> Any:
    """An answer to a question."""
    facts: dict[str, Any] = {"step": ReplyStep.ANSWERED, "on": TODAY, "by_role": "Reviewer", "at": AT}
    return operations.reply(member_id=row.pk, said_id=question.pk, words=words, by=by, **(facts | given))


def restricted(row: FamilyMember, by: Any, kind: RestrictionKind = RestrictionKind.NO_CONTACT, **given: Any) -> Any:
    """A restriction since a week ago, to be looked at in four weeks."""
    facts: dict[str, Any] = {
        "words": "A bail condition forbids it.", "starts_on": TODAY - timedelta(days=7),
        "review_on": TODAY + timedelta(days=28), "at": AT,
    }  # fmt: skip
    return operations.restrict(member_id=row.pk, kind=kind, by=by, **(facts | given))


def named(row: FamilyMember, world, by: Any, person: str | None = "member", cover: str | None = None) -> FamilyMember:  # type: ignore[no-untyped-def]
    """Give a family member a contact."""
    row.refresh_from_db()
    return operations.name_contact(
        member_id=row.pk, seen=row.version, person_id=world.people[person] if person else None,
        words="Jo Bright, family liaison, 01632 960 003", cover_id=world.people[cover] if cover else None,
        cover_words="Sam Vale, 01632 960 004" if cover else "", by=by, at=AT,
    )  # fmt: skip


def now(world, by: Any, row: FamilyMember) -> Held:  # type: ignore[no-untyped-def]
    """A family member as it stands."""
    return queries.get_member(by, review(world), row.number)[1]


def two_homes(world, by: Any) -> tuple[FamilyMember, FamilyMember]:  # type: ignore[no-untyped-def]
    """Parents who live apart and wish opposite things."""
    mother = add(
        world, by, "Mother", name="Marigold Fictional", reach="01632 960 011", address="11 Larkspur Way\nNorthvale",
        called="Iris", publication=Asked.YES, wants_draft=Asked.YES, safe_words="Never after six",
    )  # fmt: skip
    father = add(
        world, by, "Father", relationship=Relationship.FATHER, household=2, name="Fergus Fictional", reach="01632 960 022",
        address="22 Foxglove Street\nSouthmere", called="Alder", publication=Asked.NO, wants_draft=Asked.NO,
        safe_words="His sister answers the telephone",
    )  # fmt: skip
    return mother, father


@pytest.fixture
def manager(as_viewer) -> Any:  # type: ignore[no-untyped-def]
    """The business manager, told to the database."""
    return as_viewer("manager")


@pytest.fixture
def signs_in(world) -> Callable[[str], Client]:  # type: ignore[no-untyped-def]
    """One of the world's people, signed in."""

    def sign_in(name: str) -> Client:
        client = Client()
        client.force_login(Person.objects.get(pk=world.people[name]))
        session = client.session
        session["second_factor_ready"], session["last_seen"] = True, 4_000_000_000.0
        session.save()
        return client

    return sign_in
