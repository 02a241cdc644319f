"""The first partnership and its administrator: made once, and refused in one sentence where they cannot be."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.xdist_group("command_line")

GIVEN = ("--administrator", "first@eastmoor.example", "--name", "First Example")


def test_the_first_administrator_gets_a_link_and_again_harms_nothing(shared) -> None:  # type: ignore[no-untyped-def]
    words = ("setup", "--partnership", "Eastmoor Partnership", "--key", "eastmoor", *GIVEN)
    for _ in range(2):
        done = shared.command(*words)
        assert done.returncode == 0, done.stderr
        assert "/invitation/" in done.stdout
    assert shared.rows("select count(*) from partnership_partnership where key = 'eastmoor'") == [(1,)]
    assert shared.rows("select count(*) from accounts_person where email = 'first@eastmoor.example'") == [(1,)]


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("north", "that of Northvale Safeguarding Children Partnership already"),
        ("account", "already begins an address here"),
        ("East Moor", "cannot stand in an address"),
    ],
)
def test_a_key_that_cannot_be_had_is_one_sentence(shared, key: str, words: str) -> None:  # type: ignore[no-untyped-def]
    before = shared.counts()
    assert words in shared.refused("setup", "--partnership", "Eastmoor Partnership", "--key", key, *GIVEN)
    assert shared.counts() == before


def test_an_address_that_is_none_is_bad_use(shared) -> None:  # type: ignore[no-untyped-def]
    done = shared.command(
        "setup", "--partnership", "Eastmoor", "--key", "eastmoor", "--administrator", "x", "--name", "X"
    )
    assert (done.returncode, done.stderr) == (2, "goldenthread setup: --administrator takes an e-mail address.\n")
