"""Answers as JSON: the format of `jointfund search --json` and `--queries`."""

from collections.abc import Iterable

from jointfund.search.records import Hit

type Json = str | int | float | list[Json] | dict[str, Json] | None


def hits_as_data(hits: Iterable[Hit]) -> list[Json]:
    """The answers in their order."""
    return [_hit(hit) for hit in hits]


def _hit(hit: Hit) -> Json:
    place = hit.place
    source: Json = (
        {"file": place.file, "start_line": place.start_line, "end_line": place.end_line} if place else None
    )
    if isinstance(source, dict) and place and place.page is not None:
        source["page"] = place.page
    return {
        "kind": hit.kind,
        "reference": hit.reference,
        "title": hit.title,
        "score": hit.score,
        "passage": hit.passage,
        "source": source,
    }
