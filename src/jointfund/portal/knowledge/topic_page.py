"""A topic as its synthesis: what projects say alike, what one alone says, who is silent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jointfund.knowledge.models import Statement, StatementKind
from jointfund.knowledge.synthesis import CommonFeature, Sentence, Synthesis
from jointfund.portal.citations import Citations
from jointfund.portal.knowledge.words import owner_link
from jointfund.ui.pieces import Link, SourceMark
from jointfund.ui.templatetags.ui import listed
from jointfund.ui.visit import Visit


@dataclass(frozen=True)
class ShownSentence:
    """One sentence with who says it, where on this site, and the lines it stands in.

    `also` are the labels of other features it speaks of: it is listed there too.
    """

    text: str
    owner: Link
    marks: Sequence[SourceMark]
    also: Sequence[str] = ()


@dataclass(frozen=True)
class ShownFeature:
    """One common feature: its heading, how many speak of it, the sentences, who is silent."""

    code: str
    label: str
    counts: str
    who: str
    sentences: Sequence[ShownSentence]
    silent: Sequence[str]


def features(
    visit: Visit, found: Synthesis, by_key: Mapping[int, Statement], citations: Citations
) -> tuple[list[ShownFeature], list[ShownFeature]]:
    """Features as the page shows them: what several say, what one alone says."""
    under: dict[Sentence, list[str]] = {}
    for one in (*found.common, *found.single):
        for said in one.sentences:
            under.setdefault(said, []).append(_(one.label))

    def shown(one: CommonFeature) -> ShownFeature:
        label = _(one.label)
        said = [
            replace(each, also=[other for other in under[sentence] if other != label])
            for sentence, each in zip(
                one.sentences, sentences(visit, one.sentences, by_key, citations), strict=True
            )
        ]
        return ShownFeature(one.code, label, _counts(one, len(found.who)), _who(one.who), said, one.silent)

    return [shown(one) for one in found.common], [shown(one) for one in found.single]


def sentences(
    visit: Visit, found: Sequence[Sentence], by_key: Mapping[int, Statement], citations: Citations
) -> list[ShownSentence]:
    """Sentences with what each rests on."""
    return [
        ShownSentence(one.text, owner_link(visit, by_key[one.key]), citations.marks([by_key[one.key].source]))
        for one in found
    ]


def kinds(
    visit: Visit, said: Sequence[Statement], citations: Citations
) -> list[tuple[str, list[ShownSentence]]]:
    """What is said on a topic without features, under the kind of statement it is."""
    return [
        (
            str(kind.label),
            [
                ShownSentence(one.text, owner_link(visit, one), citations.marks([one.source]))
                for one in said
                if one.kind == kind
            ],
        )
        for kind in StatementKind
        if any(one.kind == kind for one in said)
    ]


def answer(said: Sequence[Statement], synthesis: Synthesis | None) -> str:
    """How much is said by how many, in one line."""
    owners = {(one.project_id, one.session_id, one.programme_id) for one in said}
    speakers = owners - {(None, None, None)}
    texts = ngettext("%(count)s text", "%(count)s texts", len(said)) % {"count": len(said)}
    who = ngettext("%(count)s project or session", "%(count)s projects and sessions", len(speakers)) % {
        "count": len(speakers)
    }
    words = _("%(texts)s of %(who)s.") % {"texts": texts, "who": who}
    if synthesis is None or not synthesis.common:
        return words
    common = ngettext(
        "%(count)s thing several of them say.", "%(count)s things several of them say.", len(synthesis.common)
    )
    return f"{words} {common % {'count': len(synthesis.common)}}"


def _counts(one: CommonFeature, of: int) -> str:
    """`17 of 27 · 20 sentences`."""
    said = ngettext("%(count)s sentence", "%(count)s sentences", len(one.sentences))
    who = _("%(who)s of %(all)s") % {"who": len(one.who), "all": of}
    return f"{who} · {said % {'count': len(one.sentences)}}"


def _who(names: Sequence[str]) -> str:
    return ngettext("%(count)s says it: %(names)s.", "%(count)s say it: %(names)s.", len(names)) % {
        "count": len(names),
        "names": listed(list(names)),
    }
