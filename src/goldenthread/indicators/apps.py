"""The room's registration with Django."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """The room `indicators`."""

    name = "goldenthread.indicators"
    label = "indicators"
