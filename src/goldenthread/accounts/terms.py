"""The words of accounts."""

from __future__ import annotations

from goldenthread.core.terms import Term, Vocabulary

HOUSE = "Architecture, Foundations"


class Event(Vocabulary):
    """What history says of people and their sign-in."""

    INVITED = Term("person.invited", "Invited", "A person was sent a link to set a password.", HOUSE)
    JOINED = Term(
        "person.joined",
        "Password set by invitation",
        "An invited person set their password; the link works no more.",
        HOUSE,
    )
    PASSWORD_CHANGED = Term(
        "person.password_changed", "Password changed", "A person changed their own password.", HOUSE
    )
    CORRECTED = Term(
        "person.corrected",
        "Put right",
        "A person's name, or an address nobody has signed in with yet, was put right.",
        HOUSE,
    )
    IDENTITY_BOUND = Term(
        "person.identity_bound",
        "Identity bound",
        "A person's identity at their organisation was bound to their account.",
        "OpenID Connect Core 1.0, section 2",
    )
    IDENTITY_LET_GO = Term(
        "person.identity_let_go",
        "Identity let go",
        "A person signs in with their organisation's identity no more.",
        "OpenID Connect Core 1.0, section 2",
    )
    SIGNED_IN = Term("person.signed_in", "Signed in", "A person signed in.", HOUSE)
    DEACTIVATED = Term("person.deactivated", "Account closed", "A person can sign in no more.", HOUSE)
