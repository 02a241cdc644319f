"""Identifying fields, encrypted with keys that rotate, and found again by a hash under a key of its own."""

from __future__ import annotations

import hashlib
import hmac
import re
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


class Undecipherable(Exception):
    """No key of this installation opens the field."""


@lru_cache(maxsize=4)
def _box(keys: tuple[str, ...]) -> MultiFernet:
    if not keys:
        raise ImproperlyConfigured("GOLDENTHREAD_FIELD_KEYS is empty: this process may not read identifying fields.")
    return MultiFernet([Fernet(key) for key in keys])


def encrypt(text: str) -> str:
    """The text under the newest key; an empty text stays empty."""
    return _box(tuple(settings.FIELD_KEYS)).encrypt(text.encode()).decode() if text else ""


def decrypt(token: str) -> str:
    """The text behind a token, under any of the keys. Errors: Undecipherable."""
    if not token:
        return ""
    try:
        return _box(tuple(settings.FIELD_KEYS)).decrypt(token.encode()).decode()
    except InvalidToken as error:
        raise Undecipherable("This field was encrypted under a key that this installation does not have.") from error


def rotate(token: str) -> str:
    """The same text under the newest key. Errors: Undecipherable."""
    if not token:
        return ""
    try:
        return _box(tuple(settings.FIELD_KEYS)).rotate(token.encode()).decode()
    except InvalidToken as error:
        raise Undecipherable("This field was encrypted under a key that this installation does not have.") from error


def is_current(token: str) -> bool:
    """Whether the newest key opens the token, so that rotation would gain nothing."""
    keys = tuple(settings.FIELD_KEYS)
    _box(keys)
    if not token:
        return True
    try:
        Fernet(keys[0]).decrypt(token.encode())
    except InvalidToken:
        return False
    return True


def blind_index(text: str) -> str:
    """A keyed hash of the text, spaces and case aside, by which an encrypted field is found; empty stays empty."""
    plain = re.sub(r"\s+", "", text).casefold()
    return hmac.new(settings.INDEX_KEY.encode(), plain.encode(), hashlib.sha256).hexdigest() if plain else ""
