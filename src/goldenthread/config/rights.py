"""What each runtime database role may do to each table. A table that stands in no line gives the runtime roles nothing.

The website's role has no line at all until the website is built: it cannot read one row of casework.
"""

from __future__ import annotations

from collections.abc import Mapping

from goldenthread.database.installation import Role

READ = "select"
APPEND = "select, insert"
EDIT = "select, insert, update"
ALL = "select, insert, update, delete"

BOTH: dict[str, str] = {
    # history is added to and read, never changed; the worker alone sets an event's seal (see SEALING)
    "history_event": APPEND,
    "history_seal": READ,
    "history_submission": APPEND,
    **dict.fromkeys(
        (f"thread_{knot}event" for knot in ("source", "learningpoint", "action", "product", "impact", "development")),
        APPEND,
    ),
    "records_recordevent": APPEND,
    **dict.fromkeys((f"meetings_{row}event" for row in ("meeting", "agendaitem", "decision")), APPEND),
    **dict.fromkeys(
        (f"oversight_{row}event" for row in ("highlight", "risk", "challenge", "plannedmatter", "engagement")), APPEND
    ),
    **dict.fromkeys((f"practice_reviews_{row}event" for row in ("review", "referral", "child", "commission")), APPEND),
    "postvention_responseevent": APPEND,
    "child_deaths_deathevent": APPEND,
    "child_deaths_analysisevent": APPEND,
    # people and sign-in
    "accounts_person": EDIT,
    "accounts_invitation": EDIT,
    "accounts_cache": ALL,
    "django_session": ALL,
    "account_emailaddress": ALL,
    "account_emailconfirmation": ALL,
    "mfa_authenticator": ALL,
    "socialaccount_socialaccount": ALL,
    "socialaccount_socialtoken": "select, delete",  # none is ever kept; the library clears it with an identity
    "socialaccount_socialapp": READ,  # always empty: the provider stands in the settings
    "django_content_type": READ,
    "django_migrations": READ,
    "api_token": EDIT,
    # the partnership
    "partnership_partnership": EDIT,
    "partnership_organisation": EDIT,
    "partnership_partnershiporganisation": ALL,
    "partnership_registerentry": EDIT,
    "partnership_registerarea": EDIT,
    "partnership_group": EDIT,
    "partnership_termsofreference": APPEND,
    "partnership_seat": EDIT,
    "partnership_post": EDIT,
    "partnership_priority": ALL,
    "partnership_moneyline": ALL,
    "partnership_areaoffocus": ALL,
    "partnership_groupmeeting": ALL,
    "administration_departure": EDIT,
    "administration_confirmationround": EDIT,
    "administration_confirmation": EDIT,
    "administration_provision": APPEND,
    "administration_datarequest": EDIT,
    "administration_datawait": EDIT,
    "administration_datafinding": EDIT,
    # the spine
    "records_record": EDIT,
    "records_circle": EDIT,
    "records_circleseat": EDIT,
    "records_recordcircle": ALL,
    "records_link": ALL,
    "records_exclusion": EDIT,
    "records_breakglass": EDIT,
    "records_namedsight": EDIT,
    "records_subject": EDIT,
    # keeping and disposing; what disposal does to a table is said by migrations alone
    "records_retentionrule": APPEND,
    "records_legalhold": EDIT,
    "records_disposal": EDIT,
    "records_disposalstep": READ,
    "records_retentionwarning": APPEND,
    # pathways: what was recorded, held and agreed is added and never changed; the stages as they stand are worked out anew
    "pathways_pathway": EDIT,
    "pathways_edition": EDIT,
    "pathways_relaxation": EDIT,
    "pathways_addedholiday": EDIT,
    "pathways_course": EDIT,
    "pathways_courseevent": APPEND,
    "pathways_hold": APPEND,
    "pathways_holdlift": APPEND,
    "pathways_variation": APPEND,
    "pathways_coursestage": ALL,
    # families: what was recorded with them is added and never changed
    "families_familymember": EDIT,
    "families_familymemberevent": APPEND,
    **dict.fromkeys(
        (
            f"families_{table}"
            for table in (
                "restriction",
                "restrictionreview",
                "restrictionnote",
                "contact",
                "said",
                "effect",
                "reply",
                "told",
            )
        ),
        APPEND,
    ),
    # requests to organisations
    "returns_questionnaire": EDIT,
    "returns_questionnaireversion": EDIT,
    "returns_request": EDIT,
    "returns_return": EDIT,
    "returns_answer": ALL,
    "returns_submission": APPEND,
    "returns_reminder": APPEND,
    "returns_answerlink": EDIT,
    **dict.fromkeys((f"returns_{table}event" for table in ("request", "return", "answer")), APPEND),
    # services and the thread
    "notices_notice": EDIT,
    "notices_message": EDIT,
    "notices_mailpreference": EDIT,
    "documents_document": EDIT,
    "desk_calendarlink": ALL,
    "search_entry": READ,  # kept by triggers alone, and its parts
    "search_part": READ,
    "indicators_indicator": EDIT,
    "indicators_reading": ALL,
    "thread_source": EDIT,
    "thread_learningpoint": EDIT,
    "thread_learningorganisation": ALL,
    "thread_action": EDIT,
    "thread_actionline": ALL,
    "thread_actionupdate": APPEND,
    "thread_actionchange": APPEND,
    "thread_actionstep": EDIT,
    "thread_product": EDIT,
    "thread_impact": EDIT,
    "thread_development": EDIT,
    "thread_developmentimpact": ALL,
    "thread_nextstep": ALL,
    # meetings: what was issued, declared and dissented from is added and never changed
    "meetings_groupsetting": EDIT,
    "meetings_meeting": EDIT,
    "meetings_agendaitem": EDIT,
    "meetings_agendaplace": ALL,
    "meetings_paper": ALL,
    "meetings_conflict": APPEND,
    "meetings_invitee": EDIT,
    "meetings_issue": APPEND,
    "meetings_issueditem": APPEND,
    "meetings_issuereader": EDIT,
    "meetings_decision": EDIT,
    "meetings_dissent": APPEND,
    "meetings_itemaction": APPEND,
    "meetings_comment": EDIT,
    # the partners' tier
    "oversight_highlight": EDIT,
    "oversight_risk": EDIT,
    "oversight_riskreview": APPEND,
    "oversight_riskaction": ALL,
    "oversight_challenge": EDIT,
    "oversight_note": APPEND,
    "oversight_plannedmatter": EDIT,
    "oversight_engagement": EDIT,
    "oversight_followed": ALL,
    # practice reviews: views, decisions and signatures are added and never changed; a letter takes what followed from it
    "practice_reviews_arrangement": EDIT,
    "practice_reviews_review": EDIT,
    "practice_reviews_child": EDIT,
    "practice_reviews_referral": EDIT,
    "practice_reviews_partnerview": APPEND,
    "practice_reviews_areatold": APPEND,
    "practice_reviews_furtherdecision": APPEND,
    "practice_reviews_signoff": APPEND,
    "practice_reviews_broughtin": APPEND,
    "practice_reviews_panelletter": EDIT,
    # local child safeguarding practice reviews: costs, checks, drafts and who was told are added; what ends takes its end
    "practice_reviews_commission": EDIT,
    "practice_reviews_reviewer": EDIT,
    "practice_reviews_cost": APPEND,
    "practice_reviews_proceeding": EDIT,
    "practice_reviews_check": APPEND,
    "practice_reviews_practitioners": APPEND,
    "practice_reviews_draft": APPEND,
    "practice_reviews_copy": EDIT,
    "practice_reviews_told": APPEND,
    # suicide cluster responses: deaths, findings and decisions are added and never changed; a sealed note only by a new key
    "postvention_arrangement": EDIT,
    "postvention_response": EDIT,
    "postvention_death": APPEND,
    "postvention_finding": APPEND,
    "postvention_statusdecision": APPEND,
    "postvention_areatold": APPEND,
    "postvention_sealednote": APPEND,
    "postvention_setting": EDIT,
    "postvention_task": EDIT,
    "postvention_minddate": EDIT,
    # child deaths: notifications and decisions are added and never changed (a sealed field only by a new key)
    "child_deaths_arrangement": EDIT,
    "child_deaths_death": EDIT,
    "child_deaths_knownname": EDIT,
    "child_deaths_notification": APPEND,
    "child_deaths_scopedecision": APPEND,
    "child_deaths_areadecision": APPEND,
    "child_deaths_firstdecision": APPEND,
    "child_deaths_related": APPEND,
    "child_deaths_track": EDIT,
    "child_deaths_trackresult": APPEND,
    "child_deaths_reviewmeeting": APPEND,
    "child_deaths_claim": EDIT,
    "child_deaths_deferral": APPEND,
    "child_deaths_analysis": EDIT,
    "child_deaths_factor": ALL,
    "child_deaths_recommendation": EDIT,
    "child_deaths_handover": EDIT,
    "child_deaths_disclosure": APPEND,
    "child_deaths_broughtin": APPEND,
    # reports
    "reporting_report": EDIT,
    "reporting_section": ALL,
    "reporting_sectiondevelopment": ALL,
    "reporting_sectionstep": ALL,
    "reporting_comment": EDIT,
    "reporting_checklistentry": ALL,
    **dict.fromkeys(
        ("procrastinate_jobs", "procrastinate_events", "procrastinate_periodic_defers", "procrastinate_workers"), ALL
    ),
}
SEALING = {"history_event": "select, insert, update (seal_id)", "history_seal": APPEND}
# The web process leaves word that a link's button was pressed, and reads neither who pressed nor any code: the worker does.
APART: dict[str, dict[Role, str]] = {
    "notices_incoming": {Role.WORKER: "select, insert, delete"},
    "returns_knock": {Role.WEB: "insert", Role.WORKER: "select, delete"},
    "returns_answercode": {Role.WORKER: EDIT},
}
UNUSED = frozenset({"auth_group", "auth_group_permissions", "auth_permission"})
"""Tables of libraries that the program does not use, and that no runtime role may touch."""

RIGHTS: Mapping[str, Mapping[Role, str]] = {
    table: {Role.WEB: rights, Role.WORKER: SEALING.get(table, rights)} for table, rights in BOTH.items()
} | APART
