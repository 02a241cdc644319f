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
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import psycopg
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from psycopg import sql

from goldenthread.commands.environment import make_secrets, start_django
from goldenthread.commands.main import Failure
from goldenthread.config.rights import RIGHTS
from goldenthread.database import roles
from goldenthread.database.installation import Installation, Role
from goldenthread.database.programs import programs
from goldenthread.documents.stores import Folder, Store, store_at

KEY = "backup.key"
MAGIC = b"golden-thread-backup-1\n"
CHUNK = 1 << 20
TAG = 16
DAMAGED = "The backup is damaged, cut short, or made under another installation's key."
TRIES = 5


def _key(installation: Installation) -> bytes:
    return hashlib.sha256(installation.read_secret(KEY).encode()).digest()


def write(installation: Installation, target: Path) -> str:
    """Make the archive whole or not at all, verify it by reading it back, and return what is in it, in words. Errors: Failure."""
    installation.keep_secret(KEY)
    # What is not encrypted yet never leaves the data folder: the target may be another's disk.
    with tempfile.TemporaryDirectory(dir=installation.data, prefix=".backup-") as folder:
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
        parts = _pack(plain, dump, _gathered(installation, Path(folder) / "files"))
        dump.unlink()
        descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")  # made 0600
        try:
            with plain.open("rb") as source, open(descriptor, "wb") as sealed:
                _seal(source, sealed, _key(installation))
                sealed.flush()
                os.fsync(sealed.fileno())
            plain.unlink()
            verify(installation, Path(name), Path(folder))
            Path(name).rename(target)
        finally:
            Path(name).unlink(missing_ok=True)
    return f"the database and {parts - 1} documents, {target.stat().st_size / 1_000_000:.1f} MB, verified"


def _gathered(installation: Installation, folder: Path) -> Path:
    """The documents in a folder: where they lie, or fetched from their store beside the dump."""
    kept = _store(installation)
    if isinstance(kept, Folder):
        return kept.path
    gathered = Folder(folder)
    for name in kept.names():
        with kept.open(name) as file:
            gathered.put(name, file.read())
    folder.mkdir(exist_ok=True)
    return folder


def _store(installation: Installation) -> Store:
    url = os.environ.get("GOLDENTHREAD_FILES_URL", "")
    if file := os.environ.get("GOLDENTHREAD_FILES_URL_FILE"):
        url = Path(file).read_text(encoding="utf-8").strip()
    return store_at(url or f"file://{installation.files}")


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
            digests[name] = _digest(path)
            tar.add(path, name)
        listed = json.dumps({"parts": digests}).encode()
        entry = tarfile.TarInfo("manifest.json")
        entry.size = len(listed)
        tar.addfile(entry, io.BytesIO(listed))
    return len(digests)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


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
        sealed = source.read(min(size, CHUNK + TAG))
        number += 1
        for mark in (b"more", b"last"):
            try:
                yield box.decrypt(salt + number.to_bytes(8, "big"), sealed, mark)
                break
            except InvalidTag:
                continue
        else:
            raise Failure(DAMAGED)
        if mark == b"last":
            if source.read(1):
                raise Failure(DAMAGED)
            return


def verify(installation: Installation, archive: Path, folder: Path) -> Path:
    """Open an archive into a folder below `folder`, check every part against its digest, and return that folder. Errors: Failure."""
    if not (installation.secrets / KEY).exists():
        raise Failure(
            f"There is no backup key in {installation.secrets}: copy the secrets of the installation that made the backup there first."
        )
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
        if _digest(opened / name) != digest:
            raise Failure(f"The part {name} of the backup is not what was written.")
    _run(installation, "pg_restore", "--list", str(opened / "database.dump"))
    return opened


def name_before(installation: Installation) -> str:
    """What the database is called that a restore put aside. Two installations may share a server."""
    return f"{installation.server().name}_before_restore"


def restore(installation: Installation, archive: Path, at: datetime) -> str:
    """Restore beside the database that is there, check, and swap the two by name. Errors: Failure, with nothing changed."""
    with tempfile.TemporaryDirectory(dir=installation.data, prefix=".restore-") as folder:
        opened = verify(installation, archive, Path(folder))
        make_secrets(installation)
        roles.make_roles(installation)
        start_django(installation, Role.OWNER)
        name = installation.server().name
        fresh = f"{name}_restored"
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
        )
        roles.grant_rights(installation, RIGHTS, fresh)
        with psycopg.connect(**installation.connection(Role.OWNER, fresh)) as owner:  # type: ignore[arg-type]
            records = owner.execute("select count(*) from records_record").fetchone()
            head = owner.execute("select id, digest from history_seal order by id desc limit 1").fetchone()
        _swap(installation, name, fresh)
        documents = _swap_files(installation, opened / "files")
        _keep_head(installation, head, at)
    return f"{records[0] if records else 0:,} records and {documents} documents"


def _keep_head(installation: Installation, head: tuple[int, str] | None, at: datetime) -> None:
    """The chain of seals goes on from the restored one; the head of the chain before is kept beside the new one."""
    from goldenthread.history.jobs import HEAD, keep_head

    kept = installation.secrets / HEAD
    if kept.exists():
        kept.rename(kept.with_name(f"{HEAD}.before-restore"))
    if head is not None:
        keep_head(installation.secrets, head[0], head[1], at)


def _swap(installation: Installation, name: str, fresh: str) -> None:
    """Give the restored database the name, and keep the one before under another: both in one step, or neither. Errors: Failure."""
    before = name_before(installation)
    with _administrator(installation) as administrator:
        administrator.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(before)))
        for _ in range(TRIES):
            administrator.execute(
                "select pg_terminate_backend(pid, 2000) from pg_stat_activity where datname = any (%s) and pid <> pg_backend_pid()",
                [[name, fresh]],
            )
            try:
                with administrator.transaction():
                    for now, then in ((name, before), (fresh, name)):
                        administrator.execute(
                            sql.SQL("alter database {} rename to {}").format(sql.Identifier(now), sql.Identifier(then))
                        )
                break
            except psycopg.errors.ObjectInUse:
                continue  # a server that still runs came back at once
        else:
            raise Failure("The database is in use: stop `serve` and `worker` first. Nothing was changed.")
    roles.make_roles(installation)


def _swap_files(installation: Installation, restored: Path) -> int:
    restored.mkdir(exist_ok=True)
    kept = _store(installation)
    if not isinstance(kept, Folder):  # names are random and never used twice: what is there already stays
        names = list(Folder(restored).names())
        for name in names:
            kept.put(name, (restored / name[:2] / name).read_bytes())
        return len(names)
    before = installation.data / "files.before-restore"
    shutil.rmtree(before, ignore_errors=True)
    if installation.files.exists():
        installation.files.rename(before)
    restored.rename(installation.files)
    return sum(path.is_file() for path in installation.files.rglob("*"))


def _administrator(installation: Installation) -> psycopg.Connection:
    return psycopg.connect(**installation.administration("postgres"), autocommit=True)  # type: ignore[arg-type]


def _run(installation: Installation, program: str, *arguments: str, database: str | None = None) -> None:
    """One of PostgreSQL's programs; on a database as the owner, who sees every row, since policies are not forced. Errors: Failure."""
    environment = dict(os.environ)
    if database:
        found = installation.connection(Role.OWNER, database)
        given = {
            "PASSWORD": found.get("password", ""),
            "USER": found["user"],
            "HOST": found["host"],
            "PORT": found["port"],
        }
        environment |= {f"PG{name}": str(value) for name, value in (given | {"DATABASE": database}).items()}
    binary = programs() / program if installation.url is None else Path(shutil.which(program) or program)
    try:
        result = subprocess.run(
            [str(binary), *arguments],
            env=environment,
            check=False,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
    except FileNotFoundError:
        raise Failure(f"PostgreSQL's program {program} is not installed on this machine.") from None
    if result.returncode:
        raise Failure(f"{program} failed: {result.stderr.strip()[-400:]}")
