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
