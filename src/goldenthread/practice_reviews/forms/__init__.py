"""The room's forms: they parse and word, and hold no rule that is not also in rules."""

from goldenthread.practice_reviews.forms.deciding import (
    AnswerForm,
    AreaForm,
    AskForm,
    CloseForm,
    DecideForm,
    FurtherForm,
    LetterForm,
    NotifyForm,
    ReportForm,
    SentForm,
    SignForm,
    ViewForm,
    WithdrawForm,
)
from goldenthread.practice_reviews.forms.importing import ReviewsFileForm
from goldenthread.practice_reviews.forms.incident import ArrangementForm, ChildForm, IncidentForm, WhyForm
from goldenthread.practice_reviews.forms.referral import (
    AgreeForm,
    ReferralForm,
    ScreenForm,
    SeriousForm,
    TakeUpForm,
    TellForm,
)

__all__ = [
    "AgreeForm",
    "AnswerForm",
    "AreaForm",
    "ArrangementForm",
    "AskForm",
    "ChildForm",
    "CloseForm",
    "DecideForm",
    "FurtherForm",
    "IncidentForm",
    "LetterForm",
    "NotifyForm",
    "ReferralForm",
    "ReportForm",
    "ReviewsFileForm",
    "ScreenForm",
    "SentForm",
    "SeriousForm",
    "SignForm",
    "TakeUpForm",
    "TellForm",
    "ViewForm",
    "WhyForm",
    "WithdrawForm",
]
