"""The words of documents."""

from __future__ import annotations

from goldenthread.core.terms import Term, Vocabulary

HOUSE = "Architecture, Foundations"
SCHEME = "Cabinet Office, Government Security Classifications Policy (edition to be checked)"


class DocumentState(Vocabulary):
    """Where a document stands before anyone may open it."""

    QUARANTINED = Term(
        "quarantined",
        "Waiting to be checked",
        "It lies apart until the virus scanner has looked at it; nobody can open it.",
        HOUSE,
    )
    CLEAN = Term("clean", "Checked", "It may be opened by whoever sees its record.", HOUSE)
    INFECTED = Term("infected", "Refused", "The virus scanner found something in it; its bytes were destroyed.", HOUSE)
    DISPOSED = Term("disposed", "Disposed of", "Its record was kept for its time; the file was destroyed.", HOUSE)


class Marking(Vocabulary):
    """How a paper is marked by whoever wrote it. It says how to handle it; who sees it, its record says."""

    OFFICIAL = Term("official", "OFFICIAL", "The usual marking of public bodies.", SCHEME)
    SENSITIVE = Term(
        "official_sensitive", "OFFICIAL-SENSITIVE", "With what could do harm if it were known more widely.", SCHEME
    )
    CONFIDENTIAL = Term(
        "confidential", "In confidence", "Marked so by an agency outside the government’s scheme.", HOUSE
    )


class Event(Vocabulary):
    """What history says of documents."""

    ADDED = Term("document.added", "Document added", "A file was added to a record.", HOUSE)
    REPLACED = Term(
        "document.replaced",
        "New version of a document",
        "A newer version of a file was added; the older one stays.",
        HOUSE,
    )
    DOWNLOADED = Term("document.downloaded", "Document opened", "A person opened a file.", HOUSE)
    CHECKED = Term("document.checked", "Document checked", "The virus scanner found nothing in a file.", HOUSE)
    REFUSED = Term(
        "document.refused",
        "Document refused",
        "The virus scanner found something in a file, which was destroyed.",
        HOUSE,
    )
