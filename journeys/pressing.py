"""Buttons, and links that look like them, by their words: with script one is drawn as the other."""

from __future__ import annotations

import re

from playwright.sync_api import Page


def presses(page: Page, words: str) -> None:
    """Press the first button or link of the page's own content with exactly these words, which may be a pattern."""
    page.locator("main :is(a, button)", has_text=re.compile(rf"^\s*{words}\s*$")).first.click()
