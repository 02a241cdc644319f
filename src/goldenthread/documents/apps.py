"""The room's registration with Django."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """The room `documents`."""

    name = "goldenthread.documents"
    label = "documents"
