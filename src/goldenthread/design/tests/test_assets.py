"""The built style sheet and scripts: small, whole, and with nothing fetched from elsewhere."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

BUILT = Path(__file__).resolve().parent.parent / "static" / "goldenthread"
NAMES = ("goldenthread.css", "goldenthread.js", "govuk-frontend.js", "moj-multi-select.js")


@pytest.fixture(autouse=True)
def _assets_are_built() -> None:
    if not all((BUILT / name).is_file() for name in NAMES):
        pytest.fail("The assets are not built: run scripts/build_assets.py.")


def test_the_style_sheet_is_small() -> None:
    assert len(gzip.compress((BUILT / "goldenthread.css").read_bytes())) < 25_000


def test_a_first_page_load_leaves_room_in_its_budget() -> None:
    assert sum(len(gzip.compress((BUILT / name).read_bytes())) for name in NAMES) < 60_000


def test_the_style_sheet_fetches_nothing_and_holds_no_borrowed_identity() -> None:
    text = (BUILT / "goldenthread.css").read_text("utf-8")
    assert not re.search(r"url\((?!['\"]?data:)", text)
    assert "@import" not in text
    assert "@font-face" not in text
    assert "GDS Transport" not in text
    assert "crown" not in text.lower()


def test_scripts_import_only_each_other_and_name_no_maps() -> None:
    for name in NAMES[1:]:
        text = (BUILT / name).read_text("utf-8")
        assert "sourceMappingURL" not in text
        for imported in re.findall(r"""^import .*? from ['"](.+?)['"]""", text, flags=re.M | re.S):
            assert (BUILT / imported).is_file(), imported


def test_every_class_of_ours_in_a_template_is_styled() -> None:
    templates = Path(__file__).resolve().parent.parent / "jinja2"
    css = (BUILT / "goldenthread.css").read_text("utf-8")
    # Hooks without a look of their own.
    bare = {"gt-single", "gt-pair__impact", "gt-pair__development", "gt-panel", "gt-workspace__main", "gt-main--plain"}
    pattern = re.compile(r"\bgt-[a-z_]+(?:-[a-z]+)*(?:--[a-z]+)?(?=[\s\"'{])")
    used = {name for path in templates.rglob("*.html") for name in pattern.findall(path.read_text("utf-8"))}
    assert {name for name in used - bare if f".{name}" not in css and not name.endswith("-")} == set()
