"""A thread as a gold line, as a picture and in words: all three say the same."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup, escape

from goldenthread.design.components import Duration, Knot, KnotKind, Link, SummaryRow, Tag, ThreadView
from goldenthread.design.format import counted, partial_day, short_day
from goldenthread.records.terms import LOOKED_INTO, RecordKind
from goldenthread.records.web import Scope
from goldenthread.thread.pages.words import STATE_KINDS, STRENGTH_KINDS
from goldenthread.thread.queries.graph import Graph, Node
from goldenthread.thread.rules.shape import ORDER, legs
from goldenthread.thread.terms import ActionState, LearningHeading, LearningNature, ProductKind, SourceKind, Strength

KNOTS: dict[RecordKind, KnotKind] = {
    RecordKind.SOURCE: "happened",
    **dict.fromkeys(LOOKED_INTO, "happened"),  # type: ignore[dict-item]
    RecordKind.LEARNING: "learned",
    RecordKind.ACTION: "agreed",
    RecordKind.PRODUCT: "made",
    RecordKind.IMPACT: "changed",
    RecordKind.DEVELOPMENT: "changed",
}
HEADINGS = {
    RecordKind.SOURCE: "What happened",
    **dict.fromkeys(LOOKED_INTO, "What happened"),
    RecordKind.LEARNING: "Learned",
    RecordKind.ACTION: "Agreed",
    RecordKind.PRODUCT: "Made",
    RecordKind.IMPACT: "Changed",
    RecordKind.DEVELOPMENT: "Reported",
}
COLUMN, ROW, WIDTH, HEIGHT, TOP, LINE = 196, 74, 168, 58, 34, 22


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """Everything a thread's page says."""

    view: ThreadView
    picture: Markup
    facts: tuple[SummaryRow, ...]
    next_steps: tuple[Link, ...]
    cut: bool


def node_address(scope: Scope, node: Node) -> str:
    """Where a knot's own page is."""
    return (
        scope.address("actions", node.reference)
        if node.kind is RecordKind.ACTION
        else scope.address(node.kind.place, node.reference)
        if node.kind in LOOKED_INTO
        else scope.address("thread", node.reference)
    )


def detail_words(node: Node) -> str:
    """What a knot's kind says of it, in words."""
    if not node.detail:
        return ""
    if node.kind is RecordKind.SOURCE or node.kind in LOOKED_INTO:
        return SourceKind(node.detail).label
    if node.kind is RecordKind.LEARNING:
        nature = LearningNature(node.nature).label if node.nature else ""
        return f"{nature}: {LearningHeading(node.detail).label.lower()}"
    if node.kind is RecordKind.PRODUCT:
        return ProductKind(node.detail).label
    return ""


def tags(node: Node) -> tuple[Tag, ...]:
    """The tags of a knot."""
    if node.kind is RecordKind.ACTION and node.detail:
        state = ActionState(node.detail)
        return (Tag(STATE_KINDS[state], state.label),)
    if node.kind is RecordKind.IMPACT and node.detail:
        strength = Strength(node.detail)
        return (Tag(STRENGTH_KINDS[strength], f"Evidence: {strength.label.lower()}"),)
    return ()


def is_open(node: Node) -> bool:
    """Whether a knot is not done yet."""
    return node.kind is RecordKind.ACTION and node.detail in {"draft", "agreed", "accepted", "reported"}


def thread_page(scope: Scope, graph: Graph, facts: tuple[SummaryRow, ...], next_steps: tuple[Link, ...]) -> ThreadPage:
    """The page of one thread."""
    ordered = sorted(graph.nodes, key=lambda node: (ORDER.index(node.kind), node.day is None, node.day, node.id))
    knots = tuple(_knot(scope, graph, node) for node in ordered)
    walked = legs((node.kind, node.day) for node in graph.nodes)
    durations = tuple(
        Duration(leg.name, counted(leg.days, "day") if leg.days is not None else "none yet", leg.days is None)
        for leg in walked
    )
    kinds = {node.kind for node in graph.nodes}
    open_end = (
        ""
        if RecordKind.IMPACT in kinds
        else "No impact has been shown yet."
        if kinds & {RecordKind.ACTION, RecordKind.PRODUCT}
        else "Nothing has been agreed yet."
        if RecordKind.LEARNING in kinds
        else ""
    )
    return ThreadPage(ThreadView(knots, durations, open_end), picture(scope, graph), facts, next_steps, graph.cut)


def _knot(scope: Scope, graph: Graph, node: Node) -> Knot:
    before = graph.upstream(node.id)
    when = partial_day(node.happened or node.day)
    if node.day_is_fictional:
        when += " (a day made up for this demonstration; the source gives none)"
    return Knot(
        KNOTS[node.kind],
        node.title,
        when,
        node_address(scope, node),
        node.group,
        node.reference,
        detail_words(node),
        tags(node),
        is_open(node),
        tuple(Link(other.reference, node_address(scope, other), other.title[:60]) for other in before)
        if len(before) > 1
        else (),
    )


def picture(scope: Scope, graph: Graph) -> Markup:
    """The thread as an SVG: a column for each kind, a gold line for each edge. Its words are the list beside it."""
    columns = [kind for kind in ORDER if any(node.kind is kind for node in graph.nodes)]
    places: dict[int, tuple[int, int]] = {}
    tallest = max(sum(node.kind is kind for node in graph.nodes) for kind in columns)
    height = TOP + tallest * ROW
    for column, kind in enumerate(columns):
        held = sorted(
            (node for node in graph.nodes if node.kind is kind),
            key=lambda node: (_weight(graph, node, places), node.day is None, node.day, node.id),
        )
        offset = TOP + (tallest - len(held)) * ROW // 2
        for row, node in enumerate(held):
            places[node.id] = (column * COLUMN + 4, offset + row * ROW)
    width = len(columns) * COLUMN
    parts = [
        f'<svg class="gt-picture" role="group" aria-label="{escape(_said(graph))}" viewBox="0 0 {width} {height}" width="{width}" height="{height}" xmlns="http://www.w3.org/2000/svg">'
    ]
    parts += [
        f'<text class="gt-picture__heading" x="{column * COLUMN + 4}" y="18">{HEADINGS[kind]}</text>'
        for column, kind in enumerate(columns)
    ]
    for before, after in graph.edges:
        (x, y), (u, v) = places[before], places[after]
        middle = HEIGHT // 2
        parts.append(
            f'<path class="gt-picture__edge" d="M{x + WIDTH} {y + middle} C{x + WIDTH + LINE} {y + middle} {u - LINE} {v + middle} {u} {v + middle}"/>'
        )
    parts += [_box(scope, node, places[node.id], node.id == graph.start) for node in graph.nodes]
    return Markup("".join([*parts, "</svg>"]))


def _weight(graph: Graph, node: Node, places: dict[int, tuple[int, int]]) -> float:
    """Where what led to a knot stands, so that lines cross little."""
    held = [places[before][1] for before, after in graph.edges if after == node.id and before in places]
    return sum(held) / len(held) if held else 0


def _box(scope: Scope, node: Node, place: tuple[int, int], is_start: bool) -> str:
    x, y = place
    names = (
        "gt-picture__knot"
        + (" gt-picture__knot--here" if is_start else "")
        + (" gt-picture__knot--open" if is_open(node) else "")
    )
    lines = _wrapped(node.title)
    text = "".join(
        f'<tspan x="{x + 10}" dy="{0 if row == 0 else 15}">{escape(line)}</tspan>' for row, line in enumerate(lines)
    )
    return (
        f'<a href="{escape(node_address(scope, node))}"><rect class="{names}" x="{x}" y="{y}" width="{WIDTH}" height="{HEIGHT}" rx="3"/>'
        f'<text class="gt-picture__text" x="{x + 10}" y="{y + 18}">{text}</text><text class="gt-picture__small" x="{x + 10}" y="{y + HEIGHT - 7}">{escape(node.reference)} {escape(short_day(node.day, ""))}</text></a>'
    )


def _wrapped(title: str, width: int = 24) -> list[str]:
    words, lines = title.split(), [""]
    for word in words:
        if len(lines[-1]) + len(word) < width:
            lines[-1] = f"{lines[-1]} {word}".strip()
        elif len(lines) == 2:
            lines[-1] = lines[-1][: width - 1] + "…"
            break
        else:
            lines.append(word[:width])
    return lines


def _said(graph: Graph) -> str:
    """The picture in one sentence, for whoever does not see it; the list below says the rest."""
    counts = [
        f"{sum(node.kind is kind for node in graph.nodes)} {HEADINGS[kind].lower()}"
        for kind in ORDER
        if any(node.kind is kind for node in graph.nodes)
    ]
    return f"A thread of {len(graph.nodes)} records: {', '.join(counts)}. The list below says the same."
