"""Writes about people: inviting them, letting them in, closing their account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from goldenthread.accounts import links
from goldenthread.accounts.models import Invitation, Person
from goldenthread.accounts.terms import Event
from goldenthread.core.encryption import is_current, rotate
from goldenthread.history import operations as history
from goldenthread.history.actor import Actor

EXPIRED = "This link is older than 14 days. Ask the administrator who invited you for a new one."
USED = "This link was used already. Sign in with the password that was set with it, or ask the administrator for a new link."
CLOSED = "This account is closed. Ask the administrator of your partnership."
SECRETS = frozenset({"secret", "seed", "migrated_codes"})
"""What a second factor keeps encrypted, by the library's names."""


class NotAllowed(Exception):
    """It may not be done; the message is a sentence for the person who asked."""


@dataclass(frozen=True, slots=True)
class Invited:
    """A person who was invited, or known already. `path` is their link's address, None when they need none."""

    person: Person
    path: str | None
    new: bool


@transaction.atomic
def invite(*, email: str, name: str, by: Actor, at: datetime, fictional: bool = False) -> Invited:
    """Make the person unless they are known, and a link with which they set a password. Whoever signs in already needs no link."""
    address = email.strip()
    person = Person.objects.select_for_update().filter(email__iexact=address).first()
    new = person is None
    if person is None:
        try:
            with transaction.atomic():
                person = Person.objects.create(
                    email=address, name=name.strip(), password=make_password(None), created_at=at, fictional=fictional
                )
        except IntegrityError:
            raise NotAllowed("Someone else invited this address a moment ago.") from None
        EmailAddress.objects.create(user=person, email=address.lower(), primary=True, verified=True)
    if person.is_active and person.has_usable_password():
        return Invited(person, None, new)
    if not person.is_active:
        Person.objects.filter(pk=person.pk).update(is_active=True, password=make_password(None))
    return Invited(person, send_link(person=person, by=by, at=at), new)


@transaction.atomic
def send_link(*, person: Person, by: Actor, at: datetime) -> str:
    """A fresh link for a person, with which they set a password; any link before it stops working. Returns its path, which nothing keeps."""
    if not person.is_active and not Person.objects.filter(pk=person.pk, is_active=True).exists():
        raise NotAllowed("This account is closed; invite the person anew.")
    Invitation.objects.filter(person=person, used_at__isnull=True, expires_at__gt=at).update(expires_at=at)
    token = links.token_for(person.pk, at)
    Invitation.objects.create(
        person=person,
        token_digest=links.digest_of(token),
        invited_by_id=by.person_id,
        made_at=at,
        expires_at=at + links.INVITATION_LASTS,
    )
    history.write(
        verb=Event.INVITED,
        sentence=f"{person.name} was sent a link to set a password",
        by=by,
        at=at,
        details={"person": person.pk},
    )
    return links.path_of(token)


def invitation_problem(invitation: Invitation, at: datetime) -> str:
    """Why a link does not work, in a sentence; empty when it does."""
    if not invitation.person.is_active:
        return CLOSED
    if invitation.used_at:
        return USED
    return EXPIRED if invitation.expires_at <= at else ""


@transaction.atomic
def accept(*, invitation_id: int, password: str, at: datetime) -> Person:
    """Set an invited person's password. The link works once. Errors: NotAllowed; ValidationError when the password will not do."""
    row = Invitation.objects.select_for_update(of=("self",)).select_related("person").get(pk=invitation_id)
    if problem := invitation_problem(row, at):
        raise NotAllowed(problem)
    validate_password(password, row.person)
    row.person.set_password(password)
    row.person.save(update_fields=["password"])
    row.used_at = at
    row.save(update_fields=["used_at"])
    EmailAddress.objects.get_or_create(
        user=row.person, email=row.person.email.lower(), defaults={"primary": True, "verified": True}
    )
    history.write(
        verb=Event.JOINED,
        sentence=f"{row.person.name} set a password with the link sent to them",
        by=Actor(row.person.name, row.person.pk),
        at=at,
        details={"person": row.person.pk},
    )
    return row.person


@transaction.atomic
def accept_with_identity(*, invitation_id: int, at: datetime) -> Person:
    """Let an invited person in by the identity they have just proved at their organisation, in place of a password. The link works once. Errors: NotAllowed."""
    row = Invitation.objects.select_for_update(of=("self",)).select_related("person").get(pk=invitation_id)
    if problem := invitation_problem(row, at):
        raise NotAllowed(problem)
    row.used_at = at
    row.save(update_fields=["used_at"])
    EmailAddress.objects.get_or_create(
        user=row.person, email=row.person.email.lower(), defaults={"primary": True, "verified": True}
    )
    return row.person


def note_identity(*, person: Person, bound: bool, at: datetime) -> None:
    """Write down that an identity was bound to a person's account, or let go."""
    history.write(
        verb=Event.IDENTITY_BOUND if bound else Event.IDENTITY_LET_GO,
        sentence=f"{person.name} {'signs in with' if bound else 'no longer signs in with'} their organisation's identity",
        by=Actor(person.name, person.pk),
        at=at,
        details={"person": person.pk},
    )


@transaction.atomic
def let_identity_go(*, person: Person, at: datetime) -> None:
    """Take the organisation's identity off an account that has a password to sign in with. Errors: NotAllowed."""
    if not person.has_usable_password():
        raise NotAllowed("Without it you could not sign in: ask the administrator for a link to set a password first.")
    if SocialAccount.objects.filter(user=person).delete()[0]:
        note_identity(person=person, bound=False, at=at)


@transaction.atomic
def change_password(*, person: Person, current: str, new: str, at: datetime) -> None:
    """Change one's own password. Errors: NotAllowed when the current one is wrong; ValidationError when the new one will not do."""
    if not person.check_password(current):
        raise NotAllowed("The current password is not right.")
    if current == new:
        raise ValidationError("The new password has to differ from the current one.")
    validate_password(new, person)
    person.set_password(new)
    person.save(update_fields=["password"])
    history.write(
        verb=Event.PASSWORD_CHANGED,
        sentence=f"{person.name} changed their password",
        by=Actor(person.name, person.pk),
        at=at,
        details={"person": person.pk},
    )


@transaction.atomic
def correct(*, person_id: int, name: str, email: str, by: Actor, at: datetime) -> Person:
    """Put a name right; an address only until its owner has set a password, since a link to it would open their account. Errors: NotAllowed."""
    person = Person.objects.select_for_update().get(pk=person_id)
    before = (person.name, person.email)
    if email.strip().lower() != person.email.lower():
        if person.has_usable_password():
            raise NotAllowed(
                "They sign in with this address already. End their work here, and invite them with the new one."
            )
        if Person.objects.filter(email__iexact=email.strip()).exists():
            raise NotAllowed("Someone else signs in with that address.")
        EmailAddress.objects.filter(user=person).update(email=email.strip().lower())
    person.name, person.email = name.strip(), email.strip()
    person.save(update_fields=["name", "email"])
    history.write(
        verb=Event.CORRECTED,
        sentence=f"The name or address of {before[0]} was put right",
        by=by,
        at=at,
        details={"person": person.pk, "before": list(before)},
    )
    return person


@transaction.atomic
def deactivate(*, person_id: int, by: Actor, at: datetime) -> None:
    """Close an account: its sessions end with their next page, its links work no more."""
    person = Person.objects.select_for_update().get(pk=person_id)
    person.is_active = False
    person.set_unusable_password()
    person.save(update_fields=["is_active", "password"])
    Invitation.objects.filter(person=person, used_at__isnull=True, expires_at__gt=at).update(expires_at=at)
    history.write(
        verb=Event.DEACTIVATED,
        sentence=f"The account of {person.name} was closed",
        by=by,
        at=at,
        details={"person": person.pk},
    )


@transaction.atomic
def rotate_factors() -> int:
    """Take the secrets of authenticator apps and recovery codes to the newest field key; returns how many had one to take.

    Errors: core.encryption.Undecipherable, with nothing changed.
    """
    turned = 0
    for factor in Authenticator.objects.select_for_update().order_by("pk"):
        data = {name: _turned(value) if name in SECRETS else value for name, value in factor.data.items()}
        if data != factor.data:
            factor.data = data
            factor.save(update_fields=["data"])
            turned += 1
    return turned


def _turned(value: str | list[str]) -> str | list[str]:
    """A secret, or each of a list of them, under the newest key; as it is where it lies under that already."""
    if isinstance(value, list):
        return [each if is_current(each) else rotate(each) for each in value]
    return value if is_current(value) else rotate(value)
