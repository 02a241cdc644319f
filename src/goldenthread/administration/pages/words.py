"""Words and addresses that several pages share."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from goldenthread.design.components import Content, Lines, Link, Muted, SubNavItem, Tag
from goldenthread.design.format import clock_time, short_day
from goldenthread.messages.rules import Preference
from goldenthread.partnership.models import Post, Seat
from goldenthread.partnership.terms import Role, SeatRole
from goldenthread.records.web import Scope


def administration_nav(scope: Scope, current: str) -> tuple[SubNavItem, ...]:
    """The parts of administration."""
    parts: tuple[tuple[str, str], ...] = (
        ("People", "people"),
        ("Who sits where", "seats"),
        ("Circles", "circles"),
        ("Access log", "access-log"),
        ("Mail", "mail"),
        ("Second factor", "second-factor"),
    )
    if scope.viewer.in_unit(scope.partnership.id):
        parts = (*parts, ("Retention", "retention"), ("Requests for data", "subject-access"))
    items = tuple(SubNavItem(label, scope.address("administration", place), place == current) for label, place in parts)
    return (
        (*items, SubNavItem("Break-glass", scope.address("break-glass", "requests"), current == "break-glass"))
        if scope.reads
        else items
    )


def retention_nav(scope: Scope, current: str) -> tuple[SubNavItem, ...]:
    """The parts of keeping and disposing."""
    parts = (("Falling due", ""), ("Holds", "holds"), ("Decisions", "decisions"), ("Rules", "rules"))
    return tuple(
        SubNavItem(label, scope.address("administration", "retention", *((place,) if place else ())), place == current)
        for label, place in parts
    )


def about_nav(scope: Scope, current: str) -> tuple[SubNavItem, ...]:
    """The parts of the partnership's own pages."""
    parts = (
        ("About", ()),
        ("Organisations", ("organisations",)),
        ("Groups", ("groups",)),
        ("Priorities", ("priorities",)),
        ("Areas of focus", ("focus",)),
        ("Money", ("money",)),
    )
    return tuple(
        SubNavItem(label, scope.address("about", *place), (place[0] if place else "") == current)
        for label, place in parts
    )


def post_words(post: Post) -> str:
    """A post as a line of text."""
    label = Role(post.role).label
    words = f"{label} ({post.title})" if post.title and post.title.casefold() != label.casefold() else label
    return f"{words}, {post.organisation}" if post.organisation else words


def seat_words(seat: Seat) -> str:
    """A seat as a line of text."""
    role = SeatRole(seat.role)
    return str(seat.group) if role is SeatRole.MEMBER else f"{seat.group} ({role.label.lower()})"


def stacked(lines: Iterable[Content], none: str = "None") -> Content:
    """Lines below each other, or a quiet word."""
    held = tuple(lines)
    if not held:
        return Muted(none)
    return held[0] if len(held) == 1 else Lines(held)


def span(starts: date | None, ends: date | None) -> str:
    """From when until when something held; `ends` is the first day on which it no longer does."""
    if ends is None:
        return f"since {short_day(starts)}" if starts else "still"
    return f"{short_day(starts, 'an unknown day')} to {short_day(ends)}"


def factor_tag(on: bool) -> Tag:
    """Whether someone has a second factor."""
    return Tag("success", "On") if on else Tag("open", "Off")


def mail_words(preference: Preference) -> str:
    """When a person wants mail, in a line."""
    days = "every day" if preference.weekends else "on weekdays"
    quiet = (
        f"; quiet from {clock_time(preference.quiet_from)} to {clock_time(preference.quiet_until)}"
        if preference.quiet_from != preference.quiet_until
        else ""
    )
    return f"Once a day at {clock_time(preference.digest_at)}, {days}{quiet}"


def person_link(scope: Scope, person_id: int, name: str) -> Link:
    """A person's page in administration."""
    return Link(name, scope.address("administration", "people", str(person_id)))
