"""Proposals and the tables they go by. A proposal keeps the version of the table it began with."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jointfund.funds.models import Fund
from jointfund.kernel.references import ProposalReference
from jointfund.people.models import Organisation
from jointfund.programmes.models import Programme
from jointfund.proposals.models_calls import Call, MatchState, SanctionsList
from jointfund.proposals.models_drafts import DraftKind as DraftKind
from jointfund.proposals.models_drafts import WayDraft as WayDraft
from jointfund.proposals.models_files import Attachment as Attachment
from jointfund.vocabularies.models import Country


class MoveTableVersion(models.Model):
    """One version of a fund's table of moves, as JSON; never changed, a new version takes its place.

    `source` says what the table rests on, `valid_from` the day from which new proposals go by it.
    """

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="move_tables")
    number = models.PositiveIntegerField()
    table = models.JSONField()
    source = models.CharField(max_length=300)
    valid_from = models.DateField()
    entered_by = models.CharField(max_length=80)
    entered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["fund_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "number"], name="table_version_is_unique_in_fund"),
        ]

    def __str__(self) -> str:
        return f"{self.fund_id} {self.number}"


class Proposal(models.Model):
    """One joint proposal on its way. `state` is a code of its table; only `services.move` writes it.

    `number` is given with the first submission; until then the proposal is known by `draft`.
    """

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="proposals")
    draft = models.PositiveIntegerField()
    number = models.PositiveIntegerField(null=True, blank=True)
    title = models.CharField(max_length=300)
    lead = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="proposals_led")
    table = models.ForeignKey(MoveTableVersion, on_delete=models.PROTECT, related_name="proposals")
    state = models.CharField(max_length=40)
    state_since = models.DateTimeField()
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, null=True, blank=True, related_name="proposals"
    )
    call = models.ForeignKey(Call, on_delete=models.PROTECT, null=True, blank=True, related_name="proposals")
    started_by = models.CharField(max_length=80)
    started_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["fund_id", "draft"]
        indexes = [models.Index(fields=["fund", "state"], name="proposal_by_state")]
        constraints = [
            models.UniqueConstraint(fields=["fund", "draft"], name="draft_number_is_unique_in_fund"),
            models.UniqueConstraint(fields=["fund", "number"], name="proposal_number_is_unique_in_fund"),
            models.CheckConstraint(condition=~Q(title=""), name="proposal_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """`MIG-N-0007`; needs `fund` loaded. A draft is `MIG-D-0012` until it is submitted."""
        prefix = self.fund.reference_prefix
        if self.number is None:
            return str(ProposalReference(prefix, "D", self.draft))
        return str(ProposalReference(prefix, "N", self.number))

    @property
    def subject(self) -> str:
        """How events and roles for one record name it: by its draft number, which it keeps."""
        return f"{self.fund.code}/proposal/{self.draft}"


class PartyRole(models.TextChoices):
    """What an organisation is to a proposal."""

    LEAD = "lead", _("Lead")
    PARTICIPANT = "participant", _("Participating organisation")


class PartyState(models.TextChoices):
    """Whether an invited organisation takes part."""

    INVITED = "invited", _("Invited")
    TAKES_PART = "takes_part", _("Takes part")
    LEFT = "left", _("Does not take part")


class ProposalParty(models.Model):
    """An organisation of a joint proposal."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="proposal_parties")
    role = models.CharField(max_length=12, choices=PartyRole)
    state = models.CharField(max_length=12, choices=PartyState)
    invited_by = models.CharField(max_length=80)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["proposal_id", "role", "pk"]
        verbose_name_plural = "proposal parties"
        constraints = [
            models.UniqueConstraint(fields=["proposal", "organisation"], name="party_is_named_once"),
            models.UniqueConstraint(
                fields=["proposal"], condition=Q(role="lead"), name="proposal_has_one_lead"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.organisation_id} {self.role}"


class ProposalMove(models.Model):
    """One move a proposal made; never changed or removed."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="moves")
    name = models.CharField(max_length=40)
    source = models.CharField(max_length=40)
    target = models.CharField(max_length=40)
    actor = models.CharField(max_length=80)
    at = models.DateTimeField()
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["proposal_id", "pk"]

    def __str__(self) -> str:
        return f"{self.name}: {self.source} > {self.target}"


class FormVersion(models.Model):
    """One version of a fund's form, as JSON; never changed, a new version takes its place.

    `stage` is the stage of the way it is written in; a proposal keeps the version its stage began with.
    """

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="forms")
    code = models.CharField(max_length=40)
    stage = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    document = models.JSONField()
    source = models.CharField(max_length=300)
    valid_from = models.DateField()
    entered_by = models.CharField(max_length=80)
    entered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["fund_id", "code", "number"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "code", "number"], name="form_version_is_unique_in_fund"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.number}"


class ProposalForm(models.Model):
    """The form a proposal fills in at one stage of its way."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="open_forms")
    stage = models.CharField(max_length=40)
    form = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    class Meta:
        ordering = ["proposal_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "stage"], name="stage_has_one_form"),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.stage}"


class ProposalCountry(models.Model):
    """A country a proposal is for; its signatory endorses it."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="countries")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["proposal_id", "country__name"]
        verbose_name_plural = "proposal countries"
        constraints = [
            models.UniqueConstraint(fields=["proposal", "country"], name="proposal_country_is_named_once"),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.country_id}"


class SectionText(models.Model):
    """The latest answers of one section, of one organisation where each has its own.

    `version` counts saves; 0 is a section nobody has written in. Only `services.save_section` writes it.
    """

    opened = models.ForeignKey(ProposalForm, on_delete=models.CASCADE, related_name="texts")
    section = models.CharField(max_length=40)
    party = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=0)
    answers = models.JSONField(default=dict)
    saved_by = models.CharField(max_length=80, blank=True)
    saved_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["opened_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["opened", "section"], condition=Q(party=None), name="shared_section_is_kept_once"
            ),
            models.UniqueConstraint(
                fields=["opened", "section", "party"], name="section_of_party_is_kept_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.section} {self.version}"


class SectionRevision(models.Model):
    """Answers as somebody saved them, never changed. A refused one was typed over an older version.

    `number` is the version it became; for a refused one the version it was typed over.
    """

    text = models.ForeignKey(SectionText, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    answers = models.JSONField()
    is_refused = models.BooleanField(default=False)
    saved_by = models.CharField(max_length=80)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["text_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["text", "number"], condition=Q(is_refused=False), name="revision_is_unique_in_text"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.text_id} {self.number}"


class ProposalVersion(models.Model):
    """A proposal as it was submitted: form and answers, whole and never changed.

    `digest` is the SHA-256 of `content` as `freezing.canonical` writes it.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    stage = models.CharField(max_length=40)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    submitted_by = models.CharField(max_length=80)
    submitted_at = models.DateTimeField()

    class Meta:
        ordering = ["proposal_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "number"], name="version_is_unique_in_proposal"),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.number}"


class Comment(models.Model):
    """A remark on one paragraph of a text; `quote` is the paragraph as it read then."""

    text = models.ForeignKey(SectionText, on_delete=models.CASCADE, related_name="comments")
    field = models.CharField(max_length=40)
    paragraph = models.PositiveIntegerField()
    quote = models.TextField(blank=True)
    body = models.TextField()
    written_by = models.CharField(max_length=80)
    written_at = models.DateTimeField()
    resolved_by = models.CharField(max_length=80, blank=True)
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["text_id", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(body=""), name="comment_says_something")]

    def __str__(self) -> str:
        return f"{self.text_id} {self.field} {self.paragraph}"


class Endorsement(models.Model):
    """A signature under the text of a stage, for a country or an organisation; never changed.

    `digest` is that of the text that was read. Without it the signature would stand under any later text.
    """

    opened = models.ForeignKey(ProposalForm, on_delete=models.PROTECT, related_name="endorsements")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    digest = models.CharField(max_length=64)
    note = models.TextField(blank=True)
    signed_by = models.CharField(max_length=80)
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ["opened_id", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(country=None, organisation__isnull=False)
                | Q(country__isnull=False, organisation=None),
                name="endorsement_is_for_one",
            ),
            models.UniqueConstraint(
                fields=["opened", "country", "digest"], name="country_endorses_a_text_once"
            ),
            models.UniqueConstraint(
                fields=["opened", "organisation", "digest"], name="organisation_endorses_a_text_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.opened_id} {self.country_id or self.organisation_id}"


class SanctionsMatch(models.Model):
    """An organisation, or somebody a proposal hands money to, with a name like one on the list.

    `score` is the likeness in per cent. A decision holds for the two names it was made on,
    on later lists too.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="sanctions_matches"
    )
    proposal = models.ForeignKey(
        Proposal,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sanctions_matches",
    )
    reference = models.CharField(max_length=80)
    our_name = models.CharField(max_length=300)
    listed_name = models.CharField(max_length=500)
    score = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=MatchState, default=MatchState.OPEN)
    reason = models.TextField(blank=True)
    decided_by = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    last_seen = models.ForeignKey(SanctionsList, on_delete=models.PROTECT, related_name="matches")

    class Meta:
        ordering = ["our_name", "-score", "pk"]
        verbose_name_plural = "sanctions matches"
        indexes = [models.Index(fields=["state", "organisation"], name="sanctions_match_to_decide")]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "reference"], name="organisation_matches_an_entry_once"
            ),
            models.UniqueConstraint(
                fields=["proposal", "reference", "our_name"], name="recipient_matches_an_entry_once"
            ),
            models.CheckConstraint(condition=Q(state="open") | ~Q(reason=""), name="decided_match_says_why"),
            models.CheckConstraint(
                condition=Q(organisation=None, proposal__isnull=False)
                | Q(organisation__isnull=False, proposal=None),
                name="match_is_of_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.our_name} {self.reference}"

    @property
    def subject(self) -> str:
        """How events name whom it is about; needs organisation or proposal loaded with the fund."""
        if self.proposal:
            return self.proposal.subject
        assert self.organisation  # noqa: S101 - the constraint match_is_of_one
        return f"{self.organisation.fund.code}/organisation/{self.organisation.slug}"

    @property
    def fund(self) -> Fund:
        """The fund it belongs to; needs organisation or proposal loaded with the fund."""
        found = self.proposal or self.organisation
        assert found  # noqa: S101 - the constraint match_is_of_one
        return found.fund
