"""The words of reporting."""

from __future__ import annotations

from goldenthread.core.terms import Term, Vocabulary

HOUSE = "Architecture, The golden thread; partnership-report/1"


class ReportKind(Vocabulary):
    """What kind of report it is."""

    ANNUAL = Term(
        "annual_report",
        "Yearly report",
        "The safeguarding partners' yearly report.",
        "Working Together to Safeguard Children 2023, chapter 2",
    )
    ADDENDUM = Term("addendum", "Addendum", "A report of a period that adds to a yearly report.", HOUSE)


class ReportState(Vocabulary):
    """Where a report stands."""

    DRAFT = Term("draft", "Draft", "Being written.", HOUSE)
    REVIEW = Term("review", "In review", "Being read by others, who comment.", HOUSE)
    SEALED = Term("sealed", "Signed off", "Signed off and never changed again; a change is a new version.", HOUSE)


class Event(Vocabulary):
    """What history says of reports."""

    IMPORTED = Term("report.imported", "Report imported", "A past report was brought in.", HOUSE)
    STARTED = Term("report.started", "Report started", "A report of a period was started.", HOUSE)
    CHANGED = Term("report.changed", "Report changed", "Something in a report was changed.", HOUSE)
    COMMENTED = Term("report.commented", "Report commented", "A reviewer commented.", HOUSE)
    TO_REVIEW = Term("report.to_review", "Sent for review", "It was given to others to read.", HOUSE)
    TO_DRAFT = Term("report.to_draft", "Back to draft", "It went back to its writers.", HOUSE)
    SIGNED_OFF = Term("report.signed_off", "Report signed off", "It was signed off and sealed.", HOUSE)
    EXPORTED = Term(
        "partnership.exported",
        "Everything taken away",
        "Everything a partnership owns was taken away as an archive.",
        HOUSE,
    )
    VERSION = Term("report.version", "New version", "A new version of a sealed report was started.", HOUSE)
