"""The room's registration with Django."""

from django.apps import AppConfig


class ReturnsConfig(AppConfig):
    """The room `returns`."""

    name = "goldenthread.returns"
    label = "returns"
