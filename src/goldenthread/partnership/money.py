"""What the lines of a year's money add up to: pure sums."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from goldenthread.partnership.terms import MoneyKind

IN = frozenset({MoneyKind.CONTRIBUTION, MoneyKind.INCOME})
SPENT = frozenset({MoneyKind.COMMISSIONED, MoneyKind.JOINT_POST, MoneyKind.COST})
NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class YearTotals:
    """What came in, was planned, was spent and was saved in a year, in pounds."""

    came_in: Decimal
    planned: Decimal
    spent: Decimal
    saved: Decimal

    @property
    def left(self) -> Decimal:
        """What came in and was not spent; less than nothing where more was spent. A saving is no income."""
        return self.came_in - self.spent


def totals(lines: Iterable[tuple[MoneyKind, Decimal]]) -> YearTotals:
    """The totals of a year's lines."""
    held = list(lines)

    def of(kinds: Iterable[MoneyKind]) -> Decimal:
        wanted = set(kinds)
        return sum((amount for kind, amount in held if kind in wanted), NOTHING)

    return YearTotals(of(IN), of({MoneyKind.BUDGET}), of(SPENT), of({MoneyKind.SAVING}))
