"""An agency's paper as the knowledge base takes it: initiatives as projects, the rest as resources."""

from collections.abc import Iterator

from jointfund.intake.candidates.session_pieces import FoundResource
from jointfund.kernel.dates import PartialDate
from jointfund.knowledge.models import ResourceKind
from jointfund.reading.agency_paper.records import AgencyPaper, Event, Initiative, Network
from jointfund.reading.fiches.records import NamedBody, PrintedStart, ProjectFiche
from jointfund.reading.fiches.splitting import SingleProject
from jointfund.reading.records import Reading

# What is carried out as one thing with countries of its own; pilots, surveys and plans are told as resources.
PROJECTS = ("pilot project", "programme", "project")


def projects_of_papers(reading: Reading) -> tuple[SingleProject, ...]:
    """The initiatives that are projects."""
    return tuple(
        SingleProject(_fiche(one, paper))
        for paper in reading.agency_papers
        for one in paper.initiatives
        if one.kind in PROJECTS
    )


def resources_of_papers(reading: Reading) -> tuple[FoundResource, ...]:
    """Other initiatives, events, networks and publications, in this order."""
    return tuple(one for paper in reading.agency_papers for one in _resources(paper))


def _fiche(one: Initiative, paper: AgencyPaper) -> ProjectFiche:
    agencies = (NamedBody(paper.author, one.place),) if paper.author else ()
    months = one.duration_years * 12 if one.duration_years else None
    start = one.start if one.start and _is_date(one.start) else ""
    starts = (PrintedStart(one.start or "", start, None, months, None, one.place),) if start or months else ()
    return ProjectFiche(
        source=one.place,
        acronym=one.acronym,
        full_title=one.name,
        annex_label=None,
        projects=(),
        agencies=agencies,
        donors=(NamedBody(one.funder, one.place),) if one.funder else (),
        starts=starts,
        countries=one.countries,
        partners=tuple(NamedBody(name, one.place) for name in one.partners),
        places={"full_title": one.place, "countries": one.countries_place or one.place},
    )


def _resources(paper: AgencyPaper) -> Iterator[FoundResource]:
    author = paper.author or ""
    for initiative in paper.initiatives:
        if initiative.kind not in PROJECTS:
            where = ", ".join(country.name for country in initiative.countries)
            yield FoundResource(
                initiative.name,
                ResourceKind.INITIATIVE,
                initiative.place,
                initiative.funder or author,
                note=_joined(initiative.start, where),
            )
    yield from map(_event, paper.events)
    yield from map(_network, paper.networks)
    for publication in paper.publications:
        yield FoundResource(publication.name, ResourceKind.PUBLICATION, publication.place)


def _event(event: Event) -> FoundResource:
    return FoundResource(
        event.name, ResourceKind.EVENT, event.place, event.host or "", note=_joined(event.date, event.city)
    )


def _network(network: Network) -> FoundResource:
    name = f"{network.name} ({network.acronym})" if network.acronym else network.name
    address = network.address or ""
    if address and "://" not in address:
        address = f"https://{address}"
    members = f"{network.members:,} members" if network.members else None
    visitors = f"{network.visitors_per_month} visitors a month" if network.visitors_per_month else None
    return FoundResource(
        name, ResourceKind.NETWORK, network.place, address=address, note=_joined(members, visitors)
    )


def _joined(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)


def _is_date(text: str) -> bool:
    try:
        PartialDate.parse(text)
    except ValueError:
        return False
    return True
