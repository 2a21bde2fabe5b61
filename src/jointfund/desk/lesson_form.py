"""A lesson in a programme's own text: the programme, the document and the lines it stands in."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jointfund.documents.models import Document
from jointfund.documents.services import source_of
from jointfund.funds.models import Fund
from jointfund.knowledge.drafts import StatementDraft
from jointfund.knowledge.models import LESSONS
from jointfund.programmes.models import Programme
from jointfund.ui.pieces import FieldFault

MOST_LINES = 1_000_000
LONGEST_PASSAGE = 60  # lines: a lesson is a passage, not a chapter


class LessonForm(forms.Form):
    """Which programme, what kind of lesson, and where it stands; the words are taken from the lines."""

    programme = forms.ChoiceField(label=gettext_lazy("Programme"))
    kind = forms.ChoiceField(label=gettext_lazy("What it is"))
    document = forms.ChoiceField(label=gettext_lazy("Document it stands in"))
    first_line = forms.IntegerField(min_value=1, max_value=MOST_LINES, label=gettext_lazy("From line"))
    last_line = forms.IntegerField(min_value=1, max_value=MOST_LINES, label=gettext_lazy("To line"))
    words = forms.CharField(
        required=False,
        max_length=4000,
        label=gettext_lazy("What the lines say"),
        help_text=gettext_lazy(
            "Only where the document's text is not kept here; else it is taken from there."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, fund: Fund, data: QueryDict | None = None, *, programme: str = "") -> None:
        super().__init__(data, initial={"programme": programme})
        self._programmes = {one.reference: one for one in Programme.objects.filter(fund=fund)}
        self._documents = {one.key: one for one in Document.objects.filter(fund=fund).select_related("text")}
        self._offer("programme", [(key, f"{key} {one.name}") for key, one in self._programmes.items()])
        self._offer("kind", [(one.value, str(one.label)) for one in LESSONS])
        self._offer("document", [(key, one.title) for key, one in self._documents.items()])

    def clean(self) -> dict[str, object]:
        """The lines in their order, and words for a document whose text is not kept."""
        super().clean()
        first, last = self.cleaned_data.get("first_line"), self.cleaned_data.get("last_line")
        document = self._documents.get(str(self.cleaned_data.get("document")))
        if not (first and last and document):
            return self.cleaned_data
        if last < first:
            self.add_error("last_line", _("The last line stands before the first."))
        elif last - first >= LONGEST_PASSAGE:
            self.add_error("last_line", _("That is too long for a lesson: choose the lines that say it."))
        elif not self._passage(document, first, last):
            self.add_error(*self._fault_of_words(document))
        return self.cleaned_data

    def draft(self) -> tuple[Programme, StatementDraft]:
        """The programme and the lesson, for a valid form."""
        values = self.cleaned_data
        document = self._documents[values["document"]]
        source = source_of(document, values["first_line"], values["last_line"])
        text = self._passage(document, values["first_line"], values["last_line"])
        return self._programmes[values["programme"]], StatementDraft(values["kind"], text, source)

    @property
    def faults(self) -> list[FieldFault]:
        """Each fault with its field."""
        return [FieldFault(f"id_{name}", str(said[0])) for name, said in self.errors.items()]

    def _passage(self, document: Document, first: int, last: int) -> str:
        """The words of the lines; those typed where the document's text is not kept."""
        if hasattr(document, "text"):
            return " ".join(" ".join(document.text.text.split("\n")[first - 1 : last]).split())
        return " ".join(str(self.cleaned_data.get("words", "")).split())

    def _fault_of_words(self, document: Document) -> tuple[str, str]:
        if hasattr(document, "text"):
            return "first_line", _("The document has no words on these lines.")
        return "words", _("The document's text is not kept here: write what the lines say.")

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [("", _("choose")), *choices]
