"""The worker's two rounds: notices become messages, and messages are sent."""

from goldenthread.messages.jobs.composing import compose
from goldenthread.messages.jobs.sending import send

__all__ = ["compose", "send"]
