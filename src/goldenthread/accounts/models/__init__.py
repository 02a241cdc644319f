"""People who sign in."""

from goldenthread.accounts.models.invitation import Invitation
from goldenthread.accounts.models.person import Person

__all__ = ["Invitation", "Person"]
