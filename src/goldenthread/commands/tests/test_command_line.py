"""What every command shares: help, exit statuses, sentences."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator

import pytest

from goldenthread.commands.main import COMMANDS, main


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([name, "--help"])
    out = capsys.readouterr().out
    assert ended.value.code == 0
    assert out.startswith(f"usage: ./goldenthread {name}")
    assert len(out.splitlines()) > 4


@pytest.mark.parametrize("given", [[], ["--help"], ["-h"], ["help"]])
def test_the_program_lists_its_commands(given: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(given) == 0
    out = capsys.readouterr().out
    assert all(f"  {name}" in out for name in COMMANDS)


def test_an_unknown_command_is_bad_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["nonsense"]) == 2
    assert (
        capsys.readouterr().err == "goldenthread: there is no command “nonsense”; ./goldenthread --help lists them.\n"
    )


@pytest.mark.parametrize(
    "given", [["serve", "--nonsense"], ["simulate"], ["backup"], ["serve", "--port", "many"], ["import"], ["report"]]
)
def test_bad_options_are_bad_use(given: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(given)
    assert ended.value.code == 2
    assert f"./goldenthread {given[0]}: error:" in capsys.readouterr().err


@pytest.mark.parametrize(("partnerships", "years"), [("0", "1"), ("501", "1"), ("1", "0"), ("1", "26")])
def test_a_simulation_out_of_bounds_is_bad_use(
    partnerships: str, years: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["simulate", "--partnerships", partnerships, "--years", years]) == 2
    assert "Give 1 to 500 partnerships" in capsys.readouterr().err


@pytest.fixture
def taken() -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield str(server.getsockname()[1])


@pytest.mark.parametrize("name", ["serve", "demo"])
def test_a_port_that_is_taken_is_said_in_one_sentence(
    name: str, taken: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([name, "--port", taken]) == 1
    expected = f"goldenthread {name}: Port {taken} is taken by another program: choose one with --port.\n"
    assert capsys.readouterr().err == expected


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--port", "70000"], "70000 is not a port"),
        (["--bind", "192.0.2.7", "--port", "8123"], "Port 8123 of 192.0.2.7 cannot be used"),
    ],
)
def test_a_port_that_cannot_be_had_is_said_in_one_sentence(
    options: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", *options]) == 1
    err = capsys.readouterr().err
    assert words in err
    assert err.count("\n") == 1


def test_the_demonstrations_accounts_have_the_promised_shape(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["accounts", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert len(rows) > 5
    for row in rows:
        assert list(row) == ["email", "password", "totp_secret", "roles", "groups", "partnerships"]
        assert row["email"].endswith("@demo.example")
        assert len(row["password"]) >= 12
        assert row["totp_secret"] is None or len(row["totp_secret"]) >= 16
        assert row["roles"]
        assert row["partnerships"]
        assert all(group.partition("/")[0] in row["partnerships"] for group in row["groups"])
    assert len({row["email"] for row in rows}) == len(rows)
    assert any(row["totp_secret"] for row in rows)
    assert {role for row in rows for role in row["roles"]} >= {"business_manager", "scrutineer", "administrator"}


def test_the_accounts_are_listed_for_people_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["accounts"]) == 0
    assert "edith.lowe@demo.example" in capsys.readouterr().out
