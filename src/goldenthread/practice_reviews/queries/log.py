"""The composite log: what was learned and agreed over all reviews, under its themes, whichever review it came from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from goldenthread.practice_reviews.models import Review
from goldenthread.practice_reviews.terms import ReviewState
from goldenthread.records.models import Link
from goldenthread.records.viewer import Viewer
from goldenthread.thread.models import Action, LearningPoint
from goldenthread.thread.terms import ActionState, LearningNature

NO_THEME = "No theme yet"
MOST = 2_000
"""Learning points that one page holds; a partnership has some hundreds over all its open reviews."""


@dataclass(frozen=True, slots=True)
class LogFilter:
    """What the log is narrowed to, as an address holds it."""

    standing: str = "open"
    nature: str = ""
    theme: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> LogFilter:
        """The filter an address asks for; what is not known is left out."""
        standing, nature = query.get("standing", ""), query.get("nature", "")
        return cls(
            standing if standing in {"open", "all"} else "open",
            nature if nature in {each.value for each in LearningNature} else "",
            query.get("theme", "")[:80].replace("\0", ""),
        )

    def query(self) -> dict[str, str]:
        """As an address holds it, defaults left out."""
        held = {
            "standing": self.standing if self.standing != "open" else "",
            "nature": self.nature,
            "theme": self.theme,
        }
        return {name: value for name, value in held.items() if value}


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was learned, or an action that came from a review at first hand: which reviews it came from, and what was agreed."""

    learned: LearningPoint | None
    reviews: tuple[Review, ...]
    actions: tuple[Action, ...]

    @property
    def themes(self) -> tuple[str, ...]:
        """The themes under which it stands: its own, else those of its actions."""
        own = self.learned.themes if self.learned else [theme for each in self.actions for theme in each.themes]
        return tuple(dict.fromkeys(own)) or (NO_THEME,)


@dataclass(frozen=True, slots=True)
class Log:
    """The entries under each theme, the theme of most reviews first; what has none last."""

    groups: tuple[tuple[str, tuple[Entry, ...]], ...]
    themes: tuple[str, ...]
    reviews: int
    entries: int


def log(viewer: Viewer, partnership_id: int, chosen: LogFilter) -> Log:
    """What was learned and agreed from the reviews a viewer sees. Five queries, however many there are.

    An entry with two themes stands under each; a count of entries counts it once.
    """
    rows = Review.objects.visible_to(viewer).filter(partnership=partnership_id).select_related("record")  # type: ignore[attr-defined]
    if chosen.standing == "open":
        rows = rows.exclude(state=ReviewState.CLOSED.value)
    reviews = {row.pk: row for row in rows}
    below = _links(reviews)
    points = {
        point.pk: point
        for point in LearningPoint.objects.visible_to(viewer)  # type: ignore[attr-defined]
        .filter(pk__in=below)
        .select_related("record")
        .order_by("-pk")[:MOST]
    }
    deeper = _links(points)
    actions = {
        action.pk: action
        for action in Action.objects.visible_to(viewer)  # type: ignore[attr-defined]
        .filter(pk__in={*below, *deeper})
        .exclude(state=ActionState.MERGED.value)  # what it was merged into stands in its place
        .select_related("record", "owner_organisation", "owner_person")
        .order_by("due_on", "pk")
    }
    made = _entries(reviews, below, points, deeper, actions)
    made = [each for each in made if not chosen.nature or (each.learned and each.learned.nature == chosen.nature)]
    themes = sorted({theme for each in made for theme in each.themes} - {NO_THEME})
    shown = [each for each in made if not chosen.theme or chosen.theme in each.themes]
    return Log(_grouped(shown, chosen.theme), tuple(themes), len(reviews), len(shown))


def _links(upstream: Iterable[int]) -> dict[int, list[int]]:
    """What stands below each record: downstream with everything it came from. One query."""
    found: dict[int, list[int]] = {}
    for up, down in (
        Link.objects.filter(upstream__in=list(upstream)).order_by("pk").values_list("upstream", "downstream")
    ):
        found.setdefault(down, []).append(up)
    return found


def _entries(
    reviews: Mapping[int, Review],
    below: Mapping[int, list[int]],
    points: Mapping[int, LearningPoint],
    deeper: Mapping[int, list[int]],
    actions: Mapping[int, Action],
) -> list[Entry]:
    from_point: dict[int, list[Action]] = {}
    for pk, action in actions.items():
        for point in deeper.get(pk, []):
            from_point.setdefault(point, []).append(action)
    made = [
        Entry(point, tuple(reviews[each] for each in below[pk]), tuple(from_point.get(pk, ())))
        for pk, point in points.items()
    ]
    made += [
        Entry(None, tuple(reviews[each] for each in below[pk]), (action,))
        for pk, action in actions.items()
        if pk in below and pk not in deeper
    ]
    return made


def _grouped(entries: list[Entry], theme: str) -> tuple[tuple[str, tuple[Entry, ...]], ...]:
    groups: dict[str, list[Entry]] = {}
    for each in entries:
        for name in each.themes:
            if not theme or name == theme:
                groups.setdefault(name, []).append(each)

    def weight(pair: tuple[str, list[Entry]]) -> tuple[bool, int, int, str]:
        name, held = pair
        return name == NO_THEME, -len({row.pk for each in held for row in each.reviews}), -len(held), name

    return tuple((name, tuple(held)) for name, held in sorted(groups.items(), key=weight))
