"""Identifying fields: round trip, rotation, keys that are not there, and the index they are found by."""

from __future__ import annotations

import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.encryption import Undecipherable, blind_index, decrypt, encrypt, is_current, rotate

OLD, NEW, FOREIGN = (Fernet.generate_key().decode() for _ in range(3))
texts = st.text(st.characters(codec="utf-8"), min_size=1, max_size=200)


@pytest.fixture(autouse=True)
def _keys(settings) -> None:  # type: ignore[no-untyped-def]
    settings.FIELD_KEYS = [NEW, OLD]
    settings.INDEX_KEY = "an index key"


def test_a_field_comes_back_as_it_went_in() -> None:
    @given(texts)
    def round_trip(text: str) -> None:
        token = encrypt(text)
        assert text == decrypt(token)
        assert token.isascii()
        assert len(text) < 4 or text not in token

    round_trip()


def test_the_same_text_never_gives_the_same_token() -> None:
    assert encrypt("Robin Example") != encrypt("Robin Example")


def test_an_empty_field_stays_empty() -> None:
    assert (encrypt(""), decrypt(""), rotate(""), blind_index(" \t")) == ("", "", "", "")
    assert is_current("")


def test_rotation_takes_a_field_to_the_newest_key(settings) -> None:  # type: ignore[no-untyped-def]
    settings.FIELD_KEYS = [OLD]
    token = encrypt("Robin Example")
    settings.FIELD_KEYS = [NEW, OLD]
    assert decrypt(token) == "Robin Example"
    assert not is_current(token)
    turned = rotate(token)
    assert is_current(turned)
    settings.FIELD_KEYS = [NEW]
    assert decrypt(turned) == "Robin Example"
    with pytest.raises(Undecipherable, match="does not have"):
        decrypt(token)


@pytest.mark.parametrize("open_it", [decrypt, rotate])
def test_a_field_under_a_foreign_key_is_undecipherable(open_it) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(Undecipherable):
        open_it(Fernet(FOREIGN).encrypt(b"Robin Example").decode())


@pytest.mark.parametrize("open_it", [decrypt, rotate])
@pytest.mark.parametrize(
    "damage", [lambda token: token[:-4], lambda token: "é" + token[1:], lambda token: "plain text"]
)
def test_a_damaged_field_is_undecipherable(open_it, damage) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(Undecipherable):
        open_it(damage(encrypt("Robin Example")))


def test_without_keys_nothing_is_read_or_written(settings) -> None:  # type: ignore[no-untyped-def]
    settings.FIELD_KEYS = []
    for use in (encrypt, decrypt, rotate, is_current):
        with pytest.raises(ImproperlyConfigured, match="GOLDENTHREAD_FIELD_KEYS"):
            use("something")


def test_the_index_is_blind_to_spaces_and_case_and_to_nothing_else() -> None:
    assert len({blind_index(text) for text in ("999 000 1234", "9990001234", " 999\t000\u00a01234\n")}) == 1
    assert blind_index("Müller STRASSE") == blind_index("müller straße")
    assert blind_index("9990001234") != blind_index("9990001235")


def test_the_index_depends_on_a_key_of_its_own(settings) -> None:  # type: ignore[no-untyped-def]
    before = blind_index("9990001234")
    settings.FIELD_KEYS = [OLD]
    assert blind_index("9990001234") == before
    settings.INDEX_KEY = "another"
    assert blind_index("9990001234") != before
