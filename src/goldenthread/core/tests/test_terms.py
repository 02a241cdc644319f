"""No word of the program lacks a label, a meaning or a source."""

from __future__ import annotations

import re

import pytest

from goldenthread.commands.docs import vocabularies
from goldenthread.core.terms import Term, Vocabulary

ALL = [vocabulary for _, vocabulary in vocabularies()]
MEMBERS = [(vocabulary, member) for vocabulary in ALL for member in vocabulary]


def test_vocabularies_are_found_in_every_room_that_has_terms() -> None:
    assert {"accounts", "documents", "partnership", "records", "reporting", "thread"} <= {
        room for room, _ in vocabularies()
    }


@pytest.mark.parametrize(
    ("vocabulary", "member"), MEMBERS, ids=lambda value: value.name if isinstance(value, Vocabulary) else value.__name__
)
def test_a_term_is_whole(vocabulary: type[Vocabulary], member: Vocabulary) -> None:
    assert re.fullmatch(r"[a-z0-9][a-z0-9_.-]*", member.value)
    assert member.label == member.label.strip() != ""
    assert member.definition.strip().endswith((".", "?", "”")), member.definition
    assert len(member.definition) > 8
    assert member.source.strip()
    assert vocabulary(member.value) is member
    assert str(member) == member.value
    assert (member.value, member.label) in vocabulary.choices()


@pytest.mark.parametrize("vocabulary", ALL, ids=lambda vocabulary: f"{vocabulary.__module__}.{vocabulary.__name__}")
def test_no_two_terms_of_a_vocabulary_read_alike(vocabulary: type[Vocabulary]) -> None:
    assert len({member.label for member in vocabulary}) == len(vocabulary.__members__)
    assert (vocabulary.__doc__ or "").strip()


def test_events_have_codes_that_no_other_room_uses() -> None:
    codes = [member.value for vocabulary in ALL if vocabulary.__name__ == "Event" for member in vocabulary]
    assert len(codes) == len(set(codes))
    assert max(map(len, codes)) <= 60, "the column holds it"


def test_a_vocabulary_without_definitions_cannot_be_written() -> None:
    with pytest.raises(TypeError):
        Term("code", "Label")  # type: ignore[call-arg]
