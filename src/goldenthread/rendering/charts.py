"""Plain charts: one statement as title, readable in grey, with the same numbers as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal
from xml.sax.saxutils import quoteattr

import vl_convert

from .failure import RenderingFailed

Number = int | Decimal
# Dark, light, middle: apart from each other by lightness alone, so also on a black and white printer.
_SHADES = ("#16233b", "#a9b6c9", "#5d7396", "#d9dfe8")
# Lines need more weight than bars to be seen, so they stay darker and differ by dash and point.
_LINE_SHADES = ("#16233b", "#5d7396", "#39496a", "#7d8ba6")
_POINTS = ("circle", "square", "triangle-up", "diamond")
_DASHES: tuple[list[int], ...] = ([1, 0], [6, 3], [2, 2], [8, 3, 2, 3])
_VEGA_LITE = "5.21"
_LONGEST_LABEL = 44


@dataclass(frozen=True, slots=True)
class Series:
    """Values in the order of the chart's categories; ``None`` where there is none."""

    name: str
    values: tuple[Number | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """What a chart shows. ``title`` is the statement a reader should take from it."""

    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    kind: Literal["bar", "line"] = "bar"
    category_label: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        if not self.series or len(self.series) > len(_SHADES):
            raise ValueError(f"A chart shows one to {len(_SHADES)} series.")
        if any(len(each.values) != len(self.categories) for each in self.series):
            raise ValueError("Each series has one value for each category.")


@dataclass(frozen=True, slots=True)
class ChartTable:
    """The chart's numbers as text: a header and rows whose first cell names the row."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def number_in_words(value: Number | None) -> str:
    """A number as a reader writes it: ``1,200``, ``12.5``, ``–`` where there is none."""
    return "–" if value is None else f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"


def chart_table(chart: Chart) -> ChartTable:
    """The numbers behind the chart, for the table beneath it."""
    only = len(chart.series) == 1
    names = tuple(chart.unit.capitalize() or each.name if only else each.name for each in chart.series)
    rows = tuple(
        (category, *(number_in_words(each.values[at]) for each in chart.series))
        for at, category in enumerate(chart.categories)
    )
    return ChartTable(header=(chart.category_label or "What", *names), rows=rows)


def chart_alt(chart: Chart) -> str:
    """One sentence for those who do not see the picture; the table holds the rest."""
    kind = "Bar" if chart.kind == "bar" else "Line"
    parts = []
    for each in chart.series:
        known = [(value, name) for value, name in zip(each.values, chart.categories, strict=True) if value is not None]
        if not known:
            continue
        low, high = min(known, key=_value), max(known, key=_value)
        name = f"{each.name}: " if len(chart.series) > 1 else ""
        if low[0] == high[0]:
            parts.append(f"{name}{number_in_words(high[0])} throughout")
        else:
            parts.append(f"{name}from {number_in_words(low[0])} ({low[1]}) to {number_in_words(high[0])} ({high[1]})")
    unit = f", in {chart.unit}" if chart.unit else ""
    return f"{kind} chart{unit}. {chart.title.rstrip('.')}. {'; '.join(parts) or 'No values'}. The table gives every number."


def _value(pair: tuple[Number, str]) -> Number:
    return pair[0]


def chart_svg(chart: Chart, *, width: int = 460, font: str = "sans-serif") -> str:
    """The chart as SVG, ``width`` points wide, without script or style; labelled for screen readers.

    Raises ``RenderingFailed``.
    """
    specification = _bars(chart) if chart.kind == "bar" else _lines(chart)
    specification |= {"width": width, "background": "transparent", "config": _config(font)}
    specification |= {"autosize": {"type": "fit-x", "contains": "padding"}, "data": {"values": _values(chart)}}
    try:
        svg: str = vl_convert.vegalite_to_svg(specification, vl_version=_VEGA_LITE, allowed_base_urls=[])
    except ValueError as error:
        raise RenderingFailed(f"The chart “{chart.title}” could not be drawn.") from error
    return svg.replace("<svg ", f'<svg role="img" aria-label={quoteattr(chart_alt(chart))} ', 1)


def chart_png(chart: Chart, *, width: int = 460, scale: float = 3) -> bytes:
    """The chart as a picture for programs that do not show SVG. Raises ``RenderingFailed``."""
    svg = chart_svg(chart, width=width)
    try:
        return bytes(vl_convert.svg_to_png(svg, scale=scale))
    except ValueError as error:
        raise RenderingFailed(f"The chart “{chart.title}” could not be drawn.") from error


def _values(chart: Chart) -> list[dict[str, Any]]:
    return [
        {
            "category": f"{at:04}",
            "name": name,
            "series": each.name,
            "value": float(value),
            "shown": number_in_words(value),
        }
        for each in chart.series
        for at, (name, value) in enumerate(zip(chart.categories, each.values, strict=True))
        if value is not None
    ]


def _category(chart: Chart) -> dict[str, Any]:
    """Categories keep their order and may share a name, so their place is the value and the name the label."""
    names = "[" + ",".join(_script_text(_short(name)) for name in chart.categories) + "]"
    axis = {
        "title": None,
        "labelExpr": f"{names}[toNumber(datum.value)]",
        "labelLimit": 0,
        "ticks": False,
        "domain": False,
    }
    domain = [f"{at:04}" for at in range(len(chart.categories))]
    return {"field": "category", "type": "ordinal", "scale": {"domain": domain}, "axis": axis}


def _short(name: str) -> str:
    """A label that leaves room for the bars; the table has the whole. (Vega would cut inside a character.)"""
    return name if len(name) <= _LONGEST_LABEL else name[: _LONGEST_LABEL - 1].rstrip() + "…"


def _script_text(text: str) -> str:
    """A text inside a Vega expression: letters as they are, all else escaped, so that it is never code."""
    units = text.encode("utf-16-be", "replace")
    codes = [int.from_bytes(units[at : at + 2], "big") for at in range(0, len(units), 2)]
    return "'" + "".join(chr(code) if code < 128 and chr(code).isalnum() else f"\\u{code:04x}" for code in codes) + "'"


def _colour(chart: Chart) -> dict[str, Any]:
    names: Sequence[str] = [each.name for each in chart.series]
    bars = chart.kind == "bar"
    look: dict[str, Any] = {"orient": "top", "title": None, "labelLimit": 0, "symbolOpacity": 1} | (
        {"symbolType": "square"} if bars else {}
    )
    shades = _SHADES if bars else _LINE_SHADES
    scale = {"domain": names, "range": list(shades[: len(names)])}
    return {"field": "series", "type": "nominal", "scale": scale, "legend": look if len(names) > 1 else None}


def _bars(chart: Chart) -> dict[str, Any]:
    value = {"field": "value", "type": "quantitative", "axis": None}
    encoding: dict[str, Any] = {"y": _category(chart), "x": value}
    if len(chart.series) > 1:
        encoding["yOffset"] = {"field": "series", "sort": [each.name for each in chart.series]}
    text = {"type": "text", "align": "left", "dx": 5}
    return {
        "height": {"step": 26 if len(chart.series) == 1 else 16},
        "encoding": encoding,
        "layer": [
            {"mark": {"type": "bar", "height": {"band": 0.72}}, "encoding": {"color": _colour(chart)}},
            {"mark": text, "encoding": {"text": {"field": "shown", "type": "nominal"}}},
        ],
    }


def _lines(chart: Chart) -> dict[str, Any]:
    names = [each.name for each in chart.series]
    dash = _of_series(names, _DASHES) | {"legend": None}
    shape = _of_series(names, _POINTS) | {"legend": _colour(chart)["legend"]}
    axis = {"title": chart.unit or None, "grid": True, "domain": False, "ticks": False, "tickCount": 4}
    category = _category(chart)
    category["axis"] |= {"labelAngle": 0 if len(chart.categories) <= 8 else -45, "domain": True}
    value = {"field": "value", "type": "quantitative", "scale": {"zero": True}, "axis": axis}
    return {
        "height": 180,
        "encoding": {"x": category, "y": value, "color": _colour(chart)},
        "layer": [
            {"mark": {"type": "line", "strokeWidth": 2}, "encoding": {"strokeDash": dash}},
            {"mark": {"type": "point", "filled": True, "size": 44, "opacity": 1}, "encoding": {"shape": shape}},
        ],
    }


def _of_series(names: list[str], looks: Sequence[object]) -> dict[str, Any]:
    scale = {"domain": names, "range": list(looks[: len(names)])}
    return {"field": "series", "type": "nominal", "scale": scale}


def _config(font: str) -> dict[str, Any]:
    label = {
        "labelColor": "#16233b",
        "titleColor": "#16233b",
        "labelFontSize": 11,
        "titleFontSize": 11,
        "titleFontWeight": "normal",
    }
    return {
        "font": font,
        "view": {"stroke": None},
        "axis": {**label, "gridColor": "#d9dfe8", "labelPadding": 6},
        "legend": label,
        "text": {"color": "#16233b", "fontSize": 11},
    }
