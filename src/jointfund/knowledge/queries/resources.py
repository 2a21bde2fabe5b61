"""Resources for lists, by kind and language, and one by its word."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from jointfund.knowledge.models import Reader, Resource

PAGE_SIZE = 50


@dataclass(frozen=True)
class ResourceFilter:
    """Which resources: of some kinds, in some languages; none means all."""

    kinds: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


def resources_for(reader: Reader, asked: ResourceFilter = ResourceFilter()) -> QuerySet[Resource]:
    """The resources asked for, with all a list shows of them."""
    found = Resource.objects.visible_to(reader).select_related("project", "source__document")
    if asked.kinds:
        found = found.filter(kind__in=asked.kinds)
    if asked.languages:
        found = found.filter(language__in=asked.languages)
    return found.order_by("kind", "title", "slug")


def resource_counts(reader: Reader, asked: ResourceFilter) -> dict[str, dict[str, int]]:
    """How many resources each kind and each language would leave."""
    kinds = resources_for(reader, ResourceFilter(languages=asked.languages)).order_by()
    languages = resources_for(reader, ResourceFilter(kinds=asked.kinds)).order_by().exclude(language="")
    return {
        "kind": dict(kinds.values_list("kind").annotate(Count("pk"))),
        "language": dict(languages.values_list("language").annotate(Count("pk"))),
    }


def find_resource(reader: Reader, slug: str) -> Resource | None:
    """The resource of that word, where the reader may read it."""
    return resources_for(reader).filter(slug=slug).first()
