"""The room's forms: they parse and word; every rule stands in an operation."""

from goldenthread.administration.forms.access import (
    AskForm,
    CircleReasonForm,
    KeepOutForm,
    KeepOutOfRecordForm,
    RefuseForm,
)
from goldenthread.administration.forms.confirming import AnswersForm, RoundForm
from goldenthread.administration.forms.leaving import LeavingForm
from goldenthread.administration.forms.mail import MailForm
from goldenthread.administration.forms.money import MoneyForm
from goldenthread.administration.forms.partnership import (
    DayForm,
    FactsForm,
    FocusForm,
    GroupForm,
    GroupSeatForm,
    HandOverForm,
    MeetingForm,
    OrganisationForm,
    PriorityForm,
    ReplaceForm,
    TermsForm,
)
from goldenthread.administration.forms.people import (
    ConfirmForm,
    CorrectForm,
    EndSeatForm,
    InviteForm,
    PostForm,
    SeatForm,
    SecondFactorForm,
)
from goldenthread.administration.forms.registers import RegisterAreaForm, RegisterFileForm
from goldenthread.administration.forms.retention import ClassForm, DisposeForm, HoldForm, RuleForm, WhyForm

__all__ = [
    "AnswersForm",
    "AskForm",
    "CircleReasonForm",
    "ClassForm",
    "ConfirmForm",
    "CorrectForm",
    "DayForm",
    "DisposeForm",
    "EndSeatForm",
    "FactsForm",
    "FocusForm",
    "GroupForm",
    "GroupSeatForm",
    "HandOverForm",
    "HoldForm",
    "InviteForm",
    "KeepOutForm",
    "KeepOutOfRecordForm",
    "LeavingForm",
    "MailForm",
    "MeetingForm",
    "MoneyForm",
    "OrganisationForm",
    "PostForm",
    "PriorityForm",
    "RefuseForm",
    "RegisterAreaForm",
    "RegisterFileForm",
    "ReplaceForm",
    "RoundForm",
    "RuleForm",
    "SeatForm",
    "SecondFactorForm",
    "TermsForm",
    "WhyForm",
]
