"""The doctor finds an installation well, and each thing that is wrong with it."""

from __future__ import annotations

import pytest
from cryptography.fernet import Fernet

from .conftest import Copy

pytestmark = pytest.mark.xdist_group("command_line")


def found(copy: Copy) -> list[str]:
    """What the doctor says is wrong; its exit status must agree."""
    done = copy.command("doctor")
    lines = done.stdout.splitlines()
    wrong = [line for line in lines if line.startswith("WRONG")]
    assert done.returncode == (1 if wrong else 0), done.stdout + done.stderr
    assert len(lines) >= 9, done.stderr
    return [line.strip() for line in lines if line.startswith("       ")]


def test_what_is_wrong_in_the_database_is_found(copy: Copy) -> None:
    with copy.superuser() as connection:
        connection.execute("drop policy visible on records_record")
        connection.execute("alter table notices_notice disable row level security")
        connection.execute("alter table thread_action disable row level security")
        connection.execute("create table left_over (id int, record_id int)")
        connection.execute("grant update on history_event to goldenthread_web")
        connection.execute("revoke select on partnership_group from goldenthread_worker")
        connection.execute("grant select on records_record to public")
        connection.execute("alter role goldenthread_worker bypassrls")
        connection.execute("alter table history_event disable trigger append_only")
        connection.execute("update history_event set sentence = 'Nothing happened' where id = 1")
        connection.execute("delete from django_migrations where app = 'reporting' and name = '0002_policies'")
    said = found(copy)
    for words in (
        "The table records_record has lost its policy “visible”.",
        "The table notices_notice has no row-level security.",
        "The table thread_action has no row-level security.",
        "The table left_over has no row-level security.",
        "The role web has other rights to history_event than it should. Run setup.",
        "The role worker has other rights to partnership_group than it should. Run setup.",
        "The role website has other rights to records_record than it should. Run setup.",
        "Event 1 was altered after it was written.",
        "Not applied: reporting.0002_policies. Run setup.",
    ):
        assert words in said
    assert any("worker: The database role goldenthread_worker may bypass row-level security" in line for line in said)
    assert len(said) == 10, said


def test_a_good_installation_is_well_until_its_secrets_are_open(copy: Copy) -> None:
    assert found(copy) == []
    secrets = copy.installation.secrets
    (secrets / "seal.key").chmod(0o644)
    secrets.chmod(0o711)
    expected = [f"{path} is open to other users of this machine." for path in (secrets, secrets / "seal.key")]
    assert found(copy) == expected


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("file:///nowhere/at/all", "The folder for incoming mail, /nowhere/at/all, is not there."),
        ("pop3://somewhere", "GOLDENTHREAD_MAIL_IN_URL is not of the form"),
        (
            "imaps://someone:hunter2@127.0.0.1:9/INBOX",
            "The mailbox for incoming mail cannot be reached (ConnectionRefusedError).",
        ),
    ],
)
def test_a_mailbox_that_cannot_be_read_is_found(copy: Copy, url: str, fault: str) -> None:
    done = copy.command("doctor", GOLDENTHREAD_MAIL_IN_URL=url)
    assert done.returncode == 1
    assert "WRONG  incoming mail" in done.stdout
    assert fault in done.stdout
    assert "hunter2" not in done.stdout + done.stderr


def test_mail_that_waits_and_a_cut_history_are_found(copy: Copy) -> None:
    assert copy.command("worker", "--once").returncode == 0
    with copy.superuser() as connection:
        connection.execute(
            'insert into notices_message (key, "to", name, kind, subject, words, reference, address, calendar, urgent, state, problem, made_at, next_try_at, tries)'
            " select n::text, 'a@x.example', '', 'k', 's', '', '', '/', '', false, 'waiting', '', now() - interval '3 hours', now(), 0 from generate_series(1, 2) n"
        )
        connection.execute("set session_replication_role = replica")
        connection.execute("delete from history_event")
        connection.execute("delete from history_seal")
    said = found(copy)
    assert len(said) == 2
    assert said[0].startswith("The chain of seals does not hold the head")
    assert said[1].startswith("2 messages have waited for more than two hours")


def test_setup_takes_identities_to_a_new_key(copy: Copy) -> None:
    """The new key is put first, setup is run, and the old key can go: for identities and for second factors."""
    old, new = copy.installation.read_secret("field.keys"), Fernet.generate_key().decode()
    token, secret = (Fernet(old).encrypt(text).decode() for text in (b"Robin Example", b"TOTPSECRET"))
    with copy.superuser() as connection:
        connection.execute(
            """insert into records_subject (record_id, pseudonym, name_sealed, born_sealed, nhs_number_sealed, nhs_number_index, address_sealed)
               select id, 'Child A', %s, '', '', '', '' from records_record order by id limit 1""",
            [token],
        )
        connection.execute(
            """insert into mfa_authenticator (user_id, type, data, created_at)
               select id, 'totp', jsonb_build_object('secret', %s::text), now() from accounts_person order by id limit 1""",
            [secret],
        )
    copy.installation.keep_secret("field.keys", f"{new},{old}")
    done = copy.command("setup")
    assert done.returncode == 0, done.stderr
    assert "4 records of identity and 1 second factors were taken to the newest key" in done.stdout
    # the subject, the sealed note of the world's response, and the child and the notification of the world's death
    names = "select name_sealed from records_subject where record_id in (select id from records_record where kind <> 'child_death')"
    ((sealed,),) = copy.rows(names)
    ((factor,),) = copy.rows("select data->>'secret' from mfa_authenticator")
    assert Fernet(new).decrypt(sealed.encode()) == b"Robin Example"
    assert Fernet(new).decrypt(factor.encode()) == b"TOTPSECRET"
    assert "0 records of identity and 0 second factors" in copy.command("setup").stdout
    assert copy.rows(names) == [(sealed,)]

    copy.installation.keep_secret("field.keys", f"{Fernet.generate_key().decode()},{old}")
    assert "No key was changed" in copy.refused("setup")
    assert copy.rows(names) == [(sealed,)]
