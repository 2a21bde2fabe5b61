"""Accepting projects and sessions of a report into the knowledge base; what is on record stays as it is."""

from dataclasses import dataclass

from jointfund.intake.drafting import Drafter
from jointfund.intake.knowledge_drafts import KnowledgeDrafter
from jointfund.intake.paper_in import projects_of_papers, resources_of_papers
from jointfund.knowledge import services
from jointfund.knowledge.services.parts import Terms
from jointfund.reading.fiches.splitting import sessions_by_project, single_projects
from jointfund.reading.records import Reading


@dataclass(frozen=True)
class Brought:
    """How many projects, sessions and resources entered, with how many statements and printed results."""

    projects: int = 0
    sessions: int = 0
    statements: int = 0
    results: int = 0
    resources: int = 0

    @property
    def is_nothing(self) -> bool:
        return not (self.projects or self.sessions or self.resources)


def accept_knowledge(drafter: Drafter, reading: Reading, *, actor: str) -> Brought:
    """Every project, session and resource of a reading that is not on record yet."""
    made = KnowledgeDrafter(drafter)
    terms = Terms(drafter.fund)
    projects = sessions = statements = results = 0
    for one in (*single_projects(reading), *projects_of_papers(reading)):
        project = made.project(one)
        if services.add_project(drafter.fund, project, actor=actor, terms=terms):
            projects += 1
            statements += len(project.statements)
            results += len(project.results)
    for read in sessions_by_project(reading):
        session = made.session(read)
        if services.add_session(drafter.fund, session, actor=actor, terms=terms):
            sessions += 1
            statements += len(session.statements)
    resources = sum(
        services.add_resource(drafter.fund, made.resource(found), actor=actor) is not None
        for found in resources_of_papers(reading)
    )
    return Brought(projects, sessions, statements, results, resources)
