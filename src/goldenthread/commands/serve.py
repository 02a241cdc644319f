"""The web server. Behind a proxy, only what GOLDENTHREAD_TRUSTED_PROXIES names is believed."""

from __future__ import annotations

import argparse
import errno
import os
import socket
import sys
from pathlib import Path
from typing import Any

from goldenthread.commands.environment import check_runtime_role, open_installation, start_django
from goldenthread.commands.main import Failure
from goldenthread.database.installation import Installation, Role


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `serve`."""
    parser.add_argument(
        "--role",
        choices=["full", "public"],
        default="full",
        help="public serves the website alone, on a database role without any right to casework",
    )
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="processes (default 2)")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--bind", default="127.0.0.1")
    parser.add_argument("--tls-certificate", metavar="FILE")
    parser.add_argument("--tls-key", metavar="FILE")
    parser.add_argument("--data", metavar="DIR", help="the data folder (default: GOLDENTHREAD_DATA)")


def run(options: argparse.Namespace) -> int:
    """Serve until stopped."""
    check_port(options.bind, options.port)
    os.environ["GOLDENTHREAD_ROLE"] = options.role
    installation = open_installation(options.data)
    start_django(installation, Role.WEB if options.role == "full" else Role.WEBSITE)
    check_runtime_role()
    serve(
        installation,
        bind=options.bind,
        port=options.port,
        workers=options.workers,
        certificate=options.tls_certificate,
        key=options.tls_key,
    )
    return 0


def check_port(bind: str, port: int) -> None:
    """Say at once when the port cannot be had. Errors: Failure."""
    family = socket.AF_INET6 if ":" in bind else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((bind.strip("[]"), port))
        except OverflowError:
            raise Failure(f"{port} is not a port: choose one from 1 to 65535 with --port.") from None
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise Failure(f"Port {port} is taken by another program: choose one with --port.") from error
            raise Failure(f"Port {port} of {bind} cannot be used: {error.strerror}.") from error


def serve(
    installation: Installation,
    *,
    bind: str,
    port: int,
    workers: int,
    certificate: str | None = None,
    key: str | None = None,
    threads: int = 4,
    on_ready: Any = None,
) -> None:
    """Run the application under gunicorn in this process until it is told to stop."""
    from django.db import connections
    from gunicorn.app.base import BaseApplication

    connections.close_all()  # a forked worker must not share its parent's connection
    trusted = os.environ.get("GOLDENTHREAD_TRUSTED_PROXIES", "")

    class Server(BaseApplication):  # type: ignore[misc]
        """Gunicorn with our settings and our application."""

        def load_config(self) -> None:
            """Settings by value: no configuration file is read."""
            for name, value in {
                "bind": f"{bind}:{port}",
                "workers": workers,
                "threads": threads,
                "worker_class": "gthread",
                "timeout": 120,
                "graceful_timeout": 20,
                "keepalive": 15,
                "certfile": certificate,
                "keyfile": key,
                "forwarded_allow_ips": trusted or "127.0.0.1",
                "accesslog": None,
                "errorlog": "-",
                "loglevel": "warning",
                "control_socket_disable": True,
                "worker_tmp_dir": "/dev/shm" if Path("/dev/shm").is_dir() else None,
                "preload_app": True,
                "when_ready": on_ready or (lambda server: None),
            }.items():
                if name in self.cfg.settings:
                    self.cfg.set(name, value)

        def load(self) -> Any:
            """The WSGI application."""
            from goldenthread.config.wsgi import application

            return application

    parent = os.getpid()
    try:
        Server().run()
    finally:
        if os.getpid() != parent:
            # A forked worker ends here: what its parent does at the end (letting go of the database, deleting a folder) is not its to do.
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(0)
