"""The thread, and the pieces of a report that stand on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from goldenthread.design.markup import BragTag, Content, Link, Tag

KnotKind = Literal["happened", "learned", "agreed", "made", "changed"]


@dataclass(frozen=True, slots=True)
class Duration:
    """A stretch of a thread, for the strip along its top: ``incident to learning``, ``12 days``."""

    label: str
    text: str
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Knot:
    """A point on a thread. Each branch is a thread of its own that starts here; ``joins`` are threads that end here."""

    kind: KnotKind
    title: str
    when: str
    url: str = ""
    group: str = ""
    reference: str = ""
    text: str = ""
    tags: tuple[Tag | BragTag, ...] = ()
    is_open: bool = False
    joins: tuple[Link, ...] = ()
    branches: tuple[tuple[Knot, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class ThreadView:
    """A thread from top to bottom. ``open_end`` says what is still missing, and leaves the line open."""

    knots: tuple[Knot, ...]
    durations: tuple[Duration, ...] = ()
    open_end: str = ""
    open_action: Link | None = None


@dataclass(frozen=True, slots=True)
class PairedImpact:
    """A development and its impacts under one number, as the yearly report sets them beside each other."""

    number: str
    development: Content
    impacts: tuple[Content, ...] = ()
    missing: str = "No impact has been shown yet."
    action: Link | None = None


@dataclass(frozen=True, slots=True)
class CoveragePart:
    """A part that the yearly report must hold, and whether it does yet."""

    label: str
    url: str
    covered: bool
