"""One project, practice, session or topic of what works."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jointfund.knowledge.models import Practice, Session, SessionRole, StatementKind
from jointfund.knowledge.queries.practices import PracticeProfile, find_practice, find_withdrawn
from jointfund.knowledge.queries.profile import find_project
from jointfund.knowledge.queries.statements import (
    find_session,
    statements_on,
    synthesis_of,
    topic_terms,
)
from jointfund.knowledge.topics import topics
from jointfund.knowledge.words import evidence_words
from jointfund.portal.citations import Citations
from jointfund.portal.knowledge import lists, project_page, topic_page
from jointfund.portal.knowledge.words import owner_link, reader_of
from jointfund.portal.pages import fund_page, page_head
from jointfund.portal.search.hits import like_address
from jointfund.ui.pieces import Fact, FactValue, Link
from jointfund.ui.templatetags.ui import dated
from jointfund.ui.visit import Visit

PARTS = (
    ("what", gettext_lazy("What it is")),
    ("problem", gettext_lazy("The problem")),
    ("context", gettext_lazy("Where and under which conditions")),
    ("steps", gettext_lazy("Steps")),
    ("actors", gettext_lazy("Who does it")),
    ("cost", gettext_lazy("What it costs")),
    ("results", gettext_lazy("What came of it")),
    ("failed", gettext_lazy("What did not work")),
    ("conditions", gettext_lazy("What must be there to do it elsewhere")),
    ("contact", gettext_lazy("Whom to ask")),
)


@fund_page
def project(request: HttpRequest, visit: Visit, slug: str) -> HttpResponse:
    """One project laid out to be read."""
    found = find_project(reader_of(visit), slug)
    if found is None:
        raise Http404(_("There is no project of this name."))
    citations, one = Citations(visit), found.project
    facts = project_page.key_facts(visit, found, citations)
    trail = (
        Link(_("What works"), visit.href("knowledge")),
        Link(_("Projects"), visit.href("knowledge-projects")),
    )
    return render(
        request,
        "portal/knowledge/project.html",
        {
            "head": page_head(visit, one.acronym or one.title, one.title if one.acronym else "", trail=trail),
            "project": one,
            "facts": facts,
            "tags": project_page.tag_facts(visit, found.tags),
            "sections": project_page.sections(found, citations),
            "challenges": project_page.said(found.of_kind(StatementKind.CHALLENGE), citations),
            "good": project_page.said(found.of_kind(StatementKind.GOOD_PRACTICE), citations),
            "crisis": project_page.said(found.of_kind(StatementKind.CRISIS), citations),
            "voices": project_page.voices(found.testimonies, citations),
            "results": lists.results_table(visit, found.results, citations, with_project=False)
            if found.results
            else None,
            "findings": [
                (owner_link(visit, finding), finding.text, citations.marks([finding.source]))
                for finding in found.findings
            ],
            "sessions": project_page.session_links(visit, found),
            "practices": lists.listed_practices(visit, found.practices),
            "resources": found.resources,
            "rests_on": citations.marks([one.source]),
            "like_href": like_address(visit, "project", one.slug),
            "citations": citations,
        },
    )


@fund_page
def practice(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """One practice, as it was last published; of a withdrawn one the reason."""
    reader = reader_of(visit)
    trail = (
        Link(_("What works"), visit.href("knowledge")),
        Link(_("Practices"), visit.href("knowledge-practices")),
    )
    if found := find_practice(reader, ref):
        return _practice(request, visit, found, trail)
    if gone := find_withdrawn(reader, ref):
        answer = _("Withdrawn on %(day)s.") % {"day": dated(gone.withdrawn_on)}
        head = page_head(visit, gone.reference, answer, trail=trail)
        context = {"head": head, "reason": gone.withdrawal_reason}
        return render(request, "portal/knowledge/withdrawn.html", context)
    raise Http404(_("There is no practice of this reference."))


@fund_page
def session(request: HttpRequest, visit: Visit, slug: str) -> HttpResponse:
    """One session: who took part, what was found, what was concluded."""
    found = find_session(reader_of(visit), slug)
    if found is None:
        raise Http404(_("There is no session of this name."))
    citations, one = Citations(visit), found.session
    trail = (
        Link(_("What works"), visit.href("knowledge")),
        Link(_("Sessions"), visit.href("knowledge-sessions")),
    )
    headings: dict[str, list[project_page.Said]] = {}
    for statement in found.statements:
        if statement.kind == StatementKind.FINDING:
            headings.setdefault(statement.heading, []).extend(project_page.said([statement], citations))
    remarks = [one for one in found.statements if one.kind == StatementKind.REMARK]
    return render(
        request,
        "portal/knowledge/session.html",
        {
            "head": page_head(visit, one.title, dated(one.held), trail=trail),
            "facts": _session_facts(one),
            "roles": [
                Fact(str(role.label), [FactValue(_named(who.name, who.organisation)) for who in people])
                for role in SessionRole
                if role != SessionRole.SPEAKER
                and (people := [who for who in found.people if who.role == role])
            ],
            "speakers": [
                (
                    who,
                    visit.href("knowledge-project", slug=who.project.slug) if who.project else "",
                    citations.marks([who.source]),
                )
                for who in found.people
                if who.role == SessionRole.SPEAKER
            ],
            "headings": list(headings.items()),
            "remarks": project_page.said(remarks, citations),
            "rests_on": citations.marks([one.source]),
            "citations": citations,
        },
    )


@fund_page
def topic(request: HttpRequest, visit: Visit, code: str) -> HttpResponse:
    """What is said on a topic across projects and sessions, grouped by what they have in common."""
    reader = reader_of(visit)
    term = next((one for one in topic_terms(reader) if one.code == code), None)
    if term is None:
        raise Http404(_("There is no topic of this name."))
    said, citations, known = statements_on(reader, code), Citations(visit), topics().get(code)
    synthesis = synthesis_of(known, said) if known else None
    by_key = {one.pk: one for one in said}
    trail = (Link(_("What works"), visit.href("knowledge")),)
    context = {
        "head": page_head(visit, term.label, topic_page.answer(said, synthesis), trail=trail),
        "term": term,
        "lessons_href": f"{visit.href('knowledge-lessons').partition('?')[0]}?topic={code}",
        "projects_href": f"{visit.href('knowledge-projects').partition('?')[0]}?topic={code}",
        "is_empty": not said,
    }
    if synthesis:
        common, single = topic_page.features(visit, synthesis, by_key, citations)
        context |= {
            "common": common,
            "single": single,
            "apart": topic_page.sentences(visit, synthesis.apart, by_key, citations),
        }
    else:
        context["kinds"] = topic_page.kinds(visit, said, citations)
    return render(request, "portal/knowledge/topic.html", {**context, "citations": citations})


def _practice(
    request: HttpRequest, visit: Visit, found: PracticeProfile, trail: tuple[Link, ...]
) -> HttpResponse:
    one, version, citations = found.practice, found.version, Citations(visit)
    texts = [(name, str(label), getattr(version, name)) for name, label in PARTS]
    return render(
        request,
        "portal/knowledge/practice.html",
        {
            "head": page_head(visit, version.title, one.reference, trail=trail),
            "practice": one,
            "version": version,
            "parts": [(name, label, text) for name, label, text in texts if text or name == "cost"],
            "facts": _practice_facts(visit, one),
            "tags": [
                Fact(
                    _("What it is about"),
                    [FactValue(tag.term.label) for tag in found.tags],
                    as_tags=True,
                )
            ]
            if found.tags
            else [],
            "evidence": [(evidence_words(proof), citations.marks([proof.place])) for proof in found.evidence],
            "lesson": (owner_link(visit, one.lesson), one.lesson.text, citations.marks([one.lesson.source]))
            if one.lesson
            else None,
            "address": request.build_absolute_uri(request.path),
            "like_href": like_address(visit, "practice", one.reference),
            "citations": citations,
        },
    )


def _practice_facts(visit: Visit, one: Practice) -> list[Fact]:
    facts = [Fact(_("Published"), [FactValue(dated(one.published_on))])]
    if one.published and one.published.licence:
        facts.append(Fact(_("Licence"), [FactValue(one.published.licence)]))
    if one.project:
        href = visit.href("knowledge-project", slug=one.project.slug)
        facts.append(Fact(_("Project behind it"), [FactValue(str(one.project), href)]))
    if one.programme:
        reference = one.programme.reference
        href = visit.href("programme", ref=reference)
        facts.append(Fact(_("Programme behind it"), [FactValue(reference, href)]))
    return facts


def _session_facts(one: Session) -> list[Fact]:
    people = [] if one.participants is None else [FactValue(str(one.participants))]
    return [Fact(_("Held"), [FactValue(dated(one.held))] if one.held else []), Fact(_("People"), people)]


def _named(name: str, organisation: str) -> str:
    return f"{name}, {organisation}" if organisation and organisation != name else name
