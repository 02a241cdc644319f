-- The lists of a partnership's export. Each begins with a line of its name and a line of what it holds; column names become headings.

-- list: organisations
-- about: Partners and agencies, and how each belongs to the partnership.
select o.name, o.short_name, o.sector, t.capacity, t.starts_on, t.ends_on, o.opened_on, o.closed_on, s.name as replaced_by,
    e.register, e.number as register_number, e.details::text as register_details
from partnership_partnershiporganisation t
join partnership_organisation o on o.id = t.organisation_id
left join partnership_organisation s on s.id = o.successor_id
left join partnership_registerentry e on e.organisation_id = o.id
where t.partnership_id = %(partnership)s
order by t.number, o.name;

-- list: groups
-- about: Sub-groups, working groups, panels and advisers.
select t.key, t.name, t.short_name, t.kind, t.function, p.key as inside, t.starts_on, t.ends_on
from partnership_group t
left join partnership_group p on p.id = t.parent_id
where t.partnership_id = %(partnership)s
order by t.number, t.name;

-- list: terms_of_reference
-- about: Every version of every group's terms of reference.
select g.key as group, t.version, t.text, t.quorum, t.least_members, t.least_agencies, t.needed_sectors,
    (select array_agg(o.name order by o.name) from partnership_organisation o where o.id = any (t.needed_organisations)) as needed_organisations,
    t.needs_chair, t.in_force_from, t.agreed_by
from partnership_termsofreference t
join partnership_group g on g.id = t.group_id
where g.partnership_id = %(partnership)s
order by t.id;

-- list: money
-- about: Contributions, budget, commissioned and joint work, cost and saving, by year, in pounds.
select t.year, t.kind, o.name as organisation, t.text, t.amount, t.source
from partnership_moneyline t
left join partnership_organisation o on o.id = t.organisation_id
where t.partnership_id = %(partnership)s
order by t.year, t.id;

-- list: people
-- about: The posts people hold or held.
select p.name, p.email, t.role, t.title, o.name as organisation, t.starts_on, t.ends_on
from partnership_post t
join accounts_person p on p.id = t.person_id
left join partnership_organisation o on o.id = t.organisation_id
where t.partnership_id = %(partnership)s
order by t.id;

-- list: seats
-- about: Seats in groups; one without a person is vacant.
select g.key as group, t.role, t.title, o.name as organisation, p.name as person, t.starts_on, t.ends_on
from partnership_seat t
join partnership_group g on g.id = t.group_id
left join partnership_organisation o on o.id = t.organisation_id
left join accounts_person p on p.id = t.person_id
where g.partnership_id = %(partnership)s
order by t.id;

-- list: confirmations
-- about: What organisations said of their seats and posts in the yearly rounds.
select d.started_on, d.due_on, g.key as group, coalesce(s.role, q.role) as role, o.name as organisation, h.name as person, t.answer, t.name as proposed,
    t.email as proposed_email, p.name as by, t.at, t.settled_at
from administration_confirmation t
join administration_confirmationround d on d.id = t.round_id
join accounts_person p on p.id = t.by_id
left join partnership_seat s on s.id = t.seat_id
left join partnership_group g on g.id = s.group_id
left join partnership_post q on q.id = t.post_id
left join partnership_organisation o on o.id = coalesce(s.organisation_id, q.organisation_id)
left join accounts_person h on h.id = coalesce(s.person_id, q.person_id)
where t.partnership_id = %(partnership)s
order by t.id;

-- list: departures
-- about: Who leaves or left, from which day, and who took over what they held.
select p.name as person, t.on, s.name as successor, t.chosen::text, d.name as decided_by, t.decided_at, t.done_at, t.withdrawn_at, t.problem
from administration_departure t
join accounts_person p on p.id = t.person_id
join accounts_person d on d.id = t.decided_by_id
left join accounts_person s on s.id = t.successor_id
where t.partnership_id = %(partnership)s
order by t.id;

-- list: data_requests
-- about: Requests about the data held on a person. The names are opened here: keep this file closest.
select t.reference, t.kind, t.about, t.name_sealed as name_of_the_person, t.variants_sealed as other_names, t.born_sealed as date_of_birth, t.nhs_number_sealed as nhs_number,
    t.email_sealed as email_of_the_person, t.asker_sealed as asked_by, t.authority_sealed as authority, t.wanted_sealed as asked_for, t.received_on, t.rule,
    t.identity_checked_on, t.identity_how, t.extended_on, t.extension_reason, t.state, t.searched_at, t.elsewhere, t.elsewhere_note, t.decision,
    s.name as submitted_by, a.name as approved_by, t.approved_at, t.digest, t.closed_on, t.closed_how
from administration_datarequest t
left join accounts_person s on s.id = t.submitted_by_id
left join accounts_person a on a.id = t.approved_by_id
where t.partnership_id = %(partnership)s
order by t.id;

-- list: data_findings
-- about: What was found for each request, and what was given or withheld and why.
select d.reference, t.source, t.place, t.text, t.document, t.mark, t.given, t.exemptions, t.reason, p.name as decided_by, t.marked_at
from administration_datafinding t
join administration_datarequest d on d.id = t.request_id
left join accounts_person p on p.id = t.marked_by_id
where t.partnership_id = %(partnership)s
order by t.id;

-- list: meetings
-- about: The days on which groups meet.
select g.key as group, t.meets_on, t.starts_at::text, t.place, t.title
from partnership_groupmeeting t
join partnership_group g on g.id = t.group_id
where g.partnership_id = %(partnership)s
order by t.meets_on;

-- list: priorities
-- about: What came first in each year.
select t.year, t.number, t.text, g.key as group, t.indicator_key
from partnership_priority t
left join partnership_group g on g.id = t.group_id
where t.partnership_id = %(partnership)s
order by t.year, t.number;

-- list: areas_of_focus
-- about: Where effort was to go in each year.
select t.year, t.number, t.text, t.parts
from partnership_areaoffocus t
where t.partnership_id = %(partnership)s
order by t.year, t.number;

-- list: records
-- about: Every record of the thread.
select t.reference, t.kind, t.title, g.key as group, t.happened, t.opened_at, t.closed_on, t.retention_class
from records_record t
left join partnership_group g on g.id = t.group_id
where t.partnership_id = %(partnership)s
order by t.id;

-- list: links
-- about: Which record led to which.
select a.reference as from_record, b.reference as to_record, t.kind, t.made_at
from records_link t
join records_record a on a.id = t.upstream_id
join records_record b on b.id = t.downstream_id
where a.partnership_id = %(partnership)s
order by t.id;

-- list: people_concerned
-- about: Whom records are about. The names are opened here: keep this file closest.
select r.reference, t.pseudonym, t.name_sealed as name_of_the_person, t.born_sealed as date_of_birth, t.nhs_number_sealed as nhs_number,
    t.address_sealed as address_of_the_person
from records_subject t
join records_record r on r.id = t.record_id
where r.partnership_id = %(partnership)s
order by t.id;

-- list: sources
-- about: What happened and was looked at.
select r.reference, r.title, t.kind, r.happened, g.key as group, t.summary, t.subject, t.age_group, t.children
from thread_source t
join records_record r on r.id = t.record_id
left join partnership_group g on g.id = r.group_id
where t.partnership_id = %(partnership)s
order by r.id;

-- list: learning
-- about: What was learned.
select r.reference, t.text, t.parts, t.nature, t.heading, t.themes, t.age_group, r.happened, g.key as group
from thread_learningpoint t
join records_record r on r.id = t.record_id
left join partnership_group g on g.id = r.group_id
where t.partnership_id = %(partnership)s
order by r.id;

-- list: learning_organisations
-- about: Which organisations learning is for.
select r.reference, o.name as organisation
from thread_learningorganisation t
join records_record r on r.id = t.record_id
join partnership_organisation o on o.id = t.organisation_id
where r.partnership_id = %(partnership)s
order by t.id;

-- list: actions
-- about: The action log.
select r.reference, t.text, t.measure, t.state, t.brag, o.name as owning_organisation, p.name as owner, g.key as group, og.key as came_from,
    t.due_on, t.first_due_on, t.agreed_on, t.delivered_on, t.assured_on, t.themes, t.source_text, t.last_update, t.last_update_at,
    m.reference as merged_into
from thread_action t
join records_record r on r.id = t.record_id
left join partnership_group g on g.id = r.group_id
join partnership_group og on og.id = t.origin_id
left join partnership_organisation o on o.id = t.owner_organisation_id
left join accounts_person p on p.id = t.owner_person_id
left join records_record m on m.id = t.merged_into_id
where t.partnership_id = %(partnership)s
order by r.id;

-- list: action_parts
-- about: What contributing organisations answered.
select r.reference, o.name as organisation, t.state, t.note, t.answered_at
from thread_actionline t
join records_record r on r.id = t.record_id
join partnership_organisation o on o.id = t.organisation_id
where r.partnership_id = %(partnership)s
order by t.id;

-- list: action_updates
-- about: What was said of progress.
select r.reference, t.at, p.name as by, t.brag, t.text
from thread_actionupdate t
join records_record r on r.id = t.record_id
join accounts_person p on p.id = t.by_id
where r.partnership_id = %(partnership)s
order by t.id;

-- list: action_changes
-- about: Every change of an action's state.
select r.reference, t.at, p.name as by, t.before, t.after, t.reason
from thread_actionchange t
join records_record r on r.id = t.record_id
left join accounts_person p on p.id = t.by_id
where r.partnership_id = %(partnership)s
order by t.id;

-- list: action_steps
-- about: Actions offered from group to group.
select r.reference, a.key as from_group, b.key as to_group, t.reason, t.offered_at, t.answer, t.answer_reason, t.answered_at
from thread_actionstep t
join records_record r on r.id = t.record_id
join partnership_group a on a.id = t.giver_id
join partnership_group b on b.id = t.receiver_id
where r.partnership_id = %(partnership)s
order by t.id;

-- list: products
-- about: What was made.
select r.reference, r.title, t.kind, r.happened, g.key as group, t.summary, t.address, t.day_is_fictional
from thread_product t
join records_record r on r.id = t.record_id
left join partnership_group g on g.id = r.group_id
where t.partnership_id = %(partnership)s
order by r.id;

-- list: impact
-- about: What changed, and how that is known.
select r.reference, t.statement, t.question, t.kind, i.key as indicator, t.value, t.baseline, t.baseline_from, t.baseline_until,
    s.reference as since, t.as_at, t.method, t.tested_on, t.strength, t.caveat, t.assured_on, r.happened, g.key as group
from thread_impact t
join records_record r on r.id = t.record_id
left join partnership_group g on g.id = r.group_id
left join indicators_indicator i on i.id = t.indicator_id
left join records_record s on s.id = t.since_id
where t.partnership_id = %(partnership)s
order by r.id;

-- list: developments
-- about: What groups reported.
select r.reference, g.key as group, t.number, t.summary, t.period_start, t.period_end, t.themes, t.resources, t.partial, t.inferred, t.imported
from thread_development t
join records_record r on r.id = t.record_id
left join partnership_group g on g.id = r.group_id
where t.partnership_id = %(partnership)s
order by r.id;

-- list: development_impacts
-- about: The impact each development claims.
select r.reference, t.number, t.statement, t.kind, t.date, t.measure::text, t.partial, k.reference as impact
from thread_developmentimpact t
join records_record r on r.id = t.record_id
left join records_record k on k.id = t.impact_id
where r.partnership_id = %(partnership)s
order by t.record_id, t.position;

-- list: next_steps
-- about: What groups said they would do.
select g.key as group, t.period_start, t.period_end, t.text, t.parts
from thread_nextstep t
join partnership_group g on g.id = t.group_id
where t.partnership_id = %(partnership)s
order by t.id;

-- list: indicators
-- about: What is counted, and how.
select t.key, t.name, t.definition, t.unit, t.polarity, t.source
from indicators_indicator t
where t.partnership_id = %(partnership)s
order by t.key;

-- list: readings
-- about: The values of indicators.
select i.key as indicator, t.starts_on, t.until, t.value, t.source
from indicators_reading t
join indicators_indicator i on i.id = t.indicator_id
where i.partnership_id = %(partnership)s
order by t.indicator_id, t.starts_on;

-- list: meeting_settings
-- about: How each group's meetings are drafted.
select g.key as group, t.pseudonymise, t.standing_items, t.item_minutes
from meetings_groupsetting t
join partnership_group g on g.id = t.group_id
where g.partnership_id = %(partnership)s
order by g.number;

-- list: meetings_held
-- about: Meetings, from their day to their sealed minutes.
select r.reference, g.key as group, t.meets_on, t.starts_at::text, t.ends_at::text, t.place, t.link, t.title, t.state, t.reason,
    t.opened_at, t.closed_at, t.circulated_at, a.reference as approved_in, t.approved_how, t.sealed_at, p.name as sealed_by, t.digest, t.sealed::text
from meetings_meeting t
join records_record r on r.id = t.record_id
join partnership_group g on g.id = t.group_id
left join records_record a on a.id = t.approved_in_id
left join accounts_person p on p.id = t.sealed_by_id
where t.partnership_id = %(partnership)s
order by t.meets_on, t.record_id;

-- list: agenda_items
-- about: Agenda items with their minutes.
select r.reference, m.reference as meeting, l.position, l.minutes as length, r.title, t.kind, t.purpose, t.text, t.presenter,
    b.reference as about, t.state, c.reference as carried_from, t.minutes, t.digest, t.sealed::text
from meetings_agendaitem t
join records_record r on r.id = t.record_id
join records_record m on m.id = t.meeting_id
left join meetings_agendaplace l on l.item_id = t.record_id
left join records_record b on b.id = t.about_id
left join records_record c on c.id = t.carried_from_id
where t.partnership_id = %(partnership)s
order by t.meeting_id, l.position, t.record_id;

-- list: meeting_papers
-- about: Papers of agenda items.
select r.reference as item, t.position, t.kind, t.title, d.reference as document
from meetings_paper t
join records_record r on r.id = t.record_id
left join documents_document d on d.id = t.document_id
where r.partnership_id = %(partnership)s
order by t.record_id, t.position;

-- list: meeting_people
-- about: Who was invited, what they answered and whether they came.
select r.reference as meeting, p.name as person, o.name as organisation, t.capacity, f.name as deputy_for, t.reason, t.answer, t.answered_at,
    t.note, t.attendance, t.arrived_at, t.left_at, t.withdrawn_at
from meetings_invitee t
join records_record r on r.id = t.record_id
join accounts_person p on p.id = t.person_id
left join partnership_organisation o on o.id = t.organisation_id
left join meetings_invitee i on i.id = t.deputy_for_id
left join accounts_person f on f.id = i.person_id
where r.partnership_id = %(partnership)s
order by t.record_id, t.id;

-- list: meeting_papers_issued
-- about: Versions of agendas and papers that went out, and their words as they were.
select r.reference as meeting, s.version, s.at, p.name as by, s.note, i.reference as item, t.content::text
from meetings_issueditem t
join meetings_issue s on s.id = t.issue_id
join records_record r on r.id = s.record_id
join records_record i on i.id = t.record_id
join accounts_person p on p.id = s.by_id
where r.partnership_id = %(partnership)s
order by s.id, t.id;

-- list: meeting_papers_opened
-- about: Whom papers went to, and when they opened them.
select r.reference as meeting, s.version, p.name as person, t.opened_at
from meetings_issuereader t
join meetings_issue s on s.id = t.issue_id
join records_record r on r.id = t.record_id
join accounts_person p on p.id = t.person_id
where r.partnership_id = %(partnership)s
order by t.id;

-- list: meeting_conflicts
-- about: Conflicts of interest declared in agenda items.
select r.reference as item, p.name as person, t.reason, t.declared_at, b.name as declared_by
from meetings_conflict t
join records_record r on r.id = t.record_id
join accounts_person p on p.id = t.person_id
join accounts_person b on b.id = t.declared_by_id
where r.partnership_id = %(partnership)s
order by t.id;

-- list: decisions
-- about: Decisions of meetings with their reasons.
select r.reference as item, t.number, t.text, t.reasons, t.state, t.missing, t.at, p.name as by, t.settled_on, t.settled_how, s.name as settled_by
from meetings_decision t
join records_record r on r.id = t.record_id
join accounts_person p on p.id = t.by_id
left join accounts_person s on s.id = t.settled_by_id
where r.partnership_id = %(partnership)s
order by t.id;

-- list: dissents
-- about: Who did not agree with a decision.
select r.reference as item, d.number as decision, p.name as person, t.words
from meetings_dissent t
join records_record r on r.id = t.record_id
join meetings_decision d on d.id = t.decision_id
join accounts_person p on p.id = t.person_id
where r.partnership_id = %(partnership)s
order by t.id;

-- list: meeting_actions
-- about: Actions made at meetings.
select r.reference as item, a.reference as action, d.number as decision
from meetings_itemaction t
join records_record r on r.id = t.record_id
join records_record a on a.id = t.action_id
left join meetings_decision d on d.id = t.decision_id
where r.partnership_id = %(partnership)s
order by t.id;

-- list: minutes_comments
-- about: What members said of draft minutes.
select r.reference as item, t.text, p.name as by, t.at, t.settled_at
from meetings_comment t
join records_record r on r.id = t.record_id
join accounts_person p on p.id = t.by_id
where r.partnership_id = %(partnership)s
order by t.id;

-- list: highlight_reports
-- about: Groups' one-page reports to the partners.
select r.reference, g.key as group, t.period_start, t.period_end, t.achieved, t.late, t.risks, t.asks, t.state, t.issued_at, p.name as issued_by
from oversight_highlight t
join records_record r on r.id = t.record_id
join partnership_group g on g.id = t.group_id
left join accounts_person p on p.id = t.issued_by_id
where t.partnership_id = %(partnership)s
order by t.record_id;

-- list: risks
-- about: The risk register.
select r.reference, g.key as group, t.text, t.effect, t.controls, t.likelihood, t.impact, p.name as owner, o.name as organisation, t.review_by, t.state, t.closed_why
from oversight_risk t
join records_record r on r.id = t.record_id
left join partnership_group g on g.id = r.group_id
left join accounts_person p on p.id = t.owner_id
left join partnership_organisation o on o.id = t.owner_organisation_id
where t.partnership_id = %(partnership)s
order by t.record_id;

-- list: risk_reviews
-- about: Every review of every risk.
select r.reference as risk, t.on, p.name as by, t.likelihood, t.impact, t.words, t.review_by
from oversight_riskreview t
join records_record r on r.id = t.record_id
join accounts_person p on p.id = t.by_id
where r.partnership_id = %(partnership)s
order by t.id;

-- list: risk_actions
-- about: Actions that make risks smaller.
select r.reference as risk, a.reference as action
from oversight_riskaction t
join records_record r on r.id = t.record_id
join records_record a on a.id = t.action_id
where r.partnership_id = %(partnership)s
order by t.id;

-- list: challenges
-- about: Challenges and escalations.
select r.reference, g.key as group, t.kind, t.challenger, o.name as challenged, t.challenged_whom, t.text, t.raised_on, t.answer_by, t.response, t.answered_on, t.outcome, t.closed_on, t.state
from oversight_challenge t
join records_record r on r.id = t.record_id
left join partnership_group g on g.id = r.group_id
left join partnership_organisation o on o.id = t.challenged_id
where t.partnership_id = %(partnership)s
order by t.record_id;

-- list: challenge_notes
-- about: What was done about challenges.
select r.reference as challenge, t.text, p.name as by, t.at
from oversight_note t
join records_record r on r.id = t.record_id
join accounts_person p on p.id = t.by_id
where r.partnership_id = %(partnership)s
order by t.id;

-- list: forward_plan
-- about: Matters the partners will take, or took.
select r.reference, g.key as group, t.text, t.lead, t.due_on, t.state, t.outcome
from oversight_plannedmatter t
join records_record r on r.id = t.record_id
left join partnership_group g on g.id = r.group_id
where t.partnership_id = %(partnership)s
order by t.due_on, t.record_id;

-- list: engagement
-- about: Who of new sectors was reached, and what followed.
select r.reference, g.key as group, t.sector, t.who, t.reached_on, t.how, t.people, t.agreed, t.followed,
    (select array_agg(o.reference order by o.reference) from oversight_followed f join records_record o on o.id = f.other_id where f.record_id = t.record_id) as records_that_followed
from oversight_engagement t
join records_record r on r.id = t.record_id
left join partnership_group g on g.id = r.group_id
where t.partnership_id = %(partnership)s
order by t.reached_on, t.record_id;

-- list: practice_reviews
-- about: Serious incidents and reviews below the threshold, with their decisions and reports.
select r.reference, r.title as code_name, g.key as group, t.door, t.state, t.nature, t.incident_type, t.happened, t.happened_until, t.place_area, t.home_area, t.outside_england, t.aware_on, t.aware_at, t.told_on,
    t.what, t.safety, t.processes, f.reference as referral, t.screening, t.screening_why, t.screened_by, t.screened_on, t.decision, t.decision_why, t.decided_by, t.decided_on, t.notified_at, t.notified_by,
    t.notified_reference, t.notified_late_why, t.withdrawn_on, t.withdrawn_why, t.report_facts, t.report_context, t.report_analysis, t.report_immediate, t.report_conclusion, t.sent_on, t.sent_by, t.sent_late_why, t.closed_why
from practice_reviews_review t
join records_record r on r.id = t.record_id
left join partnership_group g on g.id = r.group_id
left join records_record f on f.id = t.referral_id
where t.partnership_id = %(partnership)s
order by t.record_id;

-- list: review_children
-- about: The children of reviews under their pseudonyms; who they are stands under subjects.
select r.reference as review, s.pseudonym, t.number, t.age_least as months_at_least, t.age_most as months_at_most, t.sex, t.ethnicity, t.disability, t.care, t.plan, t.outcome, t.placed_by
from practice_reviews_child t
join records_record r on r.id = t.record_id
join records_subject s on s.id = t.subject_id
where r.partnership_id = %(partnership)s
order by t.record_id, t.number;

-- list: review_views
-- about: What each partner thought of notifying.
select r.reference as review, t.partner, t.opinion, t.why, t.by_role, t.on
from practice_reviews_partnerview t
join records_record r on r.id = t.record_id
where r.partnership_id = %(partnership)s
order by t.id;

-- list: review_areas_told
-- about: Other areas that were told of an incident.
select r.reference as review, t.area, t.why, t.on
from practice_reviews_areatold t
join records_record r on r.id = t.record_id
where r.partnership_id = %(partnership)s
order by t.id;

-- list: review_further_decisions
-- about: Decisions on a further review, against each criterion.
select r.reference as review, t.decision, t.criteria, t.why, t.dissent, t.on
from practice_reviews_furtherdecision t
join records_record r on r.id = t.record_id
where r.partnership_id = %(partnership)s
order by t.id;

-- list: review_sign_offs
-- about: Partners' sign-off of reports.
select r.reference as review, t.partner, t.by_role, t.on
from practice_reviews_signoff t
join records_record r on r.id = t.record_id
where r.partnership_id = %(partnership)s
order by t.id;

-- list: review_brought_in
-- about: Reviews that came from a spreadsheet, with the reference they had there.
select r.reference as review, t.local_reference, t.made_at
from practice_reviews_broughtin t
join records_record r on r.id = t.record_id
where r.partnership_id = %(partnership)s
order by t.id;

-- list: review_letters
-- about: The national Panel's letters, and what followed.
select r.reference as review, t.reply, t.text, t.on, t.answer, t.answered_on
from practice_reviews_panelletter t
join records_record r on r.id = t.record_id
where r.partnership_id = %(partnership)s
order by t.id;

-- list: review_commissions
-- about: Local child safeguarding practice reviews: what was commissioned, and what became of its publication.
select r.reference as review, t.initiated_on, t.purpose, t.terms, t.covers, t.method, t.terms_agreed_on, t.summary, t.analysis, t.improvements, t.publication, t.publication_why, t.publication_by, t.publication_on,
    t.planned_on, t.planned_why, t.published_on, t.published_where, t.published_late_why, t.short_why, t.copied_on, t.looked_on, t.stays, t.looked_why, t.ended_on, t.ended_why
from practice_reviews_commission t
join records_record r on r.id = t.record_id
where r.partnership_id = %(partnership)s
order by t.record_id;

-- list: review_reviewers
-- about: Who was appointed to review, and how their work ended.
select r.reference as review, t.name, t.independence, t.conflicts, t.appointed_by, t.on, t.ended_on, t.ended, t.ended_why
from practice_reviews_reviewer t
join records_record r on r.id = t.record_id
where r.partnership_id = %(partnership)s
order by t.id;

-- list: review_costs
-- about: Days and cost of reviewers as they were agreed; the last of each reviewer stands.
select r.reference as review, w.name as reviewer, t.days, t.pounds, t.why, t.agreed_by, t.on
from practice_reviews_cost t
join practice_reviews_reviewer w on w.id = t.reviewer_id
join records_record r on r.id = t.record_id
where r.partnership_id = %(partnership)s
order by t.id;

-- list: review_proceedings
-- about: Proceedings beside a review, and what they keep it from.
select r.reference as review, t.kind, t.keeps_from, t.words, t.on, t.look_on, t.ended_on, t.ended_why
from practice_reviews_proceeding t
join records_record r on r.id = t.record_id
where r.partnership_id = %(partnership)s
order by t.id;

-- list: review_checks
-- about: Time and quality of reviews, as they were looked at.
select r.reference as review, t.on, t.in_time, t.quality, t.asked
from practice_reviews_check t
join records_record r on r.id = t.record_id
where r.partnership_id = %(partnership)s
order by t.id;

-- list: review_practitioners
-- about: How practitioners took part in reviews.
select r.reference as review, t.kind, t.on, t.who, t.said, t.support
from practice_reviews_practitioners t
join records_record r on r.id = t.record_id
where r.partnership_id = %(partnership)s
order by t.id;

-- list: review_drafts
-- about: Drafts of reports; the files stand under documents.
select r.reference as review, t.number, d.reference as document, t.note, t.on
from practice_reviews_draft t
join documents_document d on d.id = t.document_id
join records_record r on r.id = t.record_id
where r.partnership_id = %(partnership)s
order by t.id;

-- list: review_copies
-- about: Whose copy of a draft has which number; who opened one stands in the history.
select r.reference as review, d.number as draft, t.number, p.name as person, t.reader, t.on, t.back_on
from practice_reviews_copy t
join practice_reviews_draft d on d.id = t.draft_id
join records_record r on r.id = t.record_id
left join accounts_person p on p.id = t.person_id
where r.partnership_id = %(partnership)s
order by t.id;

-- list: review_told_before
-- about: Who was told before a publication.
select r.reference as review, t.who, t.on, t.how, t.by_role
from practice_reviews_told t
join records_record r on r.id = t.record_id
where r.partnership_id = %(partnership)s
order by t.id;

-- list: review_referrals
-- about: What agencies referred for learning, and the outcome that was told.
select r.reference, p.name as referrer, o.name as organisation, t.grounds, t.happened, t.aware_on, t.what, t.why_together, t.agencies, t.escalated, t.escalation, t.safety, t.processes, t.wanted, t.lead_role, t.lead_agreed_on,
    t.made_at, t.state, t.outcome, t.told_at
from practice_reviews_referral t
join records_record r on r.id = t.record_id
join accounts_person p on p.id = t.referrer_id
left join partnership_organisation o on o.id = t.organisation_id
where t.partnership_id = %(partnership)s
order by t.record_id;

-- list: review_arrangements
-- about: Which group holds reviews, and the front door's number.
select g.key as group, t.area, t.door_name, t.door_phone, t.door_hours, t.least_shown, t.checked_on
from practice_reviews_arrangement t
join partnership_group g on g.id = t.group_id
where t.partnership_id = %(partnership)s
order by t.partnership_id;

-- list: suicide_cluster_responses
-- about: Responses to possible suicide clusters, under code names.
select r.reference as response, r.title as code_name, g.key as group, t.status, t.noticed_on, t.noticed_at, t.why_noticed, t.voice, t.lines
from postvention_response t
join records_record r on r.id = t.record_id
left join partnership_group g on g.id = r.group_id
where r.partnership_id = %(partnership)s
order by t.record_id;

-- list: response_decisions
-- about: Every decision on the status of a response; the last stands.
select r.reference as response, t.status, t.why, t.by_role, t.on
from postvention_statusdecision t
join records_record r on r.id = t.record_id
where r.partnership_id = %(partnership)s
order by t.id;

-- list: response_areas_told
-- about: Neighbouring areas told of a response.
select r.reference as response, t.area, t.on
from postvention_areatold t
join records_record r on r.id = t.record_id
where r.partnership_id = %(partnership)s
order by t.id;

-- list: response_deaths
-- about: Deaths under pseudonyms, by band of age. How somebody died is nowhere.
select r.reference as response, t.number, t.age_band, t.happened, o.name as organisation, t.setting, t.neighbouring, t.area
from postvention_death t
join records_record r on r.id = t.record_id
left join partnership_organisation o on o.id = t.organisation_id
where r.partnership_id = %(partnership)s
order by t.id;

-- list: response_findings
-- about: What was found of a death; the last of each death stands.
select r.reference as response, d.number as person, t.confirmation, t.on
from postvention_finding t
join records_record r on r.id = t.record_id
join postvention_death d on d.id = t.death_id
where r.partnership_id = %(partnership)s
order by t.id;

-- list: response_settings
-- about: Settings supported, and how support ended.
select r.reference as response, o.name as organisation, t.words, t.contact_role, t.support, t.by_whom, t.on, t.until, t.ended_on, t.ended_why
from postvention_setting t
join records_record r on r.id = t.record_id
left join partnership_organisation o on o.id = t.organisation_id
where r.partnership_id = %(partnership)s
order by t.id;

-- list: response_tasks
-- about: Tasks of the plan, by phase; those that were dropped with the reason.
select r.reference as response, t.phase, t.words, t.owner_role, t.due_on, t.done_on, t.dropped_on, t.dropped_why
from postvention_task t
join records_record r on r.id = t.record_id
where r.partnership_id = %(partnership)s
order by t.id;

-- list: response_days
-- about: Days to mind, and what is ready for them.
select r.reference as response, t.kind, t.on, t.ready, t.ready_on
from postvention_minddate t
join records_record r on r.id = t.record_id
where r.partnership_id = %(partnership)s
order by t.id;

-- list: response_sealed_notes
-- about: Notes for those who lead alone. They are opened here: keep this file closest.
select r.reference as response, t.note_sealed as sealed_note
from postvention_sealednote t
join records_record r on r.id = t.record_id
where r.partnership_id = %(partnership)s
order by t.id;

-- list: response_arrangements
-- about: Which group leads responses, and the words that wide fields refuse.
select g.key as group, t.refused_words, t.least_shown, t.checked_on
from postvention_arrangement t
join partnership_group g on g.id = t.group_id
where t.partnership_id = %(partnership)s
order by t.partnership_id;

-- list: child_deaths
-- about: Reviews of children's deaths, under neutral names. Who the child was stands under identities.
select r.reference as death, r.title as called, g.key as group, t.state, t.known_at, t.died_on, t.died_at, t.born_at, t.died_is_believed, t.age_minutes, t.age_days, t.age_years, t.age_band, t.sex, t.ethnicity, t.gestation_weeks, t.birth_weight, t.home_area, t.deprivation, t.deprivation_edition, t.place, t.event_place, t.country, t.care, t.expected, t.sudden, t.learning_disability, t.autism, t.asylum, t.limbs, t.number_absent, t.number_doubted, t.language, t.interpreter, t.what, t.cause, t.is_registered, t.coded_cause, m.reference as joined_with, p.reference as put_to, t.theme, t.concluded_on, t.final_category, t.final_modifiable, t.explained, t.finalised_on, t.closed_why
from child_deaths_death t
join records_record r on r.id = t.record_id
left join partnership_group g on g.id = r.group_id
left join records_record m on m.id = t.merged_into_id
left join records_record p on p.id = t.meeting_id
where r.partnership_id = %(partnership)s
order by t.record_id;

-- list: death_names
-- about: Every name a child had, and earlier NHS numbers. They are opened here: keep this file closest.
select r.reference as death, t.name_sealed as sealed_name, t.number_sealed as sealed_number, t.why, t.used, t.on
from child_deaths_knownname t
join records_record r on r.id = t.record_id
where r.partnership_id = %(partnership)s
order by t.id;

-- list: death_notifications
-- about: Every notification as it came, with its sender. They are opened here: keep this file closest.
select r.reference as death, t.number, t.channel, t.received_at, t.agency, t.role, p.name as person, t.sender_sealed as sealed_sender, t.original_sealed as sealed_original, t.said_died_on
from child_deaths_notification t
join records_record r on r.id = t.record_id
left join accounts_person p on p.id = t.person_id
where r.partnership_id = %(partnership)s
order by t.id;

-- list: death_scopes
-- about: Decisions on scope; the last stands.
select r.reference as death, t.in_scope, t.reason, t.why, t.by_role, t.on
from child_deaths_scopedecision t
join records_record r on r.id = t.record_id
where r.partnership_id = %(partnership)s
order by t.id;

-- list: death_areas
-- about: Which area reviews a death; the last decision stands.
select r.reference as death, t.lead, t.area, t.why, t.agreed_by, t.shares_learning, t.on
from child_deaths_areadecision t
join records_record r on r.id = t.record_id
where r.partnership_id = %(partnership)s
order by t.id;

-- list: death_first_decisions
-- about: Decisions of the first hours.
select r.reference as death, t.question, t.answer, t.why, t.by_role, t.decided_at
from child_deaths_firstdecision t
join records_record r on r.id = t.record_id
where r.partnership_id = %(partnership)s
order by t.id;

-- list: deaths_related
-- about: Deaths that belong together.
select r.reference as death, o.reference as other, t.why, t.note
from child_deaths_related t
join records_record r on r.id = t.record_id
join records_record o on o.id = t.other_id
where r.partnership_id = %(partnership)s
order by t.id;

-- list: death_tracks
-- about: What runs beside a review.
select r.reference as death, t.id as track, t.kind, t.who, t.note, t.began_on, t.agreed_on, t.holds, t.look_again_on, t.keeps_papers, t.ended_on, t.outcome
from child_deaths_track t
join records_record r on r.id = t.record_id
where r.partnership_id = %(partnership)s
order by t.id;

-- list: death_results
-- about: Results of what runs beside a review.
select r.reference as death, t.track_id as track, t.name, t.came_on, t.says, t.narrow
from child_deaths_trackresult t
join records_record r on r.id = t.record_id
where r.partnership_id = %(partnership)s
order by t.id;

-- list: death_meetings
-- about: Review meetings, and what stood for them.
select r.reference as death, t.kind, t.convened_by, t.on, t.present, t.family_questions, t.said, t.feedback, t.papers_missing
from child_deaths_reviewmeeting t
join records_record r on r.id = t.record_id
where r.partnership_id = %(partnership)s
order by t.id;

-- list: death_claims
-- about: What agencies say, and which the panel accepted.
select r.reference as death, t.about, t.says, t.source, t.is_accepted, t.accepted_why, t.accepted_on
from child_deaths_claim t
join records_record r on r.id = t.record_id
where r.partnership_id = %(partnership)s
order by t.id;

-- list: death_deferrals
-- about: When a panel put a death off.
select r.reference as death, t.on, t.why, t.until
from child_deaths_deferral t
join records_record r on r.id = t.record_id
where r.partnership_id = %(partnership)s
order by t.id;

-- list: death_analyses
-- about: Versions of the analysis.
select r.reference as death, t.number, t.standing, t.summary, t.cause, t.primary, t.secondary, t.hierarchy_why, t.sudden_explained, t.modifiable, t.differs, t.coroner_differs, t.process, t.feedback, t.panel_on, t.panel_name, t.is_themed, t.was_quorate, t.why_again
from child_deaths_analysis t
join records_record r on r.id = t.record_id
where r.partnership_id = %(partnership)s
order by t.id;

-- list: death_factors
-- about: Contributory factors of each version.
select r.reference as death, a.number as analysis, t.domain, t.name, t.words, t.relevance, t.modifiable, t.old_score, l.reference as learning
from child_deaths_factor t
join records_record r on r.id = t.record_id
join child_deaths_analysis a on a.id = t.analysis_id
left join records_record l on l.id = t.learning_id
where r.partnership_id = %(partnership)s
order by t.id;

-- list: death_recommendations
-- about: Recommendations to named bodies, when they were informed and what they answered.
select r.reference as death, t.words, t.addressee, t.level, f.name as factor, t.informed_on, t.informed_how, t.answer, t.answered_on, a.reference as action, t.to_database
from child_deaths_recommendation t
join records_record r on r.id = t.record_id
left join child_deaths_factor f on f.id = t.factor_id
left join records_record a on a.id = t.action_id
where r.partnership_id = %(partnership)s
order by t.id;

-- list: death_handovers
-- about: Hand-overs to the national database.
select r.reference as death, t.stream, t.number, t.state, t.digest, t.of_version, t.sent_at, t.reference as their_reference, t.taken_on, t.refused_why, t.made_at
from child_deaths_handover t
join records_record r on r.id = t.record_id
where r.partnership_id = %(partnership)s
order by t.id;

-- list: death_disclosures
-- about: Who asked to see what, and what was decided.
select r.reference as death, t.asker, t.asked_on, t.asked_for, t.decided, t.why, t.by_role, t.on
from child_deaths_disclosure t
join records_record r on r.id = t.record_id
where r.partnership_id = %(partnership)s
order by t.id;

-- list: deaths_brought_in
-- about: Deaths that came from a spreadsheet, by their local reference.
select r.reference as death, t.local_reference, t.is_history, t.made_at
from child_deaths_broughtin t
join records_record r on r.id = t.record_id
where r.partnership_id = %(partnership)s
order by t.id;

-- list: death_arrangements
-- about: Which group reviews child deaths, and what the public page says.
select g.key as group, t.partners, t.footprint, t.joint_with, t.reports_with, t.office_phone, t.office_hours, t.out_of_hours, t.is_public, t.least_shown, t.rounded_to, t.pooled_over, t.checked_on
from child_deaths_arrangement t
join partnership_group g on g.id = t.group_id
where t.partnership_id = %(partnership)s
order by t.partnership_id;

-- list: seen_by_name
-- about: People who saw a record by name for some days: deputies and guests.
select r.reference, p.name as person, t.reason, t.starts_on, t.ends_on
from records_namedsight t
join records_record r on r.id = t.record_id
join accounts_person p on p.id = t.person_id
where r.partnership_id = %(partnership)s
order by t.id;

-- list: reports
-- about: Reports and their versions.
select t.reference, t.kind, t.title, t.period_start, t.period_end, t.version, t.state, t.made_at, t.signed_off_at, p.name as signed_off_by, t.digest
from reporting_report t
left join accounts_person p on p.id = t.signed_off_by_id
where t.partnership_id = %(partnership)s
order by t.id;

-- list: report_comments
-- about: What reviewers said.
select r.reference, t.place, t.text, p.name as by, t.at, t.settled_at
from reporting_comment t
join reporting_report r on r.id = t.report_id
join accounts_person p on p.id = t.by_id
where r.partnership_id = %(partnership)s
order by t.id;

-- list: report_checklist
-- about: Where reports answer what a yearly report must hold.
select r.reference, t.item, t.text, p.name as by, t.at
from reporting_checklistentry t
join reporting_report r on r.id = t.report_id
join accounts_person p on p.id = t.by_id
where r.partnership_id = %(partnership)s
order by t.id;

-- list: questionnaires
-- about: What requests ask with: every version of every questionnaire.
select q.reference, q.name, q.shipped_key, q.retired_on, t.number as version, t.published_at, p.name as published_by, t.what_changed, t.content
from returns_questionnaireversion t
join returns_questionnaire q on q.id = t.questionnaire_id
left join accounts_person p on p.id = t.published_by_id
where t.partnership_id = %(partnership)s
order by t.id;

-- list: requests
-- about: What was asked of organisations, about what and by when.
select r.reference, r.title, g.key as group, q.reference as questionnaire, v.number as version, a.reference as about_record, t.theme, t.message,
    t.statutory_basis, t.due_on, t.sign_off, t.remind_before, t.remind_on_day, t.remind_after, t.escalate_after, t.sent_at
from returns_request t
join records_record r on r.id = t.record_id
join returns_questionnaireversion v on v.id = t.version_id
join returns_questionnaire q on q.id = v.questionnaire_id
left join partnership_group g on g.id = r.group_id
left join records_record a on a.id = t.about_id
where t.partnership_id = %(partnership)s
order by r.id;

-- list: returns
-- about: Each organisation's return: through whom it was asked, where it stands, when it was answered.
select r.reference, a.reference as request, o.name as organisation, t.state, t.contact_name, t.contact_email, t.senior_name, t.senior_email, t.due_on,
    t.first_due_on, t.sent_at, t.opened_at, t.heard_at, t.answered_at, t.answered_by, t.reason, t.chased
from returns_return t
join records_record r on r.id = t.record_id
join records_record a on a.id = t.request_id
join partnership_organisation o on o.id = t.organisation_id
where t.partnership_id = %(partnership)s
order by r.id;

-- list: answers
-- about: What organisations answered; a question that is not here was not answered.
select r.reference as return, t.section, t.question, t.state, t.value, t.by_name, t.at
from returns_answer t
join records_record r on r.id = t.record_id
where r.partnership_id = %(partnership)s
order by r.id, t.id;

-- list: submissions
-- about: Each time a return was sent in, and the fingerprint of its answers.
select r.reference as return, t.number, t.outcome, t.by_name, t.signed_off_by, t.reason, t.answers, t.digest, t.at
from returns_submission t
join records_record r on r.id = t.record_id
where r.partnership_id = %(partnership)s
order by r.id, t.number;

-- list: reminders
-- about: Reminders and escalations that went.
select r.reference as return, t.kind, t.distance, t.due_on, t.to_name, t.sent_at
from returns_reminder t
join records_record r on r.id = t.record_id
where r.partnership_id = %(partnership)s
order by r.id, t.id;

-- list: answer_links
-- about: Links that were sent to people without an account. The links themselves are kept nowhere.
select r.reference as return, t.kind, t.section, t.name, t.email, t.made_by, t.made_at, t.expires_at, t.revoked_at
from returns_answerlink t
join records_record r on r.id = t.record_id
where r.partnership_id = %(partnership)s
order by r.id, t.id;

-- list: documents
-- about: Uploaded files; the files themselves stand in documents/.
select t.reference, r.reference as record, t.name, t.media_type, t.size, t.marking, t.sha256, coalesce(p.name, t.uploaded_by_name) as uploaded_by, t.uploaded_at
from documents_document t
join records_record r on r.id = t.record_id
left join accounts_person p on p.id = t.uploaded_by_id
where r.partnership_id = %(partnership)s
order by t.id;

-- list: kept_out
-- about: Conflicts of interest.
select r.reference, p.name as person, t.reason, t.declared_at, t.starts_on, t.ends_on
from records_exclusion t
join records_record r on r.id = t.record_id
join accounts_person p on p.id = t.person_id
where r.partnership_id = %(partnership)s
order by t.id;

-- list: opened_by_exception
-- about: Records that someone asked to see, or saw, outside their circles.
select t.reference, p.name as person, t.reason, t.asked_at, b.name as granted_by, t.granted_at, t.ends_at, t.refused_at
from records_breakglass t
join accounts_person p on p.id = t.person_id
left join accounts_person b on b.id = t.granted_by_id
where t.partnership_id = %(partnership)s
order by t.id;

-- list: history
-- about: What was done and seen, in words.
select t.at, t.actor_name as by, t.verb, t.reference, t.sentence
from history_event t
where t.partnership_id = %(partnership)s
order by t.id;

-- list: pathways
-- about: Every edition of every pathway, with its whole content.
select p.key as pathway, p.name, t.number as edition, t.what_changed, t.published_at, b.name as published_by, p.retired_on, t.content
from pathways_edition t
join pathways_pathway p on p.id = t.pathway_id
left join accounts_person b on b.id = t.published_by_id
where t.partnership_id = %(partnership)s
order by p.key, t.number;

-- list: pathway_courses
-- about: Which record follows which edition of a pathway.
select r.reference, p.key as pathway, e.number as edition, t.started_by, t.started_at, t.is_open
from pathways_course t
join records_record r on r.id = t.record_id
join pathways_pathway p on p.id = t.pathway_id
join pathways_edition e on e.id = t.edition_id
where t.partnership_id = %(partnership)s
order by r.id, t.id;

-- list: pathway_events
-- about: What was recorded on a course, oldest first; a row that another took the place of stands there too.
select t.id as number, r.reference, p.key as pathway, t.key as stage_or_event, t.said, t.happened, t.moment::text, t.reason, t.supersedes_id as takes_place_of, t.by_name, t.made_at
from pathways_courseevent t
join records_record r on r.id = t.record_id
join pathways_course c on c.id = t.course_id
join pathways_pathway p on p.id = c.pathway_id
where c.partnership_id = %(partnership)s
order by r.id, t.id;

-- list: pathway_holds
-- about: Holds on courses, with the reason, the day to look again and how they ended. No stage named means all of them.
select r.reference, p.key as pathway, t.stages, t.starts_on, t.review_on, t.reason, t.by_name, t.made_at, l.lifted_on, l.reason as lifted_because, l.by_name as lifted_by
from pathways_hold t
join records_record r on r.id = t.record_id
join pathways_course c on c.id = t.course_id
join pathways_pathway p on p.id = c.pathway_id
left join pathways_holdlift l on l.hold_id = t.id
where c.partnership_id = %(partnership)s
order by r.id, t.id;

-- list: pathway_variations
-- about: Other days agreed for stages, with the reason and on whose authority.
select r.reference, p.key as pathway, t.stage, t.more, t.until, t.reason, t.authority, t.agreed_on, t.by_name, t.made_at
from pathways_variation t
join records_record r on r.id = t.record_id
join pathways_course c on c.id = t.course_id
join pathways_pathway p on p.id = c.pathway_id
where c.partnership_id = %(partnership)s
order by r.id, t.id;

-- list: pathway_stages
-- about: Each stage of each course as it stood when it was last worked out, with the edition of the calendar its day was counted with.
select r.reference, p.key as pathway, t.key as stage, t.name, t.state, t.due_on, t.due_at, t.waits_for, t.review_on, t.done_on, t.on_time, t.calendar
from pathways_coursestage t
join records_record r on r.id = t.record_id
join pathways_course c on c.id = t.course_id
join pathways_pathway p on p.id = c.pathway_id
where t.partnership_id = %(partnership)s
order by r.id, c.id, t.number;

-- list: relaxations
-- about: National relaxations of a stage's time for a range of dates, with their source.
select t.pathway_key as pathway, t.stage, t.starts_on, t.ends_on, t.more, t.words, t.source, t.checked_on, b.name as written_by, t.made_at, t.withdrawn_at, t.withdrawn_why
from pathways_relaxation t
join accounts_person b on b.id = t.made_by_id
where t.partnership_id = %(partnership)s
order by t.id;

-- list: bank_holidays
-- about: Bank holidays that became known since the list which comes with the program.
select t.day, t.title, t.known_on, t.source, t.checked_on, b.name as written_by, t.made_at, t.withdrawn_at, t.withdrawn_why
from pathways_addedholiday t
join accounts_person b on b.id = t.made_by_id
where t.partnership_id = %(partnership)s
order by t.id;

-- list: family_members
-- about: The families of records, by label; names and addresses stand under people_concerned. How to reach them is opened here: keep this file closest.
select r.reference, t.number, t.label, t.relationship, t.household, t.standing, t.under_18, t.reach_sealed as reach_of_the_person, t.safe, t.safe_words, t.language, t.interpreter, t.needs,
    t.advocate, t.advocate_from, t.dates_to_avoid, t.called, t.informed, t.wants_draft, t.publication, t.wishes, c.name as named_contact, t.contact_words, v.name as cover, t.cover_words, t.made_at
from families_familymember t
join records_record r on r.id = t.record_id
left join accounts_person c on c.id = t.contact_person_id
left join accounts_person v on v.id = t.cover_id
where r.partnership_id = %(partnership)s
order by r.id, t.number;

-- list: family_restrictions
-- about: What keeps family members from being approached, and each time it was looked at again; one that ended has no further day.
select r.reference, m.number as member, m.label, t.kind, t.words, t.on as starts_on, t.review_on, t.by_name, t.made_at, v.on as looked_at_on, v.review_on as kept_until, v.words as said_then, v.by_name as looked_at_by
from families_restriction t
join families_familymember m on m.id = t.member_id
join records_record r on r.id = t.record_id
left join families_restrictionreview v on v.restriction_id = t.id
where r.partnership_id = %(partnership)s
order by r.id, t.id, v.id;

-- list: family_contacts
-- about: Approaches to family members and what came of them; a row that another took the place of stands there too.
select t.id as number, r.reference, m.number as member, m.label, t.on, t.by_role, t.method, t.outcome, t.what, t.why, t.agreed_by, t.offers, t.corrects_id as takes_place_of, t.struck, t.correction_why, t.by_name, t.made_at
from families_contact t
join families_familymember m on m.id = t.member_id
join records_record r on r.id = t.record_id
where r.partnership_id = %(partnership)s
order by r.id, t.id;

-- list: family_voices
-- about: What family members said, and how it was heard; a row that another took the place of stands there too.
select t.id as number, r.reference, m.number as member, m.label, t.on, t.kind, t.heard, t.words, t.own_words, t.by_role, t.corrects_id as takes_place_of, t.struck, t.correction_why, t.by_name, t.made_at
from families_said t
join families_familymember m on m.id = t.member_id
join records_record r on r.id = t.record_id
where r.partnership_id = %(partnership)s
order by r.id, t.id;

-- list: family_effects
-- about: What changed because of what family members said, or why nothing did; the last row of each holds.
select r.reference, m.number as member, m.label, t.said_id as about_number, t.on, t.kind, t.words, s.reference as shows_in, t.by_name, t.made_at
from families_effect t
join families_familymember m on m.id = t.member_id
join records_record r on r.id = t.record_id
left join records_record s on s.id = t.shows_in_id
where r.partnership_id = %(partnership)s
order by r.id, t.id;

-- list: family_answers
-- about: Family members' questions: answered, without an answer, fed back.
select r.reference, m.number as member, m.label, t.said_id as about_number, t.step, t.on, t.words, t.by_role, t.by_name, t.made_at
from families_reply t
join families_familymember m on m.id = t.member_id
join records_record r on r.id = t.record_id
where r.partnership_id = %(partnership)s
order by r.id, t.id;

-- list: family_told
-- about: Who read the draft and was told before publication; a row that another took the place of stands there too.
select t.id as number, r.reference, m.number as member, m.label, t.step, t.on, t.how, t.support, t.by_role, t.corrects_id as takes_place_of, t.struck, t.correction_why, t.by_name, t.made_at
from families_told t
join families_familymember m on m.id = t.member_id
join records_record r on r.id = t.record_id
where r.partnership_id = %(partnership)s
order by r.id, t.id;
