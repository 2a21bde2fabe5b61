"""The operations of the read API. Every answer says for which day it stands; programmes come in parts."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from ninja import Query
from ninja.errors import ValidationError

from jointfund.api import knowledge, schemas, search
from jointfund.api.answers import ReadApi
from jointfund.api.parameters import (
    DetailQuery,
    FundQuery,
    ProgrammeQuery,
    day_of,
    filter_of,
    fund_of,
    meta_of,
    visit_to,
)
from jointfund.api.problems import Refusal, refuse, refuse_parameters
from jointfund.api.profiles import programme_detail
from jointfund.api.values import iso, known, number, programme_out, source_out
from jointfund.documents.models import Document
from jointfund.documents.queries import disagreements
from jointfund.funds.models import Fund
from jointfund.ledger.queries import published_contributions
from jointfund.people.models import Organisation
from jointfund.programmes.filters import in_words
from jointfund.programmes.models import Status
from jointfund.programmes.queries.listing import full_rows_by_key
from jointfund.programmes.queries.matching import matching, ordered
from jointfund.programmes.queries.parties import count_organisations, participations
from jointfund.programmes.queries.places import count_countries
from jointfund.programmes.queries.portfolio import portfolio
from jointfund.programmes.queries.profile import find_profile
from jointfund.vocabularies.models import Scheme, Term

api = ReadApi(
    title="JointFund read API",
    version="1",
    description="Everything the public site shows, as JSON. No key is needed. Unknown is null, never 0. "
    "What a text only suggests is left out unless tags=all asks for it.",
    urls_namespace="api-v1",
    docs_url=None,
)
api.add_router("/knowledge", knowledge.router)
api.add_router("", search.router)
api.add_exception_handler(Refusal, refuse)
api.add_exception_handler(ValidationError, refuse_parameters)

REFUSED: dict[int, Any] = {404: schemas.Problem, 422: schemas.Problem}


@api.get(
    "/funds", response={200: list[schemas.FundOut]}, tags=["Fund"], summary="The funds of this installation"
)
def funds(request: HttpRequest) -> list[schemas.FundOut]:
    """The first one answers where no fund is named."""
    return [
        schemas.FundOut(
            code=fund.code,
            reference_prefix=fund.reference_prefix,
            name=fund.name,
            short_name=fund.short_name,
            currency=fund.currency,
            licence=fund.data_licence,
            is_demonstration=fund.is_demo,
        )
        for fund in Fund.objects.all()
    ]


@api.get(
    "/programmes",
    response={200: schemas.ProgrammeList, **REFUSED},
    tags=["Programmes"],
    summary="Programmes by the filter of the site",
)
def programmes(request: HttpRequest, query: Query[ProgrammeQuery]) -> schemas.ProgrammeList:
    """In the order asked, a part at a time: follow `next` until it is null."""
    fund, day = fund_of(query), day_of(query)
    asked, names = filter_of(request, fund)
    visit = visit_to(fund)
    keys = list(ordered(matching(fund, asked), asked).values_list("pk", "number"))
    start = _after(fund, query.cursor, [of for _key, of in keys])
    part = keys[start : start + query.limit]
    has_next = start + query.limit < len(keys)
    rows = full_rows_by_key(fund, [key for key, _of in part], asked)
    return schemas.ProgrammeList(
        meta=meta_of(fund, day, len(keys), in_words(asked, len(keys), names)),
        results=[programme_out(row, visit) for row in rows],
        next=_next(request, f"{fund.reference_prefix}-{part[-1][1]:04d}") if has_next else None,
    )


@api.get(
    "/programmes/{reference}",
    response={200: schemas.ProgrammeDetail, **REFUSED},
    tags=["Programmes"],
    summary="One programme with the source of each value",
)
def programme(request: HttpRequest, reference: str, query: Query[DetailQuery]) -> schemas.ProgrammeDetail:
    """What a text only suggests is there with `tags=all`, with its standing and the words that suggest it."""
    fund, day = fund_of(query), day_of(query)
    found = find_profile(fund, reference.replace("\0", ""), day)
    if found is None:
        raise Refusal(404, "There is no programme of this reference, or it was not yet listed that day.")
    return programme_detail(found, day, query.tags)


@api.get(
    "/contributors",
    response={200: schemas.ContributorList, **REFUSED},
    tags=["Money"],
    summary="Contributions as published",
)
def contributors(request: HttpRequest, query: Query[FundQuery]) -> schemas.ContributorList:
    """The latest published table up to the day, largest first."""
    fund, day = fund_of(query), day_of(query)
    lines, visit = published_contributions(fund, day).lines, visit_to(fund)
    return schemas.ContributorList(
        meta=meta_of(fund, day, len(lines)),
        results=[
            schemas.ContributorOut(
                code=line.slug,
                name=line.contributor,
                iso3=known(line.iso3),
                is_member_state=line.is_member_state,
                amount=number(line.amount) or 0,
                share=float(line.share) if line.share is not None else None,
                published=line.published.iso(),
                commitment=number(line.commitment),
                deposited_on=line.deposited_on,
                original_currency=line.original_currency,
                agent_fee=number(line.agent_fee),
                source=source_out(line.source, visit),
            )
            for line in lines
        ],
    )


@api.get(
    "/countries",
    response={200: schemas.CountryList, **REFUSED},
    tags=["Parties and places"],
    summary="Countries of the portfolio",
)
def countries(request: HttpRequest, query: Query[FundQuery]) -> schemas.CountryList:
    """How many programmes work in each, by stage, and name it in another role."""
    fund, day = fund_of(query), day_of(query)
    counts = count_countries(portfolio(fund, _past(query, day)))
    return schemas.CountryList(
        meta=meta_of(fund, day, len(counts)),
        results=[
            schemas.CountryOut(
                iso3=one.country.iso3,
                name=one.country.name,
                region=one.country.region,
                subregion=known(one.country.subregion),
                programmes=one.programmes,
                stages=dict(one.stages),
                roles=dict(one.roles),
            )
            for one in counts
        ],
    )


@api.get(
    "/organisations",
    response={200: schemas.OrganisationList, **REFUSED},
    tags=["Parties and places"],
    summary="Organisations of the fund",
)
def organisations(request: HttpRequest, query: Query[FundQuery]) -> schemas.OrganisationList:
    """Parties of programmes and contributors, with how many programmes each has in each role."""
    fund, day = fund_of(query), day_of(query)
    found = participations(fund, portfolio(fund, _past(query, day)))
    roles = {one.organisation.pk: dict(one.roles) for one in count_organisations(found)}
    rows = Organisation.objects.filter(fund=fund)
    results = [
        schemas.OrganisationOut(
            code=row.slug,
            acronym=known(row.acronym),
            name=row.name,
            kind=row.kind,
            iso3=known(row.iso3),
            roles=roles.get(row.pk, {}),
        )
        for row in rows
    ]
    return schemas.OrganisationList(meta=meta_of(fund, day, len(results)), results=results)


@api.get(
    "/areas",
    response={200: list[schemas.AreaOut], **REFUSED},
    tags=["Vocabularies"],
    summary="Thematic areas of the fund",
)
def areas(request: HttpRequest, query: Query[FundQuery]) -> list[schemas.AreaOut]:
    """By number, with the source of each title."""
    return [
        schemas.AreaOut(number=area.number, title=area.title, short=known(area.short), source=area.source)
        for area in fund_of(query).areas.all()
    ]


@api.get(
    "/terms",
    response={200: list[schemas.TermOut], **REFUSED},
    tags=["Vocabularies"],
    summary="Terms programmes are tagged with",
)
def terms(
    request: HttpRequest, query: Query[FundQuery], scheme: Scheme | None = None
) -> list[schemas.TermOut]:
    """Of all vocabularies, or of one."""
    found = Term.objects.filter(Q(fund=fund_of(query)) | Q(fund__isnull=True))
    if scheme:
        found = found.filter(scheme=scheme)
    return [
        schemas.TermOut(
            scheme=term.scheme,
            code=term.code,
            label=term.label,
            gloss=known(term.gloss),
            parent=known(term.parent),
            source=term.source,
            as_of=term.as_of,
        )
        for term in found
    ]


@api.get(
    "/statuses",
    response={200: list[schemas.VocabularyStatus], **REFUSED},
    tags=["Vocabularies"],
    summary="Statuses of the fund's programmes",
)
def statuses(request: HttpRequest, query: Query[FundQuery]) -> list[schemas.VocabularyStatus]:
    """In the order of a programme's life."""
    return [
        schemas.VocabularyStatus(
            code=one.code, label=one.label, stage=one.stage, position=one.position, source=known(one.source)
        )
        for one in Status.objects.filter(fund=fund_of(query))
    ]


@api.get(
    "/discrepancies",
    response={200: schemas.DiscrepancyList, **REFUSED},
    tags=["Documents"],
    summary="Where the fund's documents disagree",
)
def discrepancies(request: HttpRequest, query: Query[FundQuery]) -> schemas.DiscrepancyList:
    """Gravest first; each with the words of every place and where they stand."""
    fund, day = fund_of(query), day_of(query)
    visit = visit_to(fund)
    results = []
    for one in disagreements(fund):
        places = []
        for quote, source in one.places:
            if shown := source_out(source, visit):
                places.append(schemas.PlaceOut(quote=quote, source=shown))
        results.append(
            schemas.DiscrepancyOut(
                number=one.number,
                kind=one.kind,
                severity=one.severity,
                subject=one.subject,
                explanation=known(one.explanation),
                places=places,
            )
        )
    return schemas.DiscrepancyList(meta=meta_of(fund, day, len(results)), results=results)


@api.get(
    "/documents",
    response={200: schemas.DocumentList, **REFUSED},
    tags=["Documents"],
    summary="Documents the record rests on",
)
def documents(request: HttpRequest, query: Query[FundQuery]) -> schemas.DocumentList:
    """Those everybody may read."""
    fund, day = fund_of(query), day_of(query)
    visit = visit_to(fund)
    results = [
        schemas.DocumentOut(
            key=one.key,
            kind=one.kind,
            title=one.title,
            issuer=known(one.issuer),
            issued=iso(one.issued),
            url=known(one.url),
            page=visit.href("document", key=one.key),
            sha256=known(one.sha256),
        )
        for one in Document.objects.filter(fund=fund).public()
    ]
    return schemas.DocumentList(meta=meta_of(fund, day, len(results)), results=results)


def _after(fund: Fund, cursor: str | None, numbers: list[int]) -> int:
    """Where the part after the cursor begins. Refuses a cursor that the list does not hold (any more)."""
    if not cursor:
        return 0
    for place, of in enumerate(numbers, start=1):
        if cursor == f"{fund.reference_prefix}-{of:04d}":
            return place
    raise Refusal(422, "The list holds no such cursor: begin again without it.", ["cursor: not in the list"])


def _next(request: HttpRequest, cursor: str) -> str:
    parameters = request.GET.copy()
    parameters["cursor"] = cursor
    return request.build_absolute_uri(f"{request.path}?{parameters.urlencode()}")


def _past(query: FundQuery, day: date) -> date | None:
    """The day where one was asked for; None for the present state, which is read more quickly."""
    return day if query.as_of else None
