"""What an editor writes of a practice. Nothing is required to save a draft; a review asks for the rest."""

from typing import TYPE_CHECKING

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from jointfund.funds.models import Fund
from jointfund.knowledge.drafts import PracticeWords
from jointfund.knowledge.models import CostBand
from jointfund.knowledge.rules import MissingPart
from jointfund.ui.pieces import FieldFault
from jointfund.vocabularies.models import Scheme, Term

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise
else:
    StrOrPromise = str

SCHEMES = {
    Scheme.TOPIC: gettext_lazy("Topics"),
    Scheme.POPULATION: gettext_lazy("People it is for"),
    Scheme.LEVEL: gettext_lazy("Level"),
    Scheme.GCM_OBJECTIVE: gettext_lazy("GCM objectives"),
}
LONGEST_TITLE, LONGEST_LICENCE, LONGEST_TEXT = 200, 60, 20_000


def _text(label: StrOrPromise, help_text: StrOrPromise = "", rows: int = 4) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows, "maxlength": LONGEST_TEXT})
    return forms.CharField(required=False, label=label, help_text=help_text, widget=widget)


class PracticeForm(forms.Form):
    """The words of a practice, in the order of its page; `version` is that of the draft the editor opened."""

    title = forms.CharField(
        required=False,
        label=gettext_lazy("Title"),
        help_text=gettext_lazy("Say what is done, in a few words."),
        widget=forms.TextInput(attrs={"maxlength": LONGEST_TITLE}),
    )
    what = _text(gettext_lazy("What it is"))
    problem = _text(gettext_lazy("The problem it answers"))
    context = _text(gettext_lazy("Where and under which conditions"))
    steps = _text(gettext_lazy("Steps"), gettext_lazy("One step a line."), rows=7)
    actors = _text(gettext_lazy("Who does it, and who must agree"))
    cost_band = forms.ChoiceField(
        required=False,
        label=gettext_lazy("What it costs"),
        choices=[("", gettext_lazy("Choose")), *CostBand.choices],
    )
    cost = _text(gettext_lazy("More on the cost"), rows=2)
    results = _text(gettext_lazy("What came of it"), gettext_lazy("Only figures its evidence gives."))
    failed = _text(gettext_lazy("What did not work"), gettext_lazy("Or that nothing is known of it."))
    conditions = _text(gettext_lazy("What must be there to do it elsewhere"))
    contact = _text(
        gettext_lazy("Whom to ask"), gettext_lazy("An office or a page, not a person's address."), rows=2
    )
    licence = forms.CharField(
        required=False,
        label=gettext_lazy("Licence"),
        widget=forms.TextInput(attrs={"maxlength": LONGEST_LICENCE}),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, fund: Fund, words: PracticeWords, version: int, data: QueryDict | None = None) -> None:
        chosen = {
            scheme.value: [code for of, code in words.terms if of == scheme]
            for scheme in map(Scheme, SCHEMES)
        }
        kept = {name: getattr(words, name) for name in PracticeWords.__dataclass_fields__}
        super().__init__(data, initial={**kept, **chosen, "version": version})
        self._before = words
        terms = Term.objects.filter(Q(fund=fund) | Q(fund__isnull=True), scheme__in=list(SCHEMES))
        rows = list(terms.order_by("scheme", "position"))
        self._known = {
            scheme.value: {one.code for one in rows if one.scheme == scheme}
            for scheme in map(Scheme, SCHEMES)
        }
        for scheme, label in SCHEMES.items():
            numbered = scheme == Scheme.GCM_OBJECTIVE
            self.fields[scheme.value] = forms.MultipleChoiceField(
                required=False,
                label=label,
                choices=[
                    (one.code, f"{one.code} {one.label}" if numbered else one.label)
                    for one in rows
                    if one.scheme == scheme
                ],
                widget=forms.CheckboxSelectMultiple,
            )

    def words(self) -> PracticeWords:
        """What was typed, as far as it can be kept: a title too long is cut, an unknown choice left out."""
        typed = {name: self._typed(name) for name in PracticeWords.__dataclass_fields__ if name != "terms"}
        if typed["cost_band"] not in CostBand.values:
            typed["cost_band"] = ""
        typed["title"] = typed["title"][:LONGEST_TITLE].strip() or self._before.title
        typed["licence"] = typed["licence"][:LONGEST_LICENCE]
        ours = {(scheme, code) for scheme, code in self._before.terms if scheme not in SCHEMES}
        chosen = {(scheme.value, code) for scheme in SCHEMES for code in self._chosen(scheme.value)}
        return PracticeWords(**typed, terms=frozenset(ours | chosen))

    def opened_version(self) -> int:
        """The version the editor opened; 0 where the form does not tell."""
        typed = str(self.data.get("version", ""))
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0

    def show_missing(self, missing: tuple[MissingPart, ...]) -> None:
        """Show each missing part at its field."""
        self.full_clean()
        for part in missing:
            self.add_error(part.field if part.field in self.fields else None, part.message)

    def faults(self) -> list[FieldFault]:
        """What is wrong, each linked to its field."""
        if not self.is_bound:
            return []
        return [
            FieldFault(f"id_{name}" if name in self.fields else "", str(messages[0]))
            for name, messages in self.errors.items()
        ]

    def _typed(self, name: str) -> str:
        text = str(self.data.get(name, "")).replace("\r\n", "\n").replace("\0", "")
        return text.strip()[:LONGEST_TEXT]

    def _chosen(self, name: str) -> list[str]:
        if not isinstance(self.data, QueryDict):
            return []
        return [one for one in self.data.getlist(name) if one in self._known[name]]
