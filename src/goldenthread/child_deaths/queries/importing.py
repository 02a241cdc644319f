"""Which rows of a spreadsheet are here already: brought in before, or known by a keyed digest of number or birth."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from goldenthread.child_deaths.models import BroughtIn, Death, KnownName
from goldenthread.child_deaths.rules.importing import PastDeath
from goldenthread.core.encryption import blind_index
from goldenthread.records.models import Subject

TWINS = "If it is another child, such as a twin, give the NHS numbers of both, or write this one down by hand."


def brought_in_before(partnership_id: int, rows: Sequence[PastDeath]) -> set[str]:
    """Keys of rows that were brought in before, disposed of or not. One query."""
    held = BroughtIn.objects.filter(partnership=partnership_id, key__in=[row.key for row in rows])
    return set(held.values_list("key", flat=True))


def alike(partnership_id: int, rows: Sequence[PastDeath]) -> dict[str, str]:
    """Rows whose death seems to be here already, by their keys, each with the sentence that says so. Four queries, however many rows there are.

    The number decides; without it on either side, a birth and a day of death are enough. Nothing sealed is opened: digests are compared.
    """
    numbers = {row.key: blind_index(row.number) for row in rows if row.number}
    births = {row.key: blind_index(str(row.born)) for row in rows if row.born is not None}
    here = Subject.objects.filter(record__partnership=partnership_id, record__kind="child_death")
    by_number: dict[str, int] = dict(
        here.filter(nhs_number_index__in=numbers.values()).values_list("nhs_number_index", "record")
    )
    earlier = KnownName.objects.filter(death__partnership=partnership_id, number_index__in=numbers.values())
    by_number |= dict(earlier.values_list("number_index", "death"))
    born = list(here.filter(born_index__in=births.values()).values_list("record", "born_index", "nhs_number_index"))
    found = Death.objects.filter(pk__in={*by_number.values(), *(pk for pk, _, _ in born)}).select_related("record")
    deaths = {each.pk: each for each in found}
    by_birth: dict[tuple[str, date], list[tuple[int, str]]] = {}
    for pk, index, number in born:
        if pk in deaths:
            by_birth.setdefault((index, deaths[pk].died_on), []).append((pk, number))
    told = {}
    for row in rows:
        number = numbers.get(row.key, "")
        same = deaths.get(by_number.get(number, 0))
        if same is not None:
            told[row.key] = f"{same.record.reference} has the same NHS number: this row is left out."
            continue
        for pk, other in by_birth.get((births.get(row.key, ""), row.died_on), ()):
            if not (number and other):
                told[row.key] = f"{deaths[pk].record.reference} has the same birth and day of death: this row is left out. {TWINS}"  # fmt: skip
    return told
