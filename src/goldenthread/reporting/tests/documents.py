"""Strategies for documents of the exchange format, and plainly fictional examples."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from goldenthread.core.dates import PartialDate
from goldenthread.reporting.document import (
    AreaOfFocus,
    AssuranceActivity,
    Development,
    Document,
    Figure,
    Group,
    Learning,
    Masterclass,
    Measure,
    NextStep,
    Partner,
    Partnership,
    Period,
    PracticeReviews,
    ReportHead,
    ReportingImpact,
)

_alphabet = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")
texts = st.one_of(
    st.text(_alphabet, max_size=40),
    st.lists(st.text(_alphabet, min_size=1, max_size=12), min_size=10, max_size=40).map(" ".join),
    st.sampled_from(
        [
            "no",
            "Yes",
            "on",
            "~",
            "null",
            "true",
            "2021-02-03",
            "1.10",
            "010",
            "0x1F",
            "1:30",
            "- a",
            "a: b",
            "#",
            "…",
            "a\n b\n\n",
            "=",
            "<<",
            "1e3",
            "._",
        ]
    ),
)
names = texts.filter(lambda text: bool(text.strip()))
numbers: st.SearchStrategy[Any] = st.one_of(
    st.integers(-(10**12), 10**12),
    st.decimals(-(10**9), 10**9, places=3, allow_nan=False).map(lambda d: d + Decimal("0.001")),
)
dates = st.dates().flatmap(
    lambda day: st.sampled_from([PartialDate.of(day), PartialDate(day.year, day.month), PartialDate(day.year)])
)
periods = st.tuples(dates, dates).map(sorted).map(lambda pair: Period(pair[0], pair[1]))
extras = st.dictionaries(
    texts.map(lambda text: "x-" + text).filter(lambda key: "<<" not in key),
    st.recursive(
        st.one_of(texts, numbers, st.booleans(), st.none()), lambda inner: st.lists(inner, max_size=2), max_leaves=3
    ),
    max_size=1,
)


def maybe(strategy: Any) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), strategy)


def some(strategy: Any) -> st.SearchStrategy[Any]:
    return maybe(st.lists(strategy, max_size=2).map(tuple))


def _step(cls: type) -> st.SearchStrategy[Any]:
    return st.one_of(
        st.builds(cls, text=texts),
        st.builds(cls, text=texts, mapped=st.just(True)),
        st.builds(cls, text=texts, parts=st.lists(texts, max_size=2).map(tuple)),
    )


measures = st.builds(
    Measure, indicator=maybe(texts), value=maybe(numbers), unit=maybe(texts), as_at=maybe(dates),
    since=maybe(st.one_of(dates, st.just("safer_sleep_standard"))), extra=extras,
)  # fmt: skip


def _impact(number: str) -> st.SearchStrategy[ReportingImpact]:
    return st.builds(
        ReportingImpact, number=st.just(number), statement=texts, date=maybe(dates), measure=maybe(measures),
        kind=maybe(st.sampled_from(["system", "process", "output", "outcome", "assurance"])),
        partial=maybe(st.booleans()), inferred=some(texts), extra=extras,
    )  # fmt: skip


def _development(number: int) -> st.SearchStrategy[Development]:
    impacts = maybe(st.integers(0, 2).flatmap(lambda n: st.tuples(*(_impact(f"{number}.{i + 1}") for i in range(n)))))
    return st.builds(
        Development, number=st.just(number), summary=texts, themes=some(texts), resources=some(texts),
        impacts=impacts, partial=maybe(st.booleans()), inferred=some(texts), extra=extras,
    )  # fmt: skip


def _group(key: str) -> st.SearchStrategy[Group]:
    developments = maybe(st.integers(0, 2).flatmap(lambda n: st.tuples(*(_development(i + 1) for i in range(n)))))
    return st.builds(
        Group, key=st.just(key), name=names, short_name=maybe(texts), function=maybe(texts), source_note=maybe(texts),
        developments=developments, next_steps=some(_step(NextStep)), partial=maybe(st.booleans()), extra=extras,
    )  # fmt: skip


groups = maybe(st.integers(0, 2).flatmap(lambda n: st.tuples(*(_group(f"group-{i}") for i in range(n)))))
assurance = st.builds(
    AssuranceActivity,
    practice_reviews=some(st.builds(PracticeReviews, count=maybe(st.integers(0, 99)), subject=maybe(texts))),
    multi_agency_case_audits=some(texts),
    learning=some(st.builds(Learning, text=texts, category=maybe(texts), parts=some(texts), extra=extras)),
    implementation=maybe(texts),
    masterclass=maybe(st.builds(Masterclass, title=maybe(texts), topics=some(texts))),
    extra=extras,
)
figures = st.builds(
    Figure, label=names, value=maybe(numbers), unit=maybe(texts), as_at=maybe(dates), group=maybe(texts),
    period=maybe(st.one_of(periods, st.integers(1990, 2050), texts)), extra=extras,
)  # fmt: skip
documents = st.builds(
    Document,
    partnership=st.builds(
        Partnership, name=names, key=maybe(st.just("anytown")), established=maybe(dates), relevant_agencies=maybe(texts),
        safeguarding_partners=some(st.builds(Partner, name=names, sector=maybe(texts))), extra=extras,
        neighbouring_partnerships=some(texts),
    ),
    report=st.builds(
        ReportHead, kind=st.sampled_from(["annual_report", "addendum"]), period=periods, title=maybe(texts),
        looks_ahead_to=maybe(texts), summary=maybe(texts), extra=extras,
    ),
    groups=groups,
    assurance_activity=maybe(assurance),
    areas_of_focus=some(_step(AreaOfFocus)),
    figures=some(figures),
    extra=extras,
)  # fmt: skip
