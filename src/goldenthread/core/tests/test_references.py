"""References: drawn, read aloud, typed again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.references import ALPHABET, LENGTH, PATTERN, new_reference, normalise

prefixes = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=2, max_size=2)


@given(prefixes)
def test_every_reference_has_the_shape(prefix: str) -> None:
    drawn = new_reference(prefix)
    assert PATTERN.fullmatch(drawn)
    assert drawn.startswith(f"{prefix}-")
    assert len(drawn) <= 12, "the column holds it"


@given(prefixes, st.sampled_from([str.lower, str.upper, str.title]), st.sampled_from(["", " ", "  "]))
def test_what_is_typed_from_a_reference_is_the_reference(prefix: str, case, space: str) -> None:  # type: ignore[no-untyped-def]
    drawn = new_reference(prefix)
    typed = space + case(space.join((drawn[:3], drawn[3:6], drawn[6:]))) + space
    assert normalise(typed) == drawn


@pytest.mark.parametrize("pair", ["0O", "1I", "1L", "UV", "0Q"])
def test_no_two_letters_look_alike(pair: str) -> None:
    assert not set(pair) <= set(ALPHABET)


def test_the_alphabet_is_large_enough_that_references_cannot_be_guessed() -> None:
    assert len(set(ALPHABET)) == len(ALPHABET)
    assert len(ALPHABET) ** LENGTH > 700_000_000


def test_references_do_not_count_up() -> None:
    drawn = [new_reference("AC") for _ in range(500)]
    assert len(set(drawn)) == 500
    assert drawn != sorted(drawn)
    assert {letter for each in drawn for letter in each[3:]} == set(ALPHABET)


@pytest.mark.parametrize(
    "text", ["AC-7K4QW", "AC-7K4QW22", "A-7K4QW2", "ac-7k4qw2", "AC-7K4QO2", "AC 7K4QW2", "AC-7K4QW2\n"]
)
def test_what_is_no_reference_is_not_taken_for_one(text: str) -> None:
    assert not PATTERN.match(text)
