from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from goldenthread.design.forms import (
    ChoiceField,
    ConfirmField,
    DateField,
    DecimalField,
    EmailField,
    FileField,
    HiddenVersionField,
    IntegerField,
    MultipleChoiceField,
    Option,
    PageField,
    PartialDateField,
    PasswordField,
    TextAreaField,
    TextField,
    TimeField,
)
from goldenthread.design.forms.dates import TypedDate
from goldenthread.design.page import Frame, Head
from goldenthread.design.tests.conftest import Pages, one

FORM_PAGE = '{% extends "design/form_page.html" %}'


class Referral(forms.Form):
    title = TextField("Title", hint="Without names", autocomplete="off")
    story = TextAreaField("What happened", max_length=50)
    email = EmailField()
    panel = DateField("Date of the panel", latest=date(2026, 3, 1))
    incident = PartialDateField("Date of the incident", required=False)
    starts = TimeField("Time of the panel")
    agency = ChoiceField("Agency", (("h", "Health"), ("p", "Police")), look="select")
    threshold = ChoiceField("Does this meet the threshold?", (Option("y", "Yes", hint="All agree"), ("n", "No")))
    groups = MultipleChoiceField("Groups that should see it", (("a", "Reviews"), ("b", "Learning")))
    children = IntegerField("Number of children", least=1, most=20)
    cost = DecimalField("Cost", prefix="£", required=False)
    paper = FileField("Agency summary", endings=("pdf", "docx"))
    told = ConfirmField("The family has been told")
    password = PasswordField()
    version = HiddenVersionField(initial=3)


GOOD = (
    "title=+Near+miss+&story=one%0D%0Atwo&email=a%40example.org&panel_day=3&panel_month=feb&panel_year=2026"
    "&incident_month=3&incident_year=2020&starts=2.30pm&agency=h&threshold=n&groups=b&groups=a&children=1"
    "&cost=%C2%A31,250.50&told=yes&password=+a+b+&version=3"
)
BAD = (
    f"title={'x' * 201}&story={'x' * 60}&email=nobody&panel_day=30&panel_month=2&panel_year=2026&incident_day=3"
    "&incident_year=2020&starts=9&agency=zz&groups=a&groups=zz&children=0&cost=1.234&version=x"
)


def _file(name: str = "summary.pdf", content: bytes = b"%PDF") -> MultiValueDict[str, UploadedFile[Any]]:
    return MultiValueDict({"paper": [SimpleUploadedFile(name, content)]})


def test_good_answers_become_plain_values() -> None:
    form = Referral(QueryDict(GOOD), _file())
    assert form.is_valid(), form.errors
    cleaned = {**form.cleaned_data, "paper": form.cleaned_data["paper"].name}
    assert cleaned == {
        "title": "Near miss",
        "story": "one\ntwo",
        "email": "a@example.org",
        "panel": date(2026, 2, 3),
        "incident": "2020-03",
        "starts": time(14, 30),
        "agency": "h",
        "threshold": "n",
        "groups": ("a", "b"),
        "children": 1,
        "cost": Decimal("1250.50"),
        "paper": "summary.pdf",
        "told": True,
        "password": " a b ",
        "version": 3,
    }


def test_each_wrong_answer_gets_a_sentence_of_ours() -> None:
    form = Referral(QueryDict(BAD), _file("summary.exe"))
    assert {name: list(errors) for name, errors in form.errors.items()} == {
        "title": ["Title must be 200 characters or fewer: it is 1 character too long"],
        "story": ["What happened must be 50 characters or fewer: it is 10 characters too long"],
        "email": ["Email address must look like name@example.org"],
        "panel": ["Date of the panel must be a real date: there is no 30 February 2026"],
        "incident": ["Date of the incident must include a month when it has a day"],
        "starts": ["Time of the panel must say am or pm, like 9:30am or 2pm"],
        "agency": ["Agency must be one of the choices on the page: choose again"],
        "threshold": ["Answer the question: Does this meet the threshold?"],
        "groups": ["Groups that should see it must be one of the choices on the page: choose again"],
        "children": ["Number of children must be 1 or more"],
        "cost": ["Cost must have 2 decimal places or fewer"],
        "paper": ["Agency summary must be a PDF or DOCX file"],
        "told": ["Tick the box to go on: The family has been told"],
        "password": ["Enter the password"],
        "version": ["This page was opened before it last changed. Load it again to see how it stands now."],
    }


def test_nothing_answered_asks_for_each_required_answer() -> None:
    form = Referral(QueryDict(""))
    assert form.errors["title"] == ["Enter the title"]
    assert form.errors["story"] == ["Say what happened"]
    assert form.errors["agency"] == ["Select the agency"]
    assert form.errors["paper"] == ["Choose the agency summary"]
    assert form.errors["panel"] == ["Enter the date of the panel"]
    assert not {"incident", "cost"} & set(form.errors)


def test_no_sentence_of_djangos_can_be_reached() -> None:
    theirs = {str(text) for kind in _django_fields() for text in _default_messages(kind)}
    sendings = [
        "",
        BAD,
        GOOD.replace("title=", "title=%00"),
        "children=x&cost=x&email=%00&version=-1",
        "cost=nan&children=9" * 9,
    ]
    nothing = _file("summary.pdf", b"")
    ours = {
        str(error)
        for sent in sendings
        for files in (None, nothing, _file("x" * 300), _file("summary.exe"))
        for errors in Referral(QueryDict(sent), files).errors.values()
        for error in errors
    }
    assert len(ours) > 25
    assert not ours & theirs
    assert not any("%(" in sentence or sentence.startswith("Ensure") for sentence in ours)
    for field in Referral().fields.values():
        assert isinstance(field, PageField)
        assert field.validators == []
        assert not set(map(str, field.error_messages.values())) & theirs


def _django_fields() -> list[type[forms.Field]]:
    kinds = [forms.Field]
    for kind in kinds:
        kinds += [below for below in kind.__subclasses__() if below.__module__.startswith("django.")]
    return kinds


def _default_messages(kind: type[forms.Field]) -> list[object]:
    return list(getattr(kind, "default_error_messages", {}).values())


@pytest.mark.parametrize(
    ("typed", "sentence", "parts"),
    [
        (("", "3", "2026"), "The day must include a day", ("day",)),
        (("1", "", ""), "The day must include a month and year", ("month", "year")),
        (("0", "3", "2026"), "The day must have a day from 1 to 31", ("day",)),
        (("x", "3", "2026"), "The day must have a day from 1 to 31", ("day",)),
        (("1", "13", "2026"), "The day must have a month from 1 to 12, or its name", ("month",)),
        (("1", "ma", "2026"), "The day must have a month from 1 to 12, or its name", ("month",)),
        (("1", "3", "26"), "The day must have a year of 4 figures, like 2026", ("year",)),
        (("1", "3", "²026"), "The day must have a year of 4 figures, like 2026", ("year",)),
        (("1", "1", "2000"), "The day must be on or after 1 January 2020", ("day", "month", "year")),
    ],
)
def test_a_wrong_date_says_which_part(typed: tuple[str, str, str], sentence: str, parts: tuple[str, ...]) -> None:
    class One(forms.Form):
        when = DateField("The day", earliest=date(2020, 1, 1))

    form = One(dict(zip(("when_day", "when_month", "when_year"), typed, strict=True)))
    assert form.errors["when"] == [sentence]
    field = form.fields["when"]
    assert isinstance(field, DateField)
    assert field.wrong_parts(form["when"]) == parts
    assert form["when"].value() == TypedDate(*typed)


@pytest.mark.parametrize("month", ["3", "03", "mar", "March", "MAR."])
def test_a_month_may_be_a_number_or_a_name(month: str) -> None:
    assert DateField("The day").clean(TypedDate("1", month, "2026")) == date(2026, 3, 1)


def test_the_program_may_set_a_date_that_the_person_then_sees_in_parts() -> None:
    field, partial = DateField("The day"), PartialDateField("The day", required=False)
    assert field.prepare_value(date(2026, 3, 1)) == TypedDate("1", "3", "2026")
    assert partial.prepare_value("2020-03") == TypedDate("", "3", "2020")
    assert partial.clean(TypedDate("", "", "2020")) == "2020"
    assert partial.clean(TypedDate()) == ""


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2pm", time(14)),
        ("12am", time(0)),
        ("12:15 pm", time(12, 15)),
        ("14:30", time(14, 30)),
        ("midday", time(12)),
        ("0930", time(9, 30)),
    ],
)
def test_times_are_read_as_people_write_them(typed: str, read: time) -> None:
    assert TimeField("Time").clean(typed) == read


@pytest.mark.parametrize("typed", ["25:00", "13pm", "9:75", "soon", "9"])
def test_other_times_are_refused(typed: str) -> None:
    with pytest.raises(forms.ValidationError):
        TimeField("Time").clean(typed)


def _page(pages: Pages, frame: Frame, form: forms.Form) -> BeautifulSoup:
    context = {"frame": frame, "head": Head("Refer"), "form": form, "button": "Send the referral"}
    return pages.soup(FORM_PAGE, **context, cancel_url="/back/", submission="once", csrf_input="")


def test_every_input_has_its_label_hint_and_autocomplete(pages: Pages, frame: Frame) -> None:
    soup = _page(pages, frame, Referral(initial={"panel": date(2026, 2, 3)}))
    main = soup.select_one("main")
    assert main is not None
    for control in main.select("input:not([type=hidden]), select, textarea"):
        assert len(main.select(f"label[for='{control['id']}']")) == 1, control
    title = main.select_one("#id_title")
    assert title is not None
    assert title["aria-describedby"] == "id_title-hint"
    assert one(main, "#id_title-hint").text.strip() == "Without names"
    assert title["autocomplete"] == "off"
    assert one(main, "#id_email")["type"] == "email"
    assert one(main, "#id_panel_month")["value"] == "2"
    assert one(main, "input[name=version]")["value"] == "3"
    assert one(main, "input[name=submission]")["value"] == "once"
    assert one(main, "form")["enctype"] == "multipart/form-data"
    assert "Cost (optional)" in main.text
    assert main.select_one(".govuk-error-summary") is None
    assert not soup.select("[style], script:not([src])")


def test_every_error_is_beside_its_field_and_linked_from_the_top(pages: Pages, frame: Frame) -> None:
    soup = _page(pages, frame, Referral(QueryDict(BAD), _file("summary.exe")))
    assert soup.title is not None
    assert soup.title.text.strip().startswith("Error: ")
    links = soup.select(".govuk-error-summary__list a")
    assert len(links) == 14
    for link in links:
        target = soup.select_one(str(link["href"]).replace(".", r"\."))
        assert target is not None, link
        assert target.name in {"input", "select", "textarea"}, link
        group = target.find_parent(class_="govuk-form-group--error")
        assert group is not None, link
        message = one(group, ".govuk-error-message")
        described = group.select(f"[aria-describedby~='{message['id']}']")
        assert described
        assert link.text in message.text
    assert "This page was opened before" in one(soup, ".govuk-error-summary").text


def test_what_was_typed_is_kept_and_a_password_is_not(pages: Pages, frame: Frame) -> None:
    soup = _page(pages, frame, Referral(QueryDict(BAD + "&password=secret-words&threshold=y")))
    assert one(soup, "#id_panel_day")["value"] == "30"
    assert one(soup, "#id_email")["value"] == "nobody"
    assert one(soup, "input[name=threshold][value=y]").has_attr("checked")
    assert one(soup, "input[name=groups][value=a]").has_attr("checked")
    assert "secret-words" not in str(soup)


def test_choices_can_be_given_to_one_form_alone() -> None:
    form = Referral(QueryDict("agency=s"))
    field = form.fields["agency"]
    assert isinstance(field, ChoiceField)
    field.options = (("s", "Schools"),)
    assert "agency" not in form.errors
    assert "agency" in Referral(QueryDict("agency=s")).errors
