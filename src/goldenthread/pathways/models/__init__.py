"""Pathways in editions, what changes their days nationally, and the courses of records along them."""

from goldenthread.pathways.models.course import Course, CourseEvent, CourseStage, Hold, HoldLift, Variation
from goldenthread.pathways.models.pathway import AddedHoliday, Edition, Pathway, Relaxation

__all__ = [
    "AddedHoliday",
    "Course",
    "CourseEvent",
    "CourseStage",
    "Edition",
    "Hold",
    "HoldLift",
    "Pathway",
    "Relaxation",
    "Variation",
]
