"""The words of a suicide cluster response."""

from __future__ import annotations

from goldenthread.core.terms import Term, Vocabulary

PHE = "Public Health England, Identifying and responding to suicide clusters, 2019 (page to be checked)"
LOCAL = "Local protocols (Barnsley 2019, Pan-Sussex, Doncaster and Rotherham)"
PRACTICE = "Practice of partnerships, as they publish it"


class Status(Vocabulary):
    """Where a response stands, as it was last decided."""

    SURVEILLANCE = Term("surveillance", "Surveillance", "What is seen is gathered; no cluster is supposed.", PHE)
    POSSIBLE = Term(
        "possible",
        "Possible cluster",
        "Deaths may belong together; no link needs to be proved to take it seriously.",
        PHE,
    )
    ACTIVE = Term("active", "Activated", "The response group works to its plan.", PHE)
    STEPPED_DOWN = Term("stepped_down", "Stepped down", "Decided with reasons; days to mind go on.", LOCAL)
    NOT_CLUSTER = Term("not_cluster", "Not a cluster", "Looked at, and decided with reasons.", PHE)
    CLOSED = Term("closed", "Closed", "Debriefed; an inquest and days to mind may still follow.", LOCAL)


class Confirmation(Vocabulary):
    """What is known of a death. Suspected until an inquest has concluded."""

    SUSPECTED = Term("suspected", "Suspected", "Treated as a possible suicide; no inquest has concluded.", PHE)
    SUICIDE = Term("suicide", "Inquest: suicide", "The inquest concluded that it was suicide.", PRACTICE)
    NARRATIVE = Term("narrative", "Inquest: narrative", "The inquest gave a narrative conclusion.", PRACTICE)
    ACCIDENT = Term("accident", "Inquest: accident", "The inquest concluded accident or misadventure.", PRACTICE)
    OTHER = Term("other", "Found otherwise", "An inquest or the police found something else.", PRACTICE)


class AgeBand(Vocabulary):
    """An age no closer than a band."""

    UNDER_13 = Term("under_13", "Under 13", "Younger than thirteen.", PRACTICE)
    TEENS = Term("13_17", "13 to 17", "From thirteen to seventeen.", PRACTICE)
    YOUNG = Term("18_24", "18 to 24", "From eighteen to twenty-four.", PRACTICE)
    ADULT = Term("adult", "25 or over", "Twenty-five or older.", PRACTICE)
    UNKNOWN = Term("unknown", "Not known", "The age is not known yet.", PRACTICE)


class Phase(Vocabulary):
    """When a task of the plan belongs, counted from the concern."""

    DAY = Term("day", "First 24 hours", "Within a day of the concern.", PRACTICE)
    THREE_DAYS = Term("three_days", "24 to 72 hours", "From one day to three days.", PRACTICE)
    WEEK = Term("week", "First week", "Within a week of the concern.", PRACTICE)
    MONTH = Term("month", "First month", "Within a month of the concern.", PRACTICE)
    LATER = Term("later", "Later", "After the first month, as days to mind come.", PRACTICE)


class MindKind(Vocabulary):
    """What a day to mind is."""

    FUNERAL = Term("funeral", "Funeral", "The day of a funeral or a memorial.", PRACTICE)
    BIRTHDAY = Term("birthday", "Birthday", "A birthday, by Person and number.", PRACTICE)
    ANNIVERSARY = Term("anniversary", "Anniversary", "A year after a death, and the years that follow.", PRACTICE)
    INQUEST = Term("inquest", "Inquest", "A day on which an inquest sits.", PRACTICE)
    RESULTS = Term("results", "Examination results", "A day of examination results.", PRACTICE)
    OTHER = Term("other", "Another day", "Another day that may be hard.", PRACTICE)


class Event(Vocabulary):
    """What can happen to a response."""

    ARRANGED = Term("postvention.arranged", "Arranged", "Who leads responses was said.", PRACTICE)
    OPENED = Term("postvention.opened", "Opened", "A response was begun.", PRACTICE)
    DECIDED = Term("postvention.decided", "Status decided", "The status was decided, with reasons.", PRACTICE)
    DEATH = Term("postvention.death", "Death recorded", "A death was written down under a pseudonym.", PRACTICE)
    FINDING = Term("postvention.finding", "Finding recorded", "What an inquest or the police found.", PRACTICE)
    SEALED = Term("postvention.sealed", "Sealed note written", "A note for those who lead was sealed.", PRACTICE)
    SHOWN = Term("postvention.shown", "Sealed note shown", "A sealed note was shown for a written reason.", PRACTICE)
    SETTING = Term("postvention.setting", "Setting supported", "Support for a setting was recorded or ended.", PRACTICE)
    TASK = Term("postvention.task", "Plan changed", "A task of the plan was added, changed, done or dropped.", PRACTICE)
    MIND = Term("postvention.mind", "Day to mind", "A day to mind was recorded, or what is ready for it.", PRACTICE)
    VOICE = Term("postvention.voice", "One voice", "Who speaks to the media and the agreed lines.", PRACTICE)
    AREA = Term("postvention.area", "Neighbour told", "A neighbouring area was told.", PRACTICE)
    DONE = Term("postvention.done", "Stage recorded", "A stage of the response was recorded as done.", PRACTICE)
