"""The room's registration with Django."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """The room `records`."""

    name = "goldenthread.records"
    label = "records"
