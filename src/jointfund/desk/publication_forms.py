"""What an editor writes: the parameters of each kind of publication; what was typed stays after a fault."""

from collections.abc import Mapping
from datetime import date

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jointfund.funds.models import Fund
from jointfund.kernel.dates import PartialDate
from jointfund.kernel.errors import DomainError
from jointfund.kernel.references import Reference
from jointfund.people.models import User
from jointfund.programmes.filters import ProgrammeFilter
from jointfund.programmes.models import ProgrammeCountry
from jointfund.programmes.queries.matching import listed, ordered
from jointfund.publications.content.figures import UnknownField
from jointfund.publications.labels import UnknownLanguage
from jointfund.publications.languages import LanguageWithoutFont, available_languages
from jointfund.publications.models import Publication, PublicationKind
from jointfund.publications.orders import Parameters, TextTooLong
from jointfund.publications.queries.booklet import NothingToPublish
from jointfund.publications.queries.brief import ThemeWithoutProgramme
from jointfund.publications.queries.papers import UnknownSubject
from jointfund.publications.queries.saved import NothingInCommon, UnknownFilter, saved_filters
from jointfund.publications.queries.themes import UnknownTheme, themes
from jointfund.publications.services.covers import LONGEST_ALT, CoverGone, CoverWithoutWords, keep_cover
from jointfund.publications.services.drafting import Draft
from jointfund.rendering.pictures import UnusablePicture, check_sent_size, drawn_anew
from jointfund.ui.pieces import FieldFault
from jointfund.vocabularies.models import Country, ThematicArea

# Where on the form each fault is shown.
FIELD_OF: Mapping[type[DomainError], str] = {
    UnknownField: "context",
    TextTooLong: "context",
    UnknownTheme: "subject",
    ThemeWithoutProgramme: "subject",
    UnknownSubject: "subject",
    UnknownFilter: "saved",
    NothingInCommon: "saved",
    NothingToPublish: "as_of",
    UnknownLanguage: "language",
    LanguageWithoutFont: "language",
    CoverWithoutWords: "cover_alt",
    CoverGone: "cover",
}
# Kinds a thematic area can narrow; the others are of one subject.
NARROWED = (PublicationKind.BOOKLET, PublicationKind.BRIEF, PublicationKind.PORTFOLIO)
SUBJECTS = {
    PublicationKind.BRIEF: gettext_lazy("Theme"),
    PublicationKind.PROGRAMME: gettext_lazy("Programme"),
    PublicationKind.COUNTRY: gettext_lazy("Country"),
    PublicationKind.ORGANISATION: gettext_lazy("Organisation"),
}


class PublicationForm(forms.Form):
    """The parameters of one kind of publication; `version` is that of the draft the editor opened."""

    subject = forms.ChoiceField()
    context = forms.CharField(
        required=False,
        strip=True,
        label=gettext_lazy("Context"),
        help_text=gettext_lazy(
            "Empty takes the ordinary text. Name figures as fields, like {funded_count}: the list is below."
        ),
        widget=forms.Textarea(attrs={"rows": 9}),
    )
    area = forms.MultipleChoiceField(
        required=False,
        label=gettext_lazy("Only these thematic areas"),
        widget=forms.CheckboxSelectMultiple,
    )
    region = forms.MultipleChoiceField(
        required=False,
        label=gettext_lazy("Only these regions"),
        widget=forms.CheckboxSelectMultiple,
    )
    saved = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Only a saved filter or a contributor's interest"),
    )
    as_of = forms.CharField(
        required=False,
        max_length=20,
        label=gettext_lazy("Day it stands for"),
        help_text=gettext_lazy("2023, 2023-07 or 2023-07-31. Empty takes the day last published."),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of its words"))
    embargo_until = forms.DateField(
        required=False,
        label=gettext_lazy("Not public before"),
        help_text=gettext_lazy("A day like 2026-03-31. Empty makes it public when it is released."),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": gettext_lazy("Write the day like 2026-03-31.")},
    )
    cover = forms.FileField(
        required=False,
        label=gettext_lazy("Picture for the cover"),
        help_text=gettext_lazy(
            "JPEG, PNG or WebP, up to 10 MB. It is drawn anew: what a camera writes into it is gone."
        ),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    cover_alt = forms.CharField(
        required=False,
        max_length=LONGEST_ALT,
        label=gettext_lazy("What the picture shows"),
        help_text=gettext_lazy("Read out to those who cannot see it."),
    )
    no_cover = forms.BooleanField(required=False, label=gettext_lazy("Without this picture"))
    kept_cover = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        fund: Fund,
        kind: PublicationKind,
        data: QueryDict | None = None,
        files: "MultiValueDict[str, UploadedFile[bytes]] | None" = None,
        **values: object,
    ) -> None:
        super().__init__(data, files, initial=values)
        self.fund, self.kind = fund, kind
        self._choose("language", [(one.code, one.own_name) for one in available_languages()])
        self._choose("area", [(str(a.number), f"{a.number} {a.title}") for a in _areas(fund)])
        if kind in SUBJECTS:
            self.fields["subject"].label = SUBJECTS[kind]
            self._choose("subject", _subjects(fund, kind))
        else:
            del self.fields["subject"]
        if kind != PublicationKind.BRIEF:
            del self.fields["context"]
        if kind in NARROWED:
            self._choose("region", list(_regions().items()))
            self._choose("saved", [("", _("None")), *_saved(fund)])
        else:
            del self.fields["area"], self.fields["region"], self.fields["saved"]

    @classmethod
    def of(
        cls,
        publication: Publication,
        data: QueryDict | None = None,
        files: "MultiValueDict[str, UploadedFile[bytes]] | None" = None,
    ) -> "PublicationForm":
        """The form of a draft as it is saved, or with what was typed."""
        kept = Parameters.from_json(publication.order)
        return cls(
            publication.fund,
            PublicationKind(publication.kind),
            data,
            files,
            subject=kept.subject,
            context=kept.context,
            area=[value for facet, value in kept.asked if facet == "area"],
            region=[value for facet, value in kept.asked if facet == "region"],
            saved=kept.saved,
            as_of=kept.as_of.isoformat() if kept.as_of else "",
            language=kept.language,
            embargo_until=publication.embargo_until,
            cover_alt=kept.cover_alt,
            kept_cover=kept.cover,
            version=publication.version,
        )

    def clean_context(self) -> str:
        """The text with the line ends of this house."""
        return str(self.cleaned_data["context"]).replace("\r\n", "\n")

    def clean_cover(self) -> bytes:
        """The bytes of the picture that was sent, empty without one; refused here when they are none."""
        sent: UploadedFile[bytes] | None = self.cleaned_data["cover"]
        if sent is None:
            return b""
        try:
            check_sent_size(sent.size or 0)
            content: bytes = sent.read()
            drawn_anew(content)
        except UnusablePicture as refusal:
            raise forms.ValidationError(str(refusal)) from None
        return content

    def keep_cover(self, by: User) -> None:
        """Keep a picture that was sent, whatever else is wrong in the form: nobody sends it twice."""
        self.full_clean()
        content = self.cleaned_data.get("cover")
        if content and not self.cleaned_data.get("no_cover"):
            kept = keep_cover(self.fund, content, by=by).sha256
            self.cleaned_data["kept_cover"] = kept
            assert isinstance(self.data, QueryDict)  # noqa: S101
            typed = self.data.copy()
            typed["kept_cover"] = kept
            self.data = typed

    def clean(self) -> None:
        """A picture is never without its words."""
        super().clean()
        typed = self.cleaned_data
        has_one = (typed.get("cover") or typed.get("kept_cover")) and not typed.get("no_cover")
        if has_one and not str(typed.get("cover_alt", "")).strip() and "cover_alt" not in self.errors:
            self.add_error(
                "cover_alt", _("Say in a few words what the picture shows, for those who cannot see it.")
            )

    def clean_as_of(self) -> date | None:
        """The last day a date may mean."""
        text = str(self.cleaned_data["as_of"]).strip()
        if not text:
            return None
        try:
            return PartialDate.parse(text).on
        except ValueError:
            raise forms.ValidationError(_("Write 2023, 2023-07 or 2023-07-31.")) from None

    def draft(self, left_out: tuple[str, ...] = ()) -> Draft:
        """What a valid form asks for."""
        typed = self.cleaned_data
        parameters = Parameters(
            subject=typed.get("subject", ""),
            asked=tuple((facet, value) for facet in ("area", "region") for value in typed.get(facet, ())),
            saved=typed.get("saved", ""),
            as_of=typed["as_of"],
            language=typed["language"],
            context=typed.get("context", ""),
            left_out=left_out,
            cover="" if typed["no_cover"] else typed["kept_cover"],
            cover_alt="" if typed["no_cover"] else typed["cover_alt"],
        )
        return Draft(parameters, typed["embargo_until"])

    def refuse(self, fault: DomainError) -> None:
        """Show a refusal of the services at its field, or over the form."""
        field = FIELD_OF.get(type(fault))
        self.add_error(field if field in self.fields else None, str(fault))

    def faults(self) -> list[FieldFault]:
        """What is wrong, each linked to its field."""
        return [
            FieldFault(f"id_{name}" if name in self.fields else "", str(messages[0]))
            for name, messages in self.errors.items()
        ]

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = choices


def _areas(fund: Fund) -> list[ThematicArea]:
    return list(ThematicArea.objects.filter(fund=fund).order_by("number"))


def _regions() -> dict[str, str]:
    """The regions of the world by slug, without their parts."""
    names = Country.objects.exclude(region="").values_list("region", flat=True).order_by("region").distinct()
    return {slugify(name): name for name in names}


def _saved(fund: Fund) -> list[tuple[str, str]]:
    return [
        (one.slug, f"{one.contributor.name}: {one.name}" if one.contributor else one.name)
        for one in saved_filters(fund)
    ]


def _subjects(fund: Fund, kind: PublicationKind) -> list[tuple[str, str]]:
    if kind == PublicationKind.BRIEF:
        return [(theme.code, theme.title) for theme in themes(fund)]
    if kind == PublicationKind.PROGRAMME:
        rows = ordered(listed(fund, None), ProgrammeFilter()).values_list("number", "heading")
        return [
            (
                str(Reference(fund.reference_prefix, number)),
                f"{Reference(fund.reference_prefix, number)} {heading}",
            )
            for number, heading in rows
        ]
    if kind == PublicationKind.COUNTRY:
        found = ProgrammeCountry.objects.filter(programme__fund=fund, role="implementing")
        pairs = found.values_list("country__iso3", "country__name").order_by("country__name").distinct()
        return [(iso3, name) for iso3, name in pairs]
    bodies = fund.organisations.filter(iso3="").order_by("name")
    return [(body.slug, body.name) for body in bodies]
