"""The room's forms: they parse and word, and hold no rule that is not also in rules."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from goldenthread.child_deaths.rules.intake import number_state
from goldenthread.child_deaths.terms import (
    AreaLead,
    Care,
    Category,
    Channel,
    Domain,
    Explained,
    Immediate,
    InScope,
    Known,
    Level,
    Limb,
    MeetingKind,
    Modifiable,
    NumberAbsent,
    Place,
    Question,
    RelatedWhy,
    Relevance,
    ScopeReason,
    Sex,
    TrackKind,
)
from goldenthread.design.forms import (
    ChoiceField,
    ConfirmField,
    DateField,
    EmailField,
    FileField,
    HiddenVersionField,
    IntegerField,
    MultipleChoiceField,
    PartialDateField,
    TextAreaField,
    TextField,
    TimeField,
)
from goldenthread.thread.terms import LearningHeading

NO_NAMES = "Roles and relations, no names: the panel reads it."
CODE = re.compile(r"[A-Z][0-9]{2}(\.?[0-9]{1,2})?", re.ASCII)
NONE = [("", "Not known yet")]
STATES = Known.choices()


MOST_BYTES = 20_000_000


class Versioned(forms.Form):
    """A form that carries the version it was made from."""

    version = HiddenVersionField(required=False)


class ArrangementForm(Versioned):
    """Which group reviews child deaths, and what the public page says."""

    group = ChoiceField("Which group reviews child deaths?", what="which group")
    partners = TextField(
        "Who are the child death review partners?",
        max_length=300,
        width="full",
        hint="The local authority and every integrated care board of its area.",
        required_message="Name the partners",
    )
    footprint = TextField(
        "Whose deaths does the panel review?",
        max_length=300,
        width="full",
        required=False,
        hint="The areas. Guidance expects at least 60 deaths a year.",
    )
    joint_with = TextField("With whom are panels held together?", max_length=300, width="full", required=False)
    reports_with = TextField("With whom is the annual report one?", max_length=300, width="full", required=False)
    office_phone = TextField(
        "Telephone of the office", max_length=60, width="20", required_message="Give the office’s telephone number"
    )
    office_hours = TextField(
        "When is it answered?", max_length=200, width="full", required_message="Say when it is answered"
    )
    out_of_hours = TextAreaField(
        "What should somebody do at night or at a weekend?",
        max_length=2000,
        rows=3,
        required_message="Say what to do out of hours",
    )
    is_public = ConfirmField("A death may be notified without an account", required=False)
    least_shown = IntegerField(
        "Keep back counts below",
        hint="In every figure that leaves the room. Five is common; nothing national sets it.",
        what="the number",
        least=3,
        most=10,
        width="3",
    )
    rounded_to = IntegerField(
        "Round counts to the nearest",
        hint="0 is not at all; 5 is what national tables did in 2018.",
        what="the number",
        least=0,
        most=10,
        width="3",
    )

    def __init__(self, *args: Any, groups: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].options = groups  # type: ignore[attr-defined]


class WhoFields(forms.Form):
    """Who the child was: every field is sealed."""

    name = TextField(
        "The child’s name",
        max_length=200,
        hint="Sealed. “Baby of” and the mother’s name will do.",
        required_message="Give the child’s name, or “Baby of” and the mother’s name",
    )
    born = PartialDateField(
        "Date of birth", required=False, what="the date of birth", hint="Sealed. The age follows from it."
    )
    nhs_number = TextField("NHS number", required=False, max_length=14, width="20", spellcheck=False, hint="Sealed.")
    number_absent = ChoiceField(
        "If there is none, why?",
        [("", "There is one, or not known"), *NumberAbsent.choices()],
        look="select",
        required=False,
        what="why there is no number",
    )
    address = TextAreaField("Home address", required=False, max_length=400, rows=2, hint="Sealed.")
    others = TextAreaField(
        "Parents, carers, brothers and sisters",
        required=False,
        max_length=2000,
        rows=3,
        hint="Sealed. Who they are, how to reach them, and what is not safe.",
    )


class NotifyForm(WhoFields):
    """What somebody knows of a child's death, whatever the hour: little is enough."""

    field_order: tuple[str, ...] = (
        "died_on", "died_at", "name", "born", "born_at", "sex", "nhs_number", "number_absent", "address", "home_area", "place",
        "what", "expected", "limbs", "others", "agencies", "agency", "role", "sender", "email", "phone",
    )  # fmt: skip
    died_on = DateField("Day of death", what="the day of death")
    died_at = TimeField("Time of death, if known", required=False, what="the time of death")
    born_at = TimeField("Time of birth, of a newborn", required=False, what="the time of birth")
    sex = ChoiceField("Sex", Sex.choices(), what="the sex", initial="unknown")
    home_area = TextField("Local authority where the child lived", required=False, max_length=120)
    place = ChoiceField("Where did the child die?", Place.choices(), look="select", what="the place", initial="unknown")
    what = TextAreaField(
        "What is known?",
        max_length=4000,
        rows=5,
        hint=NO_NAMES,
        required_message="Say in a sentence or more what is known",
    )
    expected = ChoiceField(
        "Was death thought a significant possibility 24 hours before?",
        STATES,
        what="whether it was expected",
        initial="not_asked",
        look="select",
    )
    limbs = MultipleChoiceField(
        "Is one of these so?",
        Limb.choices(),
        required=False,
        hint="Then police, health and social care respond together. Ring them now: this form tells nobody outside the office.",
    )
    agencies = TextAreaField(
        "Who knew the child or family?",
        required=False,
        max_length=2000,
        rows=3,
        hint="General practice, health visitor, midwife, school, hospital, social care: with names and numbers where you have them.",
    )
    agency = TextField("Your agency", max_length=160, required_message="Say which agency you write for")
    role = TextField("Your role", max_length=120, required_message="Say in which role you write")
    sender = TextField("Your name", max_length=160, required_message="Give your name")
    email = EmailField("Your work e-mail", required=False)
    phone = TextField(
        "Your telephone", max_length=60, width="20", required_message="Give a number on which you can be reached"
    )


NOTIFY_GROUPS = (
    ("What happened", ("died_on", "died_at", "place", "what", "expected", "limbs")),
    ("The child", ("name", "born", "born_at", "sex", "nhs_number", "number_absent", "address", "home_area")),
    ("Family, and who knew them", ("others", "agencies")),
    ("You", ("agency", "role", "sender", "email", "phone")),
)
"""The fields of a notification under their headings."""


class PublicNotifyForm(NotifyForm):
    """The same for somebody without an account. `website` is left empty by people, and filled in by machines."""

    website = TextField("Leave this empty", required=False, max_length=200)


class ToldForm(NotifyForm):
    """The same, told to the office and written down there."""

    field_order = ("channel", "received_on", "received_time", *NotifyForm.field_order)
    channel = ChoiceField(
        "How did it come to be known?",
        [(each.value, each.label) for each in (Channel.TOLD, Channel.REGISTRAR, Channel.PRESS)],
        what="how it came",
    )
    received_on = DateField("On which day?", what="the day it came")
    received_time = TimeField("At what time?", what="the time it came")


class AgainForm(NotifyForm):
    """Another notification of a death that is known."""

    version = HiddenVersionField(required=False)


class FactsForm(Versioned):
    """What is known of a death."""

    died_on = DateField("Day of death", what="the day of death")
    died_at = TimeField("Time of death", required=False, what="the time of death")
    died_is_believed = ConfirmField("The day is believed, not certified", required=False)
    born_at = TimeField("Time of birth, of a newborn", required=False, what="the time of birth")
    what = TextAreaField(
        "What is known?",
        max_length=8000,
        rows=6,
        hint=NO_NAMES,
        required_message="Say in a sentence or more what is known",
    )
    cause = TextAreaField("Cause, as presently understood or registered", required=False, max_length=2000, rows=3)
    coded_cause = TextField(
        "Underlying cause as coded by registration",
        required=False,
        max_length=8,
        width="10",
        hint="Such as R95. The panel’s category is a judgement of its own.",
    )
    is_registered = ConfirmField("The death is registered", required=False)
    sex = ChoiceField("Sex", Sex.choices(), what="the sex")
    ethnicity = ChoiceField("Ethnicity", look="select", required=False, what="the ethnicity")
    gestation_weeks = IntegerField(
        "Completed weeks of pregnancy at birth", required=False, what="the weeks", least=15, most=45, width="3"
    )
    birth_weight = IntegerField(
        "Weight at birth, in grams", required=False, what="the weight", least=100, most=7000, width="5"
    )
    home_area = TextField("Local authority where the child normally lived", required=False, max_length=120)
    deprivation = ChoiceField(
        "Fifth of deprivation",
        [
            ("", "Not known yet"),
            ("1", "1, the most deprived"),
            ("2", "2"),
            ("3", "3"),
            ("4", "4"),
            ("5", "5, the least deprived"),
        ],
        look="select",
        required=False,
        what="the fifth",
    )
    deprivation_edition = TextField(
        "Of which edition?",
        required=False,
        max_length=40,
        width="20",
        hint="Such as 2025, by postcode at the time of death.",
    )
    place = ChoiceField("Where did the child die?", Place.choices(), look="select", what="the place")
    event_place = ChoiceField(
        "Where did what led to it take place, if elsewhere?", Place.choices(), look="select", what="the place"
    )
    country = TextField("Country, where outside England", required=False, max_length=60)
    care = ChoiceField("Children’s social care at death", Care.choices(), look="select", what="the social care")
    expected = ChoiceField(
        "A significant possibility 24 hours before?", STATES, look="select", what="whether it was expected"
    )
    sudden = ChoiceField(
        "Did it come suddenly and unexpectedly?",
        STATES,
        look="select",
        what="whether it was sudden",
        hint="How it came. Whether it was explained in the end is said in the analysis.",
    )
    learning_disability = ChoiceField("A learning disability?", STATES, look="select", what="learning disability")
    autism = ChoiceField("Autism?", STATES, look="select", what="autism")
    asylum = ChoiceField("Seeking asylum, or an immigration matter?", STATES, look="select", what="asylum")
    language = TextField("The family’s first language", required=False, max_length=80)
    interpreter = ChoiceField("An interpreter needed?", STATES, look="select", what="interpreter")

    def __init__(self, *args: Any, ethnicities: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ethnicity"].options = [*NONE, *ethnicities]  # type: ignore[attr-defined]

    def clean_coded_cause(self) -> str:
        """A code of the International Classification of Diseases, by its form alone."""
        code = str(self.cleaned_data["coded_cause"]).strip().upper()
        if code and not CODE.fullmatch(code):
            raise forms.ValidationError("The coded cause is a letter and two figures, such as R95 or W75.9.")
        return code

    def clean_deprivation(self) -> int | None:
        """The fifth as a number."""
        return int(self.cleaned_data["deprivation"]) if self.cleaned_data["deprivation"] else None


class ChildForm(WhoFields):
    """Who the child was, or more of it: what is left empty stays as it is."""

    version = HiddenVersionField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = False
        for name in ("name", "born", "nhs_number", "address", "others"):
            self.fields[name].hint = "Sealed. Left empty, what is stored stays."  # type: ignore[attr-defined]


class NameForm(Versioned):
    """Another name."""

    name = TextField("The name", max_length=200, hint="Sealed.", required_message="Give the name")
    why = TextField(
        "What kind of name is it?",
        max_length=200,
        hint="Such as: registered later; used by the family; before adoption.",
        required_message="Say what kind of name it is",
    )
    number = TextField(
        "An earlier NHS number, with it",
        required=False,
        max_length=14,
        width="20",
        hint="Of a child who was adopted or placed.",
    )
    used = ConfirmField("It is the name that the family uses: letters use it", required=False)

    def clean_number(self) -> str:
        """A number that adds up."""
        number = str(self.cleaned_data["number"])
        if number_state(number) is False:
            raise forms.ValidationError("The NHS number does not add up: check its ten digits.")
        return number


class WhyForm(forms.Form):
    """Why somebody needs to see what is sealed."""

    why = TextField(
        "Why do you need to know?",
        hint="It is written down, with your name and the time.",
        max_length=300,
        width="full",
        required_message="Say why you need to know",
    )


class MergeForm(Versioned):
    """Two notifications of one death."""

    into = TextField(
        "Which one stays?",
        max_length=20,
        width="10",
        hint="Its reference, such as CD-7K4QWX. This one is joined with it, and stays to be read.",
        required_message="Give the reference of the one that stays",
    )
    why = TextAreaField(
        "Why is it the same death?", max_length=1000, rows=2, required_message="Say why it is the same death"
    )


class ReasonForm(Versioned):
    """A reason."""

    why = TextAreaField("Why?", max_length=2000, rows=3, required_message="Give the reason")


class ScopeForm(Versioned):
    """A decision on scope."""

    in_scope = ChoiceField("Is it reviewed here?", InScope.choices(), what="the decision")
    reason = ChoiceField("On what ground?", ScopeReason.choices(), what="the ground")
    why = TextAreaField(
        "What does it rest on?",
        max_length=2000,
        rows=3,
        hint="A clinician’s statement, a certificate, dates.",
        required_message="Say what it rests on",
    )
    by_role = TextField("In which role was it decided?", max_length=120, required_message="Give the role")
    on = DateField("When?", what="the day it was decided")


class AreaForm(Versioned):
    """A decision on the area."""

    lead = ChoiceField("Which area reviews it?", AreaLead.choices(), what="the area")
    area = TextField("The other area", required=False, max_length=160)
    why = TextAreaField(
        "Why?",
        max_length=2000,
        rows=3,
        hint="Normal residence; where most services were; a placement; a move in the last weeks.",
        required_message="Give the reasons",
    )
    agreed_by = TextField("Who agreed, on both sides?", required=False, max_length=200, width="full", hint="Roles.")
    shares_learning = TextField("How does learning reach the other area?", required=False, max_length=300, width="full")
    on = DateField("When?", what="the day it was decided")


class FirstForm(Versioned):
    """A decision of the first hours."""

    question = ChoiceField("Which question?", Question.choices(), what="the question")
    answer = ChoiceField("What was decided?", Immediate.choices(), what="the answer")
    limbs = MultipleChoiceField(
        "For a Joint Agency Response: which criteria are met?",
        Limb.choices(),
        required=False,
        hint="Any one is enough.",
    )
    why = TextAreaField(
        "Why, or what does it wait for?",
        max_length=2000,
        rows=3,
        hint=NO_NAMES,
        required_message="Say why, or what it waits for",
    )
    by_role = TextField("In which role was it decided?", max_length=120, required_message="Give the role")
    on = DateField("On which day?", what="the day")
    moment = TimeField("At what time?", what="the time")


class RelatedForm(Versioned):
    """Two deaths that belong together."""

    other = TextField(
        "Which other death?",
        max_length=20,
        width="10",
        hint="Its reference.",
        required_message="Give the other’s reference",
    )
    why = ChoiceField("How do they belong together?", RelatedWhy.choices(), what="how they belong together")
    note = TextAreaField(
        "What should be minded?",
        required=False,
        max_length=1000,
        rows=2,
        hint="Such as: pregnancy data are entered once; separate letters.",
    )


class ConcernForm(Versioned):
    """A concern about another child."""

    what = TextAreaField(
        "What is the concern?", max_length=2000, rows=3, hint=NO_NAMES, required_message="Say what the concern is"
    )
    passed_to = TextField(
        "To whom was it passed, and how?",
        max_length=200,
        width="full",
        hint="Such as: duty social worker, by telephone at 14:10. Ring first: this page tells nobody outside.",
        required_message="Say to whom it was passed",
    )


class TrackForm(Versioned):
    """Something runs beside the review."""

    kind = ChoiceField("What is it?", TrackKind.choices(), what="what it is", look="select")
    who = TextField("Which body leads it?", max_length=160, required_message="Say which body leads it")
    note = TextAreaField(
        "What should be known?",
        required=False,
        max_length=2000,
        rows=3,
        hint="Kind of post-mortem; what the family agreed to or declined; what was asked for.",
    )
    began_on = DateField("Since when?", what="the day it began")
    agreed_on = DateField("A day agreed for its end, if any", required=False, what="the day agreed")
    holds = ConfirmField("The panel waits for it", required=False)
    look_again_on = DateField("Then, when is it looked at again?", required=False, what="the day to look again")
    keeps_papers = ConfirmField("Police or prosecutors asked that papers stay with those who lead", required=False)


class TrackChangeForm(Versioned):
    """What is known of it now."""

    note = TextAreaField("What should be known?", required=False, max_length=2000, rows=3)
    agreed_on = DateField("A day agreed for its end, if any", required=False, what="the day agreed")
    holds = ConfirmField("The panel waits for it", required=False)
    look_again_on = DateField("Then, when is it looked at again?", required=False, what="the day to look again")
    keeps_papers = ConfirmField("Police or prosecutors asked that papers stay with those who lead", required=False)


class TrackEndForm(Versioned):
    """It has ended."""

    outcome = TextAreaField(
        "How did it end?",
        max_length=2000,
        rows=3,
        hint="The conclusion, the verdict, no charge, what was found.",
        required_message="Say how it ended",
    )
    on = DateField("When?", what="the day it ended")


class ResultForm(Versioned):
    """A result."""

    name = TextField(
        "What kind of result?",
        max_length=120,
        hint="Preliminary cause, histology, toxicology, genetics; report to prevent future deaths.",
        required_message="Say what kind of result it is",
    )
    says = TextAreaField("What does it say?", max_length=4000, rows=4, required_message="Say what it says")
    came_on = DateField("When did it come?", what="the day it came")
    narrow = ConfirmField("It may not stand in anything that the family or the other parent sees", required=False)


class AskForm(Versioned):
    """Agencies are asked for a form."""

    form = ChoiceField("Which form?", what="the form", look="select")
    organisations = MultipleChoiceField("Which agencies?", required_message="Choose at least one agency")
    title = TextField(
        "What is asked, without naming anyone", max_length=120, width="full", required_message="Say what is asked"
    )
    message = TextAreaField("Covering message", max_length=4000, rows=6, required_message="Write a covering message")
    due_on = DateField("By when?", what="the day it is due")

    def __init__(
        self, *args: Any, organisations: list[tuple[str, str]], kinds: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisations"].options = organisations  # type: ignore[attr-defined]
        self.fields["form"].options = kinds  # type: ignore[attr-defined]


class ClaimForm(Versioned):
    """What an agency says of one fact."""

    about = TextField(
        "About what?",
        max_length=120,
        hint="Such as: time found. Said the same way each time, claims stand side by side.",
        required_message="Say what it is about",
    )
    says = TextAreaField("What is said?", max_length=400, rows=2, required_message="Say what is said")
    source = TextField(
        "Who says so?",
        max_length=160,
        hint="An agency, or the family through the key worker.",
        required_message="Say who says so",
    )


class OnWhyForm(Versioned):
    """A day and a reason."""

    why = TextAreaField("Why?", max_length=2000, rows=3, required_message="Give the reason")
    on = DateField("When?", what="the day")


class MeetingForm(Versioned):
    """The review meeting."""

    kind = ChoiceField("What kind of meeting was it?", MeetingKind.choices(), what="the kind of meeting")
    convened_by = TextField(
        "Which organisation convened it?",
        max_length=160,
        hint="Where death was declared, or the lead of the Joint Agency Response.",
        required_message="Say which organisation convened it",
    )
    on = DateField("When?", what="the day of the meeting")
    present = TextAreaField(
        "Who took part?",
        max_length=2000,
        rows=3,
        hint="Roles and agencies, no names.",
        required_message="Say who took part",
    )
    family_questions = TextAreaField(
        "What did the family ask?", required=False, max_length=2000, rows=3, hint="Brought by the key worker."
    )
    said = TextAreaField(
        "What was concluded?", max_length=8000, rows=5, hint=NO_NAMES, required_message="Say what was concluded"
    )
    feedback = TextAreaField("What does the family hear, and from whom?", required=False, max_length=2000, rows=3)
    papers_missing = TextField("What was missing?", required=False, max_length=300, width="full")


class ReadyForm(Versioned):
    """Ready for the panel."""

    on = DateField("Since when?", what="the day")
    without_why = TextAreaField(
        "If something is missing: why does it go on without?", required=False, max_length=2000, rows=3
    )


class PutForm(Versioned):
    """Put to a panel."""

    meeting = ChoiceField("To which panel?", required=False, what="the panel")
    theme = TextField(
        "Or waits for a themed panel on",
        required=False,
        max_length=80,
        hint="Such as: neonatal, road, sudden infant deaths.",
    )

    def __init__(self, *args: Any, panels: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].options = [("", "None yet"), *panels]  # type: ignore[attr-defined]


class PanelForm(forms.Form):
    """The day of a panel."""

    on = DateField("A panel on", what="the day of the panel")


class DeferForm(Versioned):
    """The panel put it off."""

    on = DateField("At the panel of which day?", what="the day")
    why = TextAreaField("Why?", max_length=2000, rows=3, required_message="Give the reason")
    until = TextField("What has to come first?", required=False, max_length=200, width="full")


class AnalysisForm(Versioned):
    """The analysis."""

    summary = TextAreaField(
        "What happened, as short as can be",
        max_length=4000,
        rows=5,
        hint=NO_NAMES,
        required_message="Say what happened",
    )
    cause = TextAreaField(
        "Cause, as presently understood",
        max_length=2000,
        rows=2,
        required_message="Say the cause as presently understood",
    )
    primary = ChoiceField(
        "First category",
        Category.choices(),
        look="select",
        what="the first category",
        hint="The lowest number that applies.",
    )
    secondary = MultipleChoiceField("Other categories that apply", Category.choices(), required=False)
    hierarchy_why = TextAreaField("If the first is not the lowest: why?", required=False, max_length=1000, rows=2)
    sudden_explained = ChoiceField(
        "Where it came suddenly: was it explained?", Explained.choices(), what="whether it was explained"
    )
    modifiable = ChoiceField(
        "Modifiable factors",
        [("", "Not decided yet"), *Modifiable.choices()],
        required=False,
        what="modifiable factors",
        hint="What could be changed to lower the risk to other children. It blames nobody, and is not “avoidable”.",
    )
    differs = TextAreaField("Who thinks otherwise, and why?", required=False, max_length=2000, rows=2, hint="By role.")
    coroner_differs = TextAreaField(
        "Where the coroner concluded otherwise",
        required=False,
        max_length=1000,
        rows=2,
        hint="The panel judges on the balance of probability; the conclusion of the inquest stands beside it.",
    )
    process = TextAreaField(
        "What was done for this family, and what was not?",
        required=False,
        max_length=2000,
        rows=3,
        hint="Key worker, booklet, response, post-mortem, meeting.",
    )
    feedback = TextAreaField("What does the family hear, and from whom?", required=False, max_length=2000, rows=3)


class ConcludeForm(AnalysisForm):
    """The panel's conclusion."""

    on = DateField("At the panel of which day?", what="the day of the panel")
    panel_name = TextField("Which panel?", max_length=160, required_message="Say which panel it was")
    quorate = ConfirmField("It was quorate", required=False)
    themed = ConfirmField("It was a themed panel", required=False)
    final = ChoiceField(
        "Is it final?", [("final", "Final"), ("provisional", "Provisional: it comes back")], what="whether it is final"
    )
    without_why = TextAreaField(
        "If something is still awaited: why does the panel conclude without?", required=False, max_length=1000, rows=2
    )


class FactorForm(Versioned):
    """A contributory factor."""

    domain = ChoiceField("Which domain?", Domain.choices(), what="the domain")
    name = TextField(
        "The factor",
        max_length=120,
        hint="Such as: sleep environment; follow-up; smoking in the household.",
        required_message="Name the factor",
    )
    relevance = ChoiceField("What had it to do with the death?", Relevance.choices(), what="the relevance")
    modifiable = ConfirmField("It could be changed for other children", required=False)
    words = TextAreaField("In words", required=False, max_length=2000, rows=3, hint=NO_NAMES)


class RecommendForm(Versioned):
    """A recommendation."""

    words = TextAreaField("What is recommended?", max_length=2000, rows=3, required_message="Say what is recommended")
    addressee = TextField("To which body?", max_length=200, width="full", required_message="Say which body should act")
    level = ChoiceField("For whom is it?", Level.choices(), what="for whom it is")
    factor = ChoiceField("Because of which factor?", required=False, look="select", what="the factor")

    def __init__(self, *args: Any, factors: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["factor"].options = [("", "None of them"), *factors]  # type: ignore[attr-defined]


class InformForm(Versioned):
    """The body was informed."""

    on = DateField("When was it informed?", what="the day")
    how = TextField(
        "How?",
        max_length=200,
        width="full",
        hint="Such as: by letter of the chair.",
        required_message="Say how it was informed",
    )
    to_database = ConfirmField("The national database was told of it too", required=False)


class AnswerForm(Versioned):
    """The body answered."""

    answer = TextAreaField("What did it answer?", max_length=2000, rows=3, required_message="Say what was answered")
    on = DateField("When?", what="the day")


class LearnForm(Versioned):
    """A learning point of a factor."""

    text = TextAreaField(
        "What was learned?",
        max_length=2000,
        rows=3,
        hint="So that it can be read outside the panel: nobody may be known from it.",
        required_message="Say what was learned",
    )
    heading = ChoiceField("Under which heading?", LearningHeading.choices(), what="the heading")
    themes = TextField("Themes", required=False, max_length=200, width="full", hint="Parted by commas.")
    good = ConfirmField("It is good practice", required=False)


class SentForm(Versioned):
    """A hand-over was sent."""

    on = DateField("On which day?", what="the day")
    moment = TimeField("At what time?", what="the time")


class AnsweredForm(Versioned):
    """The database answered."""

    taken = ChoiceField("What did it say?", [("yes", "It has it"), ("no", "It refused it")], what="what it said")
    reference = TextField("Its reference", required=False, max_length=60, width="20")
    why = TextAreaField("If refused: why?", required=False, max_length=1000, rows=2)
    on = DateField("When?", what="the day")


class DisclosureForm(Versioned):
    """A decision on what may be seen."""

    asker = TextField(
        "Who asked?", max_length=160, hint="A role or a relation, no name.", required_message="Say who asked"
    )
    asked_on = DateField("When?", what="the day it was asked")
    asked_for = TextAreaField("For what?", max_length=2000, rows=2, required_message="Say what was asked for")
    decided = TextAreaField("What was decided?", max_length=2000, rows=2, required_message="Say what was decided")
    why = TextAreaField("Why?", max_length=2000, rows=3, required_message="Give the reasons")
    by_role = TextField("In which role?", max_length=120, required_message="Give the role")
    on = DateField("Decided when?", what="the day it was decided")


class CloseForm(ReasonForm):
    """The end of a review."""


class DeathsFileForm(forms.Form):
    """The spreadsheet, which is kept for a day."""

    file = FileField(
        "The spreadsheet",
        hint="An Excel workbook (.xlsx) or a CSV file. Its first row that is not empty holds the headings. Names, dates of birth and NHS numbers are sealed as they come in.",
        endings=("xlsx", "csv"),
        most_bytes=MOST_BYTES,
    )
