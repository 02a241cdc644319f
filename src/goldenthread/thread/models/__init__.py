"""The knots of the golden thread, each one-to-one with its record."""

from goldenthread.thread.models.action import Action, ActionChange, ActionLine, ActionStep, ActionUpdate
from goldenthread.thread.models.development import Development, DevelopmentImpact, NextStep
from goldenthread.thread.models.knot import Impact, LearningOrganisation, LearningPoint, Product, Source

__all__ = [
    "Action",
    "ActionChange",
    "ActionLine",
    "ActionStep",
    "ActionUpdate",
    "Development",
    "DevelopmentImpact",
    "Impact",
    "LearningOrganisation",
    "LearningPoint",
    "NextStep",
    "Product",
    "Source",
]
