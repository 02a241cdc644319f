"""Asking ClamAV's daemon about a file, by its INSTREAM command (clamd(8)). No answer is never taken for a clean one."""

from __future__ import annotations

import socket
from dataclasses import dataclass

CHUNK = 65_536
WAIT = 60.0
"""Seconds: a large file takes its time, and a daemon that loads its signatures takes longer."""


class NoAnswer(Exception):
    """The scanner could not be asked, or did not say what it found."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the scanner said. `found` is the name of what it found; empty for a clean file."""

    found: str

    @property
    def is_clean(self) -> bool:
        """Whether nothing was found."""
        return not self.found


def ask(address: str, content: bytes) -> Verdict:
    """The scanner's verdict on a file. `address` is `host:port` or the path of a socket. Errors: NoAnswer."""
    try:
        with _connect(address) as line:
            line.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), CHUNK):
                part = content[start : start + CHUNK]
                line.sendall(len(part).to_bytes(4, "big") + part)
            line.sendall(bytes(4))
            said = _answer(line)
    except OSError as error:
        raise NoAnswer(f"The virus scanner at {address} does not answer: {error}") from error
    if said == "stream: OK":
        return Verdict("")
    if said.startswith("stream: ") and said.endswith(" FOUND"):
        return Verdict(said.removeprefix("stream: ").removesuffix(" FOUND"))
    raise NoAnswer(f"The virus scanner at {address} said “{said[:120]}”.")


def _connect(address: str) -> socket.socket:
    if address.startswith(("/", "unix:")):
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(WAIT)
        line.connect(address.removeprefix("unix:"))
        return line
    host, _, port = address.rpartition(":")
    return socket.create_connection((host.strip("[]") or "localhost", int(port)), WAIT)


def _answer(line: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and len(said) < CHUNK:
        part = line.recv(4096)
        if not part:
            break
        said += part
    return said.rstrip(b"\0").decode(errors="replace").strip()
