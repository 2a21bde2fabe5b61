"""A proposal as it stood at one moment: whole, with a digest that tells any later change."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime

from django.db.models import Max

from jointfund.audit import services as audit
from jointfund.audit.services import Verb
from jointfund.kernel.data_rows import Json
from jointfund.proposals.models import Endorsement, Proposal, ProposalForm, ProposalVersion
from jointfund.proposals.stages import parties_of, written_answers


def canonical(content: Json) -> bytes:
    """The content as bytes that are equal for equal content."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest_of(content: Json) -> str:
    """The SHA-256 of the content, in hexadecimal."""
    return hashlib.sha256(canonical(content)).hexdigest()


def text_content(opened: ProposalForm) -> dict[str, Json]:
    """What is written: title, organisations, countries, answers. It does not tell who wrote or when."""
    proposal = opened.proposal
    return {
        "title": proposal.title,
        "parties": [
            {"slug": one.slug, "name": one.name, "is_lead": one.is_lead} for one in parties_of(proposal)
        ],
        "countries": [
            {"iso3": one.country.iso3, "name": one.country.name}
            for one in proposal.countries.select_related("country")
        ],
        "answers": [
            {"section": section, "party": party, "answers": _plain(answers)}
            for (section, party), answers in sorted(written_answers(opened).items())
        ],
    }


def text_digest(opened: ProposalForm) -> str:
    """The digest signatures rest on: it changes with the text."""
    return digest_of(text_content(opened))


def keep_version(proposal: Proposal, opened: ProposalForm, *, actor: str, now: datetime) -> ProposalVersion:
    """Keep form and answers as the proposal's next version. The caller holds the proposal's lock."""
    highest: int = proposal.versions.aggregate(Max("number"))["number__max"] or 0
    content: dict[str, Json] = {
        **text_content(opened),
        "reference": proposal.reference,
        "number": highest + 1,
        "stage": opened.stage,
        "form": opened.form.document,
        "form_version": opened.form.number,
        "endorsements": [_signature(one) for one in _standing(opened)],
        "files": [
            {"number": one.number, "kind": one.kind, "title": one.title, "sha256": one.sha256}
            for one in proposal.attachments.filter(removed_at=None)
        ],
    }
    version = ProposalVersion.objects.create(
        proposal=proposal,
        number=highest + 1,
        stage=opened.stage,
        content=content,
        digest=digest_of(content),
        submitted_by=actor,
        submitted_at=now,
    )
    audit.record(
        Verb.PROPOSAL_VERSION_KEPT,
        proposal.subject,
        actor=actor,
        fund=proposal.fund,
        after={"version": version.number, "stage": version.stage, "digest": version.digest},
    )
    return version


def _standing(opened: ProposalForm) -> list[Endorsement]:
    rows = opened.endorsements.filter(digest=text_digest(opened))
    return list(rows.select_related("country", "organisation"))


def _signature(one: Endorsement) -> Json:
    return {
        "for": str(one.country or one.organisation),
        "signed_by": one.signed_by,
        "signed_at": one.signed_at.isoformat(),
        "digest": one.digest,
    }


def _plain(answers: Mapping[str, object]) -> dict[str, Json]:
    plain: dict[str, Json] = json.loads(json.dumps(answers))
    return plain
