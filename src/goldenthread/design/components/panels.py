"""Panels, short lists, figures and histories."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from goldenthread.design.markup import BragTag, Button, Content, Link, Tag


@dataclass(frozen=True, slots=True)
class Notice:
    """A message in a coloured panel: what happened, or what to do. ``title`` may be left out for one sentence."""

    kind: Literal["info", "success", "warning", "danger"]
    text: Content
    title: str = ""
    action: Link | None = None


@dataclass(frozen=True, slots=True)
class SubNavItem:
    """One part of a record's sub-navigation; ``note`` is a quiet count such as ``7 of 9``."""

    label: str
    url: str
    current: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """A key and its value, with links that change it."""

    key: str
    value: Content
    actions: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class EmptyState:
    """What belongs on an empty page, and the first step towards it."""

    title: str
    text: str
    action: Button | Link | None = None


@dataclass(frozen=True, slots=True)
class NumberCard:
    """A figure beside what it is compared with. ``label`` says what is counted; ``compared`` the other figure."""

    label: str
    value: Content
    compared: Content = ""
    url: str = ""
    tag: Tag | BragTag | None = None
    # An inline SVG made by rendering.charts; hidden from screen readers, which hear ``compared``.
    picture: Markup | None = None


@dataclass(frozen=True, slots=True)
class ListItem:
    """One thing in a short list: what it is, where it comes from, when, and one button."""

    title: Content
    meta: tuple[Content, ...] = ()
    tags: tuple[Tag | BragTag, ...] = ()
    action: Button | Link | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A titled panel with a list in it, as on a workspace. ``empty`` is said when there are no items."""

    title: str
    items: tuple[ListItem, ...] = ()
    empty: str = ""
    more: Link | None = None
    count: int | None = None


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """Something that happened: in words, when, and who did it."""

    title: Content
    when: str
    by: str = ""
    text: Content = ""
    when_iso: str = ""


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """A file in a list. ``detail`` holds its kind and size in words; ``state`` says why it cannot be opened yet."""

    name: str
    url: str
    detail: str
    added: str = ""
    state: Tag | None = None
    # Where its versions and readers are told.
    about_url: str = ""
