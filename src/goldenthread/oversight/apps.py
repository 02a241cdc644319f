"""The room's registration with Django."""

from django.apps import AppConfig


class OversightConfig(AppConfig):
    """The room `oversight`."""

    name = "goldenthread.oversight"
    label = "oversight"
