"""A filter to save: its name, the address of the list that asks it, and whose interest it is, if any."""

from datetime import date
from typing import cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jointfund.funds.models import Fund
from jointfund.kernel.errors import DomainError
from jointfund.people.models import Organisation
from jointfund.publications.models import InterestBasis
from jointfund.publications.services.saving import Interest, NoInterest, UnusableAddress, UnusableName
from jointfund.ui.pieces import FieldFault

FIELD_OF: dict[type[DomainError], str] = {
    UnusableName: "name",
    UnusableAddress: "address",
    NoInterest: "contributor",
}


class FilterForm(forms.Form):
    """What is typed to save a filter."""

    name = forms.CharField(label=gettext_lazy("Name"), help_text=gettext_lazy("As documents will print it."))
    address = forms.CharField(
        max_length=4000,
        label=gettext_lazy("Address of the programme list"),
        help_text=gettext_lazy("Choose on the list of programmes, then copy the address of the page here."),
    )
    contributor = forms.ModelChoiceField(
        queryset=Organisation.objects.none(),
        to_field_name="slug",
        required=False,
        label=gettext_lazy("Whose interest it is"),
        help_text=gettext_lazy("Only for a contributor's earmark or stated interest."),
        empty_label=gettext_lazy("Nobody's: an ordinary filter"),
    )
    basis = forms.ChoiceField(
        choices=InterestBasis.choices, required=False, label=gettext_lazy("What it rests on")
    )
    stated_in = forms.CharField(
        max_length=300,
        required=False,
        label=gettext_lazy("Where it is said"),
        help_text=gettext_lazy("The document with its page."),
    )
    stated_on = forms.DateField(
        required=False,
        label=gettext_lazy("Since when"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": gettext_lazy("Write the day like 2026-03-31.")},
    )

    def __init__(self, fund: Fund, data: QueryDict | None = None, **values: object) -> None:
        super().__init__(data, initial=values)
        chooser = cast("forms.ModelChoiceField[Organisation]", self.fields["contributor"])
        chooser.queryset = (
            fund.organisations.filter(opening_entries__isnull=False).order_by("name").distinct()
        )

    def clean_stated_on(self) -> date | None:
        """An interest says since when it is one."""
        day = cast("date | None", self.cleaned_data["stated_on"])
        if self.cleaned_data.get("contributor") and day is None:
            raise forms.ValidationError(_("Say since when, like 2026-03-31."))
        return day

    def interest(self) -> Interest | None:
        """Whose interest a valid form says it is; None for an ordinary filter."""
        typed = self.cleaned_data
        if not typed["contributor"]:
            return None
        return Interest(typed["contributor"], typed["basis"], typed["stated_in"], typed["stated_on"])

    def refuse(self, fault: DomainError) -> None:
        """Show a refusal of the services at its field, or over the form."""
        self.add_error(FIELD_OF.get(type(fault)), str(fault))

    def faults(self) -> list[FieldFault]:
        """What is wrong, each linked to its field."""
        return [
            FieldFault(f"id_{name}" if name in self.fields else "", str(messages[0]))
            for name, messages in self.errors.items()
        ]
