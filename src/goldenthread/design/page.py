"""What every page is told: the frame around it and the head above its content."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.design.components import BragTag, Button, Content, Link, Notice, SubNavItem, Tag

PRODUCT = "Golden Thread"


@dataclass(frozen=True, slots=True)
class PartnershipChoice:
    """A partnership that the person may enter."""

    name: str
    key: str
    url: str


@dataclass(frozen=True, slots=True)
class NavItem:
    """A room in the main navigation; with ``children`` it opens a menu of them instead of leading somewhere."""

    label: str
    url: str
    current: bool = False
    children: tuple[NavItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """Everything around a signed-in page's content.

    ``partnership`` is None on pages over all of a person's partnerships. ``partnerships`` lists every one they may
    enter, this one included. ``break_glass_url`` is where they ask to see a record outside their groups. ``accent_url``
    is a style sheet that sets the partnership's colour.
    """

    person: str
    nav: tuple[NavItem, ...]
    home_url: str = "/"
    partnership: PartnershipChoice | None = None
    break_glass_url: str = ""
    partnerships: tuple[PartnershipChoice, ...] = ()
    person_links: tuple[Link, ...] = ()
    search_url: str = ""
    search_text: str = ""
    sign_out_url: str = "/sign-out/"
    messages: tuple[Notice, ...] = ()
    demonstration: bool = False
    accent_url: str = ""
    footer: tuple[Link, ...] = ()
    product: str = PRODUCT


@dataclass(frozen=True, slots=True)
class PlainFrame:
    """What stands around a page for someone who is not signed in: sign-in, an answer by link, an error."""

    home_url: str = "/"
    partnership: PartnershipChoice | None = None
    break_glass_url: str = ""
    messages: tuple[Notice, ...] = ()
    demonstration: bool = False
    accent_url: str = ""
    footer: tuple[Link, ...] = ()
    product: str = PRODUCT


@dataclass(frozen=True, slots=True)
class Head:
    """The top of a page's content: one heading, the state in one sentence, the main thing to do.

    ``others`` become a small menu beside the main action. ``lede`` says state, holder, what is next and by when.
    """

    title: str
    reference: str = ""
    tags: tuple[Tag | BragTag, ...] = ()
    breadcrumbs: tuple[Link, ...] = ()
    lede: Content = ""
    action: Button | None = None
    others: tuple[Link, ...] = ()
    subnav: tuple[SubNavItem, ...] = ()
    # Words before the title in the browser's tab, such as "Error: ".
    tab_prefix: str = ""
