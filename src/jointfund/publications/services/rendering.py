"""The files of a release, made by the worker from its frozen content; run twice it makes nothing twice."""

import hashlib
from datetime import timedelta

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from jointfund.kernel.errors import DomainError
from jointfund.publications.documents import document_of
from jointfund.publications.models import Publication, PublicationState, Release, ReleaseFile
from jointfund.publications.tasks import render_release_task
from jointfund.publications.version import renderer_version

# After this long without a sign of life a rendering is taken for dead and may be asked for again.
SILENCE = timedelta(minutes=2)


class StillRendering(DomainError):
    """The worker is at it, or everything is there."""


def ask_for_rendering(release_key: int) -> None:
    """Queue the files of a release for the worker."""
    render_release_task.enqueue(release_key)


def render_release(release_key: int) -> None:
    """Make the files a release still lacks, one after the other; a withdrawn one gets none."""
    release = Release.objects.select_related("publication", "fund").get(pk=release_key)
    for form in missing_forms(release):
        if not _tell(release, form):
            return
        _keep(release, form, document_of(release.content).kept_file(f".{form}", release.content))
    _tell(release, "")


def missing_forms(release: Release) -> list[str]:
    """The forms (`pdf`) of which there is no file yet."""
    made = {file.form for file in release.files.all()}
    return [form for form in forms_of(release) if form not in made]


def forms_of(release: Release) -> list[str]:
    """Every form the document of a release is made in."""
    return [ending.removeprefix(".") for ending in document_of(release.content).forms]


def is_silent(release: Release) -> bool:
    """True when files are missing and nothing was heard of their making for a while."""
    heard = release.publication.rendered_at or release.released_at
    return bool(missing_forms(release)) and timezone.now() - heard > SILENCE


@transaction.atomic
def render_again(release: Release) -> None:
    """Ask the worker once more for a release whose rendering died. Raises StillRendering."""
    Publication.objects.select_for_update().get(pk=release.publication_id)
    fresh = Release.objects.select_related("publication").get(pk=release.pk)
    if not is_silent(fresh):
        raise StillRendering("It is being rendered, or has been: there is nothing to start again.")
    Publication.objects.filter(pk=fresh.publication_id).update(rendered_at=timezone.now())
    transaction.on_commit(lambda: ask_for_rendering(fresh.pk))


def _tell(release: Release, form: str) -> bool:
    """A sign of life, outside any transaction so that pages see it; False once it is withdrawn."""
    changed = Publication.objects.filter(pk=release.publication_id, state=PublicationState.RELEASED).update(
        at_work_on=form, rendered_at=timezone.now()
    )
    return bool(changed)


@transaction.atomic
def _keep(release: Release, form: str, content: bytes) -> None:
    """The file under its hash; nothing where another run was first."""
    Publication.objects.select_for_update().get(pk=release.publication_id)
    if ReleaseFile.objects.filter(release=release, form=form).exists():
        return
    digest = hashlib.sha256(content).hexdigest()
    file = ReleaseFile(
        release=release, form=form, sha256=digest, size=len(content), renderer=renderer_version()
    )
    keep_bytes(file, digest, content)
    file.save()


def keep_bytes(file: ReleaseFile, digest: str, content: bytes) -> None:
    """The bytes stored under their hash, once however many releases hold them."""
    name = f"releases/{digest}"
    if file.content.storage.exists(name):
        file.content.name = name
    else:
        file.content.save(digest, ContentFile(content), save=False)
