"""What a programme's own page tells beside its facts, from its profile: confirmed values, public sources."""

from collections.abc import Iterable

from jointfund.documents.models import Document, Source
from jointfund.documents.queries import may_read
from jointfund.documents.titles import web_title
from jointfund.kernel.dates import PartialDate
from jointfund.programmes.models import Standing
from jointfund.programmes.queries.profile import Profile
from jointfund.publications.content.papers import Cited, ProgrammeDetails, Role
from jointfund.vocabularies.models import Scheme

IMPLEMENTING = "implementing"


def programme_details(profile: Profile, address: str) -> ProgrammeDetails:
    """The details of a profile; of what a text merely suggests only the principles, and those apart."""
    programme = profile.programme
    return ProgrammeDetails(
        address=address,
        status_since=profile.events[-1].dated if profile.events else None,
        starts=programme.starts,
        ends=programme.ends,
        roles=_roles(profile),
        objectives=tuple(
            f"{tag.term.code} {tag.term.label}"
            for tag in profile.tagged(Scheme.GCM_OBJECTIVE)
            if tag.standing == Standing.CONFIRMED
        ),
        principles=_principles(profile, Standing.CONFIRMED),
        suggested_principles=_principles(profile, Standing.SUGGESTED),
        sources=_cited(_sources(profile)),
    )


def _roles(profile: Profile) -> tuple[Role, ...]:
    return tuple(
        Role(link.country.iso2, link.country.name, link.role)
        for link in sorted(profile.countries, key=lambda link: link.country.name)
        if link.standing == Standing.CONFIRMED and link.role != IMPLEMENTING
    )


def _principles(profile: Profile, standing: Standing) -> tuple[str, ...]:
    return tuple(tag.term.label for tag in profile.tagged(Scheme.PRINCIPLE) if tag.standing == standing)


def _sources(profile: Profile) -> Iterable[Source | None]:
    parts = (profile.field_sources, profile.parties, profile.countries, profile.events[-1:], profile.partners)
    return (one.source for part in parts for one in part)


def _cited(sources: Iterable[Source | None]) -> tuple[Cited, ...]:
    """The public documents, each once, in the order first cited."""
    documents = {one.document.key: one.document for one in sources if one is not None}
    shown = (one for one in documents.values() if may_read(one, of_the_fund=False))
    return tuple(dict.fromkeys(Cited(web_title(one.title), _issued(one)) for one in shown))


def _issued(document: Document) -> PartialDate | None:
    """The date to stand beside the title; none where the title says it."""
    issued = document.issued
    return None if issued is None or str(issued) in document.title else issued
