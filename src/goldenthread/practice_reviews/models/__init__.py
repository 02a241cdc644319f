"""Reviews, their children, views, decisions and letters; local child safeguarding practice reviews; referrals; and a partnership's arrangements."""

from goldenthread.practice_reviews.models.brought import BroughtIn
from goldenthread.practice_reviews.models.commission import (
    Check,
    Commission,
    Copy,
    Cost,
    Draft,
    Practitioners,
    Proceeding,
    Reviewer,
    Told,
)
from goldenthread.practice_reviews.models.deciding import AreaTold, FurtherDecision, PanelLetter, PartnerView, SignOff
from goldenthread.practice_reviews.models.referral import Arrangement, Referral
from goldenthread.practice_reviews.models.review import Child, Review

__all__ = [
    "AreaTold",
    "Arrangement",
    "BroughtIn",
    "Check",
    "Child",
    "Commission",
    "Copy",
    "Cost",
    "Draft",
    "FurtherDecision",
    "PanelLetter",
    "PartnerView",
    "Practitioners",
    "Proceeding",
    "Referral",
    "Review",
    "Reviewer",
    "SignOff",
    "Told",
]
