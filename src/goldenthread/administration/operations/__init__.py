"""Writes of administration: people, circles, break-glass, and the partnership with its circles."""

from goldenthread.administration.operations.circles import keep_out, keep_out_of_record, let_back, set_standing
from goldenthread.administration.operations.confirming import (
    Said,
    answer_round,
    remind_silent,
    settle_answer,
    start_round,
)
from goldenthread.administration.operations.leaving import carry_out_departures, plan_departure, withdraw_departure
from goldenthread.administration.operations.movers import StalePlan, move_people
from goldenthread.administration.operations.partnership import (
    add_group,
    add_organisation,
    end_group,
    first_administrator,
    replace_organisation,
)
from goldenthread.administration.operations.people import (
    close_here,
    correct,
    end_post,
    end_seat,
    give_post,
    give_seat,
    invite_person,
    leave_seat,
    send_new_link,
)
from goldenthread.administration.operations.registers import StaleComparison, Ticked, compared, take_over
from goldenthread.administration.operations.shared import actor
from goldenthread.administration.operations.sight import ask, grant, refuse

__all__ = [
    "Said",
    "StaleComparison",
    "StalePlan",
    "Ticked",
    "actor",
    "add_group",
    "add_organisation",
    "answer_round",
    "ask",
    "carry_out_departures",
    "close_here",
    "compared",
    "correct",
    "end_group",
    "end_post",
    "end_seat",
    "first_administrator",
    "give_post",
    "give_seat",
    "grant",
    "invite_person",
    "keep_out",
    "keep_out_of_record",
    "leave_seat",
    "let_back",
    "move_people",
    "plan_departure",
    "refuse",
    "remind_silent",
    "replace_organisation",
    "send_new_link",
    "set_standing",
    "settle_answer",
    "start_round",
    "take_over",
    "withdraw_departure",
]
