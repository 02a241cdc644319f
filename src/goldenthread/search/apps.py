"""The room's registration with Django."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """The room `search`."""

    name = "goldenthread.search"
    label = "search"
