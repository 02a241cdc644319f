"""The archive of an installation: a tar of the database's dump and the documents, encrypted in chunks, with a digest of every part.

Each chunk is sealed by AES-GCM under the installation's backup key with its place in the file, so that a cut, swapped or
altered archive does not open (docs/adr/0006).
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import secrets
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import psycopg
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from psycopg import sql

from goldenthread.commands.main import Failure
from goldenthread.config.rights import RIGHTS
from goldenthread.database import roles
from goldenthread.database.installation import Installation, Role
from goldenthread.database.programs import programs

KEY = "backup.key"
MAGIC = b"golden-thread-backup-1\n"
CHUNK = 1 << 20
BEFORE = "goldenthread_before_restore"


def _key(installation: Installation) -> bytes:
    return hashlib.sha256(installation.keep_secret(KEY).encode()).digest()


def write(installation: Installation, target: Path) -> str:
    """Make the archive whole or not at all, verify it by reading it back, and return what is in it, in words. Errors: Failure."""
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as folder:
        dump = Path(folder) / "database.dump"
        _run(
            installation,
            "pg_dump",
            "--format=custom",
            "--no-owner",
            "--no-privileges",
            f"--file={dump}",
            database=installation.server().name,
        )
        plain = Path(folder) / "plain.tar"
        parts = _pack(plain, dump, installation.files)
        fresh = Path(folder) / "archive"
        with plain.open("rb") as source, fresh.open("wb") as sealed:
            _seal(source, sealed, _key(installation))
            sealed.flush()
            os.fsync(sealed.fileno())
        plain.unlink()
        verify(installation, fresh, Path(folder))
        fresh.chmod(0o600)
        fresh.rename(target)
    return f"the database and {parts - 1} documents, {target.stat().st_size / 1_000_000:.1f} MB, verified"


def _pack(plain: Path, dump: Path, files: Path) -> int:
    digests: dict[str, str] = {}
    with tarfile.open(plain, "w") as tar:
        for path, name in [
            (dump, "database.dump"),
            *(
                (path, f"files/{path.relative_to(files)}")
                for path in sorted(files.rglob("*"))
                if path.is_file() and path.suffix != ".part"
            ),
        ]:
            digests[name] = hashlib.sha256(path.read_bytes()).hexdigest()
            tar.add(path, name)
        listed = json.dumps({"parts": digests}).encode()
        entry = tarfile.TarInfo("manifest.json")
        entry.size = len(listed)
        tar.addfile(entry, io.BytesIO(listed))
    return len(digests)


def _seal(source: BinaryIO, target: BinaryIO, key: bytes) -> None:
    box, salt, number = AESGCM(key), secrets.token_bytes(4), 0
    target.write(MAGIC + salt)
    while True:
        chunk = source.read(CHUNK)
        number += 1
        last = len(chunk) < CHUNK
        sealed = box.encrypt(salt + number.to_bytes(8, "big"), chunk, b"last" if last else b"more")
        target.write(len(sealed).to_bytes(4, "big") + sealed)
        if last:
            return


def _unseal(source: BinaryIO, key: bytes) -> Iterator[bytes]:
    if source.read(len(MAGIC)) != MAGIC:
        raise Failure("This is not a backup of Golden Thread.")
    box, salt, number = AESGCM(key), source.read(4), 0
    while True:
        size = int.from_bytes(source.read(4), "big")
        sealed = source.read(size)
        number += 1
        for mark in (b"more", b"last"):
            try:
                yield box.decrypt(salt + number.to_bytes(8, "big"), sealed, mark)
                break
            except InvalidTag:
                continue
        else:
            raise Failure("The backup is damaged, cut short, or made under another installation's key.")
        if mark == b"last":
            return


def verify(installation: Installation, archive: Path, folder: Path) -> Path:
    """Open an archive into a folder below `folder`, check every part against its digest, and return that folder. Errors: Failure."""
    opened = Path(tempfile.mkdtemp(dir=folder))
    plain = opened / "plain.tar"
    with archive.open("rb") as source, plain.open("wb") as target:
        for chunk in _unseal(source, _key(installation)):
            target.write(chunk)
    try:
        with tarfile.open(plain) as tar:
            tar.extractall(opened, filter="data")
    except tarfile.TarError as error:
        raise Failure("The backup opens but its parts cannot be read.") from error
    plain.unlink()
    held = json.loads((opened / "manifest.json").read_text(encoding="utf-8"))["parts"]
    for name, digest in held.items():
        if hashlib.sha256((opened / name).read_bytes()).hexdigest() != digest:
            raise Failure(f"The part {name} of the backup is not what was written.")
    _run(installation, "pg_restore", "--list", str(opened / "database.dump"), quiet=True)
    return opened


def restore(installation: Installation, archive: Path) -> str:
    """Restore beside the database that is there, check, and swap the two by name. Errors: Failure, with nothing changed."""
    with tempfile.TemporaryDirectory(dir=installation.data, prefix=".restore-") as folder:
        opened = verify(installation, archive, Path(folder))
        name, fresh = installation.server().name, "goldenthread_restored"
        with _administrator(installation) as administrator:
            administrator.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(fresh)))
            administrator.execute(
                sql.SQL("create database {} owner {} template template0 encoding 'UTF8'").format(
                    sql.Identifier(fresh), sql.Identifier(installation.role_name(Role.OWNER))
                )
            )
        with psycopg.connect(**installation.administration(fresh), autocommit=True) as administrator:  # type: ignore[arg-type]
            administrator.execute(
                sql.SQL("alter schema public owner to {}").format(sql.Identifier(installation.role_name(Role.OWNER)))
            )
        _run(
            installation,
            "pg_restore",
            "--exit-on-error",
            "--no-owner",
            "--no-privileges",
            f"--dbname={fresh}",
            str(opened / "database.dump"),
            database=fresh,
            owner=True,
        )
        roles.grant_rights(installation, RIGHTS, fresh)
        with psycopg.connect(**installation.connection(Role.OWNER, fresh)) as owner:  # type: ignore[arg-type]
            records = owner.execute("select count(*) from records_record").fetchone()
        _swap(installation, name, fresh)
        documents = _swap_files(installation, opened / "files")
    return f"{records[0] if records else 0:,} records and {documents} documents"


def _swap(installation: Installation, name: str, fresh: str) -> None:
    """Give the restored database the name, and keep the one before under another."""
    with _administrator(installation) as administrator:
        administrator.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(BEFORE)))
        administrator.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = any (%s) and pid <> pg_backend_pid()",
            [[name, fresh]],
        )
        administrator.execute(
            sql.SQL("alter database {} rename to {}").format(sql.Identifier(name), sql.Identifier(BEFORE))
        )
        administrator.execute(
            sql.SQL("alter database {} rename to {}").format(sql.Identifier(fresh), sql.Identifier(name))
        )
    roles.make_roles(installation)


def _swap_files(installation: Installation, restored: Path) -> int:
    restored.mkdir(exist_ok=True)
    before = installation.data / "files.before-restore"
    shutil.rmtree(before, ignore_errors=True)
    if installation.files.exists():
        installation.files.rename(before)
    restored.rename(installation.files)
    return sum(path.is_file() for path in installation.files.rglob("*"))


def _administrator(installation: Installation) -> psycopg.Connection:
    return psycopg.connect(**installation.administration("postgres"), autocommit=True)  # type: ignore[arg-type]


def _run(
    installation: Installation,
    program: str,
    *arguments: str,
    database: str | None = None,
    owner: bool = False,
    quiet: bool = False,
) -> None:
    """One of PostgreSQL's programs, as the owner or, for a dump, as the owner too: under ENABLE the owner sees every row."""
    found = installation.connection(Role.OWNER, database)
    environment = {
        **os.environ,
        "PGPASSWORD": str(found.get("password", "")),
        "PGUSER": str(found["user"]),
        "PGHOST": str(found["host"]),
        "PGPORT": str(found["port"]),
    }
    if database and not owner:
        environment["PGDATABASE"] = database
    binary = programs() / program if installation.url is None else Path(shutil.which(program) or program)
    result = subprocess.run(
        [str(binary), *arguments],
        env=environment,
        check=False,
        stdout=subprocess.DEVNULL if quiet else subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    if result.returncode:
        raise Failure(f"{program} failed: {result.stderr.strip()[-400:]}")
