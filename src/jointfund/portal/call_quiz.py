"""The questions of the quiz before the form, from the call's own rules. What is answered is kept nowhere."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from jointfund.funds.models import Fund
from jointfund.people.models import Organisation, OrganisationKind
from jointfund.proposals.calls.quiz import Applicant, asks_for_an_organisation
from jointfund.proposals.calls.reading import read_amount
from jointfund.proposals.calls.terms import Terms
from jointfund.ui.calls import lot_words
from jointfund.vocabularies.models import Country

MOST_TOGETHER = 999


class QuizForm(forms.Form):
    """Only the questions the call's rules need."""

    def __init__(self, fund: Fund, terms: Terms, data: QueryDict | None = None) -> None:
        super().__init__(data)
        if asks_for_an_organisation(terms):
            named = Organisation.objects.filter(fund=fund, slug__in=terms.organisations)
            label = _("Are you one of the organisations the call names?")
            self._choice("organisation", label, [(one.slug, one.name) for one in named], first=_("No"))
        if terms.kinds:
            label = _("What kind of organisation leads the proposal?")
            self._choice("kind", label, [(code, str(words)) for code, words in OrganisationKind.choices])
        if terms.countries or terms.regions:
            countries = Country.objects.values_list("iso3", "name")
            self._choice("country", _("In which country would the programme work?"), list(countries))
        if terms.lots:
            lots = [(lot.title, lot_words(lot, fund.currency)) for lot in terms.lots]
            self._choice("lot", _("For which lot would you apply?"), lots)
        label = _("How much would you ask for, in %(currency)s?") % {"currency": fund.currency}
        self.fields["amount"] = forms.CharField(
            label=label,
            required=False,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 30}),
        )
        if terms.least_organisations > 1:
            self.fields["organisations"] = forms.CharField(
                label=_("How many organisations would write it together, you included?"),
                required=False,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 3}),
            )

    def applicant(self) -> Applicant:
        """What was answered, as far as it can be read."""
        answers = {name: str(self.data.get(name, ""))[:200] for name in self.fields}
        country = Country.objects.filter(iso3=answers.get("country", "")).first()
        count = answers.get("organisations", "").strip()
        return Applicant(
            kind=answers.get("kind", ""),
            organisation=answers.get("organisation", ""),
            country=answers.get("country", ""),
            region=country.subregion if country else "",
            amount=read_amount(answers["amount"].strip()),
            lot=answers.get("lot", ""),
            organisations=int(count) if count.isascii() and count.isdigit() and len(count) < 4 else None,
        )

    def _choice(self, name: str, label: str, choices: list[tuple[str, str]], first: str = "") -> None:
        options = [("", first or _("Choose")), *choices]
        self.fields[name] = forms.ChoiceField(label=label, choices=options, required=False)
