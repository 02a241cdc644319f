"""A mail server's address as Django's settings."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

PORTS = {"smtp": 25, "smtps": 465}
SUBMISSION = 587


class NotAMailServer(ValueError):
    """The address is none of a mail server; the message is a sentence."""


def mail_server(url: str) -> dict[str, str | int | bool]:
    """Settings for `smtp://user:password@host:587` (the connection turns to TLS where there is a password) or `smtps://…:465` (TLS at once).

    `?tls=no` or `?tls=yes` says otherwise. A user or password with `@`, `:` or `/` is written in percent-encoding. Errors: NotAMailServer.
    """
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        port = 0
    if parts.scheme not in PORTS or not parts.hostname or port == 0 or parts.query not in ("", "tls=yes", "tls=no"):
        raise NotAMailServer("GOLDENTHREAD_MAIL_URL is not of the form smtp://user:password@host:port or smtps://….")
    turns = parts.query == "tls=yes" if parts.query else bool(parts.password)
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port or (SUBMISSION if turns and parts.scheme == "smtp" else PORTS[parts.scheme]),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and turns,
    }
