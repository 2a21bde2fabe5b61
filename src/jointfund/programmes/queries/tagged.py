"""Programmes by the vocabulary terms they carry: confirmed ones and suggested ones kept apart."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from jointfund.documents.models import Source
from jointfund.documents.queries import quoted
from jointfund.funds.models import Fund
from jointfund.programmes.models import ProgrammeTag, Standing
from jointfund.programmes.queries.portfolio import ProgrammeLine
from jointfund.vocabularies.models import Term


@dataclass(frozen=True)
class TermCount:
    """How many programmes carry a term, by standing."""

    term: Term
    confirmed: int
    suggested: int


@dataclass(frozen=True)
class Tagging:
    """One programme that carries a term; a suggested one with the words and lines that suggest it."""

    line: ProgrammeLine
    is_suggested: bool
    words: str
    source: Source | None


def terms_of(fund: Fund, scheme: str) -> tuple[Term, ...]:
    """The terms of a vocabulary, shared ones and the fund's own, in its order."""
    return tuple(Term.objects.filter(Q(fund=fund) | Q(fund__isnull=True), scheme=scheme).order_by("position"))


def count_terms(fund: Fund, scheme: str, lines: Sequence[ProgrammeLine]) -> tuple[TermCount, ...]:
    """Every term of a vocabulary with the number of these programmes that carry it; two queries."""
    keys = {line.key for line in lines}
    tags = ProgrammeTag.objects.filter(programme__fund=fund, term__scheme=scheme)
    found = tags.values_list("term_id", "standing", "programme_id")
    counts = Counter((term, standing) for term, standing, key in found if key in keys)
    return tuple(
        TermCount(term, counts[term.pk, Standing.CONFIRMED], counts[term.pk, Standing.SUGGESTED])
        for term in terms_of(fund, scheme)
    )


def tagged_with(
    term: Term, lines: Sequence[ProgrammeLine], *, of_the_fund: bool = False
) -> tuple[Tagging, ...]:
    """These programmes that carry the term, confirmed ones first, then by reference; one query.

    Words of a document that is not public are there only for people `of_the_fund`.
    """
    by_key = {line.key: line for line in lines}
    tags = ProgrammeTag.objects.filter(term=term).select_related("source__document")
    found = [
        Tagging(
            by_key[tag.programme_id],
            tag.standing == Standing.SUGGESTED,
            quoted(tag.words, tag.source, of_the_fund=of_the_fund),
            tag.source,
        )
        for tag in tags.order_by("programme__number")
        if tag.programme_id in by_key
    ]
    return tuple(sorted(found, key=lambda one: one.is_suggested))
