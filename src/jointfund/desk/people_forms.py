"""What is written when people are invited, given roles, or leave; what was typed stays after a refusal."""

from collections.abc import Iterable, Mapping

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jointfund.funds.models import Fund
from jointfund.kernel.errors import DomainError
from jointfund.people.models import Organisation, Role
from jointfund.people.permissions import Scope, reach_of
from jointfund.people.services import (
    ROLES_OF_AN_ORGANISATION,
    ReasonMissing,
    ReasonNamesSomebody,
    RecordUnknown,
    RoleWanted,
    WrongDays,
)
from jointfund.ui.pieces import FieldFault
from jointfund.vocabularies.models import Country

REASON_HELP = gettext_lazy("Kept in the audit trail for good: no names, no e-mail addresses.")
FIELD_OF: Mapping[type[DomainError], str] = {
    ReasonMissing: "reason",
    ReasonNamesSomebody: "reason",
    RecordUnknown: "record",
    WrongDays: "valid_until",
}


def reason_field() -> forms.CharField:
    """Why something is done."""
    return forms.CharField(
        max_length=500,
        required=False,  # the service says it in its own words
        label=gettext_lazy("Reason"),
        help_text=REASON_HELP,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class RefusableForm(forms.Form):
    """A form that lists its faults, those of the services among them."""

    def refuse(self, fault: DomainError) -> None:
        """Shows a service's refusal at its field."""
        name = FIELD_OF.get(type(fault))
        self.add_error(name if name in self.fields else None, str(fault))

    def faults(self) -> list[FieldFault]:
        """What is wrong, each linked to its field."""
        general = [FieldFault("", str(message)) for message in self.non_field_errors()]
        return general + [
            FieldFault(self[name].id_for_label, f"{self.fields[name].label}: {messages[0]}")
            for name, messages in self.errors.items()
            if name in self.fields
        ]


class ReasonForm(RefusableForm):
    """A reason, for what needs nothing else; `place` is the id of the field it was typed into."""

    reason = reason_field()

    def __init__(self, data: QueryDict | None = None, *, place: str = "id_reason") -> None:
        super().__init__(data)
        self.place = place

    def faults(self) -> list[FieldFault]:
        """What is wrong, linked to the field it was typed into."""
        return [FieldFault(self.place, fault.message) for fault in super().faults()]


class RoleForm(RefusableForm):
    """A role with what it reaches; within an organisation only its roles, and no choice of organisation."""

    role = forms.ChoiceField(
        label=gettext_lazy("Role"), error_messages={"required": gettext_lazy("Choose a role.")}
    )
    organisation = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Organisation"),
        help_text=gettext_lazy("For roles that count for one organisation."),
    )
    country = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Country"),
        help_text=gettext_lazy("For who signs for a government or as Resident Coordinator."),
    )
    reason = reason_field()

    def __init__(self, fund: Fund, within: Organisation | None, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id="id_%s")
        self.within = within
        roles = [(role.value, str(role.label)) for role in _roles(within)]
        self._choose("role", [("", _("choose")), *roles])
        if within:
            del self.fields["organisation"]
            del self.fields["country"]
            return
        self.known = {one.slug: one for one in Organisation.objects.filter(fund=fund)}
        names = [(slug, f"{one.acronym} {one.name}".strip()) for slug, one in self.known.items()]
        self._choose("organisation", [("", _("none")), *names])
        countries = Country.objects.order_by("name").values_list("iso3", "name")
        self._choose("country", [("", _("none")), *countries])

    def wanted(self) -> RoleWanted:
        """The role as the services take it; what the role does not reach for is left out."""
        role = Role(self.cleaned_data["role"])
        if self.within:
            return RoleWanted(role, self.within)
        reach = reach_of(role)
        organisation = self.known.get(self.cleaned_data["organisation"])
        return RoleWanted(
            role,
            organisation if reach == Scope.ORGANISATION else None,
            self.cleaned_data["country"] if reach == Scope.COUNTRY else "",
        )

    def _choose(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = list(choices)


class RecordRoleForm(RefusableForm):
    """A role for one record, from one day to another."""

    record = forms.CharField(
        max_length=120,
        label=gettext_lazy("Record"),
        help_text=gettext_lazy("Its reference as the history writes it, like CODE/proposal/3."),
        error_messages={"required": gettext_lazy("Write the reference of the record.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Role"),
        choices=[("", gettext_lazy("choose")), *Role.choices],
        error_messages={"required": gettext_lazy("Choose a role.")},
    )
    valid_from = forms.DateField(
        required=False,
        label=gettext_lazy("First day"),
        help_text=gettext_lazy("Today, if nothing is written."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    valid_until = forms.DateField(
        required=False,
        label=gettext_lazy("Last day"),
        help_text=gettext_lazy("Until the role is ended, if nothing is written."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    reason = reason_field()

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id="id_%s")


class InvitationForm(RoleForm):
    """Whom to invite, and as what."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("A link goes there that works once, for seven days."),
        error_messages={
            "required": gettext_lazy("Write the address to invite."),
            "invalid": gettext_lazy("Write the address like name@example.org."),
        },
    )
    field_order = ("email", "role", "organisation", "country", "reason")


def _roles(within: Organisation | None) -> list[Role]:
    return [role for role in Role if within is None or role in ROLES_OF_AN_ORGANISATION]
