"""The design room as a Django application: Django finds its templates and static files through this."""

from django.apps import AppConfig


class DesignConfig(AppConfig):
    """Templates in ``jinja2/design``, built assets in ``static/goldenthread``; no tables."""

    name = "goldenthread.design"
    label = "design"
