"""The words of practice reviews."""

from __future__ import annotations

from goldenthread.core.terms import Term, Vocabulary

WT = "Working Together to Safeguard Children 2023, chapter 5 (paragraph to be checked)"
ACT = "Children Act 2004, section 16C(1)"
REGULATIONS = (
    "Child Safeguarding Practice Review and Relevant Agency (England) Regulations 2018 (SI 2018/789), regulation 11"
)
REGULATIONS_14 = REGULATIONS.replace("regulation 11", "regulation 14")
REGULATIONS_15 = REGULATIONS.replace("regulation 11", "regulations 15 to 17 (to be checked)")
PANEL = "Child Safeguarding Practice Review Panel, frequently asked questions"
DFE = "Department for Education, serious incident notifications: methodology"
PRACTICE = "Practice of partnerships, as they publish it"


class Door(Vocabulary):
    """How a review came in."""

    INCIDENT = Term("incident", "Serious incident", "The local authority knows or suspects serious harm.", ACT)
    REFERRAL = Term(
        "referral", "Referral below the threshold", "An agency referred it for what can be learned.", PRACTICE
    )


class ReviewState(Vocabulary):
    """Where a review stands."""

    SCREENING = Term(
        "screening", "Being screened", "Referred by an agency; what kind of review it needs is open.", PRACTICE
    )
    CONSIDERED = Term(
        "considered", "Notification being considered", "The local authority decides whether to notify.", WT
    )
    RAPID = Term("rapid", "Rapid review", "It was notified; the rapid review is due in 15 working days.", WT)
    LOCAL = Term(
        "local", "Local learning review", "It does not meet the criteria, and there is something to learn.", PRACTICE
    )
    FOLLOWED = Term("followed", "Panel’s reply", "The report was sent to the national Panel.", WT)
    COMMISSIONED = Term(
        "practice",
        "Local child safeguarding practice review",
        "Partners decided that more can be learned, and a reviewer works on it.",
        REGULATIONS_14,
    )
    PUBLISHED = Term(
        "published", "Published", "The report, or its improvements alone, are public for their time.", REGULATIONS_15
    )
    CLOSED = Term("closed", "Closed", "Nothing is open in the review itself; its actions go on.", PRACTICE)


class Nature(Vocabulary):
    """What happened to a child, as the national form asks for it."""

    DEATH = Term("death", "Death of a child", "A child died.", DFE)
    HARM = Term(
        "harm", "Serious harm", "Serious or long-term impairment of health or development, in mind or body.", WT
    )
    OTHER = Term("other", "Other", "Mostly children who harmed others and were known or suspected victims.", DFE)
    NONE = Term(
        "none", "No serious harm", "A near miss, good practice, or a concern about how agencies worked.", PRACTICE
    )


class IncidentType(Vocabulary):
    """What it was about. A list of practice, which a partnership may sort by; no figure of the nation rests on it."""

    PHYSICAL = Term("physical", "Physical abuse", "Injury inflicted on a child.", PRACTICE)
    SLEEP = Term("sleep", "Sudden unexpected death in infancy", "With or without unsafe sleep.", PRACTICE)
    NEGLECT = Term("neglect", "Neglect", "A child’s needs persistently not met.", PRACTICE)
    FILICIDE = Term("filicide", "Homicide in the family", "A child killed by a member of the family.", PRACTICE)
    OUTSIDE = Term("outside", "Violence outside the home", "Assault or homicide outside the family.", PRACTICE)
    SEXUAL = Term("sexual", "Child sexual abuse", "Inside or outside the family.", PRACTICE)
    EXPLOITATION = Term("exploitation", "Exploitation", "Criminal, sexual or other exploitation of a child.", PRACTICE)
    SUICIDE = Term("suicide", "Suspected suicide", "Until an inquest decides, suspected.", PRACTICE)
    SELF_HARM = Term("self_harm", "Serious self-harm", "A child harmed themselves seriously.", PRACTICE)
    INDUCED = Term(
        "induced", "Fabricated or induced illness", "Harm by a perplexing, fabricated or induced illness.", PRACTICE
    )
    ACCIDENT = Term(
        "accident", "Accident with supervision in question", "Including drowning and swallowed drugs.", PRACTICE
    )
    DOMESTIC = Term("domestic", "Domestic abuse", "A child harmed where there is domestic abuse.", PRACTICE)
    BY_CHILD = Term("by_child", "Harm by a child", "A child harmed another.", PRACTICE)
    CARE = Term("care", "Death in care or of a care leaver", "Whatever its cause.", WT)
    AGENCIES = Term("agencies", "How agencies worked together", "A concern, or good practice.", PRACTICE)
    OTHER = Term("other", "Something else", "None of these.", PRACTICE)


class Partner(Vocabulary):
    """Whose view is asked."""

    LOCAL_AUTHORITY = Term("local_authority", "Local authority", "Holds the duty to notify, and decides.", ACT)
    POLICE = Term("police", "Police", "A safeguarding partner.", WT)
    HEALTH = Term("health", "Health (integrated care board)", "A safeguarding partner.", WT)
    EDUCATION = Term("education", "Education", "Where the partnership asks education too.", PRACTICE)


STATUTORY = (Partner.LOCAL_AUTHORITY, Partner.POLICE, Partner.HEALTH)
"""The three safeguarding partners, whose views and sign-off are asked in every case."""


class Opinion(Vocabulary):
    """What a partner thinks of notifying."""

    NOTIFY = Term("notify", "Notify", "The criteria are met.", WT)
    NOT_NOTIFY = Term("not_notify", "Do not notify", "The criteria are not met.", WT)
    ABSTAIN = Term("abstain", "Abstain", "No view, with the reason.", PRACTICE)


class Outcome(Vocabulary):
    """What became of one child."""

    DIED = Term("died", "Died", "The child died.", DFE)
    HARMED = Term("harmed", "Seriously harmed", "A child who recovers may still have been seriously harmed.", WT)
    UNHURT = Term(
        "unhurt", "Not seriously harmed", "A brother, sister or other child who is part of the review.", PRACTICE
    )
    UNKNOWN = Term("unknown", "Not known yet", "It cannot be said yet.", PRACTICE)


class Care(Vocabulary):
    """Whether the child was looked after at the time."""

    NO = Term("no", "Not looked after", "Lived with family or others.", WT)
    LOOKED_AFTER = Term(
        "looked_after", "Looked after", "The death of a looked-after child is notified whatever its cause.", WT
    )
    LEAVER = Term("leaver", "Care leaver", "Up to and including 24; deaths are notified, and counted apart.", WT)
    UNKNOWN = Term("unknown", "Not known", "Not known is not no.", PRACTICE)


class Plan(Vocabulary):
    """What plan the child was under at the time."""

    NONE = Term("none", "No plan", "The child was on no plan.", WT)
    EARLY = Term("early", "Early help", "Early help.", WT)
    NEED = Term("need", "Child in need plan", "Children Act 1989, section 17.", WT)
    PROTECTION = Term("protection", "Child protection plan", "Children Act 1989, section 47.", WT)
    UNKNOWN = Term("unknown", "Not known", "Not known is not none.", PRACTICE)


class Sex(Vocabulary):
    """A child's sex, as the national list has it in its edition of 2026."""

    FEMALE = Term("female", "Female", "Recorded as female.", DFE)
    MALE = Term("male", "Male", "Recorded as male.", DFE)
    UNKNOWN = Term("unknown", "Not known", "Not known, or unborn.", DFE)


class AgeBand(Vocabulary):
    """National age bands, by the age at the incident."""

    UNBORN = Term("unborn", "Unborn", "Not born yet on the day.", PRACTICE)
    UNDER_1 = Term("under_1", "Under 1", "Before the first birthday.", DFE)
    ONE = Term("1_to_5", "1 to 5", "From the first birthday to the day before the sixth.", DFE)
    SIX = Term("6_to_10", "6 to 10", "From the sixth birthday to the day before the eleventh.", DFE)
    ELEVEN = Term("11_to_15", "11 to 15", "From the eleventh birthday to the day before the sixteenth.", DFE)
    SIXTEEN = Term("16_to_17", "16 to 17", "From the sixteenth birthday to the day before the eighteenth.", DFE)
    ADULT = Term("18_and_over", "18 and over", "A care leaver.", WT)
    UNKNOWN = Term("unknown", "Not known", "The age cannot be said, or the date is too open to choose a band.", DFE)


class Lead(Vocabulary):
    """Which partnership leads."""

    HERE = Term("here", "This partnership leads", "The incident took place in its area.", PANEL)
    ELSEWHERE = Term(
        "elsewhere", "Another partnership leads; this one contributes", "It took place in another area.", PANEL
    )
    ABROAD = Term(
        "abroad",
        "This partnership leads: outside England",
        "A child who normally lives here came to harm outside England.",
        ACT,
    )
    OPEN = Term(
        "open",
        "To be settled",
        "Neither where it took place nor where the child lives is this area, or one is not known.",
        PRACTICE,
    )


class Grounds(Vocabulary):
    """Why an agency refers something that may not meet the criteria."""

    NEAR_MISS = Term("near_miss", "Near miss", "A child could have come to serious harm.", PRACTICE)
    TOGETHER = Term("together", "How agencies work together", "A concern that escalation did not resolve.", PRACTICE)
    GOOD = Term("good", "Good practice", "Something done well that others should know of.", PRACTICE)
    CARE = Term("care", "Death of a looked-after child or care leaver", "Whatever its cause.", PRACTICE)
    CLUSTER = Term("cluster", "A theme over several cases", "The same thing seen again.", PRACTICE)
    SERIOUS = Term("serious", "Possibly a serious incident", "It may meet the statutory criteria.", PRACTICE)


class Escalated(Vocabulary):
    """Whether it was escalated first."""

    YES = Term("yes", "Yes", "It was escalated.", PRACTICE)
    NO = Term("no", "No", "It was not.", PRACTICE)
    NOT_APPLICABLE = Term("not_applicable", "Does not apply", "There was no disagreement to escalate.", PRACTICE)


class Screening(Vocabulary):
    """What a screening decides."""

    SERIOUS = Term("serious", "Serious incident", "It meets the criteria: it goes on as a serious incident.", WT)
    LOCAL = Term("local", "Local learning review", "Several agencies look at it together.", PRACTICE)
    AUDIT = Term("audit", "Multi-agency case audit", "It is passed to those who audit.", PRACTICE)
    SINGLE = Term(
        "single", "Review by one agency", "One agency looks at its own part and says what it found.", PRACTICE
    )
    APPRECIATIVE = Term(
        "appreciative", "Appreciative inquiry", "What went well is looked at, so that it can be done again.", PRACTICE
    )
    BRIEFING = Term("briefing", "Briefing", "What is known already is shared.", PRACTICE)
    OTHER_BOARD = Term(
        "other_board", "For another board", "Adults, domestic homicide, child death, or another process.", PRACTICE
    )
    NONE = Term("none", "No further action", "With reasons as full as for any review.", PRACTICE)


class ReferralState(Vocabulary):
    """What its referrer may know of a referral."""

    SENT = Term("sent", "Received", "It arrived, and waits to be read.", PRACTICE)
    TAKEN = Term("taken", "Being screened", "Someone reads it.", PRACTICE)
    ANSWERED = Term("answered", "Answered", "The outcome was told.", PRACTICE)


class Criterion(Vocabulary):
    """What has to be taken into account in deciding on a further review."""

    IMPROVEMENTS = Term(
        "improvements",
        "Improvements needed",
        "The case highlights, or may highlight, improvements needed, including ones identified before.",
        REGULATIONS,
    )
    RECURRENT = Term(
        "recurrent",
        "Recurrent themes",
        "The case highlights, or may highlight, recurrent themes in safeguarding children.",
        REGULATIONS,
    )
    TOGETHER = Term(
        "together",
        "Agencies working together",
        "The case highlights, or may highlight, concerns about two or more agencies working together effectively.",
        REGULATIONS,
    )
    PANEL = Term(
        "panel",
        "The Panel thinks a local review fitting",
        "The Panel has considered the case and thinks a local review more appropriate.",
        REGULATIONS,
    )
    SINGLE = Term(
        "single", "Concern about one agency", "There is cause for concern about the actions of a single agency.", WT
    )
    NO_AGENCY = Term("no_agency", "No agency was involved", "Which gives cause for concern.", WT)
    AREAS = Term(
        "areas",
        "More than one area",
        "More than one local authority, police area or integrated care board is involved, the family having moved too.",
        WT,
    )
    SETTING = Term(
        "setting", "Institutions", "The case may raise issues about safeguarding in an institutional setting.", WT
    )


class Further(Vocabulary):
    """Whether a local child safeguarding practice review follows."""

    REVIEW = Term(
        "review", "A local child safeguarding practice review", "More can be learned than the rapid review could.", WT
    )
    NO_REVIEW = Term("no_review", "No further review", "The rapid review found what there is to learn.", WT)
    OTHER = Term("other", "Another kind of learning", "For example an audit, or a review with another board.", PRACTICE)


class Reply(Vocabulary):
    """What a letter of the national Panel says."""

    AGREES = Term("agrees", "Agrees with the decision", "With or without advice.", PANEL)
    DISAGREES = Term("disagrees", "Does not agree", "It thinks the decision wrong, and says why.", PANEL)
    MORE = Term("more", "Asks for more", "It wants more information, or a fuller review.", PANEL)
    NATIONAL = Term(
        "national", "Considers a national review", "It takes the case, or its theme, into a national review.", PANEL
    )


class Theme(Vocabulary):
    """The cross-cutting themes of practice of the Panel's yearly report of 2020, by which chronologies are sorted."""

    DAILY_LIFE = Term(
        "daily_life",
        "The child’s daily life",
        "Understanding what the child’s life is like.",
        "Panel, annual report 2020 (list to be checked)",
    )
    ENGAGEMENT = Term(
        "engagement",
        "Engaging families",
        "Families who are reluctant or engage now and then.",
        "Panel, annual report 2020 (list to be checked)",
    )
    CHALLENGE = Term(
        "challenge",
        "Critical thinking and challenge",
        "Asking, checking and disagreeing.",
        "Panel, annual report 2020 (list to be checked)",
    )
    RISK = Term(
        "risk",
        "Responding to changing risk and need",
        "What was done when things changed.",
        "Panel, annual report 2020 (list to be checked)",
    )
    SHARING = Term(
        "sharing", "Sharing information", "In time, and as fits.", "Panel, annual report 2020 (list to be checked)"
    )
    LEADERSHIP = Term(
        "leadership",
        "Leadership and culture",
        "What the organisation made easy or hard.",
        "Panel, annual report 2020 (list to be checked)",
    )


class Ended(Vocabulary):
    """How a reviewer's work came to its end."""

    DONE = Term("done", "The work is done", "The report was handed over.", PRACTICE)
    RESIGNED = Term("resigned", "Resigned", "The reviewer gave it up.", PRACTICE)
    REMOVED = Term("removed", "Removed", "The partners ended it: time or quality were not kept.", REGULATIONS_14)
    CONFLICTED = Term("conflicted", "Conflict of interest", "A conflict came to light.", PRACTICE)


class ProceedingKind(Vocabulary):
    """Other proceedings that run beside a review."""

    CRIMINAL = Term("criminal", "Criminal investigation or trial", "Police or Crown Prosecution Service.", PRACTICE)
    CORONER = Term("coroner", "Coroner’s investigation or inquest", "Until the coroner has concluded.", PRACTICE)
    FAMILY = Term("family", "Family court", "Care or private law proceedings.", PRACTICE)
    CHILD_DEATH = Term("child_death", "Child death review", "A record of its own, joined by a link.", PRACTICE)
    DOMESTIC = Term("domestic", "Domestic homicide or abuse related death review", "With that board.", PRACTICE)
    ADULT = Term("adult", "Safeguarding adults review", "With the adults’ board.", PRACTICE)
    HEALTH = Term("health", "Patient safety or mental health homicide review", "Of an NHS body.", PRACTICE)
    ALLEGATION = Term("allegation", "Allegation against staff or volunteers", "With the designated officer.", PRACTICE)
    OTHER = Term("other", "Another proceeding", "None of these.", PRACTICE)


class Restriction(Vocabulary):
    """What a proceeding keeps a review from while it lasts."""

    PRACTITIONERS = Term("practitioners", "Speaking with practitioners", "They are or may be witnesses.", PRACTICE)
    RELATIVES = Term("relatives", "Contact with family", "By order, or at the investigator’s request.", PRACTICE)
    NAMING = Term("naming", "Naming anyone", "By order of a court.", PRACTICE)
    PUBLISHING = Term("publishing", "Publication", "Nothing is published before it ends.", PRACTICE)


class PractitionerKind(Vocabulary):
    """How practitioners took part."""

    EVENT = Term("event", "Learning event", "Practitioners of several agencies together.", PRACTICE)
    TALK = Term("talk", "Conversation", "With one practitioner, or those of one agency.", PRACTICE)
    FEEDBACK = Term("feedback", "Feedback", "What was found is shown to those who took part.", PRACTICE)


class Publication(Vocabulary):
    """What is published."""

    FULL = Term("full", "The report in full", "As it was agreed, without harm to children or adults at risk.", WT)
    IMPROVEMENTS = Term(
        "improvements",
        "The improvements alone",
        "The report is not published; what should improve is, and the reasons go to the Panel and the Secretary of State.",
        WT,
    )


class ToldBefore(Vocabulary):
    """Who is told before publication."""

    PANEL = Term("panel", "National Panel", "With the report itself.", REGULATIONS_15)
    SECRETARY = Term("secretary", "Secretary of State", "With the report itself.", REGULATIONS_15)
    OFSTED = Term("ofsted", "Ofsted", "Where the partners tell it too.", PRACTICE)
    AGENCIES = Term("agencies", "Agencies that took part", "With the day, and who speaks.", PRACTICE)
    PRACTITIONERS = Term("practitioners", "Practitioners who took part", "With whom to speak to.", PRACTICE)
    AREAS = Term("areas", "Other areas", "Partnerships whose agencies took part.", PRACTICE)
    PRESS = Term("press", "Press offices", "One agreed statement.", PRACTICE)


TOLD_FIRST = (ToldBefore.PANEL, ToldBefore.SECRETARY)
"""Who has the report itself, a number of working days before the day of publication."""


class Event(Vocabulary):
    """What history says of practice reviews."""

    OPENED = Term("review.opened", "Opened", "A serious incident was written down.", PRACTICE)
    CHANGED = Term("review.changed", "Changed", "Its facts were changed.", PRACTICE)
    CHILD = Term("review.child", "Child written down", "A child of the review was added or changed.", PRACTICE)
    VIEW = Term("review.view", "Partner’s view", "A partner said what it thinks of notifying.", PRACTICE)
    DECIDED = Term("review.decided", "Decided", "The local authority decided whether to notify.", WT)
    NOTIFIED = Term("review.notified", "Notified", "The notification to the Panel was recorded.", WT)
    AREA_TOLD = Term("review.area_told", "Another area told", "Another area was told.", WT)
    WITHDRAWN = Term("review.withdrawn", "Withdrawn", "The notification was withdrawn.", PANEL)
    IMPORTED = Term("review.imported", "Brought in", "It was brought in from a spreadsheet.", PRACTICE)
    REFERRED = Term("referral.made", "Referred", "An agency referred something for learning.", PRACTICE)
    AGREED = Term("referral.agreed", "Designated lead agreed", "The agency’s designated lead agreed.", PRACTICE)
    TAKEN = Term("referral.taken", "Taken up", "The referral was taken up for screening.", PRACTICE)
    SCREENED = Term("review.screened", "Screened", "It was decided what kind of review it needs.", PRACTICE)
    TOLD = Term("referral.told", "Referrer told", "The referrer was told the outcome.", PRACTICE)
    ASKED = Term("review.asked", "Agencies asked", "A request to agencies was written.", WT)
    REPORTED = Term("review.reported", "Report written", "The words of the report were changed.", PRACTICE)
    FURTHER = Term(
        "review.further", "Further review decided", "It was decided whether a further review follows.", REGULATIONS
    )
    SIGNED = Term("review.signed", "Signed off", "A partner signed the report off.", WT)
    SENT = Term("review.sent", "Sent to the Panel", "The report was sent.", WT)
    LETTER = Term("review.letter", "Panel’s letter", "A letter came from the Panel.", PANEL)
    ANSWERED = Term("review.answered", "Panel’s letter answered", "What followed from it was written down.", PANEL)
    CLOSED = Term("review.closed", "Closed", "The review was closed.", PRACTICE)
    INITIATED = Term("review.initiated", "Initiated", "A local child safeguarding practice review began.", REGULATIONS)
    REVIEWER = Term("review.reviewer", "Reviewer", "A reviewer was appointed, or a reviewer’s work ended.", PRACTICE)
    COST = Term("review.cost", "Cost changed", "Days or cost were agreed anew.", PRACTICE)
    TERMS = Term("review.terms", "Terms of reference", "The terms of reference were written or agreed.", PRACTICE)
    PROCEEDING = Term("review.proceeding", "Proceeding", "A proceeding beside the review began or ended.", PRACTICE)
    CHECKED = Term("review.checked", "Time and quality checked", "Time and quality were looked at.", REGULATIONS_14)
    PRACTITIONERS = Term("review.practitioners", "Practitioners", "Practitioners took part.", PRACTICE)
    DRAFT = Term("review.draft", "Draft", "A draft of the report was added.", PRACTICE)
    COPY = Term("review.copy", "Copy of a draft", "A reader was given a copy, or it was taken back.", PRACTICE)
    READ = Term("review.draft_read", "Draft read", "Somebody opened their copy of a draft.", PRACTICE)
    WORDED = Term("review.worded", "Words for publication", "Improvements and reasons were written.", REGULATIONS_15)
    PUBLICATION = Term("review.publication", "Publication decided", "It was decided what is published.", WT)
    PLANNED = Term("review.planned", "Publication planned", "A day of publication was set.", PRACTICE)
    TOLD_BEFORE = Term("review.told_before", "Told before publication", "Someone was told before it.", REGULATIONS_15)
    PUBLISHED = Term("review.published", "Published", "The report or its improvements were published.", REGULATIONS_15)
    COPIED = Term("review.copied", "Copied to the repository", "The national repository has a copy.", PRACTICE)
    LOOKED = Term("review.looked", "Stays or is taken down", "It was decided whether it stays public.", REGULATIONS_15)
    ENDED = Term("review.ended", "Ended without a report", "The review was ended before a report.", PRACTICE)
    ARRANGED = Term(
        "review.arranged", "Arrangements", "Which group holds reviews, and the front door’s number.", PRACTICE
    )
