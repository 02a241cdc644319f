"""Any text is a search; names that are nearly right are found, and others are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.search.rules import LONGEST, Name, beginnings, nearest, plain

NAMES = [
    Name(("Northvale Hospitals Trust", "NHT"), "Northvale Hospitals Trust", "health_provider", "1"),
    Name(("Alder Park School",), "Alder Park School", "education", "2"),
    Name(("Vale Police",), "Vale Police", "police", "3"),
]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Northvale Hospitals Trust", ["1"]),
        ("northvale hosptials", ["1"]),  # two letters swapped
        ("hospitl", ["1"]),
        ("nht", ["1"]),
        ("schol", ["2"]),
        ("ald park", ["2"]),
        ("polcie", ["3"]),
        ("vale", ["3"]),
        ("", []),
        ("—", []),
        ("zebra", []),
        ("alder police", []),  # every word has to be near
    ],
)
def test_names(text: str, found: list[str]) -> None:
    assert [name.key for name in nearest(text, NAMES)] == found


@given(st.text(max_size=400))
def test_any_text_is_read(text: str) -> None:
    read = plain(text)
    assert "\0" not in read
    assert len(read) <= LONGEST
    nearest(read, NAMES)
    assert not set(beginnings(read)) & set("'\"()<!\\")


@given(st.sampled_from(["Alder Park School", "Northvale Hospitals Trust", "Vale Police"]), st.data())
def test_one_letter_left_out_of_a_long_word_is_forgiven(name: str, data: st.DataObject) -> None:
    places = [i for i in range(1, len(name)) if name[i].isalpha() and name[i - 1].isalpha()]
    place = data.draw(st.sampled_from(places))
    word = next(w for w in name.split() if name.index(w) <= place < name.index(w) + len(w))
    wrong = name[:place] + name[place + 1 :]
    if len(word) >= 5:
        assert [row.label for row in nearest(wrong, NAMES)] == [name]
