"""Edge case 36: someone estranged, alleged to have caused harm, in prison or under 18; two households with opposite wishes; an interpreter; a
no-contact order; declined and then another mind, after publication."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goldenthread.families import operations, queries
from goldenthread.families.pages import family as pages
from goldenthread.families.pages import member as member_pages
from goldenthread.families.rules.family import cautions, opposite_wishes
from goldenthread.families.terms import (
    Heard,
    Method,
    Offer,
    Outcome,
    Relationship,
    RestrictionKind,
    Safe,
    SaidKind,
    Standing,
    ToldStep,
)
from goldenthread.families.tests.conftest import ROLE, add, contacted, now, restricted, review, said, two_homes
from goldenthread.records.models import Record
from goldenthread.records.operations import Refused
from goldenthread.testing.world import AT, TODAY


@pytest.mark.parametrize(
    ("standing", "said_first"),
    [
        (Standing.ESTRANGED, "approached apart"),
        (Standing.ALLEGED, "police or the prosecutors agree"),
        (Standing.WITNESS, "police or the prosecutors agree"),
        (Standing.PRISON, "ask the prison"),
    ],
)
def test_36_estranged_alleged_or_in_prison_is_said_before_they_are_approached(
    world, manager, standing, said_first: str
) -> None:
    row = add(
        world,
        manager,
        "Father",
        relationship=Relationship.FATHER,
        standing=(standing,),
        safe=Safe.THROUGH,
        safe_words="The prison’s liaison",
    )
    held = now(world, manager, row)
    assert any(said_first in sentence for sentence in cautions(held.facts, TODAY))
    assert standing.label in [tag.text for tag in pages.tags(held)]
    contacted(row, manager, Outcome.NOT_APPROACHED, method=Method.NONE, why="The prosecutors ask to wait for the trial")
    assert now(world, manager, row).facts.is_accounted_for
    assert not now(world, manager, row).facts.was_offered


def test_36_under_18_is_heard_and_it_is_said_how(world, manager) -> None:
    row = add(world, manager, "Child B", relationship=Relationship.SURVIVING_CHILD, under_18=True, safe=Safe.PERSON)
    assert any("Under 18" in sentence for sentence in cautions(now(world, manager, row).facts, TODAY))
    said(row, manager, "I want my room back", heard=Heard.PLAY)
    (line,) = member_pages.said_lines(_scope(world, manager), review(world), now(world, manager, row))
    assert line.meta.startswith("By drawing or play")


def test_36_two_households_with_opposite_wishes_stand_apart(world, manager) -> None:
    two_homes(world, manager)
    family = queries.of_record(manager, review(world))
    assert opposite_wishes(family.facts) == (
        "In household 1 someone wishes that the report is published; in household 2 someone does not. Each is answered for themselves, and told nothing of the others.",
        "In household 1 someone wishes to read the draft; in household 2 someone does not. Each is answered for themselves, and told nothing of the others.",
    )
    homes = pages.parts(_scope(world, manager), family)
    assert [(home.title, [card.link.text for card in home.members]) for home in homes] == [
        ("Household 1", ["Mother"]), ("Household 2", ["Father"]),
    ]  # fmt: skip


def test_36_an_interpreter_is_offered_and_is_never_of_the_family(world, manager) -> None:
    row = add(world, manager, interpreter=True, language="Tigrinya")
    assert any(
        "An interpreter in Tigrinya is needed, and is never one of the family" in each
        for each in cautions(now(world, manager, row).facts, TODAY)
    )
    contacted(row, manager, offers=[Offer.TAKE_PART, Offer.LEAFLET, Offer.ADVOCATE, Offer.CONTACT])
    card = pages.card(_scope(world, manager), review(world), now(world, manager, row))
    assert [each.value for each in card.rows if each.key == "Not offered yet"] == ["An interpreter"]
    contacted(row, manager, offers=[Offer.INTERPRETER])
    assert not [
        each
        for each in pages.card(_scope(world, manager), review(world), now(world, manager, row)).rows
        if each.key == "Not offered yet"
    ]


@pytest.mark.parametrize("kind", [RestrictionKind.NO_CONTACT, RestrictionKind.COURT, RestrictionKind.POLICE])
def test_36_under_a_no_contact_order_nobody_is_approached_unless_someone_agreed(
    world, manager, kind: RestrictionKind
) -> None:
    row = add(world, manager)
    held = restricted(row, manager, kind)
    with pytest.raises(Refused, match="A restriction was in force"):
        contacted(row, manager, Outcome.NO_REPLY, method=Method.LETTER)
    contacted(row, manager, on=TODAY - timedelta(days=30))
    contacted(row, manager, Outcome.NOT_SAFE, method=Method.NONE, why="The order forbids it")
    agreed = contacted(row, manager, agreed_by="Detective sergeant, by telephone on 1 March")
    assert now(world, manager, row).facts.last.id == agreed.pk
    contacted(row, manager, why="She rang us herself and was in danger")
    operations.review_restriction(
        member_id=row.pk,
        restriction_id=held.pk,
        on=TODAY,
        review_on=None,
        words="The court lifted it",
        by=manager,
        at=AT,
    )
    contacted(row, manager)


def test_36_a_restriction_past_its_day_is_said_on_the_page(world, as_viewer) -> None:
    manager = as_viewer("manager")
    row = add(world, manager)
    restricted(row, manager, review_on=TODAY + timedelta(days=1))
    later = AT + timedelta(days=2)
    viewer = as_viewer("manager", later)
    family = queries.of_record(viewer, review(world))
    assert [notice.title for notice in pages.notices(family, viewer.day)] == ["A restriction is to be looked at again"]
    assert pages.card(_scope(world, viewer), review(world), family.members[0]).warnings
    with pytest.raises(Refused, match="in force"):
        operations.record_contact(
            member_id=row.pk,
            on=viewer.day,
            by_role=ROLE,
            method=Method.PHONE,
            outcome=Outcome.DECLINED,
            by=viewer,
            at=later,
        )


def test_36_declined_and_then_another_mind_after_publication(world, as_viewer) -> None:
    manager = as_viewer("manager")
    row = add(world, manager)
    with pytest.raises(Refused, match="answered before"):
        contacted(row, manager, Outcome.CHANGED)
    contacted(row, manager, Outcome.DECLINED, what="She would rather not")
    operations.record_told(
        member_id=row.pk, step=ToldStep.TOLD, on=TODAY, how="By letter", support="", by_role=ROLE, by=manager, at=AT
    )
    Record.objects.filter(pk=world.records["review"]).update(closed_on=TODAY)
    later = AT + timedelta(days=200)
    manager = as_viewer("manager", later)
    operations.record_contact(
        member_id=row.pk, on=later.date(), by_role=ROLE, method=Method.PHONE, outcome=Outcome.CHANGED,
        what="She has read the report and wants to say something", by=manager, at=later,
    )  # fmt: skip
    view = operations.hear(
        member_id=row.pk, kind=SaidKind.VIEW, heard=Heard.MET, words="I was there the whole time.", own_words=True,
        on=later.date(), by_role=ROLE, by=manager, at=later,
    )  # fmt: skip
    held = now(world, manager, row)
    assert [each.outcome for each in held.facts.contacts] == [Outcome.DECLINED, Outcome.CHANGED]
    assert held.facts.last.outcome is Outcome.CHANGED
    assert held.facts.said[0].id == view.pk
    assert held.facts.was_offered


def test_12_letters_and_days_to_avoid(world, manager) -> None:
    row = add(world, manager, dates_to_avoid=f"{TODAY.day} {TODAY:%B}: the funeral was on this day")
    assert any("the funeral" in sentence for sentence in cautions(now(world, manager, row).facts, TODAY))


def _scope(world, viewer):  # type: ignore[no-untyped-def]
    from goldenthread.records.web import Scope

    fact = viewer.partnership("north")
    assert fact
    return Scope(fact, viewer)
