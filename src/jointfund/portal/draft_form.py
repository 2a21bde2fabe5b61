"""What a person hands in to look at: a draft to check, two editions to compare. Read at once, never kept."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jointfund.funds.models import Fund
from jointfund.intake.drafts_in import edition_of, read_pasted, read_upload
from jointfund.intake.record_facts import record_edition
from jointfund.kernel.errors import UnreadableInput
from jointfund.reading.editions import Edition
from jointfund.reading.sources.lines import SourceLines
from jointfund.ui.pieces import FieldFault
from jointfund.vocabularies.lexicon import load_lexicon

MOST_LETTERS = 300_000  # about 120 pages
MOST_NUMBERS = 4_000
NUMBER = re.compile(r"\d[\d.,]*")
MOST_BYTES = 10 * 1024 * 1024
PASTED = gettext_lazy("pasted text")
ACCEPTED = ".txt,.md,.pdf,.docx,text/plain,application/pdf"


type Uploads = MultiValueDict[str, UploadedFile[bytes]]


class FaultyForm(forms.Form):
    """A form that tells its faults for the summary on top of the page."""

    def faults(self) -> list[FieldFault]:
        """What is wrong, each linked to its field."""
        return [
            FieldFault(f"id_{name}" if name in self.fields else "", str(messages[0]))
            for name, messages in self.errors.items()
        ]


class DraftForm(FaultyForm):
    """A text, or a file that is taken before the text."""

    text = forms.CharField(
        required=False,
        strip=False,
        label=gettext_lazy("Your text"),
        help_text=format_lazy(
            gettext_lazy("Up to {letters} characters, about 120 pages. It is read once and not kept."),
            letters=f"{MOST_LETTERS:,}",
        ),
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
    )
    file = forms.FileField(
        required=False,
        allow_empty_file=True,
        label=gettext_lazy("Or a file: text, PDF or Word"),
        help_text=gettext_lazy("Up to 10 MB."),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
    name = forms.CharField(required=False, max_length=255, widget=forms.HiddenInput)

    @staticmethod
    def too_long() -> FieldFault:
        """What is said where more was sent than this page reads."""
        words = _(
            "That is more than this page reads: send up to %(letters)s characters, in parts if need be."
        )
        return FieldFault("id_text", words % {"letters": f"{MOST_LETTERS:,}"})

    def clean(self) -> dict[str, Any]:
        """The draft as lines, under `draft`."""
        cleaned = super().clean() or self.cleaned_data
        file, text = cleaned.get("file"), cleaned.get("text") or ""
        field = "file" if file else "text"
        try:
            if isinstance(file, UploadedFile):
                draft = _uploaded(file)
            else:
                draft = read_pasted(text, cleaned.get("name") or str(PASTED))
        except UnreadableInput as refusal:
            self.add_error(field, str(refusal))
            return cleaned
        if sum(map(len, draft.lines)) > MOST_LETTERS:
            self.add_error(field, self.too_long().message)
            return cleaned
        if sum(len(NUMBER.findall(line)) for line in draft.lines) > MOST_NUMBERS:
            words = _("This text holds more than %(count)s numbers: check it in parts.")
            self.add_error(field, words % {"count": f"{MOST_NUMBERS:,}"})
            return cleaned
        return {**cleaned, "draft": draft}


class EditionsForm(FaultyForm):
    """An earlier booklet or a day of the record, and a later booklet."""

    old_file = forms.FileField(
        required=False,
        allow_empty_file=True,
        label=gettext_lazy("The earlier edition"),
        help_text=gettext_lazy(
            "A booklet as text, PDF or Word, up to 10 MB. Leave it out to take the record."
        ),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
    day = forms.DateField(
        required=False,
        label=gettext_lazy("Or the record as of this day"),
        help_text=gettext_lazy("Today when left out."),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": gettext_lazy("Write the day like 2023-07-31.")},
    )
    new_file = forms.FileField(
        required=False,
        allow_empty_file=True,
        label=gettext_lazy("The later edition"),
        help_text=gettext_lazy("A booklet as text, PDF or Word, up to 10 MB."),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )

    def __init__(self, fund: Fund, data: QueryDict | None = None, files: Uploads | None = None) -> None:
        super().__init__(data, files)
        self.fund = fund

    def clean(self) -> dict[str, Any]:
        """Both editions, under `old` and `new`."""
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        new = self._edition("new_file", cleaned.get("new_file"))
        old_file, day = cleaned.get("old_file"), cleaned.get("day")
        old = self._edition("old_file", old_file) if old_file else self._of_the_record(day)
        return {**cleaned, "old": old, "new": new}

    def _edition(self, field: str, file: object) -> Edition | None:
        if not isinstance(file, UploadedFile):
            self.add_error(field, _("Choose the file of the later edition."))
            return None
        try:
            return edition_of(_uploaded(file), load_lexicon(self.fund.code), self.fund)
        except UnreadableInput as refusal:
            self.add_error(field, str(refusal))
            return None

    def _of_the_record(self, day: date | None) -> Edition:
        return record_edition(self.fund, day or timezone.localdate())


def _uploaded(file: UploadedFile[bytes]) -> SourceLines:
    """The lines of an upload. Raises UnreadableInput."""
    name = file.name or "file"
    if (file.size or 0) > MOST_BYTES:
        raise UnreadableInput(f"“{name}” is larger than 10 MB: split it and check the parts.")
    return read_upload(file.read(), name)
