"""An agency's paper as JSON, with the field names of the record format."""

from jointfund.reading.agency_paper.records import AgencyPaper, Event, Initiative, Meeting, Network
from jointfund.reading.json_values import Json, countries, doubts, place, places


def paper_data(paper: AgencyPaper) -> dict[str, Json]:
    """One paper as plain lists and objects."""
    return {
        "title": paper.title,
        "author": paper.author,
        "event": None if paper.meeting is None else _meeting(paper.meeting),
        "headings": [_named(each.name, place(each.place)) for each in paper.headings],
        "initiatives": [_initiative(each) for each in paper.initiatives],
        "events": [_event(each) for each in paper.events],
        "networks": [_network(each) for each in paper.networks],
        "publications": [_named(each.name, place(each.place)) for each in paper.publications],
        "span": place(paper.source),
        "doubts": doubts(paper.doubts),
        "places": places(paper.places),
    }


def _named(name: str, source: dict[str, Json]) -> dict[str, Json]:
    return {"name": name, "line": source["start_line"], "source": source}


def _meeting(meeting: Meeting) -> dict[str, Json]:
    return {
        "name": meeting.name,
        "host": meeting.host,
        "place": meeting.city,
        "dates": meeting.dates,
        "source": place(meeting.place),
    }


def _initiative(initiative: Initiative) -> dict[str, Json]:
    return {
        **_named(initiative.name, place(initiative.place)),
        "kind": initiative.kind,
        "acronym": initiative.acronym,
        "countries": countries(initiative.countries),
        "country_line": initiative.countries_place.start_line if initiative.countries_place else None,
        "funder": initiative.funder,
        "partners": list(initiative.partners),
        "duration_years": initiative.duration_years,
        "start": initiative.start,
        "steering": initiative.steering,
        "projects": initiative.projects,
    }


def _event(event: Event) -> dict[str, Json]:
    return {
        **_named(event.name, place(event.place)),
        "date": event.date,
        "city": event.city,
        "host": event.host,
        "co_hosts": list(event.co_hosts),
    }


def _network(network: Network) -> dict[str, Json]:
    return {
        **_named(network.name, place(network.place)),
        "acronym": network.acronym,
        "address": network.address,
        "members": network.members,
        "visitors_per_month": network.visitors_per_month,
    }
