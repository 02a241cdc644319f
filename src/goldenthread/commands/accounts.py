"""The demonstration's accounts. There is no such list for a real installation."""

from __future__ import annotations

import argparse
import json

from goldenthread.commands.demonstration.cast import NEIGHBOUR, PASSWORD, PEOPLE, TOTP_SECRET


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `accounts`."""
    parser.add_argument("--json", action="store_true", help="as JSON")


def accounts() -> list[dict[str, object]]:
    """Every demonstration account: email, password, totp_secret (or None), roles, groups, partnerships."""
    rows: list[dict[str, object]] = [
        {
            "email": f"{account}@demo.example",
            "password": PASSWORD,
            "totp_secret": TOTP_SECRET if someone.second_factor else None,
            "roles": sorted({someone.role, *(role for _, role in someone.seats)}),
            "groups": [f"wscp/{key}" for key, _ in someone.seats]
            + ([f"{NEIGHBOUR}/reviews"] if someone.neighbour else []),
            "partnerships": ["wscp", NEIGHBOUR] if someone.neighbour else ["wscp"],
        }
        for account, someone in PEOPLE.items()
    ]
    rows.append(
        {
            "email": "edith.lowe@demo.example",
            "password": PASSWORD,
            "totp_secret": None,
            "roles": ["business_manager"],
            "groups": [],
            "partnerships": [NEIGHBOUR],
        }
    )
    return rows


def run(options: argparse.Namespace) -> int:
    """Print them."""
    rows = accounts()
    if options.json:
        print(json.dumps(rows, indent=2))
    else:
        for row in rows:
            print(f"{row['email']:<34} {row['password']}  {', '.join(map(str, row['roles']))}")  # type: ignore[call-overload]
    return 0
