"""Reads of requests about the data held on a person. The database shows them to the partnership's business unit alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Count, Q, QuerySet

from goldenthread.administration.models import DataFinding, DataRequest, Provision
from goldenthread.administration.rules import subject_access as rules
from goldenthread.administration.rules.subject_access import Wait
from goldenthread.administration.terms import Mark, ProvisionKind, RequestState, WaitKind
from goldenthread.core.encryption import decrypt
from goldenthread.records.models.record import visible
from goldenthread.records.queries import NotVisible
from goldenthread.records.viewer import Viewer

CURRENT = (RequestState.OPEN.value, RequestState.SUBMITTED.value, RequestState.APPROVED.value)


@dataclass(frozen=True, slots=True)
class Identity:
    """Who is asked about, and who asks, in the clear: for the page it was opened for."""

    name: str
    variants: tuple[str, ...]
    born: str
    nhs_number: str
    email: str
    asker: str
    authority: str
    wanted: str

    @property
    def names(self) -> tuple[str, ...]:
        """Every name under which they are looked for."""
        return rules.variants(self.name, self.variants)


@dataclass(frozen=True, slots=True)
class Listed:
    """A request in the register, with its day and how much of it is decided."""

    row: DataRequest
    due: date
    paused: bool
    undecided: int


def waits_of(row: DataRequest) -> list[Wait]:
    """What was awaited from whoever asked."""
    return [Wait(WaitKind(each.kind), each.since, each.until) for each in row.waits.all()]


def due_of(row: DataRequest, today: date) -> date:
    """By which day a request is answered."""
    return rules.due_on(row.received_on, waits_of(row), extended=row.extended_on is not None, today=today)


def requests(viewer: Viewer, partnership_id: int) -> list[Listed]:
    """Every request, those still open first, the soonest due before the others. Two queries."""
    rows = (
        DataRequest.objects.filter(partnership=partnership_id)
        .prefetch_related("waits")
        .annotate(undecided=Count("findings", filter=Q(findings__mark=Mark.UNDECIDED.value)))
    )
    made = [
        Listed(row, due_of(row, viewer.day), rules.waiting(waits_of(row)), row.undecided)
        for row in rows.order_by("-received_on", "-pk")
    ]
    return sorted(
        made, key=lambda each: (each.row.state not in CURRENT, each.due if each.row.state in CURRENT else date.max)
    )


def get_request(partnership_id: int, reference: str) -> DataRequest:
    """A request by its reference. Errors: NotVisible."""
    row = (
        DataRequest.objects.filter(partnership=partnership_id, reference=reference)
        .select_related("partnership", "person", "received_by", "submitted_by", "approved_by")
        .prefetch_related("waits")
        .first()
    )
    if row is None:
        raise NotVisible(reference)
    return row


def identity_of(row: DataRequest) -> Identity:
    """Who is asked about. Errors: core.encryption.Undecipherable."""
    return Identity(
        decrypt(row.name_sealed),
        tuple(line for line in decrypt(row.variants_sealed).split("\n") if line.strip()),
        decrypt(row.born_sealed),
        decrypt(row.nhs_number_sealed),
        decrypt(row.email_sealed),
        decrypt(row.asker_sealed),
        decrypt(row.authority_sealed),
        decrypt(row.wanted_sealed),
    )


def findings(viewer: Viewer, row: DataRequest) -> QuerySet[DataFinding]:
    """What was found, as far as this viewer sees the records it lies in."""
    return (
        DataFinding.objects.filter(Q(record__isnull=True) | visible(viewer, "record_id"), request=row)
        .select_related("record", "marked_by")
        .order_by("pk")
    )


def hidden_findings(row: DataRequest) -> int:
    """How many of the things found lie in records that the viewer of this transaction may not see, and nothing else of them."""
    with connection.cursor() as cursor:
        cursor.execute("select goldenthread_data_findings_hidden(%s)", [row.pk])
        return int(cursor.fetchone()[0])


def withheld(viewer: Viewer, partnership_id: int) -> QuerySet[DataFinding]:
    """The register of what was withheld, whole or in part, and why."""
    return (
        DataFinding.objects.filter(
            Q(record__isnull=True) | visible(viewer, "record_id"),
            partnership=partnership_id,
            mark__in=[Mark.WITHHOLD.value, Mark.PART.value],
            request__approved_at__isnull=False,
        )
        .select_related("request", "marked_by")
        .order_by("-request__approved_at", "pk")
    )


def provisions(partnership_id: int) -> list[Provision]:
    """The newest edition of each provision, the partnership's own before the shipped, those out of use included."""
    rows = (
        Provision.objects.filter(Q(partnership=partnership_id) | Q(partnership__isnull=True))
        .select_related("checked_by")
        .order_by("pk")
    )
    held: dict[str, Provision] = {}
    for row in rows:
        if row.code not in held or (row.partnership_id is not None and row.number > held[row.code].number):
            held[row.code] = row
    return list(held.values())


def exemptions(partnership_id: int) -> list[Provision]:
    """The exemptions in use."""
    return [row for row in provisions(partnership_id) if row.in_use and row.kind == ProvisionKind.EXEMPTION.value]


def statements(partnership_id: int) -> list[Provision]:
    """What every answer says beside the data itself."""
    return [row for row in provisions(partnership_id) if row.in_use and row.kind == ProvisionKind.STATEMENT.value]
