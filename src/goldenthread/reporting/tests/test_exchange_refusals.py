"""Wrong documents are refused whole, each problem named by path and line."""

from __future__ import annotations

import pytest

from goldenthread.reporting.exchange import MAXIMUM_BYTES, Problem, read

HEAD = """format: partnership-report/1
partnership: {name: Anytown}
report: {kind: addendum, period: {start: 2020-09-01, end: 2021-03-31}}
"""
GROUP = HEAD + "groups:\n- key: a\n  name: A\n"


def problems(data: str | bytes) -> tuple[Problem, ...]:
    result = read(data.encode() if isinstance(data, str) else data)
    assert result.document is None
    assert result.problems
    return result.problems


def only(data: str | bytes) -> tuple[str, int, str]:
    (problem,) = problems(data)
    assert problem.message.endswith((".", ":"))
    return problem.path, problem.line, problem.message


def test_too_large_is_refused_before_parsing() -> None:
    assert "larger than 10 MB" in only(b"[" * (MAXIMUM_BYTES + 1))[2]


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        (b"a: 1\nb: \xe9t\xe9\n", 2, "byte 8 (0xE9)"),
        ("format: x".encode("utf-16"), 1, "byte 0 (0xFF)"),
        (b"a: 1\nb: \0\n", 2, "Byte 8 is NUL"),
        (b"a: 1\nb: [\n", 3, "not YAML"),
        (b"a: 1\n b: 2\n", 2, "not YAML"),
        (b"\ta: 1\n", 1, "not YAML"),
        (b"a: \x07\n", 1, "control character"),
        (b"", 1, "empty"),
        (b"# nothing\n", 1, "empty"),
        (b"a: 1\n---\nb: 2\n", 2, "second document"),
        (b"a: *b\n", 1, "refers to nothing"),
        (b'{"format": 1,\n]', 2, "not JSON"),
        (b'{"format": 1}\n{}', 2, "not JSON"),
        (b'{"a":\n"b', 2, "not JSON"),
    ],
)
def test_what_cannot_be_read_names_the_line(data: bytes, line: int, words: str) -> None:
    _, found, message = only(data)
    assert words in message
    assert found == line


def test_not_a_mapping() -> None:
    assert "is a mapping" in only("- a\n- b\n")[2]


def test_another_format_is_one_problem() -> None:
    assert only("partnership: 3\nformat: partnership-report/2\n")[:2] == ("format", 2)
    without = HEAD.replace("format: partnership-report/1\n", "")
    assert only(without)[:2] == ("format", 1)


def test_cyclic_anchors() -> None:
    path, line, message = only(HEAD + "groups: &g\n- key: a\n  name: *g\n")
    assert (path, line) == ("groups[0].name", 6)
    assert "inside itself" in message


def test_alias_bomb() -> None:
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    bomb += "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 9))
    path, line, message = only(bomb)
    assert "more than 100,000 values" in message
    assert path.startswith("a4")
    assert line == 5


def test_deep_nesting() -> None:
    assert "nested more than 30 deep" in only("a: " + "[" * 400 + "]" * 400)[2]
    assert "nested more than 30 deep" in only('{"a": ' + "[" * 5000)[2]


def test_too_many_values() -> None:
    assert "values" in only("[" + "1," * 100_001 + "]")[2]
    assert "values" in only('{"a": [' + "1," * 100_001 + "1]}")[2]


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.system", "!!timestamp", "!own", "!!binary"])
def test_tags(tag: str) -> None:
    path, line, message = only(GROUP + f"  function: {tag} x\n")
    assert (path, line) == ("groups[0].function", 7)
    assert "has no place in this format" in message


def test_merges_and_keys_that_are_not_text() -> None:
    found = problems(GROUP + "  <<: {name: B}\n  1: x\n  [a]: y\n")
    assert [(p.path, p.line) for p in found] == [("groups[0]", 7), ("groups[0]", 8), ("groups[0]", 9)]


def test_a_key_twice_in_yaml_and_json() -> None:
    assert only(GROUP + "  name: B\n")[:2] == ("groups[0].name", 7)
    as_json = '{"format": "partnership-report/1",\n"partnership": {"name": "A",\n"name": "B"}, "report": {"kind": "addendum", "period": {"start": "2020", "end": "2021"}}}'
    assert only(as_json)[:2] == ("partnership.name", 3)


def test_all_problems_come_at_once() -> None:
    wrong = """format: partnership-report/1
partnership: {short_name: 5}
report:
  kind: monthly
  period: {start: 2021-02-30, end: 2021}
groups:
- key: a b
  developments:
  - summary: [x]
    number: one
    partial: "yes"
    impacts:
    - number: 1.1
      kind: wish
      measure: {value: many, since: 2021-13}
- name: B
  next_steps: [3, {parts: x}]
"""
    assert sorted((p.path, p.line) for p in problems(wrong)) == sorted([
        ("partnership.name", 2), ("partnership.short_name", 2),
        ("report.kind", 4), ("report.period.start", 5),
        ("groups[0].name", 7), ("groups[0].key", 7), ("groups[0].developments[0].summary", 9),
        ("groups[0].developments[0].number", 10), ("groups[0].developments[0].partial", 11),
        ("groups[0].developments[0].impacts[0].statement", 13), ("groups[0].developments[0].impacts[0].number", 13),
        ("groups[0].developments[0].impacts[0].kind", 14),
        ("groups[0].developments[0].impacts[0].measure.value", 15),
        ("groups[0].developments[0].impacts[0].measure.since", 15),
        ("groups[1].key", 16), ("groups[1].next_steps[0]", 17), ("groups[1].next_steps[1].text", 17),
        ("groups[1].next_steps[1].parts", 17),
    ])  # fmt: skip
    assert [p.line for p in problems(wrong)] == sorted(p.line for p in problems(wrong))


@pytest.mark.parametrize(
    ("more", "path", "line", "words"),
    [
        ("- {key: a, name: B}\n", "groups[1].key", 7, "group key a is used twice: first at groups[0].key"),
        ("  developments: [{number: 1, summary: s},\n    {number: 1, summary: t}]\n", "groups[0].developments[1].number", 8, "development number 1"),
        (
            "  developments:\n  - {number: 1, summary: s, impacts: [{number: '1.1', statement: x}]}\n"
            "  - {number: 2, summary: s, impacts: [{number: '1.1', statement: x}]}\n",
            "groups[0].developments[1].impacts[0].number", 9, "impact number 1.1",
        ),
        ("figures: [{label: x, value: 1e400}]\n", "figures[0].value", 7, "18 digits"),
        ("figures: [{label: x, value: 99999999999999999999}]\n", "figures[0].value", 7, "18 digits"),
        ("figures: [{label: x, value: .inf}]\n", "figures[0].value", 7, "must be a number"),
        ("figures: [{label: x, value: 100000000000000000}]\n", "figures[0].value", 7, "must not be more than"),
        (f"  function: {'x' * 20_001}\n", "groups[0].function", 7, "longer than 20,000"),
        ("  function: true\n", "groups[0].function", 7, "truth value true: write it in quotes"),
        ("  function:\n", "groups[0].function", 7, "leave its key out"),
        ('  function: "a\\0b"\n', "groups[0].function", 7, "U+0000"),
        ("figures: [{label: x, period: {start: 2021, end: 2020}}]\n", "figures[0].period.end", 7, "before it starts"),
        ("figures: [{label: x, as_at: 2021-04-31}]\n", "figures[0].as_at", 7, "April 2021 has 30 days"),
        ("  developments: {a: 1}\n", "groups[0].developments", 7, "a list"),
    ],
)  # fmt: skip
def test_named_problems(more: str, path: str, line: int, words: str) -> None:
    found = only(GROUP + more)
    assert found[:2] == (path, line)
    assert words in found[2]


def test_a_period_that_ends_before_it_starts() -> None:
    assert only(HEAD.replace("2021-03-31", "2019"))[:2] == ("report.period.end", 3)


def test_lone_surrogates_in_json() -> None:
    source = '{"format": "partnership-report/1", "partnership": {"name": "a\\ud800"}, "report": {"kind": "addendum", "period": {"start": "2020", "end": "2021"}}}'
    assert only(source)[0] == "partnership.name"
