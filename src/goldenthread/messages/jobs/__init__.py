"""The worker's rounds: notices become messages, messages are sent, and what comes back is read."""

from goldenthread.messages.jobs.composing import compose
from goldenthread.messages.jobs.receiving import receive
from goldenthread.messages.jobs.sending import send

__all__ = ["compose", "receive", "send"]
