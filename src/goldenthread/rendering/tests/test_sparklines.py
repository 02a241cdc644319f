"""Sparklines are drawable whatever the series."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from goldenthread.rendering.sparklines import HEIGHT, WIDTH, sparkline


@given(st.lists(st.floats(-1e9, 1e9), min_size=2, max_size=60))
def test_every_point_lies_in_the_picture(values: list[float]) -> None:
    drawn = ElementTree.fromstring(sparkline(values))
    points = [tuple(map(float, pair.split(","))) for pair in drawn[0].attrib["points"].split()]
    assert len(points) == len(values)
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in points)


def test_the_scale_begins_at_nought_so_that_a_small_change_looks_small() -> None:
    ys = [float(pair.split(",")[1]) for pair in re.findall(r"[\d.]+,[\d.]+", sparkline([100, 101]))]
    assert abs(ys[0] - ys[1]) < 1


def test_one_value_is_no_line() -> None:
    assert sparkline([3]) == ""
