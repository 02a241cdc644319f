"""The room's registration with Django."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The room `desk`."""

    name = "goldenthread.desk"
    label = "desk"
