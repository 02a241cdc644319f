"""One thread, both ways: everything a record came from and everything that came of it, as far as the viewer sees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection

from goldenthread.records.models import Record
from goldenthread.records.terms import RecordKind
from goldenthread.records.viewer import Viewer

LIMIT = 400  # knots; a thread longer than that is cut, and says so

WALK = """
with recursive up(id, depth) as (
    select %(start)s::bigint, 0
    union select l.upstream_id, up.depth + 1 from records_link l join up on l.downstream_id = up.id where up.depth < 6
), down(id, depth) as (
    select %(start)s::bigint, 0
    union select l.downstream_id, down.depth + 1 from records_link l join down on l.upstream_id = down.id where down.depth < 6
), knots as (select id from up union select id from down)
select l.upstream_id, l.downstream_id from records_link l where l.upstream_id in (select id from knots) and l.downstream_id in (select id from knots)
"""

DETAILS = """
select r.id, coalesce(s.kind, p.kind, a.state, i.strength, lp.heading), coalesce(a.brag, ''), a.due_on, i.tested_on, lp.nature, coalesce(p.day_is_fictional, false)
from records_record r left join thread_source s on s.record_id = r.id left join thread_product p on p.record_id = r.id left join thread_action a on a.record_id = r.id
left join thread_impact i on i.record_id = r.id left join thread_learningpoint lp on lp.record_id = r.id where r.id = any (%s)
"""


@dataclass(frozen=True, slots=True)
class Node:
    """A knot as the thread shows it. `detail` is its kind, state, heading or strength, as its kind has one."""

    id: int
    kind: RecordKind
    reference: str
    title: str
    happened: str
    day: date | None
    group: str
    group_key: str
    detail: str = ""
    brag: str = ""
    due_on: date | None = None
    tested_on: date | None = None
    nature: str = ""
    day_is_fictional: bool = False


@dataclass(frozen=True, slots=True)
class Graph:
    """The visible knots of a thread and the edges between them; an edge shows where both its ends are visible."""

    start: int
    nodes: tuple[Node, ...]
    edges: tuple[tuple[int, int], ...]
    cut: bool = False

    def upstream(self, node_id: int) -> list[Node]:
        """What led straight to a knot."""
        held = {before for before, after in self.edges if after == node_id}
        return [node for node in self.nodes if node.id in held]

    def downstream(self, node_id: int) -> list[Node]:
        """What a knot led straight to."""
        held = {after for before, after in self.edges if before == node_id}
        return [node for node in self.nodes if node.id in held]


def graph(viewer: Viewer, record: Record) -> Graph:
    """The thread through a record. Three queries, however long it is."""
    with connection.cursor() as cursor:
        cursor.execute(WALK, {"start": record.pk})
        edges: Sequence[tuple[int, int]] = cursor.fetchall()
    ids = {record.pk, *(knot for edge in edges for knot in edge)}
    records = list(
        Record.objects.visible_to(viewer)
        .filter(pk__any_of=ids)
        .select_related("group")
        .order_by("happened_on", "pk")[: LIMIT + 1]
    )  # type: ignore[attr-defined]
    shown = {row.pk for row in records[:LIMIT]}
    with connection.cursor() as cursor:
        cursor.execute(DETAILS, [sorted(shown)])
        details = {row[0]: row[1:] for row in cursor.fetchall()}
    nodes = tuple(_node(row, details.get(row.pk, ("", "", None, None, "", False))) for row in records[:LIMIT])
    return Graph(
        record.pk,
        nodes,
        tuple(edge for edge in edges if edge[0] in shown and edge[1] in shown),
        cut=len(records) > LIMIT,
    )


def _node(record: Record, details: Sequence) -> Node:  # type: ignore[type-arg]
    detail, brag, due_on, tested_on, nature, fictional = details
    return Node(
        record.pk,
        RecordKind(record.kind),
        record.reference,
        record.title,
        record.happened,
        record.happened_on,
        str(record.group or ""),
        record.group.key if record.group else "",
        detail or "",
        brag or "",
        due_on,
        tested_on,
        nature or "",
        bool(fictional),
    )
