"""A document as YAML that a person can read and a machine reads back equal."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import yaml

from ..document import Document
from .mapping import number_text, to_plain
from .yaml_nodes import plain_scalar

_WIDTH = 100
# Folded lines are exact only for text without line breaks inside, outer spaces or tabs.
_FOLDABLE = re.compile(r"[^\s](?:[^\n\r\t\x85\u2028\u2029]*[^\s])?\n?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Lists stand further in than their key, as people write them."""
        return super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        """Values are written out wherever they stand; anchors are for machines."""
        return True


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    style = None
    if len(value) > _WIDTH - 20 and _FOLDABLE.fullmatch(value) and "  " not in value:
        style = ">"
    elif not isinstance(plain_scalar(value), str):
        style = "'"  # PyYAML quotes what YAML 1.1 would misread; this is for 1.2
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


def _decimal(dumper: yaml.SafeDumper, value: Decimal) -> yaml.ScalarNode:
    text = number_text(value)
    kind = "float" if "." in text else "int"
    return dumper.represent_scalar(f"tag:yaml.org,2002:{kind}", text)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(Decimal, _decimal)


class _Day(str):
    """A calendar day, which YAML writes without quotes."""

    __slots__ = ()


def _day(dumper: yaml.SafeDumper, value: _Day) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:timestamp", str(value))


_Dumper.add_representer(_Day, _day)


def write(document: Document) -> str:
    """The document as YAML: the format's key order, unknown keys last, long text folded.

    ``read`` of the result gives an equal document.
    """
    plain = _days_bare(to_plain(document))
    return yaml.dump(plain, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH)


_DATE_KEYS = {"start", "end", "date", "since", "as_at", "established"}


def _days_bare(value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _days_bare(each, name) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_days_bare(each) for each in value]
    if key in _DATE_KEYS and isinstance(value, str) and _DATE.fullmatch(value):
        return _Day(value)
    return value
