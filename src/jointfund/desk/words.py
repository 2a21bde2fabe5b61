"""Words of the desk for what the intake knows by code."""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jointfund.intake.models import IntakeFile


def counted(waiting: Mapping[str, int]) -> str:
    """`51 programmes and 22 contributions`, by kind of candidate; empty for none."""
    counts = {kind: count for kind, count in waiting.items() if count}
    words = {
        "programme": ngettext("%(count)s programme", "%(count)s programmes", counts.get("programme", 0)),
        "contribution": ngettext(
            "%(count)s contribution", "%(count)s contributions", counts.get("contribution", 0)
        ),
        "project": ngettext("%(count)s project", "%(count)s projects", counts.get("project", 0)),
        "session": ngettext("%(count)s session", "%(count)s sessions", counts.get("session", 0)),
        "resource": ngettext("%(count)s resource", "%(count)s resources", counts.get("resource", 0)),
    }
    return _(" and ").join(words[kind] % {"count": count} for kind, count in counts.items())


def doubts(count: int) -> str:
    """`3 doubts`; empty for none."""
    return ngettext("%(count)s doubt", "%(count)s doubts", count) % {"count": count} if count else ""


def differences(count: int) -> str:
    """`2 differ from the record`; empty for none."""
    words = ngettext("%(count)s value differs", "%(count)s values differ", count)
    return words % {"count": count} if count else ""


def lines(start: int | None, end: int | None, page: int | None = None) -> str:
    """`lines 12 to 14`, with the page where the format has pages."""
    if start is None:
        return ""
    if end in (None, start):
        words = _("line %(line)s") % {"line": start}
    else:
        words = _("lines %(first)s to %(last)s") % {"first": start, "last": end}
    return _("page %(page)s, %(lines)s") % {"page": page, "lines": words} if page else words


def size(count: int) -> str:
    """`118 KB` or `2.4 MB`."""
    if count < 2**20:
        return _("%(count)s KB") % {"count": max(1, round(count / 1024))}
    return _("%(count)s MB") % {"count": f"{count / 2**20:.1f}"}


def file_kind(file: IntakeFile) -> str:
    """What a file was recognised as."""
    kinds = {
        "booklet": _("pipeline booklet"),
        "brief": _("thematic brief"),
        "portfolio": _("portfolio as a table"),
        "report": _("report of sessions and projects"),
        "agency_paper": _("agency’s paper to a meeting"),
        "unknown": _("a kind of document that is not known"),
    }
    return kinds.get(file.kind, "")


def file_title(file: IntakeFile) -> str:
    """The title a document bears, once it was read; before that its file's name."""
    return file.title or file.name


def joined(parts: Iterable[str]) -> str:
    """The parts that say something, with a middle dot between."""
    return " · ".join(part for part in parts if part)


def shortened(names: Sequence[str]) -> str:
    """Up to two names, and how many more."""
    more = len(names) - 2
    words = ", ".join(names[:2])
    return words if more <= 0 else _("%(names)s and %(more)s more") % {"names": words, "more": more}
