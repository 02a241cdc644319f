"""Who a record is about: unreadable in the database, shown only with a trace, to nobody outside the circle, and under keys that change."""

from __future__ import annotations

from collections.abc import Callable

import psycopg
import pytest
from cryptography.fernet import Fernet
from django.db import DatabaseError, connection, transaction

from goldenthread.accounts.models import Person
from goldenthread.accounts.operations import rotate_factors
from goldenthread.core import encryption
from goldenthread.core.encryption import Undecipherable, blind_index, encrypt
from goldenthread.history.actor import Actor
from goldenthread.history.models import Event
from goldenthread.records.models import Subject
from goldenthread.records.operations import SEALED, Identity, rotate_subjects, show_subject
from goldenthread.testing.world import AT, World

OLD, NEW = (Fernet.generate_key().decode() for _ in range(2))
ROBIN = Identity("Robin Example", "2024-11-02", "999 000 1234", "1 Nowhere Lane")


@pytest.fixture(autouse=True)
def _keys(settings) -> None:  # type: ignore[no-untyped-def]
    settings.FIELD_KEYS = [OLD]


@pytest.fixture
def subject(as_viewer: Callable[[str], object], world: World) -> Subject:
    """Robin, in a record of the review group; made by its chair, who is the viewer."""
    as_viewer("chair")
    return Subject.objects.create(
        record_id=world.records["source"],
        pseudonym="Child A",
        name_sealed=encrypt(ROBIN.name),
        born_sealed=encrypt(ROBIN.born),
        nhs_number_sealed=encrypt(ROBIN.nhs_number),
        nhs_number_index=blind_index(ROBIN.nhs_number),
        address_sealed=encrypt(ROBIN.address),
    )


def raw() -> list[tuple[str, ...]]:
    """The row as the database holds it."""
    with connection.cursor() as cursor:
        cursor.execute("select row_to_json(records_subject)::text from records_subject")
        return cursor.fetchall()


def test_the_row_says_nothing_of_who_it_is(subject: Subject) -> None:
    ((text,),) = raw()
    assert "Child A" in text
    for secret in (*vars_of(ROBIN), "Robin", "Nowhere", "9990001234", "2024-11"):
        assert secret not in text


def vars_of(identity: Identity) -> tuple[str, ...]:
    return identity.name, identity.born, identity.nhs_number, identity.address


def test_every_column_of_a_subject_is_sealed_or_says_nothing() -> None:
    columns = {field.column for field in Subject._meta.concrete_fields}
    assert columns - set(SEALED) == {
        "id",
        "record_id",
        "pseudonym",
        "nhs_number_index",
        "name_index",
        "born_index",
        "sets_retention",
    }


def test_it_is_found_again_by_its_number(subject: Subject) -> None:
    assert Subject.objects.get(nhs_number_index=blind_index("9990001234")) == subject
    assert not Subject.objects.filter(nhs_number_index=blind_index("9990001235")).exists()


def test_showing_it_is_written_down_with_the_reason(subject: Subject, world: World) -> None:
    by = Actor("Chair", world.people["chair"])
    before = Event.objects.count()
    assert show_subject(subject=subject, by=by, at=AT, why="to invite the family") == ROBIN
    event = Event.objects.order_by("-pk")[0]
    assert Event.objects.count() == before + 1
    assert (event.verb, event.person_id, event.record_id) == (
        "record.identity_shown",
        world.people["chair"],
        world.records["source"],
    )
    assert event.sentence == "Chair was shown who Child A is: to invite the family"
    assert not any(secret in event.sentence for secret in vars_of(ROBIN))


def test_what_cannot_be_written_down_is_not_shown(
    subject: Subject, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = []
    monkeypatch.setattr("goldenthread.records.operations.decrypt", opened.append)
    monkeypatch.setattr("goldenthread.history.operations.write", refuse)
    with pytest.raises(OSError, match="no history"):
        show_subject(subject=subject, by=Actor("Chair", world.people["chair"]), at=AT, why="because")
    assert opened == []


def refuse(**_: object) -> None:
    raise OSError("no history")


@pytest.mark.parametrize("person", ["outsider", "owner", "administrator", "south_manager", "past_member", "nobody"])
def test_nobody_outside_the_circle_reads_it_or_that_it_was_shown(
    subject: Subject, as_viewer: Callable[[str], object], world: World, person: str
) -> None:
    show_subject(subject=subject, by=Actor("Chair", world.people["chair"]), at=AT, why="to invite the family")
    as_viewer(person)
    assert raw() == []
    assert not Subject.objects.exists()
    assert not Event.objects.filter(verb="record.identity_shown").exists()


@pytest.mark.parametrize("person", ["chair", "member", "manager", "scrutineer"])
def test_those_in_the_circle_see_that_it_was_shown(
    subject: Subject, as_viewer: Callable[[str], object], world: World, person: str
) -> None:
    show_subject(subject=subject, by=Actor("Chair", world.people["chair"]), at=AT, why="to invite the family")
    as_viewer(person)
    assert Subject.objects.filter(record=subject.record_id).count() == 1
    assert Event.objects.filter(verb="record.identity_shown").count() == 1


def test_no_subject_can_be_hung_from_a_hidden_record(
    subject: Subject, as_viewer: Callable[[str], object], world: World
) -> None:
    as_viewer("outsider")
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        Subject.objects.create(record_id=world.records["source"], pseudonym="Child B")


def test_rotation_takes_every_field_to_the_newest_key(subject: Subject, settings) -> None:  # type: ignore[no-untyped-def]
    Subject.objects.create(record_id=subject.record_id, pseudonym="Child B")
    settings.FIELD_KEYS = [NEW, OLD]
    assert rotate_subjects() == 1, "one has no fields to take"
    assert rotate_subjects() == 0, "a second time changes nothing"
    settings.FIELD_KEYS = [NEW]
    subject.refresh_from_db()
    assert tuple(encryption.decrypt(getattr(subject, column)) for column in SEALED) == vars_of(ROBIN)
    assert subject.nhs_number_index == blind_index(ROBIN.nhs_number), "it is found as before"
    settings.FIELD_KEYS = [OLD]
    with pytest.raises(Undecipherable):
        encryption.decrypt(subject.name_sealed)


def test_a_field_no_key_opens_stops_the_rotation_with_nothing_changed(subject: Subject, settings) -> None:  # type: ignore[no-untyped-def]
    settings.FIELD_KEYS = [Fernet.generate_key().decode()]
    Subject.objects.create(record_id=subject.record_id, pseudonym="Child B", name_sealed=encrypt("Sam Example"))
    settings.FIELD_KEYS = [NEW, OLD]
    before = raw()
    with pytest.raises(Undecipherable):
        rotate_subjects()
    assert raw() == before


def test_secrets_of_second_factors_are_taken_too(world: World, settings) -> None:  # type: ignore[no-untyped-def]
    from allauth.mfa.models import Authenticator

    person = Person.objects.get(pk=world.people["owner"])
    totp = Authenticator.objects.create(user=person, type="totp", data={"secret": encrypt("ABC")})
    codes = Authenticator.objects.create(
        user=person, type="recovery_codes", data={"seed": encrypt("seed"), "used_mask": 3}
    )
    member = Person.objects.get(pk=world.people["member"])
    old_codes = Authenticator.objects.create(
        user=member, type="recovery_codes", data={"migrated_codes": [encrypt("one"), encrypt("two")]}
    )
    settings.FIELD_KEYS = [NEW, OLD]
    assert rotate_factors() == 3
    assert rotate_factors() == 0
    settings.FIELD_KEYS = [NEW]
    for factor in (totp, codes, old_codes):
        factor.refresh_from_db()
    assert encryption.decrypt(totp.data["secret"]) == "ABC"
    assert (encryption.decrypt(codes.data["seed"]), codes.data["used_mask"]) == ("seed", 3)
    assert [encryption.decrypt(code) for code in old_codes.data["migrated_codes"]] == ["one", "two"]


def test_the_owner_rotates_what_no_viewer_sees(subject: Subject, owner_connection: psycopg.Connection) -> None:
    """Rotation runs as the owner: policies are enabled and not forced on subjects."""
    row = owner_connection.execute(
        "select relrowsecurity, relforcerowsecurity from pg_class where relname = 'records_subject'"
    ).fetchone()
    assert row == (True, False)
