"""The funds of the installation: each lives at its own address, the first also at the root."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from jointfund.funds.models import Fund
from jointfund.ui.pages import load_fund, page_head
from jointfund.ui.visit import begin_visit


@require_safe
def funds(request: HttpRequest) -> HttpResponse:
    """Every fund with the way to it; one query however many there are."""
    visit = begin_visit(request, load_fund(None), None)
    found = list(Fund.objects.all())
    words = ngettext("%(count)s fund lives here.", "%(count)s funds live here.", len(found))
    context = {"head": page_head(visit, _("Funds"), words % {"count": len(found)}), "funds": found}
    return render(request, "portal/funds.html", context)
