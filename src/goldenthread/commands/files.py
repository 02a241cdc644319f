"""Files that commands read and write."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from goldenthread.commands.main import BadUse, Failure


def read_file(name: str, most: int) -> bytes:
    """A file's bytes. A larger one is cut after `most` and one byte, which whoever reads it refuses. Errors: BadUse, Failure."""
    path = Path(name)
    if not path.exists():
        raise BadUse(f"There is no file {name}.")
    if path.is_dir():
        raise BadUse(f"{name} is a folder, not a file.")
    try:
        with path.open("rb") as file:
            return file.read(most + 1)
    except OSError as error:
        raise Failure(f"{name} could not be read: {error.strerror}.") from error


@contextmanager
def whole_file(name: str) -> Iterator[BinaryIO]:
    """A file to write to, which takes its name only when it is whole; “-” is standard output. Errors: BadUse, Failure."""
    if name == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    path = Path(name)
    if path.is_dir() or not path.absolute().parent.is_dir():
        raise BadUse(f"{name} is a folder." if path.is_dir() else f"There is no folder {path.absolute().parent}.")
    try:
        descriptor, temporary = tempfile.mkstemp(dir=path.absolute().parent, prefix=f".{path.name}.")
    except OSError as error:
        raise Failure(f"{name} could not be written: {error.strerror}.") from error
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
        mask = os.umask(0)
        os.umask(mask)
        Path(temporary).chmod(0o666 & ~mask)
        Path(temporary).replace(path)
    except OSError as error:
        raise Failure(f"{name} could not be written: {error.strerror}.") from error
    finally:
        Path(temporary).unlink(missing_ok=True)
