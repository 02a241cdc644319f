"""The speed budgets, measured on this machine now, against a bare view in the same run. Needs a folder that `simulate` filled."""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from goldenthread.commands.environment import check_runtime_role, open_installation, start_django
from goldenthread.commands.main import Failure, progress
from goldenthread.database.installation import Installation, Role

PEOPLE = 200
LISTS = {
    "my work",
    "groups",
    "action log",
    "learning",
    "products",
    "impact",
    "meetings",
    "requests",
    "indicators",
    "search",
    "highlights",
    "risks",
    "challenges",
    "engagement",
    "pathways",
    "reviews",
    "reviews over the years",
    "child deaths",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `benchmark`."""
    parser.add_argument("--json", metavar="FILE", help="write the figures here too")
    parser.add_argument("--data", metavar="DIR", help="the data folder (default: GOLDENTHREAD_DATA)")
    parser.add_argument("--seconds", type=int, default=60, help="how long the two hundred people stay (default 60)")
    parser.add_argument("--port", type=int, default=8765)


def run(options: argparse.Namespace) -> int:
    """Measure, print the table, and end with 1 when a budget is missed."""
    os.environ["GOLDENTHREAD_SECURE"] = "false"
    installation = open_installation(options.data)
    one = _one_partnership(installation)
    start_django(installation, Role.WEB)
    check_runtime_role()
    _check_simulated()
    rows = _pages(installation, one) + _first_load() + _outputs() + _crowd(installation, options)
    rows += _demonstration()
    width = max(len(row["what"]) for row in rows)
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {time.strftime('%d %B %Y')}"
    )
    for row in rows:
        print(
            f"{row['what']:<{width}}  {row['measured']:<34}  budget {row['budget']:<22} {'met' if row['met'] else 'MISSED'}"
        )
    if options.json:
        Path(options.json).write_text(json.dumps(rows, indent=2), encoding="utf-8")
    missed = [row["what"] for row in rows if not row["met"]]
    if missed:
        raise Failure(f"{len(missed)} budgets were missed.")
    return 0


def _check_simulated() -> None:
    from goldenthread.partnership.models import Partnership

    if not Partnership.objects.filter(key="sim-001").exists():
        raise Failure("There is nothing to measure here: run simulate on this folder first.")


def _row(what: str, measured: str, budget: str, met: bool) -> dict[str, Any]:
    return {"what": what, "measured": measured, "budget": budget, "met": met}


def _one_partnership(installation: Installation) -> str:
    """A second database on the same server with one partnership of ten years, to compare with."""
    name = "goldenthread_one"
    progress("Making one partnership to compare with …")
    result = subprocess.run(
        [sys.executable, "-m", "goldenthread.commands.benchmarking.one", str(installation.data), name], check=False
    )
    if result.returncode:
        raise Failure("The database to compare with could not be made.")
    return name


def _pages(installation: Installation, one: str) -> list[dict[str, Any]]:
    from django.conf import settings

    from goldenthread.accounts.models import Person
    from goldenthread.commands.benchmarking.measuring import bare, client_of, page, use_database

    settings.ROOT_URLCONF = "goldenthread.commands.benchmarking.urls"
    national = installation.server().name
    measured: dict[tuple[str, str, str], Any] = {}
    plain: dict[str, float] = {}
    for database, key in (
        (one, "sim-001"),
        (national, "sim-075" if Person.objects.filter(email="p0.075@sim.example").exists() else "sim-001"),
    ):
        use_database(database)
        number = key.removeprefix("sim-")
        for who, email in (("manager", f"p0.{number}@sim.example"), ("member", f"p11.{number}@sim.example")):
            client = client_of(Person.objects.get(email=email))
            for name, address in _addresses(client, key).items():
                measured[database, who, name] = page(client, address)
                if database == national and who == "manager":
                    plain[name] = bare(client, measured[database, who, name]).seconds
    rows = []
    names = [name for database, who, name in measured if database == national and who == "manager"]
    for name in names:
        manager, member, small = (
            measured[national, "manager", name],
            measured.get((national, "member", name)),
            measured[one, "manager", name],
        )
        counts = {value.queries for (_, _, each), value in measured.items() if each == name}
        rows.append(
            _row(
                f"{name}: queries",
                f"{'/'.join(map(str, sorted(counts)))}",
                "12, the same",
                max(counts) <= 12 and len(counts) == 1,
            )
        )
        rows.append(
            _row(
                f"{name}: national against one",
                f"{manager.seconds / small.seconds:.2f} ({manager.seconds * 1000:.1f} ms)",
                "1.3",
                manager.seconds / small.seconds <= 1.3,
            )
        )
        if member:
            rows.append(
                _row(
                    f"{name}: member against manager",
                    f"{member.seconds / manager.seconds:.2f} ({member.seconds * 1000:.1f} ms)",
                    "1.3",
                    member.seconds / manager.seconds <= 1.3,
                )
            )
        ratio = manager.seconds / plain[name]
        said = f"{ratio:.2f} ({plain[name] * 1000:.1f} ms)"
        # The budget is a list page's; a record's page, which answers more questions, is measured beside it.
        rows.append(
            _row(f"{name}: against the bare view", said, "3", ratio <= 3)
            if name in LISTS
            else _row(f"{name}: against the bare view", said, "none: a record's page", True)
        )
    return rows


def _addresses(client: Any, key: str) -> dict[str, str]:
    """The pages to measure, with an action, its thread and a review, where this person sees one."""
    import re

    found = re.search(rf"/{key}/actions/(AC-\w+)/", client.get(f"/{key}/actions/?standing=all").content.decode())
    held = client.get(
        f"/{key}/reviews/?state=followed"
    ).content.decode()  # every tab of such a one has something to say
    review = re.search(rf"/{key}/reviews/(RV-\w+)/", held)
    base = {
        "my work": "/",
        "groups": f"/{key}/groups/",
        "workspace": f"/{key}/groups/reviews/",
        "action log": f"/{key}/actions/?standing=all",
        "learning": f"/{key}/learning/",
        "products": f"/{key}/products/",
        "impact": f"/{key}/impact/",
        "meetings": f"/{key}/meetings/?when=all",
        "requests": f"/{key}/requests/",
        "indicators": f"/{key}/indicators/",
        "search": f"/{key}/search/?q=neglect",
        "oversight": f"/{key}/oversight/",
        "highlights": f"/{key}/oversight/highlights/",
        "risks": f"/{key}/oversight/risks/",
        "challenges": f"/{key}/oversight/challenges/",
        "engagement": f"/{key}/oversight/engagement/",
        "pathways": f"/{key}/pathways/",
        "reviews": f"/{key}/reviews/?standing=all",
        "reviews over the years": f"/{key}/reviews/years/",
        "child deaths": f"/{key}/child-deaths/",
    }
    more = {"review": f"/{key}/reviews/{review[1]}/"} if review else {}
    deaths = client.get(f"/{key}/child-deaths/?standing=closed").content.decode()  # where every part says something
    if one := re.search(rf"/{key}/child-deaths/(CD-\w+)/", deaths):
        more |= {"child death": f"/{key}/child-deaths/{one[1]}/"}
    if found:
        more |= {"action": f"/{key}/actions/{found[1]}/", "thread": f"/{key}/thread/{found[1]}/"}
    return base | more


def _first_load() -> list[dict[str, Any]]:
    from django.contrib.staticfiles import finders

    from goldenthread.accounts.models import Person
    from goldenthread.commands.benchmarking.measuring import client_of, first_load

    client = client_of(Person.objects.filter(email__endswith="@sim.example").order_by("pk")[0])
    size = first_load(
        client, "/sim-001/actions/", lambda name: Path(str(finders.find(f"goldenthread/{name}"))).read_bytes()
    )
    return [_row("first load of the action log", f"{size / 1000:.0f} kB", "120 kB", size < 120_000)]


def _outputs() -> list[dict[str, Any]]:
    from goldenthread.accounts.models import Person
    from goldenthread.commands.benchmarking.measuring import client_of, export
    from goldenthread.commands.demonstration.building import REFERENCE
    from goldenthread.core import clock
    from goldenthread.reporting.exchange import read
    from goldenthread.reporting.publication import publication_of, publication_pdf

    document = read(REFERENCE.read_bytes()).document
    assert document is not None
    started = time.perf_counter()
    publication_pdf(publication_of(document, generated_at=clock.now()))
    pdf = time.perf_counter() - started
    seconds, rows, memory = export(
        client_of(Person.objects.get(email="p0.001@sim.example")), "/sim-001/actions/?standing=all&format=csv"
    )
    each = seconds / max(rows, 1) * 50_000
    return [
        _row("a period's report as PDF/UA", f"{pdf:.2f} s", "2 s", pdf < 2),
        _row(
            f"CSV of {rows:,} rows, for 50,000",
            f"{each:.1f} s, {memory:.0f} MB more",
            "15 s, 100 MB",
            each < 15 and memory < 100,
        ),
    ]


def _crowd(installation: Installation, options: argparse.Namespace) -> list[dict[str, Any]]:
    from goldenthread.commands.benchmarking.crowd import visitors
    from goldenthread.commands.benchmarking.load import visit

    crowd = visitors(PEOPLE)
    from django.db import connections

    connections.close_all()
    server = subprocess.Popen(
        [sys.executable, "-m", "goldenthread", "serve", "--port", str(options.port), "--data", str(installation.data)]
    )
    try:
        _wait(options.port)
        visit(options.port, crowd, 8)  # warm
        result = visit(options.port, crowd, options.seconds)
    finally:
        server.terminate()
        server.wait(30)
    times = sorted(result.times)
    p95 = times[int(len(times) * 0.95)] * 1000
    said = f"p95 {p95:.0f} ms, median {statistics.median(times) * 1000:.0f} ms, {len(result.errors)} errors"
    for error in sorted(set(result.errors))[:5]:
        print(f"error: {error}", file=sys.stderr)
    return [
        _row(
            f"{PEOPLE} people, {len(times):,} visits, {result.writes} writes",
            said,
            "p95 200 ms, no errors",
            p95 < 200 and not result.errors,
        )
    ]


def _wait(port: int) -> None:
    import http.client

    for _ in range(150):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
            connection.request("GET", "/readyz", headers={"Host": "localhost"})
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        time.sleep(0.2)
    raise Failure("The server did not start.")


def _demonstration() -> list[dict[str, Any]]:
    """From an installed environment to a served page. The demonstration is made once for a version, and then copied."""
    import tempfile

    port = 8766
    from goldenthread.commands.demo import made

    made()
    started = time.perf_counter()
    with tempfile.TemporaryFile() as output:
        server = subprocess.Popen(
            [sys.executable, "-m", "goldenthread", "demo", "--port", str(port)], stdout=output, stderr=output
        )
        try:
            _wait(port)
            taken = time.perf_counter() - started
        finally:
            server.terminate()
            server.wait(30)
    return [_row("demo to a served page", f"{taken:.1f} s", "10 s", taken < 10)]
