"""The room's registration with Django."""

from django.apps import AppConfig


class HistoryConfig(AppConfig):
    """The room `history`."""

    name = "goldenthread.history"
    label = "history"
