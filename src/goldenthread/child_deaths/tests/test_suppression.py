"""Small numbers: an attacker who has every published number, and a program of his own, cannot work out a hidden one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.child_deaths.rules.suppression import Edition, Sum, kept_back, rate, share, shown

LEAST = 5


def attacked(editions: list[Edition], hidden: frozenset[object]) -> dict[object, set[int]]:
    """Values that each hidden quantity could have, found by trying values one after another: nothing of the rule's own method is used.

    The attacker knows every shown quantity, every sum, and that no zero is hidden. A sum with one unknown left gives it; one that cannot hold any more
    ends the trial. The search ends once each has two values, or everything was tried: up to twelve more than it is.
    """
    counts: dict[object, int] = {}
    sums: list[Sum] = []
    for edition in editions:
        counts.update(edition.counts)
        sums += edition.sums
    could: dict[object, set[int]] = {key: {counts[key]} for key in hidden}

    def told(values: dict[object, int]) -> bool:
        """Whatever follows from what is assumed; False where it cannot be."""
        changed = True
        while changed:
            changed = False
            for one in sums:
                open_ = [key for key in one.keys if key not in values]
                over = sum(values.get(part, 0) for part in one.parts) - values.get(one.whole, 0)
                if not open_ and over:
                    return False
                if len(open_) == 1:
                    key = open_[0]
                    found = over if key == one.whole else -over
                    if found < (1 if counts[key] else 0):
                        return False
                    values[key], changed = found, True
                elif one.whole in values and over + len([key for key in open_ if counts[key]]) > 0:
                    return False
        return True

    def tries(values: dict[object, int]) -> bool:
        if not told(values):
            return False
        free = next(
            (key for key in sorted(hidden, key=lambda key: (counts[key], repr(key))) if key not in values), None
        )
        if free is None:
            return True
        low = 1 if counts[free] else 0
        near = sorted(range(low, counts[free] + 13), key=lambda value: abs(value - counts[free]))
        for value in near:
            trial = values | {free: value}
            if tries(trial):
                values.update(trial)
                return True
        return False

    known = {key: count for key, count in counts.items() if key not in hidden}
    for key in hidden:
        for value in range(1 if counts[key] else 0, counts[key] + 13):
            if len(could[key]) > 1:
                break
            trial = known | {key: value}
            if value != counts[key] and tries(trial):
                for other in hidden:
                    could[other].add(trial[other])
    return could


def one_way(cells: list[int], name: str = "a") -> Edition:
    """A table of one way with its total."""
    keys = [f"{name}{place}" for place in range(len(cells))]
    return Edition(dict(zip(keys, cells, strict=True)) | {"all": sum(cells)}, (Sum("all", tuple(keys)),))


def two_way(cells: list[list[int]], name: str = "t") -> Edition:
    """A table of two ways with all its totals; its columns and its whole are named so that another table of the same children shares them."""
    counts: dict[object, int] = {}
    sums: list[Sum] = []
    rows, columns = range(len(cells)), range(len(cells[0]))
    for row in rows:
        counts |= {(name, row, column): cells[row][column] for column in columns} | {(name, row): sum(cells[row])}
        sums.append(Sum((name, row), tuple((name, row, column) for column in columns)))
    for column in columns:
        counts["column", column] = sum(cells[row][column] for row in rows)
        sums.append(Sum(("column", column), tuple((name, row, column) for row in rows)))
    counts["all"] = sum(map(sum, cells))
    sums += [
        Sum("all", tuple((name, row) for row in rows)),
        Sum("all", tuple(("column", column) for column in columns)),
    ]
    return Edition(counts, tuple(sums))


def together(one: Edition, other: Edition) -> Edition:
    """Two tables of the same children, published at once."""
    return Edition({**one.counts, **other.counts}, (*one.sums, *other.sums))


def safe(editions: list[Edition]) -> None:
    """Nothing below the least is shown, no zero is hidden, and each hidden quantity could have two values at the least."""
    hidden = kept_back(editions, LEAST)
    counts = {key: count for edition in editions for key, count in edition.counts.items()}
    assert all(key in hidden for key, count in counts.items() if 0 < count < LEAST)
    assert all(counts[key] for key in hidden)
    for key, values in attacked(editions, hidden).items():
        assert len(values) > 1, (key, counts, hidden)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.integers(0, 9), min_size=1, max_size=5))
def test_one_table(cells: list[int]) -> None:
    safe([one_way(cells)])


def test_two_ones_that_add_up_to_two_are_not_enough() -> None:
    hidden = kept_back([one_way([1, 1, 9, 20])], LEAST)
    assert {"a0", "a1", "a2"} <= hidden
    assert "a3" not in hidden
    assert "all" not in hidden


def test_one_small_count_takes_the_next_smallest_with_it_and_zeros_show() -> None:
    assert kept_back([one_way([3, 0, 7, 30])], LEAST) == {"a0", "a2"}


def test_all_of_one_kind_takes_the_total_with_it() -> None:
    assert kept_back([one_way([3, 0])], LEAST) == {"a0", "all"}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.integers(0, 7), min_size=2, max_size=2), min_size=2, max_size=3))
def test_two_ways(cells: list[list[int]]) -> None:
    safe([two_way(cells)])


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_two_tables_of_the_same_children(data: st.DataObject) -> None:
    """Age by modifiable factors and category by modifiable factors: the columns and the whole are the same quantities."""
    yes, no = data.draw(st.integers(0, 9)), data.draw(st.integers(0, 9))

    def cut(whole: int) -> list[int]:
        at = data.draw(st.integers(0, whole))
        return [at, whole - at]

    def table() -> list[list[int]]:
        first, second = cut(yes), cut(no)
        return [[first[0], second[0]], [first[1], second[1]]]

    both = together(two_way(table(), "age"), two_way(table(), "category"))
    safe([both])


def pooled(years: list[list[int]]) -> list[Edition]:
    """Editions of a table, the second and later with the years so far pooled."""
    made = []
    for number, cells in enumerate(years):
        counts: dict[object, int] = {(number, place): count for place, count in enumerate(cells)}
        counts[number, "all"] = sum(cells)
        sums = [Sum((number, "all"), tuple((number, place) for place in range(len(cells))))]
        if number:
            for place in [*range(len(cells)), "all"]:
                span = [(each, place) for each in (number - 1, number)]
                counts["pool", number, place] = sum(
                    sum(years[each]) if place == "all" else years[each][place] for each, _ in span
                )
                sums.append(Sum(("pool", number, place), tuple(span)))
            sums.append(Sum(("pool", number, "all"), tuple(("pool", number, place) for place in range(len(cells)))))
        made.append(Edition(counts, tuple(sums)))
    return made


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.integers(0, 8), min_size=2, max_size=2), min_size=2, max_size=3))
def test_years_and_years_pooled(years: list[list[int]]) -> None:
    safe(pooled(years))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.integers(0, 8), min_size=3, max_size=3), min_size=3, max_size=4))
def test_a_later_edition_changes_nothing_of_an_earlier(years: list[list[int]]) -> None:
    editions = pooled(years)
    before = kept_back(editions[:-1], LEAST)
    now = kept_back(editions, LEAST)
    earlier = {key for edition in editions[:-1] for key in edition.counts}
    assert now & earlier == before


def test_what_is_never_shown_alone_is_hidden_whatever_its_size() -> None:
    edition = Edition({"both": 20, "one": 8, "two": 12}, (Sum("both", ("one", "two")),), frozenset({"one", "two"}))
    assert kept_back([edition], LEAST) == {"one", "two"}


def test_a_sum_that_does_not_add_up_is_an_error() -> None:
    with pytest.raises(ValueError, match="add up"):
        kept_back([Edition({"all": 3, "a": 2}, (Sum("all", ("a",)),))], LEAST)


@given(st.integers(0, 5000), st.sampled_from([0, 1, 2, 3, 5, 10]))
def test_rounding_is_to_the_nearest(count: int, to: int) -> None:
    found = shown(count, is_hidden=False, rounded_to=to)
    assert found is not None
    assert abs(found - count) * 2 <= max(to, 0)
    assert found % max(to, 1) == 0
    assert shown(count, is_hidden=True, rounded_to=to) is None


def test_shares_and_rates_only_of_what_is_shown() -> None:
    assert (share(3, 8), share(None, 8), share(3, None), share(0, 0)) == (38, None, None, None)
    assert rate(9, 100_000) is None
    assert rate(None, 100_000) is None
    assert rate(20, 0) is None
    found = rate(10, 100_000)
    assert found is not None
    # the exact Poisson interval of ten is 4.8 to 18.4
    assert (str(found.value), str(found.low), str(found.high)) == ("10.0", "4.8", "18.4")
