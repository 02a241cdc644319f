"""Writes of the partnership. Each is refused with a sentence, and written into history."""

from goldenthread.partnership.operations.facts import Facts, change_facts, make_partnership, set_second_factor
from goldenthread.partnership.operations.groups import (
    GroupDraft,
    QuorumDraft,
    add_group,
    add_meeting,
    add_terms,
    change_group,
    end_group,
    remove_meeting,
)
from goldenthread.partnership.operations.money import Line, remove_money, set_money
from goldenthread.partnership.operations.organisations import (
    OrganisationDraft,
    Replacement,
    add_organisation,
    change_organisation,
    close_organisation,
    leave,
    replace_organisation,
)
from goldenthread.partnership.operations.plans import Plan, remove_focus, remove_priority, set_focus, set_priority
from goldenthread.partnership.operations.registers import (
    Taking,
    add_registered,
    change_registered,
    hold_organisations,
    joins_on,
    note_taken,
    organisation_of,
    recognise_registered,
    remember_register,
)
from goldenthread.partnership.operations.seats import add_seat, end_post, end_seat, give_post, hand_over_seat
from goldenthread.partnership.operations.shared import NotAllowed, Stale, fingerprint

__all__ = [
    "Facts",
    "GroupDraft",
    "Line",
    "NotAllowed",
    "OrganisationDraft",
    "Plan",
    "QuorumDraft",
    "Replacement",
    "Stale",
    "Taking",
    "add_group",
    "add_meeting",
    "add_organisation",
    "add_registered",
    "add_seat",
    "add_terms",
    "change_facts",
    "change_group",
    "change_organisation",
    "change_registered",
    "close_organisation",
    "end_group",
    "end_post",
    "end_seat",
    "fingerprint",
    "give_post",
    "hand_over_seat",
    "hold_organisations",
    "joins_on",
    "leave",
    "make_partnership",
    "note_taken",
    "organisation_of",
    "recognise_registered",
    "remember_register",
    "remove_focus",
    "remove_meeting",
    "remove_money",
    "remove_priority",
    "replace_organisation",
    "set_focus",
    "set_money",
    "set_priority",
    "set_second_factor",
]
