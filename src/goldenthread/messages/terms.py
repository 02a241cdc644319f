"""The words of messages: where one stands on its way, and what is written down about it."""

from __future__ import annotations

from goldenthread.core.terms import Term, Vocabulary

MAIL = "RFC 5321, section 4.5.4, and RFC 3464"


class MessageState(Vocabulary):
    """Where a message stands on its way to somebody's mailbox."""

    WAITING = Term(
        "waiting", "Waiting", "It has not gone yet; it goes at its time, and again later where a try failed.", MAIL
    )
    SENDING = Term("sending", "Being sent", "A worker has taken it and speaks with the mail server.", MAIL)
    SENT = Term("sent", "Sent", "The mail server took it over.", MAIL)
    DELIVERED = Term("delivered", "Delivered", "The recipient's mail server says that it arrived.", "RFC 3464")
    OPENED = Term("opened", "Opened", "Whoever it was for followed its link.", "Architecture, Messages")
    BOUNCED = Term("bounced", "Returned", "A mail server refused it for good, or sent it back.", "RFC 3464")
    UNCERTAIN = Term(
        "uncertain",
        "Uncertain",
        "The worker stopped, or the line broke, between handing it over and being told so: it may have gone.",
        "RFC 1047",
    )
    FAILED = Term("failed", "Not sent", "Every try failed for five days.", MAIL)
    WITHDRAWN = Term(
        "withdrawn", "Withdrawn", "There was nothing to send any more when its turn came.", "Architecture, Messages"
    )


class Event(Vocabulary):
    """What is written down about messages."""

    SENT_AGAIN = Term(
        "message.sent_again",
        "Message sent again",
        "A message that may not have arrived was sent once more.",
        "Architecture, Messages",
    )
