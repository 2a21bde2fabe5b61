"""A fiche that holds several projects as one record each: own money, start and items; shared words on all.

What the fiche prints for one of them by number or by ordinal ("Project 2", "With regards to the second
intervention") is that one's alone; everything else is kept on each, with its place.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from jointfund.kernel.words import fold
from jointfund.reading.fiches.records import BudgetPart, Part, Point, PointList, ProjectFiche
from jointfund.reading.records import Claim, Reading
from jointfund.reading.sessions.records import Session, Speaker

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
SINGLED_OUT = re.compile(rf"\b({'|'.join(ORDINALS)})\s+(?:project|intervention|initiative|component)s?\b")
# Under these headings a number tells what a project does or reaches; elsewhere it must count people.
OF_RESULTS = frozenset({"expected_results", "main_features"})


@dataclass(frozen=True)
class SingleProject:
    """One project with the quantified statements that are its own."""

    fiche: ProjectFiche
    claims: tuple[Claim, ...] = ()


def single_projects(reading: Reading) -> tuple[SingleProject, ...]:
    """Every project of a reading, in the order of the fiches."""
    return tuple(
        SingleProject(one, tuple(_claims_of(one, number, fiche, reading.claims)))
        for fiche in reading.projects
        for number, one in enumerate(split_fiche(fiche))
    )


def sessions_by_project(reading: Reading) -> tuple[Session, ...]:
    """The sessions, their speakers pointed to the single projects: to the one they name, else to each."""
    parts = {_name(fiche): split_fiche(fiche) for fiche in reading.projects if len(fiche.projects) > 1}
    return tuple(
        replace(
            session, speakers=tuple(one for speaker in session.speakers for one in _pointed(speaker, parts))
        )
        for session in reading.sessions
    )


def split_fiche(fiche: ProjectFiche) -> tuple[ProjectFiche, ...]:
    """The projects of a fiche; a fiche of one is that one."""
    if len(fiche.projects) < 2:
        return (fiche,)
    return tuple(_part(fiche, number) for number in range(len(fiche.projects)))


def _part(fiche: ProjectFiche, number: int) -> ProjectFiche:
    label = fiche.projects[number]
    return replace(
        fiche,
        projects=(),
        acronym=f"{fiche.acronym} {number + 1}" if fiche.acronym else None,
        full_title=_title(fiche, number),
        budget=tuple(_without_label(part) for part in fiche.budget if part.component in (label, None)),
        starts=tuple(
            replace(start, component=None) for start in fiche.starts if start.component in (label, None)
        ),
        expected_results=_items(fiche, fiche.expected_results, number),
        challenges=_items(fiche, fiche.challenges, number),
        good_practices=_items(fiche, fiche.good_practices, number),
    )


def _title(fiche: ProjectFiche, number: int) -> str:
    """Its own title where the fiche prints one for each behind a colon, else the common one and its label."""
    title = fiche.full_title or fiche.annex_label or ""
    own = [part.strip() for part in title.rpartition(":")[2].split("|")]
    if len(own) == len(fiche.projects) and all(own):
        return own[number]
    return f"{title} ({fiche.projects[number]})".strip()


def _without_label(part: BudgetPart) -> BudgetPart:
    return replace(part, component=None)


def _items(fiche: ProjectFiche, items: PointList, number: int) -> PointList:
    kept = tuple(point for point in items.points if _owner(fiche, point) in (number, None))
    return replace(items, points=kept)


def _owner(fiche: ProjectFiche, point: Point) -> int | None:
    """Which project a point is of: by the line it stands under, else by the running text it stands in."""
    if point.group is not None:
        return _ordinal(point.group)
    return _owner_of_words(fiche, point.text.split("\n")[0])


def _owner_of_words(fiche: ProjectFiche, words: str) -> int | None:
    """Which project the text of the fiche speaks of where these words stand; None where it does not say."""
    wanted = fold(words)
    for part in _parts(fiche):
        spoken_of = None
        for line in map(fold, part.text.split("\n")):
            if (ordinal := _ordinal(line)) is not None:
                spoken_of = ordinal
            if wanted and wanted in line:
                return spoken_of
    return None


def _parts(fiche: ProjectFiche) -> Iterable[Part]:
    return (*fiche.main_objectives, *fiche.main_features, *fiche.nexus, *fiche.testimony, *fiche.covid)


def _ordinal(text: str) -> int | None:
    found = SINGLED_OUT.search(fold(text))
    return ORDINALS.index(found[1]) if found else None


def _claims_of(
    one: ProjectFiche, number: int, fiche: ProjectFiche, claims: Sequence[Claim]
) -> Iterable[Claim]:
    """Statements under results and features, and others that count people, with the project of each."""
    is_split = len(fiche.projects) > 1
    items = [point.text for part in _lists(one) for point in part.points]
    all_items = [point.text for part in _lists(fiche) for point in part.points]
    for claim in claims:
        stands_here = (
            claim.source.file == fiche.source.file
            and fiche.source.start_line <= claim.source.start_line <= fiche.source.end_line
        )
        if not stands_here or (claim.section not in OF_RESULTS and claim.population is None):
            continue
        if is_split:
            in_items = any(claim.quote in text for text in all_items)
            if in_items and not any(claim.quote in text for text in items):
                continue
            if not in_items and _owner_of_words(fiche, claim.quote) not in (number, None):
                continue
        yield claim


def _lists(fiche: ProjectFiche) -> tuple[PointList, ...]:
    return (fiche.expected_results, fiche.challenges, fiche.good_practices)


def _name(fiche: ProjectFiche) -> str:
    return fiche.acronym or fiche.full_title or fiche.annex_label or ""


def _pointed(speaker: Speaker, parts: Mapping[str, tuple[ProjectFiche, ...]]) -> tuple[Speaker, ...]:
    projects = parts.get(speaker.project or "")
    if projects is None:
        return (speaker,)
    said = set(fold(speaker.project_printed).split())
    titles = [set(fold(_name(one)).split()) for one in projects]
    told_apart = said - titles[0].intersection(*titles[1:])
    best = [one for one, title in zip(projects, titles, strict=True) if title & told_apart]
    return tuple(replace(speaker, project=_name(one)) for one in (best if len(best) == 1 else projects))
