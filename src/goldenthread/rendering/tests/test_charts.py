from __future__ import annotations

from decimal import Decimal
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.rendering.charts import Chart, Series, chart_alt, chart_svg, chart_table

ATTENDANCE = Chart(
    title="Health attended more strategy meetings",
    categories=("2018-19", "2019-20", "2020-21"),
    series=(Series("Health", (60, Decimal("75.5"), 90)), Series("Police", (80, None, 85))),
    unit="per cent",
    kind="line",
    category_label="Year",
)


def test_the_table_holds_every_number() -> None:
    table = chart_table(ATTENDANCE)
    assert table.header == ("Year", "Health", "Police")
    assert table.rows == (("2018-19", "60", "80"), ("2019-20", "75.5", "–"), ("2020-21", "90", "85"))


def test_the_alternative_text_is_a_sentence() -> None:
    assert chart_alt(ATTENDANCE).startswith("Line chart, in per cent. Health attended more strategy meetings.")
    assert "Health: from 60 (2018-19) to 90 (2020-21)" in chart_alt(ATTENDANCE)


@pytest.mark.parametrize("kind", ["bar", "line"])
def test_the_picture_is_plain_svg(kind: str) -> None:
    svg = chart_svg(Chart("T", ("a", "b"), (Series("s", (1, 2)), Series("t", (3, None))), kind=kind))  # type: ignore[arg-type]
    root = ElementTree.fromstring(svg)
    assert root.get("role") == "img"
    assert "style=" not in svg
    assert "<script" not in svg


@settings(max_examples=15, deadline=None)
@given(
    st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"), max_size=12
    )
)
def test_names_are_text_and_never_code(name: str) -> None:
    ElementTree.fromstring(chart_svg(Chart("T " + name, (name, name), (Series("s", (1, 2)),))))


def test_a_chart_that_does_not_add_up_is_refused() -> None:
    with pytest.raises(ValueError, match=r"A chart|Each series"):
        Chart("T", ("a",), (Series("s", (1, 2)),))
    with pytest.raises(ValueError, match=r"A chart|Each series"):
        Chart("T", ("a",), ())


def test_a_long_label_is_cut_between_characters() -> None:
    ElementTree.fromstring(chart_svg(Chart("T", ("0" * 20 + "\U00010000" * 60,), (Series("s" * 200, (1,)),))))
