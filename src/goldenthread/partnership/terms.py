"""The words of a partnership: who its people are, and what its groups are."""

from __future__ import annotations

from goldenthread.core.terms import Term, Vocabulary

WORKING_TOGETHER = "Working Together to Safeguard Children 2023, chapter 2"


class Role(Vocabulary):
    """What a person is in a partnership, apart from their seats in groups."""

    BUSINESS_MANAGER = Term(
        "business_manager",
        "Business manager",
        "Runs the partnership's business unit: clocks, chasing, papers, action log, reports.",
        "Product description, People",
    )
    BUSINESS_OFFICER = Term(
        "business_officer",
        "Business officer",
        "Works in the business unit beside the business manager.",
        "Product description, People",
    )
    SCRUTINEER = Term(
        "scrutineer",
        "Independent scrutineer",
        "Sees the whole, challenges, and judges whether the arrangements work.",
        WORKING_TOGETHER,
    )
    SAFEGUARDING_PARTNER = Term(
        "safeguarding_partner",
        "Safeguarding partner",
        "Lead or delegated partner for the local authority, police or health commissioner.",
        WORKING_TOGETHER,
    )
    MEMBER = Term(
        "member",
        "Agency member",
        "Works for an agency of the partnership: answers requests, owns actions, reads papers.",
        WORKING_TOGETHER,
    )
    ADMINISTRATOR = Term(
        "administrator",
        "Administrator",
        "Invites people and sets roles; does not read records.",
        "Architecture, The spine",
    )


class SeatRole(Vocabulary):
    """What a seat in a group is for."""

    CHAIR = Term(
        "chair", "Chair", "Leads the group and signs off its work.", "Practice of partnerships' terms of reference"
    )
    VICE_CHAIR = Term(
        "vice_chair", "Vice chair", "Stands in for the chair.", "Practice of partnerships' terms of reference"
    )
    MEMBER = Term(
        "member",
        "Member",
        "Sits for an agency and counts towards quoracy.",
        "Practice of partnerships' terms of reference",
    )
    ADVISER = Term(
        "adviser",
        "Adviser",
        "Advises the group and does not count towards quoracy.",
        "Practice of partnerships' terms of reference",
    )


class GroupKind(Vocabulary):
    """What kind of group it is."""

    SUB_GROUP = Term(
        "sub_group",
        "Sub-group",
        "A standing group of the partnership with a function of its own.",
        "Practice of partnerships' published arrangements",
    )
    WORKING_GROUP = Term(
        "working_group",
        "Working group",
        "A group inside a sub-group with a remit and an end.",
        "Practice of partnerships' published arrangements",
    )
    PANEL = Term(
        "panel",
        "Panel",
        "A group that considers cases, such as the child death overview panel.",
        "Child Death Review statutory and operational guidance 2018",
    )
    ADVISER = Term(
        "adviser",
        "Adviser",
        "A function held by one person, such as the safeguarding adviser for education.",
        "Practice of partnerships' published arrangements",
    )
    PARTNERS = Term("partners", "Partners' meeting", "The safeguarding partners' own tier.", WORKING_TOGETHER)


class Sector(Vocabulary):
    """The part of public life an organisation belongs to."""

    LOCAL_AUTHORITY = Term(
        "local_authority", "Local authority", "A council with children's services.", "Children Act 2004, section 16E"
    )
    POLICE = Term("police", "Police", "The chief officer of police for the area.", "Children Act 2004, section 16E")
    HEALTH_COMMISSIONER = Term(
        "health_commissioner",
        "Health commissioner",
        "The integrated care board, formerly the clinical commissioning group.",
        "Children Act 2004, section 16E; Health and Care Act 2022",
    )
    HEALTH_PROVIDER = Term(
        "health_provider", "Health provider", "A trust, practice or other provider of health care.", WORKING_TOGETHER
    )
    EDUCATION = Term(
        "education", "Education", "Schools, colleges and settings, and those who speak for them.", WORKING_TOGETHER
    )
    JUSTICE = Term("justice", "Justice", "Probation, youth justice, courts and prisons.", WORKING_TOGETHER)
    HOUSING = Term("housing", "Housing", "Housing associations and councils' housing services.", WORKING_TOGETHER)
    VOLUNTARY = Term(
        "voluntary",
        "Voluntary sector",
        "Charities, faith settings, sports and community organisations.",
        WORKING_TOGETHER,
    )
    OTHER = Term("other", "Other", "Any other organisation.", WORKING_TOGETHER)


class MoneyKind(Vocabulary):
    """What a line of a partnership's money is. The yearly report shows what each partner gave and what it was spent on."""

    CONTRIBUTION = Term(
        "contribution", "Contribution", "What an organisation gives to the partnership for a year.", WORKING_TOGETHER
    )
    INCOME = Term("income", "Other income", "What comes in besides, such as charges for training.", WORKING_TOGETHER)
    BUDGET = Term("budget", "Budget", "What is planned to be spent, and on what.", WORKING_TOGETHER)
    COMMISSIONED = Term(
        "commissioned", "Commissioned work", "Work that others were paid to do, such as a reviewer’s.", WORKING_TOGETHER
    )
    JOINT_POST = Term(
        "joint_post", "Jointly funded post or work", "A post or piece of work that several pay for.", WORKING_TOGETHER
    )
    COST = Term("cost", "Other cost", "What else was spent.", WORKING_TOGETHER)
    SAVING = Term(
        "saving",
        "Saving",
        "What was not spent because something was done otherwise, such as training held online.",
        WORKING_TOGETHER,
    )


class Capacity(Vocabulary):
    """How an organisation belongs to a partnership."""

    SAFEGUARDING_PARTNER = Term(
        "safeguarding_partner",
        "Safeguarding partner",
        "One of the statutory partners.",
        "Children Act 2004, section 16E",
    )
    RELEVANT_AGENCY = Term(
        "relevant_agency",
        "Relevant agency",
        "An agency whose involvement the partners consider is needed.",
        "Child Safeguarding Practice Review and Relevant Agency (England) Regulations 2018",
    )
    OTHER = Term(
        "other",
        "Works with the partnership",
        "Works with the partnership without being a relevant agency.",
        WORKING_TOGETHER,
    )


class Event(Vocabulary):
    """What history says of a partnership, its organisations, groups and people."""

    FOUNDED = Term("partnership.founded", "Partnership set up", "A partnership was set up here.", WORKING_TOGETHER)
    FACTS_CHANGED = Term(
        "partnership.facts_changed", "Facts changed", "The partnership's facts were changed.", WORKING_TOGETHER
    )
    SECOND_FACTOR_SET = Term(
        "partnership.second_factor_set",
        "Second factor required",
        "The roles that need a second factor were set.",
        "Architecture, Foundations",
    )
    ORGANISATION_ADDED = Term(
        "organisation.added",
        "Organisation added",
        "An organisation began to work with the partnership.",
        WORKING_TOGETHER,
    )
    ORGANISATION_CHANGED = Term(
        "organisation.changed",
        "Organisation changed",
        "An organisation's details or its part in the partnership were changed.",
        WORKING_TOGETHER,
    )
    ORGANISATION_CLOSED = Term(
        "organisation.closed", "Organisation ended", "An organisation ended, or left the partnership.", WORKING_TOGETHER
    )
    ORGANISATION_REPLACED = Term(
        "organisation.replaced",
        "Organisation replaced",
        "A successor took an organisation's place, its seats and its posts.",
        "Health and Care Act 2022",
    )
    REGISTER_TAKEN = Term(
        "register.taken",
        "Register taken over",
        "Ticked changes of an official register of schools or practices were taken over.",
        "Get Information about Schools; epraccur",
    )
    ORGANISATION_NUMBERED = Term(
        "organisation.numbered",
        "Number in a register",
        "An organisation was recognised as one of an official register.",
        "Get Information about Schools; epraccur",
    )
    GROUP_ADDED = Term(
        "group.added", "Group added", "A group was set up.", "Practice of partnerships' published arrangements"
    )
    GROUP_CHANGED = Term(
        "group.changed",
        "Group changed",
        "A group's details were changed.",
        "Practice of partnerships' published arrangements",
    )
    GROUP_ENDED = Term(
        "group.ended",
        "Group ended",
        "A group ended, with its seats.",
        "Practice of partnerships' published arrangements",
    )
    TERMS_AGREED = Term(
        "group.terms_agreed",
        "Terms of reference agreed",
        "A new version of the terms of reference was recorded.",
        "Practice of partnerships' terms of reference",
    )
    MEETING_SET = Term(
        "group.meeting_set",
        "Meeting day set",
        "A day was set on which the group meets.",
        "Practice of partnerships' terms of reference",
    )
    MEETING_REMOVED = Term(
        "group.meeting_removed",
        "Meeting day removed",
        "A meeting day was taken away.",
        "Practice of partnerships' terms of reference",
    )
    SEAT_GIVEN = Term(
        "seat.given",
        "Seat given",
        "A person took a seat, or a seat was made vacant for an agency.",
        "Practice of partnerships' terms of reference",
    )
    SEAT_ENDED = Term("seat.ended", "Seat ended", "A seat ended.", "Practice of partnerships' terms of reference")
    POST_GIVEN = Term(
        "post.given", "Post given", "A person was given a post in the partnership.", "Architecture, The spine"
    )
    POST_ENDED = Term(
        "post.ended", "Post ended", "A person's post in the partnership ended.", "Architecture, The spine"
    )
    PRIORITY_SET = Term(
        "priority.set", "Priority set", "A priority of a year was written, changed or taken away.", WORKING_TOGETHER
    )
    MONEY_SET = Term(
        "money.set", "Money written", "A line of a year's money was written, changed or taken away.", WORKING_TOGETHER
    )
    FOCUS_SET = Term(
        "focus.set",
        "Area of focus set",
        "An area of focus of a year was written, changed or taken away.",
        WORKING_TOGETHER,
    )
