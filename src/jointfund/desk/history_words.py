"""What was done, and to what, in plain words: the trail itself keeps codes."""

import re
from collections.abc import Iterable, Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

type Words = str | Promise

# By the code of `audit.services.Verb`.
DONE: Mapping[str, Words] = {
    "vocabulary:loaded": _("vocabulary loaded"),
    "fund:opened": _("fund opened"),
    "document:kept": _("document kept"),
    "programme:added": _("programme added"),
    "programme:changed": _("programme changed"),
    "programme:corrected": _("programme corrected"),
    "programme:tag_confirmed": _("tag of a programme confirmed"),
    "document:visibility_changed": _("document opened or closed to readers"),
    "knowledge:lesson_noted": _("lesson noted in the words of a programme"),
    "programme:status_recorded": _("status of a programme recorded"),
    "contribution:entered": _("contribution entered"),
    "ledger:posted": _("entry posted in the books"),
    "ledger:reversed": _("entry of the books reversed"),
    "transfer:requested": _("transfer requested"),
    "transfer:approved": _("transfer approved"),
    "transfer:paid": _("transfer paid"),
    "transfer:cancelled": _("transfer cancelled"),
    "moves:entered": _("table of moves entered"),
    "way:edited": _("draft of a table of moves or a form saved"),
    "way:draft_discarded": _("draft of a table of moves or a form discarded"),
    "proposal:started": _("proposal started"),
    "proposal:party_invited": _("organisation asked to join a proposal"),
    "proposal:party_answered": _("organisation answered about a proposal"),
    "proposal:moved": _("proposal moved on"),
    "committee:body_loaded": _("body of the fund loaded"),
    "committee:seat_given": _("seat in a body given"),
    "committee:seat_ended": _("seat in a body ended"),
    "meeting:planned": _("meeting planned"),
    "meeting:opened": _("meeting opened"),
    "meeting:closed": _("meeting closed"),
    "meeting:agenda_changed": _("agenda of a meeting changed"),
    "meeting:attendance_recorded": _("attendance of a meeting recorded"),
    "meeting:interest_declared": _("interest of a member declared"),
    "meeting:question_asked": _("question of a member asked"),
    "meeting:question_answered": _("question of a member answered"),
    "decision:voice_received": _("word of a member received"),
    "decision:recorded": _("decision recorded"),
    "decision:silence_opened": _("silence procedure opened"),
    "decision:silence_closed": _("silence procedure closed"),
    "condition:answered": _("condition answered"),
    "condition:returned": _("answer to a condition returned"),
    "condition:accepted": _("answer to a condition accepted"),
    "minutes:written": _("minutes written"),
    "minutes:moved": _("minutes moved on"),
    "minutes:commented": _("minutes commented on"),
    "decision:letters_sent": _("letters to proposers sent"),
    "meeting:papers_ordered": _("papers of a meeting asked for"),
    "scenario:made": _("scenario of the balance board made"),
    "scenario:changed": _("scenario of the balance board changed"),
    "scenario:kept": _("scenario of the balance board kept"),
    "scenario:shown": _("scenario of the balance board shown to members"),
    "scenario:hidden": _("scenario of the balance board taken back from members"),
    "proposal:countries_named": _("countries of a proposal named"),
    "proposal:version_kept": _("version of a proposal kept"),
    "proposal:endorsed": _("proposal endorsed"),
    "proposal:file_attached": _("file attached to a proposal"),
    "proposal:file_removed": _("file removed from a proposal"),
    "proposal:commented": _("proposal commented on"),
    "proposal:call_chosen": _("call of a proposal chosen"),
    "proposal:comment_resolved": _("comment on a proposal settled"),
    "proposal:eligibility_checked": _("eligibility of a proposal checked"),
    "review:assigned": _("review assigned"),
    "review:unassigned": _("review taken back"),
    "review:reminded": _("reviewer reminded"),
    "review:interest_declared": _("interest, or none, declared by a reviewer"),
    "review:submitted": _("scorecard submitted"),
    "review:changed": _("submitted scorecard changed"),
    "review:closed": _("review closed"),
    "review:answered": _("review answered by the proposers"),
    "form:entered": _("form entered"),
    "call:drafted": _("call drafted"),
    "call:edited": _("call edited"),
    "call:sent_to_review": _("call sent to review"),
    "call:returned": _("call returned to its editors"),
    "call:published": _("call published"),
    "call:withdrawn": _("call withdrawn"),
    "call:question_asked": _("question about a call asked"),
    "call:question_answered": _("question about a call answered"),
    "call:question_set_aside": _("question about a call set aside"),
    "sanctions:imported": _("sanctions list brought in"),
    "sanctions:decided": _("match with a sanctions list decided"),
    "discrepancy:found": _("contradiction between documents found"),
    "user:added": _("account made"),
    "user:role_given": _("role given"),
    "user:role_ended": _("role ended"),
    "user:record_role_given": _("role for one record given"),
    "user:record_role_ended": _("role for one record ended"),
    "user:erased": _("person erased"),
    "user:password_changed": _("password changed"),
    "user:email_changed": _("e-mail address changed"),
    "user:second_factor_added": _("second step set up"),
    "user:second_factor_removed": _("second step removed"),
    "user:recovery_codes_made": _("recovery codes made"),
    "user:sign_in_connected": _("sign-in service connected"),
    "user:sessions_ended": _("sessions ended"),
    "user:search_saved": _("question followed"),
    "user:search_changed": _("followed question changed"),
    "user:search_ended": _("question no longer followed"),
    "invitation:sent": _("invitation sent"),
    "invitation:accepted": _("invitation accepted"),
    "invitation:withdrawn": _("invitation withdrawn"),
    "intake:opened": _("documents handed in"),
    "intake:read": _("documents read"),
    "candidate:decided": _("value of a record that was read decided"),
    "candidate:pointed": _("record that was read pointed to one on record"),
    "candidate:accepted": _("record that was read accepted"),
    "candidate:rejected": _("record that was read rejected"),
    "filter:saved": _("filter saved"),
    "filter:removed": _("filter removed"),
    "publication:drafted": _("publication drafted"),
    "publication:edited": _("publication edited"),
    "publication:sent_to_review": _("publication sent to review"),
    "publication:returned": _("publication returned to its authors"),
    "publication:released": _("publication released"),
    "publication:withdrawn": _("publication withdrawn"),
    "knowledge:project_added": _("project added"),
    "knowledge:project_changed": _("project changed"),
    "knowledge:session_added": _("session added"),
    "knowledge:session_changed": _("session changed"),
    "knowledge:resource_added": _("resource added"),
    "practice:drafted": _("practice drafted"),
    "practice:proposed": _("practice proposed"),
    "practice:evidence_attached": _("evidence attached to a practice"),
    "practice:evidence_detached": _("evidence taken from a practice"),
    "practice:edited": _("practice edited"),
    "practice:sent_to_review": _("practice sent to review"),
    "practice:returned": _("practice returned to its authors"),
    "practice:published": _("practice published"),
    "practice:withdrawn": _("practice withdrawn"),
    "instrument:edited": _("questionnaire edited"),
    "instrument:draft_discarded": _("draft of a questionnaire discarded"),
    "instrument:published": _("questionnaire published"),
    "assessment:opened": _("assessment opened"),
    "assessment:sent": _("answers of an assessment sent"),
    "assessment:closed": _("assessment closed"),
    "assessment:validated": _("assessment validated"),
}
# By the kind in the middle of a reference like `MIG00/publication/3`.
KINDS: Mapping[str, Words] = {
    "publication": _("Publication"),
    "intake": _("Intake"),
    "practice": _("Practice"),
    "proposal": _("Proposal"),
    "project": _("Project"),
    "session": _("Session"),
    "resource": _("Resource"),
    "instrument": _("Questionnaire"),
    "transfer-request": _("Transfer"),
    "organisation": _("Organisation"),
    "form": _("Form"),
    "moves": _("Table of moves"),
    "call": _("Call"),
    "search": _("Question"),
    "filter": _("Filter"),
}
OF_A_KIND = re.compile(r"[^/]+/(?P<kind>[a-z-]+)/(?P<rest>.+)")


def done(code: str) -> str:
    """What an event says was done, begun with a capital; the code itself where nobody wrote words for it."""
    words = str(DONE.get(code, code))
    return words[:1].upper() + words[1:]


def verb_choices(codes: Iterable[str]) -> Sequence[tuple[str, str]]:
    """Codes with their words, in the order of the words."""
    return sorted(((code, done(code)) for code in codes), key=lambda one: one[1])


def subject_words(reference: str, names: Mapping[str, str]) -> str:
    """What it was done to: `Publication 3`, a person by her name, else the reference as it stands."""
    if reference in names:
        return names[reference]
    if (found := OF_A_KIND.fullmatch(reference)) and (kind := KINDS.get(found["kind"])):
        return f"{kind} {found['rest']}"
    return reference
