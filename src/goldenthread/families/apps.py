"""The room's registration with Django."""

from django.apps import AppConfig


class FamiliesConfig(AppConfig):
    """The room `families`."""

    name = "goldenthread.families"
    label = "families"
