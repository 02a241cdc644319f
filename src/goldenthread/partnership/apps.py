"""The room's registration with Django."""

from django.apps import AppConfig


class PartnershipConfig(AppConfig):
    """The room `partnership`."""

    name = "goldenthread.partnership"
    label = "partnership"
