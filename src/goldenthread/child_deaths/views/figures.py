"""Figures of child deaths, the annual report and the arrangements, as pages and to take away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET
from markupsafe import Markup

from goldenthread.child_deaths import permissions
from goldenthread.child_deaths.document import Section, document_pdf
from goldenthread.child_deaths.models import Arrangement
from goldenthread.child_deaths.operations.publishing import take_away
from goldenthread.child_deaths.pages.figures import COLUMNS, Part, cards, exported, national_note, parts
from goldenthread.child_deaths.queries.deaths import arrangement
from goldenthread.child_deaths.queries.figures import Yearly, figures, learning_from, recommended, settings_of
from goldenthread.child_deaths.rules.figures import APART, DEFINITION, POOLS, block_of, year_of, year_words
from goldenthread.child_deaths.rules.intake import EARLIEST
from goldenthread.child_deaths.terms import Level
from goldenthread.child_deaths.views.shared import trail
from goldenthread.design.components import Button, FilterField, FilterOption, FilterPanel, Link, Notice
from goldenthread.design.format import day
from goldenthread.design.page import Head
from goldenthread.meetings.queries.attendance import by_agency
from goldenthread.partnership import queries as partnership
from goldenthread.partnership.models import TermsOfReference
from goldenthread.partnership.terms import Role, SeatRole
from goldenthread.pathways.pages.picture import draw
from goldenthread.pathways.queries.editions import get_edition
from goldenthread.records.downloads import spreadsheet_response
from goldenthread.records.queries import NotVisible
from goldenthread.records.web import Scope, partnership_page, readers
from goldenthread.rendering.pdf import TEXT_FACE

NEVER_EXACT = "Whatever is taken away keeps small numbers back."


@dataclass(frozen=True, slots=True)
class Asked:
    """The years that an address asks for; what cannot be is put right."""

    year: int
    years: int

    @classmethod
    def of(cls, request: HttpRequest, today: date, pool: int) -> Asked:
        """Of an address: the last years that are over and counted together, where it says nothing that can be."""
        last = year_of(today)
        said, together = request.GET.get("year", ""), request.GET.get("pool", "")
        years = int(together) if together in {str(each) for each in POOLS} else pool
        ends = block_of(last - years, years)[-1] if years > 1 else last - 1
        year = int(said) if said.isascii() and said.isdigit() and len(said) == 4 else ends
        return cls(min(max(year, EARLIEST.year), last), years)


def _circle(scope: Scope) -> tuple[Arrangement, bool]:
    """The arrangements, and whether this person leads; for whoever sits in the group, or leads. Errors: Http404."""
    held = arrangement(scope.partnership.id)
    if held is None:
        raise Http404
    leads = permissions.may_lead(scope.viewer, scope.partnership.id, held.group_id)
    reads = scope.viewer.seat_in(held.group_id) or Role.SCRUTINEER in scope.viewer.roles(scope.partnership.id)
    if not leads and not reads:
        raise Http404
    return held, leads


def _pdf(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_GET
@partnership_page(readers)
def shown(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """The figures of a year, or of several pooled; small numbers kept back, exact on the page alone for those who lead."""
    held, leads = _circle(scope)
    asked = Asked.of(request, scope.viewer.day, held.pooled_over)
    kind = request.GET.get("format", "")
    exact = leads and request.GET.get("exact") == "1" and kind not in {"csv", "xlsx"}
    settings = settings_of(held, scope.viewer.day, exact=exact)
    found = figures(scope.viewer, scope.partnership.id, settings, year=asked.year, years=asked.years)
    if (
        not request.GET.get("year") and asked.year < found.known[0]
    ):  # no block of years is over yet: what there is, is the last year
        asked = Asked(year_of(scope.viewer.day), 1)
        found = figures(scope.viewer, scope.partnership.id, settings, year=asked.year, years=asked.years)
    if kind in {"csv", "xlsx"}:
        take_away(
            partnership_id=scope.partnership.id, what=f"A table ({kind})", year=asked.year, years=asked.years, settings=settings,
            by=scope.viewer, at=scope.viewer.at,
        )  # fmt: skip
        rows = list(exported(found))
        name = f"{scope.partnership.key}-child-deaths-{year_words(asked.year)}"
        return spreadsheet_response(kind, name, COLUMNS, lambda: rows, scope.viewer.person_id, scope.viewer.at)
    base = scope.address("child-deaths", "figures")
    query = urlencode({"year": asked.year, "pool": asked.years})
    others = [Link("Annual report", f"{scope.address('child-deaths', 'report')}?year={asked.year}")]
    if leads:
        others.append(Link("Small numbers kept back", f"{base}?{query}") if exact else Link("Exact figures", f"{base}?{query}&exact=1"))  # fmt: skip
    return render(request, "child_deaths/figures.html", {
        "head": Head("Figures of child deaths", breadcrumbs=trail(scope), lede=year_words(asked.year, asked.years), others=tuple(others)),
        "notices": (Notice("warning", f"These are exact figures. They stay on this page: {NEVER_EXACT.lower()}"),) if exact else (),
        "panel": _panel(found, base), "cards": cards(found), "words": (APART, settings.words, national_note()),
        "sections": (Section("Tables", parts=parts(found)),),
        "downloads": (Link("Excel", f"{base}?{query}&format=xlsx"), Link("CSV", f"{base}?{query}&format=csv")),
    })  # fmt: skip


def _panel(found: Yearly, base: str) -> FilterPanel:
    years = sorted({*found.known, found.year}, reverse=True)
    return FilterPanel(
        (
            FilterField("year", "Year that ends it", "select", tuple(FilterOption(str(each), year_words(each), each == found.year) for each in years)),
            FilterField("pool", "Years together", "select", tuple(FilterOption(str(each), "One year" if each == 1 else f"{each} years", each == found.years) for each in POOLS)),
        ),
        base, (), "",
    )  # fmt: skip


@require_GET
@partnership_page(readers)
def report(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """The annual report of a year, as a page or as PDF/UA; small numbers are kept back for everybody."""
    held, _ = _circle(scope)
    asked = Asked.of(request, scope.viewer.day, 1)
    settings = settings_of(held, scope.viewer.day)
    sections = _report(scope, held, asked.year)
    title, lede = (
        f"Child deaths: annual report {year_words(asked.year)}",
        f"{held.partners}. Draft of {day(scope.viewer.day)}, from what is recorded.",
    )
    base = f"{scope.address('child-deaths', 'report')}?year={asked.year}"
    if request.GET.get("format") == "pdf":
        take_away(
            partnership_id=scope.partnership.id, what="The annual report", year=asked.year, years=1, settings=settings,
            by=scope.viewer, at=scope.viewer.at,
        )  # fmt: skip
        made = document_pdf(
            title,
            lede,
            sections,
            partnership=scope.partnership.name,
            fictional=scope.partnership.fictional,
            at=scope.viewer.at,
        )
        return _pdf(made, f"{scope.partnership.key}-child-deaths-{year_words(asked.year)}")
    return _page(request, scope, title, lede, sections, f"{base}&format=pdf")


def _page(request: HttpRequest, scope: Scope, title: str, lede: str, sections: Any, pdf: str) -> HttpResponseBase:
    return render(request, "child_deaths/figures.html", {
        "head": Head(title, breadcrumbs=trail(scope), lede=lede, action=Button("PDF", pdf)),
        "notices": (), "panel": None, "cards": (), "words": (), "sections": sections, "downloads": (Link("PDF", pdf),),
    })  # fmt: skip


def _report(scope: Scope, held: Arrangement, year: int) -> tuple[Section, ...]:
    """The report's sections, from what is stored."""
    here, settings = scope.partnership.id, settings_of(held, scope.viewer.day)
    one = figures(scope.viewer, here, settings, year=year, years=1)
    pool = max(settings.pool, 3)
    end_of_block = block_of(year, pool)[-1]
    ended = end_of_block if end_of_block <= min(year, settings.ended or year) else end_of_block - pool
    three = figures(scope.viewer, here, settings, year=ended, years=pool, offered=False)
    alone = settings.pool == 1
    made = {part.key: part for part in parts(one)}
    pooled = [
        Part(f"pooled-{each.key}", each.title, each.heads, each.rows, each.note, each.chart) for each in parts(three)
    ]
    start, end = date(year, 4, 1), date(year + 1, 3, 31)
    meetings, agencies = by_agency(scope.viewer, here, start=start, end=end, group=held.group.key)
    attendance = Part(
        "attendance", "Attendance", ("Organisation", "Invited", "Attended"),
        tuple((each.organisation, str(each.invited), str(each.attended)) for each in agencies),
    )  # fmt: skip
    learned = learning_from(scope.viewer, here, year=year)
    advice = recommended(scope.viewer, here, year=year)
    return (
        Section("About this report", (
            f"It tells of the deaths of children that {held.group.name} reviews for {held.footprint or scope.partnership.name}, and of the reviews it concluded, from {day(start)} to {day(end)}.",
            "Behind each figure is a child, and a family that lost one. The report looks for what could be done so that fewer do.", APART, DEFINITION,
        )),
        Section("The panel and its meetings", (f"The panel met {meetings} times in the year." if meetings != 1 else "The panel met once in the year.",), parts=(attendance,) if agencies else ()),
        Section("Deaths in the year", parts=tuple(part for key, part in made.items() if key == "trend" or (alone and key.startswith("notified")))),
        Section("Reviews concluded in the year", parts=tuple(part for key, part in made.items() if alone and key.startswith("reviewed"))),
        Section("How long reviews take, and what waits", parts=tuple(made[key] for key in ("times", "backlog-age", "backlog"))),
        Section("Modifiable factors", parts=(made["factors"],)),
        Section(f"{year_words(ended, pool)} together", ("Numbers of one year are small; several years say more. Years that are counted together never overlap, so that nothing can be told by taking one table from another.",), parts=tuple(each for each in pooled if each.key.startswith(("pooled-notified", "pooled-reviewed", "pooled-factors")))),
        Section("What was learned", () if learned else ("Nothing was written down for the thread in this year.",), tuple(learned)),
        Section("Recommendations, and what followed", () if advice else ("None was made in this year.",), tuple(_followed(each) for each in advice), (made["recommendations"],)),
        Section("Families", parts=(made["families"],) if "families" in made else ()),
        Section("How the figures were made", (settings.words, national_note(), "A death counts once, where its review is led; deaths joined with another, out of scope or reviewed elsewhere do not. A review counts in the year of the panel whose conclusion stands.")),
    )  # fmt: skip


def _followed(each: Any) -> str:
    """A recommendation with what followed."""
    then = (
        f"Answered on {day(each.answered_on)}: {each.answer}" if each.answered_on
        else f"Informed on {day(each.informed_on)}, no answer yet." if each.informed_on else "Not informed yet."
    )  # fmt: skip
    return f"To {each.addressee} ({Level(each.level).label.lower()}): {each.words} {then}"


@require_GET
@partnership_page(readers)
def arrangements(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """The arrangements for child death review as partners publish them, as a page or as PDF/UA: from the same records."""
    held, _ = _circle(scope)
    here, today = scope.partnership.id, scope.viewer.day
    terms = TermsOfReference.objects.filter(group=held.group_id, in_force_from__lte=today).order_by("-in_force_from", "-version").first()  # fmt: skip
    seats = tuple(
        dict.fromkeys(
            f"{each.title or SeatRole(each.role).label}" + (f", {each.organisation}" if each.organisation_id else "")
            for each in partnership.seats(held.group_id, today)
        )
    )
    try:
        way = get_edition(scope.viewer, here, "child_death_review").definition
    except NotVisible:
        way = None
    is_pdf = request.GET.get("format") == "pdf"
    drawing = draw(way, face=TEXT_FACE if is_pdf else "") if way else None
    picture = Part("way", "The way of a review", (), (), drawing.said if drawing else "")
    stages = tuple(stage.name for stage in way.ordered) if way else ()
    sections: list[Any] = [
        Section("Who reviews child deaths", (
            f"{held.group.name}, for {held.partners}.", *((f"It covers {held.footprint}.",) if held.footprint else ()),
            *((f"Panels are held together with {held.joint_with}.",) if held.joint_with else ()),
            *((f"The annual report is one with {held.reports_with}.",) if held.reports_with else ()),
        )),
        Section("How to tell of a death", (f"The office: {held.office_phone}, {held.office_hours}.", f"At night and at weekends: {held.out_of_hours}", "A death can be told of on the public page, without an account." if held.is_public else "A death is told of with an account, or by telephone.")),
        Section("Terms of reference", tuple(line for line in terms.text.split("\n") if line.strip()) if terms else ("None are recorded.",)),
        Section("Who sits on the panel, by role", () if seats else ("Nobody yet.",), seats),
        Section("The way of a review", () if stages else ("No pathway is in force.",), stages, (picture,) if is_pdf and drawing else ()),
        Section("Families", ("Every family has a key worker, hears before each step what happens, can ask questions of the review, and hears what was found. Family members do not sit in the panel’s meetings.",)),
        Section("How long records are kept", ("Records are kept by the partnership’s retention schedule and disposed of by decision; a hold stops it. The periods stand in the schedule.",)),
        Section("Small numbers", (settings_of(held, scope.viewer.day).words,)),
    ]  # fmt: skip
    title, lede = "Arrangements for child death review", f"{held.partners}. Last checked on {day(held.checked_on)}."
    if is_pdf:
        pictures = {"way": (str(drawing.svg).encode(), drawing.said)} if drawing else {}
        made = document_pdf(title, lede, sections, partnership=scope.partnership.name, fictional=scope.partnership.fictional, at=scope.viewer.at, pictures=pictures)  # fmt: skip
        return _pdf(made, f"{scope.partnership.key}-child-death-arrangements")
    page = [
        {"heading": each.heading, "lines": each.lines, "points": each.points, "parts": each.parts, "picture": Markup(drawing.svg) if drawing and each.heading == "The way of a review" else ""}
        for each in sections
    ]  # fmt: skip
    return _page(
        request, scope, title, lede, page, f"{scope.address('child-deaths', 'arrangements', 'document')}?format=pdf"
    )
