"""Every kind of notice with its words: what it says, where a button leads, why somebody gets it.

`%(name)s` stands for a value the teller gives; `%(fund)s` is always there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jointfund.notices.rules import How

type Text = str | Promise


class Kind(StrEnum):
    """What a person can be told of."""

    REVIEW_ASKED = "publication:review_asked"
    PUBLICATION_RETURNED = "publication:returned"
    PUBLICATION_RELEASED = "publication:released"
    PUBLICATION_WITHDRAWN = "publication:withdrawn"
    INTAKE_READ = "intake:read"
    PRACTICE_REVIEW_ASKED = "practice:review_asked"
    PRACTICE_RETURNED = "practice:returned"
    PRACTICE_PUBLISHED = "practice:published"
    PRACTICE_WITHDRAWN = "practice:withdrawn"
    INVITATION_ACCEPTED = "invitation:accepted"
    SEARCH_FOUND = "search:found"
    DECISION_LETTER = "decision:letter"
    SILENCE_OPENED = "decision:silence_opened"
    PROPOSAL_INVITED = "proposal:invited"
    PROPOSAL_ANSWERED = "proposal:answered"
    PROPOSAL_ENDORSED = "proposal:endorsed"
    PROPOSAL_COMMENTED = "proposal:commented"
    PROPOSAL_RETURNED = "proposal:returned"
    PROPOSAL_SUBMITTED = "proposal:submitted"
    CALL_PUBLISHED = "call:published"
    REVIEW_ASSIGNED = "review:assigned"
    REVIEW_REMINDED = "review:reminded"
    REVIEW_CLOSED = "review:closed"


@dataclass(frozen=True)
class Words:
    """How a kind is said. `label` stands in the preferences, `next` on the button."""

    label: Text
    title: Text
    text: Text
    next: Text
    why: Text
    usually: How = How.AT_ONCE


WORDS: Mapping[Kind, Words] = {
    Kind.REVIEW_ASKED: Words(
        label=_("A publication waits for my review"),
        title=_("“%(title)s” waits for your review"),
        text=_("%(who)s sent it to review. A second person releases it."),
        next=_("Read and release it"),
        why=_("You may release publications of %(fund)s and did not write this one."),
    ),
    Kind.PUBLICATION_RETURNED: Words(
        label=_("A publication of mine was returned"),
        title=_("“%(title)s” came back to you"),
        text=_("%(who)s returned it: %(note)s"),
        next=_("Go on writing"),
        why=_("You drafted or edited this publication of %(fund)s."),
    ),
    Kind.PUBLICATION_RELEASED: Words(
        label=_("A publication of mine was released"),
        title=_("“%(title)s” is released"),
        text=_("%(who)s released it."),
        next=_("Look at it"),
        why=_("You drafted or edited this publication of %(fund)s."),
        usually=How.DAILY,
    ),
    Kind.PUBLICATION_WITHDRAWN: Words(
        label=_("A publication of mine was withdrawn"),
        title=_("“%(title)s” was withdrawn"),
        text=_("%(who)s withdrew it: %(note)s"),
        next=_("Look at it"),
        why=_("You drafted or edited this publication of %(fund)s."),
    ),
    Kind.INTAKE_READ: Words(
        label=_("Documents I handed in have been read"),
        title=_("Your documents have been read"),
        text=_("%(count)s records were found in intake %(number)s. Each waits for a decision."),
        next=_("Decide what enters the record"),
        why=_("You handed these documents in to %(fund)s."),
        usually=How.HERE,
    ),
    Kind.PRACTICE_REVIEW_ASKED: Words(
        label=_("A practice waits for my review"),
        title=_("“%(title)s” waits for your review"),
        text=_("%(who)s sent this practice to review. A second person publishes it."),
        next=_("Read and publish it"),
        why=_("You may publish practices of %(fund)s and did not write this one."),
    ),
    Kind.PRACTICE_RETURNED: Words(
        label=_("A practice of mine was returned"),
        title=_("“%(title)s” came back to you"),
        text=_("%(who)s returned it: %(note)s"),
        next=_("Go on writing"),
        why=_("You drafted or edited this practice of %(fund)s."),
    ),
    Kind.PRACTICE_PUBLISHED: Words(
        label=_("A practice of mine was published"),
        title=_("“%(title)s” is published"),
        text=_("%(who)s published it."),
        next=_("Look at it"),
        why=_("You drafted or edited this practice of %(fund)s."),
        usually=How.DAILY,
    ),
    Kind.PRACTICE_WITHDRAWN: Words(
        label=_("A practice of mine was withdrawn"),
        title=_("“%(title)s” was withdrawn"),
        text=_("%(who)s withdrew it: %(note)s"),
        next=_("Look at it"),
        why=_("You drafted or edited this practice of %(fund)s."),
    ),
    Kind.INVITATION_ACCEPTED: Words(
        label=_("Somebody I invited has come"),
        title=_("Your invitation was accepted"),
        text=_("Who you invited as %(role)s has an account now and holds the role."),
        next=_("See the people"),
        why=_("You sent this invitation to join %(fund)s."),
        usually=How.DAILY,
    ),
    Kind.PROPOSAL_INVITED: Words(
        label=_("My organisation is invited to a joint proposal"),
        title=_("Your organisation is invited to “%(title)s”"),
        text=_("%(who)s invites it to write %(reference)s together."),
        next=_("Answer the invitation"),
        why=_("You write proposals for this organisation in %(fund)s."),
    ),
    Kind.PROPOSAL_ANSWERED: Words(
        label=_("An invitation to a joint proposal was answered"),
        title=_("%(for)s answered your invitation to “%(title)s”"),
        text=_("%(who)s answered. The page of the proposal says who takes part."),
        next=_("Look at it"),
        why=_("Your organisation leads this proposal in %(fund)s."),
        usually=How.DAILY,
    ),
    Kind.PROPOSAL_ENDORSED: Words(
        label=_("A proposal of ours was endorsed"),
        title=_("“%(title)s” was endorsed for %(for)s"),
        text=_("The signature stands under the text as it was then: a later change asks for it again."),
        next=_("See who has signed"),
        why=_("Your organisation leads this proposal in %(fund)s."),
        usually=How.DAILY,
    ),
    Kind.PROPOSAL_COMMENTED: Words(
        label=_("Somebody comments on what I wrote"),
        title=_("A comment on “%(title)s”"),
        text=_("%(who)s commented on a section you wrote in."),
        next=_("Read it"),
        why=_("You wrote in this proposal of %(fund)s."),
        usually=How.DAILY,
    ),
    Kind.PROPOSAL_RETURNED: Words(
        label=_("A proposal of ours was returned"),
        title=_("“%(title)s” came back to you"),
        text=_("%(who)s returned %(reference)s: %(note)s"),
        next=_("Go on writing"),
        why=_("You write in this proposal of %(fund)s."),
    ),
    Kind.PROPOSAL_SUBMITTED: Words(
        label=_("A proposal of ours was submitted"),
        title=_("“%(title)s” is submitted as %(reference)s"),
        text=_("%(who)s submitted it. Its page has the receipt and the whole text as PDF."),
        next=_("See the receipt"),
        why=_("You write in this proposal of %(fund)s."),
    ),
    Kind.CALL_PUBLISHED: Words(
        label=_("A call for proposals is published"),
        title=_("A new call: %(title)s"),
        text=_("%(reference)s says who may apply and until when."),
        next=_("Read the call"),
        why=_("You write proposals in %(fund)s."),
    ),
    Kind.REVIEW_ASSIGNED: Words(
        label=_("A proposal is mine to review"),
        title=_("“%(title)s” is yours to review"),
        text=_("%(reference)s is due on %(due)s. Declare first whether you have an interest in it."),
        next=_("Go to the review"),
        why=_("You review for %(fund)s."),
    ),
    Kind.REVIEW_REMINDED: Words(
        label=_("A review of mine is waited for"),
        title=_("Your review of “%(title)s” is waited for"),
        text=_("%(reference)s: your scorecard is due on %(due)s."),
        next=_("Go to the review"),
        why=_("You review for %(fund)s."),
    ),
    Kind.REVIEW_CLOSED: Words(
        label=_("A proposal of mine was reviewed"),
        title=_("“%(title)s” was reviewed"),
        text=_("You may answer the reviews of %(reference)s within the time of the call."),
        next=_("Read and answer"),
        why=_("Your organisation leads this proposal to %(fund)s."),
    ),
    Kind.DECISION_LETTER: Words(
        label=_("A decision on a proposal of my organisation"),
        title=_("%(subject)s"),
        text=_("%(text)s"),
        next=_("See the proposal"),
        why=_("You write or sign proposals of an organisation that takes part in it, in %(fund)s."),
    ),
    Kind.SILENCE_OPENED: Words(
        label=_("A silence procedure is open"),
        title=_("“%(title)s” is decided unless somebody objects"),
        text=_("%(body)s decides by silence. Object by %(deadline)s UTC, that second included."),
        next=_("Read it, agree or object"),
        why=_("You hold a seat in a body of %(fund)s."),
    ),
    Kind.SEARCH_FOUND: Words(
        label=_("A question I follow has new answers"),
        title=_("New answers to “%(name)s”"),
        text=_("%(count)s new or changed since the last look."),
        next=_("See the answers"),
        why=_("You follow this question in %(fund)s. Your account lists all you follow and ends them."),
    ),
}


class _Given(dict[str, str]):
    """Values by name; a name nobody gave reads as nothing."""

    def __missing__(self, key: str) -> str:
        return ""


def said(text: Text, values: Mapping[str, str]) -> str:
    """A text of WORDS with its values."""
    return str(text) % _Given(values)


def kind_of(code: str) -> Kind | None:
    """The kind of that code; None for one of an earlier version."""
    return Kind(code) if code in list(Kind) else None
