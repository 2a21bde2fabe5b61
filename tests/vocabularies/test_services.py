from jointfund.intake.vocabularies import load_vocabularies
from jointfund.programmes.models import Status
from jointfund.vocabularies.models import Country, Scheme, Term, ThematicArea


def test_loading_twice_changes_nothing(open_fund):
    before = (Country.objects.count(), Term.objects.count(), Status.objects.count())
    assert load_vocabularies(actor="system:test").new == 0
    assert (Country.objects.count(), Term.objects.count(), Status.objects.count()) == before


def test_every_vocabulary_is_there_with_its_source_and_date(open_fund):
    counts = {scheme: Term.objects.filter(scheme=scheme).count() for scheme in Scheme}
    assert counts[Scheme.PRINCIPLE] == 10
    assert counts[Scheme.GCM_OBJECTIVE] == 23
    assert counts[Scheme.SDG_GOAL] == 17
    assert counts[Scheme.SDG_TARGET] == 169
    assert all(counts.values())
    assert not Term.objects.filter(source="").exists()
    assert not Term.objects.filter(as_of="").exists()
    assert ThematicArea.objects.filter(fund=open_fund).count() == 5


def test_the_statuses_of_a_fund_name_their_stage(open_fund):
    stages = dict(Status.objects.filter(fund=open_fund).values_list("code", "stage"))
    assert stages["concept_note_approved"] == "pipeline"
    assert stages["funded"] == "funded"
