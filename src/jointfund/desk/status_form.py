"""The status of a programme with what it rests on; what was typed stays after a fault."""

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jointfund.documents.models import Document
from jointfund.documents.services import source_of
from jointfund.funds.models import Fund
from jointfund.kernel.citations import Citation
from jointfund.kernel.dates import PartialDate
from jointfund.programmes.drafts import StatusDraft
from jointfund.programmes.models import Programme, Status, StatusEvent
from jointfund.ui.pieces import FieldFault

MOST_LINES = 1_000_000


class StatusForm(forms.Form):
    """Which programme, which status, since when, and the document or decision that says so."""

    programme = forms.ChoiceField(label=gettext_lazy("Programme"))
    status = forms.ChoiceField(label=gettext_lazy("Status"))
    on = forms.CharField(
        max_length=20,
        label=gettext_lazy("Since"),
        help_text=gettext_lazy("2023, 2023-07 or 2023-07-31: only as exactly as it is known."),
    )
    document = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Document that says so"),
        help_text=gettext_lazy("One of the fund's documents; else name the decision below."),
    )
    first_line = forms.IntegerField(
        required=False, min_value=1, max_value=MOST_LINES, label=gettext_lazy("From line")
    )
    last_line = forms.IntegerField(
        required=False, min_value=1, max_value=MOST_LINES, label=gettext_lazy("To line")
    )
    decision = forms.CharField(
        required=False,
        max_length=500,
        label=gettext_lazy("Or the decision"),
        help_text=gettext_lazy(
            "Its reference, as “SC-2026-03, item 4”, or the address of a page on the web."
        ),
    )
    note = forms.CharField(
        required=False,
        max_length=500,
        label=gettext_lazy("Note"),
        help_text=gettext_lazy("Public, with the status. May stay empty."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self, fund: Fund, today: date, data: QueryDict | None = None, *, programme: str = ""
    ) -> None:
        super().__init__(data, initial={"programme": programme})
        self._fund, self._today = fund, today
        self._programmes = {one.reference: one for one in _programmes(fund)}
        self._documents = {one.key: one for one in Document.objects.filter(fund=fund)}
        statuses = Status.objects.filter(fund=fund).order_by("position")
        self._choose("programme", [(key, f"{key} {one.name}") for key, one in self._programmes.items()])
        self._choose("status", [(one.code, one.label) for one in statuses])
        self._choose("document", [(key, one.title) for key, one in self._documents.items()])

    def clean_on(self) -> PartialDate:
        """The date; a day that lies ahead is none."""
        try:
            found = PartialDate.parse(str(self.cleaned_data["on"]).strip())
        except ValueError:
            raise forms.ValidationError(_("Write 2023, 2023-07 or 2023-07-31.")) from None
        if found.on > self._today and self._today.isoformat()[: len(found.iso())] != found.iso():
            raise forms.ValidationError(_("This day lies ahead: record a status once it holds."))
        return found

    def clean(self) -> dict[str, Any]:
        """One citation and no more, lines only of a document, and nothing that is on record already."""
        typed = super().clean() or self.cleaned_data
        document, decision = typed.get("document"), typed.get("decision")
        if not document and not decision and not {"document", "decision"} & set(self.errors):
            self.add_error("document", _("Choose the document, or write the decision, that says so."))
        if document and decision:
            self.add_error("decision", _("Either a document or a decision: take one away."))
        first, last = typed.get("first_line"), typed.get("last_line")
        if (first or last) and not document:
            self.add_error("first_line", _("Lines belong to a document: choose it."))
        if last and (not first or last < first):
            self.add_error("last_line", _("The last line stands before the first: turn them round."))
        if not self.errors and self._is_known(typed):
            self.add_error("on", _("This status is on record from this day already."))
        return typed

    def chosen(self) -> Programme:
        """The programme of a valid form."""
        return self._programmes[self.cleaned_data["programme"]]

    def draft(self) -> StatusDraft:
        """What a valid form asks for; the lines it names are kept as a source."""
        typed = self.cleaned_data
        document = self._documents.get(typed["document"])
        first = typed["first_line"]
        source = source_of(document, first, typed["last_line"] or first) if document else None
        return StatusDraft(
            code=typed["status"],
            on=typed["on"],
            citation=_citation(document, str(typed["decision"]).strip()),
            source=source,
            note=str(typed["note"]).strip(),
        )

    def faults(self) -> list[FieldFault]:
        """What is wrong, each linked to its field."""
        return [
            FieldFault(f"id_{name}", f"{self.fields[name].label}: {messages[0]}")
            for name, messages in self.errors.items()
        ]

    def _is_known(self, typed: dict[str, Any]) -> bool:
        return StatusEvent.objects.filter(
            programme=self._programmes[typed["programme"]], status__code=typed["status"], on=typed["on"].on
        ).exists()

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = [("", _("Choose")), *choices]


def _citation(document: Document | None, decision: str) -> Citation:
    if document:
        return Citation("document", document.key, document.issued)
    return Citation("web" if decision.startswith(("https://", "http://")) else "decision", decision)


def _programmes(fund: Fund) -> list[Programme]:
    found = Programme.objects.filter(fund=fund).select_related("fund", "status")
    return list(found.prefetch_related("country_links__country").order_by("number"))
