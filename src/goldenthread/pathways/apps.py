"""The room's registration with Django."""

from django.apps import AppConfig


class PathwaysConfig(AppConfig):
    """The room `pathways`."""

    name = "goldenthread.pathways"
    label = "pathways"
