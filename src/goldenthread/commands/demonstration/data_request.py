"""The demonstration's request for data: a fictional child, whom a fictional review is about, asks for what is held."""

from __future__ import annotations

from datetime import datetime, timedelta

from goldenthread.administration.operations import subject_access as operations
from goldenthread.administration.terms import DataSubject, RequestKind
from goldenthread.core.clock import day_of
from goldenthread.history.actor import Actor
from goldenthread.partnership.models import Partnership
from goldenthread.records.models import Record
from goldenthread.records.operations import Identity, keep_subject
from goldenthread.records.queries import load_viewer

ROBIN = Identity("Robin Example", "2012-05-04", "9990001251", "1 Nowhere Lane")


def make_data_request(partnership: Partnership, people: dict[str, int], at: datetime) -> None:
    """A request that came nine days ago, whose asker was checked; what is held is still to be looked for."""
    manager = load_viewer(people["priya.nair"], "Priya Nair", at)
    record = Record.objects.get(partnership=partnership, title="A fictional review that a claim was made about")
    by = Actor("Priya Nair", people["priya.nair"])
    keep_subject(record=record, pseudonym="Child A", identity=ROBIN, by=by, at=at)
    received = day_of(at) - timedelta(days=9)
    row = operations.receive(
        partnership_id=partnership.pk,
        kind=RequestKind.ACCESS,
        about=DataSubject.CHILD,
        name=ROBIN.name,
        variants="Robbie Example",
        nhs_number=ROBIN.nhs_number,
        asker="Fictional Advocate, for Robin",
        authority="A fictional authority, signed by Robin, was seen.",
        wanted="Everything about me. (Robin is made up, and so is this request.)",
        received_on=received,
        by=manager,
        at=at,
    )
    operations.check_identity(
        partnership_id=partnership.pk,
        reference=row.reference,
        how="Robin’s advocate is known to the business unit.",
        on=received + timedelta(days=1),
        by=manager,
        at=at,
    )
