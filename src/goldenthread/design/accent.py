"""A partnership's own colour: checked for contrast, and served as a small style sheet."""

from __future__ import annotations

import re

PAPER = "#ffffff"
MIST = "#f3f4f7"
# WCAG 2.2 asks 4.5 of text; the accent is used for text-sized marks, so it is held to the same.
NEEDED_CONTRAST = 4.5


class AccentError(ValueError):
    """The colour cannot be used; the message is a sentence for the person who chose it."""


def contrast(one: str, other: str) -> float:
    """The contrast ratio, 1 to 21, of two colours written ``#rrggbb``."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def checked_accent(colour: str) -> str:
    """``colour`` as lower-case ``#rrggbb``; AccentError when it is no colour or is too pale for the page."""
    tidy = colour.strip().lower()
    if not re.fullmatch(r"#[0-9a-f]{6}", tidy):
        raise AccentError("Write the colour as # and six figures or letters from a to f, such as #16233b.")
    weakest = min(contrast(tidy, PAPER), contrast(tidy, MIST))
    if weakest < NEEDED_CONTRAST:
        raise AccentError(
            f"This colour is too pale: its contrast is {weakest:.1f} to 1, and text needs {NEEDED_CONTRAST} to 1."
        )
    return tidy


def accent_style_sheet(colour: str) -> str:
    """The style sheet that sets a partnership's colour on its pages."""
    return f":root{{--gt-accent:{checked_accent(colour)}}}\n"


def _luminance(colour: str) -> float:
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
