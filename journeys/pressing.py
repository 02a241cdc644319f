"""Pressing what leads to another page, and being there before anything else is asked of the page."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page


def goes(page: Page, target: str | Locator) -> None:
    """Press a link or button that leads to another page, and wait until that page has loaded."""
    found = page.locator(target).first if isinstance(target, str) else target
    with page.expect_navigation(wait_until="load"):
        found.click()


def presses(page: Page, words: str) -> None:
    """Press the first button or link of the page's own content with exactly these words, which may be a pattern.

    With script one is drawn as the other.
    """
    goes(page, page.locator("main :is(a, button)", has_text=re.compile(rf"^\s*{words}\s*$")).first)
