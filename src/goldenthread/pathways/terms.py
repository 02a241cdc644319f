"""The words of pathways."""

from __future__ import annotations

from goldenthread.core.terms import Term, Vocabulary

HOUSE = "Architecture, Time, law and numbers"


class Unit(Vocabulary):
    """In what a time allowed is counted."""

    HOURS = Term("hours", "hours", "Hours by the clock, days off included.", HOUSE)
    WORKING_DAYS = Term(
        "working_days",
        "working days",
        "Monday to Friday, less the bank holidays of England and Wales.",
        "Practice of partnerships' published procedures",
    )
    DAYS = Term("days", "days", "Days of the calendar.", HOUSE)
    WEEKS = Term("weeks", "weeks", "Weeks of seven days of the calendar.", HOUSE)
    MONTHS = Term(
        "months",
        "months",
        "Months of the calendar, to the same day of the month, or to its last day where it has no such day.",
        "Corresponding date rule, Dodds v Walker [1981] 1 WLR 1027",
    )


class FirstDay(Vocabulary):
    """Which day is counted as the first."""

    NEXT = Term("next", "The day after", "The day from which it runs is day 0: counting begins with the next.", HOUSE)
    SAME = Term("same", "The same day", "The day from which it runs is day 1, where it counts at all.", HOUSE)


class Standing(Vocabulary):
    """What a time allowed rests on."""

    LAW = Term("law", "Law", "An Act or regulations say so.", HOUSE)
    GUIDANCE = Term("guidance", "Guidance", "National guidance says so; it is expected and no statute.", HOUSE)
    UNCHECKED = Term(
        "unchecked",
        "To be checked",
        "A national time that was not yet read in its own text: check it there before relying on it.",
        HOUSE,
    )
    LOCAL = Term("local", "Local", "The partnership's own milestone.", HOUSE)


class Effect(Vocabulary):
    """What it does to a pathway that something happens."""

    STARTS = Term("starts", "Starts something", "Clocks and stages run from it.", HOUSE)
    PLANNED = Term("planned", "A date to come", "A day that may still lie ahead, from which stages are counted.", HOUSE)
    STOPS = Term("stops", "Ends the pathway", "What is still open is not needed any more.", HOUSE)
    RESUMES = Term("resumes", "Takes it up again", "What was stopped is needed again.", HOUSE)


class Side(Vocabulary):
    """Who is told when the pathway waits for a party."""

    UNIT = Term("unit", "Business unit", "The business unit itself.", HOUSE)
    CHAIR = Term("chair", "Chair of the record's group", "The chair and vice-chair, and the business unit.", HOUSE)
    OTHERS = Term("others", "Someone else", "The business unit is told, and asks them.", HOUSE)


class OnHold(Vocabulary):
    """What a hold does to a stage's clock."""

    RUNS_ON = Term("runs_on", "The time runs on", "A hold explains lateness; the day does not move.", HOUSE)
    STOPS = Term("stops", "The clock stops", "The days of a hold are not counted.", HOUSE)


class StageState(Vocabulary):
    """Where a stage of one record's way stands."""

    NOT_STARTED = Term("not_started", "Not started", "What it starts from has not happened.", HOUSE)
    WAITING = Term("waiting", "Waiting", "It has started and has no day by which it must be done.", HOUSE)
    DUE = Term("due", "Due", "It has a day by which it must be done, today or later.", HOUSE)
    LATE = Term("late", "Late", "The day by which it had to be done is past.", HOUSE)
    HELD = Term("held", "On hold", "Its clock stands still.", HOUSE)
    DONE = Term("done", "Done", "It was done.", HOUSE)
    NOT_NEEDED = Term("not_needed", "Not needed", "It was decided, or follows, that it is not needed.", HOUSE)


OPEN = frozenset({StageState.WAITING, StageState.DUE, StageState.LATE, StageState.HELD})
"""States in which somebody has still something to do."""


class Said(Vocabulary):
    """What a row about a stage or an event says."""

    HAPPENED = Term("happened", "Happened", "It happened on that day.", HOUSE)
    NOT_NEEDED = Term("not_needed", "Not needed", "It is not needed in this case, with the reason.", HOUSE)
    STRUCK = Term("struck", "Struck out", "What was recorded before did not happen.", HOUSE)


class Event(Vocabulary):
    """What history says of pathways."""

    DRAFTED = Term("pathway.drafted", "Pathway changed", "The draft of a pathway's next edition was changed.", HOUSE)
    PUBLISHED = Term("pathway.published", "Pathway published", "An edition of a pathway was published.", HOUSE)
    REFERENCE = Term(
        "pathway.reference",
        "Calendar or relaxation changed",
        "A bank holiday or a national relaxation was written down or taken back.",
        HOUSE,
    )
    STARTED = Term("way.started", "Pathway begun", "A record was set on a pathway.", HOUSE)
    HAPPENED = Term("way.happened", "Stage or event recorded", "Something was recorded as having happened.", HOUSE)
    CORRECTED = Term("way.corrected", "Correction", "A later row took the place of what was recorded.", HOUSE)
    NOT_NEEDED = Term(
        "way.not_needed", "Stage not needed", "A stage was said not to be needed, with the reason.", HOUSE
    )
    HELD = Term("way.held", "On hold", "Stages were put on hold, with the reason and a day to look again.", HOUSE)
    LIFTED = Term("way.lifted", "Hold lifted", "A hold ended.", HOUSE)
    VARIED = Term("way.varied", "Time varied", "Another day was agreed, with the reason and on whose authority.", HOUSE)
    WAITS = Term("way.waits", "Waits for you", "The pathway now waits for someone.", HOUSE)
    LATE = Term("way.late", "Late", "A stage was not done by its day.", HOUSE)
    HOLD_REVIEW = Term("way.hold_review", "Hold to look at again", "The day on which a hold is looked at again.", HOUSE)
