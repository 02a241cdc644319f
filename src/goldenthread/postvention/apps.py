"""The room's registration with Django."""

from django.apps import AppConfig


class PostventionConfig(AppConfig):
    """The room `postvention`."""

    name = "goldenthread.postvention"
    label = "postvention"
