"""Who sees a family: as the queryset says, and as the database says by itself. Constant queries."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.families import operations, queries
from goldenthread.families.models import (
    Contact,
    Effect,
    FamilyMember,
    Reply,
    Restriction,
    RestrictionReview,
    Said,
    Told,
)
from goldenthread.families.terms import EffectKind, Relationship, SaidKind, ToldStep
from goldenthread.families.tests.conftest import ROLE, add, answered, contacted, restricted, review, said
from goldenthread.records.models import Record
from goldenthread.records.queries import NotVisible
from goldenthread.testing.world import AT, PEOPLE, TODAY

MODELS = (FamilyMember, Restriction, RestrictionReview, Contact, Said, Effect, Reply, Told)
KEPT_OUT = "excluded"


def whole(world, by) -> FamilyMember:  # type: ignore[no-untyped-def]
    """A family member with a row of every kind."""
    row = add(world, by)
    held = restricted(row, by)
    operations.review_restriction(
        member_id=row.pk, restriction_id=held.pk, on=TODAY, review_on=None, words="It was lifted", by=by, at=AT
    )
    contacted(row, by)
    question = said(row, by, kind=SaidKind.QUESTION)
    answered(row, question, by)
    operations.record_effect(
        member_id=row.pk, said_id=question.pk, kind=EffectKind.WORDING, words="It is worded so", on=TODAY, by=by, at=AT
    )
    operations.record_told(
        member_id=row.pk, step=ToldStep.TOLD, on=TODAY, how="Met", support="", by_role=ROLE, by=by, at=AT
    )
    return row


@pytest.mark.parametrize("name", PEOPLE)
def test_queryset_and_database_agree(world, as_viewer, name: str) -> None:
    row = whole(world, as_viewer("manager"))
    viewer = as_viewer(name)
    sees = Record.objects.filter(pk=world.records["review"]).exists()
    for model in MODELS:
        assert model.objects.count() == (1 if sees else 0), model
        if hasattr(model.objects, "visible_to"):
            assert model.objects.visible_to(viewer).count() == (1 if sees else 0)
    family = queries.of_record(viewer, review_of(world, as_viewer, name))
    assert [each.row.pk for each in family.members] == ([row.pk] if sees else [])


def review_of(world, as_viewer, name: str) -> Record:  # type: ignore[no-untyped-def]
    as_viewer("manager")
    record = review(world)
    as_viewer(name)
    return record


def test_whoever_is_kept_out_sees_nothing_and_learns_nothing(world, as_viewer) -> None:
    whole(world, as_viewer("manager"))
    assert Record.objects.filter(pk=world.records["review"]).exists()
    record = review(world)
    viewer = as_viewer(KEPT_OUT)
    north = record.partnership_id
    assert queries.of_record(viewer, record).members == ()
    assert queries.told_before_publication(record) == []
    assert queries.offers(viewer, north, [record.pk])[0].records == 0
    assert queries.restrictions_due(viewer, north, TODAY) == []
    with pytest.raises(NotVisible):
        queries.get_member(viewer, record, 1)
    with connection.cursor() as cursor:
        for table in (
            "familymember",
            "familymemberevent",
            "contact",
            "said",
            "effect",
            "reply",
            "told",
            "restriction",
            "restrictionreview",
        ):
            cursor.execute(f"select count(*) from families_{table}")
            assert cursor.fetchone() == (0,), table
    with pytest.raises(FamilyMember.DoesNotExist):
        contacted(FamilyMember(pk=1), viewer)


def test_constant_queries(world, as_viewer) -> None:
    viewer = as_viewer("manager")
    record = review(world)

    def count(ask) -> int:  # type: ignore[no-untyped-def]
        with CaptureQueriesContext(connection) as captured:
            ask()
        return len(captured.captured_queries)

    assert count(lambda: queries.of_record(viewer, record)) == 1
    whole(world, viewer)
    for asked, wanted in (
        (lambda: queries.of_record(viewer, record), 2),
        (lambda: queries.told_before_publication(record), 2),
        (lambda: queries.offers(viewer, record.partnership_id), 2),
        (lambda: queries.restrictions_due(viewer, record.partnership_id, TODAY), 2),
        (lambda: queries.candidates(record, TODAY), 1),
    ):
        assert count(asked) == wanted
    for number in range(5):
        contacted(
            add(world, viewer, f"Person {number}", relationship=Relationship.RELATIVE, household=number + 1), viewer
        )
    assert count(lambda: queries.of_record(viewer, record)) == 2
    assert count(lambda: queries.offers(viewer, record.partnership_id)) == 2
