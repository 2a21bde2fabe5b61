"""A submitted version as a paper: its receipt, then the whole proposal."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from jointfund.desk.proposal_pieces import budget_table, plain_text
from jointfund.funds.models import Fund
from jointfund.proposals.forms import Field, Kind, Party, Section, read_form
from jointfund.proposals.forms.values import Answers, rows_of
from jointfund.proposals.models import ProposalVersion
from jointfund.rendering.paper import Block, Fact, Facts, Head, Heading, Paper, Prose, Table
from jointfund.ui.pieces import Table as ShownTable


def version_paper(fund: Fund, version: ProposalVersion, language: str) -> Paper:
    """The paper of a version; it says only what the version holds."""
    content = version.content
    form = read_form(content["form"])
    parties = [Party(one["slug"], one["name"], one["is_lead"]) for one in content["parties"]]
    names = {party.slug: party.name for party in parties}
    every = {(one["section"], one["party"]): one["answers"] for one in content["answers"]}
    blocks: list[Block] = [_receipt(version, parties)]
    for section in form.sections:
        for key in sorted(key for key in every if key[0] == section.code):
            blocks += _section(section, names.get(key[1], ""), every[key])
    if sums := budget_table(form, every, parties):
        blocks += [Heading(sums.caption), _table(sums)]
    return Paper(
        fund_name=fund.name,
        title=str(content["title"]),
        subtitle=f"{content['reference']} · {form.title}",
        foot=f"{content['reference']} · {version.number} · {version.digest[:16]}",
        blocks=tuple(blocks),
        language=language,
        made_on=version.submitted_at.date(),
    )


def _receipt(version: ProposalVersion, parties: list[Party]) -> Facts:
    content = version.content
    when = date_format(timezone.localtime(version.submitted_at), "j F Y, H:i:s")
    return Facts(
        (
            Fact(_("Reference"), str(content["reference"])),
            Fact(_("Version"), str(version.number)),
            Fact(_("Submitted"), _("%(when)s UTC") % {"when": when}),
            Fact(_("SHA-256 of form and answers"), version.digest),
            Fact(_("Organisations"), ", ".join(one.name for one in parties)),
            Fact(_("Countries"), ", ".join(one["name"] for one in content["countries"])),
            Fact(_("Endorsed by"), ", ".join(one["for"] for one in content["endorsements"])),
        )
    )


def _section(section: Section, whose: str, answers: Answers) -> list[Block]:
    title = " · ".join(part for part in (section.title, whose) if part)
    blocks: list[Block] = [Heading(title)]
    for field in section.fields:
        blocks += _field(field, answers)
    return blocks


def _field(field: Field, answers: Answers) -> list[Block]:
    if field.kind is not Kind.TABLE:
        text = plain_text(field, answers)
        return [Heading(field.label, 2), Prose(text.replace("\n", "\n\n"))] if text else []
    rows = rows_of(answers, field.code)
    if not rows:
        return []
    labels = {choice.code: choice.label for column in field.columns for choice in column.choices}
    heads = tuple(Head(column.label, column.kind is Kind.NUMBER) for column in field.columns)
    cells = tuple(
        tuple(labels.get(row.get(one.code, ""), row.get(one.code, "")) for one in field.columns)
        for row in rows
    )
    return [Heading(field.label, 2), Table(heads, cells)]


def _table(shown: ShownTable) -> Table:
    return Table(
        tuple(Head(column.label, column.is_number) for column in shown.columns),
        tuple(tuple(cell.text for cell in row) for row in shown.rows),
        tuple(cell.text for cell in shown.total),
    )
