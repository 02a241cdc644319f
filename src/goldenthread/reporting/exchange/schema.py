"""The shipped JSON Schema, and its findings as problems with lines."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any, cast

from jsonschema import Draft202012Validator, FormatChecker, ValidationError

from goldenthread.core.dates import NotADate, PartialDate

from .nodes import Node
from .problems import Path, Problem, path_text, quoted

SCHEMA_FILE = "partnership-report-1.schema.json"
_TYPES = {
    "string": "text", "number": "a number", "integer": "a whole number", "boolean": "true or false",
    "object": "a mapping", "array": "a list", "null": "empty",
}  # fmt: skip
_DATE_LIKE = re.compile(r"[0-9]{4}(-[0-9]{1,2}){0,2}", re.ASCII)

_formats = FormatChecker(())


@_formats.checks("partial-date", raises=NotADate)
def _is_partial_date(value: object) -> bool:
    if isinstance(value, str | int) and not isinstance(value, bool):
        PartialDate.parse(value)
    return True


@_formats.checks("date-or-milestone", raises=NotADate)
def _is_date_or_milestone(value: object) -> bool:
    if isinstance(value, int) or (isinstance(value, str) and _DATE_LIKE.fullmatch(value)):
        return _is_partial_date(value)
    return True


@lru_cache(maxsize=1)
def schema() -> Mapping[str, Any]:
    """The JSON Schema (Draft 2020-12) of ``partnership-report/1`` as plain data."""
    return cast(Mapping[str, Any], json.loads(files(__package__).joinpath(SCHEMA_FILE).read_text("utf-8")))


@lru_cache(maxsize=1)
def _validator() -> Draft202012Validator:
    return Draft202012Validator(schema(), format_checker=_formats)


def schema_problems(root: Node, plain: object) -> Iterator[Problem]:
    """Every place where the document is not of the format's shape."""
    for error in _validator().iter_errors(plain):
        path = tuple(error.absolute_path)
        for missing in _missing(error):
            there = (*path, missing)
            yield Problem(path_text(there), root.line_at(path), f"“{missing}” is missing.")
        if error.validator != "required":
            yield Problem(path_text(path), root.line_at(path), _sentence(error))


def _missing(error: ValidationError) -> list[str]:
    """jsonschema reports one missing key at a time; the key is the first word of its message."""
    if error.validator != "required":
        return []
    required = cast(list[str], error.validator_value)
    return [key for key in required if error.message.startswith(repr(key))]


def _sentence(error: ValidationError) -> str:
    value = error.instance
    limit: Any = error.validator_value
    match error.validator:
        case "type":
            return _wrong_type(value, limit)
        case "const":
            return f"This must be {limit}, but it is {quoted(value)}."
        case "enum":
            return f"This must be one of {', '.join(limit)}, but it is {quoted(value)}."
        case "format":
            return str(error.cause)
        case "maxLength":
            return f"This is longer than {limit:,} characters."
        case "minimum" | "maximum":
            word = "less" if error.validator == "minimum" else "more"
            return f"This must not be {word} than {limit}, but it is {quoted(value)}."
    schema_here = cast(Mapping[str, Any], error.schema)
    return str(schema_here.get("x-problem", f"This is not as the format asks: {quoted(error.message, 120)}."))


def _wrong_type(value: object, wanted: str | list[str]) -> str:
    names = [wanted] if isinstance(wanted, str) else wanted
    expected = " or ".join(_TYPES[name] for name in names)
    if value is None:
        return "This is empty: give it a value or leave its key out."
    hint = ""
    if isinstance(value, str) and "number" in names and re.search("[0-9]", value):
        hint = " (a number stands without quotes and words, and has at most 18 digits)"
    elif not isinstance(value, str | list | dict) and "string" in names:
        hint = ": write it in quotes"
    return f"This must be {expected}, but it is {_kind(value)}{hint}."


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return f"the truth value {str(value).lower()}"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    return f"the text “{quoted(value)}”" if isinstance(value, str) else f"the number {quoted(value)}"


def unknown_keys(root: Node) -> Iterator[tuple[Path, int]]:
    """The path and line of every key that the format does not know."""
    yield from _unknown(root, schema(), ())


def _unknown(node: Node, shape: Mapping[str, Any], path: Path) -> Iterator[tuple[Path, int]]:
    if "$ref" in shape:
        shape = schema()["$defs"][shape["$ref"].rsplit("/", 1)[1]]
    if isinstance(node.value, dict) and "properties" in shape:
        for key, child in node.value.items():
            if key in shape["properties"]:
                yield from _unknown(child, shape["properties"][key], (*path, key))
            else:
                yield (*path, key), node.key_lines[key]
    elif isinstance(node.value, list) and "items" in shape:
        for at, child in enumerate(node.value):
            yield from _unknown(child, shape["items"], (*path, at))
