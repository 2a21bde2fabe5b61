"""The form *What would it take?*: an amount as people write it, and a wish."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation

from django import forms
from django.utils.translation import gettext as _

from jointfund.programmes.queries.waiting import Wish
from jointfund.ui.pieces import FieldFault

LARGEST = Decimal(10**11)
AMOUNT = re.compile(
    r"^(?P<digits>\d[\d ,.'\u00a0\u202f]*?)\s*(?P<scale>m|million|k|thousand)?$", re.IGNORECASE
)
SCALES = {"m": 10**6, "million": 10**6, "k": 10**3, "thousand": 10**3, "": 1}

type Choices = Iterable[tuple[str, str]]


def read_amount(text: str, currency: str) -> Decimal | None:
    """An amount as people write it: `10,000,000`, `USD 10 million`, `2.5m`; None for anything else."""
    written = text.strip()
    if written.upper().startswith(currency.upper()):
        written = written[len(currency) :].strip()
    found = AMOUNT.match(written.removeprefix("$").strip())
    if found is None:
        return None
    scale = (found["scale"] or "").lower()
    digits = re.sub(r"[ '\u00a0\u202f]", "", found["digits"])
    if not scale or re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", digits):
        digits = digits.replace(",", "")
    try:
        return Decimal(digits.replace(",", ".")) * SCALES[scale]
    except InvalidOperation:
        return None


class SupportForm(forms.Form):
    """An amount and a wish for area, region or principle; sent by GET, so the answer has an address."""

    amount = forms.CharField(max_length=40)
    area = forms.ChoiceField(required=False)
    region = forms.ChoiceField(required=False)
    principle = forms.ChoiceField(required=False)

    def __init__(
        self,
        asked: Mapping[str, str] | None,
        *,
        currency: str,
        areas: Choices,
        regions: Choices,
        principles: Choices,
    ) -> None:
        super().__init__(asked)
        self.currency = currency
        self._name("amount", _("Amount, %(currency)s") % {"currency": currency})
        self.fields["amount"].help_text = _("Like 10,000,000 or 10 million")
        self.fields["amount"].widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}
        self.fields["amount"].error_messages["required"] = _("Write an amount, like 10,000,000.")
        for name, label, choices in (
            ("area", _("Thematic area"), areas),
            ("region", _("Region"), regions),
            ("principle", _("Guiding principle"), principles),
        ):
            self._name(name, label)
            field = self.fields[name]
            field.choices = [("", _("Any")), *choices]  # type: ignore[attr-defined]
            field.error_messages["invalid_choice"] = _("Choose one of the list.")

    def _name(self, name: str, label: str) -> None:
        self.fields[name].label = label

    def clean_amount(self) -> Decimal:
        """The amount in whole units and cents."""
        amount = read_amount(self.cleaned_data["amount"], self.currency)
        if amount is None:
            raise forms.ValidationError(_("Write the amount in figures, like 10,000,000 or 10 million."))
        if not 0 < amount <= LARGEST:
            raise forms.ValidationError(_("Write an amount above nothing and below 100 billion."))
        return amount.quantize(Decimal("0.01"))

    @property
    def wish(self) -> Wish:
        """What the valid form wishes for."""
        chosen = self.cleaned_data
        return Wish(chosen["area"], chosen["region"], chosen["principle"])

    def faults(self) -> list[FieldFault]:
        """What is wrong, each linked to its field."""
        return [
            FieldFault(f"id_{name}", f"{self.fields[name].label}: {messages[0]}")
            for name, messages in self.errors.items()
        ]
