"""The room's registration with Django."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The room `api`."""

    name = "goldenthread.api"
    label = "api"
