"""The words of families."""

from __future__ import annotations

from goldenthread.core.terms import Term, Vocabulary

HOUSE = "Product, Voices of families"
PRACTICE = "Practice of partnerships, as they publish it (to be checked)"
WHO_IS_FAMILY = "Scotland’s national guidance on learning reviews, its annex on families (to be checked)"
FAMILIES_GUIDE = "Buckinghamshire’s guide to focusing on families after safeguarding reviews, 2022 (to be checked)"
KEY_WORKER = "Child Death Review: Statutory and Operational Guidance 2018, the key worker (to be checked)"


class Relationship(Vocabulary):
    """Who someone is to the child."""

    MOTHER = Term("mother", "Mother", "The child’s mother.", WHO_IS_FAMILY)
    FATHER = Term("father", "Father", "The child’s father.", WHO_IS_FAMILY)
    STEP_PARENT = Term(
        "step_parent",
        "Step-parent or parent’s partner",
        "A parent’s partner who lives or lived with the child.",
        WHO_IS_FAMILY,
    )
    CARER = Term("carer", "Carer", "Someone else who cared for the child, foster carers among them.", WHO_IS_FAMILY)
    SURVIVING_CHILD = Term(
        "surviving_child", "The child", "The child whom the record is about, who can still be heard.", WHO_IS_FAMILY
    )
    SIBLING = Term("sibling", "Brother or sister", "A brother or sister, half or step, of any age.", WHO_IS_FAMILY)
    GRANDPARENT = Term("grandparent", "Grandparent", "A grandparent of the child.", WHO_IS_FAMILY)
    RELATIVE = Term("relative", "Other relative", "An aunt, an uncle, a cousin or another relative.", WHO_IS_FAMILY)
    FRIEND = Term("friend", "Friend", "A friend of the child or of the family.", WHO_IS_FAMILY)


CHILDREN = frozenset({Relationship.SURVIVING_CHILD, Relationship.SIBLING})
"""Whose voice may be a child's."""


class Standing(Vocabulary):
    """What has to be thought of before someone is approached."""

    ESTRANGED = Term(
        "estranged", "Estranged", "Apart from the rest of the family, and approached apart.", FAMILIES_GUIDE
    )
    ALLEGED = Term(
        "alleged",
        "Alleged to have caused harm",
        "Said to have caused the harm, and not found to have done so: police or prosecutors agree first.",
        PRACTICE,
    )
    WITNESS = Term(
        "witness", "Witness in proceedings", "May give evidence: police or prosecutors agree first.", PRACTICE
    )
    PRISON = Term("prison", "In prison", "In custody: reached through the prison, whose staff open letters.", PRACTICE)
    NO_RESPONSIBILITY = Term(
        "no_responsibility",
        "No parental responsibility",
        "A parent who cannot agree on the child’s behalf, and is heard all the same.",
        "Children Act 1989, section 3",
    )


class Safe(Vocabulary):
    """How someone can be reached without danger."""

    ASK = Term("ask", "Not known yet", "Nobody has found out yet how it is safe to reach them.", HOUSE)
    ANY = Term("any", "Any way", "Every way of reaching them is safe.", HOUSE)
    LETTER = Term("letter", "By letter", "A letter is safe.", HOUSE)
    PHONE = Term("phone", "By telephone alone", "No letter and no message that another may read.", HOUSE)
    PERSON = Term("person", "In person alone", "At a place that was agreed, and in no other way.", HOUSE)
    THROUGH = Term(
        "through", "Through someone else", "By way of an advocate, a solicitor, a charity or a prison.", HOUSE
    )
    NOT_NOW = Term("not_now", "Not at all for now", "They are not to be reached for the time being.", HOUSE)


LETTERS = frozenset({Safe.ANY, Safe.LETTER, Safe.THROUGH})
"""Where a letter is safe."""


class RestrictionKind(Vocabulary):
    """What keeps someone from being approached."""

    POLICE = Term("police", "Police or prosecutors", "They ask that someone is not approached for now.", PRACTICE)
    COURT = Term("court", "Court order", "An order says who may have to do with whom.", PRACTICE)
    NO_CONTACT = Term(
        "no_contact", "No-contact order", "An order or a bail condition forbids contact with someone.", PRACTICE
    )
    RISK = Term(
        "risk", "Risk assessment", "Someone judged that contact is not safe, or safe in one way alone.", PRACTICE
    )


BINDING = frozenset({RestrictionKind.POLICE, RestrictionKind.COURT, RestrictionKind.NO_CONTACT})
"""Under which nobody is approached unless it is written down who agreed, or why it was right."""


class Advocate(Vocabulary):
    """Whether someone independent stands beside them."""

    NOT_OFFERED = Term("not_offered", "Not offered yet", "No advocate was offered yet.", FAMILIES_GUIDE)
    OFFERED = Term("offered", "Offered", "An advocate was offered, and they have not said.", FAMILIES_GUIDE)
    ACCEPTED = Term("accepted", "Accepted", "They have an advocate.", FAMILIES_GUIDE)
    DECLINED = Term("declined", "Declined", "They would rather have none; it can be offered again.", FAMILIES_GUIDE)


class Asked(Vocabulary):
    """What someone answered to a question with two answers."""

    NOT_ASKED = Term("not_asked", "Not asked yet", "Nobody has asked them yet.", HOUSE)
    YES = Term("yes", "Yes", "They said yes.", HOUSE)
    NO = Term("no", "No", "They said no.", HOUSE)
    OPEN = Term("open", "Has not decided", "They were asked, and have not decided.", HOUSE)


class Method(Vocabulary):
    """How someone was reached."""

    VISIT = Term("visit", "In person", "They met.", HOUSE)
    PHONE = Term("phone", "By telephone", "They spoke by telephone.", HOUSE)
    VIDEO = Term("video", "By video", "They saw and heard each other.", HOUSE)
    LETTER = Term("letter", "By letter", "A letter was sent or handed over.", HOUSE)
    MESSAGE = Term("message", "By e-mail or text", "A message was written.", HOUSE)
    THROUGH = Term("through", "Through someone else", "An advocate, a solicitor or another went between.", HOUSE)
    NONE = Term("none", "No approach was made", "Nobody reached out to them.", HOUSE)


class Outcome(Vocabulary):
    """What came of an approach, or why there was none. Declined is an answer, and may change later."""

    TOOK_PART = Term("took_part", "Took part", "They spoke, wrote or were heard.", FAMILIES_GUIDE)
    LATER = Term("later", "Would like to, later", "They want to take part, and not now.", FAMILIES_GUIDE)
    DECLINED = Term("declined", "Declined", "They would rather not; they may change their mind.", FAMILIES_GUIDE)
    NO_REPLY = Term("no_reply", "No reply", "They were asked and have not answered.", FAMILIES_GUIDE)
    CHANGED = Term("changed", "Changed their mind", "They answered before, and now say otherwise.", FAMILIES_GUIDE)
    NOT_APPROACHED = Term("not_approached", "Not approached", "They were not asked, with the reason.", FAMILIES_GUIDE)
    NOT_SAFE = Term("not_safe", "Not safe to approach", "It was not safe to ask them, with the reason.", FAMILIES_GUIDE)


NO_APPROACH = frozenset({Outcome.NOT_APPROACHED, Outcome.NOT_SAFE})
"""Nobody approached them, and the reason is written down."""


class Offer(Vocabulary):
    """What a family is offered: the same to each."""

    TAKE_PART = Term(
        "take_part", "To take part", "To say what they saw and think, in a way that suits them.", FAMILIES_GUIDE
    )
    LEAFLET = Term("leaflet", "A leaflet", "Written words about what happens, in their language.", FAMILIES_GUIDE)
    ADVOCATE = Term("advocate", "An advocate", "Someone independent at their side.", FAMILIES_GUIDE)
    CONTACT = Term(
        "contact", "A named contact", "One person whom they can reach, and who is covered when away.", KEY_WORKER
    )
    INTERPRETER = Term(
        "interpreter", "An interpreter", "Somebody who interprets, and is never of the family.", KEY_WORKER
    )
    MEET = Term("meet", "To meet those who lead", "To meet the panel, the reviewer or the chair.", FAMILIES_GUIDE)
    DRAFT = Term("draft", "To read the draft", "With as much time for it as they need.", FAMILIES_GUIDE)
    BEREAVEMENT = Term("bereavement", "Bereavement support", "Help for those who mourn.", KEY_WORKER)


STANDARD = (Offer.TAKE_PART, Offer.LEAFLET, Offer.ADVOCATE, Offer.CONTACT)
"""What every family member is offered, whoever they are; an interpreter besides, where one is needed."""


class SaidKind(Vocabulary):
    """What kind of thing someone said."""

    VIEW = Term("view", "View", "What they saw, lived through or think of it.", FAMILIES_GUIDE)
    QUESTION = Term("question", "Question", "What they want to know, which is answered and fed back.", KEY_WORKER)
    WISH = Term("wish", "Wish", "What they would like to happen.", FAMILIES_GUIDE)


class Heard(Vocabulary):
    """How a voice was heard."""

    MET = Term("met", "They said it themselves", "In person, by telephone or by video.", FAMILIES_GUIDE)
    WRITTEN = Term("written", "They wrote it", "In a letter, a message or a form.", FAMILIES_GUIDE)
    PLAY = Term("play", "By drawing or play", "With someone who works with children.", FAMILIES_GUIDE)
    ADVOCATE = Term("advocate", "Through an advocate", "Somebody independent said it for them.", FAMILIES_GUIDE)
    RECORDS = Term("records", "From records", "From what they said before, as agencies wrote it down.", FAMILIES_GUIDE)


class EffectKind(Vocabulary):
    """What changed because of what someone said."""

    FINDING = Term("finding", "A finding", "What the record finds says something else.", FAMILIES_GUIDE)
    RECOMMENDATION = Term("recommendation", "A recommendation or an action", "Something else is done.", FAMILIES_GUIDE)
    WORDING = Term("wording", "The wording", "It is said otherwise.", FAMILIES_GUIDE)
    PROCESS = Term("process", "How it was gone about", "The work was done in another way.", FAMILIES_GUIDE)
    NOTHING = Term(
        "nothing", "Nothing, with the reason", "It was heard and weighed, and nothing was changed.", FAMILIES_GUIDE
    )


class ReplyStep(Vocabulary):
    """What became of a question."""

    ANSWERED = Term("answered", "Answered", "The answer is known and written down.", KEY_WORKER)
    CANNOT = Term("cannot", "Cannot be answered", "Nobody can answer it, with the reason.", KEY_WORKER)
    FED_BACK = Term("fed_back", "Fed back", "They were told the answer.", KEY_WORKER)


class QuestionState(Vocabulary):
    """Where a question stands."""

    OPEN = Term("open", "Waits for an answer", "Nobody has answered it yet.", HOUSE)
    TO_FEED_BACK = Term("to_feed_back", "Waits to be fed back", "It is answered, and they do not know it yet.", HOUSE)
    DONE = Term("done", "Fed back", "They know the answer.", HOUSE)


class ToldStep(Vocabulary):
    """What a family member was shown and told before publication."""

    DRAFT_READ = Term("draft_read", "Read the draft", "They read the draft, or it was read to them.", FAMILIES_GUIDE)
    TOLD = Term(
        "told",
        "Told before publication",
        "They were told that it will be published, and when, before others.",
        FAMILIES_GUIDE,
    )
    NOT_TOLD = Term(
        "not_told", "Not told, with the reason", "They could not or did not want to be told.", FAMILIES_GUIDE
    )


class LetterKind(Vocabulary):
    """Letters that are drafted for one family member."""

    FIRST = Term(
        "first", "First letter", "That there is a review, and that they are invited to take part.", FAMILIES_GUIDE
    )
    KEEPING = Term("keeping", "Keeping in touch", "That the work goes on, and who can be asked.", FAMILIES_GUIDE)
    ANSWERS = Term("answers", "Answers to their questions", "What they asked, and what is known.", KEY_WORKER)
    BEFORE = Term(
        "before", "Before publication", "That a report will be published, before others read it.", FAMILIES_GUIDE
    )
    FOUND = Term("found", "What was found", "After the panel: what was found, and what follows from it.", KEY_WORKER)
    LEAFLET = Term("leaflet", "Leaflet", "What happens, what they can ask for, and whom.", FAMILIES_GUIDE)


class Event(Vocabulary):
    """What history says of families."""

    MEMBER = Term("family.member", "Family member written down", "Someone of the family was written down.", HOUSE)
    CHANGED = Term(
        "family.changed", "Family member changed", "What is known of someone of the family was changed.", HOUSE
    )
    NAMED = Term(
        "family.named", "Named contact", "Someone was named as the contact of a family member, or as cover.", HOUSE
    )
    RESTRICTED = Term(
        "family.restricted", "Restriction", "It was written down that someone is not freely approached.", HOUSE
    )
    REVIEWED = Term("family.reviewed", "Restriction looked at again", "A restriction was kept on or ended.", HOUSE)
    DUE = Term(
        "family.due", "Restriction to look at again", "The day on which a restriction is looked at again.", HOUSE
    )
    CONTACT = Term("family.contact", "Contact", "An approach, or the reason for none, was written down.", HOUSE)
    SAID = Term("family.said", "Heard", "What someone of the family said was written down.", HOUSE)
    EFFECT = Term("family.effect", "What changed", "What changed because of what was said was written down.", HOUSE)
    REPLY = Term("family.reply", "Question answered", "A question was answered or fed back.", HOUSE)
    TOLD = Term("family.told", "Before publication", "Someone was told, or read the draft.", HOUSE)
    CORRECTED = Term("family.corrected", "Correction", "A later row took the place of what was recorded.", HOUSE)
    LETTER = Term("family.letter", "Letter drafted", "A letter for one family member was drafted.", HOUSE)
