"""The words of the partners' own tier."""

from __future__ import annotations

from goldenthread.core.terms import Term, Vocabulary

WORKING_TOGETHER = "Working Together to Safeguard Children 2023, chapter 2"
PRACTICE = "Practice of partnerships' published arrangements"


class HighlightState(Vocabulary):
    """Where a highlight report stands."""

    DRAFT = Term("draft", "Draft", "Being written.", PRACTICE)
    ISSUED = Term("issued", "Issued", "Given to the partners; it does not change again.", PRACTICE)


class RiskState(Vocabulary):
    """Whether a risk is still carried."""

    OPEN = Term("open", "Open", "Carried, and looked at again by a day.", PRACTICE)
    CLOSED = Term("closed", "Closed", "No longer a risk, or it came about; the reason says which.", PRACTICE)


class ChallengeKind(Vocabulary):
    """What kind of challenge it is."""

    CHALLENGE = Term(
        "challenge",
        "Challenge",
        "One part of the partnership asks another to account for its practice.",
        WORKING_TOGETHER,
    )
    ESCALATION = Term(
        "escalation",
        "Escalation",
        "A disagreement or a failing taken to a more senior level, because the level below did not settle it.",
        WORKING_TOGETHER,
    )


class ChallengeState(Vocabulary):
    """Where a challenge stands."""

    RAISED = Term("raised", "Waiting", "It was put; nothing came back yet.", PRACTICE)
    ANSWERED = Term("answered", "Answered", "A response came; what follows is not settled.", PRACTICE)
    CLOSED = Term("closed", "Closed", "It was settled, and the outcome says how.", PRACTICE)


class PlanState(Vocabulary):
    """What became of a matter on the forward plan."""

    PLANNED = Term("planned", "Planned", "To be taken on its day.", PRACTICE)
    TAKEN = Term("taken", "Taken", "The partners took it; the outcome says how.", PRACTICE)
    DROPPED = Term("dropped", "Dropped", "It is not taken; the outcome says why.", PRACTICE)


class NewSector(Vocabulary):
    """A sector that partnerships reach out to."""

    SPORTS = Term("sports", "Sports and leisure", "Clubs, leisure centres, coaches and their bodies.", WORKING_TOGETHER)
    FAITH = Term("faith", "Faith", "Places of worship, faith settings and their networks.", WORKING_TOGETHER)
    VOLUNTARY = Term("voluntary", "Voluntary and community", "Charities and community groups.", WORKING_TOGETHER)
    BUSINESS = Term(
        "business", "Business and night-time economy", "Hotels, taxis, shops, fast food, licensed premises.", PRACTICE
    )
    OUT_OF_SCHOOL = Term(
        "out_of_school", "Out-of-school settings", "Tuition, supplementary schools, holiday clubs.", PRACTICE
    )
    OTHER = Term("other", "Other", "Any other sector.", PRACTICE)


class Reach(Vocabulary):
    """How people of a sector were reached."""

    MEETING = Term("meeting", "Meeting", "Someone met them.", PRACTICE)
    VISIT = Term("visit", "Visit", "Someone went to see them.", PRACTICE)
    EVENT = Term("event", "Event or training", "They came to an event or a course.", PRACTICE)
    SURVEY = Term("survey", "Survey", "They were asked in writing.", PRACTICE)
    MESSAGE = Term("message", "Letter, e-mail or campaign", "They were written to.", PRACTICE)
    OTHER = Term("other", "Other", "In another way.", PRACTICE)


class Event(Vocabulary):
    """What history says of the partners' own tier."""

    WRITTEN = Term("oversight.written", "Written", "An entry was made.", PRACTICE)
    OWNED = Term("oversight.owned", "Another owner", "A risk was given another owner.", PRACTICE)
    CHANGED = Term("oversight.changed", "Changed", "An entry was changed.", PRACTICE)
    ISSUED = Term("oversight.issued", "Highlight report issued", "A group's report went to the partners.", PRACTICE)
    REVIEWED = Term("oversight.reviewed", "Risk reviewed", "A risk was looked at again.", PRACTICE)
    FOLLOWED = Term("oversight.followed", "Followed up", "Something was said or linked about an entry.", PRACTICE)
    ANSWERED = Term(
        "oversight.answered", "Challenge answered", "A response to a challenge was recorded.", WORKING_TOGETHER
    )
    CLOSED = Term("oversight.closed", "Closed", "An entry was closed, with what came of it.", PRACTICE)
