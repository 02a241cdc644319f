"""Writes of practice reviews: what comes in (`incident`, `referrals`), what is decided (`notifying`), and the rapid review (`reviewing`)."""

from goldenthread.practice_reviews.operations.arranging import arrange
from goldenthread.practice_reviews.operations.bringing_in import Loaded, import_reviews
from goldenthread.practice_reviews.operations.incident import (
    ChildDraft,
    IncidentDraft,
    edit_child,
    edit_incident,
    open_incident,
    put_child,
    show_child,
)
from goldenthread.practice_reviews.operations.notifying import decide, give_view, notify, tell_area, withdraw
from goldenthread.practice_reviews.operations.referrals import (
    ReferralDraft,
    agree,
    make_serious,
    refer,
    screen,
    take_up,
    tell_referrer,
)
from goldenthread.practice_reviews.operations.reviewing import (
    answer_letter,
    ask_agencies,
    close,
    decide_further,
    panel_letter,
    send,
    sign_off,
    write_report,
)

__all__ = [
    "ChildDraft",
    "IncidentDraft",
    "Loaded",
    "ReferralDraft",
    "agree",
    "answer_letter",
    "arrange",
    "ask_agencies",
    "close",
    "decide",
    "decide_further",
    "edit_child",
    "edit_incident",
    "give_view",
    "import_reviews",
    "make_serious",
    "notify",
    "open_incident",
    "panel_letter",
    "put_child",
    "refer",
    "screen",
    "send",
    "show_child",
    "sign_off",
    "take_up",
    "tell_area",
    "tell_referrer",
    "withdraw",
    "write_report",
]
