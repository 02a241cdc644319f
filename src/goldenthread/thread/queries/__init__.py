"""Reads of the thread. The viewer is the first argument of each."""

from goldenthread.thread.queries.actions import (
    ActionFilter,
    ActionPage,
    action_page,
    action_rows,
    answerable,
    exported_actions,
    get_action,
    lines_of,
    load,
)
from goldenthread.thread.queries.graph import Graph, Node, graph
from goldenthread.thread.queries.knots import (
    developments,
    find_record,
    get_knot,
    impacts,
    learning,
    likely_upstream,
    products,
    sources,
    told_developments,
)
from goldenthread.thread.queries.names import names_known
from goldenthread.thread.queries.work import AskedAction, mine, open_counts, waiting_for_group

__all__ = [
    "ActionFilter",
    "ActionPage",
    "AskedAction",
    "Graph",
    "Node",
    "action_page",
    "action_rows",
    "answerable",
    "developments",
    "exported_actions",
    "find_record",
    "get_action",
    "get_knot",
    "graph",
    "impacts",
    "learning",
    "likely_upstream",
    "lines_of",
    "load",
    "mine",
    "names_known",
    "open_counts",
    "products",
    "sources",
    "told_developments",
    "waiting_for_group",
]
