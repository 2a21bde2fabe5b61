"""What projects and sessions share when they enter: what a part rests on, statements, terms."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypedDict

from django.db.models import Max, Q

from jointfund.documents.models import Source
from jointfund.funds.models import Fund
from jointfund.knowledge.drafts import Rest, StatementDraft, TagDraft
from jointfund.knowledge.models import Project, Session, Statement, StatementTag
from jointfund.knowledge.topics import topics
from jointfund.programmes.models import Programme, Standing
from jointfund.vocabularies.models import Scheme, Term

# A title longer than this makes no address.
SLUG_LENGTH = 80


class Resting(TypedDict):
    """The columns of a part that say what it rests on."""

    source: Source | None
    cites_kind: str
    cites: str


def resting(rest: Rest) -> Resting:
    """What a part rests on, as its columns hold it."""
    if isinstance(rest, Source):
        return {"source": rest, "cites_kind": "", "cites": ""}
    return {"source": None, "cites_kind": rest.kind, "cites": rest.reference}


@dataclass
class Terms:
    """The terms of a fund, read once however many tags are written."""

    fund: Fund
    _by_code: dict[tuple[str, str], Term] = field(default_factory=dict)

    def of(self, tags: Iterable[TagDraft]) -> list[tuple[TagDraft, Term]]:
        """The tags whose term there is, each term once, a confirmed one before a suggested."""
        if not self._by_code:
            rows = Term.objects.filter(Q(fund=self.fund) | Q(fund__isnull=True))
            self._by_code = {(row.scheme, row.code): row for row in rows}
        chosen: dict[int, tuple[TagDraft, Term]] = {}
        for tag in sorted(tags, key=lambda one: one.standing != Standing.CONFIRMED):
            if term := self._by_code.get((tag.scheme, tag.code)):
                chosen.setdefault(term.pk, (tag, term))
        return list(chosen.values())


def suggested_topics(draft: StatementDraft) -> tuple[TagDraft, ...]:
    """The topics a statement belongs to by its words; none is guessed where a person named its topics."""
    if any(tag.scheme == Scheme.TOPIC for tag in draft.tags):
        return ()
    found = ((code, topic.words_in(draft.kind, draft.text)) for code, topic in topics().items())
    return tuple(
        TagDraft(Scheme.TOPIC, code, Standing.SUGGESTED, words)
        if words
        else TagDraft(Scheme.TOPIC, code)  # a topic that is a section of its own
        for code, words in found
        if words is not None
    )


def write_statements(
    fund: Fund, owner: Project | Session | Programme, drafts: Sequence[StatementDraft], terms: Terms
) -> Mapping[StatementDraft, tuple[TagDraft, ...]]:
    """Store the statements of their owner, behind those it has, with tags; which tags each got."""
    counts = dict(owner.statements.order_by().values_list("kind").annotate(Max("position")))
    rows = []
    for draft in drafts:
        counts[draft.kind] = counts.get(draft.kind, 0) + 1
        rows.append(
            Statement(
                fund=fund,
                project=owner if isinstance(owner, Project) else None,
                session=owner if isinstance(owner, Session) else None,
                programme=owner if isinstance(owner, Programme) else None,
                kind=draft.kind,
                position=counts[draft.kind],
                heading=draft.heading[:300],
                text=draft.text,
                **resting(draft.rest),
            )
        )
    rows = Statement.objects.bulk_create(rows)
    tags = {draft: (*draft.tags, *suggested_topics(draft)) for draft in drafts}
    StatementTag.objects.bulk_create(
        StatementTag(statement=row, term=term, standing=tag.standing, words=tag.words[:300])
        for row, draft in zip(rows, drafts, strict=True)
        for tag, term in terms.of(tags[draft])
    )
    _tie_to_projects(fund, rows, drafts)
    return tags


def _tie_to_projects(fund: Fund, rows: Sequence[Statement], drafts: Sequence[StatementDraft]) -> None:
    """The projects findings rest on, those the record knows."""
    slugs = {slug for draft in drafts for slug in draft.about}
    if not slugs:
        return
    known = dict(Project.objects.filter(fund=fund, slug__in=slugs).values_list("slug", "pk"))
    tie = Statement.about.through
    tie.objects.bulk_create(
        tie(statement_id=row.pk, project_id=known[slug])
        for row, draft in zip(rows, drafts, strict=True)
        for slug in dict.fromkeys(draft.about)
        if slug in known
    )
