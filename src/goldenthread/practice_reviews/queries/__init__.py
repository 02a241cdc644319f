"""Reads of practice reviews: the viewer is the first argument of each."""

from goldenthread.practice_reviews.queries.reviews import (
    Filter,
    Listed,
    arrangement,
    children_of,
    decided,
    get_child,
    get_referral,
    get_review,
    learning_of,
    letter_of,
    listed,
    open_referrals,
    own_referrals,
    review_of_referral,
    reviews,
    views_and_areas,
)

__all__ = [
    "Filter",
    "Listed",
    "arrangement",
    "children_of",
    "decided",
    "get_child",
    "get_referral",
    "get_review",
    "learning_of",
    "letter_of",
    "listed",
    "open_referrals",
    "own_referrals",
    "review_of_referral",
    "reviews",
    "views_and_areas",
]
