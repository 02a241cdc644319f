"""Changing a questionnaire's data while it is designed: each step gives new data and leaves the old alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any

Data = dict[str, Any]


class NoSuchPlace(Exception):
    """The section or question is not there any more; someone may have removed it."""


def empty(title: str, introduction: str = "") -> Data:
    """A questionnaire without a section yet."""
    return {"title": title, "introduction": introduction, "source": "", "checked_on": "", "sections": []}


def key_for(words: str, taken: Iterable[str]) -> str:
    """A key made from words, unlike those that are taken; it never changes afterwards, whatever the words become."""
    plain = re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_")[:30].strip("_") or "part"
    stem = plain if plain[0].isalpha() else f"q_{plain}"
    held, key, number = set(taken), stem, 2
    while key in held:
        key, number = f"{stem}_{number}", number + 1
    return key


def with_facts(data: Data, **facts: str) -> Data:
    """The questionnaire with another title, introduction, source or date of checking."""
    return {**deepcopy(data), **facts}


def with_section(data: Data, key: str, facts: Mapping[str, Any]) -> tuple[Data, str]:
    """The questionnaire with a section changed, or a new one at its end where `key` is empty; and the section's key."""
    made = deepcopy(data)
    if not key:
        key = key_for(str(facts["title"]), (section["key"] for section in made["sections"]))
        made["sections"].append({"key": key, "questions": [], **facts})
        return made, key
    section = _section(made, key)
    questions = section["questions"]
    section.clear()
    section.update({"key": key, **facts, "questions": questions})
    return made, key


def with_question(data: Data, section_key: str, key: str, facts: Mapping[str, Any]) -> tuple[Data, str]:
    """The questionnaire with a question changed, or a new one at the end of its section; and the question's key."""
    made = deepcopy(data)
    section = _section(made, section_key)
    if not key:
        taken = (question["key"] for each in made["sections"] for question in each["questions"])
        key = key_for(str(facts["text"]), taken)
        section["questions"].append({"key": key, **facts})
        return made, key
    place = _place(section["questions"], key)
    section["questions"][place] = {"key": key, **facts}
    return made, key


def moved(data: Data, section_key: str, key: str, by: int) -> Data:
    """The questionnaire with a section (no `key`) or a question one place up (-1) or down (1); at the end it stays."""
    made = deepcopy(data)
    rows = _section(made, section_key)["questions"] if key else made["sections"]
    place = _place(rows, key or section_key)
    to = place + (1 if by > 0 else -1)
    if 0 <= to < len(rows):
        rows[place], rows[to] = rows[to], rows[place]
    return made


def without(data: Data, section_key: str, key: str) -> Data:
    """The questionnaire without a section (no `key`) or a question."""
    made = deepcopy(data)
    rows = _section(made, section_key)["questions"] if key else made["sections"]
    del rows[_place(rows, key or section_key)]
    return made


def _section(data: Data, key: str) -> Data:
    rows: list[Data] = data["sections"]
    return rows[_place(rows, key)]


def _place(rows: list[Data], key: str) -> int:
    for place, row in enumerate(rows):
        if row["key"] == key:
            return place
    raise NoSuchPlace("It is not there any more; someone may have removed it.")
