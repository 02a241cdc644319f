"""The room's registration with Django."""

from django.apps import AppConfig


class PracticeReviewsConfig(AppConfig):
    """The room `practice_reviews`."""

    name = "goldenthread.practice_reviews"
    label = "practice_reviews"

    def ready(self) -> None:
        """Keep the files of drafts from whoever reads a copy of their own."""
        from goldenthread.documents.models import NOT_KEPT_BACK
        from goldenthread.practice_reviews.models.kept import drafts_for_those_who_lead

        NOT_KEPT_BACK.append(drafts_for_those_who_lead)
