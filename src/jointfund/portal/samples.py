"""Made-up values for the style guide; no fund, country or organisation of the real world."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils.translation import gettext as _

from jointfund.rendering.charts import Part, Series, StackedBar, stacked_bars
from jointfund.rendering.maps import CountryMark, world_map
from jointfund.ui.pieces import (
    AreaMark,
    Cell,
    Confirmation,
    EmptyState,
    Facet,
    FacetOption,
    FacetPanel,
    Fact,
    FactValue,
    FieldFault,
    FigureCard,
    FormSteps,
    LegendEntry,
    Link,
    ListHead,
    PageHead,
    Pages,
    Picture,
    ProgrammeBrief,
    SdgTile,
    SourceMark,
    StatusStep,
    StatusWord,
    Table,
    TableColumn,
    TaskProgress,
    TimelineEvent,
)

HERE = "#content"
AS_OF = "As of 31 July 2023"


@dataclass(frozen=True)
class Samples:
    """One value of each piece, as the template of the style guide names them."""

    head: PageHead
    figures: list[FigureCard]
    areas: list[AreaMark]
    statuses: list[StatusWord]
    steps: list[StatusStep]
    facts: list[Fact]
    goals: list[SdgTile]
    programmes: list[ProgrammeBrief]
    list_head: ListHead
    panel: FacetPanel
    chart: Picture
    map: Picture
    events: list[TimelineEvent]
    table: Table
    pages: Pages
    empty: EmptyState
    faults: list[FieldFault]
    form_steps: FormSteps
    progress: TaskProgress
    confirmation: Confirmation


def sample_pieces() -> Samples:
    """All samples."""
    mark = SourceMark(1, HERE, _("Source 1: Booklet, lines 12 to 14"))
    return Samples(
        head=PageHead(
            "Page head", "One line answers the question the page is for.", AS_OF, (Link("Fund", HERE),)
        ),
        figures=_figures(mark),
        areas=[AreaMark(number, f"Area {number}") for number in range(1, 6)],
        statuses=_statuses(),
        steps=_steps(),
        facts=_facts(mark),
        goals=[
            SdgTile("8", "Decent work", "#A21942", "#ffffff", HERE),
            SdgTile("10", "Reduced inequalities", "#DD1367", "#ffffff", HERE, is_suggested=True),
        ],
        programmes=_programmes(),
        list_head=ListHead(
            "4 programmes in the pipeline in Freedonia, by budget",
            AS_OF,
            (Link("Freedonia", HERE), Link("Waiting for money", HERE)),
            (Link("CSV", HERE), Link("XLSX", HERE), Link("JSON", HERE)),
        ),
        panel=_panel(),
        chart=_chart(),
        map=_map(),
        events=[
            TimelineEvent("March 2022", "Concept note approved", "Booklet", marks=(mark,)),
            TimelineEvent("31 July 2023", "Funded", "Decision of the committee"),
        ],
        table=_table(),
        pages=Pages(51, 100, 162, HERE, HERE),
        empty=EmptyState(
            "No programme fits all filters", "Take one filter away, or start again.", Link("Show all", HERE)
        ),
        faults=[FieldFault("sample-budget", "Write the budget in whole dollars, like 1500000.")],
        form_steps=FormSteps(
            ("The idea", "Who takes part", "The money", "Check"), 3, datetime(2026, 3, 31, 9, 5, tzinfo=UTC)
        ),
        progress=TaskProgress("Reading the booklet", 34, 51),
        confirmation=Confirmation(
            "The concept note is submitted",
            "FRE-0042",
            ("The secretariat checks that it is complete.", "You are told by 31 March 2026."),
            Link("See where it stands", HERE),
        ),
    )


def _figures(mark: SourceMark) -> list[FigureCard]:
    return [
        FigureCard(
            "31", "approved programmes wait for money", AS_OF, Link("See the pipeline", HERE), True, (mark,)
        ),
        FigureCard("USD 41,704,220", "in funded programmes", AS_OF, Link("See the programmes", HERE)),
    ]


def _statuses() -> list[StatusWord]:
    return [
        StatusWord("Concept note approved", "outline"),
        StatusWord("Document submitted", "half"),
        StatusWord("Funded", "full"),
        StatusWord("Withdrawn", "crossed"),
    ]


def _steps() -> list[StatusStep]:
    return [
        StatusStep("Concept note approved", "full", "done", "March 2022"),
        StatusStep("Document solicited", "full", "done"),
        StatusStep("Document submitted", "half", "current", "31 July 2023"),
        StatusStep("Funded", "outline", "ahead"),
        StatusStep("Running", "outline", "ahead"),
        StatusStep("Closed", "outline", "ahead"),
    ]


def _facts(mark: SourceMark) -> list[Fact]:
    return [
        Fact("Budget", (FactValue("USD 1,500,000", marks=(mark,)),)),
        Fact("Lead organisation", would_fill="the signed programme document would tell"),
        Fact(
            "Themes",
            (
                FactValue("Decent work", HERE),
                FactValue("Remittances", HERE, is_suggested=True, words="money home"),
            ),
            as_tags=True,
        ),
        Fact("Countries", (FactValue("Freedonia", HERE), FactValue("Sylvania", HERE, "transit"))),
    ]


def _programmes() -> list[ProgrammeBrief]:
    return [
        ProgrammeBrief(
            "FRE-0001", HERE, "Fair recruitment along the river", False, "Freedonia",
            AreaMark(4, "Regular migration"), StatusWord("Funded", "full"), "USD 1,500,000", 24,
        ),
        ProgrammeBrief(
            "FRE-0002", HERE, "Joint programme in Sylvania", True, "Sylvania",
            AreaMark(2, "Protection"), StatusWord("Concept note approved", "outline"), "", None,
        ),
    ]  # fmt: skip


def _panel() -> FacetPanel:
    options = (
        FacetOption("1", "1 Data and discourse", 9, True),
        FacetOption("2", "2 Protection", 13),
        FacetOption("3", "3 Irregular migration", 0),
    )
    status = (FacetOption("funded", "Funded", 20), FacetOption("approved", "Concept note approved", 25))
    return FacetPanel(
        HERE,
        (Facet("area", "Thematic area", options, True), Facet("status", "Status", status)),
        HERE,
        query_label="Search in titles and summaries",
    )


def _chart() -> Picture:
    series = [Series("funded", "Funded"), Series("waiting", "Waiting", "hatch")]
    bars = [
        StackedBar(f"Area {n}", [Part("funded", 12 - n), Part("waiting", 4 + n)], "16", f"area-{n}")
        for n in (1, 2, 3)
    ]
    rows = [(Cell(bar.label), Cell(str(bar.parts[0].value)), Cell(str(bar.parts[1].value))) for bar in bars]
    columns = (TableColumn("Area"), TableColumn("Funded", True), TableColumn("Waiting", True))
    title = "Each area holds as much, but the third waits longest"
    return Picture(
        title,
        str(stacked_bars(bars, series, title=title)),
        Table(title, columns, rows, caption_is_hidden=True),
        AS_OF,
        download=Link("Download as CSV", HERE),
    )


def _map() -> Picture:
    marks = [
        CountryMark(716, "ZWE", "A country", -19.0, 29.8, 1, note="1 programme"),
        CountryMark(484, "MEX", "Another country", 23.6, -102.5, 5, note="5 programmes"),
    ]
    rows = [(Cell(mark.label), Cell(str(mark.value))) for mark in marks]
    title = "Two countries carry six programmes"
    return Picture(
        title,
        str(world_map(marks, title=title, description="", link_prefix="#")),
        Table(title, (TableColumn("Country"), TableColumn("Programmes", True)), rows, caption_is_hidden=True),
        AS_OF,
        (LegendEntry("band-1", "1 programme"), LegendEntry("band-5", "5 or more programmes")),
        disclaimer="Boundaries and names on this map do not imply an opinion on the status of any territory.",
    )


def _table() -> Table:
    columns = (TableColumn("Programme"), TableColumn("Months", True), TableColumn("Budget, USD", True))
    rows = (
        (Cell("FRE-0001", HERE), Cell("24"), Cell("1,500,000")),
        (Cell("FRE-0002", HERE), Cell("36"), Cell("2,000,000")),
    )
    return Table("Comparison table", columns, rows, (Cell("Total"), Cell(""), Cell("3,500,000")))
