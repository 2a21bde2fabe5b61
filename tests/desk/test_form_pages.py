"""Forms of proposals at the desk: a question, threshold and section without code; nothing past changes."""

import copy

import pytest
from tests.desk.test_way_pages import WHEN, clients, text_of
from tests.proposals.conftest import NOW, cast, complete, endorsed, joint, orgs, writing_fund

from jointfund.proposals import services
from jointfund.proposals.models import FormVersion, Proposal, ProposalVersion, SectionText, WayDraft

__all__ = ["cast", "clients", "complete", "endorsed", "joint", "orgs", "writing_fund"]
BASE = "/desk/forms/sample/"
QUESTION = {"label": "Who loses by it?", "kind": "text", "word_limit": "80", "required_at": ["note"]}


def post(client, path, **typed):
    draft = WayDraft.objects.first()
    return client.post(f"{BASE}{path}", {"revision": draft.revision if draft else 0, **typed})


def budget_place(document):
    """The section and field of the budget, from 1, and the field."""
    return next(
        (s, f, field)
        for s, section in enumerate(document["sections"], 1)
        for f, field in enumerate(section["fields"], 1)
        if field.get("budget")
    )


def typed_again(field, **more):
    """What the page of a field sends when nothing in it is touched."""
    typed = {"label": field["label"], "kind": field["kind"], "required_at": field["required_at"]}
    for n, one in enumerate(field["columns"]):
        typed |= {f"c{n}-label": one["label"], f"c{n}-kind": one["kind"]}
        typed[f"c{n}-choices"] = "\n".join(choice["label"] for choice in one["choices"])
        if one["is_required"]:
            typed[f"c{n}-is_required"] = "on"
    return typed | more


def test_a_question_a_threshold_and_a_section_need_no_code_and_change_nothing_past(
    clients, endorsed, cast, writing_fund, orgs
):
    services.move(endorsed, "submit", actor=cast["pia"], now=NOW)
    kept = ProposalVersion.objects.get()
    before = copy.deepcopy(kept.content), kept.digest, list(SectionText.objects.values("section", "answers"))
    sofia, second = clients["sofia"], clients["second"]
    first = FormVersion.objects.get()
    section, number, budget = budget_place(first.document)
    new = len(first.document["sections"]) + 1

    assert post(sofia, "1/4/", **QUESTION).status_code == 302
    assert post(sofia, f"{section}/{number}/", **typed_again(budget, indirect_cap="12")).status_code == 302
    assert post(sofia, f"{new}/", label="Safety", owner="each", help="").status_code == 302
    assert "no field" in text_of(sofia.get(BASE))
    assert post(sofia, f"{new}/1/", label="Is it safe?", kind="choice", choices="Yes\nNo").status_code == 302
    preview = text_of(sofia.get(f"{BASE}preview/"))
    assert "Who loses by it?" in preview
    assert "of 80 words" in preview
    assert post(sofia, "draft/", **WHEN).status_code == 302
    assert post(second, "draft/", do="publish").status_code == 302

    entered = FormVersion.objects.get(number=2)
    assert entered.document["sections"][0]["fields"][3]["code"] == "who_loses_by_it"
    after = budget_place(entered.document)[2]
    assert after["budget"].pop("indirect_cap") == "0.12"
    unchanged = copy.deepcopy(budget)
    unchanged["budget"].pop("indirect_cap")
    assert after == unchanged
    kept.refresh_from_db()
    assert before == (kept.content, kept.digest, list(SectionText.objects.values("section", "answers")))
    assert Proposal.objects.get().open_forms.get().form == first
    late = NOW.replace(year=2027)
    begun = services.start_proposal(writing_fund, orgs["alpha"], "Next", actor="test", now=late)
    assert begun.open_forms.get().form == entered
    assert begun.open_forms.get().texts.filter(section="safety", party=orgs["alpha"]).exists()


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"word_limit": "many"}, "id_word_limit", "whole number"),
        ({"kind": "choice"}, "id_choices", "no choices"),
        ({"kind": "table"}, "id_columns", "no columns"),
        ({"condition": "summary.what", "values": "yes"}, "id_condition", "no question with choices"),
    ],
)
def test_what_is_wrong_in_a_question_leads_to_its_field(clients, typed, field, said):
    post(clients["sofia"], "1/4/", **{**QUESTION, "word_limit": "", **typed})
    page = clients["sofia"].get(f"{BASE}1/4/")
    assert f'href="#{field}"' in page.content.decode()
    assert said in text_of(page)
    post(clients["sofia"], "draft/", **WHEN)
    assert "put right first" in text_of(post(clients["second"], "draft/", do="publish"))
    assert FormVersion.objects.count() == 1


def test_a_question_without_words_is_refused_with_what_was_typed(clients):
    page = post(clients["sofia"], "1/4/", label=" ", kind="number", help="In months")
    assert "Say what is asked" in text_of(page)
    assert "In months" in page.content.decode()
    assert not WayDraft.objects.exists()


def test_questions_are_moved_and_removed_and_renamed_choices_keep_their_codes(clients):
    sofia = clients["sofia"]
    post(sofia, "1/4/", label="Is it safe?", kind="choice", choices="Yes\nNo")
    post(sofia, "1/4/", label="Is it safe?", kind="choice", choices="Yes\nNot yet", do="up")
    third = WayDraft.objects.get().document["sections"][0]["fields"][2]
    assert third["choices"] == [{"code": "yes", "label": "Yes"}, {"code": "no", "label": "Not yet"}]
    post(sofia, "1/3/", label="Is it safe?", kind="choice", choices="Yes", do="remove")
    assert len(WayDraft.objects.get().document["sections"][0]["fields"]) == 3


def test_what_is_not_there_is_not_found(clients):
    for path in ("9/", "1/9/", "0/", "9/1/", "0/1/"):
        assert clients["sofia"].get(f"{BASE}{path}").status_code == 404, path
    assert clients["sofia"].get("/desk/forms/nothing/").status_code == 404
