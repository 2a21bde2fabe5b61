"""Pictures for covers: kept under the hash of what we drew of them, frozen with a document."""

import hashlib
from base64 import b64encode

from django.core.files.base import ContentFile
from django.db import transaction

from jointfund.funds.models import Fund
from jointfund.kernel.errors import DomainError
from jointfund.people.models import User
from jointfund.people.permissions import Permission
from jointfund.publications.models import CoverPicture
from jointfund.publications.orders import Parameters
from jointfund.publications.services.moving import require
from jointfund.rendering.paper import Cover
from jointfund.rendering.pictures import drawn_anew

LONGEST_ALT = 300


class CoverWithoutWords(DomainError):
    """A picture that says nothing to those who cannot see it."""


class CoverGone(DomainError):
    """The picture a draft names is not kept, or not as it was kept."""


@transaction.atomic
def keep_cover(fund: Fund, content: bytes, *, by: User | None = None) -> CoverPicture:
    """The picture drawn anew and kept; the same picture twice is kept once.

    Nothing shows it before a draft names it. Raises NotAllowed, UnusablePicture.
    """
    require(by, Permission.PUBLICATION_EDIT, fund)
    drawn = drawn_anew(content)
    fund = Fund.objects.select_for_update().get(pk=fund.pk)
    if found := find_cover(fund, drawn.sha256):
        return found
    kept = CoverPicture(
        fund=fund, sha256=drawn.sha256, width=drawn.width, height=drawn.height, size=len(drawn.content)
    )
    name = f"covers/{drawn.sha256}"
    if kept.content.storage.exists(name):
        kept.content.name = name
    else:
        kept.content.save(drawn.sha256, ContentFile(drawn.content), save=False)
    kept.save()
    return kept


def find_cover(fund: Fund, sha256: str) -> CoverPicture | None:
    """The kept picture of that hash."""
    return CoverPicture.objects.filter(fund=fund, sha256=sha256).first() if sha256 else None


def cover_of(fund: Fund, parameters: Parameters) -> Cover | None:
    """The picture of a draft, ready to be frozen; None without one. Raises CoverWithoutWords, CoverGone."""
    if not parameters.cover:
        return None
    alt = " ".join(parameters.cover_alt.split())
    if not alt:
        raise CoverWithoutWords("Say in a few words what the picture shows, for those who cannot see it.")
    kept = find_cover(fund, parameters.cover)
    content = _bytes_of(kept) if kept else None
    if kept is None or content is None:
        raise CoverGone("The picture of this draft is not kept any more: choose it once more.")
    return Cover(kept.sha256, alt[:LONGEST_ALT], kept.width, kept.height, b64encode(content).decode())


def _bytes_of(kept: CoverPicture) -> bytes | None:
    """What was kept; None where it is gone or not what its hash says."""
    try:
        with kept.content.open("rb") as file:
            content: bytes = file.read()
    except FileNotFoundError:
        return None
    return content if hashlib.sha256(content).hexdigest() == kept.sha256 else None
