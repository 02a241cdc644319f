from __future__ import annotations

import re
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup

from goldenthread.design.components import (
    Brag,
    BragTag,
    Button,
    Card,
    Column,
    Duration,
    EmptyState,
    FilterField,
    FilterOption,
    FilterPanel,
    Joined,
    Knot,
    Lines,
    Link,
    ListItem,
    Muted,
    NumberCard,
    Pagination,
    PairedImpact,
    Reference,
    Row,
    Shape,
    Strong,
    Table,
    Tag,
    ThreadView,
    lines,
)
from goldenthread.design.tests.conftest import TEMPLATES, Pages, one

UI = '{% import "design/macros.html" as ui %}'
NASTY = '<script>alert("x")</script>'


@pytest.mark.parametrize(
    "piece",
    [
        Tag("danger", NASTY),
        BragTag(Brag.RED, NASTY),
        Link(NASTY, '/"><script>', NASTY),
        Button(NASTY, '/"><script>', hidden=NASTY),
        Muted(NASTY),
        Strong(NASTY),
        Reference(NASTY, '"><script>'),
        Joined((NASTY, NASTY), by="<script>"),
        Lines((NASTY, NASTY)),
    ],
)
def test_pieces_escape_what_they_are_given(pages: Pages, piece: object) -> None:
    assert "<script" not in pages.html("{{ piece }}", piece=piece)


def test_statuses_have_a_word_a_shape_and_no_meaning_in_colour_alone() -> None:
    looks = {re.sub("<.*?>", "", BragTag(rating).__html__()): BragTag(rating).__html__() for rating in Brag}
    assert set(looks) == {"Blue: complete", "Red: off track", "Amber: at risk", "Green: on track"}
    paths = [re.search(r' d="(.*?)"', html) for html in looks.values()]
    assert len({found[1] for found in paths if found}) == len(looks)


def test_lines_leave_out_what_is_not_there() -> None:
    assert lines(["a", None, "", 0]).parts == ("a", 0)


def _actions() -> Table:
    columns = (Column("Action", sort_url="?sort=-title", sorted="ascending"), Column("Days late", kind="number"))
    rows = (Row((Link("Write it", "/a/1"), 1200), value="AC-1", name="Write it", mark="danger"),)
    return Table("Actions", columns, rows, select="action", foot=("All", Decimal("1200.5")))


def test_a_table_keeps_its_roles_and_labels_for_narrow_screens(pages: Pages) -> None:
    soup = pages.soup(UI + "{{ ui.table(table) }}", table=_actions())
    assert [cell["data-label"] for cell in soup.select("tbody [data-label]")] == ["Action", "Days late"]
    assert soup.select_one("tbody th[scope=row]") is not None
    assert next(tag.get("role") for tag in soup.select("table, thead, tbody tr, tbody td")) == "table"
    assert all(cell.get("role") for cell in soup.select("table, thead, tbody, tfoot, tr, th, td"))
    heading = soup.select_one("th[aria-sort=ascending] a")
    assert heading is not None
    assert heading["href"] == "?sort=-title"
    assert [cell.text for cell in soup.select(".gt-cell--number")] == ["Days late", "1,200", "1,200.5"]
    box = soup.select_one("tbody input[type=checkbox]")
    assert box is not None
    assert one(soup, f"label[for={box['id']}]").text == "Select Write it"


def test_an_empty_table_says_what_belongs_there(pages: Pages) -> None:
    table = Table("Actions", (Column("Action"),), empty=EmptyState("No actions yet", "They come from reviews."))
    soup = pages.soup(UI + "{{ ui.table(table) }}", table=table)
    assert soup.select_one("table") is None
    assert soup.text.split("\n")
    assert "No actions yet" in soup.text


def test_a_long_table_renders_in_a_fraction_of_a_second(pages: Pages) -> None:
    from time import perf_counter

    one = _actions()
    table = Table("Actions", one.columns, one.rows * 5000)
    started = perf_counter()
    pages.html(UI + "{{ ui.table(table) }}", table=table)
    # It takes a tenth of this on an idle machine; a macro for every cell would take ten times as long.
    assert perf_counter() - started < 2


def test_pagination_leaves_out_pages_far_away_and_keeps_filters(pages: Pages) -> None:
    item = Pagination(5, 9, 412, 201, 250, "/actions/?agency=health&page=4", "action")
    assert item.shown() == (1, None, 4, 5, 6, None, 9)
    assert Pagination(1, 2, 60, 1, 50, "/").shown() == (1, 2)
    soup = pages.soup(UI + "{{ ui.pagination(item) }}", item=item)
    assert one(soup, "[rel=next]")["href"] == "/actions/?agency=health&page=6"
    assert "Showing 201 to 250 of 412 actions" in " ".join(soup.text.split())
    none = pages.soup(UI + "{{ ui.pagination(item) }}", item=Pagination(1, 1, 0, 0, 0, "/", "action"))
    assert "No actions" in none.text


def test_a_thread_reads_as_nested_lists_in_order(pages: Pages) -> None:
    branch = (Knot("agreed", "Agree it", "May 2025", "/a"), Knot("made", "Make it", "to come", is_open=True))
    first = Knot("happened", "An incident", "4 January 2025", "/r", reference="RR-7K4Q", branches=(branch,))
    view = ThreadView((first,), (Duration("to impact", "none yet", True),), "No impact yet", Link("Add it", "/i"))
    soup = pages.soup('{% import "design/thread.html" as t %}{{ t.thread(view) }}', view=view)
    assert [tag.get_text(strip=True) for tag in soup.select(".gt-knot__title")] == [
        "An incident",
        "Agree it",
        "Make it",
        "No impact yet",
    ]
    assert soup.select_one("ol.gt-thread > li ol.gt-branch > li") is not None
    assert one(soup, "ol.gt-branch")["aria-label"] == "Branch 1 of 1 from An incident"


def test_filters_are_a_plain_get_form_that_keeps_other_fields(pages: Pages) -> None:
    agency = FilterField("agency", "Agency", "select", (FilterOption("h", "Health", True, 12),))
    rating = FilterField("brag", "Rating", "checkboxes", (FilterOption("red", "Red", True), FilterOption("g", "Green")))
    panel = FilterPanel((agency, rating), "/a/", (Link("Agency: Health", "/a/?"),), "/a/", (("sort", "due"),))
    soup = pages.soup('{% import "design/filters.html" as f %}{{ f.filter_panel(panel) }}', panel=panel)
    assert one(soup, "form")["method"] == "get"
    assert one(soup, "input[name=sort]")["value"] == "due"
    assert [box["value"] for box in soup.select("input[checked]")] == ["red"]
    for control in soup.select("select, input:not([type=hidden])"):
        assert soup.select_one(f"label[for={control['id']}]") is not None


def test_the_remaining_macros_render(pages: Pages) -> None:
    card = Card("Late", (ListItem(Link("Answer", "/x"), ("from a review",), (Tag("danger", "Late"),)),), count=1)
    numbers = (NumberCard("Late", 1200, "900 the year before"),)
    source = UI + '{% import "design/report.html" as report %}{{ ui.card(card) }}{{ ui.number_cards(numbers) }}'
    source += "{% call(side) report.builder() %}{{ side }}{% endcall %}{{ report.pairs(pairs) }}"
    source += '{{ ui.post_button("Send", "/s", "", {"version": 3}, submission="one") }}'
    soup = pages.soup(source, card=card, numbers=numbers, pairs=(PairedImpact("1", "A course"),))
    assert "1,200" in soup.text
    assert "No impact has been shown yet." in soup.text
    assert [field["name"] for field in soup.select("input[type=hidden]")] == ["submission", "version"]


def test_no_template_of_ours_has_inline_styles_or_scripts() -> None:
    for path in TEMPLATES.rglob("*.html"):
        soup = BeautifulSoup(path.read_text("utf-8"), "lxml")
        assert not soup.select("[style], style, script:not([src])"), path
        assert not re.search(r"\son[a-z]+=", path.read_text("utf-8")), path


def test_every_shape_prints_itself() -> None:
    assert all(shape.__html__().startswith("<svg") for shape in Shape)
