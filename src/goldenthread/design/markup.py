"""Small pieces that know their own HTML, so that a table cell, a sentence or a heading can hold any of them.

Each has ``__html__``: a template prints it with ``{{ piece }}``, safely, and at the price of a string.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Literal, Protocol, runtime_checkable

from markupsafe import escape


@runtime_checkable
class Piece(Protocol):
    """Anything that can print itself as safe HTML."""

    def __html__(self) -> str:
        """The piece's HTML."""


# What may stand in a cell, a sentence or a summary: text is escaped, pieces print themselves.
Content = str | int | Decimal | Piece


UNSAFE = re.compile("[&<>\"']")


def written(content: Content) -> str:
    """Content as HTML: text escaped, pieces as they print themselves. For the hundreds of pieces of a page, most of which need no escaping."""
    if type(content) is str:  # a Markup is a str too, and is written already
        return str(escape(content)) if UNSAFE.search(content) else content
    prints = getattr(content, "__html__", None)
    return str(prints() if prints else escape(content))


class Shape(Enum):
    """The shape beside a status word, so that no status is told by colour alone. Paths in a 12 by 12 square."""

    TICK = "M0 0h12v12H0zM2.2 6.3 5 9.1l5-5.2-1.3-1.3L5 6.5 3.5 5z"
    TRIANGLE = "M6 .5 12 11.5H0z"
    DIAMOND = "M6 0l6 6-6 6-6-6z"
    CIRCLE = "M6 .5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11z"
    RING = "M6 .5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11zm0 2a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7z"
    SQUARE = "M1 1h10v10H1z"
    BAR = "M0 4.5h12v3H0z"

    def __html__(self) -> str:
        return _SHAPES[self]


_SHAPES = {
    shape: (
        '<svg class="gt-shape" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" focusable="false">'
        f'<path fill="currentColor" fill-rule="evenodd" d="{shape.value}"/></svg>'
    )
    for shape in Shape
}

TagKind = Literal["neutral", "info", "success", "warning", "danger", "open"]
_TAG_SHAPES: dict[TagKind, Shape] = {
    "neutral": Shape.BAR,
    "info": Shape.SQUARE,
    "success": Shape.CIRCLE,
    "warning": Shape.DIAMOND,
    "danger": Shape.TRIANGLE,
    "open": Shape.RING,
}


@dataclass(frozen=True, slots=True)
class Tag:
    """A status in words, with a shape and a colour.

    neutral: a plain fact; info: under way; success: as it should be; warning: needs attention soon; danger: late or
    wrong; open: not there yet.
    """

    kind: TagKind
    text: str

    def __html__(self) -> str:
        shape = _SHAPES[_TAG_SHAPES[self.kind]]
        return f'<strong class="gt-tag gt-tag--{self.kind}">{shape}{written(self.text)}</strong>'


class Brag(Enum):
    """The rating that people give an action."""

    BLUE = "blue"
    RED = "red"
    AMBER = "amber"
    GREEN = "green"


_BRAG = {
    Brag.BLUE: (Shape.TICK, "Blue: complete"),
    Brag.RED: (Shape.TRIANGLE, "Red: off track"),
    Brag.AMBER: (Shape.DIAMOND, "Amber: at risk"),
    Brag.GREEN: (Shape.CIRCLE, "Green: on track"),
}


@dataclass(frozen=True, slots=True)
class BragTag:
    """An action's rating with its word and shape; ``text`` replaces the usual words (keep the colour's name in it)."""

    rating: Brag
    text: str = ""

    def __html__(self) -> str:
        shape, words = _BRAG[self.rating]
        name = self.rating.value
        return f'<strong class="gt-tag gt-tag--{name}">{_SHAPES[shape]}{written(self.text or words)}</strong>'


@dataclass(frozen=True, slots=True)
class Link:
    """A link. ``hidden`` is said to screen readers after the text, where the text alone is the same on every row."""

    text: str
    url: str
    hidden: str = ""

    def __html__(self) -> str:
        rest = f'<span class="govuk-visually-hidden"> {written(self.hidden)}</span>' if self.hidden else ""
        return f'<a class="govuk-link" href="{written(self.url)}">{written(self.text)}{rest}</a>'


ButtonKind = Literal["primary", "secondary", "warning"]


@dataclass(frozen=True, slots=True)
class Button:
    """A link that looks like a button: it leads to a page. What changes something is a form, not one of these."""

    text: str
    url: str
    kind: ButtonKind = "primary"
    hidden: str = ""

    def __html__(self) -> str:
        look = "" if self.kind == "primary" else f" govuk-button--{self.kind}"
        rest = f'<span class="govuk-visually-hidden"> {written(self.hidden)}</span>' if self.hidden else ""
        opening = f'<a class="govuk-button{look}" href="{written(self.url)}" role="button" draggable="false"'
        return f'{opening} data-module="govuk-button">{written(self.text)}{rest}</a>'


@dataclass(frozen=True, slots=True)
class Muted:
    """A quieter remark: what is not known, what a figure is compared with."""

    text: str

    def __html__(self) -> str:
        return f'<span class="gt-muted">{written(self.text)}</span>'


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that carry the sentence."""

    text: str

    def __html__(self) -> str:
        return f"<strong>{written(self.text)}</strong>"


@dataclass(frozen=True, slots=True)
class Reference:
    """A record's reference, in figures that line up; a link when ``url`` is given."""

    text: str
    url: str = ""

    def __html__(self) -> str:
        inner = f'<span class="gt-reference">{written(self.text)}</span>'
        return f'<a class="govuk-link" href="{written(self.url)}">{inner}</a>' if self.url else inner


@dataclass(frozen=True, slots=True)
class Joined:
    """Several pieces one after the other, with ``by`` between them (escaped, a space unless told)."""

    parts: tuple[Content, ...]
    by: str = " "

    def __html__(self) -> str:
        return written(self.by).join(written(part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Lines:
    """Several pieces below each other; from the second on, quieter."""

    parts: tuple[Content, ...]

    def __html__(self) -> str:
        first, *rest = self.parts
        return written(first) + "".join(f'<span class="gt-sub">{written(part)}</span>' for part in rest)


def lines(parts: Iterable[Content | None]) -> Lines:
    """The pieces that there are, below each other; None and empty text are left out."""
    return Lines(tuple(part for part in parts if part is not None and part != ""))
