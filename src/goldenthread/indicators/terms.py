"""The words of indicators."""

from __future__ import annotations

from goldenthread.core.terms import Term, Vocabulary

COUNTING = "NHS England, Making Data Count"


class Polarity(Vocabulary):
    """Which way is better."""

    LOWER = Term("lower", "Lower is better", "A fall is an improvement, as with deaths in unsafe sleep.", COUNTING)
    HIGHER = Term("higher", "Higher is better", "A rise is an improvement, as with people trained.", COUNTING)
    NEUTRAL = Term(
        "neutral", "Neither", "A change asks for a look and says nothing by itself, as with referrals.", COUNTING
    )


class Event(Vocabulary):
    """What history says of indicators."""

    DEFINED = Term("indicator.defined", "Indicator defined", "An indicator was defined.", COUNTING)
    CHANGED = Term("indicator.changed", "Indicator changed", "An indicator's name or definition was changed.", COUNTING)
    ENTERED = Term("indicator.entered", "Readings entered", "Readings of an indicator were entered.", COUNTING)
    CORRECTED = Term("indicator.corrected", "Reading put right", "A reading was put right, with the reason.", COUNTING)
    REMOVED = Term(
        "indicator.removed",
        "Reading taken away",
        "A reading that should not be there was taken away, with the reason.",
        COUNTING,
    )
