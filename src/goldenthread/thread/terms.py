"""The words of the golden thread."""

from __future__ import annotations

from goldenthread.core.terms import Term, Vocabulary

HOUSE = "Architecture, The golden thread"
PRACTICE = "Practice of partnerships, chapter Reviews and learning A2.2"
OBA = "Outcomes-based accountability, as local learning and improvement frameworks use it"


class SourceKind(Vocabulary):
    """What kind of looking gave rise to learning."""

    RAPID_REVIEW = Term(
        "rapid_review",
        "Rapid review",
        "The first review of a serious incident, within 15 working days.",
        "Working Together 2023, chapter 5",
    )
    PRACTICE_REVIEW = Term(
        "practice_review",
        "Practice review",
        "A review of practice whose type the source does not state, or a local child safeguarding practice review.",
        "Working Together 2023, chapter 5",
    )
    NEAR_MISS = Term(
        "near_miss",
        "Review below the threshold",
        "A multi-agency review of an incident that does not meet the statutory criteria but may teach.",
        PRACTICE,
    )
    CASE_AUDIT = Term(
        "case_audit", "Multi-agency case audit", "A sample of cases read together by several agencies.", PRACTICE
    )
    CHILD_DEATH_REVIEW = Term(
        "child_death_review",
        "Child death review",
        "The review of a child's death by the panel.",
        "Child Death Review statutory and operational guidance 2018",
    )
    DATA_SIGNAL = Term("data_signal", "Signal in the data", "A change in an indicator that asked for attention.", HOUSE)
    RESPONSE = Term(
        "response",
        "Suicide cluster response",
        "A response to a possible suicide cluster, and its debrief.",
        "Public Health England, Identifying and responding to suicide clusters, 2019 (page to be checked)",
    )
    CONSULTATION = Term(
        "consultation", "Consultation", "What children, families or practitioners said when asked.", HOUSE
    )
    INSPECTION = Term("inspection", "Inspection", "An inspectorate's finding.", HOUSE)
    NATIONAL_REVIEW = Term(
        "national_review", "National review", "A review by the national Panel.", "Working Together 2023, chapter 5"
    )


class LearningNature(Vocabulary):
    """Whether the learning is of something done well or something to develop."""

    GOOD_PRACTICE = Term("good_practice", "Good practice", "Something done well that others should do.", PRACTICE)
    DEVELOPMENT = Term("development", "Area for development", "Something to be done better.", PRACTICE)


class LearningHeading(Vocabulary):
    """The three headings under which learning is recorded."""

    AWARENESS = Term(
        "professional_awareness", "Professional awareness and knowledge", "What practitioners need to know.", HOUSE
    )
    PRACTICE = Term("practice_development", "Practice development", "What practitioners need to do differently.", HOUSE)
    SYSTEM = Term("system_development", "System development", "What the agencies need to change between them.", HOUSE)


class ActionState(Vocabulary):
    """Where an action stands."""

    DRAFT = Term("draft", "Draft", "Being written; nobody is bound yet.", PRACTICE)
    AGREED = Term(
        "agreed",
        "Waiting for its owner",
        "Agreed by the group; the owning organisation has not accepted it yet.",
        PRACTICE,
    )
    ACCEPTED = Term("accepted", "In progress", "Accepted by the owning organisation and being done.", PRACTICE)
    REPORTED = Term("reported", "Waiting for sign-off", "Its owner reports it done, with evidence.", PRACTICE)
    DELIVERED = Term(
        "delivered", "Delivered", "Signed off as done; whether it made a difference is not yet shown.", PRACTICE
    )
    ASSURED = Term(
        "assured", "Impact assured", "Signed off as having made the difference it was meant to make.", PRACTICE
    )
    WITHDRAWN = Term("withdrawn", "Withdrawn", "Ended without being done, with the reason.", PRACTICE)
    MERGED = Term("merged", "Merged", "Joined into a like action, which carries on for both.", PRACTICE)


class Brag(Vocabulary):
    """How people judge an action's progress. Overdue is computed and stands beside it."""

    BLUE = Term("blue", "Blue: complete and evidenced", "Done, with evidence that it was.", PRACTICE)
    RED = Term("red", "Red: off track", "Late, or with no plan that would make it.", PRACTICE)
    AMBER = Term("amber", "Amber: at risk", "May slip.", PRACTICE)
    GREEN = Term("green", "Green: on track", "Will be done in time.", PRACTICE)
    UNSET = Term("unset", "Not judged yet", "Nobody has judged it yet.", PRACTICE)


class LineState(Vocabulary):
    """What a contributing organisation says of its part."""

    ASKED = Term("asked", "Asked", "Has not answered yet.", PRACTICE)
    DONE = Term("done", "Done", "Has done its part.", PRACTICE)
    NOT_APPLICABLE = Term("not_applicable", "Does not apply", "Says the action does not apply to it.", PRACTICE)
    REFUSED = Term("refused", "Refused", "Does not accept its part, with the reason.", PRACTICE)


class ProductKind(Vocabulary):
    """What was made."""

    COURSE = Term("course", "Course", "Training of any length or form.", HOUSE)
    GUIDE = Term("guide", "Guide", "A short text for practitioners.", HOUSE)
    STANDARD = Term("standard", "Standard", "What every service undertakes to do.", HOUSE)
    TOOLKIT = Term("toolkit", "Toolkit", "Several resources for one task.", HOUSE)
    PROCEDURE = Term("procedure", "Procedure change", "A change to how agencies work together.", HOUSE)
    PATHWAY = Term("pathway", "Pathway", "Who does what, in which order and by when.", HOUSE)
    OTHER = Term("other", "Other", "Anything else that was made.", HOUSE)


class Question(Vocabulary):
    """The three questions impact answers."""

    HOW_MUCH = Term("how_much", "How much did we do?", "Quantity of work.", OBA)
    HOW_WELL = Term("how_well", "How well did we do it?", "Quality of work.", OBA)
    DIFFERENCE = Term("difference", "What difference did it make?", "Change for children and families.", OBA)


class ImpactKind(Vocabulary):
    """The kind of impact, as the exchange format names it."""

    SYSTEM = Term("system", "System", "How agencies work together changed.", "partnership-report/1")
    PROCESS = Term("process", "Process", "How work is done changed.", "partnership-report/1")
    OUTPUT = Term("output", "Output", "Something exists or was used that was not before.", "partnership-report/1")
    OUTCOME = Term(
        "outcome", "Outcome", "Something changed for children, families or practice.", "partnership-report/1"
    )
    ASSURANCE = Term("assurance", "Assurance", "Something was looked into.", "partnership-report/1")


class Strength(Vocabulary):
    """How strong the evidence of impact is."""

    STRONG = Term("strong", "Strong", "Measured against a baseline, or seen by more than one method.", PRACTICE)
    MODERATE = Term("moderate", "Moderate", "Measured once, or seen by one method.", PRACTICE)
    WEAK = Term("weak", "Weak", "Said by those who did the work.", PRACTICE)
    STATED = Term("stated", "As stated by the source", "Taken from a report; not tested here.", PRACTICE)


class Event(Vocabulary):
    """What history says of the thread."""

    MADE = Term("thread.made", "Recorded", "Something was recorded on the thread.", HOUSE)
    CHANGED = Term("thread.changed", "Changed", "Its words or details were changed.", HOUSE)
    LINKED = Term("thread.linked", "Linked", "Two records were joined.", HOUSE)
    UNLINKED = Term("thread.unlinked", "Unlinked", "Two records were parted.", HOUSE)
    AGREED = Term("action.agreed", "Agreed", "The group agreed the action.", PRACTICE)
    ACCEPTED = Term("action.accepted", "Accepted", "The owning organisation accepted it.", PRACTICE)
    DECLINED = Term(
        "action.declined", "Declined", "The owning organisation did not accept it, with the reason.", PRACTICE
    )
    REPORTED_DONE = Term("action.reported_done", "Reported done", "Its owner reported it done.", PRACTICE)
    RETURNED = Term("action.returned", "Returned to its owner", "It was not signed off, with the reason.", PRACTICE)
    DELIVERED = Term(
        "action.delivered",
        "Signed off as delivered",
        "The chair of the group it came from signed it off as done.",
        PRACTICE,
    )
    ASSURED = Term(
        "action.assured",
        "Impact assured",
        "The chair of the group it came from signed off that it made a difference.",
        PRACTICE,
    )
    REOPENED = Term("action.reopened", "Reopened", "It was opened again, with the reason.", PRACTICE)
    WITHDRAWN = Term("action.withdrawn", "Withdrawn", "It ended without being done, with the reason.", PRACTICE)
    MERGED = Term("action.merged", "Merged", "It was joined into a like action.", PRACTICE)
    OFFERED = Term("action.offered", "Offered to another group", "It was offered across.", PRACTICE)
    STEPPED = Term("action.stepped", "Stepped across", "The other group accepted it.", PRACTICE)
    STEP_RETURNED = Term(
        "action.step_returned", "Returned by the other group", "The other group returned it, with the reason.", PRACTICE
    )
    UPDATED = Term("action.updated", "Progress", "Someone said how it is going.", PRACTICE)
    DUE_MOVED = Term("action.due_moved", "Due date moved", "Its due date was moved, with the reason.", PRACTICE)
    REASSIGNED = Term("action.reassigned", "Reassigned", "It has another owner.", PRACTICE)
    CHASED = Term("action.chased", "Chased", "Its owner was reminded.", PRACTICE)
    LINE_ANSWERED = Term(
        "action.line_answered", "Part answered", "A contributing organisation answered for its part.", PRACTICE
    )
    EVIDENCE_ADDED = Term("action.evidence_added", "Evidence added", "Evidence was added.", PRACTICE)
    RECURRED = Term(
        "thread.recurred", "Theme recurred", "Learning came again on a theme whose action was assured.", PRACTICE
    )
    IMPORTED = Term("thread.imported", "Imported", "It was brought in from a document or a spreadsheet.", HOUSE)
