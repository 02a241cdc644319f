"""Where mail comes in: a mailbox by IMAP over TLS, or a folder of files."""

from __future__ import annotations

import hashlib
import imaplib
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from goldenthread.messages.incoming import MOST_BYTES

AT_ONCE = 200  # mails a round
TIMEOUT = 20  # seconds
IMAPS = 993
LOOKED_AT = "looked-at"
SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


class NotAMailbox(ValueError):
    """The address is none of a mailbox; the message is a sentence, without the password."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One mail that waits: what names it in its mailbox, and its content, None where it is too large to be read."""

    name: str
    content: bytes | None

    @property
    def digest(self) -> str:
        """What the program remembers it by."""
        return hashlib.sha256(self.name.encode() if self.content is None else self.content).hexdigest()


class Mailbox(Protocol):
    """Somewhere mail comes in."""

    def waiting(self) -> Iterator[Waiting]:
        """The mails nobody has looked at, a round's worth."""
        ...

    def done(self, mail: Waiting) -> None:
        """Mark a mail as looked at."""
        ...


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of `.eml` files; one that was looked at is moved into a folder beside them."""

    path: Path

    def waiting(self) -> Iterator[Waiting]:
        """Files in the order of their names."""
        for file in sorted(self.path.glob("*.eml"))[:AT_ONCE]:
            if file.is_symlink() or not file.is_file():
                continue
            with suppress(FileNotFoundError):  # another worker has moved it
                yield Waiting(file.name, file.read_bytes() if file.stat().st_size <= MOST_BYTES else None)

    def done(self, mail: Waiting) -> None:
        """Moved away under its digest, so that no name is taken twice."""
        target = self.path / LOOKED_AT
        target.mkdir(exist_ok=True)
        with suppress(FileNotFoundError):
            (self.path / mail.name).replace(target / f"{mail.digest}.eml")


@dataclass(frozen=True, slots=True)
class Imap:
    """A mailbox on a mail server; one that was looked at is marked as seen."""

    line: imaplib.IMAP4
    validity: str

    def waiting(self) -> Iterator[Waiting]:
        """Unseen mails in the order they came."""
        _, found = self.line.uid("SEARCH", "UNSEEN")
        for number in (found[0] or b"").split()[:AT_ONCE]:
            uid = number.decode("ascii")
            _, sized = self.line.uid("FETCH", uid, "(RFC822.SIZE)")
            size = SIZE.search(b"".join(part if isinstance(part, bytes) else part[0] for part in sized if part))
            if size is None:
                continue
            name = f"{self.validity}:{uid}"
            if int(size[1]) > MOST_BYTES:
                yield Waiting(name, None)
                continue
            _, parts = self.line.uid("FETCH", uid, "(BODY.PEEK[])")
            content = next((part[1] for part in parts if isinstance(part, tuple)), None)
            if content is not None:
                yield Waiting(name, content)

    def done(self, mail: Waiting) -> None:
        """Marked as seen."""
        self.line.uid("STORE", mail.name.rpartition(":")[2], "+FLAGS", "(\\Seen)")


@contextmanager
def mailbox(url: str) -> Iterator[Mailbox]:
    """The mailbox of `imaps://user:password@host:993/INBOX` or `file:///folder`, open. Errors: NotAMailbox, OSError, imaplib.IMAP4.error."""
    parts = urlsplit(url)
    if parts.scheme == "file" and parts.path and not parts.netloc:
        yield Folder(Path(unquote(parts.path)))
        return
    if parts.scheme != "imaps" or not parts.hostname or not parts.username:
        raise NotAMailbox("GOLDENTHREAD_MAIL_IN_URL is not of the form imaps://user:password@host/INBOX or file:///….")
    with imaplib.IMAP4_SSL(parts.hostname, parts.port or IMAPS, timeout=TIMEOUT) as line:
        line.login(unquote(parts.username), unquote(parts.password or ""))
        box = unquote(parts.path.strip("/")) or "INBOX"
        line.select('"' + re.sub(r'["\\\r\n]', "", box) + '"')
        validity = line.response("UIDVALIDITY")[1]
        yield Imap(line, f"{parts.hostname}/{box}/{(validity[0] or b'').decode() if validity else ''}")
