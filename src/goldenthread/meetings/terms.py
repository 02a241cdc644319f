"""The words of meetings."""

from __future__ import annotations

from goldenthread.core.terms import Term, Vocabulary

PRACTICE = "Practice of partnerships' terms of reference"
PANELS = "Child Death Review statutory and operational guidance 2018, chapter 6"
CALENDARS = "RFC 5545, iCalendar; RFC 5546, iTIP"
HOUSE = "Architecture, The spine"


class MeetingState(Vocabulary):
    """Where a meeting stands, from its day being set to its minutes being sealed."""

    PLANNED = Term("planned", "Planned", "Its day is set; the agenda is being drafted.", PRACTICE)
    ISSUED = Term("issued", "Agenda issued", "The agenda and papers went to those invited.", PRACTICE)
    IN_SESSION = Term("in_session", "In session", "It is being held: attendance and decisions are taken.", PRACTICE)
    DRAFTED = Term("drafted", "Minutes in draft", "It has ended, and its minutes are being written.", PRACTICE)
    CIRCULATED = Term("circulated", "Minutes circulated", "The draft minutes went out for comment.", PRACTICE)
    SEALED = Term(
        "sealed", "Minutes approved", "The minutes were approved as a true record, and do not change again.", PRACTICE
    )
    CANCELLED = Term("cancelled", "Cancelled", "It is not held.", PRACTICE)


class Rhythm(Vocabulary):
    """How often a group meets, when a year is scheduled at once."""

    MONTHLY_DAY = Term(
        "monthly_day", "On the same weekday of each month", "Such as the second Thursday of each month.", PRACTICE
    )
    WEEKS = Term("weeks", "Every so many weeks", "Such as every six weeks from the first day.", PRACTICE)
    MONTHLY_DATE = Term(
        "monthly_date", "On the same date of each month", "Such as the 10th, or the working day after it.", PRACTICE
    )


class ItemKind(Vocabulary):
    """What an agenda item is for, and what it was drafted from."""

    STANDING = Term("standing", "Standing item", "Taken at every meeting of the group.", PRACTICE)
    MINUTES = Term("minutes", "Minutes of the last meeting", "To be approved as a true record.", PRACTICE)
    CONFIRM = Term(
        "confirm", "Decision to confirm", "Taken without a quorum, provisional until this meeting confirms it.", PANELS
    )
    ACTIONS = Term("actions", "Actions", "Late, offered to this group, or reported done and waiting for it.", PRACTICE)
    LEARNING = Term("learning", "Learning", "What was learned and has no action yet.", PRACTICE)
    IMPACT = Term(
        "impact",
        "Impact",
        "Actions delivered, whose difference has not been shown yet.",
        "Architecture, The golden thread",
    )
    CARRIED = Term("carried", "Carried over", "Put off by an earlier meeting.", PRACTICE)
    RECORD = Term("record", "A record", "A record that the group is asked to look at whole.", PRACTICE)
    OTHER = Term("other", "Other business", "Anything else.", PRACTICE)


class ItemState(Vocabulary):
    """What became of an agenda item."""

    OPEN = Term("open", "To be taken", "Not taken yet.", PRACTICE)
    TAKEN = Term("taken", "Taken", "Dealt with at the meeting.", PRACTICE)
    DEFERRED = Term("deferred", "Put off", "Put off; it is carried to the next agenda.", PRACTICE)
    REMOVED = Term("removed", "Taken off", "Taken off the agenda before the meeting.", PRACTICE)


class Purpose(Vocabulary):
    """What those present are asked to do with an item."""

    DECIDE = Term("decide", "For decision", "The group is asked to decide.", PRACTICE)
    DISCUSS = Term("discuss", "For discussion", "The group is asked to discuss and challenge.", PRACTICE)
    NOTE = Term("note", "For information", "The group is asked to note it.", PRACTICE)


class PaperKind(Vocabulary):
    """What a paper is made of."""

    DOCUMENT = Term("document", "Document", "A file that was added.", PRACTICE)
    ACTION_LOG = Term("action_log", "Action log", "The group's open actions on the day the papers go out.", PRACTICE)
    LAST_MINUTES = Term("last_minutes", "Minutes of the last meeting", "As they were circulated or approved.", PRACTICE)
    LEARNING = Term(
        "learning", "Learning since the last meeting", "What the group recorded as learned since it last met.", PRACTICE
    )
    RECORD = Term(
        "record",
        "What the item is about",
        "What its room writes of the record that the item is about, without names.",
        PRACTICE,
    )


class Capacity(Vocabulary):
    """As what a person is invited to a meeting."""

    CHAIR = Term("chair", "Chair", "Leads the meeting.", PRACTICE)
    VICE_CHAIR = Term("vice_chair", "Vice chair", "Stands in for the chair.", PRACTICE)
    MEMBER = Term("member", "Member", "Sits for an agency and counts towards quoracy.", PRACTICE)
    ADVISER = Term("adviser", "Adviser", "Advises, and does not count towards quoracy.", PRACTICE)
    DEPUTY = Term("deputy", "Deputy", "Stands in for a member of the same organisation, and counts for it.", PANELS)
    GUEST = Term("guest", "Guest", "Invited to this meeting alone, and does not count towards quoracy.", PRACTICE)


class Answer(Vocabulary):
    """What an invited person answered."""

    NONE = Term("none", "No answer yet", "They have not answered.", CALENDARS)
    ACCEPTED = Term("accepted", "Coming", "They accepted.", CALENDARS)
    APOLOGIES = Term("apologies", "Apologies", "They cannot come.", CALENDARS)
    DEPUTY = Term("deputy", "Sends a deputy", "They cannot come, and named who stands in for them.", PRACTICE)
    TENTATIVE = Term("tentative", "Not sure yet", "They may come.", CALENDARS)


class Attendance(Vocabulary):
    """Whether an invited person is in the room."""

    UNKNOWN = Term("unknown", "Not taken yet", "Nobody has said.", PRACTICE)
    PRESENT = Term("present", "Present", "They are there.", PRACTICE)
    LEFT = Term("left", "Left early", "They were there, and left before the end.", PANELS)
    APOLOGIES = Term("apologies", "Apologies", "They sent apologies.", PRACTICE)
    ABSENT = Term("absent", "Absent", "They did not come, and sent no word.", PRACTICE)


class DecisionState(Vocabulary):
    """Whether a decision stands."""

    MADE = Term("made", "Made", "Taken with a quorum; it stands.", PRACTICE)
    PROVISIONAL = Term("provisional", "Provisional", "Taken without a quorum; it waits to be confirmed.", PANELS)
    CONFIRMED = Term("confirmed", "Confirmed", "Taken without a quorum, and confirmed since.", PANELS)
    FELL = Term("fell", "Not confirmed", "Taken without a quorum, and not confirmed.", PANELS)


class Event(Vocabulary):
    """What history says of meetings."""

    SET = Term("meeting.set", "Meeting set", "A meeting was put into the group's year.", PRACTICE)
    MOVED = Term("meeting.moved", "Meeting moved", "A meeting was moved to another day, time or place.", PRACTICE)
    CANCELLED = Term("meeting.cancelled", "Meeting cancelled", "A meeting was cancelled, with the reason.", PRACTICE)
    AGENDA_CHANGED = Term("meeting.agenda_changed", "Agenda changed", "The agenda was changed.", PRACTICE)
    PAPER_ADDED = Term("meeting.paper_added", "Paper added", "A paper was attached to an item.", PRACTICE)
    ISSUED = Term("meeting.issued", "Agenda issued", "The agenda and papers went to those invited.", PRACTICE)
    PACK_OPENED = Term("meeting.pack_opened", "Papers opened", "A person opened the papers.", PRACTICE)
    INVITED = Term("meeting.invited", "Invited", "A person was invited to one meeting.", PRACTICE)
    ANSWERED = Term("meeting.answered", "Answered", "An invited person answered.", CALENDARS)
    OPENED = Term("meeting.opened", "Meeting opened", "The meeting began.", PRACTICE)
    ATTENDED = Term("meeting.attended", "Attendance taken", "Who is in the room was written down.", PRACTICE)
    CONFLICT = Term(
        "meeting.conflict", "Conflict of interest", "A person declared a conflict of interest in an item.", PANELS
    )
    DECIDED = Term("meeting.decided", "Decision", "A decision was recorded with its reasons.", PRACTICE)
    CONFIRMED = Term("meeting.confirmed", "Decision confirmed", "A provisional decision was settled.", PANELS)
    DEFERRED = Term("meeting.deferred", "Item put off", "An item was put off to the next meeting.", PRACTICE)
    CLOSED = Term("meeting.closed", "Meeting closed", "The meeting ended, and its minutes were drafted.", PRACTICE)
    REOPENED = Term("meeting.reopened", "Meeting reopened", "A meeting closed too soon was opened again.", PRACTICE)
    MINUTED = Term("meeting.minuted", "Minutes written", "The minutes of an item were written or changed.", PRACTICE)
    COMMENTED = Term("meeting.commented", "Comment", "A member commented on the minutes.", PRACTICE)
    CIRCULATED = Term("meeting.circulated", "Minutes circulated", "The draft minutes went out for comment.", PRACTICE)
    TAKEN_BACK = Term("meeting.taken_back", "Minutes taken back", "Circulated minutes went back to draft.", PRACTICE)
    SEALED = Term(
        "meeting.sealed", "Minutes approved", "The minutes were approved, and sealed by their digest.", PRACTICE
    )
    SETTINGS = Term("meeting.settings", "Meeting settings", "How a group's meetings are drafted was changed.", HOUSE)
