"""What an editor writes of a call. A draft needs nothing; before the second person looks at it, all of it."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jointfund.funds.models import Fund
from jointfund.people.models import Organisation, OrganisationKind
from jointfund.proposals.calls.reading import Fault
from jointfund.proposals.calls.words import (
    LISTS,
    LONG,
    ROWS,
    CallWords,
    clean,
    gathered,
)
from jointfund.proposals.services.calls import stage_codes
from jointfund.ui.calls import PARTS, stage_label
from jointfund.ui.pieces import FieldFault
from jointfund.vocabularies.models import Country, ThematicArea

HELP = {
    "envelope": gettext_lazy("For all proposals together, in digits."),
    "earmarks": gettext_lazy("What the money is tied to, in words. Empty where it is not."),
    "countries": gettext_lazy("Countries outside the regions chosen above."),
    "least_organisations": gettext_lazy("Empty: one is enough."),
    "time_zone": gettext_lazy("All dates of the call are in it: a name like Europe/Zurich or Africa/Dakar."),
    "instruments": gettext_lazy("Codes of questionnaires, one a line."),
    "files": gettext_lazy("Keys of public documents of the fund, one a line."),
    "contact": gettext_lazy("An office or a page, not a person's address."),
    "questions_close": gettext_lazy("Empty: until the first stage closes."),
    "answer_days": gettext_lazy("Empty or 0: there is no right to answer."),
    "disputed_from": gettext_lazy("Highest and lowest score this far apart. Empty: 40."),
}
CHOICES = {
    "rolling": (
        gettext_lazy("It closes at the dates below"),
        gettext_lazy("Rolling intake: it never closes"),
    ),
    "hide_identities": (
        gettext_lazy("Reviewers see who wrote a review"),
        gettext_lazy("Hidden from other reviewers"),
    ),
    "hide_scores": (
        gettext_lazy("Seen as soon as they are submitted"),
        gettext_lazy("Hidden until one's own is submitted"),
    ),
}
SPARE = {"lots": 2, "criteria": 2}  # empty rows beside those that are filled
MOST_ROWS = {"lots": 20, "criteria": 20, "stages": 2}
LOCAL_TIME = {"type": "datetime-local", "step": "1"}
ROW_LABELS = {
    "lots": {
        "title": gettext_lazy("Name of the lot"),
        "floor": gettext_lazy("At least"),
        "ceiling": gettext_lazy("At most"),
    },
    "criteria": {
        "title": gettext_lazy("Criterion"),
        "weight": gettext_lazy("Weight in per cent"),
        "family": gettext_lazy("Family: who reviews it"),
        "most": gettext_lazy("Highest score; empty: 5"),
        "note_under": gettext_lazy("A note is asked for under this score"),
        "guidance": gettext_lazy("What each score means, one a line"),
    },
    "stages": {
        "code": gettext_lazy("Step of the way"),
        "opens": gettext_lazy("Opens"),
        "closes": gettext_lazy("Closes; the last second counts"),
        "form": gettext_lazy("Code of the form"),
        "template": gettext_lazy("Code of the template, if any"),
    },
}
SECTIONS: tuple[tuple[str, object, tuple[str, ...], str], ...] = (
    ("about", gettext_lazy("What it is"), ("title", "summary", "areas", "earmarks"), ""),
    ("money", gettext_lazy("Money"), ("envelope",), "lots"),
    (
        "who",
        gettext_lazy("Who and where"),
        ("kinds", "organisations", "regions", "countries", "least_organisations", "eligibility"),
        "",
    ),
    ("dates", gettext_lazy("Dates"), ("time_zone", "rolling"), "stages"),
    (
        "judged",
        gettext_lazy("What proposals are judged by"),
        ("hide_identities", "hide_scores", "answer_days", "disputed_from"),
        "criteria",
    ),
    ("forms", gettext_lazy("Forms and files"), ("instruments", "files"), ""),
    ("ask", gettext_lazy("Questions"), ("contact", "questions_close"), ""),
)


@dataclass(frozen=True)
class Section:
    """One section of the editor: its fields, then its numbered rows."""

    key: str
    title: str
    fields: Sequence[forms.BoundField]
    rows: Sequence[Sequence[forms.BoundField]]


class CallForm(forms.Form):
    """The words of a call in sections; `saves` is the count of saves the editor opened."""

    saves = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, fund: Fund, words: CallWords, saves: int, data: QueryDict | None = None) -> None:
        self.words = _typed(data) if data is not None else words
        super().__init__(data, initial={"saves": saves})
        choices = _choices(fund)
        for one in fields(CallWords):
            if one.name in ROWS:
                self._add_rows(one.name, fund)
            elif one.name in LISTS:
                self._add_list(one.name, choices[one.name])
            else:
                self._add_text(one.name)

    def opened_saves(self) -> int:
        """The count of saves the editor opened; -1 where the form does not tell."""
        typed = str(self.data.get("saves", ""))
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else -1

    def show_faults(self, faults: Sequence[Fault]) -> None:
        """Show each missing or wrong part at its field."""
        self.full_clean()
        for fault in faults:
            place = fault.place if fault.place in self.fields else None
            self.add_error(place, fault.reason)

    def faults(self) -> list[FieldFault]:
        """What is wrong, each linked to its field."""
        if not self.is_bound:
            return []
        return [
            FieldFault(f"id_{name}" if name in self.fields else "", str(message))
            for name, said in self.errors.items()
            for message in said
        ]

    def sections(self) -> list[Section]:
        """The fields in the order of the page."""
        return [
            Section(key, str(title), [self[name] for name in names], self._rows(of) if of else [])
            for key, title, names, of in SECTIONS
        ]

    def _rows(self, of: str) -> list[list[forms.BoundField]]:
        parts = [one.name for one in fields(ROWS[of])]
        count = sum(name.startswith(f"{of}-") for name in self.fields) // len(parts)
        return [[self[f"{of}-{place}-{part}"] for part in parts] for place in range(count)]

    def _add_text(self, name: str) -> None:
        label, tip = PARTS[name], HELP.get(name, "")
        initial = getattr(self.words, name)
        if name in CHOICES:
            asked = list(zip(("", "yes"), CHOICES[name], strict=True))
            self.fields[name] = forms.ChoiceField(label=label, choices=asked, required=False, initial=initial)
            return
        widget: forms.Widget = forms.TextInput(attrs={"maxlength": 300})
        if name in ("summary", "eligibility", "instruments", "files"):
            widget = forms.Textarea(attrs={"rows": 5 if name == "summary" else 3})
        elif name == "questions_close":
            widget = forms.TextInput(attrs=LOCAL_TIME)
        self.fields[name] = forms.CharField(
            label=label, help_text=tip, required=False, widget=widget, initial=initial
        )

    def _add_list(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name] = forms.MultipleChoiceField(
            label=PARTS[name],
            help_text=HELP.get(name, ""),
            choices=choices,
            required=False,
            initial=list(getattr(self.words, name)),
            widget=forms.CheckboxSelectMultiple,
        )

    def _add_rows(self, of: str, fund: Fund) -> None:
        rows = list(getattr(self.words, of))
        count = 2 if of == "stages" else min(len(rows) + SPARE[of], MOST_ROWS[of])
        rows += [ROWS[of]()] * (count - len(rows))
        for place, row in enumerate(rows):
            for part, label in ROW_LABELS[of].items():
                words = f"{place + 1}. {label}"
                initial = getattr(row, part)
                if part == "code":
                    known = [("", _("Choose")), *((one, stage_label(one)) for one in stage_codes(fund))]
                    self.fields[f"{of}-{place}-{part}"] = forms.ChoiceField(
                        label=words, choices=known, required=False, initial=initial
                    )
                    continue
                attrs = LOCAL_TIME if part in ("opens", "closes") else {"maxlength": 300}
                widget = forms.Textarea({"rows": 3}) if part in LONG else forms.TextInput(attrs=attrs)
                self.fields[f"{of}-{place}-{part}"] = forms.CharField(
                    label=words, required=False, widget=widget, initial=initial
                )


def _typed(data: QueryDict) -> CallWords:
    """What was typed, rows without any words left out."""
    return gathered(
        lambda name: clean(str(data.get(name, "")), name),
        lambda name: tuple(clean(one) for one in data.getlist(name)[:300]),
        lambda name: _typed_rows(data, name),
    )


def _typed_rows(data: QueryDict, of: str) -> list[dict[str, str]]:
    rows = [
        {part: clean(str(data.get(f"{of}-{place}-{part}", "")), part) for part in ROW_LABELS[of]}
        for place in range(MOST_ROWS[of])
    ]
    return [row for row in rows if any(row.values())]


def _choices(fund: Fund) -> dict[str, list[tuple[str, str]]]:
    regions = Country.objects.exclude(subregion="").order_by("subregion").values_list("subregion", flat=True)
    return {
        "areas": [(str(one.number), str(one)) for one in ThematicArea.objects.filter(fund=fund)],
        "kinds": [(code, str(label)) for code, label in OrganisationKind.choices],
        "organisations": list(Organisation.objects.filter(fund=fund).values_list("slug", "name")),
        "countries": list(Country.objects.values_list("iso3", "name")),
        "regions": [(one, one) for one in regions.distinct()],
    }
