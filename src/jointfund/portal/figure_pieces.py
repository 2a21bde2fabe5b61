"""Figures as pages show them: those of the live record, or of one release from its frozen content."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jointfund.publications.content.exhibits import ExhibitFacts, facts_in
from jointfund.publications.documents import content_of, labels_of
from jointfund.publications.labels import Labels, labels_in, languages
from jointfund.publications.layout.exhibits import Exhibit, exhibit_of, exhibits_of
from jointfund.publications.models import Release
from jointfund.publications.queries.exhibits import live_facts
from jointfund.rendering.faces import script_of
from jointfund.rendering.standalone import Caption, drawn_height, standalone
from jointfund.rendering.svg import Svg
from jointfund.ui.amounts import tied
from jointfund.ui.pieces import Cell, LegendEntry, Link, Table, TableColumn
from jointfund.ui.templatetags.ui import dated
from jointfund.ui.visit import Visit

AROUND = 190  # pixels of a frame that its words take on a phone, above and below the drawing
FORMS = {"svg": "SVG", "csv": "CSV"}


@dataclass(frozen=True)
class Shelf:
    """Where figures stand: in the live record, or in a release. `site` is the site's own address."""

    visit: Visit
    facts: ExhibitFacts
    labels: Labels
    site: str
    release: Release | None = None

    @cached_property
    def exhibits(self) -> tuple[Exhibit, ...]:
        """Every figure that stands here."""
        return exhibits_of(self.facts, self.labels)

    def find(self, slug: str) -> Exhibit | None:
        """The figure of that name."""
        return exhibit_of(slug, self.facts, self.labels)

    def href(self, kind: str, **parts: str) -> str:
        """The address of a figure's page (`figure`), frame (`figure-embed`) or file (`figure-file`)."""
        if self.release is None:
            return self.visit.href(kind, **parts)
        return self.visit.href(f"publication-{kind}", ref=self.release.reference, **parts)


@dataclass(frozen=True)
class ShownFigure:
    """One figure with everything its page says."""

    title: str
    about: str
    as_of: str
    source: str
    href: str
    drawing: Svg
    table: Table
    language: str
    direction: str
    legend: Sequence[LegendEntry] = ()
    disclaimer: str = ""
    note: str = ""


def live_shelf(visit: Visit, site: str) -> Shelf:
    """The figures of the record, for the day asked for or the last published one."""
    code = (get_language() or "en").split("-")[0]
    labels = labels_in(code if code in languages() else "en")
    return Shelf(visit, live_facts(visit.fund, visit.today, visit.asked_day), labels, site)


def release_shelf(visit: Visit, release: Release, site: str) -> Shelf:
    """The figures of a release: from what it froze, in its own words."""
    return Shelf(visit, facts_in(content_of(release.content)), labels_of(release.content), site, release)


def shown(shelf: Shelf, exhibit: Exhibit) -> ShownFigure:
    """A figure ready to be drawn."""
    labels, fund = shelf.labels, shelf.facts.fund
    return ShownFigure(
        title=tied(exhibit.title),
        about=shelf.facts.about,
        as_of=_as_of(shelf, exhibit),
        source=source_of(shelf, exhibit),
        href=shelf.href("figure", slug=exhibit.slug),
        drawing=exhibit.drawing,
        table=_table(shelf, exhibit),
        language=labels.language,
        direction=script_of(labels.language).direction,
        legend=[LegendEntry(css_class, words) for css_class, words in exhibit.legend],
        disclaimer=fund.maps_note if exhibit.is_map else "",
        note=labels("rounding_note"),
    )


def source_of(shelf: Shelf, exhibit: Exhibit) -> str:
    """What the figure rests on; one of a release names the release first."""
    if shelf.release is None:
        return exhibit.source
    return f"{shelf.release.title} ({shelf.release.reference}). {exhibit.source}"


def citation_of(shelf: Shelf, exhibit: Exhibit) -> str:
    """How to cite the figure; a live one with the day it was seen, because it follows the record."""
    fund, release = shelf.visit.fund, shelf.release
    address = f"{shelf.site}{shelf.href('figure', slug=exhibit.slug)}"
    year = release.released_on.year if release else shelf.visit.today.year
    named = f"{release.title}, {release.reference}" if release else fund.data_licence
    day = _as_of(shelf, exhibit)
    cited = f"{fund.name} ({year}): {exhibit.title}. {day}. {named}. {address}"
    if release:
        return f"{cited} ({fund.data_licence})"
    return _("%(citation)s (seen %(day)s)") % {"citation": cited, "day": dated(shelf.visit.today)}


def snippet_of(shelf: Shelf, exhibit: Exhibit) -> str:
    """The lines to paste into a page of another site."""
    return format_html(
        '<iframe src="{}" title="{}" width="100%" height="{}" loading="lazy" style="border:0"></iframe>',
        f"{shelf.site}{shelf.href('figure-embed', slug=exhibit.slug)}",
        exhibit.title,
        drawn_height(exhibit.drawing) + len(exhibit.legend) * 24 + AROUND,
    )


def file_links(shelf: Shelf, exhibit: Exhibit) -> list[Link]:
    """The files of a figure."""
    return [
        Link(label, shelf.href("figure-file", slug=exhibit.slug, form=form)) for form, label in FORMS.items()
    ]


def svg_file(shelf: Shelf, exhibit: Exhibit) -> bytes:
    """The picture as a file of its own, with its finding, day, source and address."""
    foot = [
        ". ".join(filter(None, (shelf.facts.about, _as_of(shelf, exhibit), source_of(shelf, exhibit)))),
        f"{shelf.visit.fund.data_licence}. {shelf.site}{shelf.href('figure', slug=exhibit.slug)}",
        *([shelf.facts.fund.maps_note] if exhibit.is_map else []),
        *([shelf.labels("demo")] if shelf.facts.fund.is_demo else []),
    ]
    caption = Caption(exhibit.title, foot, exhibit.legend, script_of(shelf.labels.language).direction)
    return standalone(exhibit.drawing, caption).encode()


def _as_of(shelf: Shelf, exhibit: Exhibit) -> str:
    return shelf.labels("as_of", date=shelf.labels.day(exhibit.day, exhibit.precision))


def _table(shelf: Shelf, exhibit: Exhibit) -> Table:
    table = exhibit.table(shelf.labels)
    return Table(
        exhibit.title,
        [TableColumn(head.label, head.is_number) for head in table.heads],
        [[Cell(text) for text in row] for row in table.rows],
        caption_is_hidden=True,
        stacks_on_phone=True,
    )
