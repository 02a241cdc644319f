"""The lists of a partnership's export: what each holds, and the query that reads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class List:
    """One list: its file's name, what it holds, and its query, whose column names become the headings."""

    name: str
    about: str
    query: str


DECRYPTED: Final = frozenset({"name_of_the_person", "date_of_birth", "nhs_number", "address_of_the_person"})
"""Columns that are encrypted in the database and opened in the export."""

_RECORD = "join records_record r on r.id = t.record_id left join partnership_group g on g.id = r.group_id where t.partnership_id = %(partnership)s order by r.id"
_PART = "join records_record r on r.id = t.record_id"
_PART_OF = "where r.partnership_id = %(partnership)s order by t.id"

LISTS: Final = (
    List("organisations", "Partners and agencies, and how each belongs to the partnership.", "select o.name, o.short_name, o.sector, t.capacity, t.starts_on, t.ends_on, o.opened_on, o.closed_on, s.name as replaced_by from partnership_partnershiporganisation t join partnership_organisation o on o.id = t.organisation_id left join partnership_organisation s on s.id = o.successor_id where t.partnership_id = %(partnership)s order by t.number, o.name"),
    List("groups", "Sub-groups, working groups, panels and advisers.", "select t.key, t.name, t.short_name, t.kind, t.function, p.key as inside, t.starts_on, t.ends_on from partnership_group t left join partnership_group p on p.id = t.parent_id where t.partnership_id = %(partnership)s order by t.number, t.name"),
    List("terms_of_reference", "Every version of every group's terms of reference.", "select g.key as group, t.version, t.text, t.quorum, t.in_force_from, t.agreed_by from partnership_termsofreference t join partnership_group g on g.id = t.group_id where g.partnership_id = %(partnership)s order by t.id"),
    List("people", "The posts people hold or held.", "select p.name, p.email, t.role, t.title, o.name as organisation, t.starts_on, t.ends_on from partnership_post t join accounts_person p on p.id = t.person_id left join partnership_organisation o on o.id = t.organisation_id where t.partnership_id = %(partnership)s order by t.id"),
    List("seats", "Seats in groups; one without a person is vacant.", "select g.key as group, t.role, t.title, o.name as organisation, p.name as person, t.starts_on, t.ends_on from partnership_seat t join partnership_group g on g.id = t.group_id left join partnership_organisation o on o.id = t.organisation_id left join accounts_person p on p.id = t.person_id where g.partnership_id = %(partnership)s order by t.id"),
    List("meetings", "The days on which groups meet.", "select g.key as group, t.meets_on, t.starts_at::text, t.place, t.title from partnership_groupmeeting t join partnership_group g on g.id = t.group_id where g.partnership_id = %(partnership)s order by t.meets_on"),
    List("priorities", "What came first in each year.", "select t.year, t.number, t.text, g.key as group, t.indicator_key from partnership_priority t left join partnership_group g on g.id = t.group_id where t.partnership_id = %(partnership)s order by t.year, t.number"),
    List("areas_of_focus", "Where effort was to go in each year.", "select t.year, t.number, t.text, t.parts from partnership_areaoffocus t where t.partnership_id = %(partnership)s order by t.year, t.number"),
    List("records", "Every record of the thread.", "select t.reference, t.kind, t.title, g.key as group, t.happened, t.opened_at, t.closed_on, t.retention_class from records_record t left join partnership_group g on g.id = t.group_id where t.partnership_id = %(partnership)s order by t.id"),
    List("links", "Which record led to which.", "select a.reference as from_record, b.reference as to_record, t.kind, t.made_at from records_link t join records_record a on a.id = t.upstream_id join records_record b on b.id = t.downstream_id where a.partnership_id = %(partnership)s order by t.id"),
    List("people_concerned", "Whom records are about. The names are opened here: keep this file closest.", f"select r.reference, t.pseudonym, t.name_sealed as name_of_the_person, t.born_sealed as date_of_birth, t.nhs_number_sealed as nhs_number, t.address_sealed as address_of_the_person from records_subject t {_PART} {_PART_OF}"),
    List("sources", "What happened and was looked at.", f"select r.reference, r.title, t.kind, r.happened, g.key as group, t.summary, t.subject, t.age_group, t.children from thread_source t {_RECORD}"),
    List("learning", "What was learned.", f"select r.reference, t.text, t.parts, t.nature, t.heading, t.themes, t.age_group, r.happened, g.key as group from thread_learningpoint t {_RECORD}"),
    List("learning_organisations", "Which organisations learning is for.", f"select r.reference, o.name as organisation from thread_learningorganisation t {_PART} join partnership_organisation o on o.id = t.organisation_id {_PART_OF}"),
    List("actions", "The action log.", "select r.reference, t.text, t.measure, t.state, t.brag, o.name as owning_organisation, p.name as owner, g.key as group, og.key as came_from, t.due_on, t.first_due_on, t.agreed_on, t.delivered_on, t.assured_on, t.themes, t.source_text, t.last_update, t.last_update_at, m.reference as merged_into from thread_action t join records_record r on r.id = t.record_id left join partnership_group g on g.id = r.group_id join partnership_group og on og.id = t.origin_id left join partnership_organisation o on o.id = t.owner_organisation_id left join accounts_person p on p.id = t.owner_person_id left join records_record m on m.id = t.merged_into_id where t.partnership_id = %(partnership)s order by r.id"),
    List("action_parts", "What contributing organisations answered.", f"select r.reference, o.name as organisation, t.state, t.note, t.answered_at from thread_actionline t {_PART} join partnership_organisation o on o.id = t.organisation_id {_PART_OF}"),
    List("action_updates", "What was said of progress.", f"select r.reference, t.at, p.name as by, t.brag, t.text from thread_actionupdate t {_PART} join accounts_person p on p.id = t.by_id {_PART_OF}"),
    List("action_changes", "Every change of an action's state.", f"select r.reference, t.at, p.name as by, t.before, t.after, t.reason from thread_actionchange t {_PART} left join accounts_person p on p.id = t.by_id {_PART_OF}"),
    List("action_steps", "Actions offered from group to group.", f"select r.reference, a.key as from_group, b.key as to_group, t.reason, t.offered_at, t.answer, t.answer_reason, t.answered_at from thread_actionstep t {_PART} join partnership_group a on a.id = t.giver_id join partnership_group b on b.id = t.receiver_id {_PART_OF}"),
    List("products", "What was made.", f"select r.reference, r.title, t.kind, r.happened, g.key as group, t.summary, t.address, t.day_is_fictional from thread_product t {_RECORD}"),
    List("impact", "What changed, and how that is known.", "select r.reference, t.statement, t.question, t.kind, i.key as indicator, t.value, t.baseline, t.baseline_from, t.baseline_until, s.reference as since, t.as_at, t.method, t.tested_on, t.strength, t.caveat, t.assured_on, r.happened, g.key as group from thread_impact t join records_record r on r.id = t.record_id left join partnership_group g on g.id = r.group_id left join indicators_indicator i on i.id = t.indicator_id left join records_record s on s.id = t.since_id where t.partnership_id = %(partnership)s order by r.id"),
    List("developments", "What groups reported.", f"select r.reference, g.key as group, t.number, t.summary, t.period_start, t.period_end, t.themes, t.resources, t.partial, t.inferred, t.imported from thread_development t {_RECORD}"),
    List("development_impacts", "The impact each development claims.", f"select r.reference, t.number, t.statement, t.kind, t.date, t.measure::text, t.partial, k.reference as impact from thread_developmentimpact t {_PART} left join records_record k on k.id = t.impact_id where r.partnership_id = %(partnership)s order by t.record_id, t.position"),
    List("next_steps", "What groups said they would do.", "select g.key as group, t.period_start, t.period_end, t.text, t.parts from thread_nextstep t join partnership_group g on g.id = t.group_id where t.partnership_id = %(partnership)s order by t.id"),
    List("indicators", "What is counted, and how.", "select t.key, t.name, t.definition, t.unit, t.polarity, t.source from indicators_indicator t where t.partnership_id = %(partnership)s order by t.key"),
    List("readings", "The values of indicators.", "select i.key as indicator, t.starts_on, t.until, t.value, t.source from indicators_reading t join indicators_indicator i on i.id = t.indicator_id where i.partnership_id = %(partnership)s order by t.indicator_id, t.starts_on"),
    List("reports", "Reports and their versions.", "select t.reference, t.kind, t.title, t.period_start, t.period_end, t.version, t.state, t.made_at, t.signed_off_at, p.name as signed_off_by, t.digest from reporting_report t left join accounts_person p on p.id = t.signed_off_by_id where t.partnership_id = %(partnership)s order by t.id"),
    List("report_comments", "What reviewers said.", "select r.reference, t.place, t.text, p.name as by, t.at, t.settled_at from reporting_comment t join reporting_report r on r.id = t.report_id join accounts_person p on p.id = t.by_id where r.partnership_id = %(partnership)s order by t.id"),
    List("report_checklist", "Where reports answer what a yearly report must hold.", "select r.reference, t.item, t.text, p.name as by, t.at from reporting_checklistentry t join reporting_report r on r.id = t.report_id join accounts_person p on p.id = t.by_id where r.partnership_id = %(partnership)s order by t.id"),
    List("documents", "Uploaded files; the files themselves stand in documents/.", f"select t.reference, r.reference as record, t.name, t.media_type, t.size, t.sha256, p.name as uploaded_by, t.uploaded_at from documents_document t {_PART} join accounts_person p on p.id = t.uploaded_by_id {_PART_OF}"),
    List("kept_out", "Conflicts of interest.", f"select r.reference, p.name as person, t.reason, t.declared_at, t.starts_on, t.ends_on from records_exclusion t {_PART} join accounts_person p on p.id = t.person_id {_PART_OF}"),
    List("opened_by_exception", "Records that someone asked to see, or saw, outside their circles.", "select t.reference, p.name as person, t.reason, t.asked_at, b.name as granted_by, t.granted_at, t.ends_at, t.refused_at from records_breakglass t join accounts_person p on p.id = t.person_id left join accounts_person b on b.id = t.granted_by_id where t.partnership_id = %(partnership)s order by t.id"),
    List("history", "What was done and seen, in words.", "select t.at, t.actor_name as by, t.verb, t.reference, t.sentence from history_event t where t.partnership_id = %(partnership)s order by t.id"),
)
