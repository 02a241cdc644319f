"""The exchange format: what comes in is given back."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator

from goldenthread.core.dates import PartialDate
from goldenthread.reporting import exchange
from goldenthread.reporting.document import Document

from .documents import documents

DEMONSTRATION = Path(__file__).parents[2] / "commands" / "demonstration" / "wscp-2020-21.yaml"


def plain(data: str | bytes) -> Any:
    """As another program would read it: PyYAML's own loader, dates as text."""

    def dates_as_text(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: dates_as_text(each) for key, each in value.items()}
        if isinstance(value, list):
            return [dates_as_text(each) for each in value]
        return value.isoformat() if isinstance(value, date) else value

    return dates_as_text(yaml.safe_load(data))


def document(data: str | bytes) -> Document:
    result = exchange.read(data.encode() if isinstance(data, str) else data)
    assert result.problems == ()
    assert result.document is not None
    return result.document


SMALL = """format: partnership-report/1
partnership: {name: Anytown Safeguarding Children Partnership, established: 2019}
report: {kind: addendum, period: {start: 2020-09-01, end: 2021-03}}
"""


def test_the_demonstration_document_round_trips() -> None:
    data = DEMONSTRATION.read_bytes()
    first = document(data)
    written = exchange.write(first)
    assert document(written) == first
    assert plain(written) == plain(data)
    assert exchange.write(document(written)) == written


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents)
def test_any_document_round_trips_as_yaml_and_as_json(made: Document) -> None:
    assert document(exchange.write(made)) == made
    as_json = json.dumps(exchange.to_plain(made), default=float)
    again = exchange.read(as_json.encode())
    assert again.problems == ()


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents)
def test_other_programs_read_the_same_text(made: Document) -> None:
    written = yaml.load(exchange.write(made), Loader=yaml.BaseLoader)
    assert written["partnership"]["name"] == made.partnership.name
    assert [group["name"] for group in written.get("groups", [])] == [group.name for group in made.groups or ()]


def test_absent_and_empty_stay_apart() -> None:
    with_empty = document(SMALL + "groups:\n- {key: a, name: A, next_steps: [], developments: []}\nfigures: []\n")
    assert with_empty.groups is not None
    assert (with_empty.groups[0].next_steps, with_empty.groups[0].developments) == ((), ())
    assert (with_empty.areas_of_focus, with_empty.figures) == (None, ())
    assert plain(exchange.write(with_empty))["groups"][0] == {
        "key": "a",
        "name": "A",
        "developments": [],
        "next_steps": [],
    }


def test_a_step_is_a_sentence_or_a_text_with_parts_as_it_came() -> None:
    steps = [
        "One.",
        {"text": "Two."},
        {"text": "Three.", "parts": []},
        {"text": "Four.", "parts": ["a", "b"], "by": "x"},
    ]
    given_back = document(SMALL + f"areas_of_focus: {json.dumps(steps)}\n")
    assert exchange.to_plain(given_back)["areas_of_focus"] == steps


def test_dates_are_given_back_as_precise_as_they_came() -> None:
    small = document(SMALL)
    assert small.partnership.established == PartialDate(2019)
    assert small.report.period.end == PartialDate(2021, 3)
    assert plain(exchange.write(small)) == plain(SMALL)
    text_year = SMALL.replace("established: 2019", "established: '2019'")
    assert plain(exchange.write(document(text_year))) == plain(text_year)


def test_words_that_yaml_once_took_for_truth_values_stay_words() -> None:
    small = document(SMALL + "areas_of_focus: [no, Yes, on, off, NO]\n")
    assert [area.text for area in small.areas_of_focus or ()] == ["no", "Yes", "on", "off", "NO"]
    assert plain(exchange.write(small))["areas_of_focus"] == ["no", "Yes", "on", "off", "NO"]


def test_numbers_are_kept_exactly() -> None:
    small = document(
        SMALL
        + "figures: [{label: a, value: 12.50}, {label: b, value: 0.1}, {label: c, value: 1_0}]\n".replace("1_0", "10")
    )
    values = [figure.value for figure in small.figures or ()]
    assert [str(value) for value in values] == ["12.50", "0.1", "10"]
    assert isinstance(values[0], Decimal)
    assert "12.50" in exchange.write(small)


def test_unknown_keys_are_kept_given_back_and_listed() -> None:
    source = SMALL + "colour: {red: [1, 2]}\ngroups:\n- key: a\n  name: A\n  mood: fine\n"
    result = exchange.read(source.encode())
    assert [(w.path, w.line) for w in result.warnings] == [("colour", 4), ("groups[0].mood", 8)]
    assert result.document is not None
    assert plain(exchange.write(result.document)) == plain(source)


def test_a_text_split_by_its_comma_is_pointed_out() -> None:
    source = SMALL + "assurance_activity: {learning: [{text: One thing, and another}]}\n"
    (warning,) = exchange.read(source.encode()).warnings
    assert "put the whole text in quotes" in warning.message
    assert plain(exchange.write(document(source))) == plain(source)


def test_odd_numbers_and_unknown_groups_are_warned_of() -> None:
    source = SMALL + (
        "groups: [{key: a, name: A, developments: [{number: 1, summary: s, impacts: [{number: '2.1', statement: t}]}]}]\nfigures: [{label: x, group: b}]\n"
    )
    assert [w.path for w in exchange.read(source.encode()).warnings] == [
        "groups[0].developments[0].impacts[0].number",
        "figures[0].group",
    ]


def test_json_is_read_with_escapes_tabs_and_pairs() -> None:
    source = '\ufeff{\n\t"format": "partnership-report/1",\n\t"partnership": {"name": "A\\/B \\ud83c\\udf1f"},\n\t"report": {"kind": "addendum", "period": {"start": "2020", "end": 2021}}\n}'
    read = document(source)
    assert read.partnership.name == "A/B 🌟"
    assert exchange.to_plain(read)["report"]["period"] == {"start": "2020", "end": 2021}


def test_aliases_are_read_as_what_they_stand_for() -> None:
    source = SMALL + "groups:\n- {key: a, name: &n Same}\n- {key: b, name: *n}\n"
    assert [group.name for group in document(source).groups or ()] == ["Same", "Same"]


def test_the_schema_is_a_valid_schema_and_accepts_the_demonstration() -> None:
    Draft202012Validator.check_schema(exchange.schema())
    Draft202012Validator(exchange.schema()).validate(plain(DEMONSTRATION.read_bytes()))


def test_reviews_in_a_looser_shape_import_once_converted() -> None:
    """Inspections number paragraphs, not developments, and name periods as they please."""
    loose = {
        "partnership": "Anytown Board", "period": "2015-16",
        "sub_groups": [
            {"name": "Quality", "developments": [{"para": 12, "text": "Audits began"}], "impact": [{"para": 13, "text": "Good"}], "next_steps": []},
            {"name": "Voice", "developments": [], "impact": [{"para": 15, "text": "None yet"}], "next_steps": [{"para": 16, "text": "Ask"}]},
        ],
        "figures": [{"label": "audits", "value": 4, "unit": "audits (over)", "period": "2014-15", "para": 12}],
    }  # fmt: skip
    converted = json.dumps(_converted(loose))
    result = exchange.read(converted.encode())
    assert result.problems == ()
    assert result.document is not None
    assert result.document.figures is not None
    assert {warning.path for warning in result.warnings} == {"figures[0].para"}
    assert document(exchange.write(result.document)) == result.document


def _converted(loose: Any) -> dict[str, Any]:
    groups = []
    for at, group in enumerate(loose["sub_groups"]):
        impacts = [{"number": f"1.{n + 1}", "statement": each["text"]} for n, each in enumerate(group["impact"])]
        made = [{"number": n + 1, "summary": each["text"]} for n, each in enumerate(group["developments"])]
        made = made or [{"number": 1, "summary": "Not stated", "partial": True}]
        made[0]["impacts"] = impacts
        steps = [each["text"] for each in group["next_steps"]]
        groups.append({"key": f"g{at}", "name": group["name"], "developments": made, "next_steps": steps})
    period = {"start": "2015-04", "end": "2016-03"}
    return {
        "format": "partnership-report/1",
        "partnership": {"name": loose["partnership"]},
        "report": {"kind": "annual_report", "period": period},
        "groups": groups,
        "figures": loose["figures"],
    }
