"""The room's registration with Django."""

from django.apps import AppConfig


class ChildDeathsConfig(AppConfig):
    """The room `child_deaths`."""

    name = "goldenthread.child_deaths"
    label = "child_deaths"
