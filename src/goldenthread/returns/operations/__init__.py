"""Everything that changes questionnaires, requests, returns and answers."""

from goldenthread.returns.operations.answering import (
    Change,
    Meanwhile,
    Saved,
    add_evidence,
    delegate,
    open_return,
    opened_file,
    remove_evidence,
    save_answers,
    take_back,
)
from goldenthread.returns.operations.door import LetIn, answer_knocks, knock, let_in, try_code
from goldenthread.returns.operations.lifecycle import move
from goldenthread.returns.operations.questionnaires import (
    edit_draft,
    publish,
    retire,
    start_draft,
    start_questionnaire,
    take_shipped,
)
from goldenthread.returns.operations.reminding import remind
from goldenthread.returns.operations.requests import (
    Recipient,
    RequestDraft,
    edit_request,
    make_request,
    send,
    set_recipients,
)
from goldenthread.returns.operations.returns import chase, end_links, extend, replace_address, resend_link

__all__ = [
    "Change",
    "LetIn",
    "Meanwhile",
    "Recipient",
    "RequestDraft",
    "Saved",
    "add_evidence",
    "answer_knocks",
    "chase",
    "delegate",
    "edit_draft",
    "edit_request",
    "end_links",
    "extend",
    "knock",
    "let_in",
    "make_request",
    "move",
    "open_return",
    "opened_file",
    "publish",
    "remind",
    "remove_evidence",
    "replace_address",
    "resend_link",
    "retire",
    "save_answers",
    "send",
    "set_recipients",
    "start_draft",
    "start_questionnaire",
    "take_back",
    "take_shipped",
    "try_code",
]
