"""The words of documents."""

from __future__ import annotations

from goldenthread.core.terms import Term, Vocabulary


class Event(Vocabulary):
    """What history says of documents."""

    ADDED = Term("document.added", "Document added", "A file was added to a record.", "Architecture, Foundations")
    DOWNLOADED = Term("document.downloaded", "Document opened", "A person opened a file.", "Architecture, Foundations")
