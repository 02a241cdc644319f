"""Deaths and their notifications, decisions, tracks, meetings, analyses, recommendations and hand-overs; a partnership's arrangements."""

from goldenthread.child_deaths.models.analysis import Analysis, Factor, Recommendation
from goldenthread.child_deaths.models.death import Arrangement, Death, KnownName, Part
from goldenthread.child_deaths.models.intake import AreaDecision, FirstDecision, Notification, Related, ScopeDecision
from goldenthread.child_deaths.models.out import BroughtIn, Disclosure, Handover
from goldenthread.child_deaths.models.running import Claim, Deferral, ReviewMeeting, Track, TrackResult

__all__ = [
    "Analysis", "AreaDecision", "Arrangement", "BroughtIn", "Claim", "Death", "Deferral", "Disclosure", "Factor",
    "FirstDecision", "Handover", "KnownName", "Notification", "Part", "Recommendation", "Related", "ReviewMeeting",
    "ScopeDecision", "Track", "TrackResult",
]  # fmt: skip
