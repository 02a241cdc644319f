"""What becomes of a family when its record is disposed of, and that everything leaves with a partnership's export."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db import connection

from goldenthread.commands.exported import DECRYPTED, lists
from goldenthread.core.encryption import encrypt
from goldenthread.database.viewer import set_viewer, working_in
from goldenthread.families import operations
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
from goldenthread.families.operations import MemberDraft
from goldenthread.families.terms import (
    EffectKind,
    Heard,
    Method,
    Offer,
    Outcome,
    Relationship,
    ReplyStep,
    RestrictionKind,
    Safe,
    SaidKind,
    Standing,
    ToldStep,
)
from goldenthread.families.tests.conftest import add, review
from goldenthread.history import jobs as sealing
from goldenthread.history.operations import verify
from goldenthread.practice_reviews.operations import ChildDraft, put_child
from goldenthread.practice_reviews.terms import Outcome as ChildOutcome
from goldenthread.records import jobs
from goldenthread.records.models import Record, Subject
from goldenthread.records.operations import retention
from goldenthread.records.queries import load_viewer
from goldenthread.records.queries.retention import kept_until
from goldenthread.records.terms import RetentionClass
from goldenthread.testing.world import AT, TODAY

LATER = datetime(2032, 3, 3, 9, 30, tzinfo=UTC)
GONE = "Content disposed of"
WORDS = ("Thistle", "Fable", "sister reads", "Iris", "secretword")


def of_a_closed_record(world) -> Record:  # type: ignore[no-untyped-def]
    """A closed record with a family and a row of every kind, each with a word that has to go."""
    set_viewer(world.people["manager"], AT)
    manager = world.viewer("manager")
    record = Record.objects.select_related("group", "circle").get(pk=world.records["assured_action"])
    draft = MemberDraft(
        "Mother", Relationship.MOTHER, "Thistle Fictional", "Fable 01632 960 011", "11 Fable Way", standing=(Standing.ESTRANGED,),
        safe=Safe.LETTER, safe_words="Her sister reads", called="Iris", wishes="secretword", dates_to_avoid="12 May secretword",
        informed="secretword", needs="secretword", language="secretword", advocate_from="secretword",
    )  # fmt: skip
    row = operations.add_member(record=record, draft=draft, by=manager, at=AT)
    given = {"member_id": row.pk, "by": manager, "at": AT}
    operations.name_contact(
        seen=1, person_id=None, words="secretword", cover_id=None, cover_words="secretword", **given
    )
    held = operations.restrict(
        kind=RestrictionKind.POLICE, words="secretword", starts_on=TODAY, review_on=TODAY + timedelta(days=7), **given
    )
    operations.review_restriction(restriction_id=held.pk, on=TODAY, review_on=None, words="secretword", **given)
    contact = operations.record_contact(
        on=TODAY, by_role="secretword", method=Method.PHONE, outcome=Outcome.DECLINED, what="secretword", why="secretword",
        agreed_by="secretword", offers=[Offer.LEAFLET], **given,
    )  # fmt: skip
    operations.strike(kind="contact", row_id=contact.pk, reason="secretword", **given)
    question = operations.hear(
        kind=SaidKind.QUESTION,
        heard=Heard.MET,
        words="secretword",
        own_words=True,
        on=TODAY,
        by_role="secretword",
        **given,
    )
    operations.reply(
        said_id=question.pk, step=ReplyStep.ANSWERED, words="secretword", on=TODAY, by_role="secretword", **given
    )
    operations.record_effect(
        said_id=question.pk, kind=EffectKind.WORDING, words="secretword", on=TODAY, shows_in=record, **given
    )
    operations.record_told(
        step=ToldStep.TOLD, on=TODAY, how="secretword", support="secretword", by_role="secretword", **given
    )
    return record


def test_disposal_takes_the_words_and_leaves_the_days(worker: None, world, settings, tmp_path) -> None:  # type: ignore[no-untyped-def]
    settings.FILES_URL = f"file://{tmp_path}/files"
    record = of_a_closed_record(world)
    for name in ("officer", "manager"):
        set_viewer(world.people[name], LATER)
        viewer = load_viewer(world.people[name], name.title(), LATER)
        if name == "officer":
            row = retention.decide(
                partnership_id=record.partnership_id, record_id=record.pk,
                reason="It was kept for six years and nobody asked for it.", by=viewer, at=LATER,
            )  # fmt: skip
        else:
            retention.confirm(partnership_id=record.partnership_id, disposal_id=row.pk, by=viewer, at=LATER)
    set_viewer(None, LATER)
    done = 0
    for _ in range(3):
        done += jobs.dispose(LATER)
        sealing.keep_seals(LATER)
    assert done == 1
    assert verify() == []
    with working_in(record.partnership_id, LATER):
        member = FamilyMember.objects.select_related("subject").get()
        assert (member.label, member.reach_sealed, member.standing, member.safe) == ("Family member 1", "", [], "ask")
        assert member.subject.name_sealed == ""
        for model in (Restriction, RestrictionReview, Contact, Said, Effect, Reply, Told):
            assert set(model.objects.values_list("by_name", "by_id", "on")) == {(GONE, None, TODAY)}, model
        with connection.cursor() as cursor:
            for table in (
                "familymember", "familymemberevent", "restriction", "restrictionreview", "contact", "said", "effect", "reply", "told",
            ):  # fmt: skip
                cursor.execute(f"select to_jsonb(t)::text from families_{table} t")
                text = " ".join(row[0] for row in cursor.fetchall())
                assert not [word for word in WORDS if word in text], table


def test_everything_leaves_with_the_partnership(world, as_viewer) -> None:  # type: ignore[no-untyped-def]
    as_viewer("manager")
    record = of_a_closed_record(world)
    held = {each.name: each for each in lists()}
    counts = {}
    with connection.cursor() as cursor:
        for name in (name for name in held if name.startswith("family_")):
            cursor.execute(held[name].query, {"partnership": record.partnership_id})
            counts[name] = len(cursor.fetchall())
            if name == "family_members":
                assert [column.name for column in cursor.description if column.name in DECRYPTED] == [
                    "reach_of_the_person"
                ]
    assert counts == {
        "family_members": 1, "family_restrictions": 1, "family_contacts": 2, "family_voices": 1, "family_effects": 1,
        "family_answers": 1, "family_told": 1,
    }  # fmt: skip


def test_a_record_is_not_kept_by_the_ages_of_its_family(world, as_viewer) -> None:  # type: ignore[no-untyped-def]
    manager = as_viewer("manager")
    record = review(world)
    Record.objects.filter(pk=record.pk).update(retention_class=RetentionClass.CHILD.value, closed_on=TODAY)
    record.refresh_from_db()
    Subject.objects.create(record=record, pseudonym="Child A", born_sealed=encrypt("2020-05-04"))
    before = kept_until([record])
    assert before[record.pk] is not None
    add(world, manager)
    assert kept_until([record]) == before
    as_child = add(world, manager, "Child B", relationship=Relationship.SIBLING)
    assert kept_until([record]) == before
    put = ChildDraft("Child B", ChildOutcome.UNHURT, born="2022-01-01")
    Record.objects.filter(pk=record.pk).update(closed_on=None)
    child = put_child(review_id=record.pk, seen=None, draft=put, by=manager, at=AT)
    assert child.subject_id == as_child.subject_id, "the room’s child is the family’s"
    Record.objects.filter(pk=record.pk).update(closed_on=TODAY)
    record.refresh_from_db()
    assert kept_until([record]) != before, "the youngest child’s age counts"
