from __future__ import annotations

import pytest

from goldenthread.design.accent import AccentError, accent_style_sheet, contrast


def test_contrast_runs_from_one_to_twenty_one() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#123456", "#123456") == pytest.approx(1)


def test_a_dark_colour_becomes_a_style_sheet() -> None:
    assert accent_style_sheet(" #7A1F5C ") == ":root{--gt-accent:#7a1f5c}\n"


@pytest.mark.parametrize("colour", ["#ffcc00", "red", "#12345", "#123456}body{display:none", ""])
def test_pale_colours_and_nonsense_are_refused_in_a_sentence(colour: str) -> None:
    with pytest.raises(AccentError) as refused:
        accent_style_sheet(colour)
    assert str(refused.value).endswith(".")
