"""The words of the spine."""

from __future__ import annotations

from goldenthread.core.terms import Term, Vocabulary

HOUSE = "Architecture, The spine"


class RecordKind(Vocabulary):
    """What a record is. The first letters of its reference follow from it."""

    SOURCE = Term(
        "source",
        "Source of learning",
        "What happened and was looked at: a review, an audit, a death reviewed, a signal in the data.",
        "Architecture, The golden thread",
    )
    LEARNING = Term("learning", "Learning point", "What was learned.", "Architecture, The golden thread")
    ACTION = Term(
        "action", "Action", "What was agreed to be done, by whom and by when.", "Architecture, The golden thread"
    )
    PRODUCT = Term("product", "Product", "What was made.", "Architecture, The golden thread")
    IMPACT = Term("impact", "Impact", "What changed, and how that is known.", "Architecture, The golden thread")
    DEVELOPMENT = Term(
        "development", "Development", "What a group reports that it did in a period.", "Architecture, The golden thread"
    )
    REQUEST = Term(
        "request", "Request", "What organisations are asked, and by when.", "Architecture, Time, law and numbers"
    )
    RETURN = Term("return", "Return", "One organisation's answer to a request.", "Architecture, Time, law and numbers")
    MEETING = Term(
        "meeting",
        "Meeting",
        "A day on which a group meets, with who came and what was decided.",
        "Practice of partnerships' terms of reference",
    )
    AGENDA_ITEM = Term(
        "agenda_item",
        "Agenda item",
        "One matter of a meeting, with its papers, its decisions and its minutes: a record of its own, so that a conflict of interest cuts off this and nothing else.",
        "Practice of partnerships' terms of reference",
    )
    HIGHLIGHT = Term(
        "highlight",
        "Highlight report",
        "What a group tells the safeguarding partners on one page: achieved, late, at risk, asked for.",
        "Working Together to Safeguard Children 2023, chapter 2",
    )
    RISK = Term(
        "risk",
        "Risk",
        "What could keep the partnership from its purpose, how likely it is and how much it would matter.",
        "Working Together to Safeguard Children 2023, chapter 2",
    )
    CHALLENGE = Term(
        "challenge",
        "Challenge or escalation",
        "Who challenged whom about what, what came back and what followed.",
        "Working Together to Safeguard Children 2023, chapter 2",
    )
    PLANNED = Term(
        "planned",
        "Forward plan entry",
        "A matter that the partners will take on a day to come.",
        "Working Together to Safeguard Children 2023, chapter 2",
    )
    ENGAGEMENT = Term(
        "engagement",
        "Engagement",
        "Who of a sector new to the partnership was reached, how, what was agreed and what followed.",
        "Working Together to Safeguard Children 2023, chapter 2",
    )

    REVIEW = Term(
        "review",
        "Practice review",
        "A serious incident, or something below the threshold, from what happened to what was learned.",
        "Working Together to Safeguard Children 2023, chapter 5",
    )
    REFERRAL = Term(
        "referral",
        "Referral for a review",
        "What an agency referred for learning, and what its referrer may know of what came of it.",
        "Practice of partnerships, as they publish it",
    )

    RESPONSE = Term(
        "response",
        "Suicide cluster response",
        "A possible cluster, from surveillance to step-down and what was learned.",
        "Public Health England, Identifying and responding to suicide clusters, 2019 (page to be checked)",
    )

    DEATH = Term(
        "child_death",
        "Child death",
        "The review of one child's death, from the first word of it to what was learned.",
        "Working Together to Safeguard Children 2023, chapter 6 (paragraph to be checked)",
    )

    @property
    def prefix(self) -> str:
        """The two letters that references of this kind begin with."""
        return PREFIXES[self.value]

    @property
    def place(self) -> str:
        """Where records of this kind have their page, under the partnership's key and before their reference."""
        return PLACES.get(self.value, "thread")


PREFIXES = {
    "source": "SO",
    "learning": "LP",
    "action": "AC",
    "product": "PR",
    "impact": "IM",
    "development": "DV",
    "request": "RQ",
    "return": "RT",
    "meeting": "ME",
    "agenda_item": "AG",
    "highlight": "HR",
    "risk": "RK",
    "challenge": "CH",
    "planned": "FP",
    "engagement": "EN",
    "review": "RV",
    "referral": "RF",
    "response": "SC",
    "child_death": "CD",
}
PLACES = {
    "action": "actions",
    "request": "requests",
    "return": "returns",
    "meeting": "meetings",
    "agenda_item": "meetings/items",
    "highlight": "oversight/highlights",
    "risk": "oversight/risks",
    "challenge": "oversight/challenges",
    "planned": "oversight/plan",
    "engagement": "oversight/engagement",
    "review": "reviews",
    "referral": "reviews/referrals",
    "response": "postvention",
    "child_death": "child-deaths",
}
"""Kinds whose pages are not on the thread."""
LOOKED_INTO = (RecordKind.REVIEW, RecordKind.RESPONSE, RecordKind.DEATH)
"""Kinds that are a source of learning with a room of their own."""


class CircleKind(Vocabulary):
    """Whom a circle is made of."""

    GROUP = Term("group", "Group", "Whoever holds a seat in the group on that day.", HOUSE)
    PARTNERSHIP = Term(
        "partnership",
        "Whole partnership",
        "Whoever holds a post in the partnership on that day, its administrators aside.",
        HOUSE,
    )
    ORGANISATION = Term(
        "organisation",
        "Organisation",
        "Whoever holds a post for the organisation in the partnership on that day.",
        HOUSE,
    )


class CircleRole(Vocabulary):
    """Why a record belongs to a circle."""

    HOME = Term(
        "home",
        "Home",
        "The circle of a group that holds the record now, or held it before and keeps sight of it.",
        HOUSE,
    )
    CONTRIBUTOR = Term("contributor", "Contributor", "A circle that has a part in the record.", HOUSE)
    SHARED = Term("shared", "Shared", "A circle the record was shared with.", HOUSE)
    OFFERED = Term("offered", "Offered", "A circle the record was offered to, until it answers.", HOUSE)


class Event(Vocabulary):
    """What history says of records."""

    EXCLUDED = Term(
        "record.excluded", "Kept out", "A person was kept out of a record for a conflict of interest.", HOUSE
    )
    SIGHT_ASKED = Term(
        "record.sight_asked", "Sight asked for", "A person asked to see a record outside their circles.", HOUSE
    )
    SIGHT_GRANTED = Term("record.sight_granted", "Sight granted", "A second person granted it for a few hours.", HOUSE)
    SIGHT_REFUSED = Term("record.sight_refused", "Sight refused", "It was refused.", HOUSE)
    VIEWED = Term("record.viewed", "Viewed", "A person opened the record's page.", HOUSE)
    REFUSED = Term("record.refused", "Not shown", "A person asked for something they may not see.", HOUSE)
    SIGHT_NAMED = Term(
        "record.sight_named",
        "Named sight",
        "A person by name was let see a record for some days, with the reason.",
        HOUSE,
    )
    IDENTITY_SHOWN = Term(
        "record.identity_shown", "Identity shown", "Identifying fields were shown to a person.", HOUSE
    )
    IDENTITY_KEPT = Term("record.identity_kept", "Identity kept", "Whom a record is about was written down.", HOUSE)
    RULE_CHANGED = Term(
        "retention.rule_changed", "Retention rule changed", "How long a class of records is kept was changed.", HOUSE
    )
    CLASSIFIED = Term("retention.classified", "Class of retention set", "A record was put into a class.", HOUSE)
    HELD = Term("hold.placed", "Legal hold placed", "Disposal of a record and of all below it was stopped.", HOUSE)
    HOLD_LIFTED = Term("hold.lifted", "Legal hold lifted", "It was let go on, with the reason.", HOUSE)
    DISPOSAL_DECIDED = Term(
        "disposal.decided", "Disposal decided", "A person in the business unit decided to dispose of a record.", HOUSE
    )
    DISPOSAL_CONFIRMED = Term("disposal.confirmed", "Disposal confirmed", "A second person confirmed it.", HOUSE)
    DISPOSAL_WITHDRAWN = Term("disposal.withdrawn", "Disposal withdrawn", "It was called off, with the reason.", HOUSE)
    DISPOSED = Term(
        "disposal.carried_out",
        "Disposed of",
        "The content of a record and of its history was removed; references, dates and seals stay.",
        HOUSE,
    )


class RetentionClass(Vocabulary):
    """What kind of record it is, as far as keeping it is concerned."""

    BUSINESS = Term(
        "partnership_business",
        "Partnership business",
        "Plans, actions, learning and reports that identify no child.",
        "Limitation Act 1980, sections 2 and 5",
    )
    REVIEW = Term(
        "practice_review",
        "Practice review",
        "A serious incident, rapid review or local child safeguarding practice review, and what hangs from it.",
        HOUSE,
    )
    CHILD = Term(
        "identified_child",
        "About a child who can be identified",
        "A case that was audited or returned on, with the child's identity.",
        "Records Management Code of Practice 2021, Appendix II",
    )
    DEATH = Term(
        "child_death", "Child death", "The review of one child's death.", "Records Management Code of Practice 2021"
    )
    EXPLOITATION = Term(
        "sexual_abuse", "Child sexual abuse", "A record that concerns the sexual abuse of a child.", "IICSA, 2022"
    )


class CountedFrom(Vocabulary):
    """From which day the time of keeping runs."""

    CLOSING = Term("closing", "The day it was closed", "The day on which the record was closed.", HOUSE)
    BIRTH = Term(
        "birth",
        "The youngest child's birth",
        "The youngest subject's date of birth; it falls due on the first of January after, so that no birthday shows.",
        HOUSE,
    )
    EVENT = Term("event", "The day it happened", "The day of what the record is about.", HOUSE)


class Standing(Vocabulary):
    """What a rule of retention rests on."""

    LAW = Term("law", "Law", "An Act or regulations say so.", HOUSE)
    GUIDANCE = Term("guidance", "Guidance", "National guidance says so.", HOUSE)
    LOCAL = Term("local", "Local", "The partnership's own policy.", HOUSE)
    UNCHECKED = Term("unchecked", "To be checked", "A starting point that the partnership has still to check.", HOUSE)


class DisposalState(Vocabulary):
    """Where a decision to dispose stands."""

    DECIDED = Term("decided", "Waits for a second person", "One person decided; nothing is removed.", HOUSE)
    CONFIRMED = Term("confirmed", "Confirmed", "A second person agreed; it is removed once history is sealed.", HOUSE)
    WITHDRAWN = Term("withdrawn", "Withdrawn", "It was called off; nothing was removed.", HOUSE)
    CARRIED_OUT = Term("carried_out", "Disposed of", "The content is gone.", HOUSE)
