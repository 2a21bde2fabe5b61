"""Handing in, reading, deciding and accepting: what is decided is what the record holds afterwards."""

from decimal import Decimal

import pytest
from tests.intake.papers import BOOKLET, BRIEF

from jointfund.audit.models import Event
from jointfund.audit.services import Verb
from jointfund.documents.models import Discrepancy, Document
from jointfund.intake import services
from jointfund.intake.models import (
    Candidate,
    CandidateState,
    FileState,
    Intake,
    IntakeState,
    Origin,
    Target,
)
from jointfund.intake.services import Choice, Upload
from jointfund.intake.services.reading_in import SILENCE
from jointfund.ledger.models import OpeningEntry
from jointfund.people.models import Organisation, Role
from jointfund.people.services import add_user, give_role
from jointfund.programmes.models import FieldSource, Programme, Standing

pytestmark = pytest.mark.django_db


@pytest.fixture
def sofia(open_fund):
    user = add_user(actor="system:test", email="sofia@test.example", name="Sofia", password="x" * 12)
    give_role(actor="system:test", user=user, fund=open_fund, role=Role.SECRETARIAT)
    return user


def upload(text: str, name: str = "paper.txt") -> Upload:
    content = text.encode()
    return Upload(name, len(content), content)


@pytest.fixture
def read(open_fund, sofia):
    """Hands texts in and reads them, as desk and worker do."""

    def hand_in_and_read(*texts: str) -> Intake:
        intake = services.hand_in(
            open_fund,
            [upload(text, f"paper-{number}.txt") for number, text in enumerate(texts, 1)],
            actor=sofia.audit_reference,
            origin=Origin.UPLOAD,
            by=sofia,
        )
        services.read_intake(intake.pk)
        return Intake.objects.select_related("fund").get(pk=intake.pk)

    return hand_in_and_read


def candidate_of(intake: Intake, heading: str) -> Candidate:
    return intake.candidates.get(heading__startswith=heading)


def accept(candidate: Candidate, by, **choices: Choice) -> Candidate:
    named = {name.replace("__", ":"): choice for name, choice in choices.items()}
    fresh = Candidate.objects.get(pk=candidate.pk)
    fresh = services.decide_fields(fresh, named, version=fresh.version, by=by)
    return services.accept_candidate(fresh, version=fresh.version, by=by)


def test_reading_touches_nothing_of_the_record(read):
    intake = read(BOOKLET, BRIEF)
    assert intake.state == IntakeState.READY
    assert intake.candidates.count() == 3 + 2 + 2
    for model in (Programme, Document, Organisation, OpeningEntry, Discrepancy):
        assert not model.objects.exists(), model


def test_a_candidate_keeps_lines_and_doubts_of_every_field(read):
    candidate = candidate_of(read(BOOKLET), "Counting those")
    budget = candidate.fields.get(name="budget_usd")
    lines = candidate.file.text.split("\n")
    assert (budget.proposed, lines[budget.start_line - 1]) == ("1,234,567", "1,234,567")
    assert "logos" in candidate.fields.get(name="participating_organisations").doubt


def test_an_accepted_candidate_is_a_programme_with_its_sources(read, sofia):
    candidate = accept(candidate_of(read(BOOKLET), "Counting those"), sofia)
    programme = Programme.objects.get()
    assert candidate.outcome == programme.reference
    assert (programme.title, programme.budget) == (
        "Counting those who leave and those who come home",
        Decimal(1_234_567),
    )
    assert FieldSource.objects.get(programme=programme, field="budget_usd").printed == "1,234,567"
    assert Document.objects.get().text.text.startswith("\nPipeline")
    assert Event.objects.filter(verb=Verb.CANDIDATE_ACCEPTED, actor=sofia.audit_reference).exists()


def test_corrections_rejections_and_confirmed_suggestions_are_what_the_record_holds(read, sofia):
    accept(
        candidate_of(read(BOOKLET), "Counting those"),
        sofia,
        title=Choice("correct", "Counting together"),
        duration_months=Choice("reject"),
        participating_organisations=Choice("correct", "IOM (lead); Guild of Clerks"),
        tag__level__local=Choice("accept"),
    )
    programme = Programme.objects.get()
    parties = {(party.organisation.slug, party.role) for party in programme.parties.all()}
    assert (programme.title, programme.duration_months) == ("Counting together", None)
    assert parties == {("iom", "lead"), ("guild-of-clerks", "participating")}
    assert programme.tags.get(term__code="local").standing == Standing.CONFIRMED
    title = FieldSource.objects.get(programme=programme, field="title")
    assert title.printed == "Counting those who leave and those who come home"
    assert not FieldSource.objects.filter(programme=programme, field="duration_months").exists()


def test_where_record_and_document_differ_the_record_stays_until_a_person_chooses(read, sofia):
    accept(candidate_of(read(BOOKLET), "Counting those"), sofia)
    changed = BOOKLET.replace("1,234,567", "1,300,000").replace("24\n", "26\n").replace("2031", "2032")
    intake = read(changed)
    candidate = candidate_of(intake, "Counting those")
    assert candidate.programme == Programme.objects.get()
    accept(candidate, sofia, duration_months=Choice("accept"))
    programme = Programme.objects.get()
    assert (programme.budget, programme.duration_months) == (Decimal(1_234_567), 26)
    printed = FieldSource.objects.filter(programme=programme, field="budget_usd")
    assert sorted(place.printed for place in printed) == ["1,234,567", "1,300,000"]
    event = Event.objects.get(verb=Verb.PROGRAMME_CORRECTED)
    assert (event.before, event.after) == ({"duration": 24}, {"duration": 26})
    assert "lines" in event.note


def test_two_people_cannot_accept_the_same_twice(read, sofia):
    candidate = candidate_of(read(BOOKLET), "Counting those")
    services.accept_candidate(candidate, version=candidate.version, by=sofia)
    with pytest.raises(services.AlreadyDecided, match="Sofia accepted this on"):
        services.accept_candidate(candidate, version=candidate.version, by=sofia)
    assert Programme.objects.count() == 1


def test_who_decides_on_an_older_state_is_told_so(read, sofia):
    candidate = candidate_of(read(BOOKLET), "Counting those")
    seen = candidate.version
    services.decide_fields(candidate, {"title": Choice("reject")}, version=seen, by=sofia)
    with pytest.raises(services.CandidateChanged):
        services.decide_fields(candidate, {"title": Choice("accept")}, version=seen, by=sofia)
    assert candidate.fields.get(name="title").decision == "reject"


def test_the_same_paper_in_two_intakes_adds_no_programme_twice(read, sofia):
    first, second = read(BOOKLET), read(BOOKLET)
    twin = candidate_of(second, "Counting those")
    accept(candidate_of(first, "Counting those"), sofia)
    with pytest.raises(services.LooksLikeAnother, match="MIG-0001"):
        services.accept_candidate(twin, version=twin.version, by=sofia)
    twin = services.choose_programme(twin, "MIG-0001", version=twin.version, by=sofia)
    services.accept_candidate(twin, version=twin.version, by=sofia)
    assert Programme.objects.count() == 1


def test_a_person_may_say_that_it_is_a_new_programme(read, sofia):
    accept(candidate_of(read(BOOKLET), "Counting those"), sofia)
    again = candidate_of(read(BOOKLET), "Counting those")
    again = services.choose_programme(again, "", version=again.version, by=sofia)
    assert again.target == Target.NEW
    services.accept_candidate(again, version=again.version, by=sofia)
    assert Programme.objects.count() == 2


def test_accepting_one_shows_the_others_what_they_are(read, sofia):
    intake = read(BOOKLET, BRIEF)
    accept(intake.candidates.filter(heading="Chad").get(), sofia)
    brief = candidate_of(intake, "Wells along")
    assert brief.programme == Programme.objects.get()


def test_values_that_cannot_be_are_refused_each_at_its_field_and_nothing_is_kept(read, sofia):
    candidate = candidate_of(read(BOOKLET), "Counting those")
    wrong = {
        "budget_usd": Choice("correct", "a lot"),
        "countries": Choice("correct", "Togo; Atlantis"),
        "title": Choice("correct", "x" * 20_000),
        "status": Choice("accept"),
    }
    with pytest.raises(services.ChoicesRefused) as refused:
        services.decide_fields(candidate, wrong, version=candidate.version, by=sofia)
    assert {fault.field for fault in refused.value.faults} == {"budget_usd", "countries", "title"}
    assert not candidate.fields.exclude(decision="").exists()


def test_a_rejection_needs_its_reason_and_leaves_no_trace_in_the_record(read, sofia):
    candidate = candidate_of(read(BOOKLET), "Counting those")
    with pytest.raises(services.ReasonMissing):
        services.reject_candidate(candidate, reason=" ", version=candidate.version, by=sofia)
    services.reject_candidate(candidate, reason="Withdrawn", version=candidate.version, by=sofia)
    assert not Programme.objects.exists()
    assert Event.objects.get(verb=Verb.CANDIDATE_REJECTED).note == "Withdrawn"


def test_contributions_are_entered_once_and_a_differing_amount_is_told(read, sofia):
    intake = read(BRIEF)
    france = candidate_of(intake, "FRANCE")
    accept(france, sofia)
    assert OpeningEntry.objects.get().amount == Decimal(1_000_000)
    other = candidate_of(read(BRIEF.replace("1,000,000 USD", "1,100,000 USD")), "FRANCE")
    with pytest.raises(Exception, match="stays as it is"):
        accept(other, sofia)
    assert Candidate.objects.get(pk=other.pk).state == CandidateState.OPEN


def test_an_intake_ends_with_its_last_decision_and_enters_the_discrepancies(read, sofia):
    intake = read(BOOKLET, BRIEF.replace("PERU USD 2M", "PERU USD 3M"))
    for candidate in intake.candidates.all():
        accept(candidate, sofia)
    assert Intake.objects.get().state == IntakeState.DONE
    assert Discrepancy.objects.count() == len(intake.discrepancies)


def test_plain_candidates_are_accepted_together_and_doubts_wait(read, sofia):
    intake = read(BRIEF)
    assert services.accept_plain_candidates(intake, "contribution", by=sofia) == 2
    assert services.accept_plain_candidates(intake, "programme", by=sofia) == 0
    assert intake.candidates.filter(state=CandidateState.OPEN).count() == 2


def test_a_reading_killed_halfway_starts_over_and_one_that_ended_is_left_alone(
    read, open_fund, sofia, monkeypatch
):
    intake = services.hand_in(
        open_fund, [upload(BOOKLET), upload(BRIEF, "b.txt")], actor="user:x", origin=Origin.UPLOAD
    )
    from jointfund.intake.services import reading_in

    class Killed(BaseException):
        pass

    whole = reading_in.find_discrepancies
    monkeypatch.setattr(reading_in, "find_discrepancies", lambda *_: (_ for _ in ()).throw(Killed()))
    with pytest.raises(Killed):
        services.read_intake(intake.pk)
    intake.refresh_from_db()
    assert (intake.state, intake.step, intake.candidates.count()) == (IntakeState.READING, 200, 0)
    with pytest.raises(services.StillReading):
        services.read_again(intake)
    Intake.objects.filter(pk=intake.pk).update(moved_at=intake.moved_at - SILENCE * 2)
    services.read_again(intake)
    monkeypatch.setattr(reading_in, "find_discrepancies", whole)
    services.read_intake(intake.pk)
    services.read_intake(intake.pk)
    assert intake.candidates.count() == 7


def test_a_bad_file_is_refused_in_one_sentence_and_stops_no_other(open_fund, sofia):
    intake = services.hand_in(
        open_fund,
        [
            Upload("empty.pdf", 0, b""),
            Upload("huge.pdf", 10**9, None),
            Upload("../../broken.pdf", 20, b"%PDF-1.7 and nothing"),
            upload(BOOKLET),
        ],
        actor="user:x",
        origin=Origin.UPLOAD,
    )
    services.read_intake(intake.pk)
    states = dict(intake.files.values_list("name", "state"))
    assert states == {
        "empty.pdf": FileState.REFUSED,
        "huge.pdf": FileState.REFUSED,
        "broken.pdf": FileState.REFUSED,
        "paper.txt": FileState.READ,
    }
    assert all(intake.files.filter(state=FileState.REFUSED).values_list("refusal", flat=True))
    assert intake.candidates.count() == 3


def test_who_holds_no_such_role_cannot_decide(read, open_fund):
    pia = add_user(actor="system:test", email="pia@test.example", name="Pia", password="x" * 12)
    give_role(actor="system:test", user=pia, fund=open_fund, role=Role.OFFICER)
    candidate = candidate_of(read(BOOKLET), "Counting those")
    with pytest.raises(services.NotAllowed):
        services.accept_candidate(candidate, version=candidate.version, by=pia)
    assert not Programme.objects.exists()


def test_a_long_file_moves_the_bar_while_it_is_read(open_fund, monkeypatch):
    from jointfund.intake.services import reading_in

    rows = "".join(f"Wells {number},Togo\n" for number in range(40))
    content = f"Title,Country\n{rows}".encode()
    intake = services.hand_in(
        open_fund,
        [services.Upload("list.csv", len(content), content)],
        actor="user:x",
        origin=Origin.UPLOAD,
    )
    seen = []
    touch = reading_in._touch
    monkeypatch.setattr(reading_in, "SECONDS_BETWEEN", 0)
    monkeypatch.setattr(
        reading_in, "_touch", lambda one: (seen.append((one.step, one.steps, one.at_work_on)), touch(one))
    )
    services.read_intake(intake.pk)
    of_the_file = [step for step, _steps, what in seen if what.startswith("list.csv")]
    assert len(of_the_file) > 40
    assert of_the_file == sorted(of_the_file)
    assert seen[20][2] == "list.csv: 20 / 40"
    assert all(steps == 300 for _step, steps, _what in seen)
    intake.refresh_from_db()
    assert (intake.step, intake.state) == (intake.steps, "ready")
