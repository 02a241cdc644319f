"""The room's registration with Django."""

from django.apps import AppConfig


class ThreadConfig(AppConfig):
    """The room `thread`."""

    name = "goldenthread.thread"
    label = "thread"
