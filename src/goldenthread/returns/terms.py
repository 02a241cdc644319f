"""The words of requests to organisations."""

from __future__ import annotations

from goldenthread.core.terms import Term, Vocabulary

HOUSE = "Architecture, Time, law and numbers: returns"
PRACTICE = "Practice of partnerships, chapter Reviews and learning, agency summaries"
CHASING = "Practice of partnerships, chapter Child death review 2.7: information gathering"


class ReturnState(Vocabulary):
    """Where one organisation's return stands. No reply is not a state: it is worked out from the day it was due."""

    DRAFT = Term("draft", "Not sent yet", "The request is being written; the organisation does not know of it.", HOUSE)
    SENT = Term("sent", "Sent", "The organisation was asked and has not opened it.", HOUSE)
    OPENED = Term("opened", "Opened", "Someone of the organisation has opened it and answered nothing yet.", HOUSE)
    IN_PROGRESS = Term("in_progress", "In progress", "Answers are being given.", HOUSE)
    WITH_SENIOR = Term(
        "with_senior", "With a senior for sign-off", "Answered, and waiting for the organisation's senior.", PRACTICE
    )
    RETURNED = Term("returned", "Returned", "Answered and sent in.", HOUSE)
    NIL = Term(
        "nil_return", "Nil return", "The organisation says that it has nothing to tell; that is an answer.", CHASING
    )
    REFUSED = Term("refused", "Refused", "The organisation declines to answer, with its reason.", PRACTICE)
    REOPENED = Term("reopened", "Reopened", "Sent back to the organisation for more, with the reason.", HOUSE)
    WITHDRAWN = Term("withdrawn", "Withdrawn", "The organisation need not answer any more.", HOUSE)


class AnswerState(Vocabulary):
    """What an answer is. A question nobody has touched is not answered, and differs from each of these."""

    VALUE = Term("value", "Answered", "The question was answered.", HOUSE)
    NOT_KNOWN = Term("not_known", "Not known", "The question was considered, and the answer is not known.", CHASING)
    NOT_APPLICABLE = Term(
        "not_applicable", "Does not apply", "The question does not apply to the organisation.", CHASING
    )
    REFUSED = Term("refused", "Declined to answer", "The organisation declines to answer this question.", HOUSE)
    NOT_ANSWERED = Term("not_answered", "Not answered", "Nobody has answered the question.", HOUSE)


class QuestionType(Vocabulary):
    """What kind of answer a question takes."""

    SHORT_TEXT = Term("short_text", "A line of text", "A few words.", HOUSE)
    LONG_TEXT = Term("long_text", "A longer text", "One or more paragraphs.", HOUSE)
    YES_NO = Term("yes_no", "Yes or no", "One of two.", HOUSE)
    CHOICE = Term("choice", "One of several", "One choice of a list.", HOUSE)
    SEVERAL = Term("several", "Any of several", "Any number of choices of a list.", HOUSE)
    SCALE = Term("scale", "A grade or scale", "One point of a scale whose points are named.", HOUSE)
    NUMBER = Term("number", "A number", "A whole or decimal number.", HOUSE)
    DATE = Term("date", "A date", "A day, a month or a year, as exactly as it is known.", HOUSE)
    TABLE = Term("table", "A table", "Rows of the same columns, as many as are needed.", HOUSE)
    EVIDENCE = Term("evidence", "Evidence", "Files that show it.", HOUSE)


class ColumnType(Vocabulary):
    """What a column of a table takes."""

    TEXT = Term("text", "Text", "A few words.", HOUSE)
    NUMBER = Term("number", "Number", "A number.", HOUSE)
    DATE = Term("date", "Date", "A day, a month or a year.", HOUSE)
    CHOICE = Term("choice", "Choice", "One of several.", HOUSE)


class Readers(Vocabulary):
    """Who of those that see a return may read a section of it. The organisation itself always may."""

    GROUP = Term("group", "Everyone who sees the return", "The business unit and the group that asked.", HOUSE)
    UNIT_AND_CHAIR = Term(
        "unit_and_chair",
        "The business unit and the chair only",
        "For what the rest of the group need not read, such as who is to be spoken to in confidence.",
        HOUSE,
    )


class LinkKind(Vocabulary):
    """Whom a link without an account is for."""

    RECIPIENT = Term("recipient", "Recipient", "Answers for the organisation.", HOUSE)
    SENIOR = Term("senior", "Senior", "Signs the organisation's answers off.", PRACTICE)
    DELEGATE = Term("delegate", "Colleague", "Answers one section of it.", HOUSE)


class ReminderKind(Vocabulary):
    """Why a reminder was sent."""

    BEFORE = Term("before", "Before it is due", "A friendly word some working days ahead.", CHASING)
    ON = Term("on", "On the day", "It is due today.", CHASING)
    AFTER = Term("after", "After it was due", "It is late.", CHASING)
    ESCALATION = Term("escalation", "To a named senior", "It is late and the organisation's senior is told.", CHASING)


class Event(Vocabulary):
    """What history says of requests and returns."""

    MADE = Term("return.made", "Request written", "A request was written.", HOUSE)
    CHANGED = Term("return.changed", "Changed", "What is asked, or of whom, was changed before it was sent.", HOUSE)
    ADDRESSED = Term("return.addressed", "Addressed", "The person an organisation is asked through was named.", HOUSE)
    SENT = Term("return.sent", "Sent", "The organisation was asked.", HOUSE)
    OPENED = Term("return.opened", "Opened", "Someone of the organisation opened it.", HOUSE)
    BEGUN = Term("return.begun", "Begun", "The first answer was given.", HOUSE)
    ANSWERED = Term("return.answered", "Answers saved", "Answers were given or changed.", HOUSE)
    DELEGATED = Term("return.delegated", "Passed to a colleague", "A section was passed to a colleague.", HOUSE)
    TO_SENIOR = Term("return.to_senior", "Sent for sign-off", "It was passed to the organisation's senior.", PRACTICE)
    SENT_BACK = Term("return.sent_back", "Sent back by the senior", "The senior asks for changes first.", PRACTICE)
    RETURNED = Term("return.returned", "Returned", "It was answered and sent in.", HOUSE)
    NIL = Term("return.nil", "Nil return", "The organisation says that it has nothing to tell.", CHASING)
    REFUSED = Term("return.refused", "Refused", "The organisation declined to answer, with its reason.", PRACTICE)
    REOPENED = Term("return.reopened", "Reopened", "It was sent back to the organisation, with the reason.", HOUSE)
    WITHDRAWN = Term("return.withdrawn", "Withdrawn", "The organisation need not answer any more.", HOUSE)
    CHASED = Term("return.chased", "Chased", "The organisation was reminded by hand.", CHASING)
    REMINDED = Term("return.reminded", "Reminded", "The reminder that was planned was sent.", CHASING)
    ESCALATED = Term("return.escalated", "Senior told", "The organisation's senior was told that it is late.", CHASING)
    EXTENDED = Term("return.extended", "Due day moved", "The day it is due was moved, with the reason.", HOUSE)
    LINK_SENT = Term("return.link_sent", "Link sent", "A link to answer without an account was sent.", HOUSE)
    LINK_ENDED = Term("return.link_ended", "Link ended", "A link does not work any more.", HOUSE)
    CODE_SENT = Term(
        "return.code_sent", "Code sent", "Someone pressed a link's button; a code went to its address.", HOUSE
    )
    ENTERED = Term("return.entered", "Entered by link", "Someone gave the code that was mailed.", HOUSE)
    DESIGNED = Term("questionnaire.changed", "Questionnaire changed", "A draft of a questionnaire was changed.", HOUSE)
    PUBLISHED = Term(
        "questionnaire.published", "Questionnaire published", "A version was published; it never changes.", HOUSE
    )
