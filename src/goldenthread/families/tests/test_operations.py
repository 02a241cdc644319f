"""Each operation's row, event, notice and refusal."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from goldenthread.core.encryption import decrypt
from goldenthread.database.viewer import set_viewer
from goldenthread.families import operations, queries
from goldenthread.families.models import Contact, FamilyMember, Reply, Said
from goldenthread.families.operations import MemberDraft
from goldenthread.families.terms import (
    EffectKind,
    Event,
    LetterKind,
    Method,
    Outcome,
    Relationship,
    ReplyStep,
    RestrictionKind,
    Safe,
    SaidKind,
    ToldStep,
)
from goldenthread.families.tests.conftest import (
    ROLE,
    add,
    answered,
    contacted,
    named,
    now,
    restricted,
    review,
    said,
    two_homes,
)
from goldenthread.history.models import Event as Happened
from goldenthread.messages.models import Notice
from goldenthread.records.models import Record, Subject
from goldenthread.records.operations import ChangedMeanwhile, Refused
from goldenthread.records.terms import Event as Shown
from goldenthread.testing.world import AT, TODAY


def events(world, *kinds: Event) -> list[str]:  # type: ignore[no-untyped-def]
    wanted = [kind.value for kind in kinds]
    rows = Happened.objects.filter(record_id=world.records["review"], verb__in=wanted)
    return list(rows.order_by("pk").values_list("sentence", flat=True))


def told(world, kind: Event) -> set[str]:  # type: ignore[no-untyped-def]
    """Who has a notice of a kind: each is seen by its own person alone. The manager looks again afterwards."""
    found = set()
    for name, pk in world.people.items():
        set_viewer(pk, AT)
        if Notice.objects.filter(person=pk, kind=kind.value).exists():
            found.add(name)
    set_viewer(world.people["manager"], AT)
    return found


def test_a_member_is_written_down_under_a_label_with_the_rest_sealed(world, manager) -> None:
    row = add(world, manager, "Mother", name="Marigold Fictional", household=2)
    assert (row.number, row.label, row.household) == (1, "Mother", 2)
    assert "Marigold" not in row.subject.name_sealed
    assert decrypt(row.subject.name_sealed) == "Marigold Fictional"
    assert decrypt(row.reach_sealed) == "01632 960 077"
    assert row.subject.name_index
    assert events(world, Event.MEMBER) == ["Mother was written down, household 2"]
    assert add(world, manager, "Aunt", relationship=Relationship.RELATIVE).number == 2
    for label, wrong in (("mother", "that label"), ("", "Give a label"), ("Marigold", "never holds")):
        with pytest.raises(Refused, match=wrong):
            add(world, manager, label, name="Marigold Fictional")
    with pytest.raises(Refused, match="through whom"):
        add(world, manager, "Uncle", safe=Safe.THROUGH)
    with pytest.raises(Refused, match="1 to 9"):
        add(world, manager, "Uncle", household=0)


def test_a_child_whom_the_record_knows_is_the_same_person(world, manager) -> None:
    known = Subject.objects.create(record=review(world), pseudonym="Child B", born_sealed="")
    row = add(world, manager, "Child B", relationship=Relationship.SURVIVING_CHILD, under_18=True, name="")
    assert row.subject_id == known.pk
    assert Subject.objects.filter(record=review(world), pseudonym="Child B").count() == 1


def test_what_is_known_changes_under_its_own_version_and_empty_sealed_fields_stay(world, manager) -> None:
    row = add(world, manager)
    before = review(world).version
    draft = MemberDraft("Child A’s mother", Relationship.MOTHER, called="Iris", safe=Safe.PHONE)
    changed = operations.change_member(member_id=row.pk, seen=1, draft=draft, by=manager, at=AT)
    assert (changed.label, changed.called, changed.version) == ("Child A’s mother", "Iris", 2)
    assert decrypt(changed.subject.name_sealed).endswith("Fictional")
    assert changed.subject.pseudonym == "Child A’s mother"
    assert review(world).version == before, "nobody's form on the record itself is in the way"
    with pytest.raises(ChangedMeanwhile):
        operations.change_member(member_id=row.pk, seen=1, draft=draft, by=manager, at=AT)
    Subject.objects.create(record=review(world), pseudonym="Child A")
    with pytest.raises(Refused, match="pseudonym"):
        operations.change_member(
            member_id=row.pk, seen=2, draft=MemberDraft("Child A", Relationship.MOTHER), by=manager, at=AT
        )
    assert events(world, Event.CHANGED) == ["What is known of Child A’s mother was changed"]


@pytest.mark.parametrize(
    ("name", "may"), [("manager", True), ("officer", True), ("chair", True), ("member", False), ("both", False)]
)
def test_those_who_lead_keep_the_family(world, as_viewer, name: str, may: bool) -> None:
    viewer = as_viewer(name)
    if may:
        assert add(world, viewer).pk
        return
    with pytest.raises(Refused, match="keep its family"):
        add(world, viewer)
    row = add(world, as_viewer("manager"))
    viewer = as_viewer(name)
    for perform in (
        lambda: contacted(row, viewer),
        lambda: said(row, viewer),
        lambda: restricted(row, viewer),
        lambda: operations.show_member(member_id=row.pk, why="To write to her", by=viewer, at=AT),
        lambda: operations.name_contact(
            member_id=row.pk, seen=None, person_id=None, words="Jo", cover_id=None, cover_words="", by=viewer, at=AT
        ),
    ):
        with pytest.raises(Refused, match=r"do this|keep its family"):
            perform()


def test_the_named_contact_writes_down_contacts_with_their_own_family_member_alone(world, as_viewer) -> None:
    manager = as_viewer("manager")
    mother, father = two_homes(world, manager)
    named(mother, world, manager, "member", "both")
    assert told(world, Event.NAMED) == {"member", "both"}
    others = contacted(mother, manager)
    as_viewer("member")
    assert Notice.objects.get(kind=Event.NAMED.value).address.endswith("/family/1/")
    for name in ("member", "both"):
        viewer = as_viewer(name)
        own = contacted(mother, viewer)
        assert own.by_id == viewer.person_id
        said(mother, viewer)
        operations.record_told(
            member_id=mother.pk, step=ToldStep.TOLD, on=TODAY, how="Met", support="", by_role=ROLE, by=viewer, at=AT
        )
        assert operations.show_member(member_id=mother.pk, why="To ring her", by=viewer, at=AT).reach == "01632 960 011"
        with pytest.raises(Refused, match="named contact do this"):
            contacted(father, viewer)
        with pytest.raises(Refused, match="keep its family"):
            restricted(mother, viewer)
        with pytest.raises(Refused, match="wrote themselves"):
            operations.strike(
                member_id=mother.pk, kind="contact", row_id=others.pk, reason="Not hers", by=viewer, at=AT
            )
        operations.strike(member_id=mother.pk, kind="contact", row_id=own.pk, reason="Another day", by=viewer, at=AT)


def test_a_contact_is_named_among_those_who_see_the_record_and_with_words_for_a_letter(world, manager) -> None:
    row = add(world, manager)
    names = {person.pk for person in queries.candidates(review(world), TODAY)}
    people = {name for name, pk in world.people.items() if pk in names}
    assert people == {"manager", "officer", "chair", "member", "both"}, "nobody who is kept out"
    for person in ("excluded", "outsider"):
        with pytest.raises(Refused, match="does not see this record"):
            named(row, world, manager, person)
    with pytest.raises(Refused, match="someone else"):
        named(row, world, manager, "member", "member")
    with pytest.raises(Refused, match="how a letter names them"):
        operations.name_contact(
            member_id=row.pk, seen=None, person_id=None, words=" ", cover_id=None, cover_words="", by=manager, at=AT
        )
    assert named(row, world, manager, None).contact_words.startswith("Jo Bright"), "someone without an account"
    assert events(world, Event.NAMED) == ["Mother: a contact was named; nobody covers yet"]


def test_a_restriction_is_kept_on_or_ended_by_rows(world, manager) -> None:
    row = add(world, manager)
    named(row, world, manager)
    held = restricted(row, manager, RestrictionKind.POLICE)
    assert told(world, Event.RESTRICTED) == {"member"}
    given = {"member_id": row.pk, "restriction_id": held.pk, "by": manager, "at": AT}
    later = TODAY + timedelta(days=60)
    operations.review_restriction(on=TODAY, review_on=later, words="The officer asks for two months", **given)
    assert now(world, manager, row).facts.restrictions[0].review_on == later
    for on, until, words, wrong in (
        (TODAY, TODAY, "A good reason", "day to come"),
        (TODAY + timedelta(days=1), None, "A good reason", "today or earlier"),
        (TODAY - timedelta(days=30), None, "A good reason", "before it began"),
        (TODAY, None, "", "Say in a sentence"),
    ):
        with pytest.raises(Refused, match=wrong):
            operations.review_restriction(on=on, review_on=until, words=words, **given)
    operations.review_restriction(on=TODAY, review_on=None, words="The trial is over", **given)
    assert now(world, manager, row).facts.restricted(TODAY) == ()
    with pytest.raises(Refused, match="ended already"):
        operations.review_restriction(on=TODAY, review_on=None, words="Once more", **given)
    with pytest.raises(Refused, match="no such restriction"):
        operations.review_restriction(on=TODAY, review_on=None, words="Once more", **(given | {"restriction_id": 0}))
    assert len(events(world, Event.RESTRICTED, Event.REVIEWED)) == 3


def test_a_contact_is_corrected_by_another_row_and_both_stay(world, manager) -> None:
    row = add(world, manager)
    first = contacted(row, manager, Outcome.NO_REPLY, what="A letter")
    second = operations.correct_contact(
        member_id=row.pk, row_id=first.pk, reason="She had answered", on=TODAY, by_role=ROLE, method=Method.PHONE,
        outcome=Outcome.DECLINED, by=manager, at=AT,
    )  # fmt: skip
    held = now(world, manager, row)
    assert [each.id for each in held.facts.contacts] == [second.pk]
    assert [(each.words, each.why, each.struck) for each in held.earlier] == [("A letter", "She had answered", False)]
    with pytest.raises(Refused, match="later row"):
        operations.strike(member_id=row.pk, kind="contact", row_id=first.pk, reason="Not so", by=manager, at=AT)
    with pytest.raises(Refused, match="reason"):
        operations.strike(member_id=row.pk, kind="contact", row_id=second.pk, reason="No", by=manager, at=AT)
    operations.strike(
        member_id=row.pk, kind="contact", row_id=second.pk, reason="It was with another person", by=manager, at=AT
    )
    held = now(world, manager, row)
    assert held.facts.contacts == ()
    assert len(held.earlier) == 2
    assert not held.facts.is_accounted_for, "she is to be approached again"
    with pytest.raises(Refused, match="no such row"):
        operations.strike(
            member_id=row.pk,
            kind="contact",
            row_id=Contact.objects.latest("pk").pk,
            reason="Once more",
            by=manager,
            at=AT,
        )
    assert [sentence.split(" was ")[1] for sentence in events(world, Event.CORRECTED)] == ["corrected", "struck out"]


def test_nothing_that_was_recorded_is_edited_or_deleted(world, manager) -> None:
    row = add(world, manager)
    contacted(row, manager)
    question = said(row, manager, kind=SaidKind.QUESTION)
    restricted(row, manager)
    for statement in (
        "update families_contact set what = 'x'", "delete from families_said", "update families_restriction set words = 'x'",
    ):  # fmt: skip
        with (
            pytest.raises(DatabaseError, match=r"permission denied|does not change"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    other = Record.objects.get(pk=world.records["source"])
    with pytest.raises(DatabaseError, match="another record"), transaction.atomic():
        Reply.objects.create(
            record=other, member=row, said=question, step="answered", on=TODAY, by_name="Someone", made_at=AT
        )


def test_the_owner_cannot_edit_them_either(owner_connection) -> None:
    tables = owner_connection.execute(
        "select distinct event_object_table from information_schema.triggers where trigger_name = 'frozen' and event_object_table like 'families%'"
    )
    assert {row[0] for row in tables} == {
        f"families_{table}"
        for table in ("restriction", "restrictionreview", "contact", "said", "effect", "reply", "told")
    }


def test_a_question_is_answered_and_fed_back_and_the_contact_is_told(world, as_viewer) -> None:
    manager = as_viewer("manager")
    row = add(world, manager)
    named(row, world, manager)
    question = said(row, manager, "Why was the letter late?", kind=SaidKind.QUESTION)
    with pytest.raises(Refused, match="not answered yet"):
        answered(row, question, manager, step=ReplyStep.FED_BACK)
    answered(row, question, manager)
    assert told(world, Event.REPLY) == {"member"}
    member = as_viewer("member")
    with pytest.raises(Refused, match="keep its family"):
        answered(row, question, member)
    answered(row, question, member, step=ReplyStep.FED_BACK, words="She was glad to know")
    assert now(world, member, row).facts.waiting == ()
    assert len(events(world, Event.REPLY)) == 2
    assert "late" not in " ".join(events(world, Event.SAID, Event.REPLY)), "history says that, and never what"


def test_what_follows_from_a_corrected_row_follows_from_its_successor(world, manager) -> None:
    row = add(world, manager)
    view = said(row, manager)
    action = Record.objects.get(pk=world.records["action"])
    given = {"member_id": row.pk, "on": TODAY, "by": manager, "at": AT}
    operations.record_effect(
        said_id=view.pk, kind=EffectKind.FINDING, words="The finding names it", shows_in=action, **given
    )
    after = operations.correct_said(
        row_id=view.pk, reason="Her own words", kind=SaidKind.VIEW, heard=_met(), words="Nobody ever asked.", own_words=True,
        by_role=ROLE, **given,
    )  # fmt: skip
    held = now(world, manager, row).facts.said
    assert [(each.id, each.effect.reference if each.effect else "") for each in held] == [
        (after.pk, world.references["action"])
    ]
    assert queries.offers(manager, review(world).partnership_id)[0].changed == 1
    with pytest.raises(Refused, match="corrected or struck out"):
        operations.record_effect(said_id=view.pk, kind=EffectKind.NOTHING, words="A good reason", **given)
    operations.record_effect(said_id=after.pk, kind=EffectKind.NOTHING, words="It was taken back", **given)
    assert queries.offers(manager, review(world).partnership_id)[0].changed == 0, "the last row holds"
    with pytest.raises(Refused, match="what changed"):
        operations.record_effect(said_id=after.pk, kind=EffectKind.FINDING, words="", **given)
    operations.strike(
        member_id=row.pk, kind="said", row_id=after.pk, reason="Another person said it", by=manager, at=AT
    )
    assert queries.offers(manager, review(world).partnership_id)[0].heard == 0
    assert Said.objects.count() == 3


def _met():  # type: ignore[no-untyped-def]
    from goldenthread.families.terms import Heard

    return Heard.MET


def test_told_before_publication_for_the_rooms_step(world, manager) -> None:
    mother, father = two_homes(world, manager)
    given = {"on": TODAY, "by_role": ROLE, "by": manager, "at": AT}
    assert [(each.label, each.is_open, each.waits_for_draft) for each in queries.told_before_publication(review(world))] == [
        ("Mother", True, True), ("Father", True, False),
    ]  # fmt: skip
    operations.record_told(member_id=mother.pk, step=ToldStep.DRAFT_READ, how="At the centre", support="", **given)
    operations.record_told(member_id=mother.pk, step=ToldStep.TOLD, how="Met", support="Jo calls at nine", **given)
    note = operations.record_told(
        member_id=father.pk, step=ToldStep.NOT_TOLD, how="The prison could not reach him", support="", **given
    )
    now_ = queries.told_before_publication(review(world))
    assert [(each.told_on, each.draft_read_on, each.is_open) for each in now_] == [
        (TODAY, TODAY, False),
        (None, None, False),
    ]
    operations.correct_told(
        member_id=father.pk,
        row_id=note.pk,
        reason="He was reached after all",
        step=ToldStep.TOLD,
        how="By video",
        support="",
        **given,
    )
    assert queries.told_before_publication(review(world))[1].told_on == TODAY
    with pytest.raises(Refused, match="Say how"):
        operations.record_told(member_id=mother.pk, step=ToldStep.TOLD, how="", support="", **given)
    assert len(events(world, Event.TOLD)) == 3


def test_who_someone_is_is_shown_for_a_reason_that_is_written_down(world, manager) -> None:
    row = add(world, manager, name="Marigold Fictional")
    with pytest.raises(Refused, match="Say why"):
        operations.show_member(member_id=row.pk, why="  ", by=manager, at=AT)
    shown = operations.show_member(member_id=row.pk, why="To write to her", by=manager, at=AT)
    assert (shown.name, shown.reach, shown.address) == (
        "Marigold Fictional",
        "01632 960 077",
        "7 Fable Lane\nNorthvale",
    )
    sentences = Happened.objects.filter(record_id=world.records["review"], verb=Shown.IDENTITY_SHOWN.value)
    assert [row.sentence for row in sentences] == ["manager was shown who Mother is: To write to her"]


def test_a_letter_is_refused_where_it_is_not_safe_and_carries_a_name_for_a_reason_alone(world, manager) -> None:
    row = add(world, manager)
    given = {"member_id": row.pk, "kind": LetterKind.FIRST, "by": manager, "at": AT}
    with pytest.raises(Refused, match="Name the contact"):
        operations.draft_letter(agreed_by="", why="", **given)
    named(row, world, manager)
    assert operations.draft_letter(agreed_by="", why="", **given).reach is None
    shown = operations.draft_letter(agreed_by="", why="To send it", **given).reach
    assert shown is not None
    assert shown.name.endswith("Fictional")
    restricted(row, manager)
    with pytest.raises(Refused, match="who agreed"):
        operations.draft_letter(agreed_by="", why="", **given)
    operations.draft_letter(agreed_by="The officer in the case", why="", **given)
    assert events(world, Event.LETTER)[-1] == "Mother: “First letter” was drafted, agreed by The officer in the case"


def test_sealed_contacts_go_to_the_newest_key(world, manager, settings) -> None:
    from cryptography.fernet import Fernet

    row = add(world, manager)
    before = row.reach_sealed
    assert operations.rotate_contacts() == 0
    settings.FIELD_KEYS = [Fernet.generate_key().decode(), *settings.FIELD_KEYS]
    assert operations.rotate_contacts() == 1
    after = FamilyMember.objects.get(pk=row.pk).reach_sealed
    settings.FIELD_KEYS = settings.FIELD_KEYS[:1]
    assert after != before
    assert decrypt(after) == "01632 960 077"


def test_the_measure_counts_every_record_a_room_names(world, manager) -> None:
    north = review(world).partnership_id
    others = [world.records["source"], world.records["referral"]]
    mother, father = two_homes(world, manager)
    contacted(mother, manager, Outcome.DECLINED)
    found, rows = queries.offers(manager, north, [world.records["review"], *others])
    assert (found.records, found.with_family, found.offered_to_all, found.accounted_for) == (3, 1, 0, 0)
    contacted(father, manager, Outcome.NOT_SAFE, method=Method.NONE, why="The officer asks to wait")
    found, rows = queries.offers(manager, north)
    assert (found.records, found.offered_to_all, found.accounted_for) == (1, 0, 1)
    contacted(father, manager, Outcome.LATER)
    found, rows = queries.offers(manager, north)
    assert found.offered_to_all == 1
    assert [row.reference for row in rows] == [world.references["review"]]
    restricted(father, manager)
    assert queries.restrictions_due(manager, north, TODAY) == []
    assert queries.restrictions_due(manager, north, TODAY + timedelta(days=28)) == [
        (world.references["review"], "Father")
    ]
