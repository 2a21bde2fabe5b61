"""What all parts of the knowledge base share: what they rest on, and who may read them."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jointfund.documents.models import Source, Visibility
from jointfund.funds.models import Fund
from jointfund.people.models import User
from jointfund.people.permissions import InFund, Permission, can, roles_of


@dataclass(frozen=True)
class Reader:
    """Who reads a fund's knowledge base: everybody, people of the fund, or who also sees drafts."""

    fund: Fund
    is_of_the_fund: bool = False
    sees_drafts: bool = False

    @classmethod
    def of(cls, user: User | AnonymousUser, fund: Fund) -> "Reader":
        """What this person may read in this fund."""
        if not roles_of(user, fund):
            return cls(fund)
        return cls(fund, True, bool(can(user, Permission.KNOWLEDGE_READ_DRAFTS, InFund(fund))))


class CostBand(models.TextChoices):
    """What a practice costs, roughly and in a year; exact amounts stand in its words."""

    NONE = "none", _("No money beyond staff time")
    SMALL = "small", _("Under 10,000 a year")
    MIDDLE = "middle", _("10,000 to 100,000 a year")
    LARGE = "large", _("Over 100,000 a year")


class Rested(models.Model):
    """A part that rests on lines of a document or, where there are none, on what `cites` names.

    `cites` is the reference of a `kernel.Citation`, `cites_kind` its kind.
    """

    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    cites_kind = models.CharField(max_length=10, blank=True)
    cites = models.CharField(max_length=500, blank=True)

    class Meta:
        abstract = True


def rests_on_something(name: str) -> models.CheckConstraint:
    """The database's own refusal of a part without source and citation."""
    return models.CheckConstraint(condition=Q(source__isnull=False) | ~Q(cites=""), name=name)


def open_source(path: str = "source") -> Q:
    """Rows whose document everybody may read; `path` leads to the source."""
    public = Q(**{f"{path}__document__visibility": Visibility.PUBLIC})
    return Q(**{f"{path}__isnull": True}) | public
