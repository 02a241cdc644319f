"""Reads of practice reviews: the viewer is the first argument of each."""

from goldenthread.practice_reviews.queries.register import Listed, listed, page_of, referrals
from goldenthread.practice_reviews.queries.reviews import (
    Filter,
    arranged,
    arrangement,
    children_of,
    decided,
    get_child,
    get_referral,
    get_review,
    holds_reviews,
    learning_of,
    letter_of,
    review_of_referral,
    reviews,
    views_and_areas,
)

__all__ = [
    "Filter",
    "Listed",
    "arranged",
    "arrangement",
    "children_of",
    "decided",
    "get_child",
    "get_referral",
    "get_review",
    "holds_reviews",
    "learning_of",
    "letter_of",
    "listed",
    "page_of",
    "referrals",
    "review_of_referral",
    "reviews",
    "views_and_areas",
]
