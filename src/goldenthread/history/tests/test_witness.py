"""What someone asked for and was not shown stays written down, whatever becomes of the request."""

from __future__ import annotations

import pytest
from django.db import connections, transaction
from django.test import Client

from goldenthread.accounts.models import Person
from goldenthread.database.viewer import set_viewer
from goldenthread.history.models import Event
from goldenthread.records import web
from goldenthread.testing.world import AT, World


@pytest.fixture
def outsider(world: World) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(Person.objects.get(pk=world.people["outsider"]))
    return client


def refusals(world: World, using: str) -> list[Event]:
    with transaction.atomic(using=using):
        set_viewer(world.people["outsider"], AT, using=using)
        return list(Event.objects.using(using).filter(verb="record.refused").order_by("pk"))


def test_a_record_one_may_not_see_leaves_a_row_on_the_witness(outsider: Client, world: World) -> None:
    before = len(refusals(world, "witness"))
    reference = world.references["panel_action"]
    address = f"/north/actions/{reference}/"
    assert outsider.get(address).status_code == 404
    rows = refusals(world, "witness")[before:]
    assert [(row.reference, row.person_id, row.details) for row in rows] == [
        (reference, world.people["outsider"], {"path": address})
    ]
    assert rows[0].record_id is None, "the row does not say whether there is such a record"
    assert refusals(world, "default") == [], "the request's own connection did not write it"


def test_one_that_does_not_exist_leaves_the_same_row(outsider: Client, world: World) -> None:
    before = len(refusals(world, "witness"))
    assert outsider.get("/north/actions/AC-NTHERE/").status_code == 404
    (row,) = refusals(world, "witness")[before:]
    assert (row.reference, row.record_id) == ("AC-NTHERE", None)


def test_the_row_outlives_a_request_that_fails(outsider: Client, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page of the refusal itself fails: the request is rolled back, and the witness still tells."""
    before = len(refusals(world, "witness"))
    rolled_back = []
    noted = web.note_refusal

    def note_and_fail(scope: web.Scope, reference: str, path: str) -> None:
        noted(scope, reference, path)
        connections["default"].cursor().execute("set local goldenthread.marked = 'yes'")
        rolled_back.append(True)
        raise RuntimeError("the request fails after the refusal")

    monkeypatch.setattr(web, "note_refusal", note_and_fail)
    assert outsider.get(f"/north/actions/{world.references['panel_action']}/").status_code == 500
    assert rolled_back
    with connections["default"].cursor() as cursor:
        cursor.execute("select current_setting('goldenthread.marked', true)")
        assert cursor.fetchone()[0] != "yes", "the request's own connection was rolled back"
    assert len(refusals(world, "witness")) == before + 1
