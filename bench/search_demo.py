"""How much a lesson counts beside its project: the graded questions asked of the demonstration's own record.

An answer counts as the graded record it is or belongs to, the first time it is met: a second part of it takes
a place and brings nothing. So the measure can only fall as lessons rise; what it falls by is what the lessons
on the first page cost. The record holds facts and sentences of the demonstration, not the documents.
"""

import statistics
import sys
from collections.abc import Mapping, Sequence
from itertools import product
from unittest.mock import patch

from django.contrib.auth.models import AnonymousUser

from bench.search import AT, Graded, Lines, folds_of, key_of, ndcg
from jointfund.funds.models import Fund
from jointfund.intake.demo_fund import load_demo
from jointfund.intake.demo_practice import load_demo_practice
from jointfund.knowledge.models import Practice, Project, Session
from jointfund.programmes.models import FieldSource
from jointfund.search import queries
from jointfund.search.queries import Asked, search
from jointfund.search.ranking.wholes import PARTS
from jointfund.search.records import Hit
from jointfund.search.services import rebuild_index

LESSON = (0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0)
RESULT = (0.2, 0.3, 0.5)
FILES = {"booklet": "000", "brief": "001"}

type Weights = tuple[float, float]  # of a lesson and of a result
type Owners = Mapping[tuple[str, str], frozenset[str]]


def report_demo(graded: Sequence[Graded], known: Sequence[Lines]) -> None:
    """Print nDCG@10 and lessons on the first page by weight, and by folds."""
    fund = load_demo()
    load_demo_practice(fund)
    rebuild_index(fund)
    owners = _owners(fund, known)
    with patch.object(queries, "wholes_first", lambda scored, kinds, parts: list(scored)):
        ranked = [search(Asked(fund, AnonymousUser(), one.text, limit=150)).hits for one in graded]
    pages = {both: [_page(hits, both) for hits in ranked] for both in product(LESSON, RESULT)}
    scores = {
        both: [ndcg(one, _keys(one, page, owners)) for one, page in zip(graded, found, strict=True)]
        for both, found in pages.items()
    }
    sys.stdout.write(
        "\nThe record of the demonstration (nDCG@10, questions with a lesson on the first page):\n"
    )
    for both, found in pages.items():
        mark = "   as shipped" if both == (PARTS["lesson"], PARTS["result"]) else ""
        shown = sum(any(hit.kind == "lesson" for hit in page) for page in found)
        words = f"a lesson counts {both[0]}, a result {both[1]}"
        sys.stdout.write(f"       {words:<44} {statistics.mean(scores[both]):.4f}   {shown:>2}{mark}\n")
    held_out = []
    for tuned, held in folds_of(len(graded)):
        best = max(scores, key=lambda both: statistics.mean(scores[both][n] for n in tuned))
        held_out.append(statistics.mean(scores[best][n] for n in held))
    mean, spread = statistics.mean(held_out), statistics.stdev(held_out)
    sys.stdout.write(f"       {'mean of the folds':<44} {mean:.4f}   (spread {spread:.3f})\n")


def _page(hits: Sequence[Hit], both: Weights) -> list[Hit]:
    weights = {**PARTS, "lesson": both[0], "result": both[1]}
    return sorted(hits, key=lambda hit: -hit.score * weights.get(hit.kind, 1.0))[:AT]


def _keys(asked: Graded, page: Sequence[Hit], owners: Owners) -> list[str]:
    """For each answer the best graded record it belongs to that no earlier answer brought."""
    met: set[str] = set()
    keys = []
    for hit in page:
        name = (hit.kind, hit.reference)
        if hit.kind in ("lesson", "result"):
            owner, reference, _anchor = hit.reference.split("/")
            name = (owner, reference)
        new = sorted(owners.get(name, frozenset()) - met)
        met.update(new)
        keys.append(max(new, key=lambda key: asked.grades.get(key, 0), default=""))
    return keys


def _owners(fund: Fund, known: Sequence[Lines]) -> Owners:
    """The graded records that records of the fund stand for, by the lines they rest on."""
    found: dict[tuple[str, str], frozenset[str]] = {}
    facts = FieldSource.objects.filter(programme__fund=fund, source__start_line__isnull=False)
    for one in facts.select_related("source__document", "programme__fund"):
        file = FILES.get(one.source.document.key.partition("-")[0], "")
        name = ("programme", one.programme.reference)
        found[name] = found.get(name, frozenset()) | {key_of(known, file, one.source.start_line or 0)}
    for kind, model in (("project", Project), ("session", Session)):
        for row in model.objects.filter(fund=fund, source__isnull=False).select_related("source"):
            found[kind, row.slug] = frozenset({key_of(known, "003", row.source.start_line or 0)})
    for practice in Practice.objects.filter(fund=fund, project__isnull=False).select_related(
        "project", "fund"
    ):
        found["practice", practice.reference] = found.get(("project", practice.project.slug), frozenset())
    return found
