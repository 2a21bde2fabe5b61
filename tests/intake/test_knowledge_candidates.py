"""Projects and sessions of a report wait at the desk: each piece beside its lines, decided one by one."""

import pytest
from django.core.management import call_command
from tests.knowledge.small import person

from jointfund.intake import services
from jointfund.intake.candidates.outlook import outlook_of, outlooks
from jointfund.intake.models import Candidate, CandidateKind, Intake, IntakeState, Origin
from jointfund.intake.services import Choice, ChoicesRefused
from jointfund.knowledge.models import Project, Resource, Session, Statement
from jointfund.people.models import Role

REPORT = "003_4e04fbd2ba131241.txt"
PAPER = "004_cc6a52daeb4255a9.txt"


@pytest.fixture
def sofia(open_fund):
    return person(open_fund, "Sofia", Role.SECRETARIAT)


def hand_in(shared, fund, name: str) -> Intake:
    content = (shared / "seeds" / name).read_bytes()
    upload = services.Upload(name, len(content), content)
    intake = services.hand_in(fund, [upload], actor="system:test", origin=Origin.COMMAND)
    services.read_intake(intake.pk)
    intake.refresh_from_db()
    return intake


@pytest.fixture
def intake(shared, open_fund):
    return hand_in(shared, open_fund, REPORT)


def candidate_of(intake: Intake, heading: str) -> Candidate:
    return intake.candidates.get(heading__startswith=heading)


def test_a_report_waits_whole_and_nothing_is_on_record(intake):
    kinds = list(intake.candidates.values_list("kind", flat=True))
    assert (kinds.count("project"), kinds.count("session"), len(kinds)) == (29, 5, 34)
    assert not Project.objects.exists()
    assert all(
        field.start_line for one in intake.candidates.all() for field in one.fields.exclude(proposed="")
    )


def test_the_command_says_what_waits(shared, open_fund, capsys):
    call_command("import", str(shared / "seeds" / REPORT))
    assert "29 projects and 5 sessions wait for a decision" in capsys.readouterr().out
    assert not Project.objects.exists()


def test_doubted_ones_come_first_and_plain_ones_are_accepted_together(intake, sofia):
    found = outlooks(intake)
    assert found[0].weight
    doubted = sum(bool(one.weight) for one in found if one.candidate.kind == "project")
    assert services.accept_plain_candidates(intake, CandidateKind.PROJECT, by=sofia) == 29 - doubted
    assert Project.objects.count() == 29 - doubted
    assert doubted


def test_everything_accepted_is_what_the_command_brings(intake, sofia, shared, open_fund):
    for candidate in intake.candidates.order_by("number"):
        candidate.refresh_from_db()
        services.accept_candidate(candidate, version=candidate.version, by=sofia)
    intake.refresh_from_db()
    assert intake.state == IntakeState.DONE
    statements = sorted(Statement.objects.values_list("kind", "text", "source__start_line"))
    people = sorted(
        row
        for one in Session.objects.all()
        for row in one.people.values_list("role", "name", "project__slug")
    )
    told = (Project.objects.count(), Session.objects.count(), statements, people)
    for model in (Candidate, Session, Project):
        model.objects.all().delete()
    call_command("import", str(shared / "seeds" / REPORT), "--accept-all")
    assert told == (
        Project.objects.count(),
        Session.objects.count(),
        sorted(Statement.objects.values_list("kind", "text", "source__start_line")),
        sorted(
            row
            for one in Session.objects.all()
            for row in one.people.values_list("role", "name", "project__slug")
        ),
    )


def test_a_statement_is_corrected_another_left_out_and_a_number_set_right(intake, sofia):
    candidate = (
        candidate_of(intake, "AMUDDU")
        if intake.candidates.filter(heading="AMUDDU").exists()
        else candidate_of(intake, "Amuddu")
    )
    figure = candidate.fields.filter(name__startswith="claims:").first()
    choices = {
        "challenges:1": Choice("correct", "What we heard instead."),
        "good_practices:1": Choice("reject"),
        "duration_months": Choice("correct", "40"),
        "countries": Choice("correct", "Togo; MAR"),
        **({figure.name: Choice("correct", "1,234")} if figure else {}),
    }
    candidate = services.decide_fields(candidate, choices, version=candidate.version, by=sofia)
    before = candidate.fields.filter(name__startswith="good_practices").count()
    services.accept_candidate(candidate, version=candidate.version, by=sofia)
    project = Project.objects.get()
    assert project.duration_months == 40
    assert project.statements.filter(kind="challenge").first().text == "What we heard instead."
    assert project.statements.filter(kind="good_practice").count() == before - 1
    assert set(project.country_links.values_list("country__iso3", flat=True)) == {"TGO", "MAR"}
    assert not figure or project.reached_results.filter(value=1234).exists()


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("duration_months", "long"),
        ("countries", "Atlantis"),
        ("budget", "much"),
        ("start", "soon"),
        ("project_site", "x"),
    ],
)
def test_what_cannot_be_a_value_is_refused_at_its_field(intake, sofia, name, typed):
    candidate = intake.candidates.filter(kind="project").first()
    with pytest.raises(ChoicesRefused) as refused:
        services.decide_fields(
            candidate, {name: Choice("correct", typed)}, version=candidate.version, by=sofia
        )
    assert [fault.field for fault in refused.value.faults] == [name]


def test_merging_shows_old_and_new_and_keeps_the_record_unless_told(intake, sofia, shared, open_fund):
    call_command("import", str(shared / "seeds" / REPORT), "--accept-all")
    project = Project.objects.get(slug="progem")
    Project.objects.filter(pk=project.pk).update(duration_months=99)
    first = project.statements.filter(kind="good_practice").first()
    Statement.objects.filter(pk=first.pk).update(text="Our own words.")
    candidate = candidate_of(intake, project.acronym)
    candidate = services.choose_programme(candidate, "progem", version=candidate.version, by=sofia)
    outlook = outlook_of(Candidate.objects.get(pk=candidate.pk))
    differing = {field.name: outlook.sides[field.name].shown for field in outlook.differing}
    assert differing == {"duration_months": "99", "good_practices:1": "Our own words."}
    statements = project.statements.count()
    choice = {"good_practices:1": Choice("accept")}
    candidate = services.decide_fields(candidate, choice, version=candidate.version, by=sofia)
    services.accept_candidate(candidate, version=candidate.version, by=sofia)
    project.refresh_from_db()
    first.refresh_from_db()
    assert (project.duration_months, project.statements.count()) == (99, statements)
    assert first.text == outlook.candidate.fields.get(name="good_practices:1").proposed


def test_a_paper_brings_projects_and_resources_both_ways(shared, open_fund, sofia, capsys):
    intake = hand_in(shared, open_fund, PAPER)
    for candidate in intake.candidates.order_by("number"):
        candidate.refresh_from_db()
        services.accept_candidate(candidate, version=candidate.version, by=sofia)
    brought = (Project.objects.count(), Resource.objects.count())
    assert brought == (2, 19)
    assert not Resource.objects.filter(source=None).exists()
    assert set(Resource.objects.values_list("kind", flat=True)) == {
        "initiative",
        "event",
        "network",
        "publication",
    }
    call_command("import", str(shared / "seeds" / PAPER), "--accept-all")
    assert (Project.objects.count(), Resource.objects.count()) == brought
