"""The room's registration with Django."""

from django.apps import AppConfig


class PracticeReviewsConfig(AppConfig):
    """The room `practice_reviews`."""

    name = "goldenthread.practice_reviews"
    label = "practice_reviews"
