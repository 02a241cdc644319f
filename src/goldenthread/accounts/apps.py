"""The room's registration with Django."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The room `accounts`."""

    name = "goldenthread.accounts"
    label = "accounts"
