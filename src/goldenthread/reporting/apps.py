"""The room's registration with Django."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """The room `reporting`."""

    name = "goldenthread.reporting"
    label = "reporting"
