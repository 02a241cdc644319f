"""Reads of pathways in their editions, and of the reference data beside them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch

from goldenthread.pathways.models import AddedHoliday, Edition, Pathway, Relaxation
from goldenthread.pathways.rules.calendar import Calendar, Holiday
from goldenthread.pathways.rules.pathway import Definition
from goldenthread.pathways.rules.reading import draft
from goldenthread.pathways.rules.way import Relaxation as Relaxed
from goldenthread.pathways.shipped import pathways as shipped
from goldenthread.records.queries import NotVisible
from goldenthread.records.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Listed:
    """A pathway as a partnership has it: its own last edition, else the one that comes with the program."""

    key: str
    definition: Definition
    number: int
    edition: Edition | None = None
    draft: Edition | None = None
    editions: tuple[Edition, ...] = ()
    pathway: Pathway | None = None

    @property
    def comes_with_the_program(self) -> bool:
        """Whether what is shown is what the program brought."""
        return self.edition is None or (self.key in shipped() and self.edition.content == shipped()[self.key].content)

    @property
    def is_newer_with_the_program(self) -> bool:
        """Whether the program has since brought another text than every edition of the partnership's."""
        return (
            bool(self.editions)
            and self.key in shipped()
            and all(each.content != shipped()[self.key].content for each in self.editions)
        )


def listed(viewer: Viewer, partnership_id: int) -> list[Listed]:
    """Every pathway of a partnership by name. Two queries."""
    if not _works_in(viewer, partnership_id):
        return []
    rows = Pathway.objects.filter(partnership=partnership_id).prefetch_related(_editions())
    held = {row.key: _listed(row) for row in rows}
    for key, one in shipped().items():
        if key not in held:
            held[key] = Listed(key, one.definition, 1)
    return sorted(held.values(), key=lambda each: each.definition.title)


def _editions() -> Prefetch:  # type: ignore[type-arg]
    return Prefetch("editions", Edition.objects.select_related("published_by").order_by("-number"))


def _listed(row: Pathway) -> Listed:
    editions = list(row.editions.all())
    last = next((each for each in editions if each.published_at), None)
    unfinished = next((each for each in editions if each.published_at is None), None)
    shown = last or unfinished
    assert shown is not None  # a pathway is made with its first edition
    return Listed(
        row.key,
        draft(shown.content),
        shown.number,
        last,
        unfinished,
        tuple(each for each in editions if each.published_at),
        row,
    )


def get_edition(viewer: Viewer, partnership_id: int, key: str, number: int | None = None) -> Listed:
    """A pathway in its last edition, or in the one asked for. Errors: NotVisible."""
    if not _works_in(viewer, partnership_id):
        raise NotVisible(key)
    row = Pathway.objects.filter(partnership=partnership_id, key=key).prefetch_related(_editions()).first()
    if row is None:
        if key not in shipped() or number not in {None, 1}:
            raise NotVisible(key)
        return Listed(key, shipped()[key].definition, 1)
    found = _listed(row)
    if number is None:
        return found
    wanted = next((each for each in found.editions if each.number == number), None)
    if wanted is None:
        raise NotVisible(key)
    return Listed(key, draft(wanted.content), number, wanted, found.draft, found.editions, row)


def get_draft(viewer: Viewer, partnership_id: int, key: str) -> Edition:
    """The draft of a pathway's next edition. Errors: NotVisible."""
    row = (
        Edition.objects.filter(partnership=partnership_id, pathway__key=key, published_at__isnull=True)
        .select_related("pathway")
        .first()
    )
    if row is None or not _works_in(viewer, partnership_id):
        raise NotVisible(key)
    return row


def relaxations(viewer: Viewer, partnership_id: int) -> list[Relaxation]:
    """The national relaxations that a partnership has written down, the latest range first."""
    if not _works_in(viewer, partnership_id):
        return []
    return list(
        Relaxation.objects.filter(partnership=partnership_id).select_related("made_by").order_by("-starts_on", "-pk")
    )


def holidays(viewer: Viewer, partnership_id: int) -> list[AddedHoliday]:
    """The bank holidays that a partnership has written down, the latest first."""
    if not _works_in(viewer, partnership_id):
        return []
    return list(
        AddedHoliday.objects.filter(partnership=partnership_id).select_related("made_by").order_by("-day", "-pk")
    )


def counted_with(viewer: Viewer, partnership_id: int, key: str) -> tuple[Calendar, tuple[Relaxed, ...]]:
    """The calendar of a partnership, and the relaxations of one pathway, as the rules count with them. Two queries."""
    added = [
        Holiday(row.day, row.title, row.known_on)
        for row in holidays(viewer, partnership_id)
        if row.withdrawn_at is None
    ]
    relaxed = tuple(
        Relaxed(row.stage, row.starts_on, row.ends_on, row.more, row.words, row.source)
        for row in relaxations(viewer, partnership_id)
        if row.pathway_key == key and row.withdrawn_at is None
    )
    return Calendar(tuple(sorted(added, key=lambda each: (each.known_on, each.day)))), relaxed


def _works_in(viewer: Viewer, partnership_id: int) -> bool:
    return any(fact.id == partnership_id for fact in viewer.partnerships)
