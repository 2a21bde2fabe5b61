"""Resources enter the knowledge base: with a project, or by themselves."""

import re
from collections.abc import Sequence

from django.db import transaction
from django.utils.text import slugify

from jointfund.audit import services as audit
from jointfund.audit.services import Verb
from jointfund.funds.models import Fund
from jointfund.knowledge.drafts import ResourceDraft
from jointfund.knowledge.models import Party, Project, Resource, ResourceKind
from jointfund.knowledge.rules import kind_of_address, language_of_address
from jointfund.knowledge.services.parts import SLUG_LENGTH, resting


@transaction.atomic
def add_resource(fund: Fund, draft: ResourceDraft, *, actor: str) -> Resource | None:
    """A resource of no project; None where one of that title or address is on record: it stays as it is."""
    Fund.objects.select_for_update().get(pk=fund.pk)
    if is_on_record(fund, draft):
        return None
    (made,) = write_resources(fund, None, [draft])
    audit.record(
        Verb.RESOURCE_ADDED,
        f"{fund.code}/resource/{made.slug}",
        actor=actor,
        fund=fund,
        after={"title": made.title, "kind": made.kind},
    )
    return made


def is_on_record(fund: Fund, draft: ResourceDraft) -> bool:
    """Whether a resource of that title stands by itself already, or one with that address anywhere."""
    known = Resource.objects.filter(fund=fund)
    if draft.url and known.filter(url=draft.url).exists():
        return True
    return known.filter(project=None, title=draft.title[:300]).exists()


def write_resources(fund: Fund, project: Project | None, drafts: Sequence[ResourceDraft]) -> list[Resource]:
    """Store resources under words of their own; behind those a project has already."""
    taken = set(Resource.objects.filter(fund=fund).values_list("slug", flat=True))
    offered_by = _agency(project)
    first = (project.resources.count() if project else 0) + 1
    rows = []
    for position, one in enumerate(drafts, start=first):
        slug = _free(one.title, taken)
        taken.add(slug)
        rows.append(
            Resource(
                fund=fund,
                project=project,
                slug=slug,
                position=position,
                kind=one.kind or kind_of_address(one.url)
                if one.url
                else one.kind or ResourceKind.PUBLICATION,
                title=one.title[:300],
                url=one.url[:500],
                language=one.language or language_of_address(one.url),
                organisation=(one.organisation or offered_by)[:300],
                note=one.note[:500],
                **resting(one.rest),
            )
        )
    return Resource.objects.bulk_create(rows)


def _agency(project: Project | None) -> str:
    if project is None:
        return ""
    agency = project.parties.filter(role=Party.AGENCY).order_by("position").first()
    return agency.name if agency else ""


def _free(title: str, taken: set[str]) -> str:
    """A word for the address nobody has; of a web address its words."""
    plain = re.sub(r"^https?://(www\.)?", "", title)
    base = slugify(re.sub(r"[^\w]+", " ", plain))[: SLUG_LENGTH - 5].strip("-") or "resource"
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug
