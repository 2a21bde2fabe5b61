"""Who reads a document: everybody or people of the fund, changed with a reason."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jointfund.desk.access import desk_page, page_head, person
from jointfund.documents import services
from jointfund.documents.models import Document, Visibility
from jointfund.kernel.errors import DomainError
from jointfund.people.permissions import Permission
from jointfund.ui.pieces import FieldFault, Link
from jointfund.ui.visit import Visit

SHOW = Permission.DOCUMENT_SHOW


class VisibilityForm(forms.Form):
    """Who may read it from now on, and why."""

    visibility = forms.ChoiceField(label=gettext_lazy("Who may read it"), choices=Visibility.choices)
    reason = forms.CharField(
        max_length=500,
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Kept in the audit trail for good: no names, no e-mail addresses."),
        error_messages={"required": gettext_lazy("Say why: the reason is kept in the audit trail.")},
    )

    @property
    def faults(self) -> list[FieldFault]:
        """Each fault with its field."""
        return [FieldFault(f"id_{name}", str(said[0])) for name, said in self.errors.items()]


@desk_page(read=SHOW, write=SHOW)
def documents(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Every document of the fund with who may read it."""
    rows = [
        (one, visit.href("desk-document", key=one.key)) for one in Document.objects.filter(fund=visit.fund)
    ]
    answer = _("Who reads a document reads what rests on its lines: lessons, results, quotations.")
    context = {"head": page_head(visit, _("Documents"), answer), "rows": rows}
    return render(request, "desk/documents/list.html", context)


@desk_page(read=SHOW, write=SHOW)
def document(request: HttpRequest, visit: Visit, key: str) -> HttpResponse:
    """One document; a post changes who may read it."""
    found = Document.objects.filter(fund=visit.fund, key=key).first()
    if found is None:
        raise Http404(_("There is no document of this name."))
    form = VisibilityForm(request.POST or None, initial={"visibility": found.visibility})
    if request.method == "POST" and form.is_valid():
        try:
            wanted = Visibility(form.cleaned_data["visibility"])
            services.change_visibility(
                found, wanted, reason=form.cleaned_data["reason"], actor=person(request)
            )
        except DomainError as fault:
            form.add_error("reason", str(fault))
        else:
            said = _("From now on read by: %(who)s.") % {"who": str(wanted.label).lower()}
            messages.success(request, said)
            return redirect(visit.href("desk-document", key=key))
    trail = (Link(_("Documents"), visit.href("desk-documents")),)
    context = {
        "head": page_head(visit, found.title, str(found.get_visibility_display()), trail=trail),
        "document": found,
        "form": form,
    }
    return render(request, "desk/documents/document.html", context)
