"""The words of child death review."""

from __future__ import annotations

from goldenthread.core.terms import Term, Vocabulary

ACT = "Children Act 2004, sections 16M to 16Q"
GUIDANCE = "Child Death Review statutory and operational guidance 2018 (paragraph to be checked)"
WT = "Working Together to Safeguard Children 2023, chapter 6 (paragraph to be checked)"
FORMS = "Child death review: national forms (edition to be checked)"
NCMD = "National Child Mortality Database, guidance for panels (page to be checked)"
PRACTICE = "Practice of child death overview panels, as they publish it"
HOUSE = "Architecture, Who sees what"


class DeathState(Vocabulary):
    """Where the review of a child's death stands."""

    NOTIFIED = Term("notified", "Notified", "It was notified; scope and area are to be decided.", WT)
    GATHERING = Term("gathering", "Gathering information", "Agencies are asked what they know.", WT)
    MET = Term("met", "Review meeting held", "Those who knew the child have met; the panel’s papers are prepared.", WT)
    READY = Term("ready", "Ready for the panel", "Nothing is missing that the panel waits for.", PRACTICE)
    REVIEWED = Term("reviewed", "Reviewed by the panel", "The panel has come to its conclusions.", WT)
    CLOSED = Term("closed", "Closed", "Finalised with the national database, and the family has heard.", PRACTICE)
    OUT = Term(
        "out", "Out of scope", "It is no death that these arrangements review; the decision can be reversed.", ACT
    )
    TRANSFERRED = Term("transferred", "Reviewed elsewhere", "Another area reviews it, by agreement.", ACT)
    MERGED = Term(
        "merged", "Joined with another", "The same death was notified before; both notifications are kept.", NCMD
    )


OPEN = (DeathState.NOTIFIED, DeathState.GATHERING, DeathState.MET, DeathState.READY, DeathState.REVIEWED)
"""States of a death whose review is not over."""


class InScope(Vocabulary):
    """Whether a death is one that these arrangements review."""

    YES = Term("yes", "In scope", "From a live birth to the day before the eighteenth birthday.", ACT)
    NO = Term("no", "Out of scope", "It is not reviewed here, and the reason is kept.", ACT)
    OPEN = Term(
        "open", "Not decided yet", "It cannot be said yet, and is treated as a child’s death until it can.", PRACTICE
    )


class ScopeReason(Vocabulary):
    """Why a death is, or is not, in scope."""

    CHILD = Term("child", "A child who was born alive and was under 18", "Whatever the cause and the place.", ACT)
    AGE_UNSURE = Term(
        "age_unsure", "Believed to be under 18", "Age is not certain: a child until shown otherwise.", PRACTICE
    )
    SIGNS_DOUBTED = Term(
        "signs_doubted", "Signs of life are in doubt", "Waits for the clinician’s statement.", PRACTICE
    )
    STILLBORN = Term("stillborn", "Stillbirth", "Born without any sign of life from 24 weeks of pregnancy.", GUIDANCE)
    LOSS = Term("loss", "Late loss before 24 weeks", "Without any sign of life.", GUIDANCE)
    TERMINATION = Term(
        "termination", "Termination of pregnancy within the law", "Also where there were signs of life.", GUIDANCE
    )
    ADULT = Term(
        "adult", "Eighteen or over at death", "On the eighteenth birthday or later, wherever the event began.", ACT
    )
    ERROR = Term("error", "Notified in error", "There was no such death.", PRACTICE)


IN_REASONS = (ScopeReason.CHILD, ScopeReason.AGE_UNSURE)
OPEN_REASONS = (ScopeReason.AGE_UNSURE, ScopeReason.SIGNS_DOUBTED)
OUT_REASONS = (
    ScopeReason.STILLBORN, ScopeReason.LOSS, ScopeReason.TERMINATION, ScopeReason.ADULT, ScopeReason.ERROR,
)  # fmt: skip


class AreaLead(Vocabulary):
    """Which area reviews a death."""

    HERE = Term("here", "Reviewed here: the child normally lived here", "The duty follows normal residence.", ACT)
    HERE_AGREED = Term("here_agreed", "Reviewed here, by agreement", "The child normally lived elsewhere.", ACT)
    JOINT = Term("joint", "Reviewed together, led here", "Counted here alone; learning goes to both.", PRACTICE)
    THERE = Term("there", "Reviewed by another area", "Counted there alone; learning is asked for.", ACT)
    OPEN = Term("open", "Being agreed", "The areas have not agreed yet.", PRACTICE)


class Channel(Vocabulary):
    """How a death came to be known."""

    ACCOUNT = Term("account", "Signed in", "Somebody with an account here.", HOUSE)
    LINK = Term("link", "The public page", "Without an account; the sender’s address is not proved.", HOUSE)
    TOLD = Term("told", "Told and written down", "By telephone or letter; the business unit wrote it down.", PRACTICE)
    REGISTRAR = Term(
        "registrar",
        "Registrar’s list",
        "Children and Young Persons Act 2008, section 31.",
        "Children and Young Persons Act 2008, section 31",
    )
    PRESS = Term("press", "Press or another source", "Known late, from outside.", PRACTICE)
    IMPORT = Term("import", "Brought in", "From a spreadsheet of open or past deaths.", PRACTICE)


class Sex(Vocabulary):
    """A child’s sex, as the national form has it."""

    FEMALE = Term("female", "Female", "Recorded as female.", FORMS)
    MALE = Term("male", "Male", "Recorded as male.", FORMS)
    INDETERMINATE = Term("indeterminate", "Indeterminate", "It could not be determined.", FORMS)
    UNKNOWN = Term("unknown", "Not known", "Not known yet.", FORMS)


class Known(Vocabulary):
    """An answer, with the five states it may have."""

    YES = Term("yes", "Yes", "It is known to be so.", FORMS)
    NO = Term("no", "No", "It is known not to be so.", FORMS)
    UNKNOWN = Term("unknown", "Not known", "It was asked, and is not known.", FORMS)
    REFUSED = Term("refused", "Not said", "It was asked, and not answered.", FORMS)
    NOT_APPLICABLE = Term("not_applicable", "Does not apply", "The question does not apply to this child.", FORMS)
    NOT_ASKED = Term("not_asked", "Not asked yet", "Nobody has asked.", PRACTICE)


class NumberAbsent(Vocabulary):
    """Why there is no NHS number."""

    ABROAD = Term("non_resident_england", "Not resident in England", "A visitor, or born and living elsewhere.", FORMS)
    NOT_NOW = Term("not_currently_available", "Not at hand at present", "It exists, and will follow.", FORMS)
    NEWBORN = Term("newborn_not_issued", "Newborn: none was issued", "The child died before one was given.", PRACTICE)
    ASYLUM = Term("asylum", "Seeking asylum: none yet", "None had been given yet.", PRACTICE)


class Place(Vocabulary):
    """Where a child died, or where what led to it took place."""

    EMERGENCY = Term("emergency", "Hospital: emergency department", "In an emergency department.", FORMS)
    WARD = Term("ward", "Hospital: ward", "On a ward.", FORMS)
    INTENSIVE = Term("intensive", "Hospital: paediatric intensive care", "Intensive or high-dependency care.", FORMS)
    NEONATAL = Term("neonatal", "Hospital: neonatal unit", "A neonatal unit.", FORMS)
    DELIVERY = Term("delivery", "Hospital: delivery suite", "Labour ward or delivery suite.", FORMS)
    THEATRE = Term("theatre", "Hospital: theatre", "An operating theatre.", FORMS)
    ADULT_CARE = Term(
        "adult_care", "Hospital: adult intensive care or ward", "Of 16 and 17 year olds above all.", FORMS
    )
    HOME = Term("home", "Home", "The child’s own home.", FORMS)
    OTHER_HOME = Term("other_home", "Another private home", "Of relatives, friends or others.", FORMS)
    FOSTER = Term("foster", "Foster home", "A foster carer’s home.", FORMS)
    RESIDENTIAL = Term("residential", "Residential care", "A children’s home or like it.", FORMS)
    SCHOOL = Term("school", "School or nursery", "A school, college or nursery.", FORMS)
    HOSPICE = Term("hospice", "Hospice", "A children’s or other hospice.", FORMS)
    MENTAL = Term("mental", "Mental health unit", "An in-patient unit.", FORMS)
    CUSTODY = Term("custody", "Custody or secure setting", "Also police custody.", FORMS)
    ROAD = Term("road", "Road", "On or beside a road.", FORMS)
    WATER = Term("water", "Water", "Sea, river, lake or pool.", FORMS)
    PUBLIC = Term("public", "Another public place", "Outdoors or in a public building.", FORMS)
    TRANSIT = Term("transit", "On the way, or in an ambulance", "Between places.", FORMS)
    ABROAD = Term("abroad", "Abroad", "Outside the United Kingdom.", FORMS)
    OTHER = Term("other", "Somewhere else", "None of these.", FORMS)
    UNKNOWN = Term("unknown", "Not known", "Not known yet.", FORMS)


class Care(Vocabulary):
    """What children’s social care had to do with the child at death."""

    NEVER = Term("never", "Never known", "Not known to children’s social care.", FORMS)
    BEFORE = Term("before", "Known before, not at death", "Known in the past.", FORMS)
    EARLY = Term("early", "Early help", "Early help was given.", FORMS)
    NEED = Term("need", "Child in need", "Children Act 1989, section 17.", FORMS)
    PROTECTION = Term("protection", "Child protection plan", "On a plan at death.", FORMS)
    LOOKED_AFTER = Term("looked_after", "Looked after", "By a local authority, by order or agreement.", FORMS)
    LEAVER = Term("leaver", "Care leaver", "Had left care.", FORMS)
    ASYLUM = Term(
        "asylum", "Unaccompanied, seeking asylum", "In the care of a local authority or waiting for it.", FORMS
    )
    UNKNOWN = Term("unknown", "Not known", "Not known is not never.", PRACTICE)


class AgeBand(Vocabulary):
    """Bands of age at death, as national tables cut them."""

    EARLY = Term("0_6_days", "0 to 6 days", "Early neonatal.", NCMD)
    LATE = Term("7_27_days", "7 to 27 days", "Late neonatal.", NCMD)
    INFANT = Term(
        "28_364_days", "28 days to under 1 year", "After the first 27 days and before the first birthday.", NCMD
    )
    ONE = Term("1_4", "1 to 4 years", "From the first birthday to the day before the fifth.", NCMD)
    FIVE = Term("5_9", "5 to 9 years", "From the fifth birthday to the day before the tenth.", NCMD)
    TEN = Term("10_14", "10 to 14 years", "From the tenth birthday to the day before the fifteenth.", NCMD)
    FIFTEEN = Term("15_17", "15 to 17 years", "From the fifteenth birthday to the day before the eighteenth.", NCMD)
    UNKNOWN = Term("unknown", "Not known", "The day of birth or of death is not known.", PRACTICE)


class Limb(Vocabulary):
    """The criteria of a Joint Agency Response: any one is enough."""

    EXTERNAL = Term(
        "external",
        "Due, or possibly due, to external causes",
        "An injury, an accident or another outside cause.",
        GUIDANCE,
    )
    SUDDEN = Term(
        "sudden_no_cause",
        "Sudden, with no cause that can be seen at once",
        "Sudden unexpected deaths in infancy and childhood among them.",
        GUIDANCE,
    )
    CUSTODY = Term(
        "custody_mha", "In custody, or detained under the Mental Health Act", "Whatever the cause.", GUIDANCE
    )
    SUSPICION = Term(
        "suspicion", "First circumstances raise a suspicion that it was not natural", "Whoever has it.", GUIDANCE
    )
    UNATTENDED = Term(
        "unattended_stillbirth",
        "Stillbirth with no health professional present",
        "It leaves child death review if stillbirth is confirmed.",
        GUIDANCE,
    )


class Question(Vocabulary):
    """What is decided in the first hours."""

    JAR = Term("jar", "Does it meet the criteria of a Joint Agency Response?", "Any one criterion is enough.", GUIDANCE)
    CERTIFICATE = Term(
        "certificate",
        "Can a certificate of cause be issued, or must the coroner be told?",
        "Through the medical examiner.",
        GUIDANCE,
    )
    SAFETY_EVENT = Term(
        "safety_event", "Is there a patient safety event that needs a response?", "Under the trust’s plan.", GUIDANCE
    )
    OTHER_CHILDREN = Term(
        "other_children",
        "Are other children at risk?",
        "A strategy discussion may be needed now; a possible serious incident for the partners.",
        GUIDANCE,
    )
    KEY_WORKER = Term(
        "key_worker",
        "Who is the key worker, and how is the family supported?",
        "Interpreter, faith, mementoes, donation.",
        GUIDANCE,
    )
    STAFF = Term("staff", "Do staff need support?", "Those who cared for the child.", GUIDANCE)


class Immediate(Vocabulary):
    """The answer to one of them."""

    YES = Term("yes", "Yes", "It was decided: yes.", PRACTICE)
    NO = Term("no", "No", "It was decided: no.", PRACTICE)
    PENDING = Term("pending", "Not decided yet", "It waits, with what for.", PRACTICE)


class TrackKind(Vocabulary):
    """What runs beside the review."""

    POST_MORTEM = Term(
        "post_mortem", "Post-mortem", "Coroner’s, forensic or by consent; results come in pieces.", GUIDANCE
    )
    INQUEST = Term(
        "inquest", "Coroner’s investigation or inquest", "The panel usually waits for its conclusion.", GUIDANCE
    )
    CRIMINAL = Term("criminal", "Criminal investigation or trial", "Police or Crown Prosecution Service.", GUIDANCE)
    SAFETY = Term(
        "safety",
        "Patient safety investigation",
        "Under the incident response framework: on a day agreed with the family.",
        NCMD,
    )
    PERINATAL = Term("perinatal", "Perinatal mortality review", "It stands for the review meeting of a baby.", GUIDANCE)
    MATERNITY = Term(
        "maternity", "Maternity and newborn safety investigation", "The perinatal review waits for it.", GUIDANCE
    )
    PRACTICE_REVIEW = Term(
        "practice_review", "Rapid review or practice review", "A record of its own; what it learned is taken over.", WT
    )
    REGULATOR = Term(
        "regulator",
        "Another body’s investigation",
        "Police conduct, prisons and probation, the Care Quality Commission, health and safety.",
        PRACTICE,
    )
    OTHER = Term("other", "Something else", "None of these.", PRACTICE)


class MeetingKind(Vocabulary):
    """What kind of review meeting it was, or what stood for it."""

    HOSPITAL = Term("hospital", "Hospital mortality meeting", "In the hospital where death was declared.", GUIDANCE)
    JOINT = Term("joint", "Final meeting of the Joint Agency Response", "It stands for the review meeting.", GUIDANCE)
    PERINATAL = Term("perinatal", "Perinatal review", "It stands for the review meeting of a baby.", GUIDANCE)
    COMMUNITY = Term(
        "community", "Community or hospice meeting", "For a child who died at home or in a hospice.", GUIDANCE
    )
    OTHER = Term("other", "Another meeting", "Of those who knew the child.", PRACTICE)


class Category(Vocabulary):
    """The ten categories of death; the lowest number that applies is the first."""

    INFLICTED = Term(
        "1", "1 Deliberately inflicted injury, abuse or neglect", "Probable homicide, fatal neglect, war.", FORMS
    )
    SUICIDE = Term(
        "2",
        "2 Suicide or deliberate self-inflicted harm",
        "By the panel’s judgement, whatever the coroner concluded.",
        FORMS,
    )
    TRAUMA = Term(
        "3",
        "3 Trauma and other external factors",
        "Accidents, drowning, fire, complications of treatment; without 1 and 2.",
        FORMS,
    )
    MALIGNANCY = Term("4", "4 Malignancy", "Also where the last event was an infection or a bleed.", FORMS)
    ACUTE = Term("5", "5 Acute medical or surgical condition", "Sudden death in epilepsy belongs here.", FORMS)
    CHRONIC = Term("6", "6 Chronic medical condition", "Also where the last event was an infection.", FORMS)
    GENETIC = Term(
        "7", "7 Chromosomal, genetic and congenital anomalies", "Congenital heart conditions among them.", FORMS
    )
    PERINATAL = Term(
        "8",
        "8 Perinatal or neonatal event",
        "Whatever the age at death; infection that began in the first week.",
        FORMS,
    )
    INFECTION = Term("9", "9 Infection", "Primary, after the first week, and no complication of 1 to 8.", FORMS)
    UNEXPLAINED = Term(
        "10",
        "10 Sudden unexpected, unexplained death",
        "After full investigation; never for want of information.",
        FORMS,
    )


class Domain(Vocabulary):
    """The four domains of contributory factors."""

    CHILD = Term("child", "A. The child", "Health, development, behaviour.", FORMS)
    SOCIAL = Term("social", "B. Social environment, family and parenting", "Those around the child.", FORMS)
    PHYSICAL = Term("physical", "C. Physical environment", "Where the child lived, slept, travelled.", FORMS)
    SERVICE = Term("service", "D. Services", "What was offered, and how.", FORMS)


class Relevance(Vocabulary):
    """What a factor had to do with the death."""

    NO_INFORMATION = Term("0", "0 No information", "Information is not available.", FORMS)
    NONE = Term("1", "1 None found, or unlikely to have contributed", "Looked for.", FORMS)
    CONTRIBUTED = Term("2", "2 May have contributed", "To vulnerability, ill health or death.", FORMS)


class Modifiable(Vocabulary):
    """Whether a factor, or a death as a whole, has something that could be changed for other children. It blames nobody."""

    YES = Term(
        "yes",
        "Modifiable factors found",
        "Could be changed, nationally or locally, to lower the risk to other children.",
        FORMS,
    )
    NO = Term("no", "No modifiable factor found", "Nothing was found that could be.", FORMS)
    INADEQUATE = Term("inadequate", "Not enough information to say", "The panel could not judge.", FORMS)


class Explained(Vocabulary):
    """Whether a death that came suddenly was explained in the end. Apart from how it came."""

    EXPLAINED = Term("explained", "Explained", "A cause was found.", FORMS)
    UNEXPLAINED = Term("unexplained", "Unexplained", "No cause was found after full investigation.", FORMS)
    PENDING = Term("pending", "Not known yet", "It is still being looked into.", FORMS)
    NOT_SUDDEN = Term("not_sudden", "Was not sudden", "The question does not arise.", PRACTICE)


class Standing(Vocabulary):
    """What an analysis is worth."""

    DRAFT = Term("draft", "Draft of the review meeting", "Categories are provisional.", FORMS)
    PROVISIONAL = Term(
        "provisional", "Provisional", "The panel was not quorate, or waits for something; it comes back.", PRACTICE
    )
    FINAL = Term("final", "Final", "The panel’s conclusion.", FORMS)


class Level(Vocabulary):
    """Who a recommendation is for."""

    AGENCY = Term("agency", "One agency", "A single body here.", FORMS)
    LOCAL = Term("local", "Here", "The local system.", FORMS)
    REGIONAL = Term("regional", "Region", "Several areas.", FORMS)
    NATIONAL = Term("national", "Nation", "A national body, or a maker of goods.", FORMS)


class RelatedWhy(Vocabulary):
    """Why two deaths belong together."""

    BIRTH = Term("birth", "Born together", "Twins, triplets: one form each.", PRACTICE)
    EVENT = Term("event", "The same event", "One incident, separate reviews and separate letters.", PRACTICE)
    FAMILY = Term("family", "The same family", "An earlier death; shown only to those who lead.", PRACTICE)


class Stream(Vocabulary):
    """What is handed over to the national database."""

    NOTIFICATION = Term("notification", "Notification", "Within 48 hours of the death.", NCMD)
    REPORTING = Term("reporting", "Reporting forms", "As they come in.", NCMD)
    ANALYSIS = Term("analysis", "Analysis form", "Once the panel has concluded; it counts when finalised.", NCMD)


class HandoverState(Vocabulary):
    """Where a hand-over stands."""

    MADE = Term("made", "Made, not sent", "The file is there; nobody has sent it.", PRACTICE)
    SENT = Term("sent", "Sent", "It was sent or keyed in.", PRACTICE)
    TAKEN = Term("taken", "Taken", "The database has it.", PRACTICE)
    REFUSED = Term("refused", "Refused", "The database did not take it, with the reason.", PRACTICE)


class Event(Vocabulary):
    """What history says of child deaths."""

    ARRANGED = Term(
        "death.arranged", "Arrangements", "Which group reviews child deaths, and what the public page says.", PRACTICE
    )
    NOTIFIED = Term("death.notified", "Notified", "A child’s death was notified.", WT)
    AGAIN = Term("death.notified_again", "Notified again", "Somebody else notified the same death.", NCMD)
    MERGED = Term("death.merged", "Joined", "Two notifications of one death were joined.", NCMD)
    PARTED = Term("death.parted", "Parted", "What had been joined was parted again.", PRACTICE)
    IMPORTED = Term("death.imported", "Brought in", "It was brought in from a spreadsheet.", PRACTICE)
    CHANGED = Term("death.changed", "Changed", "What is known was changed.", PRACTICE)
    NAME = Term("death.name", "Name", "A name of the child was added.", PRACTICE)
    SCOPE = Term("death.scope", "Scope decided", "It was decided whether the death is reviewed here.", ACT)
    AREA = Term("death.area", "Area decided", "It was decided which area reviews it.", ACT)
    IMMEDIATE = Term("death.immediate", "First decisions", "One of the first decisions was recorded.", GUIDANCE)
    TRACK = Term(
        "death.track", "Beside the review", "Something that runs beside the review began, changed or ended.", GUIDANCE
    )
    RESULT = Term("death.result", "Result", "A result came, of a post-mortem or of what runs beside.", GUIDANCE)
    ASKED = Term("death.asked", "Agencies asked", "A request to agencies was written.", ACT)
    CLAIM = Term(
        "death.claim", "What agencies say", "Something said was written down, or one of several was accepted.", PRACTICE
    )
    MET = Term("death.met", "Review meeting", "The review meeting, or what stands for it, was recorded.", GUIDANCE)
    READY = Term(
        "death.ready", "Ready for the panel", "It was put among what the panel can take, or taken back.", PRACTICE
    )
    DEFERRED = Term("death.deferred", "Put off by the panel", "The panel put it off, with the reason.", PRACTICE)
    ANALYSED = Term("death.analysed", "Analysis", "An analysis was written.", FORMS)
    CONCLUDED = Term("death.concluded", "Panel concluded", "The panel came to its conclusions.", WT)
    FACTOR = Term("death.factor", "Factor", "A contributory factor was written down or taken out.", FORMS)
    RECOMMENDED = Term(
        "death.recommended", "Recommendation", "A recommendation to a named body was written, or it was informed.", ACT
    )
    REOPENED = Term("death.reopened", "Reopened", "New evidence came; a new analysis follows.", PRACTICE)
    RELATED = Term("death.related", "Belongs with another", "Two deaths were joined that belong together.", PRACTICE)
    HANDED = Term("death.handed", "National database", "A hand-over was made, sent, taken or refused.", NCMD)
    CONCERN = Term(
        "death.concern", "Concern for another child", "A concern about another child was passed on at once.", PRACTICE
    )
    DISCLOSED = Term("death.disclosed", "Disclosure decided", "Who asked to see what, and what was decided.", PRACTICE)
    CLOSED = Term("death.closed", "Closed", "The review was closed.", PRACTICE)
    TAKEN_AWAY = Term(
        "death.taken_away",
        "Figures taken away",
        "Figures left the room, with how small numbers were kept back.",
        PRACTICE,
    )
