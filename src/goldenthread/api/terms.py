"""The words of the read interface."""

from __future__ import annotations

from goldenthread.core.terms import Term, Vocabulary

OUTSIDE = "Interfaces, Over HTTP"


class Part(Vocabulary):
    """A part of a partnership's data that a token may read, as far as its person sees it."""

    GROUPS = Term("groups", "Groups", "Groups and their kind and function.", OUTSIDE)
    ACTIONS = Term("actions", "Actions", "The action log.", OUTSIDE)
    LEARNING = Term("learning", "Learning", "Learning points.", OUTSIDE)
    PRODUCTS = Term("products", "Products", "What was made.", OUTSIDE)
    IMPACT = Term("impact", "Impact", "What changed, and how that is known.", OUTSIDE)
    INDICATORS = Term("indicators", "Indicators", "What is counted, and the readings.", OUTSIDE)


class Event(Vocabulary):
    """What history says of tokens."""

    MADE = Term("token.made", "Token made", "A person made a token for another program.", OUTSIDE)
    ENDED = Term("token.ended", "Token ended", "A token was ended before its day.", OUTSIDE)
