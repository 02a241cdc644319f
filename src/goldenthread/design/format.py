"""How dates, numbers, money and lists read on a page. Pure functions; all are template filters too."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NBSP = "\u00a0"


def day(value: date | None, missing: str = "no date") -> str:
    """``3 March 2026``. A datetime is read as its day in England; None gives ``missing``."""
    if value is None:
        return missing
    if isinstance(value, datetime):
        value = local(value).date()
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def short_day(value: date | None, missing: str = "no date") -> str:
    """``3 Mar 2026``, for tables."""
    if value is None:
        return missing
    if isinstance(value, datetime):
        value = local(value).date()
    return f"{value.day} {MONTHS[value.month - 1][:3]} {value.year}"


def weekday_day(value: date, *, today: date | None = None) -> str:
    """``Thursday 12 March``; with the year when it is not the year of ``today``, or when there is no ``today``."""
    text = f"{WEEKDAYS[value.weekday()]} {value.day} {MONTHS[value.month - 1]}"
    return text if today is not None and value.year == today.year else f"{text} {value.year}"


def partial_day(value: str | date | None, missing: str = "no date") -> str:
    """A date only as exact as it is known: ``2021`` gives ``2021``, ``2021-03`` ``March 2021``, a full one its day.

    ``value`` is an ISO text of one to three parts, or a date. Text that is no such date comes back as it is.
    """
    if value is None or value == "":
        return missing
    if isinstance(value, date):
        return day(value)
    try:
        parts = [int(part) for part in value.split("-")]
        if len(parts) == 3:
            return day(date(*parts))
        if len(parts) == 2:
            first = date(parts[0], parts[1], 1)
            return f"{MONTHS[first.month - 1]} {first.year}"
    except ValueError:
        return value
    return value


def local(at: datetime) -> datetime:
    """The same instant on an English clock. ``at`` must know its time zone, else ValueError."""
    if at.tzinfo is None:
        raise ValueError("An instant without a time zone cannot be shown in local time.")
    return at.astimezone(LONDON)


def clock(at: datetime) -> str:
    """The time of day in England: ``9am``, ``2:30pm``, ``midday``, ``midnight``."""
    return clock_time(local(at).time())


def clock_time(moment: time) -> str:
    """A time of day in the same words."""
    if moment.minute == 0 and moment.hour in (0, 12):
        return "midday" if moment.hour else "midnight"
    half = "am" if moment.hour < 12 else "pm"
    hour = moment.hour % 12 or 12
    return f"{hour}:{moment.minute:02}{half}" if moment.minute else f"{hour}{half}"


def instant(at: datetime | None, missing: str = "no date") -> str:
    """``3 March 2026 at 2:30pm`` in England."""
    if at is None:
        return missing
    return f"{day(at)} at {clock(at)}"


def period(start: date, end: date) -> str:
    """``April 2025 to March 2026`` when both ends are whole months, else ``3 April 2025 to 8 May 2025``."""
    # A period that runs from a first to a last of a month is thought of in months.
    if start.day == 1 and _is_last_of_month(end):
        first = f"{MONTHS[start.month - 1]} {start.year}"
        last = f"{MONTHS[end.month - 1]} {end.year}"
        return first if first == last else f"{first} to {last}"
    return f"{day(start)} to {day(end)}"


def _is_last_of_month(value: date) -> bool:
    return value == date.max or (date.fromordinal(value.toordinal() + 1)).day == 1


def due_phrase(due: date, *, today: date, working_days: int) -> str:
    """When something is due, in words: ``due in 4 working days (Thursday 12 March)``.

    ``working_days`` is the number of working days from ``today`` to ``due``: negative when it is late, and 0 for the
    same day, or where only days off lie between.
    """
    named = weekday_day(due, today=today)
    if due == today:
        return f"due today ({named})"
    if due > today:
        if (due - today).days == 1:
            return f"due tomorrow ({named})"
        return f"due in {counted(working_days, 'working day')} ({named})" if working_days > 0 else f"due on {named}"
    late = abs(working_days)
    return f"{counted(late, 'working day')} late (was due {named})" if late else f"late (was due {named})"


def sentence(text: str) -> str:
    """The text with a capital first letter and the rest untouched."""
    return text[:1].upper() + text[1:]


def number(value: int | float | Decimal, places: int | None = None) -> str:
    """``1,234``; with ``places`` as many decimals; a true minus sign."""
    shown = f"{value:,}" if places is None else f"{_rounded(value, places):,.{places}f}"
    return shown.replace("-", "\u2212")


def counted(how_many: int, one: str, many: str | None = None) -> str:
    """``1 action``, ``1,200 actions``, ``no actions``. ``many`` is for words that do not take an s."""
    word = one if how_many == 1 else many or one + "s"
    return f"{number(how_many) if how_many else 'no'} {word}"


def plural(how_many: int, one: str, many: str | None = None) -> str:
    """The word alone, as ``how_many`` asks for it."""
    return one if how_many == 1 else many or one + "s"


def money(amount: int | Decimal) -> str:
    """Pounds: ``£1,250``, with pence only where there are any: ``£12.50``."""
    exact = _rounded(amount, 2)
    places = 0 if exact == exact.to_integral_value() else 2
    sign = "\u2212" if exact < 0 else ""
    return f"{sign}£{abs(exact):,.{places}f}"


def percentage(part: float | Decimal, whole: float | Decimal | None = None, places: int = 0) -> str:
    """``47%``: of ``whole`` when it is given, else of one (0.47). ``not known`` when the whole is zero."""
    if whole is not None:
        if whole == 0:
            return "not known"
        part = Decimal(str(part)) / Decimal(str(whole))
    return number(Decimal(str(part)) * 100, places) + "%"


def file_size(size: int) -> str:
    """A size in bytes as people read it: ``1 byte``, ``640 bytes``, ``12 KB``, ``3.4 MB``."""
    if size < 1000:
        return f"{size} {plural(size, 'byte')}"
    amount = Decimal(size)
    for unit in ("KB", "MB", "GB"):
        amount /= 1000
        if amount < Decimal("999.5") or unit == "GB":
            shown = _rounded(amount, 1 if amount < 10 else 0)
            return f"{shown.normalize():f} {unit}"
    raise AssertionError("unreachable")


def in_words(items: Iterable[object], joiner: str = "and") -> str:
    """``health``, ``health and police``, ``health, police and schools``."""
    words = [str(item) for item in items]
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {joiner} {words[-1]}"


def _rounded(value: int | float | Decimal, places: int) -> Decimal:
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


FILTERS = {
    function.__name__: function
    for function in (
        day,
        short_day,
        weekday_day,
        partial_day,
        clock,
        instant,
        period,
        due_phrase,
        sentence,
        number,
        counted,
        plural,
        money,
        percentage,
        file_size,
        in_words,
    )
}
