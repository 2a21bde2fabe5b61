"""Versions of questionnaires: drafted by one person, published by another, shipped ones loaded."""

import json
from functools import cache
from pathlib import Path

from django.db import transaction
from django.db.models import Max

from jointfund.audit import services as audit
from jointfund.audit.services import Verb
from jointfund.funds.models import Fund
from jointfund.instruments.as_json import as_json
from jointfund.instruments.fields import Json
from jointfund.instruments.models import InstrumentDraft, InstrumentVersion
from jointfund.instruments.questionnaire import Questionnaire
from jointfund.instruments.reading_in import read_questionnaire
from jointfund.kernel.errors import DomainError
from jointfund.people.models import User
from jointfund.people.permissions import InFund, Permission, reference_of, require

DATA = Path(__file__).resolve().parent.parent / "data"


class ChangedMeanwhile(DomainError):
    """Somebody saved the draft since it was opened."""


class NeedsSecondPerson(DomainError):
    """Who wrote a questionnaire does not publish it."""


class NothingNew(DomainError):
    """The draft says what the published version says."""


@transaction.atomic
def enter_version(fund: Fund, document: Json, *, actor: User | str, authors: list[str]) -> InstrumentVersion:
    """The next version of the questionnaire a document holds; the same document again changes nothing.

    Raises BrokenQuestionnaire, NotAllowed. Past assessments keep the version they were answered by.
    """
    require(actor, Permission.INSTRUMENT_PUBLISH, InFund(fund))
    found = read_questionnaire(document)
    written = as_json(found)
    Fund.objects.select_for_update().get(pk=fund.pk)
    latest = fund.instruments.filter(code=found.code).order_by("-number").first()
    if latest and latest.document == written:
        return latest
    version = InstrumentVersion.objects.create(
        fund=fund,
        code=found.code,
        number=latest.number + 1 if latest else 1,
        title=found.title,
        document=written,
        is_public=found.is_public,
        valid_from=found.valid_from,
        authors=authors,
        published_by=reference_of(actor),
    )
    audit.record(
        Verb.INSTRUMENT_PUBLISHED,
        f"{fund.code}/instrument/{version.code}",
        actor=reference_of(actor),
        fund=fund,
        after={"version": version.number, "valid_from": version.valid_from.isoformat()},
    )
    return version


@transaction.atomic
def save_draft(fund: Fund, document: Json, *, revision: int | None, actor: User) -> InstrumentDraft:
    """Keep a questionnaire that holds together as the draft of its code; `revision` is the one opened.

    Without a revision (a file brought in) it takes the place of the draft. Raises BrokenQuestionnaire,
    ChangedMeanwhile, NotAllowed.
    """
    require(actor, Permission.INSTRUMENT_EDIT, InFund(fund))
    found = read_questionnaire(document)
    Fund.objects.select_for_update().get(pk=fund.pk)
    draft = InstrumentDraft.objects.select_for_update().filter(fund=fund, code=found.code).first()
    if draft and revision is not None and draft.revision != revision:
        raise ChangedMeanwhile(
            "Somebody saved this draft since you opened it. Open it again, then change it."
        )
    authors = set(draft.authors) if draft else set()
    saved, _ = InstrumentDraft.objects.update_or_create(
        fund=fund,
        code=found.code,
        defaults={
            "document": as_json(found),
            "revision": draft.revision + 1 if draft else 1,
            "authors": sorted(authors | {actor.audit_reference}),
        },
    )
    audit.record(
        Verb.INSTRUMENT_EDITED,
        f"{fund.code}/instrument/{found.code}",
        actor=actor.audit_reference,
        fund=fund,
        after={"revision": saved.revision},
    )
    return saved


@transaction.atomic
def publish_draft(draft: InstrumentDraft, *, revision: int, actor: User) -> InstrumentVersion:
    """Make the draft, as the second person read it, the next version; the draft is gone then.

    Raises NeedsSecondPerson, ChangedMeanwhile, NothingNew, NotAllowed.
    """
    require(actor, Permission.INSTRUMENT_PUBLISH, InFund(draft.fund))
    locked = InstrumentDraft.objects.select_for_update().filter(pk=draft.pk).first()
    if locked is None or locked.revision != revision:
        raise ChangedMeanwhile("This draft was saved or published since you read it. Read it again first.")
    if actor.audit_reference in locked.authors:
        raise NeedsSecondPerson("A second person publishes this: you wrote or changed it.")
    latest = latest_version(draft.fund, locked.code)
    if latest and latest.document == locked.document:
        raise NothingNew("The draft says what the published version says.")
    version = enter_version(draft.fund, locked.document, actor=actor, authors=locked.authors)
    locked.delete()
    return version


@transaction.atomic
def discard_draft(draft: InstrumentDraft, *, actor: User) -> None:
    """Remove a draft; published versions stay. Raises NotAllowed."""
    require(actor, Permission.INSTRUMENT_EDIT, InFund(draft.fund))
    InstrumentDraft.objects.filter(pk=draft.pk).delete()
    audit.record(
        Verb.INSTRUMENT_DISCARDED,
        f"{draft.fund.code}/instrument/{draft.code}",
        actor=actor.audit_reference,
        fund=draft.fund,
    )


def latest_version(fund: Fund, code: str) -> InstrumentVersion | None:
    """The version published last."""
    return fund.instruments.filter(code=code).order_by("-number").first()


def load_shipped(fund: Fund, *, actor: str) -> list[InstrumentVersion]:
    """The questionnaires the product comes with, for a fund that has none of that code yet.

    A fund that published a version of its own keeps it.
    """
    known = dict(fund.instruments.values_list("code").annotate(Max("number")))
    return [
        enter_version(fund, document, actor=actor, authors=[actor])
        for document in shipped()
        if document["code"] not in known
    ]


@cache
def shipped() -> tuple[dict[str, Json], ...]:
    """The documents of the data files, by name."""
    return tuple(json.loads(path.read_text(encoding="utf-8")) for path in sorted(DATA.glob("*.json")))


def questionnaire_of(version: InstrumentVersion) -> Questionnaire:
    """The questionnaire of a version."""
    return read_questionnaire(version.document)
