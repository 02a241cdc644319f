"""A line no taller than the words beside it: the run of a series at a glance. The numbers stand in words next to it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from markupsafe import Markup

WIDTH, HEIGHT, EDGE = 96, 20, 3


def sparkline(values: Sequence[Decimal | float | int]) -> Markup:
    """The values as an inline SVG without script or style, hidden from screen readers; empty for fewer than two.

    The scale reaches from nought, or from the lowest value below it, to the highest: a flat line is flat and a small change small.
    """
    if len(values) < 2:
        return Markup("")
    numbers = [float(value) for value in values]
    low, high = min(0.0, *numbers), max(0.0, *numbers)
    height, step = (high - low) or 1.0, (WIDTH - 2 * EDGE) / (len(numbers) - 1)
    points = [
        (EDGE + place * step, HEIGHT - EDGE - (number - low) / height * (HEIGHT - 2 * EDGE))
        for place, number in enumerate(numbers)
    ]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    last = points[-1]
    return Markup(
        f'<svg class="gt-sparkline" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" aria-hidden="true" focusable="false">'
        f'<polyline points="{line}" fill="none" stroke="currentColor" stroke-width="1.5"/>'
        f'<circle cx="{last[0]:.1f}" cy="{last[1]:.1f}" r="2.5" fill="currentColor"/></svg>'
    )
