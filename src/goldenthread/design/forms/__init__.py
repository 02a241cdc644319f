"""Form fields that know their component, and say in their own sentences what is wrong and what to do.

Forms are plain ``django.forms.Form``s made of these; ``design/forms.html`` draws them.
"""

from goldenthread.design.forms.base import PageField
from goldenthread.design.forms.choices import ChoiceField, ConfirmField, MultipleChoiceField, Option
from goldenthread.design.forms.dates import DateField, PartialDateField, TimeField
from goldenthread.design.forms.files import FileField, FilesField
from goldenthread.design.forms.numbers import DecimalField, IntegerField
from goldenthread.design.forms.text import (
    EmailField,
    HiddenField,
    HiddenVersionField,
    PasswordField,
    TextAreaField,
    TextField,
)

__all__ = [
    "ChoiceField",
    "ConfirmField",
    "DateField",
    "DecimalField",
    "EmailField",
    "FileField",
    "FilesField",
    "HiddenField",
    "HiddenVersionField",
    "IntegerField",
    "MultipleChoiceField",
    "Option",
    "PageField",
    "PartialDateField",
    "PasswordField",
    "TextAreaField",
    "TextField",
    "TimeField",
]
