"""The room's registration with Django."""

from django.apps import AppConfig


class MessagesConfig(AppConfig):
    """The room `messages`."""

    name = "goldenthread.messages"
    label = "notices"
