"""Questionnaires, requests and the returns they bring."""

from goldenthread.returns.models.answering import Answer, Submission
from goldenthread.returns.models.door import AnswerCode, AnswerLink, Knock
from goldenthread.returns.models.questionnaire import Questionnaire, QuestionnaireVersion
from goldenthread.returns.models.request import Reminder, Request, Return

__all__ = [
    "Answer",
    "AnswerCode",
    "AnswerLink",
    "Knock",
    "Questionnaire",
    "QuestionnaireVersion",
    "Reminder",
    "Request",
    "Return",
    "Submission",
]
