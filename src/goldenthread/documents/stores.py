"""Where documents' bytes lie: a folder of this machine, or an S3-compatible store. Rooms above know neither."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, Protocol
from urllib.parse import parse_qs, unquote, urlsplit


class StoreFailed(Exception):
    """The store could not be reached or would not do it; the message is a sentence."""


class Store(Protocol):
    """What a store does. Names are random, and never a person's words."""

    def put(self, name: str, content: bytes) -> None:
        """Keep a whole file under a name, or none of it."""

    def open(self, name: str) -> BinaryIO:
        """A file's bytes. Errors: FileNotFoundError."""

    def remove(self, name: str) -> None:
        """Take a file away; one that is not there is no fault."""

    def names(self) -> Iterator[str]:
        """Every file's name."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of this machine."""

    path: Path

    def _at(self, name: str) -> Path:
        return self.path / name[:2] / name

    def put(self, name: str, content: bytes) -> None:
        """Written beside, synced, and then given its name: a killed process leaves no half of a file under it."""
        target = self._at(name)
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.with_suffix(".part")
        with fresh.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        fresh.rename(target)

    def open(self, name: str) -> BinaryIO:
        """The file. Errors: FileNotFoundError."""
        return self._at(name).open("rb")

    def remove(self, name: str) -> None:
        """Take it away."""
        self._at(name).unlink(missing_ok=True)

    def names(self) -> Iterator[str]:
        """Every whole file."""
        return (path.name for path in sorted(self.path.rglob("*")) if path.is_file() and path.suffix != ".part")


@dataclass(frozen=True, slots=True)
class Bucket:
    """A bucket of an S3-compatible store."""

    client: Any
    bucket: str
    prefix: str

    def put(self, name: str, content: bytes) -> None:
        """Keep it; the store itself keeps whole objects only. Errors: StoreFailed."""
        with _told():
            self.client.put_object(Bucket=self.bucket, Key=self.prefix + name, Body=content)

    def open(self, name: str) -> BinaryIO:
        """The object's bytes. Errors: FileNotFoundError, StoreFailed."""
        with _told():
            try:
                answer = self.client.get_object(Bucket=self.bucket, Key=self.prefix + name)
            except self.client.exceptions.NoSuchKey:
                raise FileNotFoundError(name) from None
            return BytesIO(answer["Body"].read())

    def remove(self, name: str) -> None:
        """Take it away. Errors: StoreFailed."""
        with _told():
            self.client.delete_object(Bucket=self.bucket, Key=self.prefix + name)

    def names(self) -> Iterator[str]:
        """Every object below the prefix. Errors: StoreFailed."""
        with _told():
            pages = self.client.get_paginator("list_objects_v2").paginate(Bucket=self.bucket, Prefix=self.prefix)
            for page in pages:
                for item in page.get("Contents", []):
                    yield item["Key"].removeprefix(self.prefix)


class _told:
    """What the library says of a store that fails, as one exception of ours."""

    def __enter__(self) -> None: ...

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        if error is None or isinstance(error, FileNotFoundError | GeneratorExit):
            return
        from botocore.exceptions import BotoCoreError, ClientError

        if isinstance(error, BotoCoreError | ClientError):
            raise StoreFailed(f"The store of documents did not answer as it should: {error}") from error


@cache
def store_at(url: str) -> Store:
    """The store that a setting names: `file:///folder`, or `s3://KEY:SECRET@host[:port]/bucket[/prefix]?region=…&tls=off`."""
    parts = urlsplit(url)
    if parts.scheme != "s3":
        return Folder(Path(unquote(parts.path)))
    import boto3
    from botocore.config import Config

    options = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    bucket, _, prefix = parts.path.strip("/").partition("/")
    scheme = "http" if options.get("tls") == "off" else "https"
    client = boto3.client(
        "s3",
        endpoint_url=f"{scheme}://{parts.hostname}" + (f":{parts.port}" if parts.port else ""),
        aws_access_key_id=unquote(parts.username or ""),
        aws_secret_access_key=unquote(parts.password or ""),
        region_name=options.get("region", "us-east-1"),
        config=Config(s3={"addressing_style": "path"}, connect_timeout=5, read_timeout=30, retries={"max_attempts": 2}),
    )
    return Bucket(client, bucket, f"{prefix}/" if prefix else "")
