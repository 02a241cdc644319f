"""Someone's data is found as far as its finder sees, decided, approved by a second person, sealed and given; nobody else learns of it."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable

import pytest
from cryptography.fernet import Fernet
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from goldenthread.administration.models import DataFinding, DataRequest, Provision
from goldenthread.administration.operations import disclosure
from goldenthread.administration.operations import subject_access as operations
from goldenthread.administration.queries import subject_access as queries
from goldenthread.administration.terms import DataSubject, Mark, RequestKind
from goldenthread.core.encryption import decrypt
from goldenthread.documents import operations as documents
from goldenthread.history.actor import Actor
from goldenthread.history.models import Event
from goldenthread.records.models import Exclusion, Record
from goldenthread.records.operations import ChangedMeanwhile, Identity, Refused, keep_subject, rotate_subjects
from goldenthread.records.queries import NotVisible
from goldenthread.testing.world import AT, PDF, TODAY, World

NORTH = 1
PLACE = "/north/administration/subject-access/"
ROBIN = Identity("Robin Example", "2024-11-02", "9990001251", "1 Nowhere Lane")
SECRETS = ("Robin", "Example", "9990001251", "2024-11-02", "robin@family.example", "Solicitor", "everything about me")


@pytest.fixture(autouse=True)
def _keys(settings) -> None:  # type: ignore[no-untyped-def]
    settings.FIELD_KEYS = [Fernet.generate_key().decode(), *settings.FIELD_KEYS]


@pytest.fixture
def subject(as_viewer, world: World) -> None:  # type: ignore[no-untyped-def]
    """Robin is whom the rapid review is about, and a document of it."""
    chair = as_viewer("chair")
    record = Record.objects.get(pk=world.records["source"])
    keep_subject(record=record, pseudonym="Child A", identity=ROBIN, by=Actor("Chair", chair.person_id), at=AT)
    documents.add(record=record, name="chronology.pdf", content=PDF + b"robin", by=chair, at=AT)


def ask(by, **more: object) -> DataRequest:  # type: ignore[no-untyped-def]
    given: dict[str, object] = {
        "kind": RequestKind.ACCESS,
        "about": DataSubject.CHILD,
        "name": "Robin Example",
        "received_on": TODAY,
        "wanted": "everything about me",
        **more,
    }
    return operations.receive(partnership_id=NORTH, by=by, at=AT, **given)  # type: ignore[arg-type]


def look(row: DataRequest, by) -> list[DataFinding]:  # type: ignore[no-untyped-def]
    operations.look(partnership_id=NORTH, key="north", reference=row.reference, by=by, at=AT)
    row.refresh_from_db()
    return list(queries.findings(by, row))


def decide(row: DataRequest, found: DataFinding, mark: Mark, by, **more: object) -> DataFinding:  # type: ignore[no-untyped-def]
    given: dict[str, object] = {"given": "", "reason": "", "exemptions": (), **more}
    return operations.decide(
        partnership_id=NORTH,
        reference=row.reference,
        finding_id=found.pk,
        mark=mark,
        by=by,
        at=AT,
        **given,  # type: ignore[arg-type]
    )


class TestFinding:
    def test_by_name_either_way_round_by_birth_and_by_number(self, as_viewer, world: World, subject: None) -> None:
        officer = as_viewer("officer")
        for more in (
            {"name": "robin EXAMPLE"},
            {"name": "Example, Robin"},
            {"name": "Robin Middle Example"},
            {"name": "Another", "variants": "Robin Example"},
            {"name": "Another", "nhs_number": "999 000 1251"},
        ):
            found = look(ask(officer, **more), officer)
            assert {row.source for row in found} == {"subject", "document"}, more
            assert {row.record_id for row in found} == {world.records["source"]}
        assert look(ask(officer, name="Robin Elsewhere"), officer) == []

    def test_by_words_and_answers_and_document_names(self, as_viewer, world: World) -> None:
        officer = as_viewer("officer")
        found = look(ask(officer, name="Sleep standard"), officer)
        assert "words" in {row.source for row in found}
        assert look(ask(officer, name="Sam Registrar"), officer)[0].source == "return"
        assert look(ask(officer, name="Nobody", email="registrar@school.example"), officer)[0].source == "return"

    def test_of_staff_by_account(self, as_viewer, world: World) -> None:
        officer = as_viewer("officer")
        row = ask(officer, name="Owner", about=DataSubject.STAFF, person_id=world.people["owner"])
        found = look(row, officer)
        assert {"account", "place", "action", "history"} <= {each.source for each in found}
        assert world.references["action"] in " ".join(each.place for each in found)
        again = look(row, officer)
        assert [each.pk for each in again] == [each.pk for each in found], "looking again adds nothing"

    def test_what_the_finder_may_not_see_is_counted_and_nothing_else(
        self, as_viewer, world: World, subject: None
    ) -> None:
        officer = as_viewer("officer")
        Exclusion.objects.create(
            person_id=officer.person_id, record_id=world.records["source"], reason="r", declared_at=AT, starts_on=TODAY
        )
        officer = as_viewer("officer")
        row = ask(officer)
        assert look(row, officer) == []
        assert row.elsewhere == 1
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from administration_datafinding")
            assert cursor.fetchone() == (0,)
        event = Event.objects.filter(reference=row.reference, verb="data_request.searched").get()
        assert world.references["source"] not in str(event.details) + event.sentence

    def test_only_the_unit_counts_what_lies_elsewhere(self, as_viewer, world: World, subject: None) -> None:
        for name in ("chair", "administrator", "south_manager", "outsider", "nobody"):
            as_viewer(name)
            with connection.cursor() as cursor:
                cursor.execute(
                    "select goldenthread_data_elsewhere(1, '{}', '', '', %s, null)", [["safer sleep", "matter"]]
                )
                assert cursor.fetchone() == (0,), name

    def test_subjects_of_before_get_their_indexes_with_the_next_rotation(self, as_viewer, world: World) -> None:
        from goldenthread.core.encryption import encrypt
        from goldenthread.records.models import Subject

        as_viewer("chair")
        row = Subject.objects.create(
            record_id=world.records["source"], pseudonym="Child A", name_sealed=encrypt("Robin Example")
        )
        assert rotate_subjects() >= 1
        row.refresh_from_db()
        assert row.name_index
        assert not row.born_index
        assert rotate_subjects() == 0


@pytest.fixture
def decided(as_viewer, world: World, subject: None) -> DataRequest:  # type: ignore[no-untyped-def]
    """A request with the review disclosed in part and its document whole, given to the second person by the officer."""
    officer = as_viewer("officer")
    row = ask(officer, born=None, nhs_number="9990001251", asker="Sam Solicitor", authority="Signed authority seen")
    for found in look(row, officer):
        if found.document:
            decide(row, found, Mark.DISCLOSE, officer)
        else:
            reason = {"reason": "The sister’s health is told of.", "exemptions": ("third_party",)}
            decide(row, found, Mark.PART, officer, given="You were 3 months old.", **reason)
    told = {"partnership_id": NORTH, "reference": row.reference, "by": officer, "at": AT}
    operations.check_identity(how="Passport seen in person", on=TODAY, **told)
    row.refresh_from_db()
    operations.submit(decision="", elsewhere_note="", version=row.version, **told)
    row.refresh_from_db()
    return row


class TestAnswering:
    def test_a_second_person_approves_and_the_answer_is_sealed(
        self, as_viewer, world: World, decided: DataRequest
    ) -> None:
        told = {"partnership_id": NORTH, "reference": decided.reference, "at": AT}
        officer = as_viewer("officer")
        with pytest.raises(Refused, match="second person"):
            disclosure.approve(version=decided.version, by=officer, **told)
        manager = as_viewer("manager")
        with pytest.raises(ChangedMeanwhile):
            disclosure.approve(version=1, by=manager, **told)
        row = disclosure.approve(version=decided.version, by=manager, **told)
        pdf = disclosure.take_answer(whole=False, by=manager, **told)
        assert hashlib.sha256(pdf).hexdigest() == row.digest
        text = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())
        for words in ("Robin Example", "You were 3 months old.", "chronology.pdf", "Other people’s data".replace("’", "'"), "Information Commissioner", "Why it is held"):  # fmt: skip
            assert words in text, words
        assert "sister" not in text, "the reason stays in the register"
        assert "Rapid review of a young baby" not in text, "the title of what is given in part is not told"
        archive = zipfile.ZipFile(io.BytesIO(disclosure.take_answer(whole=True, by=manager, **told)))
        assert len(archive.namelist()) == 2
        assert archive.read(f"{row.reference}.pdf") == pdf
        assert [each.reason for each in queries.withheld(manager, NORTH)] == ["The sister’s health is told of."]
        operations.close(how="Given by hand", on=TODAY, by=manager, **told)
        with pytest.raises(Refused, match="does not change"):
            operations.look(key="north", by=manager, **told)

    def test_whoever_does_not_see_all_of_it_neither_approves_nor_takes_it(
        self, as_viewer, world: World, decided: DataRequest
    ) -> None:
        manager = as_viewer("manager")
        Exclusion.objects.create(
            person_id=manager.person_id, record_id=world.records["source"], reason="r", declared_at=AT, starts_on=TODAY
        )
        manager = as_viewer("manager")
        assert list(queries.findings(manager, decided)) == []
        assert DataFinding.objects.count() == 0, "the database holds to it too"
        assert queries.hidden_findings(decided) == 2
        told = {"partnership_id": NORTH, "reference": decided.reference, "by": manager, "at": AT}
        with pytest.raises(Refused, match="may not see"):
            disclosure.approve(version=decided.version, **told)

    def test_what_was_altered_is_not_given(self, as_viewer, decided: DataRequest) -> None:
        manager = as_viewer("manager")
        told = {"partnership_id": NORTH, "reference": decided.reference, "by": manager, "at": AT}
        disclosure.approve(version=decided.version, **told)
        DataRequest.objects.filter(pk=decided.pk).update(digest="0" * 64)
        with pytest.raises(Refused, match="not the one that was sealed"):
            disclosure.take_answer(whole=False, **told)

    def test_sent_back_and_given_again(self, as_viewer, decided: DataRequest) -> None:
        manager = as_viewer("manager")
        told = {"partnership_id": NORTH, "reference": decided.reference, "by": manager, "at": AT}
        operations.send_back(reason="The chronology names the sister.", **told)
        decided.refresh_from_db()
        assert decided.state == "open"
        operations.submit(decision="", elsewhere_note="", version=decided.version, **told)
        officer = as_viewer("officer")
        decided.refresh_from_db()
        disclosure.approve(version=decided.version, **{**told, "by": officer})

    def test_a_correction_is_decided_without_a_search(self, as_viewer) -> None:
        officer = as_viewer("officer")
        row = ask(officer, kind=RequestKind.CORRECTION, wanted="My birthday is wrong")
        told = {"partnership_id": NORTH, "reference": row.reference, "by": officer, "at": AT}
        operations.check_identity(how="Known to us for years", on=TODAY, **told)
        row.refresh_from_db()
        with pytest.raises(Refused, match="what is decided"):
            operations.submit(decision="", elsewhere_note="", version=row.version, **told)
        operations.submit(decision="It is put right.", elsewhere_note="", version=row.version, **told)
        manager = as_viewer("manager")
        row.refresh_from_db()
        disclosure.approve(version=row.version, **{**told, "by": manager})
        pdf = disclosure.take_answer(whole=False, **{**told, "by": manager})
        assert "It is put right." in PdfReader(io.BytesIO(pdf)).pages[0].extract_text()

    def test_waiting_and_extending(self, as_viewer) -> None:
        officer = as_viewer("officer")
        row = ask(officer)
        told = {"partnership_id": NORTH, "reference": row.reference, "by": officer, "at": AT}
        from goldenthread.administration.terms import WaitKind

        operations.pause(kind=WaitKind.IDENTITY, since=TODAY, **told)
        with pytest.raises(Refused, match="awaited already"):
            operations.pause(kind=WaitKind.CLARIFICATION, since=TODAY, **told)
        row = queries.get_request(NORTH, row.reference)
        with pytest.raises(Refused, match="checked who asks"):
            operations.submit(decision="", elsewhere_note="", version=row.version, **told)
        operations.check_identity(how="Passport seen in person", on=TODAY, **told)
        with pytest.raises(Refused, match="Nothing is awaited"):
            operations.resume(on=TODAY, **told)
        before = queries.due_of(queries.get_request(NORTH, row.reference), TODAY)
        operations.extend(reason="Nine agencies hold it.", told_on=TODAY, **told)
        assert queries.due_of(queries.get_request(NORTH, row.reference), TODAY) > before
        with pytest.raises(Refused, match="only once"):
            operations.extend(reason="Nine agencies hold it.", told_on=TODAY, **told)


class TestWhoSeesIt:
    @pytest.mark.parametrize("person", ["chair", "administrator", "scrutineer", "outsider", "south_manager", "nobody"])
    def test_nobody_but_the_unit(self, as_viewer, decided: DataRequest, person: str) -> None:
        viewer = as_viewer(person)
        assert not DataRequest.objects.exists()
        assert not DataFinding.objects.exists()
        with pytest.raises((Refused, NotVisible)):
            ask(viewer)
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            Provision.objects.create(partnership_id=NORTH, code="x", kind="exemption", name="x")

    def test_not_whoever_it_is_about(self, as_viewer, world: World) -> None:
        officer = as_viewer("officer")
        with pytest.raises(Refused, match="yourself"):
            ask(officer, person_id=officer.person_id)
        ask(as_viewer("manager"), person_id=world.people["officer"])
        officer = as_viewer("officer")
        assert not DataRequest.objects.exists()
        assert queries.requests(officer, NORTH) == []

    def test_the_row_and_history_say_nothing_of_who_it_is(self, as_viewer, decided: DataRequest) -> None:
        officer = as_viewer("officer")
        with connection.cursor() as cursor:
            cursor.execute("select row_to_json(administration_datarequest)::text from administration_datarequest")
            ((text,),) = cursor.fetchall()
        events = [
            event.sentence + str(event.details) for event in Event.objects.filter(verb__startswith="data_request")
        ]
        assert len(events) >= 4
        for secret in SECRETS:
            assert secret not in text
            assert not any(secret in event for event in events)
        assert queries.identity_of(decided).asker == "Sam Solicitor"
        assert officer.in_unit(NORTH)

    def test_sealed_fields_are_taken_to_the_newest_key(self, as_viewer, decided: DataRequest, settings) -> None:  # type: ignore[no-untyped-def]
        settings.FIELD_KEYS = [Fernet.generate_key().decode(), *settings.FIELD_KEYS]
        assert operations.rotate_requests() == 1
        assert operations.rotate_requests() == 0
        settings.FIELD_KEYS = settings.FIELD_KEYS[:1]
        decided.refresh_from_db()
        assert decrypt(decided.name_sealed) == "Robin Example"
        columns = {field.name for field in DataRequest._meta.concrete_fields if field.name.endswith("_sealed")}
        assert columns == set(operations.SEALED)


BIRTH = {"received_on_day": "2", "received_on_month": "3", "received_on_year": "2026"}


class TestPages:
    @pytest.mark.parametrize("place", ["", "new/", "withheld/", "law/", "law/third_party/"])
    def test_the_unit_enters_and_nobody_else(self, signed_in: Callable[[str], object], place: str) -> None:
        for name in ("manager", "officer"):
            assert signed_in(name).get(PLACE + place).status_code == 200  # type: ignore[attr-defined]
        for name in ("administrator", "chair", "scrutineer", "outsider", "south_manager", "nobody"):
            assert signed_in(name).get(PLACE + place).status_code == 404  # type: ignore[attr-defined]

    def test_from_the_letter_to_the_answer(self, signed_in, send, world: World, subject: None) -> None:  # type: ignore[no-untyped-def]
        officer, manager = signed_in("officer"), signed_in("manager")
        form = {"kind": "access", "about": "child", "name": "Robin Example", **BIRTH}
        assert "Enter the full name" in send(officer, f"{PLACE}new/", 422, **{**form, "name": ""})
        assert "last checks the others" in send(officer, f"{PLACE}new/", 422, **form, nhs_number="9990001234")
        assert "by what authority" in send(officer, f"{PLACE}new/", 422, **form, asker="Sam Solicitor")
        assert "later day than today" in send(officer, f"{PLACE}new/", 422, **{**form, "received_on_year": "2031"})
        assert "2 April 2026" in send(officer, f"{PLACE}new/", **form)
        row = DataRequest.objects.get()
        place = f"{PLACE}{row.reference}/"
        assert "not checked" in officer.get(place).content.decode().lower()
        assert "1 Nowhere" not in send(officer, f"{place}look/")
        on = {"on_day": "2", "on_month": "3", "on_year": "2026"}
        assert "Say in a sentence" in send(officer, f"{place}identity/", 422, how="yes", **on)
        send(officer, f"{place}identity/", how="Passport seen in person", **on)
        version = DataRequest.objects.get().version
        assert "are not decided yet" in send(officer, f"{place}submit/", 422, version=version)
        for found in DataFinding.objects.order_by("pk"):
            decision = f"{place}found/{found.pk}/"
            assert "Choose the exemption" in send(officer, decision, 422, mark="withhold")
            send(officer, decision, mark="withhold", reason="It names their sister.", exemptions="third_party")
        assert "must be one of the choices" in send(officer, decision, 422, mark="withhold", exemptions="made_up")
        send(officer, f"{place}submit/", version=version)
        assert officer.get(f"{place}draft/")["Content-Type"] == "application/pdf"
        version = DataRequest.objects.get().version
        assert "second person" in send(officer, f"{place}approve/", 422, version=version, read="1")
        assert "Tick the box" in send(manager, f"{place}approve/", 422, version=version)
        assert "approved and sealed" in send(manager, f"{place}approve/", version=version, read="1")
        assert manager.get(f"{place}answer/").content.startswith(b"%PDF")
        assert manager.get(f"{place}answer/zip/").content.startswith(b"PK")
        assert "It names their sister." in manager.get(f"{PLACE}withheld/").content.decode()
        assert "is answered" in send(manager, f"{place}close/", how="Given by hand", **on)
        for name in ("administrator", "chair", "south_manager"):
            for part in ("", "answer/", "draft/", "close/"):
                assert signed_in(name).get(place + part).status_code == 404
        assert officer.get(f"{PLACE}SA-222222/").status_code == 404

    def test_a_provision_is_checked_and_written_anew(self, signed_in, send) -> None:  # type: ignore[no-untyped-def]
        officer = signed_in("officer")
        assert "To be checked" in officer.get(f"{PLACE}law/").content.decode()
        fields = {"name": "Others", "provision": "Schedule 2", "applies": "When it names others.", "source": "The Act"}
        send(officer, f"{PLACE}law/third_party/", seen=0, in_use="1", **fields)
        assert "meanwhile" in send(officer, f"{PLACE}law/third_party/", 422, seen=0, in_use="1", **fields)
        assert officer.get(f"{PLACE}law/nothing/").status_code == 404
        assert Provision.objects.filter(code="third_party").count() == 2

    @pytest.mark.parametrize("place", ["", "withheld/", "law/", "{reference}/"])
    def test_pages_ask_few_questions(self, signed_in, decided: DataRequest, place: str) -> None:  # type: ignore[no-untyped-def]
        browser, address = signed_in("officer"), PLACE + place.format(reference=decided.reference)
        browser.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(address).status_code == 200
        asked = [query["sql"] for query in captured if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
        assert len(asked) <= 12
