"""The words of administration."""

from __future__ import annotations

from goldenthread.core.terms import Term, Vocabulary

HOUSE = "Architecture, The spine"


class Event(Vocabulary):
    """What history says of circles, and of people who leave."""

    STANDING_TAKEN = Term(
        "circle.standing_taken",
        "Standing role taken out",
        "The holders of a role no longer sit in a circle by rule.",
        HOUSE,
    )
    STANDING_GIVEN = Term(
        "circle.standing_given", "Standing role put in", "The holders of a role sit in a circle by rule.", HOUSE
    )
    KEPT_OUT = Term(
        "circle.kept_out",
        "Kept out of a circle",
        "A person was kept out of a circle for a conflict of interest.",
        HOUSE,
    )
    LET_BACK = Term("circle.let_back", "Let back into a circle", "A conflict of interest ended.", HOUSE)
    ROUND_STARTED = Term(
        "confirming.started", "Yearly round started", "Every agency was asked to confirm who sits where.", HOUSE
    )
    CONFIRMED = Term("confirming.answered", "Seats answered", "An organisation said how its seats stand.", HOUSE)
    CHASED = Term("confirming.chased", "Reminded", "Those who had not answered were reminded.", HOUSE)
    SETTLED = Term("confirming.settled", "Change carried out", "What an organisation said of a seat was done.", HOUSE)
    LEAVING_PLANNED = Term(
        "leaving.planned", "Leaving planned", "A day and successors were set for someone who leaves.", HOUSE
    )
    LEAVING_WITHDRAWN = Term("leaving.withdrawn", "Leaving withdrawn", "Someone stays after all.", HOUSE)
    LEFT = Term(
        "leaving.carried_out", "Handed over", "Everything that someone held was handed over, and they left.", HOUSE
    )
    LEAVING_HELD_UP = Term("leaving.held_up", "Leaving held up", "Something stands in the way of handing over.", HOUSE)


class Answer(Vocabulary):
    """What an organisation says of one of its seats or posts."""

    RIGHT = Term("right", "Still right", "The same person holds it.", HOUSE)
    OTHER = Term("other", "Someone else", "Another person should hold it; their name and address are given.", HOUSE)
    NOBODY = Term("nobody", "Nobody now", "Nobody holds it any more.", HOUSE)


class Standing(Vocabulary):
    """How a seat or post stands in the yearly round."""

    CONFIRMED = Term("confirmed", "Confirmed", "Its organisation says that it is right.", HOUSE)
    CHANGED = Term(
        "changed", "Change asked", "Its organisation says that it is not right, and it waits for you.", HOUSE
    )
    SETTLED = Term("settled", "Changed", "What its organisation asked was done.", HOUSE)
    SILENT = Term("silent", "No answer yet", "Nobody has said anything.", HOUSE)
    FRESH = Term("fresh", "New since", "It was given after the round began.", HOUSE)
    VACANT = Term("vacant", "Vacant", "Nobody holds it.", HOUSE)


class Rule(Vocabulary):
    """By which rule a person sits in a circle, or does not."""

    SEAT = Term("seat", "Seat in the group", "They hold a seat in the group on that day.", HOUSE)
    POST = Term("post", "Post in the partnership", "They hold a post in the partnership on that day.", HOUSE)
    ORGANISATION = Term(
        "organisation", "Post for the organisation", "They hold a post for the organisation on that day.", HOUSE
    )
    STANDING = Term("standing", "Standing role", "They hold a role that sits in the circle by rule.", HOUSE)
    NAMED = Term("named", "Named seat", "They were added by name, with a reason.", HOUSE)
    KEPT_OUT = Term("kept_out", "Kept out", "They have a conflict of interest and see nothing of the circle.", HOUSE)


class Sight(Vocabulary):
    """What the access log tells of."""

    VIEWED = Term("record.viewed", "Opened the record", "A person opened the record's page.", HOUSE)
    DOWNLOADED = Term("document.downloaded", "Opened a document", "A person opened a file of the record.", HOUSE)
    IDENTITY = Term(
        "record.identity_shown", "Was shown an identity", "Identifying fields were shown to a person.", HOUSE
    )
    REFUSED = Term("record.refused", "Not shown", "A person asked for something they may not see.", HOUSE)
    ASKED = Term("record.sight_asked", "Sight asked", "A person asked to see a record outside their circles.", HOUSE)
    GRANTED = Term("record.sight_granted", "Sight granted", "A second person granted it for a few hours.", HOUSE)
    SIGHT_REFUSED = Term("record.sight_refused", "Sight refused", "A second person refused it.", HOUSE)
    EXCLUDED = Term(
        "record.excluded", "Kept someone out", "A person was kept out of the record for a conflict of interest.", HOUSE
    )


GDPR = "UK GDPR, articles 12 to 23, and the Data Protection Act 2018"


class RequestKind(Vocabulary):
    """What someone asks about the data that is held about them."""

    ACCESS = Term("access", "A copy of their data", "Article 15: what is held about them, and why.", GDPR)
    CORRECTION = Term("correction", "Correction", "Article 16: that what is wrong is put right.", GDPR)
    ERASURE = Term("erasure", "Erasure", "Article 17: that what need not be kept is erased.", GDPR)
    RESTRICTION = Term("restriction", "Restriction", "Article 18: that it is kept, and not used meanwhile.", GDPR)


class DataSubject(Vocabulary):
    """Who someone is to the partnership."""

    CHILD = Term("child", "A child", "A child, or someone who was a child when this was written.", GDPR)
    FAMILY = Term("family", "A family member", "A parent, carer, brother, sister or other relative.", GDPR)
    STAFF = Term("staff", "A member of staff", "Someone who works or worked with the partnership.", GDPR)
    OTHER = Term("other", "Someone else", "Anyone else about whom something may be held.", GDPR)


class RequestState(Vocabulary):
    """How far a request about someone's data is."""

    OPEN = Term("open", "Being worked on", "It is looked for, and each thing found is decided.", HOUSE)
    SUBMITTED = Term(
        "submitted", "Waits for a second person", "A second person reads it before anything goes out.", HOUSE
    )
    APPROVED = Term("approved", "Approved", "A second person agreed; it can be given.", HOUSE)
    CLOSED = Term("closed", "Answered", "The answer was given.", HOUSE)
    WITHDRAWN = Term("withdrawn", "Withdrawn", "Whoever asked does not ask any more.", HOUSE)


class WaitKind(Vocabulary):
    """What is awaited from whoever asked, so that time does not run."""

    IDENTITY = Term("identity", "Proof of who they are", "The month begins on the day it comes.", GDPR)
    CLARIFICATION = Term("clarification", "What they ask for", "The days of waiting do not count.", GDPR)


class Mark(Vocabulary):
    """What becomes of one thing that was found."""

    UNDECIDED = Term("undecided", "Not decided", "Nobody has decided it yet.", HOUSE)
    DISCLOSE = Term("disclose", "Disclose", "It is given as it stands.", HOUSE)
    PART = Term("part", "Disclose in part", "A part is given, in the words written down.", HOUSE)
    WITHHOLD = Term("withhold", "Withhold", "It is not given, with a reason and an exemption.", HOUSE)
    NOT_THEM = Term("not_them", "Not about them", "It is about someone else.", HOUSE)


class Source(Vocabulary):
    """Where something about a person was found."""

    SUBJECT = Term("subject", "Whom a record is about", "Their identity stands in a record.", HOUSE)
    WORDS = Term("words", "Words of a record", "A record's own words name them.", HOUSE)
    DOCUMENT = Term(
        "document", "Document", "A document's name says theirs, or it belongs to a record about them.", HOUSE
    )
    RETURN = Term("return", "Return", "An organisation's return names them, or they answer for it.", HOUSE)
    MEETING = Term("meeting", "Meeting", "They were asked to it.", HOUSE)
    ACTION = Term("action", "Action", "They own it.", HOUSE)
    PLACE = Term("place", "Post or seat", "They hold or held it.", HOUSE)
    HISTORY = Term("history", "History", "What they did here.", HOUSE)
    ACCOUNT = Term("account", "Account", "Their account here.", HOUSE)


class ProvisionKind(Vocabulary):
    """What a provision of the law is used for here."""

    EXEMPTION = Term("exemption", "Exemption", "A ground on which something is withheld.", GDPR)
    TIME = Term("time", "Time", "How long there is to answer.", GDPR)
    STATEMENT = Term("statement", "Statement", "What every answer says beside the data itself.", GDPR)


class DataEvent(Vocabulary):
    """What history says of requests about someone's data: never who asked, nor about whom."""

    RECEIVED = Term("data_request.received", "Request received", "Someone asked about data held on a person.", HOUSE)
    IDENTIFIED = Term("data_request.identified", "Identity checked", "It was checked who asks.", HOUSE)
    PAUSED = Term("data_request.paused", "Time stopped", "Something is awaited from whoever asked.", HOUSE)
    RESUMED = Term("data_request.resumed", "Time runs again", "What was awaited came.", HOUSE)
    EXTENDED = Term("data_request.extended", "Time extended", "Two more months, told to whoever asked.", HOUSE)
    SEARCHED = Term("data_request.searched", "Looked for", "What is held was looked for.", HOUSE)
    SUBMITTED = Term("data_request.submitted", "Given to a second person", "Everything found is decided.", HOUSE)
    SENT_BACK = Term("data_request.sent_back", "Sent back", "The second person did not agree.", HOUSE)
    APPROVED = Term("data_request.approved", "Approved", "The second person agreed, and the answer was sealed.", HOUSE)
    TAKEN = Term("data_request.taken", "Answer taken away", "A person took the sealed answer away.", HOUSE)
    ANSWERED = Term("data_request.answered", "Answered", "The answer was given.", HOUSE)
    WITHDRAWN = Term("data_request.withdrawn", "Withdrawn", "Whoever asked does not ask any more.", HOUSE)
    PROVISION = Term("data_request.provision", "Provision changed", "What the law allows was written anew.", HOUSE)
