"""The Jinja2 environment that Django's template backend uses.

Our own templates stop at a name that does not exist. The GOV.UK macros are written for an environment that lets
missing options pass, so they, and only they, are compiled in an overlay that does.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.templatetags.static import static
from django.urls import reverse
from jinja2 import (
    BaseLoader,
    ChainableUndefined,
    ChoiceLoader,
    Environment,
    PackageLoader,
    PrefixLoader,
    StrictUndefined,
    Template,
)

from goldenthread.design import format as formats
from goldenthread.design.page import PlainFrame

GOVUK_PREFIX = "govuk_frontend_jinja"


class PageEnvironment(Environment):
    """Strict for our own templates, lenient for the GOV.UK macros that they import."""

    _lenient: Environment | None = None

    def _load_template(self, name: str, globals: MutableMapping[str, Any] | None) -> Template:
        if not self.overlayed and name.startswith(GOVUK_PREFIX + "/"):
            if self._lenient is None:
                self._lenient = self.overlay(undefined=ChainableUndefined)
            return self._lenient.get_template(name, globals=globals)
        return super()._load_template(name, globals)


def environment(**options: Any) -> PageEnvironment:
    """The environment for Django's Jinja2 backend: escaping on, our globals and filters in."""
    options["undefined"] = StrictUndefined
    options["autoescape"] = True
    options["trim_blocks"] = True
    options["lstrip_blocks"] = True
    options["loader"] = _with_govuk(options.get("loader"))
    made = PageEnvironment(**options)
    made.filters.update(formats.FILTERS)
    made.globals.update(
        {"url": url, "static": static, "with_query": with_query, "zip": zip, "plain_frame": PlainFrame()}
    )
    return made


def url(name: str, *args: object, **kwargs: object) -> str:
    """The address of a named page: ``url('actions:one', partnership='wakefield', reference='AC-2B4D')``."""
    return reverse(name, args=args, kwargs=kwargs)


def with_query(address: str, changes: Mapping[str, str | int | None]) -> str:
    """``address`` with these query fields set anew, and those that are None taken away. The rest stay in order."""
    parts = urlsplit(address)
    kept = [(key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if key not in changes]
    kept += [(key, str(value)) for key, value in changes.items() if value is not None]
    return urlunsplit(parts._replace(query=urlencode(kept)))


def _with_govuk(own: BaseLoader | None) -> BaseLoader:
    govuk = PrefixLoader({GOVUK_PREFIX: PackageLoader("govuk_frontend_jinja")})
    return ChoiceLoader([own, govuk]) if own is not None else govuk
