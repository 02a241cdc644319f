"""The room's registration with Django."""

from django.apps import AppConfig


class AdministrationConfig(AppConfig):
    """The room `administration`."""

    name = "goldenthread.administration"
    label = "administration"
