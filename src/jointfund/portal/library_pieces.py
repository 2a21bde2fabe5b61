"""A release as the library and its own page show it: dates, files, citation, what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from babel import Locale
from django.template.defaultfilters import filesizeformat
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jointfund.publications.models import PublicationKind, PublicationState, Release
from jointfund.publications.services.rendering import forms_of
from jointfund.ui.pieces import Fact, FactValue, TaskProgress
from jointfund.ui.templatetags.ui import dated
from jointfund.ui.visit import Visit

# What people call the forms, in the order they look for them.
FORMS = {"pdf": "PDF", "docx": "Word", "xlsx": "Excel"}
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True)
class FileLink:
    """One form of a release to download."""

    label: str
    href: str
    size: str
    sha256: str


@dataclass(frozen=True)
class LibraryEntry:
    """One release in the list. `note` is what to know first; `stale` is for the people of the desk."""

    href: str
    title: str
    meta: str
    released: str
    citation: str
    files: Sequence[FileLink]
    note: str = ""
    stale: str = ""
    is_waiting: bool = False


def library_entry(visit: Visit, release: Release, address: str, stale: str = "") -> LibraryEntry:
    """A release as a row of the library; `address` is the site's own, for the citation."""
    href = visit.href("publication", ref=release.reference)
    meta = (kind_of(release), _("stands for %(day)s") % {"day": dated(release.as_of)}, language_of(release))
    files = file_links(visit, release)
    return LibraryEntry(
        href=href,
        title=release.title,
        meta=" · ".join(meta),
        released=_("%(reference)s, released %(day)s")
        % {"reference": release.reference, "day": dated(release.released_on)},
        citation=citation(release, f"{address}{href}"),
        files=files,
        note=note_of(release, visit.today),
        stale=stale,
        is_waiting=not files and not is_withdrawn(release),
    )


def file_links(visit: Visit, release: Release) -> list[FileLink]:
    """The files that may be given out; none of a withdrawn release."""
    if is_withdrawn(release):
        return []
    files = {file.form: file for file in release.files.all()}
    return [
        FileLink(
            label,
            visit.href("publication-file", ref=release.reference, form=form),
            filesizeformat(files[form].size),
            files[form].sha256,
        )
        for form, label in FORMS.items()
        if form in files
    ]


def release_facts(release: Release) -> list[Fact]:
    """What a release is: reference, kind, dates, language."""
    known = (
        (_("Reference"), release.reference),
        (_("Kind"), kind_of(release)),
        (_("Stands for"), dated(release.as_of)),
        (_("Released"), dated(release.released_on)),
        (_("Language"), language_of(release)),
    )
    return [Fact(label, (FactValue(text),)) for label, text in known]


def note_of(release: Release, today: date) -> str:
    """That it was withdrawn and why, or is not public yet; empty for most."""
    publication = release.publication
    if publication.withdrawn_on:
        return _("Withdrawn on %(day)s: %(reason)s") % {
            "day": dated(publication.withdrawn_on),
            "reason": publication.withdrawal_reason,
        }
    if publication.embargo_until and publication.embargo_until > today:
        return _("Not public before %(day)s.") % {"day": dated(publication.embargo_until)}
    return ""


def progress_of(release: Release) -> TaskProgress | None:
    """How many of its files are made; None when all are, or none will be."""
    if is_withdrawn(release):
        return None
    forms, made = forms_of(release), len(release.files.all())
    if made >= len(forms):
        return None
    at_work_on = FORMS.get(release.publication.at_work_on, "")
    doing = _("Making the %(form)s file") % {"form": at_work_on} if at_work_on else ""
    return TaskProgress(_("The files are being made"), made, len(forms), doing or _("It begins in a moment."))


def citation(release: Release, address: str) -> str:
    """How to cite it: the fund, the title, what it stands for, its reference and address."""
    fund = release.fund
    return (
        f"{fund.name} ({release.released_on.year}): {release.title}, {dated(release.as_of)}. "
        f"{release.reference}, {fund.data_licence}. {address}"
    )


def kind_of(release: Release) -> str:
    """What it is, in words."""
    return str(PublicationKind(release.publication.kind).label)


def language_of(release: Release) -> str:
    """Its language, as the reader's language calls it."""
    name = Locale(release.language).get_display_name(get_language() or "en") or release.language
    return f"{name[:1].upper()}{name[1:]}"


def is_withdrawn(release: Release) -> bool:
    """Whether it was taken back."""
    return release.publication.state == PublicationState.WITHDRAWN
