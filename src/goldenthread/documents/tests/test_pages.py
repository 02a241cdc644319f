"""Adding files in the browser and opening them; versions; who opened; who may not."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from goldenthread.accounts.models import Person
from goldenthread.documents import operations, queries
from goldenthread.documents.models import Document
from goldenthread.documents.rules import NotAllowed
from goldenthread.records.models import Record
from goldenthread.testing.world import AT, PDF, World


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    settings.FILES_URL = f"file://{tmp_path}"


def signed_in(world: World, name: str) -> Client:
    client = Client()
    client.force_login(Person.objects.get(pk=world.people[name]))
    session = client.session
    session["second_factor_ready"] = True
    session.save()
    return client


def files(*pairs: tuple[str, bytes]) -> dict[str, list[SimpleUploadedFile]]:
    return {"chosen": [SimpleUploadedFile(name, content) for name, content in pairs]}


def test_several_are_added_at_once_and_a_wrong_one_keeps_no_other_out(world: World) -> None:
    owner, at = signed_in(world, "owner"), f"/north/actions/{world.references['action']}/"
    assert owner.post(f"{at}evidence/", files(("one.pdf", PDF), ("two.txt", b"two")))["Location"] == at
    answer = owner.post(f"{at}evidence/", files(("three.txt", b"three"), ("four.pdf", b"MZ")))
    assert answer.status_code == 422
    assert "four.pdf is not a PDF inside" in answer.content.decode()
    page = owner.get(at).content.decode()
    assert all(name in page for name in ("one.pdf", "two.txt", "three.txt"))
    assert "four.pdf" not in page
    assert owner.post(f"{at}evidence/", {}).status_code == 422


def test_a_file_that_the_script_sends_alone_gets_an_answer_of_its_own(world: World) -> None:
    owner, at = signed_in(world, "owner"), f"/north/actions/{world.references['action']}/evidence/"
    alone = {"headers": {"X-Requested-With": "fetch"}}
    assert owner.post(at, files(("one.pdf", PDF)), **alone).json() == {"added": True, "said": ""}
    for given, said in ((("x.exe", b"MZ"), "x.exe"), (("x.pdf", b"MZ"), "not a PDF inside"), (("x.pdf", b""), "empty")):
        answer = owner.post(at, files(given), **alone)
        assert answer.status_code == 422
        assert said in answer.json()["said"]


def test_whoever_has_no_part_in_it_adds_nothing(world: World) -> None:
    reference = world.references["action"]
    assert signed_in(world, "scrutineer").post(
        f"/north/actions/{reference}/evidence/", files(("a.pdf", PDF))
    ).status_code in {403, 404}
    assert signed_in(world, "outsider").get(f"/north/actions/{reference}/evidence/").status_code == 404


def test_versions_stand_in_a_row_and_the_newest_alone_is_listed(as_viewer, world: World) -> None:  # type: ignore[no-untyped-def]
    owner = as_viewer("owner")
    record = Record.objects.get(pk=world.records["action"])
    first = operations.add(record=record, name="plan.txt", content=b"one", by=owner, at=AT)
    second = operations.add(record=record, name="plan.txt", content=b"two", by=owner, at=AT, replaces=first)
    third = operations.add(record=record, name="plan.txt", content=b"three", by=owner, at=AT, replaces=second)
    assert queries.versions_of(owner, second) == [third, second, first]
    assert third in queries.documents_of(owner, record)
    assert first not in queries.documents_of(owner, record)
    with pytest.raises(NotAllowed, match="newer version already"):
        operations.add(
            record=record, name="plan.txt", content=b"four", by=owner, at=AT, replaces=Document.objects.get(pk=first.pk)
        )
    assert operations.add(record=record, name="plan.txt", content=b"one", by=owner, at=AT) == first, (
        "the same again is the one that is there"
    )


def test_a_document_tells_who_opened_it_to_whoever_sees_its_record(world: World) -> None:
    owner, at = signed_in(world, "owner"), f"/north/actions/{world.references['action']}/"
    owner.post(f"{at}evidence/", files(("one.pdf", PDF)))
    reference = Document.objects.raw("select * from documents_document where name = 'one.pdf'")[0].reference
    address = f"/north/documents/{reference}/"
    answer = owner.get(address)
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]
    about = signed_in(world, "manager").get(f"{address}about/").content.decode()
    assert "Owner" in about.split("Opened by")[1]
    for person in ("outsider", "administrator", "south_manager"):
        client = signed_in(world, person)
        assert client.get(address).status_code == client.get(f"{address}about/").status_code == 404


@pytest.mark.parametrize("state", ["quarantined", "infected"])
def test_what_is_not_clean_is_not_served(as_viewer, world: World, state: str) -> None:  # type: ignore[no-untyped-def]
    as_viewer("owner")
    Document.objects.filter(reference=world.references["assured_document"]).update(state=state)
    owner, address = signed_in(world, "owner"), f"/north/documents/{world.references['assured_document']}/"
    assert owner.get(address).status_code == 404
    page = owner.get(f"{address}about/").content.decode()
    assert ("Waiting to be checked" if state == "quarantined" else "Refused") in page
    assert "Open it" not in page
