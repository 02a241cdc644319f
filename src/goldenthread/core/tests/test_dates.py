from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.dates import NotADate, PartialDate, Precision, day_in_words

partial_dates = st.one_of(
    st.dates().map(PartialDate.of),
    st.dates().map(lambda day: PartialDate(day.year, day.month)),
    st.dates().map(lambda day: PartialDate(day.year)),
)


@given(partial_dates)
def test_a_date_is_given_back_as_precise_as_it_came(value: PartialDate) -> None:
    assert PartialDate.parse(str(value)) == value
    assert PartialDate.parse(str(value)).precision is value.precision
    assert value.first_day <= value.last_day


@given(partial_dates, partial_dates)
def test_order_follows_the_first_day(one: PartialDate, other: PartialDate) -> None:
    if one.first_day < other.first_day:
        assert one < other
    assert (one < other) + (other < one) + (one == other) == 1


@pytest.mark.parametrize(
    "wrong",
    ["2021-02-30", "2021-13", "2021-00", "21-02-03", "2021-2-3", "yesterday", "", "0000", "2021-02-03T00:00", "٢٠٢١"],
)
def test_what_is_no_date_is_refused_in_a_sentence(wrong: str) -> None:
    with pytest.raises(NotADate) as caught:
        PartialDate.parse(wrong)
    assert str(caught.value).endswith(".")


def test_a_truth_value_is_no_year() -> None:
    with pytest.raises(NotADate):
        PartialDate.parse(True)


def test_parts() -> None:
    february = PartialDate.parse("2024-02")
    assert february.precision is Precision.MONTH
    assert (february.first_day, february.last_day) == (date(2024, 2, 1), date(2024, 2, 29))
    assert PartialDate.parse("2019").last_day == date(2019, 12, 31)
    assert february.in_words() == "February 2024"
    assert PartialDate.parse("2021-03-03").in_words() == "3 March 2021" == day_in_words(date(2021, 3, 3))


def test_a_year_comes_back_as_the_number_or_text_it_was() -> None:
    assert PartialDate.parse(2019).as_written() == 2019
    assert PartialDate.parse("2019").as_written() == "2019"
    assert PartialDate.parse(2019) == PartialDate.parse("2019")


def test_a_day_needs_its_month() -> None:
    with pytest.raises(NotADate):
        PartialDate(2021, None, 3)
