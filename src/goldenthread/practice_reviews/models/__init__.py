"""Reviews, their children, views, decisions and letters; referrals; and a partnership's arrangements."""

from goldenthread.practice_reviews.models.brought import BroughtIn
from goldenthread.practice_reviews.models.deciding import AreaTold, FurtherDecision, PanelLetter, PartnerView, SignOff
from goldenthread.practice_reviews.models.referral import Arrangement, Referral
from goldenthread.practice_reviews.models.review import Child, Review

__all__ = [
    "AreaTold",
    "Arrangement",
    "BroughtIn",
    "Child",
    "FurtherDecision",
    "PanelLetter",
    "PartnerView",
    "Referral",
    "Review",
    "SignOff",
]
