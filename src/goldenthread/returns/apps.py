"""The room's registration with Django."""

from django.apps import AppConfig


class ReturnsConfig(AppConfig):
    """The room `returns`."""

    name = "goldenthread.returns"
    label = "returns"

    def ready(self) -> None:
        """Keep files in answers from whoever does not read the answers."""
        from goldenthread.documents.models import NOT_KEPT_BACK
        from goldenthread.returns.models.answering import kept_to_fewer

        NOT_KEPT_BACK.append(kept_to_fewer)
