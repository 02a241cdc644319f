"""A mail server's address, read."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from goldenthread.config.mail import NotAMailServer, mail_server


@pytest.mark.parametrize(
    ("url", "host", "port", "user", "password", "ssl", "tls"),
    [
        ("smtp://mail.example", "mail.example", 25, "", "", False, False),
        ("smtp://mail.example:2525?tls=yes", "mail.example", 2525, "", "", False, True),
        (
            "smtp://robin%40mail.example:a%2Fb@mail.example",
            "mail.example",
            587,
            "robin@mail.example",
            "a/b",
            False,
            True,
        ),
        ("smtp://robin:word@mail.example:25?tls=no", "mail.example", 25, "robin", "word", False, False),
        ("smtps://robin:word@mail.example", "mail.example", 465, "robin", "word", True, False),
    ],
)
def test_an_address_becomes_settings(
    url: str, host: str, port: int, user: str, password: str, ssl: bool, tls: bool
) -> None:
    assert mail_server(url) == {
        "EMAIL_HOST": host,
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": user,
        "EMAIL_HOST_PASSWORD": password,
        "EMAIL_USE_SSL": ssl,
        "EMAIL_USE_TLS": tls,
    }


@pytest.mark.parametrize("url", ["mail.example", "http://mail.example", "smtp://", "smtp://x:99999", "smtp://x?ssl=1"])
def test_what_is_no_mail_server_is_refused_without_repeating_the_password(url: str) -> None:
    with pytest.raises(NotAMailServer) as refused:
        mail_server(url)
    assert "x?ssl" not in str(refused.value)


@pytest.mark.parametrize("way", ["given", "file"])
def test_the_setting_reaches_django_from_the_environment_and_from_a_file(tmp_path: Path, way: str) -> None:
    url = "smtps://robin:word@mail.example"
    (tmp_path / "mail").write_text(f"{url}\n")
    given = {"GOLDENTHREAD_MAIL_URL": url} if way == "given" else {"GOLDENTHREAD_MAIL_URL_FILE": str(tmp_path / "mail")}
    code = "from goldenthread.config import settings as s; print(s.EMAIL_HOST, s.EMAIL_PORT, s.EMAIL_USE_SSL, s.EMAIL_TIMEOUT)"
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, **given}, capture_output=True, text=True, check=False
    )
    assert done.stdout.split() == ["mail.example", "465", "True", "20"], done.stderr
